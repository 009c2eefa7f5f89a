/**
 * The report as workflow commands of GitHub Actions, which become marks in the changed files, and as a table in the summary of the job.
 * Of each kind GitHub marks the first ten of a step: so many are held back for the end, the others are listed as they come.
 */
import { resolve } from "node:path";
import { formatPrincipal, plural } from "../language/index";
import type { BaselineSummary } from "./baseline";
import type { ReportWriter } from "./checkFiles";
import { printable } from "./columns";
import type { RangeJson, SeverityJson } from "./contract";
import { STANDARD_INPUT } from "./findFiles";
import type { CliHost, TextSink } from "./host";
import type { ReportParts } from "./report";
import { createReported, type Reported, reportedProblems } from "./reported";
import { createFromRoot, wellFormed } from "./sourceRoot";
import { renderStepSummary, type StepFinding, type StepSummary, stepRow } from "./stepSummary";
import { staleText } from "./summary";
import { createWorstOf } from "./worstOf";

const KINDS = ["error", "warning", "notice"] as const;
type Kind = (typeof KINDS)[number];

const KIND_OF: Readonly<Record<SeverityJson, Kind>> = { error: "error", warning: "warning", information: "notice", hint: "notice" };
const MOST_MARKS = 10;
/** GitHub shows a summary of up to 1 MiB. */
const ROWS = { pieces: 100, characters: 200_000 };

/** A writer of workflow commands. */
export function githubWriter({ host, output, request, baseline }: ReportParts): ReportWriter {
  const reportedOf = createReported(request);
  const fromRoot = createFromRoot(host);
  const marks = createMarks(output);
  const files = new Set<string>();
  const marked = new Set<string>();
  let rolesFileCount = 0;
  const report = async (path: string, found: readonly Reported[]): Promise<void> => {
    const place = path === STANDARD_INPUT ? undefined : fromRoot(path);
    for (const { code, severity, message, range } of found) {
      marked.add(path);
      await marks.add({ kind: KIND_OF[severity], place, range, message, code });
    }
  };
  const trouble = async (message: string): Promise<void> => {
    await host.errors.write(`druid-sql: ${message}\n`);
    await marks.add({ kind: "error", message, code: "unreadable" });
  };
  return {
    begin: async (rolesFiles, notes) => {
      rolesFileCount = rolesFiles.length;
      for (const file of rolesFiles) await report(file.path, reportedProblems(file));
      for (const message of notes) await marks.add({ kind: "warning", message, code: "druid-sql" });
    },
    file: async (examined) => {
      const { path } = examined.file;
      files.add(path);
      await report(path, reportedOf(examined).flat());
    },
    unread: (path, message) => trouble(`${path}: ${message}`),
    failed: trouble,
    end: async () => {
      await marks.flush();
      const checked = request.purpose === "lint" ? plural(rolesFileCount, "roles file") : plural(files.size, "SQL file");
      const found = `${marks.countText()}${marked.size > 0 ? ` in ${plural(marked.size, "file")}` : ""}; ${checked} checked.`;
      const sentences = [found, ...(marks.isMore() ? [MORE] : []), ...baselineSentences(baseline.summary())];
      await output.write(`druid-sql: ${sentences.join(" ")}\n`);
      await appendSummary(host, { principals: request.principals.map(formatPrincipal).join(", "), sentences, ...marks.rows() });
    },
  };
}

const MORE = `GitHub marks ${MOST_MARKS} of each kind; the others are listed above.`;

interface Mark extends StepFinding {
  readonly kind: Kind;
}

interface Marks {
  add(mark: Mark): Promise<void>;
  /** Writes the commands, the severest first. */
  flush(): Promise<void>;
  countText(): string;
  /** Whether there are more of a kind than GitHub marks. */
  isMore(): boolean;
  rows(): Pick<StepSummary, "rows" | "leftOut">;
}

function createMarks(output: TextSink): Marks {
  const held: Record<Kind, string[]> = { error: [], warning: [], notice: [] };
  const counts: Record<Kind, number> = { error: 0, warning: 0, notice: 0 };
  const rows = createWorstOf(ROWS);
  return {
    add: async (mark) => {
      const { kind } = mark;
      counts[kind]++;
      rows.add(KINDS.indexOf(kind), stepRow(mark));
      if (held[kind].length < MOST_MARKS) held[kind].push(command(mark));
      else await output.write(`${plainLine(mark)}\n`);
    },
    flush: async () => {
      for (const line of KINDS.flatMap((kind) => held[kind])) await output.write(`${line}\n`);
    },
    countText: () => {
      const parts = KINDS.filter((kind) => counts[kind] > 0).map((kind) => plural(counts[kind], kind));
      return parts.length === 0 ? "Nothing found" : parts.join(", ");
    },
    isMore: () => KINDS.some((kind) => counts[kind] > MOST_MARKS),
    rows: () => ({ rows: rows.keptWorstFirst(), leftOut: rows.leftOut() }),
  };
}

function baselineSentences(summary: BaselineSummary | undefined): readonly string[] {
  if (!summary) return [];
  const accepted = summary.accepted > 0 ? [`${plural(summary.accepted, "finding")} accepted by the baseline.`] : [];
  return summary.stale > 0 ? [...accepted, `${staleText(summary)}.`] : accepted;
}

/** GitHub names the file in the environment of each step. */
async function appendSummary(host: CliHost, summary: StepSummary): Promise<void> {
  const path = host.environment["GITHUB_STEP_SUMMARY"];
  if (path === undefined || path === "") return;
  const opened = host.createFile(resolve(host.workingFolder, path), "append");
  if (opened.kind === "ok") await opened.content.write(renderStepSummary(summary));
  const closed = opened.kind === "ok" ? opened.content.close() : opened;
  if (closed.kind === "error") await host.errors.write(`druid-sql: the summary of the job cannot be written: ${closed.message}\n`);
}

/** `::error file=a.sql,line=1,col=2,endColumn=5,title=code::message`. GitHub takes columns only within one line, and counts the last one in. */
function command({ kind, place, range, message, code }: Mark): string {
  const properties: readonly (readonly [string, string | number])[] = [
    ...(place === undefined ? [] : [["file", place] as const]),
    ...(place === undefined || !range ? [] : placeProperties(range)),
    ["title", code] as const,
  ];
  return `::${kind} ${properties.map(([key, value]) => `${key}=${propertyText(String(value))}`).join(",")}::${dataText(message)}`;
}

function placeProperties({ start, end }: RangeJson): readonly (readonly [string, number])[] {
  const lines = [["line", start.line + 1] as const, ["endLine", end.line + 1] as const];
  if (start.line !== end.line) return lines;
  return [...lines, ["col", start.character + 1], ["endColumn", Math.max(end.character, start.character + 1)]];
}

/** What a runner reads in place of these characters. Source: the toolkit of GitHub Actions. */
function dataText(text: string): string {
  return wellFormed(text).replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function propertyText(text: string): string {
  return dataText(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

/** A line that is no command: those begin with `::`, or hold `##[` anywhere. */
function plainLine({ kind, place, range, message, code }: Mark): string {
  const where = range ? `:${range.start.line + 1}:${range.start.character + 1}` : "";
  return printable(`${kind} ${place ?? ""}${where} ${message} [${code}]`).replaceAll("##[", "## [");
}
