/**
 * Opens the roles file that governs the active SQL file, or offers a new one with an example to start from.
 */
import * as vscode from "vscode";
import { PRINCIPALS_REQUEST, type PrincipalsParams, type PrincipalsResult } from "../../server/src/lsp/protocol";
import { activeSqlDocument } from "./documents";
import type { Server } from "./server";

const CREATE = "Create a roles file";

const EXAMPLE = `{
  // Which grants exist, and who has them. Paste what Druid's security API answers, or write it by hand.
  "roles": {
    "analyst": [
      { "resource": { "name": "wiki.*", "type": "DATASOURCE" }, "action": "READ" }
    ]
  },
  "users": {
    "alice": ["analyst"]
  }
}
`;

/** Registers the command. */
export function registerRolesFile(server: Server): vscode.Disposable {
  return vscode.commands.registerCommand("druidSql.openRolesFile", async () => {
    const document = activeSqlDocument();
    const file = document ? await governingFile(server, document) : await askForRolesFile();
    if (file) await vscode.window.showTextDocument(file);
    else await offerRolesFile(document);
  });
}

/** Says that there is no roles file, and creates one, unsaved, if that is wanted. */
export async function offerRolesFile(document: vscode.TextDocument | undefined): Promise<void> {
  const where = document ? ` above ${vscode.workspace.asRelativePath(document.uri)}` : "";
  const message = `Druid SQL: there is no roles file${where}. Without one the needs are known, and the verdicts are not.`;
  const answer = await vscode.window.showInformationMessage(message, CREATE);
  if (answer === CREATE) await createRolesFile(document);
}

async function createRolesFile(document: vscode.TextDocument | undefined): Promise<void> {
  const folder = document && vscode.workspace.getWorkspaceFolder(document.uri);
  const root = folder?.uri ?? vscode.workspace.workspaceFolders?.[0]?.uri;
  const uri = root ? vscode.Uri.joinPath(root, "druid-roles.json").with({ scheme: "untitled" }) : undefined;
  const created = uri ? await vscode.workspace.openTextDocument(uri) : await vscode.workspace.openTextDocument({ language: "jsonc" });
  const editor = await vscode.window.showTextDocument(created);
  if (created.getText() === "") await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), EXAMPLE));
}

async function governingFile(server: Server, document: vscode.TextDocument): Promise<vscode.Uri | undefined> {
  const params: PrincipalsParams = { uri: document.uri.toString() };
  const { rolesFile } = await server.request<PrincipalsResult>(PRINCIPALS_REQUEST, params);
  return rolesFile === undefined ? undefined : vscode.Uri.parse(rolesFile, true);
}

async function askForRolesFile(): Promise<vscode.Uri | undefined> {
  const found = await vscode.workspace.findFiles("**/druid-roles.{json,jsonc}", "**/node_modules/**", 100);
  if (found.length < 2) return found[0];
  const items = found.map((uri) => ({ label: vscode.workspace.asRelativePath(uri), uri }));
  const picked = await vscode.window.showQuickPick(items, { title: "Druid SQL: which roles file?" });
  return picked?.uri;
}
