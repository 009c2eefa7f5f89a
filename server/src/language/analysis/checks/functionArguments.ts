/**
 * `argument-count`: a call with too few operands, too many, or parentheses that do not belong there. `literal-argument`: an operand that has
 * to be a literal. `distinct-call`: DISTINCT where a call takes none. Source: the operand checkers of DruidOperatorTable, as measured;
 * of DISTINCT, DruidSqlValidator.validateCall (from 31 on, while approximate distinct counts are on) and Calcite's SqlFunction.
 */
import type { DruidFunction } from "../../data/functions";
import type { Call, Node } from "../../syntax/nodes";
import { druidSays, t } from "../../text/l10n";
import { rangeOf, type TextRange } from "../../text/range";
import { isSurelyPlanned } from "../planned";
import { contextValue } from "../route";
import { inner, selectsOf } from "../selects";
import type { CheckInput } from "./check";

/** Of extensions only this one was measured. */
const MEASURED_EXTENSION = "druid-datasketches";

/** Their literals are looked at while planning only, or not at all. */
const CHECKED_LATE: ReadonlySet<string> = new Set([
  "JSON_QUERY",
  "JSON_QUERY_ARRAY",
  "JSON_VALUE",
  "APPROX_COUNT_DISTINCT_DS_HLL",
  "APPROX_COUNT_DISTINCT_DS_THETA",
]);

export function checkArguments(node: Call, known: DruidFunction, input: CheckInput): void {
  if (known.kind === "table" || input.tableCalls.has(node) || !isMeasured(known, input)) return;
  if (node.quantifier) checkDistinct(node, known, input);
  if (node.star) {
    if (known.name !== "COUNT") refuseStar(node, input);
  } else if (!node.arguments.some(isUnclear)) {
    if (checkCount(node, known, input)) checkLiterals(node, known, input);
  }
}

function isMeasured({ extension, lackedBy, name }: DruidFunction, { settings }: CheckInput): boolean {
  const { druidVersion, functions } = settings.profile;
  if (functions.includes(name) || (lackedBy !== undefined && druidVersion <= lackedBy)) return false;
  return extension === undefined || extension === MEASURED_EXTENSION;
}

/** A template may become any number of operands. */
function isUnclear(node: Node): boolean {
  return node.kind === "template" || node.kind === "error" || node.kind === "namedArgument" || node.kind === "word";
}

function startOf({ start, name }: Call): TextRange {
  return { start, end: name.end };
}

function refuseStar(call: Call, input: CheckInput): void {
  const start = input.statement.text.indexOf("*", call.name.end);
  const advice = t("Only COUNT takes *.");
  const message = `${druidSays("Unknown identifier '*'")}. ${advice}`;
  input.report({ code: "argument-count", stage: "validate", message, range: { start, end: start + 1 } });
}

/** Whether the count is right. */
function checkCount(call: Call, known: DruidFunction, input: CheckInput): boolean {
  const count = call.arguments.length;
  if (known.hasOwnSyntax) {
    if (!isBareOnly(known) || count > 0 || input.statement.text[call.end - 1] !== ")") return true;
    if (!isFiltered(call, input)) refuseParentheses(call, known, input);
    return false;
  }
  const { minimum, maximum, name } = known;
  if (count >= minimum && count <= maximum) return true;
  const message = `${druidSays(`Invalid number of arguments to function '${name}'`)}. ${expected(known)}`;
  input.report({ code: "argument-count", stage: "validate", message, range: startOf(call) });
  return false;
}

/** `CURRENT_DATE`, `PI`: names that are called without parentheses. */
function isBareOnly({ signatures }: DruidFunction): boolean {
  return signatures.every(({ label }) => !/[( ]/.test(label));
}

const FILTERED = {};

/** In a call with FILTER, and in FILTER itself, they may have parentheses. */
function isFiltered(call: Call, { tree }: CheckInput): boolean {
  const filtered = tree.memory.recall("filtered", FILTERED, () => {
    return new Set(selectsOf(tree).flatMap(({ calls }) => calls.flatMap((found) => (found.aggregate?.call.filter ? [found.call] : []))));
  });
  return filtered.has(call);
}

function refuseParentheses(call: Call, { name }: DruidFunction, input: CheckInput): void {
  const advice = t("It stands without parentheses.");
  const message = `${druidSays(`No match found for function signature ${name}()`)}. ${advice}`;
  const fix = {
    title: t("Remove the parentheses"),
    certainty: "certain" as const,
    edits: [{ range: { start: call.name.end, end: call.end }, text: "" }],
  };
  input.report({ code: "argument-count", stage: "validate", message, range: startOf(call), fixes: [fix] });
}

function expected({ minimum, maximum, signatures }: DruidFunction): string {
  const label = signatures.map((signature) => signature.label).join(", ");
  if (maximum === minimum) return minimum === 1 ? t("It takes one: {0}.", label) : t("It takes {0}: {1}.", minimum, label);
  if (maximum === Number.POSITIVE_INFINITY) return t("It takes {0} or more: {1}.", minimum, label);
  return t("It takes {0} to {1}: {2}.", minimum, maximum, label);
}

/** 28 takes any expression there. */
const LITERAL_SINCE_31: ReadonlySet<string> = new Set(["LOOKUP", "DATE_TRUNC"]);

function checkLiterals(call: Call, { name, parameters }: DruidFunction, input: CheckInput): void {
  if (CHECKED_LATE.has(name) || (LITERAL_SINCE_31.has(name) && input.settings.profile.druidVersion < 31)) return;
  if (!parameters.some(({ isLiteral }) => isLiteral)) return;
  for (const [index, operand] of call.arguments.entries()) {
    const parameter = parameters[index];
    if (!parameter?.isLiteral || !isComputed(operand)) continue;
    const message = `${druidSays(`Argument to function '${name}' must be a literal`)}. ${t("That is {0}.", parameter.name)}`;
    const place = operand.kind === "parenthesized" ? inner(operand) : operand;
    input.report({ code: "literal-argument", stage: "validate", message, range: rangeOf(place) });
    return;
  }
}

/** Anything but a literal, a cast of one, and what may become one. */
function isComputed(operand: Node): boolean {
  let node = operand;
  for (;;) {
    if (node.kind === "parenthesized") node = inner(node);
    else if (node.kind === "cast") node = node.value;
    else if (node.kind === "prefix" && node.operators.every((operator) => operator === "-" || operator === "+")) node = node.operand;
    else break;
    if (node.kind === "parenthesized" && node.unit !== undefined) break;
  }
  return COMPUTED.has(node.kind) && !isTemplate(node);
}

const COMPUTED: ReadonlySet<Node["kind"]> = new Set(["name", "operation", "case", "call", "subquery"]);

function isTemplate(node: Node): boolean {
  return node.kind === "name" && node.parts.some((part) => part.template);
}

/** Aggregates that Druid refuses with DISTINCT while its distinct counts are approximate; measured with 31 and 33. */
const NEVER_DISTINCT: ReadonlySet<string> = new Set(
  [
    "SUM AVG MIN MAX BIT_AND BIT_OR BIT_XOR ANY_VALUE EARLIEST_BY LATEST_BY GROUPING APPROX_COUNT_DISTINCT_BUILTIN DS_HLL DS_THETA",
    "DS_QUANTILES_SKETCH DS_TUPLE_DOUBLES APPROX_QUANTILE_DS APPROX_COUNT_DISTINCT_DS_HLL APPROX_COUNT_DISTINCT_DS_THETA",
  ].flatMap((names) => names.split(" ")),
);

/** Behind FILTER the same is found while planning only, and not for those of which the doubles do not count. */
const DISTINCT_WITH_FILTER: ReadonlySet<string> = new Set(["MIN", "MAX", "BIT_AND", "BIT_OR", "GROUPING"]);

const FIRST_VERSION_WITH_DISTINCT_RULE = 31;

/** PARTITIONED BY is read while parsing, and never validated. */
function isInPartitionedBy(call: Call, { ingest }: CheckInput): boolean {
  return ingest?.partitionedBy !== undefined && ingest.partitionedBy.start <= call.start && call.end <= ingest.partitionedBy.end;
}

/** It becomes a CASE, and its quantifier nothing, before Druid looks at it. */
const REWRITTEN = "NULLIF";

function checkDistinct(call: Call, known: DruidFunction, input: CheckInput): void {
  if (known.kind === "scalar") {
    if (known.name === REWRITTEN || isInPartitionedBy(call, input)) return;
    const message = druidSays(`DISTINCT/ALL not allowed with ${known.name} function`);
    input.report({ code: "distinct-call", stage: "validate", message, range: quantifierOf(call, input) });
    return;
  }
  if (call.quantifier !== "DISTINCT" || call.over || !isRefusedWithDistinct(call, known, input)) return;
  if (input.settings.profile.druidVersion < FIRST_VERSION_WITH_DISTINCT_RULE) return;
  if (contextValue(input.tree, input.settings, "useApproximateCountDistinct")?.toLowerCase() === "false") return;
  const says = druidSays(
    `Aggregation [${known.name}] with DISTINCT is not supported when useApproximateCountDistinct is enabled. Run with disabling it.`,
  );
  input.report({ code: "distinct-call", stage: call.filter ? "plan" : "validate", message: says, range: startOf(call) });
}

function isRefusedWithDistinct(call: Call, { name }: DruidFunction, input: CheckInput): boolean {
  if (UNSORTED_DISTINCT.has(name)) return !call.filter && isInOrderBy(call, input);
  if (!NEVER_DISTINCT.has(name)) return false;
  return !call.filter || (!DISTINCT_WITH_FILTER.has(name) && isSurelyPlanned(call, input));
}

/** These are refused only where they sort. */
const UNSORTED_DISTINCT: ReadonlySet<string> = new Set(["ARRAY_AGG", "STRING_AGG"]);

function isInOrderBy(call: Call, { tree }: CheckInput): boolean {
  return selectsOf(tree).some(({ calls }) => calls.some((found) => found.call === call && found.clause === "ORDER BY"));
}

/** The quantifier's word, in any case. */
function quantifierOf({ name, quantifier }: Call, { statement }: CheckInput): TextRange {
  const word = new RegExp(`\\b${quantifier}\\b`, "i").exec(statement.text.slice(name.end, name.end + 200));
  const start = name.end + (word?.index ?? 0);
  return { start, end: start + (quantifier?.length ?? 0) };
}
