/**
 * The properties files of Druid that settings name: read through the host once, watched, and read again when they change.
 */
import type { PropertiesFile } from "../language/index";
import type { Disposable, FileContent, Host } from "./host";
import { uriKey } from "./uris";

/** A file that settings name. */
export interface NamedFile {
  /** As the setting has it. */
  readonly name: string;
  readonly uri: string;
}

export interface PropertiesFiles {
  /** The files, in this order; one that cannot be read says why. */
  read(files: readonly NamedFile[]): Promise<readonly PropertiesFile[]>;
  /** Forgets all files and stops watching them. */
  clear(): void;
}

/** What properties files are read with. */
export interface PropertiesFilesParts {
  readonly host: Host;
  /** Called when a file that was read may say something else. */
  readonly changed: () => void;
}

interface Entry {
  readonly watching: Disposable;
  content: Promise<FileContent>;
}

/** Starts with nothing read. */
export function createPropertiesFiles({ host, changed }: PropertiesFilesParts): PropertiesFiles {
  const entries = new Map<string, Entry>();
  const entryOf = (uri: string): Entry => {
    const known = entries.get(uriKey(uri));
    if (known) return known;
    const watching = host.watch(uri, () => {
      entry.content = host.readFile(uri);
      changed();
    });
    const entry: Entry = { watching, content: host.readFile(uri) };
    entries.set(uriKey(uri), entry);
    return entry;
  };
  return {
    read: (files) => Promise.all(files.map(async ({ name, uri }) => toFile(name, await entryOf(uri).content))),
    clear: () => {
      for (const { watching } of entries.values()) watching.dispose();
      entries.clear();
    },
  };
}

function toFile(name: string, content: FileContent): PropertiesFile {
  if (content.kind === "text") return { name, text: content.text };
  return { name, failure: content.kind === "missing" ? "does not exist" : content.message };
}
