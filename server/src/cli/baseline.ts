/**
 * Findings that were accepted on a day: they are neither shown nor make a run fail, and a new run says which of them no longer occur.
 * What is accepted is one finding, by its fingerprint. When the words of a statement change, a permission that it lacked before is still
 * accepted in that file, as often as it was. `baselineFile.ts` reads and writes the file.
 */
import { dirname, relative, resolve, sep } from "node:path";
import { type BaselineEntry, formatBaseline, readBaseline } from "./baselineFile";
import type { FileJson, ProblemJson, RolesFileJson } from "./contract";
import type { Examined } from "./examine";
import { STANDARD_INPUT } from "./findFiles";
import type { FoundFinding } from "./findings";
import { dependsOnPrincipal, rolesFingerprint } from "./fingerprint";
import type { CliHost, FileResult } from "./host";
import type { CheckRequest } from "./request";
import { shownPath } from "./walkUp";

/** Knows what is accepted. Of each file and each roles file it is asked once for each principal. */
export interface Baseline {
  /** The file with its accepted findings marked. */
  mark(examined: Examined): Examined;
  markRoles(file: RolesFileJson): RolesFileJson;
  /** What came of it so far; undefined when no baseline was asked for. */
  summary(): BaselineSummary | undefined;
  /** Writes the new baseline, if one was asked for: how many findings it has. */
  finish(): Promise<FileResult<number | undefined>>;
}

export interface BaselineSummary {
  readonly path: string;
  /** Findings that are left out. */
  readonly accepted: number;
  /** Entries that no longer occur in the files of this run, or whose file is gone. */
  readonly stale: number;
}

type NewEntry = Omit<BaselineEntry, "path">;

/** The baseline of a run, or why its file cannot be read. */
export function createBaseline(host: CliHost, { baselineFile, newBaselineFile, options }: CheckRequest): FileResult<Baseline> {
  const isConfigured = options.baseline === undefined;
  const read = baselineFile === undefined ? { kind: "ok" as const, content: [] } : readBaseline(host, baselineFile);
  if (read.kind === "error") {
    const way = isConfigured ? ", or leave it out with --no-baseline" : "";
    return { kind: "error", message: `${shownPath(host, baselineFile ?? "")}: the baseline cannot be read: ${read.message}${way}` };
  }
  const matcher = createMatcher(read.content.map((entry) => ({ ...entry, path: fromFile(host, baselineFile ?? "", entry.path) })));
  if (newBaselineFile !== undefined) return { kind: "ok", content: writingBaseline(host, newBaselineFile, matcher) };
  return { kind: "ok", content: baselineFile === undefined ? NO_BASELINE : readingBaseline(host, baselineFile, matcher) };
}

/** Accepts what the file holds. */
function readingBaseline(host: CliHost, file: string, matcher: Matcher): Baseline {
  return {
    ...NO_BASELINE,
    mark: (examined) => markFile(examined, matcher.accept),
    markRoles: (roles) => markProblems(roles, matcher.accept),
    summary: () => {
      const gone = matcher.untouched().filter(({ path }) => isGone(host, path));
      return { path: shownPath(host, file), accepted: matcher.used(), stale: matcher.unused().length + gone.length };
    },
  };
}

/** Accepts everything, and writes it down. What an older baseline says of files that this run did not look at is kept. */
function writingBaseline(host: CliHost, file: string, matcher: Matcher): Baseline {
  const gathered = new Map<string, BaselineEntry>();
  const accept: Accept = (path, asked, found) => {
    matcher.accept(path, asked, found);
    for (const entry of found) {
      if (entry) gathered.set(JSON.stringify([path, entry.code, entry.as, entry.environment, entry.fingerprint]), { ...entry, path });
    }
    return found.map((entry) => entry !== undefined);
  };
  return {
    mark: (examined) => markFile(examined, accept),
    markRoles: (roles) => markProblems(roles, accept),
    summary: () => ({ path: shownPath(host, file), accepted: gathered.size, stale: 0 }),
    finish: () => {
      const kept = matcher.untouched().filter(({ path }) => !isGone(host, path));
      const all = [...gathered.values(), ...kept].map((entry) => ({ ...entry, path: toFile(host, file, entry.path) }));
      return writeAll(host, file, formatBaseline(all), all.length);
    },
  };
}

/** Accepts nothing. */
export const NO_BASELINE: Baseline = {
  mark: (examined) => examined,
  markRoles: (file) => file,
  summary: () => undefined,
  finish: async () => ({ kind: "ok", content: undefined }),
};

/** Whom and where findings are about. */
type Asked = Pick<FileJson, "principal" | "environment">;

const NOBODY: Asked = {};

/** Says which of the findings on a file are accepted; `undefined` stands for one that cannot be. All of them concern one principal in one environment. */
type Accept = (path: string, asked: Asked, found: readonly (NewEntry | undefined)[]) => readonly boolean[];

function markFile(examined: Examined, accept: Accept): Examined {
  const { file } = examined;
  const flat = examined.findings.flat();
  const isAccepted = accept(
    file.path,
    file,
    flat.map((finding) => entryOf(finding, file)),
  );
  let at = 0;
  const findings = examined.findings.map((list) =>
    list.map((finding) => (isAccepted[at++] ? { ...finding, accepted: true as const } : finding)),
  );
  return { ...examined, findings };
}

function markProblems(file: RolesFileJson, accept: Accept): RolesFileJson {
  const occurrences = new Map<string, number>();
  const entries = file.problems.map((problem) => entryOfProblem(problem, rolesFingerprint(problem, occurrences)));
  const isAccepted = accept(file.path, NOBODY, entries);
  return {
    ...file,
    problems: file.problems.map((problem, index) => (isAccepted[index] ? { ...problem, accepted: true as const } : problem)),
  };
}

/** Hints never make a run fail, so there is nothing to accept. */
function entryOf({ code, severity, message, fingerprint, need }: FoundFinding, { principal, environment }: Asked): NewEntry | undefined {
  if (severity === "hint") return undefined;
  return {
    code,
    fingerprint,
    ...(principal !== undefined && dependsOnPrincipal(code) && { as: principal }),
    ...(environment !== undefined && dependsOnPrincipal(code) && { environment }),
    ...(need && { needs: `${need.action} ${need.type} ${need.name}` }),
    message,
  };
}

function entryOfProblem({ code, severity, message }: ProblemJson, fingerprint: string): NewEntry | undefined {
  return severity === "hint" ? undefined : { code, fingerprint, message };
}

interface Matcher {
  readonly accept: Accept;
  /** How many entries stand for a finding that occurs. */
  used(): number;
  /** Entries of files that were looked at, and that nothing was found for. */
  unused(): readonly BaselineEntry[];
  /** Entries of files that were not looked at, or not for their principal. */
  untouched(): readonly BaselineEntry[];
}

/**
 * A finding that does not depend on the principal has an entry without one; it comes once for each principal that is asked about. So it is
 * with environments.
 */
function createMatcher(entries: readonly BaselineEntry[]): Matcher {
  const byPath = group(entries, ({ path }) => path);
  const used = new Set<BaselineEntry>();
  const touched = new Set<string>();
  const questionOf = (path: string, who: string | undefined, where: string | undefined): string => JSON.stringify([path, who, where]);
  const isTouched = ({ path, as: who, environment }: BaselineEntry): boolean => touched.has(questionOf(path, who, environment));
  return {
    accept: (path, asked, found) => {
      for (const principal of [asked.principal, undefined]) {
        for (const environment of [asked.environment, undefined]) touched.add(questionOf(path, principal, environment));
      }
      const isAbout = ({ as: who, environment }: BaselineEntry): boolean =>
        (who === undefined || who === asked.principal) && (environment === undefined || environment === asked.environment);
      const concerned = (byPath.get(path) ?? []).filter(isAbout);
      const matches = matchFile(concerned, found);
      for (const match of matches) if (match) used.add(match);
      return matches.map((match) => match !== undefined);
    },
    used: () => used.size,
    unused: () => entries.filter((entry) => isTouched(entry) && !used.has(entry)),
    untouched: () => entries.filter((entry) => !isTouched(entry)),
  };
}

/** The entry of each finding. By fingerprint first, so that a finding that did not change never loses its entry to one that did. */
function matchFile(entries: readonly BaselineEntry[], found: readonly (NewEntry | undefined)[]): readonly (BaselineEntry | undefined)[] {
  const matches: (BaselineEntry | undefined)[] = found.map(() => undefined);
  const taken = new Set<BaselineEntry>();
  for (const keyOf of [exactKey, needKey]) {
    const free = group(
      entries.filter((entry) => !taken.has(entry)),
      keyOf,
    );
    for (const [index, entry] of found.entries()) {
      const key = entry && !matches[index] ? keyOf(entry) : undefined;
      const match = key === undefined ? undefined : free.get(key)?.pop();
      if (!match) continue;
      taken.add(match);
      matches[index] = match;
    }
  }
  return matches;
}

function exactKey({ code, fingerprint }: NewEntry): string {
  return JSON.stringify([code, fingerprint]);
}

function needKey({ code, needs }: NewEntry): string | undefined {
  return needs === undefined ? undefined : JSON.stringify([code, needs]);
}

/** The items by their keys; those without one are left out. */
function group<Item>(items: readonly Item[], keyOf: (item: Item) => string | undefined): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === undefined) continue;
    const known = groups.get(key);
    if (known) known.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

function isGone(host: CliHost, path: string): boolean {
  return path !== STANDARD_INPUT && host.files.kindOf(resolve(host.workingFolder, path)) === "missing";
}

async function writeAll(host: CliHost, path: string, text: string, count: number): Promise<FileResult<number>> {
  const opened = host.createFile(path, "anew");
  if (opened.kind === "error") return opened;
  await opened.content.write(text);
  const closed = opened.content.close();
  return closed.kind === "error" ? closed : { kind: "ok", content: count };
}

/** A baseline names files from its own folder on, so that it holds wherever the program is started. */
function toFile(host: CliHost, baseline: string, path: string): string {
  if (path === STANDARD_INPUT) return path;
  return relative(dirname(baseline), resolve(host.workingFolder, path)).split(sep).join("/");
}

function fromFile(host: CliHost, baseline: string, path: string): string {
  return path === STANDARD_INPUT ? path : shownPath(host, resolve(dirname(baseline), path));
}
