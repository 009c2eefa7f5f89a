/**
 * Folders above a path: where a repository begins, where a search upwards ends, and how a path is shown to people.
 */
import { dirname, isAbsolute, join, relative, sep } from "node:path";
import type { CliHost } from "./host";

/** A folder and all above it, the nearest first. */
export function foldersUpward(folder: string): readonly string[] {
  const folders = [folder];
  for (let parent = dirname(folder); parent !== folders.at(-1); parent = dirname(parent)) folders.push(parent);
  return folders;
}

/** The root of the repository that a folder lies in. */
export function repositoryOf(host: CliHost, folder: string): string | undefined {
  return foldersUpward(folder).find((each) => host.files.kindOf(join(each, ".git")) !== "missing");
}

/**
 * The folders to search from `folder` upwards: up to the root of the repository or, outside of repositories, up to `boundary` when that
 * is above, else `folder` alone.
 */
export function foldersUpTo(host: CliHost, folder: string, boundary: string): readonly string[] {
  const folders = foldersUpward(folder);
  const repository = repositoryOf(host, folder);
  const last = repository === undefined ? Math.max(0, folders.indexOf(boundary)) : folders.indexOf(repository);
  return folders.slice(0, last + 1);
}

/** Whether a path is a folder or lies in it. */
export function isInside(path: string, folder: string): boolean {
  const inner = relative(folder, path);
  return !isAbsolute(inner) && inner.split(sep)[0] !== "..";
}

/** A path as people see it: relative to the working folder, with `/` on every machine. */
export function shownPath(host: CliHost, path: string): string {
  const short = relative(host.workingFolder, path);
  return (short === "" ? "." : short).split(sep).join("/");
}
