/**
 * The command line program over a folder of 10,000 files and 100 MB, on one thread and on all cores.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import path from "node:path";
import { REPOSITORY } from "../support/corpus";
import { best, clockSeconds, QUICK, type Row } from "./measure";
import { ROLES, sampleFile } from "./samples";

const CLI = path.join(REPOSITORY, "dist/cli.js");

export function measureCommandLine(): readonly Row[] {
  const folder = mkdtempSync(path.join(tmpdir(), "druid-sql-bench-"));
  try {
    writeFileSync(path.join(folder, "druid-roles.json"), ROLES);
    const small = path.join(folder, "small.sql");
    writeFileSync(small, "SELECT 1");
    const start = best(() => clockSeconds(() => spawnSync(process.execPath, [CLI, "check", small, "--as", "user:alice"])), 3);
    const files = QUICK ? 400 : 10_000;
    let bytes = 0;
    for (let index = 0; index < files; index++) {
      const text = sampleFile(index);
      bytes += Buffer.byteLength(text);
      writeFileSync(path.join(folder, `f${index}.sql`), text);
    }
    const megabytes = bytes / 1e6;
    return [
      { what: "command line, one small file", figure: `${(start * 1000).toFixed(0)} ms`, goal: "" },
      ...["1", "all"].map((jobs) => measureFolder(folder, { files, megabytes, jobs })),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Folder {
  readonly files: number;
  readonly megabytes: number;
  /** How many threads, or `all`. */
  readonly jobs: string;
}

interface Usage {
  /** Of all threads, in seconds. */
  readonly processor: number;
  /** Of all threads, in kB. */
  readonly peak: number;
}

/** Throughput by the clock and by the processor's time, and the peak memory of all threads together. */
function measureFolder(folder: string, { files, megabytes, jobs }: Folder): Row {
  const usageFile = path.join(folder, "usage.txt");
  const hook = path.join(folder, "usage.cjs");
  writeFileSync(hook, usageHook(usageFile));
  const threads = jobs === "all" ? [] : ["--jobs", jobs];
  const words = ["--require", hook, CLI, "check", folder, "--as", "user:alice", "--format", "json", ...threads];
  const time = clockSeconds(() => spawnSync(process.execPath, words, { stdio: ["ignore", "ignore", "inherit"] }));
  const { processor, peak }: Usage = JSON.parse(readFileSync(usageFile, "utf8"));
  const where = jobs === "all" ? `${availableParallelism()} cores` : "one thread";
  const byProcessor = `${(megabytes / processor).toFixed(1)} MB per processor second`;
  return {
    what: `command line, ${files} files, ${megabytes.toFixed(0)} MB, ${where}`,
    figure: `${(megabytes / time).toFixed(1)} MB/s, ${byProcessor}, ${(peak / 1024).toFixed(0)} MB peak`,
    goal: "≥ 10 MB/s",
  };
}

/** What the program runs first, so that it leaves behind what it used. */
function usageHook(usageFile: string): string {
  return `if (require("node:worker_threads").isMainThread) process.on("exit", () => {
  const { user, system } = process.cpuUsage();
  const usage = { processor: (user + system) / 1e6, peak: process.resourceUsage().maxRSS };
  require("node:fs").writeFileSync(${JSON.stringify(usageFile)}, JSON.stringify(usage));
});`;
}
