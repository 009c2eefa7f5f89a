/**
 * `unknown-table-function`: HTTP, INLINE, LOCALFILES and S3 are written in Druid's sources and bound in no release; APPEND came with 30.
 * A function that is no Druid's may come from an extension, so it is not an error.
 */
import { findTableFunction } from "../../data/inputSources";
import { druidSays, sentences, t } from "../../text/l10n";
import { rangeOf } from "../../text/range";
import type { CheckInput } from "./check";

export function checkTableFunctions(input: CheckInput): void {
  const { profile } = input.settings;
  for (const { node, call } of input.references.functions) {
    const name = call.name.parts.at(-1);
    if (!name || name.template || profile.tableFunctions[name.name.toUpperCase()] !== undefined) continue;
    const known = findTableFunction(name.name);
    const isQualified = call.name.parts.length > 1;
    if (!known || (known.bound && !isQualified && profile.druidVersion >= (known.since ?? 0))) continue;
    const reason = node.extend
      ? druidSays(`Function ${name.name} does not accept an EXTEND clause (or a schema list).`)
      : druidSays(`No match found for function signature ${name.name.toUpperCase()}.`);
    const advice = known.bound
      ? isQualified
        ? t("Write its name without a schema.")
        : t("Druid has it from {0} on.", known.since ?? 0)
      : t("No stock Druid binds it; if your cluster does, say so in tableFunctions of the cluster. EXTERN reads the same.");
    const message = sentences(reason, advice);
    const status = node.extend ? { status: 500 as const } : {};
    input.report({ code: "unknown-table-function", stage: "validate", ...status, message, range: rangeOf(call.name) });
  }
}
