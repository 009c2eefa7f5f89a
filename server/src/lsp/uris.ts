/**
 * URIs as text, without files: folders above, paths from settings, and one spelling for comparisons.
 */

/** The same text for the same resource, however an editor escapes it. For comparisons only. */
export function uriKey(uri: string): string {
  return decode(uri).replace(/^(file:\/\/\/)([A-Za-z]):/, (_, start: string, drive: string) => `${start}${drive.toLowerCase()}:`);
}

/** The folder of a resource, without a slash at its end; undefined at the root and for URIs without folders (`untitled:a`). */
export function parentUri(uri: string): string | undefined {
  const root = rootOf(uri);
  if (root === undefined) return undefined;
  const end = withoutSlash(uri).lastIndexOf("/");
  return end < root.length ? undefined : uri.slice(0, end);
}

/** Whether a resource lies in a folder, or is that folder. */
export function isWithin(uri: string, folder: string): boolean {
  const key = uriKey(uri);
  const outer = withoutSlash(uriKey(folder));
  return key === outer || key.startsWith(`${outer}/`);
}

/** The innermost of the folders that hold a resource. */
export function innermostFolder(uri: string, folders: readonly string[]): string | undefined {
  return folders.filter((each) => isWithin(uri, each)).sort((a, b) => b.length - a.length)[0];
}

/** The folders above a resource, nearest first, up to and with `last`; just the nearest when `last` is not above it. */
export function foldersAbove(uri: string, last: string): readonly string[] {
  const folders: string[] = [];
  for (let folder = parentUri(uri); folder !== undefined && isWithin(folder, last); folder = parentUri(folder)) folders.push(folder);
  const nearest = parentUri(uri);
  return folders.length > 0 || nearest === undefined ? folders : [nearest];
}

/** A resource in a folder. */
export function joinUri(folder: string, name: string): string {
  return `${withoutSlash(folder)}/${name}`;
}

/** A path out of a setting: relative to a folder, absolute (POSIX or Windows), or a URI already. */
export function resolveSetting(path: string, folder: string | undefined): string | undefined {
  const given = path.trim().replace(/^\$\{workspaceFolder\}[\\/]?/, "");
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(given)) return given;
  if (/^[A-Za-z]:[\\/]/.test(given)) return `file:///${encodePath(given)}`;
  if (given.startsWith("/")) return `${(folder !== undefined && rootOf(folder)) || "file://"}${encodePath(given)}`;
  return folder === undefined ? undefined : normalize(joinUri(folder, encodePath(given)));
}

function encodePath(path: string): string {
  return path
    .split(/[\\/]/)
    .map((part) => (isWellFormed(part) ? encodeURIComponent(part) : part))
    .join("/");
}

/** Takes `.` and `..` out of the path. */
function normalize(uri: string): string {
  const root = rootOf(uri) ?? "file://";
  const parts: string[] = [];
  for (const part of uri.slice(root.length).split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(part);
  }
  return `${root}/${parts.join("/")}`;
}

/** Scheme and host of a URI; undefined for URIs without folders (`untitled:a`). */
export function rootOf(uri: string): string | undefined {
  return /^[^:/?#]+:\/\/[^/?#]*/.exec(uri)?.[0];
}

function withoutSlash(uri: string): string {
  return uri.endsWith("/") ? uri.slice(0, -1) : uri;
}

function decode(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
}

function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}
