/**
 * Offsets to lines and back. A line ends at LF, CR or CRLF, as in the Language Server Protocol.
 */

/** A place in a text: zero-based line, and UTF-16 code units from the start of that line. */
export interface Place {
  readonly line: number;
  readonly character: number;
}

/** The offset at which each line of a text starts. */
export interface LineIndex {
  readonly starts: readonly number[];
  readonly length: number;
}

/** Finds the line starts of a text, in one pass. */
export function indexLines(text: string): LineIndex {
  const starts = [0];
  for (let offset = 0; offset < text.length; offset++) {
    const code = text.charCodeAt(offset);
    if (code !== 10 && code !== 13) continue;
    if (code === 13 && text.charCodeAt(offset + 1) === 10) offset++;
    starts.push(offset + 1);
  }
  return { starts, length: text.length };
}

/** The place of an offset; an offset outside the text is taken to its nearest end. */
export function placeAt(index: LineIndex, offset: number): Place {
  const within = Math.max(0, Math.min(offset, index.length));
  let low = 0;
  let high = index.starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((index.starts[middle] ?? 0) <= within) low = middle;
    else high = middle - 1;
  }
  return { line: low, character: within - (index.starts[low] ?? 0) };
}

/** The offset of a place; a place outside the text is taken to the nearest offset. */
export function offsetAt(index: LineIndex, place: Place): number {
  const start = index.starts[place.line];
  if (start === undefined) return place.line < 0 ? 0 : index.length;
  const next = index.starts[place.line + 1] ?? index.length;
  return Math.max(start, Math.min(start + place.character, next));
}
