/**
 * What Druid cannot read in the JSON of EXTERN, by example: carets stand under the part of the JSON that is to blame. The answers are those of
 * the planners of 29, 31 and 33, but for input sources of extensions, whose constructors were read.
 */
import * as assert from "node:assert/strict";
import { test } from "node:test";
import { checkStatement } from "../../../server/src/language/analysis/checkStatement";
import { readMarks, showMarks } from "../../support/marked";
import { settingsOf, statementOf } from "../../support/statements";

const SOURCE = '{"type":"inline","data":"a"}';
const FORMAT = '{"type":"json"}';

function call(source: string, format: string): string {
  return `SELECT * FROM TABLE(EXTERN(${source}, ${format})) EXTEND (x VARCHAR)`;
}

function quote(json: string): string {
  return `'${json.replaceAll("'", "''")}'`;
}

/** The reasons in the messages of `extern-json`. */
function reasonsOf(sql: string): readonly string[] {
  return checkStatement(statementOf(sql), settingsOf({})).map(({ code, message }) => {
    assert.equal(code, "extern-json", sql);
    return /Reason: \[(.*)\]$/s.exec(message)?.[1] ?? message;
  });
}

function checkSource(json: string, expected: string | undefined): void {
  assert.deepEqual(reasonsOf(call(quote(json), quote(FORMAT))), expected === undefined ? [] : [expected], json);
}

function checkFormat(json: string, expected: string | undefined): void {
  assert.deepEqual(reasonsOf(call(quote(SOURCE), quote(json))), expected === undefined ? [] : [expected], json);
}

function checkSignature(json: string, expected: string | undefined): void {
  const sql = `SELECT * FROM TABLE(EXTERN(${quote(SOURCE)}, ${quote(FORMAT)}, ${quote(json)}))`;
  assert.deepEqual(reasonsOf(sql), expected === undefined ? [] : [expected], json);
}

function checkPlace(text: string): void {
  const found = checkStatement(statementOf(text), settingsOf({})).map(({ code, range }) => ({ ...range, label: code }));
  assert.deepEqual(showMarks(text, found), showMarks(text, readMarks(text)), text);
}

test("inline", () => {
  const empty = 'empty data; an inline input source needs "data"';
  for (const json of [
    '{"type":"inline"}',
    '{"type":"inline","data":null}',
    '{"type":"inline","data":""}',
    '{"type":"inline","Data":"a"}',
  ]) {
    checkSource(json, empty);
  }
  checkSource('{"type":"inline","data":["a"]}', '"data" must be a string');
  for (const data of ['"a"', "5", "true", '" "']) checkSource(`{"type":"inline","data":${data},"more":1}`, undefined);
  checkSource('["inline",{"data":"a"}]', undefined);
  checkSource('["inline",{"data":"a"},1]', "an input source is a JSON object");
  checkSource('{"type":"inline","data":"a","data":"b"}', undefined);
});

test("http", () => {
  for (const json of ['{"type":"http"}', '{"type":"http","uris":[]}', '{"type":"http","uri":["http://a"]}']) {
    checkSource(json, 'Empty URIs; http needs "uris"');
  }
  for (const uris of ['"http://a"', '""', "{}", '[["http://a"]]']) {
    checkSource(`{"type":"http","uris":${uris}}`, '"uris" must be an array of strings');
  }
  checkSource('{"type":"http","uris":["https://a","s3://b/c"]}', "Only [http, https] protocols are allowed; this one is s3");
  for (const uri of ['"a/b"', '""', "null", "5"]) {
    checkSource(`{"type":"http","uris":[${uri}]}`, "Only [http, https] protocols are allowed; this URI has none");
  }
  for (const uri of ["http://a b/c", "http://a/{b}", "http://a/b|c", "http://a/%zz"]) {
    checkSource(`{"type":"http","uris":["${uri}"]}`, "not a valid URI; a blank is %20, and {, }, |, \\, ^ and ` are percent-encoded too");
  }
  for (const uri of ["HTTP://a/b", "https://a/b?c=%20d", " http://a ", "ftp://a/b"])
    checkSource(`{"type":"http","uris":["${uri}"]}`, undefined);
  checkSource('{"type":"http","uris":["http://<host>/none.csv"]}', undefined);
});

test("local", () => {
  const neither = "At least one of baseDir or files should be specified";
  for (const rest of ["", ',"filter":"*"', ',"baseDir":"","filter":"*"', ',"files":[]', ',"basedir":"/a","filter":"*"']) {
    checkSource(`{"type":"local"${rest}}`, neither);
  }
  for (const rest of [',"baseDir":"/a"', ',"baseDir":"/a","files":["/b"]', ',"baseDir":"/a","filter":null']) {
    checkSource(`{"type":"local"${rest}}`, 'filter; a local input source with "baseDir" needs "filter"');
  }
  checkSource('{"type":"local","files":"/a"}', '"files" must be an array of strings');
  for (const rest of [',"baseDir":"/a","filter":""', ',"files":["/a"]', ',"files":["/a"],"filter":"*"', ',"files":[5,null]']) {
    checkSource(`{"type":"local"${rest}}`, undefined);
  }
});

test("combining", () => {
  const combine = (delegates: string): string => `{"type":"combining","delegates":${delegates}}`;
  const http = '{"type":"http","uris":["http://a"]}';
  for (const delegates of [`[${http}]`, `[${http},null]`, `[${combine(`[${http}]`)}]`]) checkSource(combine(delegates), undefined);
  checkSource(combine(http), "combining needs at least one delegate");
  checkSource(combine('[{"type":"http"}]'), 'Empty URIs; http needs "uris"');
  checkSource(combine(`[${http},{"type":"local"}]`), "At least one of baseDir or files should be specified");
  checkSource(combine('[{"type":"HTTP","uris":["http://a"]}]'), "Could not resolve type id 'HTTP'; did you mean 'http'?");
  checkSource(combine(`[${SOURCE}]`), "combining takes no delegate of type inline");
});

test("input sources of extensions", () => {
  for (const [type, scheme] of [
    ["s3", "s3"],
    ["google", "gs"],
    ["azure", "azure"],
    ["azureStorage", "azureStorage"],
    ["oss", "oss"],
  ]) {
    const one = `Exactly one of uris, prefixes or objects must be specified for ${type}`;
    checkSource(`{"type":"${type}"}`, one);
    checkSource(`{"type":"${type}","uris":["${scheme}://a/b"],"prefixes":["${scheme}://a"]}`, one);
    // Only the scheme of s3 was read in its source.
    checkSource(`{"type":"${type}","uris":["http://a/b"]}`, type === "s3" ? "Invalid URI scheme [http://a/b] must be [s3]" : undefined);
    checkSource(`{"type":"${type}","prefixes":["a"],"uris":[]}`, type === "s3" ? "Invalid URI scheme [a] must be [s3]" : undefined);
    checkSource(`{"type":"${type}","uris":["${scheme?.toUpperCase()}://a/b"],"prefixes":null}`, undefined);
    checkSource(`{"type":"${type}","objects":[{"bucket":"a","path":"b"}]}`, undefined);
  }
  for (const rest of ["", ',"paths":5', ',"paths":["a",5]']) {
    checkSource(`{"type":"hdfs"${rest}}`, "'paths' must be a string or an array of strings");
  }
  for (const paths of ['"hdfs://a/*"', '["a","b"]']) checkSource(`{"type":"hdfs","paths":${paths}}`, undefined);
  checkSource('{"type":"druid","interval":"2000/2001"}', 'dataSource; a druid input source needs "dataSource"');
  checkSource('{"type":"druid","dataSource":"a"}', "Specify exactly one of 'interval' and 'segments'");
  checkSource('{"type":"druid","dataSource":"a","interval":"2000/2001"}', undefined);
  checkSource('{"type":"sql","database":{"type":"mysql"}}', 'No SQL queries provided; sql needs "sqls"');
  checkSource('{"type":"sql","sqls":["SELECT 1"]}', 'SQL Metadata Connector not configured!; sql needs "database"');
  checkSource('{"type":"S3","uris":["s3://a/b"]}', "Could not resolve type id 'S3'; did you mean 's3'?");
  checkSource('{"type":"AzureStorage"}', "Could not resolve type id 'AzureStorage'; did you mean 'azureStorage'?");
  checkSource('{"type":"mine"}', undefined);
});

test("csv and tsv", () => {
  for (const type of ["csv", "tsv"]) {
    const format = (rest: string): string => `{"type":"${type}"${rest}}`;
    for (const rest of ["", ',"columns":[]', ',"findColumnsFromHeader":null', ',"skipHeaderRows":1']) {
      checkFormat(format(rest), "Either [columns] or [findColumnsFromHeader] must be set");
    }
    for (const rest of [',"findColumnsFromHeader":false', ',"findColumnsFromHeader":"false"', ',"hasHeaderRow":0']) {
      checkFormat(format(rest), "If [columns] is not set, the first row of your data must have your header");
    }
    checkFormat(
      format(',"findColumnsFromHeader":true,"hasHeaderRow":true'),
      "Cannot accept both [findColumnsFromHeader] and [hasHeaderRow]",
    );
    checkFormat(format(',"findColumnsFromHeader":"yes"'), '"findColumnsFromHeader" must be true or false');
    checkFormat(format(',"columns":"a"'), '"columns" must be an array of strings');
    checkFormat(format(',"columns":[null]'), "a column has no name");
    for (const rest of [
      ',"columns":["a","a",5,""]',
      ',"findColumnsFromHeader":1',
      ',"hasHeaderRow":true',
      ',"columns":["a"],"listDelimiter":"|"',
    ]) {
      checkFormat(format(rest), undefined);
    }
  }
  checkFormat('{"type":"csv","columns":["a,b"]}', "Column[a,b] cannot have the delimiter[,] in its name");
  checkFormat('{"type":"csv","columns":["a|b"],"delimiter":"|"}', undefined);
  checkFormat('{"type":"tsv","columns":["a|b"],"delimiter":"|"}', "Column[a|b] cannot have the delimiter[|] in its name");
  checkFormat('{"type":"csv","columns":["a"],"listDelimiter":","}', "Cannot have same delimiter and list delimiter of [,]");
  checkFormat('{"type":"tsv","columns":["a"],"listDelimiter":","}', undefined);
});

test("other input formats", () => {
  checkFormat('{"type":"JSON"}', "Could not resolve type id 'JSON'; did you mean 'json'?");
  checkFormat('{"type":"mine"}', undefined);
  checkFormat('{"type":5}', 'the property "type" must be a string');
  checkFormat('["json",{}]', undefined);
  checkFormat("5", "an input format is a JSON object");
  checkFormat('{"type":"regex"}', undefined);
  checkFormat('{"type":"regex","pattern":["a"]}', '"pattern" must be a string');
  checkFormat('{"type":"kafka"}', undefined);
  checkFormat('{"type":"kafka","valueFormat":{"type":"json"}}', undefined);
  checkFormat(
    '{"type":"json","assumeNewlineDelimited":true,"useJsonNodeReader":true}',
    "useJsonNodeReader cannot be set to true when assumeNewlineDelimited is set to true.",
  );
  for (const spec of ['""', '"x"', "[]"]) checkFormat(`{"type":"parquet","flattenSpec":${spec}}`, '"flattenSpec" must be an object');
  const field = (json: string): string => `{"type":"json","flattenSpec":{"fields":[${json}]}}`;
  checkFormat(field('{"type":"xpath","name":"a","expr":"b"}'), "No enum constant xpath; a field is of type root, path, jq or tree");
  checkFormat(field('{"name":"a","expr":"b"}'), "a field needs a type: root, path, jq or tree");
  checkFormat(field('{"type":"path","expr":"b"}'), "Missing 'name' in field spec");
  checkFormat(field('{"type":"PATH","name":"a"}'), "Missing 'expr' for field");
  checkFormat(field('{"type":"tree","name":"a"}'), "Missing 'nodes' for tree field spec");
  for (const json of ['"a"', '{"type":"root","name":"a"}', '{"type":"PATH","name":"a","expr":"$.b"}']) checkFormat(field(json), undefined);
});

test("signature", () => {
  for (const json of ["{}", "5"]) checkSignature(json, "a signature is a JSON array");
  for (const json of ['["x"]', "[null]", "[[]]"]) checkSignature(json, 'a column is an object: {"name": …, "type": …}');
  for (const json of ["[{}]", '[{"type":"string"}]', '[{"name":"","type":"string"}]', '[{"NAME":"x","type":"string"}]']) {
    checkSignature(json, "Column name must be provided and non-empty");
  }
  checkSignature('[{"name":"x","type":5}]', '"type" must be a string');
  for (const json of [
    "[]",
    '[{"name":5,"type":"string"}]',
    '[{"name":" ","type":"COMPLEX<json>"}]',
    '[{"name":"x","type":{"type":"LONG"}}]',
  ]) {
    checkSignature(json, undefined);
  }
});

test("arguments that are no strings", () => {
  const reason = "it is no JSON that Druid can use; write the JSON as a string";
  for (const value of ["5", "-5", "1.5", "TRUE", "DATE '2000-01-01'", "CAST(5 AS VARCHAR)"]) {
    assert.deepEqual(reasonsOf(call(value, quote(FORMAT))), [reason], value);
    assert.deepEqual(reasonsOf(call(quote(SOURCE), value)), [reason], value);
  }
});

test("the place is the part of the JSON", () => {
  checkPlace(`
    SELECT * FROM TABLE(EXTERN('{"type":"http","uris":["http://it''s","gs://b"]}', '{"type":"CSV"}')) EXTEND (x VARCHAR)
    --                                                                ^^^^^^^^ extern-json
    --                                                                                      ^^^^^ extern-json
  `);
  checkPlace(`
    SELECT * FROM TABLE(EXTERN('{"type":"local","baseDir":"it''s"}', '{"type":"json",}')) EXTEND (x VARCHAR)
    --                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ extern-json
    --                                                                               ^ extern-json
  `);
  checkPlace(`
    SELECT * FROM TABLE(EXTERN(U&'{"type":"local"}', '{"type":"json"}', '[{"name":"x"},{"name":"y","type":"long"}]'))
    --                         ^^^^^^^^^^^^^^^^^^^^ extern-json
    --                                                                    ^^^^^^^^^^^^ extern-columns
  `);
});
