/**
 * Queries: what each sees and gives out. WITH items come first, then FROM, then everything that names columns of it.
 * Source: Calcite's SqlValidatorImpl (expandSelectItem, expandStar, deriveAlias, registerQuery), asked through Druid's planner.
 */
import type { Identifier, Name, Node, Query, Select, SelectItem, Values, With } from "../../syntax/nodes";
import { isCutOff } from "../names";
import { derivedName } from "../outputColumns";
import { declare, derive } from "./book";
import { columnsFrom, moreOfBoth, UNCLEAR } from "./columns";
import { visitExpression } from "./expressions";
import { findRelation, relationsIn } from "./lookup";
import type { Column, Columns, NameSymbol, Scope, WithScope } from "./model";
import { emptyRelationList } from "./relationList";
import { addTable, enterTable, type FromBuild, renamedColumns } from "./tables";
import { type Around, columnsAt, inOrder, NO_WINDOWS, scopeOf, type Walk } from "./walk";

/** Whether a node is a query, not an expression. */
export function isQuery(node: Node): boolean {
  switch (node.kind) {
    case "query":
    case "select":
    case "values":
    case "setOperation":
    case "explicitTable":
    case "parenthesizedQuery":
      return true;
    default:
      return false;
  }
}

/** Walks a query. `behind` are nodes that count as its ORDER BY: CLUSTERED BY of an INSERT. */
export function enterQuery(walk: Walk, node: Node, given: Around, behind: readonly Node[] = []): void {
  if (behind.length > 0) {
    inOrder(walk, [() => enterQuery(walk, node, given), () => visitOrder(walk, node, given, behind)]);
    return;
  }
  switch (node.kind) {
    case "query":
      enterFullQuery(walk, node, given);
      return;
    case "parenthesizedQuery": {
      const { query } = node;
      inOrder(walk, [() => enterQuery(walk, query, given), () => walk.columns.set(node, columnsAt(walk, query))]);
      return;
    }
    case "setOperation": {
      const [first] = node.operands;
      const enter = node.operands.map((operand) => () => enterQuery(walk, operand, given));
      inOrder(walk, [...enter, () => walk.columns.set(node, first ? columnsOfAll(walk, node.operands) : UNCLEAR)]);
      return;
    }
    case "select":
      enterSelect(walk, node, given);
      return;
    case "values":
      enterValues(walk, node, given);
      return;
    case "explicitTable":
      walk.columns.set(node, addTable(walk, node).columns);
      return;
    default:
      visitExpression(walk, node, scopeOf(given));
  }
}

/** The columns of the first query; what the others have at their places has a part in the types. */
function columnsOfAll(walk: Walk, queries: readonly Node[]): Columns {
  const [first, ...others] = queries.map((query) => columnsAt(walk, query));
  if (!first) return UNCLEAR;
  if (first.list.length > MOST_TYPED || others.some(({ list, more }) => more !== "none" || list.length !== first.list.length)) {
    return columnsFrom(first.list.map(untyped), first.more);
  }
  const list = first.list.map((column, index) => ({ ...column, beside: others.flatMap((other) => other.list[index] ?? []) }));
  return columnsFrom(list, first.more);
}

/** Of more columns of UNION the types are not compared. */
const MOST_TYPED = 200;

/** The column of a query that is put together with others that nobody knows: its type may become another one. */
function untyped({ name, symbol }: Column): Column {
  return { name, symbol };
}

/** A query with all that may stand around its body. */
function enterFullQuery(walk: Walk, query: Query, given: Around): void {
  const { body, orderBy, offset, fetch } = query;
  const withItems = query.with ? declareItems(walk, query.with, given.withItems) : given.withItems;
  const inner: Around = { ...given, ...(withItems && { withItems }) };
  const items = query.with && withItems ? itemsOf(walk, query.with, withItems, given) : [];
  walk.regions.push({ start: query.start, end: query.end, scope: scopeOf(inner) });
  const finish = (): void => {
    walk.columns.set(query, columnsAt(walk, body));
    if (orderBy) visitOrder(walk, body, inner, [orderBy]);
    for (const limit of [offset, fetch]) if (limit) visitExpression(walk, limit, scopeOf(inner));
  };
  inOrder(walk, [...items, () => enterQuery(walk, body, inner), finish]);
}

function declareItems(walk: Walk, clause: With, outer: WithScope | undefined): WithScope {
  const items: NameSymbol[] = [];
  for (const item of clause.items) {
    if (item.name.kind === "error") continue;
    const symbol = declare(walk.book, "cte", item.name, item, "table");
    walk.withSymbols.set(item, symbol);
    items.push(symbol);
  }
  return { items, limit: items.length, ...(outer && { outer }) };
}

/** Each item sees those before it. */
function itemsOf(walk: Walk, clause: With, scope: WithScope, given: Around): (() => void)[] {
  let limit = 0;
  return clause.items.flatMap((item) => {
    const seen = limit;
    if (item.name.kind !== "error") limit++;
    const own: Around = seen === 0 ? given : { ...given, withItems: { ...scope, limit: seen } };
    const finish = (): void => {
      const columns = columnsAt(walk, item.query);
      walk.columns.set(item, item.columns ? renamedColumns(walk, item.columns, columns) : columns);
    };
    return [() => enterQuery(walk, item.query, own), finish];
  });
}

/** Visits what stands behind a query as its ORDER BY. */
function visitOrder(walk: Walk, body: Node, given: Around, nodes: readonly Node[]): void {
  const scope = orderScope(walk, body, given);
  for (const node of nodes) {
    walk.regions.push({ start: node.start, end: node.end, scope });
    visitExpression(walk, node, scope);
  }
}

/** Parentheses mean nothing to Calcite: ORDER BY behind `(SELECT …)` is that of the SELECT. */
function orderScope(walk: Walk, body: Node, given: Around): Scope {
  const columns = columnsAt(walk, body);
  let inner = body;
  while (inner.kind === "parenthesizedQuery" || inner.kind === "query") inner = inner.kind === "query" ? inner.body : inner.query;
  const scope = walk.selectScopes.get(inner);
  return scope ? { ...scope, outputs: { columns, of: "select" } } : scopeOf(given, { outputs: { columns, of: "set" } });
}

function enterSelect(walk: Walk, select: Select, given: Around): void {
  const build: FromBuild = { list: emptyRelationList(), merged: new Set(), around: given, state: { isUnclear: false } };
  const { from } = select;
  const windows = select.windows.length > 0 ? declareWindows(walk, select) : NO_WINDOWS;
  if (from) {
    const scope = scopeOf(given, { from: build.list, limit: 0 });
    walk.regions.push({ start: from.start, end: from.end, scope });
    inOrder(walk, [() => enterTable(walk, from.table, build), () => finishSelect(walk, select, build, windows)]);
  } else finishSelect(walk, select, build, windows);
}

function declareWindows(walk: Walk, select: Select): ReadonlyMap<string, NameSymbol> {
  const windows = new Map<string, NameSymbol>();
  for (const definition of select.windows) {
    if (definition.name.kind === "error") continue;
    windows.set(definition.name.name, declare(walk.book, "window", definition.name, definition, "window"));
  }
  return windows;
}

/** FROM is known now. */
function finishSelect(walk: Walk, select: Select, build: FromBuild, windows: ReadonlyMap<string, NameSymbol>): void {
  const { list, merged, state } = build;
  const scope = scopeOf(build.around, { from: list, limit: list.all.length, merged, windows, isUnclear: state.isUnclear });
  walk.selectScopes.set(select, scope);
  walk.regions.push({ start: select.start, end: select.end, scope });
  const columns = columnsOfSelect(walk, select, scope);
  walk.columns.set(select, columns);
  for (const { expression } of select.items) visitExpression(walk, expression, scope);
  for (const node of [select.where, select.groupBy]) if (node) visitExpression(walk, node, scope);
  for (const { window } of select.windows) visitExpression(walk, window, scope);
  const late = [select.having, select.qualify];
  for (const node of late) {
    if (!node) continue;
    const seen: Scope = { ...scope, outputs: { columns, of: "select" } };
    walk.regions.push({ start: startOfBlanks(walk.statement.text, node.start), end: node.end, scope: seen });
    visitExpression(walk, node, seen);
  }
}

/** Behind the keyword that an expression follows it is seen already. */
function startOfBlanks(text: string, offset: number): number {
  let start = offset;
  while (start > 0 && /\s/.test(text[start - 1] as string)) start--;
  return start;
}

/** What is collected of a list of columns. */
interface Collected {
  readonly list: Column[];
  more: Columns["more"];
}

function columnsOfSelect(walk: Walk, select: Select, scope: Scope): Columns {
  const collected: Collected = { list: [], more: "none" };
  for (const item of select.items) addItem(walk, item, scope, collected);
  return columnsFrom(collected.list, collected.more);
}

function addItem(walk: Walk, item: SelectItem, scope: Scope, collected: Collected): void {
  const { expression, alias } = item;
  const made = expression;
  if (alias) {
    const symbol = declare(walk.book, "columnAlias", alias, item, "column");
    if (alias.template) collected.more = "unclear";
    else collected.list.push({ name: alias.name, symbol, made });
    return;
  }
  if (expression.kind === "error" || (expression.kind === "name" && isCutOff(expression))) return;
  if (expression.kind === "name" && expression.star) {
    addStar(walk, expression, scope, collected);
    return;
  }
  const name = derivedName(expression, walk.statement.text);
  if (name === "unsure") collected.more = "unclear";
  else if (name !== undefined) {
    const symbol = derive(walk.book, "derivedColumn", name, item, lastPart(expression));
    collected.list.push({ name, symbol, made });
  } else if (collected.more === "none") collected.list.push(madeUp(walk, collected.list.length, item, made));
}

/** The words by which a column that is given out under its own name is named. */
function lastPart(expression: Node): Identifier | Node {
  let inner = expression;
  while (inner.kind === "parenthesized") inner = inner.expression;
  return (inner.kind === "name" && inner.parts.at(-1)) || inner;
}

function madeUp(walk: Walk, index: number, node: Node, made: NonNullable<Column["made"]>): Column {
  const name = `EXPR$${index}`;
  return { name, symbol: derive(walk.book, "derivedColumn", name, node), made };
}

/** More columns of one query are not followed. */
const MOST_COLUMNS = 5000;

/**
 * `*` and `t.*`. A name that is there already gets a number behind it: `dim1`, `dim10`. What USING makes of two columns stands before all others,
 * in the order in which the last USING names them first.
 */
function addStar(walk: Walk, star: Name, scope: Scope, collected: Collected): void {
  const relations = relationsOfStar(star, scope);
  const names = new Set(collected.list.map(({ name }) => name));
  if (relations.length === 0) collected.more = moreOf(scope, star);
  const merged = star.parts.length === 0 ? mergedColumns(scope) : new Map<string, Column>();
  for (const column of merged.values()) {
    names.add(column.name);
    collected.list.push(column);
  }
  for (const { columns } of relations) {
    collected.more = moreOfBoth(collected.more, columns.more);
    if (columns.list.length > walk.columnsLeft || collected.list.length + columns.list.length > MOST_COLUMNS) {
      collected.more = "unclear";
      return;
    }
    walk.columnsLeft -= columns.list.length;
    for (const column of columns.list) {
      if (merged.has(column.name)) continue;
      const given = names.has(column.name) ? numbered(walk, column, names, star) : column;
      names.add(given.name);
      collected.list.push(given);
    }
  }
}

/** The columns of USING that are known, each as that of the first relation that has it. */
function mergedColumns(scope: Scope): ReadonlyMap<string, Column> {
  const found = new Map<string, Column>();
  if (scope.merged.size === 0) return found;
  for (const name of scope.merged) {
    const column = relationsIn(scope)
      .flatMap(({ columns }) => columns.named(name))
      .at(0);
    if (column) found.set(name, column);
  }
  return found;
}

function moreOf({ isUnclear }: Scope, star: Name): Columns["more"] {
  return isUnclear || star.parts.length > 0 ? "unclear" : "none";
}

function relationsOfStar({ parts }: Name, scope: Scope): ReturnType<typeof relationsIn> {
  const qualifier = parts.at(-1);
  if (!qualifier) return relationsIn(scope);
  if (parts.some(({ template }) => template)) return [];
  const found = findRelation(scope, qualifier.name, parts.length > 1 ? parts[0]?.name : undefined);
  return found ? [found] : [];
}

/**
 * The name under which `*` gives a column out beside others. Source: Calcite's SqlValidatorUtil.uniquify, which tries the name with 0, 1, 2 …
 * behind it.
 */
export function uniqueName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  let attempt = 0;
  while (taken.has(`${name}${attempt}`)) attempt++;
  return `${name}${attempt}`;
}

function numbered(walk: Walk, column: Column, names: ReadonlySet<string>, star: Name): Column {
  const name = uniqueName(column.name, names);
  return { name, symbol: derive(walk.book, "derivedColumn", name, star), renames: column };
}

function enterValues(walk: Walk, values: Values, given: Around): void {
  const scope = scopeOf(given);
  const items = values.rows[0]?.items ?? [];
  walk.columns.set(
    values,
    columnsFrom(
      items.map((item, index) => madeUp(walk, index, item, item)),
      items.length > 0 ? "none" : "unclear",
    ),
  );
  for (const row of values.rows) for (const item of row.items) visitExpression(walk, item, scope);
}
