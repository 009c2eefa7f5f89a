/**
 * The properties of Druid's `common.runtime.properties` and of the Broker's `runtime.properties` that change what statements need, with the
 * key of the cluster profile that each one sets. Source: `AuthConfig`, `PlannerConfig`, `DefaultQueryConfig`, `MSQDurableStorageModule`,
 * `AuthenticatorMapperModule`, `PolicyEnforcer`, `JsonConfigurator`, and the authorizers of `druid-basic-security` and
 * `druid-ranger-security`.
 */

/**
 * How a property becomes the value of its key. `boolean`: as Jackson takes a text for one. `word`: letter for letter. `list`: JSON, in
 * which Druid takes numbers for texts.
 */
export interface DruidProperty {
  readonly property: string;
  readonly key: string;
  readonly form: "boolean" | "word" | "list";
}

/** Properties with a fixed name. */
export const DRUID_PROPERTIES: readonly DruidProperty[] = [
  { property: "druid.auth.enableInputSourceSecurity", key: "inputSourceSecurity", form: "boolean" },
  { property: "druid.auth.authorizeQueryContextParams", key: "authorizeQueryContext", form: "boolean" },
  { property: "druid.auth.securedContextKeys", key: "securedContextKeys", form: "list" },
  { property: "druid.auth.unsecuredContextKeys", key: "unsecuredContextKeys", form: "list" },
  { property: "druid.sql.planner.authorizeSystemTablesDirectly", key: "authorizeSystemTables", form: "boolean" },
  { property: "druid.extensions.loadList", key: "extensions", form: "list" },
  { property: "druid.sql.planner.enableSysQueriesTable", key: "sysQueriesTable", form: "boolean" },
];

/** Properties of the role provider of each basic authorizer, `druid.auth.authorizer.<name>.…`. */
export const ROLE_PROVIDER_PROPERTIES: readonly DruidProperty[] = [
  { property: "roleProvider.type", key: "roleProvider", form: "word" },
  { property: "roleProvider.groupFilters", key: "groupFilters", form: "list" },
];

/** Of a Ranger authorizer: whether it looks at the groups of a user. */
export const RANGER_PROPERTIES: readonly DruidProperty[] = [{ property: "use_ugi", key: "rangerUseUgi", form: "boolean" }];

export const AUTHORIZER_PREFIX = "druid.auth.authorizer.";
/** The list of authorizers that a cluster uses; the others are defined and never asked. */
export const AUTHORIZERS_IN_USE = "druid.auth.authorizers";
/** Who asks which authorizer: the authenticators in use, and the `authorizerName` of each. */
export const AUTHENTICATORS_IN_USE = "druid.auth.authenticatorChain";
export const AUTHENTICATOR_PREFIX = "druid.auth.authenticator.";
/** The one that stock Druid has; it knows no views. */
export const VIEW_MANAGER = "druid.sql.viewmanager.type";
/** From Druid 34 on; every type but `none` refuses datasources for reasons that are no permissions. */
export const POLICY_ENFORCER = "druid.policy.enforcer.type";
/** What every query gets into its context: a JSON object, or one property for each key. */
export const DEFAULT_CONTEXT = "druid.query.default.context";
/** Durable storage: `enable`, `type`, `bucket` (S3, Google) or `container` (Azure), `prefix`. */
export const DURABLE_STORAGE_PREFIX = "druid.msq.intermediate.storage.";
