/**
 * What Java 17 knows of single code points: categories, binary properties, scripts, blocks, simple case mappings.
 * JavaScript's property escapes are the data source, one code point at a time; code points that Unicode 13 does not have are taken out.
 */
import { answer, type CodeTest, codeRange, unionOf, YES } from "./codeTest";
import { BLOCKS, LATER_CHANGES, LATIN_NAMES, SCRIPTS, UNASSIGNED } from "./unicodeTables";

/** Java's `Character.getType(code) == UNASSIGNED`. */
export function isUnassigned(code: number): boolean {
  const starts = unassignedStarts();
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle]?.[0] ?? 0) <= code) low = middle;
    else high = middle - 1;
  }
  const [start, end] = starts[low] ?? [0, -1];
  return start <= code && code <= end;
}

/** A general category or a binary property by its name in a JavaScript property escape, without code points unknown to Unicode 13. */
export function hasProperty(property: string): CodeTest {
  const expression = propertyExpression(property);
  const [, gained, lost] = LATER_CHANGES.find(([name]) => name === property) ?? UNCHANGED;
  return (code) => {
    if (lost.includes(code)) return YES;
    return answer(expression.test(String.fromCodePoint(code)) && !gained.includes(code) && !isUnassigned(code));
  };
}

/** Java's category Cn. */
export const unassigned: CodeTest = (code) => answer(isUnassigned(code));

/** The script of that name or code, in any case, as `Character.UnicodeScript.forName` finds it; undefined when there is none. */
export function scriptNamed(name: string): CodeTest | undefined {
  const code = scriptCodes().get(name.toUpperCase());
  if (code === undefined) return undefined;
  if (code === "ZZZZ") return unionOf(unassigned, unionOf(hasProperty("Co"), hasProperty("Cs")));
  return hasProperty(`sc=${code.charAt(0)}${code.slice(1).toLowerCase()}`);
}

/** The block of that name, in any case, as `Character.UnicodeBlock.forName` finds it; undefined when there is none. */
export function blockNamed(name: string): CodeTest | undefined {
  const range = blockRanges().get(name.toUpperCase());
  return range === undefined ? undefined : codeRange(range[0], range[1]);
}

/** `Character.codePointOf`: a code point, `none` when Java surely knows no such name, `unknown` when this cannot be told here. */
export function codePointNamed(name: string): number | "none" | "unknown" {
  const wanted = name.trim().toUpperCase();
  if (wanted === "BELL") return "unknown"; // U+0007 in Java's table, U+1F514 in Unicode's.
  const found = LATIN_NAMES.indexOf(wanted);
  if (found >= 0) return found;
  return /^[-A-Z0-9 ()]{2,}$/.test(wanted) ? "unknown" : "none";
}

/** Java's `Character.toUpperCase(int)`: the simple mapping of one code point. */
export function upperCaseOf(code: number): number {
  if (code < 0x80) return 97 <= code && code <= 122 ? code - 32 : code;
  if (0x1f80 <= code && code <= 0x1faf) return (code & 8) === 0 ? code + 8 : code;
  if (code === 0x1fb3 || code === 0x1fc3 || code === 0x1ff3) return code + 9;
  return knownMapping(code, String.fromCodePoint(code).toUpperCase());
}

/** Java's `Character.toLowerCase(int)`: the simple mapping of one code point. */
export function lowerCaseOf(code: number): number {
  if (code < 0x80) return 65 <= code && code <= 90 ? code + 32 : code;
  if (code === 0x130) return 0x69;
  return knownMapping(code, String.fromCodePoint(code).toLowerCase());
}

/** Lower case of A to Z only. */
export function asciiLower(code: number): number {
  return 65 <= code && code <= 90 ? code + 32 : code;
}

/** Upper case of a to z only. */
export function asciiUpper(code: number): number {
  return 97 <= code && code <= 122 ? code - 32 : code;
}

/** A mapping to several code points is no simple mapping, and one from or to a code point unknown to Unicode 13 does not exist in Java. */
function knownMapping(code: number, mapped: string): number {
  const target = mapped.codePointAt(0) ?? code;
  if (target === code || mapped.length !== (target > 0xffff ? 2 : 1)) return code;
  return isUnassigned(code) || isUnassigned(target) ? code : target;
}

const UNCHANGED = ["", [], []] as const;

const expressions = new Map<string, RegExp>();

function propertyExpression(property: string): RegExp {
  const known = expressions.get(property);
  if (known !== undefined) return known;
  const made = new RegExp(`^\\p{${property}}$`, "u");
  expressions.set(property, made);
  return made;
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

const unassignedStarts = once(() => {
  const ranges: (readonly [number, number])[] = [];
  let position = 0;
  const numbers = UNASSIGNED.split(" ").map((text) => Number.parseInt(text, 36));
  for (let index = 0; index + 1 < numbers.length; index += 2) {
    const start = position + (numbers[index] ?? 0);
    position = start + (numbers[index + 1] ?? 0);
    ranges.push([start, position - 1]);
  }
  return ranges;
});

const scriptCodes = once(() => {
  const codes = new Map<string, string>();
  for (const entry of SCRIPTS.split(" ")) {
    const [name = "", code = ""] = entry.split(":");
    codes.set(name, code).set(code, code);
  }
  return codes;
});

const blockRanges = once(() => {
  const ranges = new Map<string, readonly [number, number]>();
  for (const block of BLOCKS) {
    const [start = "", end = "", ...rest] = block.split(" ");
    const range = [Number.parseInt(start, 16), Number.parseInt(end, 16)] as const;
    for (const name of rest.join(" ").split("|")) {
      for (const variant of nameVariants(name)) ranges.set(variant, range);
    }
  }
  return ranges;
});

function nameVariants(name: string): readonly string[] {
  if (name.startsWith("=")) return [name.slice(1)];
  return [name, name.replaceAll(" ", ""), name.replaceAll(" ", "_").replaceAll("-", "_")];
}
