/**
 * WRITE on every name of a type: seldom meant, and a mistake in one statement reaches everything.
 */

import { regexEngine } from "../../roles/pattern";
import { t } from "../../text/l10n";
import type { GrantPlace } from "./grantUse";
import { permissionText, type RoleRemark, remarkOn } from "./remark";

/** A name that only a pattern for every name matches. */
const ANY_NAME = "\u2042any-other-name";

/** Types whose resources have names of their own; the others have a handful of fixed ones. */
const NAMED_TYPES: ReadonlySet<string> = new Set(["DATASOURCE", "VIEW", "EXTERNAL"]);

/** The grants of WRITE with a pattern that matches whatever name there is. Needs no workspace. */
export function writesEverything(grants: readonly GrantPlace[]): readonly RoleRemark[] {
  return grants.flatMap((grant) => {
    const { action, type, pattern, defect, patternRange, range } = grant.permission;
    if (action !== "WRITE" || type === undefined || !NAMED_TYPES.has(type) || defect !== undefined || pattern === undefined) return [];
    const compiled = regexEngine.compile(pattern);
    if (compiled.kind === "invalid" || compiled.match(ANY_NAME).kind !== "match") return [];
    const message = t("{0} lets role {1} write every {2} there is and will be.", permissionText(grant.permission), grant.role.name, type);
    return [{ ...remarkOn(grant, "roles-write-everything", "warning"), message, range: patternRange ?? range }];
  });
}
