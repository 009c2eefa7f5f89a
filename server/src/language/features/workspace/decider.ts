/**
 * Answers the same question once: thousands of statements ask for the same few resources, and many principals hold the same roles.
 */
import type { ClusterProfile, Need, ResourceAction } from "../../permissions/model";
import { createAuthorizer } from "../../roles/authorizer";
import { brokenAuthorizer, isBroken } from "../../roles/broken";
import type { Authorizer, Principal, RolesFile, Verdict } from "../../roles/model";
import { fileName } from "../context";
import { decides, type StatementVerdict, verdictOfOutcomes } from "../judge";
import type { SurveyedStatement } from "./survey";

/** Answers a question for a principal. The same objects for principal and profile give a remembered answer. */
export type Decider = (question: ResourceAction, principal: Principal, profile: ClusterProfile) => Verdict;

/** Makes an authorizer for the profile that a statement is read under. */
export type AuthorizerOf = (profile: ClusterProfile) => Authorizer;

/** The authorizers of a roles file, without near misses. A file with errors decides nothing. */
export function authorizersOf(roles: RolesFile): AuthorizerOf {
  if (isBroken(roles)) return () => brokenAuthorizer(fileName(roles.uri));
  return (profile) => createAuthorizer(roles, profile, "left-out");
}

/** A decider with its own memory. */
export function createDecider(authorizerOf: AuthorizerOf): Decider {
  const authorizers = new Map<ClusterProfile, Authorizer>();
  const answers = new Map<ClusterProfile, Map<Principal, Map<string, Verdict>>>();
  return (question, principal, profile) => {
    const ofProfile = within(answers, profile, () => new Map<Principal, Map<string, Verdict>>());
    const known = within(ofProfile, principal, () => new Map<string, Verdict>());
    return within(known, questionKey(question), () => {
      return within(authorizers, profile, () => authorizerOf(profile)).decide(question, principal, profile);
    });
  };
}

/** Equal for equal questions only. */
export function questionKey({ action, type, name }: ResourceAction): string {
  return `${action}\0${type}\0${name}`;
}

/** A need with its verdict. */
export interface DecidedNeed {
  readonly need: Need;
  readonly verdict: Verdict;
}

/** What a principal gets for a statement. */
export interface Decision {
  readonly verdict: StatementVerdict;
  /** Every need, those of phase follow and cancel too. */
  readonly needs: readonly DecidedNeed[];
}

/** Judges a statement as `judgeStatement` does, from its record. */
export function decideStatement(statement: SurveyedStatement, principal: Principal, decide: Decider): Decision {
  const needs = statement.needs.map((need) => ({ need, verdict: decide(need, principal, statement.profile) }));
  if (statement.refusal) return { verdict: "refused", needs };
  const outcomes = needs.filter(({ need }) => decides(need)).map(({ verdict }) => verdict.outcome);
  return { verdict: verdictOfOutcomes(outcomes, statement.unknowns), needs };
}

function within<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
