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
  const errors = checkStatement(statementOf(sql), settingsOf({})).filter(({ severity }) => severity === "error");
  return errors.map(({ code, message }) => {
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
  checkSource('{"type":"inline","data":"a","data":"b"}', "No fallback setter/field defined for creator property 'data': it stands twice");
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
  for (const [part, uris] of [
    ["host", ["http://a b/c", "http://<ho st>/x", "http://[x/y", "http://h]/x"]],
    ["path", ["http://a/{b}", "http://a/b|c", "http://a/%zz", "http://a/[b]", "http://a/b\u00a0c", "http://a/b\u0085c", "/a b"]],
    ["query", ["http://a/b?{c}", "http://a?%"]],
    ["fragment", ["http://a/b#c#d", "http://a#{b}"]],
  ] as const) {
    for (const uri of uris) assert.match(reasonOfUri(uri), new RegExp(`^not a valid URI: its ${part} `), uri);
  }
  for (const uri of ["1a:x", ":x", "ht tp://a"]) assert.match(reasonOfUri(uri), /^not a valid URI: its scheme /, uri);
  for (const uri of ["http:", "http:#a"]) assert.match(reasonOfUri(uri), /nothing stands behind its scheme/, uri);
  assert.match(reasonOfUri("http://"), /its host is missing/);
  for (const uri of [
    ...["HTTP://a/b", "https://a/b?c=%20d", " http://a ", "\u0000http://a", "ftp://a/b", "http:a", "http:/a", "http:///a", "http://?a"],
    ...[
      "http://a/ä?ö#ü",
      "http://a_b:x@c:d/",
      "http://[::1]:80/a",
      "http://[fe80::1%eth0]/",
      "http://a/b?[c]",
      "http://a/~'()*!;,",
      "http://<host>:8080/<path>",
    ],
  ])
    checkSource(`{"type":"http","uris":[${JSON.stringify(uri)}]}`, undefined);
  checkSource('{"type":"http","uris":[],"uris":["http://a"]}', undefined);
  checkSource('{"type":"http","uris":["http://a"],"uris":[]}', 'Empty URIs; http needs "uris"');
  checkSource('{"type":"http","uris":"http://a","uris":["http://a"]}', '"uris" must be an array of strings');
});

function reasonOfUri(uri: string): string {
  const [reason, ...more] = reasonsOf(call(quote(`{"type":"http","uris":[${JSON.stringify(uri)}]}`), quote(FORMAT)));
  assert.deepEqual(more, []);
  return reason ?? "none";
}

test("the other properties of http and local", () => {
  const http = (rest: string): string => `{"type":"http","uris":["http://a"],${rest}}`;
  checkSource(http('"httpAuthenticationUsername":["a"]'), '"httpAuthenticationUsername" must be a string');
  for (const password of ["5", "true", "[]"]) {
    checkSource(http(`"httpAuthenticationPassword":${password}`), '"httpAuthenticationPassword" must be a string or an object');
  }
  checkSource(http('"httpAuthenticationPassword":{"type":"environment"}'), 'a password of type environment needs "variable"');
  checkSource(http('"httpAuthenticationPassword":{"type":"default","password":[]}'), '"password" must be a string');
  for (const password of ['"a"', "null", "{}", '{"password":"a"}', '{"type":"environment","variable":"A"}', '{"type":"mine"}']) {
    checkSource(http(`"httpAuthenticationPassword":${password}`), undefined);
  }
  for (const headers of ['"a"', "[]", '{"a":[]}']) {
    checkSource(http(`"requestHeaders":${headers}`), '"requestHeaders" must be an object of strings');
  }
  const fields = "No such system field; there are __file_uri, __file_bucket, __file_path";
  for (const field of ['"a"', "5", '"__FILE_URI"', '""']) checkSource(http(`"systemFields":[${field}]`), fields);
  checkSource('{"type":"local","files":["a"],"systemFields":["a"]}', fields);
  for (const value of ["{}", '"__file_uri"']) checkSource(http(`"systemFields":${value}`), '"systemFields" must be an array of strings');
  for (const value of ["null", "[]", "[null]", '["__file_uri","__file_path"]']) checkSource(http(`"systemFields":${value}`), undefined);
});

test("local", () => {
  const neither = "At least one of baseDir or files should be specified";
  for (const rest of [
    "",
    ',"filter":"*"',
    ',"baseDir":"","filter":"*"',
    ',"baseDir":" ","filter":"*"',
    ',"files":[]',
    ',"basedir":"/a","filter":"*"',
  ]) {
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
    for (const value of ['"yes"', '" "', '"tRUE"', "1.5", "[true]", "{}"]) {
      checkFormat(format(`,"findColumnsFromHeader":${value}`), '"findColumnsFromHeader" must be true or false');
      checkFormat(format(`,"columns":["a"],"tryParseNumbers":${value}`), '"tryParseNumbers" must be true or false');
    }
    for (const value of ['"null"', '""', "null"]) {
      checkFormat(format(`,"findColumnsFromHeader":true,"hasHeaderRow":${value}`), undefined);
      checkFormat(format(`,"hasHeaderRow":${value}`), "Either [columns] or [findColumnsFromHeader] must be set");
    }
    checkFormat(format(',"columns":["a"],"findColumnsFromHeader":false,"hasHeaderRow":false'), undefined);
    for (const value of ["true", '"x"', '" "', '"1.5"', "99999999999", "1e999", '"99999999999"', "[]", "{}"]) {
      checkFormat(format(`,"columns":["a"],"skipHeaderRows":${value}`), '"skipHeaderRows" must be a whole number of 32 bits');
    }
    for (const value of ["null", "1.5", "-1", '""', '"null"', '" 1 "', '"+1"', "1e2"]) {
      checkFormat(format(`,"columns":["a"],"skipHeaderRows":${value}`), undefined);
    }
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
  for (const spec of ["5", '""', "[]"]) checkFormat(`{"type":"json","featureSpec":${spec}}`, '"featureSpec" must be an object');
  checkFormat(
    '{"type":"json","featureSpec":{"allow_comments":true}}',
    "No enum constant allow_comments; features are written like ALLOW_COMMENTS",
  );
  checkFormat('{"type":"json","featureSpec":{"ALLOW_COMMENTS":null}}', '"ALLOW_COMMENTS" must be true or false');
  checkFormat('{"type":"json","featureSpec":{"ALLOW_COMMENTS":"true"}}', undefined);
  checkFormat('{"type":"json","keepNullColumns":"yes"}', '"keepNullColumns" must be true or false');
  const field = (json: string): string => `{"type":"json","flattenSpec":{"fields":[${json}]}}`;
  checkFormat(field('{"type":"xpath","name":"a","expr":"b"}'), "No enum constant xpath; a field is of type root, path, jq or tree");
  checkFormat(field('{"name":"a","expr":"b"}'), "a field needs a type: root, path, jq or tree");
  checkFormat(field('{"type":"path","expr":"b"}'), "Missing 'name' in field spec");
  checkFormat(field('{"type":"PATH","name":"a"}'), "Missing 'expr' for field");
  checkFormat(field('{"type":"tree","name":"a"}'), "Missing 'nodes' for tree field spec");
  for (const json of ["5", "[]"]) checkFormat(field(json), "a field is a name or an object");
  checkFormat(field('{"type":5,"name":"a"}'), "No enum constant 5; a field is of type root, path, jq or tree");
  checkFormat(field('{"type":"root","name":["a"]}'), '"name" must be a string');
  checkFormat(field('{"type":"tree","name":"a","nodes":[]}'), "Missing 'nodes' for tree field spec");
  for (const json of ["null", '"a"', '{"type":"root","name":"a"}', '{"type":"PATH","name":"a","expr":"$.b"}'])
    checkFormat(field(json), undefined);
});

test("signature", () => {
  for (const json of ["{}", "5"]) checkSignature(json, "a signature is a JSON array");
  for (const json of ['["x"]', "[null]", "[[]]"]) checkSignature(json, 'a column is an object: {"name": …, "type": …}');
  for (const json of ["[{}]", '[{"type":"string"}]', '[{"name":"","type":"string"}]', '[{"NAME":"x","type":"string"}]']) {
    checkSignature(json, "Column name must be provided and non-empty");
  }
  for (const type of ["5", "true", "[]", "{}", '{"type":"x"}', '{"type":"ARRAY"}']) {
    checkSignature(`[{"name":"x","type":${type}}]`, '"type" must be a string');
  }
  for (const name of ["[]", "{}"]) checkSignature(`[{"name":${name},"type":"string"}]`, '"name" must be a string');
  for (const type of ["ARRAY<>", "ARRAY<x>", "ARRAY<STRING", "ARRAY<", "ARRAY< LONG>", "ARRAY<LONG>>", "COMPLEX<"]) {
    checkSignature(
      `[{"name":"x","type":"${type}"}]`,
      "Array element type must not be null; the elements are STRING, LONG, DOUBLE or FLOAT",
    );
  }
  checkSignature('[{"name":"x","type":"string"},{"name":"x","type":"long"}]', "Column[x] has conflicting types [STRING] and [LONG]");
  checkSignature(
    '[{"name":"x","type":"string","name":"y"}]',
    "No fallback setter/field defined for creator property 'name': it stands twice",
  );
  for (const json of [
    "[]",
    '[{"name":5,"type":"string"}]',
    '[{"name":" ","type":"COMPLEX<json>"}]',
    '[{"name":"x","type":{"type":"LONG"}}]',
    '[{"name":"x","type":"STRING_ARRAY"}]',
    '[{"name":"x","name":"y","type":"ARRAY<ARRAY<LONG>>"}]',
    '[{"name":"__time","type":"bigint"},{"name":"__time"}]',
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

test("types of the signature", () => {
  const codesOf = (name: string, type: string): readonly string[] =>
    checkStatement(
      statementOf(`SELECT * FROM TABLE(EXTERN(${quote(SOURCE)}, ${quote(FORMAT)}, '[{"name":"${name}","type":"${type}"}]'))`),
      settingsOf({}),
    ).map(({ code }) => code);
  for (const type of ["VARCHAR", "array<string>", "complex<json>", "FLOAT_ARRAY", " string", "", "ARRAY", "LONG<>"]) {
    assert.deepEqual(codesOf("x", type), ["extern-columns"], type);
    assert.deepEqual(codesOf("__time", type), [], type);
  }
  for (const type of ["string", "Double", "LONG_ARRAY", "ARRAY<string>", "COMPLEX<x", "COMPLEX<>"]) {
    assert.deepEqual(codesOf("x", type), [], type);
    assert.deepEqual(codesOf("__time", type), ["extern-columns"], type);
  }
  assert.deepEqual(codesOf("__time", "Long"), []);
});

test("nesting beyond what is read here is no error in releases that read it", () => {
  const deep = `{"type":"json","more":${"[".repeat(2000)}${"]".repeat(2000)}}`;
  const found = (version: number): readonly string[] =>
    checkStatement(statementOf(call(quote(SOURCE), quote(deep))), settingsOf({ version })).map(({ code }) => code);
  assert.deepEqual(found(33), []);
  assert.deepEqual(found(34), ["extern-json"]);
});

test("types of extensions are remarked on", () => {
  const marks = (text: string): void => {
    const found = checkStatement(statementOf(text), settingsOf({})).map(({ code, range }) => ({ ...range, label: code }));
    assert.deepEqual(showMarks(text, found), showMarks(text, readMarks(text)), text);
  };
  marks(`
    SELECT * FROM TABLE(EXTERN('{"type":"htpp","uris":["http://a"]}', '{"type":"mine"}')) EXTEND (x VARCHAR)
    --                                  ^^^^^^ extern-type
    --                                                                         ^^^^^^ extern-type
  `);
  marks(`
    SELECT * FROM TABLE(EXTERN('{"type":"combining","delegates":[{"type":"mine"}]}', '{"type":"lines"}')) EXTEND (x VARCHAR)
    --                                                                   ^^^^^^ extern-type
  `);
  for (const type of ["s3", "iceberg", "generator"]) {
    const sql = call(quote(`{"type":"${type}"}`), quote(FORMAT));
    assert.ok(
      checkStatement(statementOf(sql), settingsOf({})).every(({ code }) => code !== "extern-type"),
      type,
    );
  }
});
