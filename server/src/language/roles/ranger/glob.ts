/**
 * Compares a name with a value of a policy: `*` stands for any text, `?` for one character, and case may or may not count.
 * Bounded: steps are counted, and a comparison that is too long is given up.
 * Source: `RangerAbstractResourceMatcher.getMatcher` and its string matchers; `FilenameUtils.wildcardMatch` of commons-io.
 */

/** How a value is compared. */
export interface GlobOptions {
  readonly wildCard: boolean;
  readonly ignoreCase: boolean;
}

/** Steps that may still be taken; shared by the comparisons of one question. */
export interface GlobBudget {
  steps: number;
}

/** Whether the value takes in the name; undefined when the budget is used up. */
export function matchesGlob(value: string, name: string, options: GlobOptions, budget: GlobBudget): boolean | undefined {
  const same = options.ignoreCase ? equalIgnoringCase : equal;
  if (!options.wildCard) return literal(value, name, same, budget);
  let at = 0;
  let inName = 0;
  let starAt = -1;
  let resumeAt = 0;
  while (inName < name.length) {
    if (--budget.steps < 0) return undefined;
    const wanted = value.charCodeAt(at);
    if (wanted === STAR) {
      starAt = at++;
      resumeAt = inName;
    } else if (at < value.length && (wanted === QUESTION || same(wanted, name.charCodeAt(inName)))) {
      at++;
      inName++;
    } else if (starAt >= 0) {
      at = starAt + 1;
      inName = ++resumeAt;
    } else return false;
  }
  while (value.charCodeAt(at) === STAR) {
    if (--budget.steps < 0) return undefined;
    at++;
  }
  return at === value.length;
}

/** A text in the case in which texts are compared that differ in case only. */
export function foldCase(text: string): string {
  return Array.from({ length: text.length }, (_, index) => String.fromCharCode(foldUnit(text.charCodeAt(index)))).join("");
}

const STAR = 42;
const QUESTION = 63;

function literal(value: string, name: string, same: Comparison, budget: GlobBudget): boolean | undefined {
  if (value.length !== name.length) return false;
  budget.steps -= name.length;
  if (budget.steps < 0) return undefined;
  for (let index = 0; index < name.length; index++) if (!same(value.charCodeAt(index), name.charCodeAt(index))) return false;
  return true;
}

type Comparison = (one: number, other: number) => boolean;

function equal(one: number, other: number): boolean {
  return one === other;
}

/** As `String.equalsIgnoreCase` of Java: code unit by code unit, upper case and then lower case. */
function equalIgnoringCase(one: number, other: number): boolean {
  return one === other || foldUnit(one) === foldUnit(other);
}

const DOTTED_I = 0x130;

function foldUnit(unit: number): number {
  if (unit < 128) return unit >= 65 && unit <= 90 ? unit + 32 : unit;
  const upper = single(String.fromCharCode(unit).toUpperCase(), unit);
  return upper === DOTTED_I ? 105 : single(String.fromCharCode(upper).toLowerCase(), upper);
}

/** Java changes the case of one character into one character. */
function single(text: string, otherwise: number): number {
  return text.length === 1 ? text.charCodeAt(0) : otherwise;
}
