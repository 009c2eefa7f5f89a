/**
 * `ordinal-range`: a bare number in ORDER BY or GROUP BY is the place of a column, counted from 1. Source: Calcite's orderByOrdinalOutOfRange,
 * asked of 28 to 33.
 */
import type { Expression, Node } from "../../syntax/nodes";
import { t } from "../../text/l10n";
import { rangeOf } from "../../text/range";
import { outputColumnsOf } from "../outputColumns";
import { selectsOf } from "../selects";
import type { CheckInput } from "./check";

export function checkOrdinals(node: Node, input: CheckInput): void {
  if (node.kind !== "query" || !node.orderBy) return;
  const ordinals = node.orderBy.items.flatMap(({ expression }) => ordinalOf(expression) ?? []);
  if (ordinals.length === 0) return;
  const { columns, complete } = outputColumnsOf(node.body, input.statement.text, input.references);
  for (const { value, range } of ordinals) {
    const isBeyond = complete && columns.length > 0 && value > columns.length;
    if (value > 0 && !isBeyond) continue;
    const message = complete
      ? t("Column {0} is not there: the query gives {1}.", value, columns.length)
      : t("Columns are counted from 1; there is no column {0}.", value);
    input.report({ code: "ordinal-range", stage: "validate", message, range });
  }
}

/** GROUP BY counts the items as they are written; where a `*` is among them, nothing is said. */
export function checkGroupOrdinals(input: CheckInput): void {
  for (const { select } of selectsOf(input.tree)) {
    if (!select.groupBy || select.items.some(({ expression }) => expression.kind === "name" && expression.star)) continue;
    if (select.items.some(({ expression }) => expression.kind === "template")) continue;
    // In rows of several, numbers are numbers.
    const items = select.groupBy.items.flatMap((item) => (item.kind === "groupingFunction" ? item.items : [item]));
    for (const item of items) {
      const ordinal = item.kind === "groupingFunction" ? undefined : ordinalOf(item);
      if (!ordinal || (ordinal.value > 0 && ordinal.value <= select.items.length)) continue;
      const message = t("Column {0} is not there: the query gives {1}.", ordinal.value, select.items.length);
      input.report({ code: "ordinal-range", stage: "validate", message, range: ordinal.range });
    }
  }
}

function ordinalOf(expression: Expression) {
  let inner = expression;
  while (inner.kind === "parenthesized" && inner.unit === undefined) inner = inner.expression;
  if (inner.kind !== "literal" || inner.type !== "number" || inner.template || !/^\d{1,9}$/.test(inner.value)) return undefined;
  return { value: Number(inner.value), range: rangeOf(inner) };
}
