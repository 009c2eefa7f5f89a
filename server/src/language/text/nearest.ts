/**
 * The word that was meant, where a word is not known: the usual cause is a slip of the pen.
 */

/** How many letters may differ for a word to be offered; fewer in a short one, of which most letters would differ. */
const MOST_DIFFERENCES = 2;

/** The candidate that differs least from a word, upper and lower case aside; undefined when all differ much. */
export function nearestWord(word: string, candidates: readonly string[]): string | undefined {
  const [nearest] = candidates
    .map((candidate) => ({ candidate, count: differences(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ count }) => count <= Math.min(MOST_DIFFERENCES, word.length / 3))
    .sort((one, other) => one.count - other.count);
  return nearest?.candidate;
}

/** How many letters have to be put in, left out, changed or swapped with the next. Words that differ much in length are not compared. */
function differences(one: string, other: string): number {
  if (Math.abs(one.length - other.length) > MOST_DIFFERENCES) return MOST_DIFFERENCES + 1;
  let before: readonly number[] = [];
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let line = 1; line <= one.length; line++) {
    const next = [line];
    for (let column = 1; column <= other.length; column++) {
      const changed = (row[column - 1] ?? 0) + (one[line - 1] === other[column - 1] ? 0 : 1);
      const isSwap = line > 1 && column > 1 && one[line - 1] === other[column - 2] && one[line - 2] === other[column - 1];
      const swapped = isSwap ? (before[column - 2] ?? 0) + 1 : changed;
      next.push(Math.min(changed, swapped, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    before = row;
    row = next;
  }
  return row[other.length] ?? 0;
}
