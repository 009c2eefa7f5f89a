/**
 * Reads descriptions of environments: `environments` of a configuration file, and the setting of an editor, which is the same object with
 * the names that settings have.
 */

import type { Node } from "jsonc-parser";
import { rangeOf, readJson } from "../roles/jsonRead";
import { t } from "../text/l10n";
import { type Environment, environmentNameProblem } from "./environment";
import { lastOfEach, type Read, readCluster, readText, readTexts, type Tell, tellUnknown } from "./values";

/** What the keys of an environment are called. */
export interface EnvironmentWords {
  readonly roles: string;
  readonly properties: string;
}

/** As the other keys of a configuration file. */
export const WORDS_OF_CONFIG: EnvironmentWords = { roles: "roles", properties: "properties" };
/** As the other settings of an editor. */
const WORDS_OF_SETTINGS: EnvironmentWords = { roles: "rolesFile", properties: "druidProperties" };

/** What a setting says; each problem is a sentence. */
export interface ReadEnvironments {
  readonly environments: readonly Environment[];
  readonly problems: readonly string[];
}

/** Reads the value of the setting. Never throws. */
export function readEnvironmentSettings(value: unknown): ReadEnvironments {
  const problems: string[] = [];
  const { root } = readJson(JSON.stringify(value ?? {}));
  const environments = root && readEnvironments(root, WORDS_OF_SETTINGS, (_code, _range, message) => void problems.push(message));
  return { environments: environments ?? [], problems };
}

/** The environments that have a name and a description, in the order of the text. */
export function readEnvironments(node: Node, words: EnvironmentWords, tell: Tell): readonly Environment[] | undefined {
  if (node.type !== "object") {
    tell("config-value", rangeOf(node), t("environments is an object, as {0}.", exampleOf(words)));
    return undefined;
  }
  return lastOfEach(node, tell).flatMap(({ key: name, keyRange, value }) => {
    const problem = environmentNameProblem(name);
    if (problem !== undefined) {
      tell("config-value", keyRange, problem);
      return [];
    }
    return readEnvironment(name, value, words, tell);
  });
}

function readEnvironment(name: string, node: Node, words: EnvironmentWords, tell: Tell): readonly Environment[] {
  if (node.type !== "object") {
    tell("config-value", rangeOf(node), t("The environment {0} is an object, as {1}.", name, exampleOf(words)));
    return [];
  }
  const properties = lastOfEach(node, tell);
  tellUnknown(properties, [words.roles, "cluster", words.properties, "iamPolicy"], tell);
  const valueAt = <Value>(key: string, read: Read<Value>): Value | undefined => {
    const found = properties.find((property) => property.key === key);
    return found && read(found.value, key, tell);
  };
  const roles = valueAt(words.roles, readText);
  const cluster = valueAt("cluster", readCluster);
  const files = valueAt(words.properties, readTexts);
  const iamPolicy = valueAt("iamPolicy", readText);
  return [
    {
      name,
      ...(roles !== undefined && { roles }),
      ...(cluster && { cluster }),
      ...(files && { properties: files }),
      ...(iamPolicy !== undefined && { iamPolicy }),
    },
  ];
}

function exampleOf({ roles }: EnvironmentWords): string {
  return `{ "prod": { "${roles}": "security/prod.json" } }`;
}
