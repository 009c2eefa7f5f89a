/**
 * Maps that have several values for a key.
 */

/** Adds a value behind those that the key has. */
export function addTo<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
