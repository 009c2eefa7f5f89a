/**
 * WRITE without READ where statements run as tasks: who loads a datasource and may not read it cannot see how the load went.
 * Source: OverlordResource asks READ on the datasource of a task for its status and report.
 */

import type { RolesFile } from "../../roles/model";
import { t } from "../../text/l10n";
import type { GrantUse, SharedNeed, WorkspaceUse } from "./grantUse";
import { namesText, permissionText, type RoleRemark, remarkOn } from "./remark";

/** The WRITE grants whose tasks some holder of the role cannot follow; without holders the role counts by itself. */
export function unfollowedWrites(use: WorkspaceUse, roles: RolesFile): readonly RoleRemark[] {
  return use.grants.flatMap((grant) => {
    const { role, permission } = grant;
    const names = unfollowedNeeds(use, roles, grant);
    if (names.length === 0) return [];
    const message = t(
      "{0} loads {1}; without READ on it nobody who has only role {2} sees the status or report of the task.",
      permissionText(permission),
      namesText(names),
      role.name,
    );
    return [{ ...remarkOn(grant, "roles-write-unfollowed", "information"), message }];
  });
}

/** What a grant loads and some holder of its role cannot follow. */
export function unfollowedNeeds(use: WorkspaceUse, roles: RolesFile, { role, permission, matches }: GrantUse): readonly SharedNeed[] {
  if (permission.action !== "WRITE" || permission.type !== "DATASOURCE") return [];
  return matches.filter(followed).filter((need) => isUnread(use, roles, role.name, need));
}

/** Whether some statement that writes the datasource runs as a task that is followed by reading it. */
function followed({ type, name, uses }: SharedNeed): boolean {
  return uses.some(({ statement }) => statement.needs.some((need) => need.phase === "follow" && need.type === type && need.name === name));
}

function isUnread({ grantsOf }: WorkspaceUse, { users, groupMappings }: RolesFile, role: string, { type, name }: SharedNeed): boolean {
  const reading = new Set(grantsOf({ action: "READ", type, name }).map((grant: GrantUse) => grant.role.name));
  if (reading.has(role)) return false;
  const holders = [...users.values(), ...groupMappings].filter((holder) => holder.roles.some((held) => held.name === role));
  return holders.length === 0 || holders.some((holder) => !holder.roles.some((held) => reading.has(held.name)));
}
