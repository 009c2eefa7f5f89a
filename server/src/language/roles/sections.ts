/**
 * The sections of a roles document: roles, users, group mappings. Each may be a list or a map, of short forms or of the objects that
 * Druid's security API answers.
 */

import type { Node } from "jsonc-parser";
import { sentences, t } from "../text/l10n";
import type { TextRange } from "../text/range";
import { groupPatternFault } from "./authorizers/ldapGroups";
import { elementsOf, propertiesOf, propertyOf, rangeOf, textOf } from "./jsonRead";
import type { GroupMapping, Permission, Role, RoleReference, UserEntry } from "./model";
import { otherCase } from "./nameVariants";
import { isVerbose, type Reading, readSimple, readVerbose, tell } from "./permissionJson";

/**
 * What has been read so far; later definitions of the same name are added to or replace earlier ones, as noted. Lists of roles grow in
 * place: a holder may be named in thousands of entries.
 */
export interface Draft {
  readonly roles: Map<string, Role>;
  readonly roleNames: RoleReference[];
  readonly users: Map<string, Growing<UserEntry>>;
  readonly groupMappings: Map<string, Growing<GroupMapping>>;
}

type Growing<Holder extends UserEntry | GroupMapping> = Omit<Holder, "roles"> & { readonly roles: RoleReference[] };

/** A name with the place it stands at. */
export interface Named {
  readonly name: string;
  readonly range: TextRange;
}

export function emptyDraft(): Draft {
  return { roles: new Map(), roleNames: [], users: new Map(), groupMappings: new Map() };
}

/** Roles as a map of names to permissions or role objects, or as a list of role objects. */
export function readRoles(reading: Reading, node: Node, draft: Draft): void {
  if (node.type === "object") {
    for (const { key, keyRange, value } of propertiesOf(node)) readRole(reading, value, draft, { name: key, range: keyRange });
  } else if (node.type === "array") {
    for (const element of elementsOf(node)) readRole(reading, element, draft, undefined);
  } else if (node.type !== "null") {
    tell(reading, "roles-shape", "error", node, t('Roles are an object: {"role": [permissions]}, or a list of role objects.'));
  }
}

/** One role: a list of permissions, or an object that has one. `named` gives the name where it is a key. */
export function readRole(reading: Reading, node: Node, draft: Draft, named: Named | undefined): string | undefined {
  const inner = nameIn(reading, node);
  const name = named ?? inner;
  if (name === undefined || (node.type !== "object" && node.type !== "array" && node.type !== "null")) {
    const text =
      node.type === "string"
        ? t("This is only a role's name; its permissions are needed too.")
        : t("This is no role: it has no name or no permissions.");
    tell(reading, "roles-shape", "warning", node, text);
    return undefined;
  }
  const list = node.type === "array" ? node : propertyOf(node, "permissions")?.value;
  const permissions = list === undefined ? [] : readPermissions(reading, list);
  const role: Role = {
    name: name.name,
    permissions,
    range: named === undefined ? rangeOf(node) : { start: named.range.start, end: rangeOf(node).end },
    nameRange: name.range,
    ...(list?.type === "array" && { permissionsRange: rangeOf(list) }),
  };
  if (draft.roles.has(role.name)) {
    tell(reading, "roles-duplicate-key", "warning", node, t("Role {0} is defined twice; the last definition counts.", role.name));
  }
  draft.roles.set(role.name, role);
  draft.roleNames.push({ name: role.name, range: role.nameRange });
  if (inner !== undefined && named !== undefined && inner.name === named.name) draft.roleNames.push(inner);
  if (node.type === "object") assignHolders(reading, node, draft, { name: role.name, range: role.nameRange });
  return role.name;
}

/** A list of permissions. One verbose entry makes Druid read the whole list as verbose. */
export function readPermissions(reading: Reading, list: Node): readonly Permission[] {
  if (list.type === "null") return [];
  if (list.type !== "array") {
    tell(reading, "roles-shape", "error", list, t("Druid refuses this role: its permissions must be a list."));
    return [{ form: "simple", range: rangeOf(list), defect: "breaks-all" }];
  }
  const entries = elementsOf(list);
  const read = entries.some(isVerbose) ? readVerbose : readSimple;
  return entries.map((entry) => read(reading, entry));
}

/** `?full` lists who has the role. */
function assignHolders(reading: Reading, node: Node, draft: Draft, role: RoleReference): void {
  for (const key of ["users", "groups"]) {
    const list = propertyOf(node, key)?.value;
    if (list === undefined || list.type === "array" || list.type === "null") continue;
    tell(reading, "roles-shape", "error", list, t('This is no answer of Druid\'s: "{0}" of a role is a list of names.', key));
  }
  for (const holder of elementsOf(propertyOf(node, "users")?.value ?? node)) {
    const name = textOf(holder, reading.text);
    if (name !== undefined) addUser(draft, { name, roles: [role], range: rangeOf(holder), nameRange: rangeOf(holder) });
  }
  for (const holder of elementsOf(propertyOf(node, "groups")?.value ?? node)) {
    const name = textOf(holder, reading.text);
    if (name !== undefined) addMapping(draft, { name, roles: [role], range: rangeOf(holder), nameRange: rangeOf(holder) });
  }
}

/** Users as a map of names to role names or user objects, or as a list of user objects. */
export function readUsers(reading: Reading, node: Node, draft: Draft): void {
  if (node.type === "object") {
    for (const { key, keyRange, value } of propertiesOf(node)) readUser(reading, value, draft, { name: key, range: keyRange });
  } else if (node.type === "array") {
    for (const element of elementsOf(node)) readUser(reading, element, draft, undefined);
  } else if (node.type !== "null") {
    tell(reading, "roles-shape", "error", node, t('Users are an object: {"user": ["role"]}, or a list of user objects.'));
  }
}

/** One user: a list of role names, or an object with one. A bare name is a user without roles. */
export function readUser(reading: Reading, node: Node, draft: Draft, named: Named | undefined): void {
  const bare = named === undefined ? textOf(node, reading.text) : undefined;
  const name = named ?? nameIn(reading, node) ?? (bare === undefined ? undefined : { name: bare, range: rangeOf(node) });
  if (name === undefined) {
    tell(reading, "roles-shape", "error", node, t("A user has a name and a list of role names."));
    return;
  }
  if (named !== undefined && node.type !== "object" && node.type !== "array" && node.type !== "null") {
    addSingleRole(reading, node, draft, named);
    return;
  }
  const start = named === undefined ? node.offset : named.range.start;
  const roles = readReferences(reading, node, draft);
  addUser(draft, { name: name.name, roles, range: { start, end: rangeOf(node).end }, nameRange: name.range });
}

/** A role's name in place of a list: what is meant is plain, so it counts, and is told. */
function addSingleRole(reading: Reading, node: Node, draft: Draft, named: Named): void {
  const role = textOf(node, reading.text);
  tell(reading, "roles-shape", "error", node, t("The roles of a user are a list: [{0}].", JSON.stringify(role ?? "role")));
  const roles = role === undefined ? [] : [{ name: role, range: rangeOf(node) }];
  addUser(draft, { name: named.name, roles, range: { start: named.range.start, end: rangeOf(node).end }, nameRange: named.range });
}

/** Group mappings as a list of objects, or as a map of names to them. */
export function readGroupMappings(reading: Reading, node: Node, draft: Draft): void {
  if (node.type === "object") {
    for (const { key, keyRange, value } of propertiesOf(node)) readGroupMapping(reading, value, draft, { name: key, range: keyRange });
  } else if (node.type === "array") {
    for (const element of elementsOf(node)) readGroupMapping(reading, element, draft, undefined);
  } else if (node.type !== "null") {
    tell(reading, "roles-shape", "error", node, t('Group mappings are a list: [{"name", "groupPattern", "roles"}].'));
  }
}

/** One group mapping. */
export function readGroupMapping(reading: Reading, node: Node, draft: Draft, named: Named | undefined): void {
  const pattern = propertyOf(node, "groupPattern")?.value;
  const text = textOf(pattern, reading.text);
  const name = named ?? nameIn(reading, node) ?? (text === undefined ? undefined : { name: text, range: rangeOf(node) });
  if (node.type !== "object" || name === undefined) {
    tell(reading, "roles-shape", "error", node, t('A group mapping is an object: {"name", "groupPattern", "roles"}.'));
    return;
  }
  if (pattern !== undefined && pattern.type !== "null" && text === undefined) {
    tell(reading, "roles-group-pattern", "error", pattern, t("Druid refuses this mapping: a group pattern is a text."));
  }
  const fault = text === undefined ? undefined : groupPatternFault(text);
  if (pattern !== undefined && fault !== undefined) tell(reading, "roles-group-pattern", "error", pattern, fault);
  addMapping(draft, {
    name: name.name,
    ...(text !== undefined && { groupPattern: text }),
    ...(pattern && text !== undefined && { groupPatternRange: rangeOf(pattern) }),
    roles: readReferences(reading, node, draft),
    range: { start: named?.range.start ?? node.offset, end: rangeOf(node).end },
    nameRange: name.range,
  });
}

/** Role names of a user or mapping; role objects among them (`?full`) are roles as well. */
function readReferences(reading: Reading, holder: Node, draft: Draft): readonly RoleReference[] {
  const list = holder.type === "array" ? holder : propertyOf(holder, "roles")?.value;
  if (list === undefined || list.type === "null") return [];
  if (list.type !== "array") {
    tell(reading, "roles-shape", "error", list, t('Druid refuses this: "roles" must be a list of names.'));
    return [];
  }
  const references: RoleReference[] = [];
  for (const element of elementsOf(list)) {
    const name = element.type === "object" ? readRole(reading, element, draft, undefined) : textOf(element, reading.text);
    if (name !== undefined) references.push({ name, range: rangeOf(element) });
    else if (element.type !== "object") tell(reading, "roles-shape", "error", element, t("A role is named by a text."));
  }
  return references;
}

function nameIn(reading: Reading, node: Node): Named | undefined {
  const name = propertyOf(node, "name")?.value;
  const text = textOf(name, reading.text);
  return name === undefined || text === undefined ? undefined : { name: text, range: rangeOf(name) };
}

function addUser(draft: Draft, user: UserEntry): void {
  const known = draft.users.get(user.name);
  if (known === undefined) draft.users.set(user.name, { ...user, roles: [...user.roles] });
  else for (const role of user.roles) known.roles.push(role);
}

/** The first entry with a group pattern says what the mapping is; the roles of all entries count. */
function addMapping(draft: Draft, mapping: GroupMapping): void {
  const known = draft.groupMappings.get(mapping.name);
  const roles = known?.roles ?? [];
  for (const role of mapping.roles) roles.push(role);
  if (known?.groupPattern === undefined) draft.groupMappings.set(mapping.name, { ...known, ...mapping, roles });
}

/** Tells of references to roles that the file does not define. */
export function checkReferences(reading: Reading, draft: Draft): void {
  const severity = draft.roles.size === 0 ? "information" : "warning";
  const holders = [...draft.users.values(), ...draft.groupMappings.values()];
  for (const { name, range } of holders.flatMap(({ roles }) => roles)) {
    if (draft.roles.has(name) || reading.problems.length > 500) continue;
    const other = otherCase(draft.roles.keys(), name);
    const hint = other === undefined ? "" : t("There is a role {0}.", other);
    reading.problems.push({
      code: "roles-role-undefined",
      severity,
      message: sentences(t("No role {0} is defined in this file; it grants nothing.", name), hint),
      range,
    });
  }
}
