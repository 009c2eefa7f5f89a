/**
 * Why a denied question was denied: the permissions, roles and users that almost granted it, nearest first, one sentence each.
 */
import type { ClusterProfile, ResourceAction } from "../permissions/model";
import type { Holdings } from "./authorizers/holdings";
import type { NearMiss, NearMissKind, Permission, Principal, Role, RolesFile } from "./model";
import { effectivePattern, javaTrim, regexEngine } from "./pattern";
import { askRole } from "./roleIndex";

/** Near misses told for one question. */
const MISS_LIMIT = 5;

/** Permissions of one role that are looked at; a larger role is a generated one, and its first entries explain enough. */
const PERMISSION_LIMIT = 2_000;

/** Nearest first. */
const ORDER: readonly NearMissKind[] = [
  "authorizer",
  "user-missing",
  "groups-ignored",
  "name-case",
  "blanks",
  "pattern-is-part",
  "name-is-part",
  "action",
  "type-case",
  "external-name",
  "role-not-assigned",
  "role-missing",
  "invalid-regex",
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
  const held = holdings.names.flatMap((name) => file.roles.get(name) ?? []);
  const misses = [
    ...principalMisses(file, principal, holdings),
    ...ignoredGroupMisses(file, question, profile, holdings),
    ...held.flatMap((role) => roleMisses(file, role, question, profile)),
    ...unassignedMisses(file, question, profile, principal, holdings),
  ];
  return misses.sort((one, other) => ORDER.indexOf(one.kind) - ORDER.indexOf(other.kind)).slice(0, MISS_LIMIT);
}

function principalMisses(file: RolesFile, principal: Principal | undefined, holdings: Holdings): readonly NearMiss[] {
  const place = origin(file);
  const misses: NearMiss[] = [];
  if (principal?.kind === "user" && !holdings.userKnown) {
    misses.push({ kind: "user-missing", message: `User ${principal.name} is not in the roles file, so has no roles.`, ...place });
  }
  for (const name of holdings.missing) {
    const range = assignmentOf(file, principal, name);
    misses.push({
      kind: "role-missing",
      message: `Role ${name} is not defined in the roles file.`,
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
  return holdings.ignored.flatMap(({ name, roles, range }) => {
    const granting = roles.find((reference) => grants(file, reference.name, question, profile));
    if (granting === undefined) return [];
    const message = `The group mapping ${name} gives role ${granting.name}, but the cluster's role provider does not look at groups.`;
    return [{ kind: "groups-ignored" as const, message, role: granting.name, ...origin(file), range }];
  });
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
  const misses: NearMiss[] = [];
  for (const role of file.roles.values()) {
    if (held.has(role.name)) continue;
    const answer = askRole(role, question, profile);
    if (answer.kind !== "grants") continue;
    const message = `Role ${role.name} grants this, but ${holderName(principal)} does not have it.`;
    misses.push({ kind: "role-not-assigned", message, role: role.name, ...origin(file), range: answer.permission.range });
    if (misses.length >= MISS_LIMIT) break;
  }
  return misses;
}

function holderName(principal: Principal): string {
  if (principal.kind === "user") return `user ${principal.name}`;
  return principal.kind === "roles" ? `role ${principal.names.join(", ")}` : "the group";
}

function grants(file: RolesFile, roleName: string, question: ResourceAction, profile: ClusterProfile): boolean {
  const role = file.roles.get(roleName);
  return role !== undefined && askRole(role, question, profile).kind === "grants";
}

function origin({ environment, uri }: RolesFile): Pick<NearMiss, "environment" | "uri"> {
  return { ...(environment !== undefined && { environment }), uri };
}

function roleMisses(file: RolesFile, role: Role, question: ResourceAction, profile: ClusterProfile): readonly NearMiss[] {
  const misses: NearMiss[] = [];
  const found = new Map<NearMissKind, number>();
  for (const permission of role.permissions.slice(0, PERMISSION_LIMIT)) {
    const miss = permissionMiss(role, permission, question, profile);
    if (miss === undefined || (found.get(miss.kind) ?? 0) >= MISS_LIMIT) continue;
    found.set(miss.kind, (found.get(miss.kind) ?? 0) + 1);
    misses.push({ ...miss, role: role.name, ...origin(file), range: permission.range });
  }
  return misses;
}

type Miss = Pick<NearMiss, "kind" | "message">;

function permissionMiss(role: Role, permission: Permission, question: ResourceAction, profile: ClusterProfile): Miss | undefined {
  const pattern = effectivePattern(permission, profile);
  if (pattern === undefined || permission.action === undefined) return undefined;
  const says = `Role ${role.name} grants ${permission.action} ${permission.type ?? "(no type)"} "${pattern}"`;
  if (regexEngine.compile(pattern).kind === "invalid") return invalidMiss(permission, pattern, question, role);
  const sameType = permission.type === question.type;
  const matches = matchesWhole(pattern, question.name);
  if (permission.action === question.action && sameType) return matches ? undefined : nameMiss(says, pattern, question);
  if (!matches) return undefined;
  if (sameType) return { kind: "action", message: `${says}, but ${question.action} is needed.` };
  if (permission.action !== question.action) return undefined;
  if (permission.type?.trim().toUpperCase() === question.type) {
    return { kind: "type-case", message: `${says}; types are compared exactly, and ${question.type} is needed.` };
  }
  return regexEngine.compile(pattern).kind === "compiled" && isNameLike(pattern)
    ? { kind: "type", message: `${says}, but the type needed is ${question.type}.` }
    : undefined;
}

/** Whether a pattern speaks of certain names; `.*` for another type is no near miss. */
function isNameLike(pattern: string): boolean {
  return /[\p{L}\p{Nd}]{2}/u.test(pattern);
}

function matchesWhole(pattern: string, name: string): boolean {
  const compiled = regexEngine.compile(pattern);
  return compiled.kind === "compiled" && compiled.match(name).kind === "match";
}

function invalidMiss(permission: Permission, pattern: string, question: ResourceAction, role: Role): Miss | undefined {
  if (permission.action !== question.action || permission.type !== question.type) return undefined;
  const compiled = regexEngine.compile(pattern);
  const why = compiled.kind === "invalid" ? ` (${compiled.message})` : "";
  return {
    kind: "invalid-regex",
    message: `The pattern "${pattern}" of role ${role.name} is no Java regular expression${why} and matches nothing.`,
  };
}

/** Action and type fit: how does the name miss? */
function nameMiss(says: string, pattern: string, { name, type }: ResourceAction): Miss | undefined {
  if (matchesInAnyCase(pattern, name)) {
    return { kind: "name-case", message: `${says}; names are compared with regard to case, and this is "${name}".` };
  }
  if (javaTrim(pattern) !== pattern && matchesWhole(javaTrim(pattern), name)) {
    return { kind: "blanks", message: `${says}; the blanks around the name count from Druid 34 on.` };
  }
  if (matchesPart(pattern, name)) {
    return { kind: "pattern-is-part", message: `${says}; that is only a part of "${name}", and the whole name must match.` };
  }
  if (type === "EXTERNAL") return { kind: "external-name", message: `${says}, but the name needed is "${name}".` };
  if (name.length >= 3 && pattern.toLowerCase().includes(name.toLowerCase())) {
    return { kind: "name-is-part", message: `${says}; "${name}" is only a part of that.` };
  }
  return undefined;
}

function matchesInAnyCase(pattern: string, name: string): boolean {
  if (isLiteral(pattern)) return pattern.toLowerCase() === name.toLowerCase();
  return matchesWhole(`(?iu:${pattern})`, name);
}

function matchesPart(pattern: string, name: string): boolean {
  return isLiteral(pattern) ? name.includes(pattern) : matchesWhole(`(?s:.*)(?:${pattern})(?s:.*)`, name);
}

function isLiteral(pattern: string): boolean {
  const compiled = regexEngine.compile(pattern);
  return compiled.kind === "compiled" && compiled.literal !== undefined;
}
