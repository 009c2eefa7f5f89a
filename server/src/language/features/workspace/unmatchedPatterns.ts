/**
 * Patterns that match no name of the workspace at all, whatever is done with it: most often misspelt, or left behind by a renaming.
 */

import type { RolesFile } from "../../roles/model";
import { regexEngine } from "../../roles/pattern";
import { t } from "../../text/l10n";
import type { CompiledPattern } from "../../text/regex/engine";
import type { GrantUse, WorkspaceUse } from "./grantUse";
import { knownNames } from "./knownNames";
import { namesText, permissionText, type RoleRemark, remarkOn } from "./remark";

/** Comparisons of a pattern with a name for one file; what is not compared then is not told. About a second. */
const MOST_COMPARISONS = 2_000_000;

/** The names of one type. */
interface Known {
  readonly names: readonly string[];
  /** As a message lists them. */
  readonly text: string;
}

/** The grants with such a pattern. A plain name is no pattern; where nothing of the type is known, nothing is said. */
export function unmatchedPatterns(use: WorkspaceUse, roles: RolesFile): readonly RoleRemark[] {
  const known = new Map([...knownNames(use, roles)].map(([type, names]) => [type, knownOf([...names])] as const));
  let left = MOST_COMPARISONS;
  return use.grants.flatMap((grant) => {
    const { permission } = grant;
    const ofType = known.get(permission.type ?? "");
    const compiled = ofType && compiledPattern(grant);
    if (!ofType || !compiled || left < 0) return [];
    const isUnmatched = ofType.names.every((name) => --left >= 0 && compiled.match(name).kind === "no-match");
    if (!isUnmatched) return [];
    const message = t("{0} matches no {1} of the workspace: {2}.", permissionText(permission), permission.type ?? "", ofType.text);
    const range = permission.patternRange ?? permission.range;
    return [{ ...remarkOn(grant, "roles-pattern-unmatched", "information"), message, range }];
  });
}

function knownOf(names: readonly string[]): Known {
  return { names, text: namesText(names.map((name) => ({ name }))) };
}

/** The pattern of a usual grant that no need matches; undefined for a plain name. */
function compiledPattern({ permission, matches, undecided }: GrantUse): CompiledPattern | undefined {
  const { action, pattern, defect } = permission;
  if (matches.length > 0 || undecided.length > 0 || defect !== undefined || action === undefined || pattern === undefined) return undefined;
  const compiled = regexEngine.compile(pattern);
  return compiled.kind === "invalid" || compiled.literal !== undefined ? undefined : compiled;
}
