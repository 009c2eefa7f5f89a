/**
 * Literals and intervals. Source: `Literal`, `StringLiteral`, `DateTimeLiteral`, `IntervalLiteralOrExpression` of Druid's `Parser.jj`.
 */
import { daysInMonth } from "../../text/calendar";
import { phrase, t } from "../../text/l10n";
import type { ErrorNode, Expression, Interval, Literal } from "../nodes";
import { TokenKind } from "../tokenKind";
import { ExpressionContext } from "./context";
import type { Cursor } from "./cursor";
import { parseExpression } from "./expressions";
import { holdsTemplate, parseCompoundName, parseUnicodeEscape } from "./names";
import { unescapeC, unescapeUnicode, unquote } from "./quoting";
import { CALCITE_1_35, CALCITE_1_37, refuseBefore } from "./since";

type LiteralType = Literal["type"];

/** A literal or interval if one stands here. */
export function parseOptionalLiteral(p: Cursor): Literal | Interval | undefined {
  switch (p.kind) {
    case TokenKind.Integer:
    case TokenKind.Decimal:
    case TokenKind.Approximate:
      return takeLiteral(p, "number");
    case TokenKind.String:
    case TokenKind.PrefixedString:
    case TokenKind.UnicodeString:
    case TokenKind.BinaryString:
      return parseString(p);
    case TokenKind.EscapedString:
      refuseBefore(p, CALCITE_1_35, p.start, p.end);
      return parseString(p);
    case TokenKind.TRUE:
    case TokenKind.FALSE:
      return takeLiteral(p, "boolean");
    case TokenKind.UNKNOWN:
      return takeLiteral(p, "unknown");
    case TokenKind.NULL:
      return takeLiteral(p, "null");
    case TokenKind.DATE:
      return p.peek(1) === TokenKind.String ? parseTypedString(p, "date") : undefined;
    case TokenKind.DATETIME:
      return p.peek(1) === TokenKind.String ? parseTypedString(p, "timestamp") : undefined;
    case TokenKind.DECIMAL:
      return p.peek(1) === TokenKind.String ? parseDecimalString(p) : undefined;
    case TokenKind.TIME:
      return parseOptionalTime(p, "time");
    case TokenKind.TIMESTAMP:
      return parseOptionalTime(p, "timestamp");
    case TokenKind.BraceD:
      return parseBraced(p, "date", DATE_SHAPE);
    case TokenKind.BraceT:
      return parseBraced(p, "time", TIME_SHAPE);
    case TokenKind.BraceTs:
      return parseBraced(p, "timestamp", TIMESTAMP_SHAPE);
    case TokenKind.INTERVAL:
      return parseInterval(p);
    default:
      return undefined;
  }
}

function takeLiteral(p: Cursor, type: LiteralType): Literal {
  const { start, end } = p;
  p.advance();
  return { kind: "literal", start, end, type, value: p.text.slice(start, end), chained: false, template: false };
}

/** A number without sign, `DECIMAL '1.5'` included, or what is missing. */
export function parseUnsignedNumber(p: Cursor, what = phrase("a number")): Literal | ErrorNode {
  if (p.at(TokenKind.Integer) || p.at(TokenKind.Decimal) || p.at(TokenKind.Approximate)) return takeLiteral(p, "number");
  if (p.at(TokenKind.DECIMAL) && p.peek(1) === TokenKind.String) return parseDecimalString(p);
  return p.missing(what);
}

/** A number that may have a sign. */
export function parseNumber(p: Cursor): Literal | ErrorNode {
  const start = p.start;
  if (!p.at(TokenKind.Plus) && !p.at(TokenKind.Minus)) return parseUnsignedNumber(p);
  p.advance();
  const number = parseUnsignedNumber(p);
  return number.kind === "error" ? number : { ...number, start, value: p.text.slice(start, number.end) };
}

/** A number with a sign, if one stands here: in Druid's grammar the sign is a part of the literal. */
export function parseOptionalSigned(p: Cursor): Literal | undefined {
  if (!p.at(TokenKind.Plus) && !p.at(TokenKind.Minus)) return undefined;
  const next = p.peek(1);
  const isNumber = next === TokenKind.Integer || next === TokenKind.Decimal || next === TokenKind.Approximate;
  if (!isNumber && !(next === TokenKind.DECIMAL && p.peek(2) === TokenKind.String)) return undefined;
  const number = parseNumber(p);
  return number.kind === "error" ? undefined : number;
}

/** `[0-9]+`, which Java must be able to read as an int. */
export function expectInteger(p: Cursor): void {
  if (p.at(TokenKind.Integer) && Number(p.image()) > 2_147_483_647) p.report("bad-literal", t("This number is too large."), p.start, p.end);
  p.expect(TokenKind.Integer, phrase("a whole number"));
}

/** A string with its continuations on the following lines. */
export function parseString(p: Cursor): Literal {
  const { start, kind } = p;
  let value = stringValue(p);
  let chained = false;
  p.advance();
  while (p.at(TokenKind.String) && kind !== TokenKind.EscapedString) {
    chained = true;
    value += stringValue(p);
    p.advance();
  }
  if (p.at(TokenKind.UESCAPE) && kind !== TokenKind.BinaryString && kind !== TokenKind.EscapedString) {
    if (kind !== TokenKind.UnicodeString) p.report("bad-literal", t("UESCAPE belongs behind U&'…' only."), p.start, p.end);
    parseUnicodeEscape(p);
  }
  const type = kind === TokenKind.BinaryString ? "binary" : "string";
  return { kind: "literal", start, end: p.lastEnd, type, value, chained, template: holdsTemplate(p, value) };
}

/** A plain `'…'`, or what is missing. */
export function parsePlainString(p: Cursor, what = phrase("a string")): Literal | ErrorNode {
  if (!p.at(TokenKind.String)) return p.missing(what);
  const { start, end } = p;
  const value = stringValue(p);
  p.advance();
  return { kind: "literal", start, end, type: "string", value, chained: false, template: holdsTemplate(p, value) };
}

/** The meaning of the string token at the cursor; what is wrong with its content is reported. */
function stringValue(p: Cursor): string {
  const image = p.image();
  switch (p.kind) {
    case TokenKind.String:
      return unquote(image, "'");
    case TokenKind.BinaryString:
      return binaryValue(p, unquote(image.slice(1), "'"));
    case TokenKind.EscapedString:
      return unescapeC(image.slice(2, -1)) ?? badEscape(p, image);
    case TokenKind.UnicodeString:
      return unescapeUnicode(unquote(image.slice(2), "'"), escapeCharacter(p)) ?? badEscape(p, image);
    default:
      return prefixedValue(p, image);
  }
}

function binaryValue(p: Cursor, digits: string): string {
  if (!/^[0-9a-fA-F]*$/.test(digits)) {
    p.report("bad-literal", t("A binary string takes hexadecimal digits only."), p.start, p.end);
  }
  return digits;
}

function badEscape(p: Cursor, image: string): string {
  p.report("bad-literal", t("A Unicode escape in this string is malformed; it takes four hexadecimal digits."), p.start, p.end);
  return image;
}

function escapeCharacter(p: Cursor): string {
  for (let ahead = 1; p.peek(ahead) === TokenKind.String || p.peek(ahead) === TokenKind.UESCAPE; ahead++) {
    if (p.peek(ahead) === TokenKind.UESCAPE) return p.text[(p.tokens.starts[p.index + ahead + 1] ?? 0) + 1] ?? "\\";
  }
  return "\\";
}

/** Character sets that Calcite knows; measured on 28, 31 and 33. */
const CHARACTER_SETS = /^(?:utf-?8|utf-?16|utf-16(?:le|be)|latin1|iso-8859-1|big5|gbk|gb2312)$/i;

function prefixedValue(p: Cursor, image: string): string {
  const quote = image.indexOf("'");
  const charset = image.slice(1, quote);
  if (image.startsWith("_") && !CHARACTER_SETS.test(charset)) {
    p.report("bad-literal", t('Druid knows no character set "{0}".', charset), p.start, p.end);
  }
  return unquote(image.slice(quote), "'");
}

function parseTypedString(p: Cursor, type: LiteralType): Literal {
  const start = p.start;
  p.advance();
  const content = parsePlainString(p) as Literal;
  if (p.druidVersion <= LAST_TO_CHECK_TIMES) checkTime(p, type, content);
  return { ...content, start, type };
}

/** Up to here a malformed date or time was a parse error, later a validation error. Measured on 27 and 28. */
const LAST_TO_CHECK_TIMES = 27;

const TIME_SHAPES: Partial<Readonly<Record<LiteralType, RegExp>>> = {
  date: /^\d{1,4}-\d{1,2}-\d{1,2}$/,
  time: /^\d{1,2}:\d{1,2}:\d{1,2}(\.\d*)?$/,
  timestamp: /^\d{1,4}-\d{1,2}-\d{1,2}( \d{1,2}:\d{1,2}:\d{1,2}(\.\d*)?)?$/,
};

function checkTime(p: Cursor, type: LiteralType, content: Literal): void {
  if (TIME_SHAPES[type]?.test(content.value.trim()) !== false) return;
  p.report("bad-literal", t("'{0}' is no {1} that Druid can read.", content.value, type), content.start, content.end);
}

function parseDecimalString(p: Cursor): Literal {
  if (p.druidVersion < CALCITE_1_37) {
    const message = t("Before Druid {0}, DECIMAL begins no literal; write the number alone.", CALCITE_1_37);
    p.report("syntax-error", message, p.start, p.end);
  }
  const literal = parseTypedString(p, "decimal");
  if (!/^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(literal.value)) {
    p.report("bad-literal", t("DECIMAL '{0}' is no number.", literal.value), literal.start, literal.end);
  }
  return literal;
}

function parseOptionalTime(p: Cursor, type: "time" | "timestamp"): Literal | undefined {
  if (p.peek(1) === TokenKind.String) return parseTypedString(p, type);
  if (p.peek(1) !== TokenKind.WITH) return undefined;
  const { start, end } = p;
  p.advance();
  p.advance();
  refuseBefore(p, !p.accept(TokenKind.LOCAL) || type === "time" ? CALCITE_1_37 : CALCITE_1_35, start, end);
  p.expect(TokenKind.TIME, "TIME ZONE");
  p.expect(TokenKind.ZONE, "ZONE");
  const content = parsePlainString(p);
  const value = content.kind === "error" ? "" : content.value;
  return { kind: "literal", start, end: p.lastEnd, type, value, chained: false, template: false };
}

/** What Java reads before each number; behind the last one nothing may stand. */
const DATE_SHAPE = /^\s*(?<year>\d+)-\s*(?<month>\d+)-\s*(?<day>\d+)$/;
const TIME_SHAPE = /^\s*(?<hour>\d+):\s*(?<minute>\d+):\s*(?<second>\d+)(?:\.\d*)?$/;
const TIMESTAMP_SHAPE = new RegExp(`${DATE_SHAPE.source.slice(0, -1)}(?: ${TIME_SHAPE.source.slice(1, -1)})?$`);

/** Whether a text of this shape is a day and a time that there are: in braces Druid looks while parsing. */
function isReal(text: string, shape: RegExp): boolean {
  const groups = shape.exec(text)?.groups;
  if (!groups) return false;
  const { year, month, day, hour, minute, second } = groups;
  if (Number(hour ?? 0) > 23 || Number(minute ?? 0) > 59 || Number(second ?? 0) > 59) return false;
  if (year === undefined) return true;
  return Number(year) > 0 && Number(day) >= 1 && Number(day) <= daysInMonth(Number(year), Number(month));
}

function parseBraced(p: Cursor, type: LiteralType, shape: RegExp): Literal {
  const start = p.start;
  p.advance();
  const content = parsePlainString(p);
  if (content.kind === "literal" && !content.template && !isReal(content.value, shape)) {
    p.report("bad-literal", t("'{0}' is no {1} that Druid can read.", content.value, type), content.start, content.end);
  }
  p.expect(TokenKind.RightBrace, "}");
  const value = content.kind === "error" ? "" : content.value;
  return { kind: "literal", start, end: p.lastEnd, type, value, chained: false, template: false };
}

/** `INTERVAL '1' DAY TO HOUR`, `INTERVAL (a) MONTH`, `INTERVAL x DAY`. */
export function parseInterval(p: Cursor): Interval {
  const start = p.start;
  p.advance();
  if (p.at(TokenKind.Minus) || p.at(TokenKind.Plus)) p.advance();
  // A template may bring the text with its quotes.
  const quoted = p.at(TokenKind.String) || p.at(TokenKind.Template);
  if (!quoted) refuseBefore(p, CALCITE_1_35, start, p.lastEnd);
  const value = parseIntervalValue(p);
  if (quoted && value.kind === "literal" && value.value.trim() === "") {
    p.report("bad-literal", t("An interval needs a value in its string."), value.start, value.end);
  }
  const unit = quoted ? parseIntervalQualifier(p) : parseIntervalUnit(p);
  return { kind: "interval", start, end: p.lastEnd, value, unit };
}

function parseIntervalValue(p: Cursor): Expression {
  switch (p.kind) {
    case TokenKind.String:
      return parsePlainString(p);
    case TokenKind.LeftParen: {
      p.advance();
      const value = parseExpression(p, ExpressionContext.SubQuery);
      p.expect(TokenKind.RightParen, ")");
      return value;
    }
    case TokenKind.Integer:
    case TokenKind.Decimal:
    case TokenKind.Approximate:
    case TokenKind.DECIMAL:
      return parseUnsignedNumber(p);
    default:
      return parseCompoundName(p, phrase("the value of the interval"));
  }
}

const UNITS: ReadonlyMap<TokenKind, string> = new Map([
  [TokenKind.YEAR, "YEAR"],
  [TokenKind.YEARS, "YEAR"],
  [TokenKind.QUARTER, "QUARTER"],
  [TokenKind.QUARTERS, "QUARTER"],
  [TokenKind.MONTH, "MONTH"],
  [TokenKind.MONTHS, "MONTH"],
  [TokenKind.WEEK, "WEEK"],
  [TokenKind.WEEKS, "WEEK"],
  [TokenKind.DAY, "DAY"],
  [TokenKind.DAYS, "DAY"],
  [TokenKind.HOUR, "HOUR"],
  [TokenKind.HOURS, "HOUR"],
  [TokenKind.MINUTE, "MINUTE"],
  [TokenKind.MINUTES, "MINUTE"],
  [TokenKind.SECOND, "SECOND"],
  [TokenKind.SECONDS, "SECOND"],
]);

/** Units that may follow TO, by the unit before it. */
const FINER_UNITS: Readonly<Record<string, readonly string[]>> = {
  YEAR: ["MONTH"],
  DAY: ["HOUR", "MINUTE", "SECOND"],
  HOUR: ["MINUTE", "SECOND"],
  MINUTE: ["SECOND"],
};

/** Whether an interval unit stands here. */
export function atIntervalUnit(p: Cursor): boolean {
  return UNITS.has(p.kind);
}

/** `DAY (2) TO SECOND (3)`. Answers the unit in capitals. */
export function parseIntervalQualifier(p: Cursor): string {
  const unit = parseIntervalUnit(p);
  const finer = FINER_UNITS[unit];
  if (!p.at(TokenKind.TO) || !finer?.includes(UNITS.get(p.peek(1)) ?? "")) return unit;
  p.advance();
  const end = UNITS.get(p.kind) ?? "";
  p.advance();
  if (end === "SECOND" && p.at(TokenKind.LeftParen)) parsePrecision(p);
  return `${unit} TO ${end}`;
}

/** One unit with an optional precision. */
export function parseIntervalUnit(p: Cursor): string {
  const unit = UNITS.get(p.kind);
  if (unit === undefined) {
    p.reportUnexpected(phrase("an interval unit such as DAY"));
    return "";
  }
  p.advance();
  if (!p.at(TokenKind.LeftParen)) return unit;
  p.advance();
  expectInteger(p);
  if (unit === "SECOND" && p.accept(TokenKind.Comma)) expectInteger(p);
  p.expect(TokenKind.RightParen, ")");
  return unit;
}

/** `(3)` */
export function parsePrecision(p: Cursor): void {
  p.expect(TokenKind.LeftParen, "(");
  expectInteger(p);
  p.expect(TokenKind.RightParen, ")");
}
