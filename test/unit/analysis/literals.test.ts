/**
 * Literals that Druid reads while it plans, and what goes with them, by example; many more are among the recorded answers of
 * `test/conformance`. What Druid says of each was asked from the planners of 28, 31 and 33.
 */
import { test } from "node:test";
import { checkCodes, checkFindings, checkFix } from "../../support/findings";

test("regular expressions", () => {
  checkFindings(`
    SELECT REGEXP_EXTRACT(a, '(b'), REGEXP_LIKE(a, '[a-z]+'), REGEXP_REPLACE(a, '*', ''), regexp_like(a, ('a{2,1}')) FROM t
    --                       ^^^^ regex-pattern (plan)
    --                                                                          ^^^ regex-pattern (plan)
    --                                                                                                    ^^^^^^^^ regex-pattern (plan)
  `);
  checkCodes("SELECT REGEXP_EXTRACT(a, '{{ pattern }}('), REGEXP_REPLACE(a, b, '('), a LIKE '(' FROM t", []);
});

test("intervals, patterns and zones of time", () => {
  checkFindings(`
    SELECT TIME_FORMAT(__time, 'yyyyTMM'), TIME_PARSE(a, 'yyyy-MM-dd''T''HH'), TIME_FORMAT(__time, NULL, 'utc')
    --                         ^^^^^^^^^ time-pattern (plan)
    --                                                                                                   ^^^^^ time-zone (plan)
    FROM t WHERE TIME_IN_INTERVAL(__time, '2024-01-01') OR TIME_IN_INTERVAL(__time, '2024/P1Y')
    --                                    ^^^^^^^^^^^^ time-interval (plan)
  `);
  checkFix("SELECT TIME_FORMAT(__time, 'yyyy', <|>'utc') FROM t", "Write 'UTC'", "SELECT TIME_FORMAT(__time, 'yyyy', 'UTC') FROM t");
  // In a column that nothing uses an interval is read all the same, and nothing else.
  checkCodes("SELECT a FROM (SELECT a, TIME_IN_INTERVAL(__time, '2024') AS b, TIME_FORMAT(__time, 'foo') AS c FROM t)", ["time-interval"]);
});

test("zones that count as UTC", () => {
  checkFindings(`
    SELECT TIME_FLOOR(__time, 'P1D', NULL, 'europe/berlin'), TIME_SHIFT(__time, 'P1D', 1, 'Europe/Berlin'),
    --                                     ^^^^^^^^^^^^^^^ unknown-time-zone (warning)
      TIME_EXTRACT(__time, 'HOUR', 'Europe/Berlim'), TIME_PARSE(a, NULL, '+01:00'), TIME_CEIL(__time, 'P1D', NULL, 'CEST')
    --                             ^^^^^^^^^^^^^^^ unknown-time-zone (warning)
    --                                                                                                             ^^^^^^ unknown-time-zone (warning)
    FROM t
  `);
  checkCodes("SET sqlTimeZone = 'Nowhere'; SELECT 1", ["unknown-time-zone"]);
  checkCodes("SET sqlTimeZone = 'America/New_York'; SELECT 1", []);
  checkCodes("SELECT TIME_FLOOR(__time, 'P1D', NULL, 'GMT+1'), TIME_FLOOR(__time, 'P1D', NULL, a) FROM t", []);
});

test("EARLIEST and LATEST have one time to go by", () => {
  checkFindings(`
    SELECT LATEST(a) FROM (SELECT a FROM t)
    --     ^^^^^^ latest-without-time
  `);
  checkFindings(`
    SELECT LATEST(t.a, 10) FROM t JOIN u ON t.b = u.b
    --     ^^^^^^ latest-without-time
  `);
  checkFix(
    "SELECT <|>LATEST(t.a, 10) FROM t JOIN u ON t.b = u.b",
    "Go by u.__time",
    "SELECT LATEST_BY(t.a, u.__time, 10) FROM t JOIN u ON t.b = u.b",
  );
  for (const sql of [
    "SELECT LATEST(a) FROM t",
    "SELECT LATEST(a) FROM (SELECT * FROM t)",
    "SELECT LATEST(a) FROM view.v",
    "SELECT LATEST(a) FROM view.v JOIN t ON v.b = t.b",
    "SELECT LATEST(a) FROM t JOIN lookup.l ON t.b = l.k",
    "SELECT LATEST(x.a) FROM t x JOIN t y USING (__time)",
    "SELECT LATEST(a) FROM (SELECT a, {{ columns }} FROM t)",
  ]) {
    checkCodes(sql, []);
  }
});

test("sorted aggregates and null treatment", () => {
  checkFindings(`
    SELECT ARRAY_AGG(a ORDER BY b), SUM(c) IGNORE NULLS, STRING_AGG(a, ',' RESPECT NULLS) FROM t
    --                 ^^^^^^^^^^ aggregate-order (plan)
    --                                     ^^^^^^^^^^^^ unsupported-operator
    --                                                                     ^^^^^^^^^^^^^ unsupported-operator
  `);
  checkFix("SELECT SUM(c) <|>RESPECT NULLS FROM t", "Remove RESPECT NULLS", "SELECT SUM(c) FROM t");
  checkCodes("SELECT ARRAY_AGG(a) OVER (ORDER BY b), b FROM t", []);
  checkCodes("SELECT LISTAGG(a, ',') WITHIN GROUP (ORDER BY a), SUM(c) ignore FROM t", []);
});

test("values of literals", () => {
  checkFindings(`
    SELECT REGEXP_EXTRACT(a, '(b)', -1), IPV4_MATCH(a, '10.0.0.1'), NTILE(0) OVER (ORDER BY a) FROM t
    --                              ^^ literal-value (plan)
    --                                                 ^^^^^^^^^^ literal-value (plan)
    --                                                                    ^ literal-value (plan)
    WHERE a LIKE 'x' ESCAPE '!!' LIMIT 2147483648
    --                      ^^^^ literal-value (plan)
    --                                 ^^^^^^^^^^ literal-value (plan)
  `);
  checkCodes("SELECT DS_THETA(a, 1000), DS_HLL(a, 12, 'HLL_5'), APPROX_QUANTILE_DS(c, 0.5, 0) FROM t", [
    ...["literal-value", "literal-value", "literal-value"],
  ]);
  checkCodes("SELECT DS_THETA(a, 4096), DS_HLL(a, 12, 'HLL_4'), APPROX_QUANTILE_DS(c, 0.5, 128) FROM t", []);
  checkCodes("SELECT IPV4_MATCH(a, '10.0.0.0/8') FROM t LIMIT 4294967296", []);
  checkCodes("SELECT NTILE(-1) OVER (ORDER BY a) FROM t", ["literal-argument"]);
});

test("DISTINCT behind FILTER and in ORDER BY", () => {
  checkCodes("SELECT BIT_AND(DISTINCT a) FILTER (WHERE b = 1), MAX(DISTINCT a) FILTER (WHERE b = 1) FROM t", []);
  checkFindings(`
    SELECT SUM(DISTINCT a) FILTER (WHERE b = 1), DS_HLL(DISTINCT a) FROM t
    --     ^^^ distinct-call (plan)
    --                                           ^^^^^^ distinct-call
  `);
  checkCodes("SELECT a, ARRAY_AGG(DISTINCT b) FROM t GROUP BY a ORDER BY 2", []);
  checkCodes("SELECT a FROM t GROUP BY a ORDER BY ARRAY_LENGTH(ARRAY_AGG(DISTINCT b))", ["distinct-call"]);
});

test("columns where Druid wants a literal, found while planning", () => {
  checkFindings(`
    SELECT TIME_FORMAT(__time, a), IPV4_MATCH(a, b) FROM t WHERE a LIKE CONCAT('%', b) OR d NOT LIKE (c)
    --                         ^ literal-argument (plan)
    --                                           ^ literal-argument (plan)
    --                                                                  ^^^^^^^^^^^^^^ literal-argument (plan)
    --                                                                                               ^^^ literal-argument (plan)
  `);
  for (const sql of [
    "SELECT a FROM t WHERE a LIKE 'x' || '%' OR a LIKE UPPER('x') OR a LIKE ?",
    "SELECT a FROM (SELECT a, 'x' AS p FROM t) WHERE a LIKE p",
    "SELECT a FROM (SELECT a, a LIKE b AS x FROM t)",
    "SELECT a LIKE b FROM t WHERE b = 'x'",
    "SELECT a FROM t WHERE a LIKE {{ pattern }} OR a LIKE CASE WHEN b = 1 THEN 'x' END",
    "SELECT TABLE_NAME FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_NAME LIKE TABLE_SCHEMA",
    "SELECT TIME_FLOOR(__time, a), REGEXP_REPLACE(a, b, 'x') FROM t",
  ]) {
    checkCodes(sql, []);
  }
});

test("sizes of aggregates in bytes", () => {
  checkFindings(`
    SELECT ARRAY_AGG(x, 9), STRING_AGG(x, ',', -1), LISTAGG(x, ',', 1.5), ARRAY_CONCAT_AGG(x, 5 + 5) FROM t
    --                  ^ literal-value (plan)
    --                                         ^^ literal-value
    --                                                              ^^^ literal-value
    --                                                                                        ^^^^^ literal-value
  `);
  checkFindings(`
    SELECT EARLIEST(x, '10'), LATEST_BY(x, __time, TRUE), ANY_VALUE(x, DATE '2020-01-01') FROM t
    --                 ^^^^ literal-value
    --                                             ^^^^ literal-value
    --                                                                 ^^^^^^^^^^^^^^^^^ literal-value
  `);
  checkCodes("SELECT ARRAY_AGG(x, TRUE) FROM t", ["literal-value"]);
  checkCodes("SELECT ARRAY_AGG(x, 10), STRING_AGG(x, ',', +1024), ARRAY_AGG(x, '10'), EARLIEST(x, 0), LATEST(x, 1.5) FROM t", []);
  checkCodes("SELECT 1 FROM (SELECT ARRAY_AGG(x, 2) FROM t)", []);
});

test("letters of patterns that look like others", () => {
  checkCodes("SELECT TIME_FORMAT(__time, 'yyyy-mm-DD') FROM t", ["pattern-letters"]);
  checkFix("SELECT TIME_FORMAT(__time, <|>'yyyy-mm-dd') FROM t", "Write 'yyyy-MM-dd'", "SELECT TIME_FORMAT(__time, 'yyyy-MM-dd') FROM t");
  checkFix(
    "SELECT TIME_PARSE(x, <|>'YYYY-MM-DD HH:mm') FROM t",
    "Write 'YYYY-MM-dd HH:mm'",
    "SELECT TIME_PARSE(x, 'YYYY-MM-dd HH:mm') FROM t",
  );
  checkFix(
    "SELECT TIME_PARSE(x, <|>'YYYY-mm-DD''m''') FROM t",
    "Write 'YYYY-MM-dd''m'''",
    "SELECT TIME_PARSE(x, 'YYYY-MM-dd''m''') FROM t",
  );
  for (const pattern of ["yyyy-MM-dd HH:mm:ss", "mm:ss", "yyyy-DDD", "yyyy-MM-dd''m''", "HH:mm", "MM-dd", "yyyy", "yyyy-MM-dd hh:mm a"]) {
    checkCodes(`SELECT TIME_FORMAT(__time, '${pattern}') FROM t`, []);
  }
});
