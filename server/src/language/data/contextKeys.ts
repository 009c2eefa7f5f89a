/**
 * Keys of the query context that Druid treats apart from the others. Source: AuthConfig of Druid.
 */

/** Keys that are never authorized, with the first version that exempts them. Source: AuthConfig.ALLOWED_CONTEXT_KEYS. */
export const EXEMPT_CONTEXT_KEYS: ReadonlyMap<string, number> = new Map([
  ["sqlStringifyArrays", 25],
  ["sqlQueryId", 25],
  ["dartQueryId", 34],
]);
