/**
 * `column-count`: queries that are combined or compared give the same number of columns, a subquery in the place of a value gives one, and a
 * list of names has as many as what it names. Said only where all columns are known. `duplicate-alias`: one of these names stands there twice.
 * Source: Calcite's SetOperator, InOperator, SqlSubQueryOperator ($SCALAR_QUERY), AliasNamespace, WithItemNamespace and VALUES, asked of 29 and 33.
 */
import type { In, Node, Select, Unnest } from "../../syntax/nodes";
import { druidSays, t } from "../../text/l10n";
import { rangeOf, type TextRange } from "../../text/range";
import { COMPARISONS } from "../operators";
import { outputColumnsOf } from "../outputColumns";
import { inner } from "../selects";
import type { CheckInput } from "./check";

export function checkColumnCounts(node: Node, input: CheckInput): void {
  switch (node.kind) {
    case "setOperation":
      if (node.operators.every(({ operator }) => operator === "UNION")) checkOperands(node.operands, input);
      break;
    case "values":
      checkRows(node.rows, input);
      break;
    case "in":
      checkCompared(node.value, node.items, input);
      checkListed(node, input);
      break;
    case "quantified":
      checkCompared(node.value, node.items, input);
      break;
    case "operation":
      checkRowsCompared(node.operands, node.operators, input);
      break;
    case "subquery":
      checkScalar(node, input);
      break;
    case "tableAlias":
      if (node.columns && node.table.kind === "derivedTable") checkNames(node.columns, node.table.query, namesWithin(node.columns), input);
      else if (node.columns && node.table.kind === "unnest") checkUnnested(node.columns, node.table, input);
      if (node.columns) checkDuplicates(node.columns, input);
      break;
    case "withItem":
      if (node.columns && node.query.kind !== "error") checkNames(node.columns, node.query, rangeOf(node.columns), input);
      if (node.columns) checkDuplicates(node.columns, input);
      else checkGivenNames(node.query, input);
      break;
  }
}

/** How many columns a query gives; undefined where that is not known. */
function countOf(query: Node, { statement, references }: CheckInput): number | undefined {
  const { columns, complete } = outputColumnsOf(query, statement.text, references);
  return complete && columns.length > 0 ? columns.length : undefined;
}

function report(input: CheckInput, message: string, range: TextRange): void {
  input.report({ code: "column-count", stage: "validate", message, range });
}

function checkOperands(operands: readonly Node[], input: CheckInput): void {
  let expected: number | undefined;
  for (const operand of operands) {
    const count = countOf(operand, input);
    expected ??= count;
    if (count === undefined || expected === undefined || count === expected) continue;
    report(input, t("UNION needs the same number of columns everywhere: {0} here, {1} before.", count, expected), selectListOf(operand));
    return;
  }
}

function selectListOf(operand: Node): TextRange {
  let inner = operand;
  while (inner.kind === "parenthesizedQuery" || inner.kind === "query") inner = inner.kind === "query" ? inner.body : inner.query;
  const [first, last] = inner.kind === "select" ? [inner.items[0], inner.items.at(-1)] : [];
  return first && last ? { start: first.start, end: last.end } : rangeOf(operand);
}

function checkRows(
  rows: readonly { readonly items: readonly Node[]; readonly start: number; readonly end: number }[],
  input: CheckInput,
): void {
  const expected = rows[0]?.items.length ?? 0;
  // A template may become several values, and a row of a row is read in its own way.
  if (rows.some(({ items }) => items.some(({ kind }) => kind === "template" || kind === "rowExpression" || kind === "error"))) return;
  const odd = rows.find(({ items }) => items.length !== expected);
  if (odd)
    report(
      input,
      t("All rows of VALUES have the same number of values: {0} here, {1} in the first.", odd.items.length, expected),
      rangeOf(odd),
    );
}

const QUERIES: ReadonlySet<Node["kind"]> = new Set(["query", "select", "setOperation", "parenthesizedQuery"]);

function checkCompared(value: Node, items: readonly Node[], input: CheckInput): void {
  const [query, more] = items;
  if (!query || more || !QUERIES.has(query.kind)) return;
  const expected = value.kind === "rowExpression" ? value.items.length : value.kind === "name" || value.kind === "literal" ? 1 : undefined;
  const count = countOf(query, input);
  if (count === undefined || expected === undefined || count === expected) return;
  report(input, t("The subquery gives {0} columns where {1} is compared.", count, expected), selectListOf(query));
}

/** Rows that are compared have the same number of values. */
function checkRowsCompared([left, right, more]: readonly Node[], [operator = ""]: readonly string[], input: CheckInput): void {
  if (left?.kind !== "rowExpression" || right?.kind !== "rowExpression" || more || !COMPARISONS.has(operator)) return;
  const [expected, count] = [left.items.length, right.items.length];
  if (expected === count || [...left.items, ...right.items].some(({ kind }) => kind === "template" || kind === "error")) return;
  report(input, t("{0} values are compared with {1}.", expected, count), { start: left.start, end: right.end });
}

/** A subquery as a value. What stands behind EXISTS is refused with it. */
function checkScalar(node: Node & { readonly kind: "subquery" }, input: CheckInput): void {
  if (/\b(?:EXISTS|UNIQUE)\s*\(*\s*$/i.test(input.statement.text.slice(Math.max(0, node.start - 40), node.start))) return;
  const count = countOf(node.query, input);
  if (count !== undefined && count > 1)
    report(input, t("A subquery in the place of a value gives one column, not {0}.", count), selectListOf(node.query));
}

type Names = Node & { readonly kind: "identifierList" };

/** Druid names the list of WITH with its parentheses, that of a table without them. */
function namesWithin({ items, start, end }: Names): TextRange {
  return { start: items[0]?.start ?? start, end: items.at(-1)?.end ?? end };
}

function checkNames(names: Names, query: Node, range: TextRange, input: CheckInput): void {
  const count = countOf(query, input);
  const named = names.items.length;
  if (count === undefined || count === named || names.items.some(isUnclear)) return;
  report(input, t("{0} names for a query of {1} columns.", named, count), range);
}

/** A template may become several names. */
function isUnclear(name: Names["items"][number]): boolean {
  return name.kind === "error" || name.template;
}

/** UNNEST of one array gives one column. */
function checkUnnested(names: Names, unnest: Unnest, input: CheckInput): void {
  if (unnest.expressions.length !== 1 || unnest.ordinality || names.items.length === 1) return;
  if (names.items.some(isUnclear) || unnest.expressions[0]?.kind === "template") return;
  report(input, t("{0} names for a query of {1} columns.", names.items.length, 1), namesWithin(names));
}

/** Names are compared with their exact case. */
function checkDuplicates({ items }: Node & { readonly kind: "identifierList" }, input: CheckInput): void {
  const seen = new Set<string>();
  for (const item of items) {
    if (item.kind === "error" || item.template) continue;
    if (seen.has(item.name)) {
      const message = druidSays(`Duplicate name '${item.name}' in column alias list`);
      input.report({ code: "duplicate-alias", stage: "validate", message, range: rangeOf(item) });
    }
    seen.add(item.name);
  }
}

/** Without a list of names a WITH item has those that its query gives out. A `*` makes the names that it brings different by itself. */
function checkGivenNames(query: Node, input: CheckInput): void {
  const select = firstSelect(query);
  if (!select || select.items.some(({ expression }) => expression.kind === "name" && expression.star)) return;
  const seen = new Set<string>();
  for (const { name, range } of outputColumnsOf(select, input.statement.text, input.references).columns) {
    if (name !== undefined && seen.has(name)) {
      const message = druidSays(`Column has duplicate column name '${name}' and no column list specified`);
      input.report({ code: "duplicate-alias", stage: "validate", message, range });
    }
    if (name !== undefined) seen.add(name);
  }
}

/** The SELECT that gives a query its names. */
function firstSelect(query: Node): Select | undefined {
  let node: Node | undefined = query;
  for (;;) {
    if (node?.kind === "query") node = node.body;
    else if (node?.kind === "parenthesizedQuery") node = node.query;
    else if (node?.kind === "setOperation") node = node.operands[0];
    else return node?.kind === "select" ? node : undefined;
  }
}

/** `(a, b) IN ((1, 2), (3))`: as many values as stand before IN. */
function checkListed({ value, items }: In, input: CheckInput): void {
  const expected = widthOf(value);
  if (expected === undefined) return;
  for (const item of items) {
    const width = widthOf(item);
    if (width === undefined || width === expected) continue;
    report(input, t("{0} values are compared with {1}.", expected, width), { start: value.start, end: value.end });
    return;
  }
}

/** How many values an expression is: of a row its items, of a literal or a name one; undefined for what may be more. */
function widthOf(node: Node): number | undefined {
  const plain = node.kind === "parenthesized" ? inner(node) : node;
  if (plain.kind === "rowExpression") return plain.items.some(({ kind }) => kind === "template") ? undefined : plain.items.length;
  const isName = plain.kind === "name" && !plain.parts.some((part) => part.template);
  return isName || plain.kind === "literal" ? 1 : undefined;
}
