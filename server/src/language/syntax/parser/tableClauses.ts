/**
 * What may stand behind a table in FROM: PIVOT, UNPIVOT, MATCH_RECOGNIZE, TABLESAMPLE. Druid parses them; most it plans never.
 * Source: the productions of the same names in Druid's `Parser.jj`.
 */
import { phrase } from "../../text/l10n";
import type {
  ErrorNode,
  MatchRecognize,
  Mutable,
  PatternDefinition,
  PatternSubset,
  PivotValue,
  SelectItem,
  TableExpression,
  Unpivot,
  UnpivotValue,
} from "../nodes";
import { TokenKind } from "../tokenKind";
import { parseOptionalBuiltin } from "./builtins";
import { parsePartitionList } from "./callTail";
import { ExpressionContext } from "./context";
import type { Cursor } from "./cursor";
import { parseExpression } from "./expressions";
import { isReservedFunctionName } from "./keywordSets";
import { parseList } from "./lists";
import { expectInteger, parseInterval, parseString, parseUnsignedNumber } from "./literals";
import { parseCompoundName, parseIdentifier, parseIdentifierOrList } from "./names";
import { parseCall, takeReservedName } from "./primary";
import { parseAlias, parseOrderBy, parseRowConstructor } from "./query";

/** `PIVOT (SUM(x) FOR y IN ('a' AS a))`. */
export function parsePivot(p: Cursor, table: TableExpression): TableExpression {
  p.advance();
  p.expect(TokenKind.LeftParen, "(");
  const aggregates = parseList(p, parsePivotAggregate);
  p.expect(TokenKind.FOR, "FOR");
  const axes = parseIdentifierOrList(p);
  p.expect(TokenKind.IN, "IN");
  p.expect(TokenKind.LeftParen, "(");
  const values = p.at(TokenKind.RightParen) ? [] : parseList(p, parsePivotValue);
  p.expect(TokenKind.RightParen, ")");
  p.expect(TokenKind.RightParen, ")");
  return { kind: "pivot", start: table.start, end: p.lastEnd, table, aggregates, axes, values };
}

function parsePivotAggregate(p: Cursor): SelectItem {
  const expression = parseFunctionCall(p);
  const alias = p.at(TokenKind.String) ? undefined : parseAlias(p);
  const item = { kind: "selectItem" as const, start: expression.start, end: p.lastEnd, expression };
  return alias ? { ...item, alias } : item;
}

function parseFunctionCall(p: Cursor): SelectItem["expression"] {
  const builtin = isAggregateWord(p.kind) ? parseOptionalBuiltin(p) : undefined;
  if (builtin) return builtin;
  const name = isReservedFunctionName(p.kind) ? takeReservedName(p) : parseCompoundName(p, phrase("a function"));
  if (name.kind === "error") return name;
  return p.at(TokenKind.LeftParen) ? parseCall(p, name) : p.missing(phrase("the arguments in parentheses"));
}

/** The special calls that are aggregates; others are no named calls for Druid here. */
function isAggregateWord(kind: TokenKind): boolean {
  switch (kind) {
    case TokenKind.ARRAY_AGG:
    case TokenKind.ARRAY_CONCAT_AGG:
    case TokenKind.GROUP_CONCAT:
    case TokenKind.STRING_AGG:
    case TokenKind.PERCENTILE_CONT:
    case TokenKind.PERCENTILE_DISC:
      return true;
    default:
      return false;
  }
}

function parsePivotValue(p: Cursor): PivotValue {
  const row = parseRowConstructor(p);
  const alias = p.at(TokenKind.String) ? undefined : parseAlias(p);
  const value = { kind: "pivotValue" as const, start: row.start, end: p.lastEnd, row };
  return alias ? { ...value, alias } : value;
}

/** `UNPIVOT INCLUDE NULLS (x FOR y IN (a AS 'a', …))`. */
export function parseUnpivot(p: Cursor, table: TableExpression): TableExpression {
  p.advance();
  const nulls = takeNullsOption(p);
  p.expect(TokenKind.LeftParen, "(");
  const measures = parseIdentifierOrList(p);
  p.expect(TokenKind.FOR, "FOR");
  const axes = parseIdentifierOrList(p);
  p.expect(TokenKind.IN, "IN");
  p.expect(TokenKind.LeftParen, "(");
  const values = parseList(p, parseUnpivotValue);
  p.expect(TokenKind.RightParen, ")");
  p.expect(TokenKind.RightParen, ")");
  const node: Unpivot = { kind: "unpivot", start: table.start, end: p.lastEnd, table, measures, axes, values };
  return nulls ? { ...node, nulls } : node;
}

function takeNullsOption(p: Cursor): "INCLUDE" | "EXCLUDE" | undefined {
  if (!p.at(TokenKind.INCLUDE) && !p.at(TokenKind.EXCLUDE)) return undefined;
  const option = p.at(TokenKind.INCLUDE) ? "INCLUDE" : "EXCLUDE";
  p.advance();
  p.expect(TokenKind.NULLS, "NULLS");
  return option;
}

function parseUnpivotValue(p: Cursor): UnpivotValue {
  const columns = parseIdentifierOrList(p);
  const start = columns.start;
  if (!p.accept(TokenKind.AS)) return { kind: "unpivotValue", start, end: p.lastEnd, columns };
  const row = parseRowConstructor(p);
  return { kind: "unpivotValue", start, end: p.lastEnd, columns, row };
}

/** `TABLESAMPLE BERNOULLI (10) REPEATABLE (5)`. */
export function parseTableSample(p: Cursor, table: TableExpression): TableExpression {
  p.advance();
  const substitute = p.at(TokenKind.SUBSTITUTE);
  if (substitute || p.at(TokenKind.BERNOULLI) || p.at(TokenKind.SYSTEM)) p.advance();
  else p.reportUnexpected(phrase("BERNOULLI, SYSTEM or SUBSTITUTE"));
  p.expect(TokenKind.LeftParen, "(");
  if (!substitute) parseUnsignedNumber(p);
  else if (p.kind >= TokenKind.String && p.kind <= TokenKind.BinaryString) parseString(p);
  else p.reportUnexpected(phrase("a string"));
  p.expect(TokenKind.RightParen, ")");
  if (!substitute && p.accept(TokenKind.REPEATABLE)) {
    p.expect(TokenKind.LeftParen, "(");
    if (p.at(TokenKind.Plus) || p.at(TokenKind.Minus)) p.advance();
    expectInteger(p);
    p.expect(TokenKind.RightParen, ")");
  }
  return { kind: "tableSample", start: table.start, end: p.lastEnd, table };
}

/** `MATCH_RECOGNIZE (PARTITION BY … PATTERN (…) DEFINE …)`. */
export function parseMatchRecognize(p: Cursor, table: TableExpression): TableExpression {
  p.advance();
  p.expect(TokenKind.LeftParen, "(");
  const node: Mutable<MatchRecognize> = {
    kind: "matchRecognize",
    start: table.start,
    end: table.end,
    table,
    partitionBy: [],
    measures: [],
    subsets: [],
    definitions: [],
  };
  if (p.accept(TokenKind.PARTITION)) {
    p.expect(TokenKind.BY, "BY");
    node.partitionBy = parsePartitionList(p);
  }
  if (p.at(TokenKind.ORDER)) node.orderBy = parseOrderBy(p);
  if (p.accept(TokenKind.MEASURES)) node.measures = parseList(p, parseMeasure);
  takeRowsPerMatch(p);
  takeAfterMatch(p);
  p.expect(TokenKind.PATTERN, "PATTERN");
  p.expect(TokenKind.LeftParen, "(");
  p.accept(TokenKind.Caret);
  parsePattern(p);
  p.accept(TokenKind.Dollar);
  p.expect(TokenKind.RightParen, ")");
  if (p.accept(TokenKind.WITHIN)) node.within = parseWithin(p);
  if (p.accept(TokenKind.SUBSET)) node.subsets = parseList(p, parseSubset);
  p.expect(TokenKind.DEFINE, "DEFINE");
  node.definitions = parseList(p, parseDefinition);
  p.expect(TokenKind.RightParen, ")");
  node.end = p.lastEnd;
  return node;
}

function parseWithin(p: Cursor): ReturnType<typeof parseInterval> | ErrorNode {
  const intervalLiteral = p.at(TokenKind.INTERVAL) && [1, 2].some((ahead) => p.peek(ahead) === TokenKind.String);
  return intervalLiteral ? parseInterval(p) : p.missing(phrase("an interval such as INTERVAL '5' MINUTE"));
}

function parseMeasure(p: Cursor): SelectItem {
  const expression = parseExpression(p, ExpressionContext.NonQuery);
  p.expect(TokenKind.AS, phrase("AS and a name"));
  const alias = parseIdentifier(p);
  const item = { kind: "selectItem" as const, start: expression.start, end: p.lastEnd, expression };
  return alias.kind === "error" ? item : { ...item, alias };
}

function takeRowsPerMatch(p: Cursor): void {
  if (!p.at(TokenKind.ONE) && !p.at(TokenKind.ALL)) return;
  const one = p.at(TokenKind.ONE);
  p.advance();
  p.expect(one ? TokenKind.ROW : TokenKind.ROWS, one ? "ROW" : "ROWS");
  p.expect(TokenKind.PER, "PER");
  p.expect(TokenKind.MATCH, "MATCH");
}

function takeAfterMatch(p: Cursor): void {
  if (!p.accept(TokenKind.AFTER)) return;
  p.expect(TokenKind.MATCH, "MATCH");
  p.expect(TokenKind.SKIP, "SKIP");
  if (p.accept(TokenKind.PAST)) {
    p.expect(TokenKind.LAST, "LAST");
    p.expect(TokenKind.ROW, "ROW");
    return;
  }
  p.expect(TokenKind.TO, phrase("TO or PAST LAST ROW"));
  if (p.at(TokenKind.NEXT)) {
    p.advance();
    p.expect(TokenKind.ROW, "ROW");
    return;
  }
  if ((p.at(TokenKind.FIRST) || p.at(TokenKind.LAST)) && p.peekIsName(1)) p.advance();
  parseIdentifier(p, phrase("a name of a pattern variable"));
}

/** Patterns say nothing about tables or columns, so they leave no nodes. */
function parsePattern(p: Cursor): void {
  if (!p.descend()) return;
  do {
    parsePatternFactor(p);
    while (atPatternPrimary(p)) parsePatternFactor(p);
  } while (p.accept(TokenKind.Bar));
  p.ascend();
}

function atPatternPrimary(p: Cursor): boolean {
  return p.atName() || p.at(TokenKind.LeftParen) || p.at(TokenKind.PERMUTE) || (p.at(TokenKind.LeftBrace) && p.peek(1) === TokenKind.Minus);
}

function parsePatternFactor(p: Cursor): void {
  parsePatternPrimary(p);
  if (p.at(TokenKind.Star) || p.at(TokenKind.Plus) || p.at(TokenKind.Question)) p.advance();
  else if (p.at(TokenKind.LeftBrace)) {
    if (takeRepetition(p) === "exclusion") return;
  } else return;
  p.accept(TokenKind.Question);
}

/** `{2}`, `{2,}`, `{,3}`, `{2,3}`, or `{- pattern -}` behind a factor. */
function takeRepetition(p: Cursor): "repetition" | "exclusion" {
  p.advance();
  if (p.accept(TokenKind.Minus)) {
    parsePattern(p);
    p.expect(TokenKind.Minus, "-}");
    p.expect(TokenKind.RightBrace, "}");
    return "exclusion";
  }
  const opened = p.at(TokenKind.Comma);
  if (!opened) parseUnsignedNumber(p);
  if (p.accept(TokenKind.Comma) && (opened || !p.at(TokenKind.RightBrace))) parseUnsignedNumber(p);
  p.expect(TokenKind.RightBrace, "}");
  return "repetition";
}

function parsePatternPrimary(p: Cursor): void {
  if (p.at(TokenKind.LeftParen)) {
    p.advance();
    parsePattern(p);
    p.expect(TokenKind.RightParen, ")");
  } else if (p.at(TokenKind.LeftBrace)) {
    p.advance();
    p.expect(TokenKind.Minus, "{-");
    parsePattern(p);
    p.expect(TokenKind.Minus, "-}");
    p.expect(TokenKind.RightBrace, "}");
  } else if (p.accept(TokenKind.PERMUTE)) {
    p.expect(TokenKind.LeftParen, "(");
    parseList(p, parsePattern);
    p.expect(TokenKind.RightParen, ")");
  } else parseIdentifier(p, phrase("a name of a pattern variable"));
}

function parseSubset(p: Cursor): PatternSubset {
  const name = parseIdentifier(p);
  p.expect(TokenKind.Equal, "=");
  p.expect(TokenKind.LeftParen, "(");
  const members = parsePartitionList(p);
  p.expect(TokenKind.RightParen, ")");
  return { kind: "patternSubset", start: name.start, end: p.lastEnd, name, members };
}

function parseDefinition(p: Cursor): PatternDefinition {
  const name = parseIdentifier(p);
  p.expect(TokenKind.AS, "AS");
  const condition = parseExpression(p, ExpressionContext.SubQuery);
  return { kind: "patternDefinition", start: name.start, end: p.lastEnd, name, condition };
}
