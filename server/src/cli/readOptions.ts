/**
 * Understands the options of `check` and `needs`; the first one that cannot be understood gives a sentence that says what to write.
 */
import { resolve } from "node:path";
import {
  chooseEnvironments,
  ENDPOINTS,
  type Endpoint,
  NEWEST_VERSION,
  OLDEST_VERSION,
  type Principal,
  parsePrincipals,
  readProfile,
  sharedRolesFiles,
} from "../language/index";
import type { Config } from "./config";
import type { SeverityJson } from "./contract";
import type { CliHost } from "./host";
import { choosePalette } from "./palette";
import { CHECK_FORMATS, type CheckRequest, FAIL_ON, type FailOn, type Format, type Purpose } from "./request";
import { shownPath } from "./walkUp";

/** What decides about colours of a report that goes to a file. */
const A_FILE = { isTerminal: false };

/** The options as the command line gives them. */
export interface RawOptions {
  readonly environment?: readonly string[];
  readonly as?: readonly string[];
  readonly memberOf?: readonly string[];
  readonly roles?: string;
  readonly format?: string;
  readonly output?: string;
  /** `false` for `--no-baseline`. */
  readonly baseline?: string | false;
  readonly writeBaseline?: string;
  readonly failOn?: string;
  readonly strict?: boolean;
  readonly quiet?: boolean;
  readonly endpoint?: string;
  readonly profile?: readonly string[];
  readonly properties?: readonly string[];
  readonly iamPolicy?: string;
  readonly druidVersion?: string;
  readonly context?: readonly string[];
  readonly inlineConfig?: boolean;
  readonly endpoints?: boolean;
  readonly color?: boolean;
  readonly ignore?: boolean;
  readonly exclude?: readonly string[];
  readonly stdinFilepath?: string;
  readonly changedSince?: string;
  readonly jobs?: string;
  /** `false` for `--no-config`. */
  readonly config?: string | false;
}

export type Understood<Value> = { readonly kind: "ok"; readonly value: Value } | { readonly kind: "error"; readonly message: string };

/** Reads all options of a run; what they do not say, `config` does. */
export function readOptions(
  host: CliHost,
  purpose: Purpose,
  paths: readonly string[],
  raw: RawOptions,
  config?: Config,
): Understood<CheckRequest> {
  const principals = readPrincipals(raw);
  if (principals.kind === "error") return principals;
  const environments = readEnvironments(raw, config);
  if (environments.kind === "error") return environments;
  const cluster = readCluster(raw);
  if (cluster.kind === "error") return cluster;
  const context = readAssignments("--context", raw.context ?? []);
  if (context.kind === "error") return context;
  if (paths.filter((path) => path === "-").length > 1) return failure("standard input (-) can be read once");
  if (raw.jobs !== undefined && !/^[1-9]\d{0,2}$/.test(raw.jobs)) return failure(`--jobs takes a number from 1 to 999, not "${raw.jobs}"`);
  const unknownCountsAs: SeverityJson = (raw.strict ?? config?.file.strict) ? "error" : "information";
  return success({
    purpose,
    paths,
    environments: environments.value,
    principals: principals.value,
    ...(raw.roles !== undefined && { rolesFile: resolve(host.workingFolder, raw.roles) }),
    format: readFormat(raw.format),
    ...(raw.output !== undefined && { outputFile: resolve(host.workingFolder, raw.output) }),
    ignoreFiles: raw.ignore === false ? "unread" : "honoured",
    ...(raw.changedSince !== undefined && { changedSince: raw.changedSince }),
    ...baselineOf(host, raw, purpose === "check" ? config : undefined),
    ...(raw.writeBaseline !== undefined && { newBaselineFile: resolve(host.workingFolder, raw.writeBaseline) }),
    failOn: readFailOn(purpose, raw.failOn ?? (purpose === "check" ? config?.file.failOn : undefined)),
    unknownCountsAs,
    show: raw.quiet ? "findings" : "all",
    ...endpointOf(raw.endpoint),
    ...(config && { config }),
    ...(raw.jobs !== undefined && { jobs: Number(raw.jobs) }),
    options: raw,
    cluster: cluster.value,
    propertiesFiles: (raw.properties ?? []).map((path) => resolve(host.workingFolder, path)),
    ...(raw.iamPolicy !== undefined && { policyFile: resolve(host.workingFolder, raw.iamPolicy) }),
    notes: [...readProfile(cluster.value).problems.map(({ message }) => message), ...environmentNotes(host, environments.value, config)],
    context: context.value,
    inlineComments: raw.inlineConfig === false ? "ignored" : "honoured",
    endpoints: raw.endpoints ? "listed" : "left-out",
    palette: choosePalette(raw.color === false ? "never" : "auto", host.environment, raw.output === undefined ? host.output : A_FILE),
  });
}

/** A new baseline is written in place of the one that the configuration names. */
function baselineOf(
  host: CliHost,
  { baseline, writeBaseline }: RawOptions,
  config: Config | undefined,
): { readonly baselineFile?: string } {
  if (baseline === false) return {};
  if (baseline !== undefined) return { baselineFile: resolve(host.workingFolder, baseline) };
  const named = writeBaseline === undefined ? config?.file.baseline : undefined;
  return config && named !== undefined ? { baselineFile: config.pathOf(named) } : {};
}

/** Reads `key=value` texts. A value is JSON where it reads as JSON, else a text. */
export function readAssignments(option: string, texts: readonly string[]): Understood<Readonly<Record<string, unknown>>> {
  const assigned: [string, unknown][] = [];
  for (const text of texts) {
    const equals = text.indexOf("=");
    if (equals <= 0) return failure(`${option} takes key=value, not "${text}"`);
    assigned.push([text.slice(0, equals), readValue(text.slice(equals + 1))]);
  }
  // Unlike an assignment this takes "__proto__" for a key as any other.
  return success(Object.fromEntries(assigned));
}

function readPrincipals({ as: names, memberOf }: RawOptions): Understood<readonly Principal[]> {
  if (!names || names.length === 0) return memberOf ? failure("--member-of belongs to a user: add --as user:NAME") : success([]);
  const parsed = parsePrincipals(names);
  if (parsed.kind === "error") return failure(`--as: ${parsed.message}`);
  if (!memberOf) return success(parsed.principals);
  const withGroups = parsePrincipals(names, memberOf);
  return withGroups.kind === "ok" ? success(withGroups.principals) : failure("--member-of belongs to a user: --as user:NAME, and only one");
}

function readEnvironments({ environment = [] }: RawOptions, config: Config | undefined): Understood<readonly string[]> {
  const names = environment.map((name) => name.trim());
  const described = config?.file.environments ?? [];
  if (names.length > 0 && described.length === 0) {
    return failure(
      `--environment: no environments are described; "environments" in ${config?.shown ?? "druid-sql.jsonc"} says which there are`,
    );
  }
  const chosen = chooseEnvironments(described, names);
  return chosen.kind === "error" ? failure(`--environment: ${chosen.message}`) : success(names);
}

/** That nobody said which environment is meant, and that two of them will hardly differ. */
function environmentNotes(host: CliHost, names: readonly string[], config: Config | undefined): readonly string[] {
  const described = config?.file.environments ?? [];
  const chosen = chooseEnvironments(described, names.length > 0 ? names : (config?.file.settings.environment ?? []));
  if (!config || chosen.kind === "error") return [];
  const [first] = chosen.environments;
  const others = described.map(({ name }) => name).join(", ");
  const unsaid =
    chosen.origin === "first" && first
      ? [`no environment is chosen, so ${first.name} is asked about; --environment takes ${others} or all`]
      : [];
  const shared = sharedRolesFiles(
    chosen.environments.map((each) => (each.roles === undefined ? each : { ...each, roles: config.pathOf(each.roles) })),
  );
  const named = shared.map(
    ({ roles, names: sharing }) => `the environments ${sharing.join(" and ")} have the same roles file, ${shownPath(host, roles)}`,
  );
  return [...unsaid, ...named];
}

function readCluster({ profile, druidVersion }: RawOptions): Understood<Readonly<Record<string, unknown>>> {
  const assigned = readAssignments("--profile", profile ?? []);
  if (assigned.kind === "error") return assigned;
  if (druidVersion !== undefined && !isVersion(druidVersion)) {
    return failure(`--druid-version takes a version such as ${OLDEST_VERSION} to ${NEWEST_VERSION}, or 34.0.1, not "${druidVersion}"`);
  }
  const cluster = { ...assigned.value, ...(druidVersion !== undefined && { druidVersion }) };
  const problem = readProfile(cluster).problems.find(({ path }) => path[0] !== "druidVersion" || !isVersion(cluster.druidVersion));
  return problem ? failure(`--profile: ${problem.message}`) : success(cluster);
}

function isVersion(value: unknown): boolean {
  return /^\d+(\.\d+)*(-.*)?$/.test(String(value));
}

/** The parser of the command line has refused other values. */
function endpointOf(text: string | undefined): { readonly endpoint?: Endpoint } {
  const endpoint = ENDPOINTS.find((each) => each === text);
  return endpoint === undefined ? {} : { endpoint };
}

/** The parser of the command line has refused other values. */
function readFormat(text: string | undefined): Format {
  return CHECK_FORMATS.find((format) => format === text) ?? "text";
}

function readFailOn(purpose: Purpose, text: string | undefined): FailOn {
  return FAIL_ON.find((each) => each === text) ?? (purpose === "check" ? "error" : "never");
}

function readValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function success<Value>(value: Value): Understood<Value> {
  return { kind: "ok", value };
}

function failure(message: string): Understood<never> {
  return { kind: "error", message };
}
