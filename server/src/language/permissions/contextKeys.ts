/**
 * WRITE QUERY_CONTEXT on the context keys that count, where the cluster authorizes them. Which keys count changed with the version.
 * Source: AuthConfig.contextKeysToAuthorize, AbstractStatement.authorize, SqlQueryPlus (35+), AsyncQueryForwardingServlet of the Router.
 */

import { FIRST_VERSION_WITH_ENGINE_KEY, FIRST_VERSION_WITH_SET } from "../analysis/route";
import { EXEMPT_CONTEXT_KEYS } from "../data/contextKeys";
import type { SetStatement } from "../syntax/nodes";
import { t } from "../text/l10n";
import { rangeOf, type TextRange } from "../text/range";
import type { Collector } from "./collector";
import type { ClusterProfile, NeedReason } from "./model";
import type { RuleInput } from "./rule";

/** The first Druid that exempts keys and knows the lists of secured and unsecured ones; its Router adds query ids. */
const FIRST_VERSION_WITH_LISTS = 25;
/** The release that counts its whole working context, defaults and the planner's own keys included. */
const VERSION_WITH_WHOLE_CONTEXT = 34;

export function contextKeyNeeds(input: RuleInput, collect: Collector): void {
  const { profile } = input;
  if (!profile.authorizeQueryContext) return;
  const add = (key: string, cause: TextRange, reason: NeedReason): void => {
    if (isAuthorized(key, profile)) collect.need("WRITE", "QUERY_CONTEXT", key, reason, cause);
  };
  const setKeys = addSetKeys(input, collect, add);
  const required = requiredKey(input);
  if (required !== undefined && !setKeys.has(required)) add(required, input.firstWord, "endpoint-key");
  for (const key of keysWithoutWords(input)) if (!setKeys.has(key)) add(key, input.firstWord, "context-key");
  addRouterKey(input, setKeys, collect, add);
}

type Add = (key: string, cause: TextRange, reason: NeedReason) => void;

/** The key of SET is the first part of its name: `SET a.b = 1` sets `a`. */
function addSetKeys(input: RuleInput, collect: Collector, add: Add): ReadonlySet<string> {
  const keys = new Set<string>();
  if (input.profile.druidVersion < FIRST_VERSION_WITH_SET) return keys;
  for (const set of input.tree.sets) {
    const name = keyOf(set);
    if (!name) continue;
    if (name.template) {
      collect.unknown(
        "template-name",
        t("A template makes this name, so which context key must be granted is not known."),
        rangeOf(set.name),
      );
    } else {
      keys.add(name.name);
      add(name.name, rangeOf(set.name), "context-key");
    }
  }
  return keys;
}

function keyOf(set: SetStatement) {
  return set.verb === "SET" && set.name.kind === "name" ? set.name.parts[0] : undefined;
}

/** Keys that no word of the statement gives: the request's, and what this version adds to them. */
function keysWithoutWords(input: RuleInput): readonly string[] {
  const { profile, settings, route } = input;
  const keys = Object.keys(settings.context).filter(
    (key) => !isTakenOut(key, profile.druidVersion) && (route.endpoint !== "jdbc" || (key !== "user" && key !== "password")),
  );
  if (route.endpoint === "statements" && profile.druidVersion >= 28 && profile.druidVersion <= 34) keys.push("__resultFormat");
  if (profile.druidVersion === VERSION_WITH_WHOLE_CONTEXT) keys.push(...Object.keys(profile.defaultContext), ...plannerKeys(input));
  return [...new Set(keys)];
}

/**
 * Druid takes `bySegment` out of the context that it works with. The releases that authorize this context, and not the request's, never
 * ask for it; in 24 by the source of AbstractStatement, in 34 inferred from it.
 */
function isTakenOut(key: string, version: number): boolean {
  return key === "bySegment" && (version < FIRST_VERSION_WITH_LISTS || version === VERSION_WITH_WHOLE_CONTEXT);
}

/** The key without which the endpoint does not take the statement; every request gives it. */
function requiredKey({ profile, settings, route }: RuleInput): string | undefined {
  const key = route.endpoint === "statements" ? "executionMode" : engineKey(route.endpoint, profile.druidVersion);
  return key === undefined || key in settings.context ? undefined : key;
}

/** Dart has an endpoint of its own before the key `engine` chooses it. */
function engineKey(endpoint: string, version: number): string | undefined {
  return endpoint === "dart" && version >= FIRST_VERSION_WITH_ENGINE_KEY ? "engine" : undefined;
}

/** What the planner itself writes into the context before it authorizes. Source: IngestHandler, DruidSqlValidator of 34. */
function plannerKeys({ ingest }: RuleInput): readonly string[] {
  const keys: string[] = [];
  if (!ingest) return keys;
  if (ingest.target.kind === "exportTarget") keys.push("sqlExportFileFormat");
  if (ingest.partitionedBy) keys.push("sqlInsertSegmentGranularity");
  if (ingest.verb === "REPLACE") keys.push("sqlReplaceTimeChunks");
  return keys;
}

/** The Router adds `queryId` to a request for SQL over HTTP that lacks it, and `queryId` is not exempt. */
function addRouterKey(input: RuleInput, setKeys: ReadonlySet<string>, collect: Collector, add: Add): void {
  const { profile, settings, route } = input;
  const given = "queryId" in settings.context || setKeys.has("queryId");
  if (given || route.endpoint === "jdbc" || profile.druidVersion < FIRST_VERSION_WITH_LISTS || !isAuthorized("queryId", profile)) return;
  if (profile.router) add("queryId", input.firstWord, "router-query-id");
  else if (profile.router === undefined) {
    const message = t(
      "A Router in between adds the context key queryId, which must be granted then. Nobody stated whether there is one (router).",
    );
    collect.unknown("router-unstated", message, input.firstWord);
  }
}

function isAuthorized(key: string, profile: ClusterProfile): boolean {
  if (profile.druidVersion < FIRST_VERSION_WITH_LISTS) return true;
  const exemptSince = EXEMPT_CONTEXT_KEYS.get(key);
  if (exemptSince !== undefined && profile.druidVersion >= exemptSince) return false;
  if (profile.unsecuredContextKeys.includes(key)) return false;
  return profile.securedContextKeys === undefined || profile.securedContextKeys.includes(key);
}
