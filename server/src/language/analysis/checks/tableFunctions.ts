/**
 * `table-function-place`: EXTERN and APPEND where a value must stand. As operands of many calls Druid validates them, asks for what they
 * read, and mostly cannot plan the rest; of these nothing is said.
 * `unknown-table-function`: HTTP, INLINE, LOCALFILES and S3 are written in Druid's sources and bound in no release; APPEND came with 30.
 * A function that is no Druid's may come from an extension, so it is not an error.
 */
import { findTableFunction } from "../../data/inputSources";
import type { Call, Node } from "../../syntax/nodes";
import { druidSays, sentences, t } from "../../text/l10n";
import { rangeOf } from "../../text/range";
import { pathOf } from "../planned";
import { type CheckInput, firstWords } from "./check";

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

export function checkTableFunctionPlaces(input: CheckInput): void {
  for (const call of input.references.valueCalls) {
    const name = call.name.parts[0]?.name.toUpperCase() ?? "";
    if (!isSurelyNoValue(call, input)) continue;
    const message = sentences(druidSays(`Cannot call table function here: '${name}'.`), t("It stands in FROM: {0}.", `TABLE(${name}(…))`));
    input.report({ code: "table-function-place", stage: "validate", message, range: firstWords(input.statement, call.start, 1) });
  }
}

/** An item or a condition by itself, or an operand of an operator beside others. */
function isSurelyNoValue(call: Call, { tree, references }: CheckInput): boolean {
  const path = pathOf(tree, call);
  let depth = path.length - 2;
  while (path[depth]?.kind === "parenthesized") depth--;
  const around = path[depth];
  switch (around?.kind) {
    case "selectItem":
    case "groupBy":
    case "select":
    case "join":
    case "postfix":
    case "prefix":
      return true;
    case "orderItem":
      return path[depth - 2]?.kind === "query";
    case "operation":
    case "like":
    case "between":
      return !references.valueCalls.some((other) => other !== call && isIn(other, around));
    default:
      return false;
  }
}

function isIn(node: Node, { start, end }: Node): boolean {
  return start <= node.start && node.end <= end;
}
