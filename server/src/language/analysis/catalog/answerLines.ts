/**
 * Answers of Druid that are no one JSON value: one value in each line (`objectLines`, `arrayLines`), and CSV. Pieces keep their places.
 */
import type { TextRange } from "../../text/range";

/** A value of a CSV; the range has its quotes. */
export interface CsvValue {
  readonly value: string;
  readonly range: TextRange;
}

/** The lines that have something in them, if the text is a value of its own in each; undefined where it is one value or something else. */
export function valueLines(text: string): readonly TextRange[] | undefined {
  const lines = linesOf(text);
  const [first, second] = lines;
  if (!first || !second || !isWholeValue(text.slice(first.start, first.end))) return undefined;
  return /^[[{]/.test(text.slice(second.start, second.end)) ? lines : undefined;
}

/** Without blanks at both ends. */
function linesOf(text: string): readonly TextRange[] {
  const lines: TextRange[] = [];
  for (const match of text.matchAll(/[^\r\n]+/g)) {
    const trimmed = match[0].replace(/^\uFEFF/, " ");
    const start = match.index + (trimmed.length - trimmed.trimStart().length);
    const end = match.index + trimmed.trimEnd().length;
    if (start < end) lines.push({ start, end });
  }
  return lines;
}

function isWholeValue(line: string): boolean {
  try {
    return typeof JSON.parse(line) === "object";
  } catch {
    return false;
  }
}

/** Whether a text begins as a CSV with the columns of INFORMATION_SCHEMA.COLUMNS does. */
export function isCsv(text: string): boolean {
  const [first] = linesOf(text.slice(0, 10_000));
  const head = first ? text.slice(first.start, first.end) : "";
  return /^[\w",;\s]+$/.test(head) && /\bTABLE_NAME\b/.test(head) && /\bCOLUMN_NAME\b/.test(head);
}

/** The rows of a CSV; empty lines are left out. Source: RFC 4180, which Druid's CSV follows. */
export function csvRows(text: string): readonly (readonly CsvValue[])[] {
  const rows: CsvValue[][] = [];
  let row: CsvValue[] = [];
  for (const match of text.matchAll(/("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n|\r|\n|$)/g)) {
    const [whole = "", written = "", border] = match;
    if (whole === "" && row.length === 0) continue;
    const range = { start: match.index, end: match.index + written.length };
    row.push({ value: written.startsWith('"') ? written.slice(1, -1).replaceAll('""', '"') : written, range });
    if (border === ",") continue;
    if (row.length > 1 || row[0]?.value !== "") rows.push(row);
    row = [];
  }
  return rows;
}
