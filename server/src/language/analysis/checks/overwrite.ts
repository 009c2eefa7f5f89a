/**
 * `overwrite-where`: OVERWRITE WHERE is made of AND, OR, NOT and comparisons of `__time` with TIMESTAMP literals.
 * Source: DruidSqlParserUtils.validateQueryAndConvertToIntervals and convertQueryToDimFilter. Which time they cover is
 * looked at in `overwriteIntervals.ts`.
 */
import type { Expression, Literal, Node } from "../../syntax/nodes";
import { druidSays, sentences, t } from "../../text/l10n";
import { rangeOf } from "../../text/range";
import { readDateTime } from "../dateTimes";
import { type CheckInput, textOf } from "./check";
import { checkOverwriteIntervals } from "./overwriteIntervals";

export function checkOverwrite(input: CheckInput): void {
  const { ingest } = input;
  if (ingest?.verb !== "REPLACE" || ingest.target.kind !== "tableTarget" || !ingest.overwrite?.where) return;
  checkCondition(input, ingest.overwrite.where);
  checkOverwriteIntervals(input, ingest, ingest.overwrite.where);
}

const COMPARISONS: ReadonlySet<string> = new Set([">", "<", ">=", "<="]);

function checkCondition(input: CheckInput, condition: Expression): void {
  switch (condition.kind) {
    case "parenthesized":
      checkCondition(input, condition.expression);
      break;
    case "prefix":
      if (condition.operators.every((operator) => operator === "NOT")) checkCondition(input, condition.operand);
      else refuseOperation(input, condition, condition.operators.join(" "));
      break;
    case "operation":
      checkOperation(input, condition, condition.operators, condition.operands);
      break;
    case "between":
      checkColumn(input, condition, condition.value);
      checkBound(input, condition, condition.low);
      checkBound(input, condition, condition.high);
      break;
    case "name":
    case "literal":
      if (isPlain(condition)) {
        const message = druidSays(
          `Invalid OVERWRITE WHERE clause [${textOf(input.statement, condition)}]: expected clause including AND, OR, NOT, >, <, >=, <= OR BETWEEN operators`,
        );
        input.report({ code: "overwrite-where", stage: "validate", message, range: rangeOf(condition) });
      }
      break;
    case "like":
      refuseOperation(input, condition, condition.operator);
      break;
    case "in":
      refuseOperation(input, condition, condition.not ? "NOT IN" : "IN");
      break;
    case "postfix":
      refuseOperation(input, condition, condition.operators.at(-1) ?? "");
      break;
  }
}

function checkOperation(input: CheckInput, condition: Node, operators: readonly string[], operands: readonly Expression[]): void {
  const [operator] = operators;
  const [left, right] = operands;
  if (operator === undefined || !left || !right) return;
  if (operator === "AND" || operator === "OR") for (const operand of operands) checkCondition(input, operand);
  else if (!COMPARISONS.has(operator) || operands.length > 2) refuseOperation(input, condition, operators.at(-1) ?? operator);
  else {
    checkColumn(input, condition, left);
    checkBound(input, condition, right);
  }
}

function refuseOperation(input: CheckInput, condition: Node, operator: string): void {
  const message = druidSays(
    `Invalid OVERWRITE WHERE clause [${textOf(input.statement, condition)}]: Unsupported operation [${operator}] in OVERWRITE WHERE clause.`,
  );
  input.report({ code: "overwrite-where", stage: "validate", message, range: rangeOf(condition) });
}

function checkColumn(input: CheckInput, condition: Node, column: Expression): void {
  if (isUnsure(column)) return;
  const inner = withoutParentheses(column);
  if (inner.kind !== "name") {
    const refusal = druidSays(
      `Invalid OVERWRITE WHERE clause [${textOf(input.statement, condition)}]: Cannot parse column name from SQL expression [${textOf(input.statement, column)}].`,
    );
    const message = sentences(refusal, t("Write __time on the left."));
    input.report({ code: "overwrite-where", stage: "validate", message, range: rangeOf(column) });
  } else if (isPlain(inner) && (inner.parts.length !== 1 || inner.parts[0]?.name !== "__time")) {
    const message = druidSays(
      `OVERWRITE WHERE clause only supports filtering on the __time column, got [${textOf(input.statement, column)}]`,
    );
    input.report({ code: "overwrite-where", stage: "validate", message, range: rangeOf(column) });
  }
}

/** A date passes some versions, so only what none of them takes is refused. */
function checkBound(input: CheckInput, condition: Node, bound: Expression): void {
  const inner = withoutParentheses(bound);
  if (isUnsure(inner) || (inner.kind === "literal" && (!isPlain(inner) || isReadable(inner)))) return;
  const refusal = druidSays(
    `Invalid OVERWRITE WHERE clause [${textOf(input.statement, condition)}]: Cannot get a timestamp from sql expression [${textOf(input.statement, bound)}].`,
  );
  const message = sentences(refusal, t("Write {0}.", "TIMESTAMP '2024-01-01 00:00:00'"));
  input.report({ code: "overwrite-where", stage: "validate", message, range: rangeOf(bound) });
}

function isReadable({ type, value }: Literal): boolean {
  return type === "date" || (type === "timestamp" && readDateTime(value, type).kind !== "bad");
}

function withoutParentheses(expression: Expression): Expression {
  let inner = expression;
  while (inner.kind === "parenthesized" && inner.unit === undefined) inner = inner.expression;
  return inner;
}

/** Templates and parameters can become anything. */
function isUnsure(expression: Expression): boolean {
  const inner = withoutParentheses(expression);
  return inner.kind === "template" || inner.kind === "parameter" || inner.kind === "error";
}

function isPlain(node: Node): boolean {
  if (node.kind === "literal") return !node.template;
  return node.kind === "name" && node.parts.every((part) => !part.template);
}
