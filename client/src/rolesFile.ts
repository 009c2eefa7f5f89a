/**
 * Opens the roles file that governs the active SQL file, or offers to create one.
 */
import * as vscode from "vscode";
import { PRINCIPALS_REQUEST, type PrincipalsParams, type PrincipalsResult } from "../../server/src/lsp/protocol";
import { activeSqlDocument } from "./documents";
import type { Server } from "./server";
import { requestStatus } from "./status";
import { tell } from "./tell";

/** Registers the command. */
export function registerRolesFile(server: Server): vscode.Disposable {
  return vscode.commands.registerCommand("druidSql.openRolesFile", async () => {
    const document = activeSqlDocument();
    const file = document ? await governingFile(server, document) : await askForRolesFile();
    if (!file) return tell("noRolesFile");
    // A setting may name a file that is not there.
    await vscode.window.showTextDocument(file).then(undefined, () => tell("rolesFileMissing"));
  });
}

/** Also one that is broken, or of a SQL file that is left alone. */
async function governingFile(server: Server, document: vscode.TextDocument): Promise<vscode.Uri | undefined> {
  const params: PrincipalsParams = { uri: document.uri.toString() };
  const { rolesFile } = await server.request<PrincipalsResult>(PRINCIPALS_REQUEST, params);
  const file = rolesFile ?? (await requestStatus(server, document))?.rolesFile;
  return file === undefined ? undefined : vscode.Uri.parse(file, true);
}

async function askForRolesFile(): Promise<vscode.Uri | undefined> {
  const found = await vscode.workspace.findFiles("**/druid-roles.{json,jsonc}", "**/node_modules/**", 100);
  if (found.length < 2) return found[0];
  const items = found.map((uri) => ({ label: vscode.workspace.asRelativePath(uri), uri }));
  const picked = await vscode.window.showQuickPick(items, { title: vscode.l10n.t("Druid SQL: which roles file?") });
  return picked?.uri;
}
