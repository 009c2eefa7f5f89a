/**
 * Finds, reads and remembers roles files: the one named with `--roles` or by the environment, or the nearest one above each SQL file.
 */
import { dirname, join } from "node:path";
import { indexLines, type LineIndex, parseRolesFile, ROLES_FILE_NAMES, type RolesFile } from "../language/index";
import { type SqlInput, STANDARD_INPUT } from "./findFiles";
import type { CliHost } from "./host";
import { readTextFile } from "./readText";
import { foldersUpTo, isInside, shownPath } from "./walkUp";

/** A roles file that was read. Its `uri` is the path as shown. */
export interface RolesSource {
  /** Absolute. */
  readonly path: string;
  readonly shown: string;
  readonly file: RolesFile;
  readonly lines: LineIndex;
  readonly text: string;
}

export type RolesLookup =
  | { readonly kind: "found"; readonly source: RolesSource }
  | { readonly kind: "none" }
  | { readonly kind: "error"; readonly message: string };

/** Answers which roles file governs an input under its settings, which may name the file by an absolute path. */
export type RolesFinder = (input: SqlInput, settings: { readonly rolesFile?: string; readonly environment?: string }) => RolesLookup;

/** A finder for one run: each file is read once. */
export function createRolesFinder(host: CliHost): RolesFinder {
  const read = remember((path: string) => readRoles(host, path));
  const nearest = remember((key: string) => nearestRoles(host, JSON.parse(key)));
  return (input, { rolesFile, environment }) => {
    const path = rolesFile ?? nearest(JSON.stringify([folderOf(host, input), boundaryOf(host, input)]));
    const lookup = path === undefined ? ({ kind: "none" } as const) : read(path);
    if (lookup.kind !== "error" || environment === undefined) return lookup;
    return { kind: "error", message: `environment ${environment}: ${lookup.message}` };
  };
}

function readRoles(host: CliHost, path: string): RolesLookup {
  const shown = shownPath(host, path);
  const text = readTextFile(host, path);
  if (text.kind === "error") return { kind: "error", message: `${shown}: the roles file cannot be read: ${text.message}` };
  const lines = indexLines(text.content);
  return { kind: "found", source: { path, shown, file: parseRolesFile(text.content, shown), lines, text: text.content } };
}

/** The path of the nearest roles file, from a folder up to a boundary or, where there is one, to the root of the repository. */
function nearestRoles(host: CliHost, [folder, boundary]: readonly [string, string]): string | undefined {
  for (const each of foldersUpTo(host, folder, boundary)) {
    const name = ROLES_FILE_NAMES.find((candidate) => host.files.kindOf(join(each, candidate)) === "file");
    if (name !== undefined) return join(each, name);
  }
  return undefined;
}

function folderOf(host: CliHost, { path }: SqlInput): string {
  return path === STANDARD_INPUT ? host.workingFolder : dirname(path);
}

/** Where the search ends outside of repositories: the working folder for files in it, else the folder that was named. */
function boundaryOf(host: CliHost, input: SqlInput): string {
  if (isInside(folderOf(host, input), host.workingFolder)) return host.workingFolder;
  return input.origin === "named" ? dirname(input.root) : input.root;
}

function remember<Result>(compute: (key: string) => Result): (key: string) => Result {
  const known = new Map<string, Result>();
  return (key) => {
    if (!known.has(key)) known.set(key, compute(key));
    return known.get(key) as Result;
  };
}
