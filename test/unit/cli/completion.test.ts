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

describe("words that the scripts ask for", () => {
  const permission = { resource: { name: "a", type: "DATASOURCE" }, action: "READ" };
  const roles = { roles: { r: [permission, permission], s: [] }, users: { ann: ["r", "s"], ben: [] } };
  const files = { "druid-roles.json": JSON.stringify(roles) };
  const checkWords = (kind: string, words: readonly string[], more: Readonly<Record<string, string>> = files): Promise<void> =>
    checkCli({ files: more, run: `complete ${kind}`, exactly: words.map((word) => `${word}\n`).join("") });
  test("who can be asked about", () => checkWords("principals", ["user:ann", "user:ben", "role:r", "role:s"]));
  test("roles", () => checkWords("roles", ["r", "s"]));
  test("roles to compare with", () => checkWords("roles-as-principals", ["role:r", "role:s"]));
  test("users", () => checkWords("users", ["ann", "ben"]));
  test("permissions by number", () => checkWords("grants", ["r:1", "r:2"]));
  test("roles of users", () => checkWords("assignments", ["ann:r", "ann:s"]));
  test("the roles file of the configuration", () =>
    checkWords("roles", ["r", "s"], { "x/y.json": JSON.stringify(roles), "druid-sql.json": '{"roles": "x/y.json"}' }));
  test("environments", () =>
    checkWords("environments", ["dev", "prod", "all"], { "druid-sql.json": '{"environments": {"dev": {}, "prod": {}}}' }));
  test("no environments", () => checkWords("environments", []));
  test("a configuration that is not understood", () => checkWords("environments", [], { "druid-sql.json": "{" }));
  test("switches of the cluster", () => checkCli({ run: "complete switches", says: ["druidVersion=\n", "inputSourceSecurity=\n"] }));
  test("versions", () => checkCli({ run: "complete versions", says: [/^38\n37\n/, /24\n$/] }));
  test("something else", () => checkCli({ run: "complete x", exit: 2, complains: ["Allowed choices are"] }));
  test("the command is for scripts alone", () => checkCli({ run: "--help", lacks: ["complete "] }));
});

const hasBash = spawnSync("bash", ["-c", "type compgen complete"]).status === 0;

describe("bash", { skip: hasBash ? false : "there is no bash" }, () => {
  const checkBash = async (words: readonly string[], expected: readonly string[], answers: readonly string[] = []): Promise<void> => {
    const line = ["druid-sql", ...words].join(" ");
    const program = `druid-sql() { [[ "$1" == complete ]] && printf '%s\\n' "$2 was asked for" ${answers.map((each) => `'${each}'`).join(" ")}; }`;
    const ask = `COMP_LINE='${line}'; COMP_POINT=${line.length}; _druid_sql; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { stdout, stderr } = spawnSync("bash", ["--norc", "-c", `${program}\n${await scriptOf("bash")}\n${ask}`], { encoding: "utf8" });
    assert.equal(stderr, "");
    assert.deepEqual(stdout.trim().split("\n"), expected);
  };
  test("commands", () => checkBash(["ch"], ["check"]));
  test("options", () => checkBash(["check", "--no-i"], ["--no-ignore", "--no-inline-config"]));
  test("values", () => checkBash(["check", "--endpoint", "t"], ["task"]));
  test("files behind an option", () => checkBash(["check", "--roles", "package.j"], ["package.json"]));
  test("files", () => checkBash(["check", "--strict", "package.j"], ["package.json"]));
  test("nothing behind an option that takes a text", () => checkBash(["check", "--jobs", ""], [""]));
  test("a value behind =", () => checkBash(["check", "--format=s"], ["sarif"]));
  test("what the files at hand know is asked for", () => checkBash(["check", "--as", "p"], ["principals\\ was\\ asked\\ for"]));
  test("bash begins a word behind each colon", () =>
    checkBash(["check", "--as", "user:a"], ["alice", "anton\\ k"], ["user:alice", "user:anton k", "user:bob"]));
  test("an option of the program, not of the command", () => checkBash(["--v"], ["--version"]));
  test("shells", () => checkBash(["completion", "z"], ["zsh"]));
});
