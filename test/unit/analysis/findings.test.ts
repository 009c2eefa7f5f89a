/**
 * What Druid refuses after parsing, by example: carets stand under the words, with the code behind them. ` (plan)` marks what Druid refuses
 * while planning. Every code has a case here.
 */
import * as assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { CHECK_CODES, REMARK_CODES } from "../../../server/src/language/analysis/checks/codes";
import { REPOSITORY } from "../../support/corpus";
import { checkCodes, checkFindings, checkFix, checkStatus } from "../../support/findings";

const INSERT = "INSERT INTO t SELECT x FROM a PARTITIONED BY ALL";
const EXTERN = `TABLE(EXTERN('{"type":"inline","data":"a"}', '{"type":"json"}'))`;

test("what Druid takes gets no finding", () => {
  for (const sql of [
    "SELECT 1",
    INSERT,
    "INSERT INTO druid.t SELECT CURRENT_TIMESTAMP, x, a.y, (z), n + 1 AS m FROM a PARTITIONED BY ALL CLUSTERED BY x, 2",
    "INSERT INTO t SELECT x FROM a PARTITIONED BY ALL CLUSTERED BY x DESC NULLS LAST",
    "INSERT INTO t WITH b AS (SELECT x FROM a) (SELECT x FROM b ORDER BY x) PARTITIONED BY ALL",
    "INSERT INTO t SELECT x FROM (SELECT x FROM a ORDER BY x) PARTITIONED BY ALL",
    "INSERT INTO t SELECT x FROM a LIMIT 5 PARTITIONED BY ALL",
    "INSERT INTO t SELECT * FROM (SELECT x + 1 FROM a) AS u (y) PARTITIONED BY ALL",
    "INSERT INTO EXTERN(local(exportPath => 'p')) AS CSV SELECT x FROM a CLUSTERED BY x",
    "REPLACE INTO t OVERWRITE WHERE __time >= TIMESTAMP '2000-01-01' AND NOT (__time >= DATE '2000-01-02') SELECT __time FROM a PARTITIONED BY DAY",
    `SELECT * FROM ${EXTERN} EXTEND (x VARCHAR, y BIGINT ARRAY)`,
    "SELECT * FROM TABLE(APPEND('a', 'b'))",
    "SELECT * FROM a x, A, b X",
    "SELECT * FROM a CROSS JOIN b NATURAL JOIN c LEFT JOIN d USING (x) JOIN e ON TRUE",
    "SELECT x FROM a ORDER BY x DESC NULLS LAST, y NULLS FIRST",
    "SELECT MULTISET(SELECT x FROM a), ARRAY[1]",
    "DESCRIBE SELECT 1",
    "SELECT * FROM sys.servers, INFORMATION_SCHEMA.TABLES, view.v, lookup.l",
    "SELECT COUNT(*) OVER (ORDER BY x ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) FROM a",
  ]) {
    checkCodes(sql, []);
  }
});

test("clauses of INSERT and REPLACE", () => {
  checkCodes("INSERT INTO t SELECT x FROM a", ["missing-partitioned-by"]);
  checkCodes("EXPLAIN PLAN FOR INSERT INTO t SELECT x FROM a", ["missing-partitioned-by"]);
  checkCodes("REPLACE INTO t SELECT x FROM a PARTITIONED BY ALL", ["missing-overwrite"]);
  checkCodes("REPLACE INTO t OVERWRITE SELECT x FROM a PARTITIONED BY ALL", ["missing-overwrite"]);
  checkFindings(`
    INSERT INTO t SELECT x FROM a CLUSTERED BY x
    --                            ^^^^^^^^^^^^ clustered-by-without-partitioned-by
  `);
  checkFindings(`
    INSERT INTO t (x, y) SELECT x, y FROM a ORDER BY x PARTITIONED BY ALL
    --            ^^^^^^ target-columns
    --                                      ^^^^^^^^^^ order-by-in-ingest
  `);
  checkCodes("INSERT INTO t ((SELECT x FROM a ORDER BY x)) PARTITIONED BY ALL", ["order-by-in-ingest"]);
  checkFindings(`
    INSERT INTO t SELECT __time FROM a LIMIT 5 OFFSET 2 PARTITIONED BY DAY
    --                                       ^ ingest-limit (plan)
    --                                                ^ ingest-limit (plan)
  `);
  checkFindings(`
    SET sqlOuterLimit = 5;
    --  ^^^^^^^^^^^^^ engine-feature
    INSERT INTO t SELECT x FROM a PARTITIONED BY ALL
  `);
  checkCodes(INSERT, ["engine-feature"], { context: { sqlOuterLimit: 1 } });
});

test("targets", () => {
  checkFindings(`
    INSERT INTO Druid.t SELECT x FROM a PARTITIONED BY ALL
    --          ^^^^^^^ bad-target
  `);
  for (const target of ["sys.segments", "view.v", "lookup.l", "a.b.c", '".x"', '"a/b"', '"a\tb"', 'druid."a/b"', '"x😀"']) {
    checkCodes(`INSERT INTO ${target} SELECT x FROM a PARTITIONED BY ALL`, ["bad-target"]);
  }
  for (const target of ['"a b"', '"a.b"', '"é"', "{{ t }}", '" "'])
    checkCodes(`INSERT INTO ${target} SELECT x FROM a PARTITIONED BY ALL`, []);
});

test("CLUSTERED BY", () => {
  checkFindings(`
    INSERT INTO t SELECT x FROM a PARTITIONED BY ALL CLUSTERED BY x DESC, 0, -1, 2
    --                                                            ^^^^^^ clustered-by-descending
    --                                                                    ^ clustered-by-ordinal
    --                                                                       ^^ clustered-by-ordinal
    --                                                                           ^ clustered-by-ordinal
  `);
  checkCodes("INSERT INTO t SELECT * FROM a PARTITIONED BY ALL CLUSTERED BY 99", []);
  checkCodes("INSERT INTO t WITH b AS (SELECT 1 AS x) SELECT * FROM b PARTITIONED BY ALL CLUSTERED BY 2", ["clustered-by-ordinal"]);
});

test("columns of INSERT and REPLACE", () => {
  checkFindings(`
    INSERT INTO t SELECT x, x + 1, UPPER(x) AS u, COUNT(*), 'l', CAST(x AS BIGINT) FROM a GROUP BY x PARTITIONED BY ALL
    --                      ^^^^^ unnamed-column
    --                                            ^^^^^^^^ unnamed-column
    --                                                      ^^^ unnamed-column
    --                                                           ^^^^^^^^^^^^^^^^^ unnamed-column
  `);
  checkCodes('INSERT INTO t SELECT x AS "EXPR$0" FROM a PARTITIONED BY ALL', ["unnamed-column"]);
  checkCodes("INSERT INTO t SELECT * FROM (SELECT x + 1 FROM a) PARTITIONED BY ALL", ["unnamed-column"]);
  checkCodes("INSERT INTO t WITH b AS (SELECT x + 1 FROM a) SELECT * FROM b PARTITIONED BY ALL", ["unnamed-column"]);
  checkCodes("INSERT INTO t SELECT * FROM c JOIN (SELECT x + 1 FROM a) AS u ON TRUE PARTITIONED BY ALL", ["unnamed-column"]);
  checkCodes("INSERT INTO t SELECT x + 1 AS y FROM a UNION ALL SELECT x + 1 FROM b PARTITIONED BY ALL", []);
  checkFindings(`
    INSERT INTO t VALUES (1, 2), (3, 4) PARTITIONED BY ALL
    --            ^^^^^^^^^^^^^^^^^^^^^ unnamed-column
  `);
  checkFix(
    "INSERT INTO t <|>VALUES (1, 2) PARTITIONED BY ALL",
    "Name the columns",
    "INSERT INTO t SELECT * FROM (VALUES (1, 2)) v (column1, column2) PARTITIONED BY ALL",
  );
  checkCodes("INSERT INTO t SELECT {{ x }} FROM a PARTITIONED BY ALL", []);
  checkFindings(
    `
    INSERT INTO t SELECT x + 1 FROM a PARTITIONED BY ALL
    --                   ^^^^^ unnamed-column (plan)
    `,
    { version: 29 },
  );
  checkFindings(`
    INSERT INTO t SELECT x, y AS x FROM a PARTITIONED BY DAY
    --                      ^^^^^^ duplicate-column (plan)
    --                                    ^^^^^^^^^^^^^^^^^^ ingest-time-column (plan)
  `);
  checkCodes("INSERT INTO t SELECT *, x FROM a PARTITIONED BY DAY", []);
});

test("exports", () => {
  checkFindings(`
    INSERT INTO EXTERN(S3(bucket => 'b')) SELECT x FROM a PARTITIONED BY ALL
    --          ^^^^^^^^^^^^^^^^^^^^^^^^^ export-format
    --                 ^^ export-destination
    --                                                    ^^^^^^^^^^^^^^^^^^ export-clause
  `);
  checkFindings(`
    INSERT INTO t AS CSV SELECT x FROM a PARTITIONED BY ALL
    --               ^^^ export-format
  `);
  checkCodes("REPLACE INTO EXTERN(s3(bucket => 'b')) AS CSV OVERWRITE ALL SELECT x FROM a", ["export-replace"]);
  checkCodes("INSERT INTO EXTERN(google(bucket => 'b')) AS CSV SELECT x FROM a", ["export-destination"], { version: 29 });
  checkCodes("INSERT INTO EXTERN(azure(container => 'b')) AS CSV SELECT x FROM a", ["export-destination"]);
});

test("OVERWRITE WHERE", () => {
  checkFindings(`
    REPLACE INTO t OVERWRITE WHERE __time = TIMESTAMP '2000-01-01' OR x > 1 OR __time > '2000' OR TRUE SELECT __time FROM a PARTITIONED BY DAY
    --                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ overwrite-where
    --                                                                ^ overwrite-where
    --                                                                    ^ overwrite-where
    --                                                                                  ^^^^^^ overwrite-where
    --                                                                                            ^^^^ overwrite-where
  `);
  const condition = (where: string): string => `REPLACE INTO t OVERWRITE WHERE ${where} SELECT __time FROM a PARTITIONED BY DAY`;
  checkCodes(condition("TIMESTAMP '2000-01-01' <= __time"), ["overwrite-where", "overwrite-where"]);
  checkCodes(condition("EXISTS (SELECT 1 FROM b)"), ["overwrite-where"]);
  checkCodes(condition("__time IS NOT NULL"), ["overwrite-where"]);
  checkCodes(condition("__time IN (TIMESTAMP '2000-01-01')"), ["overwrite-where"]);
  checkCodes(condition("t.__time > TIMESTAMP '2000-01-01'"), ["overwrite-where"]);
  checkCodes(condition("__time > ?"), []);
  checkCodes(condition("__time > {{ start }}"), []);
  checkCodes(condition("__time BETWEEN TIMESTAMP '2000-01-01' AND TIMESTAMP '2000-01-01 23:59:59.999'"), []);
  checkCodes("REPLACE INTO t OVERWRITE WHERE __time > TIMESTAMP '2000-01-01' SELECT x FROM a PARTITIONED BY ALL", ["overwrite-where"]);
});

test("statements that Druid does not run", () => {
  checkCodes("DELETE FROM a", ["unsupported-statement"]);
  checkCodes("UPDATE a SET x = 1", ["unsupported-statement"]);
  checkCodes("MERGE INTO a USING b ON a.x = b.x WHEN MATCHED THEN UPDATE SET x = 1", ["unsupported-statement"]);
  checkCodes("CALL f(1)", ["unsupported-statement"]);
  checkCodes("DESCRIBE wikipedia", ["unsupported-statement"]);
  checkCodes("DESCRIBE SCHEMA druid", ["unsupported-statement"]);
  checkCodes("EXPLAIN PLAN FOR DELETE FROM a", ["unsupported-statement"]);
  checkCodes("UPSERT INTO t SELECT x FROM a", ["upsert"]);
});

test("operators and literals that only the parser knows", () => {
  checkFindings(`
    SELECT x FROM a WHERE NOT EXISTS (SELECT 1 FROM b)
    --                        ^^^^^^^^^^^^^^^^^^^^^^^^ unsupported-operator
    UNION ALL SELECT x FROM b EXCEPT ALL SELECT 'c'
    --                        ^^^^^^^^^^ unsupported-operator
  `);
  checkCodes(
    "SELECT x IS A SET, x MULTISET UNION y, x EQUALS y, x FORMAT JSON FROM a",
    Array.from({ length: 4 }, () => "unsupported-operator"),
  );
  checkFix("SELECT <|>+ x FROM a", "Remove +", "SELECT x FROM a");
  checkCodes("SELECT + 1, + (2.5), 1 + x, + -1 FROM a", []);
  checkFix("<|>TABLE a LIMIT 5", "Write SELECT * FROM", "SELECT * FROM a LIMIT 5");
  checkCodes("TABLE a UNION ALL TABLE b ORDER BY 1", []);
  checkFindings(`
    SELECT -SUM(x) WITHIN GROUP (ORDER BY y), UPPER(x) WITHIN GROUP (ORDER BY y) AS u FROM a GROUP BY x
    --      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ aggregate-order
    --                                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ aggregate-order
  `);
  checkFindings(`
    SELECT RANK() WITHIN GROUP (ORDER BY y) FROM a
    --     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ aggregate-order
  `);
  checkFindings(`
    SELECT SUM(x) WITHIN GROUP (ORDER BY y) OVER () FROM a
    --     ^^^ window-over
  `);
  checkCodes("SELECT LISTAGG(x, ',') WITHIN GROUP (ORDER BY y), ARRAY_AGG(x) WITHIN GROUP (ORDER BY y) FROM a", []);
  checkCodes("INSERT INTO t SELECT 1 AS n, * FROM (VALUES (1)) AS __time PARTITIONED BY DAY", []);
  checkCodes("INSERT INTO t SELECT * FROM (VALUES (1, 2)) AS x PARTITIONED BY ALL", ["unnamed-column"]);
  checkFindings(`
    SELECT x FROM a UNION ALL SELECT x FROM b INTERSECT SELECT x FROM c
    --                        ^^^^^^^^^^^^^^^^^^^^^^^^^ unsupported-operator
  `);
  checkFindings(`
        (SELECT x FROM a) UNION ALL SELECT x FROM b EXCEPT SELECT x FROM c
    --   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unsupported-operator
  `);
  checkCodes("SELECT x FROM a WHERE x SIMILAR TO 'a' AND x NOT ILIKE 'b' AND x IS UNKNOWN", [
    "unsupported-operator",
    "unsupported-operator",
    "unsupported-operator",
  ]);
  checkCodes("SELECT MULTISET[1], MAP['a', 1]", ["unsupported-operator", "unsupported-operator"]);
  checkCodes("SELECT 'a'\n'b'", ["string-continuation"]);
  checkCodes("SELECT EXTERN('a', 'b', 'c')", ["table-function-place"]);
  checkFindings(`
    SELECT x FROM a UNION ALL SELECT x FROM b UNION SELECT y FROM b
    --                                        ^^^^^ union-distinct (plan)
  `);
  checkCodes("SELECT 1 UNION SELECT 2", ["union-distinct"]);
  checkCodes("SELECT UPPER(x) FROM a UNION SELECT x FROM b", ["union-distinct"]);
  checkCodes("SELECT x FROM a WHERE y = 1 UNION SELECT x FROM b", ["union-distinct"]);
  for (const sql of [
    "SELECT x FROM a UNION SELECT x FROM b",
    "SELECT x, y AS z FROM a UNION DISTINCT SELECT x, y FROM b ORDER BY 1",
    "SELECT x FROM a UNION SELECT x FROM b UNION ALL SELECT UPPER(x) FROM c",
    "WITH q AS (SELECT x FROM a) SELECT x FROM q UNION SELECT x FROM b",
    "SELECT * FROM a UNION SELECT * FROM b",
    "SELECT server FROM sys.servers WHERE tier = 'x' UNION SELECT server FROM sys.servers",
    "SELECT x FROM a UNION SELECT {{ column }} FROM b",
    "SELECT x FROM a WHERE TRUE UNION SELECT x FROM b",
  ]) {
    checkCodes(sql, []);
  }
  checkFindings(`
    SELECT x FROM a ORDER BY x DESC NULLS FIRST, y NULLS LAST
    --                       ^^^^^^^^^^^^^^^^^^ null-order
    --                                           ^^^^^^^^^^^^ null-order
  `);
  checkFindings(`
    SELECT SUM(x) OVER (ORDER BY x ROWS BETWEEN UNBOUNDED FOLLOWING AND CURRENT ROW) FROM a
    --                                          ^^^^^^^^^^^^^^^^^^^ window-frame
  `);
});

test("a query in parentheses that is sorted twice", () => {
  const given = { version: 33 };
  checkFindings(
    `
    (SELECT a FROM t LIMIT 3) /* more */ ORDER BY a LIMIT 5
    --                                   ^^^^^^^^^^^^^^^^^^ unsupported-operator
  `,
    given,
  );
  checkFix("(SELECT a FROM t LIMIT 3) <|>LIMIT 5", "Write SELECT * FROM (…)", "SELECT * FROM (SELECT a FROM t LIMIT 3) LIMIT 5", {
    cluster: { druidVersion: "33" },
  });
  for (const sql of [
    "(SELECT a FROM t) LIMIT 5",
    "((SELECT a FROM t LIMIT 5))",
    "WITH c AS (SELECT a FROM t) (SELECT a FROM c LIMIT 3) LIMIT 5",
    "(WITH c AS (SELECT a FROM t) SELECT a FROM c) LIMIT 5",
  ]) {
    checkCodes(sql, [], given);
  }
});

test("FROM", () => {
  checkFindings(`
    SELECT * FROM a JOIN b CROSS JOIN c ON TRUE
    --              ^^^^^^ join-condition
    --                                  ^^^^^^^ join-condition
  `);
  checkFindings(`
    SELECT * FROM a LEFT OUTER /* all */ JOIN b WHERE TRUE
    --                                   ^^^^^^ join-condition
  `);
  checkFindings(`
    SELECT * FROM a NATURAL JOIN b ON TRUE CROSS JOIN c USING (x)
    --                                ^^^^ join-condition
    --                                                  ^^^^^^^^^ join-condition
  `);
  checkFindings(`
    SELECT * FROM a, (b JOIN a ON TRUE), druid.b, c AS a, (SELECT 1) AS a
    --                       ^ duplicate-relation
    --                                   ^^^^^^^ duplicate-relation
    --                                            ^^^^^^ duplicate-relation
    --                                                                  ^ duplicate-relation
  `);
  checkCodes("SELECT * FROM a, (SELECT 1 FROM a)", []);
  checkFindings(`
    SELECT * FROM nope.t, DRUID.x, druid.sys.y, sys.nope, INFORMATION_SCHEMA.tables
    --            ^^^^^^ unknown-table
    --                    ^^^^^^^ unknown-table
    --                             ^^^^^^^^^^^ unknown-table
    --                                          ^^^^^^^^ unknown-table
    --                                                    ^^^^^^^^^^^^^^^^^^^^^^^^^ unknown-table
  `);
  checkCodes("SELECT * FROM sys.server_properties", ["unknown-table"], { version: 35 });
  checkCodes("SELECT * FROM sys.queries", ["unknown-table"]);
  checkCodes("SELECT * FROM sys.queries", [], { profile: { sysQueriesTable: true } });
  checkCodes("SELECT * FROM view.w", ["unknown-table"], { profile: { views: ["v"] } });
});

test("table functions", () => {
  checkFindings(`
    SELECT * FROM TABLE(HTTP(uris => ARRAY['a'])), TABLE(s3(uris => ARRAY['a'])) (x VARCHAR)
    --                  ^^^^ unknown-table-function
    --                                                   ^^ unknown-table-function
  `);
  checkCodes("SELECT * FROM TABLE(HTTP(uris => ARRAY['a']))", [], { profile: { tableFunctions: { HTTP: "http" } } });
  checkCodes("SELECT * FROM TABLE(NOSUCH('a'))", []);
  checkCodes("SELECT * FROM TABLE(APPEND('a'))", ["unknown-table-function"], { version: 29 });
  checkCodes("SELECT * FROM TABLE(druid.APPEND('a'))", ["unknown-table-function"]);
  checkCodes("SELECT * FROM TABLE(APPEND()), TABLE(APPEND('a', 1, x, 'b' || 'c')), TABLE(APPEND('d')) (x VARCHAR)", [
    "append-arguments",
    "append-arguments",
    "append-arguments",
    "append-arguments",
    "append-arguments",
  ]);
  checkCodes("SELECT * FROM TABLE(APPEND(?, '{{ a }}'))", []);
});

test("EXTERN", () => {
  const call = (args: string, behind = " EXTEND (x VARCHAR)"): string => `SELECT * FROM TABLE(EXTERN(${args}))${behind}`;
  const source = `'{"type":"inline","data":"a"}'`;
  const format = `'{"type":"json"}'`;
  checkCodes(`SELECT * FROM ${EXTERN}`, ["extern-signature"]);
  checkCodes(call(`${source}, ${format}, NULL`, ""), ["extern-signature"]);
  checkCodes(call(`${source}, ${format}, '[]'`), ["extern-signature"]);
  checkCodes(call(source), ["extern-arguments"]);
  checkCodes(call(`${source}, ${format}, '[]', 'x'`, ""), ["extern-arguments"]);
  checkCodes(call(`inputsource => ${source}, inputFormat => ${format}`), ["extern-arguments"]);
  checkCodes(call(`inputSource => ${source}, inputFormat => ${format}, inputFormat => ${format}`), ["extern-arguments"]);
  checkCodes(call(`${source}, inputFormat => ${format}`), ["extern-arguments"]);
  checkCodes(call(`${source} || '', ${format}`), ["extern-literal"]);
  checkCodes(call(`NULL, ${format}`), ["extern-literal"]);
  checkCodes(call(`?, ${format}`), []);
  checkCodes(call(`{{ source }}, ${format}`), []);
  for (const json of [
    "",
    "{",
    "[]",
    "{}",
    '{"type":1}',
    '{"type":"inline","data":[1,]}',
    '{"type":"inline","data":01}',
    "null",
    '{"type":"combining","delegates":[]}',
  ]) {
    checkCodes(call(`'${json}', ${format}`), ["extern-json"]);
  }
  checkCodes(call(`'{"type":"combining","delegates":[{"type":"inline"}]}', ${format}`), ["extern-json"]);
  checkCodes(call(`'{"type":"mine"}', ${format}`), ["extern-type"]);
  checkCodes(call(`${source}, '{"type":"json"'`), ["extern-json"]);
  checkCodes(call(`${source}, ${format}, '[{"name":"x","type":"VARCHAR"},{"name":"y"},{"name":"__time","type":"string"}]'`, ""), [
    "extern-columns",
    "extern-columns",
    "extern-columns",
  ]);
  checkCodes(call(`${source}, ${format}, '{}'`, ""), ["extern-json"]);
  checkCodes(call(`${source}, ${format}`, " EXTEND (x.y VARCHAR, b BOOLEAN, d DATE)"), [
    "extern-columns",
    "extern-columns",
    "extern-columns",
  ]);
  const secure = { profile: { inputSourceSecurity: true } };
  checkCodes(call(`'{"type":"delta"}', ${format}`), []);
  checkCodes(call(`'{"type":"delta"}', ${format}`), ["input-source-security"], secure);
  checkCodes(call(`'{"type":"iceberg"}', ${format}`), ["input-source-security"], secure);
  checkCodes(call(`inputFormat => ${format}, inputSource => ${source}, signature => '[]'`, ""), [], {});
  checkCodes(call(`inputFormat => ${format}, inputSource => ${source}, signature => '[]'`, ""), ["input-source-security"], secure);
  checkCodes(call(`inputFormat => ${format}, inputSource => ${source}`), [], secure);
});

test("what an endpoint's engine cannot do", () => {
  checkCodes(INSERT, ["engine-feature"], { endpoint: "sql" });
  checkCodes(INSERT, ["engine-feature"], { endpoint: "jdbc" });
  checkCodes(INSERT, [], { endpoint: "statements" });
  checkFindings(
    `
    SELECT * FROM TABLE(EXTERN('{"type":"inline","data":"a"}', '{"type":"json"}')) EXTEND (x VARCHAR)
    --                  ^^^^^^ engine-feature (plan)
    `,
    { endpoint: "sql" },
  );
  checkFindings(
    `
    SELECT * FROM sys.segments
    --            ^^^^^^^^^^^^ engine-feature (plan)
    `,
    { endpoint: "task" },
  );
  checkCodes("SET engine = 'msq-dart'; SELECT * FROM INFORMATION_SCHEMA.TABLES", ["engine-feature"]);
});

test("what no row needs is left out before the engine is asked", () => {
  const system = (sql: string, isRefused: boolean): void =>
    checkCodes(sql.replaceAll("@", "sys.segments"), isRefused ? ["engine-feature"] : [], { endpoint: "task" });
  system("SELECT * FROM @ WHERE FALSE", true);
  system("SELECT * FROM (SELECT * FROM @ LIMIT 0)", true);
  system("SELECT datasource, COUNT(*) FROM @ GROUP BY 1", true);
  system("SELECT COUNT(*) FROM @ HAVING FALSE", false);
  system("SELECT 1 FROM @ GROUP BY ()", false);
  system("SELECT 1 FROM (SELECT COUNT(*) FROM @)", false);
  system("SELECT 1 FROM t WHERE FALSE AND x IN (SELECT datasource FROM @)", false);
  system("SELECT 1 FROM t WHERE x IN (SELECT datasource FROM @)", true);
  for (const where of ["FALSE", "x = NULL", "COALESCE(NULL, FALSE)"])
    checkCodes(`SELECT x FROM t WHERE ${where} ORDER BY x`, [], { endpoint: "sql" });
  const join = "SELECT 1 FROM t f FULL JOIN t g ON f.x = g.x";
  checkCodes(join, ["join-algorithm"], { endpoint: "task" });
  checkCodes(`${join} WHERE FALSE`, ["join-algorithm"], { endpoint: "task" });
  checkCodes(`${join} GROUP BY ()`, [], { endpoint: "task" });
  const extern = `SELECT * FROM TABLE(EXTERN('{"type":"inline","data":"a"}', '{"type":"json"}')) EXTEND (x VARCHAR)`;
  for (const rest of ["WHERE FALSE", "WHERE x = NULL", "WHERE NULL", "WHERE 1 = 0", "WHERE 'a' LIKE 'b'", "LIMIT 0", "HAVING FALSE"]) {
    checkCodes(`${extern} ${rest}`.replace("*", rest.startsWith("HAVING") ? "1" : "*"), [], { endpoint: "sql" });
  }
});

test("what an endpoint refuses whatever the statement says", () => {
  checkFindings(
    `
       SELECT x FROM a
    -- ^^^^^^ endpoint-missing
    `,
    { endpoint: "statements", version: 26 },
  );
  checkCodes("SELECT x FROM a", [], { endpoint: "statements", version: 27 });
  checkCodes("SELECT x FROM a", ["endpoint-missing"], { endpoint: "dart", version: 30 });
  checkCodes("SELECT x FROM a", [], { endpoint: "dart", version: 31 });
  checkCodes(INSERT, ["engine-feature"], { endpoint: "dart" });
  checkFindings(
    `
       SET priority = 1; SELECT x FROM a
    -- ^^^^^^^^^^^^^^^^ set-over-jdbc
    `,
    { endpoint: "jdbc" },
  );
  checkCodes("SELECT x FROM a", [], { endpoint: "jdbc" });
  checkFindings(
    `
       SET engine = 'msq-task'; SELECT x FROM a
    -- ^^^^^^^^^^^^^^^^^^^^^^^ unknown-engine
    `,
  );
  checkCodes("SELECT x FROM a", ["unknown-engine"], { context: { engine: "nothing" } });
  checkCodes("SELECT x FROM a", [], { context: { engine: "nothing" }, version: 33 });
  checkCodes("SELECT x FROM a", [], { context: { engine: "native" } });
  checkCodes("SELECT x FROM sys.segments", [], { context: { engine: "msq-dart" }, endpoint: "jdbc" });
  checkCodes("SELECT x FROM sys.segments", [], { context: { engine: "msq-dart" }, version: 33 });
});

test("a SET before a statement, where Druid does not know it yet", () => {
  const text = `
       SET priority = 1; SELECT x FROM a
    -- ^^^^^^^^^^^^^^^^ unsupported-statement
    `;
  checkFindings(text, { version: 33 });
  checkCodes("SET priority = 1; SELECT x FROM a", [], { version: 34 });
});

test("context keys that only Druid itself may give", () => {
  checkFindings(`
       SET scanSignature = 'x'; SET priority = 1; SELECT x FROM a
    --     ^^^^^^^^^^^^^ reserved-context-key
    `);
  for (const key of ["sqlInsertSegmentGranularity", "sqlReplaceTimeChunks", "timestampResultField", "maxTimeArrayOutputName"]) {
    checkCodes("SELECT x FROM a", ["reserved-context-key"], { context: { [key]: null }, endpoint: "sql", version: 28 });
    checkCodes(INSERT, ["reserved-context-key"], { context: { [key]: "x" } });
  }
  checkCodes("SELECT x FROM a", [], { context: { __timeColumn: "x" }, endpoint: "sql" });
  checkCodes("SELECT x FROM a", ["reserved-context-key"], { context: { __timeColumn: "x" }, endpoint: "task" });
  checkCodes("SELECT x FROM a", ["reserved-context-key"], { context: { __timeColumn: "x" }, endpoint: "dart" });
  checkCodes("SELECT x FROM a", [], { context: { isReindex: "x" }, endpoint: "task", version: 28 });
  checkCodes("SELECT x FROM a", ["reserved-context-key"], { context: { __resultFormat: "csv" }, endpoint: "statements" });
  checkCodes("SELECT x FROM a", [], { context: { __resultFormat: "csv" }, endpoint: "statements", version: 27 });
  checkCodes("SELECT x FROM a", [], { context: { __resultFormat: "csv" }, endpoint: "task" });
  checkCodes("SELECT x FROM a", [], { context: { SCANSIGNATURE: "x" } });
});

test("values of the context that the planner cannot read", () => {
  checkFindings(`
       SET useApproximateTopN = 5; SET sqlCurrentTimestamp = 'now'; SET useCache = TRUE; SELECT x FROM a
    --                          ^ context-value
    --                                                       ^^^^^ context-value
    `);
  checkFindings(
    `
       SELECT x FROM a
    -- ^^^^^^ context-value
    `,
    { context: { sqlQueryId: 5 } },
  );
  const refused: Readonly<Record<string, readonly unknown[]>> = {
    useApproximateCountDistinct: [5, 1.5, [], {}],
    sqlStringifyArrays: [0, []],
    maxNumericInFilters: ["x", "", "5.5", true, []],
    plannerStrategy: [5],
    sqlCurrentTimestamp: ["", "now", "2000-01-01 00:00:00", "10:00", " 2000", "2000-13-01", "2000-02-30", "1900-02-29", 5, 5.5, true, []],
  };
  const taken: Readonly<Record<string, readonly unknown[]>> = {
    useApproximateCountDistinct: ["x", "", true, null],
    useApproximateTOPN: [5],
    maxNumericInFilters: ["5", 5, 5.5, null],
    sqlCurrentTimestamp: ["2000", "5", "2000-1-1", "2000-W01", "2000-001", "T10:00", "2000-02-29", "2000-01-01T00:00:00Z", 3e9, null],
    sqlTimeZone: ["Foo/Bar", 5],
    timeout: ["x"],
  };
  for (const [expected, values] of [[["context-value"], refused] as const, [[], taken] as const]) {
    for (const [key, value] of Object.entries(values).flatMap(([key, all]) => all.map((value) => [key, value] as const))) {
      for (const endpoint of ["sql", "task"] as const) checkCodes("SELECT x FROM a", expected, { context: { [key]: value }, endpoint });
    }
  }
  checkCodes("SELECT x FROM a", [], { context: { useApproximateTopN: 5 }, version: 28 });
  checkCodes("SELECT x FROM a", ["context-value"], { profile: { defaultContext: { useApproximateTopN: 5 } } });
  checkCodes("SELECT x FROM a", [], { profile: { defaultContext: { useApproximateTopN: 5 } }, context: { useApproximateTopN: true } });
  checkCodes("SET useApproximateTopN = 5; SET useApproximateTopN = TRUE; SELECT x FROM a", []);
  checkCodes("SET useApproximateTopN = TRUE; SELECT x FROM a", [], { context: { useApproximateTopN: 5 } });
  checkCodes("SET sqlCurrentTimestamp = 946684800000; SET maxNumericInFilters = 5; SELECT x FROM a", []);
  checkStatus("SELECT x FROM a", 500, { context: { sqlStringifyArrays: 5 } });
  checkStatus("SELECT x FROM a", undefined, { context: { maxNumericInFilters: "x" } });
});

test("the join algorithm, where the endpoint is stated", () => {
  const sorted = { sqlJoinAlgorithm: "sortMerge" };
  for (const endpoint of ["sql", "jdbc"] as const) checkCodes("SELECT x FROM a", ["context-value"], { context: sorted, endpoint });
  for (const endpoint of ["auto", "task", "statements", "dart"] as const)
    checkCodes("SELECT x FROM a", [], { context: sorted, endpoint, version: 33 });
  checkCodes("SELECT x FROM a", [], { context: { ...sorted, engine: "msq-dart" }, endpoint: "sql" });
  for (const value of ["sortmerge", "BROADCAST", 5]) {
    checkCodes("SELECT x FROM a", ["context-value"], { context: { sqlJoinAlgorithm: value }, endpoint: "sql" });
  }
  checkCodes("SELECT x FROM a", [], { context: { sqlJoinAlgorithm: "broadcast" }, endpoint: "sql" });
  checkFindings(
    `
       SET sqlJoinAlgorithm = 'sortMerge'; SELECT x FROM a
    --                        ^^^^^^^^^^^ context-value
    `,
    { endpoint: "sql" },
  );
});

test("a CAST of a literal as an argument of EXTERN", () => {
  const secured = { profile: { inputSourceSecurity: true } };
  const cast = (text: string): string => `CAST((CAST('${text}' AS VARCHAR)) AS BIGINT)`;
  const source = cast('{"type":"http","uris":["http://a/b"]}');
  const extended = `SELECT * FROM TABLE(EXTERN(${source}, ${cast('{"type":"json"}')})) EXTEND (x VARCHAR)`;
  const signed = `SELECT * FROM TABLE(EXTERN(${source}, '{"type":"json"}', '[{"name":"x","type":"string"}]'))`;
  for (const sql of [extended, signed]) checkCodes(sql, []);
  checkCodes(extended, [], secured);
  checkCodes(signed, ["input-source-security"], secured);
  checkStatus(signed, 500, secured);
  checkCodes(signed, [], { ...secured, version: 25 });
  checkCodes(extended.replaceAll("CAST(", "SAFE_CAST("), ["extern-literal", "extern-literal"]);
});

test("how Druid answers, where that is not 400", () => {
  checkStatus("INSERT INTO t SELECT x FROM a", undefined);
  checkStatus("INSERT INTO EXTERN(s3(bucket => 'b')) AS CSV SELECT x FROM a PARTITIONED BY ALL", 501);
  checkStatus("INSERT INTO EXTERN(nowhere(bucket => 'b')) AS CSV SELECT x FROM a", 500);
  checkStatus("SELECT * FROM TABLE(HTTP(userName => 'bob'))", undefined);
  checkStatus("SELECT * FROM TABLE(HTTP(userName => 'bob')) EXTEND (x VARCHAR)", 500);
  checkStatus("SELECT x FROM a", "none", { endpoint: "statements", version: 26 });
  checkStatus("SET priority = 1; SELECT x FROM a", 500, { endpoint: "jdbc" });
});

test("UNNEST of a column under its own name", () => {
  checkFindings(`
    SELECT 1 FROM t, UNNEST(MV_TO_ARRAY(c)) AS u(c)
    --                                  ^ ambiguous-column
  `);
  checkCodes("SELECT 1 FROM t, UNNEST(c) AS c", ["ambiguous-column"]);
  checkCodes("SELECT 1 FROM t JOIN UNNEST(ARRAY['x', UPPER(t.b), d]) AS u (d) ON TRUE", ["ambiguous-column"]);
  checkCodes("SELECT 1 FROM t CROSS JOIN UNNEST(CASE WHEN c = 'x' THEN ARRAY['x'] END) AS u(c)", ["ambiguous-column"]);
  checkCodes("SELECT 1 FROM UNNEST(MV_TO_ARRAY(c)) AS u(c)", ["unknown-column"]);
  for (const fine of [
    "SELECT 1 FROM t, UNNEST(MV_TO_ARRAY(t.c)) AS u(c)",
    "SELECT 1 FROM t, UNNEST(MV_TO_ARRAY(c)) AS u(C)",
    "SELECT 1 FROM t, UNNEST(MV_TO_ARRAY(c)) AS c(d)",
    "SELECT 1 FROM t, UNNEST(ARRAY[c, d]) AS u(d)",
    "SELECT 1 FROM t, UNNEST(MV_TO_ARRAY((SELECT MAX(c) FROM s))) AS u(c)",
  ]) {
    checkCodes(fine, []);
  }
  checkFix(
    "SELECT 1 FROM druid.t AS x, UNNEST(MV_TO_ARRAY(<|>c)) AS u(c)",
    "Write x.c",
    "SELECT 1 FROM druid.t AS x, UNNEST(MV_TO_ARRAY(x.c)) AS u(c)",
  );
  checkFix('SELECT 1 FROM "a b", UNNEST(<|>c) AS u(c)', 'Write "a b".c', 'SELECT 1 FROM "a b", UNNEST("a b".c) AS u(c)');
});

test("columns and tables that the statement itself shows to be unknown", () => {
  checkFindings(`
    WITH d AS (SELECT a AS x, b AS yy FROM t) SELECT x, X, y, d.yy, d.z, e.yy FROM d ORDER BY q
    --                                                  ^ unknown-column
    --                                                     ^ unknown-column
    --                                                                ^ unknown-column
    --                                                                   ^ unknown-column
    --                                                                                        ^ unknown-column
  `);
  checkFindings(`
    SELECT w.page, t.*, wiki.page, page FROM wikipedia AS wiki WHERE wikipedia.page = 'a'
    --     ^ unknown-column
    --             ^ unknown-column
    --                                                               ^^^^^^^^^ unknown-column
  `);
  checkFindings(`
    SELECT k, a.k, b.w FROM lookup.countries AS a JOIN lookup.cities AS b ON a.k = b.k AND v = 'x'
    --     ^ ambiguous-column
    --               ^ unknown-column
    --                                                                                     ^ ambiguous-column
  `);
  checkFindings(`
    SELECT n FROM (SELECT a AS n, b AS n FROM t) WHERE m = 1
    --     ^ ambiguous-column
    --                                                 ^ unknown-column
  `);
  checkCodes('SELECT c FROM TABLE(EXTERN(\'{"type":"http","uris":["http://a"]}\', \'{"type":"json"}\')) EXTEND (a VARCHAR, b VARCHAR)', [
    "unknown-column",
  ]);
  checkCodes("SELECT b FROM (VALUES (1, 2)) AS v (a, c)", ["unknown-column"]);
  checkCodes("SELECT v FROM (VALUES (1)) AS v WHERE w > 1", ["unknown-column"]);
  checkCodes("INSERT INTO t SELECT n AS m FROM (SELECT 1 AS n) PARTITIONED BY ALL CLUSTERED BY o", ["unknown-column"]);
  checkCodes("SELECT 1 FROM t AS a JOIN u AS b ON a.x = c.x", ["unknown-column"]);
  checkFix("WITH d AS (SELECT 1 AS visits) SELECT <|>visit FROM d", "Write visits", "WITH d AS (SELECT 1 AS visits) SELECT visits FROM d");
  checkFix(
    "WITH d AS (SELECT 1 AS visits) SELECT d.<|>VISITS FROM d",
    "Write visits",
    "WITH d AS (SELECT 1 AS visits) SELECT d.visits FROM d",
  );
  checkFix('SELECT <|>"order".k FROM t AS orders', "Write orders", "SELECT orders.k FROM t AS orders");
});

test("a table with a schema that nothing in FROM is", () => {
  checkFindings(`
    SELECT sys.t.a, druid.t.b FROM druid.t
    --     ^^^^^ unknown-column
  `);
});

test("templates that may bring tables, keys and comparisons", () => {
  for (const sql of [
    "SELECT {{ columns }}, b",
    "SELECT a {{ from }}",
    "SELECT x.a, x.b {{ from }}",
    "SELECT u.x FROM t {{ joins }}",
    "SELECT u.x FROM t AS s {{ joins }}",
    "SELECT __time FROM a JOIN b ON a.x = b.x {{ more }}",
    "SELECT *, COUNT(*) FROM a GROUP BY x {{ keys }}",
    "SELECT y, COUNT(*) FROM a GROUP BY x {{ keys }}",
    "SELECT a FROM t WHERE 1 {{ comparison }}",
    "SELECT * {{ from }}",
  ]) {
    checkCodes(sql, []);
  }
});

test("what stands before the dot where one table is in FROM", () => {
  checkFindings(`
    SELECT u.x, T.y, a.b.c, t.z FROM t
    --     ^ unknown-column
    --          ^ unknown-column
    --               ^^^ unknown-column
  `);
  for (const sql of ['SELECT "t".x, t.y, druid.t.z FROM druid.t', "SELECT {{ t }}.x FROM t", "SELECT x FROM t WHERE y > 1.5"])
    checkCodes(sql, []);
});

test("columns where there is no FROM", () => {
  checkFindings(`
    SELECT a, UPPER(b), t.c, 1 AS d ORDER BY d, e
    --     ^ unknown-column
    --              ^ unknown-column
    --                  ^ unknown-column
    --                                          ^ unknown-column
  `);
  checkFix('SELECT <|>"it\'s"', "Write 'it''s'", "SELECT 'it''s'");
  for (const sql of [
    "SELECT 1 AS a ORDER BY a",
    "SELECT PI, CURRENT_DATE, UNKNOWN",
    "SELECT x FROM t WHERE x IN (SELECT y)",
    "SELECT (SELECT y) FROM t",
  ]) {
    checkCodes(sql, []);
  }
});

test("columns that two tables have, whatever else is in them", () => {
  checkFindings(`
    SELECT __time FROM a JOIN b ON a.k = b.k AND __time > b.__time GROUP BY __time
    --     ^^^^^^ ambiguous-column
    --                                           ^^^^^^ ambiguous-column
    --                                                                      ^^^^^^ ambiguous-column
  `);
  checkFindings(`
    SELECT x, a.y FROM t AS a JOIN t AS b USING (k) WHERE k = 'z' ORDER BY y, x, z
    --     ^ ambiguous-column
    --                                                                           ^ ambiguous-column
  `);
  checkCodes("WITH c AS (SELECT * FROM t) SELECT __time FROM c, t", ["ambiguous-column"]);
  for (const sql of [
    "SELECT __time FROM a JOIN b USING (__time)",
    "SELECT a.__time FROM a JOIN b ON a.k = b.k ORDER BY __time",
    "SELECT * FROM a JOIN b ON a.k = b.k ORDER BY __time",
    "SELECT __time FROM a JOIN lookup.b AS b ON a.k = b.k",
    "SELECT __time FROM a, UNNEST(MV_TO_ARRAY(tags)) AS u (tag)",
    "SELECT x FROM t AS a JOIN t AS b ON a.k = b.k JOIN u ON a.k = u.k",
    "SELECT x FROM u WHERE k IN (SELECT x FROM t AS a JOIN t AS b ON a.k = b.k)",
    "SELECT * FROM t AS a JOIN t AS b ON a.k = b.k ORDER BY x",
    "SELECT k FROM t AS a JOIN t AS b USING (k)",
  ]) {
    checkCodes(sql, []);
  }
  const joined = "SELECT <|>__time FROM rides AS r JOIN stations ON r.s = stations.s";
  checkFix(joined, "Write r.__time", "SELECT r.__time FROM rides AS r JOIN stations ON r.s = stations.s");
  checkFix(joined, "Write stations.__time", "SELECT stations.__time FROM rides AS r JOIN stations ON r.s = stations.s");
});

test("columns of system tables in other case", () => {
  checkFindings(`
    SELECT TABLE_NAME, c.data_type FROM INFORMATION_SCHEMA.COLUMNS AS c WHERE table_schema = 'druid'
    --                   ^^^^^^^^^ unknown-column
    --                                                                        ^^^^^^^^^^^^ unknown-column
  `);
  checkCodes("SELECT a_later_one FROM sys.segments", []);
  checkFix("SELECT <|>DATASOURCE FROM sys.segments", "Write datasource", "SELECT datasource FROM sys.segments");
});

test("all columns under one alias", () => {
  checkFindings(`
    SELECT * AS x, t.* y FROM t
    --     ^^^^^^ unknown-column
    --               ^^^ unknown-column
  `);
  checkFix("SELECT t.<|>* AS x FROM t", "Remove the alias", "SELECT t.* FROM t");
});

test("what may be a column of a datasource is not unknown", () => {
  for (const sql of [
    "SELECT a, t.b, druid.t.c FROM t",
    "SELECT x, y FROM (SELECT 1 AS x) AS s, t",
    "SELECT x FROM (SELECT * FROM t) AS s",
    "SELECT (SELECT x FROM (SELECT 1 AS y) AS s) FROM t",
    "WITH c AS (SELECT t.*, 1 AS a FROM t) SELECT z FROM c",
    "SELECT a FROM TABLE(APPEND('t', 'u'))",
    "SELECT e, t.e FROM TABLE(EXTERN('{}', '{}')) EXTEND (e VARCHAR) AS t".replace(
      "'{}', '{}'",
      `'{"type":"http","uris":["http://a"]}', '{"type":"json"}'`,
    ),
    "SELECT v, v.v FROM (VALUES (1)) AS v",
    "SELECT druid.t.a, druid.t.* FROM druid.t AS t JOIN (SELECT 1 AS b) AS c ON druid.t.a = b",
    "SELECT u FROM t, UNNEST(MV_TO_ARRAY(a)) AS u",
    "SELECT a AS b FROM (SELECT 1 AS a) ORDER BY b, a",
    "SELECT a AS b FROM (SELECT 1 AS a) GROUP BY a HAVING b > 0",
    "SELECT {{ column }} FROM (SELECT 1 AS a)",
    "SELECT b FROM {{ table }}, (SELECT 1 AS a)",
    "SELECT CURRENT_TIMESTAMP, PI FROM (SELECT 1 AS a)",
  ])
    checkCodes(sql, []);
});

test("a quoted name with the dot of a schema in it", () => {
  checkFindings(`
    INSERT INTO "druid.t" SELECT x FROM "sys.segments", "a.b", "view.my view", "sysx.y", ".a" PARTITIONED BY ALL
    --          ^^^^^^^^^ dotted-name (warning)
    --                                  ^^^^^^^^^^^^^^ dotted-name (warning)
    --                                                         ^^^^^^^^^^^^^^ dotted-name (warning)
  `);
  checkFix('SELECT * FROM <|>"sys.segments"', "Write sys.segments", "SELECT * FROM sys.segments");
  checkFix('SELECT * FROM <|>"druid.end"', 'Write druid."end"', 'SELECT * FROM druid."end"');
  checkCodes('WITH "sys.segments" AS (SELECT 1) SELECT * FROM "sys.segments"', []);
});

test("every code has a case and a sentence", () => {
  const folder = join(REPOSITORY, "test/unit/analysis");
  const names = readdirSync(folder).filter((name) => name.endsWith(".test.ts"));
  const cases = names.map((name) => readFileSync(join(folder, name), "utf8"));
  const meanings = { ...CHECK_CODES, ...Object.fromEntries(Object.entries(REMARK_CODES).map(([code, { meaning }]) => [code, meaning])) };
  for (const [code, meaning] of Object.entries(meanings)) {
    assert.match(meaning, /\.$/);
    assert.ok(
      cases.some((text) => new RegExp(`(?:\\^ |")${code}\\b`).test(text)),
      code,
    );
  }
});
