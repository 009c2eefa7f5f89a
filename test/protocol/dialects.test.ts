/**
 * Other dialects, asked as users ask: the built program over files of each database, and the thread that holds the parsers.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, describe, test } from "node:test";
import { createDialects } from "../../server/src/entries/dialects";

const FIXTURES = resolve("test", "fixtures", "dialects");
const NAMES = {
  mysql: "MySQL",
  postgresql: "PostgreSQL",
  transactsql: "T-SQL",
  snowflake: "Snowflake",
  bigquery: "BigQuery",
  spark: "Hive or Spark",
};

let folder = "";
before(() => {
  folder = mkdtempSync(join(tmpdir(), "druid-sql-dialects-"));
  cpSync(FIXTURES, folder, { recursive: true });
  writeFileSync(join(folder, "druid-roles.json"), '{ "roles": { "reader": [] }, "users": { "bob": ["reader"] } }');
});
after(() => rmSync(folder, { recursive: true, force: true }));

function check(words: readonly string[], cwd = folder): { readonly status: number | null; readonly output: string } {
  const { status, stdout } = spawnSync(process.execPath, [resolve("dist", "cli.js"), "check", ...words], { cwd, encoding: "utf8" });
  return { status, output: stdout };
}

describe("files of other databases", () => {
  for (const [file, name] of Object.entries(NAMES)) {
    test(`${name}: one information, no errors, also below a roles file`, () => {
      const { status, output } = check([`${file}.sql`, "--as", "user:bob", "--format", "json", "--fail-on", "information"]);
      assert.equal(status, 1);
      const statements = JSON.parse(output).files[0].statements;
      assert.deepEqual(
        statements.flatMap(({ errors }: { readonly errors: unknown[] }) => errors),
        [],
      );
      assert.ok(statements.every(({ dialect }: { readonly dialect: string }) => dialect !== "druid"));
      const text = check([`${file}.sql`, "--as", "user:bob"]);
      assert.equal(text.status, 0);
      assert.equal(text.output.match(/other-dialect/g)?.length, 1, text.output);
      assert.ok(text.output.includes(`This reads as ${name}`), text.output);
    });
  }
  test("all of them in a folder without roles are left alone without a word", () => {
    const { status, output } = check([], FIXTURES);
    assert.equal(status, 0);
    assert.ok(!output.includes("other-dialect"), output);
  });
});

describe("the thread of the parsers", () => {
  const dialectsOf = createDialects(resolve("dist", "dialects.js"));
  test("names the dialects that take a text", async () => {
    assert.ok((await dialectsOf("CREATE TABLE t (id INT AUTO_INCREMENT)")).includes("mysql"));
    assert.deepEqual(await dialectsOf("SELECT a FROM t GROUP"), []);
    assert.deepEqual(await dialectsOf("\u0000\ud800"), []);
  });
  test("answers several questions in their order", async () => {
    const answers = await Promise.all(["SELECT TOP 5 a FROM t", "SELECT FROM FROM", "SELECT a::int FROM t"].map(dialectsOf));
    assert.deepEqual(
      answers.map(({ length }) => length > 0),
      [true, false, true],
    );
  });
  test("one that does not answer in time is ended, and the next question starts another", async () => {
    const silent = join(folder, "silent.js");
    writeFileSync(silent, 'require("node:worker_threads").parentPort.on("message", ({ sql }) => { if (sql === "hang") for (;;) {} });');
    assert.deepEqual(await createDialects(silent)("hang"), []);
  });
  test("one that cannot start is given up", async () => {
    const ask = createDialects(join(folder, "missing.js"));
    for (let turn = 0; turn < 8; turn++) assert.deepEqual(await ask("SELECT 1"), []);
  });
});
