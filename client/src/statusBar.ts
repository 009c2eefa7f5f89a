/**
 * The status bar item: who is asked about, and the verdict of the statement under the cursor. Hidden for files that are left alone.
 */
import * as vscode from "vscode";
import { STATUS_REQUEST, type StatusParams, type StatusResult } from "../../server/src/lsp/protocol";
import { isSql } from "./documents";
import { escapeMarkdown } from "./markdown";
import type { Server } from "./server";

/** Long enough to skip the steps of a moving cursor, short enough not to be noticed. */
const DELAY_MS = 80;

const ICONS = { allowed: "$(pass)", denied: "$(error)", unknown: "$(question)", refused: "$(circle-slash)" } as const;

/** Shows the item for as long as the result is not disposed. */
export function registerStatusBar(server: Server): vscode.Disposable {
  const item = vscode.window.createStatusBarItem("druidSql.status", vscode.StatusBarAlignment.Right, 100);
  item.name = "Druid SQL permissions";
  item.command = "druidSql.choosePrincipal";
  let timer: NodeJS.Timeout | undefined;
  let latest = 0;

  const update = async (): Promise<void> => {
    latest += 1;
    const mine = latest;
    const status = await requestStatus(server);
    if (mine === latest) await show(item, status);
  };
  const schedule = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void update(), DELAY_MS);
  };

  schedule();
  return vscode.Disposable.from(
    item,
    { dispose: () => clearTimeout(timer) },
    server.onDidChange(schedule),
    vscode.window.onDidChangeActiveTextEditor(schedule),
    vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
      if (textEditor === vscode.window.activeTextEditor) schedule();
    }),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (document === vscode.window.activeTextEditor?.document) schedule();
    }),
  );
}

async function requestStatus(server: Server): Promise<StatusResult | undefined> {
  const editor = vscode.window.activeTextEditor;
  if (!editor || !isSql(editor.document) || !server.started()) return undefined;
  const { line, character } = editor.selection.active;
  const params: StatusParams = { uri: editor.document.uri.toString(), line, character };
  return server.request<StatusResult>(STATUS_REQUEST, params).catch(() => undefined);
}

async function show(item: vscode.StatusBarItem, status: StatusResult | undefined): Promise<void> {
  const relevant = status !== undefined && status.state !== "off";
  await vscode.commands.executeCommand("setContext", "druidSql.relevant", relevant);
  if (!relevant) return item.hide();
  item.text = textOf(status);
  item.tooltip = tooltipOf(status);
  item.accessibilityInformation = { label: labelOf(status), role: "button" };
  if (status.verdict === "denied") item.backgroundColor = new vscode.ThemeColor("statusBarItem.warningBackground");
  else item.backgroundColor = undefined;
  item.show();
}

function textOf(status: StatusResult): string {
  if (status.state === "no-roles") return "$(shield) Druid: no roles file";
  if (status.state === "no-principal") return "$(account) Druid: who are you?";
  const icon = status.verdict ? ICONS[status.verdict] : "$(shield)";
  return `${icon} ${status.principal ?? "Druid SQL"}`;
}

/** What a screen reader says; the icon alone says nothing. */
function labelOf(status: StatusResult): string {
  if (status.state === "no-roles") return "Druid SQL: no roles file, verdicts are not known";
  if (status.state === "no-principal") return "Druid SQL: choose who you are";
  const verdict = status.verdict ? `this statement is ${status.verdict}` : "no statement here";
  return `Druid SQL: ${status.principal ?? "nobody"}, ${verdict}`;
}

function tooltipOf(status: StatusResult): vscode.MarkdownString {
  const lines = [status.detail];
  if (status.rolesFile !== undefined) lines.push(`Roles file: ${escapeMarkdown(relativePath(status.rolesFile))}`);
  lines.push("[Check my permissions](command:druidSql.checkPermissions) · [Choose who you are](command:druidSql.choosePrincipal)");
  const tooltip = new vscode.MarkdownString(lines.join("\n\n"), true);
  tooltip.isTrusted = { enabledCommands: ["druidSql.checkPermissions", "druidSql.choosePrincipal"] };
  return tooltip;
}

function relativePath(uri: string): string {
  return vscode.workspace.asRelativePath(vscode.Uri.parse(uri));
}
