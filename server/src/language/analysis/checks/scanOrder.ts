/**
 * `scan-order`: the native engine scans a datasource in the order of `__time` or in none, and sorts by another column only what it has grouped.
 * Source: DruidQuery.canUseQueryOrdering and its scan queries, measured on a running 27; Druid's own tests have the same for later releases.
 * `auto` says where a statement would naturally go, not where its author sends it: said only where the endpoint is stated.
 */
import type { Expression, Select } from "../../syntax/nodes";
import { t } from "../../text/l10n";
import { rangeOf } from "../../text/range";
import { resolveTable } from "../names";
import { hasConstantCondition } from "../planned";
import { inner } from "../selects";
import type { CheckInput } from "./check";

export function checkScanOrder(input: CheckInput): void {
  const { query, route, settings } = input;
  if (route.engine !== "native" || settings.endpoint === "auto" || query?.kind !== "query" || query.with || !query.orderBy) return;
  const select = query.body.kind === "select" ? query.body : undefined;
  const other = select && query.orderBy.items.find(({ expression }) => isOtherColumn(expression, select));
  if (!select || !other || !isPlainScan(select, input)) return;
  // What is surely empty is not sorted.
  if (hasConstantCondition(input.tree)) return;
  const message = t("The native engine sorts a scan by __time only. Group by the columns, or send it to /druid/v2/sql/task.");
  input.report({ code: "scan-order", stage: "plan", message, range: rangeOf(other.expression) });
}

/** Columns of one datasource as they are, neither grouped nor made distinct. */
function isPlainScan(select: Select, { settings, references }: CheckInput): boolean {
  if (select.quantifier === "DISTINCT" || select.groupBy || select.having || select.qualify || select.windows.length > 0) return false;
  if (!select.items.every(({ expression }) => expression.kind === "name")) return false;
  const table = select.from?.table;
  const name = table?.kind === "tableAlias" ? table.table : table;
  if (name?.kind !== "tableName" || references.withItems.has(name)) return false;
  return resolveTable(name.name, settings.profile).kind === "datasource";
}

/** A column that is not the time: by its name, by the alias or the ordinal of its item. */
function isOtherColumn(expression: Expression, { items }: Select): boolean {
  const node = inner(expression);
  if (node.kind === "literal" && node.type === "number") {
    const hasStar = items.some((item) => item.expression.kind === "name" && item.expression.star);
    const item = hasStar ? undefined : items[Number(node.value) - 1];
    return item !== undefined && isOtherName(item.expression);
  }
  if (node.kind !== "name" || node.parts.length > 1) return isOtherName(node);
  const aliased = items.find(({ alias }) => alias && (alias.template || alias.name === node.parts[0]?.name));
  return aliased ? !aliased.alias?.template && isOtherName(aliased.expression) : isOtherName(node);
}

function isOtherName(expression: Expression): boolean {
  if (expression.kind !== "name" || expression.star || expression.parts.some(({ template }) => template)) return false;
  return expression.parts.at(-1)?.name !== "__time";
}
