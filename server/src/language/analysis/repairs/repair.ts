/**
 * What a repair is: advice behind the message of a syntax error, and fixes. Repairs look at tokens around the error and at nothing else.
 */
import type { ParseError } from "../../syntax/errors";
import type { Fix, TextEdit } from "../../text/edit";
import { t } from "../../text/l10n";
import type { TextRange } from "../../text/range";
import { endAt, startAt, type Words } from "./words";

/** A syntax error with what stands around it. */
export interface Trouble {
  readonly words: Words;
  /** The word at which the error starts. */
  readonly index: number;
  readonly error: ParseError;
}

export interface Repair {
  /** A sentence or two, in the reader's language. */
  readonly advice?: string;
  readonly fixes?: readonly Fix[];
}

/** Answers for the errors that it knows. */
export type Repairer = (trouble: Trouble) => Repair | undefined;

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

export function rangeOfWords(words: Words, first: number, last: number): TextRange {
  return { start: startAt(words, first), end: endAt(words, last) };
}
