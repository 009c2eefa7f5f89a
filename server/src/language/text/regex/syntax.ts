/**
 * The parts of a Java regular expression. Plain data, made by the parser and walked by `measure` and `program`.
 */
import type { CodeTest } from "./codeTest";

/** Places in the name: `text` is the whole name, `line` what `(?m)` makes of it, `Unix` knows `\n` only. */
export type Anchor =
  | "textStart"
  | "textEnd"
  | "lineStart"
  | "unixLineStart"
  | "beforeLastLineEnd"
  | "unixBeforeLastLineEnd"
  | "lineEnd"
  | "unixLineEnd"
  | "matchStart"
  | "wordBoundary"
  | "noWordBoundary"
  | "unicodeWordBoundary"
  | "unicodeNoWordBoundary"
  | "graphemeBoundary";

/** How often and how eagerly: `max` may be Infinity. */
export type Manner = "greedy" | "lazy" | "possessive";

/** A sequence of parts; the alternatives of a group are several of them. */
export type Sequence = readonly Part[];

export type Part =
  /** One code point after the other. */
  | { readonly kind: "text"; readonly tests: readonly CodeTest[] }
  /** One code point; apart from `text`, since Java repeats it in a way of its own. */
  | { readonly kind: "code"; readonly test: CodeTest }
  | { readonly kind: "anchor"; readonly anchor: Anchor }
  | { readonly kind: "lineEnding" }
  | { readonly kind: "grapheme" }
  | { readonly kind: "reference"; readonly group: number; readonly fold: "exact" | "ascii" | "unicode" }
  | { readonly kind: "group"; readonly alternatives: readonly Sequence[]; readonly capture?: number }
  | { readonly kind: "atomic"; readonly body: Part }
  | { readonly kind: "ahead"; readonly body: Part; readonly negative: boolean }
  | Behind
  | Repeat;

/** Look-behind: the body is tried at `min` to `max` units before the place; both are 32-bit numbers that may have overflowed, as in Java. */
export interface Behind {
  readonly kind: "behind";
  readonly body: Part;
  readonly negative: boolean;
  readonly min: number;
  readonly max: number;
  /** Whether lengths count code points instead of UTF-16 units. */
  readonly byCodePoint: boolean;
}

/** Something repeated. `whole` means that each turn is matched on its own, without coming back into it. */
export interface Repeat {
  readonly kind: "repeat";
  readonly part: Part;
  readonly min: number;
  readonly max: number;
  readonly manner: Manner;
  readonly shape: "option" | "codes" | "turns" | "groupTurns" | "loop";
}

/** Java's name for "no upper limit". */
export const UNLIMITED = 0x7fffffff;

/** The description and code-point index of Java's `PatternSyntaxException`. */
export interface Fault {
  readonly message: string;
  readonly index: number;
}

/** What a pattern was read as. */
export interface ParsedPattern {
  readonly alternatives: readonly Sequence[];
  /** Number of capturing groups, the whole match (0) included. */
  readonly captures: number;
  readonly hasReference: boolean;
  /** Set when Java's reading is not surely known; then the pattern must not be used. */
  readonly doubt?: string;
}
