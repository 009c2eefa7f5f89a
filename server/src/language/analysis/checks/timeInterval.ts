/**
 * `time-interval`: the second operand of TIME_IN_INTERVAL is an interval of ISO 8601, `2024-01-01/P1D`. It is read where the query is converted
 * to relations, so it is refused in columns that nothing uses, too.
 * Source: TimeInIntervalConvertletFactory, with Joda's `Interval`; asked of the planners of 28, 31 and 33.
 */
import type { Call } from "../../syntax/nodes";
import { mayBeJodaTimestamp } from "../../text/jodaTimestamp";
import { druidSays, t } from "../../text/l10n";
import { rangeOf } from "../../text/range";
import { mayBePeriod } from "../periods";
import { textLiteralAt } from "../textLiteral";
import type { CheckInput } from "./check";

/** Of a call, whose function has the plain name `name`. */
export function checkTimeInterval(call: Call, name: string, input: CheckInput): void {
  if (name !== "TIME_IN_INTERVAL") return;
  const literal = textLiteralAt(call, 1);
  const problem = literal && problemOf(literal.value);
  if (!literal || problem === undefined) return;
  const says = druidSays(`Function 'TIME_IN_INTERVAL' second argument is not a valid ISO8601 interval: ${problem}`);
  const message = `${says}. ${t("Intervals look like 2024-01-01/2024-02-01 or 2024-01-01/P1M.")}`;
  input.report({ code: "time-interval", stage: "plan", message, range: rangeOf(literal) });
}

function problemOf(interval: string): string | undefined {
  const slash = interval.indexOf("/");
  if (slash < 0) return druidSays(`Format requires a '/' separator: ${interval}`);
  const [start, end] = [interval.slice(0, slash), interval.slice(slash + 1)];
  const isPeriod = (part: string): boolean => /^P/i.test(part);
  if (start === "" || end === "") return druidSays(`Format invalid: ${interval}`);
  if (isPeriod(start) && isPeriod(end)) return druidSays(`Interval composed of two durations: ${interval}`);
  for (const part of [start, end]) {
    if (isPeriod(part) ? !mayBePeriod(part) : !mayBeJodaTimestamp(part)) return druidSays(`Invalid format: "${part}"`);
  }
  return isBackwards(start, end) ? druidSays("The end instant must be greater than the start") : undefined;
}

/** Only of two days, or two moments of the same form, the order is compared. */
function isBackwards(start: string, end: string): boolean {
  const isPlain = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d)?$/;
  return start.length === end.length && isPlain.test(start) && isPlain.test(end) && end < start;
}
