/**
 * The named classes of Java's regular expressions: `\p{…}` in all its forms, `\d \w \s \h \v` and the dot.
 * Source: `java.util.regex.CharPredicates` of Java 17, as observed.
 */
import { answer, anyCode, type CodeTest, codeRange, complementOf, intersectionOf, unionOf } from "./codeTest";
import { blockNamed, hasProperty, scriptNamed, unassigned } from "./unicode";

const PROPERTY_NAMES = ["C", "L", "M", "N", "P", "S", "Z", "Cc", "Cf", "Co", "Cs", "Ll", "Lm", "Lo", "Lt", "Lu", "Mc", "Me", "Mn"]
  .concat(["Nd", "Nl", "No", "Pc", "Pd", "Pe", "Pf", "Pi", "Po", "Ps", "Sc", "Sk", "Sm", "So", "Zl", "Zp", "Zs"])
  .filter((name) => name !== "C");

const CASED = "LC";

/** ASCII digits. */
export const asciiDigit = codeRange(48, 57);
/** ASCII letters, digits and the underscore. */
export const asciiWord: CodeTest = asciiClass(/[0-9A-Za-z_]/);
/** Tab to carriage return, and the blank. */
export const asciiSpace: CodeTest = asciiClass(/[\t-\r ]/);
/** `\d` with `(?U)`. */
export const unicodeDigit = hasProperty("Nd");
/** `\w` with `(?U)`. */
export const unicodeWord = anyOf(
  hasProperty("Alphabetic"),
  hasProperty("M"),
  hasProperty("Nd"),
  hasProperty("Pc"),
  codeRange(0x200c, 0x200d),
);
/** `\s` with `(?U)`. */
export const unicodeSpace = anyOf(codeRange(9, 13), codeRange(0x85, 0x85), hasProperty("Z"));
/** `\h`. */
export const horizontalSpace: CodeTest = (code) => answer(HORIZONTAL.has(code) || (0x2000 <= code && code <= 0x200a));
/** `\v`. */
export const verticalSpace: CodeTest = (code) => answer((10 <= code && code <= 13) || code === 0x85 || code === 0x2028 || code === 0x2029);
/** The dot, without `(?s)` and `(?d)`. */
export const notLineEnd: CodeTest = (code) => answer(code !== 10 && code !== 13 && code !== 0x85 && code !== 0x2028 && code !== 0x2029);
/** The dot with `(?d)`. */
export const notNewline: CodeTest = (code) => answer(code !== 10);

const HORIZONTAL: ReadonlySet<number> = new Set([9, 32, 0xa0, 0x1680, 0x180e, 0x202f, 0x205f, 0x3000]);

/** Which meaning a named class has: `(?i)` widens the classes of case, `(?U)` gives POSIX names their Unicode meaning. */
export interface PropertyMode {
  readonly ignoreCase: boolean;
  readonly unicodeClasses: boolean;
}

/** The class behind `\p{name}` (without `=`); undefined when Java knows no such name. */
export function propertyNamed(name: string, mode: PropertyMode): CodeTest | undefined {
  if (name.startsWith("In")) return blockNamed(name.slice(2));
  if (name.startsWith("Is")) return isProperty(name.slice(2), mode);
  return (mode.unicodeClasses ? posixProperty(name.toUpperCase(), mode) : undefined) ?? plainProperty(name, mode);
}

/** The class behind `\p{key=value}`; the key is in lower case. */
export function propertyValued(key: string, value: string, mode: PropertyMode): CodeTest | undefined {
  if (key === "sc" || key === "script") return scriptNamed(value);
  if (key === "blk" || key === "block") return blockNamed(value);
  if (key === "gc" || key === "general_category") return plainProperty(value, mode);
  return undefined;
}

function isProperty(name: string, mode: PropertyMode): CodeTest | undefined {
  const upper = name.toUpperCase();
  return unicodeProperty(upper, mode) ?? posixProperty(upper, mode) ?? plainProperty(name, mode) ?? scriptNamed(name);
}

function plainProperty(name: string, mode: PropertyMode): CodeTest | undefined {
  const folded = mode.ignoreCase ? FOLDED.get(name) : undefined;
  return folded ?? PLAIN.get(name);
}

function unicodeProperty(upper: string, mode: PropertyMode): CodeTest | undefined {
  const folded = mode.ignoreCase && /^(LOWER|UPPER|TITLE)CASE$/.test(upper) ? anyCase : undefined;
  return folded ?? UNICODE.get(upper);
}

function posixProperty(upper: string, mode: PropertyMode): CodeTest | undefined {
  const folded = mode.ignoreCase && (upper === "LOWER" || upper === "UPPER") ? anyCase : undefined;
  return folded ?? POSIX.get(upper);
}

function asciiClass(members: RegExp): CodeTest {
  const table = Array.from({ length: 128 }, (_, code) => members.test(String.fromCharCode(code)));
  return (code) => answer(table[code] === true);
}

function anyOf(...tests: readonly CodeTest[]): CodeTest {
  return tests.reduce(unionOf);
}

const lowercase = hasProperty("Lowercase");
const uppercase = hasProperty("Uppercase");
const titlecase = hasProperty("Lt");
const anyCase = anyOf(lowercase, uppercase, titlecase);
const alphabetic = hasProperty("Alphabetic");
const letter = hasProperty("L");
const control = hasProperty("Cc");
const surrogate = hasProperty("Cs");
const spaces = hasProperty("Z");
const ignorable = anyOf(codeRange(0, 8), codeRange(0xe, 0x1b), codeRange(0x7f, 0x9f), hasProperty("Cf"));
const identifierStart = anyOf(letter, hasProperty("Nl"), hasProperty("Sc"), hasProperty("Pc"));
const identifierRest = anyOf(hasProperty("Nd"), hasProperty("Mc"), hasProperty("Mn"), ignorable);
const blank = anyOf(hasProperty("Zs"), codeRange(9, 9));
const graph = complementOf(anyOf(spaces, control, surrogate, unassigned));
const javaWhitespace = anyOf(
  intersectionOf(
    spaces,
    complementOf((code) => answer(code === 0xa0 || code === 0x2007 || code === 0x202f)),
  ),
  codeRange(9, 13),
  codeRange(0x1c, 0x1f),
);

/** Names of `\p{…}` without prefix, which are case-sensitive. */
const PLAIN: ReadonlyMap<string, CodeTest> = new Map<string, CodeTest>([
  ...PROPERTY_NAMES.map((name): [string, CodeTest] => [name, hasProperty(name)]),
  ["C", anyOf(control, hasProperty("Cf"), hasProperty("Co"), surrogate, unassigned)],
  ["Cn", unassigned],
  ["LC", hasProperty(CASED)],
  ["LD", anyOf(letter, hasProperty("Nd"))],
  ["L1", codeRange(0, 255)],
  ["all", anyCode],
  ["ASCII", codeRange(0, 127)],
  ["Alnum", asciiClass(/[0-9A-Za-z]/)],
  ["Alpha", asciiClass(/[A-Za-z]/)],
  ["Blank", asciiClass(/[\t ]/)],
  ["Cntrl", asciiClass(/[\0-\x1f\x7f]/)],
  ["Digit", asciiDigit],
  ["Graph", asciiClass(/[!-~]/)],
  ["Lower", codeRange(97, 122)],
  ["Print", asciiClass(/[ -~]/)],
  ["Punct", asciiClass(/[!-/:-@[-`{-~]/)],
  ["Space", asciiSpace],
  ["Upper", codeRange(65, 90)],
  ["XDigit", asciiClass(/[0-9A-Fa-f]/)],
  ["javaLowerCase", lowercase],
  ["javaUpperCase", uppercase],
  ["javaAlphabetic", alphabetic],
  ["javaIdeographic", hasProperty("Ideographic")],
  ["javaTitleCase", titlecase],
  ["javaDigit", unicodeDigit],
  ["javaDefined", complementOf(unassigned)],
  ["javaLetter", letter],
  ["javaLetterOrDigit", anyOf(letter, unicodeDigit)],
  ["javaJavaIdentifierStart", identifierStart],
  ["javaJavaIdentifierPart", anyOf(identifierStart, identifierRest)],
  ["javaUnicodeIdentifierStart", hasProperty("ID_Start")],
  ["javaUnicodeIdentifierPart", anyOf(hasProperty("ID_Continue"), ignorable)],
  ["javaIdentifierIgnorable", ignorable],
  ["javaSpaceChar", spaces],
  ["javaWhitespace", javaWhitespace],
  ["javaISOControl", anyOf(codeRange(0, 0x1f), codeRange(0x7f, 0x9f))],
  ["javaMirrored", hasProperty("Bidi_Mirrored")],
]);

/** What the names of case become with `(?i)`. */
const FOLDED: ReadonlyMap<string, CodeTest> = new Map<string, CodeTest>([
  ["Lu", hasProperty(CASED)],
  ["Ll", hasProperty(CASED)],
  ["Lt", hasProperty(CASED)],
  ["Lower", asciiClass(/[A-Za-z]/)],
  ["Upper", asciiClass(/[A-Za-z]/)],
  ["javaLowerCase", anyCase],
  ["javaUpperCase", anyCase],
  ["javaTitleCase", anyCase],
]);

const hexDigit = anyOf(unicodeDigit, codeRange(65, 70), codeRange(97, 102), codeRange(0xff21, 0xff26), codeRange(0xff41, 0xff46));
const joinControl = codeRange(0x200c, 0x200d);
const nonCharacter: CodeTest = (code) => answer((code & 0xfffe) === 0xfffe || (0xfdd0 <= code && code <= 0xfdef));

/** Names behind `Is`, in upper case. */
const UNICODE: ReadonlyMap<string, CodeTest> = new Map<string, CodeTest>([
  ["ALPHABETIC", alphabetic],
  ["ASSIGNED", complementOf(unassigned)],
  ["CONTROL", control],
  ["HEXDIGIT", hexDigit],
  ["HEX_DIGIT", hexDigit],
  ["IDEOGRAPHIC", hasProperty("Ideographic")],
  ["JOINCONTROL", joinControl],
  ["JOIN_CONTROL", joinControl],
  ["LETTER", letter],
  ["LOWERCASE", lowercase],
  ["NONCHARACTERCODEPOINT", nonCharacter],
  ["NONCHARACTER_CODE_POINT", nonCharacter],
  ["TITLECASE", titlecase],
  ["PUNCTUATION", hasProperty("P")],
  ["UPPERCASE", uppercase],
  ["WHITESPACE", unicodeSpace],
  ["WHITE_SPACE", unicodeSpace],
  ["WORD", unicodeWord],
]);

/** POSIX names in their Unicode meaning, in upper case. */
const POSIX: ReadonlyMap<string, CodeTest> = new Map<string, CodeTest>([
  ["ALPHA", alphabetic],
  ["LOWER", lowercase],
  ["UPPER", uppercase],
  ["SPACE", unicodeSpace],
  ["PUNCT", hasProperty("P")],
  ["XDIGIT", hexDigit],
  ["ALNUM", anyOf(alphabetic, unicodeDigit)],
  ["CNTRL", control],
  ["DIGIT", unicodeDigit],
  ["BLANK", blank],
  ["GRAPH", graph],
  ["PRINT", intersectionOf(anyOf(graph, blank), complementOf(control))],
]);
