/**
 * What a fixer is: it answers the fixes of one code's findings, from where a finding stands and from what the check had at hand. Fixers are
 * kept apart from the checks, so that each file stays short and a code without fixes needs none.
 */
import type { Fix } from "../../text/edit";
import type { TextRange } from "../../text/range";
import type { CheckInput } from "../checks/check";

export type Fixer = (range: TextRange, input: CheckInput) => readonly Fix[];

/** The text that a finding stands on. */
export function textIn({ statement }: CheckInput, { start, end }: TextRange): string {
  return statement.text.slice(start, end);
}

/** Where the word before an offset ends: what is taken out from there on leaves no blanks behind. */
export function endBefore({ statement }: CheckInput, offset: number): number {
  return statement.text.slice(0, offset).trimEnd().length;
}

/** What comes between clauses where a new one is written: a line break in a statement of several lines. */
export function clauseBreak({ statement }: CheckInput): string {
  return statement.text.slice(statement.span.start, statement.span.end).includes("\n") ? "\n" : " ";
}
