/**
 * READ on every datasource and view that the statement names, wherever the name stands. Lookups need nothing.
 * Source: SqlResourceCollectorShuttle.visit(SqlIdentifier) and NamedSchema.getSchemaResourceType.
 */

import { resolveTable } from "../analysis/names";
import { t } from "../text/l10n";
import { rangeOf } from "../text/range";
import type { Collector } from "./collector";
import type { RuleInput } from "./rule";

/** Needs of phase submit for datasources and views; unknowns for templates. System tables have a file of their own. */
export function tableNeeds(input: RuleInput, collect: Collector): void {
  for (const reference of input.references.tables) {
    if (reference.withItem) continue;
    const table = resolveTable(reference.name, input.profile);
    const cause = rangeOf(reference.name);
    if (table.kind === "datasource") collect.need("READ", "DATASOURCE", table.name, "read-table", cause);
    else if (table.kind === "view") collect.need("READ", "VIEW", table.name, "read-view", cause);
    else if (table.kind === "template") {
      collect.unknown("template-name", t("A template makes this name, so what is read here is not known."), cause);
    }
  }
  for (const template of input.references.templates) {
    collect.unknown("template-name", t("A template makes this query, so what it reads is not known."), rangeOf(template));
  }
}
