/**
 * Which files of a folder tree are SQL that an answer about a workspace is about: one rule for every surface.
 */

/** Folders whose files are not the author's. */
export const SKIPPED_FOLDERS: ReadonlySet<string> = new Set(["node_modules", ".git"]);

/** Whether a name, path or URI is that of a SQL file. */
export function isSqlName(name: string): boolean {
  return /\.sql$/i.test(name);
}
