/**
 * A host for the language server whose files are in memory.
 */
import type { FileContent, Host, HostEntry } from "../../server/src/lsp/host";

export interface MemoryHost extends Host {
  /** Writes a file, or deletes it; whoever watches it is told. */
  write(uri: string, text: string | undefined): void;
  /** What was read or looked for so far. */
  readonly asked: readonly string[];
  readonly watched: ReadonlySet<string>;
}

/** Files by URI; under `texts:de` the texts of that language. */
export function createMemoryHost(files: Readonly<Record<string, string>>): MemoryHost {
  const texts = new Map(Object.entries(files));
  const watchers = new Map<string, Set<() => void>>();
  const asked: string[] = [];
  const watched = new Set<string>();
  return {
    asked,
    watched,
    userName: "carol",
    readTexts: async (language): Promise<FileContent> => {
      const text = texts.get(`texts:${language}`);
      return text === undefined ? { kind: "missing" } : { kind: "text", text };
    },
    dialectsOf: async (sql) => (sql.includes("AUTO_INCREMENT") ? ["mysql"] : []),
    readFile: async (uri): Promise<FileContent> => {
      asked.push(uri);
      const text = texts.get(uri);
      if (text !== undefined) return { kind: "text", text };
      return [...texts.keys()].some((each) => each.startsWith(`${uri}/`)) ? { kind: "folder" } : { kind: "missing" };
    },
    exists: async (uri) => {
      asked.push(uri);
      return texts.has(uri);
    },
    list: async (folder) => {
      asked.push(folder);
      const found = new Map<string, HostEntry>();
      for (const uri of texts.keys()) {
        if (!uri.startsWith(`${folder}/`)) continue;
        const [name = "", ...deeper] = uri.slice(folder.length + 1).split("/");
        found.set(name, { name: decodeURIComponent(name), kind: deeper.length > 0 ? "folder" : "file" });
      }
      return [...found.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
    },
    watch: (uri, changed) => {
      const all = watchers.get(uri) ?? new Set();
      watchers.set(uri, all.add(changed));
      watched.add(uri);
      return {
        dispose: () => {
          all.delete(changed);
          if (all.size === 0) watched.delete(uri);
        },
      };
    },
    write: (uri, text) => {
      if (text === undefined) texts.delete(uri);
      else texts.set(uri, text);
      for (const changed of watchers.get(uri) ?? []) changed();
    },
  };
}
