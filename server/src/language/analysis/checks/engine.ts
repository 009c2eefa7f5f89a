/**
 * `engine-feature`: what the engine behind the endpoint cannot run.
 * Source: EngineFeature, IngestHandler, QueryHandler and ExternalTableScanRule of Druid.
 */

import { druidSays, sentences, t } from "../../text/l10n";
import { rangeOf } from "../../text/range";
import { isCallTo } from "../externCall";
import { resolveTable } from "../names";
import { hasConstantCondition, mayBeLeftOut } from "../planned";
import { type CheckInput, firstWords } from "./check";

export function checkEngine(input: CheckInput): void {
  if (input.route.engine === "msq-task") checkSystemTables(input);
  else {
    checkIngestOnSql(input);
    checkExternOnSql(input);
    if (input.route.engine === "msq-dart") checkSystemTables(input);
  }
}

function checkIngestOnSql(input: CheckInput): void {
  const { ingest, route } = input;
  if (!ingest || ingest.verb === "UPSERT") return;
  const refusal =
    ingest.verb === "INSERT"
      ? druidSays(`INSERT operations are not supported by requested SQL engine [${route.engine}], consider using MSQ.`)
      : druidSays(`REPLACE operations are not supported by the requested SQL engine [${route.engine}].  Consider using MSQ.`);
  const message = sentences(refusal, t("Send it to {0}.", "/druid/v2/sql/task"));
  input.report({ code: "engine-feature", stage: "validate", message, range: firstWords(input.statement, ingest.start, 1) });
}

function checkExternOnSql(input: CheckInput): void {
  for (const { call } of input.references.functions) {
    // What is surely empty is never read.
    if (!isCallTo(call, "EXTERN") || hasConstantCondition(input.tree) || mayBeLeftOut(input.tree, call)) continue;
    const refusal = druidSays(`Cannot use [EXTERN] with SQL engine [${input.route.engine}].`);
    const message = sentences(refusal, t("Send it to {0}.", "/druid/v2/sql/task"));
    input.report({ code: "engine-feature", stage: "plan", message, range: rangeOf(call.name) });
  }
}

function checkSystemTables(input: CheckInput): void {
  for (const reference of input.references.tables) {
    if (reference.withItem) continue;
    const table = resolveTable(reference.name, input.settings.profile);
    if (table.kind !== "system" || mayBeLeftOut(input.tree, reference.node)) continue;
    const message = druidSays(`Cannot query table(s) [${table.table.schema}.${table.table.name}] with SQL engine [${input.route.engine}].`);
    input.report({ code: "engine-feature", stage: "plan", message, range: rangeOf(reference.name) });
  }
}
