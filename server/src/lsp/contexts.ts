/**
 * The context of each open document: its settings, the roles file that governs it and the principal, put together once and kept until
 * one of them changes. Documents with the same parts share one context, and with it everything that was computed under it.
 */
import {
  brokenAuthorizer,
  CLUSTER_SOURCES,
  createContext,
  fileName,
  formatPrincipal,
  inEnvironment,
  type LanguageContext,
  type Link,
  type Principal,
  parsePrincipal,
  t,
} from "../language/index";
import type { CatalogFiles } from "./catalogFiles";
import type { Settings } from "./configuration";
import type { OpenDocument } from "./documents";
import { describedEnvironments, type EnvironmentSettings, type InEnvironment, settingsInEnvironment } from "./environments";
import type { PolicyFiles, PolicySource } from "./policyFiles";
import type { NamedFile, PropertiesFiles, ReadProperties } from "./propertiesFiles";
import type { RolesFiles, RolesSource } from "./rolesFiles";
import { innermostFolder, joinUri, parentUri, resolveSetting, uriKey } from "./uris";

/** What is known around one document. */
export interface Surroundings {
  readonly context: LanguageContext;
  /** With what the environment states in front. */
  readonly settings: Settings;
  /** Absent where none are described. */
  readonly environment?: InEnvironment;
  /** The roles files of all environments that are described, whichever is asked about. */
  readonly environmentRoles: readonly string[];
  /** The roles file in scope, also when it cannot be used. */
  readonly source?: RolesSource;
  /** Druid's own properties files that the settings name. */
  readonly properties: readonly ReadProperties[];
  /** The file of IAM policies that the settings name. */
  readonly policy?: PolicySource;
  /** Whether a catalog file tells of Druid's tables here. */
  readonly hasCatalog: boolean;
  /** What is wrong with the roles file or the principal, in one sentence of plain text: it repeats what users wrote. */
  readonly trouble?: string;
}

export interface Contexts {
  of(document: OpenDocument): Promise<Surroundings>;
  /** For a file that is not open: the editor's settings are those of its workspace folder. Not kept: there may be thousands. */
  ofClosed(uri: string): Promise<Surroundings>;
  /** Open or not, under each environment that is described for it; none where none are. Not kept. */
  inEnvironments(uri: string): Promise<readonly Surroundings[]>;
  /** Forgets everything that was put together. */
  clear(): void;
  /** Forgets a document that was closed. */
  forget(uri: string): void;
  /** The principal chosen in the editor, before the setting; undefined takes the choice back. */
  choose(principal: Principal | undefined): void;
  /** The environment chosen in the editor, before the setting; undefined takes the choice back. */
  chooseEnvironment(name: string | undefined): void;
}

/** What contexts are made of. */
export interface ContextSources {
  readonly rolesFiles: RolesFiles;
  readonly propertiesFiles: PropertiesFiles;
  readonly policyFiles: PolicyFiles;
  readonly catalogFiles: Pick<CatalogFiles, "governing">;
  /** `scope` is what the editor is asked for, where that is not the file itself. */
  settingsOf(uri: string, scope?: string): Promise<Settings>;
  folders(): readonly string[];
  /** Hears the roles files of environments: they are roles files, whether they count now or not. */
  named(rolesFiles: readonly string[]): void;
  readonly link: Link;
}

export function createContexts(sources: ContextSources): Contexts {
  const byDocument = new Map<string, Promise<Surroundings>>();
  const shared = new Map<string, Surroundings>();
  let chosen: Principal | undefined;
  let chosenEnvironment: string | undefined;

  /** A roles file is looked for from `place`, which stands for every file beside it. */
  const build = async (uri: string, place = uri, scope = uri, asked = chosenEnvironment): Promise<Surroundings> => {
    const general = await sources.settingsOf(uri, scope);
    const within = settingsInEnvironment(general, asked);
    const { settings } = within;
    const source = await sources.rolesFiles.governing({ uri: place, setting: settings.rolesFile, folders: sources.folders() });
    const who = principalOf(chosen, settings);
    const properties = await sources.propertiesFiles.read(propertiesFilesOf(uri, settings, sources.folders()));
    const policyUri = policyUriOf(uri, settings, sources.folders());
    const policy = policyUri === undefined ? undefined : await sources.policyFiles.read(policyUri);
    const catalog = await sources.catalogFiles.governing({ uri: place, setting: settings.catalogFile, folders: sources.folders() });
    const hasCatalog = catalog?.good !== undefined;
    const name = within.environment?.name;
    const key = JSON.stringify([
      source?.uri,
      policyUri,
      hasCatalog,
      settings,
      name,
      properties,
      who.principal && formatPrincipal(who.principal),
    ]);
    const known = shared.get(key);
    if (known && known.source === source && known.policy === policy) return known;
    const environmentRoles = environmentRolesOf(uri, general, sources.folders());
    sources.named(environmentRoles);
    const built = surround({ within, environmentRoles, source, properties, policy, hasCatalog, who, link: sources.link });
    shared.set(key, built);
    return built;
  };

  /** Files of a folder share a place, and the settings of the editor are those of their workspace folder. */
  const buildClosed = (uri: string, environment = chosenEnvironment): Promise<Surroundings> => {
    const folder = parentUri(uri);
    const scope = innermostFolder(uri, sources.folders()) ?? folder ?? uri;
    return build(uri, folder === undefined ? uri : joinUri(folder, "*"), scope, environment);
  };

  return {
    of: (document) => {
      const key = uriKey(document.uri);
      const known = byDocument.get(key);
      if (known) return known;
      const building = build(document.uri);
      byDocument.set(key, building);
      building.catch(() => {
        if (byDocument.get(key) === building) byDocument.delete(key);
      });
      return building;
    },
    ofClosed: (uri) => buildClosed(uri),
    inEnvironments: async (uri) => {
      const all = (await buildClosed(uri)).environment?.all ?? [];
      return Promise.all(all.map((name) => buildClosed(uri, name)));
    },
    clear: () => {
      byDocument.clear();
      shared.clear();
    },
    forget: (uri) => {
      byDocument.delete(uriKey(uri));
    },
    choose: (principal) => {
      chosen = principal;
    },
    chooseEnvironment: (name) => {
      chosenEnvironment = name;
    },
  };
}

interface Who {
  readonly principal?: Principal;
  readonly trouble?: string;
}

function principalOf(chosen: Principal | undefined, { principal }: Settings): Who {
  if (chosen) return { principal: chosen };
  if (principal === "") return {};
  const parsed = parsePrincipal(principal);
  return parsed.kind === "ok" ? { principal: parsed.principal } : { trouble: t("The setting druidSql.principal: {0}", parsed.message) };
}

/** Everything that a context is made of. */
interface Parts {
  readonly within: EnvironmentSettings;
  readonly environmentRoles: readonly string[];
  readonly source: RolesSource | undefined;
  readonly properties: readonly ReadProperties[];
  readonly policy: PolicySource | undefined;
  readonly hasCatalog: boolean;
  readonly who: Who;
  readonly link: Link;
}

/** Where the files of the setting are; relative paths count from the workspace folder. */
function propertiesFilesOf(uri: string, { druidProperties }: Settings, folders: readonly string[]): readonly NamedFile[] {
  if (druidProperties.length === 0) return [];
  const folder = innermostFolder(uri, folders);
  return druidProperties.flatMap((name) => {
    const found = resolveSetting(name, folder ?? folders[0] ?? parentUri(uri));
    return found === undefined ? [] : [{ name, uri: found }];
  });
}

/** Where the roles files of all environments are. */
function environmentRolesOf(uri: string, settings: Settings, folders: readonly string[]): readonly string[] {
  const from = innermostFolder(uri, folders) ?? folders[0] ?? parentUri(uri);
  return describedEnvironments(settings).flatMap(({ roles }) => (roles === undefined ? [] : (resolveSetting(roles, from) ?? [])));
}

/** Where the file of the setting is; a relative path counts from the workspace folder. */
function policyUriOf(uri: string, { iamPolicy }: Settings, folders: readonly string[]): string | undefined {
  return iamPolicy === "" ? undefined : resolveSetting(iamPolicy, innermostFolder(uri, folders) ?? folders[0] ?? parentUri(uri));
}

function surround({ within, environmentRoles, source, properties, policy, hasCatalog, who, link }: Parts): Surroundings {
  const { settings, environment } = within;
  const roles = source?.good ?? source?.latest;
  const isStale = source?.good !== undefined && source.good !== source.latest;
  const broken = source && roles && !source.good ? brokenAuthorizer(fileName(source.uri)) : undefined;
  const context = createContext({
    cluster: [...(within.cluster ? [within.cluster] : []), settings.cluster, settings.configured?.cluster, roles?.file.cluster?.value],
    clusterSources: [
      ...(within.cluster ? [CLUSTER_SOURCES.environment(environment?.name ?? "")] : []),
      CLUSTER_SOURCES.setting,
      CLUSTER_SOURCES.configuration,
      CLUSTER_SOURCES.roles,
    ],
    ...(settings.configured?.severities && { severities: settings.configured.severities }),
    ...(properties.length > 0 && { properties }),
    endpoint: settings.endpoint,
    ...(roles && {
      roles: environment ? inEnvironment(roles.file, environment.name) : roles.file,
      rolesState: isStale ? "stale" : "current",
    }),
    ...(broken && { authorizer: broken }),
    ...(who.principal && { principal: who.principal }),
    ...(policy && { policy }),
    link,
  });
  const trouble = troubleOf(source, who, within);
  return {
    context,
    settings,
    environmentRoles,
    ...(environment && { environment }),
    properties,
    ...(source && { source }),
    ...(policy && { policy }),
    hasCatalog,
    ...(trouble !== undefined && { trouble }),
  };
}

function troubleOf(source: RolesSource | undefined, who: Who, { environment, trouble }: EnvironmentSettings): string | undefined {
  if (trouble !== undefined) return trouble;
  if (source?.failure !== undefined) {
    const failed = `${fileName(source.uri)}: ${source.failure}.`;
    return environment ? t("Environment {0}: {1}", environment.name, failed) : failed;
  }
  return who.trouble;
}
