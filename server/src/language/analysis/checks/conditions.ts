/**
 * `condition-type`: what stands where Druid wants a condition and surely is none: a number, a text, the value of a function. Said only where the
 * type of the expression is known without Druid. Source: Calcite's condMustBeBoolean, expectedBoolean and the operand types of AND, OR, NOT and
 * IS TRUE, asked of the planners of 28, 31 and 33.
 */
import type { Expression, Node, Operation } from "../../syntax/nodes";
import { druidSays, sentences, t } from "../../text/l10n";
import { rangeOf, type TextRange } from "../../text/range";
import { SYSTEM_CATALOG } from "../catalog/system";
import { choice, insertion } from "../fixes";
import { ARITHMETIC } from "../operators";
import { namesOf } from "../resolution/namesOf";
import { isNumber } from "../resolution/typeRules";
import { inner, plainFunction, startWithin } from "../selects";
import type { CheckInput } from "./check";

export function checkConditions(node: Node, input: CheckInput): void {
  switch (node.kind) {
    case "select":
      checkClause(node.where, "WHERE", input);
      checkClause(node.having, "HAVING", input);
      break;
    case "join":
      checkClause(node.on, "ON", input);
      break;
    case "call":
      checkClause(node.filter, "FILTER", input);
      break;
    case "case":
      if (node.operand) break;
      for (const { when } of node.branches) for (const condition of when) checkWhen(condition, node, input);
      break;
    case "operation":
      if (node.operators[0] === "AND" || node.operators[0] === "OR") checkOperands(node, node.operands, node.operators[0], input);
      break;
    case "prefix":
      if (node.operators.every((operator) => operator === "NOT")) checkOperands(node, [node.operand], "NOT", input);
      break;
    case "postfix": {
      const [operator = ""] = node.operators;
      if (/^IS (?:NOT )?(?:TRUE|FALSE)$/.test(operator)) checkOperands(node, [node.operand], operator, input);
      break;
    }
  }
}

function checkClause(condition: Node | undefined, clause: string, input: CheckInput): void {
  if (!condition || !isExpression(condition)) return;
  const node = inner(condition);
  // Of an aggregate there it is said that it cannot stand there at all.
  if ((clause === "WHERE" || clause === "ON") && node.kind === "call" && plainFunction(node)?.kind === "aggregate") return;
  const type = wrongType(node, input);
  if (type === undefined) return;
  const message = sentences(druidSays(`${clause} clause must be a condition.`), t("This is {0}.", type));
  report(node, type, message, rangeOf(node), input);
}

function checkWhen(condition: Expression, { start }: TextRange, input: CheckInput): void {
  const type = wrongType(condition, input);
  if (type === undefined) return;
  const message = sentences(druidSays("Expected a boolean type."), t("This is {0}.", type));
  report(condition, type, message, { start, end: condition.end }, input);
}

function checkOperands(whole: Node, operands: readonly Expression[], operator: string, input: CheckInput): void {
  for (const operand of operands) {
    const type = wrongType(operand, input);
    if (type === undefined) continue;
    const message = sentences(druidSays(`Cannot apply '${operator}' to arguments of type ${type}.`), t("A condition is needed."));
    report(operand, type, message, { start: startWithin(whole), end: operand.end }, input);
    return;
  }
}

function report(condition: Expression, type: string, message: string, range: TextRange, input: CheckInput): void {
  const tests = condition.kind === "literal" ? [] : isNumber(type) ? ["<> 0", "IS NOT NULL"] : ["IS NOT NULL"];
  const fixes = tests.map((test) => choice(t("Add {0}", test), [insertion(condition.end, ` ${test}`)]));
  input.report({ code: "condition-type", stage: "validate", message, range, ...(fixes.length > 0 && { fixes }) });
}

/** Kinds of expressions that may be something else than a condition, as far as can be told. */
const CANDIDATES: ReadonlySet<Node["kind"]> = new Set(["literal", "name", "call", "cast", "operation", "case", "arrayConstructor"]);

/** The type of an expression that is surely no condition. */
function wrongType(condition: Expression, { statement }: CheckInput): string | undefined {
  const node = inner(condition);
  // A template behind it may make a comparison of it.
  if (statement.forgiven.length > 0) return undefined;
  if (!CANDIDATES.has(node.kind) || (node.kind === "literal" && node.template)) return undefined;
  if (node.kind === "operation" && (!givesValue(node) || node.operands.some(({ kind }) => TESTS.has(kind)))) return undefined;
  const type = namesOf(statement, SYSTEM_CATALOG).typeOfExpression(node);
  return type === undefined || type === "BOOLEAN" || type === "NULL" ? undefined : type;
}

function givesValue({ operators: [operator = ""] }: Operation): boolean {
  return ARITHMETIC.has(operator) || operator === "||";
}

/** Behind ESCAPE Calcite takes more for a part of the LIKE than the tree tells. */
const TESTS: ReadonlySet<Node["kind"]> = new Set(["like", "between", "in", "quantified", "postfix", "prefix"]);

function isExpression(node: Node): node is Expression {
  return node.kind !== "error" && node.kind !== "template";
}
