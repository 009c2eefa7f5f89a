/**
 * What the command line program asks of the machine: streams, files, the environment. An entry builds it from Node, a test from memory;
 * nothing else in this room reaches outside. Paths are absolute and in the machine's own form.
 */
import type { SqlInput } from "./findFiles";
import type { WorkerContents, WorkerOrder, WorkerTask } from "./worker";

/** Everything outside of the program. */
export interface CliHost {
  /** The program's own version. */
  readonly version: string;
  readonly workingFolder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly output: TextSink;
  readonly errors: TextSink;
  /** Standard input, as bytes, to be read once. */
  readonly input: AsyncIterable<Uint8Array>;
  readonly files: FileAccess;
  /** Opens a file for writing, by its absolute path; folders that are missing are made. */
  createFile(path: string, mode: WriteMode): FileResult<FileSink>;
  /** Replaces the text of a file by its absolute path; one that fails leaves the file as it was. */
  replaceFile(path: string, text: string): FileResult<undefined>;
  /** The page about a code of `docs/diagnostics`, as Markdown; undefined when it is not there. */
  readPage(code: string): string | undefined;
  /** Runs `git` in the working folder, without a shell. Nothing else is ever run. */
  git(words: readonly string[]): Promise<GitAnswer>;
  /** The dialects of SQL, by their ids, whose parsers take a statement; none when they take too long. */
  dialectsOf(sql: string): Promise<readonly string[]>;
  /** How many threads can work at the same time. */
  readonly cores: number;
  /** Starts another thread that does its task with files. */
  startWorker<Task extends WorkerTask>(order: WorkerOrder<Task>): WorkerThread<WorkerContents[Task]>;
  /** Speaks the Language Server Protocol on standard input and output until the client ends it. */
  startLanguageServer(): Promise<void>;
}

/** A thread that does its task with one file at a time. */
export interface WorkerThread<Content> {
  work(input: SqlInput): Promise<WorkerAnswer<Content>>;
  end(): void;
}

/** What a thread answers; `died` when it ended over a file, with the reason. */
export type WorkerAnswer<Content> =
  | { readonly kind: "ok"; readonly content: Content }
  | { readonly kind: "died"; readonly message: string };

/** What git wrote to standard output, or why there is none: `missing` when it cannot be started, else the first line of its complaint. */
export type GitAnswer =
  | { readonly kind: "ok"; readonly output: string }
  | { readonly kind: "missing" }
  | { readonly kind: "error"; readonly message: string };

/** Where text goes. `write` resolves when the reader has room for more. */
export interface TextSink {
  readonly isTerminal: boolean;
  /** The width of the terminal, if there is one. */
  readonly columns?: number;
  write(text: string): Promise<void>;
}

/** `anew` drops what the file held, `append` writes behind it. */
export type WriteMode = "anew" | "append";

/** A file that is written. A write that fails is told when it is closed. */
export interface FileSink extends TextSink {
  close(): FileResult<undefined>;
}

export type EntryKind = "file" | "folder" | "missing" | "other";

export interface FolderEntry {
  readonly name: string;
  /** A link to a file is a file; a link to a folder is `other`, so that a walk cannot go round in circles. */
  readonly kind: EntryKind;
}

/** What was read, or a sentence without a period that says why not: `permission denied`. */
export type FileResult<Content> = { readonly kind: "ok"; readonly content: Content } | { readonly kind: "error"; readonly message: string };

/** Read access to files. None of these throws. */
export interface FileAccess {
  kindOf(path: string): EntryKind;
  list(folder: string): FileResult<readonly FolderEntry[]>;
  /** How many bytes a file has; 0 where that cannot be told. */
  sizeOf(path: string): number;
  /** Reads a whole file, unless it has more than `most` bytes. */
  read(path: string, most: number): FileResult<Uint8Array>;
}
