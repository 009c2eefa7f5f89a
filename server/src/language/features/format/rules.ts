/**
 * The style, kind of node by kind of node: what the tree says about the form of a statement. Clauses stand at the margin of their query;
 * lists and chains break one by one; a line that the author ended between clauses, items, branches and conditions stays one, and inside
 * of expressions lines end only where they must.
 */
import { childrenOf } from "../../syntax/children";
import type { Node, NodeOf } from "../../syntax/nodes";
import { TokenKind } from "../../syntax/tokenKind";
import type { CommaStyle } from "./options";
import { createPlanner, LINE, type Line, type Plan, type Planner } from "./plan";
import { type Words, wordFrom } from "./words";

/** The plan of a statement without errors. Walks the tree with a stack of its own. */
export function planOf(root: Node, words: Words, commas: CommaStyle): Plan {
  const planner = createPlanner(words, commas);
  const pending: Task[] = [{ node: root, parent: undefined }];
  for (let task = pending.pop(); task; task = pending.pop()) {
    const { node } = task;
    if (isLeaf(planner, node)) continue;
    const children = inTextOrder(childrenOf(node));
    const own = ownTokens(words, node, children);
    const style = styleOf(task);
    applyRule(planner, task, own);
    if (!CHAINS.has(node.kind)) planner.reach(own.first, own.last);
    planBrackets(planner, node, own, style);
    planSpacing(planner, node, own);
    for (let index = children.length - 1; index >= 0; index--) pending.push({ node: children[index] as Node, parent: node });
  }
  return planner.finish();
}

/** Most of a tree: what has no inner form, and names, which keep their case. */
function isLeaf({ words, name }: Planner, node: Node): boolean {
  switch (node.kind) {
    case "name":
    case "identifier":
      name(wordFrom(words, node.start), wordFrom(words, node.end) - 1);
      return true;
    case "literal":
    case "parameter":
    case "template":
    case "word":
      return true;
    default:
      return false;
  }
}

/** Kinds whose later lines stand at the margin of what they belong to, whatever becomes of their first token. */
const CHAINS: ReadonlySet<Node["kind"]> = new Set<Node["kind"]>([
  "script",
  "explain",
  "ingest",
  "query",
  "with",
  "withItem",
  "setOperation",
  "select",
  "from",
  "joinChain",
  "operation",
]);

interface Task {
  readonly node: Node;
  readonly parent: Node | undefined;
}

/** The children that have a text. Those of queries and set operations are ordered by field, not by place. */
function inTextOrder(children: readonly Node[]): readonly Node[] {
  let isAsWanted = true;
  let end = 0;
  for (const child of children) {
    if (child.end <= child.start || child.start < end) isAsWanted = false;
    end = child.end;
  }
  if (isAsWanted) return children;
  return children.filter((child) => child.end > child.start).sort((one, other) => one.start - other.start);
}

/** A pair of brackets of a node itself. */
interface Brackets {
  readonly open: number;
  readonly close: number;
  readonly commas: readonly number[];
}

/** The tokens that stand in a node and in none of its children. */
interface OwnTokens {
  readonly first: number;
  readonly last: number;
  readonly brackets: readonly Brackets[];
  /** Commas outside of brackets. */
  readonly commas: readonly number[];
  readonly others: readonly number[];
}

function ownTokens(words: Words, node: Node, children: readonly Node[]): OwnTokens {
  const first = wordFrom(words, node.start);
  const last = wordFrom(words, node.end) - 1;
  const open: { readonly at: number; readonly commas: number[] }[] = [];
  const brackets: Brackets[] = [];
  const commas: number[] = [];
  const others: number[] = [];
  const take = (token: number): void => {
    const kind = words.kinds[token];
    if (kind === TokenKind.LeftParen || kind === TokenKind.LeftBracket) open.push({ at: token, commas: [] });
    else if (kind === TokenKind.RightParen || kind === TokenKind.RightBracket) {
      const found = open.pop();
      if (found) brackets.push({ open: found.at, close: token, commas: found.commas });
    } else if (kind === TokenKind.Comma) (open[open.length - 1]?.commas ?? commas).push(token);
    else others.push(token);
  };
  let token = first;
  for (const child of children) {
    const until = wordFrom(words, child.start);
    while (token < until) take(token++);
    token = Math.max(token, wordFrom(words, child.end));
  }
  while (token <= last) take(token++);
  brackets.sort((one, other) => one.open - other.open);
  return { first, last, brackets, commas, others };
}

/** How the brackets of a node break. */
type BracketStyle =
  /** One item a line; lines are joined where all fits. */
  | "list"
  /** The same, and a line that the author ended stays. */
  | "kept-list"
  /** As many items in a line as fit. */
  | "filled"
  /** Never. */
  | "tight";

function styleOf({ node, parent }: Task): BracketStyle {
  switch (node.kind) {
    case "in":
    case "quantified":
    case "identifierList":
      return node.items.some(isQuery) ? "kept-list" : "filled";
    case "arrayConstructor":
      return node.items.some(isQuery) ? "kept-list" : "filled";
    case "columnDefinitionList":
    case "tableFunction":
    case "derivedTable":
    case "parenthesizedQuery":
    case "subquery":
    case "exportTarget":
      return "kept-list";
    case "call":
      return parent?.kind === "tableFunction" ? "kept-list" : "list";
    case "access":
    case "dataType":
    case "interval":
    case "matchRecognize":
    case "hint":
      return "tight";
    default:
      return "list";
  }
}

function isQuery({ kind }: Node): boolean {
  return kind === "query" || kind === "select" || kind === "values" || kind === "setOperation" || kind === "explicitTable";
}

function planBrackets(planner: Planner, node: Node, { brackets, last }: OwnTokens, style: BracketStyle): void {
  for (const { open, close, commas } of style === "tight" ? [] : brackets) {
    if (close === open + 1) continue;
    const line = style === "kept-list" ? LINE.kept : LINE.possible;
    // TABLE(…) breaks before the list of EXTEND behind it does.
    planner.group(open, node.kind === "tableFunction" && node.extend ? last : close, "all");
    planner.line(open + 1, line);
    planner.line(close, LINE.possible);
    planner.indent(open + 1, close - 1);
    planner.closer(close);
    planner.reach(open, close);
    if (style === "filled") planner.group(open + 1, close - 1, "as-needed");
    for (const comma of commas) planner.comma(comma, line, "blanks");
  }
}

/** Adds a group with a line before each of some tokens, which are indented. */
function planOperators(planner: Planner, { first, last }: OwnTokens, operators: readonly number[], form: OperatorForm): void {
  planner.group(first, last, form.breaks);
  for (const token of operators) planner.line(token, form.line, form.line === LINE.kept ? "blanks" : undefined);
  if (form.indentFrom === undefined) return;
  planner.indent(form.indentFrom, last);
  if (form.indentFrom === first + 1) planner.reachesNothing(first);
}

/** The token behind the first of all operands of nested operations: what it has in parentheses stands as deep as its own line. */
function behindFirstOperand(words: Words, operand: Node): number {
  let first = operand;
  while (first.kind === "operation" && first.operands[0]) first = first.operands[0];
  return wordFrom(words, first.end);
}

interface OperatorForm {
  readonly breaks: "all" | "as-needed";
  readonly line: Line;
  /** The first token that is one level deeper; undefined where none is. */
  readonly indentFrom: number | undefined;
}

type Rules = { readonly [Kind in Node["kind"]]?: (planner: Planner, node: NodeOf<Kind>, own: OwnTokens, parent: Node | undefined) => void };

function applyRule(planner: Planner, { node, parent }: Task, own: OwnTokens): void {
  const rule = RULES[node.kind] as ((planner: Planner, node: Node, own: OwnTokens, parent: Node | undefined) => void) | undefined;
  rule?.(planner, node, own, parent);
}

const RULES: Rules = {
  script: (planner, _node, { others }) => {
    for (const token of others) if (planner.words.kinds[token] === TokenKind.Semicolon) planner.line(token + 1, LINE.always, "blanks");
  },
  explain: (planner, node, { first, last }) => {
    planner.group(first, last, "all");
    planner.line(wordFrom(planner.words, node.statement.start), LINE.kept);
  },
  ingest: (planner, node, { first, last }) => {
    const at = (offset: number): number => wordFrom(planner.words, offset);
    planner.group(first, last, "all");
    planner.group(first, at(node.source.start) - 1, "as-needed");
    if (node.overwrite) planner.line(at(node.overwrite.start), LINE.kept);
    planner.line(at(node.source.start), LINE.kept, "blanks");
    if (node.partitionedBy) planner.line(at(node.partitionedBy.start), LINE.kept, "blanks");
    if (node.clusteredBy) planner.line(at(node.clusteredBy.start), LINE.kept, "blanks");
  },
  query: (planner, node, { first, last, others }) => {
    const { words } = planner;
    planner.group(first, last, "all");
    if (node.with) planner.line(wordFrom(words, node.body.start), LINE.kept, "blanks");
    if (node.orderBy) planner.line(wordFrom(words, node.orderBy.start), LINE.kept, "blanks");
    const limit = others.find((token) => LIMIT_WORDS.has(words.kinds[token] as TokenKind));
    if (limit !== undefined) planner.line(limit, LINE.kept, "blanks");
  },
  with: (planner, node, { first, commas }) => {
    // A comment behind WITH has a line of its own, and what follows it is no deeper than the other items.
    const item = wordFrom(planner.words, node.items[0]?.start ?? node.end);
    planner.group(first, item, "as-needed");
    planner.line(item, LINE.possible);
    for (const comma of commas) planner.comma(comma, LINE.kept, "blanks");
  },
  select: planSelect,
  setOperation: (planner, node, { first, last }, parent) => {
    if (parent?.kind !== "query") planner.group(first, last, "all");
    for (const { start, end } of node.operators) {
      planner.line(wordFrom(planner.words, start), LINE.kept, "blanks");
      planner.line(wordFrom(planner.words, end), LINE.kept, "blanks");
    }
  },
  values: (planner, node, own) => {
    if (node.rows.length > 1) planItems(planner, own, wordFrom(planner.words, node.rows[0]?.start ?? 0));
  },
  groupBy: (planner, node, own) => planItems(planner, own, wordFrom(planner.words, node.items[0]?.start ?? 0)),
  orderBy: (planner, node, own) => planItems(planner, own, wordFrom(planner.words, node.items[0]?.start ?? 0)),
  clusteredBy: (planner, node, own) => planItems(planner, own, wordFrom(planner.words, node.items[0]?.start ?? 0)),
  window: (planner, node, { brackets }) => {
    const { words } = planner;
    const at = (offset: number): number => wordFrom(words, offset);
    const [outer] = brackets;
    if (!outer) return;
    const partition = node.partitionBy[0];
    const by = partition ? at(partition.start) - 2 : -1;
    if (partition && by > outer.open + 1) planner.line(by, LINE.possible);
    if (partition) {
      const last = at((node.partitionBy[node.partitionBy.length - 1] as Node).end) - 1;
      planner.group(by, last, "as-needed");
      planner.indent(by + 1, last);
    }
    if (node.orderBy && at(node.orderBy.start) > outer.open + 1) planner.line(at(node.orderBy.start), LINE.possible);
    if (node.frame && at(node.frame.start) > outer.open + 1) planner.line(at(node.frame.start), LINE.possible);
  },
  joinChain: (planner, node, { first, last }) => {
    const at = (offset: number): number => wordFrom(planner.words, offset);
    const isPlainList = node.joins.every(({ operator }) => operator === ",");
    if (isPlainList) planner.group(first, last, "all");
    for (const join of node.joins) {
      const start = at(join.start);
      if (join.operator !== ",") planner.line(start, LINE.kept, "blanks");
      else {
        planner.comma(start, LINE.kept, "blanks");
        planner.indent(planner.commas === "trailing" ? start + 1 : start, at(join.end) - 1);
      }
    }
  },
  join: (planner, node, { first, last }) => {
    if (!node.on) return;
    const on = wordFrom(planner.words, node.on.start) - 1;
    planner.group(first, last, "as-needed");
    planner.line(on, LINE.kept);
    planner.indent(on, last);
  },
  operation: (planner, node, own, parent) => {
    const operators = operatorTokens(planner.words, node);
    const isChain = node.operators.some((operator) => operator === "AND" || operator === "OR");
    const isCalculation = node.operators.some((operator) => CALCULATIONS.has(operator));
    if (!isChain && !isCalculation) {
      if (node.operands.every(({ kind }) => MAY_STAND_ALONE.has(kind))) {
        planOperators(planner, own, operators, {
          breaks: "as-needed",
          line: LINE.possible,
          indentFrom: behindFirstOperand(planner.words, node),
        });
      }
      return;
    }
    const isFlush = parent?.kind === "parenthesized" || (parent?.kind === "join" && node === parent.on);
    const line = isChain ? LINE.kept : LINE.possible;
    // The line of a clause begins with its keyword, and AND in the next one is deeper.
    const isClause = isChain && parent?.kind === "select";
    const indentFrom = isFlush ? undefined : isClause ? own.first + 1 : behindFirstOperand(planner.words, node);
    planOperators(planner, own, operators, { breaks: isChain ? "all" : "as-needed", line, indentFrom });
  },
  between: (planner, node, own) => {
    const { words } = planner;
    const between = wordFrom(words, node.value.end);
    const indentFrom = behindFirstOperand(words, node.value);
    planOperators(planner, own, [between], { breaks: "as-needed", line: LINE.possible, indentFrom });
    planner.group(between, own.last, "as-needed");
    planner.line(wordFrom(words, node.high.start) - 1, LINE.possible);
  },
  case: (planner, node, { first, last }) => {
    const { words } = planner;
    planner.group(first, last, "all");
    for (const branch of node.branches) planner.line(wordFrom(words, branch.start), LINE.kept, "blanks");
    if (node.otherwise) planner.line(wordFrom(words, node.otherwise.start) - 1, LINE.possible, "blanks");
    planner.line(last, LINE.possible);
    planner.closer(last);
    planner.indent(wordFrom(words, node.branches[0]?.start ?? node.end), last - 1);
  },
  caseBranch: (planner, node, own) => {
    const then = wordFrom(planner.words, node.then.start) - 1;
    planOperators(planner, own, [then], { breaks: "all", line: LINE.possible, indentFrom: own.first + 1 });
  },
  call: (planner, node, own) => {
    const { words } = planner;
    const [outer] = own.brackets;
    if (node.orderBy && outer && node.orderBy.start < (words.ends[outer.close] as number)) {
      planner.line(wordFrom(words, node.orderBy.start), LINE.possible);
    }
  },
  cast: (planner, node, { first, brackets }) => {
    planner.name(first, first);
    const as = wordFrom(planner.words, node.type.start) - 1;
    if (as > (brackets[0]?.open ?? as)) planner.line(as, LINE.possible);
  },
  tableFunction: (planner, node) => {
    if (node.call.kind !== "call" || !/^extern$/i.test(node.call.name.parts[0]?.name ?? "")) return;
    for (const argument of node.call.arguments) {
      const value = argument.kind === "namedArgument" ? argument.value : argument;
      if (value.kind !== "literal" || value.type !== "string" || value.chained || value.template) continue;
      const token = wordFrom(planner.words, value.start);
      if (planner.words.kinds[token] === TokenKind.String) planner.json(token);
    }
  },
};

const LIMIT_WORDS: ReadonlySet<TokenKind> = new Set([TokenKind.LIMIT, TokenKind.OFFSET, TokenKind.FETCH]);
const CALCULATIONS: ReadonlySet<string> = new Set(["+", "-", "*", "/", "%", "||"]);

function planSelect(planner: Planner, node: NodeOf<"select">, own: OwnTokens, parent: Node | undefined): void {
  const { words } = planner;
  const at = (offset: number): number => wordFrom(words, offset);
  if (parent?.kind !== "query") planner.group(own.first, own.last, "all");
  const [firstItem] = node.items;
  const lastItem = node.items[node.items.length - 1];
  if (firstItem && lastItem) {
    const [first, last] = [at(firstItem.start), at(lastItem.end) - 1];
    planner.group(own.first, last, "all");
    planner.line(first, LINE.kept);
    for (const comma of own.commas) if (comma < last) planner.comma(comma, LINE.kept, "blanks");
    planner.indent(first, last);
  }
  const clauses = [node.from?.start, before(node.where), node.groupBy?.start, before(node.having), before(node.qualify)];
  for (const clause of clauses) if (clause !== undefined) planner.line(at(clause), LINE.kept, "blanks");
  planWindows(planner, node, own);

  function before(expression: Node | undefined): number | undefined {
    return expression && (words.starts[at(expression.start) - 1] as number);
  }
}

function planWindows(planner: Planner, { windows }: NodeOf<"select">, { commas }: OwnTokens): void {
  const at = (offset: number): number => wordFrom(planner.words, offset);
  const [first] = windows;
  const last = windows[windows.length - 1];
  if (!first || !last) return;
  const keyword = at(first.start) - 1;
  planner.line(keyword, LINE.kept, "blanks");
  if (windows.length === 1) return;
  planner.group(keyword, at(last.end) - 1, "all");
  planner.line(keyword + 1, LINE.kept);
  for (const comma of commas) if (comma > keyword) planner.comma(comma, LINE.kept, "blanks");
  planner.indent(keyword + 1, at(last.end) - 1);
}

/** What a comparison may have in a line of its own; beside queries, CASE and the like its operator stays where it is. */
const MAY_STAND_ALONE: ReadonlySet<Node["kind"]> = new Set<Node["kind"]>([
  "name",
  "literal",
  "operation",
  "call",
  "cast",
  "prefix",
  "parameter",
  "template",
  "interval",
  "access",
]);

/** A clause with a list: all in one line, or each item in its own. */
function planItems(planner: Planner, { first, last, commas }: OwnTokens, firstItem: number): void {
  if (commas.length === 0) return;
  planner.group(first, last, "all");
  planner.line(firstItem, LINE.kept);
  for (const comma of commas) planner.comma(comma, LINE.kept, "blanks");
  planner.indent(firstItem, last);
}

function operatorTokens(words: Words, { operands }: NodeOf<"operation">): readonly number[] {
  return operands.slice(0, -1).map(({ end }) => wordFrom(words, end));
}

/** What stands tightly beside what. */
function planSpacing(planner: Planner, node: Node, own: OwnTokens): void {
  const { words } = planner;
  switch (node.kind) {
    case "prefix":
      for (const token of own.others) if (isSign(words.kinds[token]) && !isSign(words.kinds[token + 1])) planner.glue(token + 1);
      break;
    case "tableAlias":
      // `UNNEST(…) AS t(column)`, as Druid's authors write it.
      if (node.columns) planner.glue(wordFrom(words, node.columns.start));
      break;
    case "dataType":
      for (let token = own.first + 1; token <= own.last; token++) {
        if (words.kinds[token] === TokenKind.LeftParen) planner.glue(token);
        else if (!isParted(words, token)) planner.asWritten(token);
      }
      break;
    case "matchRecognize":
      for (let token = own.first + 1; token <= own.last; token++) {
        if (words.kinds[token - 1] !== TokenKind.Comma) planner.asWritten(token);
      }
      break;
    default:
      if (CALLS.has(node.kind)) {
        const glued = node.kind === "exportTarget" ? own.brackets : own.brackets.slice(0, 1);
        for (const { open } of glued) if (open > own.first && !SPACED.has(words.kinds[open - 1] as TokenKind)) planner.glue(open);
      }
  }
}

/** Whether a token stands beside a parenthesis or a comma, as everywhere; `MAP<…>` is as it is written. */
function isParted({ kinds }: Words, token: number): boolean {
  const before = kinds[token - 1];
  const kind = kinds[token];
  return kind === TokenKind.RightParen || kind === TokenKind.Comma || before === TokenKind.LeftParen || before === TokenKind.Comma;
}

function isSign(kind: TokenKind | undefined): boolean {
  return kind === TokenKind.Plus || kind === TokenKind.Minus || kind === TokenKind.Arrow;
}

/** Kinds of nodes whose name stands tightly before its parenthesis. */
const CALLS: ReadonlySet<Node["kind"]> = new Set<Node["kind"]>([
  "call",
  "cast",
  "tableFunction",
  "unnest",
  "rowExpression",
  "row",
  "arrayConstructor",
  "groupingFunction",
  "exportTarget",
  "interval",
  "hint",
]);

/** Words that keep their distance to a parenthesis even there. */
const SPACED: ReadonlySet<TokenKind> = new Set([
  TokenKind.SETS,
  TokenKind.INTERVAL,
  TokenKind.LATERAL,
  TokenKind.FILTER,
  TokenKind.OVER,
  TokenKind.GROUP,
]);
