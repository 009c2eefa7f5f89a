/**
 * Writes the report as JSON, file by file, so that memory does not grow with the number of files.
 */
import type { ReportWriter } from "./checkFiles";
import { CONTRACT_VERSION, type FileJson, type UnreadFileJson } from "./contract";
import type { ReportParts } from "./report";

/** A writer of `ReportJson`. What could not be read is said on standard error too. */
export function jsonWriter({ host, output }: ReportParts): ReportWriter {
  let separator = "\n";
  const add = async (file: FileJson | UnreadFileJson): Promise<void> => {
    await output.write(separator + JSON.stringify(file));
    separator = ",\n";
  };
  return {
    begin: (rolesFiles) => output.write(`{"version":${CONTRACT_VERSION},"rolesFiles":${JSON.stringify(rolesFiles)},"files":[`),
    file: ({ file }) => add(file),
    unread: async (path, message) => {
      await host.errors.write(`druid-sql: ${path}: ${message}\n`);
      await add({ path, error: { code: "unreadable", message }, statements: [] });
    },
    end: () => output.write("\n]}\n"),
  };
}
