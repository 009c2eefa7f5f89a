/**
 * The properties files of Druid that settings name, themselves or by a folder with one of Druid's layouts: read from the editor when they
 * are open there and else through the host, watched, and read again when they change.
 */
import { findLayout, LAYOUT_PATHS, layoutRemark, noLayout, type PropertiesFile } from "../language/index";
import type { Documents } from "./documents";
import { type Disposable, type FileContent, failureOf, type Host } from "./host";
import { isWithin, joinUri, uriKey } from "./uris";

/** A file or folder that settings name. */
export interface NamedFile {
  /** As the setting has it. */
  readonly name: string;
  readonly uri: string;
}

/** A file with the place that it was read from. */
export type ReadProperties = PropertiesFile & { readonly uri: string };

export interface PropertiesFiles {
  /** The files, in this order, those of a folder in its place; one that cannot be read says why. */
  read(files: readonly NamedFile[]): Promise<readonly ReadProperties[]>;
  /** Whether a URI is that of a file in use, or may become one as a part of a folder in use. */
  concerns(uri: string): boolean;
  /** Tells that a file may have changed, come or gone. */
  touched(uri: string): Promise<void>;
  /** Forgets all files and stops watching them. */
  clear(): void;
}

/** What properties files are read with. */
export interface PropertiesFilesParts {
  readonly host: Host;
  readonly documents: Documents;
  /** Called when a file that was read may say something else. */
  readonly changed: () => void;
}

interface Entry {
  readonly uri: string;
  readonly watching: Disposable;
  content: Promise<FileContent>;
  /** The paths below it that exist, where it is a folder and somebody asked. */
  existing?: Promise<ReadonlySet<string>>;
}

/** Starts with nothing read. */
export function createPropertiesFiles({ host, documents, changed }: PropertiesFilesParts): PropertiesFiles {
  const entries = new Map<string, Entry>();
  const content = async (uri: string): Promise<FileContent> => {
    const open = documents.get(uri);
    return open ? { kind: "text", text: open.text.getText() } : host.readFile(uri);
  };
  const entryOf = (uri: string): Entry => {
    const known = entries.get(uriKey(uri));
    if (known) return known;
    const entry: Entry = { uri, watching: host.watch(uri, () => void touched(uri)), content: content(uri) };
    entries.set(uriKey(uri), entry);
    return entry;
  };
  const concerns = (uri: string): boolean => entries.has(uriKey(uri)) || foldersOf(entries, uri).length > 0;
  const touched = async (uri: string): Promise<void> => {
    const entry = entries.get(uriKey(uri));
    const before = entry && (await entry.content);
    if (entry) entry.content = content(uri);
    const folders = foldersOf(entries, uri);
    for (const folder of folders) delete folder.existing;
    const after = entry && (await entry.content);
    const isOther = JSON.stringify(before) !== JSON.stringify(after);
    if (isOther || (!entry && folders.length > 0)) changed();
  };
  const read = async ({ name, uri }: NamedFile): Promise<readonly ReadProperties[]> => {
    const entry = entryOf(uri);
    const found = await entry.content;
    if (found.kind !== "folder") return [toFile({ name, uri }, found)];
    entry.existing ??= existingIn(host, documents, uri);
    const layout = findLayout(lastPart(uri), await entry.existing);
    if (!layout) return [{ name, uri, failure: noLayout() }];
    const remark = layoutRemark(layout);
    return Promise.all(
      layout.files.map(async (path, index) => {
        const file = { name: `${name.replace(/[\\/]+$/, "")}/${path}`, uri: joinUri(uri, path) };
        const read = toFile(file, await entryOf(file.uri).content);
        return index === 0 && remark !== undefined ? { ...read, remark } : read;
      }),
    );
  };
  return {
    read: async (files) => (await Promise.all(files.map(read))).flat(),
    concerns,
    touched,
    clear: () => {
      for (const { watching } of entries.values()) watching.dispose();
      entries.clear();
    },
  };
}

/** The folders in use of which a file may be a part. */
function foldersOf(entries: ReadonlyMap<string, Entry>, uri: string): readonly Entry[] {
  if (!uri.endsWith("runtime.properties")) return [];
  return [...entries.values()].filter((entry) => entry.existing !== undefined && isWithin(uri, entry.uri));
}

async function existingIn(host: Host, documents: Documents, folder: string): Promise<ReadonlySet<string>> {
  const isThere = async (path: string): Promise<boolean> => {
    const uri = joinUri(folder, path);
    return documents.get(uri) !== undefined || host.exists(uri);
  };
  const found = await Promise.all(LAYOUT_PATHS.map(async (path) => ((await isThere(path)) ? [path] : [])));
  return new Set(found.flat());
}

function toFile(file: NamedFile, content: FileContent): ReadProperties {
  return content.kind === "text" ? { ...file, text: content.text } : { ...file, failure: failureOf(content) };
}

function lastPart(uri: string): string {
  return uri.replace(/\/+$/, "").split("/").at(-1) ?? "";
}
