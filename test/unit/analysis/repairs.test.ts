/**
 * Fixes of syntax errors by example: the text at the cursor, the title, the text afterwards. None of them makes an error of its own.
 */
import * as assert from "node:assert/strict";
import { describe, test } from "node:test";
import { diagnostics, findingFixes, openDocument } from "../../../server/src/language/index";
import { contextOf } from "../../support/context";
import { checkFix } from "../../support/findings";
import { takeCursor } from "../../support/marked";

/** Text with its cursor, the title, the text afterwards, which has no syntax error any more. */
const CASES: readonly (readonly [string, string, string])[] = [
  ["SELECT <|>value FROM t", 'Quote it: "value"', 'SELECT "value" FROM t'],
  ["SELECT a AS <|>count FROM t", 'Quote it: "count"', 'SELECT a AS "count" FROM t'],
  ["SELECT w.<|>user FROM w", 'Quote it: "user"', 'SELECT w."user" FROM w'],
  ["SELECT a AS <|>end FROM t", 'Quote it: "end"', 'SELECT a AS "end" FROM t'],
  ["SELECT a, <|>end FROM t", 'Quote it: "end"', 'SELECT a, "end" FROM t'],
  ["SELECT a, <|>group, b FROM t", 'Quote it: "group"', 'SELECT a, "group", b FROM t'],
  ["SELECT <|>values FROM t", 'Quote it: "values"', 'SELECT "values" FROM t'],
  ["SELECT a, <|>row FROM t", 'Quote it: "row"', 'SELECT a, "row" FROM t'],
  ["SELECT a FROM t WHERE <|>order = 1", 'Quote it: "order"', 'SELECT a FROM t WHERE "order" = 1'],
  ["SELECT a FROM t WHERE b < <|>end", 'Quote it: "end"', 'SELECT a FROM t WHERE b < "end"'],
  ["SELECT SUM(<|>limit) FROM t", 'Quote it: "limit"', 'SELECT SUM("limit") FROM t'],
  ["SELECT a AS <|>order FROM t", 'Quote it: "order"', 'SELECT a AS "order" FROM t'],
  ["SELECT x FROM <|>group WHERE x = 1", 'Quote it: "group"', 'SELECT x FROM "group" WHERE x = 1'],
  [
    "INSERT INTO <|>table SELECT a FROM u PARTITIONED BY ALL",
    'Quote it: "table"',
    'INSERT INTO "table" SELECT a FROM u PARTITIONED BY ALL',
  ],
  ["SELECT CASE WHEN a = 1 THEN b END, <|>end FROM t", 'Quote it: "end"', 'SELECT CASE WHEN a = 1 THEN b END, "end" FROM t'],
  ["SELECT * FROM t <|>timestamp", 'Quote it: "timestamp"', 'SELECT * FROM t "timestamp"'],
  ["SELECT a, <|>FROM t", "Remove the comma", "SELECT a FROM t"],
  ["SELECT a, -- last\n<|>FROM t", "Remove the comma", "SELECT a -- last\nFROM t"],
  ["SELECT a FROM t GROUP BY a, <|>ORDER BY a", "Remove the comma", "SELECT a FROM t GROUP BY a ORDER BY a"],
  ["SELECT a FROM t ORDER BY a, <|>LIMIT 5", "Remove the comma", "SELECT a FROM t ORDER BY a LIMIT 5"],
  ["SELECT f(a, <|>) FROM t", "Remove the comma", "SELECT f(a) FROM t"],
  ["SELECT a <|>COUNT(*) FROM t", "Insert a comma before COUNT", "SELECT a, COUNT(*) FROM t"],
  ["SELECT f(a) time_floor<|>(b, 'P1D') FROM t", "Insert a comma before time_floor", "SELECT f(a), time_floor(b, 'P1D') FROM t"],
  ["SELECT a FROM t GROUP BY a <|>FLOOR(b)", "Insert a comma before FLOOR", "SELECT a FROM t GROUP BY a, FLOOR(b)"],
  ["SELECT a FROM t, <|>WHERE a = 1", "Remove the comma", "SELECT a FROM t WHERE a = 1"],
  ["WITH a AS (SELECT 1 AS x), <|>SELECT * FROM a", "Remove the comma", "WITH a AS (SELECT 1 AS x) SELECT * FROM a"],
  ["SELECT a FROM t WHERE a =<|>= 1", "Write =", "SELECT a FROM t WHERE a = 1"],
  ["SELECT <|>`a` FROM t", "Write a", "SELECT a FROM t"],
  ["SELECT a FROM <|>`my table`", 'Write "my table"', 'SELECT a FROM "my table"'],
  ["SELECT a FROM t WHERE b = <|>\u2018x\u2019", "Replace all typographic quotes by plain ones", "SELECT a FROM t WHERE b = 'x'"],
  ["SELECT <|>\u201ca\u201d FROM \u201ct\u201d", "Replace all typographic quotes by plain ones", 'SELECT "a" FROM "t"'],
  ["SELECT<|>\u00a0a\u00a0FROM t", "Replace all special spaces by plain ones", "SELECT a FROM t"],
  ["SELECT a<|>\u200b FROM t", "Take out all invisible characters", "SELECT a FROM t"],
  ["SELECT a AS <|>'x' FROM t", 'Write "x"', 'SELECT a AS "x" FROM t'],
  ["SELECT a <|>'it''s' FROM t", 'Write "it\'s"', 'SELECT a "it\'s" FROM t'],
  ["SELECT a <|>% 2 FROM t", "Write MOD(a, 2)", "SELECT MOD(a, 2) FROM t"],
  ["SELECT x + t.a <|>% t.b AS m FROM t", "Write MOD(t.a, t.b)", "SELECT x + t.a AS m FROM t".replace("t.a", "MOD(t.a, t.b)")],
  ["SELECT a FROM t <|>LIMIT 5, 10", "Write LIMIT 10 OFFSET 5", "SELECT a FROM t LIMIT 10 OFFSET 5"],
  ["SELECT a FROM t OFFSET 5 <|>LIMIT 10", "Write LIMIT 10 OFFSET 5", "SELECT a FROM t LIMIT 10 OFFSET 5"],
  ["SELECT a FROM t OFFSET 5 ROWS <|>LIMIT 10", "Write LIMIT 10 OFFSET 5 ROWS", "SELECT a FROM t LIMIT 10 OFFSET 5 ROWS"],
  ["SELECT t.a<|>::int FROM t", "Write CAST(t.a AS INTEGER)", "SELECT CAST(t.a AS INTEGER) FROM t"],
  ["SELECT '5'<|>::bigint", "Write CAST('5' AS BIGINT)", "SELECT CAST('5' AS BIGINT)"],
  ["SELECT TOP <|>10 a FROM t;", "Write LIMIT 10 at the end", "SELECT a FROM t LIMIT 10;"],
  ["SELECT a <|># comment\nFROM t", "Begin the comment with --", "SELECT a -- comment\nFROM t"],
  ["EXPLAIN <|>SELECT 1", "Insert PLAN FOR", "EXPLAIN PLAN FOR SELECT 1"],
  ["EXPLAIN PLAN <|>SELECT 1", "Insert FOR", "EXPLAIN PLAN FOR SELECT 1"],
  ["SET timeout = 1 <|>SELECT 1", "Insert ;", "SET timeout = 1; SELECT 1"],
  [
    "SET timeout = 1\nSET lane = 'x'; <|>SELECT 1".replace("\nSET", "\n<|>SET").replace("; <|>", "; "),
    "Insert ;",
    "SET timeout = 1;\nSET lane = 'x'; SELECT 1",
  ],
  ["SET useCache <|>TO TRUE; SELECT 1", "Write =", "SET useCache = TRUE; SELECT 1"],
  ["SET useCache = <|>ON; SELECT 1", "Write TRUE", "SET useCache = TRUE; SELECT 1"],
  ["SET useCache = <|>no; SELECT 1", "Write FALSE", "SET useCache = FALSE; SELECT 1"],
  ["SET lane = <|>high; SELECT 1", "Write 'high'", "SET lane = 'high'; SELECT 1"],
  ['SET lane = <|>"it\'s"; SELECT 1', "Write 'it''s'", "SET lane = 'it''s'; SELECT 1"],
  ["INSERT INTO t SELECT a FROM b PARTITIONED BY <|>MINUTE", "Write 'MINUTE'", "INSERT INTO t SELECT a FROM b PARTITIONED BY 'MINUTE'"],
  ["INSERT INTO t SELECT a FROM b PARTITIONED BY <|>'ALL TIME'", "Write ALL TIME", "INSERT INTO t SELECT a FROM b PARTITIONED BY ALL TIME"],
  ["INSERT INTO t SELECT a FROM b PARTITIONED BY <|>'weekly'", "Write 'WEEK'", "INSERT INTO t SELECT a FROM b PARTITIONED BY 'WEEK'"],
  ["INSERT INTO t SELECT a FROM b PARTITIONED BY <|>DAYS", "Write DAY", "INSERT INTO t SELECT a FROM b PARTITIONED BY DAY"],
  ["INSERT INTO t SELECT a FROM b PARTITIONED BY <|>'PT2H'", "Write HOUR", "INSERT INTO t SELECT a FROM b PARTITIONED BY HOUR"],
  [
    "INSERT INTO t SELECT a FROM b PARTITIONED BY <|>FLOOR(x TO DAY)",
    "Write __time",
    "INSERT INTO t SELECT a FROM b PARTITIONED BY FLOOR(__time TO DAY)",
  ],
  [
    "INSERT INTO t SELECT a FROM b CLUSTERED BY a <|>PARTITIONED BY DAY;",
    "Move it before CLUSTERED BY",
    "INSERT INTO t SELECT a FROM b PARTITIONED BY DAY CLUSTERED BY a;",
  ],
  ["INSERT INTO t <|>PARTITIONED BY DAY SELECT a FROM b", "Move it behind the query", "INSERT INTO t SELECT a FROM b PARTITIONED BY DAY"],
  ["INSERT INTO t SELECT a FROM b <|>PARTITION BY DAY", "Write PARTITIONED", "INSERT INTO t SELECT a FROM b PARTITIONED BY DAY"],
  ["INSERT INTO t SELECT a FROM b PARTITIONED <|>DAY", "Insert BY", "INSERT INTO t SELECT a FROM b PARTITIONED BY DAY"],
  [
    "INSERT INTO t <|>OVERWRITE ALL SELECT a FROM b PARTITIONED BY ALL",
    "Write REPLACE",
    "REPLACE INTO t OVERWRITE ALL SELECT a FROM b PARTITIONED BY ALL",
  ],
  [
    "INSERT INTO t <|>OVERWRITE ALL SELECT a FROM b PARTITIONED BY ALL",
    "Leave OVERWRITE out",
    "INSERT INTO t SELECT a FROM b PARTITIONED BY ALL",
  ],
  ["INSERT <|>t SELECT a FROM b PARTITIONED BY ALL", "Insert INTO", "INSERT INTO t SELECT a FROM b PARTITIONED BY ALL"],
  [
    "<|>REPLACE t OVERWRITE ALL SELECT a FROM b PARTITIONED BY ALL",
    "Insert INTO",
    "REPLACE INTO t OVERWRITE ALL SELECT a FROM b PARTITIONED BY ALL",
  ],
  ["SELECT a FROM t WHERE a <|>&& b", "Write AND", "SELECT a FROM t WHERE a AND b"],
  ["SELECT INTERVAL '1 day'<|>", "Write INTERVAL '1' DAY", "SELECT INTERVAL '1' DAY"],
  ["SELECT __time + INTERVAL '2 Hours' <|>FROM t", "Write INTERVAL '2' HOUR", "SELECT __time + INTERVAL '2' HOUR FROM t"],
  ["<|>VALUE (1)", "Write VALUES", "VALUES (1)"],
  ["SELECT a FROM t WHERE a <|>NOT NULL", "Write IS NOT NULL", "SELECT a FROM t WHERE a IS NOT NULL"],
  ["SELECT a <|>FORM t", "Write FROM", "SELECT a FROM t"],
  ["SELECT a FROM t GROUP <|>a", "Insert BY", "SELECT a FROM t GROUP BY a"],
  [
    "INSERT INTO EXTERN(s3(bucket <|>= 'b')) AS CSV SELECT a FROM t",
    "Write =>",
    "INSERT INTO EXTERN(s3(bucket => 'b')) AS CSV SELECT a FROM t",
  ],
];

describe("fixes of syntax errors", () => {
  for (const [marked, title, after] of CASES) {
    test(marked, () => {
      checkFix(marked, title, after);
      const context = contextOf({});
      const left = diagnostics(context, openDocument(after, context.grammar)).filter(
        ({ code, severity }) => severity === "error" && code.endsWith("-error"),
      );
      assert.deepEqual(left, [], after);
    });
  }
});

/** No fix is offered at the cursor. */
function checkNoFix(marked: string): void {
  const { text, offset } = takeCursor(marked);
  const context = contextOf({});
  const fixes = findingFixes(context, openDocument(text, context.grammar), { start: offset, end: offset });
  assert.deepEqual(
    fixes.map(({ title }) => title),
    [],
    marked,
  );
}

test("where nothing is sure, nothing is offered", () => {
  checkNoFix("SELECT a AS <|>FROM t");
  checkNoFix("SELECT x * a <|>% 2 FROM t");
  checkNoFix("SELECT f(a) <|>% 2 FROM t");
  checkNoFix("SELECT a <|>% f(b) FROM t");
  checkNoFix("SELECT f(a)<|>::int FROM t");
  checkNoFix("SELECT a<|>::decimal(5, 2) FROM t");
  checkNoFix("SELECT <|>* * FROM t");
  checkNoFix("SELECT a FROM t WHERE <|>");
  checkNoFix("SELECT INTERVAL 'day'<|>");
  checkNoFix("SELECT a FROM t GROUP<|>");
  checkNoFix("SELECT a FROM t <|>COUNT(*)");
});

/** What is said at the cursor ends with some advice. */
function checkAdvice(marked: string, advice: RegExp): void {
  const { text, offset } = takeCursor(marked);
  const context = contextOf({});
  const found = diagnostics(context, openDocument(text, context.grammar)).find(({ range }) => range.start === offset);
  assert.match(found?.message ?? "nothing", advice, marked);
}

test("advice where no fix is", () => {
  checkAdvice("<|>CREATE TABLE x (a INT)", /INSERT or REPLACE loads it\.$/);
  checkAdvice("<|>SHOW TABLES", /INFORMATION_SCHEMA/);
  checkAdvice("<|>DROP TABLE x", /no DROP\.$/);
  checkAdvice("SELECT a FROM t GROUP BY a <|>WHERE b = 1", /FROM, WHERE, GROUP BY/);
  checkAdvice("SELECT DISTINCT <|>ON (a) b FROM t", /EARLIEST or LATEST/);
  checkAdvice("SELECT a <|>COUNT(*) FROM t", /a comma is missing before it\.$/);
  checkAdvice("SET timeout = 1 <|>SELECT 1", /^A ; is missing before SELECT/);
});

test("a name that looks like a keyword is none where no keyword could stand", () => {
  const check = (text: string, expected: readonly string[]) =>
    assert.deepEqual(
      diagnostics(contextOf({}), openDocument(text, contextOf({}).grammar)).map(
        ({ code, range }) => `${code} ${text.slice(range.start, range.end)}`,
      ),
      expected,
    );
  check("SELECT a FROM orders # all", ["lexical-error #"]);
  check("SELECT a FROM orders) t", ["syntax-error )"]);
  check("SELECT a FROM t ODRER BY a", ["syntax-error ODRER"]);
});

test("words of clauses that are no names", () => {
  for (const sql of [
    "SELECT CASE WHEN a THEN END FROM t",
    "SELECT CASE WHEN THEN b END FROM t",
    "SELECT a FROM t WHERE ORDER BY a",
    "SELECT a FROM t GROUP BY ORDER BY a",
    "SELECT a FROM t WHERE LIMIT 5",
    "SELECT a, LEFT JOIN b ON x = y",
    "SELECT a FROM t WHERE AND b = 1",
    "SELECT a FROM t GROUP BY a, ORDER",
  ]) {
    const { grammar } = contextOf({});
    const found = openDocument(sql, grammar).statements.flatMap(({ statement }) => statement.errors.map(({ code }) => code));
    assert.ok(found.length > 0 && !found.includes("reserved-word"), `${sql}: ${found}`);
  }
});
