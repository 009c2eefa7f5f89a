/**
 * Marks in the text of a test: `<|>` is the cursor, and a comment line `-- ^^^ code` marks the words above its carets.
 */

/** A text without its cursor, and where the cursor was. */
export function takeCursor(marked: string): { readonly text: string; readonly offset: number } {
  const offset = marked.indexOf("<|>");
  if (offset < 0) throw new Error(`no <|> in: ${marked}`);
  return { text: marked.slice(0, offset) + marked.slice(offset + 3), offset };
}

/** A marked stretch of text. */
export interface Mark {
  readonly start: number;
  readonly end: number;
  readonly label: string;
}

/** The marks of a text, in its order. The comment lines stay in the text: they are part of the SQL. */
export function readMarks(text: string): readonly Mark[] {
  const marks: Mark[] = [];
  let lineStart = 0;
  let aboveStart = 0;
  for (const line of text.split("\n")) {
    const found = /^(\s*--\s*)(\^+)\s+(.+?)\s*$/.exec(line);
    if (found) {
      const column = (found[1] ?? "").length;
      const start = aboveStart + column;
      marks.push({ start, end: start + (found[2] ?? "").length, label: found[3] ?? "" });
    } else {
      aboveStart = lineStart;
    }
    lineStart += line.length + 1;
  }
  return marks;
}

/** Marks as lines that read well when they differ: `"wikipedia" permission-denied`. */
export function showMarks(text: string, marks: readonly Mark[]): readonly string[] {
  return [...marks]
    .sort((a, b) => a.start - b.start || a.label.localeCompare(b.label))
    .map(({ start, end, label }) => `${start} ${JSON.stringify(text.slice(start, end))} ${label}`);
}
