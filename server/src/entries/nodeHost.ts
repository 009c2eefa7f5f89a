/**
 * The machine behind the language server: files of the scheme `file`, read and watched with Node. Nothing here throws or rejects.
 */

import { type Dirent, type FSWatcher, watch as watchFolder } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { userInfo } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { type Disposable, type FileContent, forbidden, type Host, type HostEntry, tooLarge, unreadable } from "../lsp/host";
import { createDialects } from "./dialects";

/** In bytes; a roles file with a million grants is smaller. */
const LARGEST_FILE = 64_000_000;
/** Editors write a file in several steps. */
const SETTLING_MS = 50;
/** Beside `dist/`, where the bundled server lies. */
const TEXTS = join(__dirname, "..", "l10n");

/** The host of this process. */
export function createNodeHost(): Host {
  const userName = nameOfUser();
  const dialectsOf = createDialects();
  return { readFile: read, exists, list, watch, readTexts, dialectsOf, ...(userName !== undefined && { userName }) };
}

async function read(uri: string): Promise<FileContent> {
  const path = pathOf(uri);
  if (path === undefined) return { kind: "missing" };
  try {
    const { size } = await stat(path);
    if (size > LARGEST_FILE) return tooLarge(size, LARGEST_FILE);
    return { kind: "text", text: new TextDecoder().decode(await readFile(path)) };
  } catch (error) {
    return explain(error);
  }
}

/** A language is a tag such as `de` or `pt-br`, and never a path. */
function readTexts(language: string): Promise<FileContent> {
  return read(pathToFileURL(join(TEXTS, `server.l10n.${language}.json`)).href);
}

async function exists(uri: string): Promise<boolean> {
  const path = pathOf(uri);
  if (path === undefined) return false;
  return stat(path).then(
    () => true,
    () => false,
  );
}

async function list(uri: string): Promise<readonly HostEntry[]> {
  const path = pathOf(uri);
  const entries = path === undefined ? [] : await readdir(path, { withFileTypes: true }).catch(() => []);
  const found = await Promise.all(entries.map(async (entry) => ({ name: entry.name, kind: await kindOf(path ?? "", entry) })));
  return found.sort((one, other) => (one.name < other.name ? -1 : 1));
}

async function kindOf(folder: string, entry: Dirent): Promise<HostEntry["kind"]> {
  if (entry.isDirectory()) return "folder";
  if (entry.isFile()) return "file";
  if (!entry.isSymbolicLink()) return "other";
  return stat(join(folder, entry.name)).then(
    (found) => (found.isFile() ? "file" : "other"),
    () => "other",
  );
}

/** Watches the folder, since editors replace files by new ones of the same name. */
function watch(uri: string, changed: () => void): Disposable {
  const path = pathOf(uri);
  if (path === undefined) return { dispose: () => undefined };
  let timer: NodeJS.Timeout | undefined;
  const watcher = tryWatching(dirname(path), (name) => {
    if (name !== null && name !== basename(path)) return;
    clearTimeout(timer);
    timer = setTimeout(changed, SETTLING_MS);
    timer.unref();
  });
  return {
    dispose: () => {
      clearTimeout(timer);
      watcher?.close();
    },
  };
}

/** Undefined where the machine cannot watch; then only the editor tells of changes. */
function tryWatching(folder: string, heard: (name: string | null) => void): FSWatcher | undefined {
  try {
    const watcher = watchFolder(folder, { persistent: false }, (_event, name) => heard(name));
    watcher.on("error", () => watcher.close());
    return watcher;
  } catch {
    return undefined;
  }
}

function pathOf(uri: string): string | undefined {
  try {
    return uri.startsWith("file:") ? fileURLToPath(uri) : undefined;
  } catch {
    return undefined;
  }
}

function explain(error: unknown): FileContent {
  const code = error instanceof Error && "code" in error ? String(error.code) : undefined;
  if (code === "ENOENT" || code === "ENOTDIR") return { kind: "missing" };
  if (code === "EACCES" || code === "EPERM") return forbidden();
  return code === "EISDIR" ? { kind: "folder" } : unreadable(code);
}

function nameOfUser(): string | undefined {
  try {
    return userInfo().username;
  } catch {
    return undefined;
  }
}
