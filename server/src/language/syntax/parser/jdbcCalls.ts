/**
 * `{fn name(…)}`: calls as JDBC writes them. Few of the calls with a syntax of their own may stand there, and their operands are a plain
 * list or a query. Source: `JdbcFunctionCall` of Druid's `Parser.jj`, as its parsers of 28, 31 and 33 answer.
 */

import { phrase, t } from "../../text/l10n";
import type { Call, Expression, Mutable, Word } from "../nodes";
import { TokenKind } from "../tokenKind";
import { isBuiltinWord, parseOptionalBuiltin } from "./builtins";
import { ExpressionContext } from "./context";
import type { Cursor } from "./cursor";
import { parseExpression, parseQueryOrList } from "./expressions";
import { isReservedFunctionName } from "./keywordSets";
import { takeIdentifier } from "./names";
import { takeReservedName, takeWord } from "./primary";
import { CALCITE_1_35 } from "./since";

/** The cursor stands on `{fn`. */
export function parseJdbcCall(p: Cursor): Expression {
  const start = p.start;
  p.advance();
  const call = parseCallInside(p);
  p.expect(TokenKind.RightBrace, "}");
  return { ...call, start, end: p.lastEnd };
}

function parseCallInside(p: Cursor): Expression {
  if (p.at(TokenKind.CONVERT)) return parseConvert(p);
  if (p.at(TokenKind.TIMESTAMPADD)) return parseOptionalBuiltin(p) ?? p.missing(phrase("the arguments in parentheses"));
  if (takesUnit(p)) return parseOptionalBuiltin(p) ?? p.gap(phrase("a call"));
  if (isReservedFunctionName(p.kind) || p.at(TokenKind.INSERT) || p.at(TokenKind.SUBSTRING)) return parseOrdinary(p, takeReservedName(p));
  if (p.atName()) {
    const part = takeIdentifier(p);
    return parseOrdinary(p, { kind: "name", start: part.start, end: part.end, parts: [part], star: false });
  }
  if (!isBuiltinWord(p.kind) && !CASTS.has(p.kind)) return p.missing(phrase("a name of a function"));
  p.report("syntax-error", t("{0} cannot stand in {fn …}; write the call without the braces.", p.image()), p.start, p.end);
  return parseOptionalBuiltin(p) ?? p.gap(phrase("a call"));
}

const CASTS: ReadonlySet<TokenKind> = new Set([TokenKind.CAST, TokenKind.SAFE_CAST, TokenKind.TRY_CAST]);

/** Calls that take a unit of time among their operands here, too. */
function takesUnit(p: Cursor): boolean {
  if (p.peek(1) !== TokenKind.LeftParen) return false;
  if (p.at(TokenKind.TIMESTAMPDIFF)) return p.peekIsName(2) || UNITS.has(p.peek(2));
  return p.druidVersion >= CALCITE_1_35 && UNIT_BEHIND.has(p.kind);
}

const UNIT_BEHIND: ReadonlySet<TokenKind> = new Set([
  TokenKind.DATE_TRUNC,
  TokenKind.TIMESTAMP_TRUNC,
  TokenKind.TIME_TRUNC,
  TokenKind.DATE_DIFF,
  TokenKind.DATETIME_DIFF,
  TokenKind.TIMESTAMP_DIFF,
  TokenKind.TIME_DIFF,
]);

const UNITS: ReadonlySet<TokenKind> = new Set([
  TokenKind.SECOND,
  TokenKind.MINUTE,
  TokenKind.HOUR,
  TokenKind.DAY,
  TokenKind.MONTH,
  TokenKind.YEAR,
]);

function callOf(name: Call["name"]): Mutable<Call> {
  return { kind: "call", start: name.start, end: name.end, name, star: false, arguments: [], withinDistinct: [] };
}

/** `()`, `(*)`, `(a, b)`, `(SELECT …)`. */
function parseOrdinary(p: Cursor, name: Call["name"]): Expression {
  const call = callOf(name);
  if (!p.at(TokenKind.LeftParen)) return p.missing(phrase("the arguments in parentheses"));
  if (p.peek(1) === TokenKind.RightParen || (p.peek(1) === TokenKind.Star && p.peek(2) === TokenKind.RightParen)) {
    p.advance();
    call.star = p.accept(TokenKind.Star);
    p.advance();
  } else call.arguments = parseQueryOrList(p, ExpressionContext.SubQuery);
  call.end = p.lastEnd;
  return call;
}

/** `CONVERT(value, type)`. */
function parseConvert(p: Cursor): Expression {
  const call = callOf(takeReservedName(p));
  if (!p.expect(TokenKind.LeftParen, phrase("the arguments in parentheses"))) return call;
  const value = parseExpression(p, ExpressionContext.SubQuery);
  p.expect(TokenKind.Comma, phrase("a comma"));
  const type = parseType(p);
  call.arguments = type ? [value, type] : [value];
  p.expect(TokenKind.RightParen, ")");
  call.end = p.lastEnd;
  return call;
}

function parseType(p: Cursor): Word | undefined {
  if (TYPES.test(p.image())) return takeWord(p) as Word;
  p.reportUnexpected(phrase("a type such as SQL_VARCHAR"));
  return undefined;
}

const TYPES =
  /^(?:(?:SQL_)?(?:CHAR|VARCHAR|DATE|TIME|TIMESTAMP|DECIMAL|NUMERIC|BOOLEAN|INTEGER|BINARY|VARBINARY|TINYINT|SMALLINT|BIGINT|REAL|DOUBLE|FLOAT)|SQL_INTERVAL_(?:YEAR(?:_TO_MONTH)?|MONTH|DAY(?:_TO_(?:HOUR|MINUTE|SECOND))?|HOUR(?:_TO_(?:MINUTE|SECOND))?|MINUTE(?:_TO_SECOND)?|SECOND))$/i;
