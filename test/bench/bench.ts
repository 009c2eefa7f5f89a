/**
 * Prints one table of speeds, measured in one run: what we do with statements beside druid-query-toolkit's parse of the same ones, a
 * keystroke in a large file, a large statement, the command line over many files, and start-up. Figures depend on the machine; the
 * ratios and bounds beside them do less. `--quick` measures less of everything.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import path from "node:path";
import { performance } from "node:perf_hooks";
import { SqlExpression } from "druid-query-toolkit";
import {
  complete,
  createContext,
  DEFAULT_FORMAT,
  diagnostics,
  editDocument,
  foldsOf,
  formatDocument,
  formatRange,
  type Grammar,
  hover,
  indentLine,
  inspect,
  judgeStatement,
  type LanguageContext,
  openDocument,
  parsePrincipal,
  parseRequest,
  parseRolesFile,
  type SqlDocument,
  selectionAt,
  signatureHelp,
  sourceLinks,
} from "../../server/src/language/index";
import { createSentTokens } from "../../server/src/lsp/semanticTokens";
import { optionalStatements, ownStatements, REPOSITORY } from "../support/corpus";
import { seededRandom } from "../support/random";

const QUICK = process.argv.includes("--quick");
const request: Grammar = { druidVersion: 38, mode: "request" };

interface Row {
  readonly what: string;
  readonly figure: string;
  readonly goal: string;
}

const rows: Row[] = [];
const corpus = distinct([...ownStatements(), ...optionalStatements().slice(0, QUICK ? 4000 : 9000)]).filter(isForToolkit);
const warm = corpus.filter((_, index) => index % 2 === 0);
const cold = corpus.filter((_, index) => index % 2 === 1);

/** Half of the statements warm the engines up, the other half is measured; none of ours is remembered from before. */
function measureStatements(): void {
  const megabytes = cold.reduce((sum, sql) => sum + sql.length, 0) / 1e6;
  const context = judgingContext("request");
  const { judge: authority, settings } = context;
  if (!authority) throw new Error("the context has nobody to judge");
  const judge = (sql: string): unknown => judgeStatement(inspect(parseRequest(sql, request), settings), authority, settings);
  for (const sql of warm) parseToolkit(sql);
  for (let round = 0; round < 3; round++) for (const sql of warm) judge(`${sql} `);
  const toolkit = megabytes / best(() => all(cold, parseToolkit));
  const parse = megabytes / best(() => all(cold, (sql) => parseRequest(sql, request)));
  const verdict = megabytes / best(() => all(cold, judge));
  rows.push({ what: `druid-query-toolkit, parse (${cold.length} statements)`, figure: `${toolkit.toFixed(2)} MB/s`, goal: "" });
  rows.push({ what: "ours, parse", figure: `${parse.toFixed(1)} MB/s = ${(parse / toolkit).toFixed(1)} ×`, goal: "" });
  rows.push({
    what: "ours, parse + needs + verdict",
    figure: `${verdict.toFixed(1)} MB/s = ${(verdict / toolkit).toFixed(1)} ×`,
    goal: "≥ 20 ×",
  });
}

/** 25,000 lines, 3 MB; each keystroke goes into a statement somewhere, and diagnostics of the whole file are collected again. */
function measureKeystrokes(): void {
  const context = judgingContext("document");
  let text = largeFile();
  const lines = text.split("\n").length;
  const opening = seconds(() => diagnostics(context, openDocument(text, context.grammar)));
  let document = openDocument(text, context.grammar);
  diagnostics(context, document);
  const random = seededRandom(5);
  const times: number[] = [];
  for (let stroke = 0; stroke < (QUICK ? 60 : 300); stroke++) {
    const at = Math.floor(random() * text.length);
    text = `${text.slice(0, at)}x${text.slice(at)}`;
    times.push(
      seconds(() => {
        document = editDocument(document, text);
        diagnostics(context, document);
      }) * 1000,
    );
  }
  times.sort((one, other) => one - other);
  const at95 = times[Math.floor(times.length * 0.95)] ?? 0;
  rows.push({
    what: `open ${lines} lines, ${(text.length / 1e6).toFixed(1)} MB, with diagnostics`,
    figure: `${(opening * 1000).toFixed(0)} ms`,
    goal: "",
  });
  rows.push({ what: "keystroke to diagnostics there, p95", figure: `${at95.toFixed(1)} ms`, goal: "≤ 16 ms" });
  measureAuthoring(context, document, random);
  measureStructure(document, random);
}

/** What an editor asks for about all of the file after a keystroke. */
function measureStructure(opened: SqlDocument, random: () => number): void {
  const sent = createSentTokens();
  let document = opened;
  let last = sent.full("a", document).resultId ?? "";
  const questions: readonly (readonly [string, () => unknown])[] = [
    ["folds", () => foldsOf(document)],
    ["links", () => sourceLinks(document)],
    [
      "what an edit changed of colours",
      () => {
        last = sent.delta("a", document, last).resultId ?? "";
      },
    ],
    ["formatting of the file, all but one statement known", () => formatDocument(document, DEFAULT_FORMAT)],
  ];
  for (const [what, ask] of questions) {
    ask();
    const times = Array.from({ length: QUICK ? 30 : 150 }, () => {
      const at = Math.floor(random() * document.text.length);
      document = editDocument(document, `${document.text.slice(0, at)}x${document.text.slice(at)}`);
      return seconds(ask) * 1000;
    }).sort((one, other) => one - other);
    rows.push({ what: `${what} there, p95`, figure: `${(times[Math.floor(times.length * 0.95)] ?? 0).toFixed(1)} ms`, goal: "≤ 16 ms" });
  }
}

/** What an editor asks for while a person types, anywhere in the large file. */
function measureAuthoring(context: LanguageContext, document: SqlDocument, random: () => number): void {
  const questions: readonly (readonly [string, (offset: number) => unknown])[] = [
    ["completion", (offset) => complete(context, document, offset)],
    ["signature help", (offset) => signatureHelp(document, offset)],
    ["hover", (offset) => hover(context, document, offset)],
    ["selection", (offset) => selectionAt(document, offset)],
    ["formatting of the statement", (offset) => formatRange(document, { start: offset, end: offset }, DEFAULT_FORMAT)],
    ["indentation of a line", (offset) => indentLine(document, offset, DEFAULT_FORMAT)],
  ];
  for (const [what, ask] of questions) {
    const places = Array.from({ length: QUICK ? 60 : 300 }, () => Math.floor(random() * document.text.length));
    const times = places.map((offset) => seconds(() => ask(offset)) * 1000).sort((one, other) => one - other);
    rows.push({ what: `${what} there, p95`, figure: `${(times[Math.floor(times.length * 0.95)] ?? 0).toFixed(1)} ms`, goal: "≤ 16 ms" });
  }
}

/** The same size as one statement. */
function measureLargeStatement(): void {
  const context = judgingContext("document");
  const columns = Array.from(
    { length: 25_000 },
    (_, index) => `  CASE WHEN c${index} > ${index} THEN UPPER(x${index}) ELSE 'abc' END AS a${index}`,
  );
  const text = `SELECT\n${columns.join(",\n")}\nFROM wikipedia`;
  const time = best(() => diagnostics(context, openDocument(`${text} `, context.grammar)));
  rows.push({
    what: `one statement of ${(text.length / 1e6).toFixed(1)} MB to diagnostics`,
    figure: `${(time * 1000).toFixed(0)} ms`,
    goal: "≤ 300 ms",
  });
}

function measureCommandLine(): void {
  const cli = path.join(REPOSITORY, "dist/cli.js");
  const folder = mkdtempSync(path.join(tmpdir(), "druid-sql-bench-"));
  try {
    writeFileSync(path.join(folder, "druid-roles.json"), JSON.stringify(ROLES));
    const empty = path.join(folder, "empty.sql");
    writeFileSync(empty, "SELECT 1");
    const start = best(() => spawnSync(process.execPath, [cli, "check", empty, "--as", "user:alice"]));
    rows.push({ what: "command line, one small file", figure: `${(start * 1000).toFixed(0)} ms`, goal: "" });
    const files = QUICK ? 300 : 10_000;
    let bytes = 0;
    for (let index = 0; index < files; index++) {
      const text = sampleFile(index);
      bytes += text.length;
      writeFileSync(path.join(folder, `f${index}.sql`), text);
    }
    for (const jobs of ["1", "all"]) measureFolder(cli, folder, { files, bytes, jobs });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Folder {
  readonly files: number;
  readonly bytes: number;
  /** How many threads, or `all`. */
  readonly jobs: string;
}

/** Throughput, and the peak memory of all threads together. */
function measureFolder(cli: string, folder: string, { files, bytes, jobs }: Folder): void {
  const peakFile = path.join(folder, "peak.txt");
  const hook = path.join(folder, "peak.cjs");
  writeFileSync(
    hook,
    `if (require("node:worker_threads").isMainThread) process.on("exit", () => require("node:fs").writeFileSync(${JSON.stringify(peakFile)}, String(process.resourceUsage().maxRSS)));`,
  );
  const threads = jobs === "all" ? [] : ["--jobs", jobs];
  const words = ["--require", hook, cli, "check", folder, "--as", "user:alice", "--format", "json", ...threads];
  const time = seconds(() => spawnSync(process.execPath, words, { stdio: ["ignore", "ignore", "inherit"] }));
  const peak = Number(readFileSync(peakFile, "utf8")) / 1024;
  rows.push({
    what: `command line, ${files} files, ${(bytes / 1e6).toFixed(0)} MB, ${jobs === "all" ? `${availableParallelism()} threads` : "one thread"}`,
    figure: `${(bytes / 1e6 / time).toFixed(1)} MB/s, ${peak.toFixed(0)} MB`,
    goal: "≥ 10 MB/s",
  });
}

/** About 10 kB of statements, each file with others. */
function sampleFile(index: number): string {
  const random = seededRandom(index);
  let text = `-- file ${index}\n`;
  while (text.length < 10_000) text += `${(corpus[Math.floor(random() * corpus.length)] ?? "").replace(/;\s*$/, "")};\n`;
  return text;
}

function print(): void {
  const width = Math.max(...rows.map(({ what }) => what.length));
  const figures = Math.max(...rows.map(({ figure }) => figure.length));
  for (const { what, figure, goal } of rows) console.log(`${what.padEnd(width)}  ${figure.padStart(figures)}  ${goal}`);
}

const ROLES = {
  roles: {
    analyst: [
      { resource: { name: "wiki.*", type: "DATASOURCE" }, action: "READ" },
      { resource: { name: "EXTERNAL", type: "EXTERNAL" }, action: "READ" },
    ],
  },
  users: { alice: ["analyst"] },
};

function judgingContext(mode: Grammar["mode"]): ReturnType<typeof createContext> {
  const principal = parsePrincipal("user:alice");
  const roles = parseRolesFile(JSON.stringify(ROLES), "file:///druid-roles.json");
  return createContext({ mode, roles, ...(principal.kind === "ok" && { principal: principal.principal }) });
}

function largeFile(): string {
  const random = seededRandom(3);
  const pieces: string[] = [];
  let size = 0;
  for (let index = 0; size < 3_000_000; index++) {
    const sql = (corpus[Math.floor(random() * corpus.length)] ?? "").replace(/;\s*$/, "");
    const piece = `-- statement ${index}\n${sql.replace(/\s+(FROM|WHERE|GROUP|PARTITIONED)\b/g, "\n$1")}`;
    pieces.push(piece);
    size += piece.length + 2;
  }
  return pieces.join(";\n");
}

function isForToolkit(sql: string): boolean {
  return sql.length > 60 && !sql.includes("\0") && parseRequest(sql, request).errors.length === 0 && parseToolkit(sql);
}

function parseToolkit(sql: string): boolean {
  try {
    SqlExpression.parse(sql);
    return true;
  } catch {
    return false;
  }
}

function distinct(list: readonly string[]): readonly string[] {
  return [...new Set(list)];
}

function all(list: readonly string[], work: (sql: string) => unknown): void {
  for (const sql of list) work(sql);
}

function seconds(work: () => unknown): number {
  const began = performance.now();
  work();
  return (performance.now() - began) / 1000;
}

function best(work: () => unknown): number {
  return Math.min(...Array.from({ length: QUICK ? 2 : 4 }, () => seconds(work)));
}

measureStatements();
measureKeystrokes();
measureLargeStatement();
measureCommandLine();
print();
