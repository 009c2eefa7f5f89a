/**
 * Changes of roles, as values: a roles file goes in and another comes out, whose ranges are still those of the first one's text.
 */

import type { GroupMapping, Permission, Role, RolesFile, UserEntry } from "../../roles/model";
import { t } from "../../text/l10n";
import { counted } from "../words";

/** Something that is taken away. `index` counts the entries of the role from zero. */
export type RolesChange =
  | { readonly kind: "remove-grant"; readonly role: string; readonly index: number }
  | { readonly kind: "remove-role"; readonly role: string }
  | { readonly kind: "unassign"; readonly user: string; readonly role: string }
  | { readonly kind: "remove-user"; readonly user: string };

/** The roles file after a change, or a sentence that says why there is nothing to take away. */
export type ChangedRoles = { readonly kind: "ok"; readonly roles: RolesFile } | { readonly kind: "error"; readonly message: string };

/** Applies changes together: an index means the entry of the file as it was before all of them. */
export function changeRoles(roles: RolesFile, changes: readonly RolesChange[]): ChangedRoles {
  for (const change of changes) {
    const message = complaint(roles, change);
    if (message !== undefined) return { kind: "error", message };
  }
  const removed = new Set(changes.flatMap((change) => removedGrant(roles, change)));
  return { kind: "ok", roles: changes.reduce(applyChange, withoutGrants(roles, removed)) };
}

function complaint({ roles, users }: RolesFile, change: RolesChange): string | undefined {
  if ("user" in change && !users.has(change.user)) return t("there is no user {0} in the roles file", change.user);
  if (change.kind === "unassign") {
    const has = users.get(change.user)?.roles.some(({ name }) => name === change.role);
    return has ? undefined : t("user {0} does not have the role {1}", change.user, change.role);
  }
  if (change.kind === "remove-user") return undefined;
  const role = roles.get(change.role);
  if (!role) return t("there is no role {0} in the roles file", change.role);
  if (change.kind !== "remove-grant" || role.permissions[change.index]) return undefined;
  return t("role {0} has {1}; there is no number {2}", role.name, counted(role.permissions.length, "permission"), change.index + 1);
}

function removedGrant({ roles }: RolesFile, change: RolesChange): readonly Permission[] {
  const permission = change.kind === "remove-grant" ? roles.get(change.role)?.permissions[change.index] : undefined;
  return permission ? [permission] : [];
}

/** A role that loses nothing stays the same object: what is remembered with it stays too. */
function withoutGrants(file: RolesFile, removed: ReadonlySet<Permission>): RolesFile {
  const keep = (role: Role): Role => {
    const permissions = role.permissions.filter((permission) => !removed.has(permission));
    return permissions.length === role.permissions.length ? role : { ...role, permissions };
  };
  return { ...file, roles: new Map([...file.roles].map(([name, role]) => [name, keep(role)])) };
}

function applyChange(file: RolesFile, change: RolesChange): RolesFile {
  switch (change.kind) {
    case "remove-grant":
      return file;
    case "remove-role":
      return withoutRole(file, change.role);
    case "unassign":
      return withUsers(file, (user) => (user.name === change.user ? withoutReference(user, change.role) : user));
    case "remove-user":
      return { ...file, users: new Map([...file.users].filter(([name]) => name !== change.user)) };
  }
}

/** Druid takes a role that is deleted from everybody who has it. */
function withoutRole(file: RolesFile, role: string): RolesFile {
  const roles = new Map([...file.roles].filter(([name]) => name !== role));
  const groupMappings = file.groupMappings.map((mapping) => withoutReference(mapping, role));
  return withUsers({ ...file, roles, groupMappings }, (user) => withoutReference(user, role));
}

function withUsers(file: RolesFile, change: (user: UserEntry) => UserEntry): RolesFile {
  return { ...file, users: new Map([...file.users].map(([name, user]) => [name, change(user)])) };
}

function withoutReference<Holder extends UserEntry | GroupMapping>(holder: Holder, role: string): Holder {
  return { ...holder, roles: holder.roles.filter(({ name }) => name !== role) };
}
