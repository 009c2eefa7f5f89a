/**
 * The smallest role that runs statements: a grant for each name that they need, exact and escaped; on request patterns that match no name
 * of the workspace beyond those. With a present role, what to add to it and what to take from it.
 */
import type { ClusterProfile, Need, Phase, Resource, ResourceAction } from "../../permissions/model";
import type { Permission, Role } from "../../roles/model";
import { regexEngine } from "../../roles/pattern";
import { askRole } from "../../roles/roleIndex";
import { leastGrant, type PermissionJson } from "../leastGrant";
import { questionKey } from "./decider";
import { type DeclinedPattern, proposePatterns } from "./namePatterns";
import type { SurveyedFile, SurveyedStatement } from "./survey";

export interface LeastRoleOptions {
  /** What the role is for: `submit` and `run` when absent. */
  readonly phases?: readonly Phase[];
  /** `exact` when absent. */
  readonly names?: "exact" | "patterns";
  /** Resources that exist beside those of the statements: a pattern must match none of them. */
  readonly known?: readonly Resource[];
  /** A role to compare with. */
  readonly present?: Role;
}

/** A role, and what it does not do. */
export interface LeastRole {
  /** Ordered by type, action and name: the same statements give the same list. */
  readonly grants: readonly SuggestedGrant[];
  /** Statements that no grants make run for sure. */
  readonly uncovered: readonly Uncovered[];
  /** Patterns that were not taken, since they match more. */
  readonly declined: readonly DeclinedPattern[];
  readonly difference?: RoleDifference;
}

export interface SuggestedGrant {
  /** Ready to be sent to the security API. */
  readonly permission: PermissionJson;
  /** The needs that it satisfies. */
  readonly covers: readonly ResourceAction[];
  /** How many statements need one of them. */
  readonly statements: number;
}

/**
 * A statement that is not covered: `refused` by Druid whatever is granted, and left out; or `unknown`, since its text does not tell all:
 * what it is known to need is in the role.
 */
export interface Uncovered {
  readonly uri: string;
  readonly statement: SurveyedStatement;
  readonly why: "refused" | "unknown";
  /** Sentences. */
  readonly reasons: readonly string[];
}

/** From a present role to one that is enough: keep, add, remove. */
export interface RoleDifference {
  readonly role: Role;
  /** What the present role lacks. */
  readonly add: readonly SuggestedGrant[];
  /** Permissions that serve, each with the needs that it satisfies; a need counts for the first that does. */
  readonly keep: readonly KeptGrant[];
  /** Permissions without which the statements run all the same. */
  readonly remove: readonly PresentGrant[];
}

export interface PresentGrant {
  readonly permission: Permission;
  /** The entry of the role, from zero. */
  readonly index: number;
}

export interface KeptGrant extends PresentGrant {
  readonly covers: readonly ResourceAction[];
  /** `exact`: it matches one name and no other. `wider`: it may match more than is needed. */
  readonly width: "exact" | "wider";
}

/** Suggests a role for all statements of the files. */
export function leastRole(files: readonly SurveyedFile[], options: LeastRoleOptions = {}): LeastRole {
  const wanted = wantedNeeds(files, options.phases ?? ["submit", "run"]);
  const known = [...wanted, ...(options.known ?? [])];
  const { grants, declined } = suggest(wanted, known, options);
  const { present } = options;
  return {
    grants,
    uncovered: uncoveredOf(files),
    declined,
    ...(present && { difference: differenceTo(present, wanted, known, options) }),
  };
}

/** A need of one or more statements, with the profile that the first of them is read under. */
interface WantedNeed extends ResourceAction {
  readonly profile: ClusterProfile;
  readonly statements: Set<SurveyedStatement>;
}

function wantedNeeds(files: readonly SurveyedFile[], phases: readonly Phase[]): readonly WantedNeed[] {
  const found = new Map<string, WantedNeed>();
  for (const statement of files.flatMap(({ statements }) => statements)) {
    if (statement.refusal) continue;
    for (const need of statement.needs) if (phases.includes(need.phase)) want(found, need, statement);
  }
  return [...found.values()].sort(inOrder);
}

function want(found: Map<string, WantedNeed>, { action, type, name }: Need, statement: SurveyedStatement): void {
  const key = questionKey({ action, type, name });
  const wanted = found.get(key) ?? { action, type, name, profile: statement.profile, statements: new Set() };
  wanted.statements.add(statement);
  found.set(key, wanted);
}

/** By type, action and name, in the order of code units. */
function inOrder(one: ResourceAction, other: ResourceAction): number {
  return compareTexts(one.type, other.type) || compareTexts(one.action, other.action) || compareTexts(one.name, other.name);
}

function compareTexts(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}

interface Suggestion {
  readonly grants: readonly SuggestedGrant[];
  readonly declined: readonly DeclinedPattern[];
}

function suggest(wanted: readonly WantedNeed[], known: readonly Resource[], { names }: LeastRoleOptions): Suggestion {
  const { taken, declined } = names === "patterns" ? proposePatterns(wanted, known) : { taken: [], declined: [] };
  const covered = new Set(taken.flatMap(({ covers }) => covers.map(questionKey)));
  const byKey = new Map(wanted.map((need) => [questionKey(need), need]));
  const wide = taken.map(({ permission, covers }) =>
    grantFor(
      permission,
      covers.flatMap((need) => byKey.get(questionKey(need)) ?? []),
    ),
  );
  const exact = wanted.filter((need) => !covered.has(questionKey(need))).map((need) => grantFor(leastGrant(need), [need]));
  const grants = [...wide, ...exact].sort((one, other) => inOrder(resourceOf(one.permission), resourceOf(other.permission)));
  return { grants, declined };
}

function grantFor(permission: PermissionJson, wanted: readonly WantedNeed[]): SuggestedGrant {
  const statements = new Set(wanted.flatMap((need) => [...need.statements]));
  return { permission, covers: wanted.map(questionOf), statements: statements.size };
}

function questionOf({ action, type, name }: ResourceAction): ResourceAction {
  return { action, type, name };
}

function resourceOf({ resource, action }: PermissionJson): ResourceAction {
  return { ...resource, action };
}

function uncoveredOf(files: readonly SurveyedFile[]): readonly Uncovered[] {
  return files.flatMap(({ uri, statements }) =>
    statements.flatMap((statement): readonly Uncovered[] => {
      const { refusal, unknowns } = statement;
      if (refusal) return [{ uri, statement, why: "refused", reasons: [refusal.message] }];
      const reasons = [...new Set(unknowns.map(({ message }) => message))];
      return reasons.length > 0 ? [{ uri, statement, why: "unknown", reasons }] : [];
    }),
  );
}

function differenceTo(role: Role, wanted: readonly WantedNeed[], known: readonly Resource[], options: LeastRoleOptions): RoleDifference {
  const covers = new Map(role.permissions.map((permission): readonly [Permission, ResourceAction[]] => [permission, []]));
  const lacking: WantedNeed[] = [];
  for (const need of wanted) {
    const answer = askRole(role, need, need.profile);
    if (answer.kind === "grants") covers.get(answer.permission)?.push(questionOf(need));
    else lacking.push(need);
  }
  const present = role.permissions.map((permission, index) => {
    return { permission, index, covers: covers.get(permission) ?? [], width: widthOf(permission) };
  });
  return {
    role,
    add: suggest(lacking, known, options).grants,
    keep: present.filter((grant) => grant.covers.length > 0),
    remove: present.filter((grant) => grant.covers.length === 0).map(({ permission, index }) => ({ permission, index })),
  };
}

/** A pattern without special characters matches itself alone, and so does one in which all of them are escaped. */
function widthOf({ pattern }: Permission): KeptGrant["width"] {
  const text = (pattern ?? "").replace(/\\[^a-zA-Z0-9]/g, "_");
  const compiled = regexEngine.compile(text);
  return compiled.kind === "compiled" && compiled.literal !== undefined ? "exact" : "wider";
}
