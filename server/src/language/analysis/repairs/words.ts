/**
 * A statement as its words and marks, blanks and comments left out: what repairs look around in. Indexes beyond the ends are the end of text.
 */
import type { Statement } from "../../syntax/document";
import { TokenKind } from "../../syntax/tokenKind";
import { significantTokens, tokenEnd, tokenKind, tokenStart } from "../../syntax/tokens";

export interface Words {
  readonly statement: Statement;
  /** Indexes into the token table. */
  readonly significant: readonly number[];
}

export function wordsOf(statement: Statement): Words {
  return { statement, significant: significantTokens(statement.tokens) };
}

/** The word that an offset lies in or stands before; the number of words behind the last one. */
export function wordAt({ statement, significant }: Words, offset: number): number {
  let low = 0;
  let high = significant.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (tokenEnd(statement.tokens, significant[middle] as number) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function kindAt({ statement, significant }: Words, index: number): TokenKind {
  const token = significant[index];
  return token === undefined ? TokenKind.EndOfText : tokenKind(statement.tokens, token);
}

/** Where a word starts; the end of the last word behind it. */
export function startAt(words: Words, index: number): number {
  const token = words.significant[index];
  return token === undefined ? endAt(words, words.significant.length - 1) : tokenStart(words.statement.tokens, token);
}

/** Where a word ends; zero before the first one. */
export function endAt({ statement, significant }: Words, index: number): number {
  const token = significant[Math.min(index, significant.length - 1)];
  return token === undefined ? 0 : tokenEnd(statement.tokens, token);
}

/** A word as it is written. */
export function textAt(words: Words, index: number): string {
  return words.significant[index] === undefined ? "" : words.statement.text.slice(startAt(words, index), endAt(words, index));
}

/** The text from one word up to and with another one. */
export function textFrom(words: Words, first: number, last: number): string {
  return words.statement.text.slice(startAt(words, first), endAt(words, last));
}

/** The last word that is no `;`. */
export function lastWord(words: Words): number {
  let index = words.significant.length - 1;
  while (index > 0 && kindAt(words, index) === TokenKind.Semicolon) index--;
  return index;
}
