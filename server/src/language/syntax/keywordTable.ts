/**
 * Finds the keyword that a stretch of text spells, without making a string of it: a hash table over the letters in capitals.
 */
import { NON_RESERVED_KEYWORDS, RESERVED_KEYWORDS } from "../data/keywords";
import { FIRST_KEYWORD, TokenKind } from "./tokenKind";

const WORDS: readonly string[] = [...RESERVED_KEYWORDS, ...NON_RESERVED_KEYWORDS];
const TABLE_SIZE = 4096;
const LONGEST = WORDS.reduce((longest, word) => Math.max(longest, word.length), 0);

/** What each ASCII character adds to the hash of a word: letters in capitals. Other characters never spell a keyword. */
export const CAPITALS = capitals();

/** The hash of no letters yet; for each letter `hashStep` follows. */
export const EMPTY_HASH = 7;

const SLOTS = fillSlots();

/** The hash of a word with one more letter. */
export function hashStep(hash: number, code: number): number {
  return (Math.imul(hash, 31) + (CAPITALS[code] as number)) | 0;
}

/** The keyword kind of `text[start, end)` in any case, or `Identifier`, given the hash of its letters. */
export function keywordKind(text: string, start: number, end: number, hash: number): TokenKind {
  const length = end - start;
  if (length > LONGEST) return TokenKind.Identifier;
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
    if (CAPITALS[text.charCodeAt(start + index)] !== word.charCodeAt(index)) return false;
  }
  return true;
}

function capitals(): Uint8Array {
  return Uint8Array.from({ length: 128 }, (_, code) => (code >= 97 && code <= 122 ? code - 32 : code));
}

function fillSlots(): Uint16Array {
  const slots = new Uint16Array(TABLE_SIZE);
  WORDS.forEach((word, index) => {
    let hash = EMPTY_HASH;
    for (let offset = 0; offset < word.length; offset++) hash = hashStep(hash, word.charCodeAt(offset));
    let slot = hash & (TABLE_SIZE - 1);
    while (slots[slot] !== 0) slot = (slot + 1) & (TABLE_SIZE - 1);
    slots[slot] = index + 1;
  });
  return slots;
}
