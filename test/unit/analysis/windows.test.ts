/**
 * Windows: which function takes which, by example. What Druid says of each was asked from its planner (28, 31, 33) or recorded (38).
 */
import { test } from "node:test";
import { checkCodes, checkFindings } from "../../support/findings";

const OVER = (call: string, window: string): string => `SELECT ${call} OVER (${window}) FROM a`;

test("windows that Druid takes", () => {
  for (const sql of [
    OVER("SUM(x)", ""),
    OVER("SUM(x)", "PARTITION BY y ORDER BY z, x"),
    OVER("SUM(x)", "ROWS BETWEEN 1 PRECEDING AND CURRENT ROW"),
    OVER("SUM(x)", "ORDER BY x ROWS +1 PRECEDING"),
    OVER("SUM(x)", "ORDER BY x ROWS (1) FOLLOWING"),
    OVER("SUM(x)", "ORDER BY x ROWS BETWEEN 1.0 PRECEDING AND '1' FOLLOWING"),
    OVER("SUM(x)", "ORDER BY x ROWS UNBOUNDED FOLLOWING"),
    OVER("SUM(x)", "ORDER BY x, y RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW"),
    OVER("SUM(x)", "RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW"),
    OVER("SUM(x)", "ORDER BY x ROWS BETWEEN ? PRECEDING AND CURRENT ROW"),
    OVER("SUM(SUM(x))", "ORDER BY COUNT(*)"),
    OVER("ROW_NUMBER()", ""),
    OVER("NTILE(4)", "ORDER BY x"),
    OVER("LAG(x, 1, 0)", ""),
    OVER("FIRST_VALUE(x)", "ORDER BY x ROWS UNBOUNDED PRECEDING"),
    OVER("ROW_NUMBER()", "{{ window }}"),
    "SELECT ROW_NUMBER() + 1 FROM a",
    "SELECT x FROM a ORDER BY ROW_NUMBER() OVER (ORDER BY x)",
    'SELECT ROW_NUMBER() OVER "w" FROM a WINDOW w AS ()',
    "SELECT ROW_NUMBER() OVER v FROM a WINDOW v AS (w ORDER BY x), w AS (PARTITION BY y)",
    "SELECT (SELECT MAX(r) FROM (SELECT ROW_NUMBER() OVER w AS r FROM b)) FROM a WINDOW w AS (ORDER BY x)",
    "SELECT RANK() OVER () FROM (SELECT CURRENT_TIMESTAMP AS x)",
    "SELECT COUNT(DISTINCT x) FROM a WINDOW w AS (PARTITION BY y)",
  ]) {
    checkCodes(sql, []);
  }
  checkCodes(OVER("SUM(x)", "ORDER BY x RANGE 1 PRECEDING"), [], { context: { windowingStrictValidation: false } });
});

test("frames", () => {
  checkFindings(`
    SELECT SUM(x) OVER (ORDER BY x ROWS BETWEEN CURRENT ROW AND 1 PRECEDING) FROM a
    --                                                          ^^^^^^^^^^^ window-frame
  `);
  checkFindings(`
    SELECT SUM(x) OVER (ORDER BY x ROWS BETWEEN UNBOUNDED FOLLOWING AND CURRENT ROW) FROM a
    --                                          ^^^^^^^^^^^^^^^^^^^ window-frame
  `);
  checkFindings(`
    SELECT SUM(x) OVER (ORDER BY x ROWS BETWEEN 1 PRECEDING AND UNBOUNDED PRECEDING) FROM a
    --                                                          ^^^^^^^^^^^^^^^^^^^ window-frame
  `);
  checkFindings(`
    SELECT SUM(x) OVER (ORDER BY x ROWS BETWEEN -1 PRECEDING AND CURRENT ROW) FROM a
    --                                          ^^ window-frame
  `);
  checkFindings(`
    SELECT SUM(x) OVER (ORDER BY x ROWS y PRECEDING) FROM a
    --                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ window-frame
  `);
  checkFindings(`
    SELECT SUM(x) OVER (ORDER BY x RANGE 1 PRECEDING) FROM a
    --                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ window-frame
  `);
  checkFindings(`
    SELECT NTILE(4) OVER (ORDER BY x ROWS CURRENT ROW), FIRST_VALUE(x) OVER (ROWS 1 PRECEDING) FROM a
    --     ^^^^^ window-frame
    --                                                  ^^^^^^^^^^^ window-frame
  `);
  checkFindings(`
    SELECT LAG(x) OVER (ORDER BY x ROWS CURRENT ROW) FROM a
    --                             ^^^^ window-frame
  `);
  checkFindings(`
    SELECT SUM(x) OVER w, COUNT(*) OVER w FROM a WINDOW w AS (ORDER BY x, y RANGE 1 PRECEDING)
    --                                                                      ^^^^^ window-frame
  `);
  checkFindings(`
    SELECT SUM(x) OVER w FROM a WINDOW w AS (RANGE 1 PRECEDING)
    --                                      ^^^^^^^^^^^^^^^^^^^ window-frame
  `);
  checkFindings(`
    SELECT SUM(x) OVER w FROM a WINDOW w AS (ORDER BY x RANGE 1 PRECEDING)
    --                 ^ window-frame
  `);
  checkCodes("SELECT 1 FROM a WINDOW w AS (ORDER BY x RANGE 1 PRECEDING)", []);
});

test("frames in 28, which has the rules of Calcite only", () => {
  const old = { version: 28 };
  checkCodes(OVER("SUM(x)", "ORDER BY x ROWS y PRECEDING"), [], old);
  checkCodes(OVER("NTILE(4)", "ORDER BY x ROWS CURRENT ROW"), [], old);
  checkCodes(OVER("SUM(x)", "ORDER BY x RANGE 1 PRECEDING"), [], old);
  checkCodes(OVER("SUM(x)", "ORDER BY x, y RANGE CURRENT ROW"), ["window-frame"], old);
  checkCodes(OVER("SUM(x)", "RANGE CURRENT ROW"), ["window-frame"], old);
  checkCodes(OVER("SUM(x)", "ORDER BY x ROWS 1.0 PRECEDING"), ["window-frame"], old);
  checkCodes(OVER("SUM(x)", "ORDER BY x ROWS UNBOUNDED FOLLOWING"), ["window-frame"], old);
  checkCodes(OVER("SUM(x)", "ORDER BY x ROWS BETWEEN CURRENT ROW AND 1 PRECEDING"), [], { version: 27 });
});

test("ORDER BY of ranks", () => {
  checkFindings(`
    SELECT RANK() OVER (PARTITION BY x), RANK() OVER (ORDER BY x), cume_dist() OVER () FROM a
    --                 ^^^^^^^^^^^^^^^^ window-order
    --                                                                              ^^ window-order
  `);
  checkFindings(`
    SELECT RANK() OVER w, RANK() OVER (w ORDER BY y) FROM a WINDOW w AS (PARTITION BY x)
    --                                                                  ^^^^^^^^^^^^^^^^ window-order
  `);
});

test("OVER and what stands before it", () => {
  checkFindings(`
    SELECT ROW_NUMBER(), UPPER(x) OVER (), SUM(x) FILTER (WHERE y) OVER () FROM a ORDER BY (LAG(x))
    --     ^^^^^^^^^^ window-over
    --                   ^^^^^ window-over
    --                                     ^^^ window-over
    --                                                                                      ^^^ window-over
  `);
  checkFindings(`
    SELECT COUNT(DISTINCT x) OVER (PARTITION BY y) FROM a
    --                            ^^^^^^^^^^^^^^^^ window-distinct
  `);
  checkCodes("SELECT COUNT(DISTINCT x) OVER () FROM a", [], { version: 28 });
});

test("an alias hides a missing OVER from Druid", () => {
  checkCodes("SELECT ROW_NUMBER() AS n, (LAG(x)) m FROM a", []);
  checkCodes("INSERT INTO t SELECT RANK() AS n FROM a PARTITIONED BY ALL", []);
  checkCodes("SELECT ROW_NUMBER() AS n FROM a ORDER BY ROW_NUMBER()", ["window-over"]);
});

test("Calcite looks at no frame of a window that is built on another", () => {
  const ON = (call: string, frame: string): string => `SELECT ${call} OVER (w ORDER BY y ${frame}) FROM a WINDOW w AS (PARTITION BY x)`;
  checkCodes(ON("RANK()", "ROWS UNBOUNDED PRECEDING"), []);
  checkCodes(ON("LAG(x)", "ROWS BETWEEN 1 FOLLOWING AND 1 PRECEDING"), []);
  checkCodes(ON("SUM(x)", "ROWS BETWEEN UNBOUNDED FOLLOWING AND CURRENT ROW"), []);
  checkCodes(ON("SUM(x)", "ROWS 1.5 PRECEDING"), []);
  checkCodes("SELECT SUM(x) OVER v FROM a WINDOW w AS (PARTITION BY x), v AS (w ROWS 1.5 PRECEDING)", []);
  checkCodes("SELECT SUM(x) OVER (w) FROM a WINDOW w AS (ORDER BY y ROWS 1.5 PRECEDING)", ["window-definition", "window-frame"]);
  checkCodes(ON("LAST_VALUE(x)", "ROWS 3 PRECEDING"), ["window-frame"]);
  checkCodes(ON("SUM(x)", "RANGE 1 PRECEDING"), ["window-frame"]);
});

test("names of windows, and windows built on others", () => {
  checkFindings(`
    SELECT ROW_NUMBER() OVER W FROM a WINDOW w AS (), v AS (ORDER BY x), V AS (PARTITION BY x)
    --                       ^ window-name
    --                                                                   ^ window-name
  `);
  checkFindings(`
    SELECT COUNT(*) OVER (u ORDER BY x) FROM a WINDOW w AS (ORDER BY x), v AS (ORDER BY x)
    --                    ^ window-name
    --                                                                        ^^^^^^^^^^^^ window-definition
  `);
  checkFindings(`
    SELECT COUNT(*) OVER (w PARTITION BY x), COUNT(*) OVER (w ORDER BY y) FROM a WINDOW w AS (ORDER BY x)
    --                                   ^ window-definition
    --                                                                 ^ window-definition
  `);
  checkFindings(`
    SELECT SUM(x) OVER (ORDER BY COUNT(*) OVER ()), SUM(x) OVER w FROM a WINDOW w AS (ORDER BY MAX(x))
    --                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^ window-definition
    --                                                                               ^^^^^^^^^^^^^^^^^ window-definition
  `);
  checkCodes("SELECT x FROM (SELECT 1 AS x FROM a WINDOW w AS ()) WHERE ROW_NUMBER() OVER w = 1", ["aggregate-place", "window-name"], {
    version: 30,
  });
});
