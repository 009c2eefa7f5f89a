/**
 * Who has a role, as the file says: users, and group mappings, which count where the role provider is LDAP.
 */

import type { RolesFile } from "../../roles/model";
import { t } from "../../text/l10n";
import { code } from "../markdown";

export interface Holders {
  readonly users: readonly string[];
  readonly groups: readonly string[];
}

/** The holders of a role, in the order of the file, each once. */
export function holdersOf({ users, groupMappings }: RolesFile, role: string): Holders {
  const has = ({ roles }: { readonly roles: readonly { readonly name: string }[] }): boolean => roles.some(({ name }) => name === role);
  return {
    users: [...users.values()].filter(has).map(({ name }) => name),
    groups: groupMappings.filter(has).map(({ name }) => name),
  };
}

const MOST_NAMES = 8;

/** `users alice, bob and group mapping engineers`, as Markdown; empty when nobody has it. */
export function holdersMarkdown({ users, groups }: Holders): string {
  if (groups.length === 0) return users.length === 0 ? "" : usersText(users);
  return users.length === 0 ? groupsText(groups) : t("{0} and {1}", usersText(users), groupsText(groups));
}

function usersText(names: readonly string[]): string {
  return names.length === 1 ? t("user {0}", namesMarkdown(names)) : t("users {0}", namesMarkdown(names));
}

function groupsText(names: readonly string[]): string {
  return names.length === 1 ? t("group mapping {0}", namesMarkdown(names)) : t("group mappings {0}", namesMarkdown(names));
}

/** Names as code, not too many of them. */
export function namesMarkdown(names: readonly string[], most = MOST_NAMES): string {
  const shown = names.slice(0, most).map(code).join(", ");
  return names.length > most ? t("{0} and {1} more", shown, names.length - most) : shown;
}
