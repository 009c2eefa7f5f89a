/**
 * The cluster in words: what was stated about it and by whom, and what was assumed, on one line. For terminals, hovers and reports alike,
 * so plain text.
 */

import type { ClusterProfile } from "../permissions/model";
import { PROFILE_KEYS, type ProfileProblem } from "../permissions/profile";
import { phrase, t } from "../text/l10n";
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
  const said = stated.length > 0 ? stated.join(", ") : t("nothing is stated");
  return stock.length > 0 ? t("{0}; assumed: {1}", said, stock.join(", ")) : said;
}

/** `Druid 34 (roles file)`; `Druid 38 (assumed)` */
export function describeVersion({ settings: { profile }, assumed, profileSources: sources }: Described): string {
  const source = assumed.includes("druidVersion") ? t("assumed") : sourceWords(sources["druidVersion"]);
  return `${wordsOf(profile, "druidVersion")} (${source})`;
}

/** Who states something, as people call it: `comment`, `roles file`, `common.runtime.properties:12`. */
export function sourceWords(source: string | undefined): string {
  if (source === "directive") return t("comment");
  return t((source ?? "stock").replace(/^properties file /, ""));
}

/** What those are called that are no file; a file stands for itself. */
export const NAMED_SOURCES: readonly string[] = [phrase("roles file"), phrase("configuration file"), phrase("setting"), phrase("stock")];

/** What is wrong with a description of the cluster, with the one whose it is. */
export function problemWords({ message, source }: ProfileProblem): string {
  if (source === undefined) return message;
  const environment = /^environment (.*)$/s.exec(source)?.[1];
  const place = environment === undefined ? t(PLACES[source] ?? source) : t("cluster of the environment {0}", environment);
  return `${place}: ${message}`;
}

const PLACES: Readonly<Record<string, string>> = {
  setting: phrase("The setting druidSql.cluster"),
  option: "--profile",
  "configuration file": phrase("cluster in the configuration file"),
  "roles file": phrase("cluster in the roles file"),
};

/** Roles come from somewhere only where there are any. */
function concerns({ authorizer }: ClusterProfile, key: keyof ClusterProfile): boolean {
  return key !== "roleProvider" || authorizer === "basic";
}

/** One key in words. */
function wordsOf(profile: ClusterProfile, key: keyof ClusterProfile): string {
  switch (key) {
    case "druidVersion":
      return t("Druid {0}", profile.druidVersion);
    case "inputSourceSecurity":
      return profile.inputSourceSecurity ? t("input source security on") : t("input source security off");
    case "authorizeQueryContext":
      return profile.authorizeQueryContext ? t("context keys authorized") : t("context keys not authorized");
    case "authorizeSystemTables":
      return profile.authorizeSystemTables ? t("system tables authorized") : t("system tables not authorized");
    case "sysQueriesTable":
      return profile.sysQueriesTable ? t("sys.queries on") : t("sys.queries off");
    case "router":
      return profile.router ? t("a Router") : t("no Router");
    case "authorizer":
      return t("authorizer {0}", profile.authorizer);
    case "roleProvider":
      return profile.roleProvider === "ldap" ? t("roles by LDAP groups too") : t("no LDAP groups");
    case "rangerUseUgi":
      return profile.rangerUseUgi ? t("Ranger is told groups") : t("Ranger is told no groups");
    case "durableStorage":
      return profile.durableStorage ? t("durable storage {0}", profile.durableStorage.type) : t("durable storage none");
    default:
      return listWords(profile, key);
  }
}

type ListKey =
  | "securedContextKeys"
  | "unsecuredContextKeys"
  | "groupFilters"
  | "views"
  | "defaultContext"
  | "tableFunctions"
  | "functions"
  | "extensions";

function listWords(profile: ClusterProfile, key: ListKey): string {
  const value = profile[key] ?? [];
  const count = Array.isArray(value) ? value.length : Object.keys(value).length;
  const [none, one, many] = LIST_WORDS[key];
  return count === 0 ? t(none) : count === 1 ? t(one) : t(many, count);
}

const LIST_WORDS: Readonly<Record<ListKey, readonly [none: string, one: string, many: string]>> = {
  securedContextKeys: [phrase("no secured context keys"), phrase("1 secured context key"), phrase("{0} secured context keys")],
  unsecuredContextKeys: [phrase("no unsecured context keys"), phrase("1 unsecured context key"), phrase("{0} unsecured context keys")],
  groupFilters: [phrase("no group filters"), phrase("1 group filter"), phrase("{0} group filters")],
  views: [phrase("no views"), phrase("1 view"), phrase("{0} views")],
  defaultContext: [phrase("no default context keys"), phrase("1 default context key"), phrase("{0} default context keys")],
  tableFunctions: [phrase("no more table functions"), phrase("1 more table function"), phrase("{0} more table functions")],
  functions: [phrase("no more functions"), phrase("1 more function"), phrase("{0} more functions")],
  extensions: [phrase("no extensions listed"), phrase("1 extension listed"), phrase("{0} extensions listed")],
};
