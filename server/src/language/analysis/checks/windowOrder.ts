/**
 * `window-order`: RANK and its kin need an ORDER BY in their window. Source: Calcite's SqlWindow.validate (funcNeedsOrderBy).
 */
import { CONTEXT_VARIABLES } from "../../data/keywords";
import type { Node } from "../../syntax/nodes";
import { druidSays } from "../../text/l10n";
import { rangeOf } from "../../text/range";
import { plainTables, type SelectParts, selectsOf } from "../selects";
import { windowOf } from "../windows";
import type { CheckInput } from "./check";

const FIRST_VERSION_MEASURED = 28;

const ORDERED: ReadonlySet<string> = new Set(["RANK", "DENSE_RANK", "PERCENT_RANK", "CUME_DIST"]);

export function checkWindowOrder(input: CheckInput): void {
  if (input.settings.profile.druidVersion < FIRST_VERSION_MEASURED) return;
  for (const parts of selectsOf(input.tree)) {
    for (const { call, known } of parts.calls) {
      if (!known || !ORDERED.has(known.name)) continue;
      const resolved = windowOf(call, parts);
      if (!resolved || resolved.orderItems.length > 0 || mayBeSorted(parts, input)) continue;
      const message = druidSays("RANK or DENSE_RANK functions require ORDER BY clause in window specification");
      input.report({ code: "window-order", stage: "validate", message, range: rangeOf(resolved.window) });
    }
  }
}

/** Calcite takes a query for sorted that gives out the time of day, and then needs no ORDER BY. */
export function mayBeSorted({ select }: SelectParts, { statement, references }: CheckInput): boolean {
  if (!select.from) return false;
  const isQuery = (table: Node): boolean => table.kind === "derivedTable" || references.withItems.has(table);
  return plainTables(select.from.table).some(isQuery) && CLOCK.test(statement.text);
}

const CLOCK = new RegExp(CONTEXT_VARIABLES.join("|"), "i");
