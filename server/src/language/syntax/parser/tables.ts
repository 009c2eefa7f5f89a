/**
 * FROM: table names, joins, table functions with Druid's EXTEND, UNNEST, parenthesized queries and joins, aliases.
 * Source: `FromClause`, `TableRef3` of Druid's `Parser.jj`, with the two forms that Druid adds.
 */
import { phrase, t } from "../../text/l10n";
import { pushChildren } from "../children";
import type {
  Argument,
  Call,
  Expression,
  Identifier,
  IdentifierList,
  Join,
  Mutable,
  Name,
  Node,
  Query,
  QueryBody,
  TableExpression,
  TableFunction,
} from "../nodes";
import { TokenKind } from "../tokenKind";
import { breaksLookAhead } from "./builtins";
import { ExpressionContext } from "./context";
import type { Cursor } from "./cursor";
import { parseExpression, parseQueryOrList } from "./expressions";
import { parseHints } from "./hints";
import { isSetOperator, startsQueryLeaf } from "./keywordSets";
import { acceptStar, parseIdentifier, parseOptionalIdentifier, parseParenthesizedIdentifiers, parseTableName } from "./names";
import { parseQuantifiedInto, parseRoutineArguments, parseRoutineCall } from "./primary";
import { isQueryNode, parseQueryOrExpression, parseSetOperations } from "./query";
import { parseMatchRecognize, parsePivot, parseTableSample, parseUnpivot } from "./tableClauses";
import { parseColumnDefinitions } from "./types";

type Inner = Query | QueryBody | TableExpression | Expression;

/** Everything behind FROM: table references, joins and commas as one flat chain. */
export function parseFromClause(p: Cursor): TableExpression {
  return parseJoins(p, parseTableReference(p), "commas");
}

/** A table reference with the joins behind it. */
function parseJoins(p: Cursor, first: TableExpression, commas: "commas" | "noCommas"): TableExpression {
  const joins: Join[] = [];
  for (;;) {
    if (p.at(TokenKind.Comma) && commas === "commas") joins.push(parseCommaJoin(p));
    else {
      const join = parseOptionalJoin(p);
      if (!join) break;
      joins.push(join);
    }
  }
  return joins.length === 0 ? first : { kind: "joinChain", start: first.start, end: p.lastEnd, first, joins: joins.slice() };
}

function parseCommaJoin(p: Cursor): Join {
  const start = p.start;
  p.advance();
  const table = parseTableReference(p);
  return { kind: "join", start, end: p.lastEnd, operator: ",", natural: false, table };
}

const JOIN_WORDS: ReadonlyMap<TokenKind, Join["operator"]> = new Map<TokenKind, Join["operator"]>([
  [TokenKind.INNER, "INNER JOIN"],
  [TokenKind.LEFT, "LEFT JOIN"],
  [TokenKind.RIGHT, "RIGHT JOIN"],
  [TokenKind.FULL, "FULL JOIN"],
  [TokenKind.CROSS, "CROSS JOIN"],
]);

function parseOptionalJoin(p: Cursor): Join | undefined {
  if ((p.at(TokenKind.CROSS) || p.at(TokenKind.OUTER)) && p.peek(1) === TokenKind.APPLY) return parseApply(p);
  const ahead = p.at(TokenKind.NATURAL) ? 1 : 0;
  const word = p.peek(ahead);
  if (word !== TokenKind.JOIN && !JOIN_WORDS.has(word)) return undefined;
  return parseJoin(p);
}

function parseJoin(p: Cursor): Join {
  const start = p.start;
  const natural = p.accept(TokenKind.NATURAL);
  const operator = JOIN_WORDS.get(p.kind) ?? "JOIN";
  if (operator !== "JOIN") p.advance();
  if (operator === "LEFT JOIN" || operator === "RIGHT JOIN" || operator === "FULL JOIN") p.accept(TokenKind.OUTER);
  p.expect(TokenKind.JOIN, "JOIN");
  const table = parseTableReference(p);
  const join: Mutable<Join> = { kind: "join", start, end: start, operator, natural, table };
  if (p.accept(TokenKind.ON)) join.on = parseExpression(p, ExpressionContext.SubQuery);
  else if (p.accept(TokenKind.USING)) join.using = parseParenthesizedIdentifiers(p);
  join.end = p.lastEnd;
  return join;
}

function parseApply(p: Cursor): Join {
  const start = p.start;
  const operator = p.at(TokenKind.CROSS) ? "CROSS APPLY" : "OUTER APPLY";
  p.advance();
  p.advance();
  p.report("not-allowed", t("Druid takes no APPLY; write CROSS JOIN UNNEST(…) or a join."), start, p.lastEnd);
  const table = parseTableReference(p);
  return { kind: "join", start, end: p.lastEnd, operator, natural: false, table };
}

/** One table reference with PIVOT, UNPIVOT, alias and TABLESAMPLE behind it. */
export function parseTableReference(p: Cursor): TableExpression {
  if (!p.descend()) return p.gap(phrase("a table"));
  const base = parseTableBase(p);
  p.ascend();
  return base.kind === "error" ? base : parseTableTail(p, base);
}

/** PIVOT and UNPIVOT are grammar from here on. Measured on 27 and 28. */
const PIVOT_SINCE = 28;

function parseTableTail(p: Cursor, base: TableExpression): TableExpression {
  let table = base;
  if (p.druidVersion >= PIVOT_SINCE && p.at(TokenKind.PIVOT) && p.peek(1) === TokenKind.LeftParen)
    table = parsePivot(p, refuseJoin(p, table));
  if (atUnpivot(p)) table = parseUnpivot(p, refuseJoin(p, table));
  if (p.at(TokenKind.AS) || p.atName()) table = parseTableAlias(p, refuseJoin(p, table));
  if (p.at(TokenKind.TABLESAMPLE)) table = parseTableSample(p, refuseJoin(p, table));
  return table;
}

function atUnpivot(p: Cursor): boolean {
  if (!p.at(TokenKind.UNPIVOT) || p.druidVersion < PIVOT_SINCE) return false;
  const next = p.peek(1);
  return next === TokenKind.LeftParen || next === TokenKind.INCLUDE || next === TokenKind.EXCLUDE;
}

/** A join in parentheses takes no alias and no clause of a table. */
function refuseJoin(p: Cursor, table: TableExpression): TableExpression {
  if (table.kind === "derivedTable" && table.query.kind === "joinChain") {
    p.report("not-allowed", t("Join expression encountered in illegal context: a join in parentheses takes no alias."), p.start, p.end);
  }
  return table;
}

function parseTableAlias(p: Cursor, table: TableExpression): TableExpression {
  p.accept(TokenKind.AS);
  const alias = parseIdentifier(p, phrase("a name behind AS"));
  if (!p.at(TokenKind.LeftParen) || alias.kind === "error") return { kind: "tableAlias", start: table.start, end: p.lastEnd, table, alias };
  const columns: IdentifierList = parseParenthesizedIdentifiers(p);
  return { kind: "tableAlias", start: table.start, end: p.lastEnd, table, alias, columns };
}

function parseTableBase(p: Cursor): TableExpression {
  switch (p.kind) {
    case TokenKind.LeftParen:
      return parseDerivedTable(p, p.start, "plain");
    case TokenKind.TABLE:
      return parseTableFunction(p, p.start, "plain");
    case TokenKind.UNNEST:
      return parseUnnest(p, p.start);
    case TokenKind.LATERAL:
      return parseLateral(p);
    default:
      return parseNamedTable(p);
  }
}

function parseLateral(p: Cursor): TableExpression {
  const start = p.start;
  p.advance();
  if (p.at(TokenKind.LeftParen)) return parseDerivedTable(p, start, "lateral");
  if (p.at(TokenKind.TABLE)) return parseTableFunction(p, start, "lateral");
  return p.missing(phrase("( or TABLE behind LATERAL"));
}

type Laterality = "lateral" | "plain";

function parseDerivedTable(p: Cursor, start: number, laterality: Laterality): TableExpression {
  p.advance();
  const query = parseQueryOrJoin(p, "queryOrJoin");
  p.expect(TokenKind.RightParen, ")");
  const lateral = laterality === "lateral";
  const table: TableExpression = { kind: "derivedTable", start, end: p.lastEnd, lateral, query };
  if (lateral) refuseJoin(p, table);
  return p.at(TokenKind.MATCH_RECOGNIZE) ? parseMatchRecognize(p, refuseJoin(p, table)) : table;
}

/**
 * What may stand in the parentheses of WITH (`query`) and FROM (`query or join`); the opening one is consumed.
 * Source: `ParenthesizedExpression` and `ExprOrJoinOrOrderedQuery`.
 */
export function parseQueryOrJoin(p: Cursor, expected: "query" | "queryOrJoin"): Inner {
  if (p.at(TokenKind.WITH)) return parseWithQueryInParentheses(p);
  if (startsPlainQuery(p)) return parseQueryOrExpression(p, ExpressionContext.Query);
  const start = p.start;
  const table = parseJoins(p, parseTableReference(p), "noCommas");
  const query = asQuery(table);
  if (query && isSetOperator(p.kind)) return parseSetOperations(p, query, ExpressionContext.Query) as Inner;
  if (query) return query;
  if (table.kind === "joinChain" || (table.kind === "derivedTable" && table.query.kind === "joinChain")) {
    if (expected === "query") p.report("not-a-query", t("A query is needed in these parentheses, and this is a join."), start, p.lastEnd);
    return table.kind === "derivedTable" ? (table.query as TableExpression) : table;
  }
  if (table.kind !== "error" && !isTemplateTable(table)) {
    p.report(
      "not-a-query",
      expected === "query" ? t("A query is needed in these parentheses.") : t("A query or join is needed in these parentheses."),
      start,
      p.lastEnd,
    );
  }
  return table;
}

/** Behind WITH only SELECT, VALUES or TABLE may follow here: the body must not begin with a parenthesis of its own. */
function parseWithQueryInParentheses(p: Cursor): Inner {
  const query = parseQueryOrExpression(p, ExpressionContext.Query) as Inner;
  const body = query.kind === "query" ? query.body : query;
  const first = body.kind === "setOperation" ? body.operands[0] : body;
  if (first?.kind === "parenthesizedQuery") {
    p.report(
      "syntax-error",
      t("In these parentheses the query behind WITH must not be in parentheses itself."),
      first.start,
      first.start + 1,
    );
  }
  return query;
}

function isTemplateTable(table: TableExpression): boolean {
  return table.kind === "tableName" && table.name.parts.some((part) => part.template);
}

/** `TABLE name` is a query, `TABLE (…)` a table function. */
function startsPlainQuery(p: Cursor): boolean {
  return startsQueryLeaf(p.kind) && (!p.at(TokenKind.TABLE) || p.peekIsName(1));
}

/** A table reference that is nothing but a query in parentheses. */
function asQuery(table: TableExpression): QueryBody | undefined {
  if (table.kind !== "derivedTable" || table.lateral || !isQueryNode(table.query)) return undefined;
  return { kind: "parenthesizedQuery", start: table.start, end: table.end, query: table.query };
}

/** `TABLE(f(…)) [EXTEND] (columns)`. */
function parseTableFunction(p: Cursor, start: number, laterality: Laterality): TableExpression {
  p.tableStarts.push(p.start);
  p.advance();
  p.expect(TokenKind.LeftParen, phrase("( and a table function"));
  p.accept(TokenKind.SPECIFIC);
  const call = parseRoutineCall(p, ExpressionContext.Cursor);
  p.expect(TokenKind.RightParen, ")");
  const table: Mutable<TableFunction> = {
    kind: "tableFunction",
    start,
    end: p.lastEnd,
    explicit: true,
    lateral: laterality === "lateral",
    call,
  };
  const extended = p.accept(TokenKind.EXTEND);
  if (p.at(TokenKind.LeftParen)) table.extend = parseColumnDefinitions(p);
  else if (extended) p.reportUnexpected(phrase("the columns in parentheses"));
  table.end = p.lastEnd;
  return table;
}

function parseUnnest(p: Cursor, start: number): TableExpression {
  p.advance();
  const expressions = parseQueryOrList(p, ExpressionContext.SubQuery);
  const ordinality = p.accept(TokenKind.WITH);
  if (ordinality) p.expect(TokenKind.ORDINALITY, "ORDINALITY");
  return { kind: "unnest", start, end: p.lastEnd, lateral: false, expressions, ordinality };
}

/** A table by its name, or Druid's call of a table function without TABLE. */
function parseNamedTable(p: Cursor): TableExpression {
  p.tableStarts.push(p.start);
  const plain = parseTableName(p);
  if (plain.kind === "error") return plain;
  // Up to Druid 27 the grammar lets `druid.*` stand as a table; nothing is called that.
  const name = p.druidVersion <= 27 ? acceptStar(p, plain) : plain;
  const hints = p.at(TokenKind.HintBegin) ? parseHints(p) : undefined;
  const table = p.at(TokenKind.LeftParen) ? parseImplicitCall(p, name) : named(p, name, hints);
  // Nothing of this stands behind a call, if not of a quantified list.
  const isCall = table.kind === "tableFunction" && table.call.kind === "call" && !table.call.quantifier;
  return isCall ? table : parseSnapshotAndMatch(p, table);
}

function named(p: Cursor, name: Name, hints: ReturnType<typeof parseHints> | undefined): TableExpression {
  const table = { kind: "tableName" as const, start: name.start, end: p.lastEnd, name };
  return hints ? { ...table, hints } : table;
}

/**
 * Three tokens of look-ahead decide that a call stands here, and Calcite's generated look-ahead fails on `CASE WHEN`, on a call of an
 * ordinary function, and on most of what begins with SELECT; Druid's parser then breaks down. Behind hints only a quantified list is read.
 * Measured on 31, 33 and 38.
 */
function refuseUnreadable(p: Cursor, name: Name): void {
  const first = p.peek(1);
  if (first === TokenKind.DISTINCT || first === TokenKind.ALL) return;
  if (p.druidVersion < IMPLICIT_CALLS_SINCE) {
    p.report("syntax-error", t("Before Druid {0}, a table function must stand in TABLE(…).", IMPLICIT_CALLS_SINCE), name.start, name.end);
    return;
  }
  const hinted = p.lastEnd !== name.end;
  if (hinted || breaksLookAhead(p, 1)) refuseArguments(p, p.start, p.end);
}

function refuseArguments(p: Cursor, start: number, end: number): void {
  p.report("syntax-error", t("Druid cannot read these arguments here; write TABLE(function(…))."), start, end);
}

/** Of queries only a SELECT of plain values is read: no FROM, no alias, no calls, and at first one token alone. */
function isReadable(p: Cursor, query: Argument): boolean {
  const body = query.kind === "query" ? query.body : query;
  if (body.kind !== "select" || body.quantifier || body.stream || body.from) return false;
  if (query.kind === "query" && (query.with || query.orderBy || (query.fetch && query.offset) || body.items.length > 1)) return false;
  const [first, ...others] = body.items;
  if (!first || first.alias || !isOneToken(p, first.expression)) return false;
  return others.every(({ alias, expression }) => !alias && !holdsCall(p, expression));
}

function isOneToken(p: Cursor, { kind, start, end }: Expression): boolean {
  if (kind !== "name" && kind !== "literal" && kind !== "parameter") return false;
  let index = Math.min(p.index, p.tokens.count) - 1;
  while (index > 0 && (p.tokens.starts[index] ?? start) > start) index--;
  return p.tokens.starts[index] === start && p.tokens.ends[index] === end;
}

const UNREADABLE: ReadonlySet<Node["kind"]> = new Set(["case", "cast", "access", "arrayConstructor", "subquery"]);

function holdsCall(p: Cursor, expression: Expression): boolean {
  const stack: Node[] = [expression];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (UNREADABLE.has(node.kind) || (node.kind === "call" && p.text[node.start] !== "{")) return true;
    pushChildren(node, stack);
  }
  return false;
}

/** Until Druid 31 came with a newer Calcite, its parser broke down on a call without TABLE, if not of a quantified list. Measured on 29 and 31. */
const IMPLICIT_CALLS_SINCE = 31;

function parseImplicitCall(p: Cursor, name: Name): TableExpression {
  refuseUnreadable(p, name);
  const call: Mutable<Call> = { kind: "call", start: name.start, end: name.end, name, star: false, arguments: [], withinDistinct: [] };
  if (p.peek(1) === TokenKind.DISTINCT || p.peek(1) === TokenKind.ALL) {
    p.advance();
    parseQuantifiedInto(p, call, ExpressionContext.NonCursor);
    p.expect(TokenKind.RightParen, ")");
  } else {
    const { start, end } = p;
    const isQuery = p.peek(1) === TokenKind.SELECT;
    call.arguments = parseRoutineArguments(p, ExpressionContext.Cursor);
    const [query] = call.arguments;
    if (isQuery && query && !isReadable(p, query)) refuseArguments(p, start, end);
  }
  call.end = p.lastEnd;
  return { kind: "tableFunction", start: name.start, end: p.lastEnd, explicit: false, lateral: false, call };
}

function parseSnapshotAndMatch(p: Cursor, base: TableExpression): TableExpression {
  let table = base;
  if (p.at(TokenKind.FOR) && p.peek(1) === TokenKind.SYSTEM_TIME) table = parseSnapshot(p, table);
  return p.at(TokenKind.MATCH_RECOGNIZE) ? parseMatchRecognize(p, table) : table;
}

/** `FOR SYSTEM_TIME AS OF time`. */
function parseSnapshot(p: Cursor, table: TableExpression): TableExpression {
  p.advance();
  p.advance();
  p.expect(TokenKind.AS, "AS OF");
  p.expect(TokenKind.OF, "OF");
  const time = parseExpression(p, ExpressionContext.NonQuery);
  return { kind: "snapshot", start: table.start, end: p.lastEnd, table, time };
}

/** The alias of a table where AS is optional, outside FROM. */
export function parsePlainAlias(p: Cursor): Identifier | undefined {
  if (!p.accept(TokenKind.AS)) return parseOptionalIdentifier(p);
  const alias = parseIdentifier(p, phrase("a name behind AS"));
  return alias.kind === "error" ? undefined : alias;
}
