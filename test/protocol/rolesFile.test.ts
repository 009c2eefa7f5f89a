/**
 * A roles file in the editor, over real messages: what is said about it once the workspace is read, and the ways to it and from it.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import type {
  CodeAction,
  CodeLens,
  CompletionList,
  Diagnostic,
  DocumentHighlight,
  DocumentSymbol,
  Location,
  WorkspaceEdit,
} from "vscode-languageserver/node";
import type { ShowPlacesArguments } from "../../server/src/lsp/protocol";
import { type ClientOptions, codesOf, type TestClient, withServer } from "../support/lspClient";
import type { MemoryHost } from "../support/memoryHost";

const ROLES_URI = "file:///team/druid-roles.json";
const LOAD = "file:///team/etl/load.sql";
const ROLES = `{
  "roles": {
    "analyst": [
      { "resource": { "name": "wiki.*", "type": "DATASOURCE" }, "action": "READ" }
    ]
  },
  "users": { "alice": ["analyst"] }
}`;
const FILES = { [ROLES_URI]: ROLES, [LOAD]: "-- load\nSELECT *\nFROM wikipedia" };

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
  const options = { settings: { principal: "user:alice" }, ...given };
  test(name, () => withServer(given.files ?? FILES, options, (client, host) => run({ client, host })));
}

const at = (uri: string, line: number, character: number): object => ({ textDocument: { uri }, position: { line, character } });

/** Asks again until the answer is as wanted. */
async function until<Result>(ask: () => Promise<Result>, wanted: (result: Result) => boolean): Promise<Result> {
  for (let left = 100; ; left--) {
    const result = await ask();
    if (wanted(result)) return result;
    assert.ok(left > 0, `seen last: ${JSON.stringify(result)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const lensesOf = (client: TestClient): Promise<readonly CodeLens[]> =>
  client.request("textDocument/codeLens", { textDocument: { uri: ROLES_URI } });
const titles = (lenses: readonly CodeLens[]): string => lenses.map(({ command }) => command?.title).join("; ");

session("SQL files alone are no reason to read the workspace", {}, async ({ client, host }) => {
  await client.open("file:///team/a.sql", "SELECT * FROM wikipedia");
  await client.hover("file:///team/a.sql", 0, 15);
  await new Promise((resolve) => setTimeout(resolve, 500));
  assert.ok(!host.asked.includes("file:///team"));
});

session(
  "lenses follow the workspace, and lead to the words",
  { initializationOptions: { commands: "known" } },
  async ({ client, host }) => {
    await client.open(ROLES_URI, ROLES, "jsonc");
    const lenses = await until(
      () => lensesOf(client),
      (found) => titles(found) === "1 user; used by 1 statement",
    );
    const uses = await client.request<CodeLens>("codeLens/resolve", lenses[1] ?? {});
    const [shown] = (uses.command?.arguments ?? []) as readonly ShowPlacesArguments[];
    assert.equal(uses.command?.command, "druidSql.showPlaces");
    assert.deepEqual(shown?.places, [{ uri: LOAD, range: { start: { line: 2, character: 5 }, end: { line: 2, character: 14 } } }]);
    const holders = await client.request<CodeLens>("codeLens/resolve", lenses[0] ?? {});
    const [places] = (holders.command?.arguments ?? []) as readonly ShowPlacesArguments[];
    assert.deepEqual(
      places?.places.map(({ range }) => range.start),
      [{ line: 6, character: 23 }],
    );
    host.write("file:///team/b.sql", "SELECT * FROM wiki_b");
    await client.connection.sendNotification("workspace/didChangeWatchedFiles", { changes: [{ uri: "file:///team/b.sql", type: 1 }] });
    await until(
      () => lensesOf(client),
      (found) => titles(found) === "1 user; used by 2 statements",
    );
    await client.open(LOAD, "SELECT 1");
    await until(
      () => lensesOf(client),
      (found) => titles(found) === "1 user; used by 1 statement",
    );
  },
);

session("an editor without our commands gets the text alone", {}, async ({ client }) => {
  await client.open(ROLES_URI, ROLES, "jsonc");
  const lenses = await until(
    () => lensesOf(client),
    (found) => found.length === 2,
  );
  assert.equal((await client.request<CodeLens>("codeLens/resolve", lenses[1] ?? {})).command?.command, "");
});

session("a hover tells the uses, with links", {}, async ({ client }) => {
  await client.open(ROLES_URI, ROLES, "jsonc");
  const text = await until(
    () => client.hover(ROLES_URI, 3, 36),
    (found) => found?.includes("Used by") === true,
  );
  assert.match(text ?? "", /- \[load\.sql:2\]\(file:\/\/\/team\/etl\/load\.sql#L2,1\) `SELECT \* FROM wikipedia`/);
});

session("what is typed counts at once", {}, async ({ client }) => {
  await client.open(ROLES_URI, ROLES, "jsonc");
  await client.change(ROLES_URI, [{ text: ROLES.replace("wiki.*", "rides") }]);
  assert.match((await client.hover(ROLES_URI, 3, 36)) ?? "", /READ DATASOURCE "rides"/);
});

session("references wait for the workspace", {}, async ({ client }) => {
  await client.open(ROLES_URI, ROLES, "jsonc");
  const params = { ...at(ROLES_URI, 3, 36), context: { includeDeclaration: true } };
  const found = await client.request<readonly Location[]>("textDocument/references", params);
  assert.deepEqual(found, [{ uri: LOAD, range: { start: { line: 2, character: 5 }, end: { line: 2, character: 14 } } }]);
  const roles = await client.request<readonly Location[]>("textDocument/references", { ...at(ROLES_URI, 6, 25), context: {} });
  assert.deepEqual(
    roles.map(({ range }) => range.start.line),
    [2, 6],
  );
});

session("from a user to the role, from a statement to the grant", {}, async ({ client }) => {
  await client.open(ROLES_URI, ROLES, "jsonc");
  await client.open(LOAD, FILES[LOAD] ?? "");
  const role = await client.request<readonly Location[]>("textDocument/definition", at(ROLES_URI, 6, 25));
  assert.deepEqual(role, [{ uri: ROLES_URI, range: { start: { line: 2, character: 4 }, end: { line: 2, character: 13 } } }]);
  for (const way of ["definition", "declaration"]) {
    const grant = await client.request<readonly Location[]>(`textDocument/${way}`, at(LOAD, 2, 7));
    assert.deepEqual(
      grant.map(({ uri, range }) => [uri, range.start]),
      [[ROLES_URI, { line: 3, character: 6 }]],
      way,
    );
  }
});

const WRITES = "file:///team/etl/write.sql";
session(
  "from a table to the statement that writes it, and to the grant where that is asked for",
  { files: { ...FILES, [WRITES]: "INSERT INTO wikipedia SELECT __time FROM edits PARTITIONED BY DAY" } },
  async ({ client }) => {
    await client.open(ROLES_URI, ROLES, "jsonc");
    await client.open(LOAD, FILES[LOAD] ?? "");
    const ask = (way: string): Promise<readonly Location[]> => client.request(`textDocument/${way}`, at(LOAD, 2, 7));
    await until(
      () => ask("definition"),
      (places) => places.length === 1 && places[0]?.uri === WRITES,
    );
    assert.deepEqual(
      (await ask("declaration")).map(({ uri }) => uri),
      [ROLES_URI],
    );
  },
);

session("a role is renamed everywhere, or a reason is given", {}, async ({ client }) => {
  await client.open(ROLES_URI, ROLES, "jsonc");
  const place = await client.request<{ readonly placeholder: string }>("textDocument/prepareRename", at(ROLES_URI, 2, 6));
  assert.equal(place.placeholder, "analyst");
  const edit = await client.request<WorkspaceEdit>("textDocument/rename", { ...at(ROLES_URI, 2, 6), newName: "reader" });
  assert.deepEqual(
    edit.changes?.[ROLES_URI]?.map(({ range, newText }) => [range.start.line, newText]),
    [
      [2, '"reader"'],
      [6, '"reader"'],
    ],
  );
  await assert.rejects(client.request("textDocument/prepareRename", at(ROLES_URI, 3, 36)), /Only a role can be renamed/);
  await assert.rejects(client.request("textDocument/rename", { ...at(ROLES_URI, 2, 6), newName: "" }), /needs a name/);
  const highlights = await client.request<readonly DocumentHighlight[]>("textDocument/documentHighlight", at(ROLES_URI, 6, 25));
  assert.deepEqual(
    highlights.map(({ kind }) => kind),
    [3, 2],
  );
});

const CONFIG = "file:///team/druid-sql.jsonc";
const SETTINGS = "file:///team/.vscode/settings.json";
const PROD = "file:///team/prod/druid-roles.json";
const AS_ANALYST = '{\n  // who we are\n  "as": "role:analyst", // for all\n}';

/** Renames the role `analyst` to `reader`: the edits of every file, as `line:column text`. */
async function checkRoleRename(client: TestClient, expected: Readonly<Record<string, readonly string[]>>): Promise<void> {
  await client.open(ROLES_URI, ROLES, "jsonc");
  const edit = await client.request<WorkspaceEdit>("textDocument/rename", { ...at(ROLES_URI, 2, 6), newName: "reader" });
  const edits = Object.entries(edit.changes ?? {}).map(([uri, changes]) => [
    uri,
    changes.map(({ range: { start, end }, newText }) => `${start.line}:${start.character}-${end.character} ${newText}`),
  ]);
  assert.deepEqual(Object.fromEntries(edits), { [ROLES_URI]: ['2:4-13 "reader"', '6:23-32 "reader"'], ...expected });
}

const IN_CONFIG = { [CONFIG]: ['2:8-22 "role:reader"'] };

session(
  "a role is renamed where the configuration and the settings check as it",
  {
    files: { ...FILES, [CONFIG]: AS_ANALYST, [SETTINGS]: '{\n\t"druidSql.principal": "role:a,role:analyst",\n}' },
  },
  ({ client }) => checkRoleRename(client, { ...IN_CONFIG, [SETTINGS]: ['1:23-44 "role:a,role:reader"'] }),
);

session(
  "a configuration above SQL files far from the roles file names it",
  {
    files: {
      [ROLES_URI]: ROLES,
      "file:///team/etl/druid-sql.json": '{ "as": "role:analyst", "roles": "../druid-roles.json" }',
      "file:///team/etl/load.sql": "SELECT 1 FROM wikipedia",
      "file:///team/other/druid-sql.json": '{ "as": "role:analyst", "roles": "own.json" }',
      "file:///team/other/load.sql": "SELECT 1 FROM wikipedia",
    },
  },
  ({ client }) => checkRoleRename(client, { "file:///team/etl/druid-sql.json": ['0:8-22 "role:reader"'] }),
);

session(
  "a role that another roles file of the same principal has keeps its name there",
  {
    files: { ...FILES, [CONFIG]: AS_ANALYST, [PROD]: ROLES, "file:///team/prod/load.sql": "SELECT 1 FROM wikipedia" },
  },
  ({ client }) => checkRoleRename(client, {}),
);

session(
  "a roles file beside that lacks the role is none in the way",
  {
    files: { ...FILES, [CONFIG]: AS_ANALYST, [PROD]: '{ "roles": { "a": [] } }', "file:///team/prod/load.sql": "SELECT 1 FROM wikipedia" },
  },
  ({ client }) => checkRoleRename(client, IN_CONFIG),
);

session(
  "environments with other roles files",
  {
    files: {
      ...FILES,
      [CONFIG]: '{ "as": "role:analyst", "environments": { "dev": { "roles": "druid-roles.json" }, "prod": { "roles": "prod.json" } } }',
      "file:///team/prod.json": '{ "roles": { "reader": [] } }',
    },
  },
  ({ client }) => checkRoleRename(client, { [CONFIG]: ['0:8-22 "role:reader"'] }),
);

session(
  "a configuration that is being edited, and a name that no principal can have",
  { files: { ...FILES, [CONFIG]: "{}" } },
  async ({ client }) => {
    await client.open(CONFIG, `\n${AS_ANALYST}`, "jsonc");
    await checkRoleRename(client, { [CONFIG]: ['3:8-22 "role:reader"'] });
    const rename = client.request("textDocument/rename", { ...at(ROLES_URI, 2, 6), newName: "a,role:b" });
    await assert.rejects(rename, /druid-sql\.jsonc checks as this role/);
  },
);

session("the outline", {}, async ({ client }) => {
  await client.open(ROLES_URI, ROLES, "jsonc");
  const symbols = await client.request<readonly DocumentSymbol[]>("textDocument/documentSymbol", { textDocument: { uri: ROLES_URI } });
  assert.deepEqual(
    symbols.map(({ name, children }) => [name, children?.length]),
    [
      ["analyst", 1],
      ["alice", 0],
    ],
  );
  assert.deepEqual(await client.request("textDocument/documentSymbol", { textDocument: { uri: LOAD } }), []);
});

session("remarks come with the whole workspace, and go with the editor", {}, async ({ client, host }) => {
  const codes = (wanted: string) => (found: readonly Diagnostic[]) => codesOf(found).join(" ") === wanted;
  const text = ROLES.replace("wiki.*", "wikki.*");
  await client.open(ROLES_URI, text, "jsonc");
  await client.diagnostics(ROLES_URI, codes("roles-pattern-unmatched"));
  await client.change(ROLES_URI, [{ text: ROLES }]);
  await client.diagnostics(ROLES_URI, codes(""));
  host.write(LOAD, "SELECT 1");
  await client.connection.sendNotification("workspace/didChangeWatchedFiles", { changes: [{ uri: LOAD, type: 2 }] });
  await client.diagnostics(ROLES_URI, codes("roles-grant-unused"));
  await client.close(ROLES_URI);
  await client.diagnostics(ROLES_URI, codes(""));
});

session("names are offered that statements need", {}, async ({ client }) => {
  await client.open(ROLES_URI, ROLES, "jsonc");
  const ask = (): Promise<CompletionList> => client.request("textDocument/completion", at(ROLES_URI, 3, 36));
  const { items } = await until(ask, ({ isIncomplete }) => !isIncomplete);
  assert.deepEqual(
    items.map(({ label, textEdit, filterText }) => [label, textEdit?.newText, filterText]),
    [["wikipedia", '"wikipedia"', '"wikipedia"']],
  );
  await client.open(LOAD, "SELECT ");
  // What an SQL file is offered is SQL: no quoted names, no words of a roles file.
  const inSql = (await client.request<CompletionList>("textDocument/completion", at(LOAD, 0, 7))).items.map(({ label }) => label);
  assert.ok(inSql.includes("COUNT"));
  assert.deepEqual(
    inSql.filter((label) => ["wikipedia", "DATASOURCE", "READ"].includes(label)),
    [],
  );
});

session("a quick fix writes a word in capitals", {}, async ({ client }) => {
  await client.open(ROLES_URI, ROLES.replace('"READ"', '"read"'), "jsonc");
  const [hint] = await client.diagnostics(ROLES_URI, (found) => found.length === 1);
  assert.equal(hint?.code, "roles-action-case");
  const params = { textDocument: { uri: ROLES_URI }, range: hint?.range ?? {}, context: { diagnostics: [hint ?? {}] } };
  const [fix, ...more] = await client.request<readonly CodeAction[]>("textDocument/codeAction", params);
  assert.deepEqual([fix?.title, fix?.diagnostics?.length, more.length], ["Write READ", 1, 0]);
  assert.equal(fix?.edit?.changes?.[ROLES_URI]?.[0]?.newText, '"READ"');
});

const SERVED = { initializationOptions: { commands: "known", json: "served" } };
const BROKEN = `${ROLES.slice(0, -1)}, "cluster": { "router": 7 } "x" }`;

const labelsAt = async (client: TestClient, uri: string, line: number, character: number): Promise<readonly string[]> => {
  const { items } = await client.request<CompletionList>("textDocument/completion", at(uri, line, character));
  return items.map(({ label }) => label);
};

session("an editor that serves JSON tells itself where a file is no JSON, while it is open", SERVED, async ({ client, host }) => {
  const isTold = (wanted: string) => (found: readonly Diagnostic[]) => [...new Set(codesOf(found))].join(" ") === wanted;
  await client.open(ROLES_URI, BROKEN, "jsonc");
  await client.diagnostics(ROLES_URI, isTold("roles-cluster"));
  host.write(ROLES_URI, BROKEN);
  await client.open(LOAD, "SELECT * FROM wikipedia");
  await client.close(ROLES_URI);
  await client.diagnostics(ROLES_URI, (found) => codesOf(found).includes("roles-syntax"));
  await client.open(ROLES_URI, BROKEN, "jsonc");
  await client.diagnostics(ROLES_URI, isTold("roles-cluster"));
});

session("another editor is told", {}, async ({ client }) => {
  await client.open(ROLES_URI, BROKEN, "jsonc");
  await client.diagnostics(ROLES_URI, (found) => codesOf(found).includes("roles-syntax"));
});

session("so is one that takes the file for something else than JSON", SERVED, async ({ client }) => {
  await client.open(ROLES_URI, BROKEN, "plaintext");
  await client.diagnostics(ROLES_URI, (found) => codesOf(found).includes("roles-syntax"));
});

const OTHER_URI = "file:///team/roles/prod.json";
const FORM = '{ "cluster": {} }';

session(
  "keys are left to the schema in files that it is for",
  { ...SERVED, settings: { rolesFile: "roles/prod.json" }, files: { ...FILES, [OTHER_URI]: FORM } },
  async ({ client }) => {
    await client.open(ROLES_URI, FORM, "jsonc");
    assert.deepEqual(await labelsAt(client, ROLES_URI, 0, 14), []);
    await client.open(LOAD, "SELECT 1");
    await client.hover(LOAD, 0, 3);
    await client.open(OTHER_URI, FORM, "json");
    await until(
      () => labelsAt(client, OTHER_URI, 0, 14),
      (found) => found.includes("router"),
    );
  },
);
