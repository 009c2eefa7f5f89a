/**
 * The extension's entry: puts the parts together, and starts the language server with the first document that concerns it.
 */
import * as vscode from "vscode";
import { registerDiagnosticPages } from "./diagnosticPages";
import { describingFilePatterns, documentSelector } from "./documents";
import { registerFixes } from "./fixes";
import { registerPlaces } from "./places";
import { chosenPrincipal, registerPrincipal } from "./principal";
import { registerReport } from "./report";
import { registerRolesFile } from "./rolesFile";
import { createServer, type Server } from "./server";
import { registerStatusBar } from "./statusBar";
import { registerWorkspaceReports } from "./workspaceReports";

let server: Server | undefined;

/** Called by VS Code when a SQL or JSON-with-comments document is opened, or one of our commands is run. */
export function activate(context: vscode.ExtensionContext): void {
  const created = createServer(context, () => chosenPrincipal(context));
  server = created;
  context.subscriptions.push(
    registerDiagnosticPages(context),
    registerFixes(created),
    registerPlaces(),
    registerPrincipal(context, created),
    registerReport(created),
    registerRolesFile(created),
    registerStatusBar(created),
    registerWorkspaceReports(created),
    vscode.commands.registerCommand("druidSql.showServerLog", async () => (await created.start()).outputChannel.show()),
    startWithFirstDocument(created),
  );
}

/** Called by VS Code before it ends; waits until the server process is gone. */
export async function deactivate(): Promise<void> {
  await server?.dispose();
}

function startWithFirstDocument(starting: Server): vscode.Disposable {
  const selector = documentSelector(describingFilePatterns());
  const concerns = (document: vscode.TextDocument): boolean => vscode.languages.match(selector, document) > 0;
  // A start that fails has already been told to the user by the protocol's library.
  const start = (): Promise<unknown> => starting.start().catch(() => undefined);
  if (vscode.workspace.textDocuments.some(concerns)) {
    void start();
    return vscode.Disposable.from();
  }
  const waiting = vscode.workspace.onDidOpenTextDocument((document) => {
    if (!concerns(document)) return;
    waiting.dispose();
    void start();
  });
  return waiting;
}
