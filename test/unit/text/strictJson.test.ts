/**
 * JSON inside strings of SQL, as Jackson reads it.
 */
import * as assert from "node:assert/strict";
import { test } from "node:test";
import { type JsonValue, jsonMember, readJson } from "../../../server/src/language/text/strictJson";

/** The value, as plain data; equal keys keep the first. */
function plain(value: JsonValue): unknown {
  if (value.type === "object")
    return Object.fromEntries([...value.members].reverse().map((member) => [member.key.value, plain(member.value)]));
  if (value.type === "array") return value.items.map(plain);
  return value.type === "string" ? value.value : JSON.parse(value.value);
}

function checkJson(text: string, expected: unknown): void {
  const value = readJson(text);
  if (value.type === "error") throw new Error(`${text}: ${value.message}`);
  assert.deepEqual(plain(value), expected, text);
}

function checkError(text: string, offset: number, message: RegExp): void {
  const value = readJson(text);
  assert.equal(value.type, "error", text);
  if (value.type !== "error") return;
  assert.equal(value.offset, offset, text);
  assert.match(value.message, message);
}

test("values", () => {
  for (const text of [
    "{}",
    "[]",
    '""',
    "0",
    "-1.5e3",
    "true",
    "null",
    ' { "a" : [ 1 , { "b" : "c" } ] } ',
    '"\\u00e4\\n\\"\\/"',
    '{"":{"":[]}}',
  ]) {
    checkJson(text, JSON.parse(text));
  }
});

test("what follows the first value is ignored, and of equal keys the first is found", () => {
  checkJson('{"a":1} junk', { a: 1 });
  checkJson("[1]]", [1]);
  checkJson('{"a":1,"a":2}', { a: 1 });
  const value = readJson('{"a":1,"a":2}');
  assert.equal(value.type === "object" ? (jsonMember(value, "a")?.start ?? -1) : -1, 5);
});

test("what Jackson refuses", () => {
  checkError("", 0, /empty/);
  checkError("{", 1, /key/);
  checkError('{"a"', 4, /colon/);
  checkError('{"a":', 5, /too early/);
  checkError('{"a":1', 6, /missing at the end/);
  checkError('{"a":1 "b":2}', 7, /comma/);
  checkError("[1,]", 3, /no JSON value/);
  checkError("01", 0, /no JSON value/);
  checkError("NaN", 0, /no JSON value/);
  checkError("{'a':1}", 1, /double quotes/);
  checkError('"a\nb"', 0, /line break/);
  checkError('"\\x"', 0, /escape/);
  checkError('"a', 0, /not closed/);
  checkError("// a\n1", 0, /no JSON value/);
});

test("depth and length are bounded, not fatal", () => {
  checkError("[".repeat(5000), 1000, /nested/);
  checkJson(`"${"a".repeat(3_000_000)}"`, "a".repeat(3_000_000));
  checkJson(
    `[${"1,".repeat(200_000)}1]`,
    Array.from({ length: 200_001 }, () => 1),
  );
});
