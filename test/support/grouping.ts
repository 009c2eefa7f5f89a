/**
 * Expressions as text with every grouping in parentheses, which shows precedence.
 */
import type { Expression } from "../../server/src/language/syntax/nodes";

/** The expression with parentheses around each operation, as it is grouped: `(a + (b * c))`. */
export function printGrouping(node: Expression, text: string): string {
  const show = (inner: Expression): string => printGrouping(inner, text);
  switch (node.kind) {
    case "operation":
      return `(${node.operands.map((operand, index) => (index === 0 ? show(operand) : `${node.operators[index - 1]} ${show(operand)}`)).join(" ")})`;
    case "prefix":
      return `(${node.operators.join(" ")} ${show(node.operand)})`;
    case "postfix":
      return `(${show(node.operand)} ${node.operators.join(" ")})`;
    case "between":
      return `(${show(node.value)}${node.not ? " NOT" : ""} BETWEEN ${show(node.low)} AND ${show(node.high)})`;
    case "like":
      return `(${show(node.value)}${node.not ? " NOT" : ""} ${node.operator} ${show(node.pattern)}${node.escape ? ` ESCAPE ${show(node.escape)}` : ""})`;
    case "in":
      return `(${show(node.value)}${node.not ? " NOT" : ""} IN (…))`;
    case "quantified":
      return `(${show(node.value)} ${node.operator} ${node.quantifier} (…))`;
    case "parenthesized":
      return show(node.expression);
    default:
      return text.slice(node.start, node.end);
  }
}
