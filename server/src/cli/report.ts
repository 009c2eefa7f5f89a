/**
 * The report of a run: in which format it is written, and where to.
 */
import type { ReportWriter } from "./checkFiles";
import { shownPath } from "./findFiles";
import type { CliHost, TextSink } from "./host";
import { jsonWriter } from "./jsonWriter";
import { type CheckRequest, EXIT, type ExitCode } from "./request";
import { textWriter } from "./textWriter";

/** What a writer is made of. `output` is where the report goes; what is said beside it goes to `host.errors`. */
export interface ReportParts {
  readonly host: CliHost;
  readonly output: TextSink;
  readonly request: CheckRequest;
}

/** Gives `write` the writer that was asked for; answers its exit code, or that the file of the report cannot be written. */
export async function withReport(
  host: CliHost,
  request: CheckRequest,
  write: (writer: ReportWriter) => Promise<ExitCode>,
): Promise<ExitCode> {
  const { outputFile } = request;
  if (outputFile === undefined) return write(createWriter({ host, output: host.output, request }));
  const opened = host.createFile(outputFile, "anew");
  if (opened.kind === "error") return complain(host, outputFile, opened.message);
  const code = await write(createWriter({ host, output: opened.content, request }));
  const closed = opened.content.close();
  return closed.kind === "error" ? complain(host, outputFile, closed.message) : code;
}

function createWriter(parts: ReportParts): ReportWriter {
  switch (parts.request.format) {
    case "text":
      return textWriter(parts);
    case "json":
      return jsonWriter(parts);
  }
}

async function complain(host: CliHost, path: string, message: string): Promise<ExitCode> {
  await host.errors.write(`druid-sql: ${shownPath(host, path)}: the report cannot be written: ${message}\n`);
  return EXIT.trouble;
}
