/**
 * How findings say what would make them go away. Titles are in the reader's language.
 */
import type { Fix, TextEdit } from "../text/edit";
import { t } from "../text/l10n";
import type { TextRange } from "../text/range";

/** What was meant, and nothing else can be. */
export function certain(title: string, edits: readonly TextEdit[]): Fix {
  return { title, certainty: "certain", edits };
}

/** One of several ways. */
export function choice(title: string, edits: readonly TextEdit[]): Fix {
  return { title, certainty: "choice", edits };
}

/** The fix that writes something else in the place of words. */
export function rewrite(range: TextRange, text: string, certainty: Fix["certainty"] = "certain"): Fix {
  return { title: t("Write {0}", text), certainty, edits: [{ range: { start: range.start, end: range.end }, text }] };
}

export function insertion(at: number, text: string): TextEdit {
  return { range: { start: at, end: at }, text };
}

/** The edit that takes something out. */
export function deletion({ start, end }: TextRange): TextEdit {
  return { range: { start, end }, text: "" };
}
