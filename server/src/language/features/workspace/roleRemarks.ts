/**
 * What the statements of a workspace say about the roles: grants that nothing uses, that match more than is used, that others make
 * superfluous; roles that nobody has, users who have none. Certain only as far as the workspace holds all statements that are run.
 */

import { isIgnored } from "../../roles/lint/ignores";
import type { Permission, Role, RolesFile } from "../../roles/model";
import { sentences, t } from "../../text/l10n";
import type { TextRange } from "../../text/range";
import { duplicateGrants } from "./coveredGrants";
import { dottedGrants } from "./dottedGrants";
import { type GrantUse, grantUse, type WorkspaceUse } from "./grantUse";
import { knownNames } from "./knownNames";
import { doubtOf, permissionText, type RoleRemark, type RoleRemarkCode, remarkOn } from "./remark";
import { unfollowedWrites } from "./unfollowedWrites";
import { unmatchedPatterns } from "./unmatchedPatterns";
import { wideGrants } from "./wideGrants";
import { writesEverything } from "./writesEverything";

/** All remarks, in the order of the roles file. A comment `druid-sql-ignore CODE` in it silences one. */
export function roleRemarks(roles: RolesFile, use: WorkspaceUse): readonly RoleRemark[] {
  const known = knownNames(use, roles);
  // Of one grant the first of these says enough.
  const onGrants = firstOfEach([
    duplicateGrants(use),
    unusedEverything(use),
    unmatchedPatterns(use, known),
    unusedGrants(use),
    dottedGrants(use, known),
    wideGrants(use, known),
    writesEverything(use.grants),
  ]);
  return shown(roles, [...onGrants, ...unfollowedWrites(use, roles), ...unheldRoles(roles), ...usersWithoutRoles(roles)]);
}

/** The remarks that a roles file gives rise to by itself, whatever statements there are. */
export function fileRemarks(roles: RolesFile): readonly RoleRemark[] {
  const use = grantUse([], roles);
  const onGrants = firstOfEach([duplicateGrants(use), writesEverything(use.grants)]);
  return shown(roles, [...onGrants, ...unheldRoles(roles), ...usersWithoutRoles(roles)]);
}

function firstOfEach(lists: readonly (readonly RoleRemark[])[]): readonly RoleRemark[] {
  const told = new Set<Permission | undefined>();
  return lists.flatMap((list) => {
    const fresh = list.filter(({ permission }) => !told.has(permission));
    for (const { permission } of fresh) told.add(permission);
    return fresh;
  });
}

function shown(roles: RolesFile, remarks: readonly RoleRemark[]): readonly RoleRemark[] {
  const { ignores } = roles;
  const told =
    ignores.length === 0
      ? [...remarks]
      : remarks.filter(({ code, role, range }) => !isIgnored(ignores, code, [range, ...namePlaces(roles, role)]));
  return told.sort((one, other) => one.range.start - other.range.start);
}

function namePlaces({ roles }: RolesFile, role: string | undefined): readonly TextRange[] {
  const found = role === undefined ? undefined : roles.get(role);
  return found ? [found.nameRange] : [];
}

/** Types that no SQL statement needs: what is granted there is for the APIs of Druid. */
const NOT_FOR_STATEMENTS: ReadonlySet<string> = new Set(["CONFIG"]);

/** Grants that match no need of any statement. Where one might be matched and nobody knows, nothing is said. */
export function unusedGrants(use: WorkspaceUse): readonly RoleRemark[] {
  const used = usedTargets(use);
  const needed = new Set(use.needs.map(({ action, type }) => `${action} ${type}`));
  const doubt = doubtOf(use);
  return use.grants.flatMap((grant) => {
    const { permission, matches, undecided } = grant;
    if (matches.length > 0 || undecided.length > 0 || !grants(permission)) return [];
    if (NOT_FOR_STATEMENTS.has(permission.type ?? "")) return [];
    return [{ ...remarkOn(grant, "roles-grant-unused", "information"), message: sentences(unusedSentence(grant, used, needed), doubt) }];
  });
}

/** WRITE on everything that nobody needs: more than a grant that is not used. */
function unusedEverything(use: WorkspaceUse): readonly RoleRemark[] {
  const unused = use.grants.filter(({ matches, undecided }) => matches.length === 0 && undecided.length === 0);
  const doubt = doubtOf(use);
  return writesEverything(unused).map((remark) => ({ ...remark, message: sentences(remark.message, t("No statement needs it."), doubt) }));
}

/** What each role is used for, and by which action. */
type Targets = ReadonlyMap<Role, ReadonlySet<string>>;

function usedTargets({ grants: all }: WorkspaceUse): Targets {
  const used = new Map<Role, Set<string>>();
  for (const { role, permission, matches } of all) {
    if (matches.length === 0) continue;
    const ofRole = used.get(role) ?? new Set();
    used.set(role, ofRole.add(targetOf(permission, permission.action)));
  }
  return used;
}

function targetOf({ type = "", pattern }: Permission, action: Permission["action"]): string {
  return `${action} ${type.length} ${type} ${pattern}`;
}

/** Whether Druid takes the entry as a usual grant; of others their own problem is told. */
function grants({ defect, action, type, pattern }: Permission): boolean {
  return defect === undefined && action !== undefined && type !== undefined && pattern !== undefined && pattern !== "";
}

/** What differs from a need by its action alone is the usual case: WRITE that came along with READ. */
function unusedSentence({ permission, role }: GrantUse, used: Targets, needed: ReadonlySet<string>): string {
  const { action, type } = permission;
  const other = action === "WRITE" ? "READ" : "WRITE";
  const what = t("{0} of role {1}", permissionText(permission), role.name);
  if (used.get(role)?.has(targetOf(permission, other)))
    return t("No statement needs {0}: what it matches is needed with {1} only.", what, other);
  return needed.has(`${action} ${type}`)
    ? t("No statement needs what {0} matches.", what)
    : t("No statement needs any {0}: {1} is not used.", `${action} ${type}`, what);
}

/** Roles that no user and no group mapping has. Without users and mappings the file does not tell. */
export function unheldRoles({ roles, users, groupMappings }: RolesFile): readonly RoleRemark[] {
  if (users.size === 0 && groupMappings.length === 0) return [];
  const held = new Set([...users.values(), ...groupMappings].flatMap((holder) => holder.roles.map(({ name }) => name)));
  return [...roles.values()].flatMap((role) => {
    if (held.has(role.name)) return [];
    return [{ ...roleRemark(role, "roles-role-unheld"), message: t("No user and no group mapping has the role {0}.", role.name) }];
  });
}

function roleRemark(role: Role, code: RoleRemarkCode): Omit<RoleRemark, "message"> {
  return { code, severity: "information", range: role.nameRange, role: role.name };
}

/** Users who have no role that is defined. */
export function usersWithoutRoles({ roles, users }: RolesFile): readonly RoleRemark[] {
  return [...users.values()].flatMap((user) => {
    if (user.roles.some(({ name }) => roles.has(name))) return [];
    const message =
      user.roles.length > 0
        ? t("User {0} has no role that is defined, so runs only statements that need nothing.", user.name)
        : t("User {0} has no role, so runs only statements that need nothing.", user.name);
    return [
      { code: "roles-user-without-roles" as const, severity: "information" as const, message, range: user.nameRange, user: user.name },
    ];
  });
}
