/**
 * Whom a roles file knows: those who can be asked about. Ranger's policies name users, groups and roles where they grant or deny.
 */
import type { RolesFile } from "./model";
import type { RangerItem, RangerPolicies } from "./ranger/model";

/** Names, each once, in the order of the file. */
export interface People {
  readonly users: readonly string[];
  readonly roles: readonly string[];
  readonly groups: readonly string[];
}

/** Everybody whom the file knows. */
export function peopleOf({ users, roles, groupMappings, ranger }: RolesFile): People {
  if (ranger) return peopleOfRanger(ranger);
  return { users: [...users.keys()], roles: [...roles.keys()], groups: groupMappings.map(({ name }) => name) };
}

function peopleOfRanger({ policies, roles, userGroups }: RangerPolicies): People {
  const items = policies.flatMap(({ allow, deny, allowExceptions, denyExceptions }) => [
    ...allow,
    ...deny,
    ...allowExceptions,
    ...denyExceptions,
  ]);
  const named = (key: "users" | "groups" | "roles"): readonly string[] =>
    [...items, ...(roles ?? [])].flatMap((each: Named) => [...each[key]]);
  return {
    users: distinct([...named("users"), ...(userGroups?.keys() ?? [])]),
    roles: distinct([...named("roles"), ...(roles ?? []).map(({ name }) => name)]),
    groups: distinct([...named("groups"), ...[...(userGroups?.values() ?? [])].flatMap((groups) => [...groups])]),
  };
}

type Named = Pick<RangerItem, "users" | "groups" | "roles">;

/** Macros and the group of everybody are nobody to ask about. */
const NOBODY: ReadonlySet<string> = new Set(["{USER}", "{OWNER}", "public"]);

function distinct(names: readonly string[]): readonly string[] {
  return [...new Set(names)].filter((name) => !NOBODY.has(name));
}
