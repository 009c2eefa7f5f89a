/**
 * What breaks when roles lose something: every principal and statement is judged before and after, and what differs is told.
 */
import type { ClusterProfile, Need } from "../../permissions/model";
import type { Principal, RolesFile, Verdict } from "../../roles/model";
import type { StatementVerdict } from "../judge";
import { authorizersOf, createDecider, type Decider, decideStatement, type NumberedStatement, numberNeeds } from "./decider";
import { changeRoles, type RolesChange } from "./rolesChange";
import { type Subject, subjectsOf } from "./subjects";
import type { SurveyedFile, SurveyedStatement } from "./survey";

/** What a change does, or why it cannot be made. */
export type WhatBreaks = ({ readonly kind: "ok" } & Consequences) | { readonly kind: "error"; readonly message: string };

export interface Consequences {
  /** The roles after the change. */
  readonly roles: RolesFile;
  /** Who was asked about. */
  readonly subjects: readonly Subject[];
  /** How many statements were asked about, without those that Druid refuses. */
  readonly statements: number;
  /** Verdicts that get worse: from allowed to unknown or denied, from unknown to denied. */
  readonly lost: readonly Consequence[];
  /** Statements that still run, and whose task can no longer be followed or cancelled. */
  readonly unfollowed: readonly Consequence[];
  /** Verdicts that get better: only where an entry goes for which Druid refuses a role, or fails on it. */
  readonly gained: readonly Consequence[];
}

/** One statement that comes out otherwise for one subject. */
export interface Consequence {
  readonly subject: Subject;
  readonly uri: string;
  readonly statement: SurveyedStatement;
  readonly before: StatementVerdict;
  readonly after: StatementVerdict;
  /** The needs that come out otherwise: by which grant they were allowed before, and what they get now. */
  readonly needs: readonly ChangedNeed[];
}

export interface ChangedNeed {
  readonly need: Need;
  readonly before: Verdict;
  readonly after: Verdict;
}

export interface BreakOptions {
  readonly principals: readonly Principal[];
  /** Under which principals are taken together; that of the workspace, without what comments state. */
  readonly profile: ClusterProfile;
}

/** Tells what changes come to. They are made on the model, together; the text of the roles file is not touched. */
export function whatBreaks(
  files: readonly SurveyedFile[],
  roles: RolesFile,
  changes: readonly RolesChange[],
  { principals, profile }: BreakOptions,
): WhatBreaks {
  const changed = changeRoles(roles, changes);
  if (changed.kind === "error") return changed;
  const subjects = subjectsOf([roles, changed.roles], principals, profile);
  const deciders = [createDecider(authorizersOf(roles)), createDecider(authorizersOf(changed.roles))] as const;
  const asked = files.flatMap(({ uri, statements }) => {
    return statements.flatMap((statement) => (statement.refusal ? [] : [numberNeeds(uri, statement, numberedAlike(deciders))]));
  });
  const all = subjects.flatMap((subject) => consequencesFor(subject, asked, deciders));
  const worsens = ({ before, after }: Consequence): number => RANK[before] - RANK[after];
  return {
    kind: "ok",
    roles: changed.roles,
    subjects,
    statements: asked.length,
    lost: all.filter((each) => worsens(each) > 0),
    unfollowed: all.filter((each) => each.before === each.after && each.needs.some(isLost)),
    gained: all.filter((each) => worsens(each) < 0),
  };
}

type Deciders = readonly [before: Decider, after: Decider];

/** Numbers a question with both deciders: they count alike, since they are asked alike. */
function numberedAlike([before, after]: Deciders): Decider {
  return {
    ...before,
    numberOf: (question, profile) => {
      after.numberOf(question, profile);
      return before.numberOf(question, profile);
    },
  };
}

/** Better is higher. */
const RANK: Readonly<Record<StatementVerdict, number>> = { allowed: 2, unknown: 1, denied: 0, refused: 0 };

/** What differs for a subject. Most statements need nothing that is answered otherwise, and are not judged at all. */
function consequencesFor(subject: Subject, asked: readonly NumberedStatement[], deciders: Deciders): readonly Consequence[] {
  const [before, after] = deciders.map((decider) => decider.answersFor(subject.principals[0])) as [Answers, Answers];
  const changes: boolean[] = [];
  const isChanged = (number: number): boolean => {
    const known = changes[number] ?? before(number).outcome !== after(number).outcome;
    changes[number] = known;
    return known;
  };
  return asked.flatMap((each) => (each.numbers.some(isChanged) ? compare(subject, each, before, after) : []));
}

type Answers = ReturnType<Decider["answersFor"]>;

/** Nothing where the same verdict stays, unless a statement that is allowed loses what its task is followed by. */
function compare(subject: Subject, numbered: NumberedStatement, answersBefore: Answers, answersAfter: Answers): readonly Consequence[] {
  const before = decideStatement(numbered, answersBefore);
  const after = decideStatement(numbered, answersAfter);
  if (before === after && before !== "allowed") return [];
  const { uri, statement, numbers } = numbered;
  const needs = statement.needs.flatMap((need, index) => {
    const [was, is] = [answersBefore(numbers[index] ?? 0), answersAfter(numbers[index] ?? 0)];
    return was.outcome === is.outcome ? [] : [{ need, before: was, after: is }];
  });
  return [{ subject, uri, statement, before, after, needs }];
}

function isLost({ before, after }: ChangedNeed): boolean {
  return RANK[before.outcome] > RANK[after.outcome];
}
