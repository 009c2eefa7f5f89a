/**
 * Creates a roles file: asks where and with what, and never writes over a file that is there. What is pasted is read by the server first.
 */
import * as vscode from "vscode";
import { READ_ROLES_REQUEST, type ReadRolesParams, type ReadRolesResult } from "../../server/src/lsp/protocol";
import { activeSqlDocument } from "./documents";
import { emptyRolesFile } from "./emptyRolesFile";
import type { Progress } from "./progress";
import type { Server } from "./server";
import { offer } from "./tell";

/** The usual names; the first is given to new files. */
const NAMES = ["druid-roles.jsonc", "druid-roles.json"] as const;

const CONTENTS = ["empty", "clipboard", "sample"] as const;
type ContentName = (typeof CONTENTS)[number];

/** What the command may be called with, in place of its questions. */
interface CreateOptions {
  readonly folder?: string;
  readonly content?: ContentName;
}

interface PlaceItem extends vscode.QuickPickItem {
  readonly folder?: vscode.Uri;
}

interface Parts {
  readonly context: vscode.ExtensionContext;
  readonly server: Server;
  readonly progress: Progress;
}

/** What the new file begins with. */
interface Content {
  readonly text: string;
  /** Absent for the empty one. */
  readonly read?: ReadRolesResult;
}

/** Registers the command. It answers the address of the file, also when it was there before. */
export function registerCreateRolesFile({ context, server, progress }: Parts): vscode.Disposable {
  return vscode.commands.registerCommand("druidSql.createRolesFile", async (options: CreateOptions = {}) => {
    const folder = options.folder === undefined ? await askForFolder() : vscode.Uri.parse(options.folder, true);
    if (!folder) return undefined;
    const existing = await rolesFileIn(folder);
    if (existing) return openExisting(existing);
    const name = options.content ?? (await askForContent());
    const content = name && (await contentOf(context, server, name));
    const created = content && (await create(vscode.Uri.joinPath(folder, NAMES[0]), content));
    if (created) await progress.reach("druidSql.hasRoles");
    return created;
  });
}

async function create(uri: vscode.Uri, { text, read }: Content): Promise<vscode.Uri | undefined> {
  const edit = new vscode.WorkspaceEdit();
  // Without `overwrite` this fails where a file has appeared meanwhile.
  edit.createFile(uri, { overwrite: false, contents: new TextEncoder().encode(text) });
  if (!(await vscode.workspace.applyEdit(edit))) {
    void vscode.window.showErrorMessage(vscode.l10n.t("Druid SQL: {0} could not be created.", vscode.workspace.asRelativePath(uri)));
    return undefined;
  }
  await vscode.window.showTextDocument(uri, { preview: false });
  void offerNext(uri, read);
  return uri;
}

async function offerNext(uri: vscode.Uri, read: ReadRolesResult | undefined): Promise<void> {
  const name = vscode.workspace.asRelativePath(uri);
  if (!read) return offer(vscode.l10n.t("{0} is there. Write who may do what, then choose who you are.", name), []);
  const counts = vscode.l10n.t("{0} is there. Roles: {1}, permissions: {2}, users: {3}.", name, read.roles, read.permissions, read.users);
  return offer(counts, [{ label: vscode.l10n.t("Choose who you are"), command: "druidSql.choosePrincipal" }]);
}

async function openExisting(uri: vscode.Uri): Promise<vscode.Uri> {
  await vscode.window.showTextDocument(uri, { preview: false });
  void offer(vscode.l10n.t("{0} is there already; it stays as it is.", vscode.workspace.asRelativePath(uri)), []);
  return uri;
}

async function rolesFileIn(folder: vscode.Uri): Promise<vscode.Uri | undefined> {
  for (const name of NAMES) {
    const uri = vscode.Uri.joinPath(folder, name);
    const isThere = await vscode.workspace.fs.stat(uri).then(
      () => true,
      () => false,
    );
    if (isThere) return uri;
  }
  return undefined;
}

async function askForFolder(): Promise<vscode.Uri | undefined> {
  const items = await Promise.all(placesToOffer().map(describePlace));
  const other: PlaceItem = { label: `$(folder-opened) ${vscode.l10n.t("Another folder…")}` };
  const title = vscode.l10n.t("Druid SQL: where does the roles file go?");
  const placeHolder = vscode.l10n.t("It counts for the SQL files in its folder and below");
  const picked = await vscode.window.showQuickPick([...items, other], {
    title,
    placeHolder,
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
  if (!picked || picked.folder) return picked?.folder;
  const chosen = await vscode.window.showOpenDialog({ canSelectFiles: false, canSelectFolders: true, title });
  return chosen?.[0];
}

/** The workspace folders, and the folder of the SQL file that is open. */
function placesToOffer(): readonly vscode.Uri[] {
  const document = activeSqlDocument();
  const own = document && document.uri.scheme !== "untitled" ? vscode.Uri.joinPath(document.uri, "..") : undefined;
  const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri);
  return own && !folders.some((folder) => folder.toString() === own.toString()) ? [...folders, own] : folders;
}

async function describePlace(folder: vscode.Uri): Promise<PlaceItem> {
  const existing = await rolesFileIn(folder);
  const root = vscode.workspace.workspaceFolders?.find(({ uri }) => uri.toString() === folder.toString());
  const label = `${root ? "$(root-folder)" : "$(folder)"} ${root?.name ?? vscode.workspace.asRelativePath(folder)}`;
  const name = existing?.path.split("/").at(-1) ?? "";
  return { label, folder, ...(existing && { description: vscode.l10n.t("{0} is there already; opens it", name) }) };
}

async function askForContent(): Promise<ContentName | undefined> {
  const items: readonly (vscode.QuickPickItem & { readonly content: ContentName })[] = [
    {
      content: "empty",
      label: `$(new-file) ${vscode.l10n.t("An empty one")}`,
      detail: vscode.l10n.t("With comments that explain what goes where."),
    },
    {
      content: "clipboard",
      label: `$(clippy) ${vscode.l10n.t("From the clipboard")}`,
      detail: vscode.l10n.t("What Druid's security API answers, such as users/alice?full or roles/analyst?full. It is checked first."),
    },
    {
      content: "sample",
      label: `$(book) ${vscode.l10n.t("The sample's roles")}`,
      detail: vscode.l10n.t("Four roles and four users of a bike-share company, to change."),
    },
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t("Druid SQL: what does the roles file begin with?"),
    ignoreFocusOut: true,
  });
  return picked?.content;
}

async function contentOf(context: vscode.ExtensionContext, server: Server, name: ContentName): Promise<Content | undefined> {
  if (name === "empty") return { text: emptyRolesFile(vscode.l10n.t) };
  if (name === "clipboard") return fromClipboard(server);
  const sample = vscode.Uri.joinPath(context.extensionUri, "examples", NAMES[0]);
  const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(sample));
  return { text, read: await readRoles(server, text) };
}

/** What is on the clipboard, as soon as that is a roles file; undefined when the attempt is given up. */
async function fromClipboard(server: Server): Promise<Content | undefined> {
  for (;;) {
    const text = await vscode.env.clipboard.readText();
    const read = await readRoles(server, text);
    if (read.problem === undefined) return { text: laidOut(text), read };
    const where = read.line === undefined ? "" : ` ${vscode.l10n.t("(line {0})", read.line)}`;
    const message = vscode.l10n.t("Druid SQL: what is on the clipboard is no roles file: {0}", `${read.problem}${where}`);
    const again = vscode.l10n.t("Read the clipboard again");
    if ((await vscode.window.showWarningMessage(message, again)) !== again) return undefined;
  }
}

function readRoles(server: Server, text: string): Promise<ReadRolesResult> {
  return server.request<ReadRolesResult>(READ_ROLES_REQUEST, { text } satisfies ReadRolesParams);
}

/** Druid answers in one line; whoever edits it wants more. Anything else stays as it is. */
function laidOut(text: string): string {
  const trimmed = text.trim();
  if (trimmed.includes("\n")) return text;
  try {
    const value: unknown = JSON.parse(trimmed);
    // Not for what JSON.parse would change, such as a key that stands twice.
    return JSON.stringify(value) === trimmed ? `${JSON.stringify(value, undefined, 2)}\n` : text;
  } catch {
    return text;
  }
}
