/**
 * What statements need, by example. A need reads `READ DATASOURCE a`; one that is not checked on submission has its phase in front:
 * `run: READ STATE STATE`. Needs of following and cancelling a task are compared where a case asks for them.
 */
import * as assert from "node:assert/strict";
import { test } from "node:test";
import type { Need } from "../../../server/src/language/permissions/model";
import { needsOf } from "../../../server/src/language/permissions/needsOf";
import { readMarks, showMarks } from "../../support/marked";
import { type GivenSettings, settingsOf, statementOf } from "../../support/statements";

/** A case of submission and run; `all` compares every phase. */
function checkNeeds(sql: string, expected: readonly string[], given: GivenSettings & { readonly phases?: "all" } = {}): void {
  const { needs } = needsOf(statementOf(sql, given), settingsOf(given));
  const shown = needs.filter(({ phase }) => given.phases === "all" || phase === "submit" || phase === "run").map(showNeed);
  assert.deepEqual([...shown].sort(), [...expected].sort(), sql);
}

function showNeed({ phase, action, type, name }: Need): string {
  return `${phase === "submit" ? "" : `${phase}: `}${action} ${type} ${name}`;
}

/** Carets stand under the causes, with the need behind them. */
function checkCauses(text: string, given: GivenSettings = {}): void {
  const { needs } = needsOf(statementOf(text, given), settingsOf(given));
  const found = needs
    .filter(({ phase }) => phase === "submit" || phase === "run")
    .flatMap((need) => need.causes.map((cause) => ({ ...cause, label: showNeed(need) })));
  assert.deepEqual(showMarks(text, found), showMarks(text, readMarks(text)));
}

/** What is not known: the code and the words, `template-name {{ t }}`. */
function checkUnknowns(sql: string, expected: readonly string[], given: GivenSettings = {}): void {
  const statement = statementOf(sql, given);
  const { unknowns } = needsOf(statement, settingsOf(given));
  assert.deepEqual(
    unknowns.map(({ code, range }) => `${code} ${statement.text.slice(range.start, range.end)}`),
    expected,
    sql,
  );
}

function checkFilters(sql: string, expected: readonly string[], given: GivenSettings = {}): void {
  const { filters } = needsOf(statementOf(sql, given), settingsOf(given));
  assert.deepEqual(
    filters.map(({ table, type }) => `${table} ${type}`),
    expected,
    sql,
  );
}

const SOURCE = (json: string): string => `TABLE(EXTERN('${json}', '{"type":"json"}')) EXTEND (x VARCHAR)`;
const INLINE = SOURCE('{"type":"inline","data":"a"}');
const SECURE = { profile: { inputSourceSecurity: true } };
const CONTEXT = { authorizeQueryContext: true };

test("tables wherever they stand", () => {
  checkNeeds("SELECT * FROM a", ["READ DATASOURCE a"]);
  checkNeeds("SELECT * FROM druid.a", ["READ DATASOURCE a"]);
  checkNeeds('SELECT * FROM "druid"."a b"', ["READ DATASOURCE a b"]);
  checkNeeds("TABLE a", ["READ DATASOURCE a"]);
  checkNeeds("SELECT * FROM (TABLE a)", ["READ DATASOURCE a"]);
  checkNeeds("SELECT * FROM a, b", ["READ DATASOURCE a", "READ DATASOURCE b"]);
  checkNeeds("SELECT * FROM a JOIN b ON a.x = b.x LEFT JOIN c USING (x)", ["READ DATASOURCE a", "READ DATASOURCE b", "READ DATASOURCE c"]);
  checkNeeds("SELECT * FROM (a JOIN b ON TRUE)", ["READ DATASOURCE a", "READ DATASOURCE b"]);
  checkNeeds("SELECT * FROM (SELECT * FROM (SELECT * FROM a))", ["READ DATASOURCE a"]);
  checkNeeds("SELECT * FROM a UNION ALL SELECT * FROM b", ["READ DATASOURCE a", "READ DATASOURCE b"]);
  checkNeeds("(SELECT * FROM a) UNION ALL (SELECT * FROM b) LIMIT 5", ["READ DATASOURCE a", "READ DATASOURCE b"]);
  checkNeeds("SELECT (SELECT MAX(x) FROM b) FROM a", ["READ DATASOURCE a", "READ DATASOURCE b"]);
  checkNeeds("SELECT * FROM a WHERE x IN (SELECT x FROM b)", ["READ DATASOURCE a", "READ DATASOURCE b"]);
  checkNeeds("SELECT * FROM a WHERE x NOT IN (SELECT x FROM b)", ["READ DATASOURCE a", "READ DATASOURCE b"]);
  checkNeeds("SELECT * FROM a WHERE EXISTS (SELECT 1 FROM b)", ["READ DATASOURCE a", "READ DATASOURCE b"]);
  checkNeeds("SELECT * FROM a WHERE x > ALL (SELECT x FROM b)", ["READ DATASOURCE a", "READ DATASOURCE b"]);
  checkNeeds("SELECT * FROM a WHERE x BETWEEN 1 AND (SELECT MAX(x) FROM b)", ["READ DATASOURCE a", "READ DATASOURCE b"]);
  checkNeeds("SELECT x FROM a GROUP BY x HAVING x > (SELECT MAX(x) FROM b)", ["READ DATASOURCE a", "READ DATASOURCE b"]);
  checkNeeds("SELECT MAX(x) FROM a GROUP BY (SELECT MAX(x) FROM b)", ["READ DATASOURCE a", "READ DATASOURCE b"]);
  checkNeeds("SELECT x FROM a ORDER BY (SELECT MAX(x) FROM b)", ["READ DATASOURCE a", "READ DATASOURCE b"]);
  checkNeeds("SELECT CASE WHEN x IN (SELECT x FROM b) THEN 1 END FROM a", ["READ DATASOURCE a", "READ DATASOURCE b"]);
  checkNeeds("SELECT COUNT(*) FILTER (WHERE x IN (SELECT x FROM b)) FROM a", ["READ DATASOURCE a", "READ DATASOURCE b"]);
  checkNeeds("SELECT COALESCE((SELECT MAX(x) FROM b), 1) FROM a", ["READ DATASOURCE a", "READ DATASOURCE b"]);
  checkNeeds("SELECT ARRAY(SELECT x FROM b) FROM a", ["READ DATASOURCE a", "READ DATASOURCE b"]);
  checkNeeds("SELECT * FROM UNNEST(ARRAY(SELECT x FROM b))", ["READ DATASOURCE b"]);
  checkNeeds("SELECT * FROM a, LATERAL (SELECT MAX(y) FROM b WHERE b.x = a.x)", ["READ DATASOURCE a", "READ DATASOURCE b"]);
  checkNeeds("SELECT * FROM a TABLESAMPLE BERNOULLI(10)", ["READ DATASOURCE a"]);
  checkNeeds("SELECT * FROM a PIVOT (SUM(x) FOR c IN ('p' AS p))", ["READ DATASOURCE a"]);
  checkNeeds("SELECT * FROM a UNPIVOT (v FOR k IN (b AS 'b'))", ["READ DATASOURCE a"]);
  checkNeeds("VALUES ((SELECT MAX(x) FROM b))", ["READ DATASOURCE b"]);
  checkNeeds("SELECT x FROM a QUALIFY ROW_NUMBER() OVER (ORDER BY x) IN (SELECT x FROM b)", ["READ DATASOURCE a", "READ DATASOURCE b"]);
  checkNeeds("DESCRIBE SELECT * FROM a", ["READ DATASOURCE a"]);
});

test("names keep their case and their quotes mean nothing", () => {
  checkNeeds("SELECT * FROM Wikipedia", ["READ DATASOURCE Wikipedia"]);
  checkNeeds('SELECT * FROM "it""s"', ['READ DATASOURCE it"s']);
  checkNeeds('SELECT * FROM "druid.a"', ["READ DATASOURCE druid.a"]);
  checkNeeds('SELECT * FROM U&"t\\00e4b"', ["READ DATASOURCE täb"]);
  checkNeeds("SELECT * FROM druid", ["READ DATASOURCE druid"]);
  checkNeeds("SELECT * FROM sys", ["READ DATASOURCE sys"]);
  checkNeeds("SELECT * FROM A, a", ["READ DATASOURCE A", "READ DATASOURCE a"]);
});

test("what is no table", () => {
  checkNeeds("SELECT 1", []);
  checkNeeds("VALUES (1, 'a')", []);
  checkNeeds("SELECT 'FROM secret' AS \"secret\" FROM a -- JOIN secret", ["READ DATASOURCE a"]);
  checkNeeds("SELECT events.x FROM a AS events", ["READ DATASOURCE a"]);
  checkNeeds("SELECT druid.x FROM a AS druid", ["READ DATASOURCE a"]);
  checkNeeds("SELECT a.x FROM b a, c b", ["READ DATASOURCE b", "READ DATASOURCE c"]);
  checkNeeds("SELECT sys.x FROM a sys", ["READ DATASOURCE a"]);
  checkNeeds("SELECT * FROM UNNEST(ARRAY['a'])", []);
  checkNeeds("SELECT * FROM lookup.countries", []);
  checkNeeds("SELECT LOOKUP(x, 'countries') FROM a", ["READ DATASOURCE a"]);
  checkNeeds("SELECT * FROM nope.t", []);
  checkNeeds("SELECT * FROM DRUID.a", []);
  checkNeeds("SELECT * FROM druid.sys.a", []);
});

test("statements that Druid does not run need nothing", () => {
  for (const sql of ["DELETE FROM a", "UPDATE a SET x = 1", "DESCRIBE a", "CALL f(1)"]) checkNeeds(sql, []);
  checkNeeds("MERGE INTO a USING b ON a.x = b.x WHEN MATCHED THEN UPDATE SET x = 1", []);
  checkNeeds("", [], { mode: "request" });
  checkNeeds("-- only a comment", [], { mode: "request" });
});

test("WITH items hide datasources", () => {
  checkNeeds("WITH a AS (SELECT 1 AS x) SELECT * FROM a", []);
  checkNeeds("WITH a AS (SELECT x FROM b) SELECT * FROM a", ["READ DATASOURCE b"]);
  checkNeeds("WITH a AS (SELECT x FROM a) SELECT * FROM a", ["READ DATASOURCE a"]);
  checkNeeds("WITH a AS (SELECT x FROM b) SELECT * FROM druid.a", ["READ DATASOURCE a", "READ DATASOURCE b"]);
  checkNeeds("WITH a AS (SELECT 1 AS x) SELECT * FROM A", ["READ DATASOURCE A"]);
  checkNeeds('WITH "A b" AS (SELECT x FROM b) SELECT * FROM "A b"', ["READ DATASOURCE b"]);
  checkNeeds("WITH a AS (SELECT x FROM b), c AS (SELECT x FROM a) SELECT * FROM c", ["READ DATASOURCE b"]);
  checkNeeds("WITH c AS (SELECT x FROM a), a AS (SELECT x FROM b) SELECT * FROM c", ["READ DATASOURCE a", "READ DATASOURCE b"]);
  checkNeeds("WITH a AS (SELECT x FROM b), a AS (SELECT x FROM a) SELECT * FROM a", ["READ DATASOURCE b"]);
  checkNeeds("WITH unused AS (SELECT x FROM secret) SELECT 1", ["READ DATASOURCE secret"]);
  checkNeeds("WITH a AS (SELECT 1 AS x) TABLE a", []);
  checkNeeds("WITH a AS (SELECT 1 AS x) SELECT * FROM (TABLE a)", []);
  checkNeeds("WITH a AS (SELECT x FROM b) SELECT (SELECT MAX(x) FROM a) FROM c ORDER BY (SELECT MAX(x) FROM a)", [
    "READ DATASOURCE b",
    "READ DATASOURCE c",
  ]);
  checkNeeds("WITH a AS (SELECT x FROM b) SELECT x FROM a UNION ALL SELECT x FROM c", ["READ DATASOURCE b", "READ DATASOURCE c"]);
  checkNeeds("WITH a AS (WITH b AS (SELECT 1 AS x) SELECT x FROM b) SELECT * FROM a, b", ["READ DATASOURCE b"]);
  checkNeeds("WITH a AS (SELECT x FROM b) SELECT * FROM (WITH a AS (SELECT x FROM a) SELECT x FROM a)", ["READ DATASOURCE b"]);
  checkNeeds("SELECT * FROM (WITH a AS (SELECT x FROM b) SELECT x FROM a) t, a", ["READ DATASOURCE a", "READ DATASOURCE b"]);
  checkNeeds("(WITH a AS (SELECT x FROM b) SELECT x FROM a) UNION ALL SELECT x FROM a", ["READ DATASOURCE a", "READ DATASOURCE b"]);
  checkNeeds("WITH a AS (SELECT 1 AS x) SELECT * FROM TABLE(APPEND('a'))", ["READ DATASOURCE a"]);
  checkNeeds("INSERT INTO a WITH a AS (SELECT x FROM b) SELECT x FROM a PARTITIONED BY ALL", ["READ DATASOURCE b", "WRITE DATASOURCE a"]);
});

test("a recursive item sees itself behind the last UNION of its body only", () => {
  checkNeeds("WITH RECURSIVE a AS (SELECT 1 AS x FROM b UNION ALL SELECT x FROM a) SELECT * FROM a", ["READ DATASOURCE b"]);
  checkNeeds("WITH RECURSIVE a AS ((SELECT 1 AS x FROM b UNION SELECT x FROM (SELECT x FROM a))) SELECT * FROM a", ["READ DATASOURCE b"]);
  checkNeeds("WITH RECURSIVE a AS (SELECT x FROM a) SELECT * FROM a", ["READ DATASOURCE a"]);
  checkNeeds("WITH RECURSIVE a AS (SELECT x FROM a UNION ALL SELECT 1 AS x FROM b) SELECT * FROM a", [
    "READ DATASOURCE a",
    "READ DATASOURCE b",
  ]);
  checkNeeds("WITH RECURSIVE a AS (SELECT 1 AS x FROM b UNION ALL SELECT 2 FROM a UNION ALL SELECT 3 FROM a) SELECT * FROM a", [
    "READ DATASOURCE a",
    "READ DATASOURCE b",
  ]);
  checkNeeds("WITH RECURSIVE a AS (SELECT 1 AS x FROM b UNION ALL SELECT x FROM a ORDER BY 1) SELECT * FROM a", [
    "READ DATASOURCE a",
    "READ DATASOURCE b",
  ]);
  checkNeeds("WITH RECURSIVE c AS (SELECT x FROM a), a AS (SELECT x FROM b) SELECT * FROM c", ["READ DATASOURCE a", "READ DATASOURCE b"]);
});

test("views", () => {
  checkNeeds("SELECT * FROM view.v", ["READ VIEW v"]);
  checkNeeds('SELECT * FROM "view"."V"', ["READ VIEW V"]);
  checkNeeds("SELECT * FROM v", ["READ DATASOURCE v"]);
  checkNeeds("SELECT * FROM view.v", ["READ VIEW v"], { profile: { views: ["v"] } });
  checkNeeds("SELECT * FROM view.w", [], { profile: { views: ["v"] } });
  checkNeeds("SELECT * FROM VIEW.v", []);
});

test("system tables: run-time needs, filters, SYSTEM_TABLE", () => {
  checkNeeds("SELECT * FROM sys.segments", []);
  checkNeeds("SELECT * FROM sys.servers", ["run: READ STATE STATE"]);
  checkNeeds("SELECT * FROM sys.server_segments", ["run: READ STATE STATE"]);
  checkNeeds("SELECT * FROM sys.server_properties", ["run: READ STATE STATE"]);
  checkNeeds("SELECT * FROM sys.server_properties", [], { version: 35 });
  checkNeeds("SELECT * FROM sys.queries", [], { profile: { sysQueriesTable: true } });
  checkNeeds("EXPLAIN PLAN FOR SELECT * FROM sys.servers", []);
  checkNeeds("SELECT * FROM SYS.servers", []);
  checkNeeds("WITH servers AS (SELECT 1) SELECT * FROM servers", []);
  checkNeeds("INSERT INTO t SELECT * FROM sys.servers PARTITIONED BY ALL", ["WRITE DATASOURCE t"]);
  const all = { profile: { authorizeSystemTables: true, sysQueriesTable: true } };
  checkNeeds("SELECT * FROM sys.segments", ["READ SYSTEM_TABLE segments"], all);
  checkNeeds("SELECT * FROM sys.servers", ["READ SYSTEM_TABLE servers", "run: READ STATE STATE"], all);
  checkNeeds("SELECT * FROM sys.queries", ["READ SYSTEM_TABLE queries"], all);
  checkNeeds("SELECT * FROM INFORMATION_SCHEMA.TABLES", [], all);
  checkNeeds("EXPLAIN PLAN FOR SELECT * FROM sys.servers", ["READ SYSTEM_TABLE servers"], all);
  checkFilters("SELECT * FROM sys.segments", ["sys.segments DATASOURCE"]);
  checkFilters("SELECT * FROM sys.servers", []);
  checkFilters("SELECT * FROM sys.server_segments, sys.tasks", ["sys.server_segments DATASOURCE", "sys.tasks DATASOURCE"]);
  checkFilters("SELECT * FROM sys.supervisors", ["sys.supervisors DATASOURCE"]);
  checkFilters("SELECT * FROM sys.queries", ["sys.queries STATE"], all);
  checkFilters("SELECT * FROM INFORMATION_SCHEMA.TABLES", ["INFORMATION_SCHEMA.TABLES DATASOURCE", "INFORMATION_SCHEMA.TABLES VIEW"]);
  checkFilters("SELECT * FROM INFORMATION_SCHEMA.SCHEMATA", []);
  checkFilters("EXPLAIN PLAN FOR SELECT * FROM sys.segments", []);
});

test("what sys.supervisors shows changed with 37", () => {
  const message = (version: number): string | undefined =>
    needsOf(statementOf("SELECT * FROM sys.supervisors"), settingsOf({ version })).filters[0]?.message;
  assert.match(message(36) ?? "", /topic/);
  assert.match(message(37) ?? "", /supervisors of datasources/);
});

test("INSERT and REPLACE", () => {
  checkNeeds("INSERT INTO t SELECT * FROM a PARTITIONED BY ALL", ["READ DATASOURCE a", "WRITE DATASOURCE t"]);
  checkNeeds("INSERT INTO a SELECT * FROM a PARTITIONED BY ALL", ["READ DATASOURCE a", "WRITE DATASOURCE a"]);
  checkNeeds("INSERT INTO druid.t SELECT 1 AS x PARTITIONED BY ALL", ["WRITE DATASOURCE t"]);
  checkNeeds("REPLACE INTO t OVERWRITE ALL SELECT * FROM a PARTITIONED BY DAY", ["READ DATASOURCE a", "WRITE DATASOURCE t"]);
  checkNeeds("REPLACE INTO t OVERWRITE WHERE __time > (SELECT MAX(__time) FROM secret) SELECT * FROM a PARTITIONED BY DAY", [
    "READ DATASOURCE a",
    "WRITE DATASOURCE t",
  ]);
  checkNeeds("INSERT INTO t SELECT x FROM a PARTITIONED BY ALL CLUSTERED BY (SELECT MAX(x) FROM b)", [
    "READ DATASOURCE a",
    "READ DATASOURCE b",
    "WRITE DATASOURCE t",
  ]);
  checkNeeds("INSERT INTO t WITH a AS (SELECT x FROM b) SELECT x FROM a PARTITIONED BY ALL CLUSTERED BY (SELECT MAX(x) FROM a)", [
    "READ DATASOURCE b",
    "WRITE DATASOURCE t",
  ]);
  checkNeeds("INSERT INTO t (SELECT * FROM a) PARTITIONED BY ALL", ["READ DATASOURCE a", "WRITE DATASOURCE t"]);
  checkNeeds("INSERT INTO t TABLE a PARTITIONED BY ALL", ["READ DATASOURCE a", "WRITE DATASOURCE t"]);
  checkNeeds("INSERT INTO sys.t SELECT * FROM a PARTITIONED BY ALL", ["READ DATASOURCE a"]);
  checkNeeds("INSERT INTO a.b.c SELECT * FROM a PARTITIONED BY ALL", ["READ DATASOURCE a"]);
  checkNeeds("INSERT INTO t SELECT * FROM a", ["READ DATASOURCE a", "WRITE DATASOURCE t"]);
  checkNeeds("INSERT INTO t SELECT * FROM view.v PARTITIONED BY ALL", ["READ VIEW v", "WRITE DATASOURCE t"]);
});

test("following and cancelling a task", () => {
  checkNeeds(
    "INSERT INTO t SELECT 1 AS x PARTITIONED BY ALL",
    ["WRITE DATASOURCE t", "follow: READ DATASOURCE t", "cancel: WRITE DATASOURCE t"],
    { phases: "all" },
  );
  checkNeeds("SELECT 1", [], { phases: "all" });
  checkNeeds("SELECT 1", ["follow: READ DATASOURCE __query_select", "cancel: WRITE DATASOURCE __query_select"], {
    phases: "all",
    endpoint: "task",
  });
  checkNeeds("SELECT 1", [], { phases: "all", endpoint: "statements" });
  checkNeeds("EXPLAIN PLAN FOR INSERT INTO t SELECT 1 AS x PARTITIONED BY ALL", ["WRITE DATASOURCE t"], { phases: "all" });
  checkNeeds("EXPLAIN PLAN FOR SELECT 1", [], { phases: "all", endpoint: "task" });
  checkNeeds(
    "INSERT INTO EXTERN(s3(bucket => 'b')) AS CSV SELECT 1 AS x",
    ["WRITE EXTERNAL s3", "follow: READ DATASOURCE __query_export", "cancel: WRITE DATASOURCE __query_export"],
    { phases: "all" },
  );
  checkNeeds(
    `SELECT * FROM ${INLINE}`,
    ["READ EXTERNAL EXTERNAL", "follow: READ DATASOURCE __query_select", "cancel: WRITE DATASOURCE __query_select"],
    { phases: "all" },
  );
  checkNeeds("INSERT INTO t SELECT 1 AS x PARTITIONED BY ALL", ["WRITE DATASOURCE t"], { phases: "all", endpoint: "statements" });
});

test("EXTERN without input source security", () => {
  const need = ["READ EXTERNAL EXTERNAL"];
  checkNeeds(`SELECT * FROM ${INLINE}`, need);
  checkNeeds(`SELECT * FROM ${SOURCE('{"type":"s3"}')}`, need);
  checkNeeds("SELECT * FROM TABLE(extern('a', 'b', 'c'))", need);
  checkNeeds("SELECT * FROM TABLE(\"EXTERN\"('a', 'b', 'c'))", need);
  checkNeeds("SELECT * FROM EXTERN('a', 'b', 'c')", need);
  checkNeeds("SELECT * FROM LATERAL TABLE(EXTERN('a', 'b', 'c'))", need);
  checkNeeds("SELECT * FROM TABLE(EXTERN(inputFormat => 'b', inputSource => 'a', signature => 'c'))", need);
  checkNeeds("SELECT * FROM TABLE(EXTERN(?, ?, ?))", need);
  checkNeeds(`WITH e AS (SELECT * FROM ${INLINE}) SELECT * FROM e`, need);
  checkNeeds(`SELECT * FROM a WHERE x IN (SELECT x FROM ${INLINE})`, ["READ DATASOURCE a", ...need]);
  checkNeeds(`INSERT INTO t SELECT x FROM ${INLINE} PARTITIONED BY ALL`, [...need, "WRITE DATASOURCE t"]);
  checkNeeds("SELECT extern FROM a extern", ["READ DATASOURCE a"]);
  checkNeeds(`SELECT * FROM ${INLINE}`, need, { ...SECURE, version: 25 });
});

test("EXTERN with input source security", () => {
  checkNeeds(`SELECT * FROM ${INLINE}`, ["READ EXTERNAL inline"], SECURE);
  for (const type of ["s3", "http", "google", "azure", "azureStorage", "hdfs", "local", "sql", "druid", "oss", "generator"]) {
    checkNeeds(`SELECT * FROM ${SOURCE(`{"type":"${type}"}`)}`, [`READ EXTERNAL ${type}`], SECURE);
  }
  checkNeeds(
    `SELECT * FROM ${SOURCE('{"type":"combining","delegates":[{"type":"http"},{"type":"local"},{"type":"http"}]}')}`,
    ["READ EXTERNAL http", "READ EXTERNAL local"],
    SECURE,
  );
  checkNeeds(
    `SELECT * FROM ${SOURCE('{"type":"combining","delegates":[{"type":"combining","delegates":[{"type":"s3"}]}]}')}`,
    ["READ EXTERNAL s3"],
    SECURE,
  );
  checkNeeds(`SELECT * FROM ${SOURCE('{"type":"nil"}')}`, [], SECURE);
  checkNeeds(`SELECT * FROM ${SOURCE('{"type":"iceberg"}')}`, [], SECURE);
  checkNeeds(`SELECT * FROM ${SOURCE('{"type":"delta"}')}`, [], SECURE);
  checkNeeds(`SELECT * FROM ${SOURCE('{"type":"combining","delegates":[{"type":"delta"}]}')}`, [], SECURE);
  checkNeeds(`SELECT * FROM ${SOURCE('{"data":"it\'\'s","type":"inline"}')}`, ["READ EXTERNAL inline"], SECURE);
  checkNeeds(`SELECT * FROM ${SOURCE('{"type":"inline","type":"http"}')}`, ["READ EXTERNAL inline"], SECURE);
  checkNeeds(`SELECT * FROM ${SOURCE('{"type":"inline"} behind')}`, ["READ EXTERNAL inline"], SECURE);
  checkNeeds(`SELECT * FROM ${SOURCE('{"type":"inli\\u006ee"}')}`, ["READ EXTERNAL inline"], SECURE);
  checkNeeds(`SELECT * FROM ${SOURCE('{"type":"inline"')}`, [], SECURE);
  checkNeeds(
    `SELECT * FROM TABLE(EXTERN(inputFormat => '{}', inputSource => '{"type":"http"}')) EXTEND (x VARCHAR)`,
    ["READ EXTERNAL http"],
    SECURE,
  );
  checkNeeds("SELECT * FROM TABLE(EXTERN(?, '{}', '[]'))", ["READ EXTERNAL http"], { ...SECURE, parameters: ['{"type":"http"}'] });
  checkNeeds("SELECT * FROM TABLE(EXTERN(?, '{}', '[]'))", ["READ EXTERNAL s3"], {
    ...SECURE,
    parameters: [{ type: "VARCHAR", value: '{"type":"s3"}' }],
  });
  checkUnknowns(`SELECT * FROM ${SOURCE('{"type":"mine"}')}`, [`input-source-type '{"type":"mine"}'`], SECURE);
  checkUnknowns("SELECT * FROM TABLE(EXTERN(?, '{}', '[]'))", ["parameter-value ?"], SECURE);
  checkUnknowns("SELECT * FROM TABLE(EXTERN(?, '{}', '[]'))", []);
  checkUnknowns("SELECT * FROM TABLE(EXTERN({{ source }}, '{}', '[]'))", ["input-source-type {{ source }}"], SECURE);
});

test("table functions beyond EXTERN", () => {
  checkNeeds("SELECT * FROM TABLE(HTTP(uris => ARRAY['a']))", []);
  const declared = { tableFunctions: { http: "http", mine: "kafka" } };
  checkNeeds("SELECT * FROM TABLE(http(uris => ARRAY['a'])) EXTEND (x VARCHAR)", ["READ EXTERNAL EXTERNAL"], { profile: declared });
  checkNeeds("SELECT * FROM TABLE(http(uris => ARRAY['a'])) EXTEND (x VARCHAR)", ["READ EXTERNAL http"], {
    profile: { ...declared, inputSourceSecurity: true },
  });
  checkNeeds("SELECT * FROM TABLE(http(uris => ARRAY['a']))", ["READ EXTERNAL EXTERNAL"], {
    profile: { ...declared, inputSourceSecurity: true },
  });
  checkNeeds("SELECT * FROM TABLE(Mine('a')) (x VARCHAR)", ["READ EXTERNAL kafka"], {
    profile: { ...declared, inputSourceSecurity: true },
  });
  checkUnknowns("SELECT * FROM TABLE(HTTP(uris => ARRAY['a']))", []);
  checkUnknowns("SELECT * FROM TABLE(NOSUCH('a'))", ["table-function NOSUCH"]);
  checkUnknowns("SELECT * FROM TABLE(druid.APPEND('a'))", []);
});

test("APPEND", () => {
  checkNeeds("SELECT * FROM TABLE(APPEND('a', 'b c'))", ["READ DATASOURCE a", "READ DATASOURCE b c"]);
  checkNeeds("SELECT * FROM TABLE(append('druid.a'))", ["READ DATASOURCE druid.a"]);
  checkNeeds("SELECT * FROM TABLE(APPEND('it''s', U&'t\\00e4b', N'x'))", [
    "READ DATASOURCE it's",
    "READ DATASOURCE täb",
    "READ DATASOURCE x",
  ]);
  checkNeeds("SELECT * FROM TABLE(APPEND('a', 'it''s'))", ["READ DATASOURCE 'a'", "READ DATASOURCE 'it''s'"], { version: 36 });
  checkNeeds(
    "SELECT * FROM TABLE(APPEND(U&'t\\00e4b', n'x', _utf8'y'))",
    ["READ DATASOURCE _UTF16'täb'", "READ DATASOURCE _UTF-16LE'x'", "READ DATASOURCE _UTF8'y'"],
    { version: 33 },
  );
  checkNeeds("SELECT * FROM TABLE(APPEND('a'))", [], { version: 29 });
  checkNeeds("SELECT * FROM TABLE(APPEND(?))", ["READ DATASOURCE a"], { parameters: ["a"] });
  checkNeeds("SELECT * FROM (VALUES (APPEND('a')))", ["READ DATASOURCE a"]);
  checkUnknowns("SELECT * FROM TABLE(APPEND('a', ?))", ["append-argument ?"]);
  checkUnknowns("SELECT * FROM TABLE(APPEND('a_{{ day }}'))", ["template-name 'a_{{ day }}'"]);
});

test("exports", () => {
  checkNeeds("INSERT INTO EXTERN(s3(bucket => 'b', prefix => 'p')) AS CSV SELECT * FROM a", ["READ DATASOURCE a", "WRITE EXTERNAL s3"]);
  for (const name of ["local", "LOCAL", "Local"])
    checkNeeds(`INSERT INTO EXTERN(${name}(exportPath => 'p')) AS CSV SELECT 1 AS x`, ["WRITE EXTERNAL local"]);
  checkNeeds("INSERT INTO EXTERN(\"LOCAL\"(exportPath => 'p')) AS CSV SELECT 1 AS x", ["WRITE EXTERNAL LOCAL"]);
  checkNeeds("INSERT INTO EXTERN(google(bucket => 'b')) AS CSV SELECT 1 AS x", ["WRITE EXTERNAL google"], SECURE);
  checkNeeds("INSERT INTO EXTERN(S3(bucket => 'b')) AS CSV SELECT 1 AS x", ["WRITE EXTERNAL S3"]);
  checkNeeds("INSERT INTO extern SELECT 1 AS x PARTITIONED BY ALL", ["WRITE DATASOURCE extern"]);
  checkNeeds("EXPLAIN PLAN FOR INSERT INTO EXTERN(s3()) AS CSV SELECT 1 AS x", ["WRITE EXTERNAL s3"]);
});

test("context keys by SET and by request", () => {
  const on = { profile: CONTEXT };
  checkNeeds("SET priority = 1; SELECT 1", []);
  checkNeeds("SET priority = 1; SELECT 1", ["WRITE QUERY_CONTEXT priority"], on);
  checkNeeds('SET a.b = 1; SET "c.d" = 2; SELECT 1', ["WRITE QUERY_CONTEXT a", "WRITE QUERY_CONTEXT c.d"], on);
  checkNeeds("SET x = 1; SET x = 2; SELECT 1", ["WRITE QUERY_CONTEXT x"], on);
  checkNeeds("SET sqlQueryId = 'a'; SET sqlStringifyArrays = TRUE; SET dartQueryId = 'b'; SELECT 1", [], on);
  checkNeeds("SET engine = 'msq-dart'; SELECT 1", ["WRITE QUERY_CONTEXT engine"], on);
  checkNeeds("SET priority = 1; EXPLAIN PLAN FOR SELECT * FROM a", ["READ DATASOURCE a", "WRITE QUERY_CONTEXT priority"], on);
  checkNeeds("SELECT 1", ["WRITE QUERY_CONTEXT priority"], { ...on, context: { priority: 1, sqlQueryId: "x" } });
  checkNeeds("SET timeout = 1; SELECT 1", ["WRITE QUERY_CONTEXT priority", "WRITE QUERY_CONTEXT timeout"], {
    ...on,
    context: { priority: { deep: 1 } },
  });
  checkNeeds("SELECT 1", [], { profile: { ...CONTEXT, defaultContext: { priority: 1 } } });
  checkNeeds("SELECT 1", ["WRITE QUERY_CONTEXT a"], { ...on, endpoint: "jdbc", context: { user: "u", password: "p", a: 1 } });
});

test("secured and unsecured context keys", () => {
  const given = (lists: object): GivenSettings => ({ profile: { ...CONTEXT, ...lists }, context: { a: 1, b: 2 } });
  checkNeeds("SELECT 1", ["WRITE QUERY_CONTEXT b"], given({ unsecuredContextKeys: ["a"] }));
  checkNeeds("SELECT 1", ["WRITE QUERY_CONTEXT a"], given({ securedContextKeys: ["a", "c"] }));
  checkNeeds("SELECT 1", [], given({ securedContextKeys: [] }));
  checkNeeds("SELECT 1", [], given({ securedContextKeys: ["a"], unsecuredContextKeys: ["a"] }));
  checkNeeds("SELECT 1", ["WRITE QUERY_CONTEXT a", "WRITE QUERY_CONTEXT b"], { ...given({ unsecuredContextKeys: ["a"] }), version: 24 });
});

test("which context keys count, by version", () => {
  const given = (version: number, more: Omit<GivenSettings, "version"> = {}): GivenSettings => ({
    ...more,
    version,
    profile: { ...CONTEXT, defaultContext: { timeout: 1 }, ...more.profile },
  });
  checkNeeds("SELECT 1", ["WRITE QUERY_CONTEXT sqlQueryId"], given(24, { context: { sqlQueryId: "a" } }));
  checkNeeds("SELECT 1", [], given(25, { context: { sqlQueryId: "a" } }));
  checkNeeds("SELECT 1", ["WRITE QUERY_CONTEXT dartQueryId"], given(33, { context: { dartQueryId: "a" } }));
  checkNeeds("SELECT 1", ["WRITE QUERY_CONTEXT timeout"], given(34));
  checkNeeds("SELECT 1", [], given(35));
  checkNeeds(
    "INSERT INTO t SELECT 1 AS x PARTITIONED BY ALL",
    ["WRITE DATASOURCE t", "WRITE QUERY_CONTEXT sqlInsertSegmentGranularity", "WRITE QUERY_CONTEXT timeout"],
    given(34),
  );
  checkNeeds("INSERT INTO t SELECT 1 AS x PARTITIONED BY ALL", ["WRITE DATASOURCE t"], given(35));
  checkNeeds(
    "SELECT 1",
    ["WRITE QUERY_CONTEXT executionMode", "WRITE QUERY_CONTEXT __resultFormat"],
    given(28, { endpoint: "statements", context: { executionMode: "ASYNC" } }),
  );
  checkNeeds("SELECT 1", ["WRITE QUERY_CONTEXT executionMode"], given(27, { endpoint: "statements", context: { executionMode: "ASYNC" } }));
  checkNeeds("SELECT 1", ["WRITE QUERY_CONTEXT executionMode"], given(35, { endpoint: "statements", context: { executionMode: "ASYNC" } }));
});

test("bySegment is taken out before a whole context is authorized", () => {
  for (const version of [25, 33, 35, 38]) {
    checkNeeds("SELECT 1", ["WRITE QUERY_CONTEXT bySegment"], { profile: CONTEXT, version, context: { bySegment: true } });
  }
  for (const version of [24, 34]) checkNeeds("SELECT 1", [], { profile: CONTEXT, version, context: { bySegment: true } });
  checkNeeds("SELECT 1", ["WRITE QUERY_CONTEXT bySegment"], { profile: { ...CONTEXT, defaultContext: { bySegment: true } }, version: 34 });
});

test("the Router's queryId", () => {
  const router = { ...CONTEXT, router: true };
  checkNeeds("SELECT 1", ["WRITE QUERY_CONTEXT queryId"], { profile: router });
  checkNeeds("SELECT 1", [], { profile: { ...router, unsecuredContextKeys: ["queryId"] } });
  checkNeeds("SELECT 1", [], { profile: { ...router, securedContextKeys: ["priority"] } });
  checkNeeds("SELECT 1", [], { profile: router, version: 24 });
  checkNeeds("SELECT 1", [], { profile: router, endpoint: "jdbc" });
  checkNeeds("SELECT 1", [], { profile: { router: true } });
  checkUnknowns("SELECT 1", ["router-unstated SELECT"], { profile: { ...CONTEXT, router: null } });
  checkUnknowns("SELECT 1", [], { profile: { ...CONTEXT, router: null, unsecuredContextKeys: ["queryId"] } });
  checkUnknowns("SET queryId = 'a'; SELECT 1", [], { profile: { ...CONTEXT, router: null } });
});

test("causes are the words that make the need", () => {
  checkCauses(`
    SELECT a.x FROM druid.a JOIN "b c" AS b ON a.x = b.x, a AS d
    --              ^^^^^^^ READ DATASOURCE a
    --                           ^^^^^ READ DATASOURCE b c
    --                                                    ^ READ DATASOURCE a
  `);
  checkCauses(`
    REPLACE INTO druid.t OVERWRITE ALL
    --           ^^^^^^^ WRITE DATASOURCE t
    SELECT * FROM TABLE(EXTERN('{}', '{}', '[]')), TABLE(APPEND('a'))
    --                  ^^^^^^ READ EXTERNAL EXTERNAL
    --                                                          ^^^ READ DATASOURCE a
    PARTITIONED BY ALL
  `);
  checkCauses(
    `
    SET priority = 1; SET x.y = 2;
    --  ^^^^^^^^ WRITE QUERY_CONTEXT priority
    --                    ^^^ WRITE QUERY_CONTEXT x
    EXPLAIN PLAN FOR SELECT * FROM TABLE(EXTERN('{"type":"http"}', '{}', '[]'))
    --                                          ^^^^^^^^^^^^^^^^^ READ EXTERNAL http
    `,
    { profile: { ...CONTEXT, inputSourceSecurity: true } },
  );
  checkCauses(`
    INSERT INTO EXTERN(s3(bucket => 'b')) AS CSV SELECT * FROM sys.servers
    --                 ^^ WRITE EXTERNAL s3
  `);
});

test("what has no words is shown on the first keyword", () => {
  const sql = "/* why */ SET a = 1;\n  EXPLAIN PLAN FOR SELECT 1";
  const { needs } = needsOf(statementOf(sql), settingsOf({ profile: { ...CONTEXT, router: true }, context: { b: 1 } }));
  const shown = needs.map(({ name, causes }) => `${name}: ${causes.map(({ start, end }) => sql.slice(start, end)).join()}`);
  assert.deepEqual(shown, ["a: a", "b: EXPLAIN", "queryId: EXPLAIN"]);
});

test("templates are unknown, and the rest is judged", () => {
  checkNeeds("SELECT * FROM {{ ref('x') }} JOIN b ON TRUE", ["READ DATASOURCE b"]);
  checkUnknowns("SELECT * FROM {{ ref('x') }} JOIN b ON TRUE", ["template-name {{ ref('x') }}"]);
  checkUnknowns("SELECT * FROM druid.${table}", ["template-name druid.${table}"]);
  checkUnknowns("INSERT INTO {{ target }} SELECT * FROM a PARTITIONED BY ALL", ["template-name {{ target }}"]);
  checkNeeds("INSERT INTO {{ target }} SELECT * FROM a PARTITIONED BY ALL", ["READ DATASOURCE a"]);
  checkNeeds("SELECT * FROM a WHERE x > {{ min }}", ["READ DATASOURCE a"]);
  checkUnknowns("SELECT * FROM a WHERE x > {{ min }}", ["template-name {{ min }}"]);
  checkUnknowns("SELECT {{ columns }} FROM a", ["template-name {{ columns }}"]);
  checkUnknowns("SELECT * FROM a WHERE x IN ({{ list }}) LIMIT {{ n }} OFFSET {{ m }}", ["template-name {{ list }}"]);
  checkUnknowns("{{ x }}", ["template-name {{ x }}"]);
  checkUnknowns("WITH {{ ctes }} SELECT * FROM a", ["template-name {{ ctes }}"]);
  checkUnknowns("SELECT * FROM a {{ joins }}", ["template-name {{ joins }}"]);
  checkUnknowns("SELECT * FROM a ${rest}", ["template-name ${rest}"]);
  checkUnknowns("{{ config(x=1) ~ q }} SELECT * FROM a", ["template-name {{ config(x=1) ~ q }}"]);
  checkUnknowns('SELECT * FROM "events_{{ ds }}"', ['template-name "events_{{ ds }}"']);
  checkUnknowns("SELECT \"{{ c }}\", '{{ d }}' FROM a", []);
  checkUnknowns("INSERT INTO t SELECT * FROM a PARTITIONED BY {{ g }}", []);
  checkUnknowns("SET x = {{ v }}; SELECT * FROM a", []);
  checkUnknowns("SELECT * FROM a LIMIT {{ n }} garbage FROM secret", ["template-name garbage"]);
  checkUnknowns("SELECT * FROM a {# c #} {{ ref('x') }} garbage FROM secret", ["template-name {{ ref('x') }}"]);
  checkUnknowns("SELECT * FROM ({{ query }}) AS q", ["template-name {{ query }}"]);
  checkUnknowns("{{ config(materialized='table') }} SELECT * FROM a", []);
  checkUnknowns("SELECT * FROM {% if live %} a {% else %} b {% endif %}", ["template-name {% if live %}"]);
  checkUnknowns("{% set x = 1 %} SELECT * FROM a {# b #}", []);
  checkUnknowns("SET {{ key }} = 1; SELECT 1", ["template-name {{ key }}"], { profile: CONTEXT });
});

test("half a statement gives what is sure", () => {
  checkNeeds("SELECT * FROM a JOIN", ["READ DATASOURCE a"]);
  checkNeeds("SELECT * FROM a WHERE", ["READ DATASOURCE a"]);
  checkNeeds("INSERT INTO t SELECT", ["WRITE DATASOURCE t"]);
  checkNeeds("INSERT INTO t", ["WRITE DATASOURCE t"]);
  checkNeeds("SELECT * FROM a JOIN (SELECT * FROM", ["READ DATASOURCE a"]);
  checkNeeds("WITH a AS (SELECT * FROM b", ["READ DATASOURCE b"]);
});

test("length costs no more than its share", () => {
  const joins = Array.from({ length: 10_000 }, (_, index) => `t${index}`);
  assert.equal(needsOf(statementOf(`SELECT * FROM ${joins.join(", ")}`), settingsOf({})).needs.length, 10_000);
  const unions = joins.map((name) => `SELECT * FROM ${name}`).join(" UNION ALL ");
  assert.equal(needsOf(statementOf(unions), settingsOf({})).needs.length, 10_000);
  const items = joins.map((name, index) => `c${index} AS (SELECT * FROM ${index === 0 ? name : `c${index - 1}`})`).join(", ");
  assert.equal(needsOf(statementOf(`WITH ${items} SELECT * FROM c9999`), settingsOf({})).needs.length, 1);
});

/** The cloud actions of a statement as `action resource`. */
function cloudOf(sql: string, given: GivenSettings = {}): readonly string[] {
  return needsOf(statementOf(sql, given), settingsOf(given)).cloud.map(({ action, resource }) => `${action} ${resource}`);
}

const S3_STORAGE = { profile: { durableStorage: { type: "s3", bucket: "b", prefix: "p/" } } };
const INSERT = "INSERT INTO t SELECT 1 AS x PARTITIONED BY ALL";
const ALL_OF_S3 = [
  "s3:GetObject arn:aws:s3:::b/p/*",
  "s3:PutObject arn:aws:s3:::b/p/*",
  "s3:AbortMultipartUpload arn:aws:s3:::b/p/*",
  "s3:DeleteObject arn:aws:s3:::b/p/*",
  "s3:ListBucket arn:aws:s3:::b",
];

test("durable storage asks the service's cloud identity", () => {
  assert.deepEqual(cloudOf(INSERT, S3_STORAGE), []);
  assert.deepEqual(cloudOf(`SET durableShuffleStorage = TRUE; ${INSERT}`, S3_STORAGE), ALL_OF_S3);
  assert.deepEqual(cloudOf(INSERT, { ...S3_STORAGE, context: { faultTolerance: true } }), ALL_OF_S3);
  const byDefault = { profile: { ...S3_STORAGE.profile, defaultContext: { durableShuffleStorage: "true" } } };
  assert.deepEqual(cloudOf(INSERT, byDefault), ALL_OF_S3);
  assert.deepEqual(cloudOf(INSERT, { ...byDefault, context: { durableShuffleStorage: false } }), []);
  assert.deepEqual(cloudOf(`SET durableShuffleStorage = FALSE; ${INSERT}`, { ...S3_STORAGE, context: { faultTolerance: true } }), []);
  assert.deepEqual(cloudOf(INSERT, { ...S3_STORAGE, context: { selectDestination: "durableStorage" } }), []);
  assert.deepEqual(cloudOf("SELECT 1", { ...S3_STORAGE, endpoint: "task", context: { selectDestination: "durableStorage" } }), ALL_OF_S3);
  assert.deepEqual(cloudOf("SELECT 1", { ...S3_STORAGE, context: { selectDestination: "durableStorage" } }), []);
  assert.deepEqual(cloudOf(`EXPLAIN PLAN FOR ${INSERT}`, { ...S3_STORAGE, context: { durableShuffleStorage: true } }), []);
  assert.deepEqual(cloudOf(INSERT, { context: { durableShuffleStorage: true } }), []);
});

test("durable storage came to Azure with 28 and to Google with 29", () => {
  const on = (type: string, druidVersion: string): number =>
    cloudOf(INSERT, { profile: { druidVersion, durableStorage: { type, bucket: "b" } }, context: { durableShuffleStorage: true } }).length;
  assert.deepEqual([on("s3", "24"), on("azure", "27"), on("azure", "28"), on("google", "28"), on("google", "29")], [5, 0, 4, 0, 4]);
});

test("exports ask the service's cloud identity", () => {
  const to = (destination: string): string => `INSERT INTO EXTERN(${destination}) AS CSV SELECT 1 AS x`;
  const s3 = "s3(bucket => 'b', prefix => 'p')";
  assert.deepEqual(cloudOf(to(s3)), ALL_OF_S3);
  assert.deepEqual(cloudOf(to(s3), { profile: { druidVersion: "29" } }), ALL_OF_S3);
  const google = "google(bucket => 'b', prefix => 'p')";
  assert.equal(cloudOf(to(google)).includes("storage.objects.create b/p/*"), true);
  assert.equal(cloudOf(to(google)).includes("storage.objects.list b"), true);
  assert.deepEqual(cloudOf(to(google), { profile: { druidVersion: "29" } }), []);
  assert.deepEqual(cloudOf(to("local(exportPath => '/tmp')")), []);
});

test("an export of Druid 38 may assume a role, which does the rest", () => {
  const sql = (role: string): string =>
    `INSERT INTO EXTERN(s3(bucket => 'b', prefix => 'p', assumeRoleArn => ${role})) AS CSV SELECT 1 AS x`;
  const role = "arn:aws:iam::1:role/export";
  assert.deepEqual(cloudOf(sql(`'${role}'`)), [`sts:AssumeRole ${role}`, ...ALL_OF_S3]);
  const { cloud } = needsOf(statementOf(sql(`'${role}'`), {}), settingsOf({}));
  assert.deepEqual(
    cloud.map(({ assumedRole }) => assumedRole),
    [undefined, role, role, role, role, role],
  );
  assert.deepEqual(cloudOf(sql("''")), ALL_OF_S3);
  assert.deepEqual(cloudOf(sql(`'${role}'`), { profile: { druidVersion: "37" } }), ALL_OF_S3);
  assert.equal(cloudOf(sql("'{{ role }}'"))[0], "sts:AssumeRole arn:${partition}:iam::${account}:role/${role}");
});

test("a bucket, or a use, that nobody states is not known", () => {
  const doubts = (sql: string, given: GivenSettings = {}): readonly string[] => [
    ...new Set(
      needsOf(statementOf(sql, given), settingsOf(given)).cloud.map(
        ({ resource, doubt }) => `${resource} ${doubt?.about}: ${doubt?.message}`,
      ),
    ),
  ];
  const on = { context: { durableShuffleStorage: true } };
  assert.deepEqual(doubts(INSERT, { ...on, profile: { durableStorage: { type: "s3", prefix: "p" } } }), [
    "arn:aws:s3:::${bucket}/p/* resource: Nobody states the bucket of durableStorage.",
    "arn:aws:s3:::${bucket} resource: Nobody states the bucket of durableStorage.",
  ]);
  assert.deepEqual(doubts(INSERT, { ...on, profile: { durableStorage: { type: "azure" } } }), [
    "${container}/* resource: Nobody states the container of durableStorage.",
  ]);
  assert.deepEqual(
    doubts("INSERT INTO EXTERN(s3(bucket => '{{ b }}', prefix => 'p')) AS CSV SELECT 1 AS x")[1],
    "arn:aws:s3:::${bucket} resource: The text does not tell the bucket of the export.",
  );
  const maybe = "need: It is needed if durableShuffleStorage is set so, and its value is not known.";
  assert.deepEqual(doubts(`SET durableShuffleStorage = {{ durable }}; ${INSERT}`, S3_STORAGE), [
    `arn:aws:s3:::b/p/* ${maybe}`,
    `arn:aws:s3:::b ${maybe}`,
  ]);
});

test("the keys without which an endpoint takes nothing", () => {
  const on = { profile: CONTEXT };
  checkNeeds("SELECT 1", ["WRITE QUERY_CONTEXT executionMode"], { ...on, endpoint: "statements" });
  checkNeeds("SELECT 1", ["WRITE QUERY_CONTEXT executionMode"], { ...on, endpoint: "statements", context: { executionMode: "ASYNC" } });
  checkNeeds("SET executionMode = 'ASYNC'; SELECT 1", ["WRITE QUERY_CONTEXT executionMode"], { ...on, endpoint: "statements" });
  checkNeeds("SELECT 1", ["WRITE QUERY_CONTEXT engine"], { ...on, endpoint: "dart" });
  checkNeeds("SELECT 1", [], { ...on, endpoint: "dart", version: 33 });
  checkNeeds("SELECT 1", [], { endpoint: "dart" });
  checkNeeds("SELECT 1", [], { profile: { ...CONTEXT, unsecuredContextKeys: ["engine"] }, endpoint: "dart" });
});

test("a switch that cannot be understood makes unknown what it decides", () => {
  const extern = `SELECT * FROM ${INLINE}`;
  const unclear = (key: string, more: object = {}): GivenSettings => ({ unclear: [key], profile: { router: false, ...more } });
  checkUnknowns("SELECT * FROM a", [], unclear("inputSourceSecurity"));
  checkUnknowns(extern, ["cluster-unclear SELECT"], unclear("inputSourceSecurity"));
  checkUnknowns("SELECT * FROM a", [], unclear("authorizeQueryContext"));
  checkUnknowns("SET a = 1; SELECT * FROM a", ["cluster-unclear SELECT"], unclear("authorizeQueryContext"));
  checkUnknowns("SELECT * FROM a", [], unclear("securedContextKeys"));
  checkUnknowns("SET a = 1; SELECT * FROM a", ["cluster-unclear SELECT"], unclear("securedContextKeys", CONTEXT));
  checkUnknowns("SELECT * FROM sys.segments", ["cluster-unclear SELECT"], unclear("authorizeSystemTables"));
  checkUnknowns("WITH segments AS (SELECT 1) SELECT * FROM segments", [], unclear("authorizeSystemTables"));
  checkUnknowns("SELECT * FROM a", ["cluster-unclear SELECT"], unclear("druidVersion"));
  checkUnknowns("SELECT * FROM a", ["cluster-unclear SELECT"], unclear("groupFilters", { roleProvider: "ldap" }));
  checkUnknowns("SELECT * FROM a", [], unclear("views"));
});
