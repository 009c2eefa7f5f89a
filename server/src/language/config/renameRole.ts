/**
 * Where a configuration file, or the settings of an editor, say as whom they check, and name a role in it: to rename the role there too.
 * Comments and layout stay as they are.
 */
import type { Node } from "jsonc-parser";
import { elementsOf, propertiesOf, rangeOf, readJson } from "../roles/jsonRead";
import { renameRoleIn } from "../roles/principal";
import type { TextEdit } from "../text/edit";

/** What the keys are called. */
export interface PrincipalWords {
  readonly as: string;
  readonly roles: string;
  readonly environments: string;
  readonly rolesOfEnvironment: string;
  /** A list of objects that may say the same again for some files. */
  readonly overrides?: string;
}

/** In a configuration file. */
export const CONFIG_PRINCIPAL: PrincipalWords = {
  as: "as",
  roles: "roles",
  environments: "environments",
  rolesOfEnvironment: "roles",
  overrides: "overrides",
};

/** In VS Code's settings of a folder. */
export const SETTINGS_PRINCIPAL: PrincipalWords = {
  as: "druidSql.principal",
  roles: "druidSql.rolesFile",
  environments: "druidSql.environments",
  rolesOfEnvironment: "rolesFile",
};

/** A principal that names the role. */
export interface RoleInPrincipal {
  /** Absent where the new name cannot be written in a principal. */
  readonly edit?: TextEdit;
  /** The paths of the roles files that it is checked by, as written: one for each environment. Undefined is the file that is found. */
  readonly rolesFiles: readonly (string | undefined)[];
}

/** Every principal of a text that names the role, in the order of the text. Never throws; of broken JSON what can be read. */
export function roleInPrincipals(text: string, words: PrincipalWords, from: string, to: string): readonly RoleInPrincipal[] {
  const { root } = readJson(text);
  if (!root) return [];
  const overrides = words.overrides === undefined ? [] : valuesOf(root, words.overrides).flatMap(objectsIn);
  return [root, ...overrides]
    .flatMap((scope) => {
      const rolesFiles = rolesFilesOf(root, scope, words);
      const principals = valuesOf(scope, words.as).flatMap((value) => (value.type === "array" ? elementsOf(value) : [value]));
      return principals.flatMap((node) => mentionIn(node, rolesFiles, from, to));
    })
    .sort((one, other) => one.start - other.start)
    .map(({ mention }) => mention);
}

interface FoundMention {
  readonly start: number;
  readonly mention: RoleInPrincipal;
}

function mentionIn(node: Node, rolesFiles: RoleInPrincipal["rolesFiles"], from: string, to: string): readonly FoundMention[] {
  const renamed = node.type === "string" ? renameRoleIn(String(node.value), from, to) : "absent";
  if (renamed === "absent") return [];
  const edit = renamed === "impossible" ? undefined : { range: rangeOf(node), text: JSON.stringify(renamed) };
  return [{ start: node.offset, mention: { ...(edit && { edit }), rolesFiles } }];
}

/** What an environment names counts before what the scope names, and that before the whole file's. */
function rolesFilesOf(root: Node, scope: Node, words: PrincipalWords): readonly (string | undefined)[] {
  const general = textAt(scope, words.roles) ?? textAt(root, words.roles);
  const environments = valuesOf(root, words.environments).flatMap((value) => propertiesOf(value).map((each) => each.value));
  if (environments.length === 0) return [general];
  return [...new Set(environments.map((environment) => textAt(environment, words.rolesOfEnvironment) ?? general))];
}

/** The values of a key; several only by mistake. */
function valuesOf(object: Node, key: string): readonly Node[] {
  return propertiesOf(object).flatMap((property) => (property.key === key ? [property.value] : []));
}

function objectsIn(list: Node): readonly Node[] {
  return list.type === "array" ? elementsOf(list).filter(({ type }) => type === "object") : [];
}

/** A text that says something; an empty one is as good as none. */
function textAt(object: Node, key: string): string | undefined {
  const found = valuesOf(object, key).at(-1);
  const text = found?.type === "string" ? String(found.value).trim() : "";
  return text === "" ? undefined : text;
}
