/**
 * Which roles file governs a document, and what it says: found above the document or named by a setting, read from the editor when it is
 * open there and else from the host, read again when it changes. A file that is broken now keeps its last good state.
 */
import { indexLines, isBroken, type LineIndex, parseRolesFile, ROLES_FILE_NAMES, type RolesFile, t } from "../language/index";
import type { Documents, OpenDocument } from "./documents";
import { type FileSearch, findFile } from "./findFile";
import { type Disposable, type FileContent, failureOf, type Host } from "./host";
import { guarded, type Log } from "./log";
import { uriKey } from "./uris";

/** A roles file and the lines of the text that its ranges count in. */
export interface ReadRoles {
  readonly file: RolesFile;
  readonly lines: LineIndex;
  readonly text: string;
}

export interface RolesSource {
  readonly uri: string;
  /** As it is now; absent when it is missing or cannot be read. */
  readonly latest?: ReadRoles;
  /** What verdicts come from: `latest`, unless that is broken. */
  readonly good?: ReadRoles;
  /** One sentence when the file is missing or cannot be read. */
  readonly failure?: string;
}

export interface RolesFiles {
  /** The file that governs a document; undefined when there is none. */
  governing(search: FileSearch): Promise<RolesSource | undefined>;
  /** A roles file as it was last read. */
  peek(uri: string): RolesSource | undefined;
  /** Whether a URI is that of a roles file, by its name or since it is in use. */
  concerns(uri: string): boolean;
  /** Tells that a file may have changed, come or gone. */
  touched(uri: string): Promise<void>;
  /** Reads a roles file that may govern nothing, for its own problems. */
  read(uri: string): Promise<RolesSource>;
  /** Forgets where documents found their file, as when folders or settings change. */
  forgetPlaces(): void;
  /** Forgets where a document found its file, as when it is closed. */
  forget(uri: string): void;
  /** Keeps only these files; stops watching the others. Gives the URIs of those that it dropped. */
  retain(uris: ReadonlySet<string>): readonly string[];
}

/** What roles files are found and read with. */
export interface RolesFilesParts {
  readonly host: Host;
  readonly documents: Documents;
  readonly log: Log;
  /** Called when a file that was read says something else than before, has come or gone. */
  readonly changed: () => void;
}

interface Entry {
  /** Where the file is, or will be once it is saved. */
  readonly uri: string;
  source: RolesSource;
  /** Ends when the reading that was asked for last has ended. */
  reading: Promise<void>;
  readonly watching: Disposable;
  /** Whether somebody told of the file since it was found: till then, documents may have looked for it before it came. */
  isTold: boolean;
}

/** Where a document found its roles file under a setting. */
interface Place {
  readonly setting: string;
  readonly found: Promise<string | undefined>;
}

/** Starts with nothing read. */
export function createRolesFiles({ host, documents, log, changed }: RolesFilesParts): RolesFiles {
  const entries = new Map<string, Entry>();
  const places = new Map<string, Place>();

  const entryOf = (asked: string): Entry => {
    const known = entries.get(keyOf(asked));
    if (known) return known;
    const uri = asked.replace(/^untitled:(?=\/)/, "file://");
    const watching = host.watch(uri, () => void touched(uri));
    const entry: Entry = { uri, source: { uri }, reading: Promise.resolve(), watching, isTold: false };
    entries.set(keyOf(uri), entry);
    void readAgain(entry);
    return entry;
  };
  const readAgain = (entry: Entry): Promise<boolean> => {
    const outcome = entry.reading.then(async () => {
      const before = entry.source;
      entry.source = await guarded(log, t("Reading {0}", entry.uri), before, () => readSource(host, documents, before, entry.uri));
      return entry.source !== before;
    });
    entry.reading = outcome.then(() => undefined);
    return outcome;
  };
  const touched = async (uri: string): Promise<void> => {
    const entry = entries.get(keyOf(uri));
    const existed = entry?.isTold === true && entry.source.latest !== undefined;
    const isOther = entry ? await readAgain(entry) : true;
    const exists = entry?.source.latest !== undefined;
    if (entry) entry.isTold = true;
    const isMoved = !entry || existed !== exists;
    if (isMoved) places.clear();
    if (isOther || isMoved) changed();
  };

  const placeOf = ({ uri, setting, folders }: FileSearch): Promise<string | undefined> => {
    const key = uriKey(uri);
    const known = places.get(key);
    if (known?.setting === setting) return known.found;
    const place = {
      setting,
      found: findFile(host, ROLES_FILE_NAMES, (candidate) => openAt(documents, candidate) !== undefined, { uri, setting, folders }),
    };
    places.set(key, place);
    // A search that failed is made again.
    place.found.catch(() => {
      if (places.get(key) === place) places.delete(key);
    });
    return place.found;
  };
  const read = async (uri: string): Promise<RolesSource> => {
    const entry = entryOf(uri);
    await entry.reading;
    return entry.source;
  };

  return {
    governing: async (search) => {
      const uri = await placeOf(search);
      return uri === undefined ? undefined : read(uri);
    },
    peek: (uri) => entries.get(keyOf(uri))?.source,
    concerns: (uri) => entries.has(keyOf(uri)) || ROLES_FILE_NAMES.some((name) => uri.endsWith(`/${name}`)),
    touched,
    read,
    forgetPlaces: () => places.clear(),
    forget: (uri) => {
      places.delete(uriKey(uri));
    },
    retain: (uris) => {
      const kept = new Set([...uris].map(keyOf));
      const dropped = [...entries].filter(([key]) => !kept.has(key));
      for (const [key, entry] of dropped) {
        entry.watching.dispose();
        entries.delete(key);
      }
      return dropped.map(([, entry]) => entry.source.uri);
    },
  };
}

/** The text in the editor, saved or not, before the one that the host has. */
async function readSource(host: Host, documents: Documents, before: RolesSource, uri: string): Promise<RolesSource> {
  const open = openAt(documents, uri);
  if (open) {
    const read = readOpenRoles(open);
    return before.latest?.text === read.text && before.uri === open.uri ? before : sourceOf(before, open.uri, read);
  }
  return nextSource(before, uri, await host.readFile(uri));
}

const readings = new WeakMap<OpenDocument, ReadRoles>();

/** What a version of an open document says; read once, whoever asks first. */
export function readOpenRoles(document: OpenDocument): ReadRoles {
  const known = readings.get(document);
  if (known) return known;
  const made = readRoles(document.text.getText(), document.uri);
  readings.set(document, made);
  return made;
}

function readRoles(text: string, uri: string): ReadRoles {
  return { file: parseRolesFile(text, uri), lines: indexLines(text), text };
}

function openAt(documents: Documents, uri: string): OpenDocument | undefined {
  return documents.get(uri) ?? documents.get(uri.replace(/^file:\/\//, "untitled:"));
}

/** One key for a file and for a new document that waits in the editor to be saved at its place (`untitled:/folder/druid-roles.json`). */
function keyOf(uri: string): string {
  return uriKey(uri.replace(/^untitled:(?=\/)/, "file://"));
}

/** The same object when nothing has changed. */
function nextSource(before: RolesSource, uri: string, content: FileContent): RolesSource {
  if (content.kind === "text") {
    return before.latest?.text === content.text && before.uri === uri ? before : sourceOf(before, uri, readRoles(content.text, uri));
  }
  const failure = failureOf(content);
  if (before.failure === failure) return before;
  return content.kind === "unreadable" && before.good ? { uri, good: before.good, failure } : { uri, failure };
}

function sourceOf({ good }: RolesSource, uri: string, latest: ReadRoles): RolesSource {
  if (!isBroken(latest.file)) return { uri, latest, good: latest };
  return good ? { uri, latest, good } : { uri, latest };
}
