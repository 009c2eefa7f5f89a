/**
 * What one role says to a question, in Druid's order. Permissions are grouped by action and type once for each role, names without
 * wildcards are looked up instead of tried, so that a role with thousands of permissions costs little.
 * Source: `BasicRoleBasedAuthorizer.permissionCheck`.
 */

import type { ClusterProfile, ResourceAction } from "../permissions/model";
import { t } from "../text/l10n";
import type { CompiledPattern, InvalidPattern, StepBudget } from "../text/regex/engine";
import type { Permission, Role } from "./model";
import { effectivePattern, LAST_TRIMMING_VERSION, regexEngine } from "./pattern";
import { plainRuns } from "./plainRuns";

/** A role's answer, with the permission that gave it. */
export type RoleAnswer =
  | { readonly kind: "grants"; readonly permission: Permission }
  | { readonly kind: "nothing" }
  /** The check ends in an exception, or may hang, when Druid reaches the permission. */
  | { readonly kind: "breaks"; readonly permission: Permission; readonly reason: string }
  /** A pattern cannot be decided here. */
  | { readonly kind: "unsure"; readonly permission: Permission; readonly reason: string }
  /** Druid refuses the list, so that none of it takes effect. */
  | { readonly kind: "rejected"; readonly permission: Permission };

/** What a role answers to a question under a profile's version. With a budget that ends before the answer, it `breaks`. */
export function askRole(
  role: Role,
  question: ResourceAction,
  profile: Pick<ClusterProfile, "druidVersion">,
  budget?: StepBudget,
): RoleAnswer {
  const index = indexOf(role, profile);
  const answer = index.ordered === undefined ? askBucket(index, question, budget) : askInOrder(index.ordered, question, budget);
  if (index.rejection === undefined) return answer;
  return answer.kind === "nothing" && isAllKnown(role) ? answer : { kind: "rejected", permission: index.rejection };
}

/**
 * Of a refused list nothing takes effect, so what the role has is what it had before: unknown. A single entry that says all that it means
 * leaves no doubt about other resources.
 */
function isAllKnown({ permissions }: Role): boolean {
  const [only] = permissions;
  return permissions.length === 1 && only?.pattern !== undefined && only.action !== undefined;
}

/** A permission with a pattern as the profile's version stores it. */
export interface StoredPermission {
  readonly permission: Permission;
  readonly pattern: string;
  /** The pattern in lower case. */
  readonly lower: string;
  readonly compiled: CompiledPattern | InvalidPattern;
  /** The plain text in a pattern that is no literal. */
  readonly runs: readonly string[];
}

/** The permissions of a role that have a pattern, in the order of the file; compiled once for each role. */
export function storedPermissions(role: Role, profile: Pick<ClusterProfile, "druidVersion">): readonly StoredPermission[] {
  return indexOf(role, profile).stored;
}

/** An entry with its compiled pattern; without one it breaks the check or never matches. */
interface Entry {
  readonly permission: Permission;
  readonly order: number;
  readonly pattern?: CompiledPattern;
}

interface Bucket {
  readonly literals: Map<string, Entry>;
  readonly patterns: Entry[];
}

interface RoleIndex {
  readonly stored: readonly StoredPermission[];
  readonly buckets: ReadonlyMap<string, Bucket>;
  /** Set when an entry breaks checks: then the order decides, and every entry is tried in turn. */
  readonly ordered?: readonly Entry[];
  /** An entry for which Druid refuses the whole list. */
  readonly rejection?: Permission;
}

const trimmed = new WeakMap<Role, RoleIndex>();
const untrimmed = new WeakMap<Role, RoleIndex>();

function indexOf(role: Role, profile: Pick<ClusterProfile, "druidVersion">): RoleIndex {
  const kept = profile.druidVersion <= LAST_TRIMMING_VERSION ? trimmed : untrimmed;
  const known = kept.get(role);
  if (known !== undefined) return known;
  const made = makeIndex(role, profile);
  kept.set(role, made);
  return made;
}

function makeIndex(role: Role, profile: Pick<ClusterProfile, "druidVersion">): RoleIndex {
  const rejection = role.permissions.find((permission) => permission.defect === "rejected");
  const stored: StoredPermission[] = [];
  const entries: Entry[] = [];
  for (const [order, permission] of role.permissions.entries()) {
    const found = storedAs(permission, profile);
    if (found !== undefined) stored.push(found);
    const entry = entryOf(permission, order, found);
    if (entry !== undefined) entries.push(entry);
  }
  const buckets = new Map<string, Bucket>();
  for (const entry of entries) addToBucket(buckets, entry);
  const breaks = entries.some((entry) => entry.pattern === undefined);
  return { stored, buckets, ...(breaks && { ordered: entries }), ...(rejection && { rejection }) };
}

function storedAs(permission: Permission, profile: Pick<ClusterProfile, "druidVersion">): StoredPermission | undefined {
  const pattern = effectivePattern(permission, profile);
  if (pattern === undefined) return undefined;
  const compiled = regexEngine.compile(pattern);
  const isLiteral = compiled.kind === "compiled" && compiled.literal !== undefined;
  return { permission, pattern, lower: pattern.toLowerCase(), compiled, runs: isLiteral ? [] : plainRuns(pattern) };
}

/** The entry of a permission, or none when Druid would not keep or never match it. A refused one shows what it was meant to grant. */
function entryOf(permission: Permission, order: number, stored: StoredPermission | undefined): Entry | undefined {
  const { defect } = permission;
  if (defect === "dropped" || (defect === "rejected" && permission.pattern === undefined)) return undefined;
  if (stored === undefined || (defect !== undefined && defect !== "rejected")) return { permission, order };
  return stored.compiled.kind === "invalid" ? undefined : { permission, order, pattern: stored.compiled };
}

function addToBucket(buckets: Map<string, Bucket>, entry: Entry): void {
  const { permission, pattern } = entry;
  if (permission.action === undefined || pattern === undefined) return;
  const key = bucketKey(permission.action, permission.type);
  const bucket: Bucket = buckets.get(key) ?? { literals: new Map(), patterns: [] };
  buckets.set(key, bucket);
  if (pattern.literal === undefined) bucket.patterns.push(entry);
  else if (!bucket.literals.has(pattern.literal)) bucket.literals.set(pattern.literal, entry);
}

/** A question without a type (JSON null) meets the permissions without one, as in Druid. */
function bucketKey(action: string, type: string | undefined | null): string {
  return type === undefined || type === null ? action : `${action} ${type}`;
}

function askBucket({ buckets }: RoleIndex, question: ResourceAction, budget: StepBudget | undefined): RoleAnswer {
  const bucket = buckets.get(bucketKey(question.action, question.type));
  if (bucket === undefined) return { kind: "nothing" };
  const literal = bucket.literals.get(question.name);
  const before = literal === undefined ? bucket.patterns : bucket.patterns.filter(({ order }) => order < literal.order);
  return askInTurn(before, question, literal, budget);
}

function askInOrder(entries: readonly Entry[], question: ResourceAction, budget: StepBudget | undefined): RoleAnswer {
  return askInTurn(
    entries.filter(({ permission }) => concerns(permission, question)),
    question,
    undefined,
    budget,
  );
}

/** Whether the check of a permission goes as far as its pattern, or breaks before. */
function concerns({ defect, action, type }: Permission, question: ResourceAction): boolean {
  if (defect === "breaks-all") return true;
  if (action !== question.action) return false;
  return defect === "breaks-action" || bucketKey(question.action, type) === bucketKey(question.action, question.type);
}

/** Tries entries one after the other; `last` is known to match. */
function askInTurn(
  entries: readonly Entry[],
  question: ResourceAction,
  last: Entry | undefined,
  budget: StepBudget | undefined,
): RoleAnswer {
  let unsure: RoleAnswer | undefined;
  for (const { permission, pattern } of entries) {
    const result = pattern?.match(question.name, budget);
    if (result?.kind === "no-match") continue;
    if (result?.kind === "match") return { kind: "grants", permission };
    if (result?.kind === "unknown" && result.effect === "unsure") unsure ??= { kind: "unsure", permission, reason: result.reason };
    else return unsure ?? { kind: "breaks", permission, reason: result?.reason ?? t("the stored entry has no pattern") };
  }
  return last === undefined ? (unsure ?? { kind: "nothing" }) : { kind: "grants", permission: last.permission };
}
