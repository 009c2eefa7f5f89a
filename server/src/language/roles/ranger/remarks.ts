/**
 * What is told about policies that can be read: what never matches, what matches more than it seems, what is not in the file.
 */
import { t } from "../../text/l10n";
import type { TextRange } from "../../text/range";
import type { RolesProblem } from "../model";
import type { Reading } from "../permissionJson";
import { RANGER_TYPES, type RangerPolicies, type RangerPolicy, type RangerResource, STOCK_RANGER_TYPES } from "./model";
import type { Fields } from "./readParts";

/** Tells about the policies of a file, in the order of the text. */
export function tellWholeFile(reading: Reading, ranger: RangerPolicies, fields: Fields): void {
  for (const policy of ranger.policies) tellPolicy(reading, ranger, policy);
  tellServices(reading, ranger);
  tellZones(reading, ranger);
  const tags = fields.get("tagPolicies");
  if (tags && tags.value.type === "object") {
    note(
      reading,
      "ranger-not-counted",
      "information",
      tags.keyRange,
      t("Policies about tags are not counted: which resources have tags is not here."),
    );
  }
}

function tellPolicy(reading: Reading, ranger: RangerPolicies, policy: RangerPolicy): void {
  for (const set of [...policy.resourceSets, ...policy.additionalSets]) {
    const [first] = set;
    if (set.length > 1 && first) {
      const types = set.map(({ type }) => type).join(", ");
      const message = t(
        "The policy {0} names several types at once ({1}). Druid asks about one resource at a time, so it never matches.",
        policy.name,
        types,
      );
      note(reading, "ranger-resource-type", "warning", first.range, message);
    }
    for (const resource of set) {
      tellType(reading, ranger, resource);
      tellValues(reading, resource);
    }
  }
  for (const item of [...policy.allow, ...policy.deny, ...policy.allowExceptions, ...policy.denyExceptions]) {
    const strange = [...item.accesses].filter((access) => !KNOWN_ACCESSES.has(access) && !ranger.serviceDef?.impliedGrants.has(access));
    if (strange.length === 0) continue;
    const message = t("Druid asks for read and write only; {0} means nothing to it.", strange.map((access) => `"${access}"`).join(", "));
    note(reading, "ranger-access-type", "warning", item.range, message);
  }
}

const KNOWN_ACCESSES = new Set(["read", "write"]);
const KNOWN_TYPES: ReadonlySet<string> = new Set(RANGER_TYPES);

function tellType(reading: Reading, { serviceDef }: RangerPolicies, { type, range }: RangerResource): void {
  if (serviceDef && !serviceDef.types.has(type)) {
    const declared = [...serviceDef.types.keys()].join(", ");
    note(
      reading,
      "ranger-resource-type",
      "warning",
      range,
      t("The service definition does not declare the type {0} (it has {1}); this never matches.", type, declared),
    );
  } else if (!KNOWN_TYPES.has(type)) {
    const meant = RANGER_TYPES.find((known) => known === type.toLowerCase());
    const message = meant
      ? t("Druid asks about {0}, in lower case; this never matches.", meant)
      : t("Druid has no resource type {0}; known are {1}.", type, RANGER_TYPES.join(", "));
    note(reading, "ranger-resource-type", "warning", range, message);
  } else if (!serviceDef && !STOCK_RANGER_TYPES.includes(type)) {
    const message = t(
      "Druid's own service definition has only {0}. This counts if yours declares {1} too.",
      STOCK_RANGER_TYPES.join(", "),
      type,
    );
    note(reading, "ranger-resource-type", "information", range, message);
  }
}

function tellValues(reading: Reading, { type, values, excludes, range }: RangerResource): void {
  if (values.every(({ text }) => text === "")) {
    note(
      reading,
      "ranger-values",
      "warning",
      range,
      excludes
        ? t("Without values this matches no name of type {0}.", type)
        : t("Without values this matches every name of type {0}.", type),
    );
  }
  for (const { text, range: place } of values) {
    if (!/\.\*|\\[.wd]|^\^|\$$|\[.*\]|\(.*\)/.test(text)) continue;
    note(
      reading,
      "ranger-values",
      "warning",
      place,
      t('"{0}" looks like a regular expression. Ranger knows * for any text and ? for one character; all else stands for itself.', text),
    );
  }
}

function tellServices(reading: Reading, { policies }: RangerPolicies): void {
  const services = new Map(policies.flatMap(({ service, nameRange }) => (service === undefined ? [] : [[service, nameRange] as const])));
  const [, last] = [...services];
  if (services.size < 2 || !last) return;
  const message = t(
    "These are policies of several services ({0}). Keep those of one cluster, else verdicts on which they differ are unknown.",
    [...services.keys()].slice(0, 5).join(", "),
  );
  note(reading, "ranger-services", "warning", last[1], message);
}

function tellZones(reading: Reading, { policies, zones }: RangerPolicies): void {
  const known = new Set(zones.map(({ name }) => name));
  const told = new Set<string>();
  for (const { zone, nameRange } of policies) {
    if (zone === undefined || known.has(zone) || told.has(zone)) continue;
    told.add(zone);
    const message = t(
      'Which resources lie in the security zone {0} is not in this file, so what policies outside of it allow is not sure. State it under "securityZones".',
      zone,
    );
    note(reading, "ranger-zone", "information", nameRange, message);
  }
}

/** Problems told for one file; the rest would hide what matters. */
const PROBLEM_LIMIT = 500;

function note(
  { problems }: Reading,
  code: RolesProblem["code"],
  severity: RolesProblem["severity"],
  range: TextRange,
  message: string,
): void {
  if (problems.length < PROBLEM_LIMIT) problems.push({ code, severity, message, range });
}
