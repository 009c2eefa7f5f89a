/**
 * Writes the report as JSON, file by file, so that memory does not grow with the number of files.
 */
import type { ReportWriter } from "./checkFiles";
import { CONTRACT_VERSION, type FindingJson, type UnreadFileJson } from "./contract";
import type { Examined } from "./examine";
import { type FoundFinding, severityOf } from "./findings";
import { writePieces } from "./pieces";
import type { ReportParts } from "./report";
import type { CheckRequest } from "./request";

/** A writer of `ReportJson`. What could not be read is said on standard error too. */
export function jsonWriter({ host, output, request, baseline }: ReportParts): ReportWriter {
  let separator = "\n";
  const add = async (json: Iterable<string>): Promise<void> => {
    await output.write(separator);
    await writePieces(output, json);
    separator = ",\n";
  };
  return {
    begin: (rolesFiles, _notes, policyFiles) => {
      const [option] = request.policyFile === undefined ? [] : policyFiles;
      const policy = option
        ? `"policyFile":${JSON.stringify(option)},`
        : policyFiles.length > 0
          ? `"policyFiles":${JSON.stringify(policyFiles)},`
          : "";
      return output.write(`{"version":${CONTRACT_VERSION},"rolesFiles":${JSON.stringify(rolesFiles)},${policy}"files":[`);
    },
    file: (examined, rendered) => add(rendered ?? renderJson(examined, request)),
    unread: async (path, message) => {
      await host.errors.write(`druid-sql: ${path}: ${message}\n`);
      const file: UnreadFileJson = { path, error: { code: "unreadable", message }, statements: [] };
      await add([JSON.stringify(file)]);
    },
    failed: (message) => host.errors.write(`druid-sql: ${message}\n`),
    end: () => {
      const summary = baseline.summary();
      return output.write(summary ? `\n],"baseline":${JSON.stringify(summary)}}\n` : "\n]}\n");
    },
  };
}

/** A file as `file` writes it, in pieces: a `FileJson` whose statements come last. */
export function* renderJson({ file, findings }: Examined, request: CheckRequest): Generator<string> {
  const { statements, ...about } = file;
  yield `${JSON.stringify(about).slice(0, -1)},"statements":[`;
  for (const [index, statement] of statements.entries()) {
    const found = (findings[index] ?? []).map((finding) => findingJson(finding, request));
    yield `${index > 0 ? "," : ""}${JSON.stringify({ ...statement, findings: found })}`;
  }
  yield "]}";
}

function findingJson(finding: FoundFinding, { unknownCountsAs }: CheckRequest): FindingJson {
  const { code, message, range, fingerprint, need, accepted } = finding;
  const severity = severityOf(finding, unknownCountsAs);
  return { code, severity, message, range, fingerprint, ...(need && { need }), ...(accepted && { accepted }) };
}
