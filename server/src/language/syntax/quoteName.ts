/**
 * How a name is written in SQL: as it is where that reads as the same name, else in double quotes; and how a string is.
 */
import { EMPTY_HASH, hashStep, keywordKind } from "./keywordTable";
import { isReservedKeyword } from "./tokens";

const PLAIN = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** `page` as it is, `"end"` and `"a b"` in quotes. */
export function nameText(name: string): string {
  return PLAIN.test(name) && !isReservedWord(name) ? name : quotedName(name);
}

/** The name in double quotes, those in it doubled. */
export function quotedName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A string literal of the text. */
export function quotedString(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** Whether a word must be quoted to be a name; letters in any case. */
export function isReservedWord(word: string): boolean {
  if (!PLAIN.test(word)) return false;
  let hash = EMPTY_HASH;
  for (let offset = 0; offset < word.length; offset++) hash = hashStep(hash, word.charCodeAt(offset));
  return isReservedKeyword(keywordKind(word, 0, word.length, hash));
}
