/**
 * From a name to what it names, and to its other uses.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { catalogOf } from "../../../../server/src/language/analysis/catalog/model";
import { usesNear, usesOf } from "../../../../server/src/language/features/names/references";
import { atOnce } from "../../../../server/src/language/text/steps";
import { checkDefinition, checkUses, viewOf } from "./checkNames";

test("definitions in the statement", () => {
  checkDefinition("WITH <def>c AS (SELECT 1 AS x) SELECT x FROM <|>c", "c");
  checkDefinition("WITH <def>c AS (SELECT 1 AS x) SELECT <|>c.x FROM c", "c");
  checkDefinition("WITH c AS (SELECT 1 AS <def>x) SELECT c.<|>x FROM c", "x");
  checkDefinition("WITH c AS (SELECT 1 AS <def>x), d AS (SELECT * FROM c) SELECT <|>x FROM d", "x");
  checkDefinition("WITH c AS (SELECT 1 AS x), d AS (SELECT <def>x FROM c) SELECT <|>x FROM d", "x");
  checkDefinition("WITH c (<def>x) AS (SELECT 1) SELECT <|>x FROM c", "x");
  checkDefinition("SELECT <|>t.a FROM foo AS <def>t", "t");
  checkDefinition("SELECT UPPER(a) AS <def>b FROM foo ORDER BY <|>b", "b");
  checkDefinition("INSERT INTO t SELECT a AS <def>b FROM foo PARTITIONED BY ALL CLUSTERED BY <|>b", "b");
  checkDefinition("SELECT SUM(a) OVER <|>w FROM foo WINDOW <def>w AS (ORDER BY b)", "w");
  checkDefinition("SELECT <|>a FROM TABLE(EXTERN('{}', '{}')) EXTEND (<def>a VARCHAR)", "a");
  checkDefinition(`SELECT <|>a FROM TABLE(EXTERN('{}', '{}', '[{"name":"<def>a","type":"string"}]'))`, "a");
  checkDefinition("SELECT 1; SELECT <|>x FROM (SELECT 1 AS <def>x) AS t", "x");
  checkDefinition("SELECT <|>a FROM foo", undefined);
  checkDefinition("SELECT <|>1 FROM foo", undefined);
});

test("definitions in other files", () => {
  const origin = { kind: "statement", uri: "file:///load.sql", line: 0, range: { start: 12, end: 15 } } as const;
  const column = { name: "dim1", origin: { ...origin, range: { start: 30, end: 34 } } };
  const catalog = catalogOf([{ schema: "druid", name: "foo", columns: [column], origins: [origin] }]);
  checkDefinition("SELECT * FROM <|>foo", "file:///load.sql:12", catalog);
  checkDefinition("SELECT <|>dim1 FROM druid.foo", "file:///load.sql:30", catalog);
  checkDefinition("SELECT <|>dim2 FROM druid.foo", undefined, catalog);
  checkDefinition("SELECT * FROM TABLE(APPEND('a', 'f<|>oo'))", "file:///load.sql:12", catalog);
  checkDefinition("SELECT <|>dim1 FROM TABLE(APPEND('a', 'foo'))", "file:///load.sql:30", catalog);
});

test("uses in the statement, and of tables in the document", () => {
  checkUses(
    "WITH c AS (SELECT 1 AS x) SELECT <|>c.x FROM c; SELECT 1 FROM c",
    "WITH {c} AS (SELECT 1 AS x) SELECT [c].x FROM [c]; SELECT 1 FROM c",
  );
  checkUses("SELECT a AS <|>b FROM foo ORDER BY b, UPPER(b)", "SELECT a AS {b} FROM foo ORDER BY [b], UPPER([b])");
  checkUses(
    "INSERT INTO foo SELECT foo.a FROM druid.<|>foo PARTITIONED BY ALL; SELECT * FROM foo",
    "INSERT INTO {foo} SELECT [foo].a FROM druid.[foo] PARTITIONED BY ALL; SELECT * FROM [foo]",
  );
  checkUses(
    "SELECT <|>a, b FROM foo WHERE foo.a > 1; SELECT f.a FROM foo f; SELECT a FROM bar",
    "SELECT [a], b FROM foo WHERE foo.[a] > 1; SELECT f.[a] FROM foo f; SELECT a FROM bar",
  );
  checkUses(
    "SELECT * FROM TABLE(APPEND('foo', 'bar')); SELECT * FROM <|>foo; SELECT 'foo' FROM bar",
    "SELECT * FROM TABLE(APPEND(['foo'], 'bar')); SELECT * FROM [foo]; SELECT 'foo' FROM bar",
  );
  checkUses(
    "INSERT INTO foo SELECT 1 AS a PARTITIONED BY ALL; SELECT * FROM TABLE(APPEND('a', '<|>foo'))",
    "INSERT INTO {foo} SELECT 1 AS a PARTITIONED BY ALL; SELECT * FROM TABLE(APPEND('a', ['foo']))",
  );
  checkUses("SELECT <|>1", "SELECT 1");
});

test("uses of a table whose name is written in other ways", () => {
  checkUses(
    String.raw`SELECT * FROM <|>foo; SELECT 1 FROM U&"f\006fo"; SELECT 2 FROM "foo"; SELECT 3 FROM fo`,
    String.raw`SELECT * FROM [foo]; SELECT 1 FROM [U&"f\006fo"]; SELECT 2 FROM ["foo"]; SELECT 3 FROM fo`,
  );
  checkUses('SELECT * FROM "a""<|>b"; SELECT 1 FROM "a""b"', 'SELECT * FROM ["a""b"]; SELECT 1 FROM ["a""b"]');
});

test("in a long document, uses near the cursor are those of the statements around it", () => {
  const text = "SELECT * FROM foo; SELECT 1 FROM bar;".repeat(300);
  const offset = text.indexOf("foo", text.length / 2);
  const near = usesNear(viewOf(text), offset);
  const all = atOnce(usesOf(viewOf(text), offset));
  assert.equal(all.length, 300);
  assert.equal(near.length, 101);
  assert.deepEqual(near[50]?.range, { start: offset, end: offset + 3 });
  assert.deepEqual(near, all.slice(all.findIndex(({ range }) => range.start === near[0]?.range.start)).slice(0, 101));
});
