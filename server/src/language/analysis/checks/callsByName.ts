/**
 * The checks of calls that belong to some functions only.
 */
import type { DruidFunction } from "../../data/functions";
import type { Call } from "../../syntax/nodes";
import { checkAggregateOrder, checkWithinGroup } from "./aggregateOrder";
import { checkAggregateSize, WITH_SIZE } from "./aggregateSize";
import type { CheckInput } from "./check";
import { checkColumnOperands, WITH_LATE_LITERALS } from "./columnOperand";
import { checkLatestWithoutTime } from "./latestWithoutTime";
import { checkLiteralValue, WITH_LITERAL_VALUE } from "./literalValue";
import { checkPatternLetters } from "./patternLetters";
import { checkRegexPattern } from "./regexPattern";
import { checkTimeInterval } from "./timeInterval";
import { checkTimePattern } from "./timePattern";
import { checkZoneOperand } from "./timeZone";

type CallCheck = (call: Call, name: string, input: CheckInput) => void;

const BY_NAME = new Map<string, readonly CallCheck[]>([
  ["TIME_FORMAT", [checkTimePattern, checkPatternLetters, checkZoneOperand]],
  ["TIME_PARSE", [checkTimePattern, checkPatternLetters, checkZoneOperand]],
  ["TIME_EXTRACT", [checkZoneOperand]],
  ["TIME_FLOOR", [checkZoneOperand]],
  ["TIME_CEIL", [checkZoneOperand]],
  ["TIME_SHIFT", [checkZoneOperand]],
  ["TIME_IN_INTERVAL", [checkTimeInterval]],
  ["REGEXP_EXTRACT", [checkRegexPattern]],
  ["REGEXP_LIKE", [checkRegexPattern]],
  ["REGEXP_REPLACE", [checkRegexPattern]],
  ["MV_FILTER_REGEX", [checkRegexPattern]],
  ["ARRAY_AGG", [checkAggregateOrder]],
  ["ARRAY_CONCAT_AGG", [checkAggregateOrder]],
  ["STRING_AGG", [checkAggregateOrder]],
  ["EARLIEST", [checkLatestWithoutTime]],
  ["LATEST", [checkLatestWithoutTime]],
]);
for (const name of WITH_LATE_LITERALS) BY_NAME.set(name, [...(BY_NAME.get(name) ?? []), checkColumnOperands]);
for (const name of WITH_LITERAL_VALUE) BY_NAME.set(name, [...(BY_NAME.get(name) ?? []), checkLiteralValue]);
for (const name of WITH_SIZE) BY_NAME.set(name, [...(BY_NAME.get(name) ?? []), checkAggregateSize]);

export function checkCallByName(call: Call, known: DruidFunction, input: CheckInput): void {
  for (const check of BY_NAME.get(known.name) ?? NONE) check(call, known.name, input);
  if (call.withinGroup) checkWithinGroup(call, known, input);
}

const NONE: readonly CallCheck[] = [];
