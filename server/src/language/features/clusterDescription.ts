/**
 * The cluster as all who state something about it describe it together: each key is taken from the first who states it in a way that can
 * be understood, and what nobody states from a stock Druid. What is wrong with a description names who it comes from.
 */
import type { ClusterProfile } from "../permissions/model";
import { PROFILE_KEYS, type ProfileProblem, readProfile } from "../permissions/profile";
import { asProfileProblem, type PropertiesFile, placeOfProperty, readPropertiesProfile } from "../permissions/propertiesProfile";

/** A source for each key of the profile. */
export type ProfileSources = Readonly<Record<string, string>>;

/** Who states something, the first one first. */
export interface Descriptions {
  /** Profile objects as they were given. */
  readonly cluster?: readonly unknown[];
  /** What each of `cluster` is called; `setting` and `roles file` when absent. */
  readonly clusterSources?: readonly string[];
  /** Druid's own properties files, behind all of `cluster`; a later one comes before an earlier one. */
  readonly properties?: readonly PropertiesFile[];
  /** What the roles file says by being what it is, behind everything else. */
  readonly implied?: Readonly<Record<string, unknown>>;
}

/** What it all comes to. */
export interface ClusterDescription {
  readonly profile: ClusterProfile;
  readonly assumed: readonly string[];
  readonly sources: ProfileSources;
  readonly problems: readonly ProfileProblem[];
}

/** One who states something. */
interface Description {
  readonly values: Readonly<Record<string, unknown>>;
  readonly sourceOf: (key: string) => string;
  readonly problems: readonly ProfileProblem[];
}

/** Puts the descriptions together. */
export function describeCluster(descriptions: Descriptions): ClusterDescription {
  const implied: Description = { values: descriptions.implied ?? {}, sourceOf: () => "roles file", problems: [] };
  const all = [...ofObjects(descriptions), ofProperties(descriptions.properties ?? []), implied];
  const stated: Record<string, unknown> = {};
  const sources: Record<string, string> = {};
  for (const key of PROFILE_KEYS) {
    const first = all.find(({ values }) => Object.hasOwn(values, key));
    sources[key] = first?.sourceOf(key) ?? "stock";
    if (first) stated[key] = first.values[key];
  }
  const { profile, assumed } = readProfile(stated);
  return { profile, assumed, sources, problems: all.flatMap(({ problems }) => problems) };
}

/** What the sources of a description are called among themselves; `clusterWords.ts` has the words for people. */
export const CLUSTER_SOURCES = {
  setting: "setting",
  configuration: "configuration file",
  roles: "roles file",
  environment: (name: string): string => `environment ${name}`,
} as const;

const USUAL_SOURCES: readonly string[] = [CLUSTER_SOURCES.setting, CLUSTER_SOURCES.roles];

function ofObjects({ cluster = [], clusterSources = USUAL_SOURCES }: Descriptions): readonly Description[] {
  return cluster.map((raw, index) => {
    const source = clusterSources[index] ?? "setting";
    const { profile, assumed, problems } = readProfile(raw);
    const values = Object.fromEntries(PROFILE_KEYS.filter((key) => !assumed.includes(key)).map((key) => [key, profile[key]]));
    return { values, sourceOf: () => source, problems: problems.map((problem) => ({ ...problem, source })) };
  });
}

function ofProperties(files: readonly PropertiesFile[]): Description {
  const { stated, places, problems } = readPropertiesProfile(files);
  const sourceOf = (key: string): string => {
    const place = places[key];
    return place ? `properties file ${placeOfProperty(place)}` : "properties file";
  };
  return { values: stated, sourceOf, problems: problems.filter(({ severity }) => severity !== "information").map(asProfileProblem) };
}
