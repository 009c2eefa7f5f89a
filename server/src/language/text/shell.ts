/**
 * Words of commands that are printed, as a POSIX shell takes them.
 */

/** A text in quotes, in which nothing means anything. */
export function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** A word, quoted only where it must be. */
export function shellWord(word: string): string {
  return /^[\w.:/@%+=,-]+$/.test(word) ? word : shellQuoted(word);
}
