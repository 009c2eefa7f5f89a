/**
 * `literal-value`: literals that have a value which the planner cannot use: the escape of LIKE, groups of patterns, sizes of sketches, networks,
 * parts of windows, and LIMIT and OFFSET beyond 32 bits.
 * Source: LikeDimFilter, RegexpExtractExprMacro, DoublesSketchAggregatorFactory, SketchAggregatorFactory, TgtHllType, IPv4AddressMatchExprMacro,
 * WindowPercentileProcessor, OffsetLimit; asked of the planners of 28, 31 and 33.
 */
import type { Call, Like, Node, Query } from "../../syntax/nodes";
import { druidSays, t } from "../../text/l10n";
import { rangeOf } from "../../text/range";
import { isSurelyPlanned } from "../planned";
import { inner } from "../selects";
import { textLiteralAt } from "../textLiteral";
import type { CheckInput } from "./check";
import { FIRST_VERSION_WITH_EMPTY_TEXTS } from "./timePattern";

/** What is wrong with an operand, in whole; undefined where nothing surely is. */
type Judge = (call: Call, index: number) => string | undefined;

interface Rule {
  readonly operand: number;
  readonly judge: Judge;
}

const RULES: Readonly<Record<string, Rule>> = {
  REGEXP_EXTRACT: { operand: 2, judge: groupNumber },
  APPROX_QUANTILE_DS: { operand: 2, judge: powerOfTwo },
  DS_QUANTILES_SKETCH: { operand: 1, judge: powerOfTwo },
  DS_THETA: { operand: 1, judge: powerOfTwo },
  APPROX_COUNT_DISTINCT_DS_THETA: { operand: 1, judge: powerOfTwo },
  DS_HLL: { operand: 2, judge: hllType },
  APPROX_COUNT_DISTINCT_DS_HLL: { operand: 2, judge: hllType },
  IPV4_MATCH: { operand: 1, judge: network },
  NTILE: { operand: 0, judge: parts },
};

/** The functions that have a rule. */
export const WITH_LITERAL_VALUE: readonly string[] = Object.keys(RULES);

/** Of a call, whose function has the plain name `name`. */
export function checkLiteralValue(call: Call, name: string, input: CheckInput): void {
  const rule = RULES[name];
  const operand = rule && call.arguments[rule.operand];
  const problem = rule && operand && rule.judge(call, rule.operand);
  if (operand && problem !== undefined) refuse(operand, problem, input);
  const buckets = name === "NTILE" ? integerOf(call.arguments[0]) : undefined;
  if (operand && buckets !== undefined && buckets < 0n) {
    const message = druidSays("Argument to function 'NTILE' must be a positive integer literal");
    input.report({ code: "literal-argument", stage: "validate", message, range: rangeOf(operand) });
  }
}

function refuse(node: Node, message: string, input: CheckInput): void {
  if (!isSurelyPlanned(node, input)) return;
  input.report({ code: "literal-value", stage: "plan", message, range: rangeOf(node) });
}

/** A whole number as it is written, with its sign. */
function integerOf(node: Node | undefined): bigint | undefined {
  const plain = node?.kind === "parenthesized" ? inner(node) : node;
  if (plain?.kind === "prefix" && plain.operators.length === 1 && plain.operators[0] === "-") {
    const positive = integerOf(plain.operand);
    return positive === undefined ? undefined : -positive;
  }
  return plain?.kind === "literal" && plain.type === "number" && /^\d{1,30}$/.test(plain.value) ? BigInt(plain.value) : undefined;
}

function groupNumber(call: Call, index: number): string | undefined {
  const group = integerOf(call.arguments[index]);
  return group !== undefined && group < 0n ? t("Groups of a pattern are counted from 0, which is all of it.") : undefined;
}

function powerOfTwo(call: Call, index: number): string | undefined {
  const size = integerOf(call.arguments[index]);
  if (size === undefined || (size > 0n && (size & (size - 1n)) === 0n)) return undefined;
  return t("The size of this sketch is a power of 2, as 128 or 4096.");
}

const HLL_TYPES = ["HLL_4", "HLL_6", "HLL_8"];

function hllType(call: Call, index: number): string | undefined {
  const type = textLiteralAt(call, index)?.value;
  return type === undefined || HLL_TYPES.includes(type) ? undefined : t("The type of the sketch is one of {0}.", HLL_TYPES.join(", "));
}

/** Anything but four numbers and a prefix; odd spellings of those are for Druid to judge. */
function network(call: Call, index: number): string | undefined {
  const text = textLiteralAt(call, index)?.value;
  if (text === undefined) return undefined;
  const [, address, prefix] = /^\s*(\d+\.\d+\.\d+\.\d+)\/(\S+)\s*$/.exec(text) ?? [];
  const isFine =
    address?.split(".").every((part) => Number(part) <= 255) && prefix !== undefined && (!/^\d+$/.test(prefix) || Number(prefix) <= 32);
  if (isFine) return undefined;
  return `${druidSays(`Function[ipv4_match] subnet arg has an invalid format: ${text}`)}. ${t("A network looks like 192.168.0.0/16.")}`;
}

function parts(call: Call, index: number): string | undefined {
  return integerOf(call.arguments[index]) === 0n ? `${druidSays("numBuckets[0] must be greater than zero")}.` : undefined;
}

/** `LIKE '…' ESCAPE '…'`. */
export function checkEscape(like: Like, input: CheckInput): void {
  const plain = like.escape?.kind === "parenthesized" ? inner(like.escape) : like.escape;
  if (like.operator !== "LIKE" || plain?.kind !== "literal" || plain.type !== "string" || plain.template || plain.chained) return;
  if (plain.value === "" && input.settings.profile.druidVersion < FIRST_VERSION_WITH_EMPTY_TEXTS) return;
  if (plain.value.length !== 1) refuse(plain, `${druidSays("Escape must be null or a single character")}.`, input);
}

/** 27 takes them; what it makes of them was not asked. */
const FIRST_VERSION_WITH_NARROW_LIMITS = 28;

/** Druid keeps both in 32 bits; what is negative then is refused. */
export function checkLimits({ fetch, offset }: Query, input: CheckInput): void {
  if (input.settings.profile.druidVersion < FIRST_VERSION_WITH_NARROW_LIMITS) return;
  for (const node of [fetch, offset]) {
    const count = integerOf(node);
    if (!node || count === undefined || count >= 1n << 63n || BigInt.asIntN(32, count) >= 0n) continue;
    refuse(node, t("Druid counts rows of LIMIT and OFFSET up to {0}.", 2_147_483_647), input);
  }
}
