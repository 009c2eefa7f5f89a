/**
 * `ordinal-range`: a bare number in ORDER BY or GROUP BY is the place of a column, counted from 1. `unknown-column`: GROUP BY 1, where the first
 * item is `*`. Source: Calcite's orderByOrdinalOutOfRange, asked of 28 to 33.
 */
import type { Node, SelectItem } from "../../syntax/nodes";
import { druidSays, sentences, t } from "../../text/l10n";
import { groupOrdinalsOf, ordinalOf } from "../ordinals";
import { outputColumnsOf } from "../outputColumns";
import { isSurelyPlanned } from "../planned";
import { selectsOf } from "../selects";
import type { CheckInput } from "./check";

export function checkOrdinals(node: Node, input: CheckInput): void {
  if (node.kind !== "query" || !node.orderBy) return;
  const ordinals = node.orderBy.items.flatMap(({ expression, nulls }) => {
    const ordinal = ordinalOf(expression);
    // NULLS FIRST or LAST hides the number from the validator, and not from what comes next.
    return ordinal ? { ...ordinal, expression, stage: nulls ? ("plan" as const) : ("validate" as const) } : [];
  });
  if (ordinals.length === 0) return;
  const { columns, complete } = outputColumnsOf(node.body, input.statement.text, input.references);
  for (const { value, range, expression, stage } of ordinals) {
    const isBeyond = complete && columns.length > 0 && value > columns.length;
    if ((value > 0 && !isBeyond) || (stage === "plan" && !isSurelyPlanned(expression, input))) continue;
    const message = complete
      ? t("Column {0} is not there: the query gives {1}.", value, columns.length)
      : t("Columns are counted from 1; there is no column {0}.", value);
    input.report({ code: "ordinal-range", stage, message, range });
  }
}

/** GROUP BY counts the items as they are written; `*` is one of them, and nothing that can be grouped by. */
export function checkGroupOrdinals(input: CheckInput): void {
  for (const { select } of selectsOf(input.tree)) {
    if (!select.groupBy || select.items.some(({ expression }) => expression.kind === "template")) continue;
    for (const { value, range } of groupOrdinalsOf(select)) {
      const item = value > 0 ? select.items[value - 1] : undefined;
      if (item) checkStar(item, value, input);
      else {
        const message = t("Column {0} is not there: the query gives {1}.", value, select.items.length);
        input.report({ code: "ordinal-range", stage: "validate", message, range });
      }
    }
  }
}

function checkStar({ expression }: SelectItem, ordinal: number, input: CheckInput): void {
  if (expression.kind !== "name" || !expression.star) return;
  const says = druidSays(`Unknown ${expression.parts.length > 0 ? "field" : "identifier"} '*'.`);
  const message = sentences(says, t("GROUP BY {0} means this item: name the columns instead of *.", ordinal));
  input.report({ code: "unknown-column", stage: "validate", message, range: { start: expression.end - 1, end: expression.end } });
}
