/**
 * `literal-value` of sizes: how many bytes an aggregate may keep. Of EARLIEST and its kin any number will do; what collects values takes a
 * whole number of at least 10. Source: EarliestLatestAnySqlAggregator, ArraySqlAggregator, StringSqlAggregator; asked of the planners of 28,
 * 31 and 33 with columns of several types.
 */
import type { Call, Node } from "../../syntax/nodes";
import { t } from "../../text/l10n";
import { rangeOf } from "../../text/range";
import { isSurelyPlanned } from "../planned";
import { inner } from "../selects";
import type { CheckInput } from "./check";

const OF_ONE: Readonly<Record<string, number>> = { EARLIEST: 1, LATEST: 1, ANY_VALUE: 1, EARLIEST_BY: 2, LATEST_BY: 2 };
const OF_ALL: Readonly<Record<string, number>> = { ARRAY_AGG: 1, ARRAY_CONCAT_AGG: 1, STRING_AGG: 2, LISTAGG: 2 };

const LEAST = 10;
const MOST = 2_147_483_647;

/** The functions that have a size. */
export const WITH_SIZE: readonly string[] = [...Object.keys(OF_ONE), ...Object.keys(OF_ALL)];

/** Of a call, whose function has the plain name `name`. */
export function checkAggregateSize(call: Call, name: string, input: CheckInput): void {
  const ofOne = OF_ONE[name];
  const size = call.arguments[ofOne ?? OF_ALL[name] ?? call.arguments.length] as Node | undefined;
  if (!size) return;
  const stage = ofOne === undefined ? refusalOfAll(size) : refusalOfOne(size);
  if (stage === undefined || (stage === "plan" && !isSurelyPlanned(size, input))) return;
  const message = ofOne === undefined ? t("The size is a whole number of bytes, from {0} on.", LEAST) : t("The size is a number of bytes.");
  input.report({ code: "literal-value", stage, message, range: rangeOf(size) });
}

/** Types that are no number; NULL and what is no literal are left to Druid. */
const NO_NUMBERS: ReadonlySet<string> = new Set(["string", "boolean", "date", "time", "timestamp", "binary"]);

function refusalOfOne(size: Node): "validate" | undefined {
  const plain = size.kind === "parenthesized" ? inner(size) : size;
  return plain.kind === "literal" && !plain.template && NO_NUMBERS.has(plain.type) ? "validate" : undefined;
}

function refusalOfAll(size: Node): "validate" | "plan" | undefined {
  const plain = size.kind === "parenthesized" ? inner(size) : size;
  if (plain.kind === "operation") return plain.operators.every((operator) => /^[-+*/]$/.test(operator)) ? "validate" : undefined;
  if (plain.kind === "prefix") {
    const isNegative = plain.operators.length === 1 && plain.operators[0] === "-";
    return isNegative && inner(plain.operand).kind === "literal" ? "validate" : undefined;
  }
  if (plain.kind !== "literal" || plain.template) return undefined;
  // A text is taken for the number that it holds.
  if (plain.type !== "number") return plain.type !== "string" && NO_NUMBERS.has(plain.type) ? "validate" : undefined;
  if (!/^\d+$/.test(plain.value) || Number(plain.value) > MOST) return "validate";
  return Number(plain.value) < LEAST ? "plan" : undefined;
}
