/**
 * `overwrite-where`, what its comparisons make: whether the time that REPLACE overwrites is made of whole time chunks of PARTITIONED BY, and
 * whether it is any time at all. Bounds are read in sqlTimeZone, chunks are those of UTC.
 * Source: DruidSqlParserUtils.validateQueryAndConvertToIntervals, asked of 29, 31 and 33. Silent where a bound, a granularity or a time zone
 * is not known for sure.
 */
import type { Expression, Ingest } from "../../syntax/nodes";
import { t } from "../../text/l10n";
import { rangeOf, type TextRange } from "../../text/range";
import { DAY, dateOf, HOUR, instantOf, MINUTE, readDateTime, SECOND } from "../dateTimes";
import { choice, rewrite } from "../fixes";
import { contextValue } from "../route";
import type { CheckInput } from "./check";

/** Earlier releases were not asked. */
const FIRST_VERSION_MEASURED = 29;

/** Stretches of time, in order and apart; from the first millisecond up to, not with, the last one. */
type Times = readonly (readonly [from: number, to: number])[];

const ETERNITY: Times = [[Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]];

export function checkOverwriteIntervals(input: CheckInput, ingest: Ingest, where: Expression): void {
  const granularity = granularityOf(ingest);
  if (input.settings.profile.druidVersion < FIRST_VERSION_MEASURED || granularity === undefined) return;
  const zone = contextValue(input.tree, input.settings, "sqlTimeZone") ?? "UTC";
  const times = timesOf(where, zone);
  if (!times) return;
  if (times.length === 0) {
    const message = t("OVERWRITE WHERE covers no time: its bounds exclude each other.");
    input.report({ code: "overwrite-where", stage: "validate", message, range: rangeOf(where) });
    return;
  }
  if (times.flat().every((bound) => isStartOf(bound, granularity))) return;
  if (granularity === "ALL") {
    const message = t("OVERWRITE WHERE covers a part of the time, and PARTITIONED BY ALL knows one time chunk only. Use OVERWRITE ALL.");
    const overwrite = ingest.overwrite && rewrite(ingest.overwrite, "OVERWRITE ALL", "choice");
    input.report({ code: "overwrite-where", stage: "validate", message, range: rangeOf(where), ...(overwrite && { fixes: [overwrite] }) });
    return;
  }
  report(input, where, granularity, zone);
}

function report(input: CheckInput, where: Expression, granularity: string, zone: string): void {
  const closed = closedEnds(where, input.statement.text, (bound) => isStartOf(boundOf(bound, zone) ?? Number.NaN, granularity));
  const advice = closed.length > 0 ? ` ${t("The end itself belongs to the next chunk: write <.")}` : "";
  const zoneWords = zone === "UTC" ? "" : ` ${t("Bounds are read in {0}, chunks are those of UTC.", zone)}`;
  const message = t("OVERWRITE WHERE covers time that is not made of whole chunks of PARTITIONED BY {0}.", granularity);
  const fixes =
    closed.length > 0
      ? [
          choice(
            t("Write {0}", "<"),
            closed.map((range) => ({ range, text: "<" })),
          ),
        ]
      : [];
  input.report({ code: "overwrite-where", stage: "validate", message: `${message}${zoneWords}${advice}`, range: rangeOf(where), fixes });
}

/** Where `<=` stands before the first moment of a chunk: `<` is meant nearly always. */
function closedEnds(where: Expression, text: string, isStart: (bound: Expression) => boolean): readonly TextRange[] {
  const found: TextRange[] = [];
  const left: Expression[] = [where];
  for (let node = left.pop(); node; node = left.pop()) {
    if (node.kind === "parenthesized") left.push(node.expression);
    if (node.kind !== "operation") continue;
    const [column, bound] = node.operands;
    if (node.operators[0] === "AND" || node.operators[0] === "OR") left.push(...node.operands);
    else if (node.operators[0] === "<=" && column && bound && text.slice(column.end, bound.start).trim() === "<=" && isStart(bound)) {
      const start = text.indexOf("<=", column.end);
      found.push({ start, end: start + 2 });
    }
  }
  return found.sort((one, other) => one.start - other.start);
}

/** The unit of the chunks; undefined where it cannot be told. */
function granularityOf({ partitionedBy }: Ingest): string | undefined {
  if (!partitionedBy) return undefined;
  if (partitionedBy.unit !== undefined) return partitionedBy.unit.startsWith("ALL") ? "ALL" : partitionedBy.unit;
  const { expression } = partitionedBy;
  return expression && nameOf(expression);
}

function nameOf(expression: Expression): string | undefined {
  switch (expression.kind) {
    case "parenthesized":
      return expression.unit === undefined ? nameOf(expression.expression) : undefined;
    case "literal":
      return expression.template ? undefined : knownUnit(expression.value);
    case "name":
      return expression.parts.length === 1 && !expression.parts[0]?.template ? knownUnit(expression.parts[0]?.name ?? "") : undefined;
    case "call": {
      const [, unit] = expression.arguments;
      if (unit?.kind === "word") return knownUnit(unit.text);
      return unit?.kind === "literal" && !unit.template ? knownUnit(unit.value) : undefined;
    }
    default:
      return undefined;
  }
}

const PERIODS: Readonly<Record<string, string>> = {
  PT1S: "SECOND",
  PT1M: "MINUTE",
  PT5M: "FIVE_MINUTE",
  PT10M: "TEN_MINUTE",
  PT15M: "FIFTEEN_MINUTE",
  PT30M: "THIRTY_MINUTE",
  PT1H: "HOUR",
  PT6H: "SIX_HOUR",
  PT8H: "EIGHT_HOUR",
  P1D: "DAY",
  P1W: "WEEK",
  P1M: "MONTH",
  P3M: "QUARTER",
  P1Y: "YEAR",
};

/** Lengths of the chunks that are equally long and counted from 1970. */
const LENGTHS: Readonly<Record<string, number>> = {
  SECOND,
  MINUTE,
  FIVE_MINUTE: 5 * MINUTE,
  TEN_MINUTE: 10 * MINUTE,
  FIFTEEN_MINUTE: 15 * MINUTE,
  THIRTY_MINUTE: 30 * MINUTE,
  HOUR,
  SIX_HOUR: 6 * HOUR,
  EIGHT_HOUR: 8 * HOUR,
  DAY,
};

/** The months after which a chunk begins. */
const MONTHS: Readonly<Record<string, number>> = { MONTH: 1, QUARTER: 3, YEAR: 12 };

/** What begins on a Thursday, as 1970 did, is this much before a Monday. */
const MONDAY = 4 * DAY;

function knownUnit(text: string): string | undefined {
  const word = text.toUpperCase();
  const unit = PERIODS[word] ?? word;
  return unit in LENGTHS || unit in MONTHS || unit === "WEEK" || unit === "ALL" || unit === "NONE" ? unit : undefined;
}

/** Whether a chunk begins at an instant. With NONE each millisecond is one; the borders of eternity belong to ALL only. */
function isStartOf(instant: number, granularity: string): boolean {
  if (granularity === "NONE") return true;
  // Even all of time is no chunk of ALL: the planner's widest interval is not eternity.
  if (granularity === "ALL" || !Number.isFinite(instant)) return false;
  const length = LENGTHS[granularity];
  if (length !== undefined) return instant % length === 0;
  if (instant % DAY !== 0) return false;
  if (granularity === "WEEK") return (instant - MONDAY) % (7 * DAY) === 0;
  const { month, day } = dateOf(instant);
  return day === 1 && (month - 1) % (MONTHS[granularity] ?? 1) === 0;
}

/** The time that a condition covers; undefined where it cannot be told. */
function timesOf(condition: Expression, zone: string): Times | undefined {
  switch (condition.kind) {
    case "parenthesized":
      return condition.unit === undefined ? timesOf(condition.expression, zone) : undefined;
    case "prefix": {
      const times = condition.operators.every((operator) => operator === "NOT") ? timesOf(condition.operand, zone) : undefined;
      return times && condition.operators.length % 2 === 1 ? complementOf(times) : times;
    }
    case "operation":
      return timesOfOperation(condition.operators, condition.operands, zone);
    case "between": {
      const low = boundOf(condition.low, zone);
      const high = boundOf(condition.high, zone);
      // NOT BETWEEN and turned bounds are read in ways of their own.
      if (low === undefined || high === undefined || condition.not || low > high || !isTimeColumn(condition.value)) return undefined;
      return [[low, high + 1]];
    }
    default:
      return undefined;
  }
}

function timesOfOperation(operators: readonly string[], operands: readonly Expression[], zone: string): Times | undefined {
  const [operator] = operators;
  const [left, right] = operands;
  if (operator === undefined || !left || !right) return undefined;
  if (operator === "AND" || operator === "OR") {
    const parts = operands.map((operand) => timesOf(operand, zone));
    return parts.reduce((all, part) => all && part && (operator === "AND" ? intersectionOf(all, part) : unionOf(all, part)));
  }
  if (operands.length > 2 || !isTimeColumn(left)) return undefined;
  const bound = boundOf(right, zone);
  return bound === undefined ? undefined : halfOf(operator, bound);
}

function halfOf(operator: string, bound: number): Times | undefined {
  switch (operator) {
    case ">=":
      return [[bound, Number.POSITIVE_INFINITY]];
    case ">":
      return [[bound + 1, Number.POSITIVE_INFINITY]];
    case "<":
      return [[Number.NEGATIVE_INFINITY, bound]];
    case "<=":
      return [[Number.NEGATIVE_INFINITY, bound + 1]];
    default:
      return undefined;
  }
}

function isTimeColumn(column: Expression): boolean {
  if (column.kind === "parenthesized") return column.unit === undefined && isTimeColumn(column.expression);
  return column.kind === "name" && !column.star && column.parts.length === 1 && column.parts[0]?.name === "__time";
}

function boundOf(bound: Expression, zone: string): number | undefined {
  if (bound.kind === "parenthesized") return bound.unit === undefined ? boundOf(bound.expression, zone) : undefined;
  if (bound.kind !== "literal" || bound.template) return undefined;
  // Whether a DATE begins at midnight of other zones was not asked.
  if (bound.type !== "timestamp" && (bound.type !== "date" || zone !== "UTC")) return undefined;
  const reading = readDateTime(bound.value, bound.type);
  return reading.kind === "ok" ? instantOf(reading.milliseconds, zone) : undefined;
}

function complementOf(times: Times): Times {
  return times.reduce<Times>((left, [from, to]) => {
    return intersectionOf(
      left,
      [[Number.NEGATIVE_INFINITY, from] as const, [to, Number.POSITIVE_INFINITY] as const].filter(([a, b]) => a < b),
    );
  }, ETERNITY);
}

function intersectionOf(one: Times, other: Times): Times {
  return one.flatMap(([from, to]) =>
    other.flatMap(([otherFrom, otherTo]) => {
      const common = [Math.max(from, otherFrom), Math.min(to, otherTo)] as const;
      return common[0] < common[1] ? [common] : [];
    }),
  );
}

/** Stretches that touch become one. */
function unionOf(one: Times, other: Times): Times {
  const joined: [number, number][] = [];
  for (const [from, to] of [...one, ...other].sort((left, right) => left[0] - right[0])) {
    const last = joined.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else joined.push([from, to]);
  }
  return joined;
}
