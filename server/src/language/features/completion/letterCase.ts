/**
 * The case of letters that an author writes keywords in: that of the statement, then of what is being typed, then capitals.
 */
import type { Statement } from "../../syntax/document";
import { isReservedKeyword, tokenEnd, tokenKind, tokenStart } from "../../syntax/tokens";

export type LetterCase = "upper" | "lower";

/** Looking at more keywords than these changes nothing. */
const ENOUGH = 40;

/** The case of most keywords of the statement, the word at `range` left out; `typed` decides where there are none. */
export function letterCaseOf({ tokens, text }: Statement, range: { readonly start: number }, typed: string): LetterCase {
  let lower = 0;
  let upper = 0;
  for (let token = 0; token < tokens.count && lower + upper < ENOUGH; token++) {
    if (!isReservedKeyword(tokenKind(tokens, token)) || tokenStart(tokens, token) === range.start) continue;
    const word = text.slice(tokenStart(tokens, token), tokenEnd(tokens, token));
    if (word === word.toLowerCase()) lower++;
    else if (word === word.toUpperCase()) upper++;
  }
  if (lower !== upper) return lower > upper ? "lower" : "upper";
  return typed !== "" && typed === typed.toLowerCase() && typed !== typed.toUpperCase() ? "lower" : "upper";
}

/** The words in that case. */
export function inCase(words: string, letterCase: LetterCase): string {
  return letterCase === "lower" ? words.toLowerCase() : words;
}
