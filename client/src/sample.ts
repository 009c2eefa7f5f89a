/**
 * Opens a copy of the sample workspace, which is part of the extension, so that this works without a network and nothing is spoiled.
 */
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";

const NAME = "druid-sql-sample";

/** What the command may be called with, in place of its questions. */
interface SampleOptions {
  /** The folder to put the copy into. */
  readonly folder?: string;
  /** `copy` opens nothing. */
  readonly only?: "copy";
}

interface PlaceItem extends vscode.QuickPickItem {
  readonly place: () => Promise<vscode.Uri | undefined>;
}

/** Registers the command. It answers the address of the copy. */
export function registerSample(context: vscode.ExtensionContext): vscode.Disposable {
  return vscode.commands.registerCommand("druidSql.openSample", async ({ folder, only }: SampleOptions = {}) => {
    const target = folder === undefined ? await askForPlace() : await freeName(vscode.Uri.file(folder));
    if (!target) return undefined;
    await vscode.workspace.fs.copy(vscode.Uri.joinPath(context.extensionUri, "examples"), target, { overwrite: false });
    if (only === "copy") return target;
    const forceNewWindow = (vscode.workspace.workspaceFolders ?? []).length > 0;
    await vscode.commands.executeCommand("vscode.openFolder", target, { forceNewWindow });
    return target;
  });
}

async function askForPlace(): Promise<vscode.Uri | undefined> {
  const items: PlaceItem[] = [
    {
      label: `$(watch) ${vscode.l10n.t("A temporary folder")}`,
      detail: vscode.l10n.t("To look around; the operating system removes it some day."),
      place: async () => vscode.Uri.joinPath(vscode.Uri.file(await mkdtemp(join(tmpdir(), "druid-sql-"))), NAME),
    },
    {
      label: `$(folder) ${vscode.l10n.t("A folder that I choose…")}`,
      detail: vscode.l10n.t("A new folder {0} is made in it.", NAME),
      place: chooseFolder,
    },
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t("Druid SQL: where does the sample workspace go?"),
    ignoreFocusOut: true,
  });
  return picked?.place();
}

async function chooseFolder(): Promise<vscode.Uri | undefined> {
  const openLabel = vscode.l10n.t("Put the sample here");
  const [folder] = (await vscode.window.showOpenDialog({ canSelectFiles: false, canSelectFolders: true, openLabel })) ?? [];
  return folder && freeName(folder);
}

/** `druid-sql-sample`, `druid-sql-sample-2`, …: the first that is not there yet. */
async function freeName(folder: vscode.Uri): Promise<vscode.Uri> {
  const taken = new Set((await vscode.workspace.fs.readDirectory(folder)).map(([name]) => name));
  let name = NAME;
  for (let number = 2; taken.has(name); number++) name = `${NAME}-${number}`;
  return vscode.Uri.joinPath(folder, name);
}
