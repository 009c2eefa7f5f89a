/**
 * Random numbers that are the same on every run: a small generator with a seed (mulberry32).
 */

/** A function that answers the next number in [0, 1). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** One element of a list, by a random number. */
export function pick<Element>(random: () => number, list: readonly Element[]): Element {
  const element = list[Math.floor(random() * list.length)];
  if (element === undefined) throw new Error("nothing to pick from");
  return element;
}
