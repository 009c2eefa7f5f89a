/**
 * The configuration file of a run: `druid-sql.jsonc`, found from the working folder upwards to the root of the repository, or named with
 * `--config`. A file that says something that is not understood ends the run: a gate must not check something else than it says.
 */
import { dirname, join, relative, resolve, sep } from "node:path";
import {
  CONFIG_FILE_NAMES,
  type ConfigFile,
  type ConfigSettings,
  createConfigResolver,
  indexLines,
  parseConfigFile,
  placeAt,
} from "../language/index";
import type { CliHost } from "./host";
import { readTextFile } from "./readText";
import { foldersUpTo, isInside, shownPath } from "./walkUp";

/** A configuration file that was read. */
export interface Config {
  /** Absolute. */
  readonly path: string;
  readonly shown: string;
  readonly file: ConfigFile;
  /** The path of something that the file names, absolute. */
  pathOf(named: string): string;
  /** What the file says about an SQL file, by its absolute path; `-` counts as a file of the working folder. */
  settingsOf(path: string): ConfigSettings;
  /** Whether a file lies at or below the folder of the configuration file. */
  covers(path: string): boolean;
  /** Whether a file in a folder is meant; undefined where the file does not say. */
  includes(path: string): boolean | undefined;
  excludes(path: string, kind: "file" | "folder"): boolean;
}

export type ConfigLookup =
  | { readonly kind: "found"; readonly config: Config }
  | { readonly kind: "none" }
  /** Whole lines for people. */
  | { readonly kind: "error"; readonly message: string };

/** Finds and reads the file. `named` is what `--config` names, or `false` for `--no-config`. */
export function readConfig(host: CliHost, named: string | false | undefined): ConfigLookup {
  if (named === false) return { kind: "none" };
  const path = named === undefined ? nearestConfig(host) : resolve(host.workingFolder, named);
  if (path === undefined) return { kind: "none" };
  const shown = shownPath(host, path);
  const text = readTextFile(host, path);
  if (text.kind === "error")
    return { kind: "error", message: `druid-sql: ${shown}: the configuration file cannot be read: ${text.message}\n` };
  const file = parseConfigFile(text.content, shown);
  const lines = indexLines(text.content);
  const complaints = file.problems.map(({ range, message, code }) => {
    const { line, character } = placeAt(lines, range.start);
    return `druid-sql: ${shown}:${line + 1}:${character + 1} ${message} [${code}]\n`;
  });
  return complaints.length > 0 ? { kind: "error", message: complaints.join("") } : { kind: "found", config: configAt(host, path, file) };
}

function nearestConfig(host: CliHost): string | undefined {
  return foldersUpTo(host, host.workingFolder, host.workingFolder)
    .flatMap((folder) => CONFIG_FILE_NAMES.map((name) => join(folder, name)))
    .find((path) => host.files.kindOf(path) === "file");
}

function configAt(host: CliHost, path: string, file: ConfigFile): Config {
  const folder = dirname(path);
  const resolver = createConfigResolver(file);
  const inner = (of: string): string | undefined =>
    isInside(of, folder) && of !== folder ? relative(folder, of).split(sep).join("/") : undefined;
  return {
    path,
    shown: shownPath(host, path),
    file,
    pathOf: (named) => resolve(folder, named),
    settingsOf: (of) => {
      const from = inner(of === "-" ? join(host.workingFolder, of) : of);
      return from === undefined ? file.settings : resolver.settingsOf(from);
    },
    covers: (of) => inner(of === "-" ? join(host.workingFolder, of) : of) !== undefined,
    includes: (of) => {
      const from = inner(of);
      return from === undefined ? undefined : resolver.includes(from);
    },
    excludes: (of, kind) => {
      const from = inner(of);
      return from !== undefined && resolver.excludes(from, kind);
    },
  };
}
