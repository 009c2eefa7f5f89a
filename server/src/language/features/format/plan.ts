/**
 * A plan of a statement's form: where lines may end, what is indented, which words are names. It only speaks of the places between tokens,
 * so that nothing can be lost. A line belongs to the innermost group that holds the tokens on both of its sides.
 */
import type { CommaStyle } from "./options";
import type { Words } from "./words";

/** What the place before a token is. */
export const LINE = { none: 0, possible: 1, kept: 2, always: 3 } as const;
export type Line = (typeof LINE)[keyof typeof LINE];

/** How a token stands beside the one before it. */
export const SPACING = { usual: 0, glued: 1, asWritten: 2 } as const;

export type Breaks = "all" | "as-needed";

export interface Plan {
  /** May the line end before the token: no; where needed; also where the author ended it; always. */
  readonly lines: Uint8Array;
  /** Whether an empty line before the token is kept. */
  readonly blanks: Uint8Array;
  /** Levels of indentation of a line that starts with the token. */
  readonly levels: Int32Array;
  /** How many more levels a comment before the token has: it stands inside of what the token closes. */
  readonly closers: Uint8Array;
  /** The last token of what begins with the token and is one level deeper where a comment moves it to a line of its own; 0 where nothing is. */
  readonly reaches: Int32Array;
  readonly spacing: Uint8Array;
  /** Groups that open before the token, outer ones first. */
  readonly opens: readonly (readonly Breaks[])[];
  /** How many groups close before the token. */
  readonly closes: Uint32Array;
  /** Tokens that are names and keep their case. */
  readonly names: Uint8Array;
  /** Commas of lists whose lines may end at them. */
  readonly listCommas: Uint8Array;
  /** Strings of EXTERN that may hold JSON. */
  readonly json: Uint8Array;
}

/** Takes down what rules say; tokens are named by their index among the words. */
export interface Planner {
  readonly words: Words;
  readonly commas: CommaStyle;
  line(token: number, line: Line, blanks?: "blanks"): void;
  /** A comma between items: the line ends behind it or before it. */
  comma(token: number, line: Line, blanks?: "blanks"): void;
  group(first: number, last: number, breaks: Breaks): void;
  /** Lines that start with one of these tokens. */
  indent(first: number, last: number): void;
  glue(token: number): void;
  asWritten(token: number): void;
  closer(token: number): void;
  /** What begins with the first token goes along with it; of several the longest. */
  reach(first: number, last: number): void;
  /** The lines behind a token are deeper already. */
  reachesNothing(token: number): void;
  name(first: number, last: number): void;
  json(token: number): void;
  finish(): Plan;
}

const NOTHING = -1;

/** A planner for one statement. */
export function createPlanner(words: Words, commas: CommaStyle): Planner {
  const size = words.count + 2;
  const lines = new Uint8Array(size);
  const blanks = new Uint8Array(size);
  const levels = new Int32Array(size);
  const closers = new Uint8Array(size);
  const reaches = new Int32Array(size);
  const spacing = new Uint8Array(size);
  const opens: Breaks[][] = [];
  const closes = new Uint32Array(size);
  const names = new Uint8Array(size);
  const listCommas = new Uint8Array(size);
  const json = new Uint8Array(size);
  const line: Planner["line"] = (token, kind, keepBlanks) => {
    lines[token] = Math.max(lines[token] as number, kind);
    if (keepBlanks) blanks[token] = 1;
  };
  return {
    words,
    commas,
    line,
    comma: (token, kind, keepBlanks) => {
      listCommas[token] = 1;
      line(commas === "trailing" ? token + 1 : token, kind, keepBlanks);
    },
    group: (first, last, breaks) => {
      if (last < first) return;
      const here = opens[first] ?? [];
      here.push(breaks);
      opens[first] = here;
      closes[last + 1] = (closes[last + 1] as number) + 1;
    },
    indent: (first, last) => {
      if (last < first) return;
      levels[first] = (levels[first] as number) + 1;
      levels[last + 1] = (levels[last + 1] as number) - 1;
    },
    glue: (token) => {
      spacing[token] = SPACING.glued;
    },
    asWritten: (token) => {
      spacing[token] = SPACING.asWritten;
    },
    closer: (token) => {
      closers[token] = 1;
    },
    reach: (first, last) => {
      if (reaches[first] !== NOTHING) reaches[first] = Math.max(reaches[first] as number, last);
    },
    reachesNothing: (token) => {
      reaches[token] = NOTHING;
    },
    name: (first, last) => names.fill(1, first, last + 1),
    json: (token) => {
      json[token] = 1;
    },
    finish: () => {
      for (let token = 1; token < size; token++) levels[token] = (levels[token] as number) + (levels[token - 1] as number);
      return { lines, blanks, levels, closers, reaches, spacing, opens, closes, names, listCommas, json };
    },
  };
}
