/**
 * Recorded answers of Java's regular expressions, of Druid's basic authorizer and mapper, and of Ranger's policy engines: our own, and others
 * where they are at hand.
 * Every verdict must be theirs or unknown, and unknown must stay rare.
 */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { type ClusterProfile, type ResourceAction, STOCK_PROFILE } from "../../server/src/language/permissions/model";
import { createAuthorizer } from "../../server/src/language/roles/authorizer";
import type { Permission, RolesFile } from "../../server/src/language/roles/model";
import { parseRolesFile } from "../../server/src/language/roles/parse";
import { effectivePattern } from "../../server/src/language/roles/pattern";
import { keptPermissions, readSecurityText, SECURITY_TEXTS } from "../../server/src/language/roles/securityText";
import { createRegexEngine } from "../../server/src/language/text/regex/engine";

const OWN = join(__dirname, "../../../test/conformance");
const OTHERS = join(__dirname, "../../..", "../shared/conformance");

/** Of the pairs whose answer is known. */
const UNKNOWN_SHARE = 0.005;

/** Runs a check over the records of a file, which may be absent from the folder of others. */
function checkRecords<T>(folder: string, file: string, check: (records: readonly T[]) => void): void {
  const path = join(folder, file);
  if (folder === OTHERS && !existsSync(path)) {
    console.log(`skipped: ${file} is not at hand`);
    return;
  }
  test(`${folder === OWN ? "own" : "other"} ${file}`, () =>
    check(
      readFileSync(path, "utf8")
        .split("\n")
        .filter(Boolean)
        .map((line): T => JSON.parse(line)),
    ));
}

interface Pair {
  /** `pathological` where an answer may be missing. */
  readonly group?: string;
  readonly pattern: string;
  readonly name: string;
  readonly verdict: "match" | "no-match" | "invalid" | "timeout";
  readonly error?: string;
  readonly index?: number;
}

for (const folder of [OWN, OTHERS]) checkRecords<Pair>(folder, "java-regex.jsonl", checkPairs);

function checkPairs(pairs: readonly Pair[]): void {
  const engine = createRegexEngine();
  const wrong: string[] = [];
  let unknown = 0;
  for (const pair of pairs) {
    const compiled = engine.compile(pair.pattern);
    const result = compiled.kind === "invalid" ? compiled : compiled.match(pair.name);
    if (result.kind === "unknown") unknown += pair.group === "pathological" || pair.verdict === "timeout" ? 0 : 1;
    else if (result.kind !== pair.verdict) wrong.push(`${JSON.stringify(pair)}: ${result.kind}`);
    else if (result.kind === "invalid" && (result.message !== pair.error || result.index !== pair.index))
      wrong.push(`${JSON.stringify(pair)}: ${result.message}`);
  }
  console.log(`${pairs.length} pairs, ${wrong.length} wrong, ${unknown} unknown`);
  assert.deepEqual(wrong, []);
  assert.ok(unknown <= pairs.length * UNKNOWN_SHARE);
}

interface Asked {
  readonly roles: unknown;
  readonly users: unknown;
  readonly groupMappings?: unknown;
  readonly user: string;
  readonly action: ResourceAction;
  readonly roleProvider?: ClusterProfile["roleProvider"];
  readonly groupFilters?: readonly string[];
  readonly memberOf?: readonly string[];
  /** Absent where Druid fails, on the list or on the question. */
  readonly allowed?: boolean;
}

for (const folder of [OWN, OTHERS]) checkRecords<Asked>(folder, "basic-authorizer.jsonl", checkAsked);

function checkAsked(records: readonly Asked[]): void {
  const wrong: string[] = [];
  for (const record of records) {
    const { roles, users, groupMappings, user, action, roleProvider, groupFilters, memberOf, allowed } = record;
    const profile = { ...STOCK_PROFILE, druidVersion: 27, ...(roleProvider && { roleProvider }), ...(groupFilters && { groupFilters }) };
    const file = parseRolesFile(JSON.stringify({ roles, users, groupMappings }), "roles");
    const verdict = createAuthorizer(file, profile).decide(action, { kind: "user", name: user, memberOf: memberOf ?? [] }, profile);
    const expected = allowed === undefined ? "unknown" : allowed ? "allowed" : "denied";
    if (verdict.outcome !== expected && !isHarmless(verdict.outcome, record)) wrong.push(`${JSON.stringify(record)}: ${verdict.outcome}`);
  }
  assert.deepEqual(wrong, []);
}

/** Behind a list in place of an action Druid loses its place, and what it makes of such a role is not worth knowing. */
function isHarmless(outcome: string, { roles }: Asked): boolean {
  return outcome === "unknown" && JSON.stringify(roles).includes('"action":[');
}

interface Mapped {
  readonly target: string;
  readonly json: string;
  readonly accepted: boolean;
  readonly as?: readonly (MappedPermission | null)[] | null;
  readonly stored?: readonly (MappedPermission | null)[];
  /** Of users and group mappings. */
  readonly roles?: readonly string[];
  readonly groupPattern?: string | null;
}

interface MappedPermission {
  readonly name?: string | null;
  readonly action?: string | null;
  readonly type?: string | null;
  readonly pattern?: string | null;
}

checkRecords<Mapped>(OTHERS, "permission-json.jsonl", (records) => {
  const wrong = records.flatMap((record) => {
    const difference = differenceOf(record);
    return difference === undefined ? [] : [`${JSON.stringify(record)}: ${difference}`];
  });
  console.log(`permission-json.jsonl: ${records.length} texts read as the request that they are, ${wrong.length} wrong`);
  assert.deepEqual(wrong, []);
});

/** What our reading of a text, as the request that it is, has otherwise than Druid's. */
function differenceOf({ target, json, accepted, as, stored, roles, groupPattern }: Mapped): string | undefined {
  const request = SECURITY_TEXTS.find((known) => known === target);
  if (!request) return "no such request";
  const read = readSecurityText(json, request);
  if (!accepted || read.kind === "refused") return accepted === (read.kind !== "refused") ? undefined : JSON.stringify(read);
  if (read.kind === "holder") {
    const isSame = JSON.stringify(read.roles) === JSON.stringify(roles) && (read.groupPattern ?? null) === (groupPattern ?? null);
    return isSame ? undefined : JSON.stringify(read);
  }
  const ours = keptPermissions(read.permissions, { druidVersion: 27 });
  const theirs = stored ?? as ?? [];
  const isSame = ours.length === theirs.length && ours.every((permission, index) => sameEntry(permission, theirs[index], target));
  return isSame ? undefined : JSON.stringify(read);
}

/** A roles file is read by the form that it shows, and by nothing else; where that is the form of the request, the two readings are one. */
const FILES_AT_LEAST = 160;

checkRecords<Mapped>(OTHERS, "permission-json.jsonl", (records) => {
  let compared = 0;
  const wrong = records.flatMap((record) => {
    const { outcome, shown } = compareFile(record);
    if (outcome === "not the form of this request") return [];
    compared++;
    return outcome === "wrong" ? [`${JSON.stringify(record)}: ${shown}`] : [];
  });
  console.log(`permission-json.jsonl: ${compared} texts read as roles files, ${wrong.length} wrong`);
  assert.deepEqual(wrong, []);
  assert.ok(compared >= FILES_AT_LEAST);
});

/** Whether a roles file with this text means to us what the request means to Druid. */
function compareFile(record: Mapped): { readonly outcome: "same" | "wrong" | "not the form of this request"; readonly shown: string } {
  const { target, json, accepted } = record;
  const file = parseRolesFile(target === "post" && json.trim() !== "null" ? `{"roles":{"r":${json}}}` : json, "r");
  const outcome = (isSame: boolean) => ({
    outcome: isSame ? ("same" as const) : ("wrong" as const),
    shown: JSON.stringify([...file.roles.values()]),
  });
  const other = { outcome: "not the form of this request" as const, shown: "" };
  const value = strictValue(json);
  const hasError = file.problems.some(({ severity }) => severity === "error");
  if (value === undefined) return hasError && !accepted ? outcome(true) : other;
  if (isOtherForm(target, value) || (target !== "post" && accepted && !hasForm(json))) return other;
  if (!accepted) return isEmpty(value) ? other : outcome(file.problems.length > 0);
  if (target === "user" || target === "groupMapping") return outcome(sameHolder(file, record));
  const [role] = file.roles.values();
  if (role === undefined) return sizeOf(record) === 0 ? other : outcome(false);
  return outcome(sameEntries(role.permissions, record));
}

function strictValue(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** The form of permissions in a text that is given to the reader of the other form. */
function isOtherForm(target: string, value: unknown): boolean {
  if (target === "user") return JSON.stringify(value).includes('"permissions"');
  if (target === "groupMapping") return !JSON.stringify(value).includes('"groupPattern"');
  const isList = Array.isArray(value) || value === null;
  if ((target === "post" || target === "permissions") !== isList && !isEmpty(value)) return true;
  const text = JSON.stringify(value);
  const isVerbose = text.includes('"resourceAction"') || text.includes('"resourceNamePattern"');
  const wantsVerbose = target !== "post" && target !== "role?simplifyPermissions";
  return isVerbose !== wantsVerbose && /[{[]/.test(text.replace(/^.*?\[/, "")) && !isEmpty(value);
}

/** `{}`, `[]`, `null`, `{"permissions": []}`. */
function isEmpty(value: unknown): boolean {
  return ["{}", "[]", "null", '{"permissions":[]}'].includes(JSON.stringify(value));
}

/** Whether an entry shows one of the two forms, or there is none to show it. */
function hasForm(json: string): boolean {
  return json.includes('"resource') || !/"permissions"\s*:\s*\[\s*[^\s\]]|^\s*\[\s*[^\s\]]/.test(json);
}

function sizeOf({ as }: Mapped): number {
  return as?.length ?? 0;
}

function sameHolder(file: RolesFile, { target, roles, groupPattern }: Mapped): boolean {
  const [holder] = target === "user" ? file.users.values() : file.groupMappings;
  const ours = [...new Set(holder?.roles.map(({ name }) => name) ?? [])].sort();
  const pattern = holder !== undefined && "groupPattern" in holder ? holder.groupPattern : undefined;
  return JSON.stringify(ours) === JSON.stringify(roles) && (target === "user" || pattern === (groupPattern ?? undefined));
}

/** Entry by entry, as stored by Druid 27; what breaks checks is null in Druid's reading. */
function sameEntries(permissions: readonly Permission[], { target, as, stored }: Mapped): boolean {
  const theirs = stored ?? as ?? [];
  const ours = permissions.filter((permission) => permission.defect !== "dropped" && !isInvalid(permission));
  return ours.length === theirs.length && ours.every((permission, index) => sameEntry(permission, theirs[index], target));
}

/** An entry that breaks checks is null in Druid's reading, as a whole or in its parts. */
function sameEntry({ defect, ...permission }: Permission, their: MappedPermission | null | undefined, target: string): boolean {
  if (defect === "rejected") return false;
  if (defect === "breaks-all") return !their?.action && !their?.type;
  const pattern = target === "role?simplifyPermissions" ? null : (effectivePattern(permission, { druidVersion: 27 }) ?? null);
  const { action, type, name } = permission;
  const hasName = their?.name === undefined || target !== "role?simplifyPermissions" || their.name === (name ?? null);
  return (
    hasName &&
    (their?.action ?? null) === (action ?? null) &&
    (their?.type ?? null) === (type ?? null) &&
    (their?.pattern ?? null) === pattern
  );
}

const engine = createRegexEngine();

function isInvalid(permission: Permission): boolean {
  const pattern = effectivePattern(permission, { druidVersion: 27 });
  return pattern !== undefined && engine.compile(pattern).kind === "invalid";
}

/** Policies of Ranger, questions to them, and what the policy engine of each release answered. */
interface RangerRecord {
  readonly id: string;
  readonly file: object;
  /** User, action, type, name. */
  readonly questions: readonly (readonly [string, ResourceAction["action"], string, string])[];
  readonly allowed: Readonly<Record<keyof typeof DRUID_OF_RANGER, readonly boolean[]>>;
}

/** A release of Druid with each release of Ranger. */
const DRUID_OF_RANGER = { "2.0.0": 29, "2.4.0": 34, "2.7.0": 36, "2.8.0": 38 } as const;
/** Access types in odd cases and chains of implied ones are many in these policies. */
const RANGER_UNKNOWN_SHARE = 0.05;

checkRecords<RangerRecord>(OWN, "ranger.jsonl", (records) => {
  const wrong: string[] = [];
  let unknown = 0;
  let total = 0;
  for (const { id, file, questions, allowed } of records) {
    const roles = parseRolesFile(JSON.stringify(file), "ranger.json");
    for (const release of Object.keys(DRUID_OF_RANGER) as (keyof typeof DRUID_OF_RANGER)[]) {
      const profile: ClusterProfile = {
        ...STOCK_PROFILE,
        authorizer: "ranger",
        rangerUseUgi: true,
        druidVersion: DRUID_OF_RANGER[release],
      };
      const authorizer = createAuthorizer(roles, profile);
      for (const [index, [user, action, type, name]] of questions.entries()) {
        const { outcome } = authorizer.decide({ action, type, name }, { kind: "user", name: user }, profile);
        total++;
        if (outcome === "unknown") unknown++;
        else if ((outcome === "allowed") !== allowed[release][index])
          wrong.push(`${id} ${release} ${user} ${action} ${type} ${name}: ${outcome}`);
      }
    }
  }
  assert.deepEqual(wrong, []);
  assert.ok(total >= 3_000, `only ${total} answers`);
  assert.ok(unknown <= total * RANGER_UNKNOWN_SHARE, `${unknown} of ${total} are unknown`);
});
