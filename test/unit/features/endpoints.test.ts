/**
 * One statement at every endpoint: who takes it, with which verdict, and what the answer to a missing permission looks like.
 */
import * as assert from "node:assert/strict";
import { test } from "node:test";
import { ENDPOINT_FACTS, type EndpointName, entryOf, STATE_REFUSALS, TASK_REFUSALS } from "../../../server/src/language/data/endpoints";
import { type EndpointReport, endpointReports } from "../../../server/src/language/features/endpoints";
import { endpointLines, endpointList, refusalTable } from "../../../server/src/language/features/endpointsMarkdown";
import { ENDPOINTS, openDocument } from "../../../server/src/language/index";
import { contextOf, type Given, ROLES } from "../../support/context";

const ALICE: Given = { roles: ROLES, as: "user:alice" };
const BOB: Given = { roles: ROLES, as: "user:bob" };

function reportsOf(sql: string, given: Given): readonly EndpointReport[] {
  const context = contextOf(given);
  const [placed] = openDocument(sql, context.grammar).statements;
  assert.ok(placed);
  return endpointReports(context, placed.statement);
}

/** `allowed`, `denied`, `possible` without a judge; `no CODE` when refused before permissions, `late CODE` when behind them. `*`: chosen. */
function outcome({ use, obstacle, verdict }: EndpointReport): string {
  const says = obstacle ? `${obstacle.stage === "validate" ? "no" : "late"} ${obstacle.code}` : (verdict ?? "possible");
  return use === "chosen" ? `${says} *` : says;
}

type Expected = Readonly<Record<EndpointName, string>>;

function checkEndpoints(sql: string, given: Given, expected: Expected | undefined): void {
  const found = reportsOf(sql, given).map((report) => [report.endpoint, outcome(report)]);
  assert.deepEqual(Object.fromEntries(found), expected ?? {}, sql);
}

const REFUSED = { sql: "no engine-feature", jdbc: "no engine-feature", dart: "no engine-feature" };

test("a SELECT runs everywhere", () => {
  checkEndpoints("SELECT * FROM wikipedia", ALICE, {
    sql: "allowed *",
    task: "allowed",
    statements: "allowed",
    jdbc: "allowed",
    dart: "allowed",
  });
  checkEndpoints("SELECT * FROM wikipedia", BOB, { sql: "denied *", task: "denied", statements: "denied", jdbc: "denied", dart: "denied" });
  checkEndpoints("SELECT 1", {}, { sql: "possible *", task: "possible", statements: "possible", jdbc: "possible", dart: "possible" });
  checkEndpoints("EXPLAIN PLAN FOR SELECT * FROM wikipedia", ALICE, {
    sql: "allowed *",
    task: "allowed",
    statements: "allowed",
    jdbc: "allowed",
    dart: "allowed",
  });
});

test("the chosen endpoint is where the settings, or the statement itself, send it", () => {
  const all = { sql: "allowed", task: "allowed", statements: "allowed", jdbc: "allowed", dart: "allowed" };
  for (const endpoint of ENDPOINTS) {
    const chosen = endpoint === "auto" ? "sql" : endpoint;
    checkEndpoints("SELECT * FROM wikipedia", { ...ALICE, endpoint }, { ...all, [chosen]: "allowed *" });
  }
  const dart = { ...all, dart: "allowed *", jdbc: "no set-over-jdbc" };
  checkEndpoints("SET engine = 'msq-dart'; SELECT * FROM wikipedia", ALICE, { ...dart, sql: "allowed" });
});

test("only the multi-stage engine writes", () => {
  const writes = { ...REFUSED, task: "denied *", statements: "denied" };
  checkEndpoints("INSERT INTO dst SELECT * FROM wikipedia PARTITIONED BY ALL", ALICE, writes);
  checkEndpoints(
    "INSERT INTO dst SELECT * FROM wikipedia PARTITIONED BY ALL",
    { ...ALICE, as: "user:root" },
    {
      ...REFUSED,
      task: "allowed *",
      statements: "allowed",
    },
  );
  checkEndpoints("EXPLAIN PLAN FOR REPLACE INTO dst OVERWRITE ALL SELECT * FROM wikipedia PARTITIONED BY ALL", ALICE, writes);
  checkEndpoints("INSERT INTO EXTERN(s3(bucket => 'b', prefix => 'p')) AS CSV SELECT * FROM wikipedia", ALICE, writes);
});

test("what an engine cannot read is refused behind the permissions", () => {
  checkEndpoints(`SELECT * FROM TABLE(EXTERN('{"type":"inline","data":"a"}', '{"type":"json"}')) EXTEND (x VARCHAR)`, BOB, {
    sql: "late engine-feature",
    task: "denied *",
    statements: "denied",
    jdbc: "late engine-feature",
    dart: "late engine-feature",
  });
  checkEndpoints("SELECT * FROM sys.servers", BOB, {
    sql: "denied *",
    task: "late engine-feature",
    statements: "late engine-feature",
    jdbc: "denied",
    dart: "late engine-feature",
  });
});

test("endpoints come and go with the version", () => {
  const old = (druidVersion: string): Given => ({ ...ALICE, cluster: { druidVersion } });
  const all = { sql: "allowed *", task: "allowed", statements: "allowed", jdbc: "allowed", dart: "allowed" };
  checkEndpoints("SELECT * FROM wikipedia", old("26"), { ...all, statements: "no endpoint-missing", dart: "no endpoint-missing" });
  checkEndpoints("SELECT * FROM wikipedia", old("27"), { ...all, dart: "no endpoint-missing" });
  checkEndpoints("SELECT * FROM wikipedia", old("30"), { ...all, dart: "no endpoint-missing" });
  checkEndpoints("SELECT * FROM wikipedia", old("31"), all);
  const requests = (druidVersion: string) =>
    reportsOf("SELECT 1", old(druidVersion)).map(({ endpoint, request }) => `${endpoint} ${request}`);
  assert.ok(requests("33").includes("dart POST /druid/v2/sql/dart"));
  assert.ok(requests("34").includes("dart POST /druid/v2/sql"));
});

test("the keys that an endpoint asks for count where context keys are authorized", () => {
  const keyed: Given = { ...ALICE, cluster: { authorizeQueryContext: true, router: false, druidVersion: "38" } };
  checkEndpoints("SELECT * FROM wikipedia", keyed, {
    sql: "allowed *",
    task: "allowed",
    statements: "denied",
    jdbc: "allowed",
    dart: "denied",
  });
  const before: Given = { ...keyed, cluster: { authorizeQueryContext: true, router: false, druidVersion: "33" } };
  checkEndpoints("SELECT * FROM wikipedia", before, {
    sql: "allowed *",
    task: "allowed",
    statements: "denied",
    jdbc: "allowed",
    dart: "allowed",
  });
});

test("what Druid refuses everywhere has no endpoint", () => {
  checkEndpoints("SELECT FROM", ALICE, undefined);
  checkEndpoints("SELECT * FROM wikipedia UNION SELECT * FROM wikipedia", ALICE, {
    sql: "allowed *",
    task: "allowed",
    statements: "allowed",
    jdbc: "allowed",
    dart: "allowed",
  });
  checkEndpoints("INSERT INTO dst SELECT * FROM wikipedia", ALICE, undefined);
  checkEndpoints("-- nothing", ALICE, undefined);
});

test("who follows and stops it", () => {
  const after = (sql: string, given: Given) =>
    Object.fromEntries(reportsOf(sql, given).map(({ endpoint, afterwards }) => [endpoint, afterwards]));
  assert.match(after("SELECT 1", ALICE)["statements"] ?? "", /who sent it, by others with READ and WRITE STATE STATE$/);
  assert.match(after("SELECT 1", { ...ALICE, cluster: { druidVersion: "27" } })["statements"] ?? "", /who sent it$/);
  assert.match(after("SELECT 1", ALICE)["sql"] ?? "", /stopped by/);
  assert.equal(after("EXPLAIN PLAN FOR SELECT 1", ALICE)["sql"], undefined);
  assert.equal(after("SELECT 1", ALICE)["task"], undefined);
});

/** Every piece must be in the Markdown, in this order. */
function checkText(markdown: string, pieces: readonly string[]): void {
  let from = 0;
  for (const piece of pieces) {
    const at = markdown.indexOf(piece, from);
    assert.ok(at >= 0, `${JSON.stringify(piece)} is not in, or not in this order:\n${markdown}`);
    from = at + piece.length;
  }
}

test("as Markdown", () => {
  checkText(endpointList(reportsOf("SELECT * FROM wikipedia", BOB)), [
    'Sent to `POST /druid/v2/sql` (native), stopped by whoever could run it. Without a permission it answers 403 `{"Access-Check-Result":"Unauthorized"}`.',
    "Sent elsewhere:",
    "- `POST /druid/v2/sql/task` (msq-task): denied (`READ DATASOURCE wikipedia`); to see its task ✗ `READ DATASOURCE __query_select`",
    "- `JDBC` (native): denied",
  ]);
  checkText(endpointList(reportsOf("INSERT INTO dst SELECT 1 AS x PARTITIONED BY ALL", ALICE)), [
    'Sent to `POST /druid/v2/sql/task` (msq-task). Without a permission it answers 403 `{"taskId":"forbidden"',
    "- `POST /druid/v2/sql` (native): no, native cannot run it",
  ]);
  checkText(endpointList(reportsOf("SELECT * FROM sys.servers", BOB)), [
    "Unauthorized",
    "or 403 `",
    "Insufficient permission to view serv",
  ]);
  const early = endpointLines(reportsOf("SELECT 1", { ...ALICE, cluster: { druidVersion: "24" } }));
  assert.doesNotMatch(early, /statements|dart/);
  assert.equal(endpointList([]), "");
});

test("the answers of a version", () => {
  checkText(refusalTable(26), [
    '| `POST /druid/v2/sql/task` | 403 `{"Access-Check-Result":"Unauthorized"}` (inferred) |',
    "Allowed:false, Message:",
  ]);
  assert.doesNotMatch(refusalTable(26), /statements/);
  checkText(refusalTable(27), [
    '"taskId":"forbidden"',
    '"errorCode":"forbidden"',
    "| `JDBC` | 500",
    "Remote driver error",
    "Allowed:false, Message:",
  ]);
  checkText(refusalTable(38), ["(msq-dart) | 403", 'the task, at the Overlord | 403 `{"Access-Check-Result":"Unauthorized"}` |']);
});

test("entries are in the order of versions, and bodies are JSON", () => {
  for (const entries of [...ENDPOINT_FACTS.flatMap(({ requests, refusals }) => [requests, refusals]), STATE_REFUSALS, TASK_REFUSALS]) {
    const versions = entries.map(({ since }) => since);
    assert.deepEqual(
      versions,
      [...versions].sort((one, other) => one - other),
    );
  }
  for (const { body } of [...ENDPOINT_FACTS.flatMap(({ refusals }) => refusals), ...STATE_REFUSALS, ...TASK_REFUSALS]) JSON.parse(body);
  assert.equal(entryOf([{ since: 30 }], 29), undefined);
  assert.deepEqual(entryOf([{ since: 30 }, { since: 32 }], 31), { since: 30 });
});
