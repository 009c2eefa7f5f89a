/**
 * `checkCli`: one run of the command line program, in memory or as a process, against what it must write and answer.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import type { CliHost, EntryKind, FileResult, FileSink, FolderEntry, TextSink, WriteMode } from "../../../server/src/cli/host";
import { runCli } from "../../../server/src/cli/main";

/** A run and what is expected of it. */
export interface CliCase {
  /** Paths from the working folder; one that begins with `/` is outside of it. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** Words behind the program's name; a text is split at blanks. */
  readonly run: string | readonly string[];
  readonly input?: string | Uint8Array;
  readonly environment?: Readonly<Record<string, string>>;
  /** The width of the terminal; absent when output goes to a pipe. */
  readonly terminal?: number;
  /** 0 when absent. */
  readonly exit?: number;
  /** What standard output holds, in this order. */
  readonly says?: readonly (string | RegExp)[];
  /** What standard output does not hold. */
  readonly lacks?: readonly (string | RegExp)[];
  /** What standard error holds; when absent, nothing. */
  readonly complains?: readonly (string | RegExp)[];
  /** The whole of standard output. */
  readonly exactly?: string;
  /** What files hold that the run wrote, in this order, by their paths. */
  readonly writes?: Readonly<Record<string, readonly (string | RegExp)[]>>;
}

export interface CliOutcome {
  readonly exit: number;
  readonly output: string;
  readonly errors: string;
  /** Files that the run wrote, by their paths from the working folder. */
  readonly written: ReadonlyMap<string, string>;
}

/** Runs a case somewhere. */
export type CliRunner = (cli: CliCase) => Promise<CliOutcome>;

/** Runs a case and compares. */
export async function checkCli(cli: CliCase, runner?: CliRunner): Promise<void> {
  await checkedOutcome(cli, runner);
}

/** The same, with the outcome for what a case cannot say. */
export async function checkedOutcome(cli: CliCase, runner: CliRunner = runInMemory): Promise<CliOutcome> {
  const outcome = await runner(cli);
  for (const [path, pieces] of Object.entries(cli.writes ?? {})) {
    expectInOrder(outcome.written.get(path) ?? `${path} was not written`, pieces, path);
  }
  const { exit, output, errors } = outcome;
  const shown = `\n--- output\n${output}\n--- errors\n${errors}`;
  assert.equal(exit, cli.exit ?? 0, `exit code${shown}`);
  expectInOrder(output, cli.says ?? [], `output${shown}`);
  for (const piece of cli.lacks ?? []) assert.equal(find(output, piece, 0), undefined, `output holds ${piece}${shown}`);
  if (cli.complains) expectInOrder(errors, cli.complains, `errors${shown}`);
  else assert.equal(errors, "", `standard error${shown}`);
  if (cli.exactly !== undefined) assert.equal(output, cli.exactly);
  return outcome;
}

/** The words of a run. */
export function wordsOf({ run }: CliCase): readonly string[] {
  return typeof run === "string" ? run.split(" ").filter((word) => word !== "") : run;
}

/** Runs the program in this process, over files in memory. */
export async function runInMemory(cli: CliCase): Promise<CliOutcome> {
  const output: string[] = [];
  const errors: string[] = [];
  const written = new Map<string, string>();
  const exit = await runCli(hostOf(cli, output, errors, written), wordsOf(cli));
  return { exit, output: output.join(""), errors: errors.join(""), written };
}

const WORKING_FOLDER = "/work";

function hostOf(cli: CliCase, output: string[], errors: string[], written: Map<string, string>): CliHost {
  const files = new Map(Object.entries(cli.files ?? {}).map(([path, content]) => [posix.resolve(WORKING_FOLDER, path), bytesOf(content)]));
  const folders = foldersOf([...files.keys()]);
  return {
    version: "1.2.3",
    workingFolder: WORKING_FOLDER,
    environment: cli.environment ?? {},
    output: sink(output, cli.terminal),
    errors: sink(errors, undefined),
    input: chunksOf(bytesOf(cli.input ?? "")),
    files: {
      kindOf: (path) => kindOf(path, files, folders),
      list: (folder) => list(folder, files, folders),
      sizeOf: (path) => files.get(path)?.length ?? 0,
      read: (path, most) => read(path, most, files),
    },
    createFile: (path, mode) => createFile(path, mode, files, written),
    replaceFile: (path, text) => replaceFile(path, text, written),
    readPage: (code) => readFileSync(join("docs", "diagnostics", `${code}.md`), "utf8"),
    git: async () => ({ kind: "missing" }),
    dialectsOf: async () => [],
    cores: 1,
    startWorker: () => assert.fail("a run in memory has one thread"),
    startLanguageServer: async () => void output.push("language server\n"),
  };
}

function sink(written: string[], columns: number | undefined): TextSink {
  const write = async (text: string): Promise<void> => void written.push(text);
  return columns === undefined ? { isTerminal: false, write } : { isTerminal: true, columns, write };
}

/** A path with the word LOCKED in it may not be written; on one with FULL every write fails. */
function createFile(path: string, mode: WriteMode, files: Files, written: Map<string, string>): FileResult<FileSink> {
  if (path.includes("LOCKED")) return { kind: "error", message: "permission denied" };
  const name = posix.relative(WORKING_FOLDER, path);
  written.set(name, mode === "append" ? Buffer.from(files.get(path) ?? []).toString() : "");
  const write = async (text: string): Promise<void> => void written.set(name, (written.get(name) ?? "") + text);
  const close = (): FileResult<undefined> =>
    path.includes("FULL") ? { kind: "error", message: "there is no space left" } : { kind: "ok", content: undefined };
  return { kind: "ok", content: { isTerminal: false, write, close } };
}

/** The same rules for a file whose text is replaced. */
function replaceFile(path: string, text: string, written: Map<string, string>): FileResult<undefined> {
  if (path.includes("LOCKED")) return { kind: "error", message: "permission denied" };
  if (path.includes("FULL")) return { kind: "error", message: "there is no space left" };
  written.set(posix.relative(WORKING_FOLDER, path), text);
  return { kind: "ok", content: undefined };
}

/** Small chunks, so that lines and characters are cut at odd places. */
async function* chunksOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 7) yield bytes.subarray(at, at + 7);
}

type Files = ReadonlyMap<string, Uint8Array>;

function kindOf(path: string, files: Files, folders: ReadonlySet<string>): EntryKind {
  if (files.has(path)) return "file";
  return folders.has(path) ? "folder" : "missing";
}

function list(folder: string, files: Files, folders: ReadonlySet<string>): FileResult<readonly FolderEntry[]> {
  const inside = [...files.keys(), ...folders].filter((path) => dirname(path) === folder && path !== folder);
  const entries = inside.map((path) => ({ name: posix.basename(path), kind: kindOf(path, files, folders) }));
  return { kind: "ok", content: entries.reverse() };
}

/** A file that holds the word UNREADABLE may not be read; with FAILING the host itself fails. */
function read(path: string, most: number, files: Files): FileResult<Uint8Array> {
  const bytes = files.get(path);
  if (!bytes) return { kind: "error", message: "there is no such file" };
  if (Buffer.from(bytes).equals(Buffer.from("FAILING"))) throw new Error("the disk is on fire");
  if (Buffer.from(bytes).equals(Buffer.from("UNREADABLE"))) return { kind: "error", message: "permission denied" };
  return bytes.length > most ? { kind: "error", message: "it is too large" } : { kind: "ok", content: bytes };
}

function foldersOf(paths: readonly string[]): ReadonlySet<string> {
  const folders = new Set([WORKING_FOLDER, "/"]);
  for (const path of paths) for (let up = dirname(path); up !== dirname(up); up = dirname(up)) folders.add(up);
  return folders;
}

function bytesOf(content: string | Uint8Array): Uint8Array {
  return typeof content === "string" ? new TextEncoder().encode(content) : content;
}

function expectInOrder(text: string, pieces: readonly (string | RegExp)[], where: string): void {
  let from = 0;
  for (const piece of pieces) {
    const end = find(text, piece, from);
    assert.notEqual(end, undefined, `not there, or not in this order: ${piece} in ${where}`);
    from = end ?? from;
  }
}

/** Where the piece ends, when it stands behind `from`. */
function find(text: string, piece: string | RegExp, from: number): number | undefined {
  const rest = text.slice(from);
  if (typeof piece === "string") {
    const at = rest.indexOf(piece);
    return at < 0 ? undefined : from + at + piece.length;
  }
  const match = piece.exec(rest);
  return match ? from + match.index + match[0].length : undefined;
}
