/**
 * The request that adds permissions to a role through the security API of Druid's Coordinator, as a shell command. The API replaces the
 * whole list of a role, so the list of the roles file goes along.
 * Source: BasicAuthorizerResource, `POST …/roles/{role}/permissions`.
 */

import type { PostedPermission } from "../../roles/addPermissions";
import type { Permission, Role } from "../../roles/model";
import { t } from "../../text/l10n";
import { shellQuoted } from "../../text/shell";

/** A command for a POSIX shell; who runs it sets the three variables of its first lines. */
export function grantCommand(role: Role, added: readonly PostedPermission[]): string {
  const kept = role.permissions.flatMap(posted);
  const left = role.permissions.length - kept.length;
  const path = `/druid-ext/basic-security/authorization/db/$AUTHORIZER/roles/${encodeURIComponent(role.name)}/permissions`;
  const list = [...kept, ...added].map((permission) => `  ${JSON.stringify(permission)}`).join(",\n");
  return [
    t("# Replaces the whole list of role {0}: compare it with the cluster's before you send it.", oneLine(role.name)),
    ...(left > 0 ? [leftOut(left)] : []),
    `COORDINATOR=http://localhost:8081  # ${t("the Coordinator, or Router/proxy/coordinator")}`,
    `AUTHORIZER=basic  # ${t("its name in druid.auth.authorizers")}`,
    `DRUID_USER=admin  # ${t("needs WRITE CONFIG security; curl asks for the password")}`,
    `curl --fail-with-body -u "$DRUID_USER" -H ${shellQuoted(["Content-Type", "application/json"].join(": "))} -X POST \\`,
    `  "$COORDINATOR"${shellQuoted(path).replace("$AUTHORIZER", "'\"$AUTHORIZER\"'")} \\`,
    ["  --data-binary", shellQuoted(`[\n${list}\n]`)].join(" "),
    "",
  ].join("\n");
}

/** The form that is posted; nothing for an entry that makes Druid refuse the list. */
function posted({ action, type, pattern, defect }: Permission): readonly PostedPermission[] {
  if (defect !== undefined || action === undefined || type === undefined || pattern === undefined) return [];
  return [{ resource: { name: pattern, type }, action }];
}

function leftOut(count: number): string {
  return count === 1
    ? t("# 1 entry of the roles file that Druid would not take is left out.")
    : t("# {0} entries of the roles file that Druid would not take are left out.", count);
}

function oneLine(text: string): string {
  return text.replace(/[\0-\x1f\x7f]+/g, " ");
}
