/**
 * `distinct-order`: ORDER BY of SELECT DISTINCT by what is not selected. Source: Calcite's AggChecker (notSelectDistinctExpr).
 */
import { druidSays, t } from "../../text/l10n";
import { rangeOf } from "../../text/range";
import { isPlainAggregate, keysOf, missingFrom } from "../groupKeys";
import { plainFunction, type SelectParts, selectsOf } from "../selects";
import { isAggregating } from "./aggregatePlace";
import { type CheckInput, textOf } from "./check";

export function checkDistinctOrders(input: CheckInput): void {
  for (const parts of selectsOf(input.tree)) {
    if (parts.select.quantifier === "DISTINCT" && parts.orderBy) checkDistinctOrder(parts, input);
  }
}

function checkDistinctOrder(parts: SelectParts, input: CheckInput): void {
  const { select, orderBy, isCorrelated } = parts;
  const { text } = input.statement;
  const expressions = select.items.map(({ expression }) => expression);
  if (isCorrelated || /U&"/i.test(text) || expressions.some((expression) => expression.kind === "name" && expression.star)) return;
  const keys = keysOf(expressions);
  if (!keys) return;
  const aliases = new Set(select.items.flatMap(({ alias }) => (alias ? [alias.name.toUpperCase()] : [])));
  const hasGroups = isAggregating(parts) === "yes";
  for (const { expression } of orderBy?.items ?? []) {
    const isPassed: Parameters<typeof missingFrom>[1]["isPassed"] = (call) => call.over !== undefined || !plainFunction(call);
    const [first] = missingFrom(expression, { keys, aliases, isWhole: isPlainAggregate, isPassed }) ?? [];
    // Without groups an aggregate is refused for another reason.
    if (!first || (first.kind === "call" && !hasGroups)) continue;
    const says = druidSays(`Expression '${textOf(input.statement, first)}' is not in the select clause`);
    const advice = t("SELECT DISTINCT is sorted by what it selects.");
    input.report({ code: "distinct-order", stage: "validate", message: `${says}. ${advice}`, range: rangeOf(first) });
  }
}
