/**
 * The JSON in EXTERN's strings: keys that are missing, the required ones first, types of sources and formats, values, and whole objects
 * where nothing is written yet. What is written stays valid inside a string of SQL.
 */
import type { Catalog } from "../../analysis/catalog/model";
import { EXCLUSIVE_KEYS, type JsonKey, keysOfShape, SIGNATURE_TYPES, typesOfShape } from "../../data/externJson";
import { t } from "../../text/l10n";
import { type ExternPlace, externPlaceAt } from "../externPlace";
import type { CompletionOffer, Offer } from "./item";
import type { StringPlace } from "./place";

/** The offers in a string of EXTERN; undefined where the string is none. */
export function externOffers(place: StringPlace, catalog: Catalog): readonly CompletionOffer[] | undefined {
  const found = externPlaceAt(place.statement.text, place.path, place.literal, place.offset);
  if (!found) return undefined;
  const { content, json } = found;
  const range = { start: content.toStatement(json.range.start), end: content.toStatement(json.range.end) };
  const isQuoted = content.value[json.range.start] === '"';
  const offers = json.on === "key" ? keyOffers(found) : valueOffers(found, catalog);
  return offers.map((offer) => ({
    ...offer,
    text: offer.text.replaceAll("'", "''"),
    filter: isQuoted ? `"${offer.label}"` : offer.label,
    range,
  }));
}

function keyOffers({ shape, present, json }: ExternPlace): readonly Offer[] {
  if (!shape) return [];
  const keys = keysOfShape(shape.name, shape.type).filter((key) => !present.has(key.name) && !isExcluded(key.name, present));
  return keys.map((key, index) => ({
    kind: "property",
    label: key.name,
    text: json.colon === "there" ? `"${key.name}"` : `"${key.name}": ${valueTemplate(key)}`,
    format: json.colon === "there" ? "plain" : "snippet",
    detail: key.required ? t("{0}, required", key.type) : key.type,
    rank: key.required ? 0 : 1 + Math.min(index, 1),
    about: `json:${shape.name}:${shape.type ?? ""}:${key.name}`,
    ...((key.values || key.name === "type") && json.colon === "missing" && { goesOn: true as const }),
  }));
}

function isExcluded(name: string, present: ReadonlySet<string>): boolean {
  return EXCLUSIVE_KEYS.some((group) => group.includes(name) && group.some((other) => other !== name && present.has(other)));
}

/** A value to fill in, in brackets and quotes of its type. */
function valueTemplate({ type }: JsonKey): string {
  if (type.startsWith("object[]") || type.endsWith("Source[]")) return "[{$1}]";
  if (type.startsWith("string[]") || /^string or string\[/.test(type)) return '["$1"]';
  if (type.endsWith("[]")) return "[$1]";
  if (type.startsWith("object") || type === "InputFormat") return "{$1}";
  return type.startsWith("string") ? '"$1"' : "$1";
}

function valueOffers(place: ExternPlace, catalog: Catalog): readonly Offer[] {
  const { key, shape, content, json } = place;
  if (!key) return [];
  const element = typeof json.path.at(-1) === "number" ? elementOffer(key) : undefined;
  if (element) return [element];
  if (shape?.name === "inputSource" && shape.type === "druid" && key.name === "dataSource") return datasourceOffers(catalog);
  if (!shape) return content.value.trim() === "" || json.path.length > 0 ? wholeOffers(key) : [];
  if (key.name === "type" && (shape.name === "inputSource" || shape.name === "inputFormat")) {
    return typesOfShape(shape.name).map(({ type, extension }) => ({
      kind: "value",
      label: type,
      text: JSON.stringify(type),
      format: "plain",
      ...(extension !== undefined && { detail: t("needs extension {0}", extension) }),
      rank: rankOfType(type),
      about: `json:${shape.name}:${type}`,
    }));
  }
  if (key.type === "boolean") return ["true", "false"].map((value) => valueOffer(value, value));
  if (key.holds === "password") return content.value[json.range.start] === '"' ? [] : [SECRET];
  if (key.holds && typesOfShape(key.holds).length > 0) return wholeOffers(key);
  return (key.values ?? []).map((value) => valueOffer(value, JSON.stringify(value)));
}

/** An object of a list whose objects have no types: with the keys that it must have. */
function elementOffer({ type, holds }: JsonKey): Offer | undefined {
  if (holds === undefined || !type.startsWith("object[]") || typesOfShape(holds).length > 0) return undefined;
  if (holds === "signature") return { ...SIGNATURE, label: SIGNATURE.label.slice(1, -1), text: SIGNATURE.text.slice(1, -1) };
  const keys = keysOfShape(holds, undefined).filter(({ required }) => required);
  const parts = keys.map((key, index) => `"${key.name}": ${filledIn(key, index + 1)}`);
  const label = `{${keys.map(({ name }) => `"${name}": …`).join(", ")}}`;
  return { kind: "snippet", label, text: `{${parts.join(", ")}}`, format: "snippet", rank: 0 };
}

/** A value to fill in, or one of those that it may be. */
function filledIn(key: JsonKey, place: number): string {
  if (!key.values) return valueTemplate(key).replace("$1", `$${place}`);
  return `"\${${place}|${key.values.join(",")}|}"`;
}

function datasourceOffers(catalog: Catalog): readonly Offer[] {
  return catalog.tables().flatMap(({ schema, name }) => (schema === "druid" ? [valueOffer(name, JSON.stringify(name))] : []));
}

function valueOffer(label: string, text: string): Offer {
  return { kind: "value", label, text, format: "plain", rank: 0 };
}

/** Whole objects by their type, with the keys that they must have. */
function wholeOffers({ holds }: JsonKey): readonly Offer[] {
  if (holds === "signature") return [SIGNATURE];
  if (holds === undefined) return [];
  return typesOfShape(holds).map(({ type, extension }) => {
    let place = 0;
    const keys = keysOfShape(holds, type).filter(({ name, required }) => name !== "type" && (required || isUsual(type, name)));
    const rest = keys.map(
      (key) => `, "${key.name}": ${STARTS[`${type}.${key.name}`] ?? valueTemplate(key).replace("$1", () => `$${++place}`)}`,
    );
    return {
      kind: "snippet",
      label: `{"type": "${type}", …}`,
      text: `{"type": "${type}"${rest.join("")}}`,
      format: "snippet",
      ...(extension !== undefined && { detail: t("needs extension {0}", extension) }),
      rank: rankOfType(type),
      about: `json:${holds}:${type}`,
    };
  });
}

/** Input sources and formats that most loads have, the likeliest first. */
const USUAL_TYPES: readonly string[] = ["http", "s3", "local", "inline", "google", "azureStorage", "json", "csv", "parquet"];

function rankOfType(type: string): number {
  const index = USUAL_TYPES.indexOf(type);
  return index < 0 ? 9 : index;
}

/** What is not required by itself, and yet nearly always written. */
const USUAL: ReadonlySet<string> = new Set([
  "s3.uris",
  "google.uris",
  "azureStorage.uris",
  "oss.uris",
  "local.baseDir",
  "local.filter",
  "csv.findColumnsFromHeader",
  "tsv.findColumnsFromHeader",
]);
const STARTS: Readonly<Record<string, string>> = { "csv.findColumnsFromHeader": "true", "tsv.findColumnsFromHeader": "true" };

function isUsual(type: string, name: string): boolean {
  return USUAL.has(`${type}.${name}`);
}

/** A secret that stands in no statement. */
const SECRET: Offer = {
  kind: "snippet",
  label: '{"type": "environment", …}',
  text: '{"type": "environment", "variable": "$1"}',
  format: "snippet",
  rank: 0,
};

const SIGNATURE: Offer = {
  kind: "snippet",
  label: '[{"name": …, "type": …}]',
  text: `[{"name": "\${1:__time}", "type": "\${2|${SIGNATURE_TYPES.slice(0, 4).join(",")}|}"}]`,
  format: "snippet",
  rank: 0,
};
