/**
 * Who is asked about: the choice of this workspace, kept outside of its files, and the list to choose from.
 */
import * as vscode from "vscode";
import {
  CHOOSE_PRINCIPAL_NOTIFICATION,
  type ChoosePrincipalParams,
  PRINCIPALS_REQUEST,
  type PrincipalChoice,
  type PrincipalsParams,
  type PrincipalsResult,
  type PrincipalText,
} from "../../server/src/lsp/protocol";
import { chooseSqlDocument } from "./documents";
import type { Progress } from "./progress";
import type { Server } from "./server";
import { stateOf } from "./states";
import { requestStatus } from "./status";
import { tell } from "./tell";

const STATE_KEY = "druidSql.principal";

interface Parts {
  readonly context: vscode.ExtensionContext;
  readonly server: Server;
  readonly progress: Progress;
}

interface PrincipalItem extends vscode.QuickPickItem {
  /** Chooses when accepted; undefined means that the choice was given up. */
  readonly choose?: () => Thenable<PrincipalText | undefined>;
}

/** The principal that was chosen in this workspace, if one was. */
export function chosenPrincipal(context: vscode.ExtensionContext): PrincipalText | undefined {
  return context.workspaceState.get<PrincipalText>(STATE_KEY);
}

/** Registers the command. Called with a principal (`user:bob`) it chooses that one; with an empty text it takes the choice back. */
export function registerPrincipal({ context, server, progress }: Parts): vscode.Disposable {
  return vscode.commands.registerCommand("druidSql.choosePrincipal", async (argument: unknown) => {
    const answer = typeof argument === "string" ? argument : await askForPrincipal(server);
    if (answer === undefined) return;
    const principal = answer === "" ? undefined : answer;
    await context.workspaceState.update(STATE_KEY, principal);
    if (principal !== undefined) await progress.reach("druidSql.hasPrincipal");
    const params: ChoosePrincipalParams = principal === undefined ? {} : { principal };
    await server.notify(CHOOSE_PRINCIPAL_NOTIFICATION, params);
  });
}

/** Empty: nobody any more. Undefined: the question was dismissed. */
async function askForPrincipal(server: Server): Promise<PrincipalText | undefined> {
  const document = await chooseSqlDocument();
  if (!document) {
    void tell("noSqlFile");
    return undefined;
  }
  const uri = document.uri.toString();
  const principals = await server.request<PrincipalsResult>(PRINCIPALS_REQUEST, { uri } satisfies PrincipalsParams);
  if (principals.rolesFile === undefined) {
    const status = await requestStatus(server, document);
    void tell((status && stateOf(status)) ?? "noRolesFile");
    return undefined;
  }
  const picked = await vscode.window.showQuickPick(itemsOf(principals, document), {
    title: vscode.l10n.t("Druid SQL: whose permissions are checked?"),
    placeHolder: vscode.l10n.t("A user, a role or a group of the roles file"),
    matchOnDescription: true,
  });
  return picked?.choose?.();
}

function itemsOf(principals: PrincipalsResult, document: vscode.TextDocument): PrincipalItem[] {
  const { users, roles, groupMappings, current } = principals;
  const several: PrincipalItem = {
    label: `$(list-selection) ${vscode.l10n.t("Several roles…")}`,
    choose: () => askForRoles(roles, current),
  };
  const setting = vscode.workspace.getConfiguration("druidSql", document).get("principal", "");
  const nobody: PrincipalItem = {
    label: `$(circle-slash) ${vscode.l10n.t("No one")}`,
    description:
      setting === ""
        ? vscode.l10n.t("forget the choice")
        : vscode.l10n.t("forget the choice; the setting druidSql.principal says {0}", setting),
    choose: async () => "",
  };
  return [
    ...section(vscode.l10n.t("users"), "$(person)", users, current),
    ...section(vscode.l10n.t("roles"), "$(shield)", roles, current),
    ...(roles.length > 1 ? [several] : []),
    ...section(vscode.l10n.t("group mappings"), "$(organization)", groupMappings, current),
    separator(""),
    nobody,
  ];
}

function section(title: string, icon: string, choices: readonly PrincipalChoice[], current: PrincipalText | undefined): PrincipalItem[] {
  if (choices.length === 0) return [];
  const items = choices.map(({ principal, label, description }) => ({
    label: `${principal === current ? "$(check)" : icon} ${label}`,
    description: principal === current ? vscode.l10n.t("{0} (current)", description) : description,
    choose: async () => principal,
  }));
  return [separator(title), ...items];
}

function separator(label: string): PrincipalItem {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}

async function askForRoles(roles: readonly PrincipalChoice[], current: PrincipalText | undefined): Promise<PrincipalText | undefined> {
  const now = current?.split(/,(?=role:)/) ?? [];
  const items = roles.map(({ principal, label, description }) => ({ principal, label, description, picked: now.includes(principal) }));
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t("Druid SQL: the roles, all of them at once"),
    canPickMany: true,
  });
  if (!picked || picked.length === 0) return undefined;
  return picked.map(({ principal }) => principal).join(",");
}
