/**
 * The codes of syntax errors, in one table, and the shape of an error. Messages are written where the error is found;
 * the sentence here says what the code means.
 */

import type { Fix } from "../text/edit";
import { phrase } from "../text/l10n";
import type { TextRange } from "../text/range";

/** Every code of stage `parse`, with its meaning. `docs/diagnostics/<code>.md` has a page for each. */
export const PARSE_ERROR_CODES = {
  "syntax-error": phrase("The text does not fit Druid's grammar at this word."),
  "lexical-error": phrase("This character starts no token of Druid SQL."),
  "unclosed-text": phrase("A string, quoted name or comment is opened and not closed."),
  "reserved-word": phrase("A reserved word stands where a name is meant; quote it."),
  "not-allowed": phrase("The grammar knows this construct and Druid refuses it while parsing."),
  "not-a-query": phrase("A query is needed here, and this is not one."),
  "query-not-allowed": phrase("A query cannot stand here without parentheses."),
  "bad-literal": phrase("A literal whose content Druid cannot read."),
  "name-too-long": phrase("Names have at most 128 characters."),
  "bad-granularity": phrase("PARTITIONED BY takes a fixed list of granularities."),
  "set-needs-literal": phrase("SET takes a literal value."),
  "statement-order": phrase("Only SET may come before the statement, and one statement is sent at a time."),
  "nested-too-deeply": phrase("The nesting is deeper than Druid can parse."),
} as const;

export type ParseErrorCode = keyof typeof PARSE_ERROR_CODES;

/** Something that Druid's parser refuses. The range is local to the statement. */
export interface ParseError {
  readonly code: ParseErrorCode;
  readonly message: string;
  readonly range: TextRange;
  /** The keyword that a misspelt word was meant as. */
  readonly meant?: string;
  /** The grammar was done with everything before it: nothing is missing, the word is too much. */
  readonly isLeftOver?: true;
  /** What would make it go away, the likeliest first. Absent when nothing is known; the parser itself knows nothing. */
  readonly fixes?: readonly Fix[];
}
