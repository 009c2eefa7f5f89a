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
  const names = [IGNORE_FILE, GIT_IGNORE_FILE, ".git"].filter((name) => host.files.kindOf(join(folder, name)) !== "missing");
  if (folder !== top) return scopeOf(dirname(folder)).enter(folder, names);
  const gitRules = repository === undefined ? "none" : "counted";
  return scopeOver(host, gitRules, ownLevel(host, folder, names, gitRules));
}

type GitRules = "counted" | "none";

/** What the ignore files of one folder say about all that lies below it. */
interface Level {
  readonly folder: string;
  readonly rules: Ignore;
}

/** A scope from the levels of its folder and of those above it, the outermost first. */
function scopeOver(host: CliHost, gitRules: GitRules, levels: readonly Level[]): IgnoreScope {
  return {
    ignores: (path, kind) => {
      const decision = decide(levels, path, kind);
      return decision?.kind === "ignored" ? decision.by : undefined;
    },
    enter: (folder, names) => {
      const decision = decide(levels, folder, "folder");
      // As in git: what an ignored folder holds cannot be taken back in from inside of it.
      if (decision?.kind === "ignored") return scopeOver(host, gitRules, levels);
      const outer = decision ? levels.map((level) => keeping(level, folder)) : levels;
      return scopeOver(host, gitRules, [...outer, ...ownLevel(host, folder, names, gitRules)]);
    },
  };
}

type Decision = { readonly kind: "ignored"; readonly by: string } | { readonly kind: "kept" };

/** The nearest level that says something about a path decides. */
function decide(levels: readonly Level[], path: string, kind: "file" | "folder"): Decision | undefined {
  for (const { folder, rules } of [...levels].reverse()) {
    const { ignored, unignored, rule } = rules.test(below(folder, path) + (kind === "folder" ? "/" : ""));
    if (ignored) return { kind: "ignored", by: rule?.mark ?? "" };
    if (unignored) return { kind: "kept" };
  }
  return undefined;
}

/** The level once a nearer one has taken back a folder that it ignores: then it ignores what lies in it by other rules only. */
function keeping({ folder, rules }: Level, kept: string): Level {
  const path = `${below(folder, kept)}/`;
  if (!rules.test(path).ignored) return { folder, rules };
  return {
    folder,
    rules: ignore()
      .add(rules)
      .add(`!/${path.replace(/[\\*?[\]]/g, "\\$&")}`),
  };
}

/** The rules of a folder's own ignore files, of which a later one counts before an earlier one; none where there are no files. */
function ownLevel(host: CliHost, folder: string, names: readonly string[], gitRules: GitRules): readonly Level[] {
  const wanted = [
    ...(gitRules === "counted" && names.includes(".git") ? [join(".git", "info", "exclude")] : []),
    ...(gitRules === "counted" && names.includes(GIT_IGNORE_FILE) ? [GIT_IGNORE_FILE] : []),
    ...(names.includes(IGNORE_FILE) ? [IGNORE_FILE] : []),
  ];
  const patterns = wanted.flatMap((name) => {
    const path = join(folder, name);
    const text = readTextFile(host, path);
    const mark = shownPath(host, path);
    return text.kind === "ok" ? text.content.split(/\r?\n/).map((pattern) => ({ pattern, mark })) : [];
  });
  return patterns.length > 0 ? [{ folder, rules: ignore().add(patterns) }] : [];
}

/** A path relative to a folder above it, with `/`. */
function below(folder: string, path: string): string {
  const start = folder.endsWith(sep) ? folder.length : folder.length + 1;
  const inner = path.slice(start);
  return sep === "/" ? inner : inner.split(sep).join("/");
}
