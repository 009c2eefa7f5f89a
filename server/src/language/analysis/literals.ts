/**
 * What an expression says by itself: the value of a literal, of a signed number, of `?` when its value was given.
 */
import type { Node } from "../syntax/nodes";
import { quotedString } from "../syntax/quoteName";
import type { TextRange } from "../text/range";

/** A value that the text or the request tells, or why it does not. */
export type KnownValue =
  | { readonly kind: "string" | "number" | "boolean"; readonly value: string; readonly range: TextRange }
  | { readonly kind: "null"; readonly range: TextRange }
  /** A literal of another type, such as a date. */
  | { readonly kind: "other"; readonly range: TextRange }
  /** `?` without a value. */
  | { readonly kind: "parameter"; readonly range: TextRange }
  | { readonly kind: "template"; readonly range: TextRange }
  /** An expression that is no literal. */
  | { readonly kind: "expression"; readonly range: TextRange }
  | { readonly kind: "error"; readonly range: TextRange };

/** The value of a node. `parameters` are the values given for `?`, by position. */
export function knownValueOf(node: Node, parameters: readonly unknown[] | undefined): KnownValue {
  const range = { start: node.start, end: node.end };
  switch (node.kind) {
    case "literal":
      return knownLiteral(node.type, node.value, node.template, range);
    case "parameter":
      return knownParameter(parameters?.[node.index], parameters !== undefined && node.index < parameters.length, range);
    case "template":
      return { kind: "template", range };
    case "error":
      return { kind: "error", range };
    case "parenthesized":
      return node.unit === undefined ? { ...knownValueOf(node.expression, parameters), range } : { kind: "expression", range };
    case "prefix":
      return knownSigned(node.operators.join(""), knownValueOf(node.operand, parameters), range);
    default:
      return { kind: "expression", range };
  }
}

function knownLiteral(type: string, value: string, template: boolean, range: TextRange): KnownValue {
  if (template) return { kind: "template", range };
  if (type === "string" || type === "number" || type === "boolean") return { kind: type, value, range };
  return { kind: type === "null" ? "null" : "other", range };
}

function knownSigned(sign: string, operand: KnownValue, range: TextRange): KnownValue {
  if (operand.kind !== "number" || (sign !== "-" && sign !== "+")) return { kind: "expression", range };
  return { kind: "number", value: sign === "-" ? `-${operand.value}` : operand.value, range };
}

/** Druid's API takes `{ "type": …, "value": … }`; a bare value is taken as well. */
function knownParameter(given: unknown, isGiven: boolean, range: TextRange): KnownValue {
  if (!isGiven) return { kind: "parameter", range };
  const value = typeof given === "object" && given !== null && "value" in given ? given.value : given;
  if (value === null || value === undefined) return { kind: "null", range };
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") {
    return { kind: typeof value as "string" | "number" | "boolean", value: String(value), range };
  }
  return { kind: "other", range };
}

/**
 * Where a stretch of a string's value is written: offsets of the statement for offsets in the value. Inside a plain `'…'`, whose doubled quotes
 * count once; for any other way to write the value it is the whole node.
 */
export function placeInString(text: string, node: TextRange, value: string, place: TextRange): TextRange {
  return placesInString(text, node, value)(place);
}

/** The same for many stretches of one string, which is looked through once. */
export function placesInString(text: string, node: TextRange, value: string): (place: TextRange) => TextRange {
  const whole = { start: node.start, end: node.end };
  if (text.slice(node.start, node.end) !== quotedString(value)) return () => whole;
  const quotes = [...value.matchAll(/'/g)].map(({ index }) => index);
  const offsetOf = (offset: number): number => node.start + 1 + offset + countBelow(quotes, offset);
  return (place) => {
    const start = offsetOf(Math.min(place.start, value.length));
    return { start, end: Math.min(Math.max(offsetOf(Math.min(place.end, value.length)), start + 1), node.end) };
  };
}

/** How many numbers of a list in ascending order are below a limit. */
function countBelow(numbers: readonly number[], limit: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
