/**
 * The words of a roles file with what they mean, for hovers, completion and the schema. Sources are those of the tables they explain:
 * Druid's resource types and actions, and the cluster profile of `docs/settings.md`.
 */

import { INPUT_SOURCES } from "../../data/inputSources";
import { SYSTEM_TABLES } from "../../data/systemTables";
import type { Action, ClusterProfile, ResourceType } from "../../permissions/model";
import { phrase } from "../../text/l10n";

/** Druid's resource types. */
export const TYPE_WORDS: Readonly<Record<ResourceType, string>> = {
  DATASOURCE: phrase("A datasource by its name. READ to query it, WRITE to load into it."),
  VIEW: phrase("A view by its name. What the view reads needs no permission."),
  EXTERNAL: phrase(
    "Where EXTERN reads and an export writes. The name is EXTERNAL, or with input source security the input source: s3, http, local…",
  ),
  QUERY_CONTEXT: phrase("A key of the query context, on clusters that authorize those. WRITE to set it."),
  STATE: phrase("The state of the cluster, such as its servers. The name is STATE."),
  CONFIG: phrase("Configuration through Druid's APIs. The name is CONFIG, or security for users and roles."),
  SYSTEM_TABLE: phrase("A table of schema sys, on clusters that authorize those: sys.segments."),
};

/**
 * The names that Druid gives to resources of its own, by type. EXTERNAL under input source security: the types that an input source has.
 * Source: AuthorizationUtils, BasicSecurityResourceFilter, `InputSource.getTypes()`.
 */
export const TYPE_NAMES: Readonly<Partial<Record<ResourceType, readonly string[]>>> = {
  STATE: ["STATE"],
  CONFIG: ["CONFIG", "security"],
  EXTERNAL: [
    "EXTERNAL",
    ...INPUT_SOURCES.filter(({ security }) => security === "type")
      .map(({ type }) => type)
      .sort(),
  ],
  SYSTEM_TABLE: SYSTEM_TABLES.filter(({ schema }) => schema === "sys").map(({ name }) => name),
};

/** Druid's actions. */
export const ACTION_WORDS: Readonly<Record<Action, string>> = {
  READ: phrase("May read. WRITE does not imply it."),
  WRITE: phrase("May write. It does not imply READ."),
};

/** The switches of a cluster that change what statements need. */
export const CLUSTER_WORDS: Readonly<Record<keyof ClusterProfile, string>> = {
  druidVersion: phrase('Druid\'s version, `24` to `38`; `"34.0.1"` is fine.'),
  inputSourceSecurity: phrase("`druid.auth.enableInputSourceSecurity`: each input source type is an EXTERNAL resource of its own."),
  authorizeQueryContext: phrase("`druid.auth.authorizeQueryContextParams`: each context key needs WRITE QUERY_CONTEXT."),
  securedContextKeys: phrase("`druid.auth.securedContextKeys`: only these keys are checked. Absent: all are."),
  unsecuredContextKeys: phrase("`druid.auth.unsecuredContextKeys`: keys that anybody may set."),
  authorizeSystemTables: phrase("`druid.sql.planner.authorizeSystemTablesDirectly`: tables of schema `sys` need READ SYSTEM_TABLE."),
  router: phrase("Whether statements go through a Router, which adds the context key `queryId`."),
  defaultContext: phrase("`druid.query.default.context.*`: the context that every query gets."),
  durableStorage: phrase("`druid.msq.intermediate.storage.*`: where intermediate results are kept."),
  authorizer: phrase(
    "`druid.auth.authorizer.*.type`: who decides. With `other`, whose rules are not known here, every verdict is unknown.",
  ),
  roleProvider: phrase("Where the basic authorizer finds a user's roles; `ldap` adds the group mappings."),
  groupFilters: phrase("`groupFilters` of the LDAP role provider."),
  rangerUseUgi: phrase("`use_ugi` of the Ranger authorizer: whether Ranger is told a user's groups."),
  sysQueriesTable: phrase("Whether the cluster has the table `sys.queries`."),
  tableFunctions: phrase(
    'Table functions that this cluster has beyond stock Druid, with the EXTERNAL type that each reads: `{ "S3": "s3" }`.',
  ),
  functions: phrase("Functions that this cluster has beyond Druid and its own extensions."),
  extensions: phrase("`druid.extensions.loadList`: with it, a function of an extension that is not listed is an error."),
  views: phrase("The names in schema `view`."),
};

/** The sections of the document, and what else may stand beside them. */
export const SECTION_WORDS = {
  cluster: phrase("The cluster's version and the switches that change what a statement needs. What is not stated is as in a stock Druid."),
  roles: phrase("Each role with its permissions, as Druid's security API takes them."),
  users: phrase("Each user with the names of its roles."),
  groupMappings: phrase("LDAP groups whose members have roles. They count where `roleProvider` is `ldap`."),
  environment: phrase("The name of the environment that this file stands for."),
  version: phrase("The version of this document."),
} as const;

/** The parts of a permission. */
export const PERMISSION_WORDS = {
  resource: phrase("What is granted on: a type, and a pattern for names."),
  name: phrase("A Java regular expression that matches the whole name, letter for letter. `wiki` is not `wikipedia`; write `wiki.*`."),
  type: phrase("The resource type, in capitals."),
  action: phrase("READ or WRITE. WRITE does not imply READ."),
  resourceAction: phrase("Resource and action, in the form that Druid answers."),
  resourceNamePattern: phrase("The pattern that is matched, whatever `resource.name` says."),
} as const;

/** The parts of a group mapping. */
export const MAPPING_WORDS = {
  name: phrase("The name of the mapping."),
  groupPattern: phrase("A distinguished name, or the end or the beginning of one with a `*`: `*,ou=engineering,dc=example,dc=com`."),
  roles: phrase("The roles that members of these groups have."),
} as const;
