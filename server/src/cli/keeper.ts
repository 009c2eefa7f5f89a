/**
 * Remembers what was made for a text, within bounds: of how many texts, and of how many characters they have together. What was not
 * asked for the longest goes first.
 */

/** What may be kept at once. A text longer than `characters` (UTF-16 code units) is never kept. */
export interface KeeperBounds {
  readonly entries: number;
  readonly characters: number;
}

/** Gives what is kept for a key, else makes it. */
export type Keeper<Value> = (key: string, make: () => Value) => Value;

/** A keeper that holds nothing yet. */
export function createKeeper<Value>({ entries, characters }: KeeperBounds): Keeper<Value> {
  const kept = new Map<string, { readonly value: Value }>();
  let size = 0;
  const drop = (key: string): void => {
    if (kept.delete(key)) size -= key.length;
  };
  return (key, make) => {
    const found = kept.get(key) ?? { value: make() };
    if (key.length > characters) return found.value;
    drop(key);
    for (const oldest of kept.keys()) {
      if (kept.size < entries && size + key.length <= characters) break;
      drop(oldest);
    }
    kept.set(key, found);
    size += key.length;
    return found.value;
  };
}
