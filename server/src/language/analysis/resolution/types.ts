/**
 * The types of columns and expressions, where text and catalog tell them without asking Druid. As SQL writes them: `VARCHAR`, `BIGINT`,
 * `TIMESTAMP`, `BIGINT ARRAY`, `COMPLEX<json>`. Nothing is guessed: undefined is a good answer.
 */
import { findFunction } from "../../data/functions";
import type { Call, Identifier, Literal, Node, Operation } from "../../syntax/nodes";
import { typeText } from "./functions";
import type { Column, Names, Occurrence } from "./model";

/** Deeper chains of columns and expressions are not followed. */
const MOST_STEPS = 100;

interface Reader {
  readonly text: string;
  readonly occurrenceOf: (identifier: Identifier) => Occurrence | undefined;
  readonly known: Map<Column, string | undefined>;
}

export function typeReader(
  text: string,
  occurrenceOf: (identifier: Identifier) => Occurrence | undefined,
): Pick<Names, "typeOf" | "typeOfExpression"> {
  const reader: Reader = { text, occurrenceOf, known: new Map() };
  return {
    typeOf: (column) => typeOfColumn(reader, column, MOST_STEPS),
    typeOfExpression: (expression) => typeOfNode(reader, expression, MOST_STEPS),
  };
}

function typeOfColumn(reader: Reader, column: Column, steps: number): string | undefined {
  if (column.type !== undefined || steps <= 0) return column.type;
  if (reader.known.has(column)) return reader.known.get(column);
  reader.known.set(column, undefined);
  const type = column.renames ? typeOfColumn(reader, column.renames, steps - 1) : column.made && typeOfNode(reader, column.made, steps - 1);
  reader.known.set(column, type);
  return type;
}

function typeOfNode(reader: Reader, node: Node, steps: number): string | undefined {
  if (steps <= 0) return undefined;
  switch (node.kind) {
    case "name": {
      const last = node.parts.at(-1);
      const meaning = last && reader.occurrenceOf(last)?.meaning;
      return meaning?.kind === "symbol" && meaning.column ? typeOfColumn(reader, meaning.column, steps - 1) : undefined;
    }
    case "literal":
      return typeOfLiteral(node);
    case "cast":
      return node.type.kind === "error" ? undefined : typeText(reader.text, node.type);
    case "parenthesized":
      return node.unit === undefined ? typeOfNode(reader, node.expression, steps - 1) : undefined;
    case "between":
    case "like":
    case "in":
    case "quantified":
      return "BOOLEAN";
    case "postfix":
      return node.operators.every((operator) => operator.startsWith("IS")) ? "BOOLEAN" : undefined;
    case "prefix":
      return node.operators[0] === "NOT"
        ? "BOOLEAN"
        : node.operators[0] === "-" || node.operators[0] === "+"
          ? typeOfNode(reader, node.operand, steps - 1)
          : undefined;
    case "operation":
      return typeOfOperation(reader, node, steps);
    case "case":
      return sameType(
        [...node.branches.map(({ then }) => then), ...(node.otherwise ? [node.otherwise] : [])].map((each) =>
          each.kind === "literal" && each.type === "null" ? "NULL" : typeOfNode(reader, each, steps - 1),
        ),
      );
    case "call":
      return typeOfCall(reader, node, steps);
    default:
      return undefined;
  }
}

function typeOfLiteral({ type, value }: Literal): string | undefined {
  switch (type) {
    case "string":
      return "VARCHAR";
    case "number":
      return /^\d+$/.test(value) ? "BIGINT" : /e/i.test(value) ? "DOUBLE" : "DECIMAL";
    case "boolean":
    case "unknown":
      return "BOOLEAN";
    case "timestamp":
      return "TIMESTAMP";
    case "date":
      return "DATE";
    default:
      return undefined;
  }
}

function typeOfOperation(reader: Reader, { operands, operators }: Operation, steps: number): string | undefined {
  const [operator] = operators;
  if (operator === undefined) return undefined;
  if (operators.every((each) => each === "||")) return "VARCHAR";
  if (!operators.every((each) => each === "+" || each === "-" || each === "*" || each === "/")) {
    return operators.every((each) => LOGICAL.test(each)) ? "BOOLEAN" : undefined;
  }
  const types = operands.map((operand) => typeOfNode(reader, operand, steps - 1));
  if (types.every((type) => type === "BIGINT")) return "BIGINT";
  return types.includes("DOUBLE") && types.every((type) => type !== undefined && NUMBERS.has(type)) ? "DOUBLE" : undefined;
}

const LOGICAL = /^(?:AND|OR|=|<>|!=|<|<=|>|>=|IS (?:NOT )?DISTINCT FROM)$/;
const NUMBERS: ReadonlySet<string> = new Set(["BIGINT", "DOUBLE", "FLOAT", "DECIMAL", "INTEGER"]);

/** The one type that all of these have; NULL has any. */
function sameType(types: readonly (string | undefined)[]): string | undefined {
  const real = new Set(types.filter((type) => type !== "NULL"));
  const [only] = real;
  return real.size === 1 ? only : undefined;
}

function typeOfCall(reader: Reader, call: Call, steps: number): string | undefined {
  const name = call.name.parts.length === 1 ? call.name.parts[0]?.name.toUpperCase() : undefined;
  if (name === undefined) return undefined;
  const fixed = findFunction(name)?.returns;
  if (fixed !== undefined) return fixed;
  const index = SAME_AS_ARGUMENT.get(name);
  const argument = index === undefined ? undefined : call.arguments[index];
  return argument && typeOfNode(reader, argument, steps - 1);
}

/** Functions whose result is of the type of one argument. */
const SAME_AS_ARGUMENT: ReadonlyMap<string, number> = new Map([
  ["MIN", 0],
  ["MAX", 0],
  ["ANY_VALUE", 0],
  ["EARLIEST", 0],
  ["LATEST", 0],
  ["LAG", 0],
  ["LEAD", 0],
  ["FIRST_VALUE", 0],
  ["LAST_VALUE", 0],
]);
