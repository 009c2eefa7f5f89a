/**
 * `literal-argument` while planning: columns where Druid wants a literal and finds out late: the pattern of LIKE, patterns and zones of time, the
 * network of IPV4_MATCH. What becomes a literal by itself (a constant of a subquery, a column that WHERE sets equal to one) is left alone.
 * Source: LikeOperatorConversion and the conversions of these functions, which take `RexLiteral`s; asked of the planners of 28, 31 and 33, and of a
 * running 27.
 */
import type { Call, Like, Name, Node } from "../../syntax/nodes";
import { druidSays, t } from "../../text/l10n";
import { rangeOf } from "../../text/range";
import { SYSTEM_CATALOG } from "../catalog/system";
import { isSurelyPlanned } from "../planned";
import { namesOf } from "../resolution/namesOf";
import { inner } from "../selects";
import { type CheckInput, visitAll } from "./check";

/** Which operands. */
const LITERALS: Readonly<Record<string, readonly number[]>> = {
  TIME_FORMAT: [1, 2],
  TIME_PARSE: [1, 2],
  TIME_EXTRACT: [1],
  IPV4_MATCH: [1],
};

/** The functions that have such operands. */
export const WITH_LATE_LITERALS: readonly string[] = Object.keys(LITERALS);

/** Of a call, whose function has the plain name `name`. */
export function checkColumnOperands(call: Call, name: string, input: CheckInput): void {
  for (const index of LITERALS[name] ?? []) {
    const operand = call.arguments[index];
    if (operand && isMadeOfColumns(operand, input)) refuse(operand, druidSays(`Argument to function '${name}' must be a literal`), input);
  }
}

/** `LIKE a.pattern`. */
export function checkLikePattern({ operator, pattern }: Like, input: CheckInput): void {
  if (operator !== "LIKE" || isQuoted(inner(pattern)) || !isMadeOfColumns(pattern, input)) return;
  const says = druidSays("Function[like] pattern argument must be a literal");
  refuse(pattern, `${says}. ${t("STRPOS(text, part) > 0 takes columns.")}`, input);
}

/** What stands in double quotes may be meant as a text: that is said by another check. */
function isQuoted(pattern: Node): boolean {
  return pattern.kind === "literal" || (pattern.kind === "name" && (pattern.parts.at(-1)?.quoted ?? false));
}

function refuse(node: Node, message: string, input: CheckInput): void {
  if (isSurelyPlanned(node, input)) input.report({ code: "literal-argument", stage: "plan", message, range: rangeOf(node) });
}

/** Whether a column of a datasource is part of the value, and nothing turns it into a constant. */
function isMadeOfColumns(operand: Node, input: CheckInput): boolean {
  const names = columnsIn(operand);
  if (!names || names.length === 0) return false;
  const known = namesOf(input.statement, SYSTEM_CATALOG);
  const isColumn = ({ parts }: Name): boolean => {
    const last = parts.at(-1);
    const meaning = last && known.occurrenceOf(last)?.meaning;
    if (meaning?.kind !== "symbol" || meaning.certainty !== "certain") return false;
    const { kind, table, name } = meaning.symbol;
    return kind === "tableColumn" && table?.schema === "druid" && !isEquated(name, input);
  };
  return names.some(isColumn);
}

/** The names in an expression; undefined where it may be a constant in spite of them. */
function columnsIn(operand: Node): readonly Name[] | undefined {
  const names: Name[] = [];
  const pending: Node[] = [operand];
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (node.kind === "name") names.push(node);
    else if (node.kind === "parenthesized") pending.push(node.expression);
    else if (node.kind === "operation") pending.push(...node.operands);
    else if (node.kind === "call" && !node.over) pending.push(...node.arguments);
    else if (node.kind === "cast") pending.push(node.value);
    else if (node.kind !== "literal") return undefined;
  }
  return names;
}

/** Whether a column of this name is compared with a literal for equality, anywhere. */
function isEquated(name: string, { query }: CheckInput): boolean {
  let isFound = false;
  visitAll(query, undefined, (node) => {
    if (node.kind === "operation") isFound ||= node.operators.includes("=") && node.operands.some((operand) => isNamed(operand, name));
    else if (node.kind === "in") isFound ||= isNamed(node.value, name);
  });
  return isFound;
}

function isNamed(operand: Node, name: string): boolean {
  const node = operand.kind === "parenthesized" ? inner(operand) : operand;
  return node.kind === "name" && node.parts.at(-1)?.name === name;
}
