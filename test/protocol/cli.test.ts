/**
 * The built command line program as a process: real files, pipes and exit codes.
 */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { describe, test } from "node:test";
import { type CliCase, type CliOutcome, type CliRunner, checkCli, checkedOutcome, wordsOf } from "../unit/cli/checkCli";

const PROGRAM = resolve("dist", "cli.js");
const ROLES = `{ "cluster": { "druidVersion": "38" },
  "roles": { "reader": [ { "resource": { "name": "wiki.*", "type": "DATASOURCE" }, "action": "READ" } ] },
  "users": { "bob": ["reader"] } }`;
const FILES = { "druid-roles.json": ROLES, "a.sql": "SELECT page FROM wikipedia;\n" };

/** Runs a case in a folder of its own; `prepare` may change the folder first. */
function inProcess(prepare: (folder: string) => void = () => undefined): CliRunner {
  return async (cli) => {
    const folder = mkdtempSync(join(tmpdir(), "druid-sql-cli-"));
    try {
      writeFiles(folder, cli);
      prepare(folder);
      return await runProgram(folder, cli);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };
}

function writeFiles(folder: string, { files }: CliCase): void {
  mkdirSync(join(folder, ".git"));
  for (const [path, content] of Object.entries(files ?? {})) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

function runProgram(folder: string, cli: CliCase): Promise<CliOutcome> {
  const child = spawn(process.execPath, [PROGRAM, ...wordsOf(cli)], { cwd: folder, env: { ...cli.environment } });
  const output: Buffer[] = [];
  const errors: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => errors.push(chunk));
  child.stdin.on("error", () => undefined);
  child.stdin.end(cli.input ?? "");
  return new Promise((done, fail) => {
    child.on("error", fail);
    child.on("close", (code) =>
      done({
        exit: code ?? -1,
        output: Buffer.concat(output).toString(),
        errors: Buffer.concat(errors).toString(),
        written: writtenIn(folder, cli),
      }),
    );
  });
}

/** The files of a case that it expects to be written. */
function writtenIn(folder: string, { writes }: CliCase): ReadonlyMap<string, string> {
  const paths = Object.keys(writes ?? {}).filter((path) => existsSync(join(folder, path)));
  return new Map(paths.map((path) => [path, readFileSync(join(folder, path), "utf8")]));
}

const isRoot = process.getuid?.() === 0;

describe("druid-sql", { skip: existsSync(PROGRAM) ? false : "dist/cli.js is not built" }, () => {
  test("check", () =>
    checkCli({ files: FILES, run: "check --as user:bob", says: ["a.sql:1:1 SELECT — allowed", "druid-roles.json:2"] }, inProcess()));
  test("check that fails", () =>
    checkCli(
      { files: { ...FILES, "b.sql": "SELECT * FROM secret" }, run: "check --as user:bob", exit: 1, says: ["b.sql:1:1 SELECT — denied"] },
      inProcess(),
    ));
  test("check in several environments, here and in threads", async () => {
    const environments = { dev: { roles: "druid-roles.json" }, prod: { roles: "security/prod.json" } };
    const files = {
      ...FILES,
      "b.sql": "SELECT page FROM wikipedia",
      "druid-sql.jsonc": JSON.stringify({ as: "user:bob", environments }),
      "security/prod.json": ROLES.replace("wiki.*", "koalas"),
    };
    const says = ["in dev — allowed", "in prod — denied", "as user:bob in dev: 2 allowed", "as user:bob in prod: 2 denied"];
    for (const jobs of ["1", "2"]) {
      await checkCli({ files, run: `check --environment all --jobs ${jobs}`, exit: 1, says }, inProcess());
    }
  });
  test("check from standard input", () =>
    checkCli(
      { files: FILES, run: "check - --as user:bob", input: "SELECT page FROM wikipedia", says: ["<stdin>:1:1", "allowed"] },
      inProcess(),
    ));
  test("a SARIF log in a file, with the pages that the program is shipped with", async () => {
    const cli = {
      files: { ...FILES, "b.sql": "SELECT * FROM secret" },
      run: "check --as user:bob --format sarif --output out/deep/report.sarif",
      exit: 1,
      complains: ["druid-sql: there are findings; the report is in out/deep/report.sarif"],
      exactly: "",
      writes: { "out/deep/report.sarif": ["# permission-denied", '"ruleId":"permission-denied"'] },
    };
    const { written } = await checkedOutcome(cli, inProcess());
    assert.equal(JSON.parse(written.get("out/deep/report.sarif") ?? "").runs[0].results.length, 1);
  });
  test("JUnit's XML in a pipe", () =>
    checkCli({ files: FILES, run: "check --as user:bob --format junit", says: ["<testsuites", "</testsuites>\n"] }, inProcess()));
  test("marks for GitHub, behind a summary that is there", () =>
    checkCli(
      {
        files: { ...FILES, "b.sql": "SELECT * FROM secret", "summary.md": "before\n" },
        run: "check --as user:bob --format github",
        environment: { GITHUB_STEP_SUMMARY: "summary.md" },
        exit: 1,
        says: ["::error file=b.sql,line=1"],
        writes: { "summary.md": ["before\n## Druid SQL as user:bob"] },
      },
      inProcess(),
    ));
  test("a baseline that is written, and then accepts", () =>
    checkCli(
      {
        files: { ...FILES, "b.sql": "SELECT * FROM secret" },
        run: "check --as user:bob --write-baseline base.json",
        complains: ["base.json: 1 finding accepted"],
        writes: { "base.json": ['"path":"b.sql"'] },
      },
      inProcess(),
    ));
  test("a report where a file is in the way of its folder", () =>
    checkCli(
      {
        files: FILES,
        run: "needs --output a.sql/report.txt",
        exit: 2,
        complains: ["the report cannot be written: a part of its path is no folder"],
      },
      inProcess(),
    ));
  test("needs --format json", async () => {
    const { output } = await checkedOutcome({ files: FILES, run: "needs --format json" }, inProcess());
    assert.equal(JSON.parse(output).files[0].statements[0].needs[0].name, "wikipedia");
  });
  test("no colours in a pipe, colours by force", async () => {
    await checkCli({ files: FILES, run: "needs", lacks: ["\u001b"] }, inProcess());
    await checkCli({ files: FILES, run: "needs", environment: { FORCE_COLOR: "1" }, says: ["\u001b"] }, inProcess());
  });
  test("--version", async () => {
    const { output } = await checkedOutcome({ run: "--version" }, inProcess());
    assert.match(output, /^\d+\.\d+\.\d+/);
  });
  test("wrong usage", () => checkCli({ files: FILES, run: "check --nope", exit: 2, complains: ["unknown option"] }, inProcess()));
  test("a file that may not be read", { skip: isRoot ? "root may read everything" : false }, () =>
    checkCli(
      { files: { ...FILES, "b.sql": "" }, run: "check --as user:bob", exit: 2, says: ["a.sql"], complains: ["b.sql: permission denied"] },
      inProcess((folder) => chmodSync(join(folder, "b.sql"), 0)),
    ),
  );
  test("a file of 65 MB", () =>
    checkCli(
      {
        files: { ...FILES, "b.sql": "" },
        run: "check --as user:bob",
        exit: 2,
        says: ["a.sql"],
        complains: [/b\.sql: it has \d+ bytes, and at most \d+ are read/],
      },
      inProcess((folder) => truncateSync(join(folder, "b.sql"), 65 * 1024 * 1024)),
    ));
  test("a link to a folder above does not go round in circles", () =>
    checkCli(
      { files: FILES, run: "check --as user:bob", says: ["1 statement in 1 file"] },
      inProcess((folder) => symlinkSync("..", join(folder, "loop"))),
    ));
  test("a link to a file is followed", () =>
    checkCli(
      { files: FILES, run: "check --as user:bob", says: ["2 statements in 2 files"] },
      inProcess((folder) => symlinkSync("a.sql", join(folder, "b.sql"))),
    ));
  test("batch answers thousands of lines in order", async () => {
    const lines = Array.from({ length: 5000 }, (_, id) => JSON.stringify({ id, sql: `SELECT * FROM t${id}` }));
    const { output } = await checkedOutcome({ run: "batch", input: `${lines.join("\n")}\n` }, inProcess());
    const answers = output.trimEnd().split("\n");
    assert.equal(answers.length, lines.length);
    answers.forEach((line, index) => {
      const answer = JSON.parse(line);
      assert.equal(answer.id, index);
      assert.equal(answer.needs[0].name, `t${index}`);
    });
  });
  test("batch answers a line before the next one comes", async () => {
    const child = spawn(process.execPath, [PROGRAM, "batch"], { stdio: ["pipe", "pipe", "inherit"] });
    const next = (): Promise<string> => new Promise((done) => child.stdout.once("data", (chunk: Buffer) => done(chunk.toString())));
    for (const id of [1, 2]) {
      const answer = next();
      child.stdin.write(`{"id":${id},"sql":"SELECT 1"}\n`);
      assert.equal(JSON.parse(await answer).id, id);
    }
    const ended = new Promise((done) => child.on("close", done));
    child.stdin.end();
    assert.equal(await ended, 0);
  });
  test("a reader that has seen enough ends the program quietly", async () => {
    const child = spawn(process.execPath, [PROGRAM, "batch"], { stdio: ["pipe", "pipe", "pipe"] });
    const errors: Buffer[] = [];
    child.stderr.on("data", (chunk: Buffer) => errors.push(chunk));
    child.stdin.on("error", () => undefined);
    child.stdout.once("data", () => child.stdout.destroy());
    child.stdin.end('{"sql":"SELECT * FROM wikipedia"}\n'.repeat(20_000));
    const code = await new Promise((done) => child.on("close", done));
    assert.equal(Buffer.concat(errors).toString(), "");
    assert.equal(code, 141);
  });
  test("a check of which nobody reads the end does not pass", async () => {
    const files = { ...FILES, "a.sql": "SELECT * FROM secret;\n".repeat(20_000) };
    const cutShort: CliRunner = async (cli) => {
      const folder = mkdtempSync(join(tmpdir(), "druid-sql-cli-"));
      writeFiles(folder, cli);
      try {
        const child = spawn(process.execPath, [PROGRAM, ...wordsOf(cli)], { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
        const errors: Buffer[] = [];
        child.stderr.on("data", (chunk: Buffer) => errors.push(chunk));
        child.stdout.once("data", () => child.stdout.destroy());
        const exit = await new Promise<number>((done) => child.on("close", (code) => done(code ?? -1)));
        return { exit, output: "", errors: Buffer.concat(errors).toString(), written: new Map() };
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    };
    await checkCli({ files, run: "check --as user:bob", exit: 141 }, cutShort);
  });
  test("lsp --stdio answers initialize", async () => {
    const child = spawn(process.execPath, [PROGRAM, "lsp", "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
    const body = JSON.stringify({
      jsonrpc: "2.0",
      id: 1,
      method: "initialize",
      params: { processId: null, rootUri: null, capabilities: {} },
    });
    const answered = new Promise<string>((done) => {
      let text = "";
      child.stdout.on("data", (chunk: Buffer) => {
        text += chunk.toString();
        if (text.includes('"capabilities"')) done(text);
      });
    });
    child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    assert.match(await answered, /^Content-Length: \d+/);
    child.kill();
  });
});
