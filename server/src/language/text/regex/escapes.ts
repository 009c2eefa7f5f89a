/**
 * What follows a backslash, inside and outside of classes, and the property names of `\p{…}`.
 * Source: `java.util.regex.Pattern` of Java 17 (grammar in its documentation, corners as observed).
 */
import { druidSays, t } from "../l10n";
import { type CodeTest, complementOf, undecidedCode } from "./codeTest";
import {
  asciiDigit,
  asciiSpace,
  asciiWord,
  horizontalSpace,
  propertyNamed,
  propertyValued,
  unicodeDigit,
  unicodeSpace,
  unicodeWord,
  verticalSpace,
} from "./properties";
import { atEnd, codeAt, codeOf, doubt, FLAG, fail, has, isDigit, isLetter, next, peek, read, type Source, skip, unread } from "./source";
import type { Anchor, Part } from "./syntax";
import { codePointNamed } from "./unicode";

/** Where an escape stands; `classRange` is a place in a class where only a single character makes sense. */
export type EscapePlace = "pattern" | "class" | "classRange";

/** A single character, or something that is none. */
export type Escape = { readonly kind: "code"; readonly code: number } | { readonly kind: "part"; readonly part: Part };

/** Reads an escape; the cursor stands on the backslash. */
export function readEscape(source: Source, place: EscapePlace): Escape {
  const letter = String.fromCodePoint(skip(source));
  const simple = SIMPLE.get(letter);
  if (simple !== undefined) return code(simple);
  if (letter === "v" && place === "classRange") return code(11);
  const shorthand = shorthandClass(source, letter);
  if (shorthand !== undefined) return { kind: "part", part: { kind: "code", test: shorthand } };
  const numeric = NUMERIC.get(letter);
  if (numeric !== undefined) return code(numeric(source));
  if (place === "pattern") {
    const part = patternEscape(source, letter);
    if (part !== undefined) return { kind: "part", part };
  }
  if (isLetter(codeOf(letter)) || ("1" <= letter && letter <= "9")) fail(source, druidSays("Illegal/unsupported escape sequence"));
  return code(codeOf(letter));
}

/** Reads `\p{…}` or `\pX`; the cursor stands on the letter p or P. */
export function readProperty(source: Source): CodeTest {
  const negative = codeAt(source, source.cursor) === codeOf("P");
  const braces = next(source) === codeOf("{");
  if (!braces) unread(source);
  next(source);
  const name = braces ? bracedName(source) : singleName(source);
  if (source.fault !== undefined) return undecidedCode;
  const test = lookUp(source, name);
  return negative ? complementOf(test) : test;
}

function code(value: number): Escape {
  return { kind: "code", code: value };
}

const SIMPLE: ReadonlyMap<string, number> = new Map([
  ["a", 7],
  ["e", 27],
  ["f", 12],
  ["n", 10],
  ["r", 13],
  ["t", 9],
]);

const NUMERIC: ReadonlyMap<string, (source: Source) => number> = new Map([
  ["0", readOctal],
  ["c", readControl],
  ["x", readHexadecimal],
  ["u", readUnicode],
  ["N", readName],
]);

function shorthandClass(source: Source, letter: string): CodeTest | undefined {
  const unicode = has(source, FLAG.unicodeClasses);
  switch (letter.toLowerCase()) {
    case "d":
      return signed(letter, unicode ? unicodeDigit : asciiDigit);
    case "w":
      return signed(letter, unicode ? unicodeWord : asciiWord);
    case "s":
      return signed(letter, unicode ? unicodeSpace : asciiSpace);
    case "h":
      return signed(letter, horizontalSpace);
    case "v":
      return signed(letter, verticalSpace);
    default:
      return undefined;
  }
}

function signed(letter: string, test: CodeTest): CodeTest {
  return "A" <= letter && letter <= "Z" ? complementOf(test) : test;
}

/** Escapes that mean something only outside of classes; undefined for the others. */
function patternEscape(source: Source, letter: string): Part | undefined {
  const anchor = anchorEscape(source, letter);
  if (anchor !== undefined) return { kind: "anchor", anchor };
  if (letter === "R") return { kind: "lineEnding" };
  if (letter === "X") return { kind: "grapheme" };
  if (letter === "k") return namedReference(source);
  return "1" <= letter && letter <= "9" ? numberedReference(source, codeOf(letter) - 48) : undefined;
}

function anchorEscape(source: Source, letter: string): Anchor | undefined {
  const unicode = has(source, FLAG.unicodeClasses);
  switch (letter) {
    case "A":
      return "textStart";
    case "G":
      return "matchStart";
    case "Z":
      return has(source, FLAG.unixLines) ? "unixBeforeLastLineEnd" : "beforeLastLineEnd";
    case "z":
      return "textEnd";
    case "B":
      return unicode ? "unicodeNoWordBoundary" : "noWordBoundary";
    case "b":
      if (takeGraphemeMark(source)) return "graphemeBoundary";
      return unicode ? "unicodeWordBoundary" : "wordBoundary";
    default:
      return undefined;
  }
}

/** `\b{g}`; anything else in braces is left for the quantifier, which refuses it. */
function takeGraphemeMark(source: Source): boolean {
  if (peek(source) !== codeOf("{")) return false;
  if (skip(source) === codeOf("g") && read(source) === codeOf("}")) return true;
  source.cursor -= 2;
  return false;
}

function namedReference(source: Source): Part {
  if (read(source) !== codeOf("<")) fail(source, druidSays("\\k is not followed by '<' for named capturing group"));
  const name = readGroupName(source, read(source));
  const group = source.names.get(name);
  if (group === undefined) fail(source, druidSays(`named capturing group <${name}> does not exist`));
  return reference(source, group ?? 0);
}

/** Reads on as long as the number is that of a group opened before. */
function numberedReference(source: Source, first: number): Part {
  let group = first;
  for (let digit = peek(source); isDigit(digit); digit = peek(source)) {
    const longer = group * 10 + digit - 48;
    if (source.captures - 1 < longer) break;
    group = longer;
    read(source);
  }
  return reference(source, group);
}

function reference(source: Source, group: number): Part {
  source.hasReference = true;
  const fold = !has(source, FLAG.ignoreCase) ? "exact" : has(source, FLAG.unicodeCase) ? "unicode" : "ascii";
  return { kind: "reference", group, fold };
}

/** Reads the rest of a group's name and the `>` behind it. */
export function readGroupName(source: Source, first: number): string {
  if (!isLetter(first)) fail(source, druidSays("capturing group name does not start with a Latin letter"));
  let name = "";
  let last = first;
  do {
    name += String.fromCodePoint(last);
    last = read(source);
  } while (isLetter(last) || isDigit(last));
  if (last !== codeOf(">")) fail(source, druidSays("named capturing group is missing trailing '>'"));
  return name;
}

function isOctal(code: number): boolean {
  return 48 <= code && code <= 55;
}

function readOctal(source: Source): number {
  const first = read(source);
  if (!isOctal(first)) {
    fail(source, druidSays("Illegal octal escape sequence"));
    return 0;
  }
  const second = read(source);
  if (!isOctal(second)) {
    unread(source);
    return first - 48;
  }
  const third = read(source);
  if (isOctal(third) && first <= 51) return (first - 48) * 64 + (second - 48) * 8 + (third - 48);
  unread(source);
  return (first - 48) * 8 + (second - 48);
}

function readControl(source: Source): number {
  if (!atEnd(source)) return read(source) ^ 64;
  fail(source, druidSays("Illegal control escape sequence"));
  return 0;
}

/** The value of a hexadecimal digit, or -1. */
function hexValue(code: number): number {
  if (isDigit(code)) return code - 48;
  const lower = code | 32;
  return 97 <= lower && lower <= 102 && code < 128 ? lower - 87 : -1;
}

function readHexadecimal(source: Source): number {
  const first = read(source);
  if (hexValue(first) >= 0) {
    const second = read(source);
    if (hexValue(second) >= 0) return hexValue(first) * 16 + hexValue(second);
  } else if (first === codeOf("{") && hexValue(peek(source)) >= 0) {
    return readBracedHexadecimal(source);
  }
  fail(source, druidSays("Illegal hexadecimal escape sequence"));
  return 0;
}

function readBracedHexadecimal(source: Source): number {
  let value = 0;
  let code = read(source);
  for (; hexValue(code) >= 0; code = read(source)) {
    value = value * 16 + hexValue(code);
    if (value <= 0x10ffff) continue;
    fail(source, druidSays("Hexadecimal codepoint is too big"));
    return 0;
  }
  if (code !== codeOf("}")) fail(source, druidSays("Unclosed hexadecimal escape sequence"));
  return value;
}

function readUnicode(source: Source): number {
  const high = readFourDigits(source);
  if (high < 0xd800 || high > 0xdbff) return high;
  const place = source.cursor;
  if (read(source) === codeOf("\\") && read(source) === codeOf("u")) {
    const low = readFourDigits(source);
    if (0xdc00 <= low && low <= 0xdfff) return 0x10000 + (high - 0xd800) * 0x400 + (low - 0xdc00);
  }
  if (source.fault === undefined) source.cursor = place;
  return high;
}

function readFourDigits(source: Source): number {
  let value = 0;
  for (let count = 0; count < 4; count++) {
    const digit = hexValue(read(source));
    if (digit < 0) {
      fail(source, druidSays("Illegal Unicode escape sequence"));
      return 0;
    }
    value = value * 16 + digit;
  }
  return value;
}

function readName(source: Source): number {
  if (read(source) !== codeOf("{")) {
    fail(source, druidSays("Illegal character name escape sequence"));
    return 0;
  }
  const start = source.cursor;
  while (read(source) !== codeOf("}")) {
    if (!atEnd(source)) continue;
    fail(source, druidSays("Unclosed character name escape sequence"));
    return 0;
  }
  const name = textBetween(source, start, source.cursor - 1);
  const found = codePointNamed(name);
  if (found === "none") fail(source, druidSays(`Unknown character name [${name}]`));
  if (found === "unknown") doubt(source, t('the character name "{0}" is not in this program\'s list', name));
  return typeof found === "number" ? found : 0;
}

function textBetween(source: Source, start: number, end: number): string {
  return String.fromCodePoint(...source.codes.slice(start, end));
}

function singleName(source: Source): string {
  const name = String.fromCodePoint(codeAt(source, source.cursor));
  read(source);
  return name;
}

function bracedName(source: Source): string {
  const start = source.cursor;
  while (read(source) !== codeOf("}")) {
    if (source.cursor <= source.codes.length) continue;
    source.cursor = source.codes.length + 1;
    fail(source, druidSays("Unclosed character family"));
    return "";
  }
  if (start + 1 >= source.cursor) fail(source, druidSays("Empty character family"));
  return textBetween(source, start, source.cursor - 1);
}

function lookUp(source: Source, name: string): CodeTest {
  const mode = { ignoreCase: has(source, FLAG.ignoreCase), unicodeClasses: has(source, FLAG.unicodeClasses) };
  const equals = name.indexOf("=");
  if (equals < 0) {
    const test = propertyNamed(name, mode);
    if (test === undefined) fail(source, druidSays(`Unknown character property name {${name}}`));
    return test ?? undecidedCode;
  }
  const key = name.slice(0, equals).toLowerCase();
  const value = name.slice(equals + 1);
  const test = propertyValued(key, value, mode);
  if (test === undefined) fail(source, druidSays(`Unknown Unicode property {name=<${key}>, value=<${value}>}`));
  return test ?? undecidedCode;
}
