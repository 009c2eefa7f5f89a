/**
 * The language server as an editor meets it: real messages over streams, files in memory.
 */
import * as assert from "node:assert/strict";
import { test } from "node:test";
import { CancellationTokenSource, type CodeAction, LSPErrorCodes } from "vscode-languageserver/node";
import type {
  GrantToRoleParams,
  GrantToRoleResult,
  PrincipalsResult,
  ReadRolesResult,
  ReportResult,
  StatusResult,
} from "../../server/src/lsp/protocol";
import { ROLES } from "../support/context";
import { type ClientOptions, codesOf, messageOf, startInMemory, type TestClient, withServer } from "../support/lspClient";
import { createMemoryHost, type MemoryHost } from "../support/memoryHost";

const SQL = "file:///team/load.sql";
const ROLES_URI = "file:///team/druid-roles.json";
const ROLES_TEXT = JSON.stringify(ROLES, undefined, 2);

interface Session {
  readonly client: TestClient;
  readonly host: MemoryHost;
}

/** Runs a case with a server that is shut down afterwards. */
function session(
  name: string,
  given: ClientOptions & { readonly files?: Readonly<Record<string, string>> },
  run: (session: Session) => Promise<void>,
): void {
  test(name, () => withServer(given.files ?? { [ROLES_URI]: ROLES_TEXT }, given, (client, host) => run({ client, host })));
}

const none = (diagnostics: readonly unknown[]): boolean => diagnostics.length === 0;
const one = (diagnostics: readonly unknown[]): boolean => diagnostics.length === 1;

/** When whatever the server was doing for a document must be over. */
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1500));

const ALICE = { settings: { principal: "user:alice" } };

session("what it can do", ALICE, async ({ client }) => {
  const { capabilities } = client.initialized;
  assert.equal(capabilities.positionEncoding, "utf-16");
  assert.equal(capabilities.hoverProvider, true);
  assert.deepEqual(capabilities.codeActionProvider, {
    codeActionKinds: ["quickfix", "refactor.extract", "refactor.rewrite", "source.fixAll.druidSql"],
  });
  assert.deepEqual(capabilities.textDocumentSync, { openClose: true, change: 2 });
});

session(
  "a denied need is published on its words, with version, page and near misses",
  { ...ALICE, initializationOptions: {} },
  async ({ client }) => {
    await client.open(SQL, "SELECT *\r\nFROM koalas, wikipedia");
    const [denied] = await client.diagnostics(SQL, one);
    assert.deepEqual(denied?.range, { start: { line: 1, character: 5 }, end: { line: 1, character: 11 } });
    assert.equal(denied?.code, "permission-denied");
    assert.equal(denied?.severity, 1);
    assert.equal(denied?.codeDescription?.href, "vscode://druid-sql.druid-sql/diagnostics/permission-denied");
    assert.match(messageOf(denied), /^user:alice may not READ DATASOURCE koalas\./);
    assert.equal(client.published(SQL)?.version, 1);
  },
);

session(
  "quick fixes: an edit of the roles file, and texts for our own client",
  { ...ALICE, initializationOptions: { commands: "known" } },
  async ({ client }) => {
    await client.open(SQL, "SELECT *\r\nFROM koalas");
    const at = { line: 1, character: 7 };
    const params = { textDocument: { uri: SQL }, range: { start: at, end: at }, context: { diagnostics: [], only: ["quickfix"] } };
    const actions = await client.request<readonly CodeAction[]>("textDocument/codeAction", params);
    assert.deepEqual(
      actions.map(({ title, command }) => [title, command?.command]),
      [
        ["Grant READ DATASOURCE koalas to role analyst", undefined],
        ["Grant READ DATASOURCE koalas to role writer", undefined],
        ["Copy the curl command that grants READ DATASOURCE koalas to role analyst", "druidSql.copyText"],
        ["Copy the curl command that grants READ DATASOURCE koalas to another role…", "druidSql.grantToAnotherRole"],
        ["Copy a request for READ DATASOURCE koalas to an administrator", "druidSql.copyText"],
        ["Ignore permission-denied for this statement", "druidSql.select"],
      ],
    );
    const [change] = actions[0]?.edit?.changes?.[ROLES_URI] ?? [];
    assert.match(change?.newText ?? "", /"name": "koalas"/);
    const reason = { start: { line: 0, character: 39 }, end: { line: 0, character: 42 } };
    assert.deepEqual(actions.at(-1)?.command?.arguments, [{ uri: SQL, range: reason }]);
    const granted = await client.request<GrantToRoleResult>("druidSql/grantToRole", {
      uri: SQL,
      range: { start: at, end: at },
      role: "writer",
    });
    assert.ok(granted.edit);
    const toCopy: GrantToRoleParams = { uri: SQL, range: { start: at, end: at }, role: "writer", form: "curl" };
    assert.match((await client.request<GrantToRoleResult>("druidSql/grantToRole", toCopy)).text ?? "", /roles\/writer\/permissions/);
    assert.deepEqual(await client.request("druidSql/grantToRole", { uri: SQL, range: { start: at, end: at }, role: "nobody" }), {});
    const others = await client.request<readonly CodeAction[]>("textDocument/codeAction", {
      ...params,
      context: { diagnostics: [], only: ["source"] },
    });
    assert.deepEqual(others, []);
  },
);

session(
  "quick fixes for a client that knows no commands of ours, and versions of documents",
  {
    ...ALICE,
    capabilities: { workspace: { configuration: true, workspaceEdit: { documentChanges: true } } },
  },
  async ({ client }) => {
    await client.open(SQL, "SELECT * FROM koalas");
    await client.open(ROLES_URI, ROLES_TEXT, "jsonc");
    const range = { start: { line: 0, character: 14 }, end: { line: 0, character: 20 } };
    const actions = await client.request<readonly CodeAction[]>("textDocument/codeAction", {
      textDocument: { uri: SQL },
      range,
      context: { diagnostics: [], only: ["quickfix"] },
    });
    assert.deepEqual(
      actions.map(({ title }) => title),
      [
        "Grant READ DATASOURCE koalas to role analyst",
        "Grant READ DATASOURCE koalas to role writer",
        "Ignore permission-denied for this statement",
      ],
    );
    const [changed] = actions[0]?.edit?.documentChanges ?? [];
    assert.deepEqual(changed && "textDocument" in changed && changed.textDocument, { uri: ROLES_URI, version: 1 });
    await client.change(ROLES_URI, [{ text: "{" }]);
    await client.diagnostics(ROLES_URI, (found) => found.length > 0);
    const left = await client.request<readonly CodeAction[]>("textDocument/codeAction", {
      textDocument: { uri: SQL },
      range,
      context: { diagnostics: [], only: ["quickfix"] },
    });
    assert.deepEqual(
      left.map(({ title }) => title),
      ["Ignore permission-denied for this statement"],
    );
  },
);

session("fixes of findings: one at a time, and all when an editor asks for that kind", {}, async ({ client }) => {
  await client.open(SQL, 'SELECT 1;\r\nSELECT * FROM "sys.segments", "sys.tasks"');
  const found = await client.diagnostics(SQL, (all) => all.filter(({ code }) => code === "dotted-name").length === 2);
  const first = found.find(({ code }) => code === "dotted-name");
  assert.ok(first);
  const actionsOf = (only?: readonly string[]): Promise<readonly CodeAction[]> =>
    client.request("textDocument/codeAction", {
      textDocument: { uri: SQL },
      range: first.range,
      context: { diagnostics: [first], ...(only && { only }) },
    });
  const [fix, ...others] = (await actionsOf()).filter(({ isPreferred }) => isPreferred);
  assert.deepEqual(others, []);
  assert.equal(fix?.kind, "quickfix");
  assert.deepEqual(fix?.diagnostics, [first]);
  assert.deepEqual(fix?.edit?.changes?.[SQL], [{ range: first.range, newText: "sys.segments" }]);
  for (const only of [["source.fixAll"], ["source"], ["source.fixAll.druidSql"]]) {
    const [all] = await actionsOf(only);
    assert.equal(all?.kind, "source.fixAll.druidSql");
    assert.deepEqual(
      all?.edit?.changes?.[SQL]?.map(({ newText }) => newText),
      ["sys.segments", "sys.tasks"],
    );
  }
  assert.deepEqual(await actionsOf(["source.organizeImports"]), []);
});

session("a near miss is linked to its place in the roles file", { settings: { principal: "user:bob" } }, async ({ client }) => {
  await client.open(SQL, "SELECT * FROM wikipedia");
  const [denied] = await client.diagnostics(SQL, one);
  const near = denied?.relatedInformation?.find(({ location }) => location.uri === ROLES_URI);
  assert.ok(near, JSON.stringify(denied));
  assert.match(near.message, /analyst/);
  const hover = await client.hover(SQL, 0, 15);
  assert.match(hover ?? "", /\]\(file:\/\/\/team\/druid-roles\.json#L\d+,\d+\)/);
});

session(
  "in VS Code a denial is told once: the message says why, the place beside it is short, the hover in the same box leaves it out",
  { settings: { principal: "user:bob" }, initializationOptions: { commands: "known" } },
  async ({ client }) => {
    await client.open(SQL, "SELECT * FROM wikipedia");
    const [denied] = await client.diagnostics(SQL, one);
    assert.match(String(denied?.message), /^user:bob may not READ DATASOURCE wikipedia\. Role analyst grants this/);
    assert.deepEqual(
      denied?.relatedInformation?.map(({ message }) => message),
      ["role analyst"],
    );
    assert.match((await client.hover(SQL, 0, 15)) ?? "", /: denied\.\n\n/);
  },
);

session("typing changes the verdict", ALICE, async ({ client }) => {
  await client.open(SQL, "SELECT 1;\nSELECT * FROM koalas");
  await client.diagnostics(SQL, one);
  const at = (line: number, start: number, end: number) => ({ start: { line, character: start }, end: { line, character: end } });
  await client.change(SQL, [{ range: at(1, 14, 20), text: "wikipedia" }]);
  await client.diagnostics(SQL, none);
  assert.equal(client.published(SQL)?.version, 2);
  await client.change(SQL, [
    { range: at(0, 0, 0), text: "-- 😀\n" },
    { range: at(2, 14, 23), text: "pandas" },
  ]);
  const [denied] = await client.diagnostics(SQL, one);
  assert.deepEqual(denied?.range, at(2, 14, 20));
  await client.change(SQL, [{ text: "SELECT * FROM koalas" }]);
  await client.diagnostics(SQL, ([first]) => first?.range.start.line === 0);
  await client.close(SQL);
  await client.diagnostics(SQL, none);
});

session("hovers tell who grants", ALICE, async ({ client }) => {
  await client.open(SQL, "SELECT * FROM wikipedia");
  const hover = await client.hover(SQL, 0, 16);
  assert.match(hover ?? "", /allowed by role \[analyst\]\(file:\/\/\/team\/druid-roles\.json#L4,/);
  assert.equal(await client.hover(SQL, 0, 7), undefined);
  assert.equal(await client.hover("file:///team/closed.sql", 0, 0), undefined);
});

session("an open, unsaved roles file counts", ALICE, async ({ client }) => {
  await client.open(SQL, "SELECT * FROM koalas");
  await client.diagnostics(SQL, one);
  await client.open(ROLES_URI, ROLES_TEXT.replace("wiki.*", "koalas"), "jsonc");
  await client.diagnostics(SQL, none);
  await client.change(ROLES_URI, [{ text: ROLES_TEXT }]);
  await client.diagnostics(SQL, one);
  await client.change(ROLES_URI, [{ text: ROLES_TEXT.replace("wiki.*", "ko.*") }]);
  await client.diagnostics(SQL, none);
  await client.close(ROLES_URI);
  await client.diagnostics(SQL, one);
  assert.ok(client.changes() > 0);
});

session("a roles file that changes, goes and comes back on disk counts", ALICE, async ({ client, host }) => {
  await client.open(SQL, "SELECT __time FROM koalas");
  await client.diagnostics(SQL, one);
  host.write(ROLES_URI, ROLES_TEXT.replace("wiki.*", "koalas"));
  await client.diagnostics(SQL, none);
  host.write(ROLES_URI, ROLES_TEXT);
  await client.diagnostics(SQL, one);
  host.write(ROLES_URI, undefined);
  await client.diagnostics(SQL, none);
  assert.equal((await client.request<StatusResult>("druidSql/status", { uri: SQL, line: 0, character: 0 })).state, "no-roles");
  host.write(ROLES_URI, ROLES_TEXT);
  await client.connection.sendNotification("workspace/didChangeWatchedFiles", { changes: [{ uri: ROLES_URI, type: 1 }] });
  await client.diagnostics(SQL, one);
});

session(
  "a roles file that another document finds before its coming is told counts for all",
  { ...ALICE, files: {} },
  async ({ client, host }) => {
    const other = "file:///team/sub/other.sql";
    await client.open(SQL, "SELECT __time FROM koalas");
    assert.equal((await client.request<StatusResult>("druidSql/status", { uri: SQL, line: 0, character: 0 })).state, "no-roles");
    host.write(ROLES_URI, ROLES_TEXT);
    await client.open(other, "SELECT __time FROM koalas");
    await client.diagnostics(other, one);
    await client.connection.sendNotification("workspace/didChangeWatchedFiles", { changes: [{ uri: ROLES_URI, type: 1 }] });
    await client.diagnostics(SQL, one);
  },
);

session("a broken roles file keeps its last good state, and is marked itself", ALICE, async ({ client, host }) => {
  await client.open(SQL, "SELECT * FROM koalas");
  await client.diagnostics(SQL, one);
  host.write(ROLES_URI, `${ROLES_TEXT.slice(0, 40)}`);
  await client.diagnostics(ROLES_URI, (found) => codesOf(found).includes("roles-syntax"));
  assert.match((await client.hover(SQL, 0, 16)) ?? "", /denied.*has errors now/s);
  host.write(ROLES_URI, ROLES_TEXT.replace("wiki.*", "koalas"));
  await client.diagnostics(SQL, none);
  await client.diagnostics(ROLES_URI, (found) => !codesOf(found).includes("roles-syntax"));
});

session(
  "a roles file that was never whole denies nothing",
  { ...ALICE, files: { [ROLES_URI]: ROLES_TEXT.slice(0, 100) } },
  async ({ client }) => {
    await client.open(SQL, "SELECT * FROM koalas");
    const [unknown] = await client.diagnostics(SQL, one);
    assert.equal(unknown?.code, "permission-unknown");
    assert.match(messageOf(unknown), /druid-roles\.json has errors/);
  },
);

session(
  "the nearest roles file above counts, up to the workspace folder",
  {
    ...ALICE,
    files: {
      "file:///druid-roles.json": ROLES_TEXT.replace("wiki.*", "koalas"),
      [ROLES_URI]: ROLES_TEXT,
      "file:///team/deep/druid-roles.jsonc": ROLES_TEXT.replace("wiki.*", "koalas"),
    },
  },
  async ({ client }) => {
    await client.open(SQL, "SELECT * FROM koalas");
    await client.diagnostics(SQL, one);
    const deep = "file:///team/deep/er/load.sql";
    await client.open(deep, "SELECT * FROM wikipedia");
    const [denied] = await client.diagnostics(deep, one);
    assert.match(messageOf(denied), /wikipedia/);
  },
);

session(
  "the roles file can be named in the settings",
  {
    settings: { principal: "user:alice", rolesFile: "../security/roles of all.json" },
    folders: ["file:///team/sql"],
    files: { "file:///team/security/roles%20of%20all.json": ROLES_TEXT },
  },
  async ({ client }) => {
    const uri = "file:///team/sql/a.sql";
    await client.open(uri, "SELECT * FROM koalas");
    await client.diagnostics(uri, one);
  },
);

session("the principal can be chosen, and the choice taken back", ALICE, async ({ client }) => {
  await client.open(SQL, "SELECT * FROM wikipedia");
  await client.request("druidSql/status", { uri: SQL, line: 0, character: 0 });
  await client.connection.sendNotification("druidSql/choosePrincipal", { principal: "user:bob" });
  await client.diagnostics(SQL, one);
  await client.connection.sendNotification("druidSql/choosePrincipal", {});
  await client.diagnostics(SQL, none);
});

session(
  "the principal that was chosen before counts from the start",
  { initializationOptions: { principal: "user:bob" } },
  async ({ client }) => {
    await client.open(SQL, "SELECT * FROM wikipedia");
    const [denied] = await client.diagnostics(SQL, one);
    assert.match(messageOf(denied), /^user:bob/);
  },
);

session("settings count when they change", ALICE, async ({ client }) => {
  await client.open(SQL, "SELECT * FROM wikipedia; SELECT * FROM sys.servers");
  await client.diagnostics(SQL, one);
  await client.configure({ principal: "user:bob" });
  await client.diagnostics(SQL, (found) => found.length === 2);
  await client.configure({ principal: "user:bob", cluster: { authorizer: "allowAll" } });
  await client.diagnostics(SQL, none);
  await client.configure({ principal: "user:bob", enable: "off" });
  assert.equal((await client.request<StatusResult>("druidSql/status", { uri: SQL, line: 0, character: 0 })).state, "off");
});

session(
  "nonsense in the settings counts as nothing",
  { settings: { principal: 7, enable: [], cluster: "x", endpoint: "moon", rolesFile: null } },
  async ({ client }) => {
    await client.open(SQL, "SELECT * FROM koalas");
    await client.diagnostics(SQL, one);
  },
);

session("settings pushed by a client that cannot be asked", { capabilities: {} }, async ({ client }) => {
  await client.connection.sendNotification("workspace/didChangeConfiguration", { settings: { druidSql: { principal: "user:alice" } } });
  await client.open(SQL, "SELECT * FROM koalas");
  const [denied] = await client.diagnostics(SQL, one);
  assert.match(messageOf(denied), /^user:alice/);
  assert.equal(denied?.relatedInformation, undefined);
});

/** Statements without a twin: their diagnosis takes long enough for something to happen meanwhile. */
const longScript = (table: string): string => Array.from({ length: 20_000 }, (_, index) => `SELECT ${index} FROM ${table};\n`).join("");

session("a diagnosis that runs while checking is switched off publishes nothing any more", ALICE, async ({ client }) => {
  await client.open(SQL, longScript("koalas"));
  await client.request("druidSql/principals", { uri: SQL });
  await client.configure({ principal: "user:alice", enable: "off" });
  assert.equal((await client.request<StatusResult>("druidSql/status", { uri: SQL, line: 0, character: 0 })).state, "off");
  assert.equal(client.published(SQL), undefined, "the diagnosis was over before checking was switched off");
  await settled();
  assert.deepEqual(client.published(SQL)?.diagnostics ?? [], []);
});

session("a diagnosis that runs while the principal changes gives way to the next one", ALICE, async ({ client }) => {
  await client.open(SQL, longScript("koalas"));
  await client.request("druidSql/principals", { uri: SQL });
  await client.connection.sendNotification("druidSql/choosePrincipal", { principal: "user:bob" });
  const found = await client.diagnostics(SQL, ({ length }) => length > 0);
  assert.match(messageOf(found[0]), /^user:bob/);
});

session(
  "what the settings and file names say is shown as it is, never read as Markdown",
  {
    settings: { principal: "![x](https://evil.example/x.png) <b>", rolesFile: "![y](y) <i>.json" },
    files: {},
  },
  async ({ client }) => {
    await client.open(SQL, "SELECT __time FROM wikipedia", "druid-sql");
    const status = await client.request<StatusResult>("druidSql/status", { uri: SQL, line: 0, character: 3 });
    const report = await client.request<ReportResult>("druidSql/report", { uri: SQL });
    for (const markdown of [status.detail, report.markdown]) {
      assert.match(markdown, /!\\\[y\\\]\(y\) \\<i\\>\.json/);
      assert.doesNotMatch(markdown, /(?<!\\)\[y|(?<!\\)<i/);
    }
    await client.configure({ principal: "![x](https://evil.example/x.png) <b>" });
    const other = await client.request<StatusResult>("druidSql/status", { uri: SQL, line: 0, character: 3 });
    const renewed = await client.request<ReportResult>("druidSql/report", { uri: SQL });
    for (const markdown of [other.detail, renewed.markdown]) {
      assert.match(markdown, /setting druidSql\.principal: .*!\\\[x\\\]\(https\\:\/\/evil\.example\/x\.png\) \\<b\\>/);
      assert.doesNotMatch(markdown, /(?<!\\)\[x|(?<!\\)<b|https:/);
    }
  },
);

session("without a roles file: needs and no verdicts; other dialects are left alone", { ...ALICE, files: {} }, async ({ client }) => {
  await client.open(SQL, "SELECT TIME_FLOOR(__time, 'PT1H') FROM wikipedia");
  assert.match((await client.hover(SQL, 0, 40)) ?? "", /READ DATASOURCE wikipedia/);
  const status = await client.request<StatusResult>("druidSql/status", { uri: SQL, line: 0, character: 3 });
  assert.equal(status.state, "no-roles");
  const other = "file:///team/shop.sql";
  await client.open(other, "CREATE TABLE a (b INT); SELECT `b` FROM a LIMIT 5, 10");
  assert.equal((await client.request<StatusResult>("druidSql/status", { uri: other, line: 0, character: 3 })).state, "off");
  assert.equal(await client.hover(other, 0, 3), undefined);
  assert.equal(client.published(other), undefined);
  await client.configure({ enable: "on" });
  await client.diagnostics(other, (found) => found.length > 0);
});

session("the status of the statement under the cursor", ALICE, async ({ client }) => {
  await client.open(SQL, "SELECT * FROM wikipedia;\nSELECT * FROM koalas;\nSELECT FROM x");
  const at = (line: number) => client.request<StatusResult>("druidSql/status", { uri: SQL, line, character: 3 });
  const allowed = await at(0);
  assert.equal(allowed.state, "ready");
  assert.equal(allowed.principal, "user:alice");
  assert.equal(allowed.rolesFile, ROLES_URI);
  assert.equal(allowed.verdict, "allowed");
  const denied = await at(1);
  assert.equal(denied.verdict, "denied");
  assert.match(denied.detail, /READ DATASOURCE koalas/);
  assert.ok(!denied.detail.includes("\n"));
  assert.equal((await at(2)).verdict, "refused");
});

session("nobody chosen", {}, async ({ client }) => {
  await client.open(SQL, "SELECT * FROM wikipedia");
  const [hint] = await client.diagnostics(SQL, one);
  assert.equal(hint?.code, "principal-missing");
  assert.equal(hint?.severity, 4);
  assert.equal((await client.request<StatusResult>("druidSql/status", { uri: SQL, line: 0, character: 0 })).state, "no-principal");
});

session("the report", ALICE, async ({ client }) => {
  await client.open(SQL, "SELECT * FROM wikipedia;\nINSERT INTO dst SELECT * FROM koalas PARTITIONED BY ALL;\nSELECT FROM x");
  const report = await client.request<ReportResult>("druidSql/report", { uri: SQL });
  assert.equal(report.title, "Permissions of load.sql");
  assert.equal(report.summary, "1 allowed, 1 denied, 1 refused");
  assert.match(report.markdown, /"resource":\{"name":"koalas","type":"DATASOURCE"\},"action":"READ"/);
  assert.match(report.markdown, /\[line 2\]\(file:\/\/\/team\/load\.sql#L2,1\)/);
});

session(
  "the principals to choose from; who is logged in comes first",
  {
    files: { [ROLES_URI]: JSON.stringify({ ...ROLES, users: { ...ROLES.users, carol: ["writer", "analyst"] } }) },
  },
  async ({ client }) => {
    await client.open(SQL, "SELECT 1");
    const found = await client.request<PrincipalsResult>("druidSql/principals", { uri: SQL });
    assert.equal(found.rolesFile, ROLES_URI);
    assert.deepEqual(found.users[0], { principal: "user:carol", label: "carol", description: "writer, analyst" });
    assert.equal(found.users.length, 4);
    assert.deepEqual(
      found.roles.map(({ principal, description }) => [principal, description]),
      [
        ["role:analyst", "1 permission"],
        ["role:writer", "2 permissions"],
      ],
    );
  },
);

session("requests about documents that are not open are answered empty", ALICE, async ({ client }) => {
  const uri = "file:///nowhere.sql";
  assert.deepEqual(await client.request("druidSql/principals", { uri }), { users: [], roles: [], groupMappings: [] });
  assert.equal((await client.request<StatusResult>("druidSql/status", { uri, line: 0, character: 0 })).state, "off");
  assert.equal((await client.request<ReportResult>("druidSql/report", { uri })).summary, "no statements");
});

session("strange texts are answered", ALICE, async ({ client }) => {
  const texts = [
    "",
    "\uFEFFSELECT * FROM koalas",
    "\u0000",
    "\uD800 \uDC00",
    "SELECT * FROM koalas\r",
    "'",
    "/*",
    '"',
    "SELECT {{ x }}",
    ";;;",
    "SELECT\r\n*\rFROM\nkoalas",
  ];
  for (const [index, text] of texts.entries()) {
    const uri = `file:///team/${index}.sql`;
    await client.open(uri, text);
    await client.hover(uri, 0, 3);
    await client.request("druidSql/status", { uri, line: 9, character: 9 });
    await client.change(uri, [
      { range: { start: { line: 0, character: 0 }, end: { line: 99, character: 99 } }, text: "SELECT * FROM koalas" },
    ]);
    await client.diagnostics(uri, (found) => codesOf(found).includes("permission-denied"));
  }
});

session("a file with thousands of findings publishes a thousand and says how many are left", ALICE, async ({ client }) => {
  await client.open(SQL, "SELECT * FROM koalas;\n".repeat(1500));
  const found = await client.diagnostics(SQL, ({ length }) => length > 0);
  assert.equal(found.length, 1001);
  assert.equal(found.at(-1)?.message, "500 more diagnostics of this file are not shown.");
});

session("nothing is read or sent while no SQL is open", ALICE, async ({ client, host }) => {
  await client.open("file:///team/package.json", "{}", "json");
  await client.request("druidSql/status", { uri: "file:///team/package.json", line: 0, character: 0 });
  assert.deepEqual(
    host.asked.filter((uri) => !/\/druid-(roles|sql|catalog)\.jsonc?$/.test(uri)),
    [],
  );
  assert.equal(client.published("file:///team/package.json"), undefined);
});

session("a document that is opened again looks for its roles file again", { ...ALICE, files: {} }, async ({ client, host }) => {
  await client.open(SQL, "SELECT __time FROM koalas");
  await client.request("druidSql/status", { uri: SQL, line: 0, character: 0 });
  await client.close(SQL);
  host.write(ROLES_URI, ROLES_TEXT);
  await client.open(SQL, "SELECT __time FROM koalas");
  await client.diagnostics(SQL, one);
});

session("a new roles file counts before it is saved", { ...ALICE, files: {} }, async ({ client }) => {
  await client.open(SQL, "SELECT __time FROM koalas");
  await client.request("druidSql/status", { uri: SQL, line: 0, character: 0 });
  await client.open("untitled:/team/druid-roles.json", ROLES_TEXT, "jsonc");
  await client.diagnostics(SQL, one);
  const { rolesFile } = await client.request<PrincipalsResult>("druidSql/principals", { uri: SQL });
  assert.equal(rolesFile, "untitled:/team/druid-roles.json");
  await client.close("untitled:/team/druid-roles.json");
  await client.diagnostics(SQL, none);
});

session(
  "workspace folders may come and go",
  { ...ALICE, folders: [], files: { [ROLES_URI]: ROLES_TEXT, "file:///team/a/.git": "" } },
  async ({ client }) => {
    const uri = "file:///team/a/load.sql";
    await client.open(uri, "SELECT __time FROM koalas");
    await client.request("druidSql/status", { uri, line: 0, character: 0 });
    assert.equal(client.published(uri), undefined, "the root of the repository ends the search");
    const folder = { uri: "file:///team", name: "team" };
    await client.connection.sendNotification("workspace/didChangeWorkspaceFolders", { event: { added: [folder], removed: [] } });
    await client.diagnostics(uri, one);
    await client.connection.sendNotification("workspace/didChangeWorkspaceFolders", { event: { added: [], removed: [folder] } });
    await client.diagnostics(uri, none);
  },
);

session("our own language is checked without any mark", { ...ALICE, files: {} }, async ({ client }) => {
  await client.open("file:///team/a.druid.sql", "SELECT FROM koalas", "druid-sql");
  await client.diagnostics("file:///team/a.druid.sql", (found) => found.length > 0);
});

session("a request that is cancelled is not answered", ALICE, async ({ client }) => {
  await client.open(SQL, "SELECT * FROM wikipedia");
  const cancelling = new CancellationTokenSource();
  const params = { textDocument: { uri: SQL }, position: { line: 0, character: 16 } };
  const asked = client.connection.sendRequest("textDocument/hover", params, cancelling.token);
  cancelling.cancel();
  await assert.rejects(asked, { code: LSPErrorCodes.RequestCancelled });
  assert.ok(await client.hover(SQL, 0, 16));
});

for (const versionSupport of [false, true]) {
  const capabilities = { textDocument: { publishDiagnostics: { versionSupport } } };
  session(
    `marks that are not different are told again only where versions are compared: ${versionSupport}`,
    { ...ALICE, capabilities },
    async ({ client }) => {
      const other = "file:///team/other.sql";
      const at = { line: 1, character: 7 };
      await client.open(SQL, "SELECT * FROM koalas;\nSELECT 1");
      const [before] = await client.diagnostics(SQL, one);
      await client.change(SQL, [{ range: { start: at, end: at }, text: "2" }]);
      // Who comes later is told later.
      await client.open(other, "SELECT * FROM koalas");
      await client.diagnostics(other, one);
      assert.equal(client.published(SQL)?.version, versionSupport ? 2 : 1);
      const start = { line: 0, character: 0 };
      await client.change(SQL, [{ range: { start, end: start }, text: "\n" }]);
      const [after] = await client.diagnostics(SQL, () => client.published(SQL)?.version === 3);
      assert.deepEqual([before?.range.start.line, after?.range.start.line], [0, 1]);
    },
  );
}

session("others are answered while a statement of megabytes is read and checked", ALICE, async ({ client }) => {
  const long = `SELECT ${"CASE WHEN a > 1 THEN UPPER(CAST(b AS VARCHAR)) ELSE 'c' END AS d,\n".repeat(20_000)} 1 FROM koalas`;
  const other = "file:///team/other.sql";
  await client.open(other, "SELECT * FROM koalas");
  await client.diagnostics(other, one);
  await client.open(SQL, long);
  let turns = 0;
  while (client.published(SQL) === undefined) {
    assert.match((await client.hover(other, 0, 15)) ?? "", /koalas/);
    turns++;
  }
  assert.ok(turns > 3, `${turns} answers`);
  assert.deepEqual(codesOf(await client.diagnostics(SQL, () => true)), ["permission-denied"]);
});

test("a failure inside is logged, and the server lives on", async () => {
  const host = { ...createMemoryHost({ [ROLES_URI]: ROLES_TEXT }), readFile: () => Promise.reject(new Error("the disk is on fire")) };
  const client = await startInMemory(host, ALICE);
  await client.open(SQL, "SELECT __time FROM wikipedia");
  assert.match((await client.hover(SQL, 0, 20)) ?? "", /READ DATASOURCE wikipedia/);
  assert.ok(
    client.log.some((message) => message.includes("the disk is on fire")),
    client.log.join(),
  );
  await client.shutdown();
  client.connection.dispose();
});

session("the status tells why a file is left alone", { files: {} }, async ({ client }) => {
  const off = async (uri: string) => (await client.request<StatusResult>("druidSql/status", { uri, line: 0, character: 3 })).off;
  await client.open(SQL, "SELECT TIME_FLOOR(__time, 'PT1H') FROM wikipedia");
  const other = "file:///team/shop.sql";
  await client.open(other, "SELECT `b` FROM a LIMIT 5, 10");
  assert.deepEqual([await off(SQL), await off(other)], [undefined, "dialect"]);
  await client.configure({ enable: "off" });
  assert.deepEqual([await off(SQL), await off(other)], ["setting", "setting"]);
  await client.configure({ enable: "on" });
  assert.deepEqual([await off(SQL), await off(other)], [undefined, undefined]);
});

session(
  "the status tells that the configuration file leaves a file out",
  { files: { "file:///team/druid-sql.jsonc": '{ "exclude": ["old"] }' } },
  async ({ client }) => {
    const old = "file:///team/old/load.sql";
    await client.open(old, "SELECT __time FROM wikipedia");
    assert.equal((await client.request<StatusResult>("druidSql/status", { uri: old, line: 0, character: 3 })).off, "excluded");
  },
);

session("the status tells that the roles file is broken, and when it is mended", ALICE, async ({ client }) => {
  const isBroken = async () =>
    (await client.request<StatusResult>("druidSql/status", { uri: SQL, line: 0, character: 3 })).isRolesFileBroken;
  await client.open(SQL, "SELECT * FROM wikipedia");
  assert.equal(await isBroken(), undefined);
  await client.open(ROLES_URI, '{ "roles": ', "jsonc");
  await client.diagnostics(ROLES_URI, (found) => codesOf(found).includes("roles-syntax"));
  assert.equal(await isBroken(), true);
  await client.change(ROLES_URI, [{ text: ROLES_TEXT }]);
  await client.diagnostics(ROLES_URI, (found) => !codesOf(found).includes("roles-syntax"));
  assert.equal(await isBroken(), undefined);
});

session("a text is read as a roles file before it becomes one", ALICE, async ({ client }) => {
  const read = (text: string) => client.request<ReadRolesResult>("druidSql/readRoles", { text });
  const permission = '{ "resource": { "name": "a", "type": "DATASOURCE" }, "action": "READ" }';
  assert.deepEqual(await read(`{ "roles": { "r": [${permission}] }, "users": { "u": ["r"], "v": [] } }`), {
    roles: 1,
    users: 2,
    permissions: 1,
  });
  const user = `{ "name": "u", "roles": [{ "name": "r", "permissions": [${permission}, ${permission}] }] }`;
  assert.deepEqual(await read(user), { roles: 1, users: 1, permissions: 2 });
  assert.match((await read("")).problem ?? "", /empty|no role|JSON/i);
  assert.match((await read("{}")).problem ?? "", /names no role/);
  const broken = await read(`{\n  "roles": {\n    "r": [}\n}`);
  assert.equal(broken.line, 3);
  assert.ok((broken.problem ?? "").length > 10);
});

session("rewritings are offered from the menu, and not with every move of the cursor", {}, async ({ client }) => {
  const text = "SELECT * FROM (SELECT a FROM t WHERE __time > CURRENT_TIMESTAMP) AS s";
  await client.open(SQL, text);
  const at = { line: 0, character: text.indexOf("SELECT a") };
  const range = { start: at, end: at };
  const textDocument = { uri: SQL };
  const asked = (context: object): Promise<CodeAction[]> => client.request("textDocument/codeAction", { textDocument, range, context });
  const [moved] = await asked({ diagnostics: [], only: ["refactor"], triggerKind: 1 });
  assert.equal(moved?.title, "Move the subquery to WITH as s");
  assert.equal(moved?.kind, "refactor.extract");
  assert.equal(moved?.edit?.changes?.[SQL]?.length ?? moved?.edit?.documentChanges?.length, moved?.edit?.changes ? 2 : 1);
  assert.deepEqual(await asked({ diagnostics: [], triggerKind: 2 }), []);
  assert.deepEqual(await asked({ diagnostics: [], only: ["source"], triggerKind: 1 }), []);
});
