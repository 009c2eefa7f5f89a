/**
 * `time-operand`: times that are compared with numbers (`__time > 1704067200000`), numbers and texts that are added to times, and times that are
 * taken from times. Said of literals, functions of known type, and `__time` of datasources. Source: the operand types of Calcite's comparisons,
 * DATETIME_PLUS and MINUS, asked of the planners of 28, 31 and 33.
 */
import { findFunction } from "../../data/functions";
import type { Call, Expression, Name, Node } from "../../syntax/nodes";
import type { Fix } from "../../text/edit";
import { druidSays, sentences, t } from "../../text/l10n";
import { rangeOf } from "../../text/range";
import { SYSTEM_CATALOG } from "../catalog/system";
import { choice, insertion } from "../fixes";
import { ARITHMETIC, COMPARISONS } from "../operators";
import { namesOf } from "../resolution/namesOf";
import { isNumber } from "../resolution/typeRules";
import { inner, startWithin } from "../selects";
import type { CheckInput } from "./check";

type Kind = "time" | "number" | "text" | undefined;

export function checkTimeOperand(node: Node, input: CheckInput): void {
  switch (node.kind) {
    case "operation": {
      const [operator = ""] = node.operators;
      const [left, right, more] = node.operands;
      if (!left || !right) break;
      if (COMPARISONS.has(operator) && !more) checkCompared(node, operator, left, [right], input);
      else if (ARITHMETIC.has(operator)) checkSum(node, operator, left, right, input);
      break;
    }
    case "between":
      checkCompared(node, "BETWEEN", node.value, [node.low, node.high], input);
      break;
    case "in":
      if (node.items.every((item) => kindOf(item as Expression, input) === "number")) {
        checkCompared(node, "IN", node.value, node.items as readonly Expression[], input);
      }
      break;
  }
}

function checkCompared(node: Node, operator: string, left: Expression, others: readonly Expression[], input: CheckInput): void {
  const kinds = [left, ...others].map((each) => kindOf(each, input));
  if (!kinds.includes("number") || !kinds.includes("time") || (kinds[0] !== "time" && kinds[0] !== "number")) return;
  const numbers = [left, ...others].filter((_, index) => kinds[index] === "number");
  const fixes = numbers.every(({ kind }) => kind === "literal")
    ? [
        choice(
          t("Write {0}", "MILLIS_TO_TIMESTAMP(…)"),
          numbers.flatMap(({ start, end }) => [insertion(start, "MILLIS_TO_TIMESTAMP("), insertion(end, ")")]),
        ),
      ]
    : [];
  report(node, operator, t("A time is no number of milliseconds: MILLIS_TO_TIMESTAMP makes one of it."), input, fixes);
}

function checkSum(node: Node, operator: string, left: Expression, right: Expression, input: CheckInput): void {
  const kinds = [kindOf(left, input), kindOf(right, input)];
  if (!kinds.includes("time") || kinds.includes(undefined)) return;
  if (kinds[0] === "time" && kinds[1] === "time") {
    // `(b - a) DAY` is an interval.
    if (operator === "-" && !/^\s*\)\s*[A-Z]/i.test(input.statement.text.slice(node.end, node.end + 40))) {
      report(node, operator, t("TIMESTAMPDIFF gives the units between two times."), input, []);
    }
    return;
  }
  report(node, operator, t("To times INTERVALs are added; TIMESTAMPADD and TIME_SHIFT take numbers."), input, []);
}

function report(node: Node, operator: string, advice: string, input: CheckInput, fixes: readonly Fix[]): void {
  const message = sentences(druidSays(`Cannot apply '${operator}' to arguments of these types.`), advice);
  const range = { start: startWithin(node), end: rangeOf(node).end };
  input.report({ code: "time-operand", stage: "validate", message, range, ...(fixes.length > 0 && { fixes }) });
}

const TIMES: ReadonlySet<string> = new Set(["TIMESTAMP", "DATE"]);
const CLOCKS = /^(?:CURRENT_(?:DATE|TIMESTAMP)|LOCALTIMESTAMP)$/i;

function kindOf(expression: Expression, input: CheckInput): Kind {
  const node = inner(expression);
  switch (node.kind) {
    case "literal":
      if (node.template) return undefined;
      if (node.type === "timestamp" || node.type === "date") return "time";
      return node.type === "number" || node.type === "decimal" ? "number" : node.type === "string" ? "text" : undefined;
    case "prefix":
      return node.operators.every((operator) => operator !== "NOT") && kindOf(node.operand, input) === "number" ? "number" : undefined;
    case "call":
      return kindOfCall(node, input);
    case "name":
      return kindOfName(node, input);
    default:
      return undefined;
  }
}

function kindOfCall(call: Call, input: CheckInput): Kind {
  const [name, second] = call.name.parts;
  if (!name || second || call.start !== call.name.start) return undefined;
  const returns = findFunction(name.name)?.returns;
  if (returns !== undefined) return TIMES.has(returns) ? "time" : isNumber(returns) ? "number" : undefined;
  const [first, unit] = call.arguments;
  const isOfOperand = /^(?:MAX|MIN)$/i.test(name.name) || (/^(?:FLOOR|CEIL)$/i.test(name.name) && unit?.kind === "word");
  return isOfOperand && first && kindOf(first as Expression, input) === "time" ? "time" : undefined;
}

function kindOfName(name: Name, { statement }: CheckInput): Kind {
  const [only] = name.parts;
  if (only && name.parts.length === 1 && !only.quoted && CLOCKS.test(only.name)) return "time";
  if (name.star || name.parts.at(-1)?.name !== "__time") return undefined;
  return namesOf(statement, SYSTEM_CATALOG).typeOfExpression(name) === "TIMESTAMP" ? "time" : undefined;
}
