/**
 * The operators of two values, as the parser writes them into operations. Source: Calcite's SqlKind.COMPARISON and BINARY_ARITHMETIC without the
 * operators that are a keyword (MOD).
 */

/** They give a condition. */
export const COMPARISONS: ReadonlySet<string> = new Set([
  "=",
  "<>",
  "!=",
  "<",
  "<=",
  ">",
  ">=",
  "IS DISTINCT FROM",
  "IS NOT DISTINCT FROM",
]);

/** They give a number, or a time beside an INTERVAL. */
export const ARITHMETIC: ReadonlySet<string> = new Set(["+", "-", "*", "/"]);
