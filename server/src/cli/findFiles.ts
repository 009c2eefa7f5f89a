/**
 * From the paths on the command line to the SQL files behind them, in an order that does not depend on the machine.
 */
import { basename, dirname, resolve, sep } from "node:path";
import picomatch from "picomatch";
import { isSqlName, SKIPPED_FOLDERS } from "../language/index";
import type { CliHost } from "./host";
import { createIgnoreScopes, type IgnoreScope, type IgnoreScopes, NOTHING_IGNORED } from "./ignoreFiles";
import { shownPath } from "./walkUp";

export { shownPath } from "./walkUp";

/** Standard input, as a path. */
export const STANDARD_INPUT = "-";

/** How many named files are told to be ignored. */
const MOST_NOTES = 3;

/** An input to check. */
export interface SqlInput {
  /** Absolute, or `-`. */
  readonly path: string;
  /** As shown to people: relative to the working folder, with `/`. */
  readonly shown: string;
  /** The path argument that led here, absolute: above it nothing of the author's is expected unless a repository says so. */
  readonly root: string;
  /** Named itself on the command line, rather than found in a folder or by a pattern. */
  readonly origin: "named" | "found";
  /** Where its text comes from; from `path` when absent. */
  readonly text?: "standard input";
}

/** Whether the text of an input is standard input's, whichever file that is said to be. */
export function isStandardInput({ path, text }: SqlInput): boolean {
  return path === STANDARD_INPUT || text === "standard input";
}

export interface FoundFiles {
  readonly inputs: readonly SqlInput[];
  /** Paths that lead to nothing. */
  readonly failures: readonly PathFailure[];
  /** Sentences about files that are checked since they are named, though they are ignored. */
  readonly notes: readonly string[];
}

export interface PathFailure {
  readonly path: string;
  /** `empty`: it can be searched, and holds no file to check. */
  readonly kind: "wrong" | "empty";
  /** A sentence without a period. */
  readonly message: string;
}

/** What counts beside the paths. */
export interface Selection {
  readonly ignoreFiles: "honoured" | "unread";
  /** Which file standard input is, absolute. */
  readonly inputPath?: string;
  /** Whether a file that is found in a folder is one to check; undefined where nothing but its name tells. */
  readonly includes?: (path: string) => boolean | undefined;
  /** What the command line leaves out, also where it is named. */
  readonly drops?: (path: string, kind: "file" | "folder") => boolean;
  /** What excludes a file or folder, as shown to people. */
  readonly excludes?: (path: string, kind: "file" | "folder") => string | undefined;
}

/**
 * Finds the inputs: files as they are named, folders recursively for `*.sql` in the order of their names, patterns (`etl/**\/*.sql`) for
 * what they match. Each file comes once. What is ignored is left out, unless it is named itself.
 */
export function findFiles(host: CliHost, paths: readonly string[], selection: Selection = { ignoreFiles: "honoured" }): FoundFiles {
  const scopes = selection.ignoreFiles === "honoured" ? createIgnoreScopes(host) : () => NOTHING_IGNORED;
  const search: Search = { host, selection, scopes, failures: [], ignoredNames: [] };
  const inputs = new Map<string, SqlInput>();
  for (const argument of paths.length > 0 ? paths : ["."]) {
    for (const input of expand(search, argument)) if (!inputs.has(input.path)) inputs.set(input.path, input);
  }
  return { inputs: [...inputs.values()], failures: search.failures, notes: notesOf(search.ignoredNames) };
}

/** Grows while paths are followed. */
interface Search {
  readonly host: CliHost;
  readonly selection: Selection;
  readonly scopes: IgnoreScopes;
  readonly failures: PathFailure[];
  readonly ignoredNames: { readonly shown: string; readonly by: string }[];
}

function expand(search: Search, argument: string): readonly SqlInput[] {
  const { host } = search;
  if (argument === STANDARD_INPUT) {
    const { inputPath: path } = search.selection;
    const input = { root: host.workingFolder, origin: "named" } as const;
    if (path === undefined) return [{ ...input, path: STANDARD_INPUT, shown: STANDARD_INPUT }];
    return [{ ...input, path, shown: shownPath(host, path), root: path, text: "standard input" }];
  }
  if (argument === "") {
    // As from a variable that is not set: it must not mean everything.
    search.failures.push({ kind: "wrong", path: "''", message: "this is no path; write . for the current folder" });
    return [];
  }
  const path = resolve(host.workingFolder, argument);
  const kind = host.files.kindOf(path);
  if (kind === "folder") return inFolder(search, path);
  if (kind === "file") return search.selection.drops?.(path, "file") ? [] : [named(search, path)];
  const pattern = sep === "/" ? argument : argument.split(sep).join("/");
  if (kind === "missing" && picomatch.scan(pattern, PATTERN_OPTIONS).isGlob) return matching(search, pattern);
  search.failures.push({
    kind: "wrong",
    path: argument,
    message: kind === "missing" ? "there is no such file or folder" : "it is neither a file nor a folder",
  });
  return [];
}

function named(search: Search, path: string): SqlInput {
  const shown = shownPath(search.host, path);
  const by = leftOutBy(search, search.scopes(dirname(path)), path, "file");
  if (by !== undefined) search.ignoredNames.push({ shown, by });
  return { path, shown, root: path, origin: "named" };
}

/** Whoever names a folder that is ignored wants what lies in it. */
function inFolder(search: Search, root: string): readonly SqlInput[] {
  const { selection } = search;
  const isWanted = (path: string): boolean => selection.includes?.(path) ?? isSqlName(path);
  const scope = rootScope(search, root);
  return walkFor(search, { root, scope, isWanted, nothing: "there is no *.sql file in this folder" });
}

function rootScope({ scopes, host }: Search, root: string): IgnoreScope {
  const by = root === host.workingFolder ? undefined : scopes(dirname(root)).ignores(root, "folder");
  return by === undefined ? scopes(root) : NOTHING_IGNORED;
}

/** Shells leave a pattern in quotes to us. Names that begin with a dot are no exception, as in a folder. */
const PATTERN_OPTIONS = { dot: true, nonegate: true } as const;

function matching(search: Search, pattern: string): readonly SqlInput[] {
  const { base, glob } = picomatch.scan(pattern, PATTERN_OPTIONS);
  const root = resolve(search.host.workingFolder, base);
  if (search.host.files.kindOf(root) !== "folder") {
    search.failures.push({ kind: "wrong", path: pattern, message: `there is no folder ${shownPath(search.host, root)}` });
    return [];
  }
  const matches = picomatch(glob, PATTERN_OPTIONS);
  const saysExtension = basename(pattern).includes(".");
  const isWanted = (path: string): boolean => {
    const inner = path.slice(root.length).split(sep).join("/").replace(/^\//, "");
    return matches(inner) && (saysExtension || isSqlName(path));
  };
  return walkFor(search, { root, scope: rootScope(search, root), isWanted, shown: pattern, nothing: "no file matches this pattern" });
}

/** Where to look, and what for. */
interface Walk {
  readonly root: string;
  readonly scope: IgnoreScope;
  readonly isWanted: (path: string) => boolean;
  /** The path argument, where it is not the folder. */
  readonly shown?: string;
  /** Said when there is nothing. */
  readonly nothing: string;
}

function walkFor(search: Search, { root, scope, isWanted, shown, nothing }: Walk): readonly SqlInput[] {
  const { host, failures } = search;
  const found: SqlInput[] = [];
  const before = failures.length;
  let left = 0;
  const visit = (path: string, by: string | undefined): void => {
    if (by !== undefined) left++;
    else found.push({ path, shown: shownPath(host, path), root, origin: "found" });
  };
  walk(search, { folder: root, scopeWith: () => scope, isWanted, visit });
  if (found.length === 0 && failures.length === before) {
    failures.push({
      kind: "empty",
      path: shown ?? shownPath(host, root),
      message: nothing + (left > 0 ? " that is not ignored or excluded" : ""),
    });
  }
  return found;
}

interface Step {
  readonly folder: string;
  /** The scope of the folder, from the names in it. */
  readonly scopeWith: (names: readonly string[]) => IgnoreScope;
  readonly isWanted: (path: string) => boolean;
  /** Called for each wanted file, with what leaves it out; and once for a folder that is left out as a whole. */
  readonly visit: (path: string, leftOutBy: string | undefined) => void;
}

function walk(search: Search, { folder, scopeWith, isWanted, visit }: Step): void {
  const { host, failures } = search;
  const listing = host.files.list(folder);
  if (listing.kind === "error") {
    failures.push({ kind: "wrong", path: shownPath(host, folder), message: listing.message });
    return;
  }
  const entries = [...listing.content].sort((one, other) => (one.name < other.name ? -1 : 1));
  const scope = scopeWith(entries.map(({ name }) => name));
  for (const { name, kind } of entries) {
    const path = resolve(folder, name);
    if (kind === "folder" && !SKIPPED_FOLDERS.has(name)) {
      const by = leftOutBy(search, scope, path, "folder");
      if (by === undefined) walk(search, { folder: path, scopeWith: (names) => scope.enter(path, names), isWanted, visit });
      else visit(path, by);
    } else if (kind === "file" && isWanted(path)) visit(path, leftOutBy(search, scope, path, "file"));
  }
}

function leftOutBy({ selection }: Search, scope: IgnoreScope, path: string, kind: "file" | "folder"): string | undefined {
  if (selection.drops?.(path, kind)) return "--exclude";
  return selection.excludes?.(path, kind) ?? scope.ignores(path, kind);
}

function notesOf(ignored: Search["ignoredNames"]): readonly string[] {
  const told = ignored.slice(0, MOST_NOTES).map(({ shown, by }) => `${shown} is left out by ${by}, and checked since it is named`);
  const rest = ignored.length - MOST_NOTES;
  return rest > 0 ? [...told, `and ${rest} more files that are left out and named`] : told;
}
