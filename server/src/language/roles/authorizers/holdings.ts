/**
 * Which roles a principal holds: by name, and under the LDAP role provider through the groups of the user.
 */

import type { ClusterProfile } from "../../permissions/model";
import { t } from "../../text/l10n";
import type { GroupMapping, Principal, RolesFile, UnknownReason } from "../model";
import { matchesGroup } from "./ldapGroups";
import { parseLdapName, type RelativeName } from "./ldapName";

/** Why roles may be missing here. */
export interface Doubt {
  readonly reason: UnknownReason;
  readonly message: string;
}

/** The roles of a principal, and what stands in the way of knowing them. */
export interface Holdings {
  readonly names: readonly string[];
  /** Held roles that the file does not define. */
  readonly missing: readonly string[];
  /** False for a user whom the file does not list. */
  readonly userKnown: boolean;
  /** Roles may be missing here for these reasons. */
  readonly doubts: readonly Doubt[];
  /** Mappings that give their roles to members of groups, where nobody said in which groups the user is. */
  readonly possible: readonly GroupMapping[];
  /** Mappings that would give roles if the cluster asked LDAP. */
  readonly ignored: readonly GroupMapping[];
  /** Why Druid fails for this principal whatever is asked. */
  readonly broken?: string;
}

/** Collects the roles of a principal. */
export function rolesHeldBy(file: RolesFile, principal: Principal, profile: ClusterProfile): Holdings {
  switch (principal.kind) {
    case "roles":
      return held(file, principal.names, NO_GROUPS, true);
    case "groups":
      return held(file, [], rolesOfGroups(file, principal.groups, "any"), true);
    case "user":
      return heldByUser(file, principal, profile);
  }
}

function heldByUser(file: RolesFile, principal: Extract<Principal, { kind: "user" }>, profile: ClusterProfile): Holdings {
  const entry = file.users.get(principal.name);
  const own = entry?.roles.map(({ name }) => name) ?? [];
  const groups = principal.memberOf ?? [];
  if (profile.roleProvider === "ldap") {
    const found = rolesOfUserGroups(file, groups, profile);
    const holdings = held(file, own, found, entry !== undefined || found.mappings.length > 0);
    return principal.memberOf === undefined && profile.groupFilters?.length !== 0
      ? { ...holdings, possible: file.groupMappings }
      : holdings;
  }
  const holdings = held(file, own, NO_GROUPS, entry !== undefined);
  return groups.length === 0 ? holdings : { ...holdings, ignored: rolesOfGroups(file, groups, "names").mappings };
}

interface GroupRoles {
  readonly mappings: readonly GroupMapping[];
  readonly doubts: Holdings["doubts"];
  readonly broken?: string;
}

const NO_GROUPS: GroupRoles = { mappings: [], doubts: [] };

function held(file: RolesFile, own: readonly string[], groups: GroupRoles, userKnown: boolean): Holdings {
  const names = [...new Set([...own, ...groups.mappings.flatMap(({ roles }) => roles.map(({ name }) => name))])];
  return {
    names,
    missing: names.filter((name) => !file.roles.has(name)),
    userKnown,
    doubts: groups.doubts,
    possible: [],
    ignored: [],
    ...(groups.broken !== undefined && { broken: groups.broken }),
  };
}

/**
 * Roles of a user's groups after the cluster's filters. Without a list every group counts; a list lets only its own groups through, an empty
 * one none.
 */
function rolesOfUserGroups(file: RolesFile, groups: readonly string[], { groupFilters }: ClusterProfile): GroupRoles {
  if (groupFilters === undefined) return rolesOfGroups(file, groups, "names");
  const kept: string[] = [];
  for (const group of groups) {
    const name = parseLdapName(group);
    if (name.kind === "invalid") continue;
    const found = name.kind === "name" ? groupFilters.map((filter) => matchesGroup(filter, name.parts)) : [];
    if (found.includes("invalid")) {
      return {
        ...NO_GROUPS,
        broken: t("One of the cluster's group filters is no distinguished name; Druid answers 500 to every member of a group."),
      };
    }
    if (found.includes("match")) kept.push(group);
    else if (name.kind === "undecided" || found.includes("undecided")) return { ...NO_GROUPS, doubts: [undecidedGroup(group)] };
  }
  return rolesOfGroups(file, kept, "names");
}

function undecidedGroup(group: string): Doubt {
  return { reason: "group-pattern-undecided", message: t('The group name "{0}" cannot be compared here.', group) };
}

/** Mappings for groups: distinguished names, with `any` also names of the mappings themselves. */
function rolesOfGroups(file: RolesFile, groups: readonly string[], form: "names" | "any"): GroupRoles {
  const mappings = new Set<GroupMapping>();
  const doubts: Doubt[] = [];
  let broken: string | undefined;
  for (const group of groups) {
    const named = form === "names" ? undefined : file.groupMappings.find(({ name }) => name === group);
    if (named !== undefined) {
      mappings.add(named);
      continue;
    }
    const name = parseLdapName(group);
    if (name.kind === "undecided")
      doubts.push({ reason: "group-pattern-undecided", message: t('The group name "{0}" cannot be compared here.', group) });
    if (name.kind !== "name") continue;
    for (const mapping of file.groupMappings) broken ??= tryMapping(mapping, group, name.parts, mappings, doubts);
  }
  return { mappings: [...mappings], doubts, ...(broken !== undefined && { broken }) };
}

/** Adds the mapping when it matches; gives a sentence when Druid fails on it. */
function tryMapping(
  mapping: GroupMapping,
  group: string,
  name: readonly RelativeName[],
  mappings: Set<GroupMapping>,
  doubts: Doubt[],
): string | undefined {
  if (mapping.groupPattern === undefined) {
    doubts.push({
      reason: "group-pattern-missing",
      message: t("The file does not say which groups the mapping {0} is for.", mapping.name),
    });
    return undefined;
  }
  const found = matchesGroup(mapping.groupPattern, name);
  if (found === "match") mappings.add(mapping);
  if (found === "undecided") {
    doubts.push({
      reason: "group-pattern-undecided",
      message: t("Whether {0} takes in {1} cannot be told here.", mapping.groupPattern, group),
    });
  }
  if (found !== "invalid") return undefined;
  return t('The group pattern "{0}" of {1} is invalid; Druid answers 500 to every member of a group.', mapping.groupPattern, mapping.name);
}
