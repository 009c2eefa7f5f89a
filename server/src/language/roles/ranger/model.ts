/**
 * Apache Ranger's policies for Druid as plain data. Ranges are UTF-16 offsets into the text that was read.
 * Source: `RangerPolicy`, `RangerServiceDef`, `RangerRole` and `ServicePolicies` of Ranger's agents-common.
 */
import type { TextRange } from "../../text/range";
import type { UnknownReason } from "../model";

/** Why something cannot be decided, in one sentence. */
export interface Doubt {
  readonly reason: UnknownReason;
  readonly message: string;
}

/** Whether something holds; a doubt where that cannot be known. */
export type Certainty = "yes" | "no" | Doubt;

/** A text of a list, and where it stands. */
export interface PlacedText {
  readonly text: string;
  readonly range: TextRange;
}

/** Who gets, or is denied, which accesses. */
export interface RangerItem {
  readonly users: ReadonlySet<string>;
  readonly groups: ReadonlySet<string>;
  readonly roles: ReadonlySet<string>;
  /** The types of those accesses that are allowed, as written. */
  readonly accesses: ReadonlySet<string>;
  readonly hasConditions: boolean;
  /** The whole item. */
  readonly range: TextRange;
}

/** The values that a policy names for one type of resource. */
export interface RangerResource {
  /** As written; Druid asks with the lower-case name of a resource type. */
  readonly type: string;
  readonly values: readonly PlacedText[];
  readonly excludes: boolean;
  readonly range: TextRange;
}

/** A policy about access to Druid's resources. */
export interface RangerPolicy {
  readonly name: string;
  readonly service?: string;
  readonly zone?: string;
  /** 0 is normal, 1 overrides. */
  readonly priority: number;
  readonly enabled: boolean;
  readonly denyAllElse: boolean;
  /** What `resources` names; none where that is missing. The policy is about whatever one of the sets matches. */
  readonly resourceSets: readonly (readonly RangerResource[])[];
  /** Each of `additionalResources`, which Ranger 2.0 does not read. */
  readonly additionalSets: readonly (readonly RangerResource[])[];
  readonly allow: readonly RangerItem[];
  readonly allowExceptions: readonly RangerItem[];
  readonly deny: readonly RangerItem[];
  readonly denyExceptions: readonly RangerItem[];
  /** Why it may not apply at all: a schedule, a condition. */
  readonly doubt?: Doubt;
  /** An access type that is not in lower case, allowed or not. */
  readonly oddAccess?: string;
  /** Part of it could not be read, so that it may allow and deny more than is known. */
  readonly defect?: RangerDefect;
  /** The whole policy. */
  readonly range: TextRange;
  readonly nameRange: TextRange;
}

/** `everywhere` when it is not even known which resources the policy is about. */
export interface RangerDefect {
  readonly scope: "resource" | "everywhere";
  readonly doubt: Doubt;
}

/** How values of one type of resource are compared. */
export interface RangerResourceDef {
  readonly wildCard: boolean;
  readonly ignoreCase: boolean;
  readonly replaceTokens: boolean;
  /** The class name of a matcher that is not known here. */
  readonly unknownMatcher?: string;
}

/** What the service definition declares, when the file has one. */
export interface RangerServiceDef {
  readonly types: ReadonlyMap<string, RangerResourceDef>;
  /** Accesses that an access brings along. */
  readonly impliedGrants: ReadonlyMap<string, readonly string[]>;
  /** Whether deny items and exceptions count. */
  readonly denies: boolean;
}

/** A security zone with the resources that lie in it. */
export interface RangerZone {
  readonly name: string;
  readonly resourceSets: readonly (readonly RangerResource[])[];
}

/** A role of Ranger, with those who have it. */
export interface RangerRole {
  readonly name: string;
  readonly users: ReadonlySet<string>;
  readonly groups: ReadonlySet<string>;
  readonly roles: ReadonlySet<string>;
}

/** Everything about Ranger that was read from one file. */
export interface RangerPolicies {
  readonly policies: readonly RangerPolicy[];
  readonly serviceDef?: RangerServiceDef;
  /** Zones whose resources are known. */
  readonly zones: readonly RangerZone[];
  /** Absent when the file does not say who has which role. */
  readonly roles?: readonly RangerRole[];
  /** The groups of users; absent when the file does not say. */
  readonly userGroups?: ReadonlyMap<string, ReadonlySet<string>>;
  readonly superUsers: ReadonlySet<string>;
  readonly superGroups: ReadonlySet<string>;
  /** Why no answer can be given from this file at all. */
  readonly doubt?: Doubt;
  /** The whole document. */
  readonly range: TextRange;
}

/** The resource types that Druid asks about, as its Ranger authorizer spells them. Source: `ResourceType`, `RangerAuthorizer`. */
export const RANGER_TYPES = ["datasource", "view", "config", "state", "system_table", "query_context", "external"] as const;

/** The types of the service definition that comes with Druid's documentation. */
export const STOCK_RANGER_TYPES: readonly string[] = ["datasource", "config", "state"];

/** A type that Druid's own definition declares, and one that nothing is known of: Ranger's matcher does the same without options. */
export const USUAL_RESOURCE_DEF: RangerResourceDef = { wildCard: true, ignoreCase: true, replaceTokens: true };

/** Every user is a member. */
export const PUBLIC_GROUP = "public";
/** Stands for whoever asks, among users and in values. */
export const CURRENT_USER = "{USER}";
