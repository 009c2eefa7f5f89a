/**
 * What was found out about a statement, kept with it for as long as it lives. Weak maps would do the same and cost every small
 * collection of garbage a walk over all statements of a file. Equal trees compare as equal, whatever is remembered with them.
 */

/** How many results one statement keeps; the oldest goes first. A surface asks for a handful under one set of settings. */
const MOST_RESULTS = 12;

/** Guards the results of one statement. */
export class Memory {
  readonly #purposes: string[] = [];
  readonly #keys: object[] = [];
  readonly #results: unknown[] = [];

  /** The result for this purpose and key, computed at the first time of asking. One purpose always has results of one type. */
  recall<Result>(purpose: string, key: object, compute: () => Result): Result {
    for (let index = this.#keys.length - 1; index >= 0; index--) {
      if (this.#keys[index] === key && this.#purposes[index] === purpose) return this.#results[index] as Result;
    }
    const result = compute();
    if (this.#keys.length >= MOST_RESULTS) this.#forgetOldest();
    this.#purposes.push(purpose);
    this.#keys.push(key);
    this.#results.push(result);
    return result;
  }

  #forgetOldest(): void {
    this.#purposes.shift();
    this.#keys.shift();
    this.#results.shift();
  }
}
