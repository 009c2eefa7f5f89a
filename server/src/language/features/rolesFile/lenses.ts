/**
 * What stands above the lines of a roles file: by how many statements each permission is used, how many have each role.
 */

import type { Role } from "../../roles/model";
import { t } from "../../text/l10n";
import type { TextRange } from "../../text/range";
import { counted } from "../words";
import { holdersOf } from "./holders";
import { knownUse, statementsUsing } from "./uses";
import type { RolesView } from "./view";

/** A line of its own above a range. Following it shows `target`. */
export interface RolesLens {
  readonly range: TextRange;
  readonly title: string;
  readonly target: LensTarget;
}

/** `holders`: the places that give a role to somebody. `uses`: the statements that use an entry of a role, counted from zero. */
export type LensTarget =
  | { readonly kind: "holders"; readonly role: string }
  | { readonly kind: "uses"; readonly role: string; readonly index: number };

/** Beyond this a file is not one that people read line by line. */
const MOST_LENSES = 5_000;

/** All lenses, in the order of the file. Those about statements are absent until the workspace is read. */
export function rolesLenses(view: RolesView): readonly RolesLens[] {
  const roles = [...view.roles.roles.values()].map((role) => roleLens(view, role));
  return [...roles, ...grantLenses(view)].sort((one, other) => one.range.start - other.range.start).slice(0, MOST_LENSES);
}

function roleLens({ roles }: RolesView, { name, nameRange }: Role): RolesLens {
  const { users, groups } = holdersOf(roles, name);
  const parts = [
    ...(users.length > 0 || groups.length === 0 ? [counted(users.length, "user")] : []),
    ...(groups.length > 0 ? [counted(groups.length, "group mapping")] : []),
  ];
  return { range: nameRange, title: parts.join(", "), target: { kind: "holders", role: name } };
}

function grantLenses(view: RolesView): readonly RolesLens[] {
  const grants = knownUse(view)?.grants ?? [];
  return grants.slice(0, MOST_LENSES).flatMap(({ role, index, permission, matches, undecided }) => {
    if (permission.defect !== undefined) return [];
    const statements = statementsUsing([{ matches }]).length;
    const title = useText(counted(statements, "statement"), statements, undecided.length);
    return [{ range: permission.range, title, target: { kind: "uses", role: role.name, index } }];
  });
}

function useText(said: string, statements: number, undecided: number): string {
  if (undecided > 0) return t("used by {0}, perhaps by more", said);
  return statements === 0 ? t("not used by any statement") : t("used by {0}", said);
}
