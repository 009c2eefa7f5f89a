/**
 * Quick fixes that findings bring along: where they are offered, which are preferred, and all at once.
 */
import * as assert from "node:assert/strict";
import { test } from "node:test";
import { applyEdits, findingFixes, fixAll, openDocument } from "../../../../server/src/language/index";
import { contextOf, type Given } from "../../../support/context";
import { takeCursor } from "../../../support/marked";

/** The titles at the cursor, preferred ones with a star. */
function checkTitles(marked: string, expected: readonly string[], given: Given = {}): void {
  const { text, offset } = takeCursor(marked);
  const context = contextOf(given);
  const fixes = findingFixes(context, openDocument(text, context.grammar), { start: offset, end: offset });
  assert.deepEqual(
    fixes.map(({ title, isPreferred }) => (isPreferred ? `${title} *` : title)),
    expected,
    marked,
  );
}

function checkFixAll(text: string, after: string | undefined, given: Given = {}): void {
  const context = contextOf(given);
  const fix = fixAll(context, openDocument(text, context.grammar));
  assert.equal(fix && applyEdits(text, fix.edits), after, text);
}

test("fixes are offered where the words are marked, and nowhere else", () => {
  checkTitles('SELECT * FROM "sys.seg<|>ments"', ["Write sys.segments *"]);
  checkTitles('SELECT 1; SELECT * FROM "sys.segments<|>"', ["Write sys.segments *"]);
  checkTitles('SELECT <|>* FROM "sys.segments"', []);
  checkTitles('-- druid-sql-ignore dotted-name: it is called so\nSELECT * FROM <|>"sys.segments"', []);
});

test("all certain fixes of a document at once", () => {
  checkFixAll(
    'SELECT * FROM "sys.segments", "view.v"; SELECT * FROM "sys.tasks"',
    "SELECT * FROM sys.segments, view.v; SELECT * FROM sys.tasks",
  );
  checkFixAll("SELECT * FROM sys.segments", undefined);
});

test("a fix that takes a comment away is no certain one", () => {
  const text = "INSERT INTO d SELECT a FROM t ORDER /* it */ BY a PARTITIONED BY ALL";
  checkTitles(text.replace("ORDER", "OR<|>DER"), ["Write CLUSTERED BY instead", "Remove ORDER BY"]);
  checkFixAll(text, undefined);
  checkFixAll(
    text.replace("ORDER /* it */ BY a", "ORDER BY a /* it */"),
    "INSERT INTO d SELECT a FROM t /* it */ PARTITIONED BY ALL CLUSTERED BY a",
  );
});
