/**
 * Finds the file that says something about a document: the one that a setting names, else the nearest one above.
 */
import type { Host } from "./host";
import { foldersAbove, innermostFolder, joinUri, parentUri, resolveSetting, rootOf } from "./uris";

/** Where to look for the file of a document. */
export interface FileSearch {
  readonly uri: string;
  /** A setting that names the file; empty for the nearest one above. */
  readonly setting: string;
  readonly folders: readonly string[];
}

/**
 * The URI of the file; of two names in a folder the first one counts. `isOpen` tells what the editor holds, saved or not.
 * The search ends at the workspace folder that holds the document, else at the root of the repository.
 */
export async function findFile(
  host: Host,
  names: readonly string[],
  isOpen: (uri: string) => boolean,
  { uri, setting, folders }: FileSearch,
): Promise<string | undefined> {
  const folder = innermostFolder(uri, folders);
  if (setting !== "") return resolveSetting(setting, folder ?? folders[0] ?? parentUri(uri));
  const above = uri.includes("://") ? foldersAbove(uri, folder ?? rootOf(uri) ?? uri) : folders.slice(0, 1);
  for (const each of above) {
    for (const name of names) {
      const candidate = joinUri(each, name);
      if (isOpen(candidate) || (await host.exists(candidate))) return candidate;
    }
    if (folder === undefined && (await host.exists(joinUri(each, ".git")))) return undefined;
  }
  return undefined;
}
