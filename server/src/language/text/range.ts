/**
 * Ranges of text. Every offset of the language service is a UTF-16 code unit, counted from zero; ranges are half-open.
 * This room knows nothing of SQL.
 */

/** A half-open stretch of text: `start` is the first code unit in it, `end` the first one behind it. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** The bare range of a thing that has more to it, such as a node. */
export function rangeOf({ start, end }: TextRange): TextRange {
  return { start, end };
}

/** The same range, moved by `by` code units. */
export function shiftRange(range: TextRange, by: number): TextRange {
  return { start: range.start + by, end: range.end + by };
}

/** Whether `offset` lies in the range; the end counts as inside, as a cursor behind the last letter still touches the word. */
export function rangeTouches(range: TextRange, offset: number): boolean {
  return range.start <= offset && offset <= range.end;
}

/** Whether `inner` lies wholly in `outer`. */
export function rangeContains(outer: TextRange, inner: TextRange): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** Whether two ranges share a code unit or a border, as a cursor at the end of a word touches it. */
export function rangesTouch(one: TextRange, other: TextRange): boolean {
  return one.start <= other.end && other.start <= one.end;
}
