/**
 * The types of columns and expressions, where text and catalog tell them without asking Druid. As SQL writes them: `VARCHAR`, `BIGINT`,
 * `TIMESTAMP`, `BIGINT ARRAY`, `COMPLEX<json>`. Nothing is guessed: undefined is a good answer.
 */
import { findFunction } from "../../data/functions";
import type { Call, Identifier, Literal, Node, Operation } from "../../syntax/nodes";
import { typeText } from "./functions";
import type { Column, Columns, Names, Occurrence } from "./model";
import { arithmeticType, arrayOf, callType, castType, commonType, elementOf } from "./typeRules";

/** Deeper chains of columns and expressions are not followed. */
const MOST_STEPS = 100;

/** What is known of the statement. */
export interface TypeSources {
  readonly text: string;
  readonly occurrenceOf: (identifier: Identifier) => Occurrence | undefined;
  readonly columnsOf: (query: Node) => Columns | undefined;
}

interface Reader extends TypeSources {
  readonly known: Map<Column, string | undefined>;
}

export function typeReader(sources: TypeSources): Pick<Names, "typeOf" | "typeOfExpression"> {
  const reader: Reader = { ...sources, known: new Map() };
  return {
    typeOf: (column) => typeOfColumn(reader, column, MOST_STEPS),
    typeOfExpression: (expression) => typeOfNode(reader, expression, MOST_STEPS),
  };
}

function typeOfColumn(reader: Reader, column: Column, steps: number): string | undefined {
  if (column.type !== undefined || steps <= 0) return column.type;
  if (reader.known.has(column)) return reader.known.get(column);
  reader.known.set(column, undefined);
  const own = typeOfSource(reader, column, steps - 1);
  const type = column.beside ? commonType([own, ...column.beside.map((other) => typeOfColumn(reader, other, steps - 1))]) : own;
  reader.known.set(column, type);
  return type;
}

function typeOfSource(reader: Reader, { renames, made, unnests }: Column, steps: number): string | undefined {
  if (renames) return typeOfColumn(reader, renames, steps);
  if (unnests) return elementOf(typeOfNode(reader, unnests, steps));
  return made && typeOfNode(reader, made, steps);
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
      return node.type.kind === "error" ? undefined : castType(typeText(reader.text, node.type));
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
          ? callType("-", [typeOfNode(reader, node.operand, steps - 1)])
          : undefined;
    case "operation":
      return typeOfOperation(reader, node, steps);
    case "case": {
      const values = [...node.branches.map(({ then }) => then), ...(node.otherwise ? [node.otherwise] : [])];
      return commonType(values.map((value) => typeOfNode(reader, value, steps - 1)));
    }
    case "subquery": {
      const [column] = reader.columnsOf(node.query)?.list ?? [];
      return column && typeOfColumn(reader, column, steps - 1);
    }
    case "arrayConstructor": {
      if (node.constructorName !== "ARRAY" || node.items.length === 0) return undefined;
      return arrayOf(commonType(node.items.map((item) => typeOfNode(reader, item, steps - 1))));
    }
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
      return typeOfNumber(value);
    case "boolean":
    case "unknown":
      return "BOOLEAN";
    case "timestamp":
      return "TIMESTAMP";
    case "date":
      return "DATE";
    case "null":
      return "NULL";
    default:
      return undefined;
  }
}

const LARGEST_INTEGER = 2147483647;

function typeOfNumber(value: string): string {
  if (!/^\d+$/.test(value)) return /e/i.test(value) ? "DOUBLE" : "DECIMAL";
  return Number(value) <= LARGEST_INTEGER ? "INTEGER" : "BIGINT";
}

function typeOfOperation(reader: Reader, { operands, operators }: Operation, steps: number): string | undefined {
  const [operator] = operators;
  const [first, ...rest] = operands;
  if (operator === undefined || !first) return undefined;
  if (operators.every((each) => each === "||")) return "VARCHAR";
  if (!operators.every((each) => each === "+" || each === "-" || each === "*" || each === "/")) {
    return operators.every((each) => LOGICAL.test(each)) ? "BOOLEAN" : undefined;
  }
  let type = typeOfNode(reader, first, steps - 1);
  for (const operand of rest) {
    const isTime = type === "TIMESTAMP" && operand.kind === "interval";
    if (!isTime) type = arithmeticType(type, typeOfNode(reader, operand, steps - 1));
  }
  return type;
}

const LOGICAL = /^(?:AND|OR|=|<>|!=|<|<=|>|>=|IS (?:NOT )?DISTINCT FROM)$/;

function typeOfCall(reader: Reader, call: Call, steps: number): string | undefined {
  const name = call.name.parts.length === 1 ? call.name.parts[0]?.name.toUpperCase() : undefined;
  if (name === undefined) return undefined;
  const fixed = findFunction(name)?.returns;
  if (fixed !== undefined) return fixed;
  if (name === "JSON_VALUE") return typeOfJsonValue(reader, call);
  return callType(
    name,
    call.arguments.map((argument) => typeOfNode(reader, argument, steps - 1)),
  );
}

/** `JSON_VALUE(a, '$.b' RETURNING BIGINT)` */
function typeOfJsonValue({ text }: Reader, call: Call): string | undefined {
  const rest = text.slice(call.arguments.at(-1)?.end ?? call.end, call.end);
  if (!/RETURNING/i.test(rest)) return "VARCHAR";
  const written = /^\s*RETURNING\s+([a-z]+)(?:\s*\(\s*\d+\s*\))?(\s+ARRAY)?/i.exec(rest);
  return written?.[1] && castType(written[1].toUpperCase()) + (written[2] ? " ARRAY" : "");
}
