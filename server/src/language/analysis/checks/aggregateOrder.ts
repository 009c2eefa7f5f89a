/**
 * `aggregate-order`: ORDER BY in the parentheses of ARRAY_AGG, STRING_AGG and their kin: it parses and validates, and no engine of Druid has
 * such an aggregate. WITHIN GROUP behind these is taken and changes nothing; behind any other call it is refused.
 * Source: the aggregators of Druid, which take no collation; asked of the planners of 28, 31 and 33.
 */
import type { DruidFunction } from "../../data/functions";
import type { Call } from "../../syntax/nodes";
import { druidSays, t } from "../../text/l10n";
import { rangeOf } from "../../text/range";
import { isSurelyPlanned } from "../planned";
import type { CheckInput } from "./check";

/** Behind which WITHIN GROUP passes. */
const GROUPED: ReadonlySet<string> = new Set(["ARRAY_AGG", "ARRAY_CONCAT_AGG", "STRING_AGG", "LISTAGG"]);

/** `WITHIN GROUP (ORDER BY …)`: Druid names the start of the call. */
export function checkWithinGroup(call: Call, { name, kind }: DruidFunction, input: CheckInput): void {
  if (!call.withinGroup || call.over || GROUPED.has(name) || kind === "table") return;
  const range = { start: call.start, end: call.withinGroup.end };
  const message =
    kind === "scalar"
      ? druidSays(`WITHIN GROUP not allowed with ${name} function`)
      : druidSays(`Aggregate expression '${name}' must not contain a WITHIN GROUP clause`);
  input.report({ code: "aggregate-order", stage: "validate", message, range });
}

const ORDERED: ReadonlySet<string> = new Set(["ARRAY_AGG", "ARRAY_CONCAT_AGG", "STRING_AGG"]);

/** Of a call, whose function has the plain name `name`. */
export function checkAggregateOrder(call: Call, name: string, input: CheckInput): void {
  const { orderBy } = call;
  if (!orderBy || call.over || !ORDERED.has(name) || !isSurelyPlanned(call, input)) return;
  const advice =
    name === "ARRAY_AGG"
      ? t("Druid collects values in the order in which it meets them.")
      : t("Druid joins values in the order in which it meets them.");
  const message = `${druidSays(`Aggregation [${name}(… ORDER BY …)] is not supported`)}. ${advice}`;
  input.report({ code: "aggregate-order", stage: "plan", message, range: rangeOf(orderBy) });
}
