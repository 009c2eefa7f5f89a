/**
 * Java's `String.trim`: everything up to U+0020 counts as a blank, and nothing else does.
 */
import type { TextRange } from "./range";

/** The text without the blanks around it. */
export function javaTrim(text: string): string {
  const { start, end } = trimmedRange(text);
  return text.slice(start, end);
}

/** What `javaTrim` leaves of a text, as a range of UTF-16 code units; found from the ends, so that blanks inside cost nothing. */
export function trimmedRange(text: string): TextRange {
  let start = 0;
  let end = text.length;
  while (start < end && text.charCodeAt(start) <= 32) start++;
  while (start < end && text.charCodeAt(end - 1) <= 32) end--;
  return { start, end };
}
