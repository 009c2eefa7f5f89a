/**
 * Which environment is asked about: the choice of this workspace, kept outside of its files, and the list to choose from.
 */
import * as vscode from "vscode";
import {
  CHOOSE_ENVIRONMENT_NOTIFICATION,
  type ChooseEnvironmentParams,
  ENVIRONMENTS_REQUEST,
  type EnvironmentsParams,
  type EnvironmentsResult,
} from "../../server/src/lsp/protocol";
import { activeSqlDocument } from "./documents";
import type { Server } from "./server";

const STATE_KEY = "druidSql.environment";

interface EnvironmentItem extends vscode.QuickPickItem {
  /** Empty: back to the setting. */
  readonly environment: string;
}

/** The environment that was chosen in this workspace, if one was. */
export function chosenEnvironment(context: vscode.ExtensionContext): string | undefined {
  return context.workspaceState.get<string>(STATE_KEY);
}

/** Registers the command. Called with a name it chooses that environment; with an empty text it takes the choice back. */
export function registerEnvironment(context: vscode.ExtensionContext, server: Server): vscode.Disposable {
  return vscode.commands.registerCommand("druidSql.chooseEnvironment", async (argument: unknown) => {
    const answer = typeof argument === "string" ? argument : await askForEnvironment(context, server);
    if (answer === undefined) return;
    const environment = answer === "" ? undefined : answer;
    await context.workspaceState.update(STATE_KEY, environment);
    const params: ChooseEnvironmentParams = environment === undefined ? {} : { environment };
    await server.notify(CHOOSE_ENVIRONMENT_NOTIFICATION, params);
  });
}

/** Undefined: the question was dismissed, or there is nothing to choose from. */
async function askForEnvironment(context: vscode.ExtensionContext, server: Server): Promise<string | undefined> {
  const uri = activeSqlDocument()?.uri ?? vscode.workspace.workspaceFolders?.[0]?.uri;
  if (!uri) return tell(vscode.l10n.t("Druid SQL: open a SQL file or a folder first; its settings tell which environments there are."));
  const params: EnvironmentsParams = { uri: uri.toString() };
  const { current, environments } = await server.request<EnvironmentsResult>(ENVIRONMENTS_REQUEST, params);
  if (environments.length === 0) {
    return tell(
      vscode.l10n.t(
        "Druid SQL: no environments are described. Put `environments` into druid-sql.jsonc, or use the setting druidSql.environments.",
      ),
    );
  }
  const items: EnvironmentItem[] = environments.map((name) => ({
    label: `${name === current ? "$(check)" : "$(server-environment)"} ${name}`,
    ...(name === current && { description: vscode.l10n.t("current") }),
    environment: name,
  }));
  const back: EnvironmentItem = {
    label: `$(circle-slash) ${vscode.l10n.t("Forget the choice")}`,
    description: vscode.l10n.t("the setting counts, or the first one"),
    environment: "",
  };
  const offered = chosenEnvironment(context) === undefined ? items : [...items, back];
  return (await vscode.window.showQuickPick(offered, { title: vscode.l10n.t("Druid SQL: in which environment are permissions checked?") }))
    ?.environment;
}

function tell(message: string): undefined {
  void vscode.window.showInformationMessage(message);
  return undefined;
}
