/**
 * Shell completion: every command and option of the help is in every script, and bash completes what the script says.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { describe, test } from "node:test";
import { SHELLS } from "../../../server/src/cli/completion";
import { checkCli, checkedOutcome } from "./checkCli";

const scriptOf = async (shell: string): Promise<string> => (await checkedOutcome({ run: `completion ${shell}` })).output;

describe("completion scripts", () => {
  for (const shell of SHELLS) {
    test(`${shell} has every command and option`, async () => {
      const script = await scriptOf(shell);
      const { output } = await checkedOutcome({ run: "--help" });
      const commands = [...output.matchAll(/^ {2}([a-z][a-z-]*)(?: \[| <| {2})/gm)]
        .map(([, name]) => name ?? "")
        .filter((name) => name !== "druid-sql");
      assert.ok(commands.includes("check") && commands.includes("completion"));
      for (const command of commands) {
        assert.ok(script.includes(command), command);
        const help = (await checkedOutcome({ run: `${command} --help` })).output.split("\nExamples:")[0] ?? "";
        for (const [, option] of help.matchAll(/^ {2}(?:-\w, )?--([a-z][a-z-]*)/gm))
          assert.ok(script.includes(option ?? "?"), `${command} --${option}`);
      }
    });
  }
  test("another shell", () =>
    checkCli({ run: "completion tcsh", exit: 2, complains: ["Allowed choices are bash, zsh, fish, powershell"] }));
});

const hasBash = spawnSync("bash", ["-c", "type compgen complete"]).status === 0;

describe("bash", { skip: hasBash ? false : "there is no bash" }, () => {
  const checkBash = async (words: readonly string[], expected: readonly string[]): Promise<void> => {
    const array = ["druid-sql", ...words].map((word) => `'${word}'`).join(" ");
    const ask = `COMP_WORDS=(${array}); COMP_CWORD=${words.length}; _druid_sql; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { stdout, stderr } = spawnSync("bash", ["--norc", "-c", `${await scriptOf("bash")}\n${ask}`], { encoding: "utf8" });
    assert.equal(stderr, "");
    assert.deepEqual(stdout.trim().split("\n"), expected);
  };
  test("commands", () => checkBash(["ch"], ["check"]));
  test("options", () => checkBash(["check", "--no-i"], ["--no-ignore", "--no-inline-config"]));
  test("values", () => checkBash(["check", "--endpoint", "t"], ["task"]));
  test("files behind an option", () => checkBash(["check", "--roles", "package.j"], ["package.json"]));
  test("files", () => checkBash(["check", "--strict", "package.j"], ["package.json"]));
  test("nothing behind an option that takes a text", () => checkBash(["check", "--as", ""], [""]));
  test("shells", () => checkBash(["completion", "z"], ["zsh"]));
});
