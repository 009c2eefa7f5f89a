/**
 * Whether an item of a policy is for whoever asks. A policy names users, groups and roles, and does not say who is in them: what the file
 * does not tell is a doubt, unless Druid does not look at it. Source: `RangerDefaultPolicyItemEvaluator.matchUserGroupAndOwner`,
 * `RangerPluginContext.getRolesForUserAndGroups`, and `RangerAuthorizer` of Druid, which gives groups under `use_ugi` only.
 */

import type { ClusterProfile } from "../../permissions/model";
import { t } from "../../text/l10n";
import type { Principal } from "../model";
import { type Certainty, CURRENT_USER, type Doubt, PUBLIC_GROUP, type RangerItem, type RangerPolicies } from "./model";
import { either } from "./resources";

/** Somebody who asks; undefined when nobody was chosen. */
export interface Member {
  /** A user's name, where values of policies may say `{USER}`. */
  readonly user?: string;
  matches(item: Pick<RangerItem, "users" | "groups" | "roles">): Certainty;
}

/** Finds out once what there is to know about a principal. */
export function memberOf(file: RangerPolicies, principal: Principal | undefined, profile: ClusterProfile): Member {
  if (principal === undefined) return { matches: matchesSomebody };
  const groups = groupTest(file, principal, profile);
  const roles = roleTest(file, principal, groups);
  return {
    ...(principal.kind === "user" && { user: principal.name }),
    matches: (item) => {
      if (item.users.has(CURRENT_USER) || item.groups.has(PUBLIC_GROUP)) return "yes";
      if (principal.kind === "user" && item.users.has(principal.name)) return "yes";
      const byGroup = either([...item.groups], groups);
      return byGroup === "yes" ? "yes" : either([byGroup, either([...item.roles], roles)], (found) => found);
    },
  };
}

function nobodyChosen(): Doubt {
  return { reason: "no-principal", message: t("Choose who you are to know whether you may.") };
}

function matchesSomebody({ users, groups, roles }: Pick<RangerItem, "users" | "groups" | "roles">): Certainty {
  if (users.has(CURRENT_USER) || groups.has(PUBLIC_GROUP)) return "yes";
  return users.size + groups.size + roles.size > 0 ? nobodyChosen() : "no";
}

type Test = (name: string) => Certainty;

/** Roles alone are asked about without groups. */
function groupTest(file: RangerPolicies, principal: Principal, { rangerUseUgi }: ClusterProfile): Test {
  if (principal.kind === "roles" || rangerUseUgi === false) return (group) => (group === PUBLIC_GROUP ? "yes" : "no");
  const { known, isComplete } = groupsOf(file, principal);
  return (group) => {
    if (group === PUBLIC_GROUP) return "yes";
    if (known.has(group)) return rangerUseUgi ? "yes" : groupsUnstated(group);
    return rangerUseUgi && !isComplete
      ? unknownMember(
          principal.kind === "user"
            ? t("Whether {0} is in the group {1} is not known: a policy does not say who its members are.", principal.name, group)
            : t("Whether who is in these groups is in the group {0} too is not known: a policy does not say who its members are.", group),
        )
      : "no";
  };
}

function groupsOf(file: RangerPolicies, principal: Principal): { readonly known: ReadonlySet<string>; readonly isComplete: boolean } {
  if (principal.kind === "groups") return { known: new Set(principal.groups), isComplete: true };
  if (principal.kind === "roles") return { known: new Set(), isComplete: true };
  const listed = file.userGroups?.get(principal.name) ?? [];
  return {
    known: new Set([...(principal.memberOf ?? []), ...listed]),
    isComplete: principal.memberOf !== undefined || file.userGroups !== undefined,
  };
}

/** Who has a role that is in another one has that too. */
function roleTest(file: RangerPolicies, principal: Principal, groups: Test): Test {
  if (principal.kind === "roles") {
    const held = withOuterRoles(file, principal.names);
    return (role) => (held.has(role) ? "yes" : "no");
  }
  const { roles } = file;
  if (roles === undefined)
    return (role) =>
      unknownMember(
        principal.kind === "user"
          ? t("Whether {0} has Ranger's role {1} is not known: a policy does not say who its members are.", principal.name, role)
          : t("Whether who is in these groups has Ranger's role {0} is not known: a policy does not say who its members are.", role),
      );
  const own = new Set<string>();
  const doubtful = new Map<string, Doubt>();
  for (const { name, users, groups: members } of roles) {
    const found = principal.kind === "user" && users.has(principal.name) ? "yes" : either([...members], groups);
    if (found === "yes") own.add(name);
    else if (found !== "no") doubtful.set(name, found);
  }
  const held = withOuterRoles(file, [...own]);
  const perhaps = withOuterRoles(file, [...doubtful.keys()]);
  const [doubt] = doubtful.values();
  return (role) => (held.has(role) ? "yes" : perhaps.has(role) ? (doubtful.get(role) ?? doubt ?? "no") : "no");
}

function withOuterRoles({ roles }: RangerPolicies, names: readonly string[]): ReadonlySet<string> {
  const outer = new Map<string, string[]>();
  for (const { name, roles: inner } of roles ?? []) {
    for (const each of inner) {
      const known = outer.get(each);
      if (known) known.push(name);
      else outer.set(each, [name]);
    }
  }
  const held = new Set(names);
  for (const name of held) for (const each of outer.get(name) ?? []) held.add(each);
  return held;
}

function groupsUnstated(group: string): Doubt {
  return {
    reason: "membership-unknown",
    message: t(
      "The group {0} counts only where Druid's Ranger authorizer has use_ugi; state rangerUseUgi in the cluster's description.",
      group,
    ),
  };
}

function unknownMember(message: string): Doubt {
  return { reason: "membership-unknown", message };
}
