/**
 * `unnamed-column`, `duplicate-column`, `ingest-time-column`: the columns that INSERT and REPLACE write.
 * Source: DruidSqlValidator.validateInsert (from 30 on; before, IngestHandler while planning), MSQTaskSqlEngine.
 */
import type { Ingest } from "../../syntax/nodes";
import { druidSays, sentences, t } from "../../text/l10n";
import { rangeOf } from "../../text/range";
import { type OutputColumns, outputColumnsOf } from "../outputColumns";
import type { CheckInput } from "./check";

/** From here on unnamed columns are refused while validating. */
const FIRST_VERSION_VALIDATED = 30;

export function checkIngestColumns(input: CheckInput): void {
  const { ingest } = input;
  if (!ingest || ingest.verb === "UPSERT") return;
  const output = outputColumnsOf(ingest.source, input.statement.text, input.references);
  checkUnnamed(input, output);
  checkDuplicates(input, output);
  checkTimeColumn(input, ingest, output);
}

function checkUnnamed(input: CheckInput, { columns }: OutputColumns): void {
  const stage = input.settings.profile.druidVersion >= FIRST_VERSION_VALIDATED ? "validate" : "plan";
  const message = sentences(
    druidSays("Insertion requires columns to be named, but at least one of the columns was unnamed."),
    t("Give this one a name: AS <column>."),
  );
  let end = -1;
  for (const { name, range } of columns) {
    if (range.start < end || (name !== undefined && !/^EXPR\$\d+$/i.test(name))) continue;
    end = range.end;
    input.report({ code: "unnamed-column", stage, message, range });
  }
}

function checkDuplicates(input: CheckInput, { columns }: OutputColumns): void {
  const seen = new Set<string>();
  for (const { name, range } of columns) {
    if (name === undefined) continue;
    if (seen.has(name))
      input.report({ code: "duplicate-column", stage: "plan", message: druidSays(`Duplicate field in SELECT: [${name}]`), range });
    seen.add(name);
  }
}

function checkTimeColumn(input: CheckInput, ingest: Ingest, { columns, complete }: OutputColumns): void {
  const { partitionedBy } = ingest;
  const isAll = partitionedBy?.unit?.startsWith("ALL") ?? isQuotedAll(partitionedBy?.expression);
  if (!partitionedBy || isAll || ingest.target.kind !== "tableTarget") return;
  if (!complete || columns.length === 0 || columns.some(({ name }) => name === undefined || name === "__time")) return;
  const message = t("PARTITIONED BY anything but ALL needs a time column: the query must give a column named __time.");
  input.report({ code: "ingest-time-column", stage: "plan", message, range: rangeOf(partitionedBy) });
}

/** `PARTITIONED BY 'ALL'`, or a template that may be it. */
function isQuotedAll(expression: Ingest["source"] | undefined): boolean {
  if (!expression) return true;
  return (
    expression.kind === "template" ||
    expression.kind === "error" ||
    (expression.kind === "literal" && (expression.template || /^all/i.test(expression.value)))
  );
}
