/**
 * Marks in SQL texts: `<|>` is the cursor; a comment line with `^^^ words` says something about the text right above it.
 */

/** A text without its cursor mark, and where that stood. */
export interface CursorText {
  readonly text: string;
  readonly offset: number;
}

/** Takes the one `<|>` out of a text. */
export function takeCursor(marked: string): CursorText {
  const offset = marked.indexOf("<|>");
  if (offset < 0) throw new Error(`no cursor <|> in: ${marked}`);
  return { text: marked.slice(0, offset) + marked.slice(offset + 3), offset };
}

/** A range of the text with what is said about it. */
export interface Annotation {
  readonly start: number;
  readonly end: number;
  readonly label: string;
}

/** Reads `-- ^^^ label` lines: the carets stand under the words that they are about, in the nearest line above that is no mark. */
export function readAnnotations(text: string): readonly Annotation[] {
  const annotations: Annotation[] = [];
  let lineStart = 0;
  let codeStart = 0;
  for (const line of text.split("\n")) {
    const mark = /^(--\s*)(\^+)\s*(.*)$/.exec(line);
    if (mark) {
      const start = codeStart + (mark[1] ?? "").length;
      annotations.push({ start, end: start + (mark[2] ?? "").length, label: (mark[3] ?? "").trim() });
    } else codeStart = lineStart;
    lineStart += line.length + 1;
  }
  return annotations;
}
