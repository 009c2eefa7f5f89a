/**
 * Everything that could be taken from a roles file, with its words: what a user chooses from who asks what breaks then.
 */

import type { RolesFile } from "../../../roles/model";
import { t } from "../../../text/l10n";
import { permissionText } from "../remark";
import type { RolesChange } from "../rolesChange";

export interface Removable {
  readonly change: RolesChange;
  /** `Grant READ DATASOURCE "rides.*" of role analyst` */
  readonly label: string;
  readonly kind: "grant" | "role" | "assignment" | "user";
}

/** In the order of the file: grants, roles, assignments, users. */
export function removables({ roles, users }: RolesFile): readonly Removable[] {
  const all = [...roles.values()];
  return [
    ...all.flatMap(({ name, permissions }) =>
      permissions.map((permission, index): Removable => {
        return {
          kind: "grant",
          label: t("{0} of role {1}", permissionText(permission), name),
          change: { kind: "remove-grant", role: name, index },
        };
      }),
    ),
    ...all.map(({ name }): Removable => ({ kind: "role", label: t("role {0}", name), change: { kind: "remove-role", role: name } })),
    ...[...users.values()].flatMap(({ name, roles: held }) =>
      held.map((role): Removable => {
        return {
          kind: "assignment",
          label: t("role {0} of user {1}", role.name, name),
          change: { kind: "unassign", user: name, role: role.name },
        };
      }),
    ),
    ...[...users.values()].map(
      ({ name }): Removable => ({ kind: "user", label: t("user {0}", name), change: { kind: "remove-user", user: name } }),
    ),
  ];
}
