/**
 * What words are for colours: each case lists words with their types, `word:type`; `word:type!` where the word is declared. Only the words
 * that a case names are compared.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { semanticWordsOf } from "../../../../server/src/language/features/structure/semanticTokens";
import { openDocument } from "../../../../server/src/language/syntax/document";

const GRAMMAR = { druidVersion: 38, mode: "document" } as const;

function wordsIn(text: string): readonly string[] {
  return openDocument(text, GRAMMAR).statements.flatMap(({ statement }) => {
    let end = 0;
    return semanticWordsOf(statement).map((word) => {
      assert.ok(word.start >= end && word.end > word.start, "in order, without overlap");
      end = word.end;
      return `${statement.text.slice(word.start, word.end)}:${word.type}${word.isDeclaration ? "!" : ""}`;
    });
  });
}

/** The words that a text has, in its order. */
function checkWords(name: string, text: string, expected: readonly string[]): void {
  test(name, () => {
    const wanted = new Set(expected.map((word) => word.slice(0, word.lastIndexOf(":"))));
    const found = wordsIn(text).filter((word) => wanted.has(word.slice(0, word.lastIndexOf(":"))));
    assert.deepEqual(found, expected);
  });
}

/** Every word of a text. */
function checkAll(name: string, text: string, expected: readonly string[]): void {
  test(name, () => assert.deepEqual(wordsIn(text), expected));
}

checkAll("a query", "SELECT a, 1 FROM t WHERE b = 'x'", [
  "SELECT:keyword",
  "a:column",
  "1:number",
  "FROM:keyword",
  "t:table",
  "WHERE:keyword",
  "b:column",
  "=:operator",
  "'x':string",
]);
checkAll("nothing", "", []);
checkWords("a schema", "SELECT 1 FROM druid.t", ["druid:namespace", "t:table"]);
checkWords("a system table", "SELECT segment_id FROM sys.segments", ["segment_id:column", "sys:namespace", "segments:table"]);
checkWords("a quoted table", 'SELECT 1 FROM "my table"', ['"my table":table']);
checkWords("an alias of a table", "SELECT x.a FROM t AS x", ["x:alias", "a:column", "t:table", "x:alias!"]);
checkWords("a table before a dot", "SELECT t.a FROM t", ["t:table", "a:column", "t:table"]);
checkWords("an alias of a column", "SELECT a AS b FROM t ORDER BY b", ["b:column!", "b:column"]);
checkWords("a CTE", "WITH q AS (SELECT 1 AS a) SELECT q.a FROM q", ["q:cte!", "q:cte", "q:cte"]);
checkWords("a CTE that hides a table, and one of another name", "WITH q AS (SELECT 1) SELECT 1 FROM q JOIN r ON true", [
  "q:cte!",
  "q:cte",
  "r:table",
]);
checkWords("the columns of a CTE", "WITH q (x) AS (SELECT 1) SELECT x FROM q", ["x:column!", "x:column"]);
checkWords("a window", "SELECT sum(a) OVER w FROM t WINDOW w AS (ORDER BY b)", ["w:alias", "w:alias!"]);
checkWords("functions", "SELECT count(*), my_function(a) FROM t", ["count:function", "my_function:function"]);
checkWords("a function in quotes", 'SELECT "COUNT"(*) FROM t', ['"COUNT":function']);
checkWords("CAST", "SELECT cast(a AS VARCHAR(10)) FROM t", ["cast:function", "AS:keyword", "VARCHAR:type", "10:number"]);
checkWords("special calls", "SELECT extract(YEAR FROM a), floor(b TO DAY) FROM t", [
  "extract:function",
  "YEAR:keyword",
  "floor:function",
  "TO:keyword",
  "DAY:keyword",
]);
checkWords("keywords as names", "SELECT type, t.level FROM t", ["type:column", "level:column"]);
checkWords("a reserved word as a value", "SELECT CURRENT_TIMESTAMP FROM t", ["CURRENT_TIMESTAMP:keyword"]);
checkWords("literals", "SELECT TRUE, NULL, 1.5e3, DATE '2024-01-01' FROM t", [
  "TRUE:keyword",
  "NULL:keyword",
  "1.5e3:number",
  "DATE:keyword",
  "'2024-01-01':string",
]);
checkWords("operators", "SELECT a + b || c, -d FROM t WHERE a <> b AND c >= d", [
  "+:operator",
  "||:operator",
  "-:operator",
  "<>:operator",
  "AND:keyword",
  ">=:operator",
]);
checkWords("a parameter", "SELECT a FROM t WHERE b = ?", ["?:parameter"]);
checkWords("comments", "-- first\nSELECT a /* second */ FROM t", ["-- first:comment", "/* second */:comment"]);
checkWords("a template", "SELECT a FROM {{ ref('t') }} WHERE b = ${c}", ["{{ ref('t') }}:macro", "${c}:macro"]);
checkWords(
  "an INSERT",
  "INSERT INTO t SELECT a FROM u PARTITIONED BY DAY CLUSTERED BY a",
  ["INTO:keyword", "t:table", "a:column", "u:table", "PARTITIONED:keyword", "DAY:keyword", "CLUSTERED:keyword", "a:column"].filter(
    (word) => word !== "INTO:keyword" || true,
  ),
);
checkWords("REPLACE", "REPLACE INTO t OVERWRITE WHERE b = 1 SELECT a FROM u PARTITIONED BY ALL", [
  "REPLACE:keyword",
  "t:table",
  "OVERWRITE:keyword",
  "b:column",
  "ALL:keyword",
]);
checkWords("an export", "INSERT INTO EXTERN(s3(bucket => 'b')) AS CSV SELECT a FROM t", [
  "s3:function",
  "bucket:parameter",
  "=>:operator",
  "CSV:type",
]);
checkWords("SET", "SET sqlTimeZone = 'UTC'; SELECT 1", ["SET:keyword", "sqlTimeZone:parameter", "'UTC':string"]);
checkWords("UNNEST", "SELECT d FROM t CROSS JOIN UNNEST(mv_to_array(tags)) AS u (d)", [
  "d:column",
  "UNNEST:keyword",
  "mv_to_array:function",
  "u:alias!",
  "d:column!",
]);
checkWords("named arguments", "SELECT * FROM TABLE(http(uris => ARRAY['a'])) EXTEND (x VARCHAR)", [
  "http:function",
  "uris:parameter",
  "ARRAY:keyword",
  "VARCHAR:type",
]);
checkWords("a lookup", "SELECT k FROM lookup.countries", ["lookup:namespace", "countries:table"]);
checkWords(
  "JSON in EXTERN",
  `SELECT * FROM TABLE(EXTERN('{"type": "http", "n": 12, "b": true, "l": ["x", null]}', '{}')) EXTEND (a VARCHAR)`,
  [
    "EXTERN:function",
    "':string",
    '"type":jsonKey',
    '"http":string',
    '"n":jsonKey',
    "12:number",
    '"b":jsonKey',
    "true:keyword",
    '"l":jsonKey',
    '"x":string',
    "null:keyword",
    "':string",
    "':string",
    "':string",
  ],
);
checkWords("JSON with doubled quotes", `SELECT * FROM TABLE(EXTERN('{"data": "it''s"}', '{}')) EXTEND (a VARCHAR)`, [`"it''s":string`]);
checkWords("broken JSON is a string", `SELECT * FROM TABLE(EXTERN('{"a"', '{}')) EXTEND (a VARCHAR)`, [`'{"a"':string`]);
checkWords("JSON elsewhere is a string", `SELECT parse_json('{"a": 1}') FROM t`, [`'{"a": 1}':string`]);
checkWords("EXTEND", "SELECT * FROM TABLE(EXTERN('{}', '{}')) EXTEND (a VARCHAR, b TYPE('COMPLEX<json>'))", [
  "a:column!",
  "VARCHAR:type",
  "b:column!",
  "TYPE:type",
  "'COMPLEX<json>':string",
]);
checkWords("what does not parse", "SELECT a, FROM FROM t", ["a:column", "FROM:keyword", "FROM:keyword"]);
checkWords("a subquery sees what is outside", "SELECT 1 FROM t AS x WHERE EXISTS (SELECT 1 FROM u WHERE u.a = x.b)", [
  "x:alias!",
  "u:table",
  "u:table",
  "x:alias",
]);
