/**
 * Reads a configuration file. Tolerates errors: what can be read counts, what cannot is a problem with a range that says what to write.
 * Never throws, whatever the text.
 */
import type { Node } from "jsonc-parser";
import { RULES } from "../features/rules";
import { SEVERITY_CHOICES, type SeverityChoice } from "../features/severities";
import { ENDPOINTS } from "../permissions/model";
import { PROFILE_KEYS, readProfile } from "../permissions/profile";
import { elementsOf, type Property, plainValue, propertiesOf, rangeOf, readJson } from "../roles/jsonRead";
import { parsePrincipals } from "../roles/principal";
import { nearestWord } from "../text/nearest";
import type { TextRange } from "../text/range";
import type { ConfigFile, ConfigOverride, ConfigProblem, ConfigSettings } from "./model";

/** A longer text is no configuration (UTF-16 code units). */
const LENGTH_LIMIT = 1024 * 1024;

/** Reads the text of a configuration file. Ranges are offsets into this text. */
export function parseConfigFile(text: string, uri: string): ConfigFile {
  const problems: ConfigProblem[] = [];
  const tell: Tell = (code, range, message) => void problems.push({ code, severity: "error", message, range });
  const root = readRoot(text, tell);
  return { ...(root ? readDocument(root, tell) : { settings: {}, overrides: [] }), uri, problems };
}

type Tell = (code: ConfigProblem["code"], range: TextRange, message: string) => void;

/** Understands the value of a key; undefined when it cannot, which it has told then. */
type Read<Value> = (node: Node, key: string, tell: Tell) => Value | undefined;

type Readers<Values> = { readonly [Key in keyof Values]-?: Read<NonNullable<Values[Key]>> };

const SETTINGS: Readers<ConfigSettings> = {
  as: readPrincipals,
  roles: readText,
  cluster: readCluster,
  endpoint: (node, key, tell) => readChoice(node, key, ENDPOINTS, tell),
  properties: readTexts,
  severity: readSeverities,
};

type General = Omit<ConfigFile, "uri" | "settings" | "overrides" | "problems">;

const GENERAL: Readers<General> = {
  include: readTexts,
  exclude: readTexts,
  failOn: (node, key, tell) => readChoice(node, key, ["error", "warning", "information", "never"], tell),
  strict: readBoolean,
  baseline: readText,
};

const CODES = RULES.map(({ code }) => code);
const SETTING_KEYS = Object.keys(SETTINGS);
const GENERAL_KEYS = Object.keys(GENERAL);

function readRoot(text: string, tell: Tell): Node | undefined {
  if (text.length > LENGTH_LIMIT) {
    tell("config-syntax", { start: 0, end: 1 }, "This is too long for a configuration file and is not read.");
    return undefined;
  }
  const { root, problems } = readJson(text);
  for (const { range, message } of problems) tell("config-syntax", range, message);
  if (root && root.type !== "object") {
    tell("config-value", rangeOf(root), 'A configuration file is an object, as { "roles": "security/druid-roles.json" }.');
    return undefined;
  }
  return root;
}

function readDocument(root: Node, tell: Tell): Omit<ConfigFile, "uri" | "problems"> {
  const properties = lastOfEach(root, tell);
  tellUnknown(properties, ["$schema", ...GENERAL_KEYS, ...SETTING_KEYS, "overrides"], tell);
  const overrides = properties.find(({ key }) => key === "overrides");
  return {
    ...readKeys(properties, GENERAL, tell),
    settings: readKeys(properties, SETTINGS, tell),
    overrides: overrides ? readOverrides(overrides.value, tell) : [],
  };
}

/** The values of the keys that are there and can be understood. */
function readKeys<Values extends object>(properties: readonly Property[], readers: Readers<Values>, tell: Tell): Partial<Values> {
  const values: Partial<Values> = {};
  for (const { key, value } of properties) {
    if (!Object.hasOwn(readers, key)) continue;
    const name = key as keyof Values & string;
    const read = readers[name](value, name, tell);
    if (read !== undefined) values[name] = read;
  }
  return values;
}

function readOverrides(node: Node, tell: Tell): readonly ConfigOverride[] {
  if (node.type !== "array") {
    tell("config-value", rangeOf(node), 'overrides is a list, as [{ "files": ["etl/**"], "as": "role:etl" }].');
    return [];
  }
  return elementsOf(node).flatMap((element) => readOverride(element, tell));
}

function readOverride(node: Node, tell: Tell): readonly ConfigOverride[] {
  if (node.type !== "object") {
    tell("config-value", rangeOf(node), 'An override is an object, as { "files": ["etl/**"], "as": "role:etl" }.');
    return [];
  }
  const properties = lastOfEach(node, tell);
  const general = properties.filter(({ key }) => GENERAL_KEYS.includes(key));
  for (const { key, keyRange } of general)
    tell("config-unknown-key", keyRange, `"${key}" holds for the whole run and stands outside of overrides.`);
  const rest = properties.filter((property) => !general.includes(property));
  tellUnknown(rest, ["files", ...SETTING_KEYS], tell);
  const files = properties.find(({ key }) => key === "files");
  if (!files) {
    tell("config-value", rangeOf(node), 'An override says for which files it holds: "files": ["etl/**"].');
    return [];
  }
  return [{ files: readTexts(files.value, "files", tell) ?? [], settings: readKeys(rest, SETTINGS, tell) }];
}

function lastOfEach(node: Node, tell: Tell): readonly Property[] {
  const byKey = new Map<string, Property>();
  for (const property of propertiesOf(node)) {
    if (byKey.has(property.key)) tell("config-value", property.keyRange, `"${property.key}" stands here twice.`);
    byKey.set(property.key, property);
  }
  return [...byKey.values()];
}

function tellUnknown(properties: readonly Property[], known: readonly string[], tell: Tell): void {
  for (const { key, keyRange } of properties) if (!known.includes(key)) tell("config-unknown-key", keyRange, unknownKey(key, known));
}

function unknownKey(key: string, known: readonly string[]): string {
  const meant = nearestWord(key, known);
  const hint = meant === undefined ? `Known are ${known.filter((each) => each !== "$schema").join(", ")}.` : `Did you mean "${meant}"?`;
  return `"${key}" means nothing here. ${hint}`;
}

function readText(node: Node, key: string, tell: Tell): string | undefined {
  if (node.type === "string" && String(node.value).trim() !== "") return String(node.value);
  tell("config-value", rangeOf(node), `${key} is a text.`);
  return undefined;
}

/** A text alone is a list of one. */
function readTexts(node: Node, key: string, tell: Tell): readonly string[] | undefined {
  const elements = node.type === "array" ? elementsOf(node) : [node];
  const wrong = elements.find(({ type, value }) => type !== "string" || String(value).trim() === "");
  if (!wrong) return elements.map(({ value }) => String(value));
  tell("config-value", rangeOf(wrong), `${key} is a text or a list of texts.`);
  return undefined;
}

function readBoolean(node: Node, key: string, tell: Tell): boolean | undefined {
  if (node.type === "boolean") return node.value === true;
  tell("config-value", rangeOf(node), `${key} is true or false.`);
  return undefined;
}

function readChoice<Choice extends string>(node: Node, key: string, choices: readonly Choice[], tell: Tell): Choice | undefined {
  const found = choices.find((choice) => choice === node.value);
  if (found !== undefined) return found;
  const meant = typeof node.value === "string" ? nearestWord(node.value, choices) : undefined;
  const hint = meant === undefined ? "" : ` Did you mean "${meant}"?`;
  tell("config-value", rangeOf(node), `${key} is one of ${choices.join(", ")}.${hint}`);
  return undefined;
}

function readPrincipals(node: Node, key: string, tell: Tell): ConfigSettings["as"] {
  const texts = readTexts(node, key, tell);
  if (!texts) return undefined;
  const parsed = parsePrincipals(texts);
  if (parsed.kind === "ok") return parsed.principals;
  tell("config-value", rangeOf(node), parsed.message);
  return undefined;
}

function readCluster(node: Node, key: string, tell: Tell): ConfigSettings["cluster"] {
  if (node.type !== "object") {
    tell("config-value", rangeOf(node), `${key} is an object, as { "druidVersion": "34" }.`);
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

function readSeverities(node: Node, key: string, tell: Tell): ConfigSettings["severity"] {
  if (node.type !== "object") {
    tell("config-value", rangeOf(node), `${key} is an object, as { "permission-follow": "off" }.`);
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
  return `There is no diagnostic "${code}".${meant === undefined ? "" : ` Did you mean "${meant}"?`}`;
}
