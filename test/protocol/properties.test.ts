/**
 * Druid's own properties files in the language server: named by a setting, read through the host, read again when they change.
 */
import * as assert from "node:assert/strict";
import { test } from "node:test";
import type { ReportResult, StatusResult } from "../../server/src/lsp/protocol";
import { startInMemory, type TestClient, withServer } from "../support/lspClient";
import { createMemoryHost, type MemoryHost } from "../support/memoryHost";

const SQL = "file:///team/load.sql";
const PROPERTIES = "file:///team/conf/broker/runtime.properties";

test("a roles file that says otherwise is marked", async () => {
  const roles = "file:///team/druid-roles.json";
  const host = createMemoryHost({
    [PROPERTIES]: "druid.auth.enableInputSourceSecurity=true",
    [roles]: '{ "cluster": { "inputSourceSecurity": false }, "roles": {} }',
  });
  const client = await startInMemory(host, { settings: { druidProperties: ["conf/broker/runtime.properties"] } });
  try {
    await client.open(SQL, "SELECT 1");
    const [found] = await client.diagnostics(roles, ({ length }) => length === 1);
    assert.equal(found?.code, "roles-cluster");
    assert.deepEqual(found?.range.start, { line: 0, character: 15 });
    host.write(PROPERTIES, "druid.auth.enableInputSourceSecurity=false");
    await client.diagnostics(roles, ({ length }) => length === 0);
  } finally {
    await client.shutdown();
    client.connection.dispose();
  }
});

test("a properties file states what nobody else does, and is watched", async () => {
  const host = createMemoryHost({ [PROPERTIES]: "druid.sql.planner.authorizeSystemTablesDirectly=true" });
  const settings = { druidProperties: ["conf/broker/runtime.properties", "conf/gone.properties"] };
  const client = await startInMemory(host, { settings });
  const report = async (): Promise<string> => {
    const { markdown } = await client.connection.sendRequest<ReportResult>("druidSql/report", { uri: SQL });
    return markdown;
  };
  try {
    await client.open(SQL, "SELECT * FROM sys.segments");
    const before = await report();
    assert.match(before, /READ SYSTEM_TABLE segments/);
    assert.match(before, /conf\/gone\.properties: does not exist/);
    host.write(PROPERTIES, "druid.sql.planner.authorizeSystemTablesDirectly=false");
    assert.doesNotMatch(await report(), /SYSTEM_TABLE/);
  } finally {
    await client.shutdown();
    client.connection.dispose();
  }
  assert.equal(host.watched.size, 0);
});

/** Runs with a server whose setting names these files, over these files; the SQL is open. */
function withOpenSql(
  files: Readonly<Record<string, string>>,
  settings: Readonly<Record<string, unknown>>,
  work: (client: TestClient, host: MemoryHost) => Promise<void>,
): Promise<void> {
  return withServer(files, { settings }, async (client, host) => {
    await client.open(SQL, "SELECT * FROM sys.segments");
    await work(client, host);
  });
}

async function reportOf(client: TestClient): Promise<string> {
  return (await client.connection.sendRequest<ReportResult>("druidSql/report", { uri: SQL })).markdown;
}

/** Waits until the report says something. */
async function checkReport(client: TestClient, pattern: RegExp): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if (pattern.test(await reportOf(client))) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  assert.match(await reportOf(client), pattern);
}

const NAMED = { druidProperties: ["conf/broker/runtime.properties"] };

test("problems are marked on their own lines, and go when the file is mended", () =>
  withOpenSql({ [PROPERTIES]: "druid.port=1\n  druid.auth.enableInputSourceSecurity = yes" }, NAMED, async (client, host) => {
    const [found] = await client.diagnostics(PROPERTIES, ({ length }) => length === 1);
    assert.deepEqual([found?.code, found?.severity], ["properties-value", 1]);
    assert.deepEqual(found?.range, { start: { line: 1, character: 2 }, end: { line: 1, character: 44 } });
    host.write(PROPERTIES, "druid.auth.enableInputSourceSecurity = true");
    await client.diagnostics(PROPERTIES, ({ length }) => length === 0);
  }));

test("a value that somebody before states otherwise is marked, and in the roles file what the setting overrules", () => {
  const roles = "file:///team/druid-roles.json";
  const files = {
    [PROPERTIES]: "druid.auth.enableInputSourceSecurity=true\ndruid.sql.planner.authorizeSystemTablesDirectly=true",
    [roles]: '{ "cluster": { "inputSourceSecurity": false, "druidVersion": "34" }, "roles": {} }',
  };
  return withOpenSql(files, { ...NAMED, cluster: { authorizeSystemTables: false, druidVersion: 36 } }, async (client) => {
    const found = await client.diagnostics(PROPERTIES, ({ length }) => length === 2);
    assert.deepEqual(
      found.map(({ message, severity }) => [severity, message]),
      [
        [2, "inputSourceSecurity is true here and false in druid-roles.json, which counts."],
        [2, "authorizeSystemTables is true here and false in the setting druidSql.cluster, which counts."],
      ],
    );
    const inRoles = await client.diagnostics(roles, ({ length }) => length === 2);
    assert.ok(
      inRoles.some(
        ({ message, severity }) =>
          severity === 3 && message === "druidVersion is 34 here and 36 in the setting druidSql.cluster, which counts.",
      ),
      JSON.stringify(inRoles),
    );
  });
});

test("a file that is open counts as edited, saved or not, and its own text again once it is closed", () =>
  withOpenSql({ [PROPERTIES]: "druid.sql.planner.authorizeSystemTablesDirectly=false" }, NAMED, async (client) => {
    await checkReport(client, /`authorizeSystemTables` \(conf\/broker\/runtime\.properties:1\)/);
    assert.doesNotMatch(await reportOf(client), /SYSTEM_TABLE/);
    await client.open(PROPERTIES, "druid.sql.planner.authorizeSystemTablesDirectly=true", "properties");
    await checkReport(client, /READ SYSTEM_TABLE segments/);
    await client.change(PROPERTIES, [{ text: "druid.sql.planner.authorizeSystemTablesDirectly=perhaps" }]);
    await client.diagnostics(PROPERTIES, ({ length }) => length === 1);
    await client.close(PROPERTIES);
    await checkReport(client, /`authorizeSystemTables` \(conf/);
    await client.diagnostics(PROPERTIES, ({ length }) => length === 0);
  }));

test("a folder means the files of its layout, also those that come later", () => {
  const common = "file:///team/conf/_common/common.runtime.properties";
  return withOpenSql({ [common]: "druid.auth.enableInputSourceSecurity=true" }, { druidProperties: ["conf"] }, async (client, host) => {
    await checkReport(client, /`inputSourceSecurity` \(conf\/.*common.*1\)/);
    host.write(PROPERTIES, "druid.sql.planner.authorizeSystemTablesDirectly=true");
    await client.connection.sendNotification("workspace/didChangeWatchedFiles", { changes: [{ uri: PROPERTIES, type: 1 }] });
    await checkReport(client, /READ SYSTEM_TABLE segments/);
  });
});

test("a folder without such files, and settings of the wrong shape, are named where the status is", async () => {
  const status = async (client: TestClient): Promise<string> => {
    const asked = { uri: SQL, line: 0, character: 0 };
    return (await client.connection.sendRequest<StatusResult>("druidSql/status", asked)).detail;
  };
  await withOpenSql({ "file:///team/conf/notes.txt": "" }, { druidProperties: ["conf"] }, async (client) => {
    assert.match(await status(client), /^conf: holds neither/);
  });
  await withOpenSql({}, { cluster: { inputSourceSecurity: "yes" } }, async (client) => {
    assert.match(await status(client), /^The setting druidSql.*cluster: inputSourceSecurity must be true or false/);
  });
  await withOpenSql({}, { cluster: "34" }, async (client) => {
    assert.match(await status(client), /^The setting druidSql.*cluster: The description of a cluster must be an object/);
  });
});
