/**
 * The text that every match of a pattern begins with, as far as the pattern says so plainly. It lets a search among many names look at few.
 */

/** Ends the plain text: what has a meaning in a pattern, but for escaped signs. */
const PLAIN = /\\[!-/:-@[-`{-~]|[^\\^$.|?*+()[\]{}]/uy;
const COUNT = /[?*+{]/;

/** The text; empty where the pattern begins with anything else, or has several ways. */
export function startOf(pattern: string): string {
  if (pattern.includes("|")) return "";
  let start = "";
  for (let at = 0; at < pattern.length; ) {
    PLAIN.lastIndex = at;
    const [piece] = PLAIN.exec(pattern) ?? [];
    // What is counted may be absent.
    if (piece === undefined || COUNT.test(pattern.charAt(at + piece.length))) return start;
    start += piece.startsWith("\\") ? piece.slice(1) : piece;
    at += piece.length;
  }
  return start;
}
