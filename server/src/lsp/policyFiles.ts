/**
 * The files of IAM policies that settings name: read from the editor when they are open there and else from the host, watched, and read
 * again when they change.
 */
import { indexLines, type LineIndex, type PolicyFile, parsePolicyFile } from "../language/index";
import type { Documents } from "./documents";
import { type Disposable, type FileContent, failureOf, type Host } from "./host";
import { uriKey } from "./uris";

/** A policy file as it is now; `failure` in place of the rest when it cannot be read. */
export interface PolicySource {
  readonly uri: string;
  readonly file?: PolicyFile;
  /** Of the text that the ranges of `file` count in. */
  readonly lines?: LineIndex;
  /** `does not exist` */
  readonly failure?: string;
}

export interface PolicyFiles {
  /** The file; the same object as long as it says the same. */
  read(uri: string): Promise<PolicySource>;
  /** A file as it was last read. */
  peek(uri: string): PolicySource | undefined;
  /** Whether a file is in use. */
  concerns(uri: string): boolean;
  /** Tells that a file may have changed, in the editor or outside of it. */
  touched(uri: string): Promise<void>;
  /** Keeps only these files; stops watching the others. Gives the URIs of those that it dropped. */
  retain(uris: ReadonlySet<string>): readonly string[];
}

/** What policy files are read with. */
export interface PolicyFilesParts {
  readonly host: Host;
  readonly documents: Documents;
  /** Called when a file that was read says something else than before. */
  readonly changed: () => void;
}

interface Entry {
  readonly uri: string;
  readonly watching: Disposable;
  text?: string;
  source: PolicySource;
  /** Ends when the reading that was asked for last has ended. */
  reading: Promise<void>;
}

/** Starts with nothing read. */
export function createPolicyFiles({ host, documents, changed }: PolicyFilesParts): PolicyFiles {
  const entries = new Map<string, Entry>();
  const readAgain = (entry: Entry): Promise<boolean> => {
    const before = entry.source;
    const outcome = entry.reading.then(async () => {
      const open = documents.get(entry.uri);
      take(entry, open ? { kind: "text", text: open.text.getText() } : await host.readFile(entry.uri));
      return entry.source !== before;
    });
    entry.reading = outcome.then(() => undefined);
    return outcome;
  };
  const touched = async (uri: string): Promise<void> => {
    const entry = entries.get(uriKey(uri));
    if (entry && (await readAgain(entry))) changed();
  };
  const entryOf = (uri: string): Entry => {
    const known = entries.get(uriKey(uri));
    if (known) return known;
    const watching = host.watch(uri, () => void touched(uri));
    const entry: Entry = { uri, watching, source: { uri }, reading: Promise.resolve() };
    entries.set(uriKey(uri), entry);
    void readAgain(entry);
    return entry;
  };
  return {
    read: async (uri) => {
      const entry = entryOf(uri);
      await entry.reading;
      return entry.source;
    },
    peek: (uri) => entries.get(uriKey(uri))?.source,
    concerns: (uri) => entries.has(uriKey(uri)),
    touched,
    retain: (uris) => {
      const kept = new Set([...uris].map(uriKey));
      const dropped = [...entries].filter(([key]) => !kept.has(key));
      for (const [key, { watching }] of dropped) {
        watching.dispose();
        entries.delete(key);
      }
      return dropped.map(([, { uri }]) => uri);
    },
  };
}

/** Keeps the source when nothing has changed. */
function take(entry: Entry, content: FileContent): void {
  const { uri, source } = entry;
  if (content.kind === "text") {
    if (source.file && entry.text === content.text) return;
    entry.text = content.text;
    entry.source = { uri, file: parsePolicyFile(content.text, uri), lines: indexLines(content.text) };
    return;
  }
  const failure = failureOf(content);
  if (source.failure !== failure) entry.source = { uri, failure };
}
