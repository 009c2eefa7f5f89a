/**
 * The closing lines of a text report: how many statements came out how, what is missing for all of them, what was taken for granted.
 */
import { printable } from "./columns";
import type { NeedJson, StatementJson } from "./contract";
import type { Examined } from "./examine";
import type { FoundFinding } from "./findings";
import type { CheckRequest } from "./request";

/** Grows while files are examined. */
export interface Summary {
  files: number;
  unread: number;
  statements: number;
  /** Statements that do not read as Druid SQL, in files without any mark of it. */
  leftAlone: number;
  readonly verdicts: Map<string, number>;
  /** Denied submit and run needs, with the number of statements; without those that a comment silences. */
  readonly missing: Map<string, number>;
  readonly rolesFiles: Set<string>;
  readonly assumed: Set<string>;
  principal?: string;
  druidVersion?: string;
}

const MOST_MISSING = 20;

export function newSummary(): Summary {
  return {
    files: 0,
    unread: 0,
    statements: 0,
    leftAlone: 0,
    verdicts: new Map(),
    missing: new Map(),
    rolesFiles: new Set(),
    assumed: new Set(),
  };
}

/** Adds what was found in one file. */
export function addToSummary(summary: Summary, { file, findings }: Examined): void {
  summary.files++;
  summary.druidVersion = file.profile.druidVersion;
  if (file.principal !== undefined) summary.principal = file.principal;
  if (file.rolesFile !== undefined) summary.rolesFiles.add(file.rolesFile);
  for (const key of file.assumed) summary.assumed.add(key);
  for (const [index, statement] of file.statements.entries()) addStatement(summary, statement, findings[index] ?? []);
}

/** The closing lines. */
export function renderSummary(summary: Summary, request: CheckRequest): string {
  const { palette } = request;
  const lines = [palette.bold(countLine(summary, request))];
  if (summary.leftAlone > 0) lines.push(`${plural(summary.leftAlone, "statement")} left alone: not Druid SQL by any sign.`);
  if (request.purpose === "check" && request.rolesFile === undefined && summary.rolesFiles.size === 0 && summary.verdicts.has("unknown")) {
    lines.push("No roles file, so verdicts are unknown. Put a druid-roles.json above the SQL files, or name one with --roles FILE.");
  }
  lines.push(...missingLines(summary), ...assumedLines(summary));
  return `${lines.join("\n")}\n`;
}

function addStatement(summary: Summary, { dialect, verdict, needs }: StatementJson, findings: readonly FoundFinding[]): void {
  if (dialect === "unknown") {
    summary.leftAlone++;
    return;
  }
  summary.statements++;
  if (verdict === undefined) return;
  summary.verdicts.set(verdict, (summary.verdicts.get(verdict) ?? 0) + 1);
  if (!findings.some(({ code }) => code === "permission-denied")) return;
  for (const name of new Set(needs.filter(isMissing).map(nameOf))) summary.missing.set(name, (summary.missing.get(name) ?? 0) + 1);
}

function countLine({ files, unread, statements, verdicts, principal, rolesFiles }: Summary, { purpose }: CheckRequest): string {
  const failed = unread > 0 ? `, ${unread} not read` : "";
  const base = `${plural(statements, "statement")} in ${plural(files, "file")}${failed}`;
  if (purpose === "needs") return base;
  const who = principal === undefined ? "" : ` as ${printable(principal)}`;
  const roles = rolesFiles.size > 0 ? ` (${[...rolesFiles].join(", ")})` : "";
  const counts = ["allowed", "denied", "unknown", "refused"].filter((verdict) => verdicts.has(verdict));
  const tail = counts.length > 0 ? `: ${counts.map((verdict) => `${verdicts.get(verdict)} ${verdict}`).join(", ")}` : "";
  return base + who + roles + tail;
}

function missingLines({ missing }: Summary): readonly string[] {
  if (missing.size === 0) return [];
  const named = [...missing].map(([name, count]) => `  ${name}  (${plural(count, "statement")})`);
  const rest = named.length > MOST_MISSING ? [`  and ${named.length - MOST_MISSING} more`] : [];
  return ["Missing:", ...named.slice(0, MOST_MISSING), ...rest];
}

/** Of what nobody states only that is said which adds or takes away needs by itself; the JSON has all. */
const DECISIVE = ["inputSourceSecurity", "authorizeQueryContext", "authorizeSystemTables", "authorizer", "roleProvider"];

function assumedLines({ assumed, druidVersion }: Summary): readonly string[] {
  const version = assumed.has("druidVersion") ? [`Druid ${druidVersion}`] : [];
  const switches = DECISIVE.filter((key) => assumed.has(key));
  const stock = switches.length > 0 ? [`${switches.join(", ")} as in a stock cluster`] : [];
  const all = [...version, ...stock];
  return all.length > 0 ? [`Assumed, since nobody states it: ${all.join("; ")}.`] : [];
}

function isMissing({ verdict, phase }: NeedJson): boolean {
  return verdict === "denied" && (phase === "submit" || phase === "run");
}

function nameOf({ action, type, name }: NeedJson): string {
  return printable(`${action} ${type} ${name}`);
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
