/**
 * The JSON in EXTERN's strings, and what table functions take by name.
 */
import { test } from "node:test";
import { checkApplied, checkCompletion } from "../../../support/completion";
import { catalogOfText } from "../../../support/completionCatalog";

const source = (json: string): string => `SELECT * FROM TABLE(EXTERN('${json}', '{"type": "json"}')) EXTEND (a VARCHAR)`;
const format = (json: string): string => `SELECT * FROM TABLE(EXTERN('{"type": "http", "uris": ["x"]}', '${json}')) EXTEND (a VARCHAR)`;
const signature = (json: string): string => `SELECT * FROM TABLE(EXTERN('{"type": "nil"}', '{"type": "json"}', '${json}'))`;

test("keys of an input source: the missing ones, those that must be there first", () => {
  checkCompletion(source("{<|>}"), { all: ["type"] });
  checkCompletion(source('{"type": "http", <|>}'), {
    first: ["uris"],
    has: ["httpAuthenticationUsername", "requestHeaders"],
    lacks: ["type"],
  });
  checkCompletion(source('{"type": "http", "uris": ["a"], <|>}'), { has: ["systemFields"], lacks: ["uris", "type"] });
  checkCompletion(source('{<|>, "type": "hdfs"}'), { first: ["paths"] });
  checkCompletion(source('{"type": "s3", "uris": ["s3://a"], <|>}'), { has: ["objectGlob", "properties"], lacks: ["prefixes", "objects"] });
  checkCompletion(source('{"type": "local", <|>}'), { has: ["baseDir", "filter", "files"] });
  checkCompletion(source('{"type": "s3", "objects": [<|>]}'), { all: ['{"bucket": …, "path": …}'] });
  checkCompletion(format('{"type": "json", "flattenSpec": {"fields": [<|>]}}'), { all: ['{"type": …, "name": …}'] });
  checkCompletion(source('{"type": "druid", "dataSource": "<|>"}'), { catalog: catalogOfText("rides: a BIGINT"), all: ["rides"] });
  checkCompletion(source('{"type": "s3", "objects": [{<|>}]}'), { all: ["bucket", "path"] });
  checkCompletion(source('{"type": "s3", "properties": {<|>}}'), { has: ["accessKeyId", "assumeRoleArn"] });
  checkCompletion(source('{"type": "combining", "delegates": [{"type": "http", <|>}]}'), { first: ["uris"], lacks: ["delegates"] });
  checkCompletion(source('{"type": "sql", "database": {"type": "mysql", "connectorConfig": {<|>}}}'), { first: ["connectURI"] });
  checkCompletion(source('{"type": "unheard", <|>}'), { all: [] });
});

test("secrets, filters of delta, catalogs of iceberg", () => {
  for (const path of ['"type": "s3", "properties": {"accessKeyId": ', '"type": "http", "httpAuthenticationPassword": ']) {
    const closing = path.includes("properties") ? "}}" : "}";
    checkCompletion(source(`{${path}<|>${closing}`), { all: ['{"type": "environment", …}'] });
    checkCompletion(source(`{${path}"<|>"${closing}`), { all: [] });
    checkCompletion(source(`{${path}{<|>}${closing}`), { first: ["type"], has: ["variable", "password"] });
    checkCompletion(source(`{${path}{"type": "<|>"}${closing}`), { first: ["environment", "default"] });
  }
  checkCompletion(source('{"type": "delta", "filter": {"type": "and", "filters": [{<|>}]}}'), {
    first: ["type"],
    has: ["column", "value"],
  });
  checkCompletion(source('{"type": "iceberg", "icebergCatalog": {"type": "<|>"}}'), { all: ["hive", "local", "rest", "glue"] });
});

test("types and values", () => {
  checkCompletion(source('{"type": <|>}'), { has: ["http", "s3", "inline", "local", "iceberg"], lacks: ["nil", "json"] });
  checkCompletion(source('{"type": "<|>"}'), { first: ["http", "s3", "local", "inline"] });
  checkCompletion(format('{"type": "<|>"}'), { first: ["json", "csv", "parquet"] });
  checkCompletion(source('{"type": "<|>"}'), { has: ["http"], replaces: '""' });
  checkCompletion(source('{"type": "ht<|>"}'), { has: ["http"], replaces: '"ht"' });
  checkCompletion(source('{"type": "http", "systemFields": ["<|>"]}'), { all: ["__file_uri", "__file_path"] });
  checkCompletion(format('{"type": "<|>"}'), { has: ["json", "csv", "parquet", "orc"], lacks: ["http"] });
  checkCompletion(format('{"type": "csv", "findColumnsFromHeader": <|>}'), { all: ["true", "false"] });
  checkCompletion(format('{"type": "json", "flattenSpec": {"fields": [{"type": "<|>"}]}}'), { all: ["root", "path", "jq", "tree"] });
  checkCompletion(source('{"type": "sql", "database": {"type": "<|>"}}'), { all: ["mysql", "postgresql"] });
  checkCompletion(source('{"type": "http", "uris": ["<|>"]}'), { all: [] });
});

test("keys of an input format", () => {
  checkCompletion(format("{<|>}"), { all: ["type"] });
  checkCompletion(format('{"type": "csv", <|>}'), {
    has: ["columns", "findColumnsFromHeader", "skipHeaderRows"],
    lacks: ["delimiter", "pattern"],
  });
  checkCompletion(format('{"type": "tsv", <|>}'), { has: ["delimiter"] });
  checkCompletion(format('{"type": "regex", <|>}'), { first: ["pattern"] });
  checkCompletion(format('{"type": "json", "flattenSpec": {<|>}}'), { all: ["useFieldDiscovery", "fields"] });
  checkCompletion(format('{"type": "kafka", "valueFormat": {"type": "csv", <|>}}'), { has: ["columns"] });
});

test("the signature", () => {
  checkCompletion(signature("[<|>]"), { all: ['{"name": …, "type": …}'] });
  checkCompletion(signature('[{"name": "a", "type": "long"}, <|>]'), { all: ['{"name": …, "type": …}'] });
  checkCompletion(signature("[{<|>}]"), { all: ["name", "type"] });
  checkCompletion(signature('[{"name": "a", <|>}]'), { all: ["type"] });
  checkCompletion(signature('[{"name": "a", "type": "<|>"}]'), { has: ["string", "long", "double", "ARRAY<STRING>"] });
  checkCompletion(signature("<|>"), { all: ['[{"name": …, "type": …}]'] });
});

test("whole objects where nothing is written", () => {
  checkApplied(source("<|>"), '{"type": "http", …}', source('{"type": "http", "uris": ["$1"]}'));
  checkApplied(format("<|>"), '{"type": "csv", …}', format('{"type": "csv", "findColumnsFromHeader": true}'));
  checkApplied(source("<|>"), '{"type": "local", …}', source('{"type": "local", "baseDir": "$1", "filter": "$2"}'));
});

test("a key comes with its value, unless the colon is there", () => {
  checkApplied(source('{"type": "http", "ur<|>"}'), "uris", source('{"type": "http", "uris": ["$1"]}'));
  checkApplied(source('{"type": "http", ur<|>}'), "uris", source('{"type": "http", "uris": ["$1"]}'));
  checkApplied(source('{"type": "http", "ur<|>": ["a"]}'), "uris", source('{"type": "http", "uris": ["a"]}'));
  checkApplied(format('{"type": "json", <|>}'), "assumeNewlineDelimited", format('{"type": "json", "assumeNewlineDelimited": $1}'));
});

test("half-typed JSON, strings and calls", () => {
  checkCompletion('SELECT * FROM TABLE(EXTERN(\'{"type": "<|>', { has: ["http", "s3"] });
  checkCompletion('SELECT * FROM TABLE(EXTERN(\'{"type": "http", "<|>', { has: ["uris"] });
  checkCompletion('SELECT * FROM TABLE(EXTERN(\'{"type": "http", "<|>}\')', { has: ["uris"] });
  checkCompletion("SELECT * FROM TABLE(EXTERN('{<|>", { all: ["type"] });
  checkCompletion('INSERT INTO t SELECT * FROM TABLE(EXTERN(\'{"type": "http", "uris": ["a"]}\', \'{"type": "<|>\nPARTITIONED BY DAY', {
    has: ["csv"],
  });
});

test("quotes of SQL in the JSON", () => {
  checkCompletion(source('{"type": "inline", "data": "it\'\'s", "<|>"}'), { all: [] });
  checkCompletion(source('{"type": "http", "uris": ["it\'\'s"], "sys<|>": []}'), { has: ["systemFields"], replaces: '"sys"' });
  checkCompletion(format('{"listDelimiter": "\'\'", "type": "<|>"}'), { has: ["csv"], replaces: '""' });
});

test("named arguments", () => {
  checkCompletion("SELECT * FROM TABLE(EXTERN(<|>", { first: ["inputSource =>", "inputFormat =>"] });
  checkCompletion("SELECT * FROM TABLE(EXTERN(inputSource => '{}', <|>))", { all: ["inputFormat =>", "signature =>"] });
  checkCompletion("SELECT * FROM TABLE(EXTERN(inputSource => '{<|>}'))", { all: ["type"] });
  checkApplied("SELECT * FROM TABLE(EXTERN(inp<|>))", "inputFormat =>", "SELECT * FROM TABLE(EXTERN(inputFormat => '$1'))");
  checkApplied("SELECT * FROM TABLE(EXTERN(i<|> => '{}'))", "inputSource =>", "SELECT * FROM TABLE(EXTERN(inputSource => '{}'))");
  checkCompletion("SELECT * FROM TABLE(EXTERN(inputSource => '{}', i<|> => '{}'))", { all: ["inputFormat =>", "signature =>"] });
});

test("where an export goes", () => {
  checkCompletion("INSERT INTO EXTERN(<|>", { all: ["s3", "google", "local"] });
  checkCompletion("INSERT INTO EXTERN(<|>", { all: ["s3", "local"], cluster: { druidVersion: 29 } });
  checkCompletion("INSERT INTO EXTERN(s3(<|>)) AS CSV SELECT 1", { first: ["bucket =>", "prefix =>"] });
  checkCompletion("INSERT INTO EXTERN(s3(bucket => 'b', <|>)) AS CSV SELECT 1", { lacks: ["bucket =>"], has: ["prefix =>"] });
  checkApplied("INSERT INTO EXTERN(<|>)", "local", "INSERT INTO EXTERN(local(exportPath => '$1'))");
  checkApplied("INSERT INTO EXTERN(s3(b<|> => 'x')) AS CSV SELECT 1", "bucket =>", "INSERT INTO EXTERN(s3(bucket => 'x')) AS CSV SELECT 1");
  checkCompletion("INSERT INTO EXTERN(local(exportPath => 'x')) <|>", { first: ["AS CSV"] });
  checkCompletion("INSERT INTO EXTERN(local(exportPath => 'x')) AS <|> SELECT 1", { first: ["CSV"] });
  checkCompletion("insert into extern(local(exportPath => 'x')) as c<|> select 1", { first: ["csv"] });
});

test("table functions in FROM", () => {
  checkCompletion("SELECT * FROM <|>", { has: ["TABLE(EXTERN)", "TABLE(APPEND)"] });
  checkCompletion("SELECT * FROM <|>", { has: ["TABLE(EXTERN)"], lacks: ["TABLE(APPEND)"], cluster: { druidVersion: 29 } });
  checkCompletion("SELECT * FROM TABLE(<|>)", { has: ["EXTERN", "APPEND"] });
});

test("column types", () => {
  checkCompletion("SELECT * FROM TABLE(EXTERN('', '')) EXTEND (a <|>)", {
    has: ["VARCHAR", "BIGINT", "DOUBLE", "VARCHAR ARRAY"],
    lacks: ["TIMESTAMP", "BOOLEAN"],
  });
  checkCompletion("SELECT * FROM TABLE(EXTERN('', '')) (a <|>)", { has: ["VARCHAR"] });
  checkCompletion("SELECT * FROM TABLE(EXTERN('', '')) EXTEND (<|>)", { all: [] });
  checkCompletion("SELECT CAST(a AS <|>)", { has: ["VARCHAR", "TIMESTAMP", "BOOLEAN"] });
  checkCompletion("select cast(a as <|>)", { has: ["varchar"] });
  checkApplied("SELECT CAST(a AS VAR<|>)", "VARCHAR", "SELECT CAST(a AS VARCHAR)");
});

test("the quote that ends a text asks for nothing: Enter behind it begins a line", () => {
  checkCompletion(source('{"<|>"}'), { all: ["type"], trigger: '"' });
  checkCompletion(source('{"type": "<|>"}'), { has: ["http"], trigger: '"' });
  checkCompletion(source('{"type": "http"<|>}'), { all: [], trigger: '"' });
  checkCompletion(source('{"type": "http"<|>}'), { has: ["http"] });
  checkCompletion(source('{"type"<|>'), { all: [], trigger: '"' });
  checkCompletion(source('{"type": "a\\\\\\""<|>'), { all: [], trigger: '"' });
  checkCompletion(source('{"type": "http", "<|>'), { has: ["uris"], trigger: '"' });
});

test("EXTEND declares what the format names", () => {
  const extend = (json: string, columns: string): string => `SELECT * FROM TABLE(EXTERN('{"type": "nil"}', '${json}')) EXTEND (${columns})`;
  const csv = '{"type": "csv", "columns": ["time", "user id", "a$b"]}';
  checkCompletion(extend(csv, "<|>"), { all: ["time", "user id", "a$b"] });
  checkCompletion(extend(csv, '"time" VARCHAR, <|>'), { all: ["user id", "a$b"] });
  checkCompletion(extend('{"type": "json", "flattenSpec": {"fields": [{"type": "path", "name": "city"}, "zip"]}}', "<|>"), {
    all: ["city"],
  });
  checkCompletion(extend('{"type": "json"}', "<|>"), { all: [] });
  checkCompletion(extend("{", "<|>"), { all: [] });
  checkCompletion(extend(csv, "a <|>"), { has: ["VARCHAR"], lacks: ["time"] });
  checkApplied(extend(csv, "us<|> BIGINT"), "user id", extend(csv, '"user id" BIGINT'));
  checkApplied(extend(csv, "us<|>"), "user id", extend(csv, '"user id" ${1|VARCHAR,BIGINT,DOUBLE|}'));
  checkApplied(extend(csv, "<|>"), "a$b", extend(csv, '"a\\$b" ${1|VARCHAR,BIGINT,DOUBLE|}'));
});
