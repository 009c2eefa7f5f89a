/**
 * What PARTITIONED BY takes beside its keywords. Druid interprets the expression while parsing, so a bad one is a parse error.
 * Source: `DruidSqlParserUtils.convertSqlNodeToGranularity`.
 */
import { phrase, sentences, t } from "../../text/l10n";
import type { Argument, Call, Expression } from "../nodes";
import type { Cursor } from "./cursor";

const NAMES =
  "SECOND MINUTE FIVE_MINUTE TEN_MINUTE FIFTEEN_MINUTE THIRTY_MINUTE HOUR SIX_HOUR EIGHT_HOUR DAY WEEK MONTH QUARTER YEAR ALL NONE".split(
    " ",
  );
const PERIODS = "PT1S PT1M PT5M PT10M PT15M PT30M PT1H PT6H PT8H P1D P1W P1M P3M P1Y".split(" ");
const FLOOR_UNITS = "SECOND MINUTE HOUR DAY WEEK MONTH QUARTER YEAR".split(" ");

const EXPECTED = phrase(
  "PARTITIONED BY takes HOUR, DAY, MONTH, YEAR, ALL, ALL TIME, a name or period in quotes such as 'FIVE_MINUTE' or 'PT5M', FLOOR(__time TO unit) or TIME_FLOOR(__time, 'period').",
);

/** Names and periods outside a call came with 30; measured on 28, 29 and 31. */
const NAMES_SINCE = 30;
const OLD_EXPECTED = phrase(
  "Before Druid 30, PARTITIONED BY takes HOUR, DAY, MONTH, YEAR, ALL, ALL TIME, FLOOR(__time TO unit) or TIME_FLOOR(__time, 'period').",
);

/** Reports what Druid would refuse in the expression behind PARTITIONED BY. */
export function checkGranularity(p: Cursor, expression: Expression): void {
  if (expression.kind === "template" || (expression.kind === "name" && expression.parts.some((part) => part.template))) return;
  const problem = p.druidVersion >= NAMES_SINCE || isCall(expression) ? problemOf(expression) : t(OLD_EXPECTED);
  if (problem !== undefined) p.report("bad-granularity", problem, expression.start, expression.end);
}

function isCall(expression: Expression): boolean {
  return (
    expression.kind === "call" || (expression.kind === "parenthesized" && expression.unit === undefined && isCall(expression.expression))
  );
}

function problemOf(expression: Expression): string | undefined {
  if (expression.kind === "parenthesized" && expression.unit === undefined) return problemOf(expression.expression);
  if (expression.kind === "literal" && expression.type === "string") {
    if (expression.chained) return t(EXPECTED);
    return expression.template || isNamedGranularity(expression.value)
      ? undefined
      : sentences(t("'{0}' is no granularity.", expression.value), t(EXPECTED));
  }
  if (expression.kind === "name" && !expression.star) {
    const name = expression.parts.map((part) => part.name).join(".");
    return isNamedGranularity(name) ? undefined : sentences(t("{0} is no granularity.", name), t(EXPECTED));
  }
  if (expression.kind === "call") return problemOfCall(expression);
  return t(EXPECTED);
}

function isNamedGranularity(text: string): boolean {
  return NAMES.includes(text.toUpperCase()) || isPeriod(text);
}

/** Periods are compared by their fields, as Joda does: `PT60M` is another one than `PT1H`. */
function isPeriod(text: string): boolean {
  const normal = normalizePeriod(text);
  return normal !== undefined && PERIODS.includes(normal);
}

/** Capitals, no zero fields, no leading zeros; `undefined` for what is no period. */
function normalizePeriod(text: string): string | undefined {
  const match = /^P((?:\d+[YMWD])*)(?:T((?:\d+[HMS])+))?$/.exec(text.toUpperCase());
  if (!match) return undefined;
  const fields = (part: string | undefined): string =>
    (part ?? "").replace(/0*(\d+)([A-Z])/g, (_, digits: string, unit: string) => (digits === "0" ? "" : digits + unit));
  const time = fields(match[2]);
  return `P${fields(match[1])}${time === "" ? "" : `T${time}`}`;
}

/** What may stand behind the parentheses of a call, braces around it, or strings that follow each other. */
function isMoreThanCall({ start, name, arguments: operands, ...tail }: Call): boolean {
  const { filter, over, nullTreatment, withinGroup, withinDistinct } = tail;
  if (start < name.start || filter || over || nullTreatment || withinGroup || withinDistinct.length > 0) return true;
  return operands.some((operand) => operand.kind === "literal" && operand.chained);
}

function withoutParentheses(operand: Argument | undefined): Argument | undefined {
  let inner = operand;
  while (inner?.kind === "parenthesized" && inner.unit === undefined) inner = inner.expression;
  return inner;
}

function problemOfCall(call: Call): string | undefined {
  if (isMoreThanCall(call)) return t(EXPECTED);
  const name = call.name.parts
    .map((part) => part.name)
    .join(".")
    .toUpperCase();
  if (name !== "FLOOR" && name !== "TIME_FLOOR") return t("{0} cannot stand behind PARTITIONED BY, only FLOOR and TIME_FLOOR can.", name);
  if (call.arguments.length !== 2) return t("{0} behind PARTITIONED BY takes two arguments.", name);
  const [column, unit] = call.arguments.map(withoutParentheses);
  if (column?.kind !== "name" || column.parts.length !== 1 || column.parts[0]?.name !== "__time") {
    return t("The first argument of {0} behind PARTITIONED BY must be __time.", name);
  }
  if (name === "FLOOR")
    return unit?.kind === "word" && FLOOR_UNITS.includes(unit.text.toUpperCase())
      ? undefined
      : t("FLOOR(__time TO unit) takes one of {0}.", FLOOR_UNITS.join(", "));
  if (unit?.kind !== "literal" || unit.type !== "string")
    return t("The second argument of TIME_FLOOR behind PARTITIONED BY must be a period such as 'PT1H'.");
  return unit.template || isPeriod(unit.value)
    ? undefined
    : t("'{0}' is no period that can partition a table; {1} are.", unit.value, PERIODS.join(", "));
}
