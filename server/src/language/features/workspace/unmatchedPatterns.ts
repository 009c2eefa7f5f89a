/**
 * Patterns that match no name of the workspace at all, whatever is done with it: most often misspelt, or left behind by a renaming.
 */

import { regexEngine } from "../../roles/pattern";
import { t } from "../../text/l10n";
import type { CompiledPattern } from "../../text/regex/engine";
import type { GrantUse, WorkspaceUse } from "./grantUse";
import type { KnownNames, NamesOfType } from "./knownNames";
import { namesText, permissionText, type RoleRemark, remarkOn } from "./remark";

/** Comparisons of a pattern with a name for one file; what is not compared then is not told. About a second. */
const MOST_COMPARISONS = 2_000_000;

/** The grants with such a pattern. A plain name is no pattern; where nothing of the type is known, nothing is said. */
export function unmatchedPatterns(use: WorkspaceUse, known: KnownNames): readonly RoleRemark[] {
  const listed = new Map([...known].map(([type, { all }]) => [type, namesText([...all].map((name) => ({ name })))]));
  let left = MOST_COMPARISONS;
  const matchesNone = (compiled: CompiledPattern, names: NamesOfType): boolean => {
    for (const name of names.startingWith(compiled.start)) if (--left < 0 || compiled.match(name).kind !== "no-match") return false;
    return true;
  };
  return use.grants.flatMap((grant) => {
    const { permission } = grant;
    const ofType = known.get(permission.type ?? "");
    const compiled = ofType && compiledPattern(grant);
    if (!ofType || !compiled || left < 0) return [];
    if (!matchesNone(compiled, ofType)) return [];
    const type = permission.type ?? "";
    const message = t("{0} matches no {1} of the workspace: {2}.", permissionText(permission), type, listed.get(type) ?? "");
    const range = permission.patternRange ?? permission.range;
    return [{ ...remarkOn(grant, "roles-pattern-unmatched", "information"), message, range }];
  });
}

/** The pattern of a usual grant that no need matches; undefined for a plain name. */
function compiledPattern({ permission, matches, undecided }: GrantUse): CompiledPattern | undefined {
  const { action, pattern, defect } = permission;
  if (matches.length > 0 || undecided.length > 0 || defect !== undefined || action === undefined || pattern === undefined) return undefined;
  const compiled = regexEngine.compile(pattern);
  return compiled.kind === "invalid" || compiled.literal !== undefined ? undefined : compiled;
}
