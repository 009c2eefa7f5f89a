/**
 * The words of syntax errors: what stands there, what should, and what to do about it.
 */
import type { ParseErrorCode } from "../errors";
import { TokenKind } from "../tokenKind";
import { isReservedKeyword } from "../tokens";
import type { Cursor } from "./cursor";

/** A code and a sentence for a token that does not fit where `what` should stand. */
export function describeToken(cursor: Cursor, what: string): { readonly code: ParseErrorCode; readonly message: string } {
  const image = shorten(cursor.image());
  switch (cursor.kind) {
    case TokenKind.EndOfText:
      return { code: "syntax-error", message: `The statement ends here, but ${what} is missing.` };
    case TokenKind.Semicolon:
      return { code: "syntax-error", message: `The statement ends at this ";", but ${what} is missing.` };
    case TokenKind.Invalid:
      return { code: "lexical-error", message: describeInvalid(image) };
    case TokenKind.UnclosedComment:
      return { code: "unclosed-text", message: "This comment is opened with /* and never closed with */." };
    case TokenKind.Quote:
      return { code: "unclosed-text", message: "This string is opened with ' and never closed." };
    case TokenKind.DoubleQuote:
      return { code: "unclosed-text", message: 'This quoted name is empty, or not closed with " on the same line.' };
    default:
      return describeMisplaced(cursor.kind, image, what);
  }
}

function describeMisplaced(kind: TokenKind, image: string, what: string): { readonly code: ParseErrorCode; readonly message: string } {
  if (isReservedKeyword(kind) && what.startsWith("a name")) return { code: "reserved-word", message: reservedWordMessage(image) };
  return { code: "syntax-error", message: `"${image}" does not fit here: ${what} is missing before it.` };
}

/** What to say of a reserved word that stands where a name is meant. */
export function reservedWordMessage(word: string): string {
  return `${word} is a reserved word. To use it as a name, quote it: "${word}".`;
}

function describeInvalid(image: string): string {
  if (/[\u2018\u2019\u201c\u201d]/.test(image))
    return `The typographic quote ${image} is no quote for Druid; write ' around strings and " around names.`;
  if (image === "\u00a0") return "This is a no-break space, which Druid does not take for a space; replace it by an ordinary one.";
  if (image === "`") return 'A backtick starts nothing in Druid SQL; names are quoted with ".';
  const shown = /^[\x21-\x7e]/.test(image) ? image : codePoints(image);
  return `${shown} starts nothing in Druid SQL.`;
}

function codePoints(text: string): string {
  const first = (text.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  return `The character U+${first}`;
}

function shorten(image: string): string {
  const line = image.split(/[\r\n]/, 1)[0] ?? "";
  return line.length > 40 ? `${line.slice(0, 39)}…` : line;
}
