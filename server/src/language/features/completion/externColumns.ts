/**
 * Columns that EXTEND may declare: those that the format names, in the `columns` of CSV and its kin and in the fields of a `flattenSpec`.
 */
import { isCallTo, readExternArguments } from "../../analysis/externCall";
import type { TableFunction } from "../../syntax/nodes";
import { quotedName } from "../../syntax/quoteName";
import { elementsOf, type JsonNode, propertyOf, readJsonTree } from "../../text/jsonTree";
import { contentOf } from "../externPlace";
import type { Offer } from "./item";
import type { WordPlace } from "./place";
import { named } from "./tables";

const LIMITS = { length: 100_000, depth: 20 } as const;

/** The columns that are not declared yet, with a place for the type. */
export function externColumnOffers(place: WordPlace, table: TableFunction): readonly Offer[] {
  const declared = new Set(table.extend?.columns.map(({ name }) => (name.kind === "name" ? name.parts.at(-1)?.name : undefined)));
  const names = namesInFormat(place, table).filter((name) => !declared.has(name));
  const definition = place.path.at(-3);
  const isTyped = definition?.kind === "columnDefinition" && definition.type !== undefined;
  return [...new Set(names)].map((name) => ({
    ...named(place, name),
    kind: "column",
    text: isTyped ? quotedName(name) : `${quotedName(name).replaceAll("$", "\\$")} \${1|VARCHAR,BIGINT,DOUBLE|}`,
    format: isTyped ? "plain" : "snippet",
    rank: 0,
  }));
}

function namesInFormat({ marked }: WordPlace, table: TableFunction): readonly string[] {
  if (table.call.kind !== "call" || !isCallTo(table.call, "EXTERN")) return [];
  const { inputFormat } = readExternArguments(table, table.call);
  const content = inputFormat?.kind === "literal" ? contentOf(marked.text, inputFormat) : undefined;
  const root = content && readJsonTree(content.value, LIMITS).root;
  if (!root) return [];
  const fields = elements(propertyOf(root, "flattenSpec")?.value, "fields");
  return [...elements(root, "columns"), ...fields.flatMap((field) => propertyOf(field, "name")?.value ?? [])].flatMap(({ value }) =>
    typeof value === "string" && value !== "" ? [value] : [],
  );
}

function elements(node: JsonNode | undefined, key: string): readonly JsonNode[] {
  const list = node && propertyOf(node, key)?.value;
  return list?.type === "array" ? elementsOf(list) : [];
}
