/**
 * Comments that state what the cluster is like: what they change, for which statements, and what is said about those that are wrong.
 */
import * as assert from "node:assert/strict";
import { describe, test } from "node:test";
import { directiveOfDocument } from "../../../server/src/language/features/directives";
import {
  type Diagnostic,
  diagnoseStatement,
  diagnostics,
  directed,
  editDocument,
  hover,
  isDruid,
  openDocument,
  reportOf,
  type SqlDocument,
  statusAt,
} from "../../../server/src/language/index";
import { contextOf, type Given, ROLES } from "../../support/context";
import { readMarks, showMarks } from "../../support/marked";

/** The version and the endpoint that each statement is judged under. */
function checkJudgedUnder(text: string, given: Given, expected: readonly string[]): void {
  const context = contextOf(given);
  const document = openDocument(text, context.grammar);
  const found = document.statements.map((each) => {
    const { context: own, placed } = directed(context, document, each);
    assert.equal(placed.statement.grammar.druidVersion, own.settings.profile.druidVersion);
    assert.equal(placed.statement.text, each.statement.text);
    return `${own.settings.profile.druidVersion} ${own.settings.endpoint}`;
  });
  assert.deepEqual(found, expected);
}

/** The words above the carets are marked, each with its message. */
function checkMarked(text: string, given: Given = {}): void {
  const context = contextOf(given);
  const found = diagnostics(context, openDocument(text, context.grammar)).map(({ range, code, message }) => ({
    ...range,
    label: code === "bad-directive" ? message : code,
  }));
  assert.deepEqual(showMarks(text, found), showMarks(text, readMarks(text)));
}

const EXPORT = `INSERT INTO EXTERN(s3(bucket => 'b', prefix => 'p')) AS CSV SELECT 1 AS a`;

/** The codes of a document, each once. */
function marksOf(given: Given, document: SqlDocument): readonly string[] {
  return [...new Set(diagnostics(contextOf(given), document).map(({ code }: Diagnostic) => code))];
}

describe("where a comment holds", () => {
  test("before the first statement: for all of them", () => {
    checkJudgedUnder("-- druid-sql: version=31\nSELECT 1; SELECT 2", {}, ["31 auto", "31 auto"]);
    checkJudgedUnder("-- druid-sql: version=31, endpoint=task\n;\nSELECT 1; SELECT 2", {}, ["31 task", "31 task", "31 task"]);
    checkJudgedUnder("-- ours\n\n/* druid-sql: version=31 */\n-- druid-sql: endpoint=jdbc\nSELECT 1", {}, ["31 jdbc"]);
  });
  test("before another statement: for that one, over what is stated for all", () => {
    checkJudgedUnder("SELECT 1;\n-- druid-sql: version=31\nSELECT 2; SELECT 3", {}, ["38 auto", "31 auto", "38 auto"]);
    checkJudgedUnder("-- druid-sql: version=30, endpoint=sql\nSELECT 1; -- druid-sql: version=33\nSELECT 2", {}, ["30 sql", "33 sql"]);
  });
  test("between the SETs of a statement too", () => {
    checkJudgedUnder("SELECT 1; SET a = 1;\n-- druid-sql: endpoint=task\nSELECT 2", {}, ["38 auto", "38 task"]);
  });
  test("it comes before what is stated elsewhere", () => {
    checkJudgedUnder("-- druid-sql: version=31\nSELECT 1", { cluster: { druidVersion: 36 }, endpoint: "sql" }, ["31 sql"]);
    checkJudgedUnder("SELECT 1", { cluster: { druidVersion: 36 } }, ["36 auto"]);
  });
  test("versions and values are read as elsewhere", () => {
    checkJudgedUnder('-- druid-sql: version = "31.0.1"\nSELECT 1', {}, ["31 auto"]);
    checkJudgedUnder("//druid-sql:druidVersion=31,endpoint=task\nSELECT 1", {}, ["31 task"]);
  });
  test("what is no such comment changes nothing", () => {
    checkJudgedUnder("SELECT '-- druid-sql: version=31'", {}, ["38 auto"]);
    checkJudgedUnder("-- about druid-sql: version=31\nSELECT 1", {}, ["38 auto"]);
    checkJudgedUnder("-- druid-sql: version=31\nSELECT 1", { inlineComments: "ignored" }, ["38 auto"]);
  });
});

describe("what a comment changes", () => {
  test("the grammar: an export is known from 29 on", () => {
    const { grammar } = contextOf({});
    assert.deepEqual(marksOf({}, openDocument(EXPORT, grammar)), []);
    assert.deepEqual(marksOf({}, openDocument(`-- druid-sql: version=29\n${EXPORT}`, grammar)), []);
    assert.deepEqual(marksOf({}, openDocument(`-- druid-sql: version=28\n${EXPORT}`, grammar)), ["syntax-error"]);
    assert.deepEqual(marksOf({}, openDocument(`SELECT 1;\n-- druid-sql: version=28\n${EXPORT}`, grammar)), ["syntax-error"]);
  });
  test("the switches", () => {
    const extern = `TABLE(EXTERN('{"type":"http","uris":["https://a/b"]}', '{"type":"json"}')) EXTEND (a VARCHAR)`;
    const needs = (text: string): readonly string[] => {
      const context = contextOf({});
      const { statements } = reportOf(context, openDocument(text, context.grammar));
      return statements.flatMap(({ needs }) => needs.filter(({ phase }) => phase === "submit").map(({ type, name }) => `${type} ${name}`));
    };
    assert.deepEqual(needs(`SELECT * FROM ${extern}`), ["EXTERNAL EXTERNAL"]);
    assert.deepEqual(needs(`-- druid-sql: inputSourceSecurity=true\nSELECT * FROM ${extern}`), ["EXTERNAL http"]);
  });
  test("every surface says the same", () => {
    const text = "SELECT 1;\n-- druid-sql: endpoint=task\nSELECT * FROM wikipedia";
    const context = contextOf({ roles: ROLES, as: "user:alice" });
    const document = openDocument(text, context.grammar);
    assert.match(hover(context, document, text.indexOf("SELECT *") + 1)?.markdown ?? "", /Afterwards/);
    assert.equal(statusAt(context, document, text.length - 1).verdict, "allowed");
    assert.ok(reportOf(context, document).statements[1]?.needs.some(({ phase }) => phase === "follow"));
    assert.deepEqual(marksOf({ roles: ROLES, as: "user:alice" }, document), ["permission-follow"]);
  });
  test("the report says what holds for the document, and assumes it no more", () => {
    const context = contextOf({});
    const report = reportOf(context, openDocument("-- druid-sql: version=31, endpoint=task, router=false\nSELECT 1", context.grammar));
    assert.equal(report.profile.druidVersion, 31);
    assert.equal(report.endpoint, "task");
    assert.deepEqual(
      ["druidVersion", "router", "inputSourceSecurity"].map((key) => report.assumed.includes(key)),
      [false, false, true],
    );
  });
  test("a file with such a comment is Druid's", () => {
    const { grammar } = contextOf({});
    assert.equal(isDruid(openDocument("-- druid-sql: version=31\nSELECT 1", grammar)), true);
    assert.equal(isDruid(openDocument("-- druid\nSELECT 1", grammar)), false);
  });
});

describe("what is wrong with a comment", () => {
  test("is marked on its words", () => {
    checkMarked(`
      -- druid-sql: verison=31, Router=true, version=31
      --            ^^^^^^^^^^ verison is not known. Known are version, endpoint, enable, inputSourceSecurity, authorizeQueryContext, authorizeSystemTables, router, sysQueriesTable.
      --                        ^^^^^^^^^^^ Router is not known; router is.
      SELECT 1;
      -- druid-sql: router=maybe endpoint=telnet
      --            ^^^^^^^^^^^^ router must be true or false.
      --                         ^^^^^^^^^^^^^^^ endpoint must be one of auto, sql, task, statements, jdbc, dart.
      SELECT 1;
      -- druid-sql: version=new
      --            ^^^^^^^^^^^ version must be a Druid version such as "38".
      SELECT 1;
      -- druid-sql: version=99
      --            ^^^^^^^^^^ Druid 99 is newer than what is known here; the rules of 38 are used.
      SELECT 1;
    `);
  });
  test("what a comment cannot state", () => {
    checkMarked(`
      -- druid-sql: authorizer=allowAll, views=x
      --            ^^^^^^^^^^^^^^^^^^^ authorizer cannot be stated in a comment, only in the settings or in cluster of the roles file.
      --                                 ^^^^^^^ views cannot be stated in a comment, only in the settings or in cluster of the roles file.
      SELECT 1;
    `);
  });
  test("contradictions, prose, nothing, the wrong place", () => {
    checkMarked(`
      -- druid-sql: version=31
      -- druid-sql: version=31, version=33 since the nightly job needs it
      --                        ^^^^^^^^^^ version is stated twice, as 31 and as 33; the latter counts.
      --                                   ^^^^^ since is no key=value, as version=31 is.
      SELECT 1;
      -- druid-sql:
      -- ^^^^^^^^^^ This comment states nothing. Write key=value, as version=31.
      SELECT
      -- druid-sql: version=31
      -- ^^^^^^^^^^^^^^^^^^^^^ This comment stands inside of a statement and states nothing. Put it before the statement.
      1
    `);
  });
  test("can be silenced, and is not said where comments do not count", () => {
    checkMarked("-- druid-sql-ignore bad-directive: a trial\n-- druid-sql: x=1\nSELECT 1");
    checkMarked("-- druid-sql: x=1\nSELECT 1", { inlineComments: "ignored" });
  });
});

describe("an edit", () => {
  test("of what holds for the document judges unchanged statements anew, and gives the old verdicts back", () => {
    const context = contextOf({});
    const of = (version: number): string => `-- druid-sql: version=${version}\nSELECT 1;\n${EXPORT}`;
    const codes = (document: SqlDocument): readonly string[] => diagnostics(context, document).map(({ code }) => code);
    const first = openDocument(of(38), context.grammar);
    const second = editDocument(first, of(28));
    const third = editDocument(second, of(38));
    assert.equal(first.statements[1]?.statement, second.statements[1]?.statement);
    assert.deepEqual(codes(first), []);
    assert.ok(codes(second).length > 0);
    assert.deepEqual(codes(third), []);
    assert.deepEqual(codes(second), codes(openDocument(of(28), context.grammar)));
  });
  test("elsewhere keeps what was computed under a comment", () => {
    const context = contextOf({});
    const before = openDocument("-- druid-sql: version=31\nSELECT a FROM b; SELECT 2", context.grammar);
    const after = editDocument(before, "-- druid-sql: version=31\nSELECT a FROM b; SELECT 22");
    const found = [before, after].map((document) => {
      const [each] = document.statements;
      assert.ok(each);
      const { context: own, placed } = directed(context, document, each);
      return diagnoseStatement(own, placed.statement);
    });
    assert.equal(found[0], found[1]);
  });
});

test("what a document states is read once, however many statements ask for it", () => {
  const document = openDocument("-- druid-sql: version=31\n;\n-- druid-sql: endpoint=task\nSELECT 1; SELECT 2", contextOf({}).grammar);
  const stated = directiveOfDocument(document);
  assert.deepEqual(stated, { profile: { druidVersion: 31 }, endpoint: "task" });
  assert.equal(directiveOfDocument(document), stated);
});
