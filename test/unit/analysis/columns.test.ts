/**
 * Numbers of columns, types, units and numbers that are no such, by example. What Druid says of each was asked from its planner (28, 31, 33).
 */
import { test } from "node:test";
import { checkCodes, checkFindings, checkFix } from "../../support/findings";

test("columns that fit", () => {
  for (const sql of [
    "SELECT x, y FROM a UNION ALL SELECT x, y FROM b",
    "SELECT * FROM a UNION ALL SELECT x FROM b",
    "SELECT {{ columns }} FROM a UNION ALL SELECT x FROM b",
    "VALUES (1, 2), (3, 4)",
    "VALUES 1, 2",
    "SELECT * FROM (VALUES (1, 2)) AS t (a, b), (SELECT * FROM c) AS u (d), e AS f (g), (SELECT x, y FROM h) AS k (l, L)",
    "SELECT * FROM a CROSS JOIN UNNEST(MV_TO_ARRAY(x)) AS t (c)",
    "WITH t (a, b) AS (SELECT x, y FROM c) SELECT * FROM t",
    "WITH t (a, b) AS (SELECT * FROM c) SELECT * FROM t",
    "SELECT x FROM a WHERE (x, y) IN (('a', 'b'), ('c', 'd')) AND x IN ('a') AND x IN (SELECT x FROM b) AND x IN (SELECT * FROM b)",
    "SELECT x FROM a WHERE (x, y) IN (SELECT x, y FROM b) AND {{ x }} IN (SELECT x, y FROM b) AND f(x) = ANY (SELECT y FROM b)".replace(
      "f(x)",
      "UPPER(x)",
    ),
    "SELECT (SELECT x FROM b), UPPER((SELECT * FROM b)), 1 + (SELECT MAX(x) FROM b), MULTISET(SELECT x, y FROM b) FROM a",
  ]) {
    checkCodes(sql, []);
  }
});

test("columns that do not", () => {
  checkFindings(`
    SELECT x FROM a UNION ALL SELECT x FROM b UNION ALL (SELECT x, y FROM c)
    --                                                          ^^^^ column-count
  `);
  checkFindings(`
    SELECT * FROM UNNEST(ARRAY[1]) AS u (b, c), (SELECT x, y FROM v) AS w (d, d)
    --                                   ^^^^ column-count
    --                                                                        ^ duplicate-alias
  `);
  checkFindings(`
    WITH u (c, c) AS (SELECT x, y FROM b) SELECT * FROM u
    --         ^ duplicate-alias
  `);
  checkFindings(`
    SELECT x FROM a WHERE (x, y) IN ('a', 'b') OR (x, y) IN (('a', 'b'), ('a', 'b', 'c')) OR x IN (('a', 'b'))
    --                    ^^^^^^ column-count
    --                                            ^^^^^^ column-count
    --                                                                                       ^ column-count
  `);
});

test("casts of other databases", () => {
  checkFindings(`
    SELECT TRY_CAST(x AS BIGINT) FROM a
    --     ^^^^^^^^ unsupported-operator
  `);
  checkFix("SELECT <|>SAFE_CAST(x AS BIGINT) FROM a", "Write CAST", "SELECT CAST(x AS BIGINT) FROM a");
});

test("units of time", () => {
  checkCodes('SELECT EXTRACT(DOY FROM t), FLOOR(t TO "DAY"), TIMESTAMPADD(SQL_TSI_DAY, 1, t), FLOOR(t TO FRAC_SECOND) FROM a', []);
  checkCodes("SELECT FLOOR(t TO some_unit), EXTRACT(DAYOFMONTH FROM t), TIMESTAMPADD(D, 1, t) FROM a", [
    "time-unit",
    "time-unit",
    "time-unit",
  ]);
  checkFindings(`
    SELECT EXTRACT(DAYS FROM t), FLOOR(t TO hours), TIMESTAMPADD(FORTNIGHT, 1, t) FROM a
    --             ^^^^ time-unit
    --                                      ^^^^^ time-unit
    --                                                           ^^^^^^^^^ time-unit
  `);
  checkFix("SELECT CEIL(t TO <|>Days) FROM a", "Write DAY", "SELECT CEIL(t TO DAY) FROM a");
});

test("periods, units and paths that the planner reads", () => {
  for (const sql of [
    "SELECT TIME_FLOOR(t, 'P1D'), TIME_CEIL(t, 'pt15m'), TIME_SHIFT(t, 'P', 1), TIME_SHIFT(t, 'PT0S', 1), TIME_FLOOR(t, 'P1Y2M3W4DT5H6M7.5S') FROM a",
    "SELECT TIME_FLOOR(t, p), TIME_FLOOR(t, '{{ period }}'), TIME_FLOOR(t, ?) FROM a",
    "SELECT DATE_TRUNC('Hour', t), DATE_TRUNC('milliseconds', t), TIME_EXTRACT(t, 'dow'), FLOOR(t TO QUARTER), TIMESTAMPADD(DECADE, 1, t) FROM a",
    "SELECT JSON_VALUE(x, '$'), JSON_VALUE(x, '$.a.b[0]'), JSON_QUERY(x, '$[''a..b'']'), JSON_KEYS(x, '$.'), JSON_VALUE(x, '$[-1]'), JSON_VALUE(x, '') FROM a",
  ]) {
    checkCodes(sql, []);
  }
  checkFindings(`
    SELECT TIME_FLOOR(t, '1D'), TIME_CEIL(t, 'P0D'), TIME_SHIFT(t, 'P1H', 1), TIME_FLOOR(t, 'PT1.5H') FROM a
    --                   ^^^^ time-period (plan)
    --                                       ^^^^^ time-period (plan)
    --                                                             ^^^^^ time-period (plan)
    --                                                                                      ^^^^^^^^ time-period (plan)
  `);
  checkFindings(`
    SELECT DATE_TRUNC('days', t), TIME_EXTRACT(t, 'FORTNIGHT'), FLOOR(t TO DECADE), TIMESTAMPADD(DOW, 1, t) FROM a
    --                ^^^^^^ time-unit (plan)
    --                                            ^^^^^^^^^^^ time-unit (plan)
    --                                                                     ^^^^^^ time-unit (plan)
    --                                                                                           ^^^ time-unit (plan)
  `);
  checkFix("SELECT DATE_TRUNC('<|>days', t) FROM a", "Write 'day'", "SELECT DATE_TRUNC('day', t) FROM a");
  checkFindings(`
    SELECT JSON_VALUE(x, 'a.b'), JSON_QUERY(x, '$..a'), JSON_KEYS(x, '$.a[*]'), JSON_QUERY_ARRAY(x, '$a'), JSON_VALUE(x, '$.a[0') FROM a
    --                   ^^^^^ json-path (plan)
    --                                         ^^^^^^ json-path (plan)
    --                                                               ^^^^^^^^ json-path (plan)
    --                                                                                              ^^^^ json-path (plan)
    --                                                                                                                   ^^^^^^^ json-path (plan)
  `);
});

test("numbers with letters behind them", () => {
  checkCodes('SELECT 1 AS x1F, 2 y, 1e5, 3 "z", 0 x1F', []);
  checkFindings(`
    SELECT 0x1F, 1_000, 10L FROM a
    --     ^^^^ number-alias (warning)
    --           ^^^^^ number-alias (warning)
    --                  ^^^ number-alias (warning)
  `);
});
