/**
 * What kind of value is wanted at the cursor: what it is compared with, or which operand of a function it is. Columns of that kind come first.
 */
import type { Catalog } from "../../analysis/catalog/model";
import { ARITHMETIC, COMPARISONS } from "../../analysis/operators";
import type { Names, Relation } from "../../analysis/resolution/model";
import { namesOf } from "../../analysis/resolution/namesOf";
import { findFunction } from "../../data/functions";
import type { Argument, Node, Operation } from "../../syntax/nodes";
import type { WordPlace } from "./place";

export type ValueKind = "time" | "number" | "text" | "boolean" | "array" | "json" | "sketch";

export interface Wanted {
  readonly kind: ValueKind | undefined;
  /** The column on the other side of a comparison. */
  readonly compared?: { readonly name: string; readonly relation: Relation | undefined };
  /** Whether it is compared with something, and not an operand of a function. */
  readonly isCompared: boolean;
}

/** Undefined where anything may stand. */
export function wantedAt(place: WordPlace, catalog: Catalog): Wanted | undefined {
  const [around, node] = place.path.slice(-3);
  if (!around || node?.kind !== "name") return undefined;
  const isSelected = around.kind === "selectItem";
  const other = isSelected ? soughtBySubquery(place.path) : otherSide(around, node);
  if (other) return { ...compared(namesOf(place.marked, catalog), other), isCompared: !isSelected };
  if (around.kind === "unnest") return { kind: "array", isCompared: false };
  if (around.kind === "prefix") return { kind: around.operators.at(-1) === "NOT" ? "boolean" : "number", isCompared: false };
  if (around.kind === "operation") return operated(place, catalog, around, node);
  if (around.kind !== "call") return undefined;
  const parameter = findFunction(around.name.parts.at(-1)?.name ?? "")?.parameters[around.arguments.indexOf(node as Argument)]?.name;
  const kind = parameter === undefined ? undefined : KIND_OF_PARAMETER.get(parameter);
  return kind && { kind, isCompared: false };
}

/** By the names that parameters have in signatures; of other parameters nothing is to be said. */
const KIND_OF_PARAMETER: ReadonlyMap<string, ValueKind> = new Map<string, ValueKind>([
  ["time", "time"],
  ...["number", "angle", "dividend", "divisor", "millis", "exponent"].map((name) => [name, "number"] as const),
  ["text", "text"],
  ["array", "array"],
  ["json", "json"],
  ["sketch", "sketch"],
]);

/** What is looked for in the column of a subquery behind IN. */
function soughtBySubquery(path: readonly Node[]): Node | undefined {
  const [query, select] = path.slice(-5, -3);
  const around = query?.kind === "query" ? path.at(-6) : query;
  return select?.kind === "select" && around?.kind === "in" ? around.value : undefined;
}

/** A number beside one, a text in a concatenation. */
function operated(place: WordPlace, catalog: Catalog, { operands, operators }: Operation, node: Node): Wanted | undefined {
  if (operators.includes("||")) return { kind: "text", isCompared: false };
  if (!operators.every((operator) => ARITHMETIC.has(operator))) return undefined;
  const names = namesOf(place.marked, catalog);
  const types = operands.filter((operand) => operand !== node).map((operand) => names.typeOfExpression(operand));
  return types.some((type) => type !== undefined && kindOf(type) === "number") ? { kind: "number", isCompared: false } : undefined;
}

/** What a part of a comparison is compared with. */
function otherSide(around: Node, node: Node): Node | undefined {
  switch (around.kind) {
    case "operation": {
      const index = around.operands.indexOf(node as (typeof around.operands)[number]);
      if (index > 0 && COMPARISONS.has(around.operators[index - 1] ?? "")) return around.operands[index - 1];
      return index === 0 && COMPARISONS.has(around.operators[0] ?? "") ? around.operands[1] : undefined;
    }
    case "between":
      return node === around.value ? around.low : around.value;
    case "in":
      return node === around.value ? undefined : around.value;
    default:
      return undefined;
  }
}

function compared(names: Names, other: Node): Omit<Wanted, "isCompared"> {
  const type = names.typeOfExpression(other);
  const kind = type === undefined ? undefined : kindOf(type);
  const last = other.kind === "name" && !other.star ? other.parts.at(-1) : undefined;
  const meaning = last && names.occurrenceOf(last)?.meaning;
  const relation = meaning?.kind === "symbol" ? meaning.relation : undefined;
  return { kind, ...(last && { compared: { name: last.name, relation } }) };
}

/** The kind of a type as SQL writes it. */
export function kindOf(type: string): ValueKind | undefined {
  const written = type.toUpperCase();
  if (written.endsWith(" ARRAY") || written.startsWith("ARRAY<")) return "array";
  if (written === "COMPLEX<JSON>") return "json";
  if (written.startsWith("COMPLEX")) return "sketch";
  if (written.startsWith("TIMESTAMP") || written === "DATE") return "time";
  if (/^(?:BIGINT|INTEGER|SMALLINT|TINYINT|DOUBLE|FLOAT|REAL|DECIMAL|LONG)/.test(written)) return "number";
  if (/^(?:VARCHAR|CHAR|STRING)/.test(written)) return "text";
  return written === "BOOLEAN" ? "boolean" : undefined;
}
