/** Documents: how a text is cut into statements, and that an edit keeps what it does not touch. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  editDocument,
  type Grammar,
  openDocument,
  parseRequest,
  type SqlDocument,
  statementAt,
} from "../../../server/src/language/syntax/document";
import { documentContent } from "../../support/documents";

const grammar: Grammar = { druidVersion: 38, mode: "document" };

function checkStatements(text: string, expected: readonly string[]): void {
  test(`statements of ${JSON.stringify(text)}`, () => {
    const document = openDocument(text, grammar);
    assert.equal(document.statements.map(({ statement }) => statement.text).join(""), text);
    assert.deepEqual(
      document.statements.map(({ statement }) => statement.text.slice(statement.span.start, statement.span.end)),
      expected,
    );
  });
}

checkStatements("SELECT 1", ["SELECT 1"]);
checkStatements("SELECT 1; SELECT 2", ["SELECT 1", "SELECT 2"]);
checkStatements("SELECT ';' ; -- a;b\nSELECT \"a;b\" /* ; */;", ["SELECT ';'", 'SELECT "a;b"']);
checkStatements("SET a = 1; SET b = 2; SELECT 1; SELECT 2", ["SET a = 1; SET b = 2; SELECT 1", "SELECT 2"]);
checkStatements("-- first\nSELECT 1 -- last\n;\n-- tail", ["SELECT 1", ""]);
checkStatements(";;", ["", ""]);
checkStatements("SELECT (1; SELECT 2", ["SELECT (1", "SELECT 2"]);
checkStatements("SELECT {{ a; b }}; SELECT 2", ["SELECT {{ a; b }}", "SELECT 2"]);
checkStatements("SELECT 1\r\n;\r\nSELECT 2\r\n", ["SELECT 1", "SELECT 2"]);

function checkEdit(before: string, after: string, kept: readonly string[]): void {
  test(`${JSON.stringify(before)} edited to ${JSON.stringify(after)}`, () => {
    const old = openDocument(before, grammar);
    const edited = editDocument(old, after);
    const fresh = openDocument(after, grammar);
    assert.deepEqual(documentContent(edited), documentContent(fresh));
    const objects = new Set(old.statements.map(({ statement }) => statement));
    const same = edited.statements.filter(({ statement }) => objects.has(statement)).map(({ statement }) => statement.text);
    assert.deepEqual(same, kept);
  });
}

checkEdit("SELECT 1; SELECT 2; SELECT 3", "SELECT 1; SELECT 22; SELECT 3", ["SELECT 1;", " SELECT 3"]);
checkEdit("SELECT 1; SELECT 2; SELECT 3", "SELECT 0; SELECT 1; SELECT 2; SELECT 3", [" SELECT 2;", " SELECT 3"]);
checkEdit("SELECT 1; SELECT 2; SELECT 3", "SELECT 1; SELECT 3", ["SELECT 1;", " SELECT 3"]);
checkEdit("SELECT 1; SELECT 2", "SELECT 1; 'SELECT 2", ["SELECT 1;"]);
checkEdit("SELECT 1; SELECT '2; SELECT 3; SELECT 4'; SELECT 5", "SELECT 1; SELECT 2; SELECT 3; SELECT 4'; SELECT 5", [
  "SELECT 1;",
  " SELECT 5",
]);
checkEdit("a; SELECT 1; b", "SET x = 1; SELECT 1; b", [" b"]);
checkEdit("SET x = 1; SELECT 1; b", "SEL x = 1; SELECT 1; b", [" b"]);
checkEdit("SELECT 1", "", []);
checkEdit("", "SELECT 1", []);
checkEdit("SELECT 1 SELECT 2; c", "SELECT 1; SELECT 2; c", [" c"]);

test("a large document keeps the trees of what was looked at last", () => {
  const document = openDocument(Array.from({ length: 3000 }, (_, index) => `SELECT ${index}, '${"x".repeat(300)}'`).join(";"), grammar);
  const first = document.parts[0];
  const last = document.parts.at(-1);
  assert.ok(first && last);
  const kept = first.tree;
  const inPassing = document.parts.map((statement) => statement.inPassing(() => statement.tree));
  assert.equal(first.tree, kept);
  assert.notEqual(last.tree, inPassing.at(-1));
  assert.deepEqual(last.tree, inPassing.at(-1));
  const looked = document.parts.map(({ tree }) => tree);
  assert.equal(last.tree, looked.at(-1));
  assert.notEqual(first.tree, kept);
  assert.deepEqual(first.tree, kept);
});

test("what an edit replaces keeps no tree", () => {
  const before = openDocument("SELECT 1; SELECT 2; SELECT 3", grammar);
  const after = editDocument(before, "SELECT 1; SELECT 22; SELECT 3");
  const resting = (document: SqlDocument): readonly boolean[] => document.parts.map(({ isResting }) => isResting);
  assert.deepEqual(
    [resting(before), resting(after)],
    [
      [false, true, false],
      [false, false, false],
    ],
  );
});

test("a request is read whole, as Druid gets it", () => {
  const request: Grammar = { druidVersion: 38, mode: "request" };
  const accepts = (sql: string): boolean => parseRequest(sql, request).errors.length === 0;
  assert.equal(accepts("SELECT 1;"), true);
  assert.equal(accepts("INSERT INTO t SELECT 1 PARTITIONED BY ALL;"), false);
  assert.equal(accepts("EXPLAIN PLAN FOR INSERT INTO t SELECT 1 PARTITIONED BY ALL;"), false);
  assert.equal(accepts("SET a = 1; SELECT 1"), true);
  assert.equal(accepts("SELECT 1; SET a = 1"), false);
  assert.equal(accepts("SET a = 1"), false);
  assert.equal(accepts("SELECT 1; SELECT 2"), false);
  assert.equal(accepts("; SELECT 1"), false);
  assert.equal(accepts(""), false);
  assert.equal(accepts("SELECT {{ x }}"), false);
});

test("before Druid 34 a request is one statement without ;", () => {
  const request: Grammar = { druidVersion: 33, mode: "request" };
  assert.equal(parseRequest("SELECT 1;", request).errors.length, 1);
  assert.equal(parseRequest("SET a = 1; SELECT 1", request).errors.length > 0, true);
});

test("the statement at an offset", () => {
  const document = openDocument("SELECT 1; SELECT 2", grammar);
  assert.equal(statementAt(document, 0)?.start, 0);
  assert.equal(statementAt(document, 8)?.start, 0);
  assert.equal(statementAt(document, 9)?.start, 9);
  assert.equal(statementAt(document, 99)?.start, 9);
});

test("templates that stand for text, and the errors that they forgive", () => {
  const statement = (text: string) => openDocument(text, grammar).statements[0]?.statement;
  const shown = (text: string, ranges: readonly { readonly start: number; readonly end: number }[] | undefined): readonly string[] =>
    (ranges ?? []).map(({ start, end }) => text.slice(start, end));
  const templates = (text: string): readonly string[] => shown(text, statement(text)?.templates);
  const forgiven = (text: string): readonly string[] => shown(text, statement(text)?.forgiven);
  assert.deepEqual(templates("SELECT a FROM {{ t }}"), ["{{ t }}"]);
  assert.deepEqual(templates("SELECT a {% if x %} FROM t {% endif %}{# c #}"), ["{% if x %}", "{% endif %}"]);
  assert.deepEqual(templates("SELECT '{{ x }}' FROM events_{{ ds }}"), ["{{ ds }}"]);
  assert.deepEqual(templates("{{ config(a='b', c=f(1)) }} {% set x = 1 %}{% do f() %} SELECT 1"), []);
  assert.deepEqual(templates("{{ config(a) ~ b }} SELECT 1"), ["{{ config(a) ~ b }}"]);
  assert.deepEqual(templates("{{ config(a) ~ b(c) }} SELECT 1"), ["{{ config(a) ~ b(c) }}"]);
  assert.deepEqual(forgiven("SELECT a FROM t {{ u }} {{ v }} WHERE b"), ["{{ v }}"]);
  assert.deepEqual(forgiven("SELECT a FROM t {{ u }} garbage FROM secret"), ["garbage"]);
  assert.deepEqual(forgiven("SELECT a FROM t WHERE b = {{ u }}"), []);
  assert.deepEqual(forgiven("SELECT SUM(a) OVER (PARTITION BY b {{ c }} ORDER BY d) FROM t;"), ["{{ c }}", ")"]);
  assert.deepEqual(forgiven("SELECT a FROM t WHERE b = {{ u }} + 1)"), []);
});

test("templates that bring the text of a time or an interval", () => {
  for (const value of ["TIMESTAMP {{ x }}", "CAST(DATE {{ x }} AS VARCHAR)", "f(TIME {{ x }}, 1)", "a + INTERVAL {{ x }} YEAR TO MONTH"]) {
    assert.deepEqual(openDocument(`SELECT ${value} FROM t`, grammar).statements[0]?.statement.errors, []);
  }
});

test("errors beside many templates are found in linear time", () => {
  const text = `SELECT ${"a b c {{ x }}, ".repeat(20_000)} 1`;
  assert.ok((openDocument(text, grammar).statements[0]?.statement.templates.length ?? 0) === 20_000);
});

const three = "SELECT 1; SELECT 2; SELECT 3; ";
checkEdit(`SELECT 'a; ${three}SELECT b`, `SELECT 'a; ${three}SELECT b'`, []);
checkEdit(`SELECT {{ a; ${three}SELECT b`, `SELECT {{ a; ${three}SELECT }} b`, []);
checkEdit(`SELECT \${a; ${three}SELECT b`, `SELECT \${a; ${three}SELECT } b`, []);
checkEdit(`SELECT "a; ${three}SELECT b`, `SELECT "a; ${three}SELECT b"`, []);
checkEdit(`SELECT \`a; ${three}SELECT b`, `SELECT \`a; ${three}SELECT b\``, []);
checkStatements("SELECT {{ a; SELECT {% b; c %} d", ["SELECT {{ a", "SELECT {% b; c %} d"]);
