/**
 * One policy of Ranger: which resources it is about, its items, and what makes it doubtful. Policies that are not about access to Druid
 * are read far enough to say so. Source: `RangerPolicy`, with the defaults that its setters give.
 */

import type { Node } from "jsonc-parser";
import { t } from "../../text/l10n";
import { elementsOf, plainValue, propertiesOf, rangeOf } from "../jsonRead";
import { type Reading, tell } from "../permissionJson";
import type { Doubt, RangerDefect, RangerItem, RangerPolicy, RangerResource } from "./model";
import { type Fields, fieldsOf, readFlag, readText, readTexts } from "./readParts";

/** A policy; those that do not count are about something else than access to Druid's resources. */
export interface ReadPolicy {
  readonly policy: RangerPolicy;
  readonly counts: boolean;
}

/** Reads a policy; undefined when the node is none. */
export function readPolicy(reading: Reading, node: Node, zone: string | undefined): ReadPolicy | undefined {
  if (node.type !== "object") {
    tell(reading, "ranger-shape", "error", node, t('A policy is an object: {"name", "resources", "policyItems"}.'));
    return undefined;
  }
  const fields = fieldsOf(node);
  const resources = readResourceSets(reading, fields);
  const items = ITEM_LISTS.map((key) => readItems(reading, fields.get(key)?.value));
  const [allow, allowExceptions, deny, denyExceptions] = items.map(({ items: read }) => read);
  const name = fields.get("name")?.value;
  const service = readText(reading, fields.get("service")?.value);
  const ownZone = readText(reading, fields.get("zoneName")?.value) ?? zone;
  const text = readText(reading, name) ?? readText(reading, fields.get("id")?.value) ?? t("without a name");
  const defect = defectOf(
    text,
    resources.isWhole,
    items.every(({ isWhole }) => isWhole),
  );
  const doubt = doubtOf(reading, fields, text);
  const oddAccess = ITEM_LISTS.flatMap((key) => accessTypesIn(fields.get(key)?.value)).find((type) => type !== type.toLowerCase());
  const policy: RangerPolicy = {
    name: text,
    ...(service !== undefined && { service }),
    ...(ownZone !== undefined && { zone: ownZone }),
    priority: numberIn(fields, "policyPriority"),
    enabled: readFlag(fields.get("isEnabled")?.value, "yes"),
    denyAllElse: readFlag(fields.get("isDenyAllElse")?.value, "no"),
    resourceSets: resources.own,
    additionalSets: resources.additional,
    allow: allow ?? [],
    allowExceptions: allowExceptions ?? [],
    deny: deny ?? [],
    denyExceptions: denyExceptions ?? [],
    ...(defect && { defect }),
    ...(doubt && { doubt }),
    ...(oddAccess !== undefined && { oddAccess }),
    range: rangeOf(node),
    nameRange: rangeOf(name ?? node),
  };
  return { policy, counts: tellWhetherCounts(reading, fields, policy, name ?? node) };
}

const ITEM_LISTS = ["policyItems", "allowExceptions", "denyPolicyItems", "denyExceptions"];

/** The types of all accesses, allowed or not. */
function accessTypesIn(list: Node | undefined): readonly string[] {
  const accesses = (list ? elementsOf(list) : []).flatMap((item) => fieldsOf(item).get("accesses")?.value ?? []);
  return accesses.flatMap(elementsOf).flatMap((access) => {
    const type: unknown = fieldsOf(access).get("type")?.value.value;
    return typeof type === "string" ? [type] : [];
  });
}

/** Only policies about access (type 0) to a service of Druid are asked. */
function tellWhetherCounts(reading: Reading, fields: Fields, { name }: RangerPolicy, place: Node): boolean {
  const serviceType = readText(reading, fields.get("serviceType")?.value);
  const kind = numberIn(fields, "policyType");
  if (serviceType === "tag") {
    tell(
      reading,
      "ranger-not-counted",
      "information",
      place,
      t("The policy {0} is about tags; which resources have them is not here, so it is not counted.", name),
    );
  } else if (serviceType !== undefined && serviceType !== "druid") {
    tell(
      reading,
      "ranger-not-counted",
      "information",
      place,
      t("The policy {0} belongs to a service of type {1}, not to Druid; it is not counted.", name, serviceType),
    );
  } else if (kind !== 0) {
    tell(
      reading,
      "ranger-not-counted",
      "information",
      place,
      t("The policy {0} masks or filters rows, which Druid does not ask about; it is not counted.", name),
    );
  } else return true;
  return false;
}

function numberIn(fields: Fields, key: string): number {
  const node = fields.get(key)?.value;
  const value = node ? Number(plainValue(node)) : 0;
  return Number.isFinite(value) ? value : 0;
}

function defectOf(name: string, resourcesAreWhole: boolean, itemsAreWhole: boolean): RangerDefect | undefined {
  if (resourcesAreWhole && itemsAreWhole) return undefined;
  const doubt: Doubt = {
    reason: "policy-broken",
    message: t("Part of the policy {0} cannot be read, so what it allows and denies is not known.", name),
  };
  return { scope: resourcesAreWhole ? "resource" : "everywhere", doubt };
}

/** Nothing here knows the time, and conditions look at the request. */
function doubtOf(reading: Reading, fields: Fields, name: string): Doubt | undefined {
  const schedules = fields.get("validitySchedules")?.value;
  const conditions = fields.get("conditions")?.value;
  const place = [schedules, conditions].find((list) => list !== undefined && elementsOf(list).length > 0);
  if (place === undefined) return undefined;
  const message =
    place === schedules
      ? t("The policy {0} holds at certain times only, so whether it applies is not known here.", name)
      : t("The policy {0} has conditions, so whether it applies is not known here.", name);
  tell(reading, "ranger-undecided", "information", place, message);
  return { reason: "policy-undecided", message };
}

interface ReadSets {
  readonly own: readonly (readonly RangerResource[])[];
  readonly additional: readonly (readonly RangerResource[])[];
  readonly isWhole: boolean;
}

function readResourceSets(reading: Reading, fields: Fields): ReadSets {
  const first = fields.get("resources")?.value;
  const more = fields.get("additionalResources")?.value;
  const own = (first ? [first] : []).map((node) => readResources(reading, node));
  const additional = (more ? elementsOf(more) : []).map((node) => readResources(reading, node));
  const setsOf = (read: readonly ReadResources[]): ReadSets["own"] => read.map(({ resources }) => resources);
  return { own: setsOf(own), additional: setsOf(additional), isWhole: [...own, ...additional].every(({ isWhole }) => isWhole) };
}

interface ReadResources {
  readonly resources: readonly RangerResource[];
  readonly isWhole: boolean;
}

/** `{"datasource": {"values": ["a*"], "isExcludes": false}}`. Of a security zone also `{"datasource": ["a*"]}`. */
export function readResources(reading: Reading, node: Node): ReadResources {
  if (node.type !== "object") {
    tell(reading, "ranger-shape", "error", node, t('Resources are an object: {"datasource": {"values": ["name"]}}.'));
    return { resources: [], isWhole: false };
  }
  const read = propertiesOf(node).map(({ key, keyRange, value }) => {
    const fields = fieldsOf(value);
    const list = value.type === "array" ? value : fields.get("values")?.value;
    const { texts, isWhole } = readTexts(reading, list, "values");
    if (value.type !== "array" && value.type !== "object")
      tell(reading, "ranger-shape", "error", value, t('A resource has values: {"values": ["name"]}.'));
    const resource: RangerResource = {
      type: key,
      values: texts,
      excludes: readFlag(fields.get("isExcludes")?.value, "no"),
      range: { start: keyRange.start, end: rangeOf(value).end },
    };
    return { resource, isWhole: isWhole && (value.type === "array" || value.type === "object") };
  });
  return { resources: read.map(({ resource }) => resource), isWhole: read.every(({ isWhole }) => isWhole) };
}

interface ReadItems {
  readonly items: readonly RangerItem[];
  readonly isWhole: boolean;
}

function readItems(reading: Reading, list: Node | undefined): ReadItems {
  if (list === undefined) return { items: [], isWhole: true };
  if (list.type !== "array") {
    tell(reading, "ranger-shape", "error", list, t("The items of a policy are a list."));
    return { items: [], isWhole: false };
  }
  const read = elementsOf(list).map((node) => readItem(reading, node));
  return { items: read.flatMap(({ items }) => items), isWhole: read.every(({ isWhole }) => isWhole) };
}

function readItem(reading: Reading, node: Node): ReadItems {
  if (node.type !== "object") {
    tell(reading, "ranger-shape", "error", node, t('An item is an object: {"accesses", "users", "groups", "roles"}.'));
    return { items: [], isWhole: false };
  }
  const fields = fieldsOf(node);
  const users = readTexts(reading, fields.get("users")?.value, "users");
  const groups = readTexts(reading, fields.get("groups")?.value, "groups");
  const roles = readTexts(reading, fields.get("roles")?.value, "roles");
  const accesses = readAccesses(reading, fields.get("accesses")?.value);
  const conditions = fields.get("conditions")?.value;
  const hasConditions = conditions !== undefined && elementsOf(conditions).length > 0;
  if (conditions && hasConditions) {
    tell(reading, "ranger-undecided", "information", conditions, t("This item has conditions, so whether it applies is not known here."));
  }
  const item: RangerItem = {
    users: textSet(users.texts),
    groups: textSet(groups.texts),
    roles: textSet(roles.texts),
    accesses: accesses.types,
    hasConditions,
    range: rangeOf(node),
  };
  return { items: [item], isWhole: users.isWhole && groups.isWhole && roles.isWhole && accesses.isWhole };
}

interface ReadAccesses {
  readonly types: ReadonlySet<string>;
  readonly isWhole: boolean;
}

/** `[{"type": "read", "isAllowed": true}]`; what is not allowed counts as if it were not there. */
function readAccesses(reading: Reading, list: Node | undefined): ReadAccesses {
  const types = new Set<string>();
  if (list === undefined) return { types, isWhole: true };
  let isWhole = list.type === "array";
  for (const node of elementsOf(list)) {
    const fields = fieldsOf(node);
    const type = readText(reading, fields.get("type")?.value);
    if (type === undefined) {
      isWhole = false;
      tell(reading, "ranger-shape", "error", node, t('An access has a type: {"type": "read", "isAllowed": true}.'));
    } else if (readFlag(fields.get("isAllowed")?.value, "yes")) types.add(type);
  }
  if (list.type !== "array") tell(reading, "ranger-shape", "error", list, t("Accesses are a list."));
  return { types, isWhole };
}

function textSet(texts: readonly { readonly text: string }[]): ReadonlySet<string> {
  return new Set(texts.map(({ text }) => text));
}
