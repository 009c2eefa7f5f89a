/**
 * Renames a role: in its roles file, and wherever a configuration file, or VS Code's settings of a workspace folder, check as that role by
 * this roles file. Where a principal is checked by another roles file too which has a role of the old name, it stays: nobody knows what
 * is meant.
 */
import { ErrorCodes, ResponseError, type WorkspaceEdit } from "vscode-languageserver";
import {
  CONFIG_PRINCIPAL,
  fileName,
  indexLines,
  type PrincipalWords,
  renamePlace,
  renameRole,
  roleInPrincipals,
  SETTINGS_PRINCIPAL,
  type TextEdit,
  t,
} from "../language/index";
import type { Client } from "./client";
import type { ConfigFiles } from "./configFiles";
import { positionsOf } from "./convert";
import type { Documents } from "./documents";
import type { Host } from "./host";
import type { RolesFiles } from "./rolesFiles";
import type { OpenRoles } from "./rolesViews";
import { isWithin, joinUri, parentUri, resolveSetting, uriKey } from "./uris";
import { editOf, type FileEdit, toFileEdit, toTextEdits } from "./workspaceEdits";
import type { Cancellation, IndexedFile, WorkspaceIndex } from "./workspaceIndex";

/** What a rename is made from. */
export interface RoleRenameSources {
  readonly index: WorkspaceIndex;
  readonly documents: Documents;
  readonly host: Host;
  readonly configFiles: ConfigFiles;
  readonly rolesFiles: RolesFiles;
  readonly client: () => Pick<Client, "folders" | "versionedEdits">;
}

/** The message reaches the author as it is. */
export function refused(message: string): ResponseError<void> {
  return new ResponseError<void>(ErrorCodes.InvalidRequest, message);
}

/** The edits that give the role at the offset another name, or why there are none. */
export async function renameRoleEverywhere(
  sources: RoleRenameSources,
  { document, view, offset }: OpenRoles & { readonly offset: number },
  to: string,
  cancellation: Cancellation,
): Promise<WorkspaceEdit | ResponseError<void>> {
  const place = renamePlace(view.roles, view.text, offset);
  const renamed = renameRole(view.roles, view.text, offset, to);
  if (place.kind === "error") return refused(place.message);
  if (renamed.kind === "error") return refused(renamed.message);
  const own = toFileEdit(document, renamed.edits);
  if (renamed.edits.length === 0) return editOf([], sources.client());
  const others = await principalEdits(sources, document.uri, { from: place.name, to }, cancellation);
  if (cancellation.isCancellationRequested) return refused(t("The rename was cancelled."));
  return others instanceof ResponseError ? others : editOf([own, ...others], sources.client());
}

interface Renaming {
  readonly from: string;
  readonly to: string;
}

/** A text that may say as whom to check. */
interface Stating {
  readonly uri: string;
  readonly text: string;
  readonly words: PrincipalWords;
  /** The folder from which its paths count, and for whose files it holds. */
  readonly home: string;
}

async function principalEdits(
  sources: RoleRenameSources,
  roles: string,
  { from, to }: Renaming,
  cancellation: Cancellation,
): Promise<readonly FileEdit[] | ResponseError<void>> {
  const files = await sources.index.readAll(cancellation);
  const found: FileEdit[] = [];
  for (const stating of await statingTexts(sources, roles)) {
    const edits: TextEdit[] = [];
    for (const { edit, rolesFiles } of roleInPrincipals(stating.text, stating.words, from, to)) {
      const asked = await rolesFilesAsked(sources, stating, rolesFiles, files);
      if (!(await isMeantAlone(sources, asked, roles, from))) continue;
      if (!edit) return refused(t("{0} checks as this role, and could not name it {1}.", fileName(stating.uri), JSON.stringify(to)));
      edits.push(edit);
    }
    const open = sources.documents.get(stating.uri);
    found.push({ uri: stating.uri, version: open?.version ?? null, edits: toTextEdits(positionsOf(indexLines(stating.text)), edits) });
  }
  return found;
}

/** Configuration files around the roles file and above SQL files, and the settings of the workspace folders, as they are now. */
async function statingTexts(sources: RoleRenameSources, roles: string): Promise<readonly Stating[]> {
  const { folders } = sources.client();
  const configs = (await sources.configFiles.around(roles, folders)).map(({ uri }) => ({
    uri,
    words: CONFIG_PRINCIPAL,
    home: parentUri(uri) ?? uri,
  }));
  const settings = folders.map((home) => ({ uri: joinUri(home, ".vscode/settings.json"), words: SETTINGS_PRINCIPAL, home }));
  const read = await Promise.all(
    [...configs, ...settings].map(async (each): Promise<readonly Stating[]> => {
      const text = await textNow(sources, each.uri);
      return text === undefined ? [] : [{ ...each, text }];
    }),
  );
  return read.flat();
}

async function textNow({ documents, host }: RoleRenameSources, uri: string): Promise<string | undefined> {
  const open = documents.get(uri);
  if (open) return open.text.getText();
  const content = await host.readFile(uri);
  return content.kind === "text" ? content.text : undefined;
}

/** The roles files by which a principal is checked; without a path those that are found for the files it holds for. */
async function rolesFilesAsked(
  { rolesFiles, client }: RoleRenameSources,
  { uri, home }: Stating,
  paths: readonly (string | undefined)[],
  files: readonly IndexedFile[],
): Promise<readonly string[]> {
  const named = paths.flatMap((path) => (path === undefined ? [] : (resolveSetting(path, home) ?? [])));
  if (!paths.includes(undefined)) return named;
  const above = await rolesFiles.governing({ uri: joinUri(home, fileName(uri)), setting: "", folders: client().folders });
  const below = files.flatMap(({ survey, roles }) => (roles !== undefined && isWithin(survey.uri, home) ? [roles] : []));
  return [...named, ...(above ? [above.uri] : []), ...below];
}

async function isMeantAlone({ rolesFiles }: RoleRenameSources, asked: readonly string[], roles: string, name: string): Promise<boolean> {
  const others = new Map(asked.map((uri) => [uriKey(uri), uri]));
  if (!others.delete(uriKey(roles))) return false;
  const read = await Promise.all([...others.values()].map((uri) => rolesFiles.read(uri)));
  return !read.some(({ latest }) => latest?.file.roleNames.some((role) => role.name === name));
}
