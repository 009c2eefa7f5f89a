/**
 * `unnamed-column`, `duplicate-column`, `ingest-time-column`: the columns that INSERT and REPLACE write.
 * Source: DruidSqlValidator.validateInsert (from 30 on; before, IngestHandler while planning), MSQTaskSqlEngine.
 */
import type { Ingest, Node, Values } from "../../syntax/nodes";
import type { Fix } from "../../text/edit";
import { druidSays, sentences, t } from "../../text/l10n";
import { rangeOf } from "../../text/range";
import { choice, insertion } from "../fixes";
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
  const says = druidSays("Insertion requires columns to be named, but at least one of the columns was unnamed.");
  const values = valuesOf(input.ingest?.source);
  if (values) {
    const message = sentences(says, t("The columns of VALUES have no names: SELECT them, each AS <column>."));
    input.report({ code: "unnamed-column", stage, message, range: rangeOf(values), fixes: [nameColumns(values)] });
    return;
  }
  const message = sentences(says, t("Give this one a name: AS <column>."));
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

/** VALUES as what is written, which Druid names as a whole. */
function valuesOf(source: Node | undefined): Values | undefined {
  let node = source;
  while (node?.kind === "parenthesizedQuery" || (node?.kind === "query" && !node.with))
    node = node.kind === "query" ? node.body : node.query;
  return node?.kind === "values" && node.rows.some(({ items }) => items.length > 0) ? node : undefined;
}

function nameColumns({ start, end, rows }: Values): Fix {
  const names = (rows[0]?.items ?? []).map((_, index) => `column${index + 1}`).join(", ");
  return choice(t("Name the columns"), [insertion(start, "SELECT * FROM ("), insertion(end, `) v (${names})`)]);
}
