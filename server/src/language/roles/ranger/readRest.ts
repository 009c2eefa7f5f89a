/**
 * What stands beside the policies: the service definition, security zones, who has Ranger's roles, who is in which group, super users.
 * Source: `ServicePolicies`, `RangerServiceDef`, `RangerRoles` and `RangerUserStore` of Ranger's agents-common.
 */

import type { Node } from "jsonc-parser";
import { t } from "../../text/l10n";
import { elementsOf, propertiesOf } from "../jsonRead";
import { type Reading, tell } from "../permissionJson";
import type { RangerResource, RangerResourceDef, RangerRole, RangerServiceDef, RangerZone } from "./model";
import { type Fields, fieldsOf, readFlag, readText, readTexts } from "./readParts";
import { readResources } from "./readPolicy";

/** The service definition; undefined when there is none that can be read. */
export function readServiceDef(reading: Reading, node: Node | undefined): RangerServiceDef | undefined {
  if (node === undefined) return undefined;
  const fields = fieldsOf(node);
  const resources = fields.get("resources")?.value;
  if (resources?.type !== "array") {
    tell(reading, "ranger-shape", "error", node, t("A service definition has a list of resources."));
    return undefined;
  }
  const types = new Map<string, RangerResourceDef>();
  for (const resource of elementsOf(resources)) {
    const own = fieldsOf(resource);
    const name = readText(reading, own.get("name")?.value);
    if (name !== undefined) types.set(name, resourceDef(reading, own));
  }
  const options = fields.get("options")?.value;
  const denies = options && fieldsOf(options).get("enableDenyAndExceptionsInPolicies")?.value;
  return { types, impliedGrants: impliedGrants(reading, fields.get("accessTypes")?.value), denies: readFlag(denies, "yes") };
}

function resourceDef(reading: Reading, fields: Fields): RangerResourceDef {
  const matcher = readText(reading, fields.get("matcher")?.value);
  const options = fields.get("matcherOptions")?.value;
  const option = (key: string): boolean => readFlag(options && fieldsOf(options).get(key)?.value, "yes");
  const simple = matcher?.slice(matcher.lastIndexOf(".") + 1);
  return {
    wildCard: option("wildCard"),
    ignoreCase: option("ignoreCase"),
    replaceTokens: option("replaceTokens"),
    ...(simple !== undefined && simple !== "RangerDefaultResourceMatcher" && { unknownMatcher: simple }),
  };
}

function impliedGrants(reading: Reading, list: Node | undefined): ReadonlyMap<string, readonly string[]> {
  const grants = new Map<string, readonly string[]>();
  for (const node of list ? elementsOf(list) : []) {
    const fields = fieldsOf(node);
    const name = readText(reading, fields.get("name")?.value);
    const { texts } = readTexts(reading, fields.get("impliedGrants")?.value, "impliedGrants");
    if (name !== undefined && texts.length > 0) {
      grants.set(
        name,
        texts.map(({ text }) => text),
      );
    }
  }
  return grants;
}

/** Zones whose resources are stated: a map by name as plugins get it, or a list as Ranger's API answers it. */
export function readZones(reading: Reading, node: Node | undefined): readonly RangerZone[] {
  if (node === undefined) return [];
  const named =
    node.type === "object"
      ? propertiesOf(node).map(({ key, value }) => ({ key, fields: fieldsOf(value) }))
      : elementsOf(node).map((value) => ({ key: "", fields: fieldsOf(value) }));
  return named.flatMap(({ key, fields }) => {
    const name = readText(reading, fields.get("zoneName")?.value ?? fields.get("name")?.value) ?? key;
    const lists = zoneLists(fields);
    return name === "" || lists.length === 0 ? [] : [{ name, resourceSets: lists.flatMap((list) => readSets(reading, list)) }];
  });
}

/** Of several services of a zone all resources count: which one is this cluster's is not known. */
function zoneLists(fields: Fields): readonly Node[] {
  const own = fields.get("resources")?.value;
  if (own) return [own];
  const services = fields.get("services")?.value;
  if (!services) return [];
  return propertiesOf(services).flatMap(({ value }) => fieldsOf(value).get("resources")?.value ?? []);
}

function readSets(reading: Reading, list: Node): readonly (readonly RangerResource[])[] {
  return elementsOf(list).map((node) => readResources(reading, node).resources);
}

/** Roles with their members: the list, or the object that Ranger's download wraps it in. */
export function readRoles(reading: Reading, node: Node | undefined): readonly RangerRole[] | undefined {
  const inner = node?.type === "object" ? fieldsOf(node).get("rangerRoles")?.value : node;
  if (inner === undefined) return undefined;
  if (inner.type !== "array") {
    tell(reading, "ranger-shape", "error", inner, t('Roles are a list: [{"name", "users", "groups", "roles"}].'));
    return undefined;
  }
  return elementsOf(inner).flatMap((each) => {
    const fields = fieldsOf(each);
    const name = readText(reading, fields.get("name")?.value);
    if (name === undefined) tell(reading, "ranger-shape", "error", each, t('A role has a name: {"name", "users", "groups", "roles"}.'));
    return name === undefined
      ? []
      : [
          {
            name,
            users: readMembers(reading, fields, "users"),
            groups: readMembers(reading, fields, "groups"),
            roles: readMembers(reading, fields, "roles"),
          },
        ];
  });
}

/** `[{"name": "alice", "isAdmin": false}]`, or names alone. */
function readMembers(reading: Reading, fields: Fields, key: string): ReadonlySet<string> {
  const list = fields.get(key)?.value;
  const names = new Set<string>();
  for (const node of list ? elementsOf(list) : []) {
    const name = readText(reading, node.type === "object" ? fieldsOf(node).get("name")?.value : node);
    if (name === undefined) tell(reading, "ranger-shape", "error", node, t('A member has a name: {"name": "alice"}.'));
    else names.add(name);
  }
  return names;
}

/** `{"alice": ["engineers"]}`. */
export function readUserGroups(reading: Reading, node: Node | undefined): ReadonlyMap<string, ReadonlySet<string>> | undefined {
  if (node === undefined) return undefined;
  if (node.type !== "object") {
    tell(reading, "ranger-shape", "error", node, t('The groups of users are an object: {"alice": ["engineers"]}.'));
    return undefined;
  }
  return new Map(
    propertiesOf(node).map(({ key, value }) => [key, new Set(readTexts(reading, value, "groups").texts.map(({ text }) => text))] as const),
  );
}

/** Names in the service's configuration, separated by commas. */
export function readSuperNames(fields: Fields, key: string): ReadonlySet<string> {
  const config = fields.get("serviceConfig")?.value;
  const text = config && fieldsOf(config).get(key)?.value.value;
  const names = typeof text === "string" ? text.split(",") : [];
  return new Set(names.map((name) => name.trim()).filter((name) => name !== ""));
}
