/**
 * `time-unit`: units that stand unquoted and are none: `EXTRACT(DAYS FROM x)`. Source: the core of Calcite's TimeFrames, asked of the planners of
 * 28, 31 and 33. Which of its units a function takes is found while planning (`plannedLiterals.ts`).
 */
import type { DruidFunction } from "../../data/functions";
import type { Call } from "../../syntax/nodes";
import type { Fix } from "../../text/edit";
import { druidSays, t } from "../../text/l10n";
import { rangeOf } from "../../text/range";
import type { CheckInput } from "./check";

const WITH_UNIT: ReadonlySet<string> = new Set(["EXTRACT", "FLOOR", "CEIL", "CEILING", "TIMESTAMPADD", "TIMESTAMPDIFF"]);

const UNITS: ReadonlySet<string> = new Set([
  "SECOND",
  "MINUTE",
  "HOUR",
  "DAY",
  "WEEK",
  "MONTH",
  "QUARTER",
  "YEAR",
  "DECADE",
  "MILLISECOND",
  "MICROSECOND",
]);

/** What Calcite knows beside, as far as Druid was asked; its names of weeks that begin on other days are left to it. */
const FRAMES: ReadonlySet<string> = new Set([
  ...[
    "CENTURY",
    "MILLENNIUM",
    "NANOSECOND",
    "FRAC_SECOND",
    "DOW",
    "DOY",
    "ISODOW",
    "ISOYEAR",
    "ISOWEEK",
    "DAYOFWEEK",
    "DAYOFYEAR",
    "EPOCH",
  ],
]);
const OTHER_FRAMES = /^(?:SQL_TSI_|WEEK\b|WEEK_|ISO)/;

const OTHER_WORDS: ReadonlyMap<string, string> = new Map([
  ["FORTNIGHT", ""],
  ["WEEKDAY", "DOW"],
  ["YEARDAY", "DOY"],
  ["MIN", "MINUTE"],
  ["SEC", "SECOND"],
  ["HH", "HOUR"],
  ["MM", "MONTH"],
  ["YYYY", "YEAR"],
  ["CENTURIES", "CENTURY"],
]);

export function checkTimeUnit(node: Call, known: DruidFunction, input: CheckInput): void {
  if (!WITH_UNIT.has(known.name)) return;
  const unit = node.arguments.find((operand) => operand.kind === "word");
  if (unit?.kind !== "word") return;
  const word = unit.text.toUpperCase();
  const singular = word.endsWith("S") ? word.slice(0, -1) : word;
  if (UNITS.has(word) || FRAMES.has(word) || OTHER_FRAMES.test(word) || !/^[A-Z_]+$/.test(word)) return;
  const meant = word !== singular && UNITS.has(singular) ? singular : (OTHER_WORDS.get(word) ?? "");
  const fix: Fix = { title: t("Write {0}", meant), certainty: "certain", edits: [{ range: rangeOf(unit), text: meant }] };
  const message = druidSays(`'${unit.text}' is not a valid time frame`);
  input.report({ code: "time-unit", stage: "validate", message, range: rangeOf(unit), ...(meant === "" ? {} : { fixes: [fix] }) });
}
