/**
 * Renames inside of a statement: what changes, and what is refused. Expected texts were validated by Druid's own planner.
 */
import { test } from "node:test";
import { shortCatalog } from "../../analysis/resolution/checkNames";
import { checkRefused, checkRename } from "./checkNames";

const CATALOG = shortCatalog({
  "druid.foo": "__time TIMESTAMP, dim1 VARCHAR, m1 BIGINT",
  "druid.bar": "__time TIMESTAMP, dim1 VARCHAR, k BIGINT",
});

test("a CTE, from each of its places", () => {
  const after = "WITH d AS (SELECT dim1 FROM foo) SELECT d.dim1 FROM d";
  checkRename("WITH <|>c AS (SELECT dim1 FROM foo) SELECT c.dim1 FROM c", "d", after);
  checkRename("WITH c<|> AS (SELECT dim1 FROM foo) SELECT c.dim1 FROM c", "d", after);
  checkRename("WITH c AS (SELECT dim1 FROM foo) SELECT <|>c.dim1 FROM c", "d", after);
  checkRename("WITH c AS (SELECT dim1 FROM foo) SELECT c.dim1 FROM <|>c", "d", after);
});

test("a CTE in other CTEs, subqueries, joins, set operations", () => {
  checkRename(
    "WITH <|>a AS (SELECT 1 AS x), b AS (SELECT x FROM a) SELECT * FROM b JOIN a ON a.x = b.x WHERE b.x IN (SELECT x FROM a)",
    "first",
    "WITH first AS (SELECT 1 AS x), b AS (SELECT x FROM first) SELECT * FROM b JOIN first ON first.x = b.x WHERE b.x IN (SELECT x FROM first)",
  );
  checkRename(
    "WITH <|>a AS (SELECT 1 AS x) SELECT x FROM a UNION ALL SELECT x FROM a",
    "z",
    "WITH z AS (SELECT 1 AS x) SELECT x FROM z UNION ALL SELECT x FROM z",
  );
  checkRename("WITH <|>a AS (SELECT 1 AS x) SELECT a.* FROM a AS b, a", "z", "WITH z AS (SELECT 1 AS x) SELECT z.* FROM z AS b, z");
  checkRename("WITH <|>a (x) AS (SELECT 1) SELECT x FROM a", "z", "WITH z (x) AS (SELECT 1) SELECT x FROM z");
  checkRename(
    "INSERT INTO t WITH <|>a AS (SELECT 1 AS x) SELECT x FROM a PARTITIONED BY ALL",
    "z",
    "INSERT INTO t WITH z AS (SELECT 1 AS x) SELECT x FROM z PARTITIONED BY ALL",
  );
  checkRename(
    "EXPLAIN PLAN FOR WITH <|>a AS (SELECT 1 AS x) SELECT x FROM a",
    "z",
    "EXPLAIN PLAN FOR WITH z AS (SELECT 1 AS x) SELECT x FROM z",
  );
  checkRename("SELECT (WITH <|>a AS (SELECT 1 AS x) SELECT x FROM a)", "z", "SELECT (WITH z AS (SELECT 1 AS x) SELECT x FROM z)");
});

test("only the CTE that is meant", () => {
  checkRename(
    "WITH <|>a AS (SELECT 1 AS x) SELECT * FROM (WITH a AS (SELECT 2 AS y FROM a) SELECT * FROM a) AS t, a",
    "z",
    "WITH z AS (SELECT 1 AS x) SELECT * FROM (WITH a AS (SELECT 2 AS y FROM z) SELECT * FROM a) AS t, z",
  );
  checkRename(
    "WITH a AS (SELECT 1 AS x) SELECT * FROM (WITH <|>a AS (SELECT 2 AS y FROM a) SELECT * FROM a) AS t, a",
    "z",
    "WITH a AS (SELECT 1 AS x) SELECT * FROM (WITH z AS (SELECT 2 AS y FROM a) SELECT * FROM z) AS t, a",
  );
  checkRename(
    "WITH <|>foo AS (SELECT dim1 FROM foo) SELECT foo.dim1 FROM foo",
    "c",
    "WITH c AS (SELECT dim1 FROM foo) SELECT c.dim1 FROM c",
  );
  checkRename(
    "WITH <|>foo AS (SELECT dim1 FROM druid.foo) SELECT dim1 FROM foo, druid.bar",
    "c",
    "WITH c AS (SELECT dim1 FROM druid.foo) SELECT dim1 FROM c, druid.bar",
  );
  checkRename("WITH <|>c AS (SELECT dim1 FROM foo) SELECT dim1 FROM c", "foo", "WITH foo AS (SELECT dim1 FROM foo) SELECT dim1 FROM foo");
  checkRename(
    "WITH <|>a AS (SELECT 1 AS x), A AS (SELECT 2 AS y) SELECT x, y FROM a, A",
    "b",
    "WITH b AS (SELECT 1 AS x), A AS (SELECT 2 AS y) SELECT x, y FROM b, A",
  );
});

test("CTE names that are taken or would capture", () => {
  checkRefused("WITH <|>a AS (SELECT 1 AS x), b AS (SELECT 2 AS y) SELECT * FROM a, b", "b", /another b already/);
  checkRefused("WITH <|>a AS (SELECT 1 AS x) SELECT * FROM a, b", "b", /another b already/);
  checkRefused("WITH <|>a AS (SELECT 1 AS x) SELECT * FROM a AS t, b AS u", "b", /b in line 1 would mean something else/);
  checkRefused(
    "WITH <|>a AS (SELECT 1 AS x), c AS (SELECT * FROM b) SELECT * FROM a AS t, c",
    "b",
    /b in line 1 would mean something else/,
  );
  checkRefused(
    "WITH <|>a AS (SELECT 1 AS x) SELECT * FROM (WITH b AS (SELECT 2 AS y) SELECT * FROM a, b AS c) AS t",
    "b",
    /in line 1 would mean something else/,
  );
  checkRefused(
    "WITH a AS (SELECT 1 AS x) SELECT * FROM (WITH <|>b AS (SELECT 2 AS y) SELECT * FROM b AS t, a AS u) AS t",
    "a",
    /a in line 1 would mean something else/,
  );
});

test("table aliases", () => {
  checkRename("SELECT t.dim1 FROM foo AS <|>t WHERE t.m1 > 1", "f", "SELECT f.dim1 FROM foo AS f WHERE f.m1 > 1");
  checkRename("SELECT t.dim1 FROM foo <|>t", "f", "SELECT f.dim1 FROM foo f");
  checkRename("SELECT t.* FROM foo <|>t", "f", "SELECT f.* FROM foo f");
  checkRename("SELECT <|>t.a FROM (SELECT 1 AS a) AS t", "u", "SELECT u.a FROM (SELECT 1 AS a) AS u");
  checkRename(
    "SELECT x.dim1 FROM foo AS x, (SELECT x.dim1 FROM bar AS <|>x) AS y",
    "z",
    "SELECT x.dim1 FROM foo AS x, (SELECT z.dim1 FROM bar AS z) AS y",
  );
  checkRename(
    "SELECT <|>x.dim1 FROM foo AS x, (SELECT x.dim1 FROM bar AS x) AS y",
    "z",
    "SELECT z.dim1 FROM foo AS z, (SELECT x.dim1 FROM bar AS x) AS y",
  );
  checkRename(
    "SELECT f.dim1 FROM foo AS <|>f WHERE f.m1 > (SELECT AVG(b.k) FROM bar AS b WHERE b.dim1 = f.dim1) ORDER BY f.m1",
    "o",
    "SELECT o.dim1 FROM foo AS o WHERE o.m1 > (SELECT AVG(b.k) FROM bar AS b WHERE b.dim1 = o.dim1) ORDER BY o.m1",
  );
  checkRename(
    "SELECT a.m1, b.k FROM foo AS <|>a JOIN bar AS b ON a.dim1 = b.dim1",
    "f",
    "SELECT f.m1, b.k FROM foo AS f JOIN bar AS b ON f.dim1 = b.dim1",
  );
  checkRename("SELECT t.a FROM (VALUES (1, 2)) AS <|>t (a, b)", "v", "SELECT v.a FROM (VALUES (1, 2)) AS v (a, b)");
  checkRename(
    `SELECT e.x FROM TABLE(EXTERN('{"type":"inline","data":"a"}','{"type":"csv","columns":["x"]}')) EXTEND (x VARCHAR) AS <|>e`,
    "src",
    `SELECT src.x FROM TABLE(EXTERN('{"type":"inline","data":"a"}','{"type":"csv","columns":["x"]}')) EXTEND (x VARCHAR) AS src`,
  );
  checkRename("SELECT l.v FROM lookup.countries AS <|>l", "c", "SELECT c.v FROM lookup.countries AS c");
  checkRename('SELECT "t".dim1 FROM foo AS "t<|>"', "f", 'SELECT "f".dim1 FROM foo AS "f"');
  checkRename('SELECT t.dim1 FROM foo AS "t<|>"', "f g", 'SELECT "f g".dim1 FROM foo AS "f g"');
});

test("the alias of UNNEST is its column, too", () => {
  checkRename("SELECT SUM(u), MAX(u.u) FROM UNNEST(ARRAY[1, 2]) AS <|>u", "v", "SELECT SUM(v), MAX(v.v) FROM UNNEST(ARRAY[1, 2]) AS v");
  checkRename("SELECT <|>u FROM UNNEST(ARRAY[1, 2]) AS u", "v", "SELECT v AS u FROM UNNEST(ARRAY[1, 2]) AS v");
  checkRename("SELECT u.c + 1 AS d FROM UNNEST(ARRAY[1, 2]) AS <|>u (c)", "v", "SELECT v.c + 1 AS d FROM UNNEST(ARRAY[1, 2]) AS v (c)");
  checkRefused("SELECT * FROM UNNEST(ARRAY[1, 2]) AS <|>u", "v", /statement would mean something else|result/);
});

test("table aliases that are taken or would capture", () => {
  checkRefused("SELECT a.m1 FROM foo AS <|>a JOIN bar AS b ON TRUE", "b", /FROM has another b already/);
  checkRefused("SELECT foo.m1 FROM foo, bar AS <|>b", "foo", /FROM has another foo already/);
  checkRefused("SELECT 1 FROM foo AS <|>f WHERE f.m1 IN (SELECT f.m1 + b.k FROM bar AS b)", "b", /f in line 1 would mean something else/);
  checkRefused("SELECT 1 FROM foo AS b WHERE b.m1 IN (SELECT b.m1 + <|>c.k FROM bar AS c)", "b", /b in line 1 would mean something else/);
});

test("column aliases of a CTE or subquery", () => {
  checkRename(
    "SELECT b.x + 1 AS y FROM (SELECT dim1 AS <|>x FROM foo) AS b",
    "z",
    "SELECT b.z + 1 AS y FROM (SELECT dim1 AS z FROM foo) AS b",
  );
  checkRename(
    "WITH c AS (SELECT dim1 AS x FROM foo) SELECT UPPER(<|>x) AS u FROM c WHERE x = 'a'",
    "z",
    "WITH c AS (SELECT dim1 AS z FROM foo) SELECT UPPER(z) AS u FROM c WHERE z = 'a'",
  );
});

test("who gives the column out under its own name keeps that name", () => {
  checkRename(
    "WITH c AS (SELECT dim1 AS <|>x FROM foo) SELECT x FROM c",
    "z",
    "WITH c AS (SELECT dim1 AS z FROM foo) SELECT z AS x FROM c",
  );
  checkRename(
    "WITH c AS (SELECT dim1 AS <|>x FROM foo) SELECT c.x, 1 FROM c",
    "z",
    "WITH c AS (SELECT dim1 AS z FROM foo) SELECT c.z AS x, 1 FROM c",
  );
  checkRename(
    "WITH c AS (SELECT dim1 AS <|>x FROM foo) SELECT (x) FROM c ORDER BY x",
    "z",
    "WITH c AS (SELECT dim1 AS z FROM foo) SELECT (z) AS x FROM c ORDER BY x",
  );
  checkRename(
    "WITH a AS (SELECT 1 AS <|>x), b AS (SELECT x FROM a) SELECT b.x FROM b",
    "z",
    "WITH a AS (SELECT 1 AS z), b AS (SELECT z AS x FROM a) SELECT b.x FROM b",
  );
  checkRename(
    "WITH a AS (SELECT 1 AS x), b AS (SELECT x FROM a) SELECT b.<|>x AS y FROM b",
    "z",
    "WITH a AS (SELECT 1 AS x), b AS (SELECT x AS z FROM a) SELECT b.z AS y FROM b",
  );
  checkRename(
    "WITH c AS (SELECT 1 AS <|>x) SELECT 1 AS q FROM c WHERE 1 IN (SELECT x FROM c)",
    "z",
    "WITH c AS (SELECT 1 AS z) SELECT 1 AS q FROM c WHERE 1 IN (SELECT z FROM c)",
  );
  checkRename(
    "WITH c AS (SELECT 1 AS <|>x), d (y) AS (SELECT x FROM c) SELECT y FROM d",
    "z",
    "WITH c AS (SELECT 1 AS z), d (y) AS (SELECT z FROM c) SELECT y FROM d",
  );
  checkRename(
    "INSERT INTO t SELECT x FROM (SELECT 1 AS <|>x) AS s PARTITIONED BY ALL",
    "z",
    "INSERT INTO t SELECT z AS x FROM (SELECT 1 AS z) AS s PARTITIONED BY ALL",
  );
  checkRename(
    "SELECT 'a' AS y UNION ALL SELECT x FROM (SELECT 'b' AS <|>x) AS t",
    "z",
    "SELECT 'a' AS y UNION ALL SELECT z FROM (SELECT 'b' AS z) AS t",
  );
});

test("columns that * hands on", () => {
  checkRename(
    "WITH a AS (SELECT 1 AS <|>x, 2 AS y), b AS (SELECT * FROM a) SELECT b.x + y AS s FROM b",
    "z",
    "WITH a AS (SELECT 1 AS z, 2 AS y), b AS (SELECT * FROM a) SELECT b.z + y AS s FROM b",
  );
  checkRename(
    "SELECT SUM(x) AS s FROM (SELECT t.* FROM (SELECT 1 AS <|>x) AS t) AS u",
    "z",
    "SELECT SUM(z) AS s FROM (SELECT t.* FROM (SELECT 1 AS z) AS t) AS u",
  );
  checkRefused("WITH a AS (SELECT 1 AS <|>x) SELECT * FROM a", undefined, /column of the result/);
  checkRefused("INSERT INTO t SELECT * FROM (SELECT 1 AS <|>x) AS s PARTITIONED BY ALL", undefined, /statement writes/);
});

test("column lists", () => {
  checkRename(
    "WITH c (<|>x) AS (SELECT dim1 FROM foo) SELECT UPPER(x) AS y FROM c",
    "z",
    "WITH c (z) AS (SELECT dim1 FROM foo) SELECT UPPER(z) AS y FROM c",
  );
  checkRename("SELECT t.<|>a FROM (VALUES (1, 2)) AS t (a, b)", "x", "SELECT t.x AS a FROM (VALUES (1, 2)) AS t (x, b)");
  checkRename("SELECT MAX(c) AS m FROM UNNEST(ARRAY[1]) AS u (<|>c)", "d", "SELECT MAX(d) AS m FROM UNNEST(ARRAY[1]) AS u (d)");
  checkRefused("SELECT a + b AS s FROM (VALUES (1, 2)) AS t (<|>a, b)", "b", /another column b already/);
  checkRename(
    "WITH c (x) AS (SELECT dim1 AS <|>y FROM foo ORDER BY y) SELECT x FROM c",
    "z",
    "WITH c (x) AS (SELECT dim1 AS z FROM foo ORDER BY z) SELECT x FROM c",
  );
});

test("aliases in ORDER BY, HAVING and CLUSTERED BY", () => {
  checkRename(
    "SELECT n + 1 AS m FROM (SELECT dim1, COUNT(*) AS <|>n FROM foo GROUP BY dim1 HAVING n > 1 ORDER BY n) AS t",
    "k",
    "SELECT k + 1 AS m FROM (SELECT dim1, COUNT(*) AS k FROM foo GROUP BY dim1 HAVING k > 1 ORDER BY k) AS t",
  );
  checkRename(
    "SELECT s FROM (SELECT m1 AS <|>x, SUM(m1) AS s FROM foo GROUP BY m1 ORDER BY ABS(x)) AS t",
    "y",
    "SELECT s FROM (SELECT m1 AS y, SUM(m1) AS s FROM foo GROUP BY m1 ORDER BY ABS(y)) AS t",
  );
  checkRename(
    "WITH c AS (SELECT 1 AS <|>x) SELECT x AS y FROM c ORDER BY x, y",
    "z",
    "WITH c AS (SELECT 1 AS z) SELECT z AS y FROM c ORDER BY z, y",
  );
});

test("columns of the result and of the target are left", () => {
  checkRefused("SELECT dim1 AS <|>x FROM foo", undefined, /x is a column of the result/);
  checkRefused("SELECT dim1 AS x FROM foo ORDER BY <|>x", undefined, /x is a column of the result/);
  checkRefused(
    "INSERT INTO t SELECT __time, dim1 AS <|>x FROM foo PARTITIONED BY DAY",
    undefined,
    /x is a column that the statement writes/,
  );
  checkRefused("REPLACE INTO t OVERWRITE ALL SELECT __time, dim1 AS x FROM foo PARTITIONED BY DAY CLUSTERED BY <|>x", undefined, /writes/);
  checkRefused("SELECT 1 AS <|>x UNION ALL SELECT 2 AS y", undefined, /result/);
  checkRename("SELECT 1 AS x UNION ALL SELECT 2 AS <|>y", "z", "SELECT 1 AS x UNION ALL SELECT 2 AS z");
});

test("columns that a statement does not name", () => {
  checkRefused("SELECT <|>dim1 FROM foo", undefined, /dim1 is a column of the table foo/);
  checkRefused("SELECT <|>dim1 AS d FROM foo", undefined, /dim1 is a column of the table foo/, CATALOG);
  checkRefused("SELECT dim1 FROM <|>foo", undefined, /is a table of Druid/);
  checkRefused("SELECT <|>k FROM lookup.countries", undefined, /column of the table countries/);
  checkRefused("SELECT <|>x FROM a, b", undefined, /not known/);
  checkRefused('SELECT "<|>EXPR$0" FROM (VALUES (1, 2)) AS t', undefined, /makes up/);
  checkRefused(
    `SELECT <|>x FROM TABLE(EXTERN('{"type":"inline","data":"a"}','{"type":"csv","columns":["x"]}')) EXTEND (x VARCHAR)`,
    undefined,
    /read from the input/,
  );
  checkRefused("SELECT <|>1", undefined, /no name here/);
  checkRefused("SEL<|>ECT 1", undefined, /no name here/);
});

test("columns that joins go by", () => {
  checkRefused(
    "WITH c AS (SELECT 1 AS <|>x), d AS (SELECT 2 AS x) SELECT 1 AS q FROM c JOIN d USING (x)",
    undefined,
    /USING joins by this name/,
  );
  checkRefused(
    "WITH c AS (SELECT 1 AS x), d AS (SELECT 2 AS <|>x) SELECT 1 AS q FROM c JOIN d USING (x)",
    undefined,
    /may mean this or something else/,
  );
  checkRefused("WITH c AS (SELECT 1 AS <|>x), d AS (SELECT 2 AS x) SELECT 1 AS q FROM c NATURAL JOIN d", undefined, /NATURAL JOIN/);
  checkRename(
    "WITH <|>c AS (SELECT 1 AS x), d AS (SELECT 2 AS x) SELECT c.x FROM c JOIN d USING (x)",
    "e",
    "WITH e AS (SELECT 1 AS x), d AS (SELECT 2 AS x) SELECT e.x FROM e JOIN d USING (x)",
  );
});

test("columns whose new name is taken or would capture", () => {
  checkRefused("SELECT a.x + a.y AS s FROM (SELECT 1 AS <|>x, 2 AS y) AS a", "y", /another column y already/);
  checkRefused(
    "WITH c AS (SELECT 1 AS <|>x), d AS (SELECT 2 AS y) SELECT x + y AS s FROM c, d",
    "y",
    /in line 1 would mean something else/,
  );
  checkRefused("WITH c AS (SELECT 1 AS <|>x) SELECT x + y AS s FROM c, foo", "y", /another column y already/);
  checkRefused(
    "WITH c AS (SELECT 1 AS <|>x), d AS (SELECT 2 AS y) SELECT x AS s FROM c WHERE 1 IN (SELECT x + y FROM d)",
    "y",
    /x in line 1 would mean something else/,
  );
  checkRefused(
    "SELECT t.x AS s FROM (SELECT m1 AS <|>x FROM foo ORDER BY dim1, x) AS t",
    "dim1",
    /dim1 in line 1 would mean something else/,
  );
  checkRefused(
    "SELECT s.a FROM (SELECT 1 AS a, m1 AS <|>x FROM foo GROUP BY m1 HAVING k > 1) AS s",
    "k",
    /k in line 1 would mean something else/,
  );
});

test("windows", () => {
  checkRename(
    "SELECT SUM(m1) OVER w AS s FROM foo WINDOW <|>w AS (PARTITION BY dim1)",
    "v",
    "SELECT SUM(m1) OVER v AS s FROM foo WINDOW v AS (PARTITION BY dim1)",
  );
  checkRename(
    "SELECT SUM(m1) OVER <|>w AS s, MAX(m1) OVER (w ORDER BY m1) AS t FROM foo WINDOW w AS (PARTITION BY dim1)",
    "v",
    "SELECT SUM(m1) OVER v AS s, MAX(m1) OVER (v ORDER BY m1) AS t FROM foo WINDOW v AS (PARTITION BY dim1)",
  );
  checkRename(
    "SELECT SUM(m1) OVER v AS s FROM foo WINDOW w AS (PARTITION BY dim1), v AS (<|>w ORDER BY m1)",
    "x",
    "SELECT SUM(m1) OVER v AS s FROM foo WINDOW x AS (PARTITION BY dim1), v AS (x ORDER BY m1)",
  );
  checkRename(
    "SELECT w.m1, SUM(w.m1) OVER w AS s FROM foo AS w WINDOW <|>w AS (PARTITION BY dim1)",
    "v",
    "SELECT w.m1, SUM(w.m1) OVER v AS s FROM foo AS w WINDOW v AS (PARTITION BY dim1)",
  );
  checkRefused(
    "SELECT SUM(m1) OVER w AS s FROM foo WINDOW <|>w AS (PARTITION BY dim1), v AS (ORDER BY m1)",
    "v",
    /WINDOW has another v already/,
  );
  checkRename(
    "SELECT SUM(m1) OVER w AS s FROM foo WINDOW <|>w AS (PARTITION BY dim1)",
    "W",
    "SELECT SUM(m1) OVER W AS s FROM foo WINDOW W AS (PARTITION BY dim1)",
  );
});

test("how the new name is written", () => {
  const at = "WITH <|>c AS (SELECT 1 AS x) SELECT x FROM c";
  const called = (name: string): string => `WITH ${name} AS (SELECT 1 AS x) SELECT x FROM ${name}`;
  checkRename(at, "select", called('"select"'));
  checkRename(at, "two words", called('"two words"'));
  checkRename(at, 'a"b', called('"a""b"'));
  checkRename(at, '"quoted"', called("quoted"));
  checkRename(at, '"Two ""Words"""', called('"Two ""Words"""'));
  checkRename(at, "größe", called('"größe"'));
  checkRename(at, "a$b", called('"a$b"'));
  checkRename(at, "1st", called('"1st"'));
  checkRename(at, "C", called("C"));
  checkRename(at, "c", called("c"));
  checkRename(at, "value", called('"value"'));
  checkRename("SELECT x + 1 AS y FROM (SELECT 1 AS <|>x) AS t", "pi", 'SELECT "pi" + 1 AS y FROM (SELECT 1 AS "pi") AS t');
  checkRename('SELECT "x" + 1 AS y FROM (SELECT 1 AS <|>x) AS t', "z", 'SELECT "z" + 1 AS y FROM (SELECT 1 AS z) AS t');
  checkRename('WITH "c" AS (SELECT 1 AS x) SELECT x FROM <|>c', "d", 'WITH "d" AS (SELECT 1 AS x) SELECT x FROM d');
  checkRename(
    "SELECT 1; WITH <|>c AS (SELECT 1 AS x) SELECT x FROM c; SELECT 2 FROM c",
    "d",
    "SELECT 1; WITH d AS (SELECT 1 AS x) SELECT x FROM d; SELECT 2 FROM c",
  );
  checkRefused(at, "", /at least one letter/);
  checkRefused(at, " ", /at least one letter/);
  checkRefused(at, "x".repeat(129), /at most 128/);
  checkRefused(at, "a\nb", /line break/);
  checkRefused("SELECT u.n FROM (SELECT 1 AS n), t AS <|>u", "EXPR$0", /makes up itself/);
});

test("where too little is known", () => {
  checkRefused("WITH <|>c AS (SELECT 1 AS x) SELECT x FROM c WHERE", undefined, /syntax errors/);
  checkRefused("WITH <|>c AS (SELECT 1 AS x) SELECT x FROM {{ other }}, c", undefined, /templates/);
  checkRefused(
    "WITH c AS (SELECT 1 AS <|>x) SELECT (SELECT x FROM foo) AS s FROM c",
    undefined,
    /In line 1, x may mean this or something else/,
  );
  checkRename(
    "SELECT (SELECT x FROM foo) AS s FROM (SELECT 1 AS y) AS <|>c",
    "d",
    "SELECT (SELECT x FROM foo) AS s FROM (SELECT 1 AS y) AS d",
  );
  checkRefused(
    "SELECT x AS y FROM (SELECT dim1, m1 AS <|>x FROM foo) PIVOT (SUM(x) FOR dim1 IN ('a'))",
    undefined,
    /In line 1, x may mean|would mean/,
  );
});

test("messages count lines from the beginning of the file", () => {
  checkRefused("SELECT 1;\n\nWITH <|>a AS (SELECT 1 AS x)\nSELECT * FROM a AS t,\n b AS u", "b", /b in line 5/);
});

test("an alias that is the name of a column, too", () => {
  checkRename("SELECT v + 1 AS w FROM (VALUES (1)) AS <|>v", "x", "SELECT x + 1 AS w FROM (VALUES (1)) AS x");
  checkRename("SELECT <|>v FROM (VALUES (1)) AS v", "x", "SELECT x AS v FROM (VALUES (1)) AS x");
  checkRename(
    "SELECT t, x FROM TABLE(EXTERN('{}', '{}')) EXTEND (x VARCHAR) AS <|>t",
    "s",
    "SELECT s AS t, x FROM TABLE(EXTERN('{}', '{}')) EXTEND (x VARCHAR) AS s",
  );
});

test("an alias does not get the name of a table around or inside", () => {
  const inner = "SELECT (SELECT MAX(k) FROM bar) AS m, x.k FROM foo AS <|>x";
  checkRefused(inner, "bar", /around it or inside has another bar/);
  checkRename(inner, "foo", inner.replace("x.k", "foo.k").replace("<|>x", "foo"));
  checkRefused("SELECT * FROM foo WHERE m1 IN (SELECT k FROM bar AS <|>b)", "foo", /around it or inside has another foo/);
  checkRename("SELECT * FROM (SELECT m1 FROM foo AS f) AS g, bar AS <|>b", "f", "SELECT * FROM (SELECT m1 FROM foo AS f) AS g, bar AS f");
});

test("a recursive CTE reads its own columns", () => {
  checkRefused(
    "WITH RECURSIVE a AS (SELECT dim1 AS <|>n FROM foo UNION ALL SELECT n FROM a) SELECT n AS m FROM a",
    undefined,
    /may mean this/,
  );
});

test("no name that Druid would refuse", () => {
  checkRefused("SELECT (SELECT MAX(c) FROM UNNEST(MV_TO_ARRAY(dim1)) AS u(<|>c)) AS m FROM foo", "dim1", /Druid would refuse.*ambiguous/);
});

test("a column beside a table that has one of the name", () => {
  checkRefused("SELECT c + 1 AS o FROM foo, UNNEST(MV_TO_ARRAY(dim1)) AS u(<|>c)", "__time", /another column __time already/);
  checkRefused("SELECT c + 1 AS o, m1 AS p FROM foo, UNNEST(MV_TO_ARRAY(dim1)) AS u(<|>c)", "m1", /another column m1 already/);
  checkRefused("SELECT c + 1 AS o, x.m1 AS p FROM (SELECT * FROM foo) AS x, (SELECT 1 AS <|>c) AS y", "m1", /another column m1 already/);
  checkRename(
    "SELECT c + 1 AS o FROM lookup.l, (SELECT 1 AS <|>c) AS y",
    "__time",
    "SELECT __time + 1 AS o FROM lookup.l, (SELECT 1 AS __time) AS y",
  );
});
