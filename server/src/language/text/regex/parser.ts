/**
 * Reads a Java regular expression into its parts: alternatives, sequences, groups, quantifiers, flags.
 * Source: `java.util.regex.Pattern` of Java 17; descriptions and indexes of faults are those of its `PatternSyntaxException`.
 */

import { druidSays, t } from "../l10n";
import { readClass, singleCode, textCode } from "./classes";
import { anyCode } from "./codeTest";
import { readEscape, readGroupName, readProperty } from "./escapes";
import { measureBody } from "./measure";
import { notLineEnd, notNewline } from "./properties";
import {
  atEnd,
  codeAt,
  codeOf,
  doubt,
  FLAG,
  fail,
  has,
  isDigit,
  isSupplementary,
  next,
  nextEscaped,
  openSource,
  peek,
  read,
  type Source,
  skip,
  unread,
} from "./source";
import { type Fault, type Manner, type ParsedPattern, type Part, type Sequence, UNLIMITED } from "./syntax";

/** Groups nested deeper than this are left undecided; Java itself runs out of stack somewhere above. */
const GROUP_DEPTH_LIMIT = 400;

/** Longer patterns are left undecided; Java may run out of stack while it measures them. */
const PATTERN_LENGTH_LIMIT = 20_000;

/** A pattern's parts, or the fault that `Pattern.compile` reports. */
export type ParseResult =
  | { readonly kind: "parsed"; readonly pattern: ParsedPattern }
  | { readonly kind: "fault"; readonly fault: Fault }
  | { readonly kind: "doubt"; readonly reason: string };

/** Parses a pattern without flags, as `Pattern.compile(pattern)` does. Never throws. */
export function parsePattern(pattern: string): ParseResult {
  if (pattern.length > PATTERN_LENGTH_LIMIT) return { kind: "doubt", reason: t("it is too long to be judged") };
  const source = openSource(pattern);
  const alternatives = readAlternatives(source);
  if (!atEnd(source))
    fail(source, peek(source) === codeOf(")") ? druidSays("Unmatched closing ')'") : druidSays("Unexpected internal error"));
  else if (source.cursor > source.codes.length) fail(source, druidSays("Unexpected internal error"));
  if (source.doubt !== undefined) return { kind: "doubt", reason: source.doubt };
  if (source.fault !== undefined) return { kind: "fault", fault: source.fault };
  return { kind: "parsed", pattern: { alternatives, captures: source.captures, hasReference: source.hasReference } };
}

function readAlternatives(source: Source): readonly Sequence[] {
  const alternatives: Sequence[] = [];
  for (;;) {
    alternatives.push(readSequence(source));
    if (peek(source) !== codeOf("|")) return alternatives;
    next(source);
  }
}

function readSequence(source: Source): Sequence {
  const parts: Part[] = [];
  for (;;) {
    const code = peek(source);
    if (code === codeOf("|") || code === codeOf(")") || (code === 0 && atEnd(source))) return parts;
    if (code === codeOf("(")) {
      const group = readGroup(source);
      if (group !== undefined) parts.push(group);
    } else {
      parts.push(readQuantifier(source, readAtom(source, code)));
    }
  }
}

/** One part that is no group; `code` is what stands at the cursor. */
function readAtom(source: Source, code: number): Part {
  switch (String.fromCodePoint(code)) {
    case "[":
      return { kind: "code", test: readClass(source) };
    case "\\": {
      const letter = nextEscaped(source);
      if (letter === codeOf("p") || letter === codeOf("P")) return { kind: "code", test: readProperty(source) };
      unread(source);
      return readText(source);
    }
    case "^":
      next(source);
      return { kind: "anchor", anchor: lineStart(source) };
    case "$":
      next(source);
      return { kind: "anchor", anchor: lineEnd(source) };
    case ".":
      next(source);
      return { kind: "code", test: has(source, FLAG.dotAll) ? anyCode : has(source, FLAG.unixLines) ? notNewline : notLineEnd };
    case "?":
    case "*":
    case "+":
      next(source);
      fail(source, druidSays(`Dangling meta character '${String.fromCodePoint(code)}'`));
      return { kind: "text", tests: [] };
    default:
      return readText(source);
  }
}

function lineStart(source: Source): "textStart" | "lineStart" | "unixLineStart" {
  if (!has(source, FLAG.multiline)) return "textStart";
  return has(source, FLAG.unixLines) ? "unixLineStart" : "lineStart";
}

function lineEnd(source: Source): "lineEnd" | "unixLineEnd" | "beforeLastLineEnd" | "unixBeforeLastLineEnd" {
  if (has(source, FLAG.multiline)) return has(source, FLAG.unixLines) ? "unixLineEnd" : "lineEnd";
  return has(source, FLAG.unixLines) ? "unixBeforeLastLineEnd" : "beforeLastLineEnd";
}

const QUANTIFIERS = new Set(Array.from("*+?{", codeOf));
const TEXT_ENDS = new Set(Array.from("$.^([|)", codeOf));

/**
 * Reads a run of plain characters, or one escape that is none. A quantifier belongs to the last character only,
 * so that character is left for the next round.
 */
function readText(source: Source): Part {
  const codes: number[] = [];
  let before = -1;
  for (let code = peek(source); ; ) {
    if (QUANTIFIERS.has(code)) {
      if (codes.length > 1) {
        source.cursor = before;
        codes.pop();
      }
      break;
    }
    if (TEXT_ENDS.has(code) || (code === 0 && atEnd(source))) break;
    if (code !== codeOf("\\")) {
      before = source.cursor;
      codes.push(code);
      code = next(source);
      continue;
    }
    const letter = nextEscaped(source);
    unread(source);
    if (letter === codeOf("p") || letter === codeOf("P")) break;
    before = source.cursor;
    const found = readEscape(source, "pattern");
    if (found.kind === "part") {
      if (codes.length === 0) return found.part;
      source.cursor = before;
      break;
    }
    codes.push(found.code);
    code = peek(source);
  }
  const [only] = codes;
  if (codes.length === 1 && only !== undefined) return { kind: "code", test: singleCode(source, only) };
  return { kind: "text", tests: codes.map((code) => textCode(source, code)) };
}

/** What stands between a group's opening and its body. */
type Opening =
  | { readonly kind: "plain" | "atomic" | "ahead" | "notAhead" | "behind" | "notBehind" }
  | { readonly kind: "capture"; readonly capture: number }
  | { readonly kind: "flagsOnly" };

/** Reads a group and its quantifier; undefined for flags without a body. The cursor stands on the parenthesis. */
function readGroup(source: Source): Part | undefined {
  if (++source.depth > GROUP_DEPTH_LIMIT) {
    doubt(source, t("its groups are nested too deeply"));
    fail(source, druidSays("nested too deeply"));
  }
  const flags = source.flags;
  const opening = readOpening(source);
  if (opening.kind === "flagsOnly") {
    source.depth--;
    return undefined;
  }
  const start = source.cursor;
  const alternatives = readAlternatives(source);
  const group = closeGroup(source, opening, alternatives, start);
  if (read(source) !== codeOf(")")) fail(source, druidSays("Unclosed group"));
  source.flags = flags;
  source.depth--;
  return readQuantifier(source, group);
}

function readOpening(source: Source): Opening {
  if (next(source) !== codeOf("?")) return { kind: "capture", capture: source.captures++ };
  switch (String.fromCodePoint(skip(source))) {
    case ":":
      return { kind: "plain" };
    case "=":
      return { kind: "ahead" };
    case "!":
      return { kind: "notAhead" };
    case ">":
      return { kind: "atomic" };
    case "<":
      return readAngle(source);
    case "$":
    case "@":
      fail(source, druidSays("Unknown group type"));
      return { kind: "plain" };
    default:
      unread(source);
      return readFlags(source);
  }
}

function readAngle(source: Source): Opening {
  const code = read(source);
  if (code === codeOf("=")) return { kind: "behind" };
  if (code === codeOf("!")) return { kind: "notBehind" };
  const name = readGroupName(source, code);
  if (source.names.has(name)) fail(source, druidSays(`Named capturing group <${name}> is already defined`));
  source.names.set(name, source.captures);
  return { kind: "capture", capture: source.captures++ };
}

const FLAG_LETTERS: ReadonlyMap<string, number> = new Map([
  ["i", FLAG.ignoreCase],
  ["m", FLAG.multiline],
  ["s", FLAG.dotAll],
  ["d", FLAG.unixLines],
  ["u", FLAG.unicodeCase],
  ["c", FLAG.canonical],
  ["x", FLAG.comments],
  ["U", FLAG.unicodeClasses | FLAG.unicodeCase],
]);

function readFlags(source: Source): Opening {
  let removing = false;
  for (let code = peek(source); ; code = next(source)) {
    const flag = FLAG_LETTERS.get(String.fromCodePoint(code));
    if (flag !== undefined) source.flags = removing ? source.flags & ~flag : source.flags | flag;
    else if (code === codeOf("-") && !removing) removing = true;
    else break;
  }
  if (has(source, FLAG.canonical)) doubt(source, t("it asks for canonical equivalence"));
  const end = read(source);
  if (end === codeOf(")")) return { kind: "flagsOnly" };
  if (end !== codeOf(":")) fail(source, druidSays("Unknown inline modifier"));
  return { kind: "plain" };
}

function closeGroup(source: Source, opening: Opening, alternatives: readonly Sequence[], start: number): Part {
  const body: Part = { kind: "group", alternatives };
  switch (opening.kind) {
    case "capture":
      return { kind: "group", alternatives, capture: opening.capture };
    case "atomic":
      return { kind: "atomic", body };
    case "ahead":
    case "notAhead":
      return { kind: "ahead", body, negative: opening.kind === "notAhead" };
    case "behind":
    case "notBehind":
      return closeBehind(source, body, opening.kind === "notBehind", start);
    default:
      return body;
  }
}

/** Java counts in code points when a supplementary character stands anywhere behind the opening, even outside of the group. */
function closeBehind(source: Source, body: Part, negative: boolean, start: number): Part {
  const size = measureBody(body);
  if (!size.bounded) fail(source, druidSays("Look-behind group does not have an obvious maximum length"));
  const byCodePoint = source.codes.slice(start).some(isSupplementary);
  return { kind: "behind", body, negative, min: size.min, max: size.max, byCodePoint };
}

/** Reads what may follow a part: `?`, `*`, `+`, `{…}`, each greedy, lazy or possessive. */
function readQuantifier(source: Source, part: Part): Part {
  switch (String.fromCodePoint(peek(source))) {
    case "?":
      return option(source, part);
    case "*":
      return unlimited(source, part, 0);
    case "+":
      return unlimited(source, part, 1);
    case "{":
      return readCount(source, part);
    default:
      return part;
  }
}

function readManner(source: Source): Manner {
  const code = next(source);
  if (code !== codeOf("?") && code !== codeOf("+")) return "greedy";
  next(source);
  return code === codeOf("?") ? "lazy" : "possessive";
}

function option(source: Source, part: Part): Part {
  return { kind: "repeat", part, min: 0, max: 1, manner: readManner(source), shape: "option" };
}

function unlimited(source: Source, part: Part, min: number): Part {
  const manner = readManner(source);
  if (manner === "greedy" && part.kind === "code") return { kind: "repeat", part, min, max: UNLIMITED, manner, shape: "codes" };
  return counted(part, min, UNLIMITED, manner);
}

function counted(part: Part, min: number, max: number, manner: Manner): Part {
  return { kind: "repeat", part, min, max, manner, shape: turnShape(part, manner) };
}

/** Java repeats a group turn by turn when it thinks that each turn can match in one way only. */
function turnShape(part: Part, manner: Manner): "turns" | "groupTurns" | "loop" {
  if (part.kind !== "group" || manner === "possessive") return "turns";
  return measureBody(part).deterministic ? "groupTurns" : "loop";
}

function readCount(source: Source, part: Part): Part {
  let code = skip(source);
  if (!isDigit(code)) {
    fail(source, druidSays("Illegal repetition"));
    return part;
  }
  const min = readNumber(source, code);
  let max = min;
  code = lastRead(source);
  if (code === codeOf(",")) {
    code = read(source);
    if (code === codeOf("}")) {
      unread(source);
      return unlimited(source, part, min);
    }
    max = readNumber(source, code);
    code = lastRead(source);
  }
  if (source.fault !== undefined) return part;
  if (code !== codeOf("}")) fail(source, druidSays("Unclosed counted closure"));
  if (max < min) fail(source, druidSays("Illegal repetition range"));
  unread(source);
  return min === 0 && max === 1 ? option(source, part) : counted(part, min, max, readManner(source));
}

/** The code that the last `read` gave: the one before the cursor. */
function lastRead(source: Source): number {
  return codeAt(source, source.cursor - 1);
}

/** Reads digits from `first` on, and one code more; 0 when `first` is no digit. */
function readNumber(source: Source, first: number): number {
  let value = 0;
  for (let code = first; isDigit(code); code = read(source)) {
    value = value * 10 + code - 48;
    if (value <= UNLIMITED) continue;
    fail(source, druidSays("Illegal repetition range"));
    return 0;
  }
  return value;
}
