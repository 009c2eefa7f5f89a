/**
 * `--format json`: every output fits the schema that is shipped, and holds what the contract says.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { Ajv, type ValidateFunction } from "ajv";
import type { CloudJson, FileJson, ReportJson, StatementJson } from "../../../server/src/cli/contract";
import { type CliCase, checkedOutcome } from "./checkCli";

const SCHEMA = JSON.parse(readFileSync(join("docs", "schemas", "druid-sql-output.schema.json"), "utf8"));
const validate: ValidateFunction = new Ajv({ strict: true, allowUnionTypes: true }).compile(SCHEMA);

const ROLES = `{
  // who may do what
  "cluster": { "druidVersion": "38", "authorizeQueryContext": true, "router": false },
  "roles": {
    "reader": [
      { "resource": { "name": "wiki", "type": "DATASOURCE" }, "action": "READ" },
      { "resource": { "name": "edits", "type": "DATASOURCE" }, "action": "READ" }
    ]
  },
  "users": { "bob": ["reader"] }
}`;

/** Runs, checks the schema, and gives the report. */
async function reportOf(cli: Omit<CliCase, "run"> & { readonly run: string }): Promise<ReportJson> {
  const { output } = await checkedOutcome({ ...cli, run: `${cli.run} --format json` });
  const report = JSON.parse(output) as ReportJson;
  assert.ok(validate(report), JSON.stringify(validate.errors, null, 2));
  return report;
}

async function fileOf(sql: string, options = "--as user:bob", exit = 0): Promise<FileJson> {
  const report = await reportOf({ files: { "a.sql": sql, "druid-roles.jsonc": ROLES }, run: `check a.sql ${options}`, exit });
  const [file] = report.files;
  assert.ok(file && !("error" in file));
  return file as FileJson;
}

async function statementOf(sql: string, options = "--as user:bob", exit = 0): Promise<StatementJson> {
  const [statement] = (await fileOf(sql, options, exit)).statements;
  assert.ok(statement);
  return statement;
}

describe("the report", () => {
  test("a file says who was asked about, and what the cluster is taken to be", async () => {
    const file = await fileOf("SELECT * FROM edits");
    assert.equal(file.path, "a.sql");
    assert.equal(file.principal, "user:bob");
    assert.equal(file.rolesFile, "druid-roles.jsonc");
    assert.equal(file.endpoint, "auto");
    assert.equal(file.profile.druidVersion, "38");
    assert.equal(file.profile["authorizeQueryContext"], true);
    assert.ok(file.assumed.includes("inputSourceSecurity"));
    assert.ok(!file.assumed.includes("druidVersion"));
    assert.equal(file.profileSources?.["druidVersion"], "roles file");
    assert.equal(file.profileSources?.["inputSourceSecurity"], "stock");
  });

  test("what a comment states for one statement stands with it", async () => {
    const comment = "-- druid-sql: version=31, endpoint=task\n";
    const file = await fileOf(`SELECT 1;\n${comment}SELECT 2`);
    assert.deepEqual([file.profile.druidVersion, file.endpoint], ["38", "auto"]);
    const [first, second] = file.statements;
    assert.deepEqual([first?.profile, first?.profileSources, first?.endpoint], [undefined, undefined, undefined]);
    assert.deepEqual(
      [second?.profile, second?.profileSources, second?.endpoint],
      [{ druidVersion: "31" }, { druidVersion: "directive" }, "task"],
    );
    const whole = await fileOf(`${comment}SELECT 1`);
    assert.deepEqual([whole.profile.druidVersion, whole.profileSources?.["druidVersion"], whole.endpoint], ["31", "directive", "task"]);
    assert.equal(whole.statements[0]?.profile, undefined);
  });

  test("ranges are zero-based and count UTF-16 code units", async () => {
    const statement = await statementOf("\n  SELECT '😀' FROM edits");
    assert.deepEqual(statement.range, { start: { line: 1, character: 2 }, end: { line: 1, character: 24 } });
    assert.deepEqual(statement.needs[0]?.causes, [{ start: { line: 1, character: 19 }, end: { line: 1, character: 24 } }]);
  });

  test("allowed: role, permission as it is sent, place", async () => {
    const statement = await statementOf("SELECT * FROM edits");
    assert.equal(statement.verdict, "allowed");
    assert.equal(statement.needs[0]?.verdict, "allowed");
    assert.deepEqual(statement.needs[0]?.by, {
      role: "reader",
      permission: { resource: { name: "edits", type: "DATASOURCE" }, action: "READ" },
      uri: "druid-roles.jsonc",
      range: { start: { line: 6, character: 6 }, end: { line: 6, character: 81 } },
    });
  });

  test("denied: near misses with their place", async () => {
    const statement = await statementOf("SELECT * FROM wikipedia", "--as user:bob", 1);
    assert.equal(statement.verdict, "denied");
    const [miss] = statement.needs[0]?.nearMisses ?? [];
    assert.equal(miss?.kind, "pattern-is-part");
    assert.equal(miss?.role, "reader");
    assert.equal(miss?.uri, "druid-roles.jsonc");
    assert.equal(miss?.range?.start.line, 5);
  });

  test("unknown: in the text, and in the verdict", async () => {
    const statement = await statementOf("SELECT * FROM {{ t }}");
    assert.equal(statement.verdict, "unknown");
    assert.equal(statement.unknowns[0]?.code, "template-name");
  });

  test("refused: the stage of the error", async () => {
    const parse = await statementOf("SELECT FROM", "--as user:bob", 1);
    assert.deepEqual([parse.verdict, parse.accepts, parse.errors[0]?.stage], ["refused", false, "parse"]);
    const checked = await statementOf("INSERT INTO t SELECT 1 AS x", "--as user:bob", 1);
    assert.deepEqual([checked.verdict, checked.accepts, checked.errors[0]?.stage], ["refused", true, "validate"]);
  });

  test("an error of stage plan leaves the verdict alone", async () => {
    const statement = await statementOf("SELECT page FROM edits UNION SELECT UPPER(page) FROM edits", "--as user:bob", 1);
    assert.deepEqual([statement.verdict, statement.errors[0]?.stage], ["allowed", "plan"]);
  });

  test("filters", async () => {
    const statement = await statementOf("SELECT * FROM sys.segments");
    assert.equal(statement.filters[0]?.table, "sys.segments");
    assert.equal(statement.filters[0]?.type, "DATASOURCE");
  });

  test("the service's cloud permissions", async () => {
    const statement = await statementOf(
      "INSERT INTO EXTERN(s3(bucket => 'b', prefix => 'p')) AS CSV SELECT * FROM edits",
      "--as user:bob",
      1,
    );
    assert.ok(statement.cloud.some(({ action }) => action === "s3:PutObject"));
  });

  test("with a policy each of them has a verdict with its place", async () => {
    const files = {
      "a.sql": "INSERT INTO EXTERN(s3(bucket => 'b', prefix => 'p', assumeRoleArn => 'arn:aws:iam::1:role/r')) AS CSV SELECT 1 AS x",
      "b.sql": "INSERT INTO EXTERN(s3(bucket => 'b', prefix => 'p')) AS CSV SELECT 1 AS x",
      "policy.json":
        '{ "Version": "2012-10-17", "Statement": [\n{ "Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::b/*" }] }',
    };
    const report = await reportOf({ files, run: "check a.sql b.sql --iam-policy policy.json" });
    assert.deepEqual(report.policyFile, { path: "policy.json", readable: true, problems: [] });
    const [[assume, read], [get, , , , list]] = report.files.map(({ statements }) => statements[0]?.cloud ?? []) as [
      CloudJson[],
      CloudJson[],
    ];
    assert.deepEqual([assume?.action, assume?.verdict], ["sts:AssumeRole", "denied"]);
    assert.deepEqual([read?.assumedRole, read?.verdict, read?.by], ["arn:aws:iam::1:role/r", undefined, undefined]);
    assert.match(read?.message ?? "", /^The role arn:aws:iam::1:role\/r does this/);
    const range = { start: { line: 1, character: 0 }, end: { line: 1, character: 71 } };
    assert.deepEqual([get?.verdict, get?.by, get?.message], ["allowed", { uri: "policy.json", range }, "Statement 1 allows it."]);
    assert.deepEqual([list?.verdict, list?.by], ["denied", { uri: "policy.json", range }]);
  });

  test("what is not known of them says why", async () => {
    const files = { "a.sql": "INSERT INTO EXTERN(s3(bucket => '{{ b }}', prefix => 'p')) AS CSV SELECT 1 AS x" };
    const report = await reportOf({ files, run: "needs a.sql" });
    const [action] = report.files[0]?.statements[0]?.cloud ?? [];
    assert.deepEqual([action?.resource, action?.doubt], ["arn:aws:s3:::${bucket}/p/*", "The text does not tell the bucket of the export."]);
  });

  test("phases", async () => {
    const statement = await statementOf("INSERT INTO edits SELECT * FROM edits PARTITIONED BY ALL", "--as user:bob", 1);
    assert.deepEqual(
      statement.needs.map(({ action, phase }) => `${action} ${phase}`),
      ["READ submit", "WRITE submit", "READ follow", "WRITE cancel"],
    );
  });

  test("kinds", async () => {
    const text = "SELECT 1;\nVALUES (1);\nEXPLAIN PLAN FOR SELECT 1;\nINSERT INTO t SELECT 1 AS a PARTITIONED BY ALL;\nDELETE FROM t";
    const file = await fileOf(text, "--as user:bob", 1);
    assert.deepEqual(
      file.statements.map(({ kind }) => kind),
      ["select", "values", "explain", "insert", "other"],
    );
  });

  test("the groups that were given", async () => {
    const file = await fileOf("SELECT 1", "--as user:bob --member-of cn=x,dc=y");
    assert.deepEqual(file.memberOf, ["cn=x,dc=y"]);
  });

  test("what every endpoint makes of it, where that is asked", async () => {
    const plain = await statementOf("SELECT * FROM edits", "--as user:bob");
    assert.equal(plain.endpoints, undefined);
    const asked = await statementOf("SELECT * FROM edits", "--as user:bob --endpoints");
    assert.deepEqual(
      asked.endpoints?.map(({ endpoint, use, verdict, refusal }) => [endpoint, use, verdict, refusal?.status]),
      [
        ["sql", "chosen", "allowed", 403],
        ["task", "possible", "allowed", 403],
        ["statements", "possible", "denied", 403],
        ["jdbc", "possible", "allowed", 500],
        ["dart", "possible", "denied", 403],
      ],
    );
    assert.deepEqual(asked.endpoints?.[1]?.needs.at(-1), {
      action: "WRITE",
      type: "DATASOURCE",
      name: "__query_select",
      phase: "cancel",
      verdict: "denied",
    });
    const refused = await statementOf("SELECT FROM", "--as user:bob --endpoints", 1);
    assert.deepEqual(refused.endpoints, []);
  });

  test("needs give no verdicts", async () => {
    const report = await reportOf({ files: { "a.sql": "SELECT * FROM t", "druid-roles.jsonc": ROLES }, run: "needs a.sql" });
    const [file] = report.files;
    const [statement] = file?.statements ?? [];
    assert.equal(statement?.verdict, undefined);
    assert.equal(statement?.needs[0]?.verdict, undefined);
    assert.equal(statement?.needs[0]?.message.endsWith("."), true);
  });

  test("what cannot be read is in the report and on standard error", async () => {
    const report = await reportOf({
      files: { "a.sql": "UNREADABLE" },
      run: "needs a.sql b.sql",
      exit: 2,
      complains: ["b.sql", "a.sql: permission denied"],
    });
    assert.deepEqual(report.files, [
      { path: "b.sql", error: { code: "unreadable", message: "there is no such file or folder" }, statements: [] },
      { path: "a.sql", error: { code: "unreadable", message: "permission denied" }, statements: [] },
    ]);
  });

  test("problems of a roles file, once", async () => {
    const roles = ROLES.replace('"name": "wiki"', '"name": "*"');
    const report = await reportOf({
      files: { "a.sql": "SELECT 1", "b.sql": "SELECT 1", "druid-roles.jsonc": roles },
      run: "check --as user:bob",
      exit: 1,
    });
    assert.equal(report.rolesFiles.length, 1);
    assert.equal(report.rolesFiles[0]?.readable, true);
    assert.equal(report.rolesFiles[0]?.problems[0]?.code, "roles-pattern-invalid");
    assert.equal(report.rolesFiles[0]?.problems[0]?.range?.start.line, 5);
  });

  test("a roles file that is none", async () => {
    const report = await reportOf({ files: { "a.sql": "SELECT * FROM t", "druid-roles.json": "?" }, run: "check --as user:bob", exit: 2 });
    assert.equal(report.rolesFiles[0]?.readable, false);
    const statement = report.files[0]?.statements[0];
    assert.equal(statement?.verdict, "unknown");
    assert.equal(statement?.needs[0]?.verdictReason?.code, "roles-unreadable");
  });

  test("a run without files is a report too", async () => {
    const report = await reportOf({ run: "needs", exit: 2, complains: ["there is no *.sql file"] });
    assert.equal(report.version, 1);
  });
});

describe("moving a statement with its leading SETs to another file of the folder", () => {
  const moved = [
    "SET a = 1; SET b = 'x'; SELECT * FROM edits JOIN secret ON 1 = 1",
    "SET priority = 5; INSERT INTO edits WITH w AS (SELECT * FROM wiki) SELECT * FROM w PARTITIONED BY DAY",
    "SELECT * FROM TABLE(APPEND('edits', 'wiki'))",
    "EXPLAIN PLAN FOR SELECT * FROM sys.servers",
  ];
  const before = "SET other = 1; SELECT * FROM other; -- here it begins\n";
  for (const sql of moved) {
    test(sql, async () => {
      const files = { "one.sql": `${before}${sql};\nSELECT 1`, "two.sql": sql, "druid-roles.jsonc": ROLES };
      const [one, two] = (await reportOf({ files, run: "check one.sql two.sql --as user:bob", exit: 1 })).files as readonly FileJson[];
      assert.deepEqual(meaningOf(one?.statements[1]), meaningOf(two?.statements[0]));
    });
  }
});

/** A statement without its places. */
function meaningOf(statement: StatementJson | undefined): unknown {
  assert.ok(statement);
  return JSON.parse(JSON.stringify(statement, (key, value) => (["range", "causes", "fingerprint"].includes(key) ? undefined : value)));
}
