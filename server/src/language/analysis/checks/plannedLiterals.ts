/**
 * Literals that Druid reads while it plans: `time-period`, the ISO 8601 period of TIME_FLOOR, TIME_CEIL and TIME_SHIFT; `time-unit`, the unit of
 * DATE_TRUNC, TIME_EXTRACT, FLOOR and TIMESTAMPADD; `json-path`, the path of the JSON functions. What is not surely wrong is left to Druid.
 * Source: PeriodGranularity with Joda's ISOPeriodFormat, DateTruncOperatorConversion, TimeExtractOperatorConversion, TimeFloorOperatorConversion,
 * NestedPathFinder; asked of the planners of 28, 31 and 33.
 */
import type { DruidFunction } from "../../data/functions";
import type { Call, Node } from "../../syntax/nodes";
import { t } from "../../text/l10n";
import { rangeOf } from "../../text/range";
import { rewrite } from "../fixes";
import { hasLength, mayBePeriod } from "../periods";
import { isSurelyPlanned, namesNothing } from "../planned";
import { textLiteralAt } from "../textLiteral";
import type { CheckInput } from "./check";
import type { CheckCode } from "./codes";
import { checkJsonBehaviour } from "./jsonBehaviour";

export function checkPlannedLiterals(node: Call, { name }: DruidFunction, input: CheckInput): void {
  switch (name) {
    case "TIME_FLOOR":
    case "TIME_CEIL":
    case "TIME_SHIFT":
      checkPeriod(node, name !== "TIME_SHIFT", input);
      break;
    case "DATE_TRUNC":
      checkUnitText(node, 0, TRUNCATED, input);
      break;
    case "TIME_EXTRACT":
      checkUnitText(node, 1, EXTRACTED, input);
      break;
    case "FLOOR":
    case "CEIL":
    case "CEILING":
      checkUnitWord(node, NOT_FLOORED, input);
      break;
    case "TIMESTAMPADD":
      checkUnitWord(node, NOT_ADDED, input);
      break;
    case "EXTRACT":
      checkUnitWord(node, NOT_EXTRACTED, input);
      break;
    case "JSON_VALUE":
      checkPath(node, input);
      checkJsonBehaviour(node, input);
      break;
    case "JSON_QUERY":
    case "JSON_QUERY_ARRAY":
    case "JSON_KEYS":
      checkPath(node, input);
      break;
  }
}

function refuse(code: CheckCode, message: string, node: Node, input: CheckInput, meant?: string): void {
  if (!isSurelyPlanned(node, input)) return;
  const range = rangeOf(node);
  input.report({ code, stage: "plan", message, range, ...(meant === undefined ? {} : { fixes: [rewrite(range, meant)] }) });
}

/** Buckets of time have a length; a shift may have none. */
function checkPeriod(call: Call, isBucket: boolean, input: CheckInput): void {
  const literal = textLiteralAt(call, 1);
  // Where a column decides about the rest, Druid reads the period with each row, and not before.
  if (!literal || call.arguments.slice(2).some((operand) => !namesNothing(operand))) return;
  const advice = t("Periods look like P1D, PT1H or P1M.");
  if (!mayBePeriod(literal.value)) {
    refuse("time-period", `${t("{0} is no ISO 8601 period.", `'${literal.value}'`)} ${advice}`, literal, input);
  } else if (isBucket && !hasLength(literal.value)) {
    refuse("time-period", `${t("A period of no length makes no buckets.")} ${advice}`, literal, input);
  }
}

const TRUNCATED: ReadonlySet<string> = new Set(
  "MICROSECONDS MILLISECONDS SECOND MINUTE HOUR DAY WEEK MONTH QUARTER YEAR DECADE CENTURY MILLENNIUM".split(" "),
);

const EXTRACTED: ReadonlySet<string> = new Set(
  "EPOCH MICROSECOND MILLISECOND SECOND MINUTE HOUR DAY DOW ISODOW DOY WEEK MONTH QUARTER YEAR ISOYEAR DECADE CENTURY MILLENNIUM".split(
    " ",
  ),
);

/** Units that the parser takes, and that no period stands for. */
const NOT_FLOORED: ReadonlySet<string> = new Set(
  "EPOCH MILLISECOND MICROSECOND NANOSECOND DOW ISODOW DOY DAYOFWEEK DAYOFYEAR ISOYEAR DECADE CENTURY MILLENNIUM".split(" "),
);

const NOT_EXTRACTED: ReadonlySet<string> = new Set(["NANOSECOND", "FRAC_SECOND", "ISOWEEK"]);

const NOT_ADDED: ReadonlySet<string> = new Set(["EPOCH", "DOW", "ISODOW", "DOY", "DAYOFWEEK", "DAYOFYEAR", "ISOWEEK"]);

/** A unit as a text. */
function checkUnitText(call: Call, index: number, units: ReadonlySet<string>, input: CheckInput): void {
  const literal = textLiteralAt(call, index);
  const unit = literal?.value.toUpperCase() ?? "";
  if (!literal || units.has(unit)) return;
  const meant = [unit.trim(), unit.trim().replace(/S$/, ""), `${unit.trim()}S`].find((candidate) => units.has(candidate));
  const known = [...units].join(", ");
  const message = t("{0} is no unit here. Units are {1}.", `'${literal.value}'`, known);
  refuse("time-unit", message, literal, input, meant && `'${/[a-z]/.test(literal.value) ? meant.toLowerCase() : meant}'`);
}

/** A unit as a bare word. */
function checkUnitWord(call: Call, refused: ReadonlySet<string>, input: CheckInput): void {
  const unit = call.arguments.find((operand) => operand.kind === "word");
  if (unit?.kind !== "word" || !refused.has(unit.text.toUpperCase())) return;
  const message = t("{0} is no unit here. Units are {1}.", unit.text, "SECOND, MINUTE, HOUR, DAY, WEEK, MONTH, QUARTER, YEAR");
  refuse("time-unit", message, unit, input);
}

function checkPath(call: Call, input: CheckInput): void {
  const literal = textLiteralAt(call, 1);
  const problem = literal && problemOfPath(literal.value);
  if (literal && problem) refuse("json-path", problem, literal, input);
}

function problemOfPath(path: string): string | undefined {
  if (path === "") return undefined;
  if (!path.startsWith("$")) return t("A JSON path starts with $, as in $.a.b[0].");
  if (path.length > 1 && path[1] !== "." && path[1] !== "[") return t("Behind $ stands a dot or a bracket, as in $.a.b[0].");
  // Names in quotes may hold anything.
  if (path.includes("'")) return undefined;
  if (path.includes("..")) return t("Druid's JSON paths have no .. for all levels below.");
  for (const [, content = ""] of path.matchAll(/\[([^\]]*)\]/g)) {
    if (!/^-?\d+$/.test(content)) return t("In the brackets of a JSON path stands a number, or a name in single quotes.");
  }
  return /\[-?\d+$/.test(path) ? t("The bracket of the JSON path is not closed.") : undefined;
}
