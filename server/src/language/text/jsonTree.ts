/**
 * Reads JSON with comments, trailing commas and errors into a tree with ranges, whatever the text: too long or too deep a text is refused
 * before anything recurses over it. Relies on jsonc-parser; knows nothing of what the JSON means.
 */

import { createScanner, getNodeValue, type Node, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";
import { phrase, t } from "./l10n";
import type { TextRange } from "./range";

export type JsonNode = Node;

/** What is wrong with a text as JSON. */
export interface JsonProblem {
  readonly kind: "too-large" | "too-deep" | "syntax";
  /** Empty when the text is too large: what to do about that depends on what it is. */
  readonly message: string;
  readonly range: TextRange;
}

/** The tree, when there is one, and what is wrong with the text. */
export interface JsonTree {
  readonly root?: JsonNode;
  readonly problems: readonly JsonProblem[];
}

/** How much is read, in UTF-16 code units and levels of nesting. */
export interface JsonLimits {
  readonly length: number;
  readonly depth: number;
}

/** A property of an object with the range of its key, quotes included. */
export interface Property {
  readonly key: string;
  readonly keyRange: TextRange;
  readonly value: JsonNode;
}

/** Syntax errors told for one file. */
const ERROR_LIMIT = 50;

/** Parses a text. Never throws. A byte order mark counts as a blank. */
export function readJsonTree(text: string, limits: JsonLimits): JsonTree {
  if (text.length > limits.length) return { problems: [{ kind: "too-large", message: "", range: { start: 0, end: 1 } }] };
  const source = text.startsWith("\uFEFF") ? ` ${text.slice(1)}` : text;
  const tooDeep = firstTooDeep(source, limits.depth);
  if (tooDeep !== undefined) {
    const message = t("This is nested more than {0} levels deep and is not read.", limits.depth);
    return { problems: [{ kind: "too-deep", message, range: tooDeep }] };
  }
  const errors: ParseError[] = [];
  const root = parseTree(source, errors, { allowTrailingComma: true, allowEmptyContent: true });
  const problems = errors.slice(0, ERROR_LIMIT).map((error) => syntaxProblem(error, source.length));
  return root === undefined ? { problems } : { root, problems };
}

/** The properties of an object in the order of the text; a property without a value (while it is typed) is left out. */
export function propertiesOf(node: JsonNode): readonly Property[] {
  if (node.type !== "object") return [];
  const properties: Property[] = [];
  for (const each of node.children ?? []) {
    const property = toProperty(each);
    if (property) properties.push(property);
  }
  return properties;
}

/** The value of a property; the last one counts when it is there twice. A large file asks for hundreds of thousands: it looks at keys only. */
export function propertyOf(node: JsonNode, key: string): Property | undefined {
  if (node.type !== "object" || !node.children) return undefined;
  for (let index = node.children.length - 1; index >= 0; index--) {
    const each = node.children[index];
    const property = each?.children?.[0]?.value === key ? toProperty(each) : undefined;
    if (property) return property;
  }
  return undefined;
}

function toProperty({ children }: JsonNode): Property | undefined {
  const key = children?.[0];
  const value = children?.[1];
  return key && value && { key: String(key.value), keyRange: rangeOf(key), value };
}

/** The elements of a list. */
export function elementsOf(node: JsonNode): readonly JsonNode[] {
  return node.type === "array" ? (node.children ?? []) : [];
}

export function rangeOf(node: JsonNode): TextRange {
  return { start: node.offset, end: node.offset + node.length };
}

/** The plain JSON value of a node. */
export function plainValue(node: JsonNode): unknown {
  return getNodeValue(node);
}

/** Token kinds of jsonc-parser's scanner, which exports them as a type only. */
const OPEN_BRACE = 1;
const CLOSE_BRACE = 2;
const OPEN_BRACKET = 3;
const CLOSE_BRACKET = 4;
const END_OF_TEXT = 17;

function firstTooDeep(text: string, limit: number): TextRange | undefined {
  const scanner = createScanner(text, true);
  let depth = 0;
  for (let token: number = scanner.scan(); token !== END_OF_TEXT; token = scanner.scan()) {
    if (token === OPEN_BRACE || token === OPEN_BRACKET) depth++;
    else if (token === CLOSE_BRACE || token === CLOSE_BRACKET) depth--;
    if (depth > limit) return { start: scanner.getTokenOffset(), end: scanner.getTokenOffset() + 1 };
  }
  return undefined;
}

function syntaxProblem({ error, offset, length }: ParseError, end: number): JsonProblem {
  const message = t(SYNTAX_MESSAGES.get(printParseErrorCode(error)) ?? phrase("This is not valid JSON."));
  const start = Math.min(offset, end);
  return { kind: "syntax", message, range: { start, end: Math.min(start + Math.max(length, 1), Math.max(end, start)) } };
}

const SYNTAX_MESSAGES: ReadonlyMap<string, string> = new Map([
  ["InvalidSymbol", phrase("This is not valid JSON here; names and texts need double quotes.")],
  ["InvalidNumberFormat", phrase("This is not a valid number.")],
  ["PropertyNameExpected", phrase("A property name in double quotes is expected here.")],
  ["ValueExpected", phrase("A value is expected here.")],
  ["ColonExpected", phrase("A colon is expected here.")],
  ["CommaExpected", phrase("A comma is expected here.")],
  ["CloseBraceExpected", phrase("A closing brace } is missing.")],
  ["CloseBracketExpected", phrase("A closing bracket ] is missing.")],
  ["EndOfFileExpected", phrase("The document ends before this; nothing may follow it.")],
  ["UnexpectedEndOfComment", phrase("This comment is not closed.")],
  ["UnexpectedEndOfString", phrase("This text lacks its closing quote.")],
  ["UnexpectedEndOfNumber", phrase("This number is not complete.")],
  ["InvalidUnicode", phrase("After \\u there must be four hexadecimal digits.")],
  ["InvalidEscapeCharacter", phrase("JSON does not know this escape; a backslash of a pattern is written twice: \\\\d.")],
  ["InvalidCharacter", phrase("This character must be written as an escape.")],
]);
