/**
 * Grants that another grant of the same role makes superfluous: surely (`duplicate`), or as far as the workspace tells (`shadowed`).
 */

import type { Permission } from "../../roles/model";
import { regexEngine } from "../../roles/pattern";
import { t } from "../../text/l10n";
import type { GrantUse, WorkspaceUse } from "./grantUse";
import { namesText, permissionText, type RoleRemark, remarkOn } from "./remark";

/** Both kinds, at most one remark for each grant. Of two that cover each other, the later one is superfluous. */
export function duplicateGrants({ grants }: WorkspaceUse): readonly RoleRemark[] {
  return bySharedTarget(grants).flatMap((group) => group.flatMap((grant) => remarkOnGrant(grant, group) ?? []));
}

/** Grants of the same role, action and type. Those that Druid does not take as usual grants cover nothing. */
function bySharedTarget(grants: readonly GrantUse[]): readonly (readonly GrantUse[])[] {
  const groups = new Map<string, GrantUse[]>();
  for (const grant of grants) {
    const { role, permission } = grant;
    const { action, type, pattern, defect } = permission;
    if (defect !== undefined || action === undefined || type === undefined || !pattern) continue;
    const key = JSON.stringify([role.name, action, type]);
    const group = groups.get(key);
    if (group) group.push(grant);
    else groups.set(key, [grant]);
  }
  return [...groups.values()];
}

function remarkOnGrant(grant: GrantUse, group: readonly GrantUse[]): RoleRemark | undefined {
  const others = group.filter((other) => other !== grant);
  const certain = others.find((other) => surelyCovers(other, grant) && !(surelyCovers(grant, other) && grant.index < other.index));
  if (certain) {
    const isSame = certain.permission.pattern === grant.permission.pattern;
    const message = isSame
      ? t("{0} stands in this role already.", permissionText(grant.permission))
      : t("{0} is part of {1} in the same role.", permissionText(grant.permission), permissionText(certain.permission));
    return { ...remarkOn(grant, "roles-grant-duplicate", "information"), message };
  }
  const other = others.find((candidate) => coversUses(candidate, grant));
  if (!other) return undefined;
  const message = t(
    "Whatever statements use {0} for ({1}), {2} in the same role grants too.",
    permissionText(grant.permission),
    namesText(grant.matches),
    permissionText(other.permission),
  );
  return { ...remarkOn(grant, "roles-grant-shadowed", "hint"), message };
}

/** The same pattern, every name, or a name that stands there alone. */
function surelyCovers({ permission: wide }: GrantUse, { permission: narrow }: GrantUse): boolean {
  if (wide.pattern === narrow.pattern || wide.pattern === ".*") return true;
  const name = literalOf(narrow);
  return name !== undefined && matches(wide, name);
}

function literalOf({ pattern }: Permission): string | undefined {
  const compiled = regexEngine.compile(pattern ?? "");
  return compiled.kind === "compiled" ? compiled.literal : undefined;
}

function matches({ pattern }: Permission, name: string): boolean {
  const compiled = regexEngine.compile(pattern ?? "");
  return compiled.kind === "compiled" && compiled.match(name).kind === "match";
}

/** Whether one grant is used for all that the other is used for; where both are for the same, the earlier one stays. */
function coversUses(one: GrantUse, other: GrantUse): boolean {
  if (other.matches.length === 0 || other.undecided.length > 0) return false;
  const covered = new Set(one.matches);
  if (!other.matches.every((need) => covered.has(need))) return false;
  return one.matches.length > other.matches.length || one.index < other.index;
}
