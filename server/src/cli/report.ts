/**
 * The report of a run: in which format it is written, and where to. A file that cannot be written is told once, at the end.
 */
import { plural } from "../language/index";
import type { Baseline } from "./baseline";
import type { ReportWriter } from "./checkFiles";
import { githubWriter } from "./githubWriter";
import type { CliHost, TextSink } from "./host";
import { jsonWriter } from "./jsonWriter";
import { junitWriter } from "./junitWriter";
import { type CheckRequest, EXIT, type ExitCode } from "./request";
import { sarifWriter } from "./sarifWriter";
import { staleText } from "./summary";
import { textWriter } from "./textWriter";
import { shownPath } from "./walkUp";

/** What a writer is made of. `output` is where the report goes; what is said beside it goes to `host.errors`. */
export interface ReportParts {
  readonly host: CliHost;
  readonly output: TextSink;
  readonly request: CheckRequest;
  readonly baseline: Baseline;
}

/** Gives `write` the writer that was asked for; answers its exit code, or that something cannot be written. */
export function withReport(parts: Omit<ReportParts, "output">, write: (writer: ReportWriter) => Promise<ExitCode>): Promise<ExitCode> {
  return withOutput(parts.host, parts.request, (output) => writeReport({ ...parts, output }, write));
}

/** Gives `write` the place that was asked for: standard output, or the file that was named. */
export async function withOutput(
  host: CliHost,
  { outputFile }: Pick<CheckRequest, "outputFile">,
  write: (output: TextSink) => Promise<ExitCode>,
): Promise<ExitCode> {
  if (outputFile === undefined) return write(host.output);
  const opened = host.createFile(outputFile, "anew");
  if (opened.kind === "error") return complain(host, outputFile, "report", opened.message);
  const code = await write(opened.content);
  const closed = opened.content.close();
  if (closed.kind === "error") return complain(host, outputFile, "report", closed.message);
  // Else nobody who reads the log of a CI run would know why it fails.
  if (code === EXIT.findings) await host.errors.write(`druid-sql: there are findings; the report is in ${shownPath(host, outputFile)}\n`);
  return code;
}

async function writeReport(parts: ReportParts, write: (writer: ReportWriter) => Promise<ExitCode>): Promise<ExitCode> {
  const code = await write(createWriter(parts));
  return (await finishBaseline(parts)) ?? code;
}

function createWriter(parts: ReportParts): ReportWriter {
  switch (parts.request.format) {
    case "text":
      return textWriter(parts);
    case "json":
      return jsonWriter(parts);
    case "sarif":
      return sarifWriter(parts);
    case "junit":
      return junitWriter(parts);
    case "github":
      return githubWriter(parts);
  }
}

/** Says what became of the baseline where the report itself does not; an exit code only when it cannot be written. */
async function finishBaseline({ host, request, baseline }: ReportParts): Promise<ExitCode | undefined> {
  const { format, newBaselineFile } = request;
  const summary = baseline.summary();
  if (summary && summary.stale > 0 && format !== "text") await host.errors.write(`druid-sql: ${staleText(summary)}\n`);
  const finished = await baseline.finish();
  if (newBaselineFile === undefined) return undefined;
  if (finished.kind === "error") return complain(host, newBaselineFile, "baseline", finished.message);
  await host.errors.write(`druid-sql: ${shownPath(host, newBaselineFile)}: ${plural(finished.content ?? 0, "finding")} accepted\n`);
  return undefined;
}

async function complain(host: CliHost, path: string, what: string, message: string): Promise<ExitCode> {
  await host.errors.write(`druid-sql: ${shownPath(host, path)}: the ${what} cannot be written: ${message}\n`);
  return EXIT.trouble;
}
