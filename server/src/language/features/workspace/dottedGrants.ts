/**
 * Patterns whose author seems to mean a dot as itself: plain text with dots that is the name of something, and matches other names too.
 */

import { regexEngine } from "../../roles/pattern";
import { t } from "../../text/l10n";
import type { GrantUse, WorkspaceUse } from "./grantUse";
import type { KnownNames } from "./knownNames";
import { namesText, permissionText, type RoleRemark, remarkOn } from "./remark";

/** Text with a dot in it and nothing else that a pattern reads otherwise than as itself. */
const PLAIN_WITH_DOTS = /^[^\\^$|?*+()[\]{}]*\.[^\\^$|?*+()[\]{}]*$/;

/** The grants whose dots match more known names than the one that they spell. */
export function dottedGrants(use: WorkspaceUse, known: KnownNames): readonly RoleRemark[] {
  return use.grants.flatMap((grant) => {
    const others = othersMatched(grant, known.get(grant.permission.type ?? "")?.all);
    if (others.length === 0) return [];
    const { permission } = grant;
    const names = namesText(others.map((name) => ({ name })));
    const message = t(
      "A dot in {0} stands for any character: it matches {1} and {2}.",
      permissionText(permission),
      permission.pattern ?? "",
      names,
    );
    const range = permission.patternRange ?? permission.range;
    return [{ ...remarkOn(grant, "roles-dot-unescaped", "warning"), message, range }];
  });
}

function othersMatched({ permission }: GrantUse, names: ReadonlySet<string> | undefined): readonly string[] {
  const { pattern, defect } = permission;
  if (pattern === undefined || defect !== undefined || !names?.has(pattern) || !PLAIN_WITH_DOTS.test(pattern)) return [];
  const compiled = regexEngine.compile(pattern);
  if (compiled.kind === "invalid") return [];
  return [...names].filter((name) => name !== pattern && compiled.match(name).kind === "match");
}
