/**
 * A line of source with carets under the words in question, cut where it is too long for the page.
 */
import { type Cell, cellsOf } from "./columns";

/** A line as shown, and the carets to print under it. Both have the same left edge. */
export interface Excerpt {
  readonly line: string;
  readonly carets: string;
}

/**
 * Shows `line` with carets from `start` to `end` (UTF-16 offsets in the line; `end` may lie behind its end). Of a line of more than
 * `most` columns only the part around the carets is shown, with `…` where something was cut.
 */
export function excerptOf(line: string, start: number, end: number, most: number): Excerpt {
  const stretch = stretchAround(line, start, 2 * most);
  const cells = cellsOf(stretch.text);
  const before = columnsBefore(cells, start - stretch.start);
  const marked = Math.max(1, columnsBefore(cells, end - stretch.start) - before);
  const total = columnsBefore(cells, stretch.text.length);
  const isWhole = stretch.text.length === line.length;
  if (isWhole && total <= most) return { line: cells.map((cell) => cell.shown).join(""), carets: " ".repeat(before) + "^".repeat(marked) };
  return cut(cells, { before, marked, total, most, isCutBefore: stretch.start > 0, isCutBehind: !isWhole && !stretch.isLast });
}

/**
 * What there is of a line within `around` UTF-16 code units of a place, no pair of surrogates cut: a line may have millions of characters,
 * and a page shows a hundred.
 */
function stretchAround(
  line: string,
  start: number,
  around: number,
): { readonly text: string; readonly start: number; readonly isLast: boolean } {
  if (line.length <= 2 * around) return { text: line, start: 0, isLast: true };
  const from = border(line, Math.max(0, start - around));
  const to = border(line, Math.min(line.length, start + around));
  return { text: line.slice(from, to), start: from, isLast: to === line.length };
}

function border(line: string, offset: number): number {
  const code = line.charCodeAt(offset);
  return code >= 0xdc00 && code <= 0xdfff ? offset + 1 : offset;
}

interface Measures {
  readonly before: number;
  readonly marked: number;
  readonly total: number;
  readonly most: number;
  readonly isCutBefore: boolean;
  readonly isCutBehind: boolean;
}

function cut(cells: readonly Cell[], { before, marked, total, most, isCutBefore, isCutBehind }: Measures): Excerpt {
  const lead = Math.max(0, Math.floor((most - marked) / 2));
  const from = Math.max(0, Math.min(before - lead, total - most));
  const window = slice(cells, from, from + most);
  const left = from > 0 || isCutBefore ? "…" : "";
  const right = from + most < total || isCutBehind ? "…" : "";
  const indent = before - window.from + left.length;
  const room = Math.max(1, window.columns - (before - window.from));
  return { line: left + window.text + right, carets: " ".repeat(Math.max(0, indent)) + "^".repeat(Math.min(marked, room)) };
}

/** The cells that lie wholly between two columns. */
function slice(
  cells: readonly Cell[],
  from: number,
  to: number,
): { readonly text: string; readonly from: number; readonly columns: number } {
  let column = 0;
  let text = "";
  let first = -1;
  let columns = 0;
  for (const cell of cells) {
    if (column >= from && column + cell.width <= to) {
      if (first < 0) first = column;
      text += cell.shown;
      columns += cell.width;
    }
    column += cell.width;
  }
  return { text, from: Math.max(0, first), columns };
}

function columnsBefore(cells: readonly Cell[], offset: number): number {
  let columns = 0;
  for (const cell of cells) {
    if (cell.offset >= offset) break;
    columns += cell.width;
  }
  return columns;
}
