/**
 * Shows Markdown as a reader wants it: rendered by VS Code's own preview, or as text where that preview is switched off.
 */
import * as vscode from "vscode";
import { withPreviewLinks } from "./previewLinks";

/** VS Code's preview as an editor: unlike the preview's own command it can leave the focus where it is. */
const PREVIEW_EDITOR = "vscode.markdown.preview.editor";

/** Shows a document in the active group, or beside it while the focus stays. */
export async function showMarkdown(uri: vscode.Uri, viewColumn: vscode.ViewColumn.Active | vscode.ViewColumn.Beside): Promise<void> {
  const options: vscode.TextDocumentShowOptions = { viewColumn, preserveFocus: viewColumn === vscode.ViewColumn.Beside };
  try {
    await vscode.commands.executeCommand("vscode.openWith", uri, PREVIEW_EDITOR, options);
  } catch {
    // Built-in extensions can be switched off.
    await vscode.window.showTextDocument(uri, options);
  }
}

/** What the server wrote, with links that the preview follows. */
export function forPreview(markdown: string): string {
  return withPreviewLinks(markdown, vscode.workspace.workspaceFolders?.[0]?.uri.toString());
}

/** Text as Markdown that reads the same. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!|<>~&@:]/g, "\\$&");
}
