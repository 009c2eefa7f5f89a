/**
 * What a repair is: advice behind the message of a syntax error, and fixes. Repairs look at tokens around the error and at nothing else.
 */
import type { ParseError } from "../../syntax/errors";
import type { Fix } from "../../text/edit";
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

export function rangeOfWords(words: Words, first: number, last: number): TextRange {
  return { start: startAt(words, first), end: endAt(words, last) };
}
