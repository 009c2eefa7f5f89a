/**
 * What Druid refuses of queries by their shape: numbers of columns, types, numbers, intervals, ordinals; and texts in double quotes. What is
 * expected was asked of Druid's planners of 29 and 33.
 */
import { test } from "node:test";
import { checkCodes, checkFindings, checkFix } from "../../support/findings";

test("queries that are put together", () => {
  checkFindings(`
    SELECT 1, 2 UNION ALL SELECT 1 UNION ALL SELECT 3
    --                           ^ column-count
  `);
  checkFindings(`
    SELECT a FROM t UNION ALL (SELECT a, b FROM t)
    --                                ^^^^ column-count
  `);
  for (const sql of [
    "SELECT a FROM t UNION ALL VALUES (1, 2)",
    "(SELECT 1, 2) UNION ALL SELECT 1",
    "WITH x AS (SELECT 1 AS a, 2 AS b) SELECT * FROM x UNION ALL SELECT 1",
    "SELECT * FROM t UNION ALL SELECT a FROM t UNION ALL SELECT a, b FROM t",
  ])
    checkCodes(sql, ["column-count"]);
  for (const sql of [
    "SELECT * FROM t UNION ALL SELECT a FROM t",
    "SELECT a, b FROM t UNION ALL SELECT * FROM (SELECT 1 AS x, 2 AS y)",
    "SELECT {{ columns }} FROM t UNION ALL SELECT a, b FROM t",
  ])
    checkCodes(sql, []);
});

test("rows of VALUES", () => {
  checkFindings(`
    SELECT * FROM (VALUES (1, 2), (3)) AS t (a, b)
    --                            ^^^ column-count
  `);
  checkCodes("VALUES ROW(1, 2), ROW(3)", ["column-count"]);
  checkCodes("VALUES 1, 2", []);
  checkCodes("VALUES (1, 2), (3, 4)", []);
  checkCodes("VALUES ({{ row }}), (3, 4)", []);
});

test("subqueries that are compared, or stand for a value", () => {
  checkFindings(`
    SELECT (SELECT 1, 2) + 1 FROM t WHERE a IN (SELECT b, c FROM u) AND (a, b) IN (SELECT 1) AND a = ANY (SELECT 1, 2)
    --             ^^^^ column-count
    --                                                 ^^^^ column-count
    --                                                                                    ^ column-count
    --                                                                                                           ^^^^ column-count
  `);
  for (const sql of [
    "SELECT a FROM t WHERE (a, b) IN (SELECT 1, 2)",
    "SELECT a FROM t WHERE ROW(a, b) IN (SELECT 1, 2)",
    "SELECT a FROM t WHERE a IN (SELECT * FROM u)",
    "SELECT a FROM t WHERE a IN (SELECT b FROM t)",
    "SELECT ARRAY(SELECT 1, 2)",
    "SELECT (SELECT MAX(x) FROM u) AS m FROM t",
  ])
    checkCodes(sql, []);
  checkCodes("SELECT a FROM t WHERE EXISTS (SELECT a, b FROM u)", ["unsupported-operator"]);
});

test("lists of names", () => {
  checkFindings(`
    WITH t (a) AS (SELECT 1, 2) SELECT a FROM t, (SELECT 1 AS x) AS u (b, c)
    --     ^^^ column-count
    --                                                                 ^^^^ column-count
  `);
  checkCodes("WITH t (a, b) AS (SELECT * FROM u) SELECT a FROM t", []);
  checkCodes("SELECT c FROM t CROSS JOIN UNNEST(ARRAY[1, 2]) AS u (c)", []);
  checkCodes("SELECT a FROM (SELECT 1, 2) AS t (a, b)", []);
});

test("* without FROM", () => {
  checkFindings(`
    SELECT 1, *
    --        ^ select-without-from
  `);
  checkCodes("SELECT COUNT(*)", []);
});

test("types", () => {
  checkFindings(`
    SELECT CAST(a AS STRING), CAST(a AS JSON), CAST     (a AS long ARRAY), CAST(a AS "VARCHAR") FROM t
    --               ^^^^^^ unknown-type
    --                                  ^^^^ unknown-type
    --                                                        ^^^^ unknown-type
    --                                                                               ^^^^^^^^^ unknown-type
  `);
  checkCodes(
    "SELECT CAST(a AS VARCHAR), CAST(a AS varchar(5) ARRAY), CAST(a AS DECIMAL(5, 2)), CAST(a AS ANY), CAST(a AS DOUBLE PRECISION) FROM t",
    [],
  );
  checkCodes("SELECT CAST(a AS {{ type }}), CAST(a AS TIMESTAMP WITH LOCAL TIME ZONE) FROM t", []);
  checkCodes("SELECT CAST(a AS ROW(x INTEGER)), CAST(a AS MAP<INTEGER, INTEGER>) FROM t", []);
  checkFindings(`
    SELECT CAST(a AS TYPE('COMPLEX<json>')), TRY_CAST(a AS type ( 'VARCHAR' ) ARRAY), CAST(a AS TYPE('{{ type }}')) FROM t
    --                    ^^^^^^^^^^^^^^^ unknown-type
    --                                       ^^^^^^^^ unsupported-operator
    --                                                            ^^^^^^^^^ unknown-type
  `);
  checkCodes('SELECT * FROM TABLE(EXTERN(\'{"type":"nil"}\', \'{"type":"json"}\')) EXTEND (a TYPE(\'COMPLEX<json>\'))', []);
  checkFix("SELECT CAST(a AS <|>string) FROM t", "Write VARCHAR", "SELECT CAST(a AS VARCHAR) FROM t");
  checkFix("SELECT CAST(a AS <|>LONG ARRAY) FROM t", "Write BIGINT", "SELECT CAST(a AS BIGINT ARRAY) FROM t");
});

test("numbers", () => {
  checkFindings(`
    SELECT 12345678901234567890, 9223372036854775807, -9223372036854775808, 1e309, 1e308, 00000000000000000000001 FROM t LIMIT 99999999999999999999
    --     ^^^^^^^^^^^^^^^^^^^^ number-range
    --                                                                      ^^^^^ number-range
  `);
});

test("intervals", () => {
  checkFindings(`
    SELECT INTERVAL '1 day' DAY, INTERVAL '1.5' MONTH, INTERVAL '1:30' HOUR
    --     ^^^^^^^^^^^^^^^^^^^^ interval-literal
    --                           ^^^^^^^^^^^^^^^^^^^^ interval-literal
    --                                                 ^^^^^^^^^^^^^^^^^^^^ interval-literal
  `);
  checkCodes(
    "SELECT INTERVAL '1' DAYS, INTERVAL '-1' DAY, INTERVAL '1:30' HOUR TO MINUTE, INTERVAL '1.5' SECOND, INTERVAL 1 DAY, INTERVAL ' 1 ' WEEK",
    [],
  );
  checkFix("SELECT <|>INTERVAL '1 day' DAY", "Write '1'", "SELECT INTERVAL '1' DAY");
});

test("ordinals of ORDER BY", () => {
  checkFindings(`
    SELECT a, b FROM t ORDER BY 1, (3) DESC, 0
    --                              ^ ordinal-range
    --                                       ^ ordinal-range
  `);
  checkCodes("SELECT a FROM t UNION ALL SELECT b FROM t ORDER BY 2", ["ordinal-range"]);
  checkCodes("SELECT * FROM t ORDER BY 99", []);
  checkCodes("SELECT a FROM t ORDER BY -1, 1.0, 1 + 1, '2'", []);
});

test("what the parser takes and no table of Druid can do", () => {
  checkCodes("SELECT STREAM a FROM t", ["unsupported-operator"]);
  checkCodes("SELECT a FROM t FOR SYSTEM_TIME AS OF CURRENT_TIMESTAMP", ["unsupported-operator"]);
  checkCodes("SELECT a MEMBER OF ARRAY[1] FROM t", ["unsupported-operator"]);
});

test("texts in double quotes", () => {
  checkFindings(`
    SELECT * FROM t WHERE a = "New York" AND b LIKE "x%" AND c IN ("2024-01-01", 'x') AND d = "other" AND e = "a b c"
    --                        ^^^^^^^^^^ quoted-literal (hint)
    --                                              ^^^^ quoted-literal (warning)
    --                                                             ^^^^^^^^^^^^ quoted-literal (hint)
  `);
  checkFindings(`
    SELECT x FROM t WHERE __time >= "2024-01-01" AND y BETWEEN "2024-02-01" AND z AND __time < "2024-03-01T00:00:00"
    --                              ^^^^^^^^^^^^ quoted-literal (warning)
    --                                                         ^^^^^^^^^^^^ quoted-literal (hint)
    --                                                                                         ^^^^^^^^^^^^^^^^^^^^^ quoted-literal (warning)
  `);
  checkCodes('SELECT "New York" FROM t WHERE a = "New York" AND t."x/y" = b AND a = t."x/y"', []);
  checkFix('SELECT * FROM t WHERE a = <|>"it\'s 5%"', "Write 'it''s 5%'", "SELECT * FROM t WHERE a = 'it''s 5%'");
});

test("the order of a scan, where the endpoint is stated", () => {
  checkFindings(
    `
    SELECT x, y FROM a ORDER BY x LIMIT 5
    --                          ^ scan-order (plan)
    `,
    { endpoint: "sql" },
  );
  checkCodes("SELECT * FROM druid.a AS t ORDER BY t.x DESC, __time", ["scan-order"], { endpoint: "jdbc" });
  for (const sql of [
    "SELECT x FROM a ORDER BY __time",
    "SELECT __time AS x FROM a ORDER BY x",
    "SELECT x, COUNT(*) FROM a GROUP BY x ORDER BY x",
    "SELECT DISTINCT x FROM a ORDER BY x",
    "SELECT MAX(x) AS m FROM a ORDER BY m",
    "SELECT * FROM (SELECT x FROM a ORDER BY x)",
    "SELECT server FROM sys.servers ORDER BY server",
    "WITH a AS (SELECT 1 AS x) SELECT x FROM a ORDER BY x",
    "SELECT x FROM a ORDER BY {{ order }}",
    "SELECT x FROM view.v ORDER BY x",
  ])
    checkCodes(sql, [], { endpoint: "sql" });
  checkCodes("SELECT x FROM a ORDER BY x", []);
  checkCodes("SELECT x FROM a ORDER BY x", [], { endpoint: "task" });
});

test("outer joins on comparisons", () => {
  checkFindings(`
    SELECT * FROM a LEFT JOIN b ON a.x = b.x AND a.y > b.y
    --                                           ^^^^^^^^^ join-comparison (warning)
  `);
  checkCodes("SELECT * FROM a FULL JOIN u AS b ON (b.x <> a.x)", ["join-comparison"]);
  for (const condition of [
    "b.y > 1",
    "a.y > a.z",
    "b.y IS NOT NULL",
    "b.y IN (1, 2)",
    "b.y LIKE 'x%'",
    "b.y BETWEEN 1 AND 2",
    "(b.y = 1 OR b.z = 2)",
    "a.y = 1",
    "1 = a.y",
  ]) {
    checkCodes(`SELECT a.x FROM a LEFT JOIN b ON a.x = b.x AND ${condition}`, ["join-comparison"]);
  }
  for (const sql of [
    "SELECT * FROM a JOIN b ON a.x > b.x",
    "SELECT * FROM a LEFT JOIN b ON b.x > 3",
    "SELECT * FROM a RIGHT JOIN b ON a.x = b.x AND a.y >= NULL",
    "SELECT * FROM a LEFT JOIN b ON a.x = b.x AND b.y IN (NULL, 1, 2)",
    "SELECT * FROM a LEFT JOIN b ON a.x = b.x AND b.__time IS NOT NULL",
    "SELECT * FROM a FULL JOIN b ON a.x = b.x AND CAST(CURRENT_DATE AS VARCHAR) IS NULL",
    "SELECT * FROM a LEFT JOIN b ON a.x = b.x + 1",
    "SELECT * FROM a LEFT JOIN b ON a.x = b.x AND b.y = 1 AND b.z IN (2) AND (b.k = 'x' AND a.k = b.k)",
    "SELECT * FROM a LEFT JOIN b ON a.x = b.x AND b.y BETWEEN 'x' AND 'x' AND 1 < 2 AND (a.x = b.x OR a.x = b.x)",
    "SELECT a.x FROM a LEFT JOIN b ON a.x = b.x AND b.y > 1 WHERE b.y < 9",
    "SELECT a.x FROM a LEFT JOIN b ON a.x = b.x AND b.y > 1 JOIN c ON c.x = b.x",
    "SELECT a.x FROM a LEFT JOIN b ON a.x = b.x AND b.y > {{ least }}",
  ])
    checkCodes(sql, []);
});

test("tasks join RIGHT and FULL only by sort and merge", () => {
  const TASK = { endpoint: "task" as const };
  checkFindings(`
    INSERT INTO d SELECT a.x AS x FROM a RIGHT OUTER JOIN b ON a.x = b.x PARTITIONED BY ALL
    --                                   ^^^^^^^^^^^ join-algorithm (plan)
  `);
  checkCodes("SELECT a.x FROM a FULL JOIN b ON a.x = b.x", ["join-algorithm"], TASK);
  checkCodes("SELECT a.x FROM a NATURAL FULL JOIN b", ["join-algorithm"], TASK);
  const joined = "WITH j AS (SELECT a.x FROM a FULL JOIN b ON a.x = b.x), k AS (SELECT x FROM j)";
  checkCodes(`${joined} SELECT x FROM k`, ["join-algorithm"], TASK);
  checkCodes(`${joined} SELECT x FROM c WHERE y > (SELECT MAX(x) FROM k)`, [], TASK);
  checkCodes(`${joined} SELECT c.x FROM c JOIN k ON c.x = k.x WHERE y > (SELECT MAX(x) FROM j)`, ["join-algorithm"], TASK);
  const unnested = "WITH b AS (SELECT * FROM c, UNNEST(MV_TO_ARRAY(y)) AS u (z)) SELECT a.x FROM a RIGHT JOIN b ON a.x = b.x";
  checkCodes(unnested, ["join-algorithm"], TASK);
  checkCodes(`${unnested} WHERE a.x IN ('p', 'q') AND b.x = 'p'`, [], TASK);
  checkCodes("SELECT a.x FROM a FULL JOIN b ON a.x = b.x", [], { endpoint: "sql" });
  checkCodes("SELECT a.x FROM a FULL JOIN b ON a.x = b.x", []);
  checkCodes("SELECT a.x FROM a FULL JOIN b ON a.x = b.x", [], { ...TASK, context: { sqlJoinAlgorithm: "sortMerge" } });
  checkCodes("SET sqlJoinAlgorithm = 'sortMerge'; SELECT a.x FROM a FULL JOIN b ON a.x = b.x", [], TASK);
  checkCodes("SELECT x FROM a WHERE x IN (SELECT b.x FROM b FULL JOIN c ON b.x = c.x)", [], TASK);
  checkCodes("WITH u AS (SELECT a.x FROM a FULL JOIN b ON a.x = b.x) SELECT 1", [], TASK);
  checkCodes("SELECT a.x FROM a LEFT JOIN b ON a.x = b.x", [], TASK);
  checkFix(
    "INSERT INTO d SELECT a.x AS x FROM a <|>FULL JOIN b ON a.x = b.x PARTITIONED BY ALL",
    "Insert SET sqlJoinAlgorithm = 'sortMerge';",
    "SET sqlJoinAlgorithm = 'sortMerge';\nINSERT INTO d SELECT a.x AS x FROM a FULL JOIN b ON a.x = b.x PARTITIONED BY ALL",
  );
});

test("conditions", () => {
  checkFindings(`
    SELECT CASE WHEN UPPER(y) THEN 1 END FROM a JOIN b ON 'x' WHERE (1) GROUP BY y HAVING COUNT(*)
    --     ^^^^^^^^^^^^^^^^^^ condition-type
    --                                                    ^^^ condition-type
    --                                                               ^ condition-type
    --                                                                                    ^^^^^^^^ condition-type
  `);
  checkFindings(`
    SELECT COUNT(*) FILTER (WHERE LENGTH(x)) FROM a WHERE (x = 'y') AND CAST(x AS BIGINT) OR NOT 5 OR 1 IS TRUE
    --                            ^^^^^^^^^ condition-type
    --                                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ condition-type
    --                                                                                       ^^^^^ condition-type
    --                                                                                                ^ condition-type
  `);
  checkCodes("SELECT 1 FROM (SELECT CAST(x AS VARCHAR) AS v FROM a) WHERE v", ["condition-type"]);
  checkCodes("SELECT x FROM a WHERE COUNT(*)", ["aggregate-place"]);
  for (const sql of [
    "SELECT x FROM a WHERE x",
    "SELECT x FROM a WHERE ? AND NULL AND TRUE AND UNKNOWN",
    "SELECT x FROM a WHERE REGEXP_LIKE(x, 'y') AND NOT MV_CONTAINS(x, 'z') AND JSON_VALUE(x, '$.a' RETURNING BOOLEAN)",
    "SELECT x FROM a WHERE CAST(x AS BOOLEAN) OR (SELECT y FROM b) OR {{ condition }}",
    "SELECT CASE 1 WHEN 1 THEN 2 END FROM a",
    "SELECT x FROM a WHERE x LIKE 'y' ESCAPE 'z' || 'w'",
  ]) {
    checkCodes(sql, []);
  }
  checkFix("SELECT x FROM a GROUP BY x HAVING <|>COUNT(*)", "Add <> 0", "SELECT x FROM a GROUP BY x HAVING COUNT(*) <> 0");
  checkFix("SELECT x FROM a WHERE <|>UPPER(x)", "Add IS NOT NULL", "SELECT x FROM a WHERE UPPER(x) IS NOT NULL");
});

test("rows that are compared", () => {
  checkFindings(`
    SELECT x FROM a WHERE (x, y) = (1, 2, 3) AND (x, y) IS DISTINCT FROM ROW(1)
    --                    ^^^^^^^^^^^^^^^^^^ column-count
    --                                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ column-count
  `);
  checkCodes("SELECT x FROM a WHERE (x, y) = (1, 2) AND (x, y) = ({{ both }})", []);
});

test("templates that may bring clauses or names", () => {
  checkCodes("SELECT a, COUNT(*) FROM t {{ grouping }}", []);
  checkCodes("SELECT a, COUNT(*) FROM t WHERE b = {{ value }}", ["not-grouped"]);
  checkCodes("SELECT a, COUNT(*) FROM {{ table }} AS {{ alias }}", ["not-grouped"]);
  checkCodes("INSERT INTO d SELECT a FROM t x {{ partitioning }}", []);
  checkCodes("INSERT INTO d SELECT a FROM t ${partitioning} CLUSTERED BY a", []);
  checkCodes("INSERT INTO d SELECT a FROM t WHERE a = {{ value }}", ["missing-partitioned-by"]);
  checkCodes("WITH c ({{ names }}) AS (SELECT a, b FROM t) SELECT * FROM c", []);
  checkCodes("SELECT * FROM (SELECT a, b FROM t) AS c ({{ names }})", []);
});

test("the least number that Java's int has is no place of a column", () => {
  checkCodes("SELECT a FROM t ORDER BY -(2147483648)", [], { endpoint: "task" });
  checkCodes("SELECT a FROM t ORDER BY -(-(2147483647))", ["ordinal-range"], { endpoint: "task" });
});
