/**
 * Data types, as in CAST, column lists and RETURNING. Source: `DataType` of Druid's `Parser.jj` and `DruidType` of `common.ftl`.
 */
import { phrase, t } from "../../text/l10n";
import type { ColumnDefinition, ColumnDefinitionList, DataType, ErrorNode, Name } from "../nodes";
import { TokenKind } from "../tokenKind";
import type { Cursor } from "./cursor";
import { parseList } from "./lists";
import { expectInteger, parsePlainString, parsePrecision } from "./literals";
import { parseCompoundName, parseIdentifier } from "./names";
import { CALCITE_1_37, refuseBefore } from "./since";

/** A type with the ARRAY and MULTISET behind it. */
export function parseDataType(p: Cursor): DataType | ErrorNode {
  const start = p.start;
  if (!p.descend()) return p.gap(phrase("a type"));
  const base = parseBaseType(p);
  p.ascend();
  if (base === undefined) return p.gap(phrase("a type"));
  let collections = 0;
  while (p.at(TokenKind.ARRAY) || p.at(TokenKind.MULTISET)) {
    p.advance();
    collections++;
  }
  return { kind: "dataType", start, end: p.lastEnd, base, collections };
}

/** Whether a type keyword (not a user-defined name) stands here. */
export function atTypeKeyword(p: Cursor): boolean {
  return isTypeKeyword(p.kind);
}

/** Whether a word names a type of the grammar. */
export function isTypeKeyword(kind: TokenKind): boolean {
  return TYPE_RULES.has(kind);
}

type TypeRule = (p: Cursor) => void;

const nothing: TypeRule = () => {};
const optionalPrecision: TypeRule = (p) => {
  if (p.at(TokenKind.LeftParen)) parsePrecision(p);
};
const precisionAndScale: TypeRule = (p) => {
  if (!p.accept(TokenKind.LeftParen)) return;
  expectInteger(p);
  if (p.accept(TokenKind.Comma)) expectInteger(p);
  p.expect(TokenKind.RightParen, ")");
};
const binary: TypeRule = (p) => {
  p.accept(TokenKind.VARYING);
  optionalPrecision(p);
};
const character: TypeRule = (p) => {
  p.accept(TokenKind.VARYING);
  varchar(p);
};
const varchar: TypeRule = (p) => {
  optionalPrecision(p);
  if (!p.at(TokenKind.CHARACTER) || p.peek(1) !== TokenKind.SET) return;
  p.advance();
  p.advance();
  parseIdentifier(p, phrase("a name of a character set"));
};
const timeOfDay: TypeRule = (p) => {
  optionalPrecision(p);
  if (p.at(TokenKind.WITHOUT) && p.peek(1) === TokenKind.TIME) p.advance();
  else if (p.at(TokenKind.WITH) && (p.peek(1) === TokenKind.TIME || p.peek(1) === TokenKind.LOCAL)) {
    p.advance();
    if (!p.accept(TokenKind.LOCAL)) refuseBefore(p, CALCITE_1_37, p.start, p.end);
  } else return;
  p.expect(TokenKind.TIME, "TIME ZONE");
  p.expect(TokenKind.ZONE, "ZONE");
};
const geometry: TypeRule = (p) => {
  p.report("not-allowed", t("Geo-spatial extensions and the GEOMETRY data type are not enabled in Druid."), p.lastEnd - 8, p.lastEnd);
};

const TYPE_RULES: ReadonlyMap<TokenKind, TypeRule> = new Map([
  [TokenKind.BOOLEAN, nothing],
  [TokenKind.INTEGER, nothing],
  [TokenKind.INT, nothing],
  [TokenKind.TINYINT, nothing],
  [TokenKind.SMALLINT, nothing],
  [TokenKind.BIGINT, nothing],
  [TokenKind.REAL, nothing],
  [TokenKind.FLOAT, nothing],
  [TokenKind.DATE, nothing],
  [TokenKind.DOUBLE, (p: Cursor) => void p.accept(TokenKind.PRECISION)],
  [TokenKind.BINARY, binary],
  [TokenKind.VARBINARY, optionalPrecision],
  [TokenKind.DECIMAL, precisionAndScale],
  [TokenKind.DEC, precisionAndScale],
  [TokenKind.NUMERIC, precisionAndScale],
  [TokenKind.ANY, precisionAndScale],
  [TokenKind.CHARACTER, character],
  [TokenKind.CHAR, character],
  [TokenKind.VARCHAR, varchar],
  [TokenKind.TIME, timeOfDay],
  [TokenKind.TIMESTAMP, timeOfDay],
  [TokenKind.GEOMETRY, geometry],
]);

function parseBaseType(p: Cursor): string | undefined {
  if (p.at(TokenKind.TYPE) && p.peek(1) === TokenKind.LeftParen) return parseDruidType(p);
  const rule = TYPE_RULES.get(p.kind);
  if (rule) {
    const base = p.image().toUpperCase();
    p.advance();
    rule(p);
    return base;
  }
  if (p.at(TokenKind.ROW)) return parseRowType(p);
  if (p.at(TokenKind.MAP) && p.peek(1) === TokenKind.Less) return parseMapType(p);
  const name = parseCompoundName(p, phrase("a type"));
  return name.kind === "error" ? undefined : p.text.slice(name.start, name.end);
}

/** `TYPE('COMPLEX<json>')`: Druid's own types. */
function parseDruidType(p: Cursor): string {
  p.advance();
  p.advance();
  const content = parsePlainString(p, phrase("a type in quotes"));
  p.expect(TokenKind.RightParen, ")");
  return content.kind === "error" ? "" : content.value;
}

function parseRowType(p: Cursor): string {
  p.advance();
  p.expect(TokenKind.LeftParen, "(");
  parseList(p, () => {
    parseIdentifier(p);
    parseDataType(p);
    if (!p.accept(TokenKind.NULL)) acceptNotNull(p);
  });
  p.expect(TokenKind.RightParen, ")");
  return "ROW";
}

function parseMapType(p: Cursor): string {
  p.advance();
  refuseBefore(p, CALCITE_1_37, p.start, p.end);
  p.advance();
  parseDataType(p);
  p.expect(TokenKind.Comma, phrase("a comma"));
  parseDataType(p);
  p.expect(TokenKind.Greater, ">");
  return "MAP";
}

function acceptNotNull(p: Cursor): boolean {
  if (!p.at(TokenKind.NOT) || p.peek(1) !== TokenKind.NULL) return false;
  p.advance();
  p.advance();
  return true;
}

/** `(name type [NOT NULL], …)`: the column list of EXTEND. */
export function parseColumnDefinitions(p: Cursor): ColumnDefinitionList {
  return parseColumns(p, (name) => finishColumn(p, name, parseDataType(p)));
}

/** `(name [type], …)`: the column list of INSERT, where Druid takes names only. */
export function parseTargetColumns(p: Cursor): ColumnDefinitionList {
  return parseColumns(p, (name) => {
    if (p.at(TokenKind.Comma) || p.at(TokenKind.RightParen))
      return { kind: "columnDefinition", start: name.start, end: name.end, name, notNull: false };
    const type = parseDataType(p);
    p.report(
      "not-allowed",
      t("Extended columns are not allowed under Druid's SQL conformance level: leave the type out."),
      type.start,
      type.end,
    );
    return finishColumn(p, name, type);
  });
}

function parseColumns(p: Cursor, parseRest: (name: Name | ErrorNode) => ColumnDefinition): ColumnDefinitionList {
  const start = p.startOf(TokenKind.LeftParen);
  p.expect(TokenKind.LeftParen, "(");
  const columns = parseList(p, () => parseRest(parseCompoundName(p, phrase("a name of a column"))));
  p.expect(TokenKind.RightParen, ")");
  return { kind: "columnDefinitionList", start, end: p.lastEnd, columns };
}

function finishColumn(p: Cursor, name: Name | ErrorNode, type: DataType | ErrorNode): ColumnDefinition {
  const notNull = acceptNotNull(p);
  const column = { kind: "columnDefinition" as const, start: name.start, end: p.lastEnd, name, notNull };
  return type.kind === "error" ? column : { ...column, type };
}
