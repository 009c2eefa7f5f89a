/**
 * What a statement needs and the cluster that it is asked of: the words shared by the permission rules, the roles and the surfaces.
 * Plain data; knows neither SQL nor roles.
 */
import type { TextRange } from "../text/range";

/** Druid knows two actions; WRITE does not imply READ. Source: `org.apache.druid.server.security.Action`. */
export type Action = "READ" | "WRITE";

/** The resource types that Druid itself uses; extensions may add others, and the comparison is case-sensitive. Source: `ResourceType`. */
export type ResourceType = "DATASOURCE" | "VIEW" | "CONFIG" | "STATE" | "SYSTEM_TABLE" | "QUERY_CONTEXT" | "EXTERNAL";

/** What is protected, as Druid names it: `DATASOURCE wikipedia`. Names keep their exact case. */
export interface Resource {
  readonly type: string;
  readonly name: string;
}

/** A question to an authorizer: may this principal take this action on this resource? */
export interface ResourceAction extends Resource {
  readonly action: Action;
}

/**
 * When a need is checked: `submit` before the statement runs (403 otherwise), `run` while it runs (sys.servers),
 * `follow` when its task is read through the Overlord, `cancel` when that task is stopped.
 */
export type Phase = "submit" | "run" | "follow" | "cancel";

/** Why there is a need. Each code has one sentence in `permissions/reasons.ts`. */
export type NeedReason =
  | "read-table"
  | "read-view"
  | "append-table"
  | "write-target"
  | "read-external"
  | "write-export"
  | "system-table"
  | "run-state"
  | "context-key"
  | "endpoint-key"
  | "router-query-id"
  | "follow-task"
  | "cancel-task";

/** One need of a statement. `causes` are the words that make it, as offsets local to the statement. */
export interface Need extends ResourceAction {
  readonly phase: Phase;
  readonly reason: NeedReason;
  readonly causes: readonly TextRange[];
}

/** Rows that are silently left out for a user who may not READ what they describe; never a 403. */
export interface Filter {
  /** The table whose rows are filtered, as written in documentation: `sys.segments`. */
  readonly table: string;
  /** The type of the resources that decide, e.g. `DATASOURCE`. */
  readonly type: string;
  readonly message: string;
  readonly causes: readonly TextRange[];
}

/** Something that the text does not tell, so that the verdict cannot be sure. */
export interface Unknown {
  readonly code: UnknownCode;
  readonly message: string;
  readonly range: TextRange;
}

export type UnknownCode =
  | "template-name"
  | "parameter-value"
  | "input-source-type"
  | "table-function"
  | "router-unstated"
  | "append-argument"
  | "sys-queries-table"
  | "cluster-unclear"
  | "syntax-error";

/** A permission of the *service's* cloud identity (never of the author), e.g. `s3:PutObject` for durable storage. */
export interface CloudAction {
  readonly provider: "s3" | "azure" | "google";
  readonly action: string;
  /** For S3 an ARN. A part that is not known stands as `${bucket}`; then `doubt` says so. */
  readonly resource: string;
  readonly reason: string;
  /** What becomes of the task without it: it fails, or leaves files behind that nobody needs. */
  readonly ifMissing: "fails" | "leaves-files";
  readonly doubt?: CloudDoubt;
  /** The role that does this in place of the cluster's identity, which assumes it. */
  readonly assumedRole?: string;
  readonly causes: readonly TextRange[];
}

/** Why a cloud action is not known for sure: whether it is needed at all, or on which resource. */
export interface CloudDoubt {
  readonly about: "need" | "resource";
  /** One sentence. */
  readonly message: string;
}

/** Everything that a statement needs under one profile and endpoint. */
export interface StatementNeeds {
  readonly needs: readonly Need[];
  readonly filters: readonly Filter[];
  readonly unknowns: readonly Unknown[];
  readonly cloud: readonly CloudAction[];
}

/** Where a statement is sent. `auto` picks `task` for INSERT, REPLACE, export and EXTERN, else `sql`. */
export type Endpoint = (typeof ENDPOINTS)[number];

/** Every endpoint, as options, settings and comments name it. */
export const ENDPOINTS = ["auto", "sql", "task", "statements", "jdbc", "dart"] as const;

/** The oldest and the newest Druid whose rules are known here. */
export const OLDEST_VERSION = 24;
export const NEWEST_VERSION = 38;

/**
 * The switches of a cluster that change the rules. `undefined` for `router` means that nobody stated it.
 * Sources are named in `docs/settings.md`, with the Druid property of each.
 */
export interface ClusterProfile {
  /** Major version, 24 … 38. */
  readonly druidVersion: number;
  readonly inputSourceSecurity: boolean;
  readonly authorizeQueryContext: boolean;
  /** `druid.auth.securedContextKeys`; absent means that every key counts. */
  readonly securedContextKeys?: readonly string[];
  readonly unsecuredContextKeys: readonly string[];
  readonly authorizeSystemTables: boolean;
  readonly router?: boolean;
  readonly defaultContext: Readonly<Record<string, unknown>>;
  readonly durableStorage?: DurableStorage;
  /** `other` is one whose rules are not known here: every verdict on a need is unknown. */
  readonly authorizer: "basic" | "ranger" | "allowAll" | "readOnly" | "other";
  /** Where the basic authorizer finds a user's roles; `ldap` adds the group mappings. */
  readonly roleProvider: "metadata" | "ldap";
  /** The role provider's `groupFilters`; absent means that every group counts, an empty list that none does. */
  readonly groupFilters?: readonly string[];
  /** Whether Druid's Ranger authorizer looks at groups (`use_ugi`); absent when nobody stated it. */
  readonly rangerUseUgi?: boolean;
  readonly sysQueriesTable: boolean;
  /** Table functions that this site binds beyond stock Druid, upper case, with the EXTERNAL type that each reads. */
  readonly tableFunctions: Readonly<Record<string, string>>;
  /** Functions that this site has beyond stock Druid and its extensions, upper case. */
  readonly functions: readonly string[];
  /** The extensions that the cluster loads, when the site says which; absent when nobody does. */
  readonly extensions?: readonly string[];
  /** Names in schema `view`, when the site says which there are. */
  readonly views?: readonly string[];
}

/** Durable storage of intermediate results, as `druid.msq.intermediate.storage.*` sets it. */
export interface DurableStorage {
  readonly type: "s3" | "azure" | "google" | "local";
  readonly bucket?: string;
  readonly prefix?: string;
}

/** A cluster as Druid's newest release starts it when nothing is configured but the basic authorizer. */
export const STOCK_PROFILE: ClusterProfile = {
  druidVersion: NEWEST_VERSION,
  inputSourceSecurity: false,
  authorizeQueryContext: false,
  unsecuredContextKeys: [],
  authorizeSystemTables: false,
  defaultContext: {},
  authorizer: "basic",
  roleProvider: "metadata",
  sysQueriesTable: false,
  tableFunctions: {},
  functions: [],
};
