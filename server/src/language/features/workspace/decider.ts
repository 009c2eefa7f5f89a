/**
 * Answers the same question once: thousands of statements ask for the same few resources, and many principals hold the same roles.
 */
import type { ClusterProfile, ResourceAction } from "../../permissions/model";
import { createAuthorizer } from "../../roles/authorizer";
import { brokenAuthorizer, isBroken } from "../../roles/broken";
import type { Authorizer, Principal, RolesFile, Verdict } from "../../roles/model";
import { fileName } from "../context";
import { decides, type StatementVerdict } from "../judge";
import type { SurveyedStatement } from "./survey";

/** Makes an authorizer for the profile that a statement is read under. */
export type AuthorizerOf = (profile: ClusterProfile) => Authorizer;

/** The authorizers of a roles file, without near misses. A file with errors decides nothing. */
export function authorizersOf(roles: RolesFile): AuthorizerOf {
  if (isBroken(roles)) return () => brokenAuthorizer(fileName(roles.uri));
  return (profile) => createAuthorizer(roles, profile, "left-out");
}

/** Answers questions by their numbers, so that asking again costs next to nothing. */
export interface Decider {
  /** The number of a question: the same for the same question under the same profile. */
  numberOf(question: ResourceAction, profile: ClusterProfile): number;
  /** The answers for a principal, by number. */
  answersFor(principal: Principal): (number: number) => Verdict;
}

interface Numbered {
  readonly question: ResourceAction;
  readonly profile: ClusterProfile;
}

/** A decider with its own memory. */
export function createDecider(authorizerOf: AuthorizerOf): Decider {
  const authorizers = new Map<ClusterProfile, Authorizer>();
  const numbers = new Map<ClusterProfile, Map<string, number>>();
  const questions: Numbered[] = [];
  return {
    numberOf({ action, type, name }, profile) {
      const ofProfile = within(numbers, profile, () => new Map<string, number>());
      return within(ofProfile, questionKey({ action, type, name }), () => {
        return questions.push({ question: { action, type, name }, profile }) - 1;
      });
    },
    answersFor(principal) {
      const answers: Verdict[] = [];
      return (number) => {
        const known = answers[number];
        if (known) return known;
        const { question, profile } = questions[number] as Numbered;
        const verdict = within(authorizers, profile, () => authorizerOf(profile)).decide(question, principal, profile);
        answers[number] = verdict;
        return verdict;
      };
    },
  };
}

/** Equal for equal questions only. */
export function questionKey({ action, type, name }: ResourceAction): string {
  return `${action}\0${type}\0${name}`;
}

/** A statement with the numbers of its needs, in their order. */
export interface NumberedStatement {
  readonly uri: string;
  readonly statement: SurveyedStatement;
  readonly numbers: readonly number[];
  /** Those of the needs that decide, each once. */
  readonly deciding: readonly number[];
}

/** Numbers the needs of a statement, once for all principals. */
export function numberNeeds(uri: string, statement: SurveyedStatement, decider: Decider): NumberedStatement {
  const numbers = statement.needs.map((need) => decider.numberOf(need, statement.profile));
  const deciding = new Set(numbers.filter((_, index) => statement.needs[index] && decides(statement.needs[index])));
  return { uri, statement, numbers, deciding: [...deciding] };
}

/** The verdict on a statement, as `judgeStatement` gives it, from its record. */
export function decideStatement({ statement, deciding }: NumberedStatement, answers: (number: number) => Verdict): StatementVerdict {
  if (statement.refusal) return "refused";
  let verdict: StatementVerdict = statement.unknowns.length > 0 ? "unknown" : "allowed";
  for (const number of deciding) {
    const { outcome } = answers(number);
    if (outcome === "denied") return "denied";
    if (outcome === "unknown") verdict = "unknown";
  }
  return verdict;
}

function within<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
