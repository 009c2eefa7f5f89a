/**
 * What is said about a key of the query context: its type, what it is without SET, what reads it, since when.
 */
import { type ContextParameter, findContextParameter } from "../../data/contextParameters";
import { t } from "../../text/l10n";
import { code } from "../markdown";

/** `headless`: without what a list has beside the key, its type and a short default. */
type Form = "whole" | "headless";

/** The Markdown about a key, whose letters count; undefined for one that Druid does not know. */
export function explainContextKey(name: string, form: Form = "whole"): string | undefined {
  const parameter = findContextParameter(name);
  if (!parameter) return undefined;
  const head = `**${parameter.name}**: ${code(parameter.type)}`;
  return [form === "whole" ? head : "", t(parameter.documentation), facts(parameter, form)].filter((block) => block !== "").join("\n\n");
}

/** The type of a key, and what it is where nobody sets it; a runtime property is too long to stand there. */
export function summarizeContextKey({ type, default: standard }: ContextParameter): string {
  return isShort(standard) ? `${type} = ${standard}` : type;
}

function isShort(standard: string | undefined): boolean {
  return standard !== undefined && !standard.startsWith("druid.");
}

function facts({ default: standard, values, readers, statements, since, aliasOf, isUndocumented }: ContextParameter, form: Form): string {
  const isBeside = form === "headless" && isShort(standard);
  return [
    ...(aliasOf === undefined ? [] : [t("another name for {0}", code(aliasOf))]),
    ...(standard === undefined || isBeside ? [] : [t("default: {0}", code(standard))]),
    ...(values === undefined ? [] : [t("values: {0}", values.map((value) => code(value)).join(", "))]),
    t("read by {0}", readers.join(", ")),
    ...(statements === undefined ? [] : [t("for {0}", statements.join(", "))]),
    ...(since === undefined ? [] : [t("since Druid {0}", since)]),
    ...(isUndocumented ? [t("not documented by Druid")] : []),
  ].join(" · ");
}
