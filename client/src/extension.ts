/**
 * The extension's entry: puts the parts together, and starts the language server with the first document that concerns it.
 */
import * as vscode from "vscode";
import { registerCreateRolesFile } from "./createRolesFile";
import { registerDiagnosticPages } from "./diagnosticPages";
import { registerDocs } from "./docs";
import { describingFilePatterns, documentSelector } from "./documents";
import { chosenEnvironment, registerEnvironment } from "./environment";
import { registerFirstSteps } from "./firstSteps";
import { registerFixes } from "./fixes";
import { registerPlaces } from "./places";
import { chosenPrincipal, registerPrincipal } from "./principal";
import { createProgress } from "./progress";
import { registerReport } from "./report";
import { registerRolesFile } from "./rolesFile";
import { registerSample } from "./sample";
import { createServer, type Server } from "./server";
import { registerStatusBar } from "./statusBar";
import { registerWorkspaceReports } from "./workspaceReports";

let server: Server | undefined;

/** Called by VS Code when a SQL or JSON-with-comments document is opened, or one of our commands is run. */
export function activate(context: vscode.ExtensionContext): void {
  const created = createServer(context, () => ({ principal: chosenPrincipal(context), environment: chosenEnvironment(context) }));
  const progress = createProgress();
  server = created;
  context.subscriptions.push(
    registerCreateRolesFile({ context, server: created, progress }),
    registerDiagnosticPages(),
    registerDocs(context),
    registerEnvironment(context, created),
    registerFirstSteps(progress),
    registerFixes(created),
    registerPlaces(),
    registerPrincipal({ context, server: created, progress }),
    registerReport(created),
    registerRolesFile(created),
    registerSample(context),
    registerStatusBar(created, progress),
    registerWorkspaceReports(created),
    vscode.commands.registerCommand("druidSql.restartServer", () => created.restart()),
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
