/**
 * Many files on several threads, in the built command line program: the same report as on one, byte by byte.
 */
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, describe, test } from "node:test";

const PROGRAM = resolve("dist", "cli.js");
const FILES = 120;
const ROLES =
  '{ "roles": { "reader": [{ "resource": { "name": "wiki.*", "type": "DATASOURCE" }, "action": "READ" }] }, "users": { "bob": ["reader"] } }';
const STATEMENTS = [
  "SELECT page FROM wikipedia",
  "SELECT * FROM secret",
  "SELECT FROM x",
  "INSERT INTO w SELECT 1",
  "SELECT * FROM {{ t }}",
  "-- druid-sql: version=31\nSELECT * FROM wikipedia",
];

interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

describe("--jobs", { skip: existsSync(PROGRAM) ? false : "dist/cli.js is not built" }, () => {
  let folder = "";
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "druid-sql-jobs-"));
    writeFileSync(join(folder, "druid-roles.json"), ROLES);
    writeFileSync(
      join(folder, "druid-sql.jsonc"),
      '{ "overrides": [{ "files": "f1*.sql", "severity": { "permission-denied": "warning" } }] }',
    );
    for (let index = 0; index < FILES; index++) {
      const statements = STATEMENTS.filter((_, each) => index % (each + 1) === 0);
      writeFileSync(join(folder, `f${index}.sql`), `${statements.join(";\n")};\n`);
    }
    truncateSync(join(folder, "f60.sql"), 65 * 1024 * 1024);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const run = (...words: readonly string[]): Outcome => start("check", "--as", "user:bob", "--as", "role:reader", ...words);
  const start = (...words: readonly string[]): Outcome => {
    const environment = { ...process.env, FORCE_COLOR: "" };
    const options = { cwd: folder, encoding: "utf8", maxBuffer: 1e9, env: environment } as const;
    return spawnSync(process.execPath, [PROGRAM, ...words], options);
  };
  for (const words of [
    ["--format", "json"],
    ["--format", "text"],
    ["-q"],
    ["--format", "sarif"],
    ["--format", "junit"],
    ["--format", "github"],
    ["--endpoints", "--format", "json"],
  ]) {
    test(words.join(" "), () => {
      const one = run(...words, "--jobs", "1");
      const three = run(...words, "--jobs", "3");
      assert.ok(three.stdout === one.stdout, "the reports differ");
      assert.equal(three.stderr, one.stderr);
      assert.equal(one.status, 2);
      assert.match(one.stderr + one.stdout, /f60\.sql.*and at most/);
      assert.equal(three.status, one.status);
    });
  }
  for (const command of [
    "who --format json",
    "who --by statement --principals all",
    "roles least --patterns --follow",
    "roles least --compare role:reader --format json",
    "roles unused --format json",
    "roles lint --fail-on information --format json",
    "roles what-if --remove-role reader --format json",
  ]) {
    test(command, () => {
      const one = start(...command.split(" "), "--jobs", "1");
      const three = start(...command.split(" "), "--jobs", "3");
      assert.ok(three.stdout === one.stdout, "the answers differ");
      assert.ok(one.stdout.length > 100, one.stderr);
      assert.equal(three.stderr, one.stderr);
      assert.match(one.stderr, /f60\.sql.*and at most/);
      assert.equal(one.status, 2);
      assert.equal(three.status, 2);
    });
  }
  test("a baseline", () => {
    for (const jobs of ["1", "3"]) run("--write-baseline", `${jobs}.json`, "--jobs", jobs);
    assert.equal(readFileSync(join(folder, "3.json"), "utf8"), readFileSync(join(folder, "1.json"), "utf8"));
    // A part of it, so that some findings are accepted and others are not.
    const { findings, ...rest } = JSON.parse(readFileSync(join(folder, "1.json"), "utf8"));
    const some = findings.filter((_: unknown, index: number) => index % 3 !== 0);
    writeFileSync(join(folder, "some.json"), JSON.stringify({ ...rest, findings: some }));
    for (const format of ["text", "json", "sarif", "junit", "github"]) {
      const words = ["--baseline", "some.json", "--format", format];
      assert.ok(run(...words, "--jobs", "3").stdout === run(...words, "--jobs", "1").stdout, format);
    }
  });
  test("standard input among files", () => {
    const words = [PROGRAM, "needs", "f1.sql", "-", "f2.sql", "--jobs", "2"];
    const { stdout } = spawnSync(process.execPath, words, { cwd: folder, input: "SELECT 1", encoding: "utf8" });
    assert.deepEqual(
      [...stdout.matchAll(/^(f\d|<stdin>)/gm)].map(([, name]) => name).filter((name, at, all) => all[at - 1] !== name),
      ["f1", "<stdin>", "f2"],
    );
  });
  test("a number that is none", () => {
    const { status, stderr } = run("--jobs", "0");
    assert.equal(status, 2);
    assert.match(stderr, /--jobs takes a number from 1 to 999, not "0"/);
  });
  test("a reader that has seen enough ends all threads quietly", async () => {
    const child = spawn(process.execPath, [PROGRAM, "check", "--as", "user:bob", "--jobs", "2", "--format", "json"], { cwd: folder });
    const errors: Buffer[] = [];
    child.stderr.on("data", (chunk: Buffer) => errors.push(chunk));
    child.stdout.once("data", () => child.stdout.destroy());
    const code = await new Promise((done) => child.on("close", done));
    assert.equal(code, 141);
    assert.doesNotMatch(Buffer.concat(errors).toString(), /defect/);
  });
  test("an interrupt ends all threads", { skip: process.platform === "win32" }, async () => {
    const child = spawn(process.execPath, [PROGRAM, "check", "--as", "user:bob", "--jobs", "2"], { cwd: folder });
    child.stdout.once("data", () => child.kill("SIGINT"));
    const signal = await new Promise((done) => child.on("close", (_, by) => done(by)));
    assert.equal(signal, "SIGINT");
  });
});
