/**
 * Why a denied question was denied: the permissions, roles and users that almost granted it, nearest first, one sentence each.
 * A hint is worth a moment and no more: each search has a budget of steps, and what is behind its end is not looked at.
 */

import type { ClusterProfile, ResourceAction } from "../permissions/model";
import { sentences, t } from "../text/l10n";
import { createRegexEngine, type StepBudget } from "../text/regex/engine";
import type { Holdings } from "./authorizers/holdings";
import { missMessage } from "./missMessages";
import type { NearMiss, NearMissKind, Principal, RolesFile } from "./model";
import { escapedName, type Miss, otherCase, type Variant, variantsOf } from "./nameVariants";
import { plainRuns, sharesRun } from "./plainRuns";
import { askRole, type StoredPermission, storedPermissions } from "./roleIndex";

/** Near misses told for one question. */
const MISS_LIMIT = 5;

/** Steps for the permissions of the roles held, and again for the other roles; some ten milliseconds. */
const STEP_LIMIT = 200_000;

/** Steps that it costs to compile one character of a pattern. */
const STEPS_PER_CHARACTER = 5;

/** Longer names (UTF-16 code units) are compared with nothing; Druid's metadata store takes 255 characters for a table. */
const NAME_LIMIT = 500;

/** Variants of patterns have an engine of their own, so that they do not drive out what roles are asked with. */
const variantEngine = createRegexEngine(500);

/** Nearest first. */
const ORDER: readonly NearMissKind[] = [
  "authorizer",
  "user-missing",
  "groups-ignored",
  "name-case",
  "blanks",
  "quotes",
  "schema",
  "unescaped",
  "escaped-twice",
  "wildcard",
  "type-case",
  "role-missing",
  "pattern-is-part",
  "name-is-part",
  "action",
  "external-name",
  "invalid-regex",
  "role-not-assigned",
  "type",
];

/** Finds near misses among the roles of a principal, then among the other roles and users of the file. */
export function findNearMisses(
  file: RolesFile,
  question: ResourceAction,
  profile: ClusterProfile,
  principal: Principal | undefined,
  holdings: Holdings,
): readonly NearMiss[] {
  const misses = [...principalMisses(file, principal, holdings)];
  if (question.name.length <= NAME_LIMIT) {
    misses.push(...ignoredGroupMisses(file, question, profile, holdings));
    misses.push(...heldMisses(file, question, profile, holdings));
    misses.push(...unassignedMisses(file, question, profile, principal, holdings));
  }
  return misses.sort((one, other) => ORDER.indexOf(one.kind) - ORDER.indexOf(other.kind)).slice(0, MISS_LIMIT);
}

function principalMisses(file: RolesFile, principal: Principal | undefined, holdings: Holdings): readonly NearMiss[] {
  const place = origin(file);
  const misses: NearMiss[] = [];
  if (principal?.kind === "user" && !holdings.userKnown) {
    const other = otherCase(file.users.keys(), principal.name);
    const hint = other === undefined ? "" : t("There is a user {0}; names are compared with regard to case.", other);
    const range = other === undefined ? undefined : file.users.get(other)?.nameRange;
    const message = sentences(t("User {0} is not in the roles file, so has no roles.", principal.name), hint);
    misses.push({ kind: "user-missing", message, ...place, ...(range && { range }) });
  }
  for (const name of holdings.missing.slice(0, MISS_LIMIT)) {
    const range = assignmentOf(file, principal, name);
    const other = otherCase(file.roles.keys(), name);
    misses.push({
      kind: "role-missing",
      message:
        other === undefined
          ? t("Role {0} is not defined in the roles file.", name)
          : t("Role {0} is not defined in the roles file; there is a role {1}.", name, other),
      role: name,
      ...place,
      ...(range && { range }),
    });
  }
  return misses;
}

function assignmentOf(file: RolesFile, principal: Principal | undefined, role: string): NearMiss["range"] {
  if (principal?.kind !== "user") return undefined;
  return file.users.get(principal.name)?.roles.find(({ name }) => name === role)?.range;
}

function ignoredGroupMisses(file: RolesFile, question: ResourceAction, profile: ClusterProfile, holdings: Holdings): readonly NearMiss[] {
  const budget: StepBudget = { steps: STEP_LIMIT };
  const misses: NearMiss[] = [];
  for (const { name, roles, range } of holdings.ignored) {
    if (misses.length >= MISS_LIMIT) break;
    const granting = roles.find((reference) => grants(file, reference.name, question, profile, budget));
    if (granting === undefined) continue;
    const message = t(
      "The group mapping {0} gives role {1}, but the cluster's role provider does not look at groups.",
      name,
      granting.name,
    );
    misses.push({ kind: "groups-ignored", message, role: granting.name, ...origin(file), range });
  }
  return misses;
}

function unassignedMisses(
  file: RolesFile,
  question: ResourceAction,
  profile: ClusterProfile,
  principal: Principal | undefined,
  holdings: Holdings,
): readonly NearMiss[] {
  if (principal === undefined) return [];
  const held = new Set(holdings.names);
  const budget: StepBudget = { steps: STEP_LIMIT };
  const misses: NearMiss[] = [];
  for (const role of file.roles.values()) {
    if (held.has(role.name)) continue;
    const answer = askRole(role, question, profile, budget);
    if (answer.kind !== "grants") continue;
    const message = t("Role {0} grants this, but {1} does not have it.", role.name, holderName(principal));
    misses.push({ kind: "role-not-assigned", message, role: role.name, ...origin(file), range: answer.permission.range });
    if (misses.length >= MISS_LIMIT) break;
  }
  return misses;
}

function holderName(principal: Principal): string {
  if (principal.kind === "user") return t("user {0}", principal.name);
  return principal.kind === "roles" ? t("role {0}", principal.names.join(", ")) : t("the group");
}

function grants(file: RolesFile, roleName: string, question: ResourceAction, profile: ClusterProfile, budget: StepBudget): boolean {
  const role = file.roles.get(roleName);
  return role !== undefined && askRole(role, question, profile, budget).kind === "grants";
}

function origin({ environment, uri }: RolesFile): Pick<NearMiss, "environment" | "uri"> {
  return { ...(environment !== undefined && { environment }), uri };
}

/** What all permissions are compared with. */
interface Search {
  readonly question: ResourceAction;
  /** The name asked for, in lower case. */
  readonly lowerName: string;
  readonly budget: StepBudget;
}

function heldMisses(file: RolesFile, question: ResourceAction, profile: ClusterProfile, { names }: Holdings): readonly NearMiss[] {
  const search: Search = { question, lowerName: question.name.toLowerCase(), budget: { steps: STEP_LIMIT } };
  const misses: NearMiss[] = [];
  const found = new Map<NearMissKind, number>();
  for (const role of names.flatMap((name) => file.roles.get(name) ?? [])) {
    for (const stored of storedPermissions(role, profile)) {
      if (--search.budget.steps <= 0) return misses;
      const miss = missOf(search, stored);
      const known = miss === undefined ? MISS_LIMIT : (found.get(miss.kind) ?? 0);
      if (miss === undefined || known >= MISS_LIMIT) continue;
      found.set(miss.kind, known + 1);
      const message = missMessage(miss, role, stored, question);
      misses.push({ kind: miss.kind, message, role: role.name, ...origin(file), range: stored.permission.range });
    }
  }
  return misses;
}

function missOf(search: Search, stored: StoredPermission): Miss | undefined {
  const { question } = search;
  const { permission, pattern, compiled } = stored;
  if (permission.action === undefined) return undefined;
  const sameAction = permission.action === question.action;
  const sameType = permission.type === question.type;
  if (compiled.kind === "invalid") return sameAction && sameType ? invalidMiss(search, stored) : undefined;
  if (!sameAction && !sameType) return undefined;
  const matches = compiled.match(question.name, search.budget).kind === "match";
  if (sameAction && sameType) return matches ? undefined : nameMiss(search, stored);
  if (!matches) return undefined;
  if (sameType) return { kind: "action" };
  if (permission.type?.trim().toUpperCase() === question.type) return { kind: "type-case" };
  return isNameLike(pattern) ? { kind: "type" } : undefined;
}

/** A pattern that does not compile concerns the name when it looks like it, or when nothing in it speaks of another. */
function invalidMiss(search: Search, stored: StoredPermission): Miss | undefined {
  if (!sharesRun(plainRuns(stored.pattern), search.lowerName)) return undefined;
  const meant = variantsOf(stored.pattern).find((variant) => matchesMeant(search, variant));
  if (meant === undefined) return { kind: "invalid-regex" };
  return { kind: "invalid-regex", meant: meant.isText ? escapedName(meant.pattern) : meant.pattern };
}

/** Whether a pattern speaks of certain names; `.*` for another type is no near miss. */
function isNameLike(pattern: string): boolean {
  return /[\p{L}\p{Nd}]{2}/u.test(pattern);
}

/** Action and type fit: how does the name miss? */
function nameMiss(search: Search, stored: StoredPermission): Miss | undefined {
  const { name, type } = search.question;
  const mayConcern = sharesRun(stored.runs, search.lowerName);
  if (mayConcern && matchesInAnyCase(search, stored)) return { kind: "name-case" };
  const variant = mayConcern ? variantsOf(stored.pattern).find((meant) => matchesMeant(search, meant)) : undefined;
  if (variant !== undefined) return { kind: variant.kind, meant: variant.pattern };
  if (mayConcern && isQuotedForm(search, stored)) return { kind: "quotes" };
  if (mayConcern && matchesPart(search, stored)) return { kind: "pattern-is-part" };
  if (type === "EXTERNAL") return { kind: "external-name" };
  return name.length >= 3 && stored.lower.includes(search.lowerName) ? { kind: "name-is-part" } : undefined;
}

function matchesInAnyCase(search: Search, { pattern, lower, compiled }: StoredPermission): boolean {
  return isLiteral(compiled) ? lower === search.lowerName : matchesVariant(search, `(?iu:${pattern})`);
}

function matchesMeant(search: Search, { pattern, isText }: Variant): boolean {
  return isText ? pattern === search.question.name : matchesVariant(search, pattern);
}

/** Up to Druid 36 the names in APPEND are asked for with their quotes. */
function isQuotedForm({ question, budget }: Search, { compiled }: StoredPermission): boolean {
  const [, inner] = /^'(.+)'$/s.exec(question.name) ?? [];
  return inner !== undefined && compiled.kind === "compiled" && compiled.match(inner, budget).kind === "match";
}

function matchesPart(search: Search, { pattern, compiled }: StoredPermission): boolean {
  if (isLiteral(compiled)) return search.question.name.includes(pattern);
  const inner = pattern.includes("(?") ? pattern : pattern.replace(/^\^|(?<!\\)\$$/g, "");
  return matchesVariant(search, `(?s:.*)(?:${inner})(?s:.*)`);
}

function isLiteral(compiled: StoredPermission["compiled"]): boolean {
  return compiled.kind === "compiled" && compiled.literal !== undefined;
}

function matchesVariant({ question, budget }: Search, variant: string): boolean {
  budget.steps -= variant.length * STEPS_PER_CHARACTER;
  if (budget.steps < 0) return false;
  const compiled = variantEngine.compile(variant);
  return compiled.kind === "compiled" && compiled.match(question.name, budget).kind === "match";
}
