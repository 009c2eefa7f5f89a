/**
 * `time-zone`: a time zone that TIME_FORMAT does not know, which Druid refuses. `unknown-time-zone`: one that the other functions of time and
 * `sqlTimeZone` do not know: they count in UTC, and say nothing.
 * Source: TimestampFormatExprMacro (DateTimeZone.forID through DateTimes), DateTimes.inferTzFromString, which falls back to Java's `TimeZone` and so to UTC; asked of
 * the planners of 28, 31 and 33.
 */
import { judgeZone, zoneNames } from "../../data/timeZones";
import type { Call, Literal, Node } from "../../syntax/nodes";
import type { Fix } from "../../text/edit";
import { druidSays, t } from "../../text/l10n";
import { nearestWord } from "../../text/nearest";
import { rangeOf } from "../../text/range";
import { rewrite } from "../fixes";
import { isSurelyPlanned } from "../planned";
import { FIRST_VERSION_WITH_SET, setsOf } from "../route";
import { textLiteralAt } from "../textLiteral";
import type { CheckInput } from "./check";
import { FIRST_VERSION_WITH_EMPTY_TEXTS } from "./timePattern";

/** Which operand is the time zone. */
const ZONE_OPERANDS: Readonly<Record<string, number>> = {
  TIME_FORMAT: 2,
  TIME_PARSE: 2,
  TIME_EXTRACT: 2,
  TIME_FLOOR: 3,
  TIME_CEIL: 3,
  TIME_SHIFT: 3,
};

/** Of a call, whose function has the plain name `name`. */
export function checkZoneOperand(call: Call, name: string, input: CheckInput): void {
  const operand = ZONE_OPERANDS[name];
  if (operand === undefined || call.arguments.length <= operand) return;
  const literal = textLiteralAt(call, operand);
  if (!literal) return;
  if (name === "TIME_FORMAT") refuseZone(literal, input);
  else remarkZone(literal, literal.value, input);
}

function refuseZone(literal: Literal, input: CheckInput): void {
  const answer = judgeZone(literal.value);
  if (answer.kind === "known") return;
  if (answer.kind === "doubtful") {
    remarkDoubtful(literal, literal.value, input);
    return;
  }
  if (literal.value === "" && input.settings.profile.druidVersion < FIRST_VERSION_WITH_EMPTY_TEXTS) return;
  if (!isSurelyPlanned(literal, input)) return;
  const message = `${druidSays(`The datetime zone id '${literal.value}' is not recognised`)}. ${adviceFor(literal.value, answer.meant)}`;
  input.report({ code: "time-zone", stage: "plan", message, range: rangeOf(literal), fixes: fixesFor(literal, answer.meant) });
}

/** What Java's `TimeZone` knows beside, where Druid asks it when Joda knows nothing. */
const JAVA_OFFSET = /^GMT[+-]\d{1,2}(?::?\d\d)?$/;

function remarkZone(node: Node, zone: string, input: CheckInput): void {
  if (JAVA_OFFSET.test(zone)) return;
  const answer = judgeZone(zone);
  if (answer.kind === "known") return;
  if (answer.kind === "doubtful") {
    remarkDoubtful(node, zone, input);
    return;
  }
  const message = `${t("Druid knows no time zone {0} and counts in UTC, without a word.", `'${zone}'`)} ${adviceFor(zone, answer.meant)}`;
  input.report({ code: "unknown-time-zone", message, range: rangeOf(node), fixes: fixesFor(node, answer.meant) });
}

/** A city that no list has may be a new one. */
function remarkDoubtful(node: Node, zone: string, input: CheckInput): void {
  const meant = nearestWord(zone, zoneNames());
  const message = `${t("The time zone {0} is not among those of Druid 33.", `'${zone}'`)} ${adviceFor(zone, meant)}`;
  input.report({ code: "unknown-time-zone", message, range: rangeOf(node), fixes: fixesFor(node, meant) });
}

function adviceFor(zone: string, meant: string | undefined): string {
  if (meant === undefined) return t("Time zones look like Europe/Berlin, UTC or +01:00.");
  return meant.toLowerCase() === zone.toLowerCase() ? t("Letters count: {0}.", meant) : t("Did you mean {0}?", meant);
}

function fixesFor(node: Node, meant: string | undefined): readonly Fix[] {
  return meant === undefined ? [] : [rewrite(rangeOf(node), `'${meant}'`)];
}

/** `SET sqlTimeZone = '…'`. */
export function checkZoneSettings(input: CheckInput): void {
  if (input.tree.sets.length === 0 || input.settings.profile.druidVersion < FIRST_VERSION_WITH_SET) return;
  for (const { key, set } of setsOf(input.tree)) {
    const { value } = set;
    if (key !== "sqlTimeZone" || value?.kind !== "literal" || value.type !== "string" || value.template) continue;
    remarkZone(value, value.value, input);
  }
}
