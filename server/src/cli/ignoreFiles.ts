/**
 * Which files are left out because an ignore file says so: `.druidsqlignore`, and in a repository `.gitignore` and `.git/info/exclude`,
 * each with the meaning that git gives its own. The file nearest to a path decides; in one folder `.druidsqlignore` comes last.
 */
import { dirname, join, sep } from "node:path";
import ignore, { type Ignore } from "ignore";
import type { CliHost } from "./host";
import { readTextFile } from "./readText";
import { isInside, repositoryOf, shownPath } from "./walkUp";

/** What is left out of a folder and of all that lies in it. */
export interface IgnoreScope {
  /** The ignore file that leaves a path out, as shown to people; undefined when none does. The path is absolute and inside of the scope. */
  ignores(path: string, kind: "file" | "folder"): string | undefined;
  /** The scope of a folder directly inside; `names` are what it holds. */
  enter(folder: string, names: readonly string[]): IgnoreScope;
}

/** Gives the scope of a folder, with the ignore files of those above it, up to the root of the repository or else the working folder. */
export type IgnoreScopes = (folder: string) => IgnoreScope;

/** The name of our own ignore file. */
export const IGNORE_FILE = ".druidsqlignore";
const GIT_IGNORE_FILE = ".gitignore";

/** Where nothing is left out. */
export const NOTHING_IGNORED: IgnoreScope = { ignores: () => undefined, enter: () => NOTHING_IGNORED };

/** The scopes of one run; each ignore file is read once. */
export function createIgnoreScopes(host: CliHost): IgnoreScopes {
  const known = new Map<string, IgnoreScope>();
  const scopeOf: IgnoreScopes = (folder) => {
    const found = known.get(folder) ?? scopeAt(host, folder, scopeOf);
    known.set(folder, found);
    return found;
  };
  return scopeOf;
}

function scopeAt(host: CliHost, folder: string, scopeOf: IgnoreScopes): IgnoreScope {
  const repository = repositoryOf(host, folder);
  const top = repository ?? (isInside(folder, host.workingFolder) ? host.workingFolder : folder);
  const outer = folder === top ? NOTHING_IGNORED : scopeOf(dirname(folder));
  const names = [IGNORE_FILE, GIT_IGNORE_FILE, ".git"].filter((name) => host.files.kindOf(join(folder, name)) !== "missing");
  return innerScope(host, { folder, names, outer, gitRules: repository === undefined ? "none" : "counted" });
}

interface ScopeParts {
  readonly folder: string;
  readonly names: readonly string[];
  readonly outer: IgnoreScope;
  readonly gitRules: "counted" | "none";
}

function innerScope(host: CliHost, { folder, names, outer, gitRules }: ScopeParts): IgnoreScope {
  const rules = rulesOf(host, folder, names, gitRules);
  const scope: IgnoreScope = {
    ignores: (path, kind) => {
      const decision = rules.length > 0 ? decide(rules, below(folder, path) + (kind === "folder" ? "/" : "")) : undefined;
      if (decision) return decision.kind === "ignored" ? decision.by : undefined;
      return outer.ignores(path, kind);
    },
    enter: (inner, innerNames) => innerScope(host, { folder: inner, names: innerNames, outer: scope, gitRules }),
  };
  return scope;
}

/** An ignore file, as shown to people, with its rules. */
interface Rules {
  readonly shown: string;
  readonly rules: Ignore;
}

type Decision = { readonly kind: "ignored"; readonly by: string } | { readonly kind: "kept" };

/** What the files of one folder decide about a path in it; a later file counts before an earlier one. */
function decide(files: readonly Rules[], path: string): Decision | undefined {
  for (const { shown, rules } of [...files].reverse()) {
    const { ignored, unignored } = rules.test(path);
    if (ignored) return { kind: "ignored", by: shown };
    if (unignored) return { kind: "kept" };
  }
  return undefined;
}

function rulesOf(host: CliHost, folder: string, names: readonly string[], gitRules: ScopeParts["gitRules"]): readonly Rules[] {
  const wanted = [
    ...(gitRules === "counted" && names.includes(".git") ? [join(".git", "info", "exclude")] : []),
    ...(gitRules === "counted" && names.includes(GIT_IGNORE_FILE) ? [GIT_IGNORE_FILE] : []),
    ...(names.includes(IGNORE_FILE) ? [IGNORE_FILE] : []),
  ];
  return wanted.flatMap((name) => {
    const path = join(folder, name);
    const text = readTextFile(host, path);
    return text.kind === "ok" ? [{ shown: shownPath(host, path), rules: ignore().add(text.content) }] : [];
  });
}

/** A path relative to a folder above it, with `/`. */
function below(folder: string, path: string): string {
  const start = folder.endsWith(sep) ? folder.length : folder.length + 1;
  const inner = path.slice(start);
  return sep === "/" ? inner : inner.split(sep).join("/");
}
