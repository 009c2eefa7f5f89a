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

/** The same fix with its words parted from those around them. */
export function partedFix(text: string, fix: Fix): Fix {
  return { ...fix, edits: partedEdits(text, fix.edits) };
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

/**
 * The same edits with a blank wherever words that were apart would otherwise run together: behind `COUNT(*)FROM` an ` AS cnt` needs one.
 * Edits are in the order of the text.
 */
export function partedEdits(text: string, edits: readonly TextEdit[]): readonly TextEdit[] {
  const parted: TextEdit[] = [];
  let end = 0;
  let last = "";
  for (const [index, { range, text: given }] of edits.entries()) {
    const before = range.start > end ? text.charAt(range.start - 1) : last;
    const next = edits[index + 1];
    const follows = next?.range.start === range.end && next.text !== "" ? next.text : text.slice(range.end, range.end + 1);
    const inserted = partedWords(before, given, follows.charAt(0));
    parted.push(inserted === given ? { range, text: given } : { range, text: inserted });
    end = range.end;
    last = inserted === "" ? before : inserted.charAt(inserted.length - 1);
  }
  return parted;
}

function partedWords(before: string, words: string, behind: string): string {
  if (words === "") return runTogether(before, behind) ? " " : "";
  const head = runTogether(before, words.charAt(0)) ? " " : "";
  const tail = runTogether(words.charAt(words.length - 1), behind) ? " " : "";
  return `${head}${words}${tail}`;
}

function runTogether(one: string, other: string): boolean {
  return WORD_CHARACTER.test(one) && WORD_CHARACTER.test(other);
}

const WORD_CHARACTER = /[\w$\u0080-\uffff]/;
