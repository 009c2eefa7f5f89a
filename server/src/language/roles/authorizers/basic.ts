/**
 * The basic authorizer: action equal, type equal, Java regular expression over the whole name; the union of all roles; nothing is denied by rule.
 * Druid goes through the roles of a user in no order that can be known, so an answer that depends on it is unknown.
 * Source: `BasicRoleBasedAuthorizer`, `MetadataStoreRoleProvider`, `LDAPRoleProvider`; measured on Druid 27 and 38.
 */

import type { ClusterProfile, ResourceAction } from "../../permissions/model";
import { t } from "../../text/l10n";
import type { Authorizer, GrantReference, Permission, Principal, Role, RolesFile, UnknownReason, Verdict } from "../model";
import { findNearMisses } from "../nearMisses";
import { askRole, type RoleAnswer } from "../roleIndex";
import { type Holdings, rolesHeldBy } from "./holdings";

/** Verdicts kept for each profile; the same questions come again with every edit. */
const VERDICT_LIMIT = 5_000;

/** `left-out`: a denied verdict comes without near misses, and nothing is remembered, as the asker does that. */
export type NearMissChoice = "told" | "left-out";

/** Answers over the roles of one file. */
export function createBasicAuthorizer(file: RolesFile, nearMisses: NearMissChoice = "told"): Authorizer {
  if (nearMisses === "left-out")
    return { decide: (question, principal, profile) => decideOnce(file, question, principal, profile, noMisses) };
  const kept = new WeakMap<ClusterProfile, Map<string, Verdict>>();
  const keyOfPrincipal = rememberLast((principal: Principal | undefined) => JSON.stringify(principal) ?? "");
  return {
    decide(question, principal, profile) {
      const verdicts = kept.get(profile) ?? new Map<string, Verdict>();
      kept.set(profile, verdicts);
      // Neither an action nor a principal's JSON has a line break, and types are Druid's; so the name, which is last, may be anything.
      const key = `${question.action}\n${question.type}\n${keyOfPrincipal(principal)}\n${question.name}`;
      const known = verdicts.get(key);
      if (known !== undefined) return known;
      if (verdicts.size >= VERDICT_LIMIT) verdicts.clear();
      const verdict = decideOnce(file, question, principal, profile, findNearMisses);
      verdicts.set(key, verdict);
      return verdict;
    },
  };
}

/** Computes anew only when it is asked about another object than before: the same principal is asked about again and again. */
function rememberLast<Input, Output>(compute: (input: Input) => Output): (input: Input) => Output {
  let last: { readonly input: Input; readonly output: Output } | undefined;
  return (input) => {
    if (!last || last.input !== input) last = { input, output: compute(input) };
    return last.output;
  };
}

type FindMisses = typeof findNearMisses;

const noMisses: FindMisses = () => [];

function decideOnce(
  file: RolesFile,
  question: ResourceAction,
  principal: Principal | undefined,
  profile: ClusterProfile,
  find: FindMisses,
): Verdict {
  if (!file.readable) return unknown("roles-unreadable", t("The roles file could not be read."));
  return principal === undefined ? decideForAnyone(file, question, profile, find) : decideFor(file, question, principal, profile, find);
}

function decideFor(file: RolesFile, question: ResourceAction, principal: Principal, profile: ClusterProfile, find: FindMisses): Verdict {
  const holdings = rolesHeldBy(file, principal, profile);
  if (holdings.broken !== undefined) return unknown("group-mapping-broken", holdings.broken);
  const answers = askRoles(file, holdings, question, profile);
  return (
    fromAnswers(file, answers) ??
    fromDoubts(holdings) ??
    fromPossible(file, holdings, question, profile) ?? { outcome: "denied", nearMisses: find(file, question, profile, principal, holdings) }
  );
}

/** Nobody was chosen: denied only if no role of the file could allow it. */
function decideForAnyone(file: RolesFile, question: ResourceAction, profile: ClusterProfile, find: FindMisses): Verdict {
  const everything: Holdings = { names: [...file.roles.keys()], missing: [], doubts: [], possible: [], ignored: [], userKnown: true };
  const answers = askRoles(file, everything, question, profile);
  const found = fromAnswers(file, answers);
  if (found === undefined) return { outcome: "denied", nearMisses: find(file, question, profile, undefined, everything) };
  if (found.outcome !== "allowed") return found;
  const message = t("Role {0} grants this. Choose who you are to know whether you may.", found.by.role);
  return { outcome: "unknown", reason: "no-principal", message, by: found.by };
}

interface Answered {
  readonly role: Role;
  readonly answer: RoleAnswer;
}

function askRoles(file: RolesFile, { names }: Holdings, question: ResourceAction, profile: ClusterProfile): readonly Answered[] {
  return names.flatMap((name) => {
    const role = file.roles.get(name);
    return role === undefined ? [] : [{ role, answer: askRole(role, question, profile) }];
  });
}

/** What the answers of all roles come to; undefined when none of them grants or hinders. */
function fromAnswers(file: RolesFile, answers: readonly Answered[]): Verdict | undefined {
  const broken = answers.find(({ answer }) => answer.kind === "breaks");
  if (broken !== undefined) return hindered(file, broken, "role-broken");
  const granting = answers.find(({ answer }) => answer.kind === "grants");
  if (granting?.answer.kind === "grants") return { outcome: "allowed", by: reference(file, granting.role, granting.answer.permission) };
  const unsure = answers.find(({ answer }) => answer.kind === "unsure");
  if (unsure !== undefined) return hindered(file, unsure, "regex-undecided");
  const rejected = answers.find(({ answer }) => answer.kind === "rejected");
  return rejected && hindered(file, rejected, "role-rejected");
}

function hindered(file: RolesFile, { role, answer }: Answered, reason: UnknownReason): Verdict {
  if (answer.kind === "nothing") return unknown(reason, t("Role {0} cannot be judged.", role.name));
  return { outcome: "unknown", reason, message: hindrance(role, answer), by: reference(file, role, answer.permission) };
}

function hindrance({ name }: Role, answer: Exclude<RoleAnswer, { kind: "nothing" }>): string {
  const entry = entryName(answer.permission);
  switch (answer.kind) {
    case "breaks":
      return t(
        "Druid may fail on {0} of role {1} ({2}) instead of deciding; with several roles nobody knows which it asks first.",
        entry,
        name,
        answer.reason,
      );
    case "unsure":
      return t("Whether {0} of role {1} matches is not known: {2}.", entry, name, answer.reason);
    default:
      return t("Druid refuses the permissions of role {0} because of {1}; which it has now is not known.", name, entry);
  }
}

function entryName({ pattern, name }: Permission): string {
  const text = pattern ?? name;
  return text === undefined ? t("an entry") : `"${text}"`;
}

function fromDoubts({ doubts }: Holdings): Verdict | undefined {
  const [doubt] = doubts;
  return doubt && unknown(doubt.reason, doubt.message);
}

/** Nobody said in which groups the user is: whether a mapping gives a role that counts here is not known. */
function fromPossible(file: RolesFile, { possible }: Holdings, question: ResourceAction, profile: ClusterProfile): Verdict | undefined {
  for (const { name, roles } of possible) {
    for (const { name: roleName } of roles) {
      const role = file.roles.get(roleName);
      const answer = role && askRole(role, question, profile);
      if (!answer || answer.kind === "nothing") continue;
      const message = t(
        "The group mapping {0} gives role {1}, which may grant this. Name the groups of this user to know.",
        name,
        roleName,
      );
      return { outcome: "unknown", reason: "membership-unknown", message, by: reference(file, role, answer.permission) };
    }
  }
  return undefined;
}

function reference(file: RolesFile, role: Role, permission: Permission): GrantReference {
  const { environment, uri } = file;
  return { ...(environment !== undefined && { environment }), uri, range: permission.range, role: role.name, permission };
}

function unknown(reason: UnknownReason, message: string): Verdict {
  return { outcome: "unknown", reason, message };
}
