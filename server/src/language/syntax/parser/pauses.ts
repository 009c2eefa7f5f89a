/**
 * How a statement of megabytes is parsed in steps, although each rule calls the next one and nobody can leave in the middle. What makes a
 * statement long are its lists and chains. At a border between two elements of one the parser gives up once a step is used up: it keeps
 * what the lists and chains that it is in have so far, and throws `PAUSE`. Then it begins from the start again; a list that it comes to
 * goes on behind what it has, so that next to nothing is read twice. Rules never go back in the tokens, so the same tokens lead to the same
 * lists, and the token with which a list begins tells which one it is. A statement that is parsed at once knows nothing of this.
 */
import type { ParseError } from "../errors";
import type { Cursor } from "./cursor";

/** Thrown where a step is used up. */
export const PAUSE: unique symbol = Symbol("pause");

/** How a statement is parsed in steps. */
export interface Pace {
  /** So many tokens are read in a step. */
  readonly step: number;
  /** A list of fewer tokens is read again rather than kept. */
  readonly worthKeeping: number;
}

export const USUAL_PACE: Pace = { step: 12_000, worthKeeping: 500 };

/** A list may begin with the token with which a chain begins, but two lists or two chains never do. */
export type Repetition = "list" | "chain";

/** Where the parser was behind some elements. */
interface Progress {
  readonly elements: unknown;
  readonly index: number;
  readonly errors: readonly ParseError[];
  readonly tableStarts: readonly number[];
  readonly parameterCount: number;
  readonly state: "begun" | "done";
}

/** The part of a cursor's state that only grows. */
interface Mark {
  readonly index: number;
  readonly errors: number;
  readonly tableStarts: number;
  readonly parameterCount: number;
}

/** Guards what was parsed of one statement in the steps before. */
export class Pauses {
  private readonly kept: Readonly<Record<Repetition, Map<number, Progress>>> = { list: new Map(), chain: new Map() };
  private limit = 0;

  constructor(private readonly pace: Pace) {}

  /** To be called before each step. */
  nextStep(): void {
    this.limit += this.pace.step;
  }

  /** Reads elements until `more` says that there are none. `elements` must not be touched before an element is whole. */
  repeat<Elements>(p: Cursor, repetition: Repetition, first: () => Elements, more: (elements: Elements) => boolean): Elements {
    const begin = p.index;
    const kept = this.kept[repetition];
    const known = kept.get(begin);
    if (known) restore(p, known);
    if (known?.state === "done") return known.elements as Elements;
    const elements = known ? (known.elements as Elements) : first();
    for (;;) {
      const mark = markOf(p);
      if (p.index >= this.limit) {
        kept.set(begin, progressOf(p, mark, elements, "begun"));
        throw PAUSE;
      }
      let goesOn: boolean;
      try {
        goesOn = more(elements);
      } catch (error) {
        if (error === PAUSE) kept.set(begin, progressOf(p, mark, elements, "begun"));
        throw error;
      }
      if (!goesOn) break;
    }
    // What is kept of a list that was begun tells of fewer elements than it has now.
    if (known || p.index - begin >= this.pace.worthKeeping) kept.set(begin, progressOf(p, markOf(p), elements, "done"));
    return elements;
  }
}

function progressOf(p: Cursor, mark: Mark, elements: unknown, state: Progress["state"]): Progress {
  return {
    elements,
    index: mark.index,
    errors: p.errors.slice(0, mark.errors),
    tableStarts: p.tableStarts.slice(0, mark.tableStarts),
    parameterCount: mark.parameterCount,
    state,
  };
}

function markOf({ index, errors, tableStarts, parameterCount }: Cursor): Mark {
  return { index, errors: errors.length, tableStarts: tableStarts.length, parameterCount };
}

function restore(p: Cursor, { index, errors, tableStarts, parameterCount }: Progress): void {
  p.goTo(index);
  p.errors.length = 0;
  for (const error of errors) p.errors.push(error);
  p.tableStarts.length = 0;
  for (const start of tableStarts) p.tableStarts.push(start);
  p.parameterCount = parameterCount;
}
