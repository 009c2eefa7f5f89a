/**
 * What names mean to Druid. The cases were asked of Druid's own planner.
 */
import { test } from "node:test";
import { checkNames, checkOutput, checkScope, shortCatalog } from "./checkNames";

const CATALOG = shortCatalog({
  "druid.foo": "__time TIMESTAMP, dim1 VARCHAR, m1 BIGINT",
  "druid.bar": "__time TIMESTAMP, dim1 VARCHAR, k BIGINT",
});

test("tables, CTEs and what stands before the dot", () => {
  checkNames(`
    WITH c AS (SELECT t.dim1 AS x FROM foo AS t) SELECT c.x, d.x, C.x, druid.foo.m1, foo.m1 FROM c, c AS d, foo
    --   ^ cte 1
    --                ^ tableAlias 1
    --                  ^^^^ tableColumn druid.foo
    --                          ^ columnAlias 1
    --                                 ^^^ table druid.foo
    --                                        ^ tableAlias 1
    --                                                  ^ cte 1
    --                                                    ^ columnAlias 1
    --                                                       ^ tableAlias 1
    --                                                         ^ columnAlias 1
    --                                                            ^ missing
    --                                                              ^ missing
    --                                                                       ^^^ table druid.foo
    --                                                                           ^^ tableColumn druid.foo
    --                                                                               ^^^ table druid.foo
    --                                                                                           ^ cte 1
    --                                                                                              ^ cte 1
  `);
  checkNames(`
    SELECT foo.dim1, druid.foo.dim1, f.dim1, F.dim1 FROM druid.foo AS f
    --     ^^^ missing
    --                     ^^^ missing
    --                               ^ tableAlias 1
    --                                       ^ missing
  `);
});

test("columns without qualifiers", () => {
  checkNames(`
    SELECT dim1, k, DIM1, a, b FROM foo JOIN (SELECT 1 AS a, UPPER('x') AS b) AS t ON k = a
    --     ^^^^ tableColumn druid.foo
    --           ^ tableColumn druid.foo
    --              ^^^^ tableColumn druid.foo
    --                    ^ columnAlias 1
    --                       ^ columnAlias 1
    --                                                                                ^ tableColumn druid.foo
    --                                                                                    ^ columnAlias 1
  `);
  checkNames(
    `
    SELECT dim1, m1, k, z FROM foo, bar
    --     ^^^^ ambiguous
    --           ^^ tableColumn druid.foo
    --               ^ tableColumn druid.bar
    --                  ^ unknown
  `,
    CATALOG,
  );
  checkNames(`
    SELECT a, b, c FROM (SELECT 1 AS a) AS s, (SELECT 2 AS b, 3 AS a) AS t
    --     ^ ambiguous
    --        ^ columnAlias 1
    --           ^ missing
  `);
});

test("aliases in ORDER BY and HAVING, not in GROUP BY and WHERE", () => {
  checkNames(`
    SELECT m1 AS x, SUM(m1) AS m1 FROM foo WHERE x = 1 GROUP BY x HAVING x > 1 AND SUM(m1) > 2 AND m1 > 2 ORDER BY UPPER(x), m1, foo.m1
    --     ^^ tableColumn druid.foo
    --                                           ^ tableColumn druid.foo
    --                                                          ^ tableColumn druid.foo
    --                                                                   ^ columnAlias 1
    --                                                                                 ^^ tableColumn druid.foo
    --                                                                                             ^^ columnAlias 1
    --                                                                                                                   ^ columnAlias 1
    --                                                                                                                       ^^ columnAlias 1
    --                                                                                                                               ^^ tableColumn druid.foo
  `);
  checkNames(`
    SELECT dim1 AS q FROM (SELECT 1 AS dim1) UNION ALL SELECT dim1 FROM (SELECT 2 AS dim1) ORDER BY q, dim1
    --                                                                                              ^ columnAlias 1
    --                                                                                                 ^^^^ missing
  `);
  checkNames(`
    SELECT a AS b FROM (SELECT 1 AS a) AS t ORDER BY (SELECT MAX(k) FROM (SELECT 2 AS k) AS u WHERE b = a)
    --                                                                                              ^ missing
    --                                                                                                  ^ columnAlias 1
  `);
  checkNames(`
    (SELECT a AS b FROM (SELECT 1 AS a) AS t) ORDER BY b, a
    --                                                 ^ columnAlias 1
    --                                                    ^ columnAlias 1
  `);
  checkNames(`
    INSERT INTO dst SELECT a AS b FROM (SELECT 1 AS a) AS t PARTITIONED BY ALL CLUSTERED BY b, a
    --          ^^^ table druid.dst
    --                                                                                      ^ columnAlias 1
    --                                                                                         ^ columnAlias 1
  `);
});

test("correlated subqueries", () => {
  checkNames(`
    WITH c AS (SELECT 1 AS x, 2 AS y), d AS (SELECT 3 AS x)
    SELECT (SELECT MAX(x + y) FROM d WHERE d.x = c.x AND z = 1) FROM c
    --                 ^ columnAlias 2
    --                     ^ columnAlias 1
    --                                       ^ columnAlias 2
    --                                             ^ columnAlias 1
    --                                                   ^ missing
  `);
  checkNames(`
    WITH c AS (SELECT 1 AS x) SELECT (SELECT x FROM foo) FROM c WHERE x IN (SELECT q FROM foo)
    --                                       ^ tableColumn druid.foo?
    --                                                                ^ columnAlias 1
    --                                                                             ^ tableColumn druid.foo?
  `);
});

test("what FROM sees of itself", () => {
  checkNames(`
    SELECT * FROM (SELECT 1 AS x) AS a JOIN (SELECT 2 AS y) AS b ON x = y JOIN (SELECT a.x AS z) AS c ON c.z = a.x
    --                                                              ^ columnAlias 1
    --                                                                  ^ columnAlias 1
    --                                                                                 ^ missing
    --                                                                                                   ^ tableAlias 1
    --                                                                                                         ^ tableAlias 1
  `);
  checkNames(`
    SELECT * FROM (SELECT 1 AS x) AS a, (SELECT 2 AS y) AS b JOIN (SELECT 3 AS z) AS c ON a.x = c.z
    --                                                                                    ^ missing
    --                                                                                          ^ tableAlias 1
  `);
  checkNames(`
    SELECT * FROM (SELECT 1 AS x) AS a, LATERAL (SELECT a.x AS y) AS b, UNNEST(ARRAY[a.x]) AS u
    --                                                  ^ tableAlias 1
    --                                                                               ^ tableAlias 1
  `);
});

test("UNNEST, VALUES, column lists", () => {
  checkNames(`
    SELECT u, u.u, v.c, "EXPR$0", w.b FROM UNNEST(ARRAY[1]) AS u, UNNEST(ARRAY[2]) AS v(c), (VALUES (1)), (VALUES (1, 2)) AS w(a, b)
    --     ^ tableAlias 1
    --        ^ tableAlias 1
    --          ^ tableAlias 1
    --             ^ tableAlias 1
    --               ^ columnAlias 1
    --                  ^^^^^^^^ derivedColumn 3
    --                            ^ tableAlias 1
    --                              ^ columnAlias 1
  `);
  checkNames(`
    WITH c (x) AS (SELECT a FROM t) SELECT x, a FROM c
    --      ^ columnAlias 1
    --                                     ^ columnAlias 1
    --                                        ^ missing
  `);
});

test("EXTERN and APPEND", () => {
  checkNames(`
    SELECT a, t.b, c FROM TABLE(EXTERN('{"type":"inline","data":""}', '{"type":"json"}')) EXTEND (a VARCHAR, b BIGINT) AS t
    --     ^ externColumn 1
    --          ^ externColumn 1
    --             ^ missing
  `);
  checkNames(`
    SELECT a, b FROM TABLE(EXTERN('{"type":"inline","data":""}', '{"type":"json"}', '[{"name":"a","type":"long"}]'))
    --     ^ externColumn 1
    --        ^ missing
  `);
  checkNames(
    `
    SELECT m1, k FROM TABLE(APPEND('foo', 'bar'))
    --     ^^ tableColumn druid.foo
    --         ^ tableColumn druid.bar
  `,
    CATALOG,
  );
});

test("USING", () => {
  checkNames(`
    WITH c AS (SELECT 1 AS x), d AS (SELECT 2 AS x, 3 AS y) SELECT x, y, d.x FROM c JOIN d USING (x)
    --                                                             ^ columnAlias 1
    --                                                                ^ columnAlias 1
    --                                                                     ^ columnAlias 2
    --                                                                                            ^ columnAlias 1
  `);
});

test("functions without parentheses are no columns", () => {
  checkNames(`
    SELECT PI, current_date, "PI", t.PI FROM (SELECT 1 AS PI) t
    --     ^^ no name
    --         ^^^^^^^^^^^^ no name
    --                       ^^^^ columnAlias 1
    --                               ^^ columnAlias 1
  `);
});

test("windows", () => {
  checkNames(`
    SELECT SUM(m1) OVER w, SUM(m1) OVER (v ORDER BY dim1), SUM(m1) OVER W, (SELECT SUM(k) OVER w FROM bar) FROM foo WINDOW w AS (v), v AS (PARTITION BY dim1)
    --                  ^ window 1
    --                                   ^ window 1
    --                                                                  ^ missing
    --                                                                                         ^ window 1
    --                                                                                                                     ^ window 1
    --                                                                                                                           ^ window 1
  `);
});

test("what is given out", () => {
  checkOutput(
    "SELECT *, 1 AS one, dim1, UPPER(dim1), COUNT(*) FROM foo",
    "__time TIMESTAMP, dim1 VARCHAR, m1 BIGINT, one INTEGER, dim1 VARCHAR, … of druid.foo",
    CATALOG,
  );
  checkOutput("SELECT f.* FROM foo f", "… of druid.foo");
  checkOutput("SELECT * FROM foo, bar", "…");
  checkOutput("SELECT * FROM (SELECT 1 AS a) x, (SELECT 'b' AS a) y", "a INTEGER, a0 VARCHAR");
  checkOutput("SELECT * FROM (SELECT 1 AS a) x JOIN (SELECT 2 AS a, 3 AS b) y USING (a)", "a INTEGER, b INTEGER");
  checkOutput("SELECT CAST(a AS DOUBLE) d, k, v FROM lookup.countries", "d DOUBLE, k VARCHAR, v VARCHAR");
  checkOutput("SELECT a, UPPER(b) FROM (VALUES (1, 'x')) AS t (a, b) UNION ALL SELECT 1, 2", "a INTEGER, EXPR$1 VARCHAR");
  checkOutput(
    "INSERT INTO t SELECT TIME_PARSE(a) AS __time, CASE WHEN b THEN 1 ELSE NULL END AS c FROM s PARTITIONED BY ALL",
    "__time TIMESTAMP, c INTEGER",
  );
  checkOutput("TABLE foo", "__time TIMESTAMP, dim1 VARCHAR, m1 BIGINT, … of druid.foo", CATALOG);
  checkOutput(
    `SELECT * FROM TABLE(EXTERN('{}', '{}', '[{"name":"a","type":"ARRAY<LONG>"},{"name":"b","type":"COMPLEX<json>"}]'))`,
    "a BIGINT ARRAY, b COMPLEX<json>",
  );
  checkOutput(`SELECT * FROM TABLE(EXTERN('{}', '{}')) (a VARCHAR ARRAY, b TYPE('COMPLEX<json>'))`, "a VARCHAR ARRAY, b COMPLEX<json>");
});

test("what is seen", () => {
  checkScope("SELECT <|> FROM (SELECT 1 AS a) t", "t(a INTEGER)");
  checkScope("SELECT 1 FROM (SELECT 1 AS a) t WHERE <|>", "t(a INTEGER)");
  checkScope("WITH c AS (SELECT 1 AS a), d AS (SELECT <|>) SELECT 1 FROM c", " with c");
  checkScope("WITH c AS (SELECT 1 AS a) SELECT 1 FROM <|>", " with c");
  checkScope("SELECT a AS b FROM (SELECT 1 AS a) t ORDER BY <|>", "out(b INTEGER) t(a INTEGER)");
  checkScope("SELECT a AS b FROM (SELECT 1 AS a) t GROUP BY <|>", "t(a INTEGER)");
  checkScope("SELECT a AS b FROM (SELECT 1 AS a) t GROUP BY a HAVING <|>", "out(b INTEGER) t(a INTEGER)");
  checkScope("SELECT 1 FROM (SELECT 1 AS a) t JOIN (SELECT 2 AS b) u ON <|>", "t(a INTEGER) u(b INTEGER)");
  checkScope("SELECT (SELECT <|> FROM (SELECT 1 AS a) t) FROM (SELECT 2 AS b) u", "t(a INTEGER) | u(b INTEGER)");
  checkScope("SELECT x OVER <|> FROM t WINDOW w AS (ORDER BY y)", "t(… of druid.t) window w");
  checkScope("SELECT 1; <|>", "");
});

test("the alias of VALUES, UNNEST and table functions names their only column, too", () => {
  checkNames(`
    SELECT v, v.v, "EXPR$0" FROM (VALUES (1), (2)) AS v
    --     ^ tableAlias 1
    --          ^ tableAlias 1
    --             ^^^^^^^^ missing
  `);
  checkNames(`
    SELECT v FROM (VALUES (1, 2)) AS v, (VALUES (1) LIMIT 1) AS w WHERE w = 1
    --     ^ missing
    --                                                                  ^ missing
  `);
  checkNames(`
    SELECT t, t.t, x, t.x FROM TABLE(EXTERN('{}', '{}')) EXTEND (x VARCHAR) AS t
    --     ^ tableAlias 1
    --          ^ tableAlias 1
    --             ^ externColumn 1
    --                  ^ externColumn 1
  `);
  checkNames(`
    SELECT t FROM TABLE(EXTERN('{}', '{}')) EXTEND (x VARCHAR, y VARCHAR) AS t
    --     ^ missing
  `);
  checkOutput("SELECT * FROM (VALUES (1)) AS v", "v INTEGER");
  checkOutput("SELECT * FROM TABLE(EXTERN('{}', '{}')) EXTEND (x VARCHAR) AS t", "x VARCHAR");
});

test("* of a join by USING gives out what it joins by first", () => {
  const catalog = shortCatalog({ "druid.p": "__time, a, c1, c2", "druid.q": "__time, c1, b, c2", "druid.r": "c1, c2, z" });
  checkOutput("SELECT * FROM p JOIN q USING (c2, c1)", "c2, c1, __time, a, __time0, b, …", catalog);
  checkOutput("SELECT q.* FROM p JOIN q USING (c2)", "__time, c1, b, c2, … of druid.q", catalog);
});

test("types of columns of UNION are those of all its queries", () => {
  checkOutput("SELECT 1 AS a, 'x' AS b, 2 AS c UNION ALL SELECT 1.5e0, 'y', 'z'", "a DOUBLE, b VARCHAR, c VARCHAR");
  checkOutput("SELECT 1 AS a UNION ALL SELECT x FROM foo", "a");
  checkOutput("SELECT 1 AS a UNION ALL SELECT * FROM foo", "a");
});
