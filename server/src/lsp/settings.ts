/**
 * The settings of each document: pulled from clients that answer `workspace/configuration`, else what the client pushed.
 */
import { DEFAULT_SETTINGS, isRecord, readSettings, type Settings } from "./configuration";
import { uriKey } from "./uris";

export interface SettingsStore {
  of(uri: string): Promise<Settings>;
  /** Takes the section `druidSql` that a client pushed. */
  push(section: unknown): void;
  /** Forgets what was pulled. */
  clear(): void;
  forget(uri: string): void;
}

/** `pull` asks the client for the section of one resource; undefined when the client cannot be asked. */
export function createSettings(pull: (uri: string) => Promise<unknown> | undefined): SettingsStore {
  const pulled = new Map<string, Promise<Settings>>();
  let pushed: Settings = DEFAULT_SETTINGS;
  return {
    of: (uri) => {
      const known = pulled.get(uriKey(uri));
      if (known) return known;
      const answer = pull(uri);
      if (!answer) return Promise.resolve(pushed);
      const settings = answer.then(
        (section) => (isRecord(section) ? readSettings(section) : pushed),
        () => pushed,
      );
      pulled.set(uriKey(uri), settings);
      return settings;
    },
    push: (section) => {
      if (isRecord(section)) pushed = readSettings(section);
    },
    clear: () => pulled.clear(),
    forget: (uri) => {
      pulled.delete(uriKey(uri));
    },
  };
}
