/**
 * The JSON that `check`, `needs` and `batch` write: a contract with other programs. `docs/cli.md` describes it field by field, and
 * `docs/schemas/druid-sql-output.schema.json` is its schema; a change that breaks a reader raises `CONTRACT_VERSION`.
 */

/** The version of the shapes below. New optional fields do not raise it. */
export const CONTRACT_VERSION = 1;

/** Zero-based line, and UTF-16 code units from its start. */
export interface PlaceJson {
  readonly line: number;
  readonly character: number;
}

/** Half-open. */
export interface RangeJson {
  readonly start: PlaceJson;
  readonly end: PlaceJson;
}

/** What `--format json` writes. */
export interface ReportJson {
  readonly version: typeof CONTRACT_VERSION;
  /** The roles files that govern the files below, each once. */
  readonly rolesFiles: readonly RolesFileJson[];
  /** The policy file of `--iam-policy`, in the form of a roles file. */
  readonly policyFile?: RolesFileJson;
  /** The policy files that environments name, in the same form. */
  readonly policyFiles?: readonly RolesFileJson[];
  readonly files: readonly (FileJson | UnreadFileJson)[];
  /** Only with a baseline. */
  readonly baseline?: BaselineJson;
}

/** What came of a baseline. */
export interface BaselineJson {
  readonly path: string;
  /** How many findings it holds of those that occur. */
  readonly accepted: number;
  /** How many of its entries no longer occur. */
  readonly stale: number;
}

/** A roles file and what is wrong with it. */
export interface RolesFileJson {
  readonly path: string;
  /** False when it is no roles file at all: then it decides nothing. */
  readonly readable: boolean;
  readonly problems: readonly ProblemJson[];
}

/** An input that could not be read. */
export interface UnreadFileJson {
  readonly path: string;
  readonly error: { readonly code: "unreadable"; readonly message: string };
  readonly statements: readonly [];
}

export interface FileJson {
  /** Relative to the working folder, with `/`; `-` is standard input. */
  readonly path: string;
  /** As asked for; `auto` chooses for each statement. */
  readonly endpoint: string;
  readonly profile: ProfileJson;
  /** Keys of the profile that nobody stated and that were taken as in stock Druid. */
  readonly assumed: readonly string[];
  /** Where each key comes from: `directive`, `option`, `roles file`, `properties file NAME:LINE`, `stock`. */
  readonly profileSources?: Readonly<Record<string, string>>;
  /** Which environment was asked about, where some are described. */
  readonly environment?: string;
  /** Who was asked about: `user:alice`. */
  readonly principal?: string;
  readonly memberOf?: readonly string[];
  /** The `path` of one of `rolesFiles`. */
  readonly rolesFile?: string;
  readonly statements: readonly StatementJson[];
}

/** The profile that was used, in the form in which it is written. */
export interface ProfileJson {
  readonly druidVersion: string;
  readonly [key: string]: unknown;
}

/** Something about a roles file; `range` lies in it. */
export interface ProblemJson {
  readonly code: string;
  readonly severity: SeverityJson;
  readonly message: string;
  readonly range?: RangeJson;
  /** The baseline holds it. */
  readonly accepted?: true;
}

export type SeverityJson = "error" | "warning" | "information" | "hint";
export type StatementVerdictJson = "allowed" | "denied" | "unknown" | "refused";

export interface StatementJson {
  readonly range: RangeJson;
  readonly kind: string;
  /** `druid`, the name of the dialect that the text reads as, or `unknown`. */
  readonly dialect: string;
  /** Whether Druid's parser takes the text, at the profile's version. */
  readonly accepts: boolean;
  /** What Druid refuses; never permissions. */
  readonly errors: readonly ErrorJson[];
  /** Everything milder. */
  readonly warnings: readonly WarningJson[];
  readonly needs: readonly NeedJson[];
  readonly filters: readonly FilterJson[];
  readonly unknowns: readonly UnknownJson[];
  readonly cloud: readonly CloudJson[];
  /** Only where somebody was asked about. */
  readonly verdict?: StatementVerdictJson;
  /** What an editor would mark, without what a comment silences; absent in `batch`. */
  readonly findings?: readonly FindingJson[];
  /** Where a comment states something for this statement alone: those keys, before the file's. */
  readonly profile?: Readonly<Record<string, unknown>>;
  readonly profileSources?: Readonly<Record<string, string>>;
  readonly endpoint?: string;
  /** Only with --endpoints; empty where Druid refuses the statement at each of them. */
  readonly endpoints?: readonly EndpointJson[];
}

/** What one endpoint makes of the statement. */
export interface EndpointJson {
  readonly endpoint: string;
  /** Method and path, or `JDBC`. */
  readonly request: string;
  readonly engine: "native" | "msq-task" | "msq-dart";
  /** Whether the statement is sent there as things are. */
  readonly use: "chosen" | "possible";
  /** Why it cannot run there; `plan`: said after permissions were looked at. */
  readonly obstacle?: { readonly code: string; readonly stage: "validate" | "plan"; readonly message: string };
  readonly verdict?: StatementVerdictJson;
  readonly needs: readonly Pick<NeedJson, "action" | "type" | "name" | "phase" | "verdict">[];
  /** Who follows and stops it, where no need says so. */
  readonly afterwards?: string;
  /** The answer to a missing permission, and the one while rows are read. */
  readonly refusal?: RefusalJson;
  readonly runRefusal?: RefusalJson;
}

/** `measured` on a running cluster, or `inferred` from Druid's sources. */
export interface RefusalJson {
  readonly status: number;
  readonly body: string;
  readonly basis: "measured" | "inferred";
  readonly note?: string;
}

/** Something that can make a run fail. */
export interface FindingJson {
  readonly code: string;
  /** What it counts as. */
  readonly severity: SeverityJson;
  readonly message: string;
  readonly range: RangeJson;
  /** The same in every run in which the finding is the same one, wherever it stands. */
  readonly fingerprint: string;
  /** The permission that it is about. */
  readonly need?: { readonly action: "READ" | "WRITE"; readonly type: string; readonly name: string };
  /** The baseline holds it. */
  readonly accepted?: true;
}

export interface ErrorJson {
  readonly code: string;
  readonly stage: "parse" | "validate" | "plan";
  /** The HTTP status of Druid's answer where it is not 400; `none` where the cluster has no such endpoint. */
  readonly status?: 500 | 501 | "none";
  readonly message: string;
  readonly range: RangeJson;
}

export interface WarningJson {
  readonly code: string;
  /** `error` only where the configuration file says so. */
  readonly severity: SeverityJson;
  readonly message: string;
  readonly range: RangeJson;
}

export interface NeedJson extends Partial<VerdictJson> {
  readonly action: "READ" | "WRITE";
  readonly type: string;
  readonly name: string;
  readonly phase: "submit" | "run" | "follow" | "cancel";
  /** A code; `message` is its sentence. */
  readonly reason: string;
  readonly message: string;
  /** Where no judge confirmed the need for this version: it was read in Druid's sources. */
  readonly basis?: "inferred";
  readonly causes: readonly RangeJson[];
}

export interface VerdictJson {
  readonly verdict: "allowed" | "denied" | "unknown";
  /** The permission that allows, or the one that makes the answer unknown. */
  readonly by?: GrantJson;
  /** With `denied`; the nearest first. */
  readonly nearMisses?: readonly NearMissJson[];
  /** With `unknown`. */
  readonly verdictReason?: { readonly code: string; readonly message: string };
}

export interface GrantJson {
  readonly role: string;
  /** The name of Ranger's policy; `role` is then `policy` and this name. */
  readonly policy?: string;
  /** As it is sent to Druid's security API. */
  readonly permission?: { readonly resource: { readonly name: string; readonly type: string }; readonly action: string };
  readonly uri?: string;
  readonly range?: RangeJson;
}

export interface NearMissJson {
  readonly kind: string;
  readonly message: string;
  readonly role?: string;
  readonly uri?: string;
  readonly range?: RangeJson;
}

export interface FilterJson {
  readonly table: string;
  readonly type: string;
  readonly message: string;
  readonly basis?: "inferred";
  readonly causes: readonly RangeJson[];
}

export interface UnknownJson {
  readonly code: string;
  readonly message: string;
  readonly range: RangeJson;
}

/** A permission of the Druid service's cloud identity, never of the author. */
export interface CloudJson {
  readonly provider: string;
  readonly action: string;
  readonly resource: string;
  readonly reason: string;
  /** Why it is not known for sure whether this is needed, or on which resource. */
  readonly doubt?: string;
  /** The role that does this in place of the service's identity, which assumes it. */
  readonly assumedRole?: string;
  /** With `--iam-policy`; absent when the policies say nothing about it, and `message` tells why. */
  readonly verdict?: "allowed" | "denied" | "unknown";
  /** The statement of the policy that allows or denies it, or that leaves it unknown. */
  readonly by?: PolicyPlaceJson;
  readonly message?: string;
  readonly causes: readonly RangeJson[];
}

/** A statement of a policy file. */
export interface PolicyPlaceJson {
  readonly uri: string;
  readonly range?: RangeJson;
}
