/** Syntax errors: which code stands under which words, and what the message says. Carets stand under the words of the line above. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Grammar, openDocument } from "../../../server/src/language/syntax/document";
import { readAnnotations } from "../../support/marks";

const grammar: Grammar = { druidVersion: 38, mode: "document" };

/** Compares the errors of a text with its caret lines; each caret line holds a code and may add a part of the message behind a colon. */
function checkErrors(text: string): void {
  test(`errors of ${JSON.stringify(text.split("\n")[0])}`, () => {
    const expected = readAnnotations(text);
    const found = openDocument(text, grammar).statements.flatMap(({ start, statement }) =>
      statement.errors.map(({ code, message, range }) => ({ code, message, start: start + range.start, end: start + range.end })),
    );
    assert.deepEqual(
      found.map(({ code, start, end }) => `${code} ${start}-${end}`),
      expected.map(({ label, start, end }) => `${label.split(":")[0]} ${start}-${end}`),
      JSON.stringify(found),
    );
    found.forEach(({ message }, index) => {
      const part = expected[index]?.label.split(": ").slice(1).join(": ") ?? "";
      assert.ok(message.includes(part), `"${message}" does not say "${part}"`);
    });
  });
}

function checkClean(text: string): void {
  test(`no errors in ${JSON.stringify(text)}`, () => {
    const errors = openDocument(text, grammar).statements.flatMap(({ statement }) => statement.errors);
    assert.deepEqual(errors, []);
  });
}

checkErrors(`SELECT a, FROM t
--        ^^^^ syntax-error: an expression`);
checkErrors(`SELECT value FROM t
--     ^^^^^ reserved-word: quote it: "value"`);
checkErrors(`SELECT a AS count FROM t
--          ^^^^^ reserved-word: "count"`);
checkErrors(`SELECT t.user FROM t
--       ^^^^ reserved-word: "user"`);
checkErrors(`SELECT a FROM t WHERE a == 1
--                       ^ syntax-error`);
checkErrors(`SELECT a FROM \`t\`
--            ^^^ lexical-error: write "t"`);
checkErrors(`SELECT a % 2 FROM t
--       ^ not-allowed: MOD(a, b)`);
checkErrors(`SELECT a FROM t LIMIT 5, 10
--              ^^^^^^^^^^^ not-allowed: LIMIT count OFFSET start`);
checkErrors(`SELECT a AS 'x' FROM t
--          ^^^ not-allowed: "x" with double quotes`);
checkErrors(`SELECT 'abc FROM t
--     ^ unclosed-text: never closed`);
checkErrors(`SELECT "abc FROM t
--     ^ unclosed-text: not closed`);
checkErrors(`SELECT a b c FROM t WHERE x
--         ^ syntax-error: "c" does not fit here`);
checkErrors(`SELECT a FROM t WHERE a = 1)
--                         ^ syntax-error`);
checkErrors(`SELECT * FORM t
--       ^^^^ syntax-error: is FROM meant?`);
checkErrors(`SELECT a FROM t WHRE x = 1
--              ^^^^ syntax-error: is WHERE meant?`);
checkErrors(`INSERT INTO t SELECT a FROM u PARTITION BY DAY
--                            ^^^^^^^^^ syntax-error: is PARTITIONED meant?`);
checkErrors(`  FOO a FROM t
--^^^ not-a-query: "FOO" starts none`);
checkErrors(`INSERT INTO t SELECT a FROM u PARTITIONED BY FORTNIGHT
--                                           ^^^^^^^^^ bad-granularity: FORTNIGHT is no granularity`);
checkErrors(`INSERT INTO t OVERWRITE ALL SELECT 1 PARTITIONED BY ALL
--            ^^^^^^^^^ not-allowed: REPLACE INTO`);
checkErrors(`SET a = b; SELECT 1
--      ^ set-needs-literal`);
checkErrors(`SELECT x BETWEEN 1 FROM t
--                 ^^^^ syntax-error: BETWEEN needs AND`);
checkErrors(`SELECT * FROM a JOIN WHERE b = 1
--                   ^^^^^ syntax-error: a table name`);
checkErrors(`SELECT a FROM t CROSS APPLY u
--              ^^^^^^^^^^^ not-allowed`);
checkErrors(`SELECT {d 'x'} FROM t
--        ^^^ bad-literal`);
checkErrors(`SELECT X'abg' FROM t
--     ^^^^^^ bad-literal`);
checkErrors(`SELECT "a@b" @ FROM t
--           ^ lexical-error: @ starts nothing`);
checkErrors(`SELECT \u201cx\u201d FROM t
--     ^ lexical-error: typographic`);

checkErrors(`SELECT * FROM (WITH b AS (SELECT 1) (SELECT 2)) AS t
--                                  ^ syntax-error: must not be in parentheses`);
checkErrors(`SELECT * FROM j (f(1))
--              ^ syntax-error: TABLE(function(…))`);
checkErrors(`SELECT * FROM TABLE(UPPER('a'))
--                  ^^^^^ reserved-word`);

checkErrors(`  SET a = 1;
--^^^^^^^^^ statement-order: a statement must follow`);

checkClean("SELECT 1;");
checkClean("INSERT INTO t SELECT a FROM u PARTITIONED BY DAY;\nSELECT 1;;\n");
checkClean("");
checkClean("  -- nothing\n");
checkClean(";;;");
checkClean("SELECT {{ columns }} FROM {{ ref('x') }} WHERE {{ condition }}");
checkClean("SELECT a FROM t {{ filter }} {{ more }}");
checkClean("{{ config(materialized='table') }} SELECT a FROM t");
checkClean("SELECT a {% if b %}, b{% endif %} FROM t");
checkClean("SELECT a FROM ${schema}.events_${day} WHERE b = '${x}'");
checkClean("REPLACE INTO t OVERWRITE WHERE __time >= TIMESTAMP '{{ ds }}' SELECT a FROM u PARTITIONED BY {{ granularity }}");

test("deep nesting is an error, not a crash", () => {
  for (const [open, close] of [
    ["(", ")"],
    ["f(", ")"],
    ["CASE WHEN ", " THEN 1 END"],
    ["(SELECT ", ")"],
    ["NOT - ", ""],
    ["x BETWEEN ", ""],
    ["ARRAY[", "]"],
    ["a[", "]"],
    ["CAST(", " AS BIGINT)"],
    ["{fn f(", ")}"],
  ] as const) {
    const text = `SELECT ${open.repeat(5000)}1${close.repeat(5000)}`;
    const errors = openDocument(text, grammar).statements[0]?.statement.errors ?? [];
    assert.equal(errors[0]?.code, "nested-too-deeply", `${open}: ${JSON.stringify(errors[0])}`);
  }
});

test("990 levels of nesting are taken", () => {
  for (const [open, close] of [
    ["(", ")"],
    ["f(", ")"],
    ["(SELECT ", ")"],
    ["ARRAY[", "]"],
  ] as const) {
    const text = `SELECT ${open.repeat(490)}1${close.repeat(490)}`;
    assert.deepEqual(openDocument(text, grammar).statements[0]?.statement.errors, [], open);
  }
  const parentheses = `SELECT ${"(".repeat(990)}1${")".repeat(990)}`;
  assert.deepEqual(openDocument(parentheses, grammar).statements[0]?.statement.errors, []);
});

test("what a slip of the pen hides is read as it was meant", () => {
  const [placed] = openDocument("SELEC a FROM t GROPU BY a", grammar).statements;
  assert.deepEqual(
    placed?.statement.errors.map(({ message }) => message),
    ['"SELEC" does not fit here; is SELECT meant?', '"GROPU" does not fit here; is GROUP meant?'],
  );
  assert.equal(placed?.statement.tree.statement?.kind, "select");
});

test("an IN list of 200,000 items is taken", () => {
  const text = `SELECT 1 FROM t WHERE a IN (${"1,".repeat(200_000)}1)`;
  assert.deepEqual(openDocument(text, grammar).statements[0]?.statement.errors, []);
});

test("an export before exports came is one error that says since when", () => {
  const text = "INSERT INTO EXTERN(s3(bucket => 'b', prefix => 'p')) AS CSV SELECT x FROM a";
  const errorsIn = (druidVersion: number): readonly string[] =>
    openDocument(text, { druidVersion, mode: "document" }).statements.flatMap(({ statement }) =>
      statement.errors.map(({ message }) => message),
    );
  assert.deepEqual(errorsIn(28), ["Druid 28 cannot export; INSERT INTO EXTERN(…) came with Druid 29."]);
  assert.deepEqual(errorsIn(29), []);
  const table = "INSERT INTO extern(a, b) SELECT x, y FROM a PARTITIONED BY ALL";
  assert.deepEqual(openDocument(table, { druidVersion: 28, mode: "document" }).statements[0]?.statement.errors, []);
});
