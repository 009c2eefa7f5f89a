/**
 * `who` and `roles …` of the built program as a process, on the sample workspace.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { describe, test } from "node:test";

const PROGRAM = resolve("dist", "cli.js");

/** Runs the program in `examples/`; its output holds the pieces in their order. */
function checkExamples(words: string, exit: number, says: readonly string[], input = ""): void {
  outputOf(words, exit, says, input);
}

/** The same, with the output. */
function outputOf(words: string, exit: number, says: readonly string[] = [], input = ""): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...words.split(" ")], {
    cwd: "examples",
    encoding: "utf8",
    input,
  });
  assert.equal(status, exit, stderr);
  let from = 0;
  for (const piece of says) {
    const at = stdout.indexOf(piece, from);
    assert.ok(at >= 0, `not there, or not in this order: ${piece}\n${stdout}${stderr}`);
    from = at + piece.length;
  }
  return stdout;
}

describe("the sample workspace", { skip: existsSync(PROGRAM) ? false : "dist/cli.js is not built" }, () => {
  test("who", () =>
    checkExamples("who", 0, [
      "                            alice  bob  carol  dan\n",
      "ingest/rides.sql              ✓     ✗     ✗     ✓\n",
      "bob lacks\n",
      "  ✗ ingest/rides.sql\n      READ EXTERNAL EXTERNAL, WRITE DATASOURCE rides, WRITE DATASOURCE stations\n",
    ]));
  test("roles show", () =>
    checkExamples("roles show", 0, ["loader  (alice, dan, groups:engineers)\n  1  WRITE  DATASOURCE     rides.*\n"]));
  test("roles lint", () =>
    checkExamples("roles lint", 0, ["[roles-write-reads-all]", "[roles-grant-wide]", "compared with 19 statements in 6 files"]));
  test("roles unused", () => checkExamples("roles unused", 0, ["loader:2  WRITE DATASOURCE stations|weather", "11 of 12 grants are used"]));
  test("roles what-if, and the same again without the role that was lost", () => {
    const words = "roles what-if queries --remove-grant analyst:2 --format json";
    const [answer] = JSON.parse(outputOf(words, 1)).answers;
    assert.deepEqual(answer.lost[0].principals, ["user:alice"]);
    assert.equal(answer.lost[0].needs[0].before.by.range.start.line, 17);
    checkExamples("roles what-if queries --remove-grant operator:1", 0, ["Nobody loses a statement."]);
  });
  test("roles least: whoever has the list may run the statements", () => {
    const list = outputOf("roles least ingest", 0);
    const roles = JSON.stringify({ roles: { least: JSON.parse(list) } });
    const sql = "INSERT INTO rides SELECT * FROM payments PARTITIONED BY DAY";
    const line = JSON.stringify({ sql, roles, principal: "role:least" });
    const { stdout } = spawnSync(process.execPath, [PROGRAM, "batch"], { input: line, encoding: "utf8" });
    assert.equal(JSON.parse(stdout).verdict, "allowed");
  });
  test("standard input", () =>
    checkExamples("who - --as user:bob", 0, ["bob lacks\n  ✗ -\n      READ DATASOURCE secret\n"], "SELECT * FROM secret"));
});
