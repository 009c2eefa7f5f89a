/**
 * Reads the description of a cluster leniently: what it says is taken over a stock Druid, what it does not say is assumed and said so, and what
 * cannot be understood is a problem that names its key. Nothing is thrown.
 */
import { t } from "../text/l10n";
import { type ClusterProfile, type DurableStorage, NEWEST_VERSION, OLDEST_VERSION, STOCK_PROFILE } from "./model";
import { tensionsOf } from "./profileTensions";

/** Something in the description that cannot be understood. */
export interface ProfileProblem {
  /** `error`: it counts for nothing, so the cluster is not the one that is meant. `warning`: it counts for what comes nearest. */
  readonly severity: "error" | "warning" | "information";
  readonly message: string;
  /** What the value must be, where it is something else: `true or false`. */
  readonly expected?: string;
  /** The key that it is about, outermost first. */
  readonly path: readonly (string | number)[];
  /** Who says it, where several are read: `setting`, `common.runtime.properties:12`. */
  readonly source?: string;
}

export interface ReadProfile {
  readonly profile: ClusterProfile;
  /** The keys that nobody stated, taken from a stock Druid. */
  readonly assumed: readonly string[];
  readonly problems: readonly ProfileProblem[];
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** A value that was understood, or what it should have been and, where stock Druid's value would allow too much, what counts instead. */
type Reading<T> = { readonly value: T; readonly note?: string } | { readonly expected: string; readonly instead?: T };

const READERS: { readonly [Key in keyof Required<ClusterProfile>]: (value: unknown) => Reading<Exclude<ClusterProfile[Key], undefined>> } =
  {
    druidVersion: readVersion,
    inputSourceSecurity: readBoolean,
    authorizeQueryContext: readBoolean,
    securedContextKeys: readStrings,
    unsecuredContextKeys: readStrings,
    authorizeSystemTables: readBoolean,
    router: readBoolean,
    defaultContext: readObject,
    durableStorage: readDurableStorage,
    authorizer: readAuthorizer,
    roleProvider: (value) => readWord(value, ["metadata", "ldap"]),
    groupFilters: readStrings,
    rangerUseUgi: readBoolean,
    sysQueriesTable: readBoolean,
    tableFunctions: readTableFunctions,
    functions: readNames,
    extensions: readStrings,
    views: readStrings,
  };

/** What a cluster's authorizer can be; `other` for one whose rules are not known here. */
const AUTHORIZERS = ["basic", "ranger", "allowAll", "readOnly", "other"] as const;

/** The keys of the description, in the order of documentation. */
export const PROFILE_KEYS = Object.keys(READERS) as readonly (keyof ClusterProfile)[];

/**
 * Reads a description such as `{ "druidVersion": "34.0.1", "inputSourceSecurity": true }`. `undefined` and `null` state nothing.
 * A version newer than the newest known one counts as that one, an older one as the oldest; a problem says so.
 */
export function readProfile(raw: unknown): ReadProfile {
  const profile: Mutable<ClusterProfile> = { ...STOCK_PROFILE };
  const problems: ProfileProblem[] = [];
  const stated = new Set<string>();
  for (const [key, value] of entriesOf(raw, problems)) {
    const reader = Object.hasOwn(READERS, key) ? (READERS[key as keyof ClusterProfile] as (value: unknown) => Reading<never>) : undefined;
    if (!reader) problems.push({ severity: "error", message: unknownKey(key), path: [key] });
    else if (value !== undefined && value !== null) {
      const reading = reader(value);
      const counts = "expected" in reading ? reading.instead : reading.value;
      if (counts !== undefined) {
        profile[key as keyof ClusterProfile] = counts;
        stated.add(key);
      }
      if ("expected" in reading)
        problems.push({ severity: "error", message: mustBe(key, reading.expected), expected: reading.expected, path: [key] });
      else if (reading.note) problems.push({ severity: "warning", message: reading.note, path: [key] });
    }
  }
  for (const { key, message } of tensionsOf(profile, (key) => stated.has(key)))
    problems.push({ severity: "warning", message, path: [key] });
  return { profile, assumed: PROFILE_KEYS.filter((key) => !stated.has(key)), problems };
}

/** What is wrong with a value, in a sentence about where it stands. */
export function mustBe(name: string, expected: string): string {
  return t("{0} must be {1}.", name, expected);
}

function entriesOf(raw: unknown, problems: ProfileProblem[]): readonly [string, unknown][] {
  if (raw === undefined || raw === null) return [];
  if (typeof raw === "object" && !Array.isArray(raw)) return Object.entries(raw);
  problems.push({ severity: "error", message: t("The description of a cluster must be an object."), path: [] });
  return [];
}

function unknownKey(key: string): string {
  const meant = PROFILE_KEYS.find((known) => known.toLowerCase() === key.toLowerCase());
  return meant ? t("{0} is not known; {1} is.", key, meant) : t("{0} is not known. Known are {1}.", key, PROFILE_KEYS.join(", "));
}

/** `34`, `"34"`, `"34.0.1"`, `"apache-druid-34.0.1"`, `"34.0.0-SNAPSHOT"`. */
function readVersion(value: unknown): Reading<number> {
  const text = typeof value === "number" ? String(value) : value;
  const match = typeof text === "string" ? /^(?:[a-z-]*?)v?(\d+)(?:[.\-_+].*)?$/i.exec(text.trim()) : null;
  if (!match) return { expected: t('a Druid version such as "{0}"', NEWEST_VERSION) };
  const major = Number(match[1]);
  if (major > NEWEST_VERSION)
    return {
      value: NEWEST_VERSION,
      note: t("Druid {0} is newer than what is known here; the rules of {1} are used.", major, NEWEST_VERSION),
    };
  if (major < OLDEST_VERSION)
    return {
      value: OLDEST_VERSION,
      note: t("Druid {0} is older than what is known here; the rules of {1} are used.", major, OLDEST_VERSION),
    };
  return { value: major };
}

function readBoolean(value: unknown): Reading<boolean> {
  if (typeof value === "boolean") return { value };
  if (value === "true" || value === "false") return { value: value === "true" };
  return { expected: t("true or false") };
}

function readStrings(value: unknown): Reading<readonly string[]> {
  return Array.isArray(value) && value.every((item) => typeof item === "string") ? { value } : { expected: t("a list of strings") };
}

/** Names that count in any case, kept in capitals. */
function readNames(value: unknown): Reading<readonly string[]> {
  const strings = readStrings(value);
  return "value" in strings ? { value: strings.value.map((name) => name.toUpperCase()) } : strings;
}

function readObject(value: unknown): Reading<Readonly<Record<string, unknown>>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { value: { ...value } } : { expected: t("an object") };
}

function readWord<const Word extends string>(value: unknown, words: readonly Word[]): Reading<Word> {
  const word = words.find((candidate) => candidate === value);
  return word === undefined ? { expected: t("one of {0}", words.join(", ")) } : { value: word };
}

/** The basic authorizer's rules would be a guess for any other. */
function readAuthorizer(value: unknown): Reading<ClusterProfile["authorizer"]> {
  const word = readWord(value, AUTHORIZERS);
  return "expected" in word ? { ...word, instead: "other" } : word;
}

/** `{ "HTTP": "http" }`. Names are kept in capitals. */
function readTableFunctions(value: unknown): Reading<Readonly<Record<string, string>>> {
  const object = readObject(value);
  if ("expected" in object || !Object.values(object.value).every((type) => typeof type === "string")) {
    return { expected: t('an object of function names and input source types, such as { "HTTP": "http" }') };
  }
  return { value: Object.fromEntries(Object.entries(object.value).map(([name, type]) => [name.toUpperCase(), String(type)])) };
}

function readDurableStorage(value: unknown): Reading<DurableStorage> {
  const expected = t('an object with type "s3", "azure", "google" or "local", and perhaps bucket and prefix');
  const object = readObject(value);
  if ("expected" in object) return { expected };
  const type = readWord(object.value.type, ["s3", "azure", "google", "local"]);
  const { bucket, prefix } = object.value;
  if ("expected" in type || !isOptionalString(bucket) || !isOptionalString(prefix)) return { expected };
  return { value: { type: type.value, ...(bucket === undefined ? {} : { bucket }), ...(prefix === undefined ? {} : { prefix }) } };
}

function isOptionalString(value: unknown): value is string | undefined {
  return value === undefined || typeof value === "string";
}
