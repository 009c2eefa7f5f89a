/**
 * The tables of `sys` and `INFORMATION_SCHEMA`: READ SYSTEM_TABLE when the cluster asks for it, READ STATE while some of them are scanned,
 * and rows that are left out for who may not READ what they describe.
 * Source: NamedSystemSchema, SystemSchema, SystemServerPropertiesTable, InformationSchema.
 */

import { resolveTable } from "../analysis/names";
import type { SystemTable } from "../data/systemTables";
import { t } from "../text/l10n";
import { rangeOf, type TextRange } from "../text/range";
import type { Collector } from "./collector";
import type { RuleInput } from "./rule";

/** The first Druid that filters `sys.supervisors` by datasource; before, the name of the topic or stream decided. */
const FIRST_VERSION_WITH_SUPERVISOR_DATASOURCE = 37;

export function systemTableNeeds(input: RuleInput, collect: Collector): void {
  for (const reference of input.references.tables) {
    if (reference.withItem) continue;
    const resolved = resolveTable(reference.name, input.profile);
    if (resolved.kind !== "system") continue;
    const cause = rangeOf(reference.name);
    const { table } = resolved;
    if (input.profile.authorizeSystemTables && table.schema === "sys")
      collect.need("READ", "SYSTEM_TABLE", table.name, "system-table", cause);
    if (isScanned(input)) {
      if (table.stateNeeded) collect.need("READ", "STATE", "STATE", "run-state", cause, "run");
      addFilters(input, table, cause, collect);
    }
  }
}

/** EXPLAIN scans nothing, and the multi-stage engine refuses system tables before anything is scanned. */
function isScanned(input: RuleInput): boolean {
  return !input.route.explained && input.route.engine !== "msq-task";
}

function addFilters(input: RuleInput, table: SystemTable, cause: TextRange, collect: Collector): void {
  const name = `${table.schema}.${table.name}`;
  switch (table.rows) {
    case "datasource":
      collect.filter(name, "DATASOURCE", t("{0} shows only rows of datasources that the user may READ.", name), cause);
      break;
    case "supervisor":
      collect.filter(name, "DATASOURCE", supervisorMessage(input.profile.druidVersion), cause);
      break;
    case "ownQueries":
      collect.filter(name, "STATE", t("{0} shows only the user's own queries, unless the user may READ STATE STATE.", name), cause);
      break;
    case "listedResources":
      addListed(input, name, cause, collect);
      break;
  }
}

function supervisorMessage(version: number): string {
  if (version >= FIRST_VERSION_WITH_SUPERVISOR_DATASOURCE)
    return t("sys.supervisors shows only supervisors of datasources that the user may READ.");
  return t(
    "sys.supervisors shows only supervisors for which the user may READ a DATASOURCE named like their topic or stream (up to Druid 36).",
  );
}

function addListed(input: RuleInput, name: string, cause: TextRange, collect: Collector): void {
  collect.filter(name, "DATASOURCE", t("{0} lists only datasources that the user may READ.", name), cause);
  collect.filter(name, "VIEW", t("{0} lists only views that the user may READ.", name), cause);
  if (input.profile.authorizeSystemTables) {
    collect.filter(name, "SYSTEM_TABLE", t("{0} lists only system tables that the user may READ.", name), cause);
  }
}
