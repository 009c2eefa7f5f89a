/**
 * GROUPING, ordinals within ROLLUP and its kin, windows built on others, and names that a WITH item has twice, by example; many more are among
 * the recorded answers of `test/conformance`. Asked of the planners of 28, 29, 31 and 33.
 */
import { test } from "node:test";
import { checkCodes, checkFindings } from "../../support/findings";

test("GROUPING of what is grouped by, where there are groups", () => {
  checkFindings(`
    SELECT GROUPING(b), GROUPING(1) FROM t GROUP BY ROLLUP (a)
    --              ^ grouping-place
    --                           ^ grouping-place
  `);
  checkCodes("SELECT a FROM t GROUP BY a, GROUPING(a)", ["grouping-place"]);
  checkCodes("SELECT SUM(GROUPING(a)) OVER () FROM t GROUP BY a", ["grouping-place"]);
  checkCodes("SELECT GROUPING(a) FROM t HAVING COUNT(*) > 1", ["grouping-place"]);
  checkFindings(`
    SELECT COUNT(*) FILTER (WHERE GROUPING(a) = 0) FROM t GROUP BY a
    --                            ^^^^^^^^ grouping-place (plan)
  `);
  for (const sql of [
    "SELECT GROUPING(a), GROUPING(t.a), GROUPING((a)) FROM t GROUP BY a",
    "SELECT GROUPING(UPPER(a)), RANK() OVER (ORDER BY GROUPING(UPPER(a))) FROM t GROUP BY UPPER(a)",
    "SELECT GROUPING(a, b) FROM t GROUP BY GROUPING SETS ((a, b), (a), ())",
    "SELECT a AS x, GROUPING(a) FROM t GROUP BY 1",
    "SELECT GROUPING({{ column }}) FROM t GROUP BY {{ column }}",
    "SELECT a FROM t GROUP BY a HAVING GROUPING(a) = 0",
  ]) {
    checkCodes(sql, []);
  }
});

test("ordinals within ROLLUP, CUBE and GROUPING SETS", () => {
  checkFindings(`
    SELECT a, COUNT(*) FROM t GROUP BY ROLLUP (1, 4)
    --                                            ^ ordinal-range
  `);
  checkCodes("SELECT a, COUNT(*) FROM t GROUP BY GROUPING SETS ((1), (5))", ["ordinal-range"]);
  checkCodes("SELECT a, COUNT(*) FROM t GROUP BY CUBE (0, 1)", ["ordinal-range"]);
  checkCodes("SELECT a, b, COUNT(*) FROM t GROUP BY ROLLUP (1, 2)", []);
  checkCodes("SELECT a, COUNT(*) FROM t GROUP BY a, (7, 8)", []);
});

test("a window with a frame is not built on", () => {
  checkFindings(`
    SELECT SUM(c) OVER (w), MAX(c) OVER w FROM t WINDOW w AS (ORDER BY a ROWS UNBOUNDED PRECEDING)
    --                                                                   ^^^^^^^^^^^^^^^^^^^^^^^^ window-definition
  `);
  checkCodes("SELECT SUM(c) OVER (w ROWS CURRENT ROW) FROM t WINDOW w AS (ORDER BY a)", []);
  checkCodes("SELECT SUM(c) OVER w FROM t WINDOW w AS (ORDER BY a ROWS CURRENT ROW)", []);
});

test("a WITH item without a list of names gives each column its own", () => {
  checkFindings(`
    WITH c AS (SELECT a AS x, b AS x FROM t) SELECT 1
    --                        ^^^^^^ duplicate-alias
  `);
  checkCodes("WITH c AS (SELECT t.a, u.a FROM t, u) SELECT 1", ["duplicate-alias"]);
  checkCodes("WITH c AS ((SELECT a, b AS a FROM t) UNION ALL SELECT a, b FROM t) SELECT 1", ["duplicate-alias"]);
  for (const sql of [
    "WITH c (p, q) AS (SELECT a AS x, b AS x FROM t) SELECT 1",
    "WITH c AS (SELECT a, b AS A, UPPER(a), UPPER(b) FROM t) SELECT 1",
    "WITH c AS (SELECT * FROM t JOIN u ON t.a = u.a) SELECT 1",
    "WITH c AS (SELECT a AS x, b AS y FROM t UNION ALL SELECT a AS z, b AS z FROM t) SELECT 1",
    "WITH c AS (SELECT {{ columns }}, {{ columns }} FROM t) SELECT 1",
    "SELECT 1 FROM (SELECT a AS x, b AS x FROM t) q",
  ]) {
    checkCodes(sql, []);
  }
});

test("the native engine sorts scans by ordinals and aliases no more than by columns", () => {
  for (const order of ["2", "b", "x", "__time, b", "t.b"]) {
    checkCodes(`SELECT __time, b AS x FROM t ORDER BY ${order}`, ["scan-order"], { endpoint: "sql" });
  }
  for (const order of ["1", "__time DESC", "3", "UPPER(b)"]) {
    checkCodes(`SELECT __time, b, __time AS y FROM t ORDER BY ${order}`, [], { endpoint: "sql" });
  }
});
