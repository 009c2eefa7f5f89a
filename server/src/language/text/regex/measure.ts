/**
 * How long a group's matches may be, and whether each has one way only, as Java computes it with 32-bit numbers that overflow.
 * Both decide verdicts: which look-behinds are refused, how far they reach, and whether a repeated group is matched turn by turn.
 * Source: the `study` methods of `java.util.regex.Pattern`, Java 17.
 */
import type { Part, Repeat, Sequence } from "./syntax";
import { UNLIMITED } from "./syntax";

/** The result for a group's body. */
export interface Measure {
  /** Fewest units; 32-bit. */
  readonly min: number;
  /** Most units; 32-bit, negative after an overflow. */
  readonly max: number;
  /** Whether `max` counts as known. */
  readonly bounded: boolean;
  readonly deterministic: boolean;
}

interface Tally {
  min: number;
  max: number;
  bounded: boolean;
  deterministic: boolean;
}

/** Measures one part by itself: a group with what it holds. */
export function measureBody(part: Part): Measure {
  const tally = fresh();
  measure([part], tally);
  return tally;
}

function fresh(): Tally {
  return { min: 0, max: 0, bounded: true, deterministic: true };
}

/** Adds a sequence to the tally. Alternatives and loops take what follows them with them, so that the walk ends there. */
function measure(sequence: Sequence, tally: Tally): void {
  for (let at = 0; at < sequence.length; at++) {
    const part = sequence[at];
    if (part === undefined) continue;
    const rest = () => sequence.slice(at + 1);
    if (part.kind === "group") {
      const [only] = part.alternatives;
      if (part.alternatives.length === 1 && only !== undefined) measure([...only, ...rest()], tally);
      else measureAlternatives(part.alternatives, rest(), tally);
      return;
    }
    if (part.kind === "repeat" && isGroupOption(part)) {
      measureAlternatives(part.manner === "lazy" ? [[], [part.part]] : [[part.part], []], rest(), tally);
      return;
    }
    if (part.kind === "repeat" && part.shape === "loop") {
      tally.bounded = false;
      tally.deterministic = false;
      return;
    }
    measureSimple(part, tally);
  }
}

/** A greedy or lazy optional group is an alternative of Java's; a possessive one is not. */
export function isGroupOption(repeat: Repeat): boolean {
  return repeat.shape === "option" && repeat.part.kind === "group" && repeat.manner !== "possessive";
}

function measureSimple(part: Part, tally: Tally): void {
  switch (part.kind) {
    case "text":
      add(tally, part.tests.length, part.tests.length);
      break;
    case "code":
      add(tally, 1, 1);
      break;
    case "lineEnding":
      add(tally, 1, 2);
      break;
    case "grapheme":
      add(tally, 1, 0);
      tally.deterministic = false;
      break;
    case "reference":
      tally.bounded = false;
      break;
    case "atomic":
      measure([part.body], tally);
      break;
    case "repeat":
      measureRepeat(part, tally);
      break;
  }
}

function add(tally: Tally, min: number, max: number): void {
  tally.min = (tally.min + min) | 0;
  tally.max = (tally.max + max) | 0;
}

function measureRepeat(repeat: Repeat, tally: Tally): void {
  if (repeat.shape === "option") {
    const { min } = tally;
    measure([repeat.part], tally);
    tally.min = min;
    tally.deterministic = false;
  } else if (repeat.shape === "codes") {
    add(tally, repeat.min, tally.bounded ? UNLIMITED : 0);
    tally.deterministic = false;
  } else {
    measureTurns(repeat, tally);
  }
}

function measureTurns(repeat: Repeat, tally: Tally): void {
  const turn = fresh();
  measure([repeat.part], turn);
  const min = (Math.imul(turn.min, repeat.min) + tally.min) | 0;
  const max = (Math.imul(turn.max, repeat.max) + tally.max) | 0;
  const bounded = tally.bounded && turn.bounded;
  tally.bounded = bounded && max >= tally.max;
  tally.max = bounded ? max : turn.max;
  tally.min = min < tally.min ? 0xfffffff : min;
  tally.deterministic = turn.deterministic && repeat.min === repeat.max && tally.deterministic;
}

function measureAlternatives(alternatives: readonly Sequence[], rest: Sequence, tally: Tally): void {
  let least = UNLIMITED;
  let most = -1;
  let bounded = tally.bounded;
  for (const alternative of alternatives) {
    const one = fresh();
    measure(alternative, one);
    least = Math.min(least, one.min);
    most = Math.max(most, one.max);
    bounded = bounded && one.bounded;
  }
  const after = fresh();
  measure(rest, after);
  add(tally, least, most);
  add(tally, after.min, after.max);
  tally.bounded = after.bounded && bounded;
  tally.deterministic = false;
}
