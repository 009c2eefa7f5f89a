/**
 * The catalog file (`druid-catalog.json`) of a document: named by a setting or the nearest one above it, read from the editor when it is open
 * there and else from the host, watched, and told when it says something else. A file that is broken now keeps its last good state.
 */
import {
  CATALOG_FILE_NAMES,
  type Catalog,
  type CatalogFile,
  indexLines,
  isBrokenCatalog,
  type LineIndex,
  parseCatalogFile,
} from "../language/index";
import type { Documents } from "./documents";
import type { Disposable, Host } from "./host";
import { foldersAbove, innermostFolder, joinUri, parentUri, resolveSetting, rootOf, uriKey } from "./uris";

/** A catalog file that was read. */
export interface CatalogSource {
  readonly uri: string;
  readonly text: string;
  readonly latest: CatalogFile;
  readonly lines: LineIndex;
  /** What counts: `latest`, unless that is broken. */
  readonly good?: Catalog;
}

/** Where to look for the catalog file of a document. */
export interface CatalogSearch {
  readonly uri: string;
  /** The setting `druidSql.catalogFile`. */
  readonly setting: string;
  readonly folders: readonly string[];
}

export interface CatalogFiles {
  /** The file of a document; undefined when there is none. */
  governing(search: CatalogSearch): Promise<CatalogSource | undefined>;
  /** Reads a file that may be nobody's, for its own problems. */
  read(uri: string): Promise<CatalogSource | undefined>;
  /** Whether a URI is that of a catalog file, by its name or since it is in use. */
  concerns(uri: string): boolean;
  /** Tells that a file may have changed, come or gone. */
  touched(uri: string): Promise<void>;
  /** Forgets where files were found, as when folders or settings change. */
  forgetPlaces(): void;
  /** Forgets all files and stops watching them. */
  clear(): void;
}

/** What catalog files are read with. */
export interface CatalogFilesParts {
  readonly host: Host;
  readonly documents: Documents;
  /** Called with each file that says something else than before, and with the URI alone when it is gone. */
  readonly tell: (uri: string, source: CatalogSource | undefined) => void;
}

interface Entry {
  readonly watching: Disposable;
  source: CatalogSource | undefined;
  /** Ends when the reading that was asked for last has ended. */
  reading: Promise<void>;
}

/** Starts with nothing read. */
export function createCatalogFiles({ host, documents, tell }: CatalogFilesParts): CatalogFiles {
  const entries = new Map<string, Entry>();
  const places = new Map<string, Promise<string | undefined>>();

  const readAgain = (uri: string, entry: Entry): void => {
    entry.reading = entry.reading.then(async () => {
      const before = entry.source;
      entry.source = await readSource(host, documents, uri, before);
      if (entry.source !== before) tell(uri, entry.source);
    });
  };
  const entryOf = (uri: string): Entry => {
    const known = entries.get(uriKey(uri));
    if (known) return known;
    const entry: Entry = { watching: host.watch(uri, () => void touched(uri)), source: undefined, reading: Promise.resolve() };
    entries.set(uriKey(uri), entry);
    readAgain(uri, entry);
    return entry;
  };
  const touched = async (uri: string): Promise<void> => {
    places.clear();
    const entry = entries.get(uriKey(uri));
    if (!entry) return;
    readAgain(uri, entry);
    await entry.reading;
  };
  const read = async (uri: string): Promise<CatalogSource | undefined> => {
    const entry = entryOf(uri);
    await entry.reading;
    return entry.source;
  };
  const placeOf = (search: CatalogSearch): Promise<string | undefined> => {
    const key = `${search.setting}\n${uriKey(parentUri(search.uri) ?? search.uri)}`;
    const place = places.get(key) ?? findPlace(host, documents, search);
    places.set(key, place);
    return place;
  };

  return {
    governing: async (search) => {
      const place = await placeOf(search);
      return place === undefined ? undefined : read(place);
    },
    read,
    concerns: (uri) => entries.has(uriKey(uri)) || CATALOG_FILE_NAMES.some((name) => uri.endsWith(`/${name}`)),
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
  before: CatalogSource | undefined,
): Promise<CatalogSource | undefined> {
  const open = documents.get(uri);
  const content = open ? ({ kind: "text", text: open.text.getText() } as const) : await host.readFile(uri);
  if (content.kind !== "text") return undefined;
  const { text } = content;
  if (before?.text === text) return before;
  const latest = parseCatalogFile(text, uri);
  const good = isBrokenCatalog(latest) ? before?.good : latest.catalog;
  return { uri, text, latest, lines: indexLines(text), ...(good && { good }) };
}

/** The search ends at the workspace folder that holds the document, else at the root of the repository. */
async function findPlace(host: Host, documents: Documents, { uri, setting, folders }: CatalogSearch): Promise<string | undefined> {
  const folder = innermostFolder(uri, folders);
  if (setting !== "") return resolveSetting(setting, folder ?? folders[0] ?? parentUri(uri));
  const above = uri.includes("://") ? foldersAbove(uri, folder ?? rootOf(uri) ?? uri) : folders.slice(0, 1);
  for (const each of above) {
    for (const name of CATALOG_FILE_NAMES) {
      const candidate = joinUri(each, name);
      if (documents.get(candidate) !== undefined || (await host.exists(candidate))) return candidate;
    }
    if (folder === undefined && (await host.exists(joinUri(each, ".git")))) return undefined;
  }
  return undefined;
}
