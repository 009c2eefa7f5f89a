/**
 * Druid's Ranger authorizer over the policies of a file. The resource type in lower case is Ranger's type, the action in lower case its
 * access; what no policy decides is denied. Compared with the policy engines of Ranger 2.0, 2.4, 2.7 and 2.8.
 * Source: `RangerAuthorizer` of druid-ranger-security.
 */

import type { ClusterProfile, ResourceAction } from "../../permissions/model";
import { t } from "../../text/l10n";
import type { Authorizer, GrantReference, Principal, RolesFile, UnknownReason, Verdict } from "../model";
import { evaluate, type Ground, type Outcome, type RangerQuestion } from "../ranger/evaluate";
import { type Member, memberOf } from "../ranger/membership";
import type { RangerPolicies } from "../ranger/model";
import { findRangerMisses, type RangerCase } from "../ranger/nearMisses";
import type { NearMissChoice } from "./basic";

/** Druid 29 and older have Ranger 2.0; 30 to 34 have 2.4, 35 and 36 have 2.7, 37 has 2.8. Source: their `pom.xml`. */
const FIRST_WITH_LATER = 30;

/** Verdicts kept for each profile; the same questions come again with every edit. */
const VERDICT_LIMIT = 5_000;

/** What is kept for one profile. */
interface Kept {
  readonly verdicts: Map<string, Verdict>;
  readonly members: Map<string, Member>;
}

/** Answers over the policies of one file. */
export function createRangerAuthorizer(file: RolesFile, ranger: RangerPolicies, nearMisses: NearMissChoice = "told"): Authorizer {
  const byProfile = new WeakMap<ClusterProfile, Kept>();
  return {
    decide(question, principal, profile) {
      const kept = byProfile.get(profile) ?? { verdicts: new Map(), members: new Map() };
      byProfile.set(profile, kept);
      const who = JSON.stringify(principal ?? null);
      const key = JSON.stringify([question.action, question.type, question.name, who]);
      const known = kept.verdicts.get(key);
      if (known !== undefined) return known;
      if (kept.verdicts.size >= VERDICT_LIMIT) kept.verdicts.clear();
      if (kept.members.size >= VERDICT_LIMIT) kept.members.clear();
      const member = kept.members.get(who) ?? memberOf(ranger, principal, profile);
      kept.members.set(who, member);
      const verdict = decideOnce({ file, ranger, member, principal, profile }, question, nearMisses);
      kept.verdicts.set(key, verdict);
      return verdict;
    },
  };
}

function decideOnce(asked: RangerCase, question: ResourceAction, choice: NearMissChoice): Verdict {
  const { file, ranger, member, principal } = asked;
  if (!file.readable) return unknown("roles-unreadable", t("The roles file could not be read."));
  if (ranger.doubt) return unknown(ranger.doubt.reason, ranger.doubt.message);
  if (isSuperUser(asked)) return { outcome: "allowed", by: { role: t("the super users of Ranger's service") } };
  const access = question.action.toLowerCase();
  const put: RangerQuestion = {
    type: question.type.toLowerCase(),
    name: question.name,
    access,
    member,
    release: asked.profile.druidVersion < FIRST_WITH_LATER ? "2.0" : "newer",
    ...(member.user !== undefined && { user: member.user }),
  };
  const outcome = evaluate(ranger, put);
  if (outcome.allow === undefined) {
    return { outcome: "denied", nearMisses: choice === "told" ? findRangerMisses(asked, question, put, outcome) : [] };
  }
  if (outcome.deny === undefined && !outcome.none) return { outcome: "allowed", by: reference(file, outcome.allow) };
  return doubtful(file, outcome.allow, outcome, principal);
}

/** Of a super user nothing is asked; of groups only those that surely are the user's count. */
function isSuperUser({ ranger: { superUsers, superGroups }, member }: RangerCase): boolean {
  if (superUsers.size + superGroups.size === 0) return false;
  const isNamed = member.user !== undefined && superUsers.has(member.user);
  return isNamed || member.matches({ users: new Set(), groups: new Set(superGroups), roles: new Set() }) === "yes";
}

function doubtful(file: RolesFile, allow: Ground, { doubt }: Outcome, principal: Principal | undefined): Verdict {
  const by = reference(file, allow);
  if (principal === undefined) {
    const message = t("The policy {0} may grant this. Choose who you are to know whether you may.", allow.policy.name);
    return { outcome: "unknown", reason: "no-principal", message, by };
  }
  const message = doubt?.message ?? t("Whether the policy {0} grants this is not known.", allow.policy.name);
  return { outcome: "unknown", reason: doubt?.reason ?? "policy-undecided", message, by };
}

function reference({ environment, uri }: RolesFile, { policy, item }: Ground): GrantReference {
  const range = (item ?? policy).range;
  return { ...(environment !== undefined && { environment }), uri, range, role: t("policy {0}", policy.name), policy: policy.name };
}

function unknown(reason: UnknownReason, message: string): Verdict {
  return { outcome: "unknown", reason, message };
}
