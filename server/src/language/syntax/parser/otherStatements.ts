/**
 * Statements beside queries and ingestion: EXPLAIN, SET, and those that Druid's grammar knows and Druid refuses.
 * Source: `SqlStmt` of Druid's `Parser.jj` and `explain.ftl`.
 */
import { phrase } from "../../text/l10n";
import type { Assignment, Delete, Describe, Explain, Expression, Merge, Mutable, Row, SetStatement, StatementNode, Update } from "../nodes";
import { TokenKind } from "../tokenKind";
import { ExpressionContext } from "./context";
import type { Cursor } from "./cursor";
import { parseExpression } from "./expressions";
import { parseHints } from "./hints";
import { parseIngest } from "./ingest";
import { parseList } from "./lists";
import { parseNumber, parseOptionalLiteral } from "./literals";
import { parseCompoundName, parseIdentifier, parseOptionalIdentifier, parseParenthesizedIdentifiers, parseTableName } from "./names";
import { parseRoutineCall } from "./primary";
import { parseQueryOrExpression, parseRowConstructor } from "./query";
import { parsePlainAlias, parseTableReference } from "./tables";
import { parseColumnDefinitions } from "./types";

/** One statement without the `;` behind it. */
export function parseStatementNode(p: Cursor): StatementNode {
  switch (p.kind) {
    case TokenKind.SET:
    case TokenKind.RESET:
    case TokenKind.ALTER:
      return parseSet(p);
    case TokenKind.EXPLAIN:
      return parseExplain(p);
    case TokenKind.DESCRIBE:
      return parseDescribe(p);
    case TokenKind.CALL:
      return parseProcedureCall(p);
    default:
      return parseQueryOrChange(p);
  }
}

/** What EXPLAIN takes: a query or a statement that changes data. */
function parseQueryOrChange(p: Cursor): StatementNode {
  switch (p.kind) {
    case TokenKind.INSERT:
    case TokenKind.UPSERT:
      return parseIngest(p);
    case TokenKind.REPLACE:
      if (p.peek(1) === TokenKind.INTO) return parseIngest(p);
      break;
    case TokenKind.DELETE:
      return parseDelete(p);
    case TokenKind.UPDATE:
      return parseUpdate(p);
    case TokenKind.MERGE:
      return parseMerge(p);
    default:
      break;
  }
  const query = parseQueryOrExpression(p, ExpressionContext.Query);
  return query as StatementNode;
}

/** `SET name = literal`; `RESET name`; both behind ALTER SYSTEM or ALTER SESSION. */
export function parseSet(p: Cursor): SetStatement {
  const start = p.start;
  const node: Mutable<SetStatement> = { kind: "set", start, end: start, verb: "SET", name: p.gap(phrase("a name")) };
  if (p.accept(TokenKind.ALTER)) {
    if (p.at(TokenKind.SYSTEM) || p.at(TokenKind.SESSION)) {
      node.scope = p.at(TokenKind.SYSTEM) ? "SYSTEM" : "SESSION";
      p.advance();
    } else p.reportUnexpected(phrase("SYSTEM or SESSION"));
  }
  if (p.at(TokenKind.RESET)) parseReset(p, node);
  else {
    p.expect(TokenKind.SET, "SET");
    node.name = parseCompoundName(p, phrase("a name of a context parameter"));
    p.expect(TokenKind.Equal, "=");
    node.value = parseSetValue(p);
  }
  node.end = p.lastEnd;
  return node;
}

function parseReset(p: Cursor, node: Mutable<SetStatement>): void {
  node.verb = "RESET";
  p.advance();
  if (!p.accept(TokenKind.ALL)) node.name = parseCompoundName(p, phrase("a name of a context parameter"));
}

/** A literal, a signed number, a name or ON; all but literals are refused after parsing. */
function parseSetValue(p: Cursor): Expression {
  if (p.at(TokenKind.Plus) || p.at(TokenKind.Minus)) return parseNumber(p);
  const literal = parseOptionalLiteral(p);
  if (literal) return literal;
  const { start, end } = p;
  if (p.at(TokenKind.Template)) return parseExpression(p, ExpressionContext.SubQuery);
  if (p.accept(TokenKind.ON)) return { kind: "word", start, end, text: "ON" };
  const name = parseOptionalIdentifier(p);
  return name ? { kind: "name", start: name.start, end: name.end, parts: [name], star: false } : p.missing(phrase("a literal value"));
}

function parseExplain(p: Cursor): Explain {
  const start = p.start;
  p.advance();
  p.expect(TokenKind.PLAN, "PLAN");
  takeDetail(p);
  takeDepth(p);
  if (p.accept(TokenKind.AS)) {
    if (p.at(TokenKind.XML) || p.at(TokenKind.JSON)) p.advance();
    else p.reportUnexpected(phrase("XML or JSON"));
  }
  p.expect(TokenKind.FOR, "FOR");
  const statement = parseQueryOrChange(p);
  return { kind: "explain", start, end: p.lastEnd, statement };
}

function takeDetail(p: Cursor): void {
  if (!p.at(TokenKind.EXCLUDING) && !p.at(TokenKind.INCLUDING)) return;
  const including = p.at(TokenKind.INCLUDING);
  p.advance();
  if (including) p.accept(TokenKind.ALL);
  p.expect(TokenKind.ATTRIBUTES, "ATTRIBUTES");
}

function takeDepth(p: Cursor): void {
  if (p.at(TokenKind.WITH)) {
    p.advance();
    if (p.at(TokenKind.TYPE) || p.at(TokenKind.IMPLEMENTATION)) p.advance();
    else p.reportUnexpected(phrase("TYPE or IMPLEMENTATION"));
  } else if (p.accept(TokenKind.WITHOUT)) p.expect(TokenKind.IMPLEMENTATION, "IMPLEMENTATION");
}

function parseDescribe(p: Cursor): Describe {
  const start = p.start;
  p.advance();
  const schema = p.at(TokenKind.DATABASE) || p.at(TokenKind.CATALOG) || p.at(TokenKind.SCHEMA);
  if (schema && p.peekIsName(1)) {
    p.advance();
    return named(p, start, "schema");
  }
  if (p.at(TokenKind.TABLE) || p.at(TokenKind.Identifier) || p.at(TokenKind.QuotedIdentifier)) {
    p.accept(TokenKind.TABLE);
    return named(p, start, "table");
  }
  p.accept(TokenKind.STATEMENT);
  const statement = parseQueryOrChange(p);
  return { kind: "describe", start, end: p.lastEnd, subject: "statement", statement };
}

function named(p: Cursor, start: number, subject: "schema" | "table"): Describe {
  const name = parseCompoundName(p);
  const node: Mutable<Describe> = { kind: "describe", start, end: p.lastEnd, subject };
  if (name.kind !== "error") node.name = name;
  const column = subject === "table" ? parseOptionalIdentifier(p) : undefined;
  if (column) node.column = column;
  node.end = p.lastEnd;
  return node;
}

function parseProcedureCall(p: Cursor): StatementNode {
  const start = p.start;
  p.advance();
  const call = parseRoutineCall(p);
  return { kind: "procedureCall", start, end: p.lastEnd, call };
}

/** The table of DELETE, UPDATE and MERGE with what may stand behind it. */
function parseTargetTable(p: Cursor, node: Mutable<Delete> | Mutable<Update> | Mutable<Merge>): void {
  node.table = parseTableName(p);
  if (p.at(TokenKind.HintBegin)) node.hints = parseHints(p);
  if (p.at(TokenKind.EXTEND) || p.at(TokenKind.LeftParen)) {
    p.accept(TokenKind.EXTEND);
    node.columns = parseColumnDefinitions(p);
  }
  const alias = parsePlainAlias(p);
  if (alias) node.alias = alias;
}

function parseDelete(p: Cursor): Delete {
  const start = p.start;
  p.advance();
  p.expect(TokenKind.FROM, "FROM");
  const node: Mutable<Delete> = { kind: "delete", start, end: start, table: p.gap(phrase("a table name")) };
  parseTargetTable(p, node);
  if (p.accept(TokenKind.WHERE)) node.where = parseExpression(p, ExpressionContext.SubQuery);
  node.end = p.lastEnd;
  return node;
}

function parseUpdate(p: Cursor): Update {
  const start = p.start;
  p.advance();
  const node: Mutable<Update> = { kind: "update", start, end: start, table: p.gap(phrase("a table name")), assignments: [] };
  parseTargetTable(p, node);
  p.expect(TokenKind.SET, "SET");
  node.assignments = parseList(p, () => parseAssignment(p, "simple"));
  if (p.accept(TokenKind.WHERE)) node.where = parseExpression(p, ExpressionContext.SubQuery);
  node.end = p.lastEnd;
  return node;
}

function parseAssignment(p: Cursor, columns: "simple" | "compound"): Assignment {
  const column = columns === "compound" ? parseCompoundName(p, phrase("a name of a column")) : parseColumn(p);
  p.expect(TokenKind.Equal, "=");
  const value = parseExpression(p, ExpressionContext.SubQuery);
  return { kind: "assignment", start: column.start, end: p.lastEnd, column, value };
}

function parseColumn(p: Cursor): Assignment["column"] {
  const part = parseIdentifier(p, phrase("a name of a column"));
  return part.kind === "error" ? part : { kind: "name", start: part.start, end: part.end, parts: [part], star: false };
}

function parseMerge(p: Cursor): Merge {
  const start = p.start;
  p.advance();
  p.expect(TokenKind.INTO, "INTO");
  const gap = p.gap(phrase("a table"));
  const node: Mutable<Merge> = { kind: "merge", start, end: start, table: gap, source: gap, condition: gap, assignments: [] };
  parseTargetTable(p, node);
  p.expect(TokenKind.USING, "USING");
  node.source = parseTableReference(p);
  p.expect(TokenKind.ON, "ON");
  node.condition = parseExpression(p, ExpressionContext.SubQuery);
  if (p.at(TokenKind.WHEN) && p.peek(1) === TokenKind.MATCHED) node.assignments = parseWhenMatched(p);
  if (p.at(TokenKind.WHEN) || node.assignments.length === 0) parseWhenNotMatched(p, node);
  node.end = p.lastEnd;
  return node;
}

function parseWhenMatched(p: Cursor): readonly Assignment[] {
  p.advance();
  p.advance();
  p.expect(TokenKind.THEN, "THEN");
  p.expect(TokenKind.UPDATE, "UPDATE");
  p.expect(TokenKind.SET, "SET");
  return parseList(p, () => parseAssignment(p, "compound"));
}

function parseWhenNotMatched(p: Cursor, node: Mutable<Merge>): void {
  p.expect(TokenKind.WHEN, "WHEN");
  p.expect(TokenKind.NOT, "NOT MATCHED");
  p.expect(TokenKind.MATCHED, "MATCHED");
  p.expect(TokenKind.THEN, "THEN");
  p.expect(TokenKind.INSERT, "INSERT");
  if (p.at(TokenKind.LeftParen) && p.peekIsName(1)) node.insertColumns = parseParenthesizedIdentifiers(p);
  const wrapped = p.accept(TokenKind.LeftParen);
  p.expect(TokenKind.VALUES, "VALUES");
  node.insertRow = parseRow(p);
  if (wrapped) p.expect(TokenKind.RightParen, ")");
}

function parseRow(p: Cursor): Row {
  return parseRowConstructor(p);
}
