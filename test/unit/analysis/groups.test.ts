/**
 * Groups: where aggregates stand, and what a SELECT with groups gives out. What Druid says of each was asked from its planner (28, 31, 33).
 */
import { test } from "node:test";
import { checkCodes, checkFindings, checkFix } from "../../support/findings";

test("groups that Druid takes", () => {
  for (const sql of [
    "SELECT x, COUNT(*) FROM a GROUP BY x HAVING SUM(y) > 1 ORDER BY MAX(y)",
    "SELECT x FROM a WHERE y > (SELECT MAX(y) FROM a) AND x IN (SELECT x FROM b GROUP BY x HAVING SUM(y) > 1)",
    "SELECT SUM((SELECT MAX(y) FROM b)) FROM a",
    "SELECT x, SUM(SUM(y)) OVER (ORDER BY COUNT(*)) FROM a GROUP BY x",
    "SELECT 1, 'a', CURRENT_TIMESTAMP + INTERVAL '1' DAY, PI, COUNT(*) FROM a",
    "SELECT (SELECT MAX(b.x) FROM b WHERE b.y = a.x), COUNT(*) FROM a",
    "SELECT x, y FROM a GROUP BY x, 2",
    "SELECT UPPER(x), upper(a.x) || 'z', x IN ('a'), CASE WHEN x = 1 THEN 2 END, CAST(x AS BIGINT) FROM a GROUP BY x",
    'SELECT UPPER("x"), LOWER( /* c */ UPPER(a.x)) FROM a GROUP BY UPPER(x)',
    "SELECT m + 1 + n, (m + 1) FROM a GROUP BY m + 1, n",
    'SELECT "a""b", x."c""d", COUNT(*) FROM t x GROUP BY "a""b", "c""d"',
    "SELECT TIME_FLOOR(__time, 'PT1H'), FLOOR(t TO HOUR) FROM a GROUP BY TIME_FLOOR(__time, 'PT1H'), FLOOR(t TO HOUR)",
    "SELECT f.x FROM f JOIN g ON f.k = g.k GROUP BY x",
    "SELECT x AS d, COUNT(*) AS c FROM a GROUP BY x HAVING c > 1 AND d = 'a' ORDER BY UPPER(d), c",
    "SELECT x, y, COUNT(*) FROM a GROUP BY GROUPING SETS ((x), (y), ())",
    "SELECT x, y FROM a GROUP BY (x, y)",
    "SELECT x, y FROM a GROUP BY ROLLUP (1, 2)",
    "SELECT x, SUM(y) AS s FROM a GROUP BY x, s",
    "SELECT x, LATEST(y), SITE_AGGREGATE(y) FROM a GROUP BY x",
    "SELECT x, COUNT(*) OVER () FROM a",
    "SELECT {{ columns }}, COUNT(*) FROM a GROUP BY x",
    "SELECT x, {{ column }}, COUNT(*) FROM a GROUP BY {{ keys }}",
    "SELECT x, COUNT(*) FROM a GROUP BY a.{{ key }}",
    'SELECT x, COUNT(*) FROM a GROUP BY "{{ key }}"',
    "SELECT x, COUNT(*) FROM a GROUP BY UPPER({{ key }}), y",
    "SELECT DISTINCT a.{{ column }} FROM a ORDER BY x",
    "SELECT * FROM (SELECT x FROM a) GROUP BY x",
    "SELECT x FROM a WHERE y = (SELECT MAX(y + a.z) FROM b GROUP BY b.k)",
    "SELECT x, GROUPING(x) FROM a GROUP BY x HAVING GROUPING(x) = 0 ORDER BY GROUPING(x)",
    "SELECT x, COUNT(*) FROM a GROUP BY 'k', x, 1.0",
    "SELECT y FROM (SELECT y, ARRAY_AGG(x ORDER BY x) FROM a GROUP BY y)",
    "SELECT x, ROW_NUMBER() OVER (ORDER BY x) AS n, UPPER(LAG(x) OVER w) FROM a GROUP BY 1, 2, 3 WINDOW w AS ()",
    "SELECT x, COUNT(*) FROM a GROUP BY - - 1",
    "SELECT NULLIF(DISTINCT x, 'a') FROM a",
  ]) {
    checkCodes(sql.replace("SITE_AGGREGATE", "site_aggregate"), sql.includes("SITE_AGGREGATE") ? ["unknown-function"] : []);
  }
});

test("places of aggregates", () => {
  checkFindings(`
    SELECT x FROM a JOIN b ON COUNT(*) = b.y WHERE SUM(y) > 1 AND MAX(y) OVER () = 1 GROUP BY x, MIN(y)
    --                        ^^^^^ aggregate-place
    --                                             ^^^ aggregate-place
    --                                                            ^^^ aggregate-place
    --                                                                                           ^^^ aggregate-place
  `);
  checkFindings(`
    SELECT x, SUM(y) + 1, RANK() OVER (ORDER BY x) FROM a GROUP BY 1, 2, 3
    --        ^^^ aggregate-place
  `);
  checkFindings(`
    SELECT SUM(y), COUNT(*), x FROM a GROUP BY ROLLUP (+ 1, 3), 2e0
    --     ^^^ aggregate-place
    --             ^^^^^ aggregate-place
  `);
  checkFindings(`
    SELECT x FROM a ORDER BY SUM(y)
    --                       ^^^ aggregate-place
  `);
  checkFindings(`
    SELECT x, COUNT(*) FROM a GROUP BY x HAVING SUM(COUNT(*)) OVER () > 1
    --                                          ^^^ aggregate-place
  `);
  checkCodes("SELECT x FROM a GROUP BY x HAVING SUM(COUNT(*)) OVER () > 1", [], { version: 28 });
  checkCodes("SELECT UPPER(x) FILTER (WHERE y) FROM a", ["aggregate-place"]);
});

test("nested aggregates", () => {
  checkFindings(`
    SELECT SUM(y + MAX(z)), COUNT(DISTINCT SUM(y)) FROM a GROUP BY x ORDER BY SUM(ROW_NUMBER() OVER ())
    --     ^^^ aggregate-nested
    --                      ^^^^^ aggregate-nested
    --                                                                        ^^^ aggregate-nested
  `);
  checkFindings(`
    SELECT SUM(y) FILTER (WHERE MAX(y) > 1) FROM a
    --                          ^^^ aggregate-nested
  `);
});

test("expressions that are written otherwise are the same to Druid", () => {
  const pairs = [
    ["COALESCE(a)", "a"],
    ["UPPER(COALESCE(a))", "UPPER(a)"],
    ["NULLIF(a, b)", "CASE WHEN a = b THEN NULL ELSE a END"],
    ["COALESCE(a, b)", "CASE WHEN a IS NOT NULL THEN a ELSE b END"],
    ["CASE a WHEN '1' THEN 2 END", "CASE WHEN a = '1' THEN 2 ELSE NULL END"],
    ["a <> 'x'", "a != 'x'"],
    ["SUBSTRING(a FROM 1 FOR 2)", "SUBSTRING(a, 1, 2)"],
    ["CEIL(m)", "CEILING(m)"],
    ["TRIM(a)", "TRIM(BOTH ' ' FROM a)"],
    ["a BETWEEN 'b' AND 'c'", "a BETWEEN ASYMMETRIC 'b' AND 'c'"],
    ["CAST(m AS INTEGER)", "CAST(m AS INT)"],
    ["CAST(a AS VARCHAR)", "CAST(a AS CHARACTER VARYING)"],
    ["CAST(m AS DECIMAL)", "CAST(m AS DEC)"],
    ["CAST(m AS DOUBLE)", "CAST(m AS DOUBLE PRECISION)"],
    ["m = 1", "m = 01"],
    ["TIMESTAMP '2020-01-01 00:00:00' > __time", "TIMESTAMP '2020-01-01 00:00:00.000' > __time"],
  ] as const;
  for (const [one, other] of pairs.flatMap(([left, right]) => [[left, right] as const, [right, left] as const])) {
    checkCodes(`SELECT ${one} AS q, COUNT(*) FROM foo GROUP BY ${other}`, []);
    checkCodes(`SELECT DISTINCT ${one} AS q FROM foo ORDER BY ${other}`, []);
    checkCodes(`SELECT MAX(k) FROM foo GROUP BY ${one} HAVING MAX(k) > 0 ORDER BY ${other}`, []);
  }
});

test("columns that are not grouped", () => {
  checkFindings(`
    SELECT x, UPPER(y), SUM(z) / w FROM a GROUP BY x HAVING v = 1 ORDER BY u
    --              ^ not-grouped
    --                           ^ not-grouped
    --                                                      ^ not-grouped
    --                                                                     ^ not-grouped
  `);
  checkCodes("SELECT x FROM a HAVING COUNT(*) > 1", ["not-grouped"]);
  checkCodes("SELECT *, COUNT(*) FROM a", ["not-grouped"]);
  checkCodes("SELECT m FROM a GROUP BY m + 1", ["not-grouped"]);
  checkCodes("SELECT m + k FROM a GROUP BY m + 1", ["not-grouped"]);
  checkCodes("SELECT x, SUM(y) OVER () FROM a GROUP BY x", ["not-grouped"]);
  checkCodes("SELECT x FROM a WHERE y = (SELECT b.y FROM b GROUP BY b.z)", ["not-grouped"]);
  checkFindings(`
    SELECT UPPER(x) AS d, COUNT(*) FROM a GROUP BY d
    --           ^ not-grouped
  `);
  const grouped = "SELECT UPPER(<|>x) AS d, COUNT(*) FROM a GROUP BY d";
  checkFix(grouped, "Group by the ordinal 1", "SELECT UPPER(x) AS d, COUNT(*) FROM a GROUP BY 1");
  checkFix(grouped, "Group by the expression", "SELECT UPPER(x) AS d, COUNT(*) FROM a GROUP BY UPPER(x)");
});

test("ordinals count what is written", () => {
  checkFindings(`
    SELECT a.*, x, * FROM a GROUP BY 1, 2, 4, 3
    --       ^ unknown-column
    --             ^ unknown-column
    --                                     ^ ordinal-range
  `);
  checkCodes("SELECT *, x FROM a GROUP BY 2", ["not-grouped"]);
  checkCodes("SELECT *, x, __time FROM a GROUP BY 2, 3", []);
  checkCodes("SELECT *, x FROM a ORDER BY 1, 7", []);
});

test("all columns of a datasource, its time among them", () => {
  checkFindings(`
    SELECT x, COUNT(*), *, a.*, b.* FROM a JOIN (SELECT y FROM c) AS b ON a.x = b.y GROUP BY 1, y
    --                  ^ not-grouped
    --                     ^^^ not-grouped
  `);
  for (const sql of [
    "SELECT * FROM a GROUP BY x, __time",
    "SELECT *, TIME_FLOOR(__time, 'P1D') FROM a GROUP BY TIME_FLOOR(__time, 'P1D')",
    "SELECT * FROM (SELECT x FROM a) GROUP BY x",
    "SELECT * FROM lookup.a GROUP BY k, v",
    "WITH a AS (SELECT 1 AS x) SELECT * FROM a GROUP BY x",
  ]) {
    checkCodes(sql, []);
  }
});

test("GROUPING", () => {
  checkCodes("SELECT GROUPING(x) FROM a", ["grouping-place"]);
  checkCodes("SELECT x FROM a WHERE GROUPING(x) = 1", ["grouping-place"]);
  checkCodes("SELECT SUM(GROUPING(x)) FROM a GROUP BY x", ["grouping-place"]);
  checkCodes("SELECT x, GROUPING(1) FROM a GROUP BY x", ["grouping-place"]);
  checkCodes("SELECT x, GROUPING('y') FROM a GROUP BY x", ["grouping-place"]);
  checkCodes("SELECT 'y', GROUPING('y'), GROUPING(TRUE) FROM a GROUP BY 'y', TRUE", []);
  checkCodes("SELECT 'y', GROUPING('y') FROM a GROUP BY 1", []);
});

test("ordinals", () => {
  checkFindings(`
    SELECT x, x FROM a GROUP BY 1, (3), 0 ORDER BY 2, 3 DESC, '4', -1, 1 + 9
    --                              ^ ordinal-range
    --                                  ^ ordinal-range
    --                                                ^ ordinal-range
  `);
  checkFindings(`
    SELECT x FROM a GROUP BY + 9, - - 8, DECIMAL '7', 1.9, - 9 ORDER BY - (-6), 5.5, - 4
    --                         ^ ordinal-range
    --                            ^^^^^ ordinal-range
    --                                   ^^^^^^^^^^^ ordinal-range
    --                                                                  ^^^^^^ ordinal-range
    --                                                                          ^^^ ordinal-range
  `);
  checkCodes("SELECT *, x FROM a GROUP BY 99", ["ordinal-range"]);
  checkCodes("SELECT x, y FROM a GROUP BY + 1, 4294967298", []);
});

test("SELECT DISTINCT and its order", () => {
  for (const sql of [
    "SELECT DISTINCT x AS d, m + 1 FROM a ORDER BY d, x, UPPER(a.x), m + 1, 1, 'k', CURRENT_TIMESTAMP",
    "SELECT DISTINCT * FROM a ORDER BY y",
    "SELECT DISTINCT x, COUNT(*) FROM a GROUP BY x ORDER BY COUNT(*)",
    "SELECT DISTINCT {{ columns }} FROM a ORDER BY y",
  ]) {
    checkCodes(sql, []);
  }
  checkFindings(`
    SELECT DISTINCT UPPER(x) FROM a ORDER BY x, m DESC
    --                                       ^ distinct-order
    --                                          ^ distinct-order
  `);
  checkCodes("SELECT DISTINCT x FROM a GROUP BY x ORDER BY COUNT(*)", ["distinct-order"]);
});
