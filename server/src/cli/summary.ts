/**
 * The closing lines of a text report: how many statements came out how, what is missing for all of them, what was taken for granted.
 */
import { plural, type ResourceAction } from "../language/index";
import type { BaselineSummary } from "./baseline";
import { printable } from "./columns";
import type { FileJson, StatementJson } from "./contract";
import type { Examined } from "./examine";
import { type FoundFinding, newOnes } from "./findings";
import type { CheckRequest } from "./request";

/** ` as user:alice in prod`: whom and where an answer is about, as far as it is known. */
export function askedText(principal: string | undefined, environment: string | undefined): string {
  return `${principal === undefined ? "" : ` as ${printable(principal)}`}${environment === undefined ? "" : ` in ${printable(environment)}`}`;
}

/** Grows while files are examined. */
export interface Summary {
  files: number;
  unread: number;
  statements: number;
  /** Statements that do not read as Druid SQL, in files without any mark of it. */
  leftAlone: number;
  /** How it came out for each principal in each environment, by what is said of them; an empty text when nobody is asked about. */
  readonly outcomes: Map<string, Outcome>;
  readonly rolesFiles: Set<string>;
  /** By what is said of them. */
  readonly clusters: Map<string, SeenCluster>;
  /** The file that was added last; it comes once for each environment and in it for each principal. */
  lastPath?: string;
  lastEnvironment?: string | undefined;
}

/** A cluster, and the roles files or SQL files that describe it. */
interface SeenCluster {
  readonly line: string;
  readonly names: Set<string>;
}

interface Outcome {
  readonly verdicts: Map<string, number>;
  /** Denied submit and run needs, with the number of statements; without those that a comment silences or the baseline holds. */
  readonly missing: Map<string, number>;
}

const MOST_MISSING = 20;
const MOST_CLUSTERS = 5;

export function newSummary(): Summary {
  return {
    files: 0,
    unread: 0,
    statements: 0,
    leftAlone: 0,
    outcomes: new Map(),
    rolesFiles: new Set(),
    clusters: new Map(),
  };
}

/** Adds what was found in one file for one principal. */
export function addToSummary(summary: Summary, { file, findings, cluster }: Examined): void {
  const isNew = summary.lastPath !== file.path;
  const isElsewhere = isNew || summary.lastEnvironment !== file.environment;
  summary.lastPath = file.path;
  summary.lastEnvironment = file.environment;
  if (file.rolesFile !== undefined) summary.rolesFiles.add(file.rolesFile);
  const asked = askedText(file.principal, file.environment);
  const outcome = summary.outcomes.get(asked) ?? { verdicts: new Map(), missing: new Map() };
  summary.outcomes.set(asked, outcome);
  for (const [index, statement] of file.statements.entries()) addStatement(outcome, statement, findings[index] ?? []);
  const left = file.statements.filter(isLeftAlone).length;
  if (isElsewhere && file.statements.length > left) addCluster(summary, cluster.line, describedBy(file, cluster.origin));
  if (!isNew) return;
  summary.files++;
  summary.leftAlone += left;
  summary.statements += file.statements.length - left;
}

/** The file or the environment that a cluster is described by. */
function describedBy({ path, environment, rolesFile }: FileJson, origin: Examined["cluster"]["origin"]): string {
  if (origin === "commented") return path;
  return environment ?? rolesFile ?? "files without a roles file";
}

/** The closing lines. */
export function renderSummary(summary: Summary, request: CheckRequest, accepted: BaselineSummary | undefined): string {
  const { palette } = request;
  const lines = (isNothingChanged(summary, request) ? [nothingChanged(request)] : countLines(summary, request)).map(palette.bold);
  if (accepted) lines.push(...baselineLines(accepted));
  if (summary.leftAlone > 0) lines.push(`${plural(summary.leftAlone, "statement")} left alone: not Druid SQL.`);
  if (request.purpose === "check" && request.rolesFile === undefined && summary.rolesFiles.size === 0 && isAnythingUnknown(summary)) {
    lines.push("No roles file, so verdicts are unknown. Put a druid-roles.json above the SQL files, or name one with --roles FILE.");
  }
  lines.push(...missingLines(summary), ...clusterLines(summary));
  return `${lines.join("\n")}\n`;
}

function isNothingChanged({ files, unread }: Summary, { changedSince }: CheckRequest): boolean {
  return changedSince !== undefined && files + unread === 0;
}

function nothingChanged({ changedSince = "" }: CheckRequest): string {
  return `Nothing to look at: no SQL file has changed since ${printable(changedSince)}, and nothing that governs one.`;
}

function addCluster({ clusters }: Summary, line: string, name: string): void {
  const seen = clusters.get(line) ?? { line, names: new Set<string>() };
  clusters.set(line, seen);
  seen.names.add(name);
}

/** That entries of a baseline no longer occur, and what to do. */
export function staleText({ path, stale }: BaselineSummary): string {
  const entries = stale === 1 ? "1 entry of the baseline no longer occurs" : `${stale} entries of the baseline no longer occur`;
  return `${entries}; write it anew with --write-baseline ${path}`;
}

function baselineLines(summary: BaselineSummary): readonly string[] {
  const { path, accepted, stale } = summary;
  const lines = accepted > 0 ? [`${plural(accepted, "finding")} accepted by the baseline, not shown (${path}).`] : [];
  return stale > 0 ? [...lines, `${staleText(summary)}.`] : lines;
}

function isLeftAlone({ dialect }: StatementJson): boolean {
  return dialect !== "druid";
}

function addStatement({ verdicts, missing }: Outcome, statement: StatementJson, findings: readonly FoundFinding[]): void {
  const { verdict } = statement;
  if (isLeftAlone(statement) || verdict === undefined) return;
  verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
  const denied = newOnes(findings).flatMap(({ code, need }) => (code === "permission-denied" && need ? [nameOf(need)] : []));
  for (const name of new Set(denied)) missing.set(name, (missing.get(name) ?? 0) + 1);
}

function isAnythingUnknown({ outcomes }: Summary): boolean {
  return [...outcomes.values()].some(({ verdicts }) => verdicts.has("unknown"));
}

/** One line, or one for each of several principals below it. */
function countLines({ files, unread, statements, outcomes, rolesFiles }: Summary, { purpose }: CheckRequest): readonly string[] {
  const failed = unread > 0 ? `, ${unread} not read` : "";
  const base = `${plural(statements, "statement")} in ${plural(files, "file")}${failed}`;
  if (purpose === "needs") return [base];
  const roles = rolesFiles.size > 0 ? ` (${[...rolesFiles].join(", ")})` : "";
  const tails = [...outcomes].map(([asked, outcome]) => `${asked}${outcomes.size > 1 ? "" : roles}${countsText(outcome)}`);
  return tails.length > 1 ? [base + roles, ...tails.map((tail) => ` ${tail}`)] : [base + (tails[0] ?? "")];
}

function countsText({ verdicts }: Outcome): string {
  const counts = ["allowed", "denied", "unknown", "refused"].filter((verdict) => verdicts.has(verdict));
  return counts.length > 0 ? `: ${counts.map((verdict) => `${verdicts.get(verdict)} ${verdict}`).join(", ")}` : "";
}

function missingLines({ outcomes }: Summary): readonly string[] {
  return [...outcomes].flatMap(([asked, { missing }]) => {
    if (missing.size === 0) return [];
    const named = [...missing].map(([name, count]) => `  ${name}  (${plural(count, "statement")})`);
    const rest = named.length > MOST_MISSING ? [`  and ${named.length - MOST_MISSING} more`] : [];
    const title = outcomes.size > 1 && asked !== "" ? `Missing${asked.replace(/^ as /, " for ")}:` : "Missing:";
    return [title, ...named.slice(0, MOST_MISSING), ...rest];
  });
}

/** One line for each cluster that was meant; several only where files have roles files or comments of their own. */
function clusterLines({ clusters }: Summary): readonly string[] {
  const all = [...clusters.values()];
  const named = all.map(({ line, names }) => `Cluster${all.length > 1 ? ` of ${namesOf(names)}` : ""}: ${printable(line)}.`);
  const rest = named.length > MOST_CLUSTERS ? [`and ${named.length - MOST_CLUSTERS} more clusters`] : [];
  return [...named.slice(0, MOST_CLUSTERS), ...rest];
}

function namesOf(names: ReadonlySet<string>): string {
  const [first = "", ...others] = names;
  return others.length === 0 ? first : `${first} and ${others.length} more`;
}

function nameOf({ action, type, name }: ResourceAction): string {
  return printable(`${action} ${type} ${name}`);
}
