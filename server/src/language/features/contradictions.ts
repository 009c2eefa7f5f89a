/**
 * Where those who describe the cluster (a setting, the `cluster` of a roles file, Druid's own properties files) say different things: one
 * of them is out of date, unless it was meant so.
 */

import type { ClusterProfile } from "../permissions/model";
import { PROFILE_KEYS, type ProfileProblem, readProfile } from "../permissions/profile";
import { type PropertiesFile, placeOfProperty, readPropertiesProfile } from "../permissions/propertiesProfile";
import { t } from "../text/l10n";

/** Somebody who comes before others. */
export interface StatedBefore {
  /** `druid-roles.json` */
  readonly name: string;
  readonly cluster: unknown;
}

/** A key about which somebody before says otherwise. */
export interface Overruled {
  readonly key: keyof ClusterProfile;
  readonly message: string;
}

/** The keys of a description that do not count. `before` is in the order in which it counts. */
export function overruled(description: unknown, before: readonly StatedBefore[]): readonly Overruled[] {
  const here = readProfile(description);
  const parts = before.map(({ name, cluster }) => ({ name, ...readProfile(cluster) }));
  return PROFILE_KEYS.filter((key) => !here.assumed.includes(key)).flatMap((key) => {
    const first = parts.find(({ assumed }) => !assumed.includes(key));
    if (!first) return [];
    const [one, other] = [comparable(here.profile[key]), comparable(first.profile[key])];
    return one === other ? [] : [{ key, message: t("{0} is {1} here and {2} in {3}, which counts.", key, one, other, first.name) }];
  });
}

/** One warning for each key on which they differ, naming both values. */
export function contradictions(cluster: unknown, properties: readonly PropertiesFile[]): readonly ProfileProblem[] {
  if (properties.length === 0) return [];
  const { stated, places } = readPropertiesProfile(properties);
  const here = readProfile(cluster);
  const there = readProfile(stated).profile;
  return PROFILE_KEYS.filter((key) => Object.hasOwn(stated, key) && !here.assumed.includes(key)).flatMap((key) => {
    const [one, other] = [comparable(here.profile[key]), comparable(there[key])];
    if (one === other) return [];
    const place = places[key];
    const message = t("{0} is {1} here and {2} in {3}. What stands here counts.", key, one, other, place ? placeOfProperty(place) : "");
    return [{ severity: "warning" as const, message, path: [key] }];
  });
}

/** The order of lists and keys means nothing; in a properties file every value of the default context is a text. */
function comparable(value: unknown): string {
  if (Array.isArray(value)) return JSON.stringify([...value].sort());
  if (typeof value !== "object" || value === null) return String(value);
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify(Object.fromEntries(entries.map(([key, each]) => [key, String(each)])));
}
