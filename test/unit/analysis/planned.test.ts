/**
 * What Druid refuses while planning is refused only where it plans: not in WITH items that nothing reads, columns that nothing uses, and what
 * constant conditions cut off. Each answer was asked from the planner of 33, native and multi-stage.
 */
import { test } from "node:test";
import { checkCodes, checkFindings, checkFix } from "../../support/findings";

const BAD = "JSON_VALUE(n, '$.a[*]')";

function checkRefused(...statements: readonly string[]): void {
  for (const sql of statements) checkCodes(sql.replaceAll("@", BAD), ["json-path"]);
}

function checkTaken(...statements: readonly string[]): void {
  for (const sql of statements) checkCodes(sql.replaceAll("@", BAD), []);
}

test("what the statement gives out, conditions and groups", () => {
  checkRefused(
    "SELECT @ FROM t",
    "SELECT a FROM t WHERE a = 'x' OR @ = 'y'",
    "SELECT a, COUNT(*) FROM t GROUP BY a, @",
    "SELECT a, COUNT(*) FROM t GROUP BY a HAVING MAX(@) = 'x'",
    "SELECT SUM(c) FILTER (WHERE @ = 'x') FROM t",
    "SELECT CASE WHEN a = 'x' THEN @ ELSE 'b' END FROM t",
    "SELECT COALESCE(@, 'a') FROM t",
    "SELECT a FROM t ORDER BY @",
    "SELECT t.a FROM t LEFT JOIN u ON t.a = @",
    "EXPLAIN PLAN FOR SELECT @ FROM t",
    "INSERT INTO d SELECT a, @ AS x FROM t PARTITIONED BY ALL",
  );
});

test("columns of subqueries, by their use", () => {
  checkRefused(
    "SELECT x FROM (SELECT a, @ AS x FROM t)",
    "SELECT * FROM (SELECT a, @ AS x FROM t)",
    "SELECT q.* FROM (SELECT a, @ FROM t) q",
    "SELECT a FROM (SELECT a, @ AS x FROM t) WHERE x = 'y'",
    "SELECT COUNT(*) FROM (SELECT DISTINCT @ AS x FROM t)",
    "SELECT n FROM (SELECT @ AS x, COUNT(*) AS n FROM t GROUP BY 1)",
    "WITH c (p, q) AS (SELECT @, a FROM t) SELECT p FROM c",
    "WITH c AS (SELECT @ AS x, a FROM t), d AS (SELECT x AS y, a FROM c) SELECT y FROM d",
    "SELECT x FROM (SELECT a AS x FROM t UNION ALL SELECT @ FROM t)",
    "SELECT a FROM t WHERE a IN (SELECT @ FROM u)",
    "SELECT t.a FROM t JOIN (SELECT @ AS x FROM u) v ON t.a = v.x",
    "SELECT a FROM (SELECT a, @ AS x FROM t ORDER BY x LIMIT 3)",
    "WITH c AS (SELECT a FROM t WHERE @ = 'x') SELECT COUNT(*) FROM c",
  );
  checkTaken(
    "SELECT a FROM (SELECT a, @ AS x FROM t)",
    "SELECT 1 FROM (SELECT a, @ AS x FROM t)",
    "SELECT COUNT(*) FROM (SELECT a, @ AS x FROM t)",
    "SELECT n FROM (SELECT MAX(@) AS x, COUNT(*) AS n FROM t GROUP BY a)",
    "WITH c (p, q) AS (SELECT @, a FROM t) SELECT q FROM c",
    "WITH c AS (SELECT @ AS x, a FROM t), d AS (SELECT x AS y, a FROM c) SELECT a FROM d",
    "SELECT b FROM (SELECT a AS x, b FROM t UNION ALL SELECT @, b FROM t)",
    "SELECT a FROM (SELECT a, (SELECT MAX(@) FROM u) AS x FROM t)",
    "SELECT a FROM (SELECT a FROM t ORDER BY @)",
    "SELECT a FROM (SELECT a, COUNT(*) OVER (PARTITION BY @) AS n FROM t)",
    "INSERT INTO d SELECT a FROM (SELECT a, @ AS x FROM t) PARTITIONED BY ALL",
  );
});

test("what constants cut off", () => {
  checkTaken(
    "SELECT a FROM t WHERE FALSE AND @ = 'y'",
    "SELECT a FROM t WHERE TRUE OR @ = 'y'",
    "SELECT @ FROM t WHERE 1 = 2",
    "SELECT @ FROM t LIMIT 0",
    "SELECT CASE 'a' WHEN 'b' THEN @ ELSE 'c' END FROM t",
    "SELECT COALESCE('a', @) FROM t",
  );
});

test("what conditions beside it and NULL cut off", () => {
  checkRefused(
    "SELECT CASE WHEN @ = 'x' THEN 1 ELSE 2 END FROM t",
    "SELECT a FROM t WHERE __time >= x AND __time < y AND @ = 'x'",
    "SELECT a || @ FROM t",
    "SELECT a FROM t WHERE a = b AND a > @",
  );
  checkTaken(
    "SELECT CASE WHEN @ = 'x' THEN NULL END FROM t",
    "SELECT CASE WHEN @ = 'x' THEN 1 ELSE (1) END FROM t",
    "SELECT CASE WHEN a = 'x' THEN 1 WHEN @ = 'x' THEN 2 ELSE 2 END FROM t",
    "SELECT a FROM t WHERE a = 'x' AND a = 'y' AND @ = 'x'",
    "SELECT a FROM t WHERE a IS NULL AND a > 'x' AND @ = 'x'",
    "SELECT a FROM t WHERE @ LIKE 'x' AND NOT (@ LIKE 'x')",
    "SELECT NULL || @ FROM t",
    "SELECT COALESCE(CURRENT_TIMESTAMP, TIME_PARSE(@)) FROM t",
    "SELECT @ LIKE CAST(NULL AS VARCHAR) FROM t",
    "SELECT @ FROM t WHERE t.a <> a",
    "SELECT @ FROM t WHERE a > a AND b = CAST(NULL AS VARCHAR)",
    "SELECT CAST(NULL AS BIGINT) + CAST(@ AS BIGINT) FROM t",
  );
});

test("what constants cut off in items of WITH, and how the rows of a subquery are sorted", () => {
  const given = { endpoint: "task" } as const;
  checkCodes("WITH s AS (SELECT a FROM sys.segments) SELECT (SELECT MAX(a) FROM s WHERE NOT TRUE) FROM t", [], given);
  checkCodes("SELECT a FROM t ORDER BY 2 NULLS FIRST", ["ordinal-range"]);
  checkCodes("SELECT * FROM (SELECT a FROM t ORDER BY 2 NULLS FIRST)", []);
});

test("periods that a column goes along with are read with each row", () => {
  checkCodes("SELECT TIME_SHIFT(__time, 'PX', 1 + 1), TIME_FLOOR(__time, 'PX', NULL, 'UTC') FROM t", ["time-period", "time-period"]);
  for (const call of ["TIME_SHIFT(__time, 'PX', n)", "TIME_FLOOR(__time, 'PX', NULL, zone)", "TIME_CEIL(__time, 'P0D', __time)"]) {
    checkCodes(`SELECT ${call} FROM t`, []);
  }
  checkCodes("SELECT FLOOR(CAST(NULL AS TIMESTAMP) TO DECADE) FROM t", []);
});

test("WITH items that nothing reads", () => {
  checkTaken(
    "WITH c AS (SELECT @ AS x FROM t) SELECT 1",
    "WITH c AS (SELECT @ AS x FROM t), d AS (SELECT x FROM c) SELECT 1",
    "WITH c AS (SELECT a FROM t UNION SELECT b FROM u) SELECT 1",
    'WITH c AS (SELECT * FROM TABLE(EXTERN(\'{"type":"nil"}\', \'{"type":"json"}\', \'[{"name":"a","type":"string"}]\'))) SELECT 1',
  );
  checkCodes("WITH c AS (SELECT a FROM t UNION SELECT b FROM u) SELECT a FROM c", ["union-distinct"]);
  checkCodes("WITH c AS (SELECT a FROM t UNION SELECT b FROM u), d AS (SELECT a FROM c) SELECT a FROM d", ["union-distinct"]);
  checkCodes("WITH c AS (SELECT a FROM sys.segments) SELECT a FROM c", ["engine-feature"], { endpoint: "task" });
  checkCodes("WITH c AS (SELECT a FROM sys.segments) SELECT 1", [], { endpoint: "task" });
});

test("WITH items that read each other, thousands of them", () => {
  const chain = (last: string, from: string): string => {
    const items = Array.from({ length: 5000 }, (_, index) => `c${index} AS (SELECT n FROM ${index > 0 ? `c${index - 1}` : "t"})`);
    return `WITH ${items.join(", ")}, last AS (SELECT ${last} AS x FROM c4999) SELECT * FROM ${from}`;
  };
  checkRefused(chain("@", "last"));
  checkTaken(chain("@", "c4999"));
});

test("WITH items within WITH items", () => {
  checkRefused(
    "WITH a AS (WITH b AS (SELECT @ AS x FROM t) SELECT x FROM b) SELECT x FROM a",
    "WITH a AS (SELECT @ AS x FROM t), c AS (WITH b AS (SELECT x FROM a) SELECT x FROM b) SELECT x FROM c",
  );
  checkTaken(
    "WITH a AS (WITH b AS (SELECT @ AS x FROM t) SELECT x FROM b) SELECT n FROM t",
    "WITH a AS (WITH b AS (SELECT @ AS x FROM t) SELECT n FROM t) SELECT n FROM a",
    "WITH a AS (SELECT @ AS x FROM t), c AS (WITH b AS (SELECT x FROM a) SELECT n FROM t) SELECT n FROM c",
  );
});

test("UNION ALL in tasks up to 33", () => {
  const given = { endpoint: "task", version: 33 } as const;
  for (const parts of [
    "SELECT a FROM t UNION ALL SELECT a FROM u WHERE a = 'x'",
    "SELECT a FROM t UNION ALL SELECT b FROM u",
    "SELECT a FROM t UNION ALL SELECT a FROM u UNION ALL SELECT UPPER(a) FROM v",
    "(SELECT a FROM t LIMIT 5) UNION ALL SELECT a FROM u",
    "SELECT 'a' AS a UNION ALL SELECT a FROM u",
    "SELECT t.a FROM t JOIN u ON t.a = u.a UNION ALL SELECT a FROM u",
    `SELECT a FROM TABLE(EXTERN('{"type":"inline","data":"a"}', '{"type":"json"}')) EXTEND (a VARCHAR) UNION ALL SELECT a FROM u`,
  ]) {
    checkCodes(parts, ["union-all"], given);
    checkCodes(`SELECT COUNT(*) FROM (${parts})`, ["union-all"], given);
    checkCodes(parts, [], { endpoint: "task", version: 34 });
  }
  for (const parts of [
    "SELECT a FROM t UNION ALL SELECT a FROM u",
    "SELECT n AS a FROM t UNION ALL SELECT n AS b FROM u",
    "SELECT * FROM t UNION ALL SELECT * FROM u",
    "SELECT a FROM t WHERE TRUE UNION ALL SELECT a FROM u",
    "SELECT a FROM t WHERE (a, 'x') = (b, 'y') UNION ALL SELECT a FROM u",
    "SELECT a FROM t WHERE UPPER('x') = 'y' UNION ALL SELECT a FROM u",
    "SELECT a FROM t WHERE CONTAINS_STRING('x', 'y') UNION ALL SELECT a FROM u",
    "SELECT COALESCE(a) FROM t UNION ALL SELECT a FROM u",
    "SELECT a + 0 FROM t UNION ALL SELECT a FROM u",
    "SELECT CASE WHEN TRUE THEN a END FROM t UNION ALL SELECT a FROM u",
    "SELECT a FROM (SELECT a FROM t) UNION ALL SELECT a FROM u",
  ]) {
    checkCodes(parts, [], given);
  }
  checkCodes("SELECT a FROM t UNION ALL SELECT b FROM u", [], { endpoint: "sql", version: 33 });
  checkCodes("SELECT COALESCE(a) FROM t UNION SELECT a FROM u", []);
});

test("what JSON_VALUE is to give instead of NULL", () => {
  checkFindings(`
    SELECT JSON_VALUE(x, '$.a' RETURNING BIGINT DEFAULT (1 + 2) ON EMPTY ERROR ON ERROR) FROM t
    --                                          ^^^^^^^^^^^^^^^^^^^^^^^^ unsupported-operator (plan)
    --                                                                   ^^^^^^^^^^^^^^ unsupported-operator (plan)
  `);
  checkCodes("SELECT JSON_VALUE(x, '$.a' NULL ON EMPTY NULL ON ERROR), JSON_QUERY(x, '$.a' ERROR ON ERROR) FROM t", []);
  checkCodes("WITH c AS (SELECT JSON_VALUE(x, '$.a' ERROR ON ERROR) AS v FROM t) SELECT 1", []);
  checkFix("SELECT JSON_VALUE(x, '$.a' <|>DEFAULT 'b' ON EMPTY) FROM t", "Remove ON EMPTY", "SELECT JSON_VALUE(x, '$.a') FROM t");
});
