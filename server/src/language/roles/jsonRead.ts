/**
 * Reads JSON with comments, trailing commas and errors into a tree with ranges, whatever the text: too long or too deep a text is refused
 * before anything recurses over it. Relies on jsonc-parser.
 */
import { createScanner, getNodeValue, type Node, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";
import type { TextRange } from "../text/range";
import type { RolesProblem } from "./model";

/** A longer roles file is not read (UTF-16 code units; eight million are some fifty thousand permissions). */
export const ROLES_LENGTH_LIMIT = 8 * 1024 * 1024;

/** Deeper nesting is not read; the deepest document that means something has nine levels. */
export const ROLES_DEPTH_LIMIT = 64;

/** Syntax errors told for one file. */
const ERROR_LIMIT = 50;

/** The tree, when there is one, and what is wrong with the text. */
export interface JsonText {
  readonly root?: Node;
  readonly problems: readonly RolesProblem[];
}

/** A property of an object with the range of its key, quotes included. */
export interface Property {
  readonly key: string;
  readonly keyRange: TextRange;
  readonly value: Node;
}

/** Parses a text. Never throws. A byte order mark counts as a blank. */
export function readJson(text: string): JsonText {
  if (text.length > ROLES_LENGTH_LIMIT) {
    const message = `This roles file has more than ${ROLES_LENGTH_LIMIT / 1024 / 1024} million characters and is not read. Keep one file for each cluster, or leave out roles nobody asks about.`;
    return { problems: [{ code: "roles-too-large", severity: "error", message, range: { start: 0, end: 1 } }] };
  }
  const source = text.startsWith("\uFEFF") ? ` ${text.slice(1)}` : text;
  const tooDeep = firstTooDeep(source);
  if (tooDeep !== undefined) {
    const message = `This is nested more than ${ROLES_DEPTH_LIMIT} levels deep and is not read.`;
    return { problems: [{ code: "roles-too-deep", severity: "error", message, range: tooDeep }] };
  }
  const errors: ParseError[] = [];
  const root = parseTree(source, errors, { allowTrailingComma: true, allowEmptyContent: true });
  const problems = errors.slice(0, ERROR_LIMIT).map((error) => syntaxProblem(error, source.length));
  return root === undefined ? { problems } : { root, problems };
}

/** The properties of an object in the order of the text; a property without a value (while it is typed) is left out. */
export function propertiesOf(node: Node): readonly Property[] {
  if (node.type !== "object") return [];
  const properties: Property[] = [];
  for (const { children } of node.children ?? []) {
    const [key, value] = children ?? [];
    if (key !== undefined && value !== undefined) properties.push({ key: String(key.value), keyRange: rangeOf(key), value });
  }
  return properties;
}

/** The value of a property; the last one counts when it is there twice, as in Druid. */
export function propertyOf(node: Node, key: string): Property | undefined {
  return propertiesOf(node)
    .filter((property) => property.key === key)
    .at(-1);
}

/** The elements of a list. */
export function elementsOf(node: Node): readonly Node[] {
  return node.type === "array" ? (node.children ?? []) : [];
}

export function rangeOf(node: Node): TextRange {
  return { start: node.offset, end: node.offset + node.length };
}

/** A string, or the text of a number or boolean, as Druid reads them where it wants a string; undefined for everything else. */
export function textOf(node: Node | undefined, text: string): string | undefined {
  if (node === undefined) return undefined;
  if (node.type === "string") return String(node.value);
  return node.type === "number" || node.type === "boolean" ? text.slice(node.offset, node.offset + node.length) : undefined;
}

/** The plain JSON value of a node. */
export function plainValue(node: Node): unknown {
  return getNodeValue(node);
}

/** Token kinds of jsonc-parser's scanner, which exports them as a type only. */
const OPEN_BRACE = 1;
const CLOSE_BRACE = 2;
const OPEN_BRACKET = 3;
const CLOSE_BRACKET = 4;
const END_OF_TEXT = 17;

function firstTooDeep(text: string): TextRange | undefined {
  const scanner = createScanner(text, true);
  let depth = 0;
  for (let token: number = scanner.scan(); token !== END_OF_TEXT; token = scanner.scan()) {
    if (token === OPEN_BRACE || token === OPEN_BRACKET) depth++;
    else if (token === CLOSE_BRACE || token === CLOSE_BRACKET) depth--;
    if (depth > ROLES_DEPTH_LIMIT) return { start: scanner.getTokenOffset(), end: scanner.getTokenOffset() + 1 };
  }
  return undefined;
}

function syntaxProblem({ error, offset, length }: ParseError, end: number): RolesProblem {
  const message = SYNTAX_MESSAGES.get(printParseErrorCode(error)) ?? "This is not valid JSON.";
  const start = Math.min(offset, end);
  return {
    code: "roles-syntax",
    severity: "error",
    message,
    range: { start, end: Math.min(start + Math.max(length, 1), Math.max(end, start)) },
  };
}

const SYNTAX_MESSAGES: ReadonlyMap<string, string> = new Map([
  ["InvalidSymbol", "This is not valid JSON here; names and texts need double quotes."],
  ["InvalidNumberFormat", "This is not a valid number."],
  ["PropertyNameExpected", "A property name in double quotes is expected here."],
  ["ValueExpected", "A value is expected here."],
  ["ColonExpected", "A colon is expected here."],
  ["CommaExpected", "A comma is expected here."],
  ["CloseBraceExpected", "A closing brace } is missing."],
  ["CloseBracketExpected", "A closing bracket ] is missing."],
  ["EndOfFileExpected", "The document ends before this; nothing may follow it."],
  ["UnexpectedEndOfComment", "This comment is not closed."],
  ["UnexpectedEndOfString", "This text lacks its closing quote."],
  ["UnexpectedEndOfNumber", "This number is not complete."],
  ["InvalidUnicode", "After \\u there must be four hexadecimal digits."],
  ["InvalidEscapeCharacter", "JSON does not know this escape; a backslash of a pattern is written twice: \\\\d."],
  ["InvalidCharacter", "This character must be written as an escape."],
]);
