/**
 * Text in columns, as wide as what stands in them; and the width of the page.
 */
import { printable, widthOf } from "./columns";
import type { TextSink } from "./host";

const WIDEST = 140;
const NARROWEST = 40;
/** Where there is no terminal. */
const USUAL = 120;

/** The columns of the page that text is written for. */
export function pageWidth({ columns }: TextSink): number {
  return Math.max(NARROWEST, Math.min(columns ?? USUAL, WIDEST));
}

/** One text for each row, its cells one below the other; cells are free of what a terminal would act on, and no blanks stand at the ends. */
export function alignRows(rows: readonly (readonly string[])[], gap = 2): readonly string[] {
  const widths = widthsOf(rows);
  return rows.map((row) =>
    row
      .map((cell, column) => padded(printable(cell), column < row.length - 1 ? (widths[column] ?? 0) + gap : 0))
      .join("")
      .trimEnd(),
  );
}

/** The width of each column. */
export function widthsOf(rows: readonly (readonly string[])[]): readonly number[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, widthOf(printable(cell)));
  }
  return widths;
}

/** The text with blanks behind it, up to a width. */
export function padded(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - widthOf(text)));
}

/** Words in lines no wider than the page, each behind the indent; a longer word has a line of its own. */
export function wrapWords(words: readonly string[], separator: string, indent: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const [index, word] of words.entries()) {
    const piece = printable(word) + (index < words.length - 1 ? separator.trimEnd() : "");
    if (line !== "" && widthOf(`${indent}${line} ${piece}`) > width) {
      lines.push(indent + line);
      line = piece;
    } else line = line === "" ? piece : `${line} ${piece}`;
  }
  return line === "" ? lines : [...lines, indent + line];
}
