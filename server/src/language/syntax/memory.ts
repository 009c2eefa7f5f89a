/**
 * What was found out about a statement, kept with it for as long as it lives. Weak maps would do the same and cost every small
 * collection of garbage a walk over all statements of a file. Equal trees compare as equal, whatever is remembered with them.
 */

/** How many results of one purpose are kept: those of the settings in use and of a second look, such as a SELECT as a task. */
const MOST_OF_A_PURPOSE = 2;

/** Guards the results of one statement. */
export class Memory {
  #entries: Entry[] = NOTHING;

  /** The result for this purpose and key, if it was computed and is still kept. */
  known(purpose: string, key: object): unknown {
    return this.#entries.find((entry) => entry.purpose === purpose && entry.key === key)?.result;
  }

  /** Lets go of the result for this purpose and key. */
  forget(purpose: string, key: object): void {
    const index = this.#entries.findIndex((entry) => entry.purpose === purpose && entry.key === key);
    if (index >= 0) this.#entries.splice(index, 1);
  }

  /** The result for this purpose and key, computed at the first time of asking. One purpose always has results of one type. */
  recall<Result>(purpose: string, key: object, compute: () => Result): Result {
    let older = -1;
    let count = 0;
    for (let index = this.#entries.length - 1; index >= 0; index--) {
      const entry = this.#entries[index] as Entry;
      if (entry.purpose !== purpose) continue;
      if (entry.key === key) return entry.result as Result;
      older = index;
      count++;
    }
    const result = compute();
    if (count >= MOST_OF_A_PURPOSE) this.#entries.splice(older, 1);
    if (this.#entries === NOTHING) this.#entries = [];
    this.#entries.push({ purpose, key, result });
    return result;
  }
}

/** Shared by all that have nothing yet. */
const NOTHING: Entry[] = [];

interface Entry {
  readonly purpose: string;
  readonly key: object;
  readonly result: unknown;
}
