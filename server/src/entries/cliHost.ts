/**
 * The machine behind the command line program: Node's streams and files. No function here throws for what a file system may answer.
 */
import { once } from "node:events";
import { type Dirent, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { CliHost, EntryKind, FileResult, FolderEntry, TextSink } from "../cli/host";

/** The host of this process. */
export function createCliHost(version: string, startLanguageServer: () => Promise<void>): CliHost {
  return {
    version,
    workingFolder: process.cwd(),
    environment: process.env,
    output: sinkOf(process.stdout),
    errors: sinkOf(process.stderr),
    input: process.stdin,
    files: { kindOf, list, read },
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

function kindOf(path: string): EntryKind {
  try {
    const stats = statSync(path);
    if (stats.isFile()) return "file";
    return stats.isDirectory() ? "folder" : "other";
  } catch (error) {
    return ["ENOENT", "ENOTDIR"].includes(codeOf(error)) ? "missing" : "other";
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

const EXPLANATIONS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EACCES: "permission denied",
  EPERM: "permission denied",
  EISDIR: "it is a folder",
};

function explain(error: unknown): string {
  const code = codeOf(error);
  return EXPLANATIONS[code] ?? `it cannot be read (${code})`;
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "unknown reason";
}
