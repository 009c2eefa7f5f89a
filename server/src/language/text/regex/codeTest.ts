/**
 * Questions to a single code point, with three answers: what Java would do is not always known.
 * Everything that matches one character of a pattern ends up as such a test.
 */

/** The answer is no. */
export const NO = 0;
/** The answer is yes. */
export const YES = 1;
/** Not decided here: Java throws, or the facts are missing. */
export const DOUBT = 2;

export type Answer = typeof NO | typeof YES | typeof DOUBT;

/** Asks whether a code point (or a lone surrogate) belongs. */
export type CodeTest = (code: number) => Answer;

/** The answer of a plain condition. */
export function answer(condition: boolean): Answer {
  return condition ? YES : NO;
}

export const anyCode: CodeTest = () => YES;

export const undecidedCode: CodeTest = () => DOUBT;

/** Exactly this code point. */
export function oneCode(expected: number): CodeTest {
  return (code) => (code === expected ? YES : NO);
}

/** From `low` to `high`, both included. */
export function codeRange(low: number, high: number): CodeTest {
  return (code) => (low <= code && code <= high ? YES : NO);
}

/** Any of the members; the set may still grow while a class is being read. */
export function codeSet(members: ReadonlySet<number>): CodeTest {
  return (code) => (members.has(code) ? YES : NO);
}

/** Left or right; the right side is not asked when the left says yes. */
export function unionOf(left: CodeTest, right: CodeTest): CodeTest {
  return (code) => {
    const first = left(code);
    if (first === YES) return YES;
    const second = right(code);
    return second === NO ? first : second;
  };
}

/** Left and right; the right side is not asked when the left says no. */
export function intersectionOf(left: CodeTest, right: CodeTest): CodeTest {
  return (code) => {
    const first = left(code);
    if (first === NO) return NO;
    const second = right(code);
    return second === YES ? first : second;
  };
}

/** Everything that the test refuses. */
export function complementOf(test: CodeTest): CodeTest {
  return (code) => {
    const found = test(code);
    return found === DOUBT ? DOUBT : found === YES ? NO : YES;
  };
}
