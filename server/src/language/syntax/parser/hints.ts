/**
 * Hints, `/*+ name(options) *​/`. Source: `TableHints` and `ParenthesizedKeyValueOptionCommaList` of Druid's `Parser.jj`.
 */
import { phrase } from "../../text/l10n";
import type { Expression, Hint, HintList } from "../nodes";
import { TokenKind } from "../tokenKind";
import type { Cursor } from "./cursor";
import { parseList } from "./lists";
import { parseNumber, parseString } from "./literals";
import { parseIdentifier, takeIdentifier } from "./names";

/** A hint list between its marks; the cursor stands on the opening one. */
export function parseHints(p: Cursor): HintList {
  const start = p.start;
  p.advance();
  const hints = parseList(p, parseHint);
  p.expect(TokenKind.CommentEnd, phrase("the end of the hint"));
  return { kind: "hintList", start, end: p.lastEnd, hints };
}

function parseHint(p: Cursor): Hint {
  const name: Hint["name"] = parseIdentifier(p, phrase("a name of a hint"));
  if (p.accept(TokenKind.LeftParen)) {
    if (!p.at(TokenKind.RightParen)) parseHintOptions(p);
    p.expect(TokenKind.RightParen, ")");
  }
  return { kind: "hint", start: name.start, end: p.lastEnd, name };
}

/** `key = 'value', …`, names, or numbers and strings; not mixed. */
function parseHintOptions(p: Cursor): void {
  const string = p.kind >= TokenKind.String && p.kind <= TokenKind.BinaryString;
  if ((p.atName() || string) && p.peek(1) === TokenKind.Equal) parseList(p, parseHintPair);
  else if (p.atName()) parseList(p, () => parseIdentifier(p));
  else parseList(p, parseHintValue);
}

function parseHintPair(p: Cursor): void {
  if (p.atName()) takeIdentifier(p);
  else parseHintString(p);
  p.expect(TokenKind.Equal, "=");
  parseHintString(p);
}

function parseHintString(p: Cursor): void {
  if (p.kind >= TokenKind.String && p.kind <= TokenKind.BinaryString) parseString(p);
  else p.reportUnexpected(phrase("a string"));
}

function parseHintValue(p: Cursor): Expression | undefined {
  if (p.kind >= TokenKind.String && p.kind <= TokenKind.BinaryString) return parseString(p);
  return parseNumber(p);
}
