/**
 * Users whom several roles files define with different roles: which of them a verdict counts on depends on where a statement lies, or on
 * the environment. A user whom a file leaves out is no difference: not everybody has to be known everywhere.
 */
import { isIgnored } from "../../roles/lint/ignores";
import type { RolesFile, UserEntry } from "../../roles/model";
import { t } from "../../text/l10n";
import type { RoleRemark } from "./remark";

/** A user as the first file that knows it defines it. */
interface FirstEntry {
  readonly file: RolesFile;
  readonly roles: string;
}

/** The remarks on each of the files, in their order: a user is compared with the first file that defines it. */
export function differingUsers(files: readonly RolesFile[]): readonly (readonly RoleRemark[])[] {
  const first = new Map<string, FirstEntry>();
  return files.map((file) =>
    [...file.users.values()].flatMap((user) => {
      const roles = roleNames(user);
      const known = first.get(user.name) ?? { file, roles };
      first.set(user.name, known);
      const isSilenced = isIgnored(file.ignores, "roles-user-differs", [user.nameRange]);
      return known.roles === roles || known.file.uri === file.uri || isSilenced ? [] : [remark(user, roles, known)];
    }),
  );
}

function remark({ name, nameRange }: UserEntry, here: string, { file, roles }: FirstEntry): RoleRemark {
  const where = file.environment === undefined ? file.uri : `${file.environment} (${file.uri})`;
  const message =
    here === "" || roles === ""
      ? t("User {0} has {1} here, and {2} in {3}.", name, rolesText(here), rolesText(roles), where)
      : t("User {0} has the roles {1} here, and {2} in {3}.", name, here, roles, where);
  return { code: "roles-user-differs", severity: "information", message, range: nameRange, user: name };
}

function rolesText(roles: string): string {
  return roles === "" ? t("no role") : roles;
}

/** The same text for the same roles, in whatever order they are listed. */
function roleNames({ roles }: UserEntry): string {
  return [...new Set(roles.map(({ name }) => name))].sort().join(", ");
}
