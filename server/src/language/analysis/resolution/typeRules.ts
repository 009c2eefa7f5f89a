/**
 * The types that operators and functions make of the types of their operands, as far as they are simple. undefined is a good answer.
 * Source: Calcite's type inference with Druid's type system; the row types of 13,000 columns were asked of the planner of Druid 33.
 */

/** A type, or undefined where nobody tells. */
export type MaybeType = string | undefined;

const INTEGERS: ReadonlySet<string> = new Set(["INTEGER", "BIGINT"]);
const INEXACT: ReadonlySet<string> = new Set(["FLOAT", "DOUBLE"]);

/** Whether a type is one of numbers. */
export function isNumber(type: string): boolean {
  return INTEGERS.has(type) || INEXACT.has(type) || type === "DECIMAL";
}

/** What `+`, `-`, `*` and `/` make of two operands: a text becomes a number. */
export function arithmeticType(one: MaybeType, other: MaybeType): MaybeType {
  if (one === undefined || other === undefined) return undefined;
  if (one === "VARCHAR" && other === "VARCHAR") return "DECIMAL";
  if (one === "VARCHAR") return isNumber(other) ? other : undefined;
  if (other === "VARCHAR") return isNumber(one) ? one : undefined;
  return widerNumber(one, other);
}

/** Of FLOAT and DOUBLE the first one counts. */
function widerNumber(one: string, other: string): MaybeType {
  if (!isNumber(one) || !isNumber(other)) return undefined;
  if (INEXACT.has(one)) return other === "DECIMAL" ? "DOUBLE" : one;
  if (INEXACT.has(other)) return one === "DECIMAL" ? "DOUBLE" : other;
  if (one === "DECIMAL" || other === "DECIMAL") return "DECIMAL";
  return one === "BIGINT" || other === "BIGINT" ? "BIGINT" : "INTEGER";
}

/** The one type of the branches of CASE, of what COALESCE chooses from, of the elements of an array, of queries put together. */
export function commonType(types: readonly MaybeType[]): MaybeType {
  const given = types.filter((type) => type !== "NULL");
  const [first, ...rest] = given;
  return rest.reduce(commonOfTwo, first);
}

function commonOfTwo(one: MaybeType, other: MaybeType): MaybeType {
  if (one === undefined || other === undefined) return undefined;
  if (one === other) return one;
  const isText = one === "VARCHAR" || other === "VARCHAR";
  const both = isText ? [one, other].find((type) => type !== "VARCHAR") : undefined;
  return both !== undefined && (isNumber(both) || both === "TIMESTAMP") ? "VARCHAR" : widerNumber(one, other);
}

/** The type of `ARRAY[…]` of such elements. */
export function arrayOf(element: MaybeType): MaybeType {
  return element === undefined ? undefined : `${element} ARRAY`;
}

/** A single value is taken for an array of it. */
function asArray(type: MaybeType): MaybeType {
  return type?.endsWith(" ARRAY") ? type : arrayOf(type);
}

/** The type of the elements of an array. */
export function elementOf(array: MaybeType): MaybeType {
  return array?.endsWith(" ARRAY") ? array.slice(0, -" ARRAY".length) : undefined;
}

type Rule = (operands: readonly MaybeType[]) => MaybeType;

const first: Rule = ([one]) => one;

/** ABS and its like. */
const firstNumber: Rule = ([one]) => (one === undefined ? undefined : isNumber(one) ? one : one === "VARCHAR" ? "DECIMAL" : undefined);

/** FLOOR of a time is one. */
const rounded: Rule = (operands) => (operands[0] === "TIMESTAMP" ? "TIMESTAMP" : firstNumber(operands));

const summed: Rule = ([one]) => (one === undefined ? undefined : INTEGERS.has(one) ? "BIGINT" : "DOUBLE");

/** ANY_VALUE, EARLIEST and LATEST read what is no number as text. */
const picked: Rule = ([one]) => (one === undefined ? undefined : isNumber(one) ? one : one === "BOOLEAN" ? undefined : "VARCHAR");

const greatest: Rule = (operands) => {
  if (operands.some((type) => type === undefined)) return undefined;
  if (operands.includes("VARCHAR")) return "VARCHAR";
  return operands.every((type) => type !== undefined && INTEGERS.has(type))
    ? "BIGINT"
    : operands.every(isNumberOrNone)
      ? "DOUBLE"
      : undefined;
};

function isNumberOrNone(type: MaybeType): boolean {
  return type !== undefined && isNumber(type);
}

/** By the name of the function. Those whose value is of one type only have it in `data/functions.ts`. */
const RULES: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ["-", firstNumber],
  ["SUM", summed],
  ["AVG", () => "DOUBLE"],
  ["MIN", first],
  ["MAX", first],
  ["ANY_VALUE", picked],
  ["EARLIEST", picked],
  ["LATEST", picked],
  ["EARLIEST_BY", picked],
  ["LATEST_BY", picked],
  ["LAG", first],
  ["LEAD", first],
  ["FIRST_VALUE", first],
  ["LAST_VALUE", first],
  ["ABS", firstNumber],
  ["ROUND", firstNumber],
  ["TRUNC", firstNumber],
  ["TRUNCATE", firstNumber],
  ["FLOOR", rounded],
  ["CEIL", rounded],
  ["CEILING", rounded],
  ["COALESCE", commonType],
  ["NVL", commonType],
  ["NULLIF", first],
  ["GREATEST", greatest],
  ["LEAST", greatest],
  ["ARRAY_AGG", ([one]) => arrayOf(one)],
  ["ARRAY_CONCAT", ([one]) => asArray(one)],
  ["ARRAY_CONCAT_AGG", ([one]) => asArray(one)],
  ["ARRAY_SLICE", ([one]) => asArray(one)],
  ["ARRAY_APPEND", ([one]) => asArray(one)],
  ["ARRAY_PREPEND", ([, array]) => asArray(array)],
  ["ARRAY_OFFSET", ([one]) => elementOf(one)],
  ["ARRAY_ORDINAL", ([one]) => elementOf(one)],
]);

/** The type of a call of a function, by the types of its operands. */
export function callType(name: string, operands: readonly MaybeType[]): MaybeType {
  return RULES.get(name.toUpperCase())?.(operands);
}

/** Other names of types that CAST takes; nobody needs to know how long a text is. */
const SAME: Readonly<Record<string, string>> = {
  INT: "INTEGER",
  CHAR: "VARCHAR",
  CHARACTER: "VARCHAR",
  STRING: "VARCHAR",
  NUMERIC: "DECIMAL",
  DEC: "DECIMAL",
};

/** The type that a cast gives, without its precision. */
export function castType(written: string): string {
  const plain = written.replace(/ ?\([^)]*\)/g, "");
  return SAME[plain] ?? plain;
}

/** What Druid stores for the SQL type of a column. Source: Druid's Calcites.getColumnTypeForRelDataType. */
export function storedType(type: string): string {
  if (type.endsWith(" ARRAY")) return `${storedType(type.slice(0, -" ARRAY".length))} ARRAY`;
  if (/^(?:TINYINT|SMALLINT|INT|INTEGER|BIGINT|BOOLEAN|DATE|TIMESTAMP)\b/.test(type)) return "BIGINT";
  if (/^(?:CHAR|CHARACTER|VARCHAR|STRING)\b/.test(type)) return "VARCHAR";
  if (/^(?:REAL|FLOAT)\b/.test(type)) return "FLOAT";
  return /^(?:DOUBLE|DECIMAL|DEC|NUMERIC)\b/.test(type) ? "DOUBLE" : type;
}

/** The type of a column that is written or read from outside; `__time` is a time, whatever was stated. */
export function columnType(name: string, type: string): string {
  return name === "__time" ? "TIMESTAMP" : storedType(type);
}
