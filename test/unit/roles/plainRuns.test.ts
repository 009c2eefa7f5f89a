/**
 * The plain text of patterns by example.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { plainRuns, sharesRun } from "../../../server/src/language/roles/plainRuns";

function checkRuns(pattern: string, expected: readonly string[]): void {
  assert.deepEqual(plainRuns(pattern), expected, pattern);
}

test("the runs of a pattern", () => {
  checkRuns("Team1_.*", ["team1_"]);
  checkRuns("wiki*", ["wik"]);
  checkRuns("wiki+", ["wiki"]);
  checkRuns("(sales|hr)_x{2,30}y", ["sales", "hr"]);
  checkRuns("[abc]def\\dgh\\Qij", ["def", "gh", "ij"]);
  checkRuns("\\p{Lu}+", []);
  checkRuns("[abc", []);
  checkRuns("a.*", []);
  checkRuns("", []);
  checkRuns("\\", []);
});

test("a name shares one of them, or there are none", () => {
  assert.ok(sharesRun(plainRuns("(sales|hr)_.*"), "old_sales"));
  assert.ok(!sharesRun(plainRuns("(sales|hr)_.*"), "wiki"));
  assert.ok(sharesRun(plainRuns("[a-z]+"), "wiki"));
});
