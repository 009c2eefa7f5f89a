/**
 * What the parts of a set operation read: columns of one datasource as they are, or more. For the checks of UNION, which Druid plans by it.
 */
import type { Expression, Node, Select } from "../../syntax/nodes";
import { isCallTo } from "../externCall";
import { resolveTable } from "../names";
import { inner, plainFunction, plainTables } from "../selects";
import type { CheckInput } from "./check";

/** What is surely known of an operand. */
export type Part =
  /** Columns of one datasource as they are; without names where `*` stands for them. */
  | { readonly kind: "plain"; readonly columns: readonly string[] | undefined }
  /** Datasources, and more than their columns. */
  | { readonly kind: "made" }
  /** Nothing is read. */
  | { readonly kind: "values" }
  /** EXTERN, by itself or joined. */
  | { readonly kind: "external" }
  | { readonly kind: "unsure" };

const UNSURE: Part = { kind: "unsure" };
const MADE: Part = { kind: "made" };

export function readPart(operand: Node, input: CheckInput): Part {
  switch (operand.kind) {
    case "values":
      return { kind: "values" };
    case "parenthesizedQuery":
      return readPart(operand.query, input);
    case "query": {
      if (operand.with) return UNSURE;
      const part = readPart(operand.body, input);
      return (operand.fetch || operand.offset) && part.kind === "plain" ? MADE : part;
    }
    case "select":
      return readSelect(operand, input);
    default:
      return UNSURE;
  }
}

function readSelect(select: Select, input: CheckInput): Part {
  if (!select.from) return { kind: "values" };
  const kinds = plainTables(select.from.table).map((table) => kindOf(table, input));
  if (kinds.includes("external")) return { kind: "external" };
  if (kinds.includes("unsure")) return UNSURE;
  const { quantifier, where, groupBy, having, windows, qualify, items } = select;
  const isMore = quantifier === "DISTINCT" || where || groupBy || having || qualify || windows.length > 0;
  if (kinds.length !== 1 || kinds[0] === "lookup" || isMore) return MADE;
  const read = items.map(({ expression }) => columnOf(expression));
  if (read.includes("unsure")) return UNSURE;
  if (read.includes("made")) return MADE;
  return { kind: "plain", columns: read.includes("star") ? undefined : read.map((column) => column.slice(1)) };
}

function kindOf(table: Node, { references, settings }: CheckInput): "datasource" | "lookup" | "external" | "unsure" {
  if (table.kind === "tableFunction" && table.call.kind === "call" && isCallTo(table.call, "EXTERN")) return "external";
  if (table.kind !== "tableName" || references.withItems.has(table)) return "unsure";
  const { kind } = resolveTable(table.name, settings.profile);
  return kind === "datasource" || kind === "lookup" ? kind : "unsure";
}

/** `=name` for a column, in its exact case. */
function columnOf(expression: Expression): string {
  const node = inner(expression);
  switch (node.kind) {
    case "name":
      if (node.star) return "star";
      return node.parts.some(({ template }) => template) ? "unsure" : `=${node.parts.at(-1)?.name}`;
    case "literal":
      return node.template ? "unsure" : "made";
    case "call":
      return plainFunction(node) && !MAY_BE_OPERAND.has(node.name.parts[0]?.name.toUpperCase() ?? "") ? "made" : "unsure";
    case "operation":
      // `a + 0` is `a`.
      return node.operands.some((operand) => inner(operand).kind === "literal" && /[-+*/]/.test(node.operators.join("")))
        ? "unsure"
        : "made";
    default:
      return "unsure";
  }
}

/** What may come to one of its operands before anything is planned. */
const MAY_BE_OPERAND: ReadonlySet<string> = new Set(["COALESCE", "NVL", "IFNULL", "NULLIF"]);

/** Whether two parts give columns of different names, as far as they are known. */
export function namesDiffer(parts: readonly Part[]): boolean {
  const [first, ...others] = parts.flatMap((part) => (part.kind === "plain" && part.columns ? [part.columns] : []));
  return others.some((columns) => columns.length === first?.length && columns.some((name, index) => name !== first?.[index]));
}
