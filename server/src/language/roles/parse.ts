/**
 * Reads a roles file: our own document, what Druid's security API answers, or what Ranger exports, in each of its shapes. Tolerates errors: what can be read counts,
 * what cannot is a problem with a range. Never throws, whatever the text.
 */

import type { Node } from "jsonc-parser";
import { t } from "../text/l10n";
import { type JsonText, type Property, plainValue, propertiesOf, propertyOf, rangeOf, readJson } from "./jsonRead";
import { readIgnores } from "./lint/ignores";
import type { ClusterSection, RolesFile } from "./model";
import { type Reading, tell } from "./permissionJson";
import { isRanger, readRanger } from "./ranger/read";
import { checkReferences, type Draft, emptyDraft, readGroupMappings, readRoles, readUsers } from "./sections";
import { readApiAnswer } from "./shapes";
import { SECTIONS, tellUnknownKey } from "./unknownKey";

/**
 * Reads the text of a roles file. Ranges are offsets into this text. `uri` is kept in every grant; the last part of it names a role
 * that the text itself does not name (a bare list of permissions).
 */
export function parseRolesFile(text: string, uri: string, environment?: string): RolesFile {
  const json = readJson(text);
  const reading: Reading = { text, problems: [...json.problems] };
  const draft = emptyDraft();
  const ranger = json.root && isRanger(json.root) ? readRanger(reading, json.root) : undefined;
  const cluster = ranger ? clusterBeside(json.root) : readRoot(reading, json, draft, uri);
  if (json.root !== undefined) checkReferences(reading, draft);
  return {
    ...(environment !== undefined && { environment }),
    uri,
    roles: draft.roles,
    roleNames: draft.roleNames,
    users: draft.users,
    groupMappings: [...draft.groupMappings.values()],
    ...(ranger && { ranger }),
    ...(cluster && { cluster }),
    problems: reading.problems,
    ignores: json.root === undefined ? [] : readIgnores(text),
    readable: json.root?.type === "object" || json.root?.type === "array",
    textLength: text.length,
  };
}

/** Names of the same sections in the dumps that Druid's services pass to each other. */
const DUMP_SECTIONS = ["roleMap", "userMap", "groupMappingMap"];
const OTHER_KEYS = ["$schema", "environment", "version"];

function readRoot(reading: Reading, { root }: JsonText, draft: Draft, uri: string): ClusterSection | undefined {
  if (root === undefined) {
    if (reading.problems.length === 0) tellEmpty(reading);
    return undefined;
  }
  if (root.type !== "object" && root.type !== "array") {
    tell(
      reading,
      "roles-shape",
      "error",
      root,
      t("A roles file is a JSON object with roles and users, or an answer of Druid's security API."),
    );
    return undefined;
  }
  const properties = propertiesOf(root);
  if (root.type === "array" || !isDocument(properties)) {
    readApiAnswer(reading, root, draft, nameOfFile(uri));
    return undefined;
  }
  tellDuplicates(reading, properties);
  return readDocument(reading, properties, draft);
}

/** A document has one of our sections; a user or group mapping of the API has `roles` too, but with a name beside it. */
export function isDocument(properties: readonly Property[]): boolean {
  const keys = new Set(properties.map(({ key }) => key));
  if (keys.has("permissions") || keys.has("groupPattern")) return false;
  if (keys.has("name") && !keys.has("users") && !keys.has("groupMappings") && !keys.has("cluster")) return false;
  return keys.size === 0 || [...SECTIONS, ...DUMP_SECTIONS].some((key) => keys.has(key) && isSection(properties, key));
}

/** A map of roles may have a role that is called like a section. */
function isSection(properties: readonly Property[], key: string): boolean {
  if (key !== "users" && key !== "cluster") return true;
  const value = properties.find((property) => property.key === key)?.value;
  return !value?.children?.some((child) => child.type === "object" && propertiesOf(child).some((inner) => inner.key === "action"));
}

function readDocument(reading: Reading, properties: readonly Property[], draft: Draft): ClusterSection | undefined {
  let cluster: ClusterSection | undefined;
  for (const { key, keyRange, value } of properties) {
    if (key === "roles" || key === "roleMap") readRoles(reading, value, draft);
    else if (key === "users" || key === "userMap") readUsers(reading, value, draft);
    else if (key === "groupMappings" || key === "groupMappingMap") readGroupMappings(reading, value, draft);
    else if (key === "cluster") cluster = readCluster(value);
    else if (!OTHER_KEYS.includes(key)) {
      tellUnknownKey(reading, key, keyRange, t('"{0}" means nothing here; known are {1}.', key, SECTIONS.join(", ")));
    }
  }
  return cluster;
}

/** Our own section may stand beside Ranger's policies. */
function clusterBeside(root: Node | undefined): ClusterSection | undefined {
  const cluster = root && propertyOf(root, "cluster");
  return cluster && readCluster(cluster.value);
}

function tellEmpty(reading: Reading): void {
  const message = t('This roles file is empty. It needs roles and users: {"roles": {}, "users": {}}.');
  reading.problems.push({ code: "roles-shape", severity: "error", message, range: { start: 0, end: 0 } });
}

function readCluster(node: Node): ClusterSection {
  const settings = propertiesOf(node).map(({ key, keyRange, value }) => ({
    key,
    keyRange,
    value: plainValue(value),
    valueRange: rangeOf(value),
  }));
  return { value: plainValue(node), range: rangeOf(node), settings };
}

function tellDuplicates(reading: Reading, properties: readonly Property[]): void {
  const seen = new Set<string>();
  for (const { key, keyRange } of properties) {
    if (seen.has(key)) {
      const message = t('"{0}" is here twice; both are read.', key);
      reading.problems.push({ code: "roles-duplicate-key", severity: "warning", message, range: keyRange });
    }
    seen.add(key);
  }
}

function nameOfFile(uri: string): string {
  const last = uri.slice(Math.max(uri.lastIndexOf("/"), uri.lastIndexOf("\\")) + 1);
  return last.replace(/\.jsonc?$/i, "") || "role";
}
