/**
 * Changes of a text, as data: what a fix writes. This room knows nothing of SQL.
 */
import { shiftRange, type TextRange } from "./range";

/** Text to put in the place of a range; offsets into the text as it was. An empty range inserts, an empty text deletes. */
export interface TextEdit {
  readonly range: TextRange;
  readonly text: string;
}

/** One way to make a finding go away. */
export interface Fix {
  /** What it does, in the imperative: `Quote the name`. */
  readonly title: string;
  /** `certain`: what was meant, and nothing else can be; `choice`: one of several ways, for the author to choose. */
  readonly certainty: "certain" | "choice";
  /** In the order of the text, without overlap; all of them together. */
  readonly edits: readonly TextEdit[];
}

/** The same fix in a text that has `by` code units more before it. */
export function shiftFix({ title, certainty, edits }: Fix, by: number): Fix {
  return { title, certainty, edits: edits.map(({ range, text }) => ({ range: shiftRange(range, by), text })) };
}

/** The text after edits that do not overlap, given in its order. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const parts: string[] = [];
  let from = 0;
  for (const { range, text: inserted } of edits) {
    parts.push(text.slice(from, range.start), inserted);
    from = range.end;
  }
  return parts.join("") + text.slice(from);
}
