/**
 * The status bar item: who is asked about, and the verdict of the statement under the cursor, or the next step where there is none.
 * Files that are left alone have an entry in the language status only, which is behind a click and so in nobody's way.
 */
import * as vscode from "vscode";
import type { StatusEnvironment, StatusResult } from "../../server/src/lsp/protocol";
import { isSql, sqlSelector } from "./documents";
import { escapeMarkdown } from "./markdown";
import type { Progress } from "./progress";
import type { Server } from "./server";
import { type EmptyState, emptyStates, type NextStep, type StateName, stateOf } from "./states";
import { requestStatus } from "./status";
import { linksOf, remarksOfWindow } from "./tell";

/** Long enough to skip the steps of a moving cursor, short enough not to be noticed. */
const DELAY_MS = 80;

const ICONS = { allowed: "$(pass)", denied: "$(error)", unknown: "$(question)", refused: "$(circle-slash)" } as const;

const STATE_ICONS: Partial<Record<StateName, string>> = {
  serverFailed: "$(warning)",
  rolesFileBroken: "$(warning)",
  nobodyChosen: "$(account)",
};

/** What is shown: a status of the server, or the state in which there is none. */
interface Shown {
  readonly status?: StatusResult;
  readonly state?: StateName;
}

interface Items {
  readonly bar: vscode.StatusBarItem;
  readonly language: vscode.LanguageStatusItem;
}

/** Shows both items for as long as the result is not disposed. */
export function registerStatusBar(server: Server, progress: Progress): vscode.Disposable {
  const items = createItems();
  let timer: NodeJS.Timeout | undefined;
  let latest = 0;

  const update = async (): Promise<void> => {
    latest += 1;
    const mine = latest;
    const shown = await askServer(server);
    if (mine !== latest) return;
    await show(items, shown);
    await reach(progress, shown);
  };
  const schedule = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void update(), DELAY_MS);
  };

  schedule();
  return vscode.Disposable.from(
    items.bar,
    items.language,
    { dispose: () => clearTimeout(timer) },
    server.onDidChange(schedule),
    vscode.window.onDidChangeActiveTextEditor(schedule),
    vscode.workspace.onDidGrantWorkspaceTrust(schedule),
    vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
      if (textEditor === vscode.window.activeTextEditor) schedule();
    }),
    // A document that gets another language is opened again.
    vscode.workspace.onDidOpenTextDocument((document) => {
      if (document === vscode.window.activeTextEditor?.document) schedule();
    }),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (document === vscode.window.activeTextEditor?.document) schedule();
    }),
  );
}

function createItems(): Items {
  const bar = vscode.window.createStatusBarItem("druidSql.status", vscode.StatusBarAlignment.Right, 100);
  bar.name = vscode.l10n.t("Druid SQL permissions");
  const language = vscode.languages.createLanguageStatusItem("druidSql.language", sqlSelector());
  language.name = bar.name;
  language.text = "Druid SQL";
  return { bar, language };
}

async function askServer(server: Server): Promise<Shown> {
  const editor = vscode.window.activeTextEditor;
  if (!editor || !isSql(editor.document)) return {};
  if (server.hasFailed()) return { state: "serverFailed" };
  const status = server.started() && (await requestStatus(server, editor.document, editor.selection.active));
  const state = status && stateOf(status);
  return { ...(status && { status }), ...(state && { state }) };
}

async function show({ bar, language }: Items, { status, state }: Shown): Promise<void> {
  const relevant = status !== undefined && status.state !== "off";
  await vscode.commands.executeCommand("setContext", "druidSql.relevant", relevant);
  const empty = state && emptyStates(vscode.l10n.t)[state];
  showLanguage(language, empty);
  if (!relevant && state !== "serverFailed") return bar.hide();
  bar.text = textOf(status, { ...(state && { state }), ...(empty && { empty }) });
  bar.tooltip = tooltipOf(status, empty);
  bar.command = commandOf(empty?.next[0] ?? choose());
  bar.accessibilityInformation = { label: labelOf(status, empty), role: "button" };
  if (status?.verdict === "denied") bar.backgroundColor = new vscode.ThemeColor("statusBarItem.warningBackground");
  else bar.backgroundColor = undefined;
  bar.show();
}

async function reach(progress: Progress, { status }: Shown): Promise<void> {
  if (!status || status.state === "off") return;
  await progress.reach("druidSql.hasChecked");
  if (status.state !== "no-roles") await progress.reach("druidSql.hasRoles");
  if (status.principal !== undefined) await progress.reach("druidSql.hasPrincipal");
}

function showLanguage(item: vscode.LanguageStatusItem, empty: EmptyState | undefined): void {
  const [first] = empty?.next ?? [];
  // There is one line only.
  item.detail = empty ? empty.short : vscode.l10n.t("this file is checked");
  item.command = commandOf(first ?? { label: vscode.l10n.t("Check my permissions"), command: "druidSql.checkPermissions" });
}

function textOf(status: StatusResult | undefined, { state, empty }: { readonly state?: StateName; readonly empty?: EmptyState }): string {
  if (state && empty) return `${STATE_ICONS[state] ?? "$(shield)"} Druid: ${empty.short}`;
  const icon = status?.verdict ? ICONS[status.verdict] : "$(shield)";
  const where = status?.environment ? ` · ${status.environment.name}` : "";
  return `${icon} ${status?.principal ?? "Druid SQL"}${where}`;
}

/** What a screen reader says; the icon alone says nothing. */
function labelOf(status: StatusResult | undefined, empty: EmptyState | undefined): string {
  if (empty) return `Druid SQL: ${empty.text}`;
  const who = status?.principal ?? vscode.l10n.t("nobody");
  const where = status?.environment ? `, ${vscode.l10n.t("environment {0}", status.environment.name)}` : "";
  return `Druid SQL: ${who}${where}, ${verdictText(status?.verdict)}`;
}

function verdictText(verdict: StatusResult["verdict"]): string {
  if (verdict === "allowed") return vscode.l10n.t("this statement is allowed");
  if (verdict === "denied") return vscode.l10n.t("this statement is denied");
  if (verdict === "unknown") return vscode.l10n.t("this statement is unknown");
  if (verdict === "refused") return vscode.l10n.t("this statement is refused");
  return vscode.l10n.t("no statement here");
}

function tooltipOf(status: StatusResult | undefined, empty: EmptyState | undefined): vscode.MarkdownString {
  const lines: string[] = [];
  const steps: NextStep[] = [];
  const add = ({ text, next }: EmptyState): void => {
    lines.push(next.length > 0 ? `${escapeMarkdown(text)} ${linksOf(next)}` : escapeMarkdown(text));
    steps.push(...next);
  };
  if (status) lines.push(status.detail);
  if (empty) add(empty);
  if (status?.rolesFile !== undefined) lines.push(vscode.l10n.t("Roles file: {0}", escapeMarkdown(relativePath(status.rolesFile))));
  if (status?.environment) lines.push(vscode.l10n.t("Environment: {0}", escapeMarkdown(environmentText(status.environment))));
  for (const remark of remarksOfWindow()) add(remark);
  const environment = { label: vscode.l10n.t("Choose environment"), command: "druidSql.chooseEnvironment" };
  const check = { label: vscode.l10n.t("Check my permissions"), command: "druidSql.checkPermissions" };
  const usual = [check, choose(), ...(status?.environment ? [environment] : [])];
  lines.push(linksOf(usual.filter((each) => !steps.some(({ command }) => command === each.command))));
  const tooltip = new vscode.MarkdownString(lines.join("\n\n"), true);
  tooltip.isTrusted = { enabledCommands: [...steps, ...usual].map(({ command }) => command) };
  return tooltip;
}

function environmentText({ name, all, origin }: StatusEnvironment): string {
  return origin === "first" ? vscode.l10n.t("{0}, the first of {1}; nobody chose one", name, all.join(", ")) : name;
}

function choose(): NextStep {
  return { label: vscode.l10n.t("Choose who you are"), command: "druidSql.choosePrincipal" };
}

function commandOf({ label, command, arguments: given }: NextStep): vscode.Command {
  return { title: label, command, ...(given && { arguments: [...given] }) };
}

function relativePath(uri: string): string {
  return vscode.workspace.asRelativePath(vscode.Uri.parse(uri));
}
