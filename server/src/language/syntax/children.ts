/**
 * The children of every kind of node, in one table that the compiler holds complete; and walks over trees that do not recurse.
 */
import type { Node, NodeOf } from "./nodes";

type ChildKey<N> = { [Key in keyof N]-?: NonNullable<N[Key]> extends Node | readonly Node[] ? Key : never }[keyof N];

/** The fields of each kind that hold nodes, in the order of the text. */
const CHILDREN: { readonly [Kind in Node["kind"]]: readonly (ChildKey<NodeOf<Kind>> & string)[] } = {
  error: [],
  script: ["sets", "statement"],
  set: ["name", "value"],
  explain: ["statement"],
  describe: ["name", "column", "statement"],
  delete: ["table", "hints", "columns", "alias", "where"],
  update: ["table", "hints", "columns", "alias", "assignments", "where"],
  assignment: ["column", "value"],
  merge: ["table", "hints", "columns", "alias", "source", "condition", "assignments", "insertColumns", "insertRow"],
  procedureCall: ["call"],
  ingest: ["target", "columns", "format", "overwrite", "source", "partitionedBy", "clusteredBy"],
  tableTarget: ["name", "hints", "extend"],
  exportTarget: ["destination", "properties"],
  exportProperty: ["name", "value"],
  overwrite: ["where"],
  partitionedBy: ["expression"],
  clusteredBy: ["items"],
  query: ["with", "body", "orderBy", "offset", "fetch"],
  parenthesizedQuery: ["query"],
  with: ["items"],
  withItem: ["name", "columns", "query"],
  setOperation: ["operands", "operators"],
  setOperator: [],
  select: ["hints", "items", "from", "where", "groupBy", "having", "windows", "qualify"],
  selectItem: ["expression", "alias"],
  from: ["table"],
  groupBy: ["items"],
  groupingFunction: ["items"],
  orderBy: ["items"],
  orderItem: ["expression"],
  values: ["rows"],
  row: ["items"],
  explicitTable: ["name"],
  windowDefinition: ["name", "window"],
  window: ["base", "partitionBy", "orderBy", "frame"],
  windowFrame: ["lower", "upper"],
  windowBound: ["offset"],
  hintList: ["hints"],
  hint: ["name"],
  tableName: ["name", "hints"],
  tableFunction: ["call", "extend"],
  derivedTable: ["query"],
  unnest: ["expressions"],
  joinChain: ["first", "joins"],
  join: ["table", "on", "using"],
  tableAlias: ["table", "alias", "columns"],
  pivot: ["table", "aggregates", "axes", "values"],
  pivotValue: ["row", "alias"],
  unpivot: ["table", "measures", "axes", "values"],
  unpivotValue: ["columns", "row"],
  matchRecognize: ["table", "partitionBy", "orderBy", "measures", "within", "subsets", "definitions"],
  patternSubset: ["name", "members"],
  patternDefinition: ["name", "condition"],
  tableSample: ["table"],
  snapshot: ["table", "time"],
  identifier: [],
  name: ["parts"],
  identifierList: ["items"],
  columnDefinitionList: ["columns"],
  columnDefinition: ["name", "type"],
  dataType: [],
  literal: [],
  interval: ["value"],
  parameter: [],
  template: [],
  call: ["name", "arguments", "orderBy", "withinDistinct", "withinGroup", "filter", "over"],
  namedArgument: ["name", "value"],
  word: [],
  cast: ["value", "type"],
  case: ["operand", "branches", "otherwise"],
  caseBranch: ["when", "then"],
  operation: ["operands"],
  prefix: ["operand"],
  postfix: ["operand"],
  between: ["value", "low", "high"],
  like: ["value", "pattern", "escape"],
  in: ["value", "items"],
  quantified: ["value", "items"],
  access: ["operand", "steps"],
  rowExpression: ["items"],
  parenthesized: ["expression"],
  subquery: ["query"],
  arrayConstructor: ["items"],
  lambda: ["parameters", "body"],
  tableArgument: ["table", "partitionBy", "orderBy"],
};

/** The children of a node in the order of the text; those of set operations are ordered by kind, operands first. */
export function childrenOf(node: Node): readonly Node[] {
  const children: Node[] = [];
  for (const key of CHILDREN[node.kind]) {
    const child = (node as unknown as Readonly<Record<string, Node | readonly Node[] | undefined>>)[key];
    if (child === undefined) continue;
    if (Array.isArray(child)) for (const element of child as readonly Node[]) children.push(element);
    else children.push(child as Node);
  }
  return children;
}

/**
 * Pushes the children of a node onto a stack, the last one first, so that they are popped in the order of the text.
 */
export function pushChildren(node: Node, stack: Node[]): void {
  const keys = CHILDREN[node.kind];
  for (let index = keys.length - 1; index >= 0; index--) {
    const child = (node as unknown as Readonly<Record<string, Node | readonly Node[] | undefined>>)[keys[index] as string];
    if (child === undefined) continue;
    if (Array.isArray(child)) pushList(child as readonly Node[], stack);
    else stack.push(child as Node);
  }
}

function pushList(list: readonly Node[], stack: Node[]): void {
  for (let index = list.length - 1; index >= 0; index--) stack.push(list[index] as Node);
}

/**
 * The same without names, types and words, which are most of a tree and hold no expression, table or query. The kinds that are most of
 * the rest are written out: walks are most of what is done with trees.
 */
export function pushInnerChildren(node: Node, stack: Node[]): void {
  switch (node.kind) {
    case "literal":
    case "parameter":
      return;
    case "call":
      if (node.over) pushInner(node.over, stack);
      if (node.filter) pushInner(node.filter, stack);
      if (node.withinGroup) stack.push(node.withinGroup);
      if (node.orderBy) stack.push(node.orderBy);
      if (node.withinDistinct.length > 0) pushInnerList(node.withinDistinct, stack);
      pushInnerList(node.arguments, stack);
      return;
    case "operation":
      pushInnerList(node.operands, stack);
      return;
    case "selectItem":
    case "parenthesized":
    case "orderItem":
      pushInner(node.expression, stack);
      return;
    case "select":
      if (node.qualify) pushInner(node.qualify, stack);
      if (node.windows.length > 0) pushInnerList(node.windows, stack);
      if (node.having) pushInner(node.having, stack);
      if (node.groupBy) stack.push(node.groupBy);
      if (node.where) pushInner(node.where, stack);
      if (node.from) stack.push(node.from);
      pushInnerList(node.items, stack);
      return;
    case "from":
      pushInner(node.table, stack);
      return;
    case "tableName":
      return;
    case "tableAlias":
      pushInner(node.alias, stack);
      pushInner(node.table, stack);
      return;
    case "groupBy":
    case "orderBy":
      pushInnerList(node.items, stack);
      return;
    default:
      pushInnerFields(node, stack);
  }
}

function pushInner(node: Node, stack: Node[]): void {
  switch (node.kind) {
    case "name":
    case "identifier":
    case "identifierList":
    case "columnDefinitionList":
    case "dataType":
    case "word":
    case "hintList":
      return;
    default:
      stack.push(node);
  }
}

function pushInnerList(list: readonly Node[], stack: Node[]): void {
  for (let index = list.length - 1; index >= 0; index--) pushInner(list[index] as Node, stack);
}

function pushInnerFields(node: Node, stack: Node[]): void {
  const keys = CHILDREN[node.kind];
  for (let index = keys.length - 1; index >= 0; index--) {
    const child = (node as unknown as Readonly<Record<string, Node | readonly Node[] | undefined>>)[keys[index] as string];
    if (child === undefined) continue;
    if (Array.isArray(child)) pushInnerList(child as readonly Node[], stack);
    else pushInner(child as Node, stack);
  }
}

/** What a visitor answers to keep the walk out of a node's children. */
export const SKIP_CHILDREN = "skip children";

/** Calls `enter` for a node and everything under it, parents first, in the order of the text. Uses no recursion. */
export function visit(root: Node, enter: (node: Node) => typeof SKIP_CHILDREN | undefined): void {
  const pending: Node[] = [root];
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (enter(node) !== SKIP_CHILDREN) pushChildren(node, pending);
  }
}

/** The nodes from the root to the smallest one that `offset` touches; of two neighbours that touch, the later one. */
export function pathTo(root: Node, offset: number): readonly Node[] {
  const path: Node[] = [];
  for (let node: Node | undefined = root; node; ) {
    path.push(node);
    let next: Node | undefined;
    for (const child of childrenOf(node)) if (child.start <= offset && offset <= child.end) next = child;
    node = next;
  }
  return path;
}
