/**
 * Operators behind their operand: `IS NOT NULL`, `FORMAT JSON`. Source: `postfixRowOperator` of Druid's `Parser.jj`.
 */
import { phrase } from "../../text/l10n";
import type { Expression } from "../nodes";
import { TokenKind } from "../tokenKind";
import type { Cursor } from "./cursor";

/** `IS NOT NULL`, `IS TRUE`, `FORMAT JSON` …; several in a row are one flat node. */
export function parsePostfix(p: Cursor, operand: Expression): Expression {
  const operators: string[] = [];
  while ((p.at(TokenKind.IS) && !isDistinctFrom(p)) || (p.at(TokenKind.FORMAT) && p.peek(1) === TokenKind.JSON)) {
    const start = p.index;
    if (p.at(TokenKind.FORMAT)) takeFormatJson(p);
    else takeIs(p);
    operators.push(p.text.slice(p.tokens.starts[start], p.lastEnd).toUpperCase());
  }
  return { kind: "postfix", start: operand.start, end: p.lastEnd, operand, operators };
}

/** Whether IS here begins `IS [NOT] DISTINCT FROM`, which compares two operands. */
export function isDistinctFrom(p: Cursor): boolean {
  const ahead = p.peek(1) === TokenKind.NOT ? 2 : 1;
  return p.peek(ahead) === TokenKind.DISTINCT;
}

/** `FORMAT JSON [ENCODING UTF8]`; the cursor stands on FORMAT. */
function takeFormatJson(p: Cursor): void {
  p.advance();
  p.expect(TokenKind.JSON, "JSON");
  if (!p.at(TokenKind.ENCODING)) return;
  const encoding = p.peek(1);
  if (encoding !== TokenKind.UTF8 && encoding !== TokenKind.UTF16 && encoding !== TokenKind.UTF32) return;
  p.advance();
  p.advance();
}

function takeIs(p: Cursor): void {
  p.advance();
  p.accept(TokenKind.NOT);
  switch (p.kind) {
    case TokenKind.NULL:
    case TokenKind.TRUE:
    case TokenKind.FALSE:
    case TokenKind.UNKNOWN:
    case TokenKind.EMPTY:
      p.advance();
      return;
    case TokenKind.A:
      p.advance();
      p.expect(TokenKind.SET, "SET");
      return;
    case TokenKind.JSON:
      p.advance();
      if (p.at(TokenKind.VALUE) || p.at(TokenKind.OBJECT) || p.at(TokenKind.ARRAY) || p.at(TokenKind.SCALAR)) p.advance();
      return;
    default:
      p.reportUnexpected(phrase("NULL, TRUE, FALSE or DISTINCT FROM"));
  }
}
