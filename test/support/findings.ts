/**
 * What is found in one statement, by example: carets stand under the words, with the code behind them. ` (plan)` marks what Druid refuses
 * while planning, ` (warning)` and its like what it takes.
 */
import * as assert from "node:assert/strict";
import { checkStatement } from "../../server/src/language/analysis/checkStatement";
import type { Finding, RefusalStatus } from "../../server/src/language/analysis/finding";
import { applyEdits, findingFixes, openDocument } from "../../server/src/language/index";
import { contextOf, type Given } from "./context";
import { readMarks, showMarks, takeCursor } from "./marked";
import { type GivenSettings, settingsOf, statementOf } from "./statements";

/** The findings of a text without syntax errors are the marked ones. */
export function checkFindings(text: string, given: GivenSettings = {}): void {
  const found = findingsOf(text, given).map((finding) => ({ ...finding.range, label: labelOf(finding) }));
  assert.deepEqual(showMarks(text, found), showMarks(text, readMarks(text)), text);
}

function labelOf({ code, severity, stage }: Finding): string {
  const more = severity === "error" ? (stage === "plan" ? "plan" : undefined) : severity;
  return more === undefined ? code : `${code} (${more})`;
}

/** Only the codes matter, in their order. */
export function checkCodes(sql: string, expected: readonly string[], given: GivenSettings = {}): void {
  assert.deepEqual(
    findingsOf(sql, given).map(({ code }) => code),
    expected,
    sql,
  );
}

/** The HTTP status of the first finding. */
export function checkStatus(sql: string, expected: RefusalStatus | undefined, given: GivenSettings = {}): void {
  const [first] = findingsOf(sql, given);
  assert.ok(first, sql);
  assert.equal(first.status, expected, sql);
}

function findingsOf(sql: string, given: GivenSettings): readonly Finding[] {
  const statement = statementOf(sql, given);
  assert.deepEqual(statement.errors, [], sql);
  return checkStatement(statement, settingsOf(given));
}

/** The fix that is offered first for what is marked at the cursor. */
export function checkFirstFix(marked: string, title: string): void {
  assert.equal(fixesAt(marked, {})[0]?.title, title, marked);
}

/** The titles of the fixes for what is marked at the cursor. */
export function checkFixTitles(marked: string, expected: readonly string[], given: Given = {}): void {
  assert.deepEqual(
    fixesAt(marked, given).map(({ title }) => title),
    expected,
    marked,
  );
}

function fixesAt(marked: string, given: Given): ReturnType<typeof findingFixes> {
  const { text, offset } = takeCursor(marked);
  const context = contextOf(given);
  return findingFixes(context, openDocument(text, context.grammar), { start: offset, end: offset });
}

/** The text after the fix of this title for what is marked at the cursor. */
export function checkFix(marked: string, title: string, after: string, given: Given = {}): void {
  const { text } = takeCursor(marked);
  const fixes = fixesAt(marked, given);
  const fix = fixes.find((candidate) => candidate.title === title);
  assert.ok(fix, `${marked}: no "${title}" among ${JSON.stringify(fixes.map((candidate) => candidate.title))}`);
  assert.equal(applyEdits(text, fix.edits), after, marked);
}
