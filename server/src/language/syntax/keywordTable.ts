/**
 * Finds the keyword that a stretch of text spells, without making a string of it: a hash table over the letters in capitals.
 */
import { NON_RESERVED_KEYWORDS, RESERVED_KEYWORDS } from "../data/keywords";
import { FIRST_KEYWORD, TokenKind } from "./tokenKind";

const WORDS: readonly string[] = [...RESERVED_KEYWORDS, ...NON_RESERVED_KEYWORDS];
const TABLE_SIZE = 4096;
const LONGEST = WORDS.reduce((longest, word) => Math.max(longest, word.length), 0);
const SLOTS = fillSlots();

/** The keyword kind of `text[start, end)` in any case, or `Identifier`. Only ASCII letters, digits and `_` can spell a keyword. */
export function keywordKind(text: string, start: number, end: number): TokenKind {
  const length = end - start;
  if (length > LONGEST) return TokenKind.Identifier;
  let hash = length;
  for (let offset = start; offset < end; offset++) hash = (hash * 31 + capital(text.charCodeAt(offset))) | 0;
  let slot = hash & (TABLE_SIZE - 1);
  for (;;) {
    const index = (SLOTS[slot] as number) - 1;
    if (index < 0) return TokenKind.Identifier;
    if (spells(text, start, length, WORDS[index] as string)) return FIRST_KEYWORD + index;
    slot = (slot + 1) & (TABLE_SIZE - 1);
  }
}

function spells(text: string, start: number, length: number, word: string): boolean {
  if (word.length !== length) return false;
  for (let index = 0; index < length; index++) {
    if (capital(text.charCodeAt(start + index)) !== word.charCodeAt(index)) return false;
  }
  return true;
}

function capital(code: number): number {
  return code >= 97 && code <= 122 ? code - 32 : code;
}

function fillSlots(): Uint16Array {
  const slots = new Uint16Array(TABLE_SIZE);
  WORDS.forEach((word, index) => {
    let hash = word.length;
    for (let offset = 0; offset < word.length; offset++) hash = (hash * 31 + word.charCodeAt(offset)) | 0;
    let slot = hash & (TABLE_SIZE - 1);
    while (slots[slot] !== 0) slot = (slot + 1) & (TABLE_SIZE - 1);
    slots[slot] = index + 1;
  });
  return slots;
}
