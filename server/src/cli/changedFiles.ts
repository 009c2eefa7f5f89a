/**
 * `--changed-since`: which files a repository has changed since a commit, and which inputs have to be checked for it. Asks git, as a
 * process, and only here.
 */
import { dirname, join, resolve } from "node:path";
import { ROLES_FILE_NAMES } from "../language/index";
import { isStandardInput, type SqlInput } from "./findFiles";
import type { CliHost, GitAnswer } from "./host";
import { isInside } from "./walkUp";

/** The absolute paths of files that were changed, added or deleted, or a sentence that says why nobody knows. */
export type Changes = { readonly kind: "ok"; readonly paths: ReadonlySet<string> } | { readonly kind: "error"; readonly message: string };

/**
 * What was changed in the working folder's repository since it parted from `reference`: committed, staged, not staged, not tracked.
 * A renamed file counts as deleted at its old place and added at its new one.
 */
export async function changedSince(host: CliHost, reference: string): Promise<Changes> {
  const top = await host.git(["rev-parse", "--show-cdup"]);
  if (top.kind !== "ok") return failure(explainRepository(top));
  const root = resolve(host.workingFolder, withoutLineBreak(top.output));
  const commit = await commitOf(host, reference);
  if (commit.kind !== "ok" && (await isBeforeFirstCommit(host, reference))) return allFiles(host, root);
  if (commit.kind !== "ok") return failure(`--changed-since: this repository has no commit "${reference}"${await hintFor(host)}`);
  // Without a common ancestor, as between unrelated histories, everything that differs counts.
  const ancestor = await host.git(["merge-base", withoutLineBreak(commit.output), "HEAD"]);
  const since = withoutLineBreak(ancestor.kind === "ok" ? ancestor.output : commit.output);
  const tracked = await host.git(["-c", "diff.relative=false", "diff", "--name-only", "--no-renames", "--no-ext-diff", "-z", since, "--"]);
  if (tracked.kind !== "ok") return failure(`--changed-since: git could not compare: ${messageOf(tracked)}`);
  const untracked = await listed(host, ["--others", "--exclude-standard"]);
  if (untracked.kind !== "ok") return failure(`--changed-since: git could not list new files: ${messageOf(untracked)}`);
  return pathsIn(root, `${tracked.output}\0${untracked.output}`);
}

/** A hook runs before the first commit too; `HEAD` is none then, and everything is new. */
async function isBeforeFirstCommit(host: CliHost, reference: string): Promise<boolean> {
  if (reference !== "HEAD" && reference !== "@") return false;
  return (await host.git(["rev-parse", "--verify", "--quiet", "HEAD"])).kind === "error";
}

async function allFiles(host: CliHost, root: string): Promise<Changes> {
  const all = await listed(host, ["--cached", "--others", "--exclude-standard"]);
  if (all.kind !== "ok") return failure(`--changed-since: git could not list files: ${messageOf(all)}`);
  return pathsIn(root, all.output);
}

function listed(host: CliHost, which: readonly string[]): Promise<GitAnswer> {
  return host.git(["ls-files", ...which, "--full-name", "-z", "--", ":/"]);
}

/** The absolute paths of names that end with NUL each. */
function pathsIn(root: string, names: string): Changes {
  const filled = names.split("\0").filter((name) => name !== "");
  return { kind: "ok", paths: new Set(filled.map((name) => join(root, name))) };
}

/** The files that say something about an input beside its own text, absolute. */
export type DependenciesOf = (input: SqlInput) => readonly string[];

/**
 * The inputs whose answer may be another one: those that were changed, and those that a changed roles file, configuration or properties file
 * governs, or governed until it was deleted. Standard input always counts.
 */
export function affectedInputs(
  inputs: readonly SqlInput[],
  changes: ReadonlySet<string>,
  dependencies: DependenciesOf,
): readonly SqlInput[] {
  const names = new Set<string>(ROLES_FILE_NAMES);
  const rolesFolders = [...changes].filter((path) => names.has(path.slice(dirname(path).length).replace(/^[\\/]/, ""))).map(dirname);
  return inputs.filter((input) => {
    if (isStandardInput(input) || changes.has(input.path)) return true;
    return rolesFolders.some((folder) => isInside(input.path, folder)) || dependencies(input).some((path) => changes.has(path));
  });
}

/** A word that begins with a dash would be an option. */
async function commitOf(host: CliHost, reference: string): Promise<GitAnswer> {
  if (reference.startsWith("-")) return { kind: "error", message: "it begins with a dash" };
  return host.git(["rev-parse", "--verify", "--quiet", `${reference}^{commit}`]);
}

function explainRepository(answer: Exclude<GitAnswer, { kind: "ok" }>): string {
  if (answer.kind === "missing") return "--changed-since asks git, and git is not installed or not in PATH";
  if (/not a git repository/i.test(answer.message)) return "--changed-since needs a git repository, and this folder lies in none";
  return `--changed-since: git refuses: ${messageOf(answer)}`;
}

/** A checkout in CI often has one commit and no other branches. */
async function hintFor(host: CliHost): Promise<string> {
  const shallow = await host.git(["rev-parse", "--is-shallow-repository"]);
  return shallow.kind === "ok" && shallow.output.trim() === "true" ? "; it is a shallow clone: fetch more of its history" : "";
}

function messageOf(answer: Exclude<GitAnswer, { kind: "ok" }>): string {
  return answer.kind === "missing" ? "it is not there any more" : answer.message;
}

function withoutLineBreak(text: string): string {
  return text.replace(/\r?\n$/, "");
}

function failure(message: string): Changes {
  return { kind: "error", message };
}
