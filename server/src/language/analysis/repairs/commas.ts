/**
 * A comma too many: before a clause, a closing parenthesis, the end.
 */
import { isClauseKeyword } from "../../syntax/parser/keywordSets";
import { TokenKind } from "../../syntax/tokenKind";
import { t } from "../../text/l10n";
import type { TextRange } from "../../text/range";
import { type Repair, rangeOfWords, type Trouble } from "./repair";
import { kindAt, startAt, textAt } from "./words";

export function repairComma(trouble: Trouble): Repair | undefined {
  const { words, index, error } = trouble;
  const behind = kindAt(words, index);
  const isAtEnd = behind === TokenKind.EndOfText || behind === TokenKind.Semicolon;
  if (kindAt(words, index - 1) !== TokenKind.Comma || error.range.start < startAt(words, index - 1)) return undefined;
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
