/**
 * Calls with a syntax of their own: CAST, EXTRACT, TRIM, TIMESTAMPADD, the JSON functions …
 * Source: `BuiltinFunctionCall` of Druid's `Parser.jj`. A table gives each word its rule; a word without `(` behind it is no call.
 */
import { phrase, t } from "../../text/l10n";
import type { Argument, Call, Cast, Expression, Mutable, Name, Word } from "../nodes";
import { FIRST_NON_RESERVED, TokenKind } from "../tokenKind";
import { parseCallTail, parseOver, parseWithinGroup, takeNullTreatment } from "./callTail";
import { ExpressionContext } from "./context";
import type { Cursor } from "./cursor";
import { parseExpression } from "./expressions";
import { JSON_RULES } from "./jsonCalls";
import { isReservedFunctionName } from "./keywordSets";
import { atIntervalUnit, parseIntervalQualifier, parseNumber, parseString, parseUnsignedNumber } from "./literals";
import { parseCompoundName, parseIdentifier } from "./names";
import { parseArgument, parseAtom, parseCall, parseQuantifiedInto, takeQuantifier, takeReservedName, takeWord } from "./primary";
import { parseOrderBy } from "./query";
import { CALCITE_1_35, CALCITE_1_37, refuseBefore } from "./since";
import { atTypeKeyword, parseDataType } from "./types";

/** A rule reads what stands between the parentheses and answers the value operands; it may add to the call. */
export type BuiltinRule = (p: Cursor, call: Mutable<Call>) => readonly Argument[];

/** Whether a word has a rule of its own as a call. */
export function isBuiltinWord(kind: TokenKind): boolean {
  return RULES.has(kind);
}

/**
 * Whether here begins what Calcite's generated look-ahead fails on where it decides between two rules: `CASE WHEN`, and a call of an ordinary
 * function.
 */
export function breaksLookAhead(p: Cursor, ahead: number): boolean {
  const first = p.peek(ahead);
  if (first === TokenKind.CASE) return p.peek(ahead + 1) === TokenKind.WHEN;
  if (p.peek(ahead + 1) !== TokenKind.LeftParen || !(p.peekIsName(ahead) || isReservedFunctionName(first))) return false;
  const cameLate = first === TokenKind.MAP || first === TokenKind.CONTAINS_SUBSTR;
  return cameLate ? p.druidVersion < CALCITE_1_37 : !isBuiltinWord(first);
}

/** A call with special syntax, if one stands here. */
export function parseOptionalBuiltin(p: Cursor): Call | Cast | undefined {
  if (p.kind < FIRST_NON_RESERVED && p.kind < TokenKind.ABS) return undefined;
  const modifier = parseOptionalModifier(p);
  if (modifier) return modifier;
  if (p.peek(1) !== TokenKind.LeftParen) return undefined;
  if (p.at(TokenKind.CAST) || p.at(TokenKind.SAFE_CAST) || p.at(TokenKind.TRY_CAST)) return parseCast(p);
  const rule = RULES.get(p.kind);
  if (!rule) return undefined;
  if (CALLED_SINCE_28.has(p.kind)) refuseBefore(p, CALCITE_1_35, p.start, p.end);
  const tail = TAILS.get(p.kind);
  const call = parseWithRule(p, rule);
  tail?.(p, call);
  call.end = p.lastEnd;
  return call;
}

/** Words that begin no call in 27. */
const CALLED_SINCE_28: ReadonlySet<TokenKind> = new Set([
  TokenKind.DATE,
  TokenKind.TIME,
  TokenKind.TIMESTAMP,
  TokenKind.PERCENTILE_CONT,
  TokenKind.PERCENTILE_DISC,
]);

function parseWithRule(p: Cursor, rule: BuiltinRule): Mutable<Call> {
  const name = takeReservedName(p);
  const call: Mutable<Call> = { kind: "call", start: name.start, end: name.end, name, star: false, arguments: [], withinDistinct: [] };
  p.advance();
  call.arguments = rule(p, call);
  p.expect(TokenKind.RightParen, ")");
  call.end = p.lastEnd;
  return call;
}

/** `RUNNING f(…)` and `FINAL f(…)` of MATCH_RECOGNIZE; FINAL before a name is never a name itself. */
function parseOptionalModifier(p: Cursor): Call | undefined {
  if (!p.at(TokenKind.RUNNING) && !p.at(TokenKind.FINAL)) return undefined;
  if (!p.peekIsName(1) && !isReservedFunctionName(p.peek(1))) return undefined;
  const name = takeReservedName(p);
  const inner = p.descend() ? (parseOptionalBuiltin(p) ?? parseModified(p)) : p.gap(phrase("a call"));
  if (inner.kind !== "error") p.ascend();
  return { kind: "call", start: name.start, end: p.lastEnd, name, star: false, arguments: [inner], withinDistinct: [] };
}

function parseModified(p: Cursor): Expression {
  const name: Name | ReturnType<Cursor["missing"]> = isReservedFunctionName(p.kind)
    ? takeReservedName(p)
    : parseCompoundName(p, phrase("a name of a function"));
  if (name.kind === "error") return name;
  return p.at(TokenKind.LeftParen) ? parseCall(p, name) : p.missing(phrase("the arguments in parentheses"));
}

function parseCast(p: Cursor): Cast {
  const start = p.start;
  const functionName = p.image().toUpperCase() as Cast["function"];
  p.advance();
  p.advance();
  const value = parseExpression(p, ExpressionContext.SubQuery);
  p.expect(TokenKind.AS, phrase("AS and a type"));
  const type = p.at(TokenKind.INTERVAL) ? parseIntervalType(p) : parseDataType(p);
  if (p.at(TokenKind.FORMAT)) {
    refuseBefore(p, CALCITE_1_37, p.start, p.end);
    p.advance();
    parseFormat(p);
  }
  p.expect(TokenKind.RightParen, ")");
  return { kind: "cast", start, end: p.lastEnd, function: functionName, value, type };
}

function parseFormat(p: Cursor): void {
  if (p.kind >= TokenKind.String && p.kind <= TokenKind.BinaryString) parseString(p);
  else p.reportUnexpected(phrase("the format as a string"));
}

function parseIntervalType(p: Cursor): Cast["type"] {
  const start = p.start;
  p.advance();
  const unit = parseIntervalQualifier(p);
  return { kind: "dataType", start, end: p.lastEnd, base: `INTERVAL ${unit}`, collections: 0 };
}

/** A value operand. */
export function value(p: Cursor): Expression {
  return parseExpression(p, ExpressionContext.SubQuery);
}

function comma(p: Cursor): void {
  p.expect(TokenKind.Comma, phrase("a comma"));
}

const TIME_UNITS: ReadonlySet<TokenKind> = new Set([
  TokenKind.NANOSECOND,
  TokenKind.MICROSECOND,
  TokenKind.MILLISECOND,
  TokenKind.SECOND,
  TokenKind.MINUTE,
  TokenKind.HOUR,
  TokenKind.DAY,
  TokenKind.DAYOFWEEK,
  TokenKind.DAYOFYEAR,
  TokenKind.DOW,
  TokenKind.DOY,
  TokenKind.ISODOW,
  TokenKind.ISOYEAR,
  TokenKind.WEEK,
  TokenKind.MONTH,
  TokenKind.QUARTER,
  TokenKind.YEAR,
  TokenKind.EPOCH,
  TokenKind.DECADE,
  TokenKind.CENTURY,
  TokenKind.MILLENNIUM,
]);

const WEEKDAYS: ReadonlySet<TokenKind> = new Set([
  TokenKind.SUNDAY,
  TokenKind.MONDAY,
  TokenKind.TUESDAY,
  TokenKind.WEDNESDAY,
  TokenKind.THURSDAY,
  TokenKind.FRIDAY,
  TokenKind.SATURDAY,
]);

/** A time unit or the name of a time frame; `WEEK(MONDAY)` included. */
function unit(p: Cursor): Expression {
  if (TIME_UNITS.has(p.kind)) return takeUnit(p);
  const name = parseIdentifier(p, phrase("a time unit such as DAY"));
  return name.kind === "error" ? name : { kind: "word", start: name.start, end: name.end, text: name.name };
}

function takeUnit(p: Cursor): Expression {
  const week = p.at(TokenKind.WEEK);
  const word = takeWord(p) as Mutable<Word>;
  if (!week || !p.at(TokenKind.LeftParen) || !WEEKDAYS.has(p.peek(1))) return word;
  p.advance();
  word.text = `WEEK(${p.image().toUpperCase()})`;
  p.advance();
  p.expect(TokenKind.RightParen, ")");
  return { ...word, end: p.lastEnd };
}

type Operand = (p: Cursor) => Argument;

/** `(a, b, c)` with a rule for each operand. */
function operands(...rules: readonly Operand[]): BuiltinRule {
  return (p) =>
    rules.map((rule, index) => {
      if (index > 0) comma(p);
      return rule(p);
    });
}

const floor: BuiltinRule = (p) => {
  const first = value(p);
  return p.accept(TokenKind.TO) ? [first, unit(p)] : [first];
};

const extract: BuiltinRule = (p) => {
  const first = unit(p);
  p.expect(TokenKind.FROM, "FROM");
  return [first, value(p)];
};

const position: BuiltinRule = (p) => {
  if (!p.descend()) return [];
  const first = parseAtom(p, "POSITION");
  p.ascend();
  p.expect(TokenKind.IN, "IN");
  const list = [first, value(p)];
  if (p.accept(TokenKind.FROM)) list.push(value(p));
  return list;
};

const overlay: BuiltinRule = (p) => {
  const list = [value(p)];
  p.expect(TokenKind.PLACING, "PLACING");
  list.push(value(p));
  p.expect(TokenKind.FROM, "FROM");
  list.push(value(p));
  if (p.accept(TokenKind.FOR)) list.push(value(p));
  return list;
};

const substring: BuiltinRule = (p) => {
  const list = [value(p)];
  if (!p.accept(TokenKind.FROM)) comma(p);
  list.push(value(p));
  if (p.accept(TokenKind.FOR) || p.accept(TokenKind.Comma)) list.push(value(p));
  return list;
};

const trim: BuiltinRule = (p) => {
  const list: Expression[] = [];
  const directed = p.at(TokenKind.BOTH) || p.at(TokenKind.LEADING) || p.at(TokenKind.TRAILING);
  if (directed) list.push(takeWord(p));
  if (p.at(TokenKind.FROM)) {
    if (!directed)
      p.report("syntax-error", t("TRIM(FROM …) needs BOTH, LEADING, TRAILING or the characters to trim before FROM."), p.start, p.end);
  } else if (!p.at(TokenKind.RightParen)) list.push(value(p));
  if (p.accept(TokenKind.FROM)) list.push(value(p));
  return list;
};

const translate: BuiltinRule = (p) => {
  const list: Expression[] = [value(p)];
  if (p.accept(TokenKind.USING)) list.push(charset(p));
  while (p.accept(TokenKind.Comma)) list.push(value(p));
  return list;
};

function charset(p: Cursor): Expression {
  const name = parseIdentifier(p, phrase("a name of a character set"));
  return name.kind === "error" ? name : { kind: "word", start: name.start, end: name.end, text: name.name };
}

/** `CONVERT(x USING y)`, `CONVERT(x, y, z)` with names, `CONVERT(type, x [, style])`. */
const convert: BuiltinRule = (p) => {
  const typed =
    (p.at(TokenKind.INTERVAL) && atUnitBehind(p)) || (atTypeKeyword(p) && p.peek(1) !== TokenKind.String && !p.at(TokenKind.GEOMETRY));
  if (typed) return convertType(p);
  const list: Expression[] = [value(p)];
  if (p.accept(TokenKind.USING)) return [...list, charset(p)];
  comma(p);
  list.push(charset(p));
  comma(p);
  return [...list, charset(p)];
};

function atUnitBehind(p: Cursor): boolean {
  p.advance();
  const unitHere = atIntervalUnit(p);
  p.index--;
  p.kind = TokenKind.INTERVAL;
  return unitHere;
}

function convertType(p: Cursor): readonly Expression[] {
  if (p.at(TokenKind.INTERVAL)) parseIntervalType(p);
  else parseDataType(p);
  comma(p);
  const list = [value(p)];
  if (p.accept(TokenKind.Comma) && !p.accept(TokenKind.NULL)) list.push(parseUnsignedNumber(p));
  return list;
}

const dateTrunc: BuiltinRule = (p) => {
  const first = value(p);
  comma(p);
  return [first, TIME_UNITS.has(p.kind) ? takeUnit(p) : value(p)];
};

const containsSubstring: BuiltinRule = (p) => {
  const list = [value(p)];
  comma(p);
  list.push(value(p));
  if (!p.accept(TokenKind.Comma)) return list;
  p.expect(TokenKind.JSON_SCOPE, "JSON_SCOPE");
  p.expect(TokenKind.NamedArgument, "=>");
  return [...list, value(p)];
};

/** An ordinary list of at least one argument. */
const ordinary: BuiltinRule = (p, call) => {
  parseQuantifiedInto(p, call, ExpressionContext.SubQuery);
  return call.arguments;
};

/** ARRAY_AGG and its kin: `([DISTINCT] a, b [IGNORE NULLS] [ORDER BY …] [SEPARATOR 's'])`. */
const stringAggregate: BuiltinRule = (p, call) => {
  const quantifier = takeQuantifier(p);
  if (quantifier) call.quantifier = quantifier;
  const list: Argument[] = [parseArgument(p, ExpressionContext.SubQuery)];
  while (p.accept(TokenKind.Comma)) list.push(parseArgument(p, ExpressionContext.SubQuery));
  takeNullTreatment(p, call);
  if (p.at(TokenKind.ORDER)) call.orderBy = parseOrderBy(p);
  if (p.accept(TokenKind.SEPARATOR)) parseFormat(p);
  return list;
};

const percentile: BuiltinRule = (p, call) => {
  const first = parseArgument(p, ExpressionContext.SubQuery);
  if (!p.accept(TokenKind.Comma)) return [first];
  const fraction = parseNumber(p);
  takeNullTreatment(p, call);
  return [first, fraction];
};

/** FIRST, LAST, PREV, NEXT of MATCH_RECOGNIZE: `(x [, number])`. */
const navigation: BuiltinRule = (p) => {
  const first = value(p);
  return p.accept(TokenKind.Comma) ? [first, parseNumber(p)] : [first];
};

const empty: BuiltinRule = () => [];

const RULES: ReadonlyMap<TokenKind, BuiltinRule> = new Map<TokenKind, BuiltinRule>([
  [TokenKind.EXTRACT, extract],
  [TokenKind.POSITION, position],
  [TokenKind.CONVERT, convert],
  [TokenKind.TRANSLATE, translate],
  [TokenKind.OVERLAY, overlay],
  [TokenKind.FLOOR, floor],
  [TokenKind.CEIL, floor],
  [TokenKind.CEILING, floor],
  [TokenKind.SUBSTRING, substring],
  [TokenKind.TRIM, trim],
  [TokenKind.CONTAINS_SUBSTR, containsSubstring],
  [TokenKind.DATE, ordinary],
  [TokenKind.TIME, ordinary],
  [TokenKind.DATETIME, ordinary],
  [TokenKind.TIMESTAMP, ordinary],
  [TokenKind.DATE_DIFF, operands(value, value, unit)],
  [TokenKind.DATETIME_DIFF, operands(value, value, unit)],
  [TokenKind.TIMESTAMP_DIFF, operands(value, value, unit)],
  [TokenKind.TIME_DIFF, operands(value, value, unit)],
  [TokenKind.DATE_TRUNC, dateTrunc],
  [TokenKind.DATETIME_TRUNC, operands(value, unit)],
  [TokenKind.TIMESTAMP_TRUNC, operands(value, unit)],
  [TokenKind.TIME_TRUNC, operands(value, unit)],
  [TokenKind.TIMESTAMPADD, operands(unit, value, value)],
  [TokenKind.TIMESTAMPDIFF, operands(unit, value, value)],
  [TokenKind.TUMBLE, ordinary],
  [TokenKind.HOP, ordinary],
  [TokenKind.SESSION, ordinary],
  [TokenKind.CLASSIFIER, empty],
  [TokenKind.MATCH_NUMBER, empty],
  [TokenKind.FIRST, navigation],
  [TokenKind.LAST, navigation],
  [TokenKind.PREV, navigation],
  [TokenKind.NEXT, navigation],
  [TokenKind.ARRAY_AGG, stringAggregate],
  [TokenKind.ARRAY_CONCAT_AGG, stringAggregate],
  [TokenKind.GROUP_CONCAT, stringAggregate],
  [TokenKind.STRING_AGG, stringAggregate],
  [TokenKind.PERCENTILE_CONT, percentile],
  [TokenKind.PERCENTILE_DISC, percentile],
  ...JSON_RULES,
]);

type Tail = (p: Cursor, call: Mutable<Call>) => void;

const overOnly: Tail = (p, call) => {
  if (p.at(TokenKind.OVER)) call.over = parseOver(p);
};

/** Most special calls take nothing behind them; these do. */
const TAILS: ReadonlyMap<TokenKind, Tail> = new Map<TokenKind, Tail>([
  [TokenKind.FLOOR, overOnly],
  [TokenKind.CEIL, overOnly],
  [TokenKind.CEILING, overOnly],
  [TokenKind.ARRAY_AGG, parseCallTail],
  [TokenKind.ARRAY_CONCAT_AGG, parseCallTail],
  [TokenKind.GROUP_CONCAT, parseCallTail],
  [TokenKind.STRING_AGG, parseCallTail],
  [TokenKind.PERCENTILE_CONT, parseCallTail],
  [TokenKind.PERCENTILE_DISC, parseCallTail],
  [
    TokenKind.JSON_ARRAYAGG,
    (p, call) => {
      if (p.at(TokenKind.WITHIN)) call.withinGroup = parseWithinGroup(p);
    },
  ],
]);
