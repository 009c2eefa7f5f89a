/**
 * Keywords where the grammar takes them: phrases as one, in the author's case, without what stands behind the cursor already.
 */
import * as assert from "node:assert/strict";
import { test } from "node:test";
import { checkApplied, checkCompletion, offersAt } from "../../../support/completion";

test("where a statement may begin", () => {
  const has = ["SELECT", "WITH", "INSERT INTO", "REPLACE INTO", "EXPLAIN PLAN FOR", "SET"];
  checkCompletion("<|>", { has, lacks: ["FROM", "WHERE", "BY", "JOIN"] });
  checkCompletion("SELECT 1;<|>", { has });
  checkCompletion("SELECT 1;\n<|>\nSELECT 2", { has: ["SELECT"] });
  checkCompletion("SET a = 1;\n<|>", { has });
  checkCompletion("-- a comment\n<|>", { has });
  checkCompletion("SEL<|>", { has: ["SELECT"], replaces: "SEL" });
  checkCompletion("EXPLAIN PLAN FOR <|>", { has: ["SELECT", "INSERT INTO"], lacks: ["EXPLAIN PLAN FOR", "SET"] });
});

test("what the release takes", () => {
  checkCompletion("<|>", { has: ["SET", "SET block", "INSERT INTO EXTERN, export to s3"], cluster: { druidVersion: 34 } });
  checkCompletion("<|>", {
    has: ["INSERT INTO EXTERN, export to s3", "SELECT top N"],
    lacks: ["SET", "SET block"],
    cluster: { druidVersion: 33 },
  });
  checkCompletion("-- druid-sql: version=28\n<|>", {
    has: ["SELECT top N"],
    lacks: ["SET", "SET block", "INSERT INTO EXTERN, export to s3"],
  });
});

test("the rest of a phrase", () => {
  checkCompletion("INSERT <|>", { all: ["INTO"] });
  checkCompletion("EXPLAIN <|>", { all: ["PLAN FOR"] });
  checkCompletion("SELECT a FROM t GROUP <|>", { all: ["BY"] });
  checkCompletion("SELECT a FROM t LEFT <|>", { has: ["JOIN"], lacks: ["LEFT JOIN", "WHERE"] });
  checkCompletion("SELECT a FROM t WHERE a IS <|>", { has: ["NOT NULL", "NULL", "DISTINCT FROM"], lacks: ["AND"] });
  checkCompletion("INSERT INTO t SELECT 1 FROM s PARTITIONED <|>", { all: ["BY"] });
  checkCompletion("REPLACE INTO t OVERWRITE <|>", { all: ["ALL", "WHERE"] });
  checkCompletion("SELECT a FROM t UNION <|>", { has: ["ALL"] });
  checkCompletion("SELECT a FROM t ORDER BY a NULLS <|>", { has: ["FIRST", "LAST"] });
});

test("in SELECT", () => {
  checkCompletion("SELECT <|>", {
    has: ["DISTINCT", "CASE", "CAST", "NULL"].filter((word) => word !== "CAST"),
    lacks: ["FROM", "WHERE", "AS", "NOT NULL"],
  });
  checkCompletion("SELECT <|> FROM t", { has: ["DISTINCT", "CASE"], lacks: ["FROM"] });
  checkCompletion("SELECT a <|>", { has: ["FROM", "AS"], lacks: ["SELECT"] });
  checkCompletion("SELECT a <|> FROM t", { has: ["AS"], lacks: ["FROM", "WHERE", "GROUP BY", "LIMIT", "UNION ALL"] });
  checkCompletion("SELECT a, b <|>\nFROM t", { has: ["AS", "IS NULL"], lacks: ["FROM"] });
  checkCompletion("SELECT a AS <|> FROM t", { all: [] });
  checkCompletion("SELECT COUNT(*) <|> FROM t", { has: ["FILTER", "OVER", "AS"] });
  checkCompletion("SELECT CASE <|>", { has: ["WHEN"] });
  checkCompletion("SELECT CASE WHEN a <|>", { has: ["THEN", "AND", "IS NULL"], lacks: ["END"] });
  checkCompletion("SELECT CASE WHEN a THEN 1 <|>", { has: ["WHEN", "ELSE", "END"] });
  checkCompletion("SELECT CAST(a <|>)", { has: ["AS"] });
});

test("in FROM and behind it", () => {
  checkCompletion("SELECT a FROM t <|>", {
    has: ["WHERE", "GROUP BY", "ORDER BY", "LIMIT", "JOIN", "LEFT JOIN", "UNION ALL", "AS"],
    lacks: ["BY", "ON", "FROM"],
  });
  checkCompletion("SELECT a FROM t <|> WHERE b", { has: ["JOIN", "LEFT JOIN", "AS"], lacks: ["WHERE", "GROUP BY", "LIMIT"] });
  checkCompletion("SELECT a FROM t JOIN u <|>", { has: ["ON", "USING", "AS"] });
  checkCompletion("SELECT a FROM t JOIN u ON t.a = u.a <|>", { has: ["WHERE", "AND", "JOIN"], lacks: ["ON"] });
  checkCompletion("SELECT a FROM <|>", { has: ["TABLE", "UNNEST"], lacks: ["WHERE"] });
  checkCompletion("SELECT a FROM TABLE(EXTERN('{}', '{}')) <|>", { has: ["EXTEND"] });
});

test("in conditions and behind them", () => {
  checkCompletion("SELECT a FROM t WHERE <|>", { has: ["NOT", "CASE", "TRUE"], lacks: ["AND", "WHERE"] });
  checkCompletion("SELECT a FROM t WHERE a <|>", {
    has: ["AND", "OR", "IN", "BETWEEN", "IS NOT NULL", "LIKE", "GROUP BY"],
    lacks: ["AS", "THEN"],
  });
  checkCompletion("SELECT a FROM t WHERE a BETWEEN 1 <|>", { has: ["AND"] });
  checkCompletion("SELECT a FROM t WHERE a NOT <|>", { has: ["IN", "LIKE", "BETWEEN"], lacks: ["AND"] });
  checkCompletion("SELECT a FROM t WHERE (a = 1 <|>)", { has: ["AND", "OR"], lacks: ["GROUP BY"] });
  checkCompletion("SELECT a FROM t GROUP BY <|>", { has: ["GROUPING SETS", "ROLLUP", "CUBE"] });
  checkCompletion("SELECT a FROM t GROUP BY a <|>", { has: ["HAVING", "ORDER BY", "LIMIT"], lacks: ["WHERE", "JOIN"] });
  checkCompletion("SELECT a FROM t ORDER BY a <|>", { has: ["ASC", "DESC", "NULLS FIRST", "NULLS LAST", "LIMIT"], lacks: ["GROUP BY"] });
  checkCompletion("SELECT a FROM t LIMIT 5 <|>", { has: ["OFFSET"], lacks: ["WHERE", "ORDER BY"] });
});

test("what the words before the cursor wait for comes first", () => {
  const first = (marked: string, ...phrases: readonly string[]): void => checkCompletion(marked, { first: phrases });
  first("SELECT CASE <|>", "WHEN");
  first("SELECT CASE WHEN a > 0 <|>", "THEN", "AND", "OR");
  first("SELECT CASE WHEN a <|>", "IN", "NOT IN", "BETWEEN");
  first("SELECT CASE WHEN a > 0 THEN 1 <|> FROM t", "WHEN", "ELSE", "END");
  first("SELECT CASE WHEN a > 0 THEN 1 ELSE 2 <|> FROM t", "END");
  first("SELECT CASE WHEN a THEN CASE WHEN b THEN 1 END <|> FROM t", "WHEN", "ELSE", "END");
  first("SELECT CAST(a <|>)", "AS");
  first("SELECT FLOOR(a <|>)", "TO");
  first("SELECT JSON_VALUE(a, '$.b' <|>)", "RETURNING", "NULL ON EMPTY");
  first("EXPLAIN PLAN <|>", "FOR");
  first("SELECT a FROM t WHERE a IS <|>", "NOT NULL", "NULL");
  first("SELECT a FROM t WHERE a IS NOT <|>", "NULL", "DISTINCT FROM");
  first("SELECT a FROM t UNION <|>", "ALL", "SELECT");
  first("SELECT a FROM TABLE(EXTERN('{}', '{}')) <|>", "EXTEND", "AS", "WHERE");
  first("SELECT a FROM TABLE(EXTERN('{}', '{}', '[]')) <|>", "AS", "WHERE");
  first("SELECT a FROM (SELECT b FROM t) <|>", "AS", "WHERE");
  first("SELECT a FROM t, UNNEST(b) <|>", "AS");
  first("SELECT a FROM t JOIN (SELECT b FROM u) <|>", "AS", "ON");
  first("SELECT ROW_NUMBER() <|> FROM t", "OVER", "AS");
  first("SELECT <|>", "DISTINCT");
  first("SELECT COUNT(<|>)", "DISTINCT");
});

test("behind a value: what its clause most likely goes on with", () => {
  const first = (marked: string, ...phrases: readonly string[]): void => checkCompletion(marked, { first: phrases });
  first("SELECT a <|>", "FROM", "AS");
  first("SELECT a <|> FROM t", "AS");
  first("SELECT b, a <|> FROM t", "AS");
  first("SELECT SUM(a) <|> FROM t", "AS", "OVER", "FILTER");
  first("SELECT a FROM t WHERE b <|>", "IN", "NOT IN");
  first("SELECT a FROM t WHERE b = 1 <|>", "AND", "OR", "GROUP BY");
  first("SELECT a FROM t WHERE b = 1 AND c <|>", "IN", "NOT IN");
  first("SELECT a FROM t WHERE b BETWEEN 1 <|>", "AND");
  first("SELECT a FROM t WHERE b BETWEEN 1 AND 2 <|>", "AND", "OR", "GROUP BY");
  first("SELECT a FROM t WHERE b IN (SELECT c FROM u WHERE d = 1) <|>", "AND", "OR");
  first("SELECT a FROM t WHERE MV_CONTAINS(b, 'c') <|>", "AND", "OR");
  first("SELECT a FROM t WHERE (b = 1 <|>)", "AND", "OR");
  first("SELECT a FROM t GROUP BY a <|>", "ORDER BY", "HAVING");
  first("SELECT a FROM t ORDER BY a <|>", "DESC", "ASC", "LIMIT");
  first("SELECT SUM(a) OVER (ORDER BY b <|>) FROM t", "DESC", "ASC");
});

test("behind a table of a join its condition, where it takes one", () => {
  checkCompletion("SELECT a FROM t JOIN u <|>", { has: ["AS"] });
  checkCompletion("SELECT a FROM t JOIN u AS v <|>", { first: ["ON", "USING", "WHERE"] });
  checkCompletion("SELECT a FROM t CROSS JOIN u JOIN v w <|>", { first: ["ON", "USING"] });
  checkCompletion("SELECT a FROM t CROSS JOIN u v <|>", { first: ["WHERE"], lacks: ["ON", "USING"] });
  checkCompletion("SELECT a FROM t NATURAL LEFT JOIN u v <|>", { lacks: ["ON", "USING"] });
  checkCompletion("SELECT a FROM t CROSS JOIN UNNEST(u) AS v (w) <|>", { lacks: ["ON", "USING"] });
});

test("nothing that Druid refuses behind CLUSTERED BY", () => {
  checkCompletion("INSERT INTO t SELECT a FROM s PARTITIONED BY DAY CLUSTERED BY a <|>", { lacks: ["DESC"] });
});

test("at the end of a load", () => {
  for (const load of [
    "INSERT INTO t SELECT 1 AS a <|>",
    "INSERT INTO t SELECT a FROM s <|>",
    "EXPLAIN PLAN FOR INSERT INTO t SELECT a FROM s <|>",
  ])
    checkCompletion(load, { has: ["PARTITIONED BY", "LIMIT"], lacks: ["ORDER BY", "OFFSET", "CLUSTERED BY"] });
  checkCompletion("INSERT INTO t SELECT a FROM s PARTITIONED BY DAY <|>", { all: ["CLUSTERED BY"] });
  checkCompletion("INSERT INTO t SELECT a FROM (SELECT a FROM s <|>) PARTITIONED BY DAY", { has: ["ORDER BY"], lacks: ["CLUSTERED BY"] });
});

test("in windows", () => {
  checkCompletion("SELECT SUM(a) OVER (<|>)", { first: ["PARTITION BY", "ORDER BY"] });
  checkCompletion("SELECT SUM(a) OVER (PARTITION BY b <|>)", { has: ["ORDER BY", "ROWS BETWEEN"] });
  const beginnings = ["UNBOUNDED PRECEDING", "CURRENT ROW"];
  checkCompletion("SELECT SUM(a) OVER (ORDER BY b ROWS <|>) FROM t", { all: ["BETWEEN", ...beginnings] });
  checkCompletion("SELECT SUM(a) OVER (ORDER BY b ROWS BETWEEN <|>)", { all: beginnings });
  checkCompletion("SELECT SUM(a) OVER (ORDER BY b ROWS BETWEEN UNBOUNDED PRECEDING AND <|>) FROM t", {
    all: ["CURRENT ROW", "UNBOUNDED FOLLOWING"],
  });
  checkCompletion("SELECT SUM(a) OVER (ORDER BY b ROWS BETWEEN 1 <|>)", { has: ["PRECEDING", "FOLLOWING"] });
});

test("in INSERT and REPLACE", () => {
  checkCompletion("INSERT INTO t <|>", { has: ["SELECT", "WITH"], lacks: ["OVERWRITE ALL", "EXTEND", "AS"] });
  checkCompletion("REPLACE INTO t <|>", { first: ["OVERWRITE ALL", "OVERWRITE WHERE"] });
  checkCompletion("REPLACE INTO t OVERWRITE ALL <|>", { has: ["SELECT"], lacks: ["OVERWRITE ALL"] });
  checkCompletion("INSERT INTO t SELECT a FROM s <|>", { has: ["PARTITIONED BY", "WHERE", "GROUP BY"], lacks: ["ORDER BY"] });
  checkCompletion("INSERT INTO t SELECT a FROM (SELECT b FROM s <|>)", { has: ["ORDER BY"], lacks: ["PARTITIONED BY"] });
  checkCompletion("INSERT INTO t SELECT a FROM s PARTITIONED BY <|>", {
    first: ["DAY", "HOUR", "MONTH", "YEAR", "ALL TIME", "TIME_FLOOR"],
  });
  checkCompletion("INSERT INTO t SELECT a FROM s PARTITIONED BY <|>", {
    has: ["HOUR", "DAY", "MONTH", "YEAR", "ALL TIME"],
    lacks: ["ALL", "WEEK", "SELECT"],
  });
  checkCompletion("INSERT INTO t SELECT a FROM s PARTITIONED BY DAY <|>", { all: ["CLUSTERED BY"] });
  checkCompletion("INSERT INTO t SELECT a FROM s <|> PARTITIONED BY DAY", { has: ["WHERE"], lacks: ["PARTITIONED BY", "CLUSTERED BY"] });
});

test("units of time", () => {
  checkCompletion("SELECT EXTRACT(<|> FROM __time)", { has: ["HOUR", "DAY", "DOW", "EPOCH"], lacks: ["ASC", "FIRST", "NOT", "CASE"] });
  checkCompletion("SELECT FLOOR(__time TO <|>)", { has: ["HOUR", "WEEK", "QUARTER"], lacks: ["DESC"] });
  checkCompletion("SELECT INTERVAL '1' <|>", { has: ["HOUR", "MONTH"], lacks: ["FROM", "DOW"] });
  checkCompletion("SELECT FLOOR(__time <|>)", { has: ["TO"] });
});

test("the case of letters is the author's", () => {
  checkCompletion("select a from t <|>", { has: ["where", "group by"], lacks: ["WHERE"] });
  checkCompletion("SELECT a from T <|>", { has: ["WHERE"] });
  checkCompletion("sel<|>", { has: ["select"] });
  checkCompletion("Sel<|>", { has: ["SELECT"] });
});

test("the whole word is replaced", () => {
  checkApplied("SELECT a FROM t WH<|>", "WHERE", "SELECT a FROM t WHERE");
  checkApplied("SELECT a FROM t W<|>HER b", "WHERE", "SELECT a FROM t WHERE b");
  checkApplied("SELECT a FROM t GROUP B<|>", "BY", "SELECT a FROM t GROUP BY");
  checkApplied("select a from t gr<|>", "group by", "select a from t group by");
});

test("nothing where no word belongs", () => {
  for (const marked of ["SELECT 'a <|>b'", "SELECT 1<|>", "-- se<|>", "/* se<|> */ SELECT 1", "SELECT {{ a<|> }} FROM t", "SELECT 1.<|>"]) {
    assert.deepEqual(offersAt(marked), [], marked);
  }
});

test("what is wrong before the cursor does not hide what it takes", () => {
  checkCompletion("SELECT a, FROM t WHERE b = = 1 GROUP BY c <|>", { has: ["HAVING", "ORDER BY"] });
  checkCompletion("SELECT (a FROM t ) x y z WHERE <|>", { has: ["NOT", "CASE"] });
});

test("long statements are asked about without their middle", () => {
  const items = Array.from({ length: 2000 }, (_, index) => `a${index}`).join(", ");
  const and = Array.from({ length: 2000 }, (_, index) => `a${index} = ${index}`).join(" AND ");
  checkCompletion(`SELECT ${items} FROM t WHERE ${and} <|>`, { has: ["AND", "GROUP BY", "IS NULL"], lacks: ["WHERE", "AS"] });
  checkCompletion(`INSERT INTO t SELECT ${items} FROM (SELECT ${items} FROM s WHERE a IN (${items})) <|>`, {
    has: ["PARTITIONED BY", "AS"],
  });
});

test("a blank asks by itself only where something is chosen", () => {
  checkCompletion("SELECT a FROM t GROUP BY <|>", { has: ["ROLLUP"], trigger: " " });
  checkCompletion("SELECT a FROM t <|>", { all: [], trigger: " " });
  checkCompletion("SELECT COUNT(<|>)", { all: [], trigger: "(" });
});

test("BETWEEN of a frame", () => {
  checkCompletion("SELECT SUM(a) OVER (ORDER BY b ROWS <|>)", { has: ["BETWEEN", "UNBOUNDED PRECEDING", "CURRENT ROW"], lacks: ["IN"] });
});

test("a query may stand in parentheses, not as an operand", () => {
  checkCompletion("SELECT COUNT(<|>) FROM t", { lacks: ["SELECT", "WITH"] });
  checkCompletion("SELECT a FROM t WHERE b IN (<|>)", { has: ["SELECT"] });
  checkCompletion("SELECT a FROM (<|>", { has: ["SELECT", "WITH"] });
  checkCompletion("SELECT JSON_VALUE(a, '$.b' <|>)", { has: ["RETURNING"] });
  checkCompletion("SELECT JSON_VALUE(a, '$.b' RETURNING <|>)", { has: ["VARCHAR", "BIGINT"] });
});

test("a query behind UNION, and TABLE as a query", () => {
  checkCompletion("SELECT a FROM t UNION <|>", { first: ["ALL", "SELECT"], has: ["VALUES", "TABLE"], lacks: ["FROM", "WITH"] });
  checkCompletion("SELECT a FROM t UNION ALL <|>", { has: ["SELECT", "VALUES", "TABLE"], lacks: ["ALL", "WHERE"] });
  checkCompletion("SELECT a FROM t UNION ALL <|>\n\nSELECT b FROM u;", { has: ["SELECT", "VALUES", "TABLE"] });
  checkCompletion("<|>", { has: ["TABLE"] });
  checkCompletion("INSERT INTO t <|>", { has: ["TABLE"] });
  checkCompletion("EXPLAIN PLAN FOR <|>", { has: ["TABLE", "VALUES"] });
  checkCompletion("SELECT a FROM t UNION ALL SELECT b FROM u UNION <|>", { has: ["ALL", "SELECT"] });
});

test("the rest of what Druid takes", () => {
  checkCompletion("INSERT INTO t SELECT a FROM s PARTITIONED BY ALL <|>", { has: ["TIME", "CLUSTERED BY"] });
  checkCompletion("SELECT a FROM s ORDER BY ALL <|>", { lacks: ["TIME"] });
  checkCompletion("SELECT a FROM t GROUP BY GROUPING <|>", { has: ["SETS"] });
  checkCompletion("SELECT TRIM(<|> a)", { has: ["BOTH", "LEADING", "TRAILING"] });
  checkCompletion("SELECT UPPER(<|> a)", { lacks: ["BOTH", "LEADING", "TRAILING", "KEY"] });
  checkCompletion("SELECT JSON_OBJECT(<|>)", { has: ["KEY"] });
  checkCompletion("SELECT JSON_OBJECT(KEY 'a' <|>)", { has: ["VALUE"] });
  checkCompletion("SELECT a FROM t WHERE b = <|>", { has: ["ANY", "SOME"] });
  checkCompletion("SELECT a FROM t <|>", { has: ["NATURAL JOIN", "PIVOT", "UNPIVOT", "FETCH FIRST"] });
  checkApplied("SELECT a FROM t PIV<|>", "PIVOT", "SELECT a FROM t PIVOT (");
  checkCompletion("INSERT INTO t SELECT MAX(a) OVER (PARTITION BY b <|>", { has: ["ORDER BY"] });
  checkCompletion("INSERT INTO t SELECT a FROM s <|>", { lacks: ["ORDER BY"] });
});

test("a statement behind an empty line is another one", () => {
  checkCompletion("SELECT (<|>\n\nSELECT b FROM t", { has: ["SELECT"] });
  checkCompletion("INSERT INTO t <|>\n\nSELECT b FROM t", { has: ["SELECT", "WITH"] });
  checkCompletion("INSERT INTO t <|>\nSELECT b FROM t", { lacks: ["SELECT"] });
});

test("the word before the last element of a long list counts", () => {
  const items = Array.from({ length: 100 }, (_, index) => `a${index}`).join(", ");
  const selects = Array.from({ length: 20 }, (_, index) => `SELECT ${items} FROM t${index}`).join(" UNION ALL ");
  checkCompletion(`${selects} UNION <|>`, { has: ["ALL", "SELECT"] });
  checkCompletion(`${selects} UNION ALL <|>`, { has: ["SELECT"], lacks: ["ALL"] });
});

test("in JSON_VALUE: what it gives where there is nothing", () => {
  checkCompletion("SELECT JSON_VALUE(a, '$.b' RETURNING DOUBLE <|>) FROM t", { has: ["NULL ON EMPTY", "NULL ON ERROR"] });
  checkCompletion("SELECT JSON_VALUE(a, '$.b' NULL ON EMPTY <|>) FROM t", { has: ["NULL ON ERROR"] });
  checkCompletion("SELECT JSON_VALUE(a, '$.b' NULL ON <|>) FROM t", { all: ["EMPTY", "ERROR"] });
  checkCompletion("SELECT a FROM t JOIN u ON <|>", { lacks: ["EMPTY", "ERROR", "NULL ON EMPTY"] });
  checkCompletion("SELECT a FROM t WHERE a IS <|>", { lacks: ["EMPTY", "ERROR"] });
  checkCompletion("SELECT <|> FROM t", { has: ["NULL"], lacks: ["NULL ON EMPTY"] });
});
