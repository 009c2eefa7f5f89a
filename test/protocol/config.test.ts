/**
 * The configuration file in the language server: found above a document, behind the settings, read again when it changes, told what is wrong.
 */
import * as assert from "node:assert/strict";
import { test } from "node:test";
import { type ClientOptions, type TestClient, withServer } from "../support/lspClient";
import type { MemoryHost } from "../support/memoryHost";

const SQL = "file:///team/etl/load.sql";
const CONFIG = "file:///team/druid-sql.jsonc";
const ROLES = JSON.stringify({
  roles: { reader: [{ resource: { name: "wiki.*", type: "DATASOURCE" }, action: "READ" }], nobody: [] },
  users: { alice: ["reader"], bob: ["gone"] },
});

interface ConfigCase extends ClientOptions {
  readonly config?: object;
  readonly files?: Readonly<Record<string, string>>;
}

/** Runs a case with a server over a roles file in `security/` and a configuration file that names it. */
function checkConfig(
  name: string,
  { config = {}, files = {}, ...options }: ConfigCase,
  run: (client: TestClient, host: MemoryHost) => Promise<void>,
): void {
  const named = { roles: "security/druid-roles.json", ...config };
  const all = { [CONFIG]: JSON.stringify(named), "file:///team/security/druid-roles.json": ROLES, ...files };
  test(name, () => withServer(all, options, run));
}

const DENIED = "SELECT * FROM secret";
const codes =
  (expected: string) =>
  (found: readonly { readonly code?: unknown }[]): boolean =>
    found.map(({ code }) => code).join() === expected;

checkConfig("who is asked, and the roles file", { config: { as: ["user:alice", "user:bob"] } }, async (client) => {
  await client.open(SQL, DENIED);
  const [denied] = await client.diagnostics(SQL, codes("permission-denied"));
  assert.match(String(denied?.message), /^user:alice may not READ/);
});

checkConfig("a setting comes first", { config: { as: "user:alice" }, settings: { principal: "user:bob" } }, async (client) => {
  await client.open(SQL, DENIED);
  const [denied] = await client.diagnostics(SQL, codes("permission-denied"));
  assert.match(String(denied?.message), /^user:bob/);
});

checkConfig("severities", { config: { as: "user:alice", severity: { "permission-denied": "hint" } } }, async (client) => {
  await client.open(SQL, DENIED);
  const [denied] = await client.diagnostics(SQL, codes("permission-denied"));
  assert.equal(denied?.severity, 4);
});

checkConfig(
  "overrides by glob, with a cluster behind the settings",
  {
    config: { cluster: { druidVersion: 38 }, overrides: [{ files: "etl/**", cluster: { druidVersion: 30 } }] },
  },
  async (client) => {
    await client.open(SQL, "SET a = 1; SELECT * FROM wikipedia");
    await client.diagnostics(SQL, ({ length }) => length > 0);
    const other = "file:///team/load.sql";
    await client.open(other, "SET a = 1; SELECT 1 FROM");
    await client.diagnostics(other, codes("syntax-error"));
  },
);

checkConfig(
  "a file that is excluded is left alone, until it is not",
  { config: { as: "user:alice", exclude: ["etl"] } },
  async (client, host) => {
    await client.open(SQL, DENIED);
    host.write(CONFIG, JSON.stringify({ as: "user:alice", roles: "security/druid-roles.json" }));
    await client.diagnostics(SQL, codes("permission-denied"));
    host.write(CONFIG, JSON.stringify({ as: "user:alice", roles: "security/druid-roles.json", exclude: ["etl"] }));
    await client.diagnostics(SQL, codes(""));
  },
);

checkConfig("problems of a roles file", { config: { severity: { "roles-role-undefined": "information" } } }, async (client) => {
  await client.open(SQL, "SELECT 1");
  const [problem] = await client.diagnostics("file:///team/security/druid-roles.json", codes("roles-role-undefined"));
  assert.equal(problem?.severity, 3);
});

checkConfig(
  "its own problems are marked, with their place, and go when they are mended",
  { config: { severity: { nope: "off" } } },
  async (client, host) => {
    await client.open(SQL, "SELECT 1");
    const [problem] = await client.diagnostics(CONFIG, codes("config-unknown-key"));
    assert.equal(problem?.range.start.character, JSON.stringify({ roles: "security/druid-roles.json", severity: {} }).length - 2);
    host.write(CONFIG, "{}");
    await client.diagnostics(CONFIG, codes(""));
  },
);

checkConfig("as it is in the editor, saved or not", { config: { as: "user:alice" } }, async (client) => {
  await client.open(SQL, DENIED);
  await client.diagnostics(SQL, codes("permission-denied"));
  await client.open(
    CONFIG,
    '{ "as": "user:alice", "roles": "security/druid-roles.json", "severity": { "permission-denied": "off" } }',
    "jsonc",
  );
  await client.diagnostics(SQL, codes(""));
});

checkConfig("one that comes later", { files: { [CONFIG]: "{}" } }, async (client, host) => {
  await client.open(SQL, DENIED);
  const nearer = "file:///team/etl/druid-sql.json";
  host.write(nearer, '{ "as": "user:alice", "roles": "../security/druid-roles.json" }');
  client.connection.sendNotification("workspace/didChangeWatchedFiles", { changes: [{ uri: nearer, type: 1 }] });
  await client.diagnostics(SQL, codes("permission-denied"));
});

checkConfig("one that another document finds before its coming is told", { files: { [CONFIG]: "{}" } }, async (client, host) => {
  const nearer = "file:///team/etl/druid-sql.json";
  const other = "file:///team/etl/deep/other.sql";
  await client.open(SQL, DENIED);
  await client.hover(SQL, 0, 1);
  host.write(nearer, '{ "as": "user:alice", "roles": "../security/druid-roles.json" }');
  await client.open(other, DENIED);
  await client.diagnostics(other, codes("permission-denied"));
  await client.connection.sendNotification("workspace/didChangeWatchedFiles", { changes: [{ uri: nearer, type: 1 }] });
  await client.diagnostics(SQL, codes("permission-denied"));
});

checkConfig(
  "Druid's properties files, from its folder",
  {
    config: { as: "user:alice", properties: "conf/common.properties" },
    files: {
      "file:///team/conf/common.properties": "druid.sql.planner.authorizeSystemTablesDirectly=true",
    },
  },
  async (client) => {
    await client.open(SQL, "SELECT * FROM sys.segments");
    await client.diagnostics(SQL, codes("permission-denied"));
  },
);
