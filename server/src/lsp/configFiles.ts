/**
 * The configuration file (`druid-sql.jsonc`) that governs a document: found above it, read from the editor when it is open there and else
 * from the host, watched, and told when it says something else. What settings of the editor leave open is taken from it.
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
import type { Disposable, Host } from "./host";
import { foldersAbove, innermostFolder, isWithin, joinUri, parentUri, resolveSetting, rootOf, uriKey } from "./uris";

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

interface Entry {
  readonly watching: Disposable;
  source: ConfigSource | undefined;
  /** Ends when the reading that was asked for last has ended. */
  reading: Promise<void>;
  /** Whether somebody told of the file since it was found: till then, documents may have looked for it before it came. */
  isTold: boolean;
}

/** Starts with nothing read. */
export function createConfigFiles({ host, documents, changed, tell }: ConfigFilesParts): ConfigFiles {
  const entries = new Map<string, Entry>();
  const places = new Map<string, Promise<string | undefined>>();

  const readAgain = (uri: string, entry: Entry): Promise<boolean> => {
    const outcome = entry.reading.then(async () => {
      const before = entry.source;
      entry.source = await readSource(host, documents, uri, before);
      if (entry.source !== before) tell(uri, entry.source);
      return entry.source !== before;
    });
    entry.reading = outcome.then(() => undefined);
    return outcome;
  };
  const entryOf = (uri: string): Entry => {
    const known = entries.get(uriKey(uri));
    if (known) return known;
    const watching = host.watch(uri, () => void touched(uri));
    const entry: Entry = { watching, source: undefined, reading: Promise.resolve(), isTold: false };
    entries.set(uriKey(uri), entry);
    void readAgain(uri, entry);
    return entry;
  };
  const touched = async (uri: string): Promise<void> => {
    places.clear();
    const entry = entries.get(uriKey(uri));
    const isFirst = !entry?.isTold;
    if (entry) entry.isTold = true;
    const isOther = entry !== undefined && (await readAgain(uri, entry));
    if (isFirst || isOther) changed();
  };
  const read = async (uri: string): Promise<ConfigSource | undefined> => {
    const entry = entryOf(uri);
    await entry.reading;
    return entry.source;
  };
  const placeOf = (uri: string, folders: readonly string[]): Promise<string | undefined> => {
    const key = uriKey(parentUri(uri) ?? uri);
    const place = places.get(key) ?? findPlace(host, documents, uri, folders);
    places.set(key, place);
    return place;
  };

  return {
    complete: async (uri, settings, folders) => {
      const place = await placeOf(uri, folders);
      const source = place === undefined ? undefined : await read(place);
      return source ? completeSettings(uri, settings, source, folders) : settings;
    },
    read,
    concerns: (uri) => entries.has(uriKey(uri)) || CONFIG_FILE_NAMES.some((name) => uri.endsWith(`/${name}`)),
    touched,
    forgetPlaces: () => places.clear(),
    clear: () => {
      for (const { watching } of entries.values()) watching.dispose();
      entries.clear();
      places.clear();
    },
  };
}

/** The same object when nothing has changed. */
async function readSource(
  host: Host,
  documents: Documents,
  uri: string,
  before: ConfigSource | undefined,
): Promise<ConfigSource | undefined> {
  const open = documents.get(uri);
  const content = open ? ({ kind: "text", text: open.text.getText() } as const) : await host.readFile(uri);
  if (content.kind !== "text") return undefined;
  const { text } = content;
  if (before?.text === text) return before;
  const file = parseConfigFile(text, uri);
  return { uri, text, file, lines: indexLines(text), resolver: createConfigResolver(file) };
}

/** The search ends at the workspace folder that holds the document, else at the root of the repository. */
async function findPlace(host: Host, documents: Documents, uri: string, folders: readonly string[]): Promise<string | undefined> {
  const folder = innermostFolder(uri, folders);
  const above = uri.includes("://") ? foldersAbove(uri, folder ?? rootOf(uri) ?? uri) : folders.slice(0, 1);
  for (const each of above) {
    for (const name of CONFIG_FILE_NAMES) {
      const candidate = joinUri(each, name);
      if (documents.get(candidate) !== undefined || (await host.exists(candidate))) return candidate;
    }
    if (folder === undefined && (await host.exists(joinUri(each, ".git")))) return undefined;
  }
  return undefined;
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
