/**
 * The kind of a statement, and whether it shows itself as Druid SQL.
 */
import * as assert from "node:assert/strict";
import { test } from "node:test";
import { hasDruidMark } from "../../../server/src/language/analysis/druidMark";
import { kindOf, type StatementKind } from "../../../server/src/language/analysis/statementKind";
import { statementOf } from "../../support/statements";

function checkKind(sql: string, expected: StatementKind): void {
  assert.equal(kindOf(statementOf(sql).tree), expected, sql);
}

function checkMark(sql: string, expected: "druid" | "none"): void {
  assert.equal(hasDruidMark(statementOf(sql)) ? "druid" : "none", expected, sql);
}

test("kinds", () => {
  checkKind("SELECT 1", "select");
  checkKind("(SELECT 1) UNION ALL SELECT 2 LIMIT 5", "select");
  checkKind("WITH a AS (SELECT 1) SELECT * FROM a", "select");
  checkKind("TABLE a", "select");
  checkKind("VALUES (1)", "values");
  checkKind("VALUES (1) LIMIT 1", "values");
  checkKind("INSERT INTO t SELECT 1 AS x PARTITIONED BY ALL", "insert");
  checkKind("INSERT INTO EXTERN(s3()) AS CSV SELECT 1 AS x", "insert");
  checkKind("REPLACE INTO t OVERWRITE ALL SELECT 1 AS x PARTITIONED BY ALL", "replace");
  checkKind("EXPLAIN PLAN FOR INSERT INTO t SELECT 1 AS x PARTITIONED BY ALL", "explain");
  checkKind("SET a = 1; SELECT 1", "select");
  checkKind("SET a = 1", "set");
  checkKind("DESCRIBE t", "describe");
  checkKind("DELETE FROM t", "other");
  checkKind("UPSERT INTO t SELECT 1", "other");
});

test("what gives Druid SQL away", () => {
  for (const sql of [
    "INSERT INTO t SELECT x FROM a PARTITIONED BY DAY",
    "INSERT INTO t SELECT x FROM a partitioned\n by ALL clustered by x",
    "REPLACE INTO t OVERWRITE ALL SELECT x FROM a",
    "SELECT * FROM TABLE(EXTERN('a', 'b')) EXTEND (x VARCHAR)",
    "SELECT * FROM TABLE(append('a'))",
    "SELECT __time FROM a",
    'SELECT "__time" FROM a',
    "SELECT TIME_FLOOR(x, 'P1D') FROM a",
    "SELECT mv_to_array(x) FROM a",
    "SELECT * FROM sys.segments",
    'SELECT * FROM "druid".a',
    "SELECT * FROM a JOIN lookup.l ON TRUE",
    "SELECT TIME_FLOOR( FROM",
  ]) {
    checkMark(sql, "druid");
  }
  for (const sql of [
    "SELECT * FROM a",
    "SELECT a.druid, overwrite FROM a",
    "SELECT '__time' FROM a -- PARTITIONED BY",
    "SELECT * FROM sys.tables",
    "SELECT lookup.id, sys.x FROM lookup, sys",
    "CREATE TABLE t (x INT) PARTITIONED BY (y STRING) CLUSTERED BY (x) INTO 4 BUCKETS",
    "INSERT OVERWRITE t SELECT * FROM a",
    "SELECT DATE_TRUNC('day', x), extern FROM a",
  ]) {
    checkMark(sql, "none");
  }
});
