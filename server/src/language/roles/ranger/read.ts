/**
 * Reads what Ranger exports and what its REST API answers: one policy, a list of them, `{"policies": […]}` of an export or of the download
 * for plugins, with its service definition and security zones; besides our own `cluster`, who has Ranger's roles and who is in which
 * group. Tolerates errors: what cannot be read is a problem with a range, and a doubt wherever it might decide.
 */

import type { Node } from "jsonc-parser";
import { t } from "../../text/l10n";
import { elementsOf, plainValue, propertiesOf, rangeOf } from "../jsonRead";
import { type Reading, tell } from "../permissionJson";
import type { Doubt, RangerPolicies, RangerPolicy } from "./model";
import { type Fields, fieldsOf, readText } from "./readParts";
import { readPolicy } from "./readPolicy";
import { readRoles, readServiceDef, readSuperNames, readUserGroups, readZones } from "./readRest";
import { tellWholeFile } from "./remarks";

/** Whether a document is Ranger's: policies have items or `resources`; a permission of Druid's own has one `resource`. */
export function isRanger(root: Node): boolean {
  if (root.type === "array") return elementsOf(root).some(isPolicy);
  if (root.type !== "object") return false;
  const fields = fieldsOf(root);
  const policies = fields.get("policies")?.value;
  const isList = policies?.type === "array" && (elementsOf(policies).some(isPolicy) || !elementsOf(policies).some(isOfRoles));
  return isList || isPolicy(root) || fields.get("policyDeltas")?.value.type === "array";
}

/** A role or a user may be called "policies". */
function isOfRoles(element: Node): boolean {
  const fields = fieldsOf(element);
  return element.type === "string" || fields.has("resource") || fields.has("resourceAction");
}

/** Reads a document that `isRanger`. */
export function readRanger(reading: Reading, root: Node): RangerPolicies {
  const fields = root.type === "object" && !isPolicy(root) ? fieldsOf(root) : NO_FIELDS;
  const nodes = policyNodes(reading, root, fields);
  const serviceDef = readServiceDef(reading, fields.get("serviceDef")?.value);
  const policies = nodes.flatMap(({ node, zone }) => readPolicy(reading, node, zone) ?? []);
  const roles = readRoles(reading, fields.get("rangerRoles")?.value);
  const userGroups = readUserGroups(reading, fields.get("userGroupMapping")?.value ?? fields.get("rangerUsers")?.value);
  const doubt = incomplete(reading, fields, nodes.length) ?? unreadable(nodes, policies);
  const ranger: RangerPolicies = {
    policies: policies.filter(({ counts }) => counts).map(({ policy }) => policy),
    ...(serviceDef && { serviceDef }),
    zones: readZones(reading, fields.get("securityZones")?.value),
    ...(roles && { roles }),
    ...(userGroups && { userGroups }),
    superUsers: readSuperNames(fields, "ranger.plugin.super.users"),
    superGroups: readSuperNames(fields, "ranger.plugin.super.groups"),
    ...(doubt && { doubt }),
    range: rangeOf(root),
  };
  tellWholeFile(reading, ranger, fields);
  for (const key of ["roles", "users", "groupMappings"]) tellStrangeSection(reading, fields, key);
  return ranger;
}

/** Sections of the basic authorizer. */
function tellStrangeSection({ problems }: Reading, fields: Fields, key: string): void {
  const property = fields.get(key);
  if (!property) return;
  const message = t(
    '"{0}" means nothing beside Ranger\'s policies; who has Ranger\'s roles stands under "rangerRoles", who is in which group under "userGroupMapping".',
    key,
  );
  problems.push({ code: "roles-unknown-key", severity: "warning", message, range: property.keyRange });
}

const NO_FIELDS: Fields = new Map();

const POLICY_KEYS = ["policyItems", "denyPolicyItems", "allowExceptions", "denyExceptions", "dataMaskPolicyItems", "rowFilterPolicyItems"];

function isPolicy(node: Node): boolean {
  if (node.type !== "object") return false;
  const fields = fieldsOf(node);
  if (fields.has("policies")) return false;
  return POLICY_KEYS.some((key) => fields.has(key)) || (fields.get("resources")?.value.type === "object" && !fields.has("permissions"));
}

interface PolicyNode {
  readonly node: Node;
  /** The security zone under which it stands. */
  readonly zone?: string;
}

function policyNodes(reading: Reading, root: Node, fields: Fields): readonly PolicyNode[] {
  if (root.type === "array") return elementsOf(root).map((node) => ({ node }));
  if (isPolicy(root)) return [{ node: root }];
  const policies = fields.get("policies")?.value;
  if (policies && policies.type !== "array" && policies.type !== "null")
    tell(reading, "ranger-shape", "error", policies, t("Policies are a list."));
  const own = policies ? elementsOf(policies) : [];
  return [...own.map((node) => ({ node })), ...zonePolicies(reading, fields.get("securityZones")?.value)];
}

/** In the download for plugins each zone holds its policies. */
function zonePolicies(reading: Reading, zones: Node | undefined): readonly PolicyNode[] {
  if (zones?.type !== "object") return [];
  return propertiesOf(zones).flatMap(({ key, value }) => {
    const fields = fieldsOf(value);
    const zone = readText(reading, fields.get("zoneName")?.value) ?? key;
    const policies = fields.get("policies")?.value;
    return policies ? elementsOf(policies).map((node) => ({ node, zone })) : [];
  });
}

/** A page of a longer list, or a download of changes only: what is not here may allow or deny anything. */
function incomplete(reading: Reading, fields: Fields, count: number): Doubt | undefined {
  const total = fields.get("totalCount");
  const wanted = total ? plainValue(total.value) : 0;
  const deltas = fields.get("policyDeltas")?.value;
  const hasDeltas = deltas !== undefined && elementsOf(deltas).length > 0;
  const isPage = typeof wanted === "number" && wanted > count;
  if (!isPage && !hasDeltas) return undefined;
  const message = isPage
    ? t("This file holds {0} of {1} policies. Ask Ranger for all of them, or export them.", count, wanted)
    : t("This file holds changes of policies only. Ask Ranger for all of them, or export them.");
  const place = isPage ? total?.value : deltas;
  if (place) tell(reading, "ranger-incomplete", "error", place, message);
  return { reason: "policies-incomplete", message };
}

function unreadable(nodes: readonly PolicyNode[], policies: readonly { readonly policy: RangerPolicy }[]): Doubt | undefined {
  if (nodes.length === policies.length) return undefined;
  return { reason: "policies-incomplete", message: t("The file holds entries that are no policies, so what Ranger has is not known.") };
}
