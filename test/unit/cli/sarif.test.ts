/**
 * `--format sarif`: every log fits the schema of SARIF 2.1.0 and what GitHub takes, and says what the findings say.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { gzipSync } from "node:zlib";
import { Ajv2020 } from "ajv/dist/2020";
import type { Log, ReportingDescriptor, Result, Run } from "sarif";
import { createWorstOf } from "../../../server/src/cli/worstOf";
import { indexLines, offsetAt, RULES } from "../../../server/src/language/index";
import { type CliCase, checkedOutcome } from "./checkCli";

const ajv = new Ajv2020({ strict: false });
ajv.addFormat("uri", /^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]*$/i);
ajv.addFormat("uri-reference", /^(?:[\w.~!$&'()*+,;=:@/?#[\]-]|%[0-9A-F]{2})*$/i);
ajv.addFormat("date-time", /^\d{4}-\d\d-\d\dT/);
ajv.addFormat("uuid", /^[0-9a-f-]{36}$/i);
const validate = ajv.compile(JSON.parse(readFileSync(join("test", "fixtures", "sarif", "sarif-2.1.0.json"), "utf8")));

const ROLES = `{
  "cluster": { "druidVersion": "38", "router": false },
  "roles": {
    "reader": [
      { "resource": { "name": "wiki.*", "type": "DATASOURCE" }, "action": "READ" }
    ],
    "empty": []
  },
  "users": { "alice": ["reader", "empty"], "bob": ["reader"] }
}`;

interface SarifCase extends Omit<CliCase, "run"> {
  readonly run?: string;
}

/** Runs, holds the schema and GitHub's limits, and gives the run of the log. */
async function runOf({ files, run = "check --as user:bob", exit = 1, ...more }: SarifCase): Promise<Run> {
  const cli = { files: { "druid-roles.json": ROLES, ...files }, run: `${run} --format sarif`, exit, ...more };
  const { output } = await checkedOutcome(cli);
  const log = JSON.parse(output) as Log;
  assert.ok(validate(log), JSON.stringify(validate.errors?.slice(0, 3), null, 2));
  const [first] = log.runs;
  assert.ok(first && log.runs.length === 1);
  checkLimits(first, output);
  checkReferences(first);
  return first;
}

/** What GitHub's code scanning takes. */
function checkLimits({ results = [], tool }: Run, output: string): void {
  const rules = tool.driver.rules ?? [];
  assert.ok(results.length <= 25_000 && rules.length <= 25_000);
  assert.ok(gzipSync(output).length <= 10_000_000);
  for (const { locations = [], relatedLocations = [] } of results) assert.ok(locations.length === 1 && relatedLocations.length <= 1000);
  for (const { properties } of rules) assert.ok((properties?.tags ?? []).length <= 20);
  assert.ok(!/"(?:file:|\/work)/.test(output), "a path of a machine");
}

/** What a schema cannot hold: indexes lead where they say. */
function checkReferences({ results = [], tool, artifacts = [] }: Run): void {
  for (const { ruleId, ruleIndex = -1, locations = [] } of results) {
    assert.equal(tool.driver.rules?.[ruleIndex]?.id, ruleId);
    const place = locations[0]?.physicalLocation?.artifactLocation;
    assert.equal(artifacts[place?.index ?? -1]?.location?.uri, place?.uri);
  }
}

async function resultsOf(sarif: SarifCase): Promise<readonly Result[]> {
  return (await runOf(sarif)).results ?? [];
}

async function resultOf(sarif: SarifCase): Promise<Result> {
  const results = await resultsOf(sarif);
  const [result] = results;
  assert.ok(result && results.length === 1, JSON.stringify(results, null, 2));
  return result;
}

/** `path:line:column-line:column` of the first location. */
function placeOf(result: Result | undefined): string {
  const { artifactLocation, region } = result?.locations?.[0]?.physicalLocation ?? {};
  return `${artifactLocation?.uri}:${region?.startLine}:${region?.startColumn}-${region?.endLine}:${region?.endColumn}`;
}

function ruleOf({ tool }: Run, code: string): ReportingDescriptor | undefined {
  return tool.driver.rules?.find(({ id }) => id === code);
}

describe("results", () => {
  test("a denial, with everything that is known of it", async () => {
    const result = await resultOf({ files: { "a b/ü.sql": "\nSELECT '😀' FROM secret" } });
    assert.equal(result.ruleId, "permission-denied");
    assert.equal(result.level, "error");
    assert.equal(result.message.text, "user:bob may not READ DATASOURCE secret.");
    assert.equal(placeOf(result), "a%20b/%C3%BC.sql:2:18-2:24");
    assert.equal(result.locations?.[0]?.physicalLocation?.artifactLocation?.uriBaseId, "SRCROOT");
    assert.equal(result.properties?.["needs"], "READ DATASOURCE secret");
    assert.match(result.partialFingerprints?.["druidSql/v1"] ?? "", /^[0-9a-f]{32}$/);
  });
  test("the near miss in the roles file, and the other places", async () => {
    const [result] = await resultsOf({ files: { "a.sql": "SELECT * FROM xwiki JOIN xwiki b ON 1=1" } });
    const related = result?.relatedLocations ?? [];
    assert.deepEqual(
      related.map(({ physicalLocation }) => [physicalLocation?.artifactLocation?.uri, physicalLocation?.region?.startLine]),
      [
        ["druid-roles.json", 5],
        ["a.sql", 1],
      ],
    );
    assert.match(related[0]?.message?.text ?? "", /Role reader grants READ DATASOURCE/);
  });
  test("a fix for each role that could get the grant; it does what it says", async () => {
    const result = await resultOf({ files: { "a.sql": 'SELECT * FROM "a.b"' }, run: "check --as user:alice" });
    assert.deepEqual(
      result.fixes?.map(({ description }) => description?.text),
      ["Grant READ DATASOURCE a.b to role reader", "Grant READ DATASOURCE a.b to role empty"],
    );
    for (const fix of result.fixes ?? []) {
      const roles = applied(ROLES, fix);
      assert.deepEqual(
        await resultsOf({ files: { "a.sql": 'SELECT * FROM "a.b"', "druid-roles.json": roles }, run: "check --as user:alice", exit: 0 }),
        [],
      );
    }
  });
  test("a fix in the form in which Druid answers roles", async () => {
    const roles = JSON.stringify({
      roles: { reader: [{ resourceAction: { resource: { name: "w", type: "DATASOURCE" }, action: "READ" }, resourceNamePattern: "w" }] },
    });
    const run = "check --as role:reader";
    const { fixes } = await resultOf({ files: { "a.sql": "SELECT * FROM secret", "druid-roles.json": roles }, run });
    const [fix] = fixes ?? [];
    assert.ok(fix);
    await runOf({ files: { "a.sql": "SELECT * FROM secret", "druid-roles.json": applied(roles, fix) }, run, exit: 0 });
  });
  test("no fix for a user without roles, nor for groups", async () => {
    assert.equal((await resultOf({ files: { "a.sql": "SELECT * FROM secret" }, run: "check --as user:eve" })).fixes, undefined);
  });
  test("levels: information is a note, and an error with --strict", async () => {
    const files = { "a.sql": "SELECT * FROM {{ t }}" };
    assert.equal((await resultOf({ files, exit: 0 })).level, "note");
    assert.equal((await resultOf({ files, run: "check --as user:bob --strict" })).level, "error");
  });
  test("what Druid refuses", async () => {
    const result = await resultOf({ files: { "a.sql": "INSERT INTO t SELECT 1 AS x" } });
    assert.deepEqual([result.ruleId, result.level], ["missing-partitioned-by", "error"]);
  });
  test("several principals: what Druid refuses is there once, what they may not each", async () => {
    const files = { "a.sql": "SELECT * FROM secret; INSERT INTO t SELECT 1 AS x" };
    const results = await resultsOf({ files, run: "check --as user:bob --as user:alice" });
    assert.deepEqual(results.map(({ ruleId }) => ruleId).sort(), ["missing-partitioned-by", "permission-denied", "permission-denied"]);
    assert.equal(new Set(results.map(({ partialFingerprints }) => partialFingerprints?.["druidSql/v1"])).size, 3);
  });
  test("what a comment silences is not there", async () => {
    await runOf({ files: { "a.sql": "-- druid-sql-ignore permission-denied: granted by hand\nSELECT * FROM secret" }, exit: 0 });
  });
  test("problems of the roles file", async () => {
    const results = await resultsOf({ files: { "a.sql": "SELECT 1", "druid-roles.json": ROLES.replace("wiki.*", "*") } });
    assert.deepEqual([results[0]?.ruleId, placeOf(results[0])], ["roles-pattern-invalid", "druid-roles.json:5:31-5:34"]);
  });
  test("text that means something to SARIF", async () => {
    const result = await resultOf({ files: { "a.sql": 'SELECT * FROM "[x](y)"' } });
    assert.match(result.message.text ?? "", /DATASOURCE \\\[x\]\(y\)/);
  });
  test("halves of surrogate pairs do not get out", async () => {
    const output = JSON.stringify(await runOf({ files: { "a.sql": 'SELECT * FROM U&"\\D800"' } }));
    assert.ok(!/\p{Surrogate}|\\ud8/iu.test(output));
  });
  test("standard input", async () => {
    assert.equal(placeOf(await resultOf({ run: "check - --as user:bob", input: "SELECT * FROM secret" })), "stdin:1:15-1:21");
  });
});

describe("fingerprints", () => {
  const fingerprints = async (sql: string): Promise<readonly string[]> =>
    (await resultsOf({ files: { "a.sql": sql } })).map(({ partialFingerprints }) => partialFingerprints?.["druidSql/v1"] ?? "");
  const SQL = "SELECT x FROM secret";
  test("they survive moves, layout and comments", async () => {
    const [before] = await fingerprints(SQL);
    for (const after of [`\n\n${SQL};`, "SELECT 1;\nSELECT x -- why\n  FROM secret", `/* a */ ${SQL}`]) {
      assert.deepEqual(await fingerprints(after), [before], after);
    }
  });
  test("they tell two findings apart", async () => {
    const all = await fingerprints(`${SQL}; ${SQL}; SELECT y FROM secret; SELECT x FROM secret, secret b, payments`);
    assert.equal(all.length, 6);
    assert.equal(new Set(all).size, all.length);
  });
});

describe("the run", () => {
  test("a rule for every code; those with results have their page", async () => {
    const run = await runOf({ files: { "a.sql": "SELECT * FROM secret" } });
    assert.deepEqual(
      run.tool.driver.rules?.map(({ id }) => id),
      RULES.map(({ code }) => code),
    );
    assert.equal(ruleOf(run, "permission-denied")?.defaultConfiguration?.level, "error");
    assert.match(ruleOf(run, "permission-denied")?.help?.markdown ?? "", /^# permission-denied\n/);
    assert.doesNotMatch(ruleOf(run, "permission-denied")?.help?.markdown ?? "", /\]\((?!https?:)/);
    assert.equal(ruleOf(run, "syntax-error")?.help, undefined);
    assert.equal(ruleOf(run, "syntax-error")?.helpUri, "vscode://druid-sql.druid-sql/diagnostics/syntax-error");
  });
  test("nothing found is a log too", async () => {
    const run = await runOf({ files: { "a.sql": "SELECT 1" }, exit: 0 });
    assert.deepEqual(run.results, []);
    assert.deepEqual([run.tool.driver.name, run.tool.driver.semanticVersion, run.columnKind], ["druid-sql", "1.2.3", "utf16CodeUnits"]);
    assert.equal(run.invocations?.[0]?.executionSuccessful, true);
    assert.equal(run.originalUriBaseIds?.["SRCROOT"]?.uri, undefined);
    assert.ok(run.artifacts?.some(({ location }) => location?.uri === "a.sql"));
  });
  test("paths count from the root of the repository, wherever the program is started", async () => {
    const files = {
      "/.git/HEAD": "",
      "sql/a.sql": "SELECT * FROM secret",
      "/other/b.sql": "SELECT * FROM secret",
    };
    const results = await resultsOf({ files, run: "check sql ../other --as user:bob --roles druid-roles.json" });
    assert.deepEqual(results.map(placeOf), ["work/sql/a.sql:1:15-1:21", "other/b.sql:1:15-1:21"]);
  });
  test("a fix of a finding changes the file that it is in", async () => {
    const files = { "a.sql": 'SELECT 1;\nSELECT * FROM "view.wiki"', "druid-roles.json": `{ "roles": {}, "users": {} }` };
    const [result] = (await resultsOf({ files })).filter(({ ruleId }) => ruleId === "dotted-name");
    const [fix] = result?.fixes ?? [];
    assert.equal(result?.level, "warning");
    assert.equal(fix?.description?.text, "Write view.wiki");
    const [change] = fix?.artifactChanges ?? [];
    assert.equal(change?.artifactLocation.uri, "a.sql");
    assert.deepEqual(change?.replacements, [
      { deletedRegion: { startLine: 2, startColumn: 15, endLine: 2, endColumn: 26 }, insertedContent: { text: "view.wiki" } },
    ]);
  });
  test("what cannot be read", async () => {
    const { invocations } = await runOf({
      files: { "a.sql": "UNREADABLE", "b.sql": "SELECT 1" },
      exit: 2,
      complains: ["a.sql: permission denied"],
    });
    assert.deepEqual([invocations?.[0]?.executionSuccessful, invocations?.[0]?.exitCode], [false, 2]);
    assert.deepEqual(
      invocations?.[0]?.toolExecutionNotifications?.map(({ level, message }) => [level, message.text]),
      [["error", "a.sql: permission denied"]],
    );
  });
  test("a roles file that cannot be read", async () => {
    const { invocations } = await runOf({
      files: { "a.sql": "SELECT 1", "druid-roles.json": "UNREADABLE" },
      exit: 2,
      complains: ["druid-roles.json: the roles file cannot be read"],
    });
    assert.match(
      invocations?.[0]?.toolExecutionNotifications?.[0]?.message.text ?? "",
      /^druid-roles\.json: the roles file cannot be read/,
    );
  });
  test("a name that the roles file does not know", async () => {
    const { invocations } = await runOf({ files: { "a.sql": "SELECT 1" }, run: "check --as user:bobb", exit: 0 });
    assert.match(invocations?.[0]?.toolExecutionNotifications?.[0]?.message.text ?? "", /Did you mean user:bob\?/);
  });
  test("runs about different people are different ones to whoever collects them", async () => {
    const idOf = async (run: string): Promise<string | undefined> =>
      (await runOf({ files: { "a.sql": "SELECT 1" }, run, exit: 0 })).automationDetails?.id;
    assert.deepEqual(
      [await idOf("check --as user:bob"), await idOf("check --as user:alice")],
      ["druid-sql/user:bob/", "druid-sql/user:alice/"],
    );
  });
  test("with a baseline: what is new is called so, what is accepted is counted", async () => {
    const files = { "druid-roles.json": ROLES, "a.sql": "SELECT * FROM secret" };
    const { written } = await checkedOutcome({ files, run: "check --as user:bob --write-baseline b.json", complains: ["accepted"] });
    const now = { ...files, "a.sql": "SELECT * FROM secret; SELECT * FROM payments", "b.json": written.get("b.json") ?? "" };
    const run = await runOf({ files: now, run: "check --as user:bob --baseline b.json" });
    assert.deepEqual(
      run.results?.map(({ baselineState, properties }) => [baselineState, properties?.["needs"]]),
      [["new", "READ DATASOURCE payments"]],
    );
    assert.deepEqual(run.properties?.["baseline"], { path: "b.json", accepted: 1, stale: 0 });
  });
  test("more than GitHub takes: the severest are kept, and the rest is counted", async () => {
    const files = { "a.sql": "SELECT * FROM {{ t }};\n".repeat(200) + "SELECT * FROM secret;\n".repeat(25_000) };
    const { results, invocations } = await runOf({ files });
    assert.equal(results?.length, 25_000);
    assert.ok(results?.every(({ level }) => level === "error"));
    assert.match(invocations?.[0]?.toolExecutionNotifications?.[0]?.message.text ?? "", /^200 of the mildest results are left out/);
  });
});

describe("keeping the severest", () => {
  const kept = (texts: readonly string[], pieces: number, characters: number): string => {
    const worst = createWorstOf({ pieces, characters });
    for (const text of texts) worst.add(Number(text[0]), text);
    return `${worst.kept().join(" ")} (${worst.leftOut()} left out)`;
  };
  test("within the bounds all, in order", () => assert.equal(kept(["2a", "0b", "1c"], 3, 100), "2a 0b 1c (0 left out)"));
  test("the mildest goes first, of equal ones the last", () =>
    assert.equal(kept(["2a", "0b", "2c", "1d", "0e"], 3, 100), "0b 1d 0e (2 left out)"));
  test("by their size", () => assert.equal(kept(["0aaa", "1bbb", "0ccc"], 9, 8), "0aaa 0ccc (1 left out)"));
  test("a severe one behind many of its kind", () => assert.equal(kept(["0a", "0b", "0c"], 2, 100), "0a 0b (1 left out)"));
});

type SarifFix = NonNullable<Result["fixes"]>[number];

/** A text after a fix of it. */
function applied(text: string, { artifactChanges: [change] }: SarifFix): string {
  const lines = indexLines(text);
  const edits = (change?.replacements ?? []).map(({ deletedRegion, insertedContent }) => {
    const { startLine = 1, startColumn = 1, endLine = startLine, endColumn = startColumn } = deletedRegion;
    const start = offsetAt(lines, { line: startLine - 1, character: startColumn - 1 });
    const end = offsetAt(lines, { line: endLine - 1, character: endColumn - 1 });
    return { start, end, inserted: insertedContent?.text ?? "" };
  });
  assert.ok(edits.length > 0);
  return edits.reverse().reduce((changed, { start, end, inserted }) => changed.slice(0, start) + inserted + changed.slice(end), text);
}

test("roles lint: each remark is a result of a rule with its page, in a category of its own", async () => {
  const files = { "a.sql": "SELECT * FROM other" };
  const run = await runOf({ files, run: "roles lint", exit: 0 });
  assert.equal(run.automationDetails?.id, "druid-sql/roles/");
  assert.deepEqual(
    (run.results ?? []).map(({ ruleId, level }) => `${ruleId} ${level}`),
    ["roles-pattern-unmatched note"],
  );
  assert.match(ruleOf(run, "roles-pattern-unmatched")?.help?.text ?? "", /^# roles-pattern-unmatched/);
  const moved = await resultsOf({ files: { ...files, "druid-roles.json": `\n\n${ROLES}` }, run: "roles lint", exit: 0 });
  assert.deepEqual(
    moved.map(({ partialFingerprints }) => partialFingerprints),
    (run.results ?? []).map(({ partialFingerprints }) => partialFingerprints),
  );
});
