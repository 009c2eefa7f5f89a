/**
 * `regex-pattern`: a pattern that Java's regular expressions do not read, in the functions that compile it while the statement is planned.
 * Source: RegexpExtractOperatorConversion and the macros of REGEXP_LIKE, REGEXP_REPLACE and MV_FILTER_REGEX, which call
 * `java.util.regex.Pattern`; asked of the planners of 28, 31 and 33 but for the last, which is newer.
 */
import type { Call } from "../../syntax/nodes";
import { druidSays, t } from "../../text/l10n";
import { rangeOf } from "../../text/range";
import { createRegexEngine } from "../../text/regex/engine";
import { isSurelyPlanned } from "../planned";
import { textLiteralAt } from "../textLiteral";
import type { CheckInput } from "./check";

const WITH_PATTERN: ReadonlySet<string> = new Set(["REGEXP_EXTRACT", "REGEXP_LIKE", "REGEXP_REPLACE", "MV_FILTER_REGEX"]);

/** Patterns of statements are few, and stay the same while others are typed. */
const engine = createRegexEngine(200);

/** Of a call, whose function has the plain name `name`. */
export function checkRegexPattern(call: Call, name: string, input: CheckInput): void {
  if (!WITH_PATTERN.has(name)) return;
  const literal = textLiteralAt(call, 1);
  const compiled = literal && engine.compile(literal.value);
  if (!literal || compiled?.kind !== "invalid" || !isSurelyPlanned(literal, input)) return;
  const reason = compiled.index < 0 ? compiled.message : druidSays(`${compiled.message} near index ${compiled.index}`);
  const says = druidSays(`An invalid pattern [${literal.value}] was provided for the ${name} function, error: [${reason}]`);
  const message = `${says}. ${t("A backslash in front of a special character makes it an ordinary one.")}`;
  input.report({ code: "regex-pattern", stage: "plan", message, range: rangeOf(literal) });
}
