/**
 * Names for columns that have none, or one that another column has: what an author might have written behind AS.
 */

/** `sum_amount` of `SUM("amount")`, `cnt` of `COUNT(*)`; not yet quoted. */
export function suggestedName(expression: string): string {
  if (/^COUNT\s*\(\s*\*\s*\)$/i.test(expression)) return "cnt";
  const words = expression.replace(COMMENTS_AND_STRINGS, " ").match(/[A-Za-z_][A-Za-z0-9_]*/g) ?? [];
  const parts = words.map((word) => word.replace(/^_+|_+$/g, "")).filter((word) => word !== "");
  const name = parts.slice(0, MOST_WORDS).join("_").toLowerCase().slice(0, LONGEST_NAME);
  return name === "" ? "column_1" : name;
}

/** Whether a name is like those that Calcite makes up for columns without one: `EXPR$0`. */
export function isMadeUpName(name: string): boolean {
  return /^EXPR\$\d+$/.test(name);
}

const MOST_WORDS = 3;
const LONGEST_NAME = 40;
const COMMENTS_AND_STRINGS = /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'/g;

/**
 * The name itself, or with `_2`, `_3` … behind it where it is taken. Who names many columns keeps the last number of each in `last`, so that
 * thousands of one name do not count from the start.
 */
export function numberedName(name: string, taken: ReadonlySet<string>, last?: Map<string, number>): string {
  if (!taken.has(name)) return name;
  for (let number = (last?.get(name) ?? 1) + 1; ; number++) {
    if (taken.has(`${name}_${number}`)) continue;
    last?.set(name, number);
    return `${name}_${number}`;
  }
}
