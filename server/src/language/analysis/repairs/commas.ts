/**
 * A comma too many: before a clause, a closing parenthesis, the end. And a comma too few: before a call.
 */
import { findFunction } from "../../data/functions";
import { isClauseKeyword } from "../../syntax/parser/keywordSets";
import { isNameBefore } from "../../syntax/parser/meantNames";
import { TokenKind } from "../../syntax/tokenKind";
import { isKeyword, isReservedKeyword } from "../../syntax/tokens";
import { t } from "../../text/l10n";
import type { TextRange } from "../../text/range";
import { choice, insertion } from "../fixes";
import { type Repair, rangeOfWords, type Trouble } from "./repair";
import { endAt, kindAt, startAt, textAt, type Words } from "./words";

export function repairComma(trouble: Trouble): Repair | undefined {
  const { words, index, error } = trouble;
  const behind = kindAt(words, index);
  const isAtEnd = behind === TokenKind.EndOfText || behind === TokenKind.Semicolon;
  if (kindAt(words, index - 1) !== TokenKind.Comma || error.range.start < startAt(words, index - 1)) return undefined;
  if (error.code === "reserved-word" && isNameBefore(behind, kindAt(words, index + 1))) return undefined;
  if (!isAtEnd && behind !== TokenKind.RightParen && !isClauseKeyword(behind) && behind !== TokenKind.SELECT) return undefined;
  // At the end somebody may be about to write on, and a SELECT may be a subquery without its parentheses.
  const certainty = isAtEnd || (behind === TokenKind.SELECT && kindAt(words, index - 2) !== TokenKind.RightParen) ? "choice" : "certain";
  const advice = isAtEnd ? undefined : t("The comma before {0} is one too many.", textAt(words, index));
  const fixes = [{ title: t("Remove the comma"), certainty, edits: [{ range: commaOf(trouble), text: "" }] }] as const;
  return { ...(advice !== undefined && { advice }), fixes };
}

/** The comma, with the blanks up to a closing parenthesis. */
function commaOf({ words, index }: Trouble): TextRange {
  const comma = rangeOfWords(words, index - 1, index - 1);
  const next = startAt(words, index);
  const isTight = kindAt(words, index) === TokenKind.RightParen && words.statement.text.slice(comma.end, next).trim() === "";
  return isTight ? { start: comma.start, end: next } : comma;
}

/** `SELECT a COUNT(*)`: the parser takes the name of a function for an alias. */
export function repairMissingComma({ words, index, error }: Trouble): Repair | undefined {
  // A reserved word is in the way itself, another one only with its parenthesis.
  const name = error.code === "reserved-word" ? index : index - 1;
  const text = textAt(words, name);
  if (kindAt(words, name + 1) !== TokenKind.LeftParen || error.range.start > startAt(words, name + 1)) return undefined;
  if (!findFunction(text) || !endsValue(kindAt(words, name - 1)) || !isInList(words, name)) return undefined;
  return {
    advice: t("For a call of {0}, a comma is missing before it.", text),
    fixes: [choice(t("Insert a comma before {0}", text), [insertion(endAt(words, name - 1), ",")])],
  };
}

function endsValue(kind: TokenKind): boolean {
  if (kind === TokenKind.RightParen || kind === TokenKind.END) return true;
  const isName = isKeyword(kind) ? !isReservedKeyword(kind) : kind >= TokenKind.Identifier && kind <= TokenKind.BacktickIdentifier;
  return isName || VALUES.has(kind);
}

const VALUES: ReadonlySet<TokenKind> = new Set([TokenKind.String, TokenKind.Integer, TokenKind.Decimal, TokenKind.NULL, TokenKind.TRUE]);

/** Whether commas part what stands around a word: the columns of SELECT, the values of a clause with BY. */
function isInList(words: Words, index: number): boolean {
  let depth = 0;
  for (let at = index - 1; at >= 0; at--) {
    const kind = kindAt(words, at);
    if (kind === TokenKind.RightParen) depth++;
    else if (kind === TokenKind.LeftParen && --depth < 0) return false;
    else if (depth === 0 && (kind === TokenKind.SELECT || kind === TokenKind.BY)) return true;
    else if (depth === 0 && isClauseKeyword(kind)) return false;
  }
  return false;
}
