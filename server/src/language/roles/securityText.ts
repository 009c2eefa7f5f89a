/**
 * What Druid makes of one text of its security API: the body that is posted, a stored role, or an answer that is read again. A roles file is
 * read by the form that it shows; this reads by the request, as strictly as Druid does, so that it can be asked before anything is sent.
 * Source: BasicAuthorizerResource and the readers of `druid-basic-security`, measured on Druid 27.
 */
import type { Node } from "jsonc-parser";
import type { ClusterProfile } from "../permissions/model";
import { t } from "../text/l10n";
import { readJson as readStrictJson } from "../text/strictJson";
import { elementsOf, propertyOf, readJson, textOf } from "./jsonRead";
import type { Permission } from "./model";
import { effectivePattern, regexEngine } from "./pattern";
import { type Reading, readAnswered, readSimple, readVerbose } from "./permissionJson";

/**
 * - `post`: the body of `POST …/roles/{role}/permissions`
 * - `permissions`: the answer of `GET …/roles/{role}/permissions`
 * - `role`: a role as it is stored; `role?full` and `role?simplifyPermissions`: the answers of `GET …/roles/{role}`
 * - `user`, `groupMapping`: these objects without the permissions of their roles
 */
export const SECURITY_TEXTS = ["post", "permissions", "role", "role?full", "role?simplifyPermissions", "user", "groupMapping"] as const;
export type SecurityText = (typeof SECURITY_TEXTS)[number];

/** What Druid reads, or why it refuses the text as a whole. Entries that a stored role loses are not among `permissions`. */
export type SecurityReading =
  | { readonly kind: "refused"; readonly reason: string }
  | { readonly kind: "permissions"; readonly permissions: readonly Permission[] }
  | { readonly kind: "holder"; readonly roles: readonly string[]; readonly groupPattern?: string };

/** Reads a text as Druid reads it for this request: no comments, no trailing commas, and nothing behind the first value counts. Never throws. */
export function readSecurityText(text: string, request: SecurityText): SecurityReading {
  const strict = readStrictJson(text);
  if (strict.type === "error") return refused(t("This is no JSON to Druid: {0}.", strict.message));
  const json = text.slice(strict.start, strict.end);
  const { root, problems } = readJson(json);
  if (root === undefined) return refused(problems[0]?.message ?? t("This is no JSON."));
  return READERS[request]({ text: json, problems: [] }, root);
}

/** The permissions that a cluster of this version keeps: a pattern that does not compile once it is trimmed goes with its entry. */
export function keptPermissions(permissions: readonly Permission[], profile: Pick<ClusterProfile, "druidVersion">): readonly Permission[] {
  return permissions.filter((permission) => {
    const pattern = effectivePattern(permission, profile);
    return pattern === undefined || regexEngine.compile(pattern).kind !== "invalid";
  });
}

type Reader = (reading: Reading, root: Node) => SecurityReading;
type EntryReader = (reading: Reading, entry: Node) => Permission;

const READERS: Readonly<Record<SecurityText, Reader>> = {
  post: (reading, root) => readList(reading, root, readSimple),
  permissions: (reading, root) => readList(reading, root, readVerbose),
  role: (reading, root) => withoutDropped(readRoleObject(reading, root, readVerbose, "keep")),
  "role?full": (reading, root) => readRoleObject(reading, root, readVerbose, "refuse"),
  "role?simplifyPermissions": (reading, root) => readRoleObject(reading, root, readAnswered, "refuse"),
  user: (reading, root) => readHolder(reading, root),
  groupMapping: (reading, root) => readHolder(reading, root),
};

function refused(reason: string): SecurityReading {
  return { kind: "refused", reason };
}

function readList(reading: Reading, list: Node | undefined, read: EntryReader, broken: "keep" | "refuse" = "refuse"): SecurityReading {
  if (list === undefined || list.type === "null") return { kind: "permissions", permissions: [] };
  if (list.type !== "array") return refused(t("Druid reads a list of permissions here."));
  const permissions = elementsOf(list).map((entry) => read(reading, entry));
  const isRefused = broken === "refuse" && permissions.some(({ defect }) => defect === "rejected" || defect === "dropped");
  return isRefused ? refused(reading.problems[0]?.message ?? t("Druid refuses this list.")) : { kind: "permissions", permissions };
}

function readRoleObject(reading: Reading, root: Node, read: EntryReader, broken: "keep" | "refuse"): SecurityReading {
  if (root.type === "null") return { kind: "permissions", permissions: [] };
  if (root.type !== "object") return refused(t("Druid reads a role object here."));
  for (const key of ["users", "groups"]) {
    const holders = broken === "refuse" ? propertyOf(root, key)?.value : undefined;
    if (holders && namesIn(reading, holders) === undefined) return refused(t('"{0}" is a list of names.', key));
  }
  return readList(reading, propertyOf(root, "permissions")?.value, read, broken);
}

/** Druid reads the entries of a stored role one by one, and leaves out those that it cannot read. */
function withoutDropped(result: SecurityReading): SecurityReading {
  if (result.kind !== "permissions") return result;
  return { kind: "permissions", permissions: result.permissions.filter(({ defect }) => defect !== "dropped") };
}

function readHolder(reading: Reading, root: Node): SecurityReading {
  if (root.type !== "object") return refused(t("Druid reads an object with a name and roles here."));
  const list = propertyOf(root, "roles")?.value;
  const roles = list ? namesIn(reading, list) : [];
  if (roles === undefined) return refused(t('"{0}" is a list of names.', "roles"));
  const pattern = propertyOf(root, "groupPattern")?.value;
  const groupPattern = textOf(pattern, reading.text);
  if (pattern && pattern.type !== "null" && groupPattern === undefined) return refused(t('"{0}" is a text.', "groupPattern"));
  return { kind: "holder", roles: [...new Set(roles)].sort(), ...(groupPattern !== undefined && { groupPattern }) };
}

/** The names in a list; nothing where it is none, or where something else stands in it. */
function namesIn(reading: Reading, list: Node): readonly string[] | undefined {
  if (list.type === "null") return [];
  if (list.type !== "array") return undefined;
  const names = elementsOf(list).map((element) => textOf(element, reading.text));
  return names.every((name) => name !== undefined) ? names.filter((name) => name !== undefined) : undefined;
}
