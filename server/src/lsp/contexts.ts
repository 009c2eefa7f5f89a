/**
 * The context of each open document: its settings, the roles file that governs it and the principal, put together once and kept until
 * one of them changes. Documents with the same parts share one context, and with it everything that was computed under it.
 */
import {
  brokenAuthorizer,
  createContext,
  fileName,
  formatPrincipal,
  type LanguageContext,
  type Link,
  type Principal,
  parsePrincipal,
} from "../language/index";
import type { Settings } from "./configuration";
import type { OpenDocument } from "./documents";
import type { PolicyFiles, PolicySource } from "./policyFiles";
import type { NamedFile, PropertiesFiles, ReadProperties } from "./propertiesFiles";
import type { RolesFiles, RolesSource } from "./rolesFiles";
import { innermostFolder, joinUri, parentUri, resolveSetting, uriKey } from "./uris";

/** What is known around one document. */
export interface Surroundings {
  readonly context: LanguageContext;
  readonly settings: Settings;
  /** The roles file in scope, also when it cannot be used. */
  readonly source?: RolesSource;
  /** Druid's own properties files that the settings name. */
  readonly properties: readonly ReadProperties[];
  /** The file of IAM policies that the settings name. */
  readonly policy?: PolicySource;
  /** What is wrong with the roles file or the principal, in one sentence of plain text: it repeats what users wrote. */
  readonly trouble?: string;
}

export interface Contexts {
  of(document: OpenDocument): Promise<Surroundings>;
  /** For a file that is not open: the editor's settings are those of its workspace folder. Not kept: there may be thousands. */
  ofClosed(uri: string): Promise<Surroundings>;
  /** Forgets everything that was put together. */
  clear(): void;
  /** Forgets a document that was closed. */
  forget(uri: string): void;
  /** The principal chosen in the editor, before the setting; undefined takes the choice back. */
  choose(principal: Principal | undefined): void;
}

/** What contexts are made of. */
export interface ContextSources {
  readonly rolesFiles: RolesFiles;
  readonly propertiesFiles: PropertiesFiles;
  readonly policyFiles: PolicyFiles;
  /** `scope` is what the editor is asked for, where that is not the file itself. */
  settingsOf(uri: string, scope?: string): Promise<Settings>;
  folders(): readonly string[];
  readonly link: Link;
}

export function createContexts(sources: ContextSources): Contexts {
  const byDocument = new Map<string, Promise<Surroundings>>();
  const shared = new Map<string, Surroundings>();
  let chosen: Principal | undefined;

  /** A roles file is looked for from `place`, which stands for every file beside it. */
  const build = async (uri: string, place = uri, scope = uri): Promise<Surroundings> => {
    const settings = await sources.settingsOf(uri, scope);
    const source = await sources.rolesFiles.governing({ uri: place, setting: settings.rolesFile, folders: sources.folders() });
    const who = principalOf(chosen, settings);
    const properties = await sources.propertiesFiles.read(propertiesFilesOf(uri, settings, sources.folders()));
    const policyUri = policyUriOf(uri, settings, sources.folders());
    const policy = policyUri === undefined ? undefined : await sources.policyFiles.read(policyUri);
    const key = JSON.stringify([source?.uri, policyUri, settings, properties, who.principal && formatPrincipal(who.principal)]);
    const known = shared.get(key);
    if (known && known.source === source && known.policy === policy) return known;
    const built = surround({ settings, source, properties, policy, who, link: sources.link });
    shared.set(key, built);
    return built;
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
    ofClosed: (uri) => {
      const folder = parentUri(uri);
      return build(uri, folder === undefined ? uri : joinUri(folder, "*"), innermostFolder(uri, sources.folders()) ?? folder ?? uri);
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
  return parsed.kind === "ok" ? { principal: parsed.principal } : { trouble: `The setting druidSql.principal: ${parsed.message}` };
}

/** Everything that a context is made of. */
interface Parts {
  readonly settings: Settings;
  readonly source: RolesSource | undefined;
  readonly properties: readonly ReadProperties[];
  readonly policy: PolicySource | undefined;
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

/** Where the file of the setting is; a relative path counts from the workspace folder. */
function policyUriOf(uri: string, { iamPolicy }: Settings, folders: readonly string[]): string | undefined {
  return iamPolicy === "" ? undefined : resolveSetting(iamPolicy, innermostFolder(uri, folders) ?? folders[0] ?? parentUri(uri));
}

function surround({ settings, source, properties, policy, who, link }: Parts): Surroundings {
  const roles = source?.good ?? source?.latest;
  const isStale = source?.good !== undefined && source.good !== source.latest;
  const broken = source && roles && !source.good ? brokenAuthorizer(fileName(source.uri)) : undefined;
  const context = createContext({
    cluster: [settings.cluster, settings.configured?.cluster, roles?.file.cluster?.value],
    clusterSources: ["setting", "configuration file", "roles file"],
    ...(settings.configured?.severities && { severities: settings.configured.severities }),
    ...(properties.length > 0 && { properties }),
    endpoint: settings.endpoint,
    ...(roles && { roles: roles.file, rolesState: isStale ? "stale" : "current" }),
    ...(broken && { authorizer: broken }),
    ...(who.principal && { principal: who.principal }),
    ...(policy && { policy }),
    link,
  });
  const trouble = troubleOf(source, who);
  return { context, settings, properties, ...(source && { source }), ...(policy && { policy }), ...(trouble !== undefined && { trouble }) };
}

function troubleOf(source: RolesSource | undefined, who: Who): string | undefined {
  if (source?.failure !== undefined) return `${fileName(source.uri)}: ${source.failure}.`;
  return who.trouble;
}
