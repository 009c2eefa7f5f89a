/**
 * The permission report of a document: asked from the server, kept as the content of a read-only Markdown document, and renewed while
 * that document is open and verdicts change.
 */
import * as vscode from "vscode";
import { REPORT_REQUEST, type ReportParams, type ReportResult } from "../../server/src/lsp/protocol";
import { chooseSqlDocument } from "./documents";
import { forPreview, showMarkdown } from "./markdown";
import type { Server } from "./server";
import { emptyStates, type NextStep, type StateName, stateOf } from "./states";
import { requestStatus } from "./status";
import { offer, tell } from "./tell";

const SCHEME = "druid-sql-report";

/** States in which a report would say nothing that is meant. */
const NO_REPORT: readonly StateName[] = ["otherDialect", "switchedOff", "switchedOffHere", "excluded"];

/** A report, and the state that keeps it from being whole. */
interface Found extends ReportResult {
  readonly state?: StateName;
}

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
      provideTextDocumentContent: (uri) =>
        reports.get(uri.toString())?.markdown ?? vscode.l10n.t("This report is gone; run the command again."),
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => reports.delete(uri.toString())),
    server.onDidChange(() => void renew()),
    vscode.commands.registerCommand("druidSql.checkPermissions", () => checkPermissions(server, store)),
  );
}

async function checkPermissions(server: Server, store: (about: string, result: ReportResult) => vscode.Uri): Promise<void> {
  const document = await chooseSqlDocument();
  if (!document) return tell("noSqlFile");
  const about = document.uri.toString();
  const found = await requestReport(server, about);
  if (found.state && NO_REPORT.includes(found.state)) return tell(found.state);
  await showMarkdown(store(about, found), vscode.ViewColumn.Beside);
  const problems: NextStep = { label: vscode.l10n.t("Show problems"), command: "workbench.actions.view.problems" };
  const steps = found.state ? emptyStates(vscode.l10n.t)[found.state].next : [];
  void offer(found.summary, [...steps.slice(0, 1), problems]);
}

async function requestReport(server: Server, uri: string): Promise<Found> {
  const report = await server.request<ReportResult>(REPORT_REQUEST, { uri } satisfies ReportParams);
  const status = await requestStatus(server, { uri });
  const state = status && stateOf(status);
  return state ? { ...report, state, markdown: withNextStep(report.markdown, state) } : report;
}

/** Says below the title what is missing, and what to do: commands are no links in VS Code's preview. */
function withNextStep(markdown: string, state: StateName): string {
  const { text, next } = emptyStates(vscode.l10n.t)[state];
  const commands = next.filter(({ command }) => command.startsWith("druidSql.")).map(({ label }) => `*Druid SQL: ${label}*`);
  const hint = `> ${text} ${vscode.l10n.t("Next, in the palette: {0}", commands.slice(0, 1).join())}\n`;
  return markdown.replace("\n", () => `\n\n${hint}`);
}

/** The same document for the same file, whatever stands in it. */
function reportUri(about: string, title: string): vscode.Uri {
  return vscode.Uri.from({ scheme: SCHEME, path: `/${title.replace(/[\\/]/g, " ")}.md`, query: about });
}
