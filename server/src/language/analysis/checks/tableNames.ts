/**
 * `unknown-table`: names of tables that no Druid of this kind can have. Whether a datasource exists only the cluster knows.
 */

import { sentences } from "../../text/l10n";
import { rangeOf } from "../../text/range";
import { resolveTable } from "../names";
import type { CheckInput } from "./check";

export function checkTableNames(input: CheckInput): void {
  for (const reference of input.references.tables) {
    if (reference.withItem) continue;
    const table = resolveTable(reference.name, input.settings.profile);
    if (table.kind !== "missing") continue;
    const message = table.advice ? sentences(`${table.message}.`, table.advice) : table.message;
    input.report({ code: "unknown-table", stage: "validate", message, range: rangeOf(reference.name) });
  }
}
