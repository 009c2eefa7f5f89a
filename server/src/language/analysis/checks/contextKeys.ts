/**
 * `reserved-context-key`: keys that only Druid itself puts into the query context, given by SET or by the request.
 * Source: SqlEngines.validateNoSpecialContextKeys, which DruidPlanner asks before everything else; SqlStatementResource.
 */
import { RESERVED_CONTEXT_KEYS } from "../../data/contextKeys";
import { druidSays, sentences, t } from "../../text/l10n";
import { rangeOf } from "../../text/range";
import { FIRST_VERSION_WITH_SET, setsOf } from "../route";
import { type CheckInput, firstWords } from "./check";

export function checkContextKeys(input: CheckInput): void {
  const { tree, settings, statement } = input;
  if (settings.profile.druidVersion >= FIRST_VERSION_WITH_SET) {
    for (const { key, set } of setsOf(tree)) if (isReserved(key, input)) report(input, key, rangeOf(set.name));
  }
  const given = new Set([...Object.keys(settings.context), ...Object.keys(settings.profile.defaultContext)]);
  for (const key of given) if (isReserved(key, input)) report(input, key, firstWords(statement, statement.span.start, 1));
}

function isReserved(key: string, { settings, route }: CheckInput): boolean {
  const reserved = RESERVED_CONTEXT_KEYS.get(key);
  if (!reserved || settings.profile.druidVersion < reserved.since) return false;
  if (reserved.where === "statements") return route.endpoint === "statements";
  return reserved.where === "everywhere" || route.engine !== "native";
}

function report(input: CheckInput, key: string, range: { readonly start: number; readonly end: number }): void {
  const message = sentences(druidSays(`Query context parameter [${key}] is not allowed.`), t("Druid sets it itself."));
  input.report({ code: "reserved-context-key", stage: "validate", message, range });
}
