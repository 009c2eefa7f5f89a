/**
 * `aggregate-place`: aggregates and windows where there are no groups, or not yet. `aggregate-nested`: an aggregate of an aggregate.
 * Source: Calcite's SqlValidatorImpl (aggregateIllegalInClause, windowedAggregateIllegalInClause) and AggVisitor; of HAVING DruidSqlValidator.
 */
import type { Call, SelectItem } from "../../syntax/nodes";
import { druidSays, t } from "../../text/l10n";
import { groupOrdinalsOf } from "../ordinals";
import { type ClauseCall, isAggregation, type SelectParts, selectsOf } from "../selects";
import type { CheckInput } from "./check";

/** 28 takes windows in HAVING; releases between were not asked. */
const FIRST_VERSION_WITHOUT_WINDOWS_IN_HAVING = 31;

const WITHOUT_GROUPS: ReadonlySet<ClauseCall["clause"]> = new Set(["WHERE", "ON", "GROUP BY"]);

export function checkAggregatePlaces(input: CheckInput): void {
  for (const parts of selectsOf(input.tree)) {
    for (const found of parts.calls) {
      checkClause(found, input);
      checkNested(found, input);
      checkFilter(found, input);
    }
    checkGroupOrdinals(parts, input);
    checkOrder(parts, input);
  }
}

function refuse(call: Call, message: string, input: CheckInput, code: "aggregate-place" | "aggregate-nested" = "aggregate-place"): void {
  input.report({ code, stage: "validate", message, range: { start: call.start, end: call.name.end } });
}

function isWindowed({ call, known }: ClauseCall): boolean {
  return call.over !== undefined && (known?.kind === "aggregate" || known?.kind === "window");
}

function checkClause(found: ClauseCall, input: CheckInput): void {
  const { call, clause, aggregate, window } = found;
  if (aggregate || window) return;
  if (WITHOUT_GROUPS.has(clause)) {
    if (isWindowed(found)) refuse(call, druidSays(`Windowed aggregate expression is illegal in ${clause} clause`), input);
    else if (isAggregation(found) && found.known?.name !== "GROUPING") {
      const advice = clause === "WHERE" ? ` ${t("HAVING filters groups.")}` : "";
      refuse(call, `${druidSays(`Aggregate expression is illegal in ${clause} clause`)}.${advice}`, input);
    }
  } else if (clause === "HAVING" && isWindowed(found)) {
    if (input.settings.profile.druidVersion < FIRST_VERSION_WITHOUT_WINDOWS_IN_HAVING) return;
    refuse(call, druidSays("Window functions are not allowed in HAVING"), input);
  }
}

/** Windows take aggregates as operands, aggregates take neither. */
function checkNested(found: ClauseCall, input: CheckInput): void {
  const outer = found.aggregate;
  if (outer?.known?.kind !== "aggregate" || found.window || found.known?.name === "GROUPING") return;
  if (found.isInFilter) {
    if (isAggregation(found)) refuse(found.call, druidSays("FILTER must not contain aggregate expression"), input, "aggregate-nested");
  } else if (isWindowed(found) || (isAggregation(found) && !outer.call.over)) {
    refuse(outer.call, druidSays("Aggregate expressions cannot be nested"), input, "aggregate-nested");
  }
}

function checkFilter({ call, known }: ClauseCall, input: CheckInput): void {
  if (call.filter && !call.over && known?.kind === "scalar") refuse(call, druidSays("FILTER must be applied to aggregate function"), input);
}

/** `GROUP BY 2`, where the second item is an aggregate. Of a window Druid says nothing then. */
function checkGroupOrdinals({ select, calls }: SelectParts, input: CheckInput): void {
  if (!select.groupBy || select.items.some(({ expression }) => expression.kind === "name" && expression.star)) return;
  const named = new Set(groupOrdinalsOf(select).map(({ value }) => value));
  if (named.size === 0) return;
  const items = select.items.filter((_, index) => named.has(index + 1));
  for (const found of calls) {
    const { call, clause, aggregate, window } = found;
    if (clause !== "SELECT" || aggregate || window || !isWithin(items, call)) continue;
    if (!isAggregation(found)) continue;
    const advice = t("An ordinal of GROUP BY stands for it.");
    refuse(call, `${druidSays("Aggregate expression is illegal in GROUP BY clause")}. ${advice}`, input);
  }
}

/** Whether a call stands in one of the items, which are in the order of the text. */
function isWithin(items: readonly SelectItem[], { start }: Call): boolean {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((items[middle]?.end ?? 0) <= start) low = middle + 1;
    else high = middle;
  }
  const item = items[low];
  return item !== undefined && item.start <= start;
}

/** ORDER BY of an aggregate sorts groups, so there have to be some. */
function checkOrder(parts: SelectParts, input: CheckInput): void {
  if (!parts.orderBy || isAggregating(parts) !== "no") return;
  for (const found of parts.calls) {
    if (found.clause !== "ORDER BY" || found.aggregate || found.window || !isAggregation(found)) continue;
    refuse(found.call, druidSays("Aggregate expression is illegal in ORDER BY clause of non-aggregating SELECT"), input);
  }
}

/** Whether a SELECT makes groups; a function that is none of Druid's may be an aggregate. */
export function isAggregating({ select, calls }: SelectParts): "yes" | "no" | "unknown" {
  if (select.groupBy || select.having) return "yes";
  let answer: "no" | "unknown" = "no";
  for (const found of calls) {
    if (found.clause !== "SELECT") continue;
    if (isAggregation(found) && found.known?.name !== "GROUPING" && !found.window && !isInWindowed(found)) return "yes";
    if (!found.known) answer = "unknown";
  }
  return answer;
}

/** The aggregate within an aggregate over a window makes groups too. */
function isInWindowed({ aggregate }: ClauseCall): boolean {
  return aggregate !== undefined && !aggregate.call.over;
}
