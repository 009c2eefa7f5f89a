/**
 * Names: identifiers in each of their forms, compound names, lists of identifiers. Relies on the cursor only.
 */
import { phrase, t } from "../../text/l10n";
import type { ErrorNode, Identifier, IdentifierList, Name } from "../nodes";
import { TokenKind } from "../tokenKind";
import { isReservedKeyword } from "../tokens";
import type { Cursor } from "./cursor";
import { fitting, parseList } from "./lists";
import { isMeantAsName } from "./meantNames";
import { reservedWordMessage } from "./messages";
import { unescapeUnicode, unquote } from "./quoting";

const LONGEST_NAME = 128;

/** One identifier. A reserved word that was meant as a name is taken for one, and reported. */
export function parseIdentifier(p: Cursor, what = phrase("a name")): Identifier | ErrorNode {
  if (p.atName()) return takeIdentifier(p);
  if (!isMeantAsName(p)) return p.missing(what);
  p.report("reserved-word", reservedWordMessage(p.image()), p.start, p.end);
  return takeIdentifier(p);
}

/** An identifier if one stands here. */
export function parseOptionalIdentifier(p: Cursor): Identifier | undefined {
  return p.atName() ? takeIdentifier(p) : undefined;
}

/** Whether quoted text holds a template; in a request it is text like any other. */
export function holdsTemplate(p: Cursor, value: string): boolean {
  if (p.mode === "request") return false;
  return value.includes("{{") ? value.includes("}}") : value.includes("${") || (value.includes("{%") && value.includes("%}"));
}

/** The identifier at the cursor, which stands on a name (or on a reserved word taken for one). */
export function takeIdentifier(p: Cursor): Identifier {
  const { start, end, kind } = p;
  if (kind === TokenKind.Template || (p.peek(1) === TokenKind.Template && p.tokens.starts[p.index + 1] === end)) return takeTemplateName(p);
  const name = kind === TokenKind.Identifier || kind > TokenKind.Template ? p.text.slice(start, end) : quotedName(p);
  p.advance();
  if (name.length > LONGEST_NAME) {
    p.report("name-too-long", t("This name has {0} characters; Druid takes at most {1}.", name.length, LONGEST_NAME), start, end);
  }
  if (kind !== TokenKind.UnicodeQuotedIdentifier || !p.at(TokenKind.UESCAPE)) {
    const quoted = name.length !== end - start;
    return { kind: "identifier", start, end, name, quoted, template: quoted && holdsTemplate(p, name) };
  }
  parseUnicodeEscape(p);
  return { kind: "identifier", start, end: p.lastEnd, name, quoted: true, template: false };
}

/** `UESCAPE 'c'` behind a Unicode name or string. */
export function parseUnicodeEscape(p: Cursor): void {
  p.advance();
  const content = p.at(TokenKind.String) ? unquote(p.image(), "'") : undefined;
  if (content !== undefined && (content.length !== 1 || /[0-9a-fA-F\s+"]/.test(content))) {
    p.report("bad-literal", t("UESCAPE takes one character, and no blank, quote, plus or hexadecimal digit."), p.start, p.end);
  }
  p.expect(TokenKind.String, phrase("the escape character as a string"));
}

function quotedName(p: Cursor): string {
  const image = p.image();
  if (p.at(TokenKind.BacktickIdentifier)) {
    const plain = image.slice(1, -1);
    p.report("lexical-error", t('Backticks quote nothing in Druid SQL; write "{0}".', plain), p.start, p.end);
    return plain;
  }
  if (p.at(TokenKind.QuotedIdentifier)) return unquote(image, '"');
  const escapeCharacter =
    p.peek(1) === TokenKind.UESCAPE ? p.text.slice(p.tokens.starts[p.index + 2] ?? 0, p.tokens.ends[p.index + 2] ?? 0)[1] : "\\";
  const name = unescapeUnicode(unquote(image.slice(2), '"'), escapeCharacter ?? "\\");
  if (name === undefined)
    p.report("bad-literal", t("A Unicode escape in this name is not a backslash with four hexadecimal digits."), p.start, p.end);
  return name ?? image;
}

/** `events_{{ ds }}`: tokens that touch each other, one of them a template, are one name that nobody knows yet. */
function takeTemplateName(p: Cursor): Identifier {
  const start = p.start;
  for (;;) {
    const end = p.end;
    p.advance();
    const touches = !p.at(TokenKind.EndOfText) && p.start === end;
    if (!touches || !(p.atName() || p.at(TokenKind.Integer))) break;
  }
  const end = p.lastEnd;
  return { kind: "identifier", start, end, name: p.text.slice(start, end), quoted: false, template: true };
}

/** `a.b.c` without a star, as a table is named. */
export function parseTableName(p: Cursor, what = phrase("a table name")): Name | ErrorNode {
  const first = parseIdentifier(p, what);
  return first.kind === "error" ? first : continueName(p, first);
}

/** The rest of a compound name behind its first segment; a trailing `.*` is left alone. */
export function continueName(p: Cursor, first: Identifier): Name {
  if (!p.at(TokenKind.Dot)) return { kind: "name", start: first.start, end: first.end, parts: [first], star: false };
  const parts = [first];
  while (p.at(TokenKind.Dot) && p.peek(1) !== TokenKind.Star) {
    if (!p.peekIsName(1) && !isReservedKeyword(p.peek(1))) {
      p.advance();
      p.reportUnexpected(phrase("a name behind the dot"));
      break;
    }
    p.advance();
    const part = parseIdentifier(p, phrase("a name behind the dot"));
    if (part.kind === "error") break;
    parts.push(part);
  }
  return { kind: "name", start: first.start, end: p.lastEnd, parts: fitting(parts), star: false };
}

/** `a.b.c` or `a.*`, as a column is named. */
export function parseCompoundName(p: Cursor, what = phrase("a name")): Name | ErrorNode {
  const name = parseTableName(p, what);
  return name.kind === "error" ? name : acceptStar(p, name);
}

/** Takes `.*` behind a name. */
export function acceptStar(p: Cursor, name: Name): Name {
  if (!p.at(TokenKind.Dot) || p.peek(1) !== TokenKind.Star) return name;
  p.advance();
  p.advance();
  return { kind: "name", start: name.start, end: p.lastEnd, parts: name.parts, star: true };
}

/** `(a, b, c)`; reports a parenthesis that is not there, and then lies behind the token before. */
export function parseParenthesizedIdentifiers(p: Cursor): IdentifierList {
  const start = p.startOf(TokenKind.LeftParen);
  p.expect(TokenKind.LeftParen, "(");
  const items = parseList(p, () => parseIdentifier(p));
  p.expect(TokenKind.RightParen, ")");
  return { kind: "identifierList", start, end: p.lastEnd, items };
}

/** `a` or `(a, b)`. */
export function parseIdentifierOrList(p: Cursor): IdentifierList | ErrorNode {
  if (p.at(TokenKind.LeftParen)) return parseParenthesizedIdentifiers(p);
  const only = parseIdentifier(p);
  return only.kind === "error" ? only : { kind: "identifierList", start: only.start, end: only.end, items: [only] };
}
