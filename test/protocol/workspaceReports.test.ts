/**
 * The reports about a workspace as an editor meets them: real messages, files in memory, progress, cancelling, Problems of closed files.
 */
import * as assert from "node:assert/strict";
import { test } from "node:test";
import type { RemovablesResult, ReportResult } from "../../server/src/lsp/protocol";
import { ROLES } from "../support/context";
import { type TestClient, withServer } from "../support/lspClient";
import type { MemoryHost } from "../support/memoryHost";

const ROLES_URI = "file:///team/druid-roles.json";
const FILES = {
  [ROLES_URI]: JSON.stringify(ROLES, undefined, 2),
  "file:///team/a.sql": "SELECT * FROM wikipedia",
  "file:///team/sub/b.sql": "SELECT * FROM koalas",
  "file:///team/c.sql": "INSERT INTO dst SELECT * FROM wikipedia PARTITIONED BY ALL",
  "file:///team/node_modules/d.sql": "SELECT * FROM koalas",
};

function session(
  name: string,
  run: (client: TestClient, host: MemoryHost) => Promise<void>,
  files: Readonly<Record<string, string>> = FILES,
): void {
  test(name, () => withServer(files, { settings: { principal: "user:alice" } }, run));
}

const report = (client: TestClient, params: object): Promise<ReportResult> => client.request("druidSql/workspaceReport", params);
const one = (found: readonly unknown[]): boolean => found.length === 1;
const none = (found: readonly unknown[]): boolean => found.length === 0;

session("checking the workspace: a report, and Problems of files that are not open", async (client) => {
  const steps: unknown[] = [];
  client.connection.onNotification("$/progress", (params) => void steps.push(params));
  const { markdown, summary } = await report(client, { kind: "check", workDoneToken: "t" });
  assert.equal(summary, "1 allowed, 2 denied");
  assert.match(markdown, /\[sub\/b\.sql\]\(file:\/\/\/team\/sub\/b\.sql\)/);
  assert.doesNotMatch(markdown, /node\\_modules/);
  assert.ok(steps.length >= 3);
  const [denied] = await client.diagnostics("file:///team/sub/b.sql", one);
  assert.equal(denied?.code, "permission-denied");
  assert.equal(client.published("file:///team/a.sql"), undefined);
  await client.connection.sendNotification("druidSql/clearWorkspace", {});
  await client.diagnostics("file:///team/sub/b.sql", none);
});

session("Problems of closed files follow files, roles and documents", async (client, host) => {
  await report(client, { kind: "check" });
  const uri = "file:///team/sub/b.sql";
  await client.diagnostics(uri, one);
  host.write(uri, "SELECT * FROM wikipedia");
  await client.connection.sendNotification("workspace/didChangeWatchedFiles", { changes: [{ uri, type: 2 }] });
  await client.diagnostics(uri, none);
  await client.open(uri, "SELECT * FROM emus");
  await client.diagnostics(uri, one);
  await client.close(uri);
  await client.diagnostics(uri, none);
  host.write(ROLES_URI, JSON.stringify({ ...ROLES, users: { alice: [] } }));
  await client.diagnostics(uri, one);
});

session("who, what breaks, least, unused", async (client) => {
  const who = await report(client, { kind: "who", uri: "file:///team/a.sql" });
  assert.match(who.markdown, /\| \[a\.sql\]\(file:\/\/\/team\/a\.sql\) \| ✓ allowed \| ✗ denied \| ✓ allowed \|/);
  const { choices, roles } = await client.request<RemovablesResult>("druidSql/removables", { uri: ROLES_URI });
  assert.deepEqual(roles, ["analyst", "writer"]);
  const change = choices.find(({ label }) => label.includes("wiki"));
  const breaks = await report(client, { kind: "breaks", uri: ROLES_URI, change });
  assert.match(breaks.markdown, /## No longer runs[\s\S]*user:alice/);
  const least = await report(client, { kind: "least", uri: ROLES_URI, files: ["file:///team/c.sql"], role: "analyst" });
  assert.match(least.title, /Least role for c\.sql/);
  assert.match(least.markdown, /Compared with role analyst/);
  const unused = await report(client, { kind: "unused" });
  assert.match(unused.markdown, /druid-roles\.json#L/);
  const stale = await report(client, { kind: "breaks", uri: ROLES_URI, change: { id: "{}", label: "x", kind: "grant" } });
  assert.match(stale.markdown, /choose again/);
});

session("an unsaved document counts as it is in the editor", async (client) => {
  await client.open("file:///team/sub/b.sql", "SELECT * FROM wikipedia");
  assert.equal((await report(client, { kind: "check" })).summary, "2 allowed, 1 denied");
});

session(
  "without a roles file",
  async (client) => {
    assert.match((await report(client, { kind: "who" })).markdown, /No roles file/);
    assert.deepEqual(await client.request("druidSql/removables", {}), { choices: [], roles: [] });
  },
  { "file:///team/a.sql": "SELECT * FROM wikipedia" },
);

session(
  "a report that is cancelled says so",
  async (client) => {
    const { CancellationTokenSource } = await import("vscode-languageserver/node");
    const source = new CancellationTokenSource();
    const asked = client.connection.sendRequest("druidSql/workspaceReport", { kind: "check" }, source.token);
    source.cancel();
    const answer = await asked.then(
      (result) => (result as ReportResult).markdown,
      (error: unknown) => String(error),
    );
    assert.match(answer, /cancel/i);
  },
  {
    ...FILES,
    ...Object.fromEntries(
      Array.from({ length: 400 }, (_, index) => [`file:///team/many/${index}.sql`, "SELECT * FROM koalas;".repeat(50)]),
    ),
  },
);
