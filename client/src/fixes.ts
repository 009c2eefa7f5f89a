/**
 * The commands that the server's quick fixes name: a text for the clipboard, a grant to a role that is chosen from a list, and words to
 * replace.
 */
import * as vscode from "vscode";
import {
  type COPY_TEXT_COMMAND,
  type GRANT_TO_ANOTHER_ROLE_COMMAND,
  GRANT_TO_ROLE_REQUEST,
  type GrantToRoleParams,
  type GrantToRoleResult,
  type SELECT_COMMAND,
  type SelectArguments,
} from "../../server/src/lsp/protocol";
import type { Server } from "./server";
import { offer } from "./tell";

/** What the command is called with: the place of the missing permission, and the roles to choose from. */
interface Choice extends Omit<GrantToRoleParams, "role"> {
  readonly roles: readonly string[];
}

/** Registers them; they are in no menu, since they mean nothing without what a quick fix gives them. */
export function registerFixes(server: Server): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand("druidSql.copyText" satisfies typeof COPY_TEXT_COMMAND, (text: unknown) => copy(String(text))),
    vscode.commands.registerCommand("druidSql.grantToAnotherRole" satisfies typeof GRANT_TO_ANOTHER_ROLE_COMMAND, (choice: Choice) =>
      grant(server, choice),
    ),
    vscode.commands.registerCommand("druidSql.select" satisfies typeof SELECT_COMMAND, select),
  );
}

async function copy(text: string): Promise<void> {
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage(vscode.l10n.t("Druid SQL: copied to the clipboard"), 5000);
}

/** In the editor that was changed, unless somebody has gone elsewhere already. */
function select({ uri, range: { start, end } }: SelectArguments): void {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.uri.toString() !== vscode.Uri.parse(uri).toString()) return;
  editor.selection = new vscode.Selection(start.line, start.character, end.line, end.character);
}

async function grant(server: Server, { roles, ...place }: Choice): Promise<void> {
  const role = await vscode.window.showQuickPick(roles, { title: vscode.l10n.t("Druid SQL: grant it to which role?") });
  if (role === undefined) return;
  const params: GrantToRoleParams = { ...place, role };
  const { edit, text } = await server.request<GrantToRoleResult>(GRANT_TO_ROLE_REQUEST, params);
  const client = await server.start();
  if (text !== undefined) await copy(text);
  else if (edit) await vscode.workspace.applyEdit(await client.protocol2CodeConverter.asWorkspaceEdit(edit));
  else await offer(vscode.l10n.t("Nothing is missing there any more, or the roles file has errors now."), []);
}
