/**
 * The reports about a whole workspace: its verdicts, who can run what, what breaks without a grant, the least role, unused grants. Each is
 * a read-only Markdown document; while it is made a notification shows how far it is and can end it.
 */
import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import {
  CLEAR_WORKSPACE_NOTIFICATION,
  REMOVABLES_REQUEST,
  type RemovableChoice,
  type RemovablesResult,
  type ReportResult,
  WORKSPACE_REPORT_REQUEST,
  type WorkspaceReportParams,
} from "../../server/src/lsp/protocol";
import { activeSqlDocument } from "./documents";
import { forPreview, showMarkdown } from "./markdown";
import type { Server } from "./server";
import { offer, tell } from "./tell";

const SCHEME = "druid-sql-workspace";

/** Registers the commands and the documents of the reports. */
export function registerWorkspaceReports(server: Server): vscode.Disposable {
  const reports = new Map<string, string>();
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const show = async (params: WorkspaceReportParams): Promise<void> => {
    const result = await makeReport(server, params);
    if (!result) return;
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${result.title.replace(/[\\/]/g, " ")}.md` });
    const isRenewed = reports.has(uri.toString());
    reports.set(uri.toString(), forPreview(result.markdown));
    if (isRenewed) changed.fire(uri);
    await showMarkdown(uri, vscode.ViewColumn.Active);
    void offerProblems(params, result.summary);
  };
  return vscode.Disposable.from(
    changed,
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
      onDidChange: changed.event,
      provideTextDocumentContent: (uri) => reports.get(uri.toString()) ?? vscode.l10n.t("This report is gone; run the command again."),
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => reports.delete(uri.toString())),
    vscode.commands.registerCommand("druidSql.checkWorkspace", () => show({ kind: "check" })),
    vscode.commands.registerCommand("druidSql.checkEnvironments", () => show({ kind: "environments" })),
    vscode.commands.registerCommand("druidSql.clearWorkspaceProblems", () => server.notify(CLEAR_WORKSPACE_NOTIFICATION, {})),
    vscode.commands.registerCommand("druidSql.whoCanRun", () => show({ kind: "who", ...about() })),
    vscode.commands.registerCommand("druidSql.unusedGrants", () => show({ kind: "unused", ...about() })),
    vscode.commands.registerCommand("druidSql.whatBreaks", async () => {
      const change = await chooseChange(server);
      if (change) await show({ kind: "breaks", change, ...about() });
    }),
    vscode.commands.registerCommand("druidSql.leastRole", async () => {
      const params = await chooseLeastRole(server);
      if (params) await show(params);
    }),
  );
}

/** The document whose roles file is meant. */
function about(): Pick<WorkspaceReportParams, "uri"> {
  const document = activeSqlDocument() ?? vscode.window.activeTextEditor?.document;
  return document ? { uri: document.uri.toString() } : {};
}

async function makeReport(server: Server, params: WorkspaceReportParams): Promise<ReportResult | null> {
  const title = vscode.l10n.t("Druid SQL: reading the workspace");
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    async (progress, token) => {
      const client = await server.start();
      const workDoneToken = `druid-sql-${Date.now()}`;
      let done = 0;
      const listening = await listen(client, workDoneToken, ({ message, percentage }) => {
        progress.report({ message, increment: percentage - done });
        done = percentage;
      });
      try {
        return await client.sendRequest<ReportResult | null>(WORKSPACE_REPORT_REQUEST, { ...params, workDoneToken }, token);
      } finally {
        listening.dispose();
      }
    },
  );
}

interface Progressed {
  readonly message: string;
  readonly percentage: number;
}

async function listen(client: LanguageClient, token: string, hear: (progress: Progressed) => void): Promise<vscode.Disposable> {
  const { WorkDoneProgress } = await import("vscode-languageclient/node");
  return client.onProgress(WorkDoneProgress.type, token, (value) => {
    if (value.kind === "report") hear({ message: value.message ?? "", percentage: value.percentage ?? 0 });
  });
}

async function chooseChange(server: Server): Promise<RemovableChoice | undefined> {
  const { choices } = await server.request<RemovablesResult>(REMOVABLES_REQUEST, about());
  if (choices.length === 0) {
    void tell("noRolesFile");
    return undefined;
  }
  const items = choices.map((choice) => ({ label: `${ICONS[choice.kind]} ${choice.label}`, choice }));
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t("Druid SQL: what breaks without …?"),
    matchOnDescription: true,
  });
  return picked?.choice;
}

const ICONS: Readonly<Record<RemovableChoice["kind"], string>> = {
  grant: "$(key)",
  role: "$(shield)",
  assignment: "$(link)",
  user: "$(person)",
};

async function chooseLeastRole(server: Server): Promise<WorkspaceReportParams | undefined> {
  const document = activeSqlDocument();
  const { roles } = await server.request<RemovablesResult>(REMOVABLES_REQUEST, about());
  const scopes = [
    ...(document ? [{ label: `$(file) ${vscode.l10n.t("This file")}`, files: [document.uri.toString()] }] : []),
    { label: `$(files) ${vscode.l10n.t("All files of the workspace")}`, files: undefined },
  ];
  const scope =
    scopes.length === 1
      ? scopes[0]
      : await vscode.window.showQuickPick(scopes, { title: vscode.l10n.t("Druid SQL: the least role for …") });
  if (!scope) return undefined;
  const names = await vscode.window.showQuickPick(
    [
      { label: `$(symbol-constant) ${vscode.l10n.t("Exact names")}`, names: "exact" as const },
      { label: `$(regex) ${vscode.l10n.t("Patterns where they match nothing else")}`, names: "patterns" as const },
    ],
    { title: vscode.l10n.t("Druid SQL: how should resources be named?") },
  );
  if (!names) return undefined;
  const role = await chooseRole(roles);
  if (role === undefined) return undefined;
  const { uri } = about();
  return {
    kind: "least",
    names: names.names,
    ...(uri !== undefined && { uri }),
    ...(scope.files && { files: scope.files }),
    ...(role !== "" && { role }),
  };
}

/** Empty: with none. Undefined: the question was dismissed. */
async function chooseRole(roles: readonly string[]): Promise<string | undefined> {
  if (roles.length === 0) return "";
  const none = { label: `$(circle-slash) ${vscode.l10n.t("Compare with no role")}`, role: "" };
  const items = [none, ...roles.map((role) => ({ label: `$(shield) ${role}`, role }))];
  return (await vscode.window.showQuickPick(items, { title: vscode.l10n.t("Druid SQL: compare with a present role?") }))?.role;
}

async function offerProblems({ kind }: WorkspaceReportParams, summary: string): Promise<void> {
  if (kind !== "check") return;
  await offer(summary, [
    { label: vscode.l10n.t("Show problems"), command: "workbench.actions.view.problems" },
    { label: vscode.l10n.t("Clear problems of closed files"), command: "druidSql.clearWorkspaceProblems" },
  ]);
}
