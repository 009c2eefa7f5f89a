/**
 * Trees as text, for tests and for people who look into the parser: `select(items=[selectItem(expression=name(parts=[identifier:a]))])`.
 * And expressions with every grouping in parentheses, which shows precedence.
 */
import { childrenOf } from "./children";
import type { Expression, Node } from "./nodes";

/** A node with its kind, its plain fields and its children; leaves show their text. */
export function printTree(node: Node, text: string): string {
  const children = childrenOf(node);
  if (children.length === 0 && node.kind !== "script") return `${node.kind}:${text.slice(node.start, node.end)}`;
  const fields = Object.entries(node as unknown as Readonly<Record<string, unknown>>).filter(
    ([key]) => !["kind", "start", "end", "tableStarts", "memory"].includes(key),
  );
  const parts = fields.map(([key, value]) => printField(key, value, text)).filter((part) => part !== "");
  return `${node.kind}(${parts.join(" ")})`;
}

function printField(key: string, value: unknown, text: string): string {
  if (value === undefined || value === false || (Array.isArray(value) && value.length === 0)) return "";
  if (Array.isArray(value)) return `${key}=[${value.map((element) => printValue(element, text)).join(", ")}]`;
  return `${key}=${printValue(value, text)}`;
}

function printValue(value: unknown, text: string): string {
  return typeof value === "object" && value !== null ? printTree(value as Node, text) : String(value);
}

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
