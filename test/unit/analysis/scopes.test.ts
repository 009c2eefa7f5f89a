/**
 * Which names are WITH items: markers under names that are, with the place of the item they name.
 */
import * as assert from "node:assert/strict";
import { test } from "node:test";
import { resolveTable } from "../../../server/src/language/analysis/names";
import { outputColumnsOf } from "../../../server/src/language/analysis/outputColumns";
import { queryOf, referencesOf } from "../../../server/src/language/analysis/scopes";
import { readMarks, showMarks } from "../../support/marked";
import { settingsOf, statementOf } from "../../support/statements";

/** Carets stand under every table name: `item N` names the N-th WITH item of the text, `table` a real table. */
function checkScopes(text: string): void {
  const { tables } = referencesOf(statementOf(text).tree);
  const starts = [...new Set(tables.flatMap(({ withItem }) => (withItem ? [withItem.start] : [])))].sort((a, b) => a - b);
  const found = tables.map(({ name, withItem }) => ({
    start: name.start,
    end: name.end,
    label: withItem ? `item ${starts.indexOf(withItem.start) + 1}` : "table",
  }));
  assert.deepEqual(showMarks(text, found), showMarks(text, readMarks(text)));
}

function checkColumns(sql: string, expected: readonly (string | undefined)[], completeness: "complete" | "open" = "complete"): void {
  const statement = statementOf(sql);
  const query = queryOf(statement.tree.statement);
  assert.ok(query);
  const { columns, complete } = outputColumnsOf(query, statement.text, referencesOf(statement.tree));
  assert.deepEqual(
    columns.map(({ name }) => name),
    expected,
    sql,
  );
  assert.equal(complete, completeness === "complete", sql);
}

test("later items, the query behind, and nobody else", () => {
  checkScopes(`
    WITH a AS (SELECT 1 FROM b), b AS (SELECT 2 FROM a)
    --                       ^ table
    --                                               ^ item 1
    SELECT * FROM a, b, A
    --            ^ item 1
    --               ^ item 2
    --                  ^ table
  `);
});

test("inner items shadow outer ones and end with their query", () => {
  checkScopes(`
    WITH a AS (SELECT 1)
    SELECT * FROM (WITH a AS (SELECT 2 FROM a) SELECT * FROM a) AS t, a, druid.a
    --                                      ^ item 1
    --                                                       ^ item 2
    --                                                                ^ item 1
    --                                                                   ^^^^^^^ table
  `);
});

test("a second item of one name takes over", () => {
  checkScopes(`
    WITH a AS (SELECT 1), a AS (SELECT 2 FROM a)
    --                                        ^ item 1
    SELECT * FROM a
    --            ^ item 2
  `);
});

test("what a name means", () => {
  const meaning = (name: string): string => {
    const table = referencesOf(statementOf(`SELECT * FROM ${name}`).tree).tables[0];
    assert.ok(table);
    return resolveTable(table.name, settingsOf({}).profile).kind;
  };
  assert.equal(meaning("a"), "datasource");
  assert.equal(meaning("druid.a"), "datasource");
  assert.equal(meaning("view.a"), "view");
  assert.equal(meaning("lookup.a"), "lookup");
  assert.equal(meaning("sys.segments"), "system");
  assert.equal(meaning("INFORMATION_SCHEMA.TABLES"), "system");
  assert.equal(meaning("{{ a }}"), "template");
  for (const name of ["x.a", "Druid.a", "sys.a", "druid.a.b"]) assert.equal(meaning(name), "missing");
});

test("the columns of a query", () => {
  checkColumns("SELECT a, b.c, (d), e AS f, 1, UPPER(g), CURRENT_TIMESTAMP FROM t", [
    "a",
    "c",
    "d",
    "f",
    undefined,
    undefined,
    "CURRENT_TIMESTAMP",
  ]);
  checkColumns("SELECT *, a FROM t", ["a"], "open");
  checkColumns("SELECT * FROM (SELECT a, b FROM t)", ["a", "b"]);
  checkColumns("SELECT u.* FROM (SELECT a FROM t) u, v", ["a"]);
  checkColumns("SELECT * FROM (SELECT a FROM t) u (x), (VALUES (1, 2)) v (y, z)", ["x", "y", "z"]);
  checkColumns("WITH c (x) AS (SELECT a FROM t) SELECT * FROM c UNION ALL SELECT b FROM t", ["x"]);
  checkColumns("SELECT * FROM a JOIN b USING (x)", [], "open");
  checkColumns("TABLE a", [], "open");
});

test("items that multiply do not take forever", () => {
  const items = Array.from({ length: 60 }, (_, index) => `c${index + 1} AS (SELECT x.*, y.* FROM c${index} x, c${index} y)`);
  const sql = `WITH c0 AS (SELECT 1 AS a), ${items.join(", ")} SELECT * FROM c60`;
  const statement = statementOf(sql);
  const query = queryOf(statement.tree.statement);
  assert.ok(query);
  assert.equal(outputColumnsOf(query, sql, referencesOf(statement.tree)).complete, false);
});
