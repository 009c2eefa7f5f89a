/**
 * What is asked about each file: options of the command line first, then the configuration file. Files that are asked the same share one
 * object.
 */
import type { ConfigSettings, Endpoint, Principal, PropertiesFile, Severities } from "../language/index";
import type { SqlInput } from "./findFiles";
import type { CliHost, FileResult } from "./host";
import { type PolicySource, readPolicy } from "./policySource";
import { type ReadProperties, readPropertiesFiles } from "./propertiesSources";
import type { CheckRequest } from "./request";

export interface FileSettings {
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

/** Gives the settings of a file; the same object for the same settings. */
export type SettingsOf = (input: SqlInput) => FileSettings;

/** The settings of a run. A properties file that options name must be readable; one that the configuration names says so in its context. */
export function createFileSettings(host: CliHost, request: CheckRequest): FileResult<SettingsOf> {
  const named = readPropertiesFiles(host, request.propertiesFiles);
  const [failed] = named.flatMap((file) =>
    "failure" in file && file.failure !== undefined ? [`${file.name}: the properties cannot be read: ${file.failure}`] : [],
  );
  if (failed !== undefined) return { kind: "error", message: failed };
  const policy = request.policyFile === undefined ? undefined : readPolicy(host, request.policyFile);
  if (policy?.kind === "error") return policy;
  const files: NamedFiles = { properties: named, ...(policy && { policy: policy.content }) };
  const known = new Map<ConfigSettings, FileSettings>();
  return {
    kind: "ok",
    content: ({ path }) => {
      const configured = request.config?.settingsOf(path) ?? NOTHING;
      const settings = known.get(configured) ?? mergeSettings(host, request, configured, files);
      known.set(configured, settings);
      return settings;
    },
  };
}

const NOTHING: ConfigSettings = {};

/** The files that options name. */
interface NamedFiles {
  readonly properties: readonly ReadProperties[];
  readonly policy?: PolicySource;
}

function mergeSettings(host: CliHost, request: CheckRequest, configured: ConfigSettings, named: NamedFiles): FileSettings {
  const { config } = request;
  const pathOf = (path: string): string => config?.pathOf(path) ?? path;
  const rolesFile = request.rolesFile ?? (configured.roles === undefined ? undefined : pathOf(configured.roles));
  const configuredFiles = request.propertiesFiles.length > 0 ? [] : (configured.properties ?? []).map(pathOf);
  const properties = configuredFiles.length > 0 ? readPropertiesFiles(host, configuredFiles) : named.properties;
  const principals = request.principals.length > 0 ? request.principals : (configured.as ?? []);
  return {
    principals: request.purpose === "check" ? principals : [],
    ...(rolesFile !== undefined && { rolesFile }),
    endpoint: request.endpoint ?? configured.endpoint ?? "auto",
    cluster: [request.cluster, ...(configured.cluster ? [configured.cluster] : [])],
    clusterSources: ["option", ...(configured.cluster ? ["configuration file"] : [])],
    properties,
    ...(named.policy && { policy: named.policy }),
    ...(configured.severity && { severities: configured.severity }),
    dependencies: [
      ...properties.map(({ path }) => path),
      ...(request.policyFile === undefined ? [] : [request.policyFile]),
      ...(config ? [config.path] : []),
    ],
  };
}
