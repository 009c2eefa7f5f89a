/**
 * Grants that match more than the statements use: every name, or names that are known and used for nothing of the kind.
 */
import type { RolesFile } from "../../roles/model";
import { regexEngine } from "../../roles/pattern";
import type { GrantUse, WorkspaceUse } from "./grantUse";
import { namesText, permissionText, type RoleRemark, remarkOn } from "./remark";

/** A name that only a pattern for every name matches. */
const ANY_NAME = "\u2042 any other name";

/** The grants that are used, and match more than what they are used for. */
export function wideGrants(use: WorkspaceUse, roles: RolesFile): readonly RoleRemark[] {
  const known = knownNames(use, roles);
  return use.grants.flatMap((grant) => {
    const { permission, matches, undecided } = grant;
    if (matches.length === 0 || undecided.length > 0) return [];
    const compiled = regexEngine.compile(permission.pattern ?? "");
    if (compiled.kind === "invalid" || compiled.literal !== undefined) return [];
    const isWrite = permission.action === "WRITE";
    if (compiled.match(ANY_NAME).kind === "match") {
      return [{ ...remarkOn(grant, "roles-grant-wide", isWrite ? "warning" : "information"), message: everyName(grant) }];
    }
    const used = new Set(matches.map(({ name }) => name));
    const more = [...(known.get(permission.type ?? "") ?? [])].filter((name) => !used.has(name) && compiled.match(name).kind === "match");
    return more.length > 0 ? [{ ...remarkOn(grant, "roles-grant-wide", "information"), message: moreNames(grant, more) }] : [];
  });
}

/** By type: what statements name, whatever they do with it, and what grants name without a pattern. */
function knownNames({ needs }: WorkspaceUse, { roles }: RolesFile): ReadonlyMap<string, ReadonlySet<string>> {
  const names = new Map<string, Set<string>>();
  const add = (type: string, name: string): void => {
    const ofType = names.get(type);
    if (ofType) ofType.add(name);
    else names.set(type, new Set([name]));
  };
  for (const { type, name } of needs) add(type, name);
  for (const { type, pattern, defect } of [...roles.values()].flatMap(({ permissions }) => permissions)) {
    const compiled = defect === undefined && type !== undefined && pattern ? regexEngine.compile(pattern) : undefined;
    if (type !== undefined && compiled?.kind === "compiled" && compiled.literal !== undefined) add(type, compiled.literal);
  }
  return names;
}

function everyName({ permission, matches }: GrantUse): string {
  return `${permissionText(permission)} matches every name; the statements need it for ${namesText(matches)}.`;
}

function moreNames({ permission }: GrantUse, more: readonly string[]): string {
  const names = namesText(more.map((name) => ({ name })));
  return `${permissionText(permission)} also matches ${names}, for which no statement needs ${permission.action} ${permission.type}.`;
}
