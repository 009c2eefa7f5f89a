/**
 * Why Ranger denied: the policy that denies, or the policies that almost allowed it, nearest first, one sentence each. A hint is worth a
 * moment and no more, so that only the first policies of each kind are looked at.
 */

import type { ClusterProfile, ResourceAction } from "../../permissions/model";
import { sentences, t } from "../../text/l10n";
import type { NearMiss, NearMissKind, Principal, RolesFile } from "../model";
import { accessesThatMean, type MeaningAccesses, matchesItem, type Outcome, type RangerQuestion, setsOf } from "./evaluate";
import { foldCase, type GlobBudget, matchesGlob } from "./glob";
import type { Member } from "./membership";
import type { RangerItem, RangerPolicies, RangerPolicy, RangerResource } from "./model";
import { definitionOf, matchesAny } from "./resources";

/** Near misses told for one question. */
const MISS_LIMIT = 5;
/** Steps for the comparisons of one search. */
const STEP_LIMIT = 400_000;
/** Longer names (UTF-16 code units) are compared with nothing. */
const NAME_LIMIT = 500;
/** A shorter value says little about a name that it is part of. */
const SHORTEST_PART = 3;

const ORDER: readonly NearMissKind[] = [
  "policy-denies",
  "type-undeclared",
  "policy-exception",
  "policy-disabled",
  "name-case",
  "pattern-is-part",
  "name-is-part",
  "action",
  "groups-ignored",
  "policy-of-others",
  "type",
];

/** What questions are answered from. */
export interface RangerCase {
  readonly file: RolesFile;
  readonly ranger: RangerPolicies;
  readonly member: Member;
  readonly principal: Principal | undefined;
  readonly profile: ClusterProfile;
}

/** Finds near misses for a question that was denied. */
export function findRangerMisses(asked: RangerCase, question: ResourceAction, put: RangerQuestion, outcome: Outcome): readonly NearMiss[] {
  const undeclared = undeclaredType(asked, question, put);
  const misses = [...denial(asked, outcome), ...(undeclared ? [undeclared] : policyMisses(asked, put))];
  const ordered = misses.sort((one, other) => ORDER.indexOf(one.kind) - ORDER.indexOf(other.kind));
  return ordered.length === 0 ? unnamedType(asked, question, put) : ordered.slice(0, MISS_LIMIT);
}

function denial(asked: RangerCase, { deny }: Outcome): readonly NearMiss[] {
  if (deny === undefined) return [];
  const { policy, item } = deny;
  const message = item
    ? t("The policy {0} denies this.", policy.name)
    : t("The policy {0} denies whatever it does not allow.", policy.name);
  return [missOf(asked, "policy-denies", message, item ?? policy)];
}

function undeclaredType({ ranger, file }: RangerCase, { type }: ResourceAction, put: RangerQuestion): NearMiss | undefined {
  const { serviceDef } = ranger;
  if (!serviceDef || serviceDef.types.has(put.type)) return undefined;
  const known = [...serviceDef.types.keys()].join(", ");
  const message = t(
    "Ranger's service definition has no resource type {0} (it has {1}), so nobody can be granted anything on {2}.",
    put.type,
    known,
    type,
  );
  return { kind: "type-undeclared", message, uri: file.uri };
}

function unnamedType({ ranger }: RangerCase, { type }: ResourceAction, put: RangerQuestion): readonly NearMiss[] {
  const isNamed = ranger.policies.some((policy) => setsOf(policy, put).some((set) => set.some((resource) => resource.type === put.type)));
  return isNamed ? [] : [{ kind: "type", message: t("No policy is about {0} (Ranger's resource type {1}).", type, put.type) }];
}

function policyMisses(asked: RangerCase, put: RangerQuestion): readonly NearMiss[] {
  if (put.name.length > NAME_LIMIT) return [];
  const budget: GlobBudget = { steps: STEP_LIMIT };
  const found = new Map<NearMissKind, NearMiss[]>();
  for (const policy of asked.ranger.policies) {
    if (budget.steps <= 0) break;
    const miss = missOfPolicy(asked, policy, put, budget);
    if (miss === undefined) continue;
    const same = found.get(miss.kind);
    if (same === undefined) found.set(miss.kind, [miss]);
    else if (same.length < MISS_LIMIT) same.push(miss);
  }
  return [...found.values()].flat();
}

function missOfPolicy(asked: RangerCase, policy: RangerPolicy, put: RangerQuestion, budget: GlobBudget): NearMiss | undefined {
  const about = matchesAny(setsOf(policy, put), put, asked.ranger.serviceDef, budget);
  if (about !== "yes") return nameMiss(asked, policy, put, budget);
  const wanted = accessesThatMean(put.access, asked.ranger.serviceDef?.impliedGrants);
  const giving = policy.allow.filter(({ accesses }) => [wanted.itself, ...wanted.bringing].some((access) => accesses.has(access)));
  const mine = giving.find((item) => matchesItem(item, wanted, put.member) === "yes");
  if (mine) return policy.enabled ? exception(asked, policy, put, wanted) : disabled(asked, policy, mine);
  const other = policy.allow.find((item) => put.member.matches(item) === "yes");
  if (!policy.enabled) return undefined;
  if (other) {
    const message = t(
      "The policy {0} allows {1} on this, not {2}.",
      policy.name,
      [...other.accesses].join(", ") || t("nothing"),
      put.access,
    );
    return missOf(asked, "action", message, other);
  }
  return giving[0] && othersMiss(asked, policy, giving[0]);
}

function disabled(asked: RangerCase, { name }: RangerPolicy, item: RangerItem): NearMiss {
  return missOf(asked, "policy-disabled", t("The policy {0} would allow this and is disabled.", name), item);
}

function exception(asked: RangerCase, policy: RangerPolicy, put: RangerQuestion, wanted: MeaningAccesses): NearMiss | undefined {
  const item = policy.allowExceptions.find((each) => matchesItem(each, wanted, put.member) === "yes");
  return item && missOf(asked, "policy-exception", t("The policy {0} allows this and excepts {1}.", policy.name, whoAsks(asked)), item);
}

function othersMiss(asked: RangerCase, { name }: RangerPolicy, item: RangerItem): NearMiss {
  const { principal, profile } = asked;
  if (principal?.kind === "groups" && profile.rangerUseUgi === false && principal.groups.some((group) => item.groups.has(group))) {
    const message = t(
      "The policy {0} allows this to the group, but Druid's Ranger authorizer does not look at groups (use_ugi is off).",
      name,
    );
    return missOf(asked, "groups-ignored", message, item);
  }
  const message = t("The policy {0} allows this to {1}, not to {2}.", name, membersOf(item), whoAsks(asked));
  return missOf(asked, "policy-of-others", message, item);
}

function membersOf({ users, groups, roles }: RangerItem): string {
  const names = [
    ...[...users].map((name) => t("user {0}", name)),
    ...[...groups].map((name) => t("group {0}", name)),
    ...[...roles].map((name) => t("role {0}", name)),
  ];
  if (names.length === 0) return t("nobody");
  const first = names.slice(0, MISS_LIMIT).join(", ");
  return names.length > MISS_LIMIT ? t("{0} and {1} more", first, names.length - MISS_LIMIT) : first;
}

function whoAsks({ principal }: RangerCase): string {
  if (principal === undefined) return t("everybody");
  if (principal.kind === "user") return t("user {0}", principal.name);
  return principal.kind === "roles" ? t("role {0}", principal.names.join(", ")) : t("group {0}", principal.groups.join("; "));
}

/** A policy that would allow this under a name that is nearly this one. */
function nameMiss(asked: RangerCase, policy: RangerPolicy, put: RangerQuestion, budget: GlobBudget): NearMiss | undefined {
  const sameType = setsOf(policy, put)
    .filter((set) => set.length === 1)
    .flatMap((set) => set.filter(({ type }) => type === put.type));
  if (sameType.length === 0 || !policy.enabled) return undefined;
  const wanted = accessesThatMean(put.access, asked.ranger.serviceDef?.impliedGrants);
  if (!policy.allow.some((item) => matchesItem(item, wanted, put.member) === "yes")) return undefined;
  for (const resource of sameType) {
    const miss = nearName(asked, policy, resource, put, budget);
    if (miss) return miss;
  }
  return undefined;
}

function nearName(
  asked: RangerCase,
  policy: RangerPolicy,
  resource: RangerResource,
  put: RangerQuestion,
  budget: GlobBudget,
): NearMiss | undefined {
  if (resource.excludes) return missOf(asked, "name-is-part", t("The policy {0} allows all names but this one.", policy.name), resource);
  const definition = definitionOf(put.type, asked.ranger.serviceDef);
  const name = foldCase(put.name);
  for (const value of resource.values) {
    const text = foldCase(value.text);
    const tell = (kind: NearMissKind, why: string): NearMiss =>
      missOf(asked, kind, sentences(t('The policy {0} names "{1}".', policy.name, value.text), why), value);
    budget.steps -= text.length + name.length;
    if (budget.steps <= 0) return undefined;
    if (definition && !definition.ignoreCase && matchesGlob(text, name, { ...definition, ignoreCase: true }, budget))
      return tell("name-case", t("Case counts here."));
    const asGlob = text.replaceAll(".*", "*");
    if (asGlob !== text && matchesGlob(asGlob, name, { wildCard: true, ignoreCase: false }, budget))
      return tell("pattern-is-part", t('Ranger reads "." as a dot; "*" alone stands for any text.'));
    const plain = text.replace(/[*?]/g, "");
    if (plain.length >= SHORTEST_PART && name.includes(plain)) return tell("pattern-is-part", t("The whole name has to match."));
    if (name.length >= SHORTEST_PART && text.includes(name)) return tell("name-is-part", t("The name is only a part of it."));
  }
  return undefined;
}

function missOf({ file }: RangerCase, kind: NearMissKind, message: string, { range }: Pick<RangerPolicy, "range">): NearMiss {
  return { kind, message, ...(file.environment !== undefined && { environment: file.environment }), uri: file.uri, range };
}
