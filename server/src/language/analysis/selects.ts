/**
 * The SELECTs of a statement, each with the calls that stand in its own clauses and not in those of a query below it. One walk over the whole
 * tree, on a stack of its own, for all checks that ask what an aggregate or a window may be.
 */
import { type DruidFunction, findFunction } from "../data/functions";
import { pushInnerChildren } from "../syntax/children";
import type {
  Call,
  Expression,
  Node,
  OrderBy,
  OrderItem,
  Query,
  Script,
  Select,
  TableExpression,
  Window,
  WindowDefinition,
} from "../syntax/nodes";
import { queryOf } from "./scopes";

/** Where a call stands; FROM is what its table expressions hold beside ON. */
export type Clause = "SELECT" | "FROM" | "ON" | "WHERE" | "GROUP BY" | "HAVING" | "WINDOW" | "QUALIFY" | "ORDER BY";

/** A call, in the clause of the SELECT that it belongs to. */
export interface ClauseCall {
  readonly call: Call;
  /** Absent for a name that is none of Druid's, or not plain. */
  readonly known: DruidFunction | undefined;
  readonly clause: Clause;
  /** It is all of its item, which has no alias: `SELECT f(x)`, `ORDER BY f(x) DESC`. */
  readonly isWhole: boolean;
  /** The innermost call of an aggregate or window function in whose operands it stands, in the same SELECT. */
  readonly aggregate: ClauseCall | undefined;
  /** It stands in the FILTER of `aggregate`. */
  readonly isInFilter: boolean;
  /** The window in whose PARTITION BY, ORDER BY or frame it stands. */
  readonly window: Window | undefined;
}

export interface SelectParts {
  readonly select: Select;
  /** The windows that its WINDOW clause defines, by name; the first one of a name. */
  readonly windows: ReadonlyMap<string, WindowDefinition>;
  /** The ORDER BY behind it, where it is alone in its query. */
  readonly orderBy: OrderBy | undefined;
  /** The SELECT around it, wherever in there. */
  readonly outer: SelectParts | undefined;
  /** It may name columns of the SELECTs around it: it stands in an expression, or below one that does. */
  readonly isCorrelated: boolean;
  readonly calls: readonly ClauseCall[];
}

const SELECTS = {};

/** The SELECTs of a script in the order of the text. The same script gives the same list again. */
export function selectsOf(script: Script): readonly SelectParts[] {
  return script.memory.recall("selects", SELECTS, () => collect(queryOf(script.statement)));
}

/** Whether the call makes its SELECT an aggregating one: of an aggregate, and not over a window. */
export function isAggregation({ known, call }: ClauseCall): boolean {
  return known?.kind === "aggregate" && !call.over;
}

/** What is known where a node stands. */
interface Place {
  readonly parts: OpenParts | undefined;
  readonly clause: Clause;
  readonly aggregate: ClauseCall | undefined;
  readonly isInFilter: boolean;
  readonly window: Window | undefined;
  readonly isCorrelated: boolean;
}

interface OpenParts extends SelectParts {
  readonly calls: ClauseCall[];
}

interface Walk {
  readonly nodes: Node[];
  readonly places: Place[];
  readonly found: SelectParts[];
  /** The ORDER BY of a query that is one SELECT. */
  readonly orders: Map<Node, OrderBy>;
  /** Expressions that are all of an item. */
  readonly wholes: Set<Node>;
}

const OUTSIDE: Place = {
  parts: undefined,
  clause: "FROM",
  aggregate: undefined,
  isInFilter: false,
  window: undefined,
  isCorrelated: false,
};

function collect(root: Node | undefined): readonly SelectParts[] {
  const walk: Walk = { nodes: [], places: [], found: [], orders: new Map(), wholes: new Set() };
  push(walk, root, OUTSIDE);
  for (let node = walk.nodes.pop(); node; node = walk.nodes.pop()) enter(walk, node, walk.places.pop() as Place);
  return walk.found.sort((one, other) => one.select.start - other.select.start);
}

function push(walk: Walk, node: Node | undefined, place: Place): void {
  if (!node) return;
  walk.nodes.push(node);
  walk.places.push(place);
}

function pushAll(walk: Walk, nodes: readonly Node[], place: Place): void {
  for (const node of nodes) push(walk, node, place);
}

function pushBelow(walk: Walk, node: Node, place: Place): void {
  pushInnerChildren(node, walk.nodes);
  while (walk.places.length < walk.nodes.length) walk.places.push(place);
}

function enter(walk: Walk, node: Node, place: Place): void {
  switch (node.kind) {
    case "select":
      enterSelect(walk, node, place);
      break;
    case "query":
      enterQuery(walk, node, place);
      break;
    case "join":
      push(walk, node.table, place);
      push(walk, node.on, { ...place, clause: "ON" });
      break;
    case "derivedTable":
      pushBelow(walk, node, node.lateral ? { ...place, isCorrelated: true } : place);
      break;
    case "subquery":
    case "in":
    case "quantified":
    case "arrayConstructor":
      pushBelow(walk, node, { ...place, isCorrelated: true });
      break;
    case "ingest":
      // OVERWRITE WHERE and PARTITIONED BY have rules of their own.
      push(walk, node.source, place);
      break;
    case "call":
      enterCall(walk, node, place);
      break;
    case "window":
      pushBelow(walk, node, { ...place, window: node });
      break;
    default:
      pushBelow(walk, node, place);
  }
}

/** ORDER BY of a query that is more than one SELECT belongs to none of them; what is below it is looked at all the same. */
function enterQuery(walk: Walk, query: Query, place: Place): void {
  const isPlain = query.body.kind === "select";
  if (isPlain && query.orderBy) walk.orders.set(query.body, query.orderBy);
  push(walk, query.fetch, place);
  push(walk, query.offset, place);
  push(walk, isPlain ? undefined : query.orderBy, { ...OUTSIDE, isCorrelated: place.isCorrelated });
  push(walk, query.body, place);
  push(walk, query.with, place);
}

function enterSelect(walk: Walk, select: Select, around: Place): void {
  const orderBy = walk.orders.get(select);
  const parts: OpenParts = {
    select,
    windows: definitionsOf(select),
    orderBy,
    outer: around.parts,
    isCorrelated: around.isCorrelated,
    calls: [],
  };
  walk.found.push(parts);
  for (const { expression, alias } of select.items) if (!alias) addWhole(walk, expression);
  for (const { expression } of orderBy?.items ?? NO_ITEMS) addWhole(walk, expression);
  pushClause(walk, orderBy, parts, "ORDER BY");
  pushClause(walk, select.qualify, parts, "QUALIFY");
  if (select.windows.length > 0) pushAll(walk, select.windows, placeIn(parts, "WINDOW"));
  pushClause(walk, select.having, parts, "HAVING");
  pushClause(walk, select.groupBy, parts, "GROUP BY");
  pushClause(walk, select.where, parts, "WHERE");
  pushClause(walk, select.from, parts, "FROM");
  const place = placeIn(parts, "SELECT");
  for (const { expression } of select.items) if (expression.kind !== "name") push(walk, expression, place);
}

const NO_ITEMS: readonly OrderItem[] = [];

function addWhole(walk: Walk, expression: Expression): void {
  const whole = inner(expression);
  if (whole.kind === "call") walk.wholes.add(whole);
}

function pushClause(walk: Walk, clauseNode: Node | undefined, parts: OpenParts, clause: Clause): void {
  if (clauseNode) push(walk, clauseNode, placeIn(parts, clause));
}

function placeIn(parts: OpenParts, clause: Clause): Place {
  return { parts, clause, aggregate: undefined, isInFilter: false, window: undefined, isCorrelated: parts.isCorrelated };
}

const NO_WINDOWS: ReadonlyMap<string, WindowDefinition> = new Map();

function definitionsOf({ windows }: Select): ReadonlyMap<string, WindowDefinition> {
  if (windows.length === 0) return NO_WINDOWS;
  const byName = new Map<string, WindowDefinition>();
  for (const definition of windows) {
    const { name } = definition;
    if (name.kind === "identifier" && !byName.has(name.name)) byName.set(name.name, definition);
  }
  return byName;
}

/** An expression without parentheses around it. */
export function inner(expression: Expression): Expression {
  let node = expression;
  while (node.kind === "parenthesized" && node.unit === undefined) node = node.expression;
  return node;
}

/** Where an operation starts to Druid: within the parentheses of its first operand. */
export function startWithin(node: Node): number {
  let first = node;
  for (;;) {
    if (first.kind === "operation") first = first.operands[0] ?? first;
    else if (first.kind === "postfix") first = first.operand;
    else if (first.kind === "like") first = first.value;
    else if (first.kind === "parenthesized") first = first.expression;
    else return first.start;
  }
}

function enterCall(walk: Walk, call: Call, place: Place): void {
  const { clause, aggregate, isInFilter, window } = place;
  const found: ClauseCall = { call, known: plainFunction(call), clause, isWhole: walk.wholes.has(call), aggregate, isInFilter, window };
  place.parts?.calls.push(found);
  const isAggregate = found.known?.kind === "aggregate" || found.known?.kind === "window" || call.over !== undefined;
  const below = isAggregate ? { ...place, aggregate: found, isInFilter: false } : place;
  if (call.over?.kind === "window") push(walk, call.over, place);
  if (call.filter) push(walk, call.filter, { ...below, isInFilter: true });
  push(walk, call.withinGroup, place);
  pushAll(walk, call.withinDistinct, place);
  push(walk, call.orderBy, place);
  // A query without parentheses of its own may stand as an operand.
  pushExpressions(walk, call.arguments, call.arguments.some(isQuery) ? { ...below, isCorrelated: true } : below);
}

/** Names and literals hold no call, and are most of what stands in a list. */
function pushExpressions(walk: Walk, nodes: readonly Node[], place: Place): void {
  for (const node of nodes) if (node.kind !== "name" && node.kind !== "literal") push(walk, node, place);
}

function isQuery({ kind }: Node): boolean {
  return kind === "query" || kind === "select" || kind === "values" || kind === "setOperation";
}

/** The function that a call names by one part, upper and lower case alike; `{fn …}` has functions and rules of its own. */
export function plainFunction({ start, name }: Call): DruidFunction | undefined {
  const [only, second] = name.parts;
  return only && !second && !only.template && start === name.start ? findFunction(only.name) : undefined;
}

/** The tables of a FROM, joins taken apart and aliases taken off. */
export function plainTables(table: TableExpression): readonly TableExpression[] {
  if (table.kind === "joinChain") return [table.first, ...table.joins.map((join) => join.table)].flatMap(plainTables);
  return table.kind === "tableAlias" ? plainTables(table.table) : [table];
}
