/**
 * Recorded answers of Java's regular expressions and of Druid's basic authorizer and mapper, where they are at hand.
 * Every verdict must be theirs or unknown, and unknown must stay rare.
 */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { type ClusterProfile, type ResourceAction, STOCK_PROFILE } from "../../server/src/language/permissions/model";
import { createAuthorizer } from "../../server/src/language/roles/authorizer";
import type { Permission } from "../../server/src/language/roles/model";
import { parseRolesFile } from "../../server/src/language/roles/parse";
import { effectivePattern } from "../../server/src/language/roles/pattern";
import { createRegexEngine } from "../../server/src/language/roles/regex/engine";

const FOLDER = join(__dirname, "../../..", "../shared/conformance");

/** Of the pairs whose answer is known. */
const UNKNOWN_SHARE = 0.005;

function checkRecords<T>(file: string, check: (records: readonly T[]) => void): void {
  const path = join(FOLDER, file);
  if (!existsSync(path)) {
    console.log(`skipped: ${file} is not at hand`);
    return;
  }
  test(file, () =>
    check(
      readFileSync(path, "utf8")
        .split("\n")
        .filter(Boolean)
        .map((line): T => JSON.parse(line)),
    ),
  );
}

interface Pair {
  readonly group: string;
  readonly pattern: string;
  readonly name: string;
  readonly verdict: "match" | "no-match" | "invalid" | "timeout";
  readonly error?: string;
  readonly index?: number;
}

checkRecords<Pair>("java-regex.jsonl", (pairs) => {
  const engine = createRegexEngine();
  const wrong: string[] = [];
  let unknown = 0;
  for (const pair of pairs) {
    const compiled = engine.compile(pair.pattern);
    const result = compiled.kind === "invalid" ? compiled : compiled.match(pair.name);
    if (result.kind === "unknown") unknown += pair.group === "pathological" ? 0 : 1;
    else if (result.kind !== pair.verdict) wrong.push(`${JSON.stringify(pair)}: ${result.kind}`);
    else if (result.kind === "invalid" && (result.message !== pair.error || result.index !== pair.index))
      wrong.push(`${JSON.stringify(pair)}: ${result.message}`);
  }
  console.log(`java-regex.jsonl: ${pairs.length} pairs, ${wrong.length} wrong, ${unknown} unknown`);
  assert.deepEqual(wrong, []);
  assert.ok(unknown <= pairs.length * UNKNOWN_SHARE);
});

interface Asked {
  readonly roles: unknown;
  readonly users: unknown;
  readonly groupMappings?: unknown;
  readonly user: string;
  readonly action: ResourceAction;
  readonly roleProvider?: ClusterProfile["roleProvider"];
  readonly groupFilters?: readonly string[];
  readonly memberOf?: readonly string[];
  readonly allowed?: boolean;
}

checkRecords<Asked>("basic-authorizer.jsonl", (records) => {
  const wrong: string[] = [];
  for (const record of records) {
    const { roles, users, groupMappings, user, action, roleProvider, groupFilters, memberOf, allowed } = record;
    const profile = { ...STOCK_PROFILE, druidVersion: 27, ...(roleProvider && { roleProvider }), ...(groupFilters && { groupFilters }) };
    const file = parseRolesFile(JSON.stringify({ roles, users, groupMappings }), "roles");
    const verdict = createAuthorizer(file, profile).decide(action, { kind: "user", name: user, ...(memberOf && { memberOf }) }, profile);
    const expected = allowed === undefined ? "unknown" : allowed ? "allowed" : "denied";
    if (verdict.outcome !== expected) wrong.push(`${JSON.stringify(record)}: ${verdict.outcome}`);
  }
  assert.deepEqual(wrong, []);
});

interface Mapped {
  readonly target: string;
  readonly json: string;
  readonly accepted: boolean;
  readonly as?: readonly (MappedPermission | null)[] | null;
  readonly stored?: readonly (MappedPermission | null)[];
}

interface MappedPermission {
  readonly action?: string | null;
  readonly type?: string | null;
  readonly pattern?: string | null;
}

checkRecords<Mapped>("permission-json.jsonl", (records) => {
  const wrong: string[] = [];
  for (const record of records.filter(({ target }) => target === "post" || target === "role")) {
    const found = read(record);
    if (found !== undefined && !sameReading(record, found)) wrong.push(`${JSON.stringify(record)}: ${JSON.stringify(found)}`);
  }
  assert.deepEqual(wrong, []);
});

/** Our reading of a posted list or stored role; undefined where the text is none by itself, or strict JSON is the point. */
function read({ target, json }: Mapped): readonly Permission[] | undefined {
  const trimmed = json.trim();
  const list = target === "post" ? trimmed : JSON.stringify(plainPermissions(trimmed));
  if (target === "post" && (!trimmed.startsWith("[") || json.startsWith("\uFEFF"))) return undefined;
  if (list === undefined || list.includes("resourceAction") === (target === "post")) return undefined;
  const file = parseRolesFile(`{"roles":{"r":${list}}}`, "r");
  if (file.problems.some(({ code }) => code === "roles-syntax") || json.includes("/*") || json.endsWith(",]")) return undefined;
  return file.roles.get("r")?.permissions;
}

function plainPermissions(json: string): unknown {
  const value: unknown = JSON.parse(json);
  if (typeof value !== "object" || value === null || !("permissions" in value)) return undefined;
  return Array.isArray(value.permissions) ? value.permissions : undefined;
}

/** Refused lists have a refused entry; of the others the entries that can match must be Druid's, as stored by Druid 27. */
function sameReading({ accepted, as, stored }: Mapped, permissions: readonly Permission[]): boolean {
  if (!accepted) return permissions.some(({ defect }) => defect === "rejected");
  const ours = permissions.filter(({ defect, action, type }) => defect === undefined && action !== undefined && type !== undefined);
  const theirs = (stored ?? as ?? []).filter(
    (entry) => entry?.action && typeof entry.type === "string" && typeof entry.pattern === "string",
  );
  const oursShown = ours.flatMap((permission) => showOurs(permission));
  return JSON.stringify(oursShown) === JSON.stringify(theirs.map((entry) => [entry?.action, entry?.type, entry?.pattern]));
}

const engine = createRegexEngine();

function showOurs(permission: Permission): readonly (readonly unknown[])[] {
  const pattern = effectivePattern(permission, { druidVersion: 27 });
  if (pattern === undefined || engine.compile(pattern).kind === "invalid") return [];
  return [[permission.action, permission.type, pattern]];
}
