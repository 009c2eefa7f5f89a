/**
 * How single values of a configuration file are read: each reader gives what it understands, and tells the rest with its place.
 */

import type { Node } from "jsonc-parser";
import { RULES } from "../features/rules";
import { SEVERITY_CHOICES, type SeverityChoice } from "../features/severities";
import { PROFILE_KEYS, readProfile } from "../permissions/profile";
import { elementsOf, type Property, plainValue, propertiesOf, rangeOf } from "../roles/jsonRead";
import { parsePrincipals } from "../roles/principal";
import { sentences, t } from "../text/l10n";
import { nearestWord } from "../text/nearest";
import type { TextRange } from "../text/range";
import type { ConfigProblem, ConfigSettings } from "./model";

export type Tell = (code: ConfigProblem["code"], range: TextRange, message: string) => void;

/** Understands the value of a key; undefined when it cannot, which it has told then. */
export type Read<Value> = (node: Node, key: string, tell: Tell) => Value | undefined;

export type Readers<Values> = { readonly [Key in keyof Values]-?: Read<NonNullable<Values[Key]>> };

const CODES = RULES.map(({ code }) => code);

/** The values of the keys that are there and can be understood. */
export function readKeys<Values extends object>(properties: readonly Property[], readers: Readers<Values>, tell: Tell): Partial<Values> {
  const values: Partial<Values> = {};
  for (const { key, value } of properties) {
    if (!Object.hasOwn(readers, key)) continue;
    const name = key as keyof Values & string;
    const read = readers[name](value, name, tell);
    if (read !== undefined) values[name] = read;
  }
  return values;
}

export function lastOfEach(node: Node, tell: Tell): readonly Property[] {
  const byKey = new Map<string, Property>();
  for (const property of propertiesOf(node)) {
    if (byKey.has(property.key)) tell("config-value", property.keyRange, t('"{0}" stands here twice.', property.key));
    byKey.set(property.key, property);
  }
  return [...byKey.values()];
}

export function tellUnknown(properties: readonly Property[], known: readonly string[], tell: Tell): void {
  for (const { key, keyRange } of properties) if (!known.includes(key)) tell("config-unknown-key", keyRange, unknownKey(key, known));
}

function unknownKey(key: string, known: readonly string[]): string {
  const meant = nearestWord(key, known);
  const hint =
    meant === undefined ? t("Known are {0}.", known.filter((each) => each !== "$schema").join(", ")) : t('Did you mean "{0}"?', meant);
  return sentences(t('"{0}" means nothing here.', key), hint);
}

export function readText(node: Node, key: string, tell: Tell): string | undefined {
  if (node.type === "string" && String(node.value).trim() !== "") return String(node.value);
  tell("config-value", rangeOf(node), t("{0} is a text.", key));
  return undefined;
}

/** A text alone is a list of one. */
export function readTexts(node: Node, key: string, tell: Tell): readonly string[] | undefined {
  const elements = node.type === "array" ? elementsOf(node) : [node];
  const wrong = elements.find(({ type, value }) => type !== "string" || String(value).trim() === "");
  if (!wrong) return elements.map(({ value }) => String(value));
  tell("config-value", rangeOf(wrong), t("{0} is a text or a list of texts.", key));
  return undefined;
}

export function readBoolean(node: Node, key: string, tell: Tell): boolean | undefined {
  if (node.type === "boolean") return node.value === true;
  tell("config-value", rangeOf(node), t("{0} is true or false.", key));
  return undefined;
}

export function readChoice<Choice extends string>(node: Node, key: string, choices: readonly Choice[], tell: Tell): Choice | undefined {
  const found = choices.find((choice) => choice === node.value);
  if (found !== undefined) return found;
  const meant = typeof node.value === "string" ? nearestWord(node.value, choices) : undefined;
  const hint = meant === undefined ? "" : t('Did you mean "{0}"?', meant);
  tell("config-value", rangeOf(node), sentences(t("{0} is one of {1}.", key, choices.join(", ")), hint));
  return undefined;
}

export function readPrincipals(node: Node, key: string, tell: Tell): ConfigSettings["as"] {
  const texts = readTexts(node, key, tell);
  if (!texts) return undefined;
  const parsed = parsePrincipals(texts);
  if (parsed.kind === "ok") return parsed.principals;
  tell("config-value", rangeOf(node), parsed.message);
  return undefined;
}

export function readCluster(node: Node, key: string, tell: Tell): ConfigSettings["cluster"] {
  if (node.type !== "object") {
    tell("config-value", rangeOf(node), t('{0} is an object, as { "druidVersion": "34" }.', key));
    return undefined;
  }
  const properties = lastOfEach(node, tell);
  tellUnknown(properties, PROFILE_KEYS, tell);
  const known = properties.filter((property) => PROFILE_KEYS.some((each) => each === property.key));
  const values = known.map((property): [string, unknown] => [property.key, plainValue(property.value)]);
  const cluster = Object.fromEntries(values);
  for (const { path, message, severity } of readProfile(cluster).problems) {
    const at = known.find((property) => property.key === path[0])?.value ?? node;
    if (severity === "error") tell("config-value", rangeOf(at), message);
  }
  return cluster;
}

export function readSeverities(node: Node, key: string, tell: Tell): ConfigSettings["severity"] {
  if (node.type !== "object") {
    tell("config-value", rangeOf(node), t('{0} is an object, as { "permission-follow": "off" }.', key));
    return undefined;
  }
  const severities: Record<string, SeverityChoice> = {};
  for (const { key: code, keyRange, value } of lastOfEach(node, tell)) {
    const choice = readChoice(value, code, SEVERITY_CHOICES, tell);
    if (!CODES.includes(code)) tell("config-unknown-key", keyRange, unknownCode(code));
    else if (choice !== undefined) severities[code] = choice;
  }
  return severities;
}

function unknownCode(code: string): string {
  const meant = nearestWord(code, CODES);
  return sentences(t('There is no diagnostic "{0}".', code), meant === undefined ? "" : t('Did you mean "{0}"?', meant));
}
