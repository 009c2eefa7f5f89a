/**
 * The outline: what each statement is called, and the CTEs below it.
 */
import * as assert from "node:assert/strict";
import { test } from "node:test";
import { openDocument, symbolOf } from "../../../../server/src/language/index";
import { contextOf } from "../../../support/context";

/** One line for each entry: the name, ` | ` and what stands beside it, indented below what it belongs to. */
function checkOutline(sql: string, expected: readonly string[]): void {
  const symbols = openDocument(sql, contextOf({}).grammar).statements.flatMap(({ statement }) => symbolOf(statement) ?? []);
  const lines = symbols.flatMap(({ name, detail, children }) => [
    detail === undefined ? name : `${name} | ${detail}`,
    ...children.map((child) => `  ${child.name}`),
  ]);
  assert.deepEqual(lines, expected);
}

test("statements that write are called by their target", () => {
  checkOutline("INSERT INTO rides\nSELECT * FROM a\nPARTITIONED BY DAY;", ["INSERT INTO rides | SELECT * FROM a PARTITIONED BY DAY"]);
  checkOutline("SET a = 1;\nREPLACE INTO\n  druid.rides OVERWRITE ALL SELECT 1 AS x PARTITIONED BY ALL", [
    "REPLACE INTO druid.rides | OVERWRITE ALL SELECT 1 AS x PARTITIONED BY ALL",
  ]);
  checkOutline("EXPLAIN PLAN FOR INSERT INTO t SELECT 1 AS x PARTITIONED BY ALL", [
    "EXPLAIN PLAN FOR INSERT INTO t | SELECT 1 AS x PARTITIONED BY ALL",
  ]);
});

test("selecting one shows its first line, whatever ends lines", () => {
  for (const end of ["\n", "\r\n", "\r"]) {
    const [placed] = openDocument(`SELECT a${end}FROM t`, contextOf({}).grammar).statements;
    assert.deepEqual(placed && symbolOf(placed.statement)?.nameRange, { start: 0, end: 8 });
  }
});

test("others by their first words", () => {
  checkOutline("SELECT a\nFROM t; SELECT 2", ["SELECT a FROM t", "SELECT 2"]);
  checkOutline("INSERT INTO", ["INSERT INTO"]);
});

test("CTEs stand below their statement", () => {
  checkOutline("WITH a AS (SELECT 1), b AS (SELECT 2) SELECT * FROM a, b", [
    "WITH a AS (SELECT 1), b AS (SELECT 2) SELECT * FROM a, b",
    "  a",
    "  b",
  ]);
  checkOutline("INSERT INTO t WITH a AS (SELECT 1 AS x) SELECT * FROM a PARTITIONED BY ALL", [
    "INSERT INTO t | WITH a AS (SELECT 1 AS x) SELECT * FROM a PARTITIONED BY ALL",
    "  a",
  ]);
});
