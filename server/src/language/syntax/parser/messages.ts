/**
 * The words of syntax errors: what stands there, what should, and what to do about it.
 */
import { t } from "../../text/l10n";
import type { ParseErrorCode } from "../errors";
import { TokenKind } from "../tokenKind";
import { isReservedKeyword } from "../tokens";
import type { Cursor } from "./cursor";

/** A code and a sentence for a token that does not fit where `what` should stand. */
export function describeToken(cursor: Cursor, what: string): { readonly code: ParseErrorCode; readonly message: string } {
  const image = shorten(cursor.image());
  switch (cursor.kind) {
    case TokenKind.EndOfText:
      return { code: "syntax-error", message: t("The statement ends here, but {0} is missing.", t(what)) };
    case TokenKind.Semicolon:
      return { code: "syntax-error", message: t('The statement ends at this ";", but {0} is missing.', t(what)) };
    case TokenKind.Invalid:
      return { code: "lexical-error", message: describeInvalid(image) };
    case TokenKind.UnclosedComment:
      return { code: "unclosed-text", message: t("This comment is opened with /* and never closed with */.") };
    case TokenKind.Quote:
      return { code: "unclosed-text", message: t("This string is opened with ' and never closed.") };
    case TokenKind.DoubleQuote:
      return { code: "unclosed-text", message: t('This quoted name is empty, or not closed with " on the same line.') };
    default:
      return describeMisplaced(cursor.kind, image, what);
  }
}

function describeMisplaced(kind: TokenKind, image: string, what: string): { readonly code: ParseErrorCode; readonly message: string } {
  if (isReservedKeyword(kind) && what.startsWith(t("a name"))) return { code: "reserved-word", message: reservedWordMessage(image) };
  return { code: "syntax-error", message: t('"{0}" does not fit here: {1} is missing before it.', image, t(what)) };
}

/** What to say of a reserved word that stands where a name is meant. */
export function reservedWordMessage(word: string): string {
  return t('{0} is a reserved word. To use it as a name, quote it: "{0}".', word);
}

function describeInvalid(image: string): string {
  if (/[\u2018\u2019\u201c\u201d]/.test(image))
    return t("The typographic quote {0} is no quote for Druid; write ' around strings and \" around names.", image);
  if (image === "\u00a0") return t("This is a no-break space, which Druid does not take for a space; replace it by an ordinary one.");
  if (image === "`") return t('A backtick starts nothing in Druid SQL; names are quoted with ".');
  const shown = /^[\x21-\x7e]/.test(image) ? image : codePoints(image);
  return t("{0} starts nothing in Druid SQL.", shown);
}

function codePoints(text: string): string {
  const first = (text.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  return t("The character U+{0}", first);
}

function shorten(image: string): string {
  const line = image.split(/[\r\n]/, 1)[0] ?? "";
  return line.length > 40 ? `${line.slice(0, 39)}…` : line;
}
