/**
 * The configuration file (`druid-sql.jsonc`) that governs a document: the nearest one above it. What settings of the editor leave open is taken
 * from it.
 */
import {
  CONFIG_FILE_NAMES,
  type ConfigFile,
  createConfigResolver,
  type Environment,
  formatPrincipal,
  indexLines,
  type LineIndex,
  parseConfigFile,
} from "../language/index";
import { DEFAULT_SETTINGS, type Settings } from "./configuration";
import type { Documents } from "./documents";
import type { Host } from "./host";
import { innermostFolder, isWithin, parentUri, resolveSetting, uriKey } from "./uris";
import { createWatchedFiles } from "./watchedFiles";

/** A configuration file that was read. */
export interface ConfigSource {
  readonly uri: string;
  readonly text: string;
  readonly file: ConfigFile;
  readonly lines: LineIndex;
  readonly resolver: ReturnType<typeof createConfigResolver>;
}

export interface ConfigFiles {
  /** Settings for a document, completed by the configuration file that governs it. `folders` are those of the workspace. */
  complete(uri: string, settings: Settings, folders: readonly string[]): Promise<Settings>;
  /** The file that governs a document, and the others that were read so far. */
  around(uri: string, folders: readonly string[]): Promise<readonly ConfigSource[]>;
  /** Reads a file that may govern nothing, for its own problems. */
  read(uri: string): Promise<ConfigSource | undefined>;
  /** Whether a URI is that of a configuration file. */
  concerns(uri: string): boolean;
  /** Tells that a file may have changed, come or gone. */
  touched(uri: string): Promise<void>;
  /** Forgets where files were found, as when folders change. */
  forgetPlaces(): void;
  /** Forgets all files and stops watching them. */
  clear(): void;
}

/** What configuration files are read with. */
export interface ConfigFilesParts {
  readonly host: Host;
  readonly documents: Documents;
  /** Called when a file that was read says something else than before, has come or gone. */
  readonly changed: () => void;
  /** Called with each file that was read, and with the URI alone when it is gone. */
  readonly tell: (uri: string, source: ConfigSource | undefined) => void;
}

/** Starts with nothing read. */
export function createConfigFiles({ host, documents, changed, tell }: ConfigFilesParts): ConfigFiles {
  // Whom somebody told of since they were found: till then, documents may have looked for a file before it came.
  const told = new Set<string>();
  const touched = async (uri: string): Promise<void> => {
    const isFirst = !files.has(uri) || !told.has(uriKey(uri));
    if (files.has(uri)) told.add(uriKey(uri));
    const isOther = await files.touched(uri);
    if (isFirst || isOther) changed();
  };
  const files = createWatchedFiles<ConfigSource>({
    host,
    documents,
    names: CONFIG_FILE_NAMES,
    parse,
    seen: (uri) => void touched(uri),
    tell,
  });
  return {
    complete: async (uri, settings, folders) => {
      const source = await files.governing({ uri, setting: "", folders });
      return source ? completeSettings(uri, settings, source, folders) : settings;
    },
    around: async (uri, folders) => {
      // It may have come a moment ago, before anybody told of it.
      files.forgetPlaces();
      await files.governing({ uri, setting: "", folders });
      return files.known();
    },
    read: files.read,
    concerns: files.concerns,
    touched,
    forgetPlaces: files.forgetPlaces,
    clear: () => {
      told.clear();
      files.clear();
    },
  };
}

function parse(uri: string, text: string): ConfigSource {
  const file = parseConfigFile(text, uri);
  return { uri, text, file, lines: indexLines(text), resolver: createConfigResolver(file) };
}

/** A setting of the editor comes before what the file says; its paths count from its own folder. */
function completeSettings(uri: string, settings: Settings, source: ConfigSource, folders: readonly string[]): Settings {
  const home = parentUri(source.uri);
  const inner = home !== undefined && isWithin(uri, home) ? decoded(uriKey(uri).slice(uriKey(home).length + 1)) : undefined;
  const { as, environment, roles, endpoint, cluster, properties, severity, format } =
    inner === undefined ? source.file.settings : source.resolver.settingsOf(inner);
  const pathOf = (path: string): string => shortened(resolveSetting(path, home) ?? path, innermostFolder(uri, folders) ?? folders[0]);
  const [first] = as ?? [];
  const [chosen] = environment ?? [];
  return {
    ...settings,
    principal: settings.principal === "" && first ? formatPrincipal(first) : settings.principal,
    rolesFile: settings.rolesFile === "" && roles !== undefined ? pathOf(roles) : settings.rolesFile,
    environment: settings.environment === "" && chosen !== undefined ? chosen : settings.environment,
    endpoint: settings.endpoint === DEFAULT_SETTINGS.endpoint && endpoint ? endpoint : settings.endpoint,
    druidProperties: settings.druidProperties.length === 0 && properties ? properties.map(pathOf) : settings.druidProperties,
    configured: {
      cluster,
      severities: severity,
      format,
      environments: source.file.environments?.map((each) => withPaths(each, pathOf)),
      isExcluded: inner !== undefined && source.resolver.excludes(inner, "file"),
    },
  };
}

function withPaths(environment: Environment, pathOf: (path: string) => string): Environment {
  const { roles, properties, iamPolicy } = environment;
  return {
    ...environment,
    ...(roles !== undefined && { roles: pathOf(roles) }),
    ...(properties && { properties: properties.map(pathOf) }),
    ...(iamPolicy !== undefined && { iamPolicy: pathOf(iamPolicy) }),
  };
}

/** A path from the workspace folder, as settings have it and reports show it; a URI for what lies elsewhere. */
function shortened(uri: string, folder: string | undefined): string {
  return folder !== undefined && isWithin(uri, folder) ? decoded(uri.slice(folder.replace(/\/$/, "").length + 1)) : uri;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
