/**
 * Where a place lies in the JSON of one of EXTERN's strings: in which argument, in which object of it, on which key. For completion and
 * hovers alike; works while the JSON is being typed.
 */
import { isCallTo, readExternArguments } from "../analysis/externCall";
import { type JsonKey, keysOfShape, type ShapeName } from "../data/externJson";
import { type JsonPlace, jsonPlaceAt } from "../roles/jsonPlace";
import type { Literal, Node } from "../syntax/nodes";
import { type JsonNode, propertiesOf, readJsonTree } from "../text/jsonTree";
import type { TextRange } from "../text/range";

/** The text of a plain `'…'`, doubled quotes made single, and the ways between its offsets and those of the statement. */
export interface StringContent {
  readonly value: string;
  readonly toValue: (offset: number) => number;
  readonly toStatement: (offset: number) => number;
}

/** A place in EXTERN's JSON. Ranges and offsets of `json` count in `content.value`. */
export interface ExternPlace {
  readonly content: StringContent;
  readonly json: JsonPlace;
  /** The object that the place lies in; absent where that is the whole argument. */
  readonly shape?: ExternShape;
  /** On a key: the other keys of the object. */
  readonly present: ReadonlySet<string>;
  /** On a value: what it is the value of, or an element of; the argument itself where there is no object around it. */
  readonly key?: JsonKey;
}

/** What an object is. */
export interface ExternShape {
  readonly name: ShapeName;
  /** Its `type` as written. */
  readonly type?: string;
}

/** The content of a string literal; undefined for other ways to write one. */
export function contentOf(text: string, literal: Literal): StringContent | undefined {
  const raw = text.slice(literal.start, literal.end);
  if (literal.type !== "string" || literal.chained || raw.length < 2 || !raw.startsWith("'") || !raw.endsWith("'")) return undefined;
  const inner = raw.slice(1, -1);
  if (inner.replaceAll("''", "").includes("'")) return undefined;
  const from = literal.start + 1;
  if (!inner.includes("'")) return { value: inner, toValue: (offset) => offset - from, toStatement: (offset) => offset + from };
  const value = inner.replaceAll("''", "'");
  return {
    value,
    toValue: (offset) => inner.slice(0, offset - from).replaceAll("''", "'").length,
    toStatement: (offset) => from + value.slice(0, offset).replaceAll("'", "''").length,
  };
}

const LIMITS = { length: 100_000, depth: 100 } as const;

/** The place at an offset of the statement, given the nodes from its root to the string; undefined outside of EXTERN's strings. */
export function externPlaceAt(text: string, path: readonly Node[], literal: Literal, offset: number): ExternPlace | undefined {
  const parameter = parameterOf(path, literal);
  const content = parameter && contentOf(text, literal);
  if (!content) return undefined;
  const at = content.toValue(offset);
  const json = content.value.length > LIMITS.length ? undefined : jsonPlaceAt(content.value, at);
  if (!json) return undefined;
  const root = readJsonTree(content.value, LIMITS).root;
  return placeIn(parameter, content, json, root);
}

function parameterOf(path: readonly Node[], literal: Literal): "inputSource" | "inputFormat" | "signature" | undefined {
  for (let depth = path.length - 1; depth > 0; depth--) {
    const node = path[depth];
    if (node?.kind !== "tableFunction" || node.call.kind !== "call") continue;
    if (!isCallTo(node.call, "EXTERN")) return undefined;
    const { inputSource, inputFormat, signature } = readExternArguments(node, node.call);
    const found = { inputSource, inputFormat, signature };
    return (["inputSource", "inputFormat", "signature"] as const).find((name) => found[name] === literal);
  }
  return undefined;
}

/** Follows the path of keys and indexes through the shapes; undefined where it leads to nothing that is known. */
function placeIn(parameter: ShapeName, content: StringContent, json: JsonPlace, root: JsonNode | undefined): ExternPlace | undefined {
  let key: JsonKey = { name: parameter, type: parameter === "signature" ? "object[]" : "object", holds: parameter };
  let node = root;
  let shape: ExternShape | undefined;
  for (const step of json.on === "key" ? json.path.slice(0, -1) : json.path) {
    if (typeof step === "number") {
      node = node?.type === "array" ? node.children?.[step] : undefined;
      continue;
    }
    shape = key.holds && typed(key.holds, node);
    const next = shape && keysOfShape(shape.name, shape.type).find(({ name }) => name === step);
    if (!next) return undefined;
    key = next;
    node = node && propertiesOf(node).find((property) => property.key === step)?.value;
  }
  if (json.on === "value") return { content, json, key, ...(shape && { shape }), present: new Set() };
  const inner = key.holds && typed(key.holds, node);
  return inner && { content, json, shape: inner, present: presentKeys(node, json) };
}

function typed(name: ShapeName, node: JsonNode | undefined): ExternShape {
  const type = node && propertiesOf(node).find(({ key }) => key === "type")?.value.value;
  return typeof type === "string" ? { name, type } : { name };
}

function presentKeys(node: JsonNode | undefined, { range }: JsonPlace): ReadonlySet<string> {
  if (node?.type !== "object") return new Set();
  return new Set(
    propertiesOf(node)
      .filter(({ keyRange }: { readonly keyRange: TextRange }) => keyRange.end < range.start || keyRange.start > range.end)
      .map(({ key }) => key),
  );
}
