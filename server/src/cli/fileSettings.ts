/**
 * What is asked about each file: options of the command line before everything else. Files that are asked the same share one object.
 */
import type { Endpoint, Principal, PropertiesFile } from "../language/index";
import type { SqlInput } from "./findFiles";
import type { CliHost, FileResult } from "./host";
import { type PolicySource, readPolicy } from "./policySource";
import { readTextFile } from "./readText";
import type { CheckRequest } from "./request";
import { shownPath } from "./walkUp";

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
  /** The policies of the cluster's own identity in AWS. */
  readonly policy?: PolicySource;
  /** The files that these settings come from, absolute; the roles file is not among them. */
  readonly dependencies: readonly string[];
}

/** Gives the settings of a file; the same object for the same settings. */
export type SettingsOf = (input: SqlInput) => FileSettings;

/** The settings of a run, or why a file that they name cannot be read. */
export function createFileSettings(host: CliHost, request: CheckRequest): FileResult<SettingsOf> {
  const properties = readPropertiesFiles(host, request.propertiesFiles);
  if (properties.kind === "error") return properties;
  const policy = request.policyFile === undefined ? undefined : readPolicy(host, request.policyFile);
  if (policy?.kind === "error") return policy;
  const settings: FileSettings = {
    principals: request.purpose === "check" ? request.principals : [],
    ...(request.rolesFile !== undefined && { rolesFile: request.rolesFile }),
    endpoint: request.endpoint,
    cluster: [request.cluster],
    clusterSources: ["option"],
    properties: properties.content,
    ...(policy && { policy: policy.content }),
    dependencies: [...request.propertiesFiles, ...(request.policyFile === undefined ? [] : [request.policyFile])],
  };
  return { kind: "ok", content: () => settings };
}

function readPropertiesFiles(host: CliHost, paths: readonly string[]): FileResult<readonly PropertiesFile[]> {
  const files: PropertiesFile[] = [];
  for (const path of paths) {
    const name = shownPath(host, path);
    const text = readTextFile(host, path);
    if (text.kind === "error") return { kind: "error", message: `${name}: the properties file cannot be read: ${text.message}` };
    files.push({ name, text: text.content });
  }
  return { kind: "ok", content: files };
}
