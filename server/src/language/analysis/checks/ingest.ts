/**
 * `missing-partitioned-by`, `clustered-by-without-partitioned-by`, `missing-overwrite`, `order-by-in-ingest`, `target-columns`, `ingest-limit`:
 * the clauses that INSERT and REPLACE into a datasource must and must not have.
 * Source: DruidSqlValidator.validateInsert, IngestHandler.convertQuery, ReplaceHandler; MSQTaskSqlEngine for LIMIT and OFFSET.
 */
import type { Ingest, Node } from "../../syntax/nodes";
import { druidSays, sentences, t } from "../../text/l10n";
import { rangeOf } from "../../text/range";
import { looseTemplatesOf } from "../looseTemplates";
import { contextValue, setsOf } from "../route";
import { type CheckInput, firstWords, textOf } from "./check";

export function checkIngest(input: CheckInput): void {
  const { ingest } = input;
  if (!ingest || ingest.verb === "UPSERT") return;
  checkColumns(input, ingest);
  checkOrderBy(input, ingest);
  checkOuterLimit(input, ingest);
  if (ingest.target.kind !== "tableTarget") return;
  checkPartitionedBy(input, ingest);
  checkMissingOverwrite(input, ingest);
  checkLimit(input, ingest);
}

function checkColumns(input: CheckInput, ingest: Ingest): void {
  if (!ingest.columns) return;
  const message = sentences(
    druidSays(`Operation [${ingest.verb}] cannot be run with a target column list, given [${textOf(input.statement, ingest.columns)}].`),
    t("Name the columns in the SELECT."),
  );
  input.report({ code: "target-columns", stage: "validate", message, range: rangeOf(ingest.columns) });
}

function checkOrderBy(input: CheckInput, ingest: Ingest): void {
  let source: Node = ingest.source;
  while (source.kind === "parenthesizedQuery") source = source.query;
  if (source.kind !== "query" || !source.orderBy) return;
  const message = druidSays(`Cannot use an ORDER BY clause on a Query of type [${ingest.verb}], use CLUSTERED BY instead`);
  input.report({ code: "order-by-in-ingest", stage: "validate", message, range: rangeOf(source.orderBy) });
}

function checkOuterLimit(input: CheckInput, ingest: Ingest): void {
  if (contextValue(input.tree, input.settings, "sqlOuterLimit") === undefined) return;
  const message = druidSays(`Context parameter [sqlOuterLimit] cannot be provided on operator [${ingest.verb}]`);
  const set = setsOf(input.tree).find(({ key }) => key === "sqlOuterLimit")?.set;
  const range = set ? rangeOf(set.name) : firstWords(input.statement, ingest.start, 1);
  input.report({ code: "engine-feature", stage: "validate", message, range });
}

function checkPartitionedBy(input: CheckInput, ingest: Ingest): void {
  if (ingest.partitionedBy || endsWithTemplate(input, ingest)) return;
  if (ingest.clusteredBy) {
    const message = druidSays("CLUSTERED BY found before PARTITIONED BY, CLUSTERED BY must come after the PARTITIONED BY clause");
    const range = firstWords(input.statement, ingest.clusteredBy.start, 2);
    input.report({ code: "clustered-by-without-partitioned-by", stage: "validate", message, range });
    return;
  }
  const message = sentences(
    druidSays(`Operation [${ingest.verb}] requires a PARTITIONED BY to be explicitly defined, but none was found.`),
    t("Add PARTITIONED BY DAY, or PARTITIONED BY ALL."),
  );
  input.report({ code: "missing-partitioned-by", stage: "validate", message, range: firstWords(input.statement, ingest.start, 1) });
}

/** Whether a template may bring PARTITIONED BY. */
function endsWithTemplate({ statement }: CheckInput, { clusteredBy, end }: Ingest): boolean {
  return looseTemplatesOf(statement).some((template) => statement.text.slice(template.end, clusteredBy?.start ?? end).trim() === "");
}

function checkMissingOverwrite(input: CheckInput, ingest: Ingest): void {
  if (ingest.verb !== "REPLACE" || (ingest.overwrite && ingest.overwrite.extent !== "missing")) return;
  const message = druidSays(
    "Missing time chunk information in OVERWRITE clause for REPLACE. Use OVERWRITE WHERE <__time based condition> or OVERWRITE ALL to overwrite the entire table.",
  );
  const range = ingest.overwrite ? rangeOf(ingest.overwrite) : firstWords(input.statement, ingest.start, 1);
  input.report({ code: "missing-overwrite", stage: "validate", message, range });
}

function checkLimit(input: CheckInput, ingest: Ingest): void {
  const { source, partitionedBy } = ingest;
  if (source.kind !== "query") return;
  if (source.offset) {
    const message = druidSays("INSERT and REPLACE queries cannot have an OFFSET.");
    input.report({ code: "ingest-limit", stage: "plan", message, range: rangeOf(source.offset) });
  }
  if (source.fetch && partitionedBy && partitionedBy.unit !== undefined && !partitionedBy.unit.startsWith("ALL")) {
    const message = druidSays('INSERT and REPLACE queries cannot have a LIMIT unless PARTITIONED BY is "ALL".');
    input.report({ code: "ingest-limit", stage: "plan", message, range: rangeOf(source.fetch) });
  }
}
