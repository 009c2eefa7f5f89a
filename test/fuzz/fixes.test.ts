/**
 * Fixes keep to their text, whatever it is: edits lie in it, in order and apart, and change something; all certain ones can be applied at once.
 */
import * as assert from "node:assert/strict";
import { test } from "node:test";
import { applyEdits, findingFixes, fixAll, ignoreFixes, openDocument, type TextEdit } from "../../server/src/language/index";
import { contextOf } from "../support/context";
import { optionalStatements, ownStatements } from "../support/corpus";
import { pick, seededRandom } from "../support/random";

const ROUNDS = Number(process.env["FUZZ_ROUNDS"] ?? 1) * 1500;
const PIECES = [
  ",",
  "(",
  ")",
  "'",
  '"',
  " AS end",
  " == ",
  " % ",
  "::int",
  " LIMIT 1, 2",
  "; SET a TO b;",
  " PARTITIONED BY ",
  "`x`",
  "\u201c",
  " ORDER BY 0 DESC",
];

function checkEdits(text: string, edits: readonly TextEdit[]): void {
  let end = 0;
  for (const { range } of edits) {
    assert.ok(end <= range.start && range.start <= range.end && range.end <= text.length, text);
    end = range.end;
  }
  assert.notEqual(applyEdits(text, edits), text, text);
}

test("fixes of broken statements", () => {
  const random = seededRandom(Number(process.env["FUZZ_SEED"] ?? 1));
  const all = [...ownStatements(), ...optionalStatements()];
  const context = contextOf({});
  for (let round = 0; round < ROUNDS; round++) {
    const sql = pick(random, all).slice(0, 2000);
    const at = Math.floor(random() * sql.length);
    const text = sql.slice(0, at) + pick(random, PIECES) + sql.slice(at + Math.floor(random() * 4));
    const document = openDocument(text, context.grammar);
    const range = { start: 0, end: text.length };
    for (const { edits } of [...findingFixes(context, document, range), ...ignoreFixes(context, document, range)]) checkEdits(text, edits);
    const together = fixAll(context, document);
    if (together) checkEdits(text, together.edits);
  }
});
