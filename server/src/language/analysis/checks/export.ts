/**
 * `export-format`, `export-clause`, `export-replace`, `export-destination`: the rules of `INSERT INTO EXTERN(…)`.
 * Source: IngestHandler.validateExport, ReplaceHandler, ExternalDestinationSqlIdentifier.
 */
import { EXPORT_DESTINATIONS, findExportDestination } from "../../data/inputSources";
import type { ExportTarget, Ingest } from "../../syntax/nodes";
import { druidSays, sentences, t } from "../../text/l10n";
import { rangeOf } from "../../text/range";
import { type CheckInput, firstWords } from "./check";

export function checkExport(input: CheckInput): void {
  const { ingest } = input;
  if (!ingest || ingest.verb === "UPSERT") return;
  if (ingest.target.kind === "tableTarget") {
    if (ingest.format) {
      const message = druidSays("The AS <format> clause should only be specified while exporting rows into an EXTERN destination.");
      input.report({ code: "export-format", stage: "validate", message, range: rangeOf(ingest.format) });
    }
  } else if (ingest.target.kind === "exportTarget") checkExportTo(input, ingest, ingest.target);
}

function checkExportTo(input: CheckInput, ingest: Ingest, target: ExportTarget): void {
  if (ingest.verb === "REPLACE") {
    const message = druidSays(
      "REPLACE operations do no support EXTERN destinations. Use INSERT statements to write to an external destination.",
    );
    input.report({ code: "export-replace", stage: "validate", message, range: firstWords(input.statement, ingest.start, 1) });
    return;
  }
  if (ingest.partitionedBy) {
    const message = druidSays("Export statements do not support a PARTITIONED BY or CLUSTERED BY clause.");
    input.report({ code: "export-clause", stage: "validate", status: 501, message, range: rangeOf(ingest.partitionedBy) });
  }
  if (!ingest.format) {
    const message = sentences(
      druidSays("Exporting rows into an EXTERN destination requires an AS clause to specify the format, but none was found."),
      t("Write AS CSV behind the destination."),
    );
    input.report({ code: "export-format", stage: "validate", message, range: rangeOf(target) });
  }
  checkDestination(input, target);
}

function checkDestination(input: CheckInput, { destination }: ExportTarget): void {
  if (destination.kind === "error" || destination.template) return;
  const name = !destination.quoted && destination.name.toUpperCase() === "LOCAL" ? "local" : destination.name;
  const found = findExportDestination(name);
  const version = input.settings.profile.druidVersion;
  if (found && version >= found.since) return;
  const known = EXPORT_DESTINATIONS.filter((candidate) => candidate.since <= version).map((candidate) => candidate.name);
  const message = sentences(
    druidSays(`Could not resolve type id '${name}' as an export destination.`),
    t("Druid {0} knows {1}, in lower case.", version, known.join(", ")),
  );
  input.report({ code: "export-destination", stage: "validate", status: 500, message, range: rangeOf(destination) });
}
