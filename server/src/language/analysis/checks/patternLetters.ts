/**
 * `pattern-letters`: patterns of TIME_FORMAT and TIME_PARSE that Joda-Time reads, and otherwise than they look: `mm` are minutes, `DD` is the
 * day of the year. Said only where the letters beside them leave no doubt: minutes without hours, a day of the year beside a month.
 * Source: `DateTimeFormat` of Joda-Time.
 */
import type { Call } from "../../syntax/nodes";
import { quotedString } from "../../syntax/quoteName";
import { t } from "../../text/l10n";
import { rangeOf } from "../../text/range";
import { rewrite } from "../fixes";
import { textLiteralAt } from "../textLiteral";
import type { CheckInput } from "./check";

/** Of a call, whose function has the plain name `name`. */
export function checkPatternLetters(call: Call, name: string, input: CheckInput): void {
  if (name !== "TIME_FORMAT" && name !== "TIME_PARSE") return;
  const literal = textLiteralAt(call, 1);
  const letters = literal && lettersOf(literal.value);
  if (!literal || !letters || !/[yY]/.test(letters)) return;
  const isMinutes = /m/.test(letters) && !/[MHhKks]/.test(letters) && /[dD]/.test(letters);
  const isDayOfYear = /D/.test(letters) && !/d/.test(letters) && (isMinutes || /M/.test(letters));
  if (!isMinutes && !isDayOfYear) return;
  const reasons = [
    ...(isMinutes ? [t("m stands for minutes, M for months.")] : []),
    ...(isDayOfYear ? [t("D is the day of the year, d that of the month.")] : []),
  ];
  const meant = changed(literal.value, { m: isMinutes ? "M" : "m", D: isDayOfYear ? "d" : "D" });
  const range = rangeOf(literal);
  const isPlain = input.statement.text.slice(range.start, range.end) === quotedString(literal.value);
  const fixes = isPlain ? [rewrite(range, quotedString(meant))] : [];
  input.report({ code: "pattern-letters", message: reasons.join(" "), range, fixes });
}

/** What stands outside of the quotes of a pattern. */
function lettersOf(pattern: string): string {
  return pattern.replace(/'[^']*'?/g, "");
}

function changed(pattern: string, letters: Readonly<Record<string, string>>): string {
  return pattern.replace(/'[^']*'?|[mD]/g, (found) => letters[found] ?? found);
}
