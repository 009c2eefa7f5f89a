/**
 * Where a statement goes: endpoint and engine, from the settings and from what the statement is; and what the query context holds there.
 * Source: SqlResource, SqlTaskResource, SqlStatementResource, DruidMeta (JDBC, always native) and SqlEngineRegistry of Druid.
 */
import type { Script, SetStatement, StatementNode } from "../syntax/nodes";
import { isCallTo } from "./externCall";
import { type KnownValue, knownValueOf } from "./literals";
import { queryOf, referencesOf } from "./scopes";

export type RequestedEndpoint = "auto" | "sql" | "task" | "statements" | "jdbc" | "dart";

/** What decides about the route, beside the text. */
export interface RouteSettings {
  readonly profile: {
    readonly druidVersion: number;
    readonly defaultContext: Readonly<Record<string, unknown>>;
    readonly tableFunctions: Readonly<Record<string, string>>;
  };
  readonly endpoint: RequestedEndpoint;
  readonly context: Readonly<Record<string, unknown>>;
}

export interface Route {
  readonly endpoint: Exclude<RequestedEndpoint, "auto">;
  readonly engine: "native" | "msq-task" | "msq-dart";
  /** EXPLAIN: planned and authorized, never run. */
  readonly explained: boolean;
}

/** The first Druid whose statements may begin with SET. */
export const FIRST_VERSION_WITH_SET = 34;
/** The first Druid in which the context key `engine` chooses the engine of /druid/v2/sql; Dart had an endpoint of its own before. */
export const FIRST_VERSION_WITH_ENGINE_KEY = 34;

/** Where the statement goes. EXPLAIN goes where the explained statement would. */
export function routeOf(script: Script, settings: RouteSettings): Route {
  return script.memory.recall("route", settings, () => findRoute(script, settings));
}

function findRoute(script: Script, settings: RouteSettings): Route {
  const endpoint = settings.endpoint === "auto" ? naturalEndpoint(script, settings) : settings.endpoint;
  const explained = script.statement?.kind === "explain" || script.statement?.kind === "describe";
  if (endpoint === "task" || endpoint === "statements") return { endpoint, engine: "msq-task", explained };
  const isDart = endpoint === "dart" || (endpoint === "sql" && chosenEngine(script, settings) === "msq-dart");
  return { endpoint, engine: isDart ? "msq-dart" : "native", explained };
}

/** The value of the context key `engine`, where it chooses one: at /druid/v2/sql. */
export function chosenEngine(script: Script, settings: RouteSettings): string | undefined {
  return settings.profile.druidVersion < FIRST_VERSION_WITH_ENGINE_KEY ? undefined : contextValue(script, settings, "engine");
}

function naturalEndpoint(script: Script, settings: RouteSettings): "sql" | "task" {
  return isIngest(queryOf(script.statement)) || readsExternalData(script, settings) ? "task" : "sql";
}

function isIngest(query: StatementNode | undefined): boolean {
  return query?.kind === "ingest";
}

/** Whether the statement reads through EXTERN, or through a table function that the site has bound. */
export function readsExternalData(script: Script, settings: RouteSettings): boolean {
  return referencesOf(script).functions.some(
    ({ call }) => isCallTo(call, "EXTERN") || declaredType(call.name.parts.at(-1)?.name, settings) !== undefined,
  );
}

function declaredType(name: string | undefined, settings: RouteSettings): string | undefined {
  return name === undefined ? undefined : settings.profile.tableFunctions[name.toUpperCase()];
}

/** The value of a context key as text: the last SET, else the request's context, else the server's default. */
export function contextValue(script: Script, settings: RouteSettings, key: string): string | undefined {
  const set = setOf(script, settings, key);
  if (set) return "value" in set ? set.value : undefined;
  const given = key in settings.context ? settings.context[key] : settings.profile.defaultContext[key];
  return given === undefined || given === null || typeof given === "object" ? undefined : String(given);
}

/** A SET that sets a key of the query context. */
export interface ContextSet {
  readonly key: string;
  readonly set: SetStatement;
}

const NO_SETS: readonly ContextSet[] = [];

/** The SETs before a statement, each with the key that it sets: the first part of its name. */
export function setsOf(script: Script): readonly ContextSet[] {
  if (script.sets.length === 0) return NO_SETS;
  return script.sets.flatMap((set) => {
    const [first] = set.verb === "SET" && set.name.kind === "name" ? set.name.parts : [];
    return first && !first.template ? [{ key: first.name, set }] : [];
  });
}

function setOf(script: Script, settings: RouteSettings, key: string): KnownValue | undefined {
  if (settings.profile.druidVersion < FIRST_VERSION_WITH_SET) return undefined;
  const set = setsOf(script)
    .filter((candidate) => candidate.key === key)
    .at(-1)?.set;
  return set?.value ? knownValueOf(set.value, undefined) : undefined;
}
