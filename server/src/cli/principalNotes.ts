/**
 * Says once when whoever is asked about is not in a roles file: the usual cause is a slip of the pen.
 */
import { formatPrincipal, isBroken, type LanguageContext, type Principal } from "../language/index";
import type { RolesSource } from "./rolesSource";

/** How many letters may differ for a name to be offered; fewer in a short name, of which most letters would differ. */
const MOST_DIFFERENCES = 2;

/** A sentence when the file does not know the principal; with LDAP a user need not be in it. */
export function principalNotes({ shown, file }: RolesSource, principal: Principal, { settings }: LanguageContext): readonly string[] {
  if (isBroken(file) || settings.profile.authorizer !== "basic") return [];
  if (principal.kind === "roles") {
    const missing = principal.names.filter((name) => !file.roles.has(name));
    return missing.map((name) => `${shown} has no role ${name}, so it grants nothing.${offer("role", name, [...file.roles.keys()])}`);
  }
  if (principal.kind !== "user" || file.users.has(principal.name) || settings.profile.roleProvider === "ldap") return [];
  return [`${formatPrincipal(principal)} is not in ${shown}, so has no roles.${offer("user", principal.name, [...file.users.keys()])}`];
}

function offer(kind: string, name: string, known: readonly string[]): string {
  const [nearest] = known
    .map((candidate) => ({ candidate, differences: differences(name.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ differences: count }) => count <= Math.min(MOST_DIFFERENCES, name.length / 3))
    .sort((one, other) => one.differences - other.differences);
  return nearest ? ` Did you mean ${kind}:${nearest.candidate}?` : "";
}

/** How many letters have to be put in, left out or changed. Names that differ much in length are not compared. */
function differences(one: string, other: string): number {
  if (Math.abs(one.length - other.length) > MOST_DIFFERENCES) return MOST_DIFFERENCES + 1;
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let line = 1; line <= one.length; line++) {
    const next = [line];
    for (let column = 1; column <= other.length; column++) {
      const changed = (row[column - 1] ?? 0) + (one[line - 1] === other[column - 1] ? 0 : 1);
      next.push(Math.min(changed, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
