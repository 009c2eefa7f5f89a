/**
 * Shows Markdown as a reader wants it: rendered by VS Code's own preview, or as text where that preview is switched off.
 */
import * as vscode from "vscode";

/** Shows a document in the active group or beside it. */
export async function showMarkdown(uri: vscode.Uri, column: vscode.ViewColumn.Active | vscode.ViewColumn.Beside): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  const preview = column === vscode.ViewColumn.Beside ? "markdown.showPreviewToSide" : "markdown.showPreview";
  const commands = await vscode.commands.getCommands(true);
  if (commands.includes(preview)) await vscode.commands.executeCommand(preview, uri);
  else await vscode.window.showTextDocument(document, { viewColumn: column, preserveFocus: true });
}

/** Text as Markdown that reads the same. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!|<>~]/g, "\\$&");
}
