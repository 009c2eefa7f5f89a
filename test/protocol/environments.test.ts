/**
 * Environments as an editor meets them: chosen by setting, configuration file and command, named by the status, reported all at once.
 */
import * as assert from "node:assert/strict";
import { test } from "node:test";
import type { CodeLens } from "vscode-languageserver";
import type { EnvironmentsResult, ReportResult, StatusResult } from "../../server/src/lsp/protocol";
import { type TestClient, withServer } from "../support/lspClient";
import type { MemoryHost } from "../support/memoryHost";

const rolesFor = (pattern: string): string =>
  JSON.stringify({
    roles: { reader: [{ resource: { name: pattern, type: "DATASOURCE" }, action: "READ" }] },
    users: { alice: ["reader"] },
  });

const SQL = "file:///team/a.sql";
const PROD = "file:///team/security/prod.json";
const TEXT = "SELECT page FROM wikipedia;\nSELECT FROM x";
const FILES = {
  "file:///team/security/dev.json": rolesFor(".*"),
  [PROD]: rolesFor("koalas"),
  [SQL]: TEXT,
};
const ENVIRONMENTS = {
  dev: { rolesFile: "security/dev.json" },
  prod: { rolesFile: "security/prod.json", cluster: { druidVersion: "31" } },
};
const SETTINGS = { principal: "user:alice", environments: ENVIRONMENTS };

interface Given {
  readonly settings?: object;
  readonly files?: Readonly<Record<string, string>>;
  readonly initializationOptions?: object;
}

function session(name: string, given: Given, run: (client: TestClient, host: MemoryHost) => Promise<void>): void {
  const { settings = SETTINGS, files = FILES, initializationOptions } = given;
  test(name, () => withServer(files, { settings, ...(initializationOptions && { initializationOptions }) }, run));
}

const statusOf = (client: TestClient): Promise<StatusResult> => client.request("druidSql/status", { uri: SQL, line: 0, character: 3 });
const choose = (client: TestClient, environment?: string): Promise<void> =>
  client.connection.sendNotification("druidSql/chooseEnvironment", environment === undefined ? {} : { environment });

/** Opens the document, and checks which environment answers, how it was found, and the verdict. */
async function checkStatus(
  client: TestClient,
  name: string | undefined,
  origin: string | undefined,
  verdict: string,
): Promise<StatusResult> {
  const status = await statusOf(client);
  assert.equal(status.environment?.name, name);
  assert.equal(status.environment?.origin, origin);
  assert.equal(status.verdict, verdict);
  return status;
}

session("the first one, where nobody chose, and the status says so", {}, async (client) => {
  await client.open(SQL, TEXT);
  const status = await checkStatus(client, "dev", "first", "allowed");
  assert.deepEqual(status.environment?.all, ["dev", "prod"]);
  const { markdown } = await client.request<ReportResult>("druidSql/report", { uri: SQL });
  assert.match(markdown, /Environment: dev, the first of dev, prod; nobody chose one/);
});

session("the setting chooses", { settings: { ...SETTINGS, environment: "prod" } }, async (client) => {
  await client.open(SQL, TEXT);
  await checkStatus(client, "prod", "chosen", "denied");
  const { markdown } = await client.request<ReportResult>("druidSql/report", { uri: SQL });
  assert.match(markdown, /Environment: prod\n/);
  assert.match(markdown, /`druidVersion` \(environment prod\)/);
});

session(
  "the command chooses before the setting, until the choice is taken back",
  { settings: { ...SETTINGS, environment: "dev" } },
  async (client) => {
    await client.open(SQL, TEXT);
    await choose(client, "prod");
    await client.diagnostics(SQL, (found) => found.some(({ code }) => code === "permission-denied"));
    await checkStatus(client, "prod", "chosen", "denied");
    const found = await client.request<EnvironmentsResult>("druidSql/environments", { uri: SQL });
    assert.deepEqual(found, { current: "prod", environments: ["dev", "prod"] });
    await choose(client);
    await checkStatus(client, "dev", "chosen", "allowed");
  },
);

session("a choice of before comes with the start", { initializationOptions: { environment: "prod" } }, async (client) => {
  await client.open(SQL, TEXT);
  await checkStatus(client, "prod", "chosen", "denied");
});

session(
  "the configuration file describes and chooses",
  {
    settings: { principal: "user:alice" },
    files: {
      ...FILES,
      "file:///team/druid-sql.jsonc": JSON.stringify({
        environments: { dev: { roles: "security/dev.json" }, prod: { roles: "security/prod.json" } },
        environment: "prod",
      }),
    },
  },
  async (client) => {
    await client.open(SQL, TEXT);
    const status = await checkStatus(client, "prod", "chosen", "denied");
    assert.equal(status.rolesFile, PROD);
  },
);

session(
  "an environment comes before the general settings",
  { settings: { ...SETTINGS, rolesFile: "security/dev.json", environment: "prod" } },
  async (client) => {
    await client.open(SQL, TEXT);
    await checkStatus(client, "prod", "chosen", "denied");
  },
);

session(
  "a name that is not described is told, and the first one answers",
  { settings: { ...SETTINGS, environment: "quality" } },
  async (client) => {
    await client.open(SQL, TEXT);
    const { detail } = await checkStatus(client, "dev", "first", "allowed");
    assert.match(
      detail,
      /The setting druidSql\.environment: there is no environment "quality"; described are dev, prod\. Asked about is dev\./,
    );
    await choose(client, "prodd");
    const chosen = await statusOf(client);
    assert.match(chosen.detail, /The chosen environment: there is no environment "prodd"; did you mean prod\? Asked about is dev\./);
  },
);

session("an odd name is told", { settings: { ...SETTINGS, environments: { ...ENVIRONMENTS, "a/b": {} } } }, async (client) => {
  await client.open(SQL, TEXT);
  assert.match((await statusOf(client)).detail, /The setting druidSql\.environments: "a\/b" cannot be the name/);
});

session("a roles file that is missing", { settings: { ...SETTINGS, environments: { qa: { rolesFile: "nope.json" } } } }, async (client) => {
  await client.open(SQL, TEXT);
  const status = await statusOf(client);
  assert.match(status.detail, /Environment qa: nope\.json/);
  assert.equal(status.isRolesFileBroken, true);
});

session("the roles file of another environment is one too, and is heard when it changes", {}, async (client, host) => {
  await client.open(SQL, TEXT);
  await checkStatus(client, "dev", "first", "allowed");
  await client.open(PROD, '{ "roles": { "a": [ {} ] } }', "json");
  await client.diagnostics(PROD, (found) => found.length > 0);
  await client.close(PROD);
  await choose(client, "prod");
  await client.diagnostics(SQL, (found) => found.some(({ code }) => code === "permission-denied"));
  host.write(PROD, rolesFor("wikipedia"));
  await client.diagnostics(SQL, (found) => found.every(({ code }) => code !== "permission-denied"));
});

session("statements count as uses of the roles files of all environments", {}, async (client) => {
  await client.open(SQL, "SELECT * FROM koalas");
  await checkStatus(client, "dev", "first", "allowed");
  await client.open(PROD, rolesFor("koalas"), "json");
  const { markdown } = await client.request<ReportResult>("druidSql/workspaceReport", { kind: "unused", uri: PROD });
  assert.doesNotMatch(markdown, /wikipedia|no statement/i);
  const lenses = await client.request<readonly CodeLens[]>("textDocument/codeLens", { textDocument: { uri: PROD } });
  const resolved = await Promise.all(lenses.map((lens) => client.request<CodeLens>("codeLens/resolve", lens)));
  assert.ok(
    resolved.some(({ command }) => /1 statement/.test(command?.title ?? "")),
    JSON.stringify(resolved),
  );
});

session("none are described", { settings: { principal: "user:alice" } }, async (client) => {
  await client.open(SQL, TEXT);
  assert.equal((await statusOf(client)).environment, undefined);
  assert.deepEqual(await client.request("druidSql/environments", { uri: SQL }), { environments: [] });
  const { markdown } = await client.request<ReportResult>("druidSql/workspaceReport", { kind: "environments" });
  assert.match(markdown, /# No environments/);
});

session(
  "the report over all environments",
  {
    settings: { ...SETTINGS, environments: { ...ENVIRONMENTS, qa: { rolesFile: "nope.json" }, twin: { rolesFile: "security/dev.json" } } },
  },
  async (client) => {
    const { markdown, summary, title } = await client.request<ReportResult>("druidSql/workspaceReport", { kind: "environments" });
    assert.equal(title, "Permissions in all environments");
    assert.match(summary, /^dev: 1 allowed, 1 refused; prod: 1 denied, 1 refused; qa: /);
    assert.match(markdown, /Who: `user:alice`/);
    assert.match(
      markdown,
      /\| prod \| \[security\/prod\.json\]\(file:\/\/\/team\/security\/prod\.json\) \| Druid 31 \(environment prod\) \| 1 denied, 1 refused \|/,
    );
    assert.match(markdown, /The same roles file counts in dev and twin\./);
    assert.match(markdown, /## Missing in prod[\s\S]*"name":"wikipedia"/);
    assert.match(markdown, /\| statement \| dev \| prod \| qa \| twin \|/);
    assert.match(
      markdown,
      /line 1\]\(file:\/\/\/team\/a\.sql#L1,1\) `SELECT page FROM wikipedia` \| ✓ allowed \| ✗ denied \| \? not known \| ✓ allowed \|/,
    );
    assert.match(markdown, /- line 1, prod: lacks `READ DATASOURCE wikipedia`/);
    assert.match(markdown, /- line 1, qa: /);
    assert.match(markdown, /\| ! refused \| ! refused \|/);
  },
);

session("an unsaved document counts in the report as it is in the editor", {}, async (client) => {
  await client.open(SQL, "SELECT * FROM koalas");
  const { summary } = await client.request<ReportResult>("druidSql/workspaceReport", { kind: "environments" });
  assert.equal(summary, "dev: 1 allowed; prod: 1 allowed");
});
