/**
 * Wildcard patterns of IAM as languages: does one cover another as a whole, do two meet at all? `*` stands for any text, colons and
 * slashes included, `?` for one character; what stands in `${…}` is filled in by AWS. Every question takes a bounded number of steps.
 * Source: the elements Action and Resource, and policy variables, of AWS' IAM User Guide.
 */

/** One character as its code point, or one of the symbols below. */
export type Symbols = readonly number[];

/** `?` */
const ONE = -1;
/** `*` */
const MANY = -2;
/** A policy variable: some text that nobody here knows. */
const VARIABLE = -3;
/** A character that no pattern names: the hardest one to match. */
const FRESH = -4;

/** How many steps a whole decision may take. */
export interface Budget {
  left: number;
}

/** Undefined when the budget did not suffice. */
export type Answer = boolean | undefined;

/** How `${…}` is read: `filled` from version 2012-10-17 on, before it is plain text. */
export type Variables = "filled" | "plain";

/** Reads a pattern. `${*}`, `${?}` and `${$}` stand for the characters themselves where variables are filled in. */
export function readPattern(text: string, variables: Variables): Symbols {
  const symbols: number[] = [];
  for (let at = 0; at < text.length; ) {
    const end = variables === "filled" && text.startsWith("${", at) ? text.indexOf("}", at) : -1;
    if (end >= 0) {
      const name = text.slice(at + 2, end);
      push(symbols, name === "*" || name === "?" || name === "$" ? name.charCodeAt(0) : VARIABLE);
      at = end + 1;
      continue;
    }
    const code = text.codePointAt(at) ?? 0;
    push(symbols, code === STAR_CODE ? MANY : code === QUESTION_CODE ? ONE : code);
    at += code > 0xffff ? 2 : 1;
  }
  return symbols;
}

const STAR_CODE = 42;
const QUESTION_CODE = 63;

function push(symbols: number[], symbol: number): void {
  if (symbol !== MANY || symbols.at(-1) !== MANY) symbols.push(symbol);
}

/** Whether a pattern holds a variable. */
export function hasVariable(symbols: Symbols): boolean {
  return symbols.includes(VARIABLE);
}

/**
 * Whether `outer` matches every text that `inner` matches, whatever the variables of `outer` are. Steps through `outer` with the text that
 * is hardest for it: `FRESH` passes its wildcards only, so what takes it takes any character there. Each `*` of `inner` is tried with
 * every length until that makes no difference any more.
 */
export function covers(outer: Symbols, inner: Symbols, budget: Budget): Answer {
  if (outer.length === 1 && outer[0] === MANY) return true;
  if (differAtOnce(outer, inner)) return false;
  return coversFrom(outer, inner, 0, closure(outer, [0]), budget);
}

/** Places in `outer` up to which the text read so far may have come, in order. */
type States = readonly number[];

function coversFrom(outer: Symbols, inner: Symbols, from: number, begun: States, budget: Budget): Answer {
  let states = begun;
  for (let at = from; at < inner.length; at++) {
    const symbol = inner[at] ?? FRESH;
    if (symbol === MANY) return coversAnyLength(outer, inner, at + 1, states, budget);
    states = step(outer, states, symbol === ONE ? FRESH : symbol, budget);
    if (budget.left <= 0) return undefined;
    if (states.length === 0) return false;
  }
  return states.at(-1) === outer.length;
}

function coversAnyLength(outer: Symbols, inner: Symbols, from: number, begun: States, budget: Budget): Answer {
  let states = begun;
  for (;;) {
    const answer = coversFrom(outer, inner, from, states, budget);
    if (answer !== true) return answer;
    const next = step(outer, states, FRESH, budget);
    if (budget.left <= 0) return undefined;
    if (next.length === 0) return false;
    if (next.length === states.length && next.every((state, index) => state === states[index])) return true;
    states = next;
  }
}

function step(outer: Symbols, states: States, character: number, budget: Budget): States {
  budget.left -= states.length + 1;
  const next: number[] = [];
  for (const state of states) {
    const symbol = outer[state];
    if (symbol === MANY) next.push(state);
    else if (symbol === ONE || (symbol === character && symbol !== VARIABLE)) next.push(state + 1);
  }
  return closure(outer, next);
}

/** With the places behind each `*`, which may stand for nothing. The places come and go in order. */
function closure(outer: Symbols, states: States): States {
  const all: number[] = [];
  for (const state of states) {
    if (state <= (all.at(-1) ?? -1)) continue;
    all.push(state);
    // A run of `*` was read as one.
    if (outer[state] === MANY) all.push(state + 1);
  }
  return all;
}

/** Whether some text matches both patterns, for some values of their variables. */
export function meets(one: Symbols, other: Symbols, budget: Budget): Answer {
  if (differAtOnce(one, other)) return false;
  budget.left -= (one.length + 1) * (other.length + 1);
  if (budget.left <= 0) return undefined;
  let row = new Uint8Array(other.length + 2);
  row[0] = 1;
  for (let at = 0; at < one.length; at++) row = nextRow(one[at] ?? FRESH, row, other);
  return passesEmpty(row, other);
}

/** From the places of `other` that go with what stood before `symbol` to those that go with what stands before the next one. */
function nextRow(symbol: number, row: Uint8Array<ArrayBuffer>, other: Symbols): Uint8Array<ArrayBuffer> {
  const next = new Uint8Array(row.length);
  for (let place = 0; place <= other.length; place++) {
    if (row[place] === 0) continue;
    const facing = other[place];
    if (isMany(symbol)) next[place] = 1;
    if (facing === undefined) continue;
    if (isMany(facing)) row[place + 1] = 1;
    if (!agree(symbol, facing)) continue;
    const target = isMany(facing) ? place : place + 1;
    if (isMany(symbol)) row[target] = 1;
    else next[target] = 1;
  }
  return next;
}

function passesEmpty(row: Uint8Array, other: Symbols): boolean {
  for (let place = other.length; place >= 0; place--) {
    if (row[place] === 1) return true;
    if (place > 0 && !isMany(other[place - 1] ?? FRESH)) return false;
  }
  return false;
}

function isMany(symbol: number): boolean {
  return symbol === MANY || symbol === VARIABLE;
}

function agree(one: number, other: number): boolean {
  return one < 0 || other < 0 || one === other;
}

/** Whether the patterns differ before either has a wildcard: most of them do, and this costs next to nothing. */
function differAtOnce(one: Symbols, other: Symbols): boolean {
  for (let at = 0; ; at++) {
    const [first, second] = [one[at], other[at]];
    if (first === undefined || second === undefined) return (first ?? second ?? MANY) >= 0;
    if (first < 0 || second < 0) return false;
    if (first !== second) return true;
  }
}
