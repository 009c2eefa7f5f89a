/**
 * Comments that silence diagnostics, and what is said about such comments: carets stand under the words, with code and severity behind them.
 */
import * as assert from "node:assert/strict";
import { test } from "node:test";
import { applyEdits, diagnostics, ignoreFixes, openDocument } from "../../../server/src/language/index";
import { contextOf, type Given, ROLES } from "../../support/context";
import { checkFix } from "../../support/findings";
import { readMarks, showMarks, takeCursor } from "../../support/marked";

function checkMarked(text: string, given: Given = {}): void {
  const context = contextOf(given);
  const found = diagnostics(context, openDocument(text, context.grammar)).map(({ range, code, severity }) => ({
    ...range,
    label: `${code} ${severity}`,
  }));
  assert.deepEqual(showMarks(text, found), showMarks(text, readMarks(text)), text);
}

const UNION = "SELECT x FROM a UNION SELECT y FROM b";

test("what a comment silences is not said, nor is the comment", () => {
  checkMarked(`-- druid-sql-ignore union-distinct: planned for later\n${UNION}`);
  checkMarked(`-- druid-sql-ignore union-distinct, null-order: planned for later\n${UNION} ORDER BY x DESC NULLS FIRST`);
  checkMarked(`-- druid-sql-ignore union-distinct planned for later\n${UNION}`);
});

test("a comment that silences nothing", () => {
  checkMarked(`
-- druid-sql-ignore string-continuation: not there any more
--                  ^^^^^^^^^^^^^^^^^^^ unused-suppression hint
SELECT 1
`);
  checkMarked(`
-- druid-sql-ignore union-distinct, duplicate-column: one of them
--                                  ^^^^^^^^^^^^^^^^ unused-suppression hint
${UNION}
`);
  checkMarked("-- druid-sql-ignore permission-denied: depends on who asks\nSELECT 1");
  checkMarked("-- druid-sql-ignore engine-feature: depends on where it goes\nSELECT 1");
  checkMarked("-- druid-sql-ignore unused-suppression, string-continuation: kept for a while\nSELECT 1");
});

test("a comment that gives no reason", () => {
  const context = contextOf({});
  for (const reason of ["", ":", ": ", " --", ": why"]) {
    const text = `-- druid-sql-ignore union-distinct${reason}\n${UNION}`;
    const found = diagnostics(context, openDocument(text, context.grammar)).map(
      ({ code, range }) => `${code} ${text.slice(range.start, range.end)}`,
    );
    assert.deepEqual(found, ["suppression-reason -- druid-sql-ignore union-distinct"], reason);
  }
});

test("a comment that names no diagnostic", () => {
  checkMarked(`
-- druid-sql-ignore union-distinkt: a slip
--                  ^^^^^^^^^^^^^^ bad-suppression warning
SELECT x FROM a
`);
  checkFix(
    "-- druid-sql-ignore <|>union-distinkt: a slip\nSELECT x FROM a",
    "Write union-distinct",
    "-- druid-sql-ignore union-distinct: a slip\nSELECT x FROM a",
  );
});

/** The words that are marked, with their codes. */
function checkSaid(text: string, expected: readonly string[]): void {
  const context = contextOf({});
  const found = diagnostics(context, openDocument(text, context.grammar)).map(
    ({ code, range }) => `${code} ${text.slice(range.start, range.end)}`,
  );
  assert.deepEqual(found, expected, text);
}

test("a comment that names nothing at all", () => {
  checkSaid("-- druid-sql-ignore\nSELECT x FROM a", ["bad-suppression -- druid-sql-ignore"]);
  checkSaid("-- druid-sql-ignore: it is fine\nSELECT x FROM a", ["bad-suppression -- druid-sql-ignore: it is fine"]);
});

test("a comment where none silences", () => {
  const words = "-- druid-sql-ignore union-distinct: later";
  checkSaid(`SELECT x ${words}\nFROM a`, [`bad-suppression ${words}`]);
  checkSaid(`SELECT x FROM a ${words}`, [`bad-suppression ${words}`]);
  checkSaid("/* druid-sql-ignore union-distinct: later */ SELECT x FROM a", [
    "bad-suppression /* druid-sql-ignore union-distinct: later */",
  ]);
  checkSaid("SELECT 'druid-sql-ignore', x -- see druid-sql-ignore\nFROM a", []);
  checkFix(
    "SELECT 1;\n  SELECT x\n  <|>-- druid-sql-ignore union-distinct: later\n  FROM a UNION SELECT x FROM b",
    "Move it before the statement",
    "SELECT 1;\n  -- druid-sql-ignore union-distinct: later\n  SELECT x\n  FROM a UNION SELECT x FROM b",
  );
});

test("fixes take out what silences nothing", () => {
  checkFix("SELECT 1;\n-- druid-sql-ignore <|>duplicate-column: gone\nSELECT 2", "Remove the comment", "SELECT 1;\nSELECT 2");
  checkFix(
    `-- druid-sql-ignore <|>duplicate-column, union-distinct: one of them\n${UNION}`,
    "Remove duplicate-column",
    `-- druid-sql-ignore union-distinct: one of them\n${UNION}`,
  );
  checkFix(
    `-- druid-sql-ignore union-distinct, <|>duplicate-column: one of them\n${UNION}`,
    "Remove duplicate-column",
    `-- druid-sql-ignore union-distinct: one of them\n${UNION}`,
  );
});

/** The text after the code at the cursor is silenced; nothing is marked there any more. */
function checkIgnore(marked: string, after: string, given: Given = {}): void {
  const { text, offset } = takeCursor(marked);
  const context = contextOf(given);
  const [fix] = ignoreFixes(context, openDocument(text, context.grammar), { start: offset, end: offset });
  assert.ok(fix, marked);
  const changed = applyEdits(text, fix.edits);
  assert.equal(changed, after);
  assert.equal(changed.slice(fix.toReplace?.start, fix.toReplace?.end), "why");
  const left = diagnostics(context, openDocument(changed, context.grammar)).filter(({ code }) => code === fix.diagnostic.code);
  assert.deepEqual(left, []);
}

test("what is marked can be silenced", () => {
  checkIgnore("SELECT x FROM a <|>UNION SELECT y FROM b", `-- druid-sql-ignore union-distinct: why\n${UNION}`);
  checkIgnore("SELECT 1;\n  SELECT x FROM a <|>UNION SELECT y FROM b", `SELECT 1;\n  -- druid-sql-ignore union-distinct: why\n  ${UNION}`);
  checkIgnore("SELECT 1; SELECT x FROM a <|>UNION SELECT y FROM b", `SELECT 1; -- druid-sql-ignore union-distinct: why\n${UNION}`);
  checkIgnore("SELECT * FROM <|>koalas", "-- druid-sql-ignore permission-denied: why\nSELECT * FROM koalas", {
    roles: ROLES,
    as: "user:alice",
  });
  const context = contextOf({ inlineComments: "ignored" });
  assert.deepEqual(ignoreFixes(context, openDocument(UNION, context.grammar), { start: 0, end: UNION.length }), []);
});
