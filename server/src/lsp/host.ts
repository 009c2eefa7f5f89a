/**
 * What the language server asks of the machine that it runs on. An entry builds it (Node, a browser), a test from memory. URIs are those
 * of the editor; a host answers `missing` for schemes that it cannot read.
 */
import { t } from "../language/index";

/** What was found under a URI. */
export type FileContent =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "missing" }
  | { readonly kind: "folder" }
  /** A sentence that says why: too large, no permission. */
  | { readonly kind: "unreadable"; readonly message: string };

/** Why there is no text, as the end of a sentence. */
export function failureOf(content: Exclude<FileContent, { readonly kind: "text" }>): string {
  if (content.kind === "unreadable") return content.message;
  return content.kind === "missing" ? t("does not exist") : t("it is a folder");
}

/** A file that is too large, with its size and the limit in bytes. */
export function tooLarge(size: number, most: number): FileContent {
  return { kind: "unreadable", message: t("it has {0} bytes, and at most {1} are read", size, most) };
}

/** A file that this user may not read. */
export function forbidden(): FileContent {
  return { kind: "unreadable", message: t("permission denied") };
}

/** A file that cannot be read, with the system's code for it. */
export function unreadable(code: string | undefined): FileContent {
  return { kind: "unreadable", message: t("it cannot be read ({0})", code ?? t("unknown reason")) };
}

/** What lies in a folder. A link to a file is that file; links to folders are `other`, so that no walk goes in circles. */
export interface HostEntry {
  readonly name: string;
  readonly kind: "file" | "folder" | "other";
}

/** Ends what was begun. */
export interface Disposable {
  dispose(): void;
}

/** Files and names outside of the editor. None of these throws or rejects. */
export interface Host {
  /** Reads a whole text, unless it is larger than a roles file can sensibly be. */
  readFile(uri: string): Promise<FileContent>;
  /** Whether there is a file or folder. */
  exists(uri: string): Promise<boolean>;
  /** What lies directly in a folder, by name; nothing where it cannot be read. */
  list(folder: string): Promise<readonly HostEntry[]>;
  /** Calls back, at some time after, when the file may have changed, come or gone. */
  watch(uri: string, changed: () => void): Disposable;
  /** The texts of a language (`de`) in JSON, by their English text, as they lie beside the server; `missing` where there are none. */
  readTexts(language: string): Promise<FileContent>;
  /** The dialects of SQL, by their ids, whose parsers take a statement; none when they take too long. */
  dialectsOf(sql: string): Promise<readonly string[]>;
  /** The name under which the user is logged in on this machine, if it is known. */
  readonly userName?: string;
}
