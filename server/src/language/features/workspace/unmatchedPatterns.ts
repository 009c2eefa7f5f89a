/**
 * Patterns that match no name of the workspace at all, whatever is done with it: most often misspelt, or left behind by a renaming.
 */

import type { RolesFile } from "../../roles/model";
import { regexEngine } from "../../roles/pattern";
import { t } from "../../text/l10n";
import type { GrantUse, WorkspaceUse } from "./grantUse";
import { knownNames } from "./knownNames";
import { namesText, permissionText, type RoleRemark, remarkOn } from "./remark";

/** The grants with such a pattern. A plain name is no pattern; where nothing of the type is known, nothing is said. */
export function unmatchedPatterns(use: WorkspaceUse, roles: RolesFile): readonly RoleRemark[] {
  const known = knownNames(use, roles);
  return use.grants.flatMap((grant) => {
    const { permission } = grant;
    const names = [...(known.get(permission.type ?? "") ?? [])];
    if (names.length === 0 || !matchesNone(grant, names)) return [];
    const among = namesText(names.map((name) => ({ name })));
    const message = t("{0} matches no {1} of the workspace: {2}.", permissionText(permission), permission.type ?? "", among);
    const range = permission.patternRange ?? permission.range;
    return [{ ...remarkOn(grant, "roles-pattern-unmatched", "information"), message, range }];
  });
}

function matchesNone({ permission, matches, undecided }: GrantUse, names: readonly string[]): boolean {
  const { action, pattern, defect } = permission;
  if (matches.length > 0 || undecided.length > 0 || defect !== undefined || action === undefined || pattern === undefined) return false;
  const compiled = regexEngine.compile(pattern);
  if (compiled.kind === "invalid" || compiled.literal !== undefined) return false;
  return names.every((name) => compiled.match(name).kind === "no-match");
}
