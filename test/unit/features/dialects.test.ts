/**
 * Statements of other databases: which are asked about, what an answer means for the statement and its file, and what is said.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  answerQuestion,
  DIALECTS,
  diagnostics,
  dialectOf,
  editDocument,
  hover,
  nextQuestion,
  openDocument,
  reportOf,
  statusAt,
  survey,
} from "../../../server/src/language/index";
import { contextOf, ROLES } from "../../support/context";

const GIVEN = { roles: ROLES, as: "user:alice" };

/** The parsers of each dialect, in short: what they take here. */
type Takes = (sql: string) => readonly string[];
const NOBODY: Takes = () => [];
const EVERYBODY: Takes = () => DIALECTS.map(({ id }) => id);

/** The dialect of each statement; a dash for Druid's. Checks as well which statements were asked about. */
function checkDialects(text: string, takes: Takes, expected: string, asked?: readonly string[]): void {
  const context = contextOf(GIVEN);
  const document = openDocument(text, context.grammar);
  const questions: string[] = [];
  for (let question = nextQuestion(document); question; question = nextQuestion(document)) {
    questions.push(question.text.trim());
    answerQuestion(document, question, takes(question.text));
    assert.ok(questions.length <= document.statements.length, "asks without end");
  }
  const found = document.statements.map((each) => dialectOf(document, each) ?? "-");
  assert.equal(found.join(" "), expected);
  if (asked) assert.deepEqual(questions, asked);
}

describe("a query that only others write", () => {
  const shown = [
    "SELECT a FROM t WHERE b > NOW() - INTERVAL '7 days' LIMIT 10",
    "SELECT a FROM t WHERE b ~ '^x'",
    "SELECT a FROM t WHERE b NOT REGEXP '^x'",
    "SELECT a DIV b FROM t",
    "SELECT v:name.first FROM t",
    "SELECT a[1:2] FROM t",
    "SELECT * REPLACE (a + 1 AS a) FROM t",
    "SELECT COUNT(*) FROM t GROUP BY ALL",
    "SELECT a -> 'b' FROM t",
    "SELECT a && b FROM t",
    "SELECT @a",
    "SELECT ts AT TIME ZONE 'UTC' FROM t",
    'SELECT a COLLATE "C" FROM t',
    "SELECT a INTO b FROM t",
    "SELECT a FROM t WHERE b = 'it\\'s'",
    "SELECT BINARY a FROM t",
  ];
  for (const sql of shown) {
    test(`${sql}: taken by some parser`, () => checkDialects(sql, () => ["snowflake"], "snowflake", [sql]));
    test(`${sql}: taken by none`, () => checkDialects(sql, NOBODY, "-"));
  }
  const proven = [
    "SELECT a FROM t LEFT ANTI JOIN u ON t.a = u.a",
    "SELECT a FROM t WHERE b <=> c",
    "SELECT a FROM t USE INDEX (i) WHERE b = 1",
    "SELECT a FROM t LIMIT 5 BY a",
    "SELECT a FROM t, u CROSS APPLY f(t.a) x WHERE ~a",
    "SELECT * FROM t SAMPLE (10)",
    "SELECT a FROM db..t",
    "SELECT a FROM t WHERE MATCH(a) AGAINST('x')",
    "EXPLAIN ANALYZE SELECT a FROM t",
    "SELECT a FROM t FOR UPDATE",
  ];
  for (const sql of proven) test(`${sql}: taken by none`, () => checkDialects(sql, NOBODY, "other"));
});

describe("what is asked about", () => {
  test("nothing that Druid takes", () => checkDialects("SELECT a FROM wikipedia; SELECT 1", EVERYBODY, "- -", []));
  test("what no parser of Druid takes", () => checkDialects("SELECT a::int FROM t", EVERYBODY, "postgresql", ["SELECT a::int FROM t"]));
  test("what Druid parses and never runs", () => checkDialects("UPDATE t SET a = 1", EVERYBODY, "other", ["UPDATE t SET a = 1"]));
  test("what changes rows, slips or not", () => checkDialects("UPDATE `t` SET `a` = 1", EVERYBODY, "mysql", ["UPDATE `t` SET `a` = 1"]));
  test("a path of BigQuery", () => checkDialects("SELECT year FROM `a-b.c.d`", EVERYBODY, "bigquery"));
  test("no slip of a Druid author", () => {
    for (const slip of [
      "SELECT a FROM t LIMIT 5, 10",
      "SELECT `a` FROM `t`",
      "SELECT a % 2 FROM t",
      "SELECT value FROM t",
      "SELECT a AS count FROM t",
      "SELECT 'open FROM t",
      "SELECT DATE 'x'",
      "SELECT a, FROM t",
      "SELECT FROM t",
      "SELECT FROM ",
      "SELECT DISTINCT\n  FROM t",
      "SELECT a FROM t WHERE a == 1",
    ]) {
      checkDialects(slip, EVERYBODY, "-", []);
    }
  });
  test("nothing with a mark of Druid", () => {
    for (const marked of [
      "SELECT a::int, __time FROM t",
      "INSERT INTO t SELECT a::int FROM s PARTITIONED BY DAY",
      "SELECT TIME_FLOOR(a, 'P1D')::int FROM t",
      "-- druid-sql: enable=on\nSELECT a::int FROM t",
      "SELECT a::int FROM sys.segments",
    ]) {
      checkDialects(marked, EVERYBODY, "-", []);
    }
  });
  test("nothing that is very long", () => checkDialects(`SELECT a::int, '${"x".repeat(30_000)}' FROM t`, EVERYBODY, "-", []));
  test("of a file that is nobody's, the first few", () => {
    const text = "SELECT a b c FROM t;\n".repeat(100);
    const document = openDocument(text, contextOf(GIVEN).grammar);
    let count = 0;
    for (let question = nextQuestion(document); question; question = nextQuestion(document)) {
      answerQuestion(document, question, []);
      count++;
    }
    assert.ok(count <= 30, `${count} questions`);
  });
});

describe("what an answer means", () => {
  test("no dialect takes it: Druid's errors stay", () => checkDialects("SELECT a b c FROM t", NOBODY, "-"));
  test("of several that take it, the one that shows", () => {
    checkDialects("CREATE TABLE t (id INT AUTO_INCREMENT)", EVERYBODY, "mysql");
    checkDialects("SELECT a::int FROM t", EVERYBODY, "postgresql");
    checkDialects("SELECT TOP 5 a FROM t", EVERYBODY, "transactsql");
    checkDialects("SELECT v:owner FROM raw", () => ["mysql"], "snowflake", ["SELECT v:owner FROM raw"]);
    checkDialects("SELECT f(a, r'\\d') FROM t", () => ["mysql"], "bigquery", ["SELECT f(a, r'\\d') FROM t"]);
    checkDialects("SELECT a FROM t CROSS APPLY f(t.x) AS u", () => ["transactsql"], "transactsql", [
      "SELECT a FROM t CROSS APPLY f(t.x) AS u",
    ]);
    checkDialects("COPY INTO t FROM @stage", EVERYBODY, "snowflake");
    checkDialects("SELECT STRUCT(1 AS a) FROM t WHERE (", EVERYBODY, "bigquery");
    checkDialects("INSERT OVERWRITE TABLE t SELECT 1", EVERYBODY, "hive");
  });
  test("a statement that Druid does not have is another's, whoever takes it", () => {
    checkDialects("ALTER SOMETHING OR OTHER", NOBODY, "other");
    checkDialects("CREATE TABLE t (v VARIANT)", NOBODY, "snowflake");
  });
  test("in a file without marks it counts for all statements", () => {
    const text = "CREATE TABLE t (a INT UNSIGNED); SELECT a FROM t; INSERT INTO t VALUES (1); SELECT a b c";
    checkDialects(text, EVERYBODY, "mysql mysql mysql mysql");
  });
  test("the name of a file is that which shows in most of its statements", () => {
    checkDialects("DROP TABLE t; SELECT STRUCT(1 AS a) AS s; SELECT explode(x) FROM t; CACHE TABLE u", EVERYBODY, "hive hive hive hive");
    checkDialects("BEGIN; SELECT SYSDATE FROM dual; SELECT s.NEXTVAL FROM dual", EVERYBODY, "other other other");
  });
  test("a file of rows is another database's, a statement or two are not", () => {
    const row = "-- one\nINSERT INTO t (a, b) VALUES (1, 'x');\n";
    checkDialects(row.repeat(3).trimEnd(), NOBODY, "other other other", []);
    checkDialects(`${row.repeat(2)}SELECT 1`, NOBODY, "- - -", []);
    checkDialects(`${row.repeat(3)}SELECT MAX(__time) FROM t`, NOBODY, "- - - -", []);
    checkDialects(`${row.repeat(3)}REPLACE INTO t OVERWRITE ALL SELECT 1 AS x PARTITIONED BY ALL`, NOBODY, "- - - -", []);
  });
  test("what shows nothing has no name, whoever takes it", () => {
    checkDialects("DROP TABLE t", EVERYBODY, "other");
  });
  test("a broken query that shows nothing stays Druid's, whoever takes it", () => {
    for (const sql of [
      "SELECT server_ip,",
      "INSERT INTO",
      "SET executionMode",
      "SELECT a FROM from t",
      "SELECT a FROM t 10 OFFSET 5",
      "SELECT a FROM UNNEST() AS u(a), b c d",
      "SELECT JSON_VALUE(x, '$.a' RETURNING BIGINT) FROM NULL.t",
    ]) {
      checkDialects(sql, EVERYBODY, "-");
    }
  });
  test("what only others write needs no parser that takes it", () => {
    for (const [sql, expected] of [
      ["select a::date as month from t fetch first 5 rows only", "postgresql"],
      ["WITH m AS (DELETE FROM a RETURNING *) INSERT INTO b SELECT * FROM m", "postgresql"],
      ["SELECT a FROM t LATERAL VIEW explode(x) y AS z CLUSTER BY a", "hive"],
      ["SELECT a, b(+) FROM t", "other"],
      ["CREATE OR REPLACE VIEW v AS SELECT a b c FROM t", "other"],
    ] as const) {
      checkDialects(sql, NOBODY, expected);
    }
    for (const druid of [
      "SELECT 'a::b' FORM t",
      "SELECT a -- b::c\nFORM t",
      "SELECT print, exec, go FORM t",
      "SELECT a FROM t TABLESAMPLE (10)",
    ]) {
      checkDialects(druid, NOBODY, "-");
    }
  });
  test("beside Druid's statements for itself alone", () => {
    checkDialects("SELECT MAX(__time) FROM t; SELECT a::int FROM t; SELECT a FROM t; DROP TABLE t", EVERYBODY, "- postgresql - other");
  });
  test("survives an edit elsewhere, and ends with the statement", () => {
    const { grammar } = contextOf(GIVEN);
    const document = openDocument("SELECT MAX(__time) FROM t;\nSELECT a::int FROM t", grammar);
    const question = nextQuestion(document);
    assert.ok(question);
    answerQuestion(document, question, ["postgresql"]);
    const elsewhere = editDocument(document, document.text.replace("MAX", "MIN"));
    assert.equal(nextQuestion(elsewhere), undefined);
    assert.deepEqual(
      elsewhere.statements.map((each) => dialectOf(elsewhere, each)),
      [undefined, "postgresql"],
    );
    const mended = editDocument(elsewhere, elsewhere.text.replace("::int", ""));
    assert.deepEqual(
      mended.statements.map((each) => dialectOf(mended, each)),
      [undefined, undefined],
    );
  });
});

describe("what is said", () => {
  const context = contextOf(GIVEN);
  const text = "CREATE TABLE secrets (a INT AUTO_INCREMENT);\nINSERT INTO secrets VALUES (1);\nSELECT a FROM secrets";
  const document = openDocument(text, context.grammar);
  const question = nextQuestion(document);
  assert.ok(question);
  answerQuestion(document, question, ["mysql"]);

  test("one information for the file, no errors", () => {
    const found = diagnostics(context, document).map(({ code, severity, message, range }) => [code, severity, message, range.start]);
    assert.deepEqual(found, [["other-dialect", "information", "This reads as MySQL; Druid's checks are off for it.", 0]]);
  });
  test("at the first word behind comments of MySQL, or else at the comment", () => {
    for (const [sql, expected] of [
      ["# of the shop\n  # two lines\n/* c\n d */ CREATE TABLE t (id INT AUTO_INCREMENT)", "CREATE"],
      ["# of the shop AUTO_INCREMENT", "# of the shop AUTO_INCREMENT"],
    ] as const) {
      const commented = openDocument(sql, context.grammar);
      const asked = nextQuestion(commented);
      assert.ok(asked);
      answerQuestion(commented, asked, ["mysql"]);
      const found = diagnostics(context, commented).map(({ code, range }) => [code, sql.slice(range.start, range.end)]);
      assert.deepEqual(found, [["other-dialect", expected]]);
      assert.match(hover(context, commented, sql.indexOf(expected) + 1)?.markdown ?? "", /reads as MySQL/);
    }
  });
  test("in hovers, the status bar and the report", () => {
    assert.equal(hover(context, document, 2)?.markdown, "This reads as MySQL; Druid's checks are off for it.");
    assert.equal(hover(context, document, text.indexOf("secrets")), undefined);
    assert.match(statusAt(context, document, 2).detail, /reads as MySQL/);
    const report = reportOf(context, document);
    assert.deepEqual(
      report.statements.map(({ dialect, verdict, errors, needs }) => [dialect, verdict, errors.length, needs.length]),
      Array(3).fill(["mysql", undefined, 0, 0]),
    );
    assert.deepEqual(report.missing, []);
  });
  test("nothing about its needs where a workspace is asked about", () =>
    assert.deepEqual(survey(context, document, "a.sql").statements, []));
  test("its severity can be chosen, and it can be silenced", () => {
    const silenced = openDocument("-- druid-sql-ignore other-dialect: ours\nDROP TABLE t", context.grammar);
    const asked = nextQuestion(silenced);
    assert.ok(asked);
    answerQuestion(silenced, asked, ["mysql"]);
    assert.deepEqual(diagnostics(context, silenced), []);
  });
});
