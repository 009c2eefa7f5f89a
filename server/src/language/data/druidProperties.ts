/**
 * The properties of Druid's `common.runtime.properties` and of the Broker's `runtime.properties` that change what statements need, with the
 * key of the cluster profile that each one sets. Source: `AuthConfig`, `PlannerConfig`, `DefaultQueryConfig`, `MSQDurableStorageModule`,
 * and the authorizers of `druid-basic-security`.
 */

/** How a property becomes the value of its key: taken as it is, or read as the JSON that Druid writes lists and maps in. */
export interface DruidProperty {
  readonly property: string;
  readonly key: string;
  readonly form: "text" | "json";
}

/** Properties with a fixed name. */
export const DRUID_PROPERTIES: readonly DruidProperty[] = [
  { property: "druid.auth.enableInputSourceSecurity", key: "inputSourceSecurity", form: "text" },
  { property: "druid.auth.authorizeQueryContextParams", key: "authorizeQueryContext", form: "text" },
  { property: "druid.auth.securedContextKeys", key: "securedContextKeys", form: "json" },
  { property: "druid.auth.unsecuredContextKeys", key: "unsecuredContextKeys", form: "json" },
  { property: "druid.sql.planner.authorizeSystemTablesDirectly", key: "authorizeSystemTables", form: "text" },
  { property: "druid.sql.planner.enableSysQueriesTable", key: "sysQueriesTable", form: "text" },
];

/** Properties of each authorizer, `druid.auth.authorizer.<name>.…`. */
export const AUTHORIZER_PROPERTIES: readonly DruidProperty[] = [
  { property: "type", key: "authorizer", form: "text" },
  { property: "roleProvider.type", key: "roleProvider", form: "text" },
  { property: "roleProvider.groupFilters", key: "groupFilters", form: "json" },
];

export const AUTHORIZER_PREFIX = "druid.auth.authorizer.";
/** The list of authorizers that a cluster uses; the others are defined and never asked. */
export const AUTHORIZERS_IN_USE = "druid.auth.authorizers";
/** What every query gets into its context, one property for each key. */
export const DEFAULT_CONTEXT_PREFIX = "druid.query.default.context.";
/** Durable storage: `enable`, `type`, `bucket` (S3, Google) or `container` (Azure), `prefix`. */
export const DURABLE_STORAGE_PREFIX = "druid.msq.intermediate.storage.";
