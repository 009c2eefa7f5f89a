/**
 * The arguments of EXTERN, in each of its forms, and the input source types that its JSON names.
 * Source: ExternalOperatorConversion, DruidExternTableMacro and SchemaAwareUserDefinedTableMacro of Druid's sql module.
 */
import { findInputSource } from "../data/inputSources";
import type { Argument, Call, Node, TableFunction } from "../syntax/nodes";
import { phrase, t } from "../text/l10n";
import type { TextRange } from "../text/range";
import { type JsonError, type JsonObject, type JsonScalar, type JsonValue, jsonMember, readJson } from "../text/strictJson";

/** The first Druid with input source security for SQL. */
export const FIRST_VERSION_WITH_INPUT_SOURCE_SECURITY = 26;

export const EXTERN_PARAMETERS = ["inputSource", "inputFormat", "signature"] as const;
export type ExternParameter = (typeof EXTERN_PARAMETERS)[number];

/** EXTERN's arguments by what they are; a missing one is absent. */
export interface ExternArguments extends Partial<Readonly<Record<ExternParameter, Node>>> {
  readonly style: "positional" | "named" | "mixed";
  /** Whether `EXTEND (…)` or a bare column list gives the columns. */
  readonly extended: boolean;
  /** Arguments whose name or place EXTERN does not know. */
  readonly unknown: readonly Argument[];
  /** Whether the input source is a CAST of a literal: Druid folds it, but not before it authorizes without EXTEND. */
  readonly sourceIsCast: boolean;
  /** The parameter that is written first. */
  readonly first?: ExternParameter;
}

/** Whether a call is to this function; Druid compares function names without regard to case, quoted or not. */
export function isCallTo(call: Call, name: string): boolean {
  return call.name.parts.length === 1 && call.name.parts[0]?.template === false && call.name.parts[0].name.toUpperCase() === name;
}

/** The arguments of a call to EXTERN; of a CAST, to whatever type, what is cast. */
export function readExternArguments(node: Pick<TableFunction, "extend">, call: Call): ExternArguments {
  const found: { -readonly [key in ExternParameter]?: Node } = {};
  const unknown: Argument[] = [];
  let named = 0;
  let sourceIsCast = false;
  let first: ExternParameter | undefined;
  for (const [index, argument] of call.arguments.entries()) {
    if (argument.kind === "namedArgument") named++;
    const parameter =
      argument.kind === "namedArgument" ? EXTERN_PARAMETERS.find((name) => name === argument.name.name) : EXTERN_PARAMETERS[index];
    if (!parameter || found[parameter]) unknown.push(argument);
    else {
      const written = argument.kind === "namedArgument" ? argument.value : argument;
      const value = withoutCasts(written);
      if (parameter === "inputSource") sourceIsCast = value !== written;
      found[parameter] = value;
    }
    if (index === 0) first = parameter;
  }
  const style = named === 0 ? "positional" : named === call.arguments.length ? "named" : "mixed";
  return { ...found, style, extended: node.extend !== undefined, unknown, sourceIsCast, ...(first ? { first } : {}) };
}

/** The literal in a CAST, which may stand in another one and in parentheses; anything else as it is. */
function withoutCasts(node: Node): Node {
  let inner = node;
  let casts = 0;
  while (inner.kind === "cast" || (inner.kind === "parenthesized" && inner.unit === undefined)) {
    if (inner.kind === "cast" && inner.function !== "CAST") return node;
    if (inner.kind === "cast") casts++;
    inner = inner.kind === "cast" ? inner.value : inner.expression;
  }
  return casts > 0 && inner.kind === "literal" ? inner : node;
}

/** What an input source's JSON says about the resources that it reads under input source security. */
export type InputSourceTypes =
  | { readonly kind: "types"; readonly types: readonly string[] }
  /** Jackson refuses the text. */
  | { readonly kind: "invalid"; readonly message: string; readonly place: TextRange }
  /** It is nested too deeply to be read here; older releases of Druid read it. */
  | { readonly kind: "unread"; readonly message: string; readonly place: TextRange }
  /** Druid cannot say what it reads, so nobody may run it. */
  | { readonly kind: "unsupported"; readonly type: string }
  /** Not one of Druid's own types; an extension may bring it. */
  | { readonly kind: "foreign"; readonly type: string };

/** Reads the JSON of an input source. `combining` gives the types of its delegates, `nil` none. */
export function readInputSourceTypes(json: string): InputSourceTypes {
  return inputSourceTypesOf(readJson(json));
}

/** The same of a text that was read already. */
export function inputSourceTypesOf(value: JsonValue | JsonError): InputSourceTypes {
  return value.type === "error" ? unreadable(value) : typesOf(value, "top");
}

function unreadable({ kind, message, offset }: JsonError): InputSourceTypes {
  return { kind: kind === "syntax" ? "invalid" : "unread", message, place: { start: offset, end: offset + 1 } };
}

/** A JSON object that says what it is: `{"type": "http", …}`, or `["http", {…}]`, which Jackson reads as the same. */
export interface TypedJson {
  readonly type: JsonScalar;
  readonly body: JsonObject;
}

/** The type and the properties of a value; nothing where Jackson finds no type that is a string. */
export function readTyped(value: JsonValue): TypedJson | undefined {
  const [first, second] = value.type === "array" && value.items.length === 2 ? value.items : [jsonMember(value, "type"), value];
  return first?.type === "string" && second?.type === "object" ? { type: first, body: second } : undefined;
}

/** Why a value has no type, as `readTyped` found, and where; `demand` says in English that it is an object. */
export function untypedReason(value: JsonValue, demand: string): { readonly message: string; readonly place: TextRange } {
  const type = jsonMember(value, "type");
  if (value.type !== "object") return { message: t(demand), place: value };
  if (!type) return { message: t('the property "type" is missing'), place: value };
  return { message: t('the property "type" must be a string'), place: type };
}

function typesOf(value: JsonValue, place: "top" | "delegate"): InputSourceTypes {
  const typed = readTyped(value);
  if (!typed) {
    const reason = untypedReason(value, phrase("an input source is a JSON object"));
    return invalidAt(reason.place, reason.message);
  }
  const { type, body } = typed;
  const source = findInputSource(type.value);
  if (!source) return { kind: "foreign", type: type.value };
  if (place === "delegate" && !source.splittable) return invalidAt(type, t("combining takes no delegate of type {0}", type.value));
  if (source.security === "unsupported") return { kind: "unsupported", type: type.value };
  if (source.security === "delegates") return typesOfDelegates(body, jsonMember(body, "delegates"));
  return { kind: "types", types: source.security === "none" ? [] : [type.value] };
}

function typesOfDelegates(source: JsonValue, delegates: JsonValue | undefined): InputSourceTypes {
  if (delegates?.type !== "array" || delegates.items.length === 0)
    return invalidAt(delegates ?? source, t("combining needs at least one delegate"));
  const parts = delegates.items.filter(({ type }) => type !== "null").map((delegate) => typesOf(delegate, "delegate"));
  const trouble = parts.find((part) => part.kind === "invalid") ?? parts.find((part) => part.kind !== "types");
  if (trouble) return trouble;
  return { kind: "types", types: [...new Set(parts.flatMap((part) => (part.kind === "types" ? part.types : [])))] };
}

function invalidAt(place: TextRange, message: string): InputSourceTypes {
  return { kind: "invalid", message, place: { start: place.start, end: place.end } };
}
