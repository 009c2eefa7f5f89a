/**
 * `number-range`, `interval-literal`: numbers that no type of Druid holds, and intervals whose text is no number. Source: Calcite's
 * numberLiteralOutOfRange and illegalIntervalLiteral, asked of 29 and 33.
 */
import type { Interval, Literal, Node } from "../../syntax/nodes";
import { t } from "../../text/l10n";
import { rangeOf } from "../../text/range";
import { rewrite } from "../fixes";
import type { CheckInput } from "./check";

export function checkNumberRange(node: Literal, input: CheckInput): void {
  if (node.type !== "number" || node.template || !isTooLarge(node.value)) return;
  // The parser itself reads what stands behind these words, and takes any number.
  if (isLimit(node, input)) return;
  const message = t("{0} is larger than any number of Druid: a BIGINT goes to 9223372036854775807, a DOUBLE to 1.79E308.", node.value);
  input.report({ code: "number-range", stage: "validate", message, range: rangeOf(node) });
}

/** Shorter numbers without an exponent fit. */
const LEAST_DIGITS = 19;

/** Digits beyond a BIGINT's; exactly 2^63 is left alone, since a sign may stand before it. */
function isTooLarge(value: string): boolean {
  if (value.length < LEAST_DIGITS && !/e/i.test(value)) return false;
  if (/^\d+$/.test(value)) {
    const digits = value.replace(/^0+/, "");
    return digits.length > 19 || (digits.length === 19 && digits > "9223372036854775808");
  }
  return /^[\d.]+e\+?\d+$/i.test(value) && Number(value) === Number.POSITIVE_INFINITY;
}

function isLimit({ start }: Literal, { statement }: CheckInput): boolean {
  return /\b(?:LIMIT|OFFSET|FIRST|NEXT|FETCH)\s*$/i.test(statement.text.slice(Math.max(0, start - 40), start));
}

/** Units with one field, whose text is a whole number. */
const WHOLE: ReadonlySet<string> = new Set(["YEAR", "QUARTER", "MONTH", "WEEK", "DAY", "HOUR", "MINUTE"]);

export function checkInterval(node: Node, input: CheckInput): void {
  if (node.kind !== "interval" || node.value.kind !== "literal" || node.value.type !== "string" || node.value.template) return;
  const unit = node.unit.toUpperCase().replace(/S$/, "");
  const { value } = node.value;
  if (!WHOLE.has(unit) || !/[A-Za-z:.]/.test(value)) return;
  const message = t("{0} is no number of {1}: write INTERVAL '1' {1}.", `'${value}'`, unit);
  input.report({ code: "interval-literal", stage: "validate", message, range: rangeOf(node), fixes: fixesOf(node, value, unit) });
}

/** `INTERVAL '1 day' DAY` says its unit twice. */
function fixesOf(node: Interval, value: string, unit: string): ReturnType<typeof rewrite>[] {
  const [, count, word] = /^\s*([+-]?\d+)\s*([A-Za-z]+?)s?\s*$/.exec(value) ?? [];
  return count !== undefined && word?.toUpperCase() === unit ? [rewrite(node.value, `'${count}'`)] : [];
}
