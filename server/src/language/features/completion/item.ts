/**
 * What completion offers: plain objects that any editor can show.
 */
import type { TextRange } from "../../text/range";

export type CompletionKind =
  | "keyword"
  | "function"
  | "table"
  | "cte"
  | "schema"
  | "alias"
  | "column"
  | "window"
  | "argument"
  | "contextKey"
  | "property"
  | "value"
  | "unit"
  | "type"
  | "directive"
  | "code"
  | "snippet";

/** One thing to write in place of the word at the cursor. */
export interface Offer {
  readonly kind: CompletionKind;
  readonly label: string;
  /** What replaces the word; in a snippet `$1`, `${2:name}` and `$0` are places to fill in. */
  readonly text: string;
  readonly format: "plain" | "snippet";
  /** One line beside the label: a type, a signature, an origin. */
  readonly detail?: string;
  /** How near it is to what is meant here: 0 is the nearest, 9 the farthest. */
  readonly rank: number;
  /** What typed text is compared with; the label when absent. */
  readonly filter?: string;
  /** Names the thing for `describeOffer`, which gives its documentation when it is shown; absent where there is none. */
  readonly about?: string;
  /** Whether more is offered at once when this one was taken: behind `PARTITIONED BY`, say. */
  readonly goesOn?: true;
  /** Whether it is a call with operands to fill in, which are explained when it was taken. */
  readonly hasOperands?: true;
}

/** An offer with its range, in the document. */
export interface CompletionOffer extends Offer {
  readonly range: TextRange;
}
