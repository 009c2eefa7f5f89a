/**
 * `time-pattern`: a pattern of TIME_FORMAT or TIME_PARSE that Joda-Time does not read.
 * Source: `DateTimeFormat.parsePatternTo` of Joda-Time, which the planner calls; asked of the planners of 28, 31 and 33.
 */
import type { Call } from "../../syntax/nodes";
import { druidSays, t } from "../../text/l10n";
import { rangeOf } from "../../text/range";
import { isSurelyPlanned } from "../planned";
import { textLiteralAt } from "../textLiteral";
import type { CheckInput } from "./check";

/** Of a call, whose function has the plain name `name`. */
export function checkTimePattern(call: Call, name: string, input: CheckInput): void {
  if (name !== "TIME_FORMAT" && name !== "TIME_PARSE") return;
  const literal = textLiteralAt(call, 1);
  if (literal?.value === "" && input.settings.profile.druidVersion < FIRST_VERSION_WITH_EMPTY_TEXTS) return;
  const problem = literal && problemOf(literal.value);
  if (!literal || problem === undefined || !isSurelyPlanned(literal, input)) return;
  input.report({ code: "time-pattern", stage: "plan", message: problem, range: rangeOf(literal) });
}

/** Until then a cluster may take an empty text for NULL, as 27 does by itself. */
export const FIRST_VERSION_WITH_EMPTY_TEXTS = 32;

/** The letters that stand for a part of a time. */
const PARTS = "GCxywYMdhHmsSaekKEDzZ";

function problemOf(pattern: string): string | undefined {
  const advice = t(
    "Patterns are those of Joda-Time: yyyy-MM-dd HH:mm:ss; words stand in single quotes, which SQL doubles: {0}.",
    "yyyy-MM-dd''T''HH",
  );
  if (pattern === "") return `${druidSays("Invalid pattern specification")}. ${advice}`;
  let isQuoted = false;
  for (let index = 0; index < pattern.length; index++) {
    const letter = pattern[index] as string;
    if (letter === "'") isQuoted = !isQuoted;
    if (isQuoted || !/[A-Za-z]/.test(letter) || PARTS.includes(letter)) continue;
    const [run] = new RegExp(`^${letter}+`).exec(pattern.slice(index)) ?? [letter];
    return `${druidSays(`Illegal pattern component: ${run}`)}. ${advice}`;
  }
  return undefined;
}
