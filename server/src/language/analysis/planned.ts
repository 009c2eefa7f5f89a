/**
 * Whether Druid gets to see a piece of a statement while it plans. It validates all of it, but plans only what the result needs: never a
 * WITH item that nothing reads, and not a column of a subquery that nothing uses, nor what a constant condition cuts off. What is refused
 * while planning is refused only there.
 * Source: Calcite's SqlToRelConverter, which converts WITH items where they are named, and the trimming of fields and simplification of
 * conditions in Druid's CalciteRulesManager; asked of the planners of 33, native and multi-stage.
 */
import { childrenOf } from "../syntax/children";
import type { Call, Expression, Node, Operation, Script, Select, SelectItem, WithItem } from "../syntax/nodes";
import { addTo } from "../text/multimap";
import type { TextRange } from "../text/range";
import { SYSTEM_CATALOG } from "./catalog/system";
import { type CheckInput, visitAll } from "./checks/check";
import type { NameSymbol, Names } from "./resolution/model";
import { namesOf } from "./resolution/namesOf";
import { queryOf, type References, referencesOf } from "./scopes";
import { inner, isAggregation, selectsOf } from "./selects";

const UNREAD = {};

/** Whether a range stands in a WITH item that nothing reads: Druid never plans it. */
export function isInUnreadWithItem(script: Script, { start, end }: TextRange): boolean {
  const unread = script.memory.recall("unreadWithItems", UNREAD, () => unreadWithItems(script));
  return unread.some((item) => item.start <= start && end <= item.end);
}

/** An item is read if something reads it that does not stand in an unread item. Each item and each name is looked at once. */
function unreadWithItems(script: Script): readonly WithItem[] {
  const items = withItemsOf(script);
  if (items.length === 0) return items;
  const places = placesOf(items, referencesOf(script).tables);
  const read = new Set<WithItem>();
  const planned = new Set<Place>();
  const pending: Place[] = [OUTSIDE];
  for (let place = pending.pop(); place; place = pending.pop()) {
    planned.add(place);
    for (const item of places.get(place)?.reads ?? []) {
      if (read.has(item)) continue;
      read.add(item);
      if (planned.has(places.get(item)?.around ?? OUTSIDE)) pending.push(item);
    }
    for (const item of places.get(place)?.items ?? []) if (read.has(item) && !planned.has(item)) pending.push(item);
  }
  return items.filter((item) => !read.has(item));
}

/** Where a name stands: in an item, or outside of all. */
type Place = WithItem | typeof OUTSIDE;
const OUTSIDE = "outside";

/** What stands in a place itself and not in an item further inside. */
interface PlaceContents {
  readonly around: Place;
  readonly items: WithItem[];
  /** The items that are named there. */
  readonly reads: WithItem[];
}

function placesOf(items: readonly WithItem[], tables: References["tables"]): ReadonlyMap<Place, PlaceContents> {
  const places = new Map<Place, PlaceContents>([[OUTSIDE, { around: OUTSIDE, items: [], reads: [] }]]);
  const named = tables.flatMap(({ node, withItem }) => (withItem ? [{ node, withItem }] : []));
  named.sort((one, other) => one.node.start - other.node.start);
  const open: WithItem[] = [];
  const placeAt = (offset: number): Place => {
    while (open.length > 0 && (open.at(-1) as WithItem).end <= offset) open.pop();
    return open.at(-1) ?? OUTSIDE;
  };
  let next = 0;
  const readUpTo = (offset: number): void => {
    for (; next < named.length && (named[next]?.node.start ?? 0) < offset; next++) {
      const { node, withItem } = named[next] as (typeof named)[number];
      places.get(placeAt(node.start))?.reads.push(withItem);
    }
  };
  for (const item of [...items].sort((one, other) => one.start - other.start)) {
    readUpTo(item.start);
    const around = placeAt(item.start);
    places.get(around)?.items.push(item);
    places.set(item, { around, items: [], reads: [] });
    open.push(item);
  }
  readUpTo(Number.POSITIVE_INFINITY);
  return places;
}

function withItemsOf(script: Script): readonly WithItem[] {
  const items: WithItem[] = [];
  visitAll(queryOf(script.statement), undefined, (node) => {
    if (node.kind === "with") items.push(...node.items);
  });
  return items;
}

function isWithin(node: TextRange, { start, end }: TextRange): boolean {
  return start <= node.start && node.end <= end;
}

/**
 * Whether the value of an expression is surely planned: it is part of what the statement gives out, of a condition, or of groups, through
 * whatever subqueries. Walks the tree, so it is to be asked only where something is wrong.
 */
export function isSurelyPlanned(node: Node, { statement, tree }: CheckInput): boolean {
  if (isInUnreadWithItem(tree, node) || hasConstantCondition(tree)) return false;
  const search: Search = { text: statement.text, root: tree, names: namesOf(statement, SYSTEM_CATALOG), seen: new Set() };
  return isPlanned(pathOf(tree, node), search);
}

/** Whether a node stands in a query within an expression, as behind IN: Druid plans that apart. */
export function isBelowExpression(script: Script, node: Node): boolean {
  return pathOf(script, node).some(
    ({ kind }) => kind === "subquery" || kind === "in" || kind === "quantified" || kind === "arrayConstructor",
  );
}

/** Whether a node stands in a WITH item that only such queries read, themselves or through other items. */
export function isReadBelowExpressions(script: Script, node: Node): boolean {
  const item = itemAround(script, node);
  return item !== undefined && !script.memory.recall("readPlainly", PLAINLY, () => itemsReadPlainly(script)).has(item);
}

const PLAINLY = {};

/** The items that FROM of the query reads outside of expressions, itself or through other items. Each name is looked at once. */
function itemsReadPlainly(script: Script): ReadonlySet<WithItem> {
  const readIn = new Map<WithItem | undefined, WithItem[]>();
  for (const { node, withItem } of referencesOf(script).tables) {
    if (withItem && !isBelowExpression(script, node)) addTo(readIn, itemAround(script, node), withItem);
  }
  const found = new Set(readIn.get(undefined));
  // Items that are added while this runs are gone through, too.
  for (const item of found) for (const read of readIn.get(item) ?? []) found.add(read);
  return found;
}

/** The innermost WITH item around a node. */
function itemAround(script: Script, node: Node): WithItem | undefined {
  return pathOf(script, node)
    .filter((each): each is WithItem => each.kind === "withItem")
    .at(-1);
}

/**
 * Whether Druid may leave out a table or a join before it asks whether the engine has it: what a subquery of an expression reads where a
 * condition is constant, and what gives one row of which nobody reads a column. A constant WHERE it sees too late.
 */
export function mayBeLeftOut(script: Script, node: Node): boolean {
  if (hasConstantCondition(script) && (isBelowExpression(script, node) || isReadBelowExpressions(script, node))) return true;
  const around = pathOf(script, node).filter(({ kind }) => kind === "select");
  return around.some((select, depth) => select.kind === "select" && mayGiveOneRow(script, select, depth === 0 ? "outermost" : "inside"));
}

function mayGiveOneRow(script: Script, select: Select, place: "outermost" | "inside"): boolean {
  if (select.having || select.groupBy?.items.some(({ kind }) => kind === "groupingFunction")) return true;
  if (select.groupBy || place === "outermost") return false;
  const parts = selectsOf(script).find((found) => found.select === select);
  return parts?.calls.some((found) => found.clause === "SELECT" && isAggregation(found)) ?? false;
}

interface Search {
  readonly text: string;
  readonly root: Script;
  readonly names: Names;
  /** Columns that were looked at, or are. */
  readonly seen: Set<NameSymbol>;
}

/** The nodes from the root down to this one. */
export function pathOf(root: Node, target: Node): readonly Node[] {
  const path: Node[] = [];
  for (let node: Node | undefined = root; node; ) {
    path.push(node);
    if (node === target) return path;
    node = childrenOf(node).find((child) => isWithin(target, child));
  }
  return path;
}

/** From the inside to the outside: whether each part is needed by the one around it. */
function isPlanned(path: readonly Node[], search: Search): boolean {
  for (let index = path.length - 2; index >= 0; index--) {
    const node = path[index] as Node;
    const child = path[index + 1] as Node;
    switch (node.kind) {
      case "select":
        if (child.kind === "selectItem" && !isGroupKey(node, child)) return isGivenOut(path.slice(0, index + 1), node, child, search);
        if (child.kind === "windowDefinition" || child === node.qualify) return false;
        break;
      case "query":
        // Nobody sees how the rows of a subquery are sorted.
        if (child === node.orderBy && !node.fetch && !node.offset && !isOutermost(path, index)) return false;
        break;
      case "call":
        if (isCutShort(node, child) || (!KEEPS_NULL.test(node.name.parts.at(-1)?.name ?? "") && node.arguments.some(isNothing)))
          return false;
        break;
      case "operation":
        if (node.operands.some(isNothing) || mayBeDecided(node, search)) return false;
        break;
      case "like":
        if (isNothing(node.value) || isNothing(node.pattern)) return false;
        break;
      case "postfix":
        // What is never null need not be computed to say so.
        if (NULL_TEST.test(node.operators.join(" "))) return false;
        break;
      case "case":
        if (node.operand && inner(node.operand).kind === "literal") return false;
        break;
      case "caseBranch":
        if (child !== node.then && hasSameOutcomes(path[index - 1] as Node, search)) return false;
        break;
      case "withItem":
      case "ingest":
      case "explain":
      case "script":
        return true;
      case "error":
      case "lambda":
      case "pivot":
      case "unpivot":
      case "matchRecognize":
        return false;
    }
  }
  return true;
}

function isOutermost(path: readonly Node[], index: number): boolean {
  const around = path[index - 1]?.kind;
  return around === "script" || around === "explain" || around === "ingest";
}

/** Functions that are not NULL just because one of their operands is, or whose operands Druid reads nevertheless. */
const KEEPS_NULL = /^(?:TIME_|JSON_|COALESCE$|NVL$|COUNT$)/i;

/** `NULL`, `CAST(NULL AS BIGINT)`: what is computed with it is NULL as well. */
export function isNothing(node: Node): boolean {
  const plain = node.kind === "parenthesized" ? inner(node) : node;
  return plain.kind === "cast" ? isNothing(plain.value) : isNull(plain);
}

/** Whether two outcomes of CASE are the same, so that nobody asks which: `CASE WHEN f(x) THEN 1 ELSE 1 END`. */
function hasSameOutcomes(around: Node, search: Search): boolean {
  if (around.kind !== "case") return true;
  const { branches, otherwise } = around;
  const values = [...branches.map(({ then }) => then), ...(otherwise ? [otherwise] : [])];
  const outcomes = values.map((value) => textIn(search, inner(value))).map((text) => (/\bNULL\b/i.test(text) ? "NULL" : text));
  if (!otherwise) outcomes.push("NULL");
  return new Set(outcomes).size < outcomes.length;
}

/** Whether two conditions beside each other may decide the others: `x = 1 AND x = 2 AND f(x)`, `f(x) OR NOT f(x)`. */
function mayBeDecided({ operands, operators: [operator] }: Operation, search: Search): boolean {
  if (operator !== "AND" && operator !== "OR") return false;
  const subjects = new Map<string, "bounded" | "told">();
  for (const operand of operands) {
    const { subject, how } = subjectOf(operand);
    const text = textIn(search, subject);
    const before = subjects.get(text);
    if (before !== undefined && (before === "told" || how === "told")) return true;
    subjects.set(text, how);
  }
  return false;
}

/** What a condition is about, and whether it only bounds it. */
function subjectOf(operand: Expression): { readonly subject: Node; readonly how: "bounded" | "told" } {
  const node = inner(operand);
  switch (node.kind) {
    case "prefix":
      return { subject: subjectOf(node.operand).subject, how: "told" };
    case "postfix":
      return { subject: inner(node.operand), how: "told" };
    case "in":
      return { subject: inner(node.value), how: "told" };
    case "between":
    case "like":
      return { subject: inner(node.value), how: node.not ? "told" : "bounded" };
    case "operation":
      return { subject: inner(node.operands[0] ?? node), how: isBound(node) ? "bounded" : "told" };
    default:
      return { subject: node, how: "told" };
  }
}

/** `a < 1`, `a = b`: many values are left. */
function isBound({ operators: [operator = ""], operands: [, other] }: Operation): boolean {
  return /^[<>]=?$/.test(operator) || (operator === "=" && other !== undefined && !namesNothing(other));
}

function textIn({ text }: Search, { start, end }: TextRange): string {
  return text.slice(start, end);
}

const NULL_TEST = /\bNULL\b/;

/** Names of what is never null. */
const NEVER_NULL = /^(?:__time|CURRENT_\w+|LOCALTIME(?:STAMP)?|PI)$/i;

/** `COALESCE('a', f(x))` is `'a'`, and COUNT(x) of an x that is never null is COUNT(*). */
function isCutShort({ name, quantifier, arguments: operands }: Call, operand: Node): boolean {
  const index = operands.indexOf(operand as Call["arguments"][number]);
  switch (name.parts.at(-1)?.name.toUpperCase()) {
    case "COUNT":
      return index >= 0 && quantifier !== "DISTINCT";
    case "COALESCE":
    case "NVL":
      return operands.slice(0, index).some((before) => before.kind !== "name" || NEVER_NULL.test(before.parts.at(-1)?.name ?? ""));
    case "NULLIF":
      return operands.some((other) => other !== operand && other.kind === "literal");
    default:
      return false;
  }
}

/** Groups are made of all keys, whoever uses them. */
function isGroupKey({ quantifier, groupBy, items }: Select, item: SelectItem): boolean {
  if (quantifier === "DISTINCT") return true;
  const ordinal = items.indexOf(item) + 1;
  if (items.slice(0, ordinal).some(({ expression }) => expression.kind === "name" && expression.star)) return false;
  return groupBy?.items.some((key) => key.kind === "literal" && key.type === "number" && Number(key.value) === ordinal) ?? false;
}

/** Whether an item is given out by the statement, or used by the query around its SELECT. `path` ends with the SELECT. */
function isGivenOut(path: readonly Node[], select: Select, item: SelectItem, search: Search): boolean {
  const { names } = search;
  let column = names.columnsOf(select)?.list.findIndex(({ made }) => made === item.expression) ?? -1;
  let query: Node = select;
  for (let index = path.length - 2; index >= 0; index--) {
    const around = path[index] as Node;
    if (around.kind === "setOperation" || around.kind === "query" || around.kind === "parenthesizedQuery") {
      if (around.kind === "setOperation" && around.operators.some(({ quantifier }) => quantifier !== "ALL")) column = -1;
      query = around;
    } else if (around.kind === "script" || around.kind === "ingest" || around.kind === "explain") return true;
    else if (around.kind === "withItem" || around.kind === "derivedTable") {
      const symbol = names.columnsOf(query)?.list[column]?.symbol;
      return column >= 0 && symbol !== undefined && isUsed(symbol, search);
    } else return isPlanned(path.slice(0, index + 2), search);
  }
  return false;
}

/** How many names of a column are looked at. */
const MOST_REFERENCES = 50;

/** Whether a column of a subquery is used where it is planned; `*` hands columns on as they are. */
function isUsed(symbol: NameSymbol, search: Search): boolean {
  if (search.seen.has(symbol)) return false;
  search.seen.add(symbol);
  const { names, root } = search;
  if (names.output?.list.some((column) => column.symbol === symbol)) return true;
  for (const { list } of names.lists) {
    for (const column of list) if (column.renames?.symbol === symbol && isUsed(column.symbol, search)) return true;
  }
  return symbol.references.slice(0, MOST_REFERENCES).some((identifier) => isPlanned(pathOf(root, identifier), search));
}

const CONSTANT_CONDITIONS = {};

/** Whether somewhere a condition holds no column, or no row is asked for: Druid may leave out what depends on it. */
export function hasConstantCondition(script: Script): boolean {
  return script.memory.recall("constantCondition", CONSTANT_CONDITIONS, () => {
    let isFound = false;
    visitAll(queryOf(script.statement), undefined, (node) => {
      isFound ||= isConstant(node);
    });
    return isFound;
  });
}

function isConstant(node: Node): boolean {
  switch (node.kind) {
    case "literal":
      return node.type === "boolean" || node.type === "unknown";
    case "operation":
      if (!COMPARISON.test(node.operators.join(" "))) return false;
      return (
        node.operands.every(namesNothing) || areSame(node.operands) || node.operands.some((operand) => isNothing(operand) || isRow(operand))
      );
    case "call":
      return BOOLEAN.test(node.name.parts.at(-1)?.name ?? "") && namesNothing(node);
    case "quantified":
      return namesNothing(node.value) || isRow(node.value);
    case "query":
      return node.fetch?.kind === "literal" && Number(node.fetch.value) === 0;
    case "in":
      return namesNothing(node.value) || isRow(node.value) || node.items.some(isNull);
    case "like":
      return namesNothing(node.value) || areSame([node.value, node.pattern]);
    case "select":
      return (node.where !== undefined && namesNothing(node.where)) || (node.having !== undefined && isNull(node.having));
    case "between":
      return namesNothing(node.value) || isNull(node.low) || isNull(node.high);
    default:
      return false;
  }
}

/** `x > x`, of plain columns. */
function areSame([one, other]: readonly Expression[]): boolean {
  const [left, right] = [one && inner(one), other && inner(other)];
  if (left?.kind !== "name" || right?.kind !== "name") return false;
  const count = Math.min(left.parts.length, right.parts.length);
  return left.parts.slice(-count).every(({ name }, index) => name === right.parts.slice(-count)[index]?.name);
}

/** Of rows each pair is compared by itself, and one of literals decides. */
function isRow(node: Node): boolean {
  return node.kind === "rowExpression";
}

/** Functions that answer yes or no. */
const BOOLEAN = /CONTAINS|OVERLAP|_LIKE$|_MATCH$|IN_ARRAY$|IN_INTERVAL$/i;

/** Whether an expression reads no column, query or parameter, and no template. */
export function namesNothing(condition: Node): boolean {
  const stack: Node[] = [condition];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (node.kind === "name" || node.kind === "subquery" || node.kind === "parameter" || node.kind === "template") return false;
    if (node.kind === "call") stack.push(...node.arguments);
    else stack.push(...childrenOf(node));
  }
  return true;
}

/** Nothing is equal to it, or in any other relation. */
function isNull(node: Node): boolean {
  return node.kind === "literal" && node.type === "null";
}

const COMPARISON = /[<>=]/;
