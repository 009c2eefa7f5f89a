/**
 * `aggregate-order`: ORDER BY in the parentheses of ARRAY_AGG, STRING_AGG and their kin: it parses and validates, and no engine of Druid has
 * such an aggregate. Source: the aggregators of Druid, which take no collation; asked of the planners of 28, 31 and 33.
 */
import type { Call } from "../../syntax/nodes";
import { druidSays, t } from "../../text/l10n";
import { rangeOf } from "../../text/range";
import { isSurelyPlanned } from "../planned";
import type { CheckInput } from "./check";

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
