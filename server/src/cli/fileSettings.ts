/**
 * What is asked about each file, once for each environment: options of the command line first, then the environment, then the rest of the
 * configuration file. Files that are asked the same share one object.
 */
import {
  type ConfigSettings,
  chooseEnvironments,
  type Endpoint,
  type Environment,
  type Principal,
  type PropertiesFile,
  type Severities,
} from "../language/index";
import type { SqlInput } from "./findFiles";
import type { CliHost, FileResult } from "./host";
import { type PolicySource, readPolicy } from "./policySource";
import { type ReadProperties, readPropertiesFiles } from "./propertiesSources";
import type { CheckRequest } from "./request";

export interface FileSettings {
  /** Its name; absent where none are described. */
  readonly environment?: string;
  /** Each is asked about apart; none for `needs`, and where nobody was named. */
  readonly principals: readonly Principal[];
  /** Absolute; absent for the nearest one above. */
  readonly rolesFile?: string;
  readonly endpoint: Endpoint;
  /** Profile objects, the first one wins key by key, with where each comes from; the roles file's comes behind them. */
  readonly cluster: readonly unknown[];
  readonly clusterSources: readonly string[];
  readonly properties: readonly PropertiesFile[];
  readonly severities?: Severities;
  /** The policies of the cluster's own identity in AWS. */
  readonly policy?: PolicySource;
  /** The files that these settings come from, absolute; the roles file is not among them. */
  readonly dependencies: readonly string[];
}

/** Gives the settings of a file, one for each environment that is asked about; the same objects for the same settings. */
export type SettingsOf = (input: SqlInput) => readonly [FileSettings, ...FileSettings[]];

/** The settings of a run. A properties file that options name must be readable; one that the configuration names says so in its context. */
export function createFileSettings(host: CliHost, request: CheckRequest): FileResult<SettingsOf> {
  const named = readPropertiesFiles(host, request.propertiesFiles);
  const [failed] = named.flatMap((file) =>
    "failure" in file && file.failure !== undefined ? [`${file.name}: the properties cannot be read: ${file.failure}`] : [],
  );
  if (failed !== undefined) return { kind: "error", message: failed };
  const policy = request.policyFile === undefined ? undefined : readPolicy(host, request.policyFile);
  if (policy?.kind === "error") return policy;
  const policies = policy ? NO_POLICIES : readPolicies(host, request);
  if (policies.kind === "error") return policies;
  const files: NamedFiles = { properties: named, policies: policies.content, ...(policy && { policy: policy.content }) };
  const known = new Map<ConfigSettings, readonly [FileSettings, ...FileSettings[]]>();
  return {
    kind: "ok",
    content: ({ path }) => {
      const configured = request.config?.settingsOf(path) ?? NOTHING;
      const settings = known.get(configured) ?? settingsOfAll(host, request, configured, files);
      known.set(configured, settings);
      return settings;
    },
  };
}

const NOTHING: ConfigSettings = {};
const NO_POLICIES: FileResult<ReadonlyMap<string, PolicySource>> = { kind: "ok", content: new Map() };

/** The files that options name, and the policies of environments by their names. */
interface NamedFiles {
  readonly properties: readonly ReadProperties[];
  readonly policy?: PolicySource;
  readonly policies: ReadonlyMap<string, PolicySource>;
}

/** The environments that a file is asked about. Names that nothing is described for are refused before. */
function environmentsOf(
  { environments: names, config }: Pick<CheckRequest, "environments" | "config">,
  configured: ConfigSettings,
): readonly Environment[] {
  const chosen = chooseEnvironments(config?.file.environments ?? [], names.length > 0 ? names : (configured.environment ?? []));
  return chosen.kind === "ok" ? chosen.environments : [];
}

/** The policies of all environments that any file is asked about. */
function readPolicies(host: CliHost, request: CheckRequest): FileResult<ReadonlyMap<string, PolicySource>> {
  const { config } = request;
  const all = config ? [config.file.settings, ...config.file.overrides.map(({ settings }) => settings)] : [];
  const policies = new Map<string, PolicySource>();
  for (const { name, iamPolicy } of all.flatMap((configured) => environmentsOf(request, configured))) {
    if (iamPolicy === undefined || policies.has(name)) continue;
    const read = readPolicy(host, config?.pathOf(iamPolicy) ?? iamPolicy);
    if (read.kind === "error") return { kind: "error", message: `environment ${name}: ${read.message}` };
    policies.set(name, read.content);
  }
  return { kind: "ok", content: policies };
}

function settingsOfAll(
  host: CliHost,
  request: CheckRequest,
  configured: ConfigSettings,
  named: NamedFiles,
): readonly [FileSettings, ...FileSettings[]] {
  const [first, ...others] = environmentsOf(request, configured);
  return [
    mergeSettings(host, request, configured, named, first),
    ...others.map((environment) => mergeSettings(host, request, configured, named, environment)),
  ];
}

function mergeSettings(
  host: CliHost,
  request: CheckRequest,
  configured: ConfigSettings,
  named: NamedFiles,
  environment: Environment | undefined,
): FileSettings {
  const { config } = request;
  const pathOf = (path: string): string => config?.pathOf(path) ?? path;
  const configuredRoles = environment?.roles ?? configured.roles;
  const rolesFile = request.rolesFile ?? (configuredRoles === undefined ? undefined : pathOf(configuredRoles));
  const configuredFiles = request.propertiesFiles.length > 0 ? [] : (environment?.properties ?? configured.properties ?? []).map(pathOf);
  const policy = named.policy ?? (environment && named.policies.get(environment.name));
  const properties = configuredFiles.length > 0 ? readPropertiesFiles(host, configuredFiles) : named.properties;
  const principals = request.principals.length > 0 ? request.principals : (configured.as ?? []);
  return {
    ...(environment && { environment: environment.name }),
    principals: request.purpose === "check" ? principals : [],
    ...(rolesFile !== undefined && { rolesFile }),
    endpoint: request.endpoint ?? configured.endpoint ?? "auto",
    cluster: [request.cluster, ...(environment?.cluster ? [environment.cluster] : []), ...(configured.cluster ? [configured.cluster] : [])],
    clusterSources: [
      "option",
      ...(environment?.cluster ? [`environment ${environment.name}`] : []),
      ...(configured.cluster ? ["configuration file"] : []),
    ],
    properties,
    ...(policy && { policy }),
    ...(configured.severity && { severities: configured.severity }),
    dependencies: [
      ...properties.map(({ path }) => path),
      ...(request.policyFile === undefined ? [] : [request.policyFile]),
      ...(request.policyFile === undefined && environment?.iamPolicy !== undefined ? [pathOf(environment.iamPolicy)] : []),
      ...(config ? [config.path] : []),
    ],
  };
}
