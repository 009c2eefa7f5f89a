/**
 * `clustered-by-descending`, `clustered-by-ordinal`. Source: DruidSqlParserUtils.validateClusteredByColumns, Calcite's orderByOrdinalOutOfRange.
 */
import type { OrderItem } from "../../syntax/nodes";
import { druidSays, sentences, t } from "../../text/l10n";
import { rangeOf } from "../../text/range";
import { knownValueOf } from "../literals";
import { type OutputColumns, outputColumnsOf } from "../outputColumns";
import { type CheckInput, textOf } from "./check";

export function checkClusteredBy(input: CheckInput): void {
  const { ingest } = input;
  if (!ingest?.clusteredBy || ingest.verb === "UPSERT") return;
  let columns: OutputColumns | undefined;
  const columnsOf = (): OutputColumns => {
    columns ??= outputColumnsOf(ingest.source, input.statement.text, input.references);
    return columns;
  };
  for (const item of ingest.clusteredBy.items) {
    // NULLS FIRST or LAST hides the direction from the check.
    if (item.direction === "DESC" && !item.nulls) {
      const message = druidSays(`Invalid CLUSTERED BY clause [${textOf(input.statement, item)}]: cannot sort in descending order.`);
      input.report({ code: "clustered-by-descending", stage: "validate", message, range: rangeOf(item) });
    }
    checkOrdinal(input, columnsOf, item);
  }
}

function checkOrdinal(input: CheckInput, columnsOf: () => OutputColumns, item: OrderItem): void {
  let expression = item.expression;
  while (expression.kind === "parenthesized" && expression.unit === undefined) expression = expression.expression;
  const value = knownValueOf(expression, undefined);
  if (value.kind !== "number" || !/^-?\d{1,9}$/.test(value.value)) return;
  const ordinal = Number(value.value);
  if (ordinal < 1) {
    const message = druidSays(`Ordinal [${ordinal}] specified in the CLUSTERED BY clause is invalid. It must be a positive integer.`);
    input.report({ code: "clustered-by-ordinal", stage: "validate", message, range: rangeOf(item) });
    return;
  }
  const { columns, complete } = columnsOf();
  if (!complete || columns.length === 0 || ordinal <= columns.length) return;
  const count = columns.length === 1 ? t("the query gives 1 column.") : t("the query gives {0} columns.", columns.length);
  const message = sentences(druidSays("Ordinal out of range:"), count);
  input.report({ code: "clustered-by-ordinal", stage: "validate", message, range: rangeOf(item) });
}
