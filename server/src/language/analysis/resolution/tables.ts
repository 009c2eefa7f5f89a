/**
 * FROM: what stands in it, in the order of the text, so that each part sees what stands before it where Druid lets it: conditions of joins
 * their own run of joins (not what stands before a comma), UNNEST and LATERAL everything before them.
 * Source: Calcite's SqlValidatorImpl.registerFrom and JoinScope, asked through Druid's planner.
 */
import type {
  Call,
  ExplicitTable,
  Identifier,
  IdentifierList,
  Join,
  JoinChain,
  Name,
  Node,
  TableAlias,
  TableExpression,
  TableFunction,
  TableName,
  Unnest,
} from "../../syntax/nodes";
import { isCallTo } from "../externCall";
import { isCutOff } from "../names";
import { declare, derive, refer, tableOf } from "./book";
import { columnsFrom, moreOfBoth, UNCLEAR } from "./columns";
import { visitExpression } from "./expressions";
import { columnsOfFunction } from "./functions";
import { findColumn } from "./lookup";
import type { Column, Columns, Meaning, NameSymbol, Relation, Scope, TableId } from "./model";
import { enterQuery, isQuery } from "./queries";
import { addRelation, emptyRelationList, type RelationList } from "./relationList";
import { type Around, around, columnsAt, inOrder, scopeOf, type Walk } from "./walk";

/** A FROM that is being read. */
export interface FromBuild {
  readonly list: RelationList;
  /** Columns of USING. */
  readonly merged: Set<string>;
  readonly around: Around;
  readonly state: { isUnclear: boolean };
}

/** Reads one thing of FROM with all that is in it. */
export function enterTable(walk: Walk, node: TableExpression, build: FromBuild, alias?: TableAlias): void {
  switch (node.kind) {
    case "tableAlias":
      enterTable(walk, node.table, build, node);
      return;
    case "joinChain":
      enterJoins(walk, node, build);
      return;
    case "tableName": {
      const found = addTable(walk, node);
      add(walk, build, node, alias, found);
      return;
    }
    case "derivedTable":
      enterDerived(walk, node, build, alias);
      return;
    case "unnest":
      enterUnnest(walk, node, build, alias);
      return;
    case "tableFunction":
      enterFunction(walk, node, build, alias);
      return;
    case "tableSample":
      enterTable(walk, node.table, build, alias);
      return;
    case "snapshot":
      visitExpression(walk, node.time, before(build));
      enterTable(walk, node.table, build, alias);
      return;
    case "pivot":
    case "unpivot":
    case "matchRecognize":
      enterOther(walk, node, build, alias);
      return;
    default:
      build.state.isUnclear = true;
  }
}

/** What a part of FROM sees that may look back: everything before it. */
function before({ list, around, merged, state }: FromBuild): Scope {
  return scopeOf(around, { from: list, limit: list.all.length, merged, isUnclear: state.isUnclear });
}

// --- Tables ----------------------------------------------------------------------------------------------------------

/** What a name in FROM names, written down. */
export function addTable(walk: Walk, node: TableName | ExplicitTable): Omit<Relation, "node"> {
  const { name } = node;
  const last = name.kind === "name" ? name.parts.at(-1) : undefined;
  if (name.kind === "error" || !last) return { kind: "other", columns: UNCLEAR };
  const item = walk.references.withItems.get(node);
  const symbol = item && walk.withSymbols.get(item);
  if (item && symbol) {
    refer(walk.book, last, "table", { kind: "symbol", symbol, certainty: "certain" });
    return { kind: "cte", qualifier: last.name, symbol, columns: columnsAt(walk, item) };
  }
  const id = tableId(name);
  if (!id) {
    refer(walk.book, last, "table", { kind: "unknown" });
    return { kind: "other", columns: UNCLEAR };
  }
  return addRealTable(walk, last, id);
}

/** A real table that is named in FROM or as the target of an INSERT. */
export function addRealTable(walk: Walk, identifier: Identifier, id: TableId): Omit<Relation, "node"> {
  const { symbol, catalog, columns } = tableOf(walk.book, id);
  refer(walk.book, identifier, "table", { kind: "symbol", symbol, certainty: "certain" });
  return { kind: "table", qualifier: id.name, symbol, table: id, catalog, columns };
}

/** The real table of a name; undefined where a template decides, nothing stands behind its last dot, or Druid has no such names. */
export function tableId(name: Name): TableId | undefined {
  const { parts } = name;
  const [first, second, third] = parts;
  if (!first || third || parts.some(({ template }) => template) || isCutOff(name)) return undefined;
  return second ? { schema: first.name, name: second.name } : { schema: "druid", name: first.name };
}

/** Adds something to FROM under its alias, if it has one. */
function add(walk: Walk, build: FromBuild, node: Node, alias: TableAlias | undefined, found: Omit<Relation, "node">): void {
  addRelation(build.list, alias ? aliased(walk, alias, found) : relationAt(node, found));
  // A template for a table, or in the place of an alias, may be any number of joins.
  if (alias?.alias.kind === "identifier" && alias.alias.template) build.state.isUnclear = true;
  if (found.kind === "other" && found.qualifier === undefined && !alias) build.state.isUnclear = true;
}

function relationAt(node: Node, { kind, qualifier, symbol, table, catalog, columns }: Omit<Relation, "node">): Relation {
  return { kind, node, qualifier, symbol, table, catalog, columns };
}

function aliased(walk: Walk, alias: TableAlias, found: Omit<Relation, "node">): Relation {
  if (alias.alias.kind === "error") return relationAt(alias, found);
  const symbol = declare(walk.book, "tableAlias", alias.alias, alias, "qualifier");
  const columns = alias.columns ? renamedColumns(walk, alias.columns, found.columns) : columnsUnder(symbol, alias.table, found);
  walk.columns.set(alias, columns);
  return { kind: found.kind, node: alias, qualifier: symbol.name, symbol, table: found.table, catalog: found.catalog, columns };
}

/**
 * The first column of UNNEST and the only one of VALUES are called like their alias. The only one of a table function can be called so, too.
 * Source: Calcite's AliasNamespace and SqlValidatorImpl, asked through Druid's planner.
 */
function columnsUnder(symbol: NameSymbol, table: TableExpression, { kind, columns }: Omit<Relation, "node">): Columns {
  const [first, ...rest] = columns.list;
  if (!first) return columns;
  const own: Column = { ...first, name: symbol.name, symbol };
  if (kind === "unnest" || (rest.length === 0 && isValues(table))) return columnsFrom([own, ...rest], columns.more);
  const isNamedTwice = kind === "function" && rest.length === 0 && columns.more === "none" && first.name !== symbol.name;
  return isNamedTwice ? columnsFrom(columns.list, columns.more, [own]) : columns;
}

/** `(VALUES …)` with nothing beside it. */
function isValues(table: TableExpression): boolean {
  let inner: Node | undefined = table.kind === "derivedTable" ? table.query : undefined;
  while (inner?.kind === "parenthesizedQuery") inner = inner.query;
  return inner?.kind === "values";
}

/** The columns of a query under the names of a column list. */
export function renamedColumns(walk: Walk, names: IdentifierList, columns: Columns): Columns {
  const list: Column[] = [];
  let more: Columns["more"] = "none";
  for (const [index, name] of names.items.entries()) {
    if (name.kind === "error" || name.template) more = "unclear";
    if (name.kind === "error") continue;
    const symbol = declare(walk.book, "columnAlias", name, name, "column");
    const renames = columns.list[index];
    const isSure = renames && columns.more === "none";
    list.push({ name: name.name, symbol, ...(isSure && { renames }) });
  }
  return columnsFrom(list, more);
}

// --- Joins -----------------------------------------------------------------------------------------------------------

function enterJoins(walk: Walk, chain: JoinChain, build: FromBuild): void {
  const run = { first: build.list.all.length };
  const joins = chain.joins.flatMap((join, index) => {
    const end = chain.joins[index + 1]?.start ?? chain.end;
    return [() => enterJoined(walk, join, build, run), () => finishJoin(walk, join, build, run, end)];
  });
  inOrder(walk, [() => enterTable(walk, chain.first, build), ...joins]);
}

/** Up to Druid 38 a comma binds less than JOIN: what stands before it is not seen by conditions behind it. */
function enterJoined(walk: Walk, join: Join, build: FromBuild, run: { first: number }): void {
  if (join.operator === ",") run.first = build.list.all.length;
  enterTable(walk, join.table, build);
}

function finishJoin(walk: Walk, join: Join, build: FromBuild, { first }: { readonly first: number }, end: number): void {
  const scope: Scope = { ...before(build), first };
  walk.regions.push({ start: join.table.end, end, scope });
  if (join.natural) build.state.isUnclear = true;
  if (join.on) visitExpression(walk, join.on, scope);
  for (const column of join.using?.items ?? []) if (column.kind === "identifier") referUsing(walk, column, build, scope);
}

/** A column of USING is one of both sides. */
function referUsing(walk: Walk, column: Identifier, build: FromBuild, scope: Scope): void {
  build.merged.add(column.name);
  const { meaning, alternatives } = column.template
    ? { meaning: { kind: "unknown" } as Meaning, alternatives: [] }
    : findColumn(scope, column.name, walk.columnOfTable);
  refer(walk.book, column, "column", meaning, alternatives);
}

// --- Queries and calls -----------------------------------------------------------------------------------------------

function enterDerived(
  walk: Walk,
  node: Extract<TableExpression, { readonly kind: "derivedTable" }>,
  build: FromBuild,
  alias: TableAlias | undefined,
): void {
  const { query } = node;
  if (!isQuery(query)) {
    enterInner(walk, query, build, alias);
    return;
  }
  const own: Around = node.lateral ? around(before(build)) : build.around;
  const finish = (): void => {
    walk.columns.set(node, columnsAt(walk, query));
    add(walk, build, node, alias, { kind: "query", columns: columnsAt(walk, query) });
  };
  inOrder(walk, [() => enterQuery(walk, query, own), finish]);
}

/** `(a JOIN b …)`: its tables are seen from outside. Druid refuses an alias there, so nothing is known of one. */
function enterInner(walk: Walk, node: Node, build: FromBuild, alias: TableAlias | undefined): void {
  if (alias) build.state.isUnclear = true;
  if (alias?.alias.kind === "identifier") declare(walk.book, "tableAlias", alias.alias, alias, "qualifier");
  if (isTable(node)) enterTable(walk, node, build);
  else {
    build.state.isUnclear = true;
    visitExpression(walk, node, scopeOf(build.around, { isUnclear: true }));
  }
}

const TABLES: ReadonlySet<Node["kind"]> = new Set<TableExpression["kind"]>([
  "tableName",
  "tableFunction",
  "derivedTable",
  "unnest",
  "joinChain",
  "tableAlias",
  "pivot",
  "unpivot",
  "matchRecognize",
  "tableSample",
  "snapshot",
]);

function isTable(node: Node): node is TableExpression {
  return TABLES.has(node.kind);
}

function enterUnnest(walk: Walk, node: Unnest, build: FromBuild, alias: TableAlias | undefined): void {
  const scope = before(build);
  walk.regions.push({ start: node.start, end: node.end, scope });
  const [only, second] = node.expressions;
  const value = (index: number): Column => ({ name: `EXPR$${index}`, symbol: derive(walk.book, "derivedColumn", `EXPR$${index}`, node) });
  const list: Column[] = only ? [{ ...value(0), unnests: only }] : [];
  if (node.ordinality) list.push({ name: "ORDINALITY", symbol: derive(walk.book, "derivedColumn", "ORDINALITY", node), type: "BIGINT" });
  const columns = columnsFrom(list, second || !only ? "unclear" : "none");
  walk.columns.set(node, columns);
  const visit = node.expressions.map((expression) => () => visitExpression(walk, expression, scope));
  inOrder(walk, [...visit, () => add(walk, build, node, alias, { kind: "unnest", columns })]);
}

function enterFunction(walk: Walk, node: TableFunction, build: FromBuild, alias: TableAlias | undefined): void {
  const { call } = node;
  const scope = before(build);
  const columns = columnsOfFunction(walk, node);
  walk.columns.set(node, columns);
  if (call.kind === "call" && !isCallTo(call, "EXTERN"))
    for (const argument of (call as Call).arguments) visitExpression(walk, argument, scope);
  const found: Omit<Relation, "node"> = { kind: "function", columns };
  inOrder(walk, [() => add(walk, build, node, alias, found)]);
}

/** What PIVOT, UNPIVOT and MATCH_RECOGNIZE make of a table is not followed: names in them may be anything. */
function enterOther(
  walk: Walk,
  node: Extract<TableExpression, { readonly kind: "pivot" | "unpivot" | "matchRecognize" }>,
  build: FromBuild,
  alias: TableAlias | undefined,
): void {
  const inner: FromBuild = { list: emptyRelationList(), merged: new Set(), around: build.around, state: { isUnclear: true } };
  const finish = (): void => {
    const scope = before(inner);
    for (const part of partsOf(node)) visitUnclear(walk, part, scope);
    add(walk, build, node, alias, { kind: "other", columns: UNCLEAR, ...(alias && { qualifier: "" }) });
  };
  inOrder(walk, [() => enterTable(walk, node.table, inner), finish]);
}

function partsOf(node: Extract<TableExpression, { readonly kind: "pivot" | "unpivot" | "matchRecognize" }>): readonly Node[] {
  switch (node.kind) {
    case "pivot":
      return [...node.aggregates.map(({ expression }) => expression), node.axes, ...node.values.map(({ row }) => row)];
    case "unpivot":
      return [...node.values.map(({ columns }) => columns)];
    default:
      return [
        ...node.partitionBy,
        ...(node.orderBy ? [node.orderBy] : []),
        ...node.measures.map(({ expression }) => expression),
        ...node.definitions.map(({ condition }) => condition),
      ];
  }
}

function visitUnclear(walk: Walk, node: Node, scope: Scope): void {
  if (node.kind !== "identifierList") {
    visitExpression(walk, node, scope);
    return;
  }
  for (const item of node.items) if (item.kind === "identifier") refer(walk.book, item, "column", { kind: "unknown" });
}

/** What several tables have together, the first one with a column counts. */
export function unionOfColumns(all: readonly Columns[]): Columns {
  const list = new Map<string, Column>();
  let more: Columns["more"] = "none";
  for (const columns of all) {
    more = moreOfBoth(more, columns.more);
    for (const column of columns.list) if (!list.has(column.name)) list.set(column.name, column);
  }
  return columnsFrom([...list.values()], more);
}
