/**
 * The plain text in a pattern: tells patterns that may be about a name from those that speak of other things, without matching anything.
 * A guess for hints, never for verdicts.
 */

/** Shorter runs say little. */
const SHORTEST_RUN = 2;

/**
 * The runs of letters, digits, `_` and `-` of a pattern outside classes and braces, in lower case, without a last character that may be
 * missing.
 */
export function plainRuns(pattern: string): readonly string[] {
  const runs: string[] = [];
  let start = 0;
  for (let at = 0; at <= pattern.length; at++) {
    if (isPlain(pattern.charCodeAt(at))) continue;
    const end = mayBeMissing(pattern.charAt(at)) ? at - 1 : at;
    if (end - start >= SHORTEST_RUN) runs.push(pattern.slice(start, end).toLowerCase());
    at = endOfSpecial(pattern, at);
    start = at + 1;
  }
  return runs;
}

/** Whether a name (in lower case) has one of the runs; a pattern without any may be about every name. */
export function sharesRun(runs: readonly string[], lowerName: string): boolean {
  return runs.length === 0 || runs.some((run) => lowerName.includes(run));
}

function isPlain(unit: number): boolean {
  if (unit > 127) return true;
  const lower = unit | 32;
  return (97 <= lower && lower <= 122) || (48 <= unit && unit <= 57) || unit === 95 || unit === 45;
}

function mayBeMissing(quantifier: string): boolean {
  return quantifier === "*" || quantifier === "?" || quantifier === "{";
}

/** The last place of what begins here: an escape, a class, a count, or a single character. */
function endOfSpecial(pattern: string, at: number): number {
  const opening = pattern.charAt(at);
  if (opening === "\\") return at + 1;
  if (opening !== "[" && opening !== "{") return at;
  const end = pattern.indexOf(opening === "[" ? "]" : "}", at);
  return end < 0 ? pattern.length : end;
}
