/**
 * What the pages tell people to copy: the YAML parses, and every command of the program in it runs, as a process, in a repository that
 * has what the command names.
 */
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { describe, test } from "node:test";
import { parseAllDocuments } from "yaml";

const PROGRAM = resolve("dist", "cli.js");
const PAGES = ["docs/ci.md", "docs/cli.md", "README.md"];
const HOOKS = ".pre-commit-hooks.yaml";

interface Block {
  readonly language: string;
  readonly text: string;
}

function blocksOf(page: string): readonly Block[] {
  const text = readFileSync(page, "utf8");
  return [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```/gm)].map(([, language = "", block = ""]) => ({ language, text: block }));
}

function parseYaml(text: string): unknown {
  const documents = parseAllDocuments(text, { strict: true, uniqueKeys: true });
  for (const document of documents) assert.deepEqual([...document.errors, ...document.warnings], []);
  return documents.map((document): unknown => document.toJS());
}

/** Every text of a value, however deep. */
function textsOf(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

/** The commands of the program in a block. */
function commandsOf({ language, text }: Block): readonly string[] {
  const lines = language === "yaml" ? textsOf(parseYaml(text)).flatMap((each) => each.split("\n")) : text.split("\n");
  return lines.flatMap((line) => {
    const [, command] = /^(?:\$ |exec )?(druid-sql (?:check|needs|format) [^|<>#]*)(?:#.*)?$/.exec(line.trim()) ?? [];
    return command === undefined ? [] : [command.trim()];
  });
}

const FILES = {
  "druid-roles.json": '{ "roles": { "etl": [], "a": [] }, "users": { "alice": ["etl"], "bob": ["a"] } }',
  "etl/a.sql": "SELECT * FROM wikipedia",
  "queries/a.sql": "SELECT 1",
  "load.sql": "SELECT 1",
  ".ci/druid-sql.json": '{ "version": 1, "findings": [] }',
};

/** Runs a command in a repository of its own; ends with findings or without, and never with a usage error. */
function checkCommand(command: string): void {
  const folder = mkdtempSync(join(tmpdir(), "druid-sql-ci-"));
  try {
    for (const [path, content] of Object.entries(FILES)) {
      mkdirSync(join(folder, path, ".."), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    const git = (...words: readonly string[]): void =>
      void execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.com", ...words], { cwd: folder });
    git("init", "-q");
    git("add", ".");
    git("commit", "-qm", "all");
    git("update-ref", "refs/remotes/origin/main", "HEAD");
    const { status, stderr } = spawnSync(process.execPath, [PROGRAM, ...command.split(/\s+/).slice(1)], {
      cwd: folder,
      encoding: "utf8",
      input: "",
    });
    assert.ok(status === 0 || status === 1, `${command} ends with ${status}: ${stderr}`);
    const [, output] = /--output (\S+)/.exec(command) ?? [];
    if (output !== undefined) assert.ok(existsSync(join(folder, output)), `${command} writes no ${output}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe("what is there to copy", { skip: existsSync(PROGRAM) ? false : "dist/cli.js is not built" }, () => {
  for (const page of PAGES) {
    const blocks = blocksOf(page);
    test(`${page}: YAML parses`, () => {
      for (const { language, text } of blocks) if (language === "yaml") parseYaml(text);
    });
    for (const command of new Set(blocks.flatMap(commandsOf))) test(`${page}: ${command}`, () => checkCommand(command));
  }
  test("the pages have commands", () => assert.ok(blocksOf("docs/ci.md").flatMap(commandsOf).length >= 4));
  test("what a step writes is what a later one reads", () => {
    const uses = blocksOf("docs/ci.md").map(({ text }) => text);
    for (const text of uses) {
      const [, written] = /--output (\S+)/.exec(text) ?? [];
      if (written !== undefined) assert.match(text, new RegExp(`(?:sarif_file|junit): ${written.replaceAll(".", "\\.")}\n`));
    }
  });
});

describe("the hooks of pre-commit", { skip: existsSync(PROGRAM) ? false : "dist/cli.js is not built" }, () => {
  const [hooks] = parseYaml(readFileSync(HOOKS, "utf8")) as [readonly Readonly<Record<string, string>>[]];
  const used = blocksOf("docs/ci.md").flatMap(({ text }) => [...text.matchAll(/- id: (\S+)/g)].map(([, id]) => id));
  test("the page uses one that is there", () => {
    assert.ok(used.length > 0);
    for (const id of used) assert.ok(hooks.some((hook) => hook["id"] === id));
  });
  test("npm builds the programs where it installs the repository, and packs it without a word more than the name", () => {
    const { scripts } = JSON.parse(readFileSync("package.json", "utf8"));
    assert.deepEqual([scripts.prepare, scripts.prepack], ["node scripts/prepare.mjs", undefined]);
    assert.match(readFileSync(".npmrc", "utf8"), /^foreground-scripts=false$/m);
  });
  for (const hook of hooks) {
    const { id, entry = "", files = "" } = hook;
    test(`${id} runs, by the name that the package installs`, () => {
      const manifest = JSON.parse(readFileSync("package.json", "utf8"));
      assert.ok((entry.split(" ")[0] ?? "") in manifest.bin);
      // A check is told who is asked about; to format needs nobody.
      const args = entry.startsWith("druid-sql check") ? " --as role:etl" : "";
      checkCommand(`${entry}${args} ${String(hook["pass_filenames"]) === "false" ? "" : "etl/a.sql load.sql"}`.trim());
    });
    test(`${id} is asked for the files that it is about`, () => {
      const pattern = new RegExp(files);
      assert.ok(pattern.test("etl/a.sql") && !pattern.test("a.sqlx") && !pattern.test("README.md"));
      const isWhole = String(hook["pass_filenames"]) === "false";
      for (const path of ["druid-roles.json", "x/druid-roles.jsonc", "druid-sql.jsonc"]) assert.equal(pattern.test(path), isWhole, path);
    });
  }
});
