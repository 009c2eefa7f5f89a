/**
 * A remark on a roles file that the statements of a workspace give rise to, and the words that all of them share.
 */

import type { Permission, RolesProblem } from "../../roles/model";
import { t } from "../../text/l10n";
import type { TextRange } from "../../text/range";
import type { GrantPlace, SharedNeed, WorkspaceUse } from "./grantUse";

/** What each code means, and its usual severity. */
export const ROLE_REMARK_CODES = {
  "roles-grant-unused": { meaning: "No statement of the workspace uses the grant.", severity: "information" },
  "roles-grant-wide": { meaning: "The grant matches more names than the statements use it for.", severity: "information" },
  "roles-grant-duplicate": { meaning: "Another grant of the same role grants all of this one.", severity: "information" },
  "roles-grant-shadowed": { meaning: "Whatever the statements use the grant for, another one of the role grants too.", severity: "hint" },
  "roles-pattern-unmatched": { meaning: "The pattern matches no name of the workspace.", severity: "information" },
  "roles-dot-unescaped": { meaning: "A dot of a name matches any character, and so other names too.", severity: "warning" },
  "roles-write-everything": { meaning: "WRITE on every name of a type.", severity: "warning" },
  "roles-write-unfollowed": { meaning: "Who may load a datasource may not see how the load went.", severity: "information" },
  "roles-role-unheld": { meaning: "No user and no group mapping has the role.", severity: "information" },
  "roles-user-differs": { meaning: "Several roles files give the user different roles.", severity: "information" },
  "roles-user-without-roles": { meaning: "The user has no role that is defined.", severity: "information" },
} as const satisfies Readonly<Record<string, { readonly meaning: string; readonly severity: RolesProblem["severity"] }>>;

export type RoleRemarkCode = keyof typeof ROLE_REMARK_CODES;

/** A remark on a roles file. `range` lies in its text. */
export interface RoleRemark {
  readonly code: RoleRemarkCode;
  readonly severity: RolesProblem["severity"];
  /** One sentence or two. */
  readonly message: string;
  readonly range: TextRange;
  readonly role?: string;
  readonly user?: string;
  /** The entry of the role, from zero. */
  readonly index?: number;
  readonly permission?: Permission;
}

/** The parts that every remark on a grant has. */
export function remarkOn(
  { role, index, permission }: GrantPlace,
  code: RoleRemarkCode,
  severity: RoleRemark["severity"],
): Omit<RoleRemark, "message"> {
  return { code, severity, range: permission.range, role: role.name, index, permission };
}

/** `READ DATASOURCE "rides.*"`. */
export function permissionText({ action, type, pattern }: Permission): string {
  return `${action ?? "?"} ${type ?? "?"} "${pattern ?? ""}"`;
}

/** What is to be said where statements may need more than their text tells; empty where none does. */
export function doubtOf({ undecidedStatements: count }: WorkspaceUse): string {
  if (count === 0) return "";
  return count === 1 ? t("What one statement needs is not wholly known.") : t("What {0} statements need is not wholly known.", count);
}

const MOST_NAMES = 5;

/** Names of needs in a sentence: `a, b, c and 4 more`. */
export function namesText(needs: readonly Pick<SharedNeed, "name">[]): string {
  const all = [...new Set(needs.map(({ name }) => name))];
  const names = all.slice(0, MOST_NAMES);
  const rest = all.length - names.length;
  return rest > 0 ? t("{0} and {1} more", names.join(", "), rest) : names.join(", ");
}
