/**
 * Grants that another grant of the same role makes superfluous: surely (`duplicate`), or as far as the workspace tells (`shadowed`).
 */
import type { Permission } from "../../roles/model";
import { regexEngine } from "../../roles/pattern";
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
    const why = isSame ? "stands in this role already" : `is part of ${permissionText(certain.permission)} in the same role`;
    return { ...remarkOn(grant, "roles-grant-duplicate", "information"), message: `${permissionText(grant.permission)} ${why}.` };
  }
  const other = others.find((candidate) => coversUses(candidate, grant));
  if (!other) return undefined;
  const message = `Whatever statements use ${permissionText(grant.permission)} for (${namesText(grant.matches)}), ${permissionText(other.permission)} in the same role grants too.`;
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
