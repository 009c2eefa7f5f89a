/**
 * Constructors of collections. Source: `ArrayConstructor`, `MultisetConstructor`, `MapConstructor`, `PeriodConstructor` of Druid's
 * `Parser.jj`.
 */
import { phrase } from "../../text/l10n";
import type { Argument, ArrayConstructor, Expression } from "../nodes";
import { TokenKind } from "../tokenKind";
import { ExpressionContext } from "./context";
import type { Cursor } from "./cursor";
import { parseExpression, parseQueryOrList } from "./expressions";
import { startsExpression } from "./keywordSets";
import { parseList } from "./lists";
import { startsQuery } from "./query";
import { CALCITE_1_35, CALCITE_1_37 } from "./since";

const CONSTRUCTORS: ReadonlyMap<TokenKind, ArrayConstructor["constructorName"]> = new Map([
  [TokenKind.ARRAY, "ARRAY"],
  [TokenKind.MULTISET, "MULTISET"],
  [TokenKind.MAP, "MAP"],
  [TokenKind.PERIOD, "PERIOD"],
]);

/** MAP is no reserved word: only what cannot be a function's argument list makes it a constructor. */
export function atMapConstructor(p: Cursor): boolean {
  if (p.peek(1) === TokenKind.LeftBracket) return true;
  if (p.peek(1) !== TokenKind.LeftParen) return false;
  const third = p.peek(2);
  return third === TokenKind.RightParen || startsExpression(third) || startsQuery(third);
}

/** `ARRAY[…]`, `ARRAY(…)`, `MULTISET[…]`, `MULTISET(query)`, `MAP[…]`, `PERIOD(a, b)`. */
export function parseConstructor(p: Cursor): Expression {
  const start = p.start;
  const constructorName = CONSTRUCTORS.get(p.kind) ?? "ARRAY";
  p.advance();
  const items =
    p.at(TokenKind.LeftBracket) && constructorName !== "PERIOD"
      ? parseBracketed(p, constructorName)
      : parseConstructorList(p, constructorName);
  return { kind: "arrayConstructor", start, end: p.lastEnd, constructorName, items };
}

function parseBracketed(p: Cursor, constructorName: ArrayConstructor["constructorName"]): readonly Argument[] {
  p.advance();
  const empty = p.at(TokenKind.RightBracket) && constructorName !== "MULTISET";
  const items = empty ? [] : parseElements(p);
  p.expect(TokenKind.RightBracket, "]");
  return items;
}

/** Elements of brackets: only the first is checked for being a query, as in Calcite. */
function parseElements(p: Cursor): readonly Expression[] {
  const first = parseExpression(p, ExpressionContext.NonQuery);
  return p.accept(TokenKind.Comma) ? [first, ...parseList(p, () => parseExpression(p, ExpressionContext.SubQuery))] : [first];
}

function parseConstructorList(p: Cursor, constructorName: ArrayConstructor["constructorName"]): readonly Argument[] {
  if (constructorName === "PERIOD") return parsePair(p);
  if (constructorName === "MULTISET") return parseQueryOrList(p, ExpressionContext.Query);
  if (p.at(TokenKind.LeftParen) && p.peek(1) === TokenKind.RightParen) {
    p.advance();
    p.advance();
    return [];
  }
  const listsSince = constructorName === "MAP" ? CALCITE_1_37 : CALCITE_1_35;
  return parseQueryOrList(p, p.druidVersion < listsSince ? ExpressionContext.Query : ExpressionContext.Any);
}

function parsePair(p: Cursor): readonly Expression[] {
  p.expect(TokenKind.LeftParen, "(");
  const first = parseExpression(p, ExpressionContext.SubQuery);
  p.expect(TokenKind.Comma, phrase("a comma"));
  const second = parseExpression(p, ExpressionContext.SubQuery);
  p.expect(TokenKind.RightParen, ")");
  return [first, second];
}
