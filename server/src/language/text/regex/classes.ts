/**
 * Character classes: `[a-z&&[^aeiou]]`, unions, intersections, ranges, and what `(?i)` makes of single characters.
 * Source: `java.util.regex.Pattern` of Java 17; its order of evaluation shows in corners such as `[a&&]`, so it is kept.
 */
import { druidSays, t } from "../l10n";
import {
  answer,
  type CodeTest,
  codeRange,
  codeSet,
  complementOf,
  intersectionOf,
  NO,
  oneCode,
  undecidedCode,
  unionOf,
  YES,
} from "./codeTest";
import { readEscape, readProperty } from "./escapes";
import { atEnd, codeAt, codeOf, doubt, FLAG, fail, has, isLetter, next, nextEscaped, peek, type Source, unread } from "./source";
import { asciiLower, asciiUpper, lowerCaseOf, upperCaseOf } from "./unicode";

/** Classes nested deeper than this are left undecided. */
const CLASS_DEPTH_LIMIT = 300;

/** A class while it is read. */
interface Draft {
  /** Characters up to U+00FF; shared with tests that were made of it earlier, as in Java. */
  readonly small: Set<number>;
  hasSmall: boolean;
  /** The test so far. */
  whole?: CodeTest;
  /** The part read last; an intersection without a right side takes it instead. */
  last?: CodeTest;
}

/** Reads a class; the cursor stands on its `[`. */
export function readClass(source: Source): CodeTest {
  return readMembers(source, "bracketed");
}

/** Tests for a single character as the flags in force want it. */
export function singleCode(source: Source, code: number): CodeTest {
  if (!has(source, FLAG.ignoreCase)) return oneCode(code);
  if (has(source, FLAG.unicodeCase)) {
    const upper = upperCaseOf(code);
    const lower = lowerCaseOf(upper);
    return upper === lower ? oneCode(code) : foldedCode(lower);
  }
  if (!isLetter(code)) return oneCode(code);
  return codeSet(new Set([asciiLower(code), asciiUpper(code)]));
}

/** Tests for a character in a text of several; Java folds there in another way than for a single one. */
export function textCode(source: Source, code: number): CodeTest {
  if (!has(source, FLAG.ignoreCase)) return oneCode(code);
  if (!has(source, FLAG.unicodeCase)) return singleCode(source, code);
  return foldedCode(lowerCaseOf(upperCaseOf(code)));
}

function foldedCode(lower: number): CodeTest {
  return (code) => (code === lower || lowerCaseOf(upperCaseOf(code)) === lower ? YES : NO);
}

/** `bracketed` takes the closing bracket; the right side of `&&` without brackets leaves it. */
function readMembers(source: Source, form: "bracketed" | "bare"): CodeTest {
  if (++source.depth > CLASS_DEPTH_LIMIT) {
    doubt(source, t("its classes are nested too deeply"));
    fail(source, druidSays("nested too deeply"));
  }
  const draft: Draft = { small: new Set(), hasSmall: false };
  let code = next(source);
  const negative = code === codeOf("^") && codeAt(source, source.cursor - 1) === codeOf("[");
  if (negative) code = next(source);
  while (source.fault === undefined) {
    if (code === codeOf("]") && (draft.whole !== undefined || draft.hasSmall)) {
      if (form === "bracketed") next(source);
      break;
    }
    code = readMember(source, draft, code);
  }
  source.depth--;
  const test = finished(draft);
  return negative ? complementOf(test) : test;
}

function finished(draft: Draft): CodeTest {
  if (!draft.hasSmall) return draft.whole ?? undecidedCode;
  return draft.whole === undefined ? codeSet(draft.small) : unionOf(draft.whole, codeSet(draft.small));
}

/** Reads one member and gives the code behind it. */
function readMember(source: Source, draft: Draft, code: number): number {
  if (code === codeOf("[")) {
    add(draft, readMembers(source, "bracketed"));
    return peek(source);
  }
  if (code === codeOf("&")) {
    if (next(source) === codeOf("&")) return readIntersection(source, draft);
    unread(source);
  } else if (code === 0 && atEnd(source)) {
    fail(source, druidSays("Unclosed character class"));
    return 0;
  }
  const range = readRange(source, draft.small);
  if (range === undefined) draft.hasSmall = true;
  else add(draft, range);
  if (range === undefined) delete draft.last;
  return peek(source);
}

function add(draft: Draft, test: CodeTest): void {
  draft.last = test;
  draft.whole = draft.whole === undefined ? test : unionOf(draft.whole, test);
}

/** Reads the right side of `&&`; the cursor stands on the second `&`. Gives the code behind it. */
function readIntersection(source: Source, draft: Draft): number {
  let right: CodeTest | undefined;
  let code = next(source);
  while (source.fault === undefined && code !== codeOf("]") && code !== codeOf("&")) {
    if (code !== codeOf("[")) unread(source);
    const operand = readMembers(source, code === codeOf("[") ? "bracketed" : "bare");
    right = right === undefined ? operand : unionOf(right, operand);
    code = peek(source);
  }
  takeSmall(draft);
  if (right !== undefined) draft.last = right;
  if (draft.whole === undefined) {
    if (right === undefined) fail(source, druidSays("Bad class syntax"));
    else draft.whole = right;
  } else {
    draft.whole = intersectionOf(draft.whole, draft.last ?? undecidedCode); // Java throws on a missing side.
  }
  return code;
}

function takeSmall(draft: Draft): void {
  if (!draft.hasSmall) return;
  const small = codeSet(draft.small);
  if (draft.whole === undefined) draft.last = small;
  draft.whole = draft.whole === undefined ? small : unionOf(draft.whole, small);
  draft.hasSmall = false;
}

/** Reads a character, a range or an escape; undefined when the character went into `small`. */
function readRange(source: Source, small: Set<number>): CodeTest | undefined {
  const first = readFirst(source);
  if (typeof first !== "number") return first;
  if (peek(source) !== codeOf("-")) return smallOrSingle(source, small, first);
  const end = codeAt(source, source.cursor + 1);
  if (end === codeOf("[") || end === codeOf("]")) return smallOrSingle(source, small, first);
  next(source);
  const last = readLast(source);
  if (last < first) fail(source, druidSays("Illegal character range"));
  return foldedRange(source, first, last);
}

function readFirst(source: Source): number | CodeTest {
  const code = peek(source);
  if (code !== codeOf("\\")) {
    next(source);
    return code;
  }
  const letter = nextEscaped(source);
  if (letter === codeOf("p") || letter === codeOf("P")) return readProperty(source);
  const startsRange = codeAt(source, source.cursor + 1) === codeOf("-");
  unread(source);
  const found = readEscape(source, startsRange ? "classRange" : "class");
  if (found.kind === "code") return found.code;
  return found.part.kind === "code" ? found.part.test : undecidedCode;
}

function readLast(source: Source): number {
  const code = peek(source);
  if (code === codeOf("\\")) {
    const found = readEscape(source, "classRange");
    return found.kind === "code" ? found.code : -1;
  }
  next(source);
  return code;
}

function foldedRange(source: Source, low: number, high: number): CodeTest {
  const plain = codeRange(low, high);
  if (!has(source, FLAG.ignoreCase)) return plain;
  const inside = (code: number) => low <= code && code <= high;
  if (!has(source, FLAG.unicodeCase)) {
    return (code) => answer(inside(code) || (code < 128 && (inside(asciiUpper(code)) || inside(asciiLower(code)))));
  }
  return (code) => {
    if (inside(code)) return YES;
    const upper = upperCaseOf(code);
    return answer(inside(upper) || inside(lowerCaseOf(upper)));
  };
}

/** Letters whose other case lies above U+00FF: they cannot go into the set of small characters with `(?iu)`. */
const FAR_FOLDING: ReadonlySet<number> = new Set([0xff, 0xb5, 0x49, 0x69, 0x53, 0x73, 0x4b, 0x6b, 0xc5, 0xe5]);

function smallOrSingle(source: Source, small: Set<number>, code: number): CodeTest | undefined {
  const folds = has(source, FLAG.ignoreCase);
  const foldsAll = folds && has(source, FLAG.unicodeCase);
  if (code > 255 || (foldsAll && FAR_FOLDING.has(code))) return singleCode(source, code);
  small.add(code);
  if (folds && code < 128) small.add(asciiLower(code)).add(asciiUpper(code));
  else if (foldsAll) small.add(lowerCaseOf(code)).add(upperCaseOf(code));
  return undefined;
}
