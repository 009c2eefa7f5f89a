/**
 * What is measured, and what is only read in Druid's sources.
 */
import * as assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { NEWEST_VERSION, OLDEST_VERSION } from "../../../server/src/language/index";
import { basisNote, filterBasis, MEASURED, needBasis } from "../../../server/src/language/permissions/basis";
import type { NeedReason } from "../../../server/src/language/permissions/model";
import { REASONS } from "../../../server/src/language/permissions/reasons";
import { REPOSITORY } from "../../support/corpus";

/** The versions in which a need is inferred. */
function checkInferred(reason: NeedReason, name: string, expected: readonly number[], endpoint = "auto"): void {
  const found: number[] = [];
  for (let druidVersion = OLDEST_VERSION; druidVersion <= NEWEST_VERSION; druidVersion++) {
    if (needBasis({ reason, name }, { druidVersion, endpoint }) === "inferred") found.push(druidVersion);
  }
  assert.deepEqual(found, expected, `${reason} ${name} ${endpoint}`);
}

const FIRST = [24, 25, 26];

test("needs by reason, name, version and endpoint", () => {
  checkInferred("read-table", "wikipedia", FIRST);
  checkInferred("read-table", "wikipedia", [...FIRST, 31, 32, 33], "dart");
  checkInferred("append-table", "'a'", [...FIRST, 27, 28, 29, 30, 34, 35, 36, 37]);
  checkInferred("write-export", "s3", [...FIRST, 27, 28]);
  checkInferred("write-export", "google", [...FIRST, 27, 28, 29, 30]);
  checkInferred("context-key", "priority", [...FIRST, 34, 35, 36, 37]);
  checkInferred(
    "context-key",
    "__resultFormat",
    [...Array(15).keys()].map((index) => 24 + index),
  );
  checkInferred("endpoint-key", "executionMode", FIRST, "statements");
  checkInferred("follow-task", "dst", FIRST);
  checkInferred(
    "follow-task",
    "__query_export",
    [...Array(14).keys()].map((index) => 24 + index),
  );
});

test("filters", () => {
  assert.equal(filterBasis({ table: "sys.segments" }, { druidVersion: 30 }), "measured");
  assert.equal(filterBasis({ table: "sys.supervisors" }, { druidVersion: 36 }), "inferred");
  assert.equal(filterBasis({ table: "sys.supervisors" }, { druidVersion: 38 }), "measured");
});

test("every reason has its versions, in order and among those that are known", () => {
  assert.deepEqual(Object.keys(MEASURED).sort(), Object.keys(REASONS).sort());
  for (const [first, last] of Object.values(MEASURED).flat()) assert.ok(OLDEST_VERSION <= first && first <= last && last <= NEWEST_VERSION);
});

test("the words", () => {
  assert.equal(basisNote("measured", { druidVersion: 38 }), "");
  assert.match(basisNote("inferred", { druidVersion: 35 }), /no Druid 35 was asked/);
  assert.match(readFileSync(join(REPOSITORY, "docs", "druid-versions.md"), "utf8"), /`"basis": "inferred"`/);
});
