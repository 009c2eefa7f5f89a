/**
 * Reads the JSON inside a string of SQL as Jackson reads it for Druid: strict, but what follows the first value is ignored, and of two equal
 * keys both are kept, since what counts depends on what is read. Offsets are into the JSON text.
 * Source: Druid's DefaultObjectMapper, which allows no comments, no trailing commas, no NaN.
 */
import { t } from "./l10n";
import type { TextRange } from "./range";

export type JsonValue = JsonObject | JsonArray | JsonScalar;

export interface JsonObject extends TextRange {
  readonly type: "object";
  readonly members: readonly JsonMember[];
}

export interface JsonMember {
  readonly key: JsonScalar;
  readonly value: JsonValue;
}

export interface JsonArray extends TextRange {
  readonly type: "array";
  readonly items: readonly JsonValue[];
}

/** A string, number, boolean or null; strings are unescaped. */
export interface JsonScalar extends TextRange {
  readonly type: "string" | "number" | "boolean" | "null";
  readonly value: string;
}

/** Why a text is no JSON, and where; or that it is nested too deeply to be read here. */
export interface JsonError {
  readonly type: "error";
  readonly kind: "syntax" | "too-deep";
  readonly message: string;
  readonly offset: number;
}

/** Deeper nesting is not read. Jackson's StreamReadConstraints refuse it, in releases that have them (Druid 34 and newer, inferred). */
const MAX_DEPTH = 1000;

/** The first JSON value of a text. */
export function readJson(text: string): JsonValue | JsonError {
  const reader: Reader = { text, offset: 0, depth: 0, error: undefined };
  const value = readValue(reader);
  return reader.error ?? value;
}

/** The first member of this name, if the value is an object that has one. */
export function jsonMember(value: JsonValue | undefined, key: string): JsonValue | undefined {
  return value?.type === "object" ? value.members.find((member) => member.key.value === key)?.value : undefined;
}

interface Reader {
  readonly text: string;
  offset: number;
  depth: number;
  error: JsonError | undefined;
}

const MISSING: JsonScalar = { type: "null", value: "null", start: 0, end: 0 };

function readValue(reader: Reader): JsonValue {
  skipBlanks(reader);
  const start = reader.offset;
  const next = reader.text[start];
  if (next === undefined) return fail(reader, start === 0 ? t("it is empty") : t("it ends too early"));
  if (next === '"') return readString(reader);
  if (next === "{" || next === "[") return readNested(reader, next);
  return readWord(reader);
}

function readNested(reader: Reader, opening: "{" | "["): JsonValue {
  if (++reader.depth > MAX_DEPTH) return fail(reader, t("it is nested too deeply"), "too-deep");
  const value = opening === "{" ? readObject(reader) : readArray(reader);
  reader.depth--;
  return value;
}

function readObject(reader: Reader): JsonValue {
  const start = reader.offset;
  const members: JsonMember[] = [];
  readList(reader, "}", () => {
    if (reader.text[reader.offset] !== '"') return fail(reader, t("a key in double quotes is missing"));
    const key = readString(reader);
    skipBlanks(reader);
    if (!take(reader, ":")) return fail(reader, t("a colon is missing behind the key"));
    members.push({ key, value: readValue(reader) });
    return undefined;
  });
  return { type: "object", members, start, end: reader.offset };
}

function readArray(reader: Reader): JsonValue {
  const start = reader.offset;
  const items: JsonValue[] = [];
  readList(reader, "]", () => {
    items.push(readValue(reader));
  });
  return { type: "array", items, start, end: reader.offset };
}

/** Reads behind the opening bracket up to and with the closing one. */
function readList(reader: Reader, closing: "}" | "]", readItem: () => unknown): void {
  reader.offset++;
  skipBlanks(reader);
  if (take(reader, closing)) return;
  while (!reader.error) {
    skipBlanks(reader);
    readItem();
    if (reader.error) return;
    skipBlanks(reader);
    if (take(reader, closing)) return;
    if (!take(reader, ","))
      fail(reader, reader.offset < reader.text.length ? t("a comma or {0} is missing", closing) : t("{0} is missing at the end", closing));
  }
}

function readString(reader: Reader): JsonScalar {
  const start = reader.offset;
  let end = start + 1;
  while (end < reader.text.length && reader.text[end] !== '"') {
    const length = characterLength(reader.text, end);
    if (length === 0) return fail(reader, t("a string holds a line break, a control character or an unknown escape"));
    end += length;
  }
  if (end >= reader.text.length) return fail(reader, t("a string is not closed"));
  reader.offset = end + 1;
  return { type: "string", value: unescapeString(reader.text.slice(start + 1, end)), start, end: reader.offset };
}

const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** The length of the character or escape at `offset`; zero when a string cannot hold it. */
function characterLength(text: string, offset: number): number {
  const code = text.charCodeAt(offset);
  if (code !== 0x5c) return code < 0x20 ? 0 : 1;
  ESCAPE.lastIndex = offset;
  return ESCAPE.test(text) ? ESCAPE.lastIndex - offset : 0;
}

const ESCAPES: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

function unescapeString(content: string): string {
  if (!content.includes("\\")) return content;
  return content.replace(/\\(u([0-9a-fA-F]{4})|.)/g, (_, one: string, hex: string | undefined) =>
    hex ? String.fromCharCode(Number.parseInt(hex, 16)) : (ESCAPES[one] ?? one),
  );
}

const WORD = /(?:(true|false)|(null)|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?))(?![\w.+-])/y;

function readWord(reader: Reader): JsonScalar {
  WORD.lastIndex = reader.offset;
  const match = WORD.exec(reader.text);
  if (!match) return fail(reader, t("this is no JSON value"));
  const start = reader.offset;
  reader.offset = WORD.lastIndex;
  const type = match[1] ? "boolean" : match[2] ? "null" : "number";
  return { type, value: match[0], start, end: reader.offset };
}

function skipBlanks(reader: Reader): void {
  while (" \t\r\n".includes(reader.text[reader.offset] ?? "x")) reader.offset++;
}

function take(reader: Reader, character: string): boolean {
  if (reader.text[reader.offset] !== character) return false;
  reader.offset++;
  return true;
}

function fail(reader: Reader, message: string, kind: JsonError["kind"] = "syntax"): JsonScalar {
  reader.error ??= { type: "error", kind, message, offset: Math.min(reader.offset, reader.text.length) };
  return MISSING;
}
