/**
 * `ordinal-range`: a bare number in ORDER BY or GROUP BY is the place of a column, counted from 1. Source: Calcite's orderByOrdinalOutOfRange,
 * asked of 28 to 33.
 */
import type { Node } from "../../syntax/nodes";
import { t } from "../../text/l10n";
import { groupOrdinalsOf, ordinalOf } from "../ordinals";
import { outputColumnsOf } from "../outputColumns";
import { selectsOf } from "../selects";
import type { CheckInput } from "./check";

export function checkOrdinals(node: Node, input: CheckInput): void {
  if (node.kind !== "query" || !node.orderBy) return;
  const ordinals = node.orderBy.items.flatMap(({ expression, nulls }) => {
    const ordinal = ordinalOf(expression);
    // NULLS FIRST or LAST hides the number from the validator, and not from what comes next.
    return ordinal ? { ...ordinal, stage: nulls ? ("plan" as const) : ("validate" as const) } : [];
  });
  if (ordinals.length === 0) return;
  const { columns, complete } = outputColumnsOf(node.body, input.statement.text, input.references);
  for (const { value, range, stage } of ordinals) {
    const isBeyond = complete && columns.length > 0 && value > columns.length;
    if (value > 0 && !isBeyond) continue;
    const message = complete
      ? t("Column {0} is not there: the query gives {1}.", value, columns.length)
      : t("Columns are counted from 1; there is no column {0}.", value);
    input.report({ code: "ordinal-range", stage, message, range });
  }
}

/** GROUP BY counts the items as they are written; where a `*` is among them, nothing is said. */
export function checkGroupOrdinals(input: CheckInput): void {
  for (const { select } of selectsOf(input.tree)) {
    if (!select.groupBy || select.items.some(({ expression }) => expression.kind === "name" && expression.star)) continue;
    if (select.items.some(({ expression }) => expression.kind === "template")) continue;
    for (const { value, range } of groupOrdinalsOf(select)) {
      if (value > 0 && value <= select.items.length) continue;
      const message = t("Column {0} is not there: the query gives {1}.", value, select.items.length);
      input.report({ code: "ordinal-range", stage: "validate", message, range });
    }
  }
}
