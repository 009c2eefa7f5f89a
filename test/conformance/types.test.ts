/**
 * The types of expressions, as the planner of Druid 33 gave them for a table with one column of each type.
 */
import * as assert from "node:assert/strict";
import path from "node:path";
import { test } from "node:test";
import { namesOf } from "../../server/src/language/analysis/resolution/namesOf";
import { REPOSITORY, readJsonLines } from "../support/corpus";
import { statementOf } from "../support/statements";
import { shortCatalog } from "../unit/analysis/resolution/checkNames";

const CATALOG = shortCatalog({
  "druid.t":
    "__time TIMESTAMP, v VARCHAR, b BIGINT, d DOUBLE, f FLOAT, va VARCHAR ARRAY, ba BIGINT ARRAY, da DOUBLE ARRAY, j COMPLEX<json>",
});

/** What is left: MOD, whose precision decides, SAFE_DIVIDE, TIMESTAMPDIFF, casts to numbers that nobody stores. */
const MOST_UNTOLD = 0.2;

test("types of expressions are those of Druid, or not told", () => {
  const rows = readJsonLines<{ expression: string; type: string }>(path.join(REPOSITORY, "test/conformance/types.jsonl"));
  const wrong: string[] = [];
  let untold = 0;
  for (const { expression, type } of rows) {
    const names = namesOf(statementOf(`SELECT ${expression} AS x FROM t`), CATALOG);
    const [column] = names.output?.list ?? [];
    const found = column && names.typeOf(column);
    if (found === undefined) untold++;
    // Of a text nobody needs to know how long it is.
    else if (found !== type.replace(/\bCHAR\b/, "VARCHAR")) wrong.push(`${expression}: ${found}, of Druid ${type}`);
  }
  assert.deepEqual(wrong, []);
  assert.ok(rows.length > 600);
  assert.ok(untold < rows.length * MOST_UNTOLD, `${untold} of ${rows.length} are not told`);
});
