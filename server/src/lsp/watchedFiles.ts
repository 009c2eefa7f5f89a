/**
 * Files of one kind that say something about documents: found by a setting or as the nearest one above a document, read from the editor when
 * they are open there and else from the host, watched, and told when they say something else.
 */
import type { Documents } from "./documents";
import { type FileSearch, findFile } from "./findFile";
import type { Disposable, Host } from "./host";
import { parentUri, uriKey } from "./uris";

/** What is kept of a file. */
interface ReadText {
  readonly text: string;
}

export interface WatchedFiles<Source> {
  /** The file of a document; undefined when there is none, or it cannot be read. */
  governing(search: FileSearch): Promise<Source | undefined>;
  /** Reads a file that may be nobody's, for its own problems. */
  read(uri: string): Promise<Source | undefined>;
  /** The files in use, as they were last read. */
  known(): readonly Source[];
  /** Whether a file is in use. */
  has(uri: string): boolean;
  /** Whether a URI is that of such a file, by its name or since it is in use. */
  concerns(uri: string): boolean;
  /** Reads a file again that may have changed, come or gone; answers whether it was in use and says something else. */
  touched(uri: string): Promise<boolean>;
  /** Forgets where files were found, as when folders or settings change. */
  forgetPlaces(): void;
  /** Forgets all files and stops watching them. */
  clear(): void;
}

/** What files are read with. */
export interface WatchedFilesParts<Source> {
  readonly host: Host;
  readonly documents: Documents;
  /** The names under which the nearest one is looked for, the first one before the others. */
  readonly names: readonly string[];
  /** Makes sense of a text; `before` is what the file said last. */
  readonly parse: (uri: string, text: string, before: Source | undefined) => Source;
  /** Called when the host saw a file change. */
  readonly seen: (uri: string) => void;
  /** Called with each file that says something else than before, and with the URI alone when it is gone. */
  readonly tell: (uri: string, source: Source | undefined) => void;
}

interface Entry<Source> {
  readonly watching: Disposable;
  source: Source | undefined;
  /** Ends when the reading that was asked for last has ended. */
  reading: Promise<void>;
}

/** Starts with nothing read. */
export function createWatchedFiles<Source extends ReadText>(parts: WatchedFilesParts<Source>): WatchedFiles<Source> {
  const { host, documents, names, seen, tell } = parts;
  const entries = new Map<string, Entry<Source>>();
  const places = new Map<string, Promise<string | undefined>>();

  const readAgain = (uri: string, entry: Entry<Source>): Promise<boolean> => {
    const outcome = entry.reading.then(async () => {
      const before = entry.source;
      entry.source = await readSource(parts, uri, before);
      if (entry.source !== before) tell(uri, entry.source);
      return entry.source !== before;
    });
    entry.reading = outcome.then(() => undefined);
    return outcome;
  };
  const entryOf = (uri: string): Entry<Source> => {
    const known = entries.get(uriKey(uri));
    if (known) return known;
    const entry: Entry<Source> = { watching: host.watch(uri, () => seen(uri)), source: undefined, reading: Promise.resolve() };
    entries.set(uriKey(uri), entry);
    void readAgain(uri, entry);
    return entry;
  };
  const read = async (uri: string): Promise<Source | undefined> => {
    const entry = entryOf(uri);
    await entry.reading;
    return entry.source;
  };
  const placeOf = (search: FileSearch): Promise<string | undefined> => {
    const key = `${search.setting}\n${uriKey(parentUri(search.uri) ?? search.uri)}`;
    const place = places.get(key) ?? findFile(host, names, (candidate) => documents.get(candidate) !== undefined, search);
    places.set(key, place);
    return place;
  };

  return {
    governing: async (search) => {
      const place = await placeOf(search);
      return place === undefined ? undefined : read(place);
    },
    read,
    known: () => [...entries.values()].flatMap(({ source }) => source ?? []),
    has: (uri) => entries.has(uriKey(uri)),
    concerns: (uri) => entries.has(uriKey(uri)) || names.some((name) => uri.endsWith(`/${name}`)),
    touched: async (uri) => {
      places.clear();
      const entry = entries.get(uriKey(uri));
      return entry !== undefined && readAgain(uri, entry);
    },
    forgetPlaces: () => places.clear(),
    clear: () => {
      for (const { watching } of entries.values()) watching.dispose();
      entries.clear();
      places.clear();
    },
  };
}

/** The same object when nothing has changed. */
async function readSource<Source extends ReadText>(
  { host, documents, parse }: WatchedFilesParts<Source>,
  uri: string,
  before: Source | undefined,
): Promise<Source | undefined> {
  const open = documents.get(uri);
  const content = open ? ({ kind: "text", text: open.text.getText() } as const) : await host.readFile(uri);
  if (content.kind !== "text") return undefined;
  return before?.text === content.text ? before : parse(uri, content.text, before);
}
