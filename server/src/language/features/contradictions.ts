/**
 * Where the `cluster` of a roles file and Druid's own properties files say different things. The roles file counts, and one of the two is
 * out of date.
 */
import { PROFILE_KEYS, type ProfileProblem, readProfile } from "../permissions/profile";
import { type PropertiesFile, placeOfProperty, readPropertiesProfile } from "../permissions/propertiesProfile";

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
    const message = `${key} is ${one} here and ${other} in ${place ? placeOfProperty(place) : ""}. What stands here counts.`;
    return [{ severity: "warning" as const, message, path: [key] }];
  });
}

/** A value as a text, the same for values that mean the same. The order of lists and keys means nothing; in a properties file every value of the default context is a text. */
export function comparable(value: unknown): string {
  if (Array.isArray(value)) return JSON.stringify([...value].sort());
  if (typeof value !== "object" || value === null) return String(value);
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify(Object.fromEntries(entries.map(([key, each]) => [key, String(each)])));
}
