/**
 * What an offset of a roles file is about: a permission, a role, a user, a group mapping, a key of the cluster.
 */
import type { ClusterSetting, GroupMapping, Permission, Role, RolesFile, UserEntry } from "../../roles/model";
import { rangeTouches, type TextRange } from "../../text/range";

/** Something of a roles file. `range` is what the author points at. */
export type RolesElement =
  | {
      readonly kind: "permission";
      readonly role: Role;
      readonly index: number;
      readonly permission: Permission;
      readonly range: TextRange;
    }
  /** A role where it is defined or named; `role` is absent when nothing defines it. */
  | { readonly kind: "role"; readonly name: string; readonly role?: Role; readonly range: TextRange }
  | { readonly kind: "user"; readonly user: UserEntry; readonly range: TextRange }
  | { readonly kind: "mapping"; readonly mapping: GroupMapping; readonly range: TextRange }
  | { readonly kind: "setting"; readonly setting: ClusterSetting; readonly range: TextRange };

/** The innermost thing at an offset. */
export function elementAt(file: RolesFile, offset: number): RolesElement | undefined {
  return roleAt(file, offset) ?? permissionAt(file, offset) ?? holderAt(file, offset) ?? settingAt(file, offset);
}

/** Every place where roles are named, with what it is. Empty ranges and the bracket of a list without a name are none. */
export function roleMentions({ roleNames, users, groupMappings }: RolesFile): readonly RoleMention[] {
  const holders = [...users.values(), ...groupMappings];
  const found = new Map<number, RoleMention>();
  for (const { name, range } of roleNames) found.set(range.start, { name, range, kind: "definition" });
  for (const { name, range } of holders.flatMap(({ roles }) => roles)) {
    if (!found.has(range.start)) found.set(range.start, { name, range, kind: "reference" });
  }
  return [...found.values()].sort((one, other) => one.range.start - other.range.start);
}

/** A place that names a role; the quotes belong to the range. */
export interface RoleMention {
  readonly name: string;
  readonly range: TextRange;
  readonly kind: "definition" | "reference";
}

function roleAt(file: RolesFile, offset: number): RolesElement | undefined {
  const mention = roleMentions(file).find(({ range }) => rangeTouches(range, offset));
  if (!mention) return undefined;
  const role = file.roles.get(mention.name);
  return { kind: "role", name: mention.name, ...(role && { role }), range: mention.range };
}

function permissionAt({ roles }: RolesFile, offset: number): RolesElement | undefined {
  for (const role of roles.values()) {
    if (!rangeTouches(role.range, offset)) continue;
    const index = role.permissions.findIndex(({ range }) => rangeTouches(range, offset));
    const permission = role.permissions[index];
    if (permission) return { kind: "permission", role, index, permission, range: partOf(permission, offset) };
  }
  return undefined;
}

function partOf({ patternRange, nameRange, typeRange, actionRange, range }: Permission, offset: number): TextRange {
  return [patternRange, nameRange, typeRange, actionRange].find((part) => part && rangeTouches(part, offset)) ?? range;
}

function holderAt({ users, groupMappings }: RolesFile, offset: number): RolesElement | undefined {
  const user = [...users.values()].find(({ nameRange }) => rangeTouches(nameRange, offset));
  if (user) return { kind: "user", user, range: user.nameRange };
  for (const mapping of groupMappings) {
    const range = [mapping.nameRange, mapping.groupPatternRange].find((part) => part && rangeTouches(part, offset));
    if (range) return { kind: "mapping", mapping, range };
  }
  return undefined;
}

function settingAt({ cluster }: RolesFile, offset: number): RolesElement | undefined {
  const setting = cluster?.settings.find(({ keyRange, valueRange }) =>
    rangeTouches({ start: keyRange.start, end: valueRange.end }, offset),
  );
  return setting && { kind: "setting", setting, range: setting.keyRange };
}
