/**
 * What is said about a key of the query context: its type, what it is without SET, what reads it, since when.
 */
import { type ContextParameter, findContextParameter } from "../../data/contextParameters";
import { t } from "../../text/l10n";
import { code } from "../markdown";

/** The Markdown about a key, whose letters count; undefined for one that Druid does not know. */
export function explainContextKey(name: string): string | undefined {
  const parameter = findContextParameter(name);
  if (!parameter) return undefined;
  const head = `**${parameter.name}**: ${code(parameter.type)}`;
  return [head, parameter.documentation, facts(parameter)].filter((block) => block !== "").join("\n\n");
}

function facts({ default: standard, values, readers, statements, since, aliasOf, isUndocumented }: ContextParameter): string {
  return [
    ...(aliasOf === undefined ? [] : [t("another name for {0}", code(aliasOf))]),
    ...(standard === undefined ? [] : [t("default: {0}", code(standard))]),
    ...(values === undefined ? [] : [t("values: {0}", values.map((value) => code(value)).join(", "))]),
    t("read by {0}", readers.join(", ")),
    ...(statements === undefined ? [] : [t("for {0}", statements.join(", "))]),
    ...(since === undefined ? [] : [t("since Druid {0}", since)]),
    ...(isUndocumented ? [t("not documented by Druid")] : []),
  ].join(" · ");
}
