/**
 * What a roles file says, who is asked about, and what an authorizer answers: plain data, shared with the surfaces.
 * Ranges are UTF-16 offsets into the text of the roles file. Knows nothing of SQL.
 */
import type { Action, ClusterProfile, ResourceAction } from "../permissions/model";
import type { TextRange } from "../text/range";
import type { Ignore } from "./lint/ignores";
import type { RangerPolicies } from "./ranger/model";

/**
 * One entry of a role. Names, types and patterns stand here as they are written: Druid 33 and older trim a pattern when they store it,
 * 34 and newer do not, so what is matched depends on the profile (`effectivePattern` in `permissionPattern.ts`).
 */
export interface Permission {
  /** Undefined when it is missing or no action of Druid's; such an entry never grants. */
  readonly action?: Action;
  /** Any string; undefined when it is missing. Compared case-sensitively. */
  readonly type?: string;
  /** `resource.name` as written; a number is its text. */
  readonly name?: string;
  /** What is matched against whole names, untrimmed: the name, or `resourceNamePattern` in the verbose form. */
  readonly pattern?: string;
  /** `simple` is what is posted, `verbose` (`resourceAction`, `resourceNamePattern`) what Druid answers by default. */
  readonly form: "simple" | "verbose";
  readonly defect?: PermissionDefect;
  /** The whole entry. */
  readonly range: TextRange;
  readonly nameRange?: TextRange;
  /** Where `pattern` stands; the same as `nameRange` in the simple form. */
  readonly patternRange?: TextRange;
  readonly actionRange?: TextRange;
  readonly typeRange?: TextRange;
}

/**
 * Why Druid does not treat an entry as a usual grant.
 * - `rejected`: Druid refuses the whole list when it is sent (400 or 500), so that nothing of it takes effect.
 * - `dropped`: Druid leaves this one entry out when it reads the stored role.
 * - `breaks-all`: stored without action and resource; every check that reaches it ends in a 500.
 * - `breaks-action`: stored without a resource or type; checks of its action that reach it end in a 500.
 * - `breaks-type`: stored without a pattern; checks of its action and type that reach it end in a 500.
 */
export type PermissionDefect = "rejected" | "dropped" | "breaks-all" | "breaks-action" | "breaks-type";

/** A role and its permissions, in the order of the file; order matters when one of them breaks checks. */
export interface Role {
  readonly name: string;
  readonly permissions: readonly Permission[];
  /** The whole definition. */
  readonly range: TextRange;
  readonly nameRange: TextRange;
  /** The list of permissions including its brackets, if the file has one: where a grant can be added. */
  readonly permissionsRange?: TextRange;
}

/** A name that points to a role, and where it stands. */
export interface RoleReference {
  readonly name: string;
  readonly range: TextRange;
}

/** A user and the roles assigned to it. */
export interface UserEntry {
  readonly name: string;
  readonly roles: readonly RoleReference[];
  readonly range: TextRange;
  readonly nameRange: TextRange;
}

/** LDAP groups whose members have roles. Without `groupPattern` (Druid leaves it out of `?full`) only its name is known. */
export interface GroupMapping {
  readonly name: string;
  readonly groupPattern?: string;
  readonly roles: readonly RoleReference[];
  readonly range: TextRange;
  readonly nameRange: TextRange;
  readonly groupPatternRange?: TextRange;
}

/** One key of `"cluster"`. */
export interface ClusterSetting {
  readonly key: string;
  readonly value: unknown;
  readonly keyRange: TextRange;
  readonly valueRange: TextRange;
}

/** `"cluster"` as written: the JSON value, and where each of its keys stands. */
export interface ClusterSection {
  readonly value: unknown;
  readonly range: TextRange;
  readonly settings: readonly ClusterSetting[];
}

/** What a roles file is called where no other name is given, in the order in which they are looked for. */
export const ROLES_FILE_NAMES = ["druid-roles.json", "druid-roles.jsonc"] as const;

/** Everything that was read from one roles file. */
export interface RolesFile {
  /** The name of the environment that this file stands for, when there are several. */
  readonly environment?: string;
  readonly uri: string;
  readonly roles: ReadonlyMap<string, Role>;
  /** Every place that names a role as it defines it, in the order of the text; a role may be defined twice, or have two names. */
  readonly roleNames: readonly RoleReference[];
  readonly users: ReadonlyMap<string, UserEntry>;
  readonly groupMappings: readonly GroupMapping[];
  /** Apache Ranger's policies, when the file holds those instead of roles. */
  readonly ranger?: RangerPolicies;
  readonly cluster?: ClusterSection;
  readonly problems: readonly RolesProblem[];
  /** What comments silence. */
  readonly ignores: readonly Ignore[];
  /** False when the text is no roles file at all (too large, not JSON): then every verdict is unknown. */
  readonly readable: boolean;
  /** In UTF-16 code units. */
  readonly textLength: number;
}

export type RolesProblemCode =
  | "roles-too-large"
  | "roles-too-deep"
  | "roles-syntax"
  | "roles-shape"
  | "roles-unknown-key"
  | "roles-duplicate-key"
  | "roles-name-missing"
  | "roles-name-empty"
  | "roles-name-trimmed"
  | "roles-pattern-invalid"
  | "roles-pattern-undecided"
  | "roles-action-unknown"
  | "roles-action-missing"
  | "roles-action-case"
  | "roles-type-missing"
  | "roles-type-unknown"
  | "roles-entry-broken"
  | "roles-role-undefined"
  | "roles-group-pattern"
  | "roles-write-reads-all"
  | "roles-view-reads-hidden"
  | "roles-select-reports"
  | "roles-state-opens-statements"
  | "roles-sampler-reads-external"
  | "roles-grants-itself"
  | "ranger-shape"
  | "ranger-incomplete"
  | "ranger-resource-type"
  | "ranger-access-type"
  | "ranger-values"
  | "ranger-not-counted"
  | "ranger-services"
  | "ranger-zone"
  | "ranger-undecided";

/** Something to tell the author of a roles file. */
export interface RolesProblem {
  readonly code: RolesProblemCode;
  readonly severity: "error" | "warning" | "information" | "hint";
  readonly message: string;
  readonly range: TextRange;
}

/**
 * Who is asked about. `memberOf` holds the distinguished names of a user's LDAP groups.
 * `groups` are distinguished names, or names of group mappings of the file.
 */
export type Principal =
  | { readonly kind: "user"; readonly name: string; readonly memberOf?: readonly string[] }
  | { readonly kind: "roles"; readonly names: readonly string[] }
  | { readonly kind: "groups"; readonly groups: readonly string[] };

/** The permission that allows, and where it stands. No place for an authorizer without permissions (allowAll, readOnly). */
export interface GrantReference {
  readonly environment?: string;
  readonly uri?: string;
  readonly range?: TextRange;
  /** The role's name, or the authorizer's (`allowAll`, `readOnly`) where there are no roles. */
  readonly role: string;
  readonly permission?: Permission;
  /** The name of Ranger's policy; `role` is then `policy` and this name. */
  readonly policy?: string;
}

/** Why a permission, role or user fails to grant. */
export type NearMissKind =
  | "name-case"
  | "pattern-is-part"
  | "name-is-part"
  | "blanks"
  | "quotes"
  | "schema"
  | "unescaped"
  | "escaped-twice"
  | "wildcard"
  | "type-case"
  | "action"
  | "type"
  | "external-name"
  | "invalid-regex"
  | "role-not-assigned"
  | "role-missing"
  | "user-missing"
  | "groups-ignored"
  | "authorizer"
  | "policy-denies"
  | "policy-exception"
  | "policy-disabled"
  | "policy-of-others"
  | "type-undeclared";

/** Something that almost granted, nearest first in a verdict. */
export interface NearMiss {
  readonly kind: NearMissKind;
  /** One sentence. */
  readonly message: string;
  readonly role?: string;
  readonly environment?: string;
  readonly uri?: string;
  readonly range?: TextRange;
}

/** Why a verdict cannot be given. */
export type UnknownReason =
  | "role-broken"
  | "role-rejected"
  | "regex-undecided"
  | "group-mapping-broken"
  | "group-pattern-undecided"
  | "group-pattern-missing"
  | "no-principal"
  | "authorizer-unknown"
  | "roles-unreadable"
  | "authorizer-mismatch"
  | "policy-undecided"
  | "policy-broken"
  | "policies-incomplete"
  | "membership-unknown";

/** The answer to one question. */
export type Verdict =
  | { readonly outcome: "allowed"; readonly by: GrantReference }
  | { readonly outcome: "denied"; readonly nearMisses: readonly NearMiss[] }
  | { readonly outcome: "unknown"; readonly reason: UnknownReason; readonly message: string; readonly by?: GrantReference };

/**
 * Answers questions as one of Druid's authorizers would. Without a principal the answer is `denied` only if nobody could be allowed.
 * Never throws.
 */
export interface Authorizer {
  decide(question: ResourceAction, principal: Principal | undefined, profile: ClusterProfile): Verdict;
}
