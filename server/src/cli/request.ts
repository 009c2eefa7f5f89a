/**
 * What a run of `check` or `needs` was asked for, once its options are understood. Understanding them is in `readOptions.ts`.
 */
import { ALL_ENVIRONMENTS, type Endpoint, type Principal } from "../language/index";
import type { Config } from "./config";
import type { SeverityJson } from "./contract";
import type { Palette } from "./palette";
import type { RawOptions } from "./readOptions";

/** `check` judges, `needs` lists; `lint` is about roles files alone. */
export type Purpose = "check" | "needs" | "lint";

/** How the report of `needs` is written. */
export const NEEDS_FORMATS = ["text", "json"] as const;
/** How the report of `check` is written; the others are lists of findings. */
export const CHECK_FORMATS = [...NEEDS_FORMATS, "sarif", "junit", "github"] as const;
export type Format = (typeof CHECK_FORMATS)[number];

/** From where on findings make a run fail. */
export const FAIL_ON = ["error", "warning", "information", "never"] as const;
export type FailOn = (typeof FAIL_ON)[number];

export interface CheckRequest {
  readonly purpose: Purpose;
  /** As given; none means the working folder. */
  readonly paths: readonly string[];
  /** Names of environments that are asked about, each apart, or `all`; none where it is not said. */
  readonly environments: readonly string[];
  /** Each is asked about apart. */
  readonly principals: readonly Principal[];
  /** Absolute. */
  readonly rolesFile?: string;
  readonly ignoreFiles: "honoured" | "unread";
  /** A commit, as git names them: only files that may have another answer since are checked. */
  readonly changedSince?: string;
  readonly format: Format;
  /** Where the report goes instead of standard output; absolute. */
  readonly outputFile?: string;
  /** The findings that are accepted; absolute. */
  readonly baselineFile?: string;
  /** Where the findings of this run are written as accepted; absolute. */
  readonly newBaselineFile?: string;
  readonly failOn: FailOn;
  /** What an unknown verdict counts as. */
  readonly unknownCountsAs: SeverityJson;
  /** `findings`: statements without any are left out of the text. */
  readonly show: "all" | "findings";
  /** Absent when it is not said. */
  readonly endpoint?: Endpoint;
  /** What the configuration file says, behind all of these. */
  readonly config?: Config;
  /** Profile keys from the command line; they come before the roles file's. */
  readonly cluster: Readonly<Record<string, unknown>>;
  /** Druid's own properties files, absolute; what they say comes behind the roles file. */
  readonly propertiesFiles: readonly string[];
  /** The IAM policies of the cluster's own identity; absolute. */
  readonly policyFile?: string;
  /** The request's context. */
  readonly context: Readonly<Record<string, unknown>>;
  readonly inlineComments: "honoured" | "ignored";
  /** Whether each statement tells what every endpoint makes of it. */
  readonly endpoints: "listed" | "left-out";
  readonly palette: Palette;
  /** How many threads examine files; absent for as many as are worth it. */
  readonly jobs?: number;
  /** The options that all of this was read from, for other threads. */
  readonly options: RawOptions;
  /** Sentences about options that are understood otherwise than written. */
  readonly notes: readonly string[];
}

/** The parts of findings that take time and that not every report holds. */
export interface FindingParts {
  readonly fingerprints: PartChoice;
  readonly fixes: PartChoice;
}
type PartChoice = "made" | "left-out";

/** What the report or the baseline of a run reads of its findings. */
export function findingParts(request: CheckRequest): FindingParts {
  const { format, baselineFile, newBaselineFile } = request;
  const isListed = format === "json" || format === "sarif" || baselineFile !== undefined || newBaselineFile !== undefined;
  // A file that comes more than once is told apart by them.
  const isCompared = format === "github" && (asksSeveral(request) || asksSeveralEnvironments(request));
  return { fingerprints: isListed || isCompared ? "made" : "left-out", fixes: format === "sarif" ? "made" : "left-out" };
}

/** Whether files may be asked about for more than one principal, so that each answer has to name its own. */
export function asksSeveral({ principals, config }: CheckRequest): boolean {
  if (principals.length > 0 || !config) return principals.length > 1;
  const lists = [config.file.settings, ...config.file.overrides.map(({ settings }) => settings)].flatMap(({ as }) => (as ? [as] : []));
  return lists.length > 1 || lists.some((list) => list.length > 1);
}

/** Whether files may be asked about in more than one environment. */
export function asksSeveralEnvironments({ environments, config }: Pick<CheckRequest, "environments" | "config">): boolean {
  if (!config || (config.file.environments ?? []).length < 2) return false;
  const { settings, overrides } = config.file;
  const configured = [settings, ...overrides.map((override) => override.settings)].flatMap((each) => each.environment ?? []);
  const names = new Set(environments.length > 0 ? environments : configured);
  return names.has(ALL_ENVIRONMENTS) || names.size > 1 || (environments.length === 0 && names.size > 0 && !settings.environment);
}

/** What the process answers: fine, findings, or not understood. */
export const EXIT = { fine: 0, findings: 1, trouble: 2 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
