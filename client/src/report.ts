/**
 * The permission report of a document: asked from the server, kept as the content of a read-only Markdown document, and renewed while
 * that document is open and verdicts change.
 */
import * as vscode from "vscode";
import { REPORT_REQUEST, type ReportParams, type ReportResult } from "../../server/src/lsp/protocol";
import { activeSqlDocument } from "./documents";
import { forPreview, showMarkdown } from "./markdown";
import type { Server } from "./server";

const SCHEME = "druid-sql-report";
const SHOW_PROBLEMS = "Show problems";

/** Registers the documents of the reports and the command that opens one. */
export function registerReport(server: Server): vscode.Disposable {
  const reports = new Map<string, { readonly about: string; readonly markdown: string }>();
  const changed = new vscode.EventEmitter<vscode.Uri>();

  const store = (about: string, result: ReportResult): vscode.Uri => {
    const uri = reportUri(about, result.title);
    const renewed = reports.has(uri.toString());
    reports.set(uri.toString(), { about, markdown: forPreview(result.markdown) });
    if (renewed) changed.fire(uri);
    return uri;
  };
  const renew = async (): Promise<void> => {
    for (const { about } of [...reports.values()]) {
      // A report that cannot be renewed, since its file is gone, stays as it was.
      const result = await requestReport(server, about).catch(() => undefined);
      if (result) store(about, result);
    }
  };

  return vscode.Disposable.from(
    changed,
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
      onDidChange: changed.event,
      provideTextDocumentContent: (uri) => reports.get(uri.toString())?.markdown ?? "This report is gone; run the command again.",
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => reports.delete(uri.toString())),
    server.onDidChange(() => void renew()),
    vscode.commands.registerCommand("druidSql.checkPermissions", () => checkPermissions(server, store)),
  );
}

async function checkPermissions(server: Server, store: (about: string, result: ReportResult) => vscode.Uri): Promise<void> {
  const document = activeSqlDocument();
  if (!document) {
    void vscode.window.showInformationMessage("Druid SQL: the active editor shows no SQL file. Open one, then check its permissions.");
    return;
  }
  const about = document.uri.toString();
  const result = await requestReport(server, about);
  await showMarkdown(store(about, result), vscode.ViewColumn.Beside);
  void offerProblems(result.summary);
}

function requestReport(server: Server, uri: string): Promise<ReportResult> {
  return server.request<ReportResult>(REPORT_REQUEST, { uri } satisfies ReportParams);
}

/** The same document for the same file, whatever stands in it. */
function reportUri(about: string, title: string): vscode.Uri {
  return vscode.Uri.from({ scheme: SCHEME, path: `/${title.replace(/[\\/]/g, " ")}.md`, query: about });
}

async function offerProblems(summary: string): Promise<void> {
  const answer = await vscode.window.showInformationMessage(`Druid SQL: ${summary}`, SHOW_PROBLEMS);
  if (answer === SHOW_PROBLEMS) await vscode.commands.executeCommand("workbench.actions.view.problems");
}
