/**
 * Druid's own properties files in the language server: named by a setting, read through the host, read again when they change.
 */
import * as assert from "node:assert/strict";
import { test } from "node:test";
import type { ReportResult } from "../../server/src/lsp/protocol";
import { startInMemory } from "../support/lspClient";
import { createMemoryHost } from "../support/memoryHost";

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
