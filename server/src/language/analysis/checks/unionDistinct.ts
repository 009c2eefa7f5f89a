/**
 * `union-distinct`: UNION without ALL drops repeated rows, and Druid can do that only where it reads datasources one behind the other: each part
 * selects columns of one datasource as they are, with the same names in the same order. UNION ALL takes more.
 * Source: DruidUnionRule and DruidUnionDataSourceRule, asked of the planners of 28, 31 and 33 with both engines, and of a running 27.
 */
import type { Expression, Node, Select, SetOperation } from "../../syntax/nodes";
import { druidSays, t } from "../../text/l10n";
import type { TextRange } from "../../text/range";
import { resolveTable } from "../names";
import { hasConstantCondition } from "../planned";
import { inner, plainFunction, plainTables } from "../selects";
import type { CheckInput } from "./check";

export function checkUnionDistinct(node: SetOperation, input: CheckInput): void {
  const distinct = node.operators.filter(({ operator, quantifier }) => operator === "UNION" && quantifier !== "ALL");
  const union = distinct.at(-1);
  if (!union || node.operators.some(({ operator }) => operator !== "UNION") || hasConstantCondition(input.tree)) return;
  const parts = node.operands.slice(0, node.operators.indexOf(union) + 2).map((operand) => readPart(operand, input));
  const advice = adviceFor(parts);
  if (advice === undefined) return;
  const message = `${druidSays("SQL requires 'UNION' but only 'UNION ALL' is supported.")} ${advice}`;
  const range: TextRange = { start: union.start, end: union.end };
  input.report({ code: "union-distinct", stage: "plan", message, range });
}

/** What is surely known of an operand. */
type Part =
  /** Columns of one datasource as they are; without names where `*` stands for them. */
  | { readonly kind: "plain"; readonly columns: readonly string[] | undefined }
  /** Datasources, and more than their columns. */
  | { readonly kind: "made" }
  /** Nothing is read. */
  | { readonly kind: "values" }
  | { readonly kind: "unsure" };

const UNSURE: Part = { kind: "unsure" };
const MADE: Part = { kind: "made" };

function adviceFor(parts: readonly Part[]): string | undefined {
  const isMade = parts.some(({ kind }) => kind === "made");
  // What reads nothing can stand beside system tables, which the native engine reads in another way.
  if (isMade || (parts.some(({ kind }) => kind === "values") && parts.every(({ kind }) => kind !== "unsure"))) {
    return t("Without ALL each part must be columns of one datasource as they are.");
  }
  const named = parts.flatMap((part) => (part.kind === "plain" && part.columns ? [part.columns] : []));
  const [first, ...others] = named;
  const isOther = others.some((columns) => columns.length === first?.length && columns.some((name, index) => name !== first?.[index]));
  return isOther ? t("Without ALL the columns must have the same names in all datasources.") : undefined;
}

function readPart(operand: Node, input: CheckInput): Part {
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
  if (kinds.includes("unsure")) return UNSURE;
  const { quantifier, where, groupBy, having, windows, qualify, items } = select;
  const isMore = quantifier === "DISTINCT" || where || groupBy || having || qualify || windows.length > 0;
  if (kinds.length !== 1 || kinds[0] === "lookup" || isMore) return MADE;
  const read = items.map(({ expression }) => columnOf(expression));
  if (read.includes("unsure")) return UNSURE;
  if (read.includes("made")) return MADE;
  return { kind: "plain", columns: read.includes("star") ? undefined : read.map((column) => column.slice(1)) };
}

function kindOf(table: Node, { references, settings }: CheckInput): "datasource" | "lookup" | "unsure" {
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
      return plainFunction(node) ? "made" : "unsure";
    case "operation":
    case "case":
      return "made";
    default:
      return "unsure";
  }
}
