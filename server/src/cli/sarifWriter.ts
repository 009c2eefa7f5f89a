/**
 * The report as a SARIF 2.1.0 log of one run, within what GitHub takes. Results are held back until the end, since the severest are to be
 * kept when there are too many; so memory is bounded by that limit. Findings that a comment or the baseline accepts are left out rather
 * than marked as suppressed: readers that do not know suppressions would show them as open.
 */
import type { Artifact, Invocation, Notification, Run } from "sarif";
import { formatPrincipal } from "../language/index";
import type { ReportWriter } from "./checkFiles";
import type { SeverityJson } from "./contract";
import { STANDARD_INPUT } from "./findFiles";
import type { CliHost } from "./host";
import type { ReportParts } from "./report";
import { createReported, type Reported, reportedProblems } from "./reported";
import { EXIT, type ExitCode } from "./request";
import { type Locate, messageText, sarifResult } from "./sarifResult";
import { sarifRules } from "./sarifRules";
import { createFromRoot, uriOf } from "./sourceRoot";
import { createWorstOf } from "./worstOf";

const SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
const ROOT = "SRCROOT";

/** GitHub refuses a run with more results, and a log of more than 10 MB behind gzip, which SARIF comes to at many times that size. */
const BOUNDS = { pieces: 25_000, characters: 40_000_000 };
/** How many files that could not be read are named. */
const MOST_NOTIFICATIONS = 1000;
const RANK: Readonly<Record<SeverityJson, number>> = { error: 0, warning: 1, information: 2, hint: 3 };

/** A writer of SARIF. */
export function sarifWriter({ host, output, request, baseline }: ReportParts): ReportWriter {
  const reportedOf = createReported(request);
  const results = createWorstOf(BOUNDS);
  const used = new Set<string>();
  const notifications: Notification[] = [];
  const files = createArtifacts(host);
  const notify = (level: "error" | "warning" | "note", text: string): void => {
    if (notifications.length < MOST_NOTIFICATIONS) notifications.push({ level, message: { text: messageText(text) } });
  };
  const add = (path: string, finding: Reported): void => {
    used.add(finding.code);
    const result = sarifResult(path, finding, files.locate);
    const state = request.baselineFile === undefined ? {} : { baselineState: "new" };
    results.add(RANK[finding.severity], JSON.stringify({ ...result, ...state }));
  };
  return {
    begin: async (rolesFiles, notes) => {
      for (const file of rolesFiles) for (const finding of reportedProblems(file)) add(file.path, finding);
      for (const note of notes) notify("note", note);
    },
    file: async (examined) => {
      const { path } = examined.file;
      files.locate(path);
      for (const finding of reportedOf(examined).flat()) add(path, finding);
    },
    unread: async (path, message) => {
      await host.errors.write(`druid-sql: ${path}: ${message}\n`);
      notify("error", `${path}: ${message}`);
    },
    failed: async (message) => {
      await host.errors.write(`druid-sql: ${message}\n`);
      notify("error", message);
    },
    end: async (exit) => {
      const leftOut = results.leftOut();
      if (leftOut > 0) notify("warning", `${leftOut} of the mildest results are left out: a log holds at most ${BOUNDS.pieces}.`);
      const accepted = baseline.summary();
      const run = {
        tool: { driver: driverOf(host, used) },
        columnKind: "utf16CodeUnits" as const,
        automationDetails: {
          id: `druid-sql/${[...(request.purpose === "lint" ? ["roles"] : []), ...request.principals.map(formatPrincipal), ...request.environments].map((each) => `${each}/`).join("")}`,
        },
        originalUriBaseIds: { [ROOT]: { description: { text: "The root of the repository." } } },
        invocations: [invocationOf(exit, notifications)],
        ...(accepted && { properties: { baseline: accepted } }),
        artifacts: files.all(),
      } satisfies Omit<Run, "results">;
      await writeLog((text) => output.write(text), run, results.kept());
    },
  };
}

/** The results are written one at a time, a line for each. */
async function writeLog(write: (text: string) => Promise<void>, run: Omit<Run, "results">, results: readonly string[]): Promise<void> {
  const head = JSON.stringify({ $schema: SCHEMA, version: "2.1.0", runs: [run] });
  await write(`${head.slice(0, -"}]}".length)},"results":[`);
  for (const [index, result] of results.entries()) await write(`${index > 0 ? "," : ""}\n${result}`);
  await write("\n]}]}\n");
}

function driverOf(host: CliHost, used: ReadonlySet<string>): Run["tool"]["driver"] {
  return {
    name: "druid-sql",
    fullName: "Druid SQL",
    version: host.version,
    semanticVersion: host.version,
    rules: [...sarifRules(used, (code) => host.readPage(code))],
  };
}

function invocationOf(exit: ExitCode, notifications: Notification[]): Invocation {
  return { executionSuccessful: exit !== EXIT.trouble, exitCode: exit, toolExecutionNotifications: notifications };
}

interface Artifacts {
  readonly locate: Locate;
  all(): Artifact[];
}

/** The files of a run, each with its place in the list. */
function createArtifacts(host: CliHost): Artifacts {
  const fromRoot = createFromRoot(host);
  const indexes = new Map<string, number>();
  const placeOf = (path: string): { readonly uri: string; readonly uriBaseId?: string } => {
    const uri = uriOf(fromRoot(path));
    return path === STANDARD_INPUT || uri.startsWith("file:") ? { uri } : { uri, uriBaseId: ROOT };
  };
  return {
    locate: (path) => {
      const index = indexes.get(path) ?? indexes.size;
      indexes.set(path, index);
      return { ...placeOf(path), index };
    },
    all: () => [...indexes.keys()].map((path) => ({ location: placeOf(path) })),
  };
}
