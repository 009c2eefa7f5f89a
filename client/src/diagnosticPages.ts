/**
 * The pages that explain diagnostic codes. They are part of the extension, so they open without a network: from the link beside a
 * diagnostic, and from `vscode://druid-sql.druid-sql/diagnostics/<code>` anywhere else.
 */
import * as vscode from "vscode";
import { docsUri } from "./docs";
import { showMarkdown } from "./markdown";

const PAGE_PATH = /^\/diagnostics\/([a-z0-9-]+)$/;
const EXTENSION_ID = "druid-sql.druid-sql";

/** Registers the command and the address that open a page. */
export function registerDiagnosticPages(): vscode.Disposable {
  const command = vscode.commands.registerCommand("druidSql.openDiagnosticPage", (code: unknown) => openPage(String(code)));
  const handler = vscode.window.registerUriHandler({
    handleUri: (uri) => openPage(PAGE_PATH.exec(uri.path)?.[1] ?? uri.path),
  });
  return vscode.Disposable.from(command, handler);
}

/** The diagnostic with a link that reaches this editor: the server names the scheme `vscode`, and each product has its own. */
export function linkToShippedPage<D extends vscode.Diagnostic>(diagnostic: D): D {
  const code = diagnostic.code;
  if (typeof code !== "object" || code.target.authority !== EXTENSION_ID) return diagnostic;
  diagnostic.code = { value: code.value, target: code.target.with({ scheme: vscode.env.uriScheme }) };
  return diagnostic;
}

async function openPage(code: string): Promise<void> {
  const page = docsUri(`diagnostics/${code}.md`);
  if (PAGE_PATH.test(`/diagnostics/${code}`) && (await exists(page))) await showMarkdown(page, vscode.ViewColumn.Active);
  else await vscode.window.showWarningMessage(vscode.l10n.t('Druid SQL: there is no page for "{0}".', code));
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}
