/**
 * Grants that match more than the statements use: every name, or names that are known and used for nothing of the kind.
 */

import { regexEngine } from "../../roles/pattern";
import { sentences, t } from "../../text/l10n";
import type { GrantUse, WorkspaceUse } from "./grantUse";
import type { KnownNames } from "./knownNames";
import { doubtOf, namesText, permissionText, type RoleRemark, remarkOn } from "./remark";

/** A name that only a pattern for every name matches. */
const ANY_NAME = "\u2042any-other-name";

/** The grants that are used, and match more than what they are used for. */
export function wideGrants(use: WorkspaceUse, known: KnownNames): readonly RoleRemark[] {
  const doubt = doubtOf(use);
  return use.grants.flatMap((grant) => {
    const { permission, matches, undecided } = grant;
    if (matches.length === 0 || undecided.length > 0) return [];
    const compiled = regexEngine.compile(permission.pattern ?? "");
    if (compiled.kind === "invalid" || compiled.literal !== undefined) return [];
    const isWrite = permission.action === "WRITE";
    if (compiled.match(ANY_NAME).kind === "match") {
      return [{ ...remarkOn(grant, "roles-grant-wide", isWrite ? "warning" : "information"), message: sentences(everyName(grant), doubt) }];
    }
    const used = new Set(matches.map(({ name }) => name));
    const more = [...(known.get(permission.type ?? "")?.all ?? [])].filter(
      (name) => !used.has(name) && compiled.match(name).kind === "match",
    );
    return more.length > 0
      ? [{ ...remarkOn(grant, "roles-grant-wide", "information"), message: sentences(moreNames(grant, more), doubt) }]
      : [];
  });
}

function everyName({ permission, matches }: GrantUse): string {
  return t("{0} matches every name; the statements need it for {1}.", permissionText(permission), namesText(matches));
}

function moreNames({ permission }: GrantUse, more: readonly string[]): string {
  const names = namesText(more.map((name) => ({ name })));
  return t(
    "{0} also matches {1}, for which no statement needs {2}.",
    permissionText(permission),
    names,
    `${permission.action} ${permission.type}`,
  );
}
