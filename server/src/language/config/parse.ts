/**
 * Reads a configuration file. Tolerates errors: what can be read counts, what cannot is a problem with a range that says what to write.
 * Never throws, whatever the text.
 */

import type { Node } from "jsonc-parser";
import { ENDPOINTS } from "../permissions/model";
import { elementsOf, propertiesOf, rangeOf, readJson } from "../roles/jsonRead";
import { t } from "../text/l10n";
import { ALL_ENVIRONMENTS, type Environment, unknownEnvironment } from "./environment";
import type { ConfigFile, ConfigOverride, ConfigProblem, ConfigSettings } from "./model";
import { readEnvironments, WORDS_OF_CONFIG } from "./readEnvironments";
import { readFormat } from "./readFormat";
import {
  lastOfEach,
  type Readers,
  readBoolean,
  readChoice,
  readCluster,
  readKeys,
  readPrincipals,
  readSeverities,
  readText,
  readTexts,
  type Tell,
  tellUnknown,
} from "./values";

/** A longer text is no configuration (UTF-16 code units). */
const LENGTH_LIMIT = 1024 * 1024;

/** Reads the text of a configuration file. Ranges are offsets into this text. */
export function parseConfigFile(text: string, uri: string): ConfigFile {
  const problems: ConfigProblem[] = [];
  const tell: Tell = (code, range, message) => void problems.push({ code, severity: "error", message, range });
  const root = readRoot(text, tell);
  return { ...(root ? readDocument(root, tell) : { settings: {}, overrides: [] }), uri, problems };
}

const SETTINGS: Readers<ConfigSettings> = {
  as: readPrincipals,
  environment: readTexts,
  roles: readText,
  cluster: readCluster,
  endpoint: (node, key, tell) => readChoice(node, key, ENDPOINTS, tell),
  properties: readTexts,
  severity: readSeverities,
  format: readFormat,
};

type General = Omit<ConfigFile, "uri" | "settings" | "overrides" | "problems">;

const GENERAL: Readers<General> = {
  include: readTexts,
  exclude: readTexts,
  failOn: (node, key, tell) => readChoice(node, key, ["error", "warning", "information", "never"], tell),
  strict: readBoolean,
  baseline: readText,
  environments: (node, _key, tell) => readEnvironments(node, WORDS_OF_CONFIG, tell),
};

const SETTING_KEYS = Object.keys(SETTINGS);
const GENERAL_KEYS = Object.keys(GENERAL);

function readRoot(text: string, tell: Tell): Node | undefined {
  if (text.length > LENGTH_LIMIT) {
    tell("config-syntax", { start: 0, end: 1 }, t("This is too long for a configuration file and is not read."));
    return undefined;
  }
  const { root, problems } = readJson(text);
  for (const { range, message } of problems) tell("config-syntax", range, message);
  if (root && root.type !== "object") {
    tell("config-value", rangeOf(root), t('A configuration file is an object, as { "roles": "security/druid-roles.json" }.'));
    return undefined;
  }
  return root;
}

function readDocument(root: Node, tell: Tell): Omit<ConfigFile, "uri" | "problems"> {
  const properties = lastOfEach(root, tell);
  tellUnknown(properties, ["$schema", ...GENERAL_KEYS, ...SETTING_KEYS, "overrides"], tell);
  const overrides = properties.find(({ key }) => key === "overrides");
  const document = {
    ...readKeys(properties, GENERAL, tell),
    settings: readKeys(properties, SETTINGS, tell),
    overrides: overrides ? readOverrides(overrides.value, tell) : [],
  };
  tellUnknownEnvironments(root, document.environments ?? [], tell);
  return document;
}

/** Names that nothing is described for, at the top and in overrides; they are known only once the whole file is read. */
function tellUnknownEnvironments(root: Node, described: readonly Environment[], tell: Tell): void {
  const overrides = propertiesOf(root).flatMap(({ key, value }) =>
    key === "overrides" && value.type === "array" ? elementsOf(value) : [],
  );
  for (const object of [root, ...overrides].filter(({ type }) => type === "object")) {
    const chosen = propertiesOf(object).flatMap(({ key, value }) => (key === "environment" ? [value] : []));
    for (const node of chosen.flatMap((value) => (value.type === "array" ? elementsOf(value) : [value]))) {
      const name = String(node.value).trim();
      if (node.type !== "string" || name === "" || described.some((each) => each.name === name)) continue;
      if (described.length === 0) tell("config-value", rangeOf(node), t('No environments are described, so there is no "{0}".', name));
      else if (name !== ALL_ENVIRONMENTS) tell("config-value", rangeOf(node), capitalized(`${unknownEnvironment(name, described)}.`));
    }
  }
}

function capitalized(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`.replace(/\?\.$/, "?");
}

function readOverrides(node: Node, tell: Tell): readonly ConfigOverride[] {
  if (node.type !== "array") {
    tell("config-value", rangeOf(node), t('overrides is a list, as [{ "files": ["etl/**"], "as": "role:etl" }].'));
    return [];
  }
  return elementsOf(node).flatMap((element) => readOverride(element, tell));
}

function readOverride(node: Node, tell: Tell): readonly ConfigOverride[] {
  if (node.type !== "object") {
    tell("config-value", rangeOf(node), t('An override is an object, as { "files": ["etl/**"], "as": "role:etl" }.'));
    return [];
  }
  const properties = lastOfEach(node, tell);
  const general = properties.filter(({ key }) => GENERAL_KEYS.includes(key));
  for (const { key, keyRange } of general)
    tell("config-unknown-key", keyRange, t('"{0}" holds for the whole run and stands outside of overrides.', key));
  const rest = properties.filter((property) => !general.includes(property));
  tellUnknown(rest, ["files", ...SETTING_KEYS], tell);
  const files = properties.find(({ key }) => key === "files");
  if (!files) {
    tell("config-value", rangeOf(node), t('An override says for which files it holds: "files": ["etl/**"].'));
    return [];
  }
  return [{ files: readTexts(files.value, "files", tell) ?? [], settings: readKeys(rest, SETTINGS, tell) }];
}
