/**
 * Which names of a statement are tables, and which are WITH items: one walk over the whole tree, wherever a query may hide.
 *
 * Source of the rules: Calcite's SqlValidatorImpl and WithScope, asked through Druid's planner. A WITH item is named by one part and its
 * exact case; it is seen by later items and by the query behind them, not by itself nor by earlier ones; an inner WITH shadows an outer one;
 * a recursive item sees itself in the last operand of its UNION only.
 * The walk keeps its own stack, so neither depth nor length of a statement matters.
 */
import { childrenOf, pushInnerChildren } from "../syntax/children";
import type {
  Call,
  ExplicitTable,
  Ingest,
  Name,
  Node,
  Query,
  Script,
  StatementNode,
  TableFunction,
  TableName,
  Template,
  With,
  WithItem,
} from "../syntax/nodes";
import { isCallTo } from "./externCall";

/** A name that stands where a table is meant. */
export interface TableReference {
  readonly node: TableName | ExplicitTable;
  readonly name: Name;
  /** The WITH item that it names; absent when it names a real table. */
  readonly withItem?: WithItem;
}

/** A call that stands where a table is meant: `TABLE(f(…))`, `f(…)`. */
export interface TableFunctionReference {
  readonly node: TableFunction;
  readonly call: Call;
}

/** What a statement refers to, in the order of the text. */
export interface References {
  readonly tables: readonly TableReference[];
  readonly functions: readonly TableFunctionReference[];
  /** Calls of EXTERN and APPEND where a value is meant. Druid validates them as operands of some calls, and asks for what they read. */
  readonly valueCalls: readonly Call[];
  /** Templates in the place of a whole query: what they read is not known. */
  readonly templates: readonly Template[];
  /** The WITH item behind a name in FROM, for those that name one. */
  readonly withItems: ReadonlyMap<Node, WithItem>;
}

const REFERENCES = {};

const NO_WITH_ITEMS: ReadonlyMap<Node, WithItem> = new Map();

/** Everything that the statement of a script refers to. The same script gives the same object again. */
export function referencesOf(script: Script): References {
  return script.memory.recall("references", REFERENCES, () => collect(queryOf(script.statement), script.tableStarts));
}

/**
 * The query or ingest that Druid looks at: EXPLAIN and `DESCRIBE query` are unwrapped. Statements that Druid does not support have none, so
 * they refer to nothing.
 */
export function queryOf(statement: StatementNode | undefined): StatementNode | undefined {
  let inner = statement;
  while (inner && (inner.kind === "explain" || inner.kind === "describe")) inner = inner.statement;
  return inner && !UNSUPPORTED.has(inner.kind) ? inner : undefined;
}

const UNSUPPORTED: ReadonlySet<Node["kind"]> = new Set(["delete", "update", "merge", "procedureCall", "set"]);

/** The items of one WITH by name, in order; `limit` says how many of them are seen. */
interface Scope {
  readonly items: ReadonlyMap<string, readonly number[]>;
  readonly list: readonly WithItem[];
  readonly limit: number;
  readonly outer: Scope | undefined;
}

/** What is still to be visited, last in first out. */
interface Walk {
  /** Where tables may stand; branches without any are passed over. */
  readonly tableStarts: readonly number[];
  readonly nodes: Node[];
  readonly scopes: (Scope | undefined)[];
  /** The operands in which a recursive item sees itself. */
  readonly recursive: Map<Node, WithItem>;
  readonly tables: TableReference[];
  readonly functions: TableFunctionReference[];
  readonly valueCalls: Call[];
  readonly templates: Template[];
}

function collect(root: Node | undefined, tableStarts: readonly number[]): References {
  const walk: Walk = { tableStarts, nodes: [], scopes: [], recursive: new Map(), tables: [], functions: [], valueCalls: [], templates: [] };
  if (root) push(walk, root, undefined);
  for (let node = walk.nodes.pop(); node; node = walk.nodes.pop()) enter(walk, node, walk.scopes.pop());
  const { tables, functions, valueCalls, templates } = walk;
  return { tables, functions, valueCalls, templates, withItems: withItemsOf(tables) };
}

function withItemsOf(tables: readonly TableReference[]): ReadonlyMap<Node, WithItem> {
  let found: Map<Node, WithItem> | undefined;
  for (const { node, withItem } of tables) {
    if (!withItem) continue;
    found ??= new Map();
    found.set(node, withItem);
  }
  return found ?? NO_WITH_ITEMS;
}

function push(walk: Walk, node: Node, scope: Scope | undefined): void {
  walk.nodes.push(node);
  walk.scopes.push(scope);
}

/** Everything below a node that may hold a table. */
function pushBelow(walk: Walk, node: Node, scope: Scope | undefined): void {
  pushInnerChildren(node, walk.nodes);
  while (walk.scopes.length < walk.nodes.length) walk.scopes.push(scope);
}

function pushAll(walk: Walk, nodes: readonly Node[], scope: Scope | undefined): void {
  for (let index = nodes.length - 1; index >= 0; index--) push(walk, nodes[index] as Node, scope);
}

/** Whether anything that may be a table starts in the node. */
function mayHoldTable(tableStarts: readonly number[], node: Node): boolean {
  let low = 0;
  let high = tableStarts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tableStarts[middle] as number) < node.start) low = middle + 1;
    else high = middle;
  }
  return low < tableStarts.length && (tableStarts[low] as number) < node.end;
}

function enter(walk: Walk, node: Node, outer: Scope | undefined): void {
  if (!mayHoldTable(walk.tableStarts, node)) return;
  const itself = walk.recursive.get(node);
  const scope = itself ? scopeOf([itself], 1, outer) : outer;
  switch (node.kind) {
    case "tableName":
    case "explicitTable":
      addTable(walk, node, scope);
      break;
    case "tableFunction":
      if (node.call.kind === "call") walk.functions.push({ node, call: node.call });
      pushBelow(walk, node.call, scope);
      break;
    case "call":
      if (isCallTo(node, "EXTERN") || isCallTo(node, "APPEND")) walk.valueCalls.push(node);
      pushBelow(walk, node, scope);
      break;
    case "ingest":
      enterIngest(walk, node, scope);
      break;
    case "query":
      enterQuery(walk, node, [], scope);
      break;
    default:
      addTemplates(walk, node);
      pushBelow(walk, node, scope);
  }
}

function addTable(walk: Walk, node: TableName | ExplicitTable, scope: Scope | undefined): void {
  if (node.name.kind === "error") return;
  const withItem = findWithItem(node.name, scope);
  walk.tables.push(withItem ? { node, name: node.name, withItem } : { node, name: node.name });
}

function findWithItem(name: Name, scope: Scope | undefined): WithItem | undefined {
  const [only, second] = name.parts;
  if (!only || second || only.template) return undefined;
  for (let current = scope; current; current = current.outer) {
    const index = lastBelow(current.items.get(only.name), current.limit);
    if (index !== undefined) return current.list[index];
  }
  return undefined;
}

function lastBelow(indexes: readonly number[] | undefined, limit: number): number | undefined {
  for (let at = (indexes?.length ?? 0) - 1; at >= 0; at--) {
    const index = indexes?.[at];
    if (index !== undefined && index < limit) return index;
  }
  return undefined;
}

/** OVERWRITE WHERE and PARTITIONED BY cannot name tables; CLUSTERED BY becomes the ORDER BY of the source. */
function enterIngest(walk: Walk, ingest: Ingest, scope: Scope | undefined): void {
  const { source, clusteredBy } = ingest;
  const behind = clusteredBy ? [clusteredBy] : [];
  if (source.kind === "query") {
    enterQuery(walk, source, behind, scope);
    return;
  }
  if (source.kind === "template") walk.templates.push(source);
  pushAll(walk, [source, ...behind], scope);
}

function enterQuery(walk: Walk, query: Query, behind: readonly Node[], outer: Scope | undefined): void {
  const scope = query.with ? scopeOf(query.with.items, query.with.items.length, outer) : outer;
  const rest = childrenOf(query).filter((child) => child !== query.with);
  pushAll(walk, [...rest, ...behind], scope);
  if (query.body.kind === "template") walk.templates.push(query.body);
  if (query.with && scope) pushItems(walk, query.with, scope, outer);
}

function pushItems(walk: Walk, clause: With, scope: Scope, outer: Scope | undefined): void {
  for (let index = clause.items.length - 1; index >= 0; index--) {
    const item = clause.items[index] as WithItem;
    const operand = clause.recursive ? recursiveOperand(item) : undefined;
    if (operand) walk.recursive.set(operand, item);
    push(walk, item.query, index === 0 ? outer : { ...scope, limit: index });
  }
}

function scopeOf(list: readonly WithItem[], limit: number, outer: Scope | undefined): Scope {
  const items = new Map<string, number[]>();
  for (const [index, item] of list.entries()) {
    if (item.name.kind === "error") continue;
    const known = items.get(item.name.name);
    if (known) known.push(index);
    else items.set(item.name.name, [index]);
  }
  return { items, list, limit, outer };
}

/** The operand behind the last UNION of a recursive item's body, which alone sees the item. */
function recursiveOperand(item: WithItem): Node | undefined {
  let body: Node = item.query;
  for (;;) {
    if (body.kind === "parenthesizedQuery") body = body.query;
    else if (body.kind === "query" && !body.orderBy && !body.offset && !body.fetch) body = body.body;
    else break;
  }
  return body.kind === "setOperation" && body.operators.at(-1)?.operator === "UNION" ? body.operands.at(-1) : undefined;
}

function addTemplates(walk: Walk, node: Node): void {
  if (node.kind === "setOperation") {
    for (const operand of node.operands) if (operand.kind === "template") walk.templates.push(operand);
  } else if ((node.kind === "parenthesizedQuery" || node.kind === "derivedTable") && node.query.kind === "template") {
    walk.templates.push(node.query);
  }
}
