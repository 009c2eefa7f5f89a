/**
 * The cluster in words: what was stated about it and by whom, and what was assumed, on one line. For terminals, hovers and reports alike,
 * so plain text.
 */
import type { ClusterProfile } from "../permissions/model";
import { PROFILE_KEYS, type ProfileProblem } from "../permissions/profile";
import type { LanguageContext } from "./context";

/** What a context knows of the cluster. */
type Described = Pick<LanguageContext, "settings" | "assumed" | "profileSources">;

/** Of what nobody states only that is said which adds or takes away needs by itself; the JSON has all. */
const DECISIVE: readonly (keyof ClusterProfile)[] = [
  "druidVersion",
  "inputSourceSecurity",
  "authorizeQueryContext",
  "authorizeSystemTables",
  "authorizer",
  "roleProvider",
];

/** `Druid 34 (roles file), context keys authorized (common.runtime.properties:12); assumed: input source security off, …` */
export function describeClusterLine({ settings: { profile }, assumed, profileSources: sources }: Described): string {
  const stated = PROFILE_KEYS.filter((key) => !assumed.includes(key)).map(
    (key) => `${wordsOf(profile, key)} (${sourceWords(sources[key])})`,
  );
  const stock = DECISIVE.filter((key) => assumed.includes(key) && concerns(profile, key)).map((key) => wordsOf(profile, key));
  const said = stated.length > 0 ? stated.join(", ") : "nothing is stated";
  return stock.length > 0 ? `${said}; assumed: ${stock.join(", ")}` : said;
}

/** `Druid 34 (roles file)`; `Druid 38 (assumed)` */
export function describeVersion({ settings: { profile }, assumed, profileSources: sources }: Described): string {
  const source = assumed.includes("druidVersion") ? "assumed" : sourceWords(sources["druidVersion"]);
  return `${wordsOf(profile, "druidVersion")} (${source})`;
}

/** Who states something, as people call it: `comment`, `roles file`, `common.runtime.properties:12`. */
export function sourceWords(source: string | undefined): string {
  if (source === "directive") return "comment";
  return (source ?? "stock").replace(/^properties file /, "");
}

/** What is wrong with a description of the cluster, with the one whose it is. */
export function problemWords({ message, source }: ProfileProblem): string {
  if (source === undefined) return message;
  const environment = /^environment (.*)$/s.exec(source)?.[1];
  return `${environment === undefined ? (PLACES[source] ?? source) : `cluster of the environment ${environment}`}: ${message}`;
}

const PLACES: Readonly<Record<string, string>> = {
  setting: "The setting druidSql.cluster",
  option: "--profile",
  "configuration file": "cluster in the configuration file",
  "roles file": "cluster in the roles file",
};

/** Roles come from somewhere only where there are any. */
function concerns({ authorizer }: ClusterProfile, key: keyof ClusterProfile): boolean {
  return key !== "roleProvider" || authorizer === "basic";
}

/** One key in words. */
function wordsOf(profile: ClusterProfile, key: keyof ClusterProfile): string {
  switch (key) {
    case "druidVersion":
      return `Druid ${profile.druidVersion}`;
    case "inputSourceSecurity":
      return `input source security ${profile.inputSourceSecurity ? "on" : "off"}`;
    case "authorizeQueryContext":
      return `context keys ${authorized(profile.authorizeQueryContext)}`;
    case "authorizeSystemTables":
      return `system tables ${authorized(profile.authorizeSystemTables)}`;
    case "sysQueriesTable":
      return `sys.queries ${profile.sysQueriesTable ? "on" : "off"}`;
    case "router":
      return profile.router ? "a Router" : "no Router";
    case "authorizer":
      return `authorizer ${profile.authorizer}`;
    case "roleProvider":
      return profile.roleProvider === "ldap" ? "roles by LDAP groups too" : "no LDAP groups";
    case "rangerUseUgi":
      return profile.rangerUseUgi ? "Ranger is told groups" : "Ranger is told no groups";
    case "durableStorage":
      return `durable storage ${profile.durableStorage?.type ?? "none"}`;
    default:
      return listWords(profile, key);
  }
}

function authorized(switched: ClusterProfile["authorizeQueryContext"]): string {
  return switched ? "authorized" : "not authorized";
}

type ListKey = "securedContextKeys" | "unsecuredContextKeys" | "groupFilters" | "views" | "defaultContext" | "tableFunctions";

function listWords(profile: ClusterProfile, key: ListKey): string {
  const value = profile[key] ?? [];
  const count = Array.isArray(value) ? value.length : Object.keys(value).length;
  const [one, many] = LIST_WORDS[key];
  return count === 1 ? `1 ${one}` : `${count === 0 ? "no" : count} ${many}`;
}

const LIST_WORDS: Readonly<Record<ListKey, readonly [string, string]>> = {
  securedContextKeys: ["secured context key", "secured context keys"],
  unsecuredContextKeys: ["unsecured context key", "unsecured context keys"],
  groupFilters: ["group filter", "group filters"],
  views: ["view", "views"],
  defaultContext: ["default context key", "default context keys"],
  tableFunctions: ["more table function", "more table functions"],
};
