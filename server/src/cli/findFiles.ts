/**
 * From the paths on the command line to the SQL files behind them, in an order that does not depend on the machine.
 */
import { relative, resolve, sep } from "node:path";
import type { CliHost } from "./host";

/** Standard input, as a path. */
export const STANDARD_INPUT = "-";

const SKIPPED_FOLDERS = new Set(["node_modules", ".git"]);

/** An input to check. */
export interface SqlInput {
  /** Absolute, or `-`. */
  readonly path: string;
  /** As shown to people: relative to the working folder, with `/`. */
  readonly shown: string;
  /** The path argument that led here, absolute: above it nothing of the author's is expected unless a repository says so. */
  readonly root: string;
  /** Named itself on the command line, rather than found in a folder. */
  readonly origin: "named" | "found";
}

export interface FoundFiles {
  readonly inputs: readonly SqlInput[];
  /** Paths that lead to nothing. */
  readonly failures: readonly PathFailure[];
}

export interface PathFailure {
  readonly path: string;
  /** A sentence without a period. */
  readonly message: string;
}

/** Finds the inputs: files as they are named, folders recursively for `*.sql` in the order of their names. Each file comes once. */
export function findFiles(host: CliHost, paths: readonly string[]): FoundFiles {
  const inputs = new Map<string, SqlInput>();
  const failures: PathFailure[] = [];
  for (const argument of paths.length > 0 ? paths : ["."]) {
    const found = expand(host, argument, failures);
    for (const input of found) if (!inputs.has(input.path)) inputs.set(input.path, input);
  }
  return { inputs: [...inputs.values()], failures };
}

/** A path as people see it: relative to the working folder, with `/` on every machine. */
export function shownPath(host: CliHost, path: string): string {
  const short = relative(host.workingFolder, path);
  return (short === "" ? "." : short).split(sep).join("/");
}

function expand(host: CliHost, argument: string, failures: PathFailure[]): readonly SqlInput[] {
  if (argument === STANDARD_INPUT) {
    return [{ path: STANDARD_INPUT, shown: STANDARD_INPUT, root: host.workingFolder, origin: "named" }];
  }
  const path = resolve(host.workingFolder, argument);
  const kind = host.files.kindOf(path);
  if (kind === "folder") return inFolder(host, path, failures);
  if (kind === "file") return [{ path, shown: shownPath(host, path), root: path, origin: "named" }];
  failures.push({ path: argument, message: kind === "missing" ? "there is no such file or folder" : "it is neither a file nor a folder" });
  return [];
}

function inFolder(host: CliHost, root: string, failures: PathFailure[]): readonly SqlInput[] {
  const found: SqlInput[] = [];
  const before = failures.length;
  walk(host, root, failures, (path) => found.push({ path, shown: shownPath(host, path), root, origin: "found" }));
  if (found.length === 0 && failures.length === before)
    failures.push({ path: shownPath(host, root), message: "there is no *.sql file in this folder" });
  return found;
}

function walk(host: CliHost, folder: string, failures: PathFailure[], take: (path: string) => void): void {
  const listing = host.files.list(folder);
  if (listing.kind === "error") {
    failures.push({ path: shownPath(host, folder), message: listing.message });
    return;
  }
  const entries = [...listing.content].sort((one, other) => (one.name < other.name ? -1 : 1));
  for (const { name, kind } of entries) {
    const path = resolve(folder, name);
    if (kind === "folder" && !SKIPPED_FOLDERS.has(name)) walk(host, path, failures, take);
    else if (kind === "file" && /\.sql$/i.test(name)) take(path);
  }
}
