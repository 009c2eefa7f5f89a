/**
 * Whom an answer about a workspace is for: the users, roles and groups of a roles file, those with the same roles taken together.
 */
import type { ClusterProfile } from "../../permissions/model";
import { rolesHeldBy } from "../../roles/authorizers/holdings";
import type { Principal, RolesFile } from "../../roles/model";
import { peopleOf } from "../../roles/people";

/** Principals that hold the same roles: every verdict is the same for all of them, and is computed once. */
export interface Subject {
  /** At least one, in the order of the file. */
  readonly principals: readonly [Principal, ...Principal[]];
  /** The roles that they hold, those that the file does not define left out, by name. */
  readonly roles: readonly string[];
}

/** `users`: all users of the file; under LDAP its group mappings, and Ranger's groups where they count, too. `roles`: each role by itself. `all`: both. */
export type PrincipalChoice = "users" | "roles" | "all";

/** The principals of a roles file, in its order. */
export function principalsOf(file: RolesFile, choice: PrincipalChoice, profile: ClusterProfile): readonly Principal[] {
  const { users, roles, groups } = peopleOf(file);
  const groupsCount = file.ranger ? profile.rangerUseUgi === true : profile.roleProvider === "ldap";
  return [
    ...(choice === "roles" ? [] : users.map((name): Principal => ({ kind: "user", name }))),
    ...(choice === "roles" || !groupsCount ? [] : groups.map((name): Principal => ({ kind: "groups", groups: [name] }))),
    ...(choice === "users" ? [] : roles.map((name): Principal => ({ kind: "roles", names: [name] }))),
  ];
}

/** Takes together who holds the same roles, in each of the files where there are several (one before a change, one after it). */
export function subjectsOf(
  files: readonly [RolesFile, ...RolesFile[]],
  principals: readonly Principal[],
  profile: ClusterProfile,
): readonly Subject[] {
  const found = new Map<string, { readonly principals: [Principal, ...Principal[]]; readonly roles: readonly string[] }>();
  for (const principal of principals) {
    const key = JSON.stringify(files.map((file) => holdingKey(file, principal, profile)));
    const known = found.get(key);
    if (known) known.principals.push(principal);
    else found.set(key, { principals: [principal], roles: rolesOf(files[0], principal, profile) });
  }
  return [...found.values()];
}

function rolesOf(file: RolesFile, principal: Principal, profile: ClusterProfile): readonly string[] {
  return rolesHeldBy(file, principal, profile)
    .names.filter((name) => file.roles.has(name))
    .sort();
}

/** All that decides about a verdict. Ranger's policies name people themselves, so that nobody is like another. */
function holdingKey(file: RolesFile, principal: Principal, profile: ClusterProfile): unknown {
  if (file.ranger) return principal;
  const { doubts, broken, possible } = rolesHeldBy(file, principal, profile);
  return [rolesOf(file, principal, profile), doubts, broken, possible.length > 0];
}
