/**
 * `time-unit`: units that stand unquoted and are none: `EXTRACT(DAYS FROM x)`. Source: Calcite's TimeFrames, which has many names beside
 * those that Druid documents; so only plurals and a few words of other databases are said.
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
  const meant = word !== singular && UNITS.has(singular) ? singular : OTHER_WORDS.get(word);
  if (meant === undefined) return;
  const fix: Fix = { title: t("Write {0}", meant), certainty: "certain", edits: [{ range: rangeOf(unit), text: meant }] };
  const message = druidSays(`'${unit.text}' is not a valid time frame`);
  input.report({ code: "time-unit", stage: "validate", message, range: rangeOf(unit), ...(meant === "" ? {} : { fixes: [fix] }) });
}
