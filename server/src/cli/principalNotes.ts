/**
 * Says once when whoever is asked about is not in a roles file: the usual cause is a slip of the pen.
 */
import { formatPrincipal, isBroken, type LanguageContext, nearestWord, type Principal } from "../language/index";
import type { RolesSource } from "./rolesSource";

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
  const nearest = nearestWord(name, known);
  return nearest === undefined ? "" : ` Did you mean ${kind}:${nearest}?`;
}
