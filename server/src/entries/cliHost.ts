/**
 * The machine behind the command line program: Node's streams and files. No function here throws for what a file system may answer.
 */
import { execFile } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, closeSync, type Dirent, mkdirSync, openSync, readdirSync, readFileSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import type { CliHost, EntryKind, FileResult, FileSink, FolderEntry, GitAnswer, TextSink, WriteMode } from "../cli/host";
import { startWorker } from "./cliWorker";
import { createDialects } from "./dialects";
import { replaceFile } from "./replaceFile";

/** The host of this process. */
export function createCliHost(version: string, startLanguageServer: () => Promise<void>): CliHost {
  return {
    version,
    workingFolder: process.cwd(),
    environment: process.env,
    output: sinkOf(process.stdout),
    errors: sinkOf(process.stderr),
    input: process.stdin,
    files: { kindOf, list, sizeOf, read },
    createFile,
    replaceFile: replaceFileOrTell,
    readPage,
    git,
    dialectsOf: createDialects(),
    cores: availableParallelism(),
    startWorker,
    startLanguageServer,
  };
}

function sinkOf(stream: NodeJS.WriteStream): TextSink {
  return {
    isTerminal: stream.isTTY === true,
    ...(stream.columns > 0 && { columns: stream.columns }),
    write: async (text) => {
      if (text !== "" && !stream.write(text)) await once(stream, "drain");
    },
  };
}

/** A repository of a million files lists them in less. */
const MOST_GIT_BYTES = 256 * 1024 * 1024;

/** Takes no lock and starts no helper that the repository's own configuration names. */
function git(words: readonly string[]): Promise<GitAnswer> {
  const env = { ...process.env, GIT_OPTIONAL_LOCKS: "0", LC_ALL: "C" };
  return new Promise((done) => {
    execFile(
      "git",
      ["-c", "core.fsmonitor=false", ...words],
      { maxBuffer: MOST_GIT_BYTES, env, windowsHide: true },
      (error, out, complaint) => {
        if (!error) done({ kind: "ok", output: out });
        else if (error.code === "ENOENT") done({ kind: "missing" });
        else done({ kind: "error", message: complaint.split("\n")[0]?.replace(/^fatal: /, "") || error.message });
      },
    );
  });
}

function kindOf(path: string): EntryKind {
  try {
    const stats = statSync(path);
    if (stats.isFile()) return "file";
    return stats.isDirectory() ? "folder" : "other";
  } catch (error) {
    return ["ENOENT", "ENOTDIR"].includes(codeOf(error)) ? "missing" : "other";
  }
}

function sizeOf(path: string): number {
  try {
    return statSync(path).size;
  } catch {
    return 0;
  }
}

function list(folder: string): FileResult<readonly FolderEntry[]> {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return { kind: "ok", content: entries.map((entry) => ({ name: entry.name, kind: entryKind(folder, entry) })) };
  } catch (error) {
    return { kind: "error", message: explain(error) };
  }
}

function entryKind(folder: string, entry: Dirent): EntryKind {
  if (entry.isSymbolicLink()) return kindOf(join(folder, entry.name)) === "file" ? "file" : "other";
  if (entry.isDirectory()) return "folder";
  return entry.isFile() ? "file" : "other";
}

function read(path: string, most: number): FileResult<Uint8Array> {
  try {
    const { size } = statSync(path);
    if (size > most) return { kind: "error", message: `it has ${size} bytes, and at most ${most} are read; split it` };
    return { kind: "ok", content: readFileSync(path) };
  } catch (error) {
    return { kind: "error", message: explain(error) };
  }
}

function createFile(path: string, mode: WriteMode): FileResult<FileSink> {
  try {
    mkdirSync(dirname(path), { recursive: true });
    return { kind: "ok", content: sinkOfFile(openSync(path, mode === "append" ? "a" : "w")) };
  } catch (error) {
    return { kind: "error", message: explain(error, "it cannot be written") };
  }
}

function replaceFileOrTell(path: string, text: string): FileResult<undefined> {
  try {
    replaceFile(path, text);
    return { kind: "ok", content: undefined };
  } catch (error) {
    return { kind: "error", message: explain(error, "it cannot be written") };
  }
}

/** Writes at once, so that there is never more than one piece of text in memory; behind a failure nothing more is written. */
function sinkOfFile(file: number): FileSink {
  let failure: string | undefined;
  const attempt = (action: () => void): void => {
    try {
      action();
    } catch (error) {
      failure ??= explain(error, "it cannot be written");
    }
  };
  return {
    isTerminal: false,
    write: async (text) => {
      if (failure === undefined) attempt(() => appendFileSync(file, text));
    },
    close: () => {
      attempt(() => closeSync(file));
      return failure === undefined ? { kind: "ok", content: undefined } : { kind: "error", message: failure };
    },
  };
}

/** The pages lie beside the folder of this bundle, as the manifest does. */
function readPage(code: string): string | undefined {
  try {
    return readFileSync(join(__dirname, "..", "docs", "diagnostics", `${code}.md`), "utf8");
  } catch {
    return undefined;
  }
}

const EXPLANATIONS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EACCES: "permission denied",
  EPERM: "permission denied",
  EISDIR: "it is a folder",
  ENOTDIR: "a part of its path is no folder",
  EEXIST: "a part of its path is no folder",
  ENOSPC: "there is no space left",
  EROFS: "the disk cannot be written",
};

function explain(error: unknown, what = "it cannot be read"): string {
  const code = codeOf(error);
  return EXPLANATIONS[code] ?? `${what} (${code})`;
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "unknown reason";
}
