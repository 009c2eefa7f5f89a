/**
 * What grows around the cursor: each case lists the texts that are selected one after the other, the first ones or all.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { selectionAt } from "../../../../server/src/language/features/structure/selection";
import { openDocument } from "../../../../server/src/language/syntax/document";
import { takeCursor } from "../../../support/marked";

const GRAMMAR = { druidVersion: 38, mode: "document" } as const;

/** The first selections; `...` at the end: more follow. */
function checkSelection(name: string, marked: string, expected: readonly string[]): void {
  test(name, () => {
    const { text, offset } = takeCursor(marked);
    const found = selectionAt(openDocument(text, GRAMMAR), offset);
    const shown = found.map(({ start, end }) => text.slice(start, end));
    const wanted = expected.at(-1) === "..." ? expected.slice(0, -1) : expected;
    assert.deepEqual(expected.at(-1) === "..." ? shown.slice(0, wanted.length) : shown, wanted);
    for (const [index, { start, end }] of found.entries()) {
      const inner = found[index - 1] ?? { start: offset, end: offset };
      assert.ok(start <= inner.start && inner.end <= end && end - start > inner.end - inner.start, "each is larger than the one before");
    }
  });
}

checkSelection("a column", "SELECT a<|>b FROM t", ["ab", "SELECT ab FROM t"]);
checkSelection("a statement with its semicolon", "SELECT a<|>b FROM t;\nSELECT 1", [
  "ab",
  "SELECT ab FROM t",
  "SELECT ab FROM t;",
  "SELECT ab FROM t;\nSELECT 1",
]);
checkSelection("an alias", "SELECT a AS b<|>b FROM t", ["bb", "a AS bb", "SELECT a AS bb FROM t"]);
checkSelection("a name with dots", "SELECT t.a<|>b FROM t", ["ab", "t.ab", "SELECT t.ab FROM t"]);
checkSelection("an operand", "SELECT a + b<|>b * c FROM t", ["bb", "bb * c", "a + bb * c", "..."]);
checkSelection("a condition and its WHERE", "SELECT a FROM t WHERE b<|> = 1 AND c = 2 LIMIT 3", [
  "b",
  "b = 1",
  "b = 1 AND c = 2",
  "WHERE b = 1 AND c = 2",
  "SELECT a FROM t WHERE b = 1 AND c = 2",
  "SELECT a FROM t WHERE b = 1 AND c = 2 LIMIT 3",
]);
checkSelection("HAVING", "SELECT a FROM t GROUP BY a HAVING b<|> > 1", ["b", "b > 1", "HAVING b > 1", "..."]);
checkSelection("LIMIT", "SELECT a FROM t LIMIT 1<|>0", ["10", "LIMIT 10", "SELECT a FROM t LIMIT 10"]);
checkSelection("ON", "SELECT 1 FROM a JOIN b ON a.x<|> = b.x", ["x", "a.x", "a.x = b.x", "ON a.x = b.x", "JOIN b ON a.x = b.x", "..."]);
checkSelection("GROUP BY", "SELECT a FROM t GROUP BY a<|>, b", ["a", "GROUP BY a, b", "..."]);
checkSelection("FROM", "SELECT a FROM t<|>t", ["tt", "FROM tt", "SELECT a FROM tt"]);
checkSelection("an argument", "SELECT f(a<|>, b) FROM t", ["a", "a, b", "f(a, b)", "..."]);
checkSelection("a call from its name", "SELECT f<|>f(a, b) FROM t", ["ff", "ff(a, b)", "..."]);
checkSelection("nested calls", "SELECT f(g(a<|>), b) FROM t", ["a", "g(a)", "g(a), b", "f(g(a), b)", "..."]);
checkSelection("parentheses", "SELECT (a<|> + b) * c FROM t", ["a", "a + b", "(a + b)", "(a + b) * c", "..."]);
checkSelection("CASE", "SELECT CASE WHEN a<|> THEN b ELSE c END FROM t", ["a", "WHEN a THEN b", "CASE WHEN a THEN b ELSE c END", "..."]);
checkSelection("IN", "SELECT a FROM t WHERE b IN (1<|>, 2)", ["1", "1, 2", "b IN (1, 2)", "WHERE b IN (1, 2)", "..."]);
checkSelection("a query in FROM", "SELECT a FROM (SELECT b<|> FROM t) AS q", [
  "b",
  "SELECT b FROM t",
  "(SELECT b FROM t)",
  "(SELECT b FROM t) AS q",
  "FROM (SELECT b FROM t) AS q",
  "...",
]);
checkSelection("a CTE", "WITH q AS (SELECT a<|> FROM t) SELECT 1 FROM q", [
  "a",
  "SELECT a FROM t",
  "(SELECT a FROM t)",
  "q AS (SELECT a FROM t)",
  "WITH q AS (SELECT a FROM t)",
  "WITH q AS (SELECT a FROM t) SELECT 1 FROM q",
]);
checkSelection("UNION", "SELECT a<|> FROM t UNION ALL SELECT b FROM u", [
  "a",
  "SELECT a FROM t",
  "SELECT a FROM t UNION ALL SELECT b FROM u",
]);
checkSelection("a string", "SELECT 'on<|>e two' FROM t", ["one two", "'one two'", "..."]);
checkSelection("a quoted name", 'SELECT "on<|>e two" FROM t', ["one two", '"one two"', "..."]);
checkSelection("a keyword", "SEL<|>ECT a FROM t", ["SELECT", "SELECT a FROM t"]);
checkSelection("a comment", "-- ab<|>out\nSELECT 1", ["-- about", "-- about\nSELECT 1"]);
checkSelection("between words", "SELECT a <|> FROM t", ["SELECT a  FROM t"]);
checkSelection("at the end of a word", "SELECT ab<|> FROM t", ["ab", "..."]);
checkSelection("an INSERT", "INSERT INTO t SELECT a<|> FROM u PARTITIONED BY DAY", [
  "a",
  "SELECT a FROM u",
  "INSERT INTO t SELECT a FROM u PARTITIONED BY DAY",
]);
checkSelection("PARTITIONED BY", "INSERT INTO t SELECT a FROM u PARTITIONED BY D<|>AY", ["DAY", "PARTITIONED BY DAY", "..."]);
checkSelection("a window", "SELECT sum(a) OVER (PARTITION BY b<|> ORDER BY c) FROM t", [
  "b",
  "PARTITION BY b ORDER BY c",
  "(PARTITION BY b ORDER BY c)",
  "sum(a) OVER (PARTITION BY b ORDER BY c)",
  "...",
]);
checkSelection("EXTEND", "SELECT 1 FROM TABLE(EXTERN('{}', '{}')) EXTEND (a<|> VARCHAR, b BIGINT)", [
  "a",
  "a VARCHAR",
  "a VARCHAR, b BIGINT",
  "(a VARCHAR, b BIGINT)",
  "...",
]);
const JSON_TEXT = (json: string): string => `SELECT 1 FROM TABLE(EXTERN('${json}', '{}')) EXTEND (a VARCHAR)`;
checkSelection("a value of JSON", JSON_TEXT('{"type": "ht<|>tp", "uris": []}'), [
  "http",
  '"http"',
  '"type": "http"',
  '{"type": "http", "uris": []}',
  `'{"type": "http", "uris": []}'`,
  `'{"type": "http", "uris": []}', '{}'`,
  "...",
]);
checkSelection("a key of JSON", JSON_TEXT('{"ty<|>pe": "http"}'), ["type", '"type"', '"type": "http"', '{"type": "http"}', "..."]);
checkSelection("a list of JSON", JSON_TEXT('{"uris": ["a<|>", "b"]}'), [
  "a",
  '"a"',
  '["a", "b"]',
  '"uris": ["a", "b"]',
  '{"uris": ["a", "b"]}',
  "...",
]);
checkSelection("a number of JSON", JSON_TEXT('{"a": {"b": 1<|>2}}'), [
  "12",
  '"b": 12',
  '{"b": 12}',
  '"a": {"b": 12}',
  '{"a": {"b": 12}}',
  "...",
]);
checkSelection("broken JSON is a string", JSON_TEXT('{"a<|>": '), ['{"a": ', `'{"a": '`, "..."]);
checkSelection("the second statement", "SELECT 1;\nSELECT a<|>", ["a", "SELECT a", "SELECT 1;\nSELECT a"]);
checkSelection("what does not parse", "SELECT a<|>, FROM FROM", ["a", "..."]);
checkSelection("an empty text", "<|>", []);
