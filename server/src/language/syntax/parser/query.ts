/**
 * Queries: WITH, set operations, SELECT and its clauses, VALUES, TABLE, ORDER BY and LIMIT.
 * Source: `OrderedQueryOrExpr`, `QueryOrExpr`, `SqlSelect` and their neighbours in Druid's `Parser.jj`.
 */
import { phrase, t } from "../../text/l10n";
import type {
  ExplicitTable,
  Expression,
  From,
  GroupBy,
  GroupItem,
  Mutable,
  OrderBy,
  OrderItem,
  Query,
  QueryBody,
  Row,
  Select,
  SelectItem,
  SetOperator,
  Values,
  WindowDefinition,
  With,
  WithItem,
} from "../nodes";
import { TokenKind } from "../tokenKind";
import { parseWindow } from "./callTail";
import { ExpressionContext, takesBareQuery } from "./context";
import type { Cursor } from "./cursor";
import { parseExpression, reportNoQuery } from "./expressions";
import { parseHints } from "./hints";
import { isSetOperator, startsExpression, startsOrderOrLimit, startsQueryLeaf } from "./keywordSets";
import { parseLimits } from "./limits";
import { parseList } from "./lists";
import { parseCompoundName, parseIdentifier, parseOptionalIdentifier, parseParenthesizedIdentifiers } from "./names";
import type { Pauses } from "./pauses";
import { takeQuantifier, takeWord } from "./primary";
import { CALCITE_1_35, refuseBefore } from "./since";
import { parseFromClause, parseQueryOrJoin } from "./tables";

type AnyQuery = Query | QueryBody;
type Operand = AnyQuery | Expression;

/** Whether the node is a query: only these take set operators and ORDER BY. */
export function isQueryNode(node: { readonly kind: string }): boolean {
  switch (node.kind) {
    case "query":
    case "select":
    case "values":
    case "explicitTable":
    case "setOperation":
    case "parenthesizedQuery":
    case "subquery":
      return true;
    default:
      return false;
  }
}

/** Whether a query starts here without a parenthesis. */
export function startsQuery(kind: TokenKind): boolean {
  return kind === TokenKind.WITH || startsQueryLeaf(kind);
}

/** A query with ORDER BY and LIMIT, or an expression where `context` takes one. */
export function parseQueryOrExpression(p: Cursor, context: ExpressionContext): Operand {
  const start = p.start;
  const withClause = p.at(TokenKind.WITH) ? parseWith(p) : undefined;
  const body = parseSetOperations(p, parseLeaf(p, context), context);
  if (!withClause && !startsOrderOrLimit(p.kind)) return body;
  return parseOrderAndLimit(p, withClause ? start : body.start, body, withClause);
}

/** ORDER BY, LIMIT, OFFSET and FETCH behind a body, in a node of their own. */
export function parseOrderAndLimit(p: Cursor, start: number, body: Operand, withClause: With | undefined): Query {
  const query: Mutable<Query> = { kind: "query", start, end: start, body: asBody(body) };
  if (withClause) query.with = withClause;
  if (p.at(TokenKind.ORDER)) {
    if (!withClause && !isQueryNode(body)) p.report("syntax-error", t("ORDER BY may stand behind a query only."), p.start, p.end);
    query.orderBy = parseOrderBy(p);
  }
  parseLimits(p, query);
  query.end = p.lastEnd;
  return query;
}

/** In a query a subquery is a parenthesized query. */
function asBody(operand: Operand): Operand {
  return operand.kind === "subquery"
    ? { kind: "parenthesizedQuery", start: operand.start, end: operand.end, query: operand.query }
    : operand;
}

/** One leaf: SELECT, VALUES, TABLE, or an expression (a parenthesized query is one). */
function parseLeaf(p: Cursor, context: ExpressionContext): Operand {
  if (startsQueryLeaf(p.kind)) {
    if (!takesBareQuery(context)) p.report("query-not-allowed", t("A query cannot stand here without parentheses."), p.start, p.end);
    return parseQueryLeaf(p);
  }
  if (context !== ExpressionContext.Query) return parseExpression(p, context);
  if (!startsExpression(p.kind)) return p.missing(phrase("a query"));
  const { start, end } = p;
  const leaf = parseExpression(p, context);
  if (!isQueryNode(leaf) && leaf.kind !== "template" && leaf.kind !== "access" && !isTemplateName(leaf)) {
    p.report("not-a-query", notAQueryMessage(p.text.slice(start, end)), start, end);
  }
  return asBody(leaf);
}

function isTemplateName(node: Expression): boolean {
  return node.kind === "name" && node.parts.some((part) => part.template);
}

function notAQueryMessage(word: string): string {
  const shown = word.length > 40 ? `${word.slice(0, 39)}…` : word;
  return t('A query is needed here, and "{0}" starts none. A statement starts with SELECT, WITH, INSERT, REPLACE, EXPLAIN or SET.', shown);
}

/** SELECT, VALUES or TABLE; the cursor stands on one of them. */
export function parseQueryLeaf(p: Cursor): QueryBody {
  if (p.at(TokenKind.SELECT)) return parseSelect(p);
  return p.at(TokenKind.TABLE) ? parseExplicitTable(p) : parseValues(p);
}

function parseExplicitTable(p: Cursor): ExplicitTable {
  const start = p.start;
  p.tableStarts.push(start);
  p.advance();
  const name = parseCompoundName(p, phrase("a table name"));
  return { kind: "explicitTable", start, end: p.lastEnd, name };
}

/** The set operators behind a first operand, if there are any. */
export function parseSetOperations(p: Cursor, first: Operand, context: ExpressionContext): Operand {
  if (!isSetOperator(p.kind)) return first;
  if (!isQueryNode(first)) reportNoQuery(p);
  if (!takesBareQuery(context)) p.report("query-not-allowed", t("A query cannot stand here without parentheses."), p.start, p.end);
  const { operands, operators } = p.pauses ? parseChainInSteps(p, p.pauses, first) : parseChain(p, first);
  return { kind: "setOperation", start: first.start, end: p.lastEnd, operands, operators };
}

/** Queries with set operators between them. */
interface Chain {
  readonly operands: Operand[];
  readonly operators: SetOperator[];
}

function parseChain(p: Cursor, first: Operand): Chain {
  const chain: Chain = { operands: [asBody(first)], operators: [] };
  while (appendToChain(p, chain));
  return chain;
}

function parseChainInSteps(p: Cursor, pauses: Pauses, first: Operand): Chain {
  return pauses.repeat(
    p,
    "chain",
    () => ({ operands: [asBody(first)], operators: [] }),
    (chain: Chain) => appendToChain(p, chain),
  );
}

function appendToChain(p: Cursor, { operands, operators }: Chain): boolean {
  if (!isSetOperator(p.kind)) return false;
  const operator = parseSetOperator(p);
  const operand = parseLeaf(p, ExpressionContext.Query);
  operators.push(operator);
  operands.push(operand);
  return true;
}

function parseSetOperator(p: Cursor): SetOperator {
  const { start, end } = p;
  const operator = p.image().toUpperCase() as SetOperator["operator"];
  if (operator === "MINUS") p.report("not-allowed", t("Druid takes no MINUS between queries."), start, end);
  p.advance();
  const quantifier = takeQuantifier(p);
  const node = { kind: "setOperator" as const, start, end: p.lastEnd, operator };
  return quantifier ? { ...node, quantifier } : node;
}

/** The grammar knows WITH RECURSIVE from the Calcite of Druid 31 on. Measured on 29 and 31. */
const RECURSIVE_SINCE = 31;

function parseWith(p: Cursor): With {
  const start = p.start;
  p.advance();
  const word = { start: p.start, end: p.end };
  const recursive = p.accept(TokenKind.RECURSIVE);
  if (recursive && p.druidVersion < RECURSIVE_SINCE)
    p.report("syntax-error", t("Druid takes WITH RECURSIVE from {0} on.", RECURSIVE_SINCE), word.start, word.end);
  const items = parseList(p, parseWithItem);
  return { kind: "with", start, end: p.lastEnd, recursive, items };
}

function parseWithItem(p: Cursor): WithItem {
  const name = parseIdentifier(p, phrase("a name for the common table expression"));
  const columns = p.at(TokenKind.LeftParen) ? parseParenthesizedIdentifiers(p) : undefined;
  p.expect(TokenKind.AS, "AS");
  const query = parseWithQuery(p);
  const item = { kind: "withItem" as const, start: name.start, end: p.lastEnd, name, query };
  return columns ? { ...item, columns } : item;
}

function parseWithQuery(p: Cursor): WithItem["query"] {
  const start = p.start;
  if (!p.expect(TokenKind.LeftParen, phrase("( and the query")) || !p.descend()) return p.gap(phrase("the query in parentheses"));
  const query = parseQueryOrJoin(p, "query");
  p.expect(TokenKind.RightParen, ")");
  p.ascend();
  return { kind: "parenthesizedQuery", start, end: p.lastEnd, query };
}

function parseSelect(p: Cursor): Select {
  const start = p.start;
  p.advance();
  const select: Mutable<Select> = { kind: "select", start, end: start, stream: false, items: [], windows: [] };
  if (p.at(TokenKind.HintBegin)) select.hints = parseHints(p);
  select.stream = p.accept(TokenKind.STREAM);
  const quantifier = takeQuantifier(p);
  if (quantifier) select.quantifier = quantifier;
  select.items = parseList(p, parseSelectItem);
  if (p.at(TokenKind.FROM)) parseClauses(p, select);
  select.end = p.lastEnd;
  return select;
}

/** FROM and what may only follow it. */
function parseClauses(p: Cursor, select: Mutable<Select>): void {
  select.from = parseFrom(p);
  if (p.accept(TokenKind.WHERE)) select.where = parseExpression(p, ExpressionContext.SubQuery);
  if (p.at(TokenKind.GROUP)) select.groupBy = parseGroupBy(p);
  if (p.accept(TokenKind.HAVING)) select.having = parseExpression(p, ExpressionContext.SubQuery);
  if (p.accept(TokenKind.WINDOW)) select.windows = parseList(p, parseWindowDefinition);
  if (p.accept(TokenKind.QUALIFY)) select.qualify = parseExpression(p, ExpressionContext.SubQuery);
}

function parseFrom(p: Cursor): From {
  const start = p.start;
  p.advance();
  const table = parseFromClause(p);
  return { kind: "from", start, end: p.lastEnd, table };
}

function parseSelectItem(p: Cursor): SelectItem {
  const expression = p.at(TokenKind.Star) ? takeStar(p) : parseExpression(p, ExpressionContext.SubQuery);
  const alias = parseAlias(p);
  return alias
    ? { kind: "selectItem", start: expression.start, end: p.lastEnd, expression, alias }
    : { kind: "selectItem", start: expression.start, end: p.lastEnd, expression };
}

function takeStar(p: Cursor): Expression {
  const { start, end } = p;
  p.advance();
  return { kind: "name", start, end, parts: [], star: true };
}

/** `[AS] alias`; a string as an alias is what Druid refuses in its own words. */
export function parseAlias(p: Cursor): SelectItem["alias"] {
  if (p.at(TokenKind.String)) return reportStringAlias(p);
  if (!p.accept(TokenKind.AS)) return parseOptionalIdentifier(p);
  if (p.at(TokenKind.String)) return reportStringAlias(p);
  const alias = parseIdentifier(p, phrase("a name behind AS"));
  return alias.kind === "error" ? undefined : alias;
}

function reportStringAlias(p: Cursor): SelectItem["alias"] {
  const { start, end } = p;
  const plain = p.text.slice(start + 1, end - 1);
  p.report("not-allowed", t('Expecting alias, found character literal: write "{0}" with double quotes.', plain), start, end);
  p.advance();
  return { kind: "identifier", start, end, name: plain, quoted: true, template: false };
}

function parseGroupBy(p: Cursor): GroupBy {
  const start = p.start;
  p.advance();
  p.expect(TokenKind.BY, "BY");
  if (p.at(TokenKind.ALL) || p.at(TokenKind.DISTINCT)) refuseBefore(p, CALCITE_1_35, p.start, p.end);
  const quantifier = takeQuantifier(p);
  const items = parseList(p, parseGroupItem);
  const node = { kind: "groupBy" as const, start, end: p.lastEnd, items };
  return quantifier ? { ...node, quantifier } : node;
}

function parseGroupItem(p: Cursor): GroupItem {
  const start = p.start;
  if (p.at(TokenKind.GROUPING) && p.peek(1) === TokenKind.SETS) {
    p.advance();
    p.advance();
    return finishGrouping(p, start, "GROUPING SETS");
  }
  if (p.at(TokenKind.ROLLUP) || p.at(TokenKind.CUBE)) {
    const name = p.at(TokenKind.ROLLUP) ? "ROLLUP" : "CUBE";
    p.advance();
    return finishGrouping(p, start, name);
  }
  if (p.at(TokenKind.LeftParen) && p.peek(1) === TokenKind.RightParen) {
    p.advance();
    p.advance();
    return { kind: "groupingFunction", start, end: p.lastEnd, function: "()", items: [] };
  }
  return parseExpression(p, ExpressionContext.SubQuery);
}

function finishGrouping(p: Cursor, start: number, name: "GROUPING SETS" | "ROLLUP" | "CUBE"): GroupItem {
  if (!p.descend()) return p.gap(phrase("a grouping"));
  p.expect(TokenKind.LeftParen, "(");
  const items = parseList(p, name === "GROUPING SETS" ? parseGroupItem : (q) => parseExpression(q, ExpressionContext.SubQuery));
  p.expect(TokenKind.RightParen, ")");
  p.ascend();
  return { kind: "groupingFunction", start, end: p.lastEnd, function: name, items };
}

function parseWindowDefinition(p: Cursor): WindowDefinition {
  const name = parseIdentifier(p, phrase("a name for the window"));
  p.expect(TokenKind.AS, "AS");
  const window = parseWindow(p);
  return { kind: "windowDefinition", start: name.start, end: p.lastEnd, name, window };
}

/** `ORDER BY item, …`; the cursor stands on ORDER, or reports that it does not. */
export function parseOrderBy(p: Cursor): OrderBy {
  const start = p.startOf(TokenKind.ORDER);
  p.expect(TokenKind.ORDER, "ORDER BY");
  p.expect(TokenKind.BY, "BY");
  const items = parseList(p, parseOrderItem);
  return { kind: "orderBy", start, end: p.lastEnd, items };
}

/** `expression [ASC|DESC] [NULLS FIRST|LAST]`. */
export function parseOrderItem(p: Cursor): OrderItem {
  const expression = parseExpression(p, ExpressionContext.SubQuery);
  const item: Mutable<OrderItem> = { kind: "orderItem", start: expression.start, end: expression.end, expression };
  if (p.at(TokenKind.ASC) || p.at(TokenKind.DESC)) {
    item.direction = p.at(TokenKind.ASC) ? "ASC" : "DESC";
    p.advance();
  }
  if (p.at(TokenKind.NULLS)) item.nulls = takeNulls(p);
  item.end = p.lastEnd;
  return item;
}

function takeNulls(p: Cursor): "FIRST" | "LAST" {
  p.advance();
  const side = p.at(TokenKind.LAST) ? "LAST" : "FIRST";
  if (p.at(TokenKind.FIRST) || p.at(TokenKind.LAST)) p.advance();
  else p.reportUnexpected(phrase("FIRST or LAST"));
  return side;
}

function parseValues(p: Cursor): Values {
  const start = p.start;
  if (p.at(TokenKind.VALUE)) p.report("not-allowed", t("VALUE is not allowed as a row constructor; write VALUES."), p.start, p.end);
  p.advance();
  const rows = parseList(p, parseRowConstructor);
  return { kind: "values", start, end: p.lastEnd, rows };
}

/** `(1, DEFAULT)`, `ROW (1, 2)`, `(ROW (1, 2))` or a bare value. */
export function parseRowConstructor(p: Cursor): Row {
  const start = p.start;
  const wrapped = p.at(TokenKind.LeftParen) && p.peek(1) === TokenKind.ROW && p.peek(2) === TokenKind.LeftParen;
  if (wrapped) p.advance();
  const items = atRowList(p) ? parseRowList(p) : [parseExpression(p, ExpressionContext.NonCursor)];
  if (wrapped) p.expect(TokenKind.RightParen, ")");
  return { kind: "row", start: Math.min(start, items[0]?.start ?? start), end: Math.max(p.lastEnd, items[0]?.end ?? start), items };
}

function atRowList(p: Cursor): boolean {
  return p.at(TokenKind.LeftParen) || (p.at(TokenKind.ROW) && p.peek(1) === TokenKind.LeftParen);
}

function parseRowList(p: Cursor): readonly Operand[] {
  p.accept(TokenKind.ROW);
  p.expect(TokenKind.LeftParen, "(");
  const items: Operand[] = [p.at(TokenKind.DEFAULT) ? takeWord(p) : parseQueryOrExpression(p, ExpressionContext.NonCursor)];
  while (p.accept(TokenKind.Comma)) {
    items.push(p.at(TokenKind.DEFAULT) ? takeWord(p) : parseExpression(p, ExpressionContext.NonCursor));
  }
  p.expect(TokenKind.RightParen, ")");
  return items;
}
