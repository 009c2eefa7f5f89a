/**
 * Says a state of the table in `states.ts`: as a message with a button for each next step, or as links of a tooltip.
 */
import * as vscode from "vscode";
import { type EmptyState, emptyStates, type NextStep, type RemarkName, remarks, type StateName } from "./states";

/** Shows the state as a message, and does what is answered. */
export async function tell(name: StateName): Promise<void> {
  const { text, next } = emptyStates(vscode.l10n.t)[name];
  await offer(text, next);
}

/** Shows a text with a button for each step, and does what is answered. */
export async function offer(text: string, next: readonly NextStep[]): Promise<void> {
  const answer = await vscode.window.showInformationMessage(`Druid SQL: ${text}`, ...next.map(({ label }) => label));
  const chosen = next.find(({ label }) => label === answer);
  if (chosen) await vscode.commands.executeCommand(chosen.command, ...(chosen.arguments ?? []));
}

/** The steps as Markdown links, for a text that is trusted with their commands. */
export function linksOf(next: readonly NextStep[]): string {
  return next.map(({ label, command, arguments: given = [] }) => `[${label}](${commandLink(command, given)})`).join(" · ");
}

/** What is particular about this window. */
export function remarksOfWindow(): readonly EmptyState[] {
  const { workspaceFolders = [], isTrusted } = vscode.workspace;
  const isVirtual = workspaceFolders.length > 0 && workspaceFolders.every(({ uri }) => uri.scheme !== "file");
  const all = remarks(vscode.l10n.t);
  const names: RemarkName[] = [...(isTrusted ? [] : (["restricted"] as const)), ...(isVirtual ? (["virtualWorkspace"] as const) : [])];
  return names.map((name) => all[name]);
}

function commandLink(command: string, given: readonly unknown[]): string {
  return given.length === 0 ? `command:${command}` : `command:${command}?${encodeURIComponent(JSON.stringify(given))}`;
}
