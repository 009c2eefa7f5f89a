/**
 * The cases that run inside VS Code's extension host, against the installed extension on a copy of `test/fixtures/workspace`.
 * They see what any other extension could see; what only a person sees is checked by `window.mjs`.
 */
import * as assert from "node:assert/strict";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import * as vscode from "vscode";
import {
  applyFix,
  codeOf,
  eventually,
  expectDiagnostics,
  fixture,
  hoverOver,
  labelOf,
  open,
  ourDiagnostics,
  replaceIn,
  runCases,
  serverCaughtUp,
  test,
} from "./support";

const SYNTAX_CODES = ["syntax-error", "reserved-word", "not-allowed"];
const KOALAS_DENIED = 'error permission-denied "koalas"';
const WIKIPEDIA_DENIED = 'error permission-denied "wikipedia"';

/** VS Code calls this in its extension host; it ends when all cases have run. */
export async function run(): Promise<void> {
  await runCases();
}

test("the packaged extension is installed, and starts with the first SQL file only", async () => {
  const extension = vscode.extensions.getExtension("druid-sql.druid-sql");
  assert.ok(extension, "the extension is not there");
  assert.equal(extension.isActive, false);
  await open("team/queries.sql");
  await eventually(
    "an active extension",
    () => extension.isActive,
    (active) => active,
  );
});

test("a missing READ is an error on the table, with a page that explains it", async () => {
  const { document } = await open("team/queries.sql");
  const [denied] = await expectDiagnostics(document, [KOALAS_DENIED]);
  assert.match(denied?.message ?? "", /^user:alice may not READ DATASOURCE koalas/);
  assert.ok(typeof denied?.code === "object", "the code has no link");
});

test("a hover tells the need, and links to the line that grants it", async () => {
  const { document } = await open("team/queries.sql");
  const text = await hoverOver(document, "wikipedia");
  assert.match(text, /READ DATASOURCE wikipedia/);
  assert.match(text, /\[analyst[^\]]*\]\(file:[^)]*\/team\/druid-roles\.json#L5[^)]*\)/);
});

test("a hover over a denied table tells that nobody grants it", async () => {
  const { document } = await open("team/queries.sql");
  assert.match(await hoverOver(document, "koalas"), /READ DATASOURCE koalas/);
});

test("the report is a read-only Markdown document", async () => {
  await open("team/queries.sql");
  await vscode.commands.executeCommand("druidSql.checkPermissions");
  const report = await eventually(
    "a report",
    () => vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === "druid-sql-report"),
    (document) => document !== undefined,
  );
  const text = report?.getText() ?? "";
  for (const part of ["queries.sql", "user:alice", "READ DATASOURCE wikipedia", "READ DATASOURCE koalas"])
    assert.ok(text.includes(part), text);
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
});

test("an unsaved grant in the roles file counts", async () => {
  const { document } = await open("team/queries.sql");
  await expectDiagnostics(document, [KOALAS_DENIED]);
  const roles = await vscode.workspace.openTextDocument(fixture("team/druid-roles.json"));
  await vscode.window.showTextDocument(roles);
  assert.equal(roles.languageId, "jsonc");
  await replaceIn(roles, '"wiki.*"', '"wiki.*|koalas"');
  await expectDiagnostics(document, []);
  assert.ok(roles.isDirty);
  await vscode.commands.executeCommand("workbench.action.files.revert");
  await expectDiagnostics(document, [KOALAS_DENIED]);
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
});

test("a quick fix grants what is missing, and another copies the request for it", async () => {
  const { document } = await open("team/queries.sql");
  const [denied] = await expectDiagnostics(document, [KOALAS_DENIED]);
  assert.ok(denied);
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    "vscode.executeCodeActionProvider",
    document.uri,
    denied.range,
    vscode.CodeActionKind.QuickFix.value,
  );
  const titled = (start: string): vscode.CodeAction => {
    const found = actions.find(({ title }) => title.startsWith(start));
    assert.ok(found, `${start} is not among ${actions.map(({ title }) => title).join(", ")}`);
    return found;
  };
  const copying = titled("Copy a request for READ DATASOURCE koalas").command;
  assert.ok(copying);
  await vscode.commands.executeCommand(copying.command, ...(copying.arguments ?? []));
  assert.match(await vscode.env.clipboard.readText(), /Please grant user:alice/);
  const { edit } = titled("Grant READ DATASOURCE koalas to role analyst");
  assert.ok(edit && (await vscode.workspace.applyEdit(edit)));
  await expectDiagnostics(document, []);
  const roles = await vscode.workspace.openTextDocument(fixture("team/druid-roles.json"));
  await vscode.window.showTextDocument(roles);
  assert.match(roles.getText(), /"name": "koalas"/);
  await vscode.commands.executeCommand("workbench.action.files.revert");
  await expectDiagnostics(document, [KOALAS_DENIED]);
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
});

test("the workspace's report, and problems of files that are not open", async () => {
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  // A document of an earlier case may stay open behind the scenes; this one was never open.
  const closed = fixture("team/closed.sql");
  writeFileSync(closed.fsPath, "SELECT * FROM koalas");
  void vscode.commands.executeCommand("druidSql.checkWorkspace");
  const report = await eventually(
    "a report of the workspace",
    () => vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === "druid-sql-workspace"),
    (document) => document !== undefined,
  );
  assert.match(report?.getText() ?? "", /Permissions of the workspace[\s\S]*team\/closed\.sql/);
  await eventually(
    "a problem of a closed file",
    () => vscode.languages.getDiagnostics(closed),
    (found) => found.some(({ message }) => message.includes("koalas")),
  );
  await vscode.commands.executeCommand("druidSql.clearWorkspaceProblems");
  await eventually(
    "no problem of a closed file",
    () => vscode.languages.getDiagnostics(closed),
    (found) => found.length === 0,
  );
  rmSync(closed.fsPath);
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  await open("team/queries.sql");
  void vscode.commands.executeCommand("druidSql.whoCanRun");
  const who = await eventually(
    "a report of who can run what",
    () => vscode.workspace.textDocuments.find(({ uri }) => uri.path.startsWith("/Who can run what")),
    (document) => document !== undefined,
  );
  assert.match(who?.getText() ?? "", /user:alice[\s\S]*✗ denied/);
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
});

test("a roles file that changes on disk counts", async () => {
  const { document } = await open("team/queries.sql");
  const file = fixture("team/druid-roles.json").fsPath;
  const before = readFileSync(file, "utf8");
  writeFileSync(file, before.replace('"alice": ["analyst"]', '"alice": ["analyst", "keeper"]'));
  await expectDiagnostics(document, []);
  writeFileSync(file, before);
  await expectDiagnostics(document, [KOALAS_DENIED]);
});

test("a mistake in the roles file is marked there", async () => {
  const editor = await open("team/druid-roles.json");
  await replaceIn(editor.document, '["keeper"]', '["keepr"]');
  const found = await eventually(
    "a diagnostic of the roles file",
    () => ourDiagnostics(editor.document),
    (diagnostics) => diagnostics.some((diagnostic) => editor.document.getText(diagnostic.range).includes("keepr")),
  );
  assert.ok(found.some((diagnostic) => codeOf(diagnostic) === "roles-role-undefined"));
  await vscode.commands.executeCommand("workbench.action.files.revert");
});

test("a roles file is offered the names that statements need", async () => {
  const { document } = await open("team/druid-roles.json");
  const at = document.positionAt(document.getText().indexOf('"wiki') + 1);
  const offered = await eventually(
    "names of the workspace's statements",
    () => vscode.commands.executeCommand<vscode.CompletionList>("vscode.executeCompletionItemProvider", document.uri, at),
    ({ items }) => items.some(({ label }) => labelOf(label) === "koalas"),
  );
  const labels = offered.items.map(({ label }) => labelOf(label));
  assert.ok(labels.includes("wikipedia"), labels.join(", "));
  assert.ok(!labels.includes("COUNT"), "functions of SQL are offered in a roles file");
});

test("a role is renamed wherever the file and the configuration name it", async () => {
  const config = fixture("team/druid-sql.jsonc");
  const checked = '{\n  // who loads\n  "as": ["role:analyst", "user:analyst"],\n}\n';
  writeFileSync(config.fsPath, checked);
  const { document } = await open("team/druid-roles.json");
  const before = document.getText();
  const at = document.positionAt(before.indexOf('"analyst"]') + 3);
  const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
    "vscode.executeDocumentRenameProvider",
    document.uri,
    at,
    "reader",
  );
  assert.ok(await vscode.workspace.applyEdit(edit));
  assert.equal(document.getText(), before.replaceAll('"analyst"', '"reader"'));
  assert.equal((await vscode.workspace.openTextDocument(config)).getText(), checked.replace("role:analyst", "role:reader"));
  await vscode.commands.executeCommand("workbench.action.files.revert");
  await open("team/druid-sql.jsonc");
  await vscode.commands.executeCommand("workbench.action.files.revert");
  await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
  rmSync(config.fsPath);
});

test("a quick fix creates a role that is named and not defined", async () => {
  const { document } = await open("team/druid-roles.json");
  await replaceIn(document, '["keeper"]', '["keeper", "lost"]');
  // The mark of an earlier mistake may still stand there: the one that is meant is on the words that were written.
  const undefinedRole = await eventually(
    "the mark on the role that is not defined",
    () => ourDiagnostics(document).find((diagnostic) => codeOf(diagnostic) === "roles-role-undefined"),
    (found) => found !== undefined && document.getText(found.range) === '"lost"',
  );
  assert.ok(undefinedRole);
  await applyFix(document, undefinedRole.range, "Create role lost without permissions");
  assert.match(document.getText(), /"keeper": \[[\s\S]*\],\n {4}"lost": \[\]\n {2}\},/);
  await eventually(
    "a roles file without undefined roles",
    () => ourDiagnostics(document).map(codeOf),
    (codes) => !codes.includes("roles-role-undefined"),
  );
  await vscode.commands.executeCommand("workbench.action.files.revert");
});

test("a quick fix creates a role for a user who has none", async () => {
  const { document } = await open("team/queries.sql");
  const roles = await vscode.workspace.openTextDocument(fixture("team/druid-roles.json"));
  await replaceIn(roles, '"alice": ["analyst"]', '"alice": []');
  const [, denied] = await expectDiagnostics(document, [WIKIPEDIA_DENIED, KOALAS_DENIED]);
  assert.ok(denied);
  await applyFix(document, denied.range, "Create role alice with READ DATASOURCE koalas and give it to user alice");
  await expectDiagnostics(document, [WIKIPEDIA_DENIED]);
  assert.match(roles.getText(), /"alice": \["alice"\]/);
  await vscode.window.showTextDocument(roles);
  await vscode.commands.executeCommand("workbench.action.files.revert");
  await expectDiagnostics(document, [KOALAS_DENIED]);
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
});

test("another principal has other verdicts", async () => {
  const { document } = await open("team/queries.sql");
  await vscode.commands.executeCommand("druidSql.choosePrincipal", "user:bob");
  const [denied] = await expectDiagnostics(document, [WIKIPEDIA_DENIED]);
  assert.match(denied?.message ?? "", /^user:bob may not READ DATASOURCE wikipedia/);
  await vscode.commands.executeCommand("druidSql.choosePrincipal", "role:analyst,role:keeper");
  await expectDiagnostics(document, []);
  await vscode.commands.executeCommand("druidSql.choosePrincipal", "");
  await expectDiagnostics(document, [KOALAS_DENIED]);
});

test("environments: a switch, and a report on all of them", async () => {
  const { document } = await open("team/queries.sql");
  const prod = fixture("team/prod-roles.json").fsPath;
  const grant = { resource: { name: "koalas", type: "DATASOURCE" }, action: "READ" };
  writeFileSync(prod, JSON.stringify({ roles: { reader: [grant] }, users: { alice: ["reader"] } }));
  const settings = vscode.workspace.getConfiguration("druidSql");
  const environments = { dev: { rolesFile: "team/druid-roles.json" }, prod: { rolesFile: "team/prod-roles.json" } };
  await settings.update("environments", environments, vscode.ConfigurationTarget.Workspace);
  await vscode.commands.executeCommand("druidSql.chooseEnvironment", "prod");
  await expectDiagnostics(document, [WIKIPEDIA_DENIED]);
  await vscode.commands.executeCommand("druidSql.chooseEnvironment", "");
  await expectDiagnostics(document, [KOALAS_DENIED]);
  void vscode.commands.executeCommand("druidSql.checkEnvironments");
  const report = await eventually(
    "a report on all environments",
    () => vscode.workspace.textDocuments.find(({ uri }) => uri.path.startsWith("/Permissions in all environments")),
    (found) => found !== undefined,
  );
  assert.match(report?.getText() ?? "", /\| dev \| prod \|[\s\S]*✓ allowed \| ✗ denied/);
  await settings.update("environments", undefined, vscode.ConfigurationTarget.Workspace);
  rmSync(prod);
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
});

test("the principal can be set in the settings", async () => {
  const { document } = await open("team/queries.sql");
  const settings = vscode.workspace.getConfiguration("druidSql");
  await settings.update("principal", "user:bob", vscode.ConfigurationTarget.Workspace);
  await expectDiagnostics(document, [WIKIPEDIA_DENIED]);
  await settings.update("principal", "user:alice", vscode.ConfigurationTarget.Workspace);
  await expectDiagnostics(document, [KOALAS_DENIED]);
});

test("the setting that switches checks off does", async () => {
  const { document } = await open("team/queries.sql");
  const settings = vscode.workspace.getConfiguration("druidSql");
  await settings.update("enable", "off", vscode.ConfigurationTarget.Workspace);
  await expectDiagnostics(document, []);
  await settings.update("enable", undefined, vscode.ConfigurationTarget.Workspace);
  await expectDiagnostics(document, [KOALAS_DENIED]);
});

test("files named *.druid.sql have the language Druid SQL", async () => {
  const { document } = await open("team/nightly.druid.sql");
  assert.equal(document.languageId, "druid-sql");
  await expectDiagnostics(document, ['error permission-denied "wikipedia_daily"']);
});

test("an unsaved document is checked too", async () => {
  const content = "SELECT __time FROM wikipedia WHERE";
  const document = await vscode.workspace.openTextDocument({ language: "sql", content });
  await eventually(
    "a syntax error in an unsaved document",
    () => ourDiagnostics(document).map(codeOf),
    (codes) => codes.length > 0,
  );
  assert.match(await hoverOver(document, "wikipedia"), /READ DATASOURCE wikipedia/);
});

test("a syntax error is marked where it is", async () => {
  const { document } = await open("team/mistake.sql");
  const [error] = await eventually(
    "a syntax error",
    () => ourDiagnostics(document),
    (seen) => seen.length > 0,
  );
  assert.ok(error && SYNTAX_CODES.includes(codeOf(error)), JSON.stringify(error));
  assert.equal(document.getText(error.range), "FROM");
});

test("typing changes the verdict", async () => {
  const { document } = await open("team/queries.sql");
  await replaceIn(document, "FROM koalas", "FROM wikiticker");
  await expectDiagnostics(document, []);
  await vscode.commands.executeCommand("workbench.action.files.revert");
  await expectDiagnostics(document, [KOALAS_DENIED]);
});

test("without a roles file there are hovers and no diagnostics", async () => {
  const { document } = await open("alone/explore.sql");
  await serverCaughtUp();
  assert.match(await hoverOver(document, "wikipedia"), /READ DATASOURCE wikipedia/);
  assert.deepEqual(ourDiagnostics(document), []);
});

test("a roles file that appears and goes counts", async () => {
  const { document } = await open("alone/explore.sql");
  const file = fixture("alone/druid-roles.json").fsPath;
  writeFileSync(file, '{ "roles": { "guest": [] }, "users": { "alice": ["guest"] } }\n');
  await expectDiagnostics(document, [WIKIPEDIA_DENIED]);
  rmSync(file);
  await expectDiagnostics(document, []);
});

test("a file of another dialect is left alone", async () => {
  const { document } = await open("alone/shop.sql");
  assert.equal(document.languageId, "sql");
  await serverCaughtUp();
  assert.deepEqual(ourDiagnostics(document), []);
});

test("the page of a diagnostic code opens offline", async () => {
  await vscode.commands.executeCommand("druidSql.openDiagnosticPage", "permission-denied");
  await eventually(
    "a tab with the page",
    () => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label)),
    (labels) => labels.some((label) => label.includes("permission-denied")),
  );
});

test("documents are read by their paths, as links between them name them", async () => {
  const page = vscode.Uri.parse("druid-sql-docs:/diagnostics/permission-denied.md");
  const text = (await vscode.workspace.openTextDocument(page)).getText();
  assert.match(text, /^# permission-denied\n/);
  const settings = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(page, "..", "..", "settings.md"));
  assert.equal(settings.languageId, "markdown");
  await assert.rejects(Promise.resolve(vscode.workspace.fs.readFile(vscode.Uri.parse("druid-sql-docs:/diagnostics/nothing.md"))));
});

test("every command of the walkthrough and of the states exists in the editor", async () => {
  const commands = new Set(await vscode.commands.getCommands(true));
  for (const command of ["workbench.action.quickOpen", "workbench.actions.view.problems", "workbench.trust.manage"]) {
    assert.ok(commands.has(command), command);
  }
  const { packageJSON } = vscode.extensions.getExtension("druid-sql.druid-sql") ?? {};
  for (const { command } of packageJSON.contributes.commands) assert.ok(commands.has(command), command);
});

/** A new folder of the workspace with one SQL file, which no roles file governs. */
function freshFolder(name: string): vscode.Uri {
  const folder = fixture(name);
  mkdirSync(folder.fsPath);
  writeFileSync(vscode.Uri.joinPath(folder, `${name}.sql`).fsPath, "SELECT __time FROM wikipedia;\n");
  return folder;
}

const createRolesFile = (folder: vscode.Uri, content: string) =>
  vscode.commands.executeCommand<vscode.Uri>("druidSql.createRolesFile", { folder: folder.toString(), content });

test("a roles file is created from the sample, and never written over", async () => {
  const folder = freshFolder("fresh");
  const { document } = await open("fresh/fresh.sql");
  await expectDiagnostics(document, []);
  const created = await createRolesFile(folder, "sample");
  assert.equal(created.path.split("/").at(-1), "druid-roles.jsonc");
  assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), created.toString());
  const before = readFileSync(created.fsPath, "utf8");
  assert.match(before, /"analyst"/);
  await expectDiagnostics(document, [WIKIPEDIA_DENIED]);
  assert.equal((await createRolesFile(folder, "empty")).toString(), created.toString());
  assert.equal(readFileSync(created.fsPath, "utf8"), before);
});

test("the empty roles file has no problems", async () => {
  const created = await createRolesFile(freshFolder("empty"), "empty");
  await serverCaughtUp();
  const document = await vscode.workspace.openTextDocument(created);
  assert.equal(document.languageId, "jsonc");
  assert.match(document.getText(), /^\/\/ Who may do what in Druid/);
  assert.deepEqual(vscode.languages.getDiagnostics(created), []);
});

test("what Druid answered becomes a roles file, laid out", async () => {
  const permission = { resource: { name: "wiki.*", type: "DATASOURCE" }, action: "READ" };
  await vscode.env.clipboard.writeText(JSON.stringify({ name: "alice", roles: [{ name: "analyst", permissions: [permission] }] }));
  const created = await createRolesFile(freshFolder("pasted"), "clipboard");
  const text = readFileSync(created.fsPath, "utf8");
  assert.ok(text.split("\n").length > 10, text);
  assert.deepEqual(JSON.parse(text).roles[0].permissions, [permission]);
});

test("the sample workspace is copied whole, beside what is there", async () => {
  const folder = freshFolder("samples").fsPath;
  const first = await vscode.commands.executeCommand<vscode.Uri>("druidSql.openSample", { folder, only: "copy" });
  const second = await vscode.commands.executeCommand<vscode.Uri>("druidSql.openSample", { folder, only: "copy" });
  assert.match(first.path, /\/druid-sql-sample$/);
  assert.match(second.path, /\/druid-sql-sample-2$/);
  for (const file of ["README.md", "druid-roles.jsonc", "queries/traffic.sql", "ingest/rides.sql"]) {
    assert.ok(readFileSync(vscode.Uri.joinPath(second, file).fsPath, "utf8").length > 100, file);
  }
  const traffic = await vscode.window.showTextDocument(vscode.Uri.joinPath(first, "drafts", "archive.sql"), { preview: false });
  await eventually(
    "diagnostics of the sample",
    () => ourDiagnostics(traffic.document).map(codeOf),
    (codes) => codes.includes("permission-denied"),
  );
});

test("a file that was left alone can be checked", async () => {
  const { document } = await open("alone/shop.sql");
  await serverCaughtUp();
  assert.deepEqual(ourDiagnostics(document), []);
  await vscode.window.showTextDocument(document);
  await vscode.commands.executeCommand("druidSql.checkAsDruid");
  assert.equal(document.languageId, "druid-sql");
  await eventually(
    "diagnostics of the file",
    () => ourDiagnostics(document),
    ({ length }) => length > 0,
  );
  await vscode.languages.setTextDocumentLanguage(document, "sql");
});

test("the server can be started again", async () => {
  const { document } = await open("team/queries.sql");
  await expectDiagnostics(document, [KOALAS_DENIED]);
  await vscode.commands.executeCommand("druidSql.restartServer");
  await expectDiagnostics(document, [KOALAS_DENIED]);
});

test("a report without a roles file says the next step", async () => {
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  await open("alone/explore.sql");
  await vscode.commands.executeCommand("druidSql.checkPermissions");
  const report = await eventually(
    "a report",
    () => vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === "druid-sql-report" && uri.path.includes("explore")),
    (document) => document !== undefined,
  );
  assert.match(report?.getText() ?? "", /^# .*\n\n> No roles file .*Druid SQL: Create roles file\*/);
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
});
