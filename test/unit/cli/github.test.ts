/**
 * `--format github`: workflow commands that a runner understands, whatever the text holds, and the summary of the job.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type CliCase, checkCli, checkedOutcome } from "./checkCli";

const ROLES = `{
  "cluster": { "druidVersion": "38", "router": false },
  "roles": { "reader": [ { "resource": { "name": "wiki.*", "type": "DATASOURCE" }, "action": "READ" } ] },
  "users": { "bob": ["reader"] }
}`;

type GithubCase = Omit<CliCase, "run"> & { readonly run?: string };

/** Runs over some files as bob. */
function caseOf({ files, run = "check --as user:bob", exit = 1, ...more }: GithubCase): CliCase {
  return { files: { "druid-roles.json": ROLES, ...files }, run: `${run} --format github`, exit, ...more };
}

const checkGithub = (github: GithubCase): Promise<void> => checkCli(caseOf(github));

interface Command {
  readonly kind: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

/** The commands of an output, read as a runner does. */
async function commandsOf(github: GithubCase): Promise<readonly Command[]> {
  const { output } = await checkedOutcome(caseOf(github));
  return output.split(/\r\n|\r|\n/).flatMap((line) => {
    const [, kind, list, message] = /^\s*::(\w+) ?(.*?)::(.*)$/.exec(line) ?? [];
    if (kind === undefined || list === undefined || message === undefined) {
      assert.ok(!line.includes("##["), line);
      return [];
    }
    const properties = list
      .split(",")
      .map((pair) => [pair.slice(0, pair.indexOf("=")), decode(pair.slice(pair.indexOf("=") + 1), "property")]);
    return [{ kind, properties: Object.fromEntries(properties), message: decode(message, "data") }];
  });
}

function decode(text: string, place: "property" | "data"): string {
  const plain = text.replaceAll("%0D", "\r").replaceAll("%0A", "\n");
  return (place === "data" ? plain : plain.replaceAll("%3A", ":").replaceAll("%2C", ",")).replaceAll("%25", "%");
}

describe("commands", () => {
  test("the words, by line and column, the last column counted in", () =>
    checkGithub({
      files: { "sql/a.sql": "SELECT *\nFROM secret" },
      exactly:
        "::error file=sql/a.sql,line=2,endLine=2,col=6,endColumn=11,title=permission-denied::user:bob may not READ DATASOURCE secret.\n" +
        "druid-sql: 1 error in 1 file; 1 SQL file checked.\n",
    }));
  test("paths and messages may hold whatever they like", async () => {
    const [found] = await commandsOf({ files: { "a,b:c%2C.sql": 'SELECT * FROM "50%0A::error::x"' } });
    assert.equal(found?.properties["file"], "a,b:c%2C.sql");
    assert.equal(found?.message, "user:bob may not READ DATASOURCE 50%0A::error::x.");
  });
  test("columns only within one line", async () => {
    const [found] = await commandsOf({ files: { "a.sql": "SELECT * FROM {{ t\n }}" }, exit: 0 });
    assert.deepEqual([found?.properties["line"], found?.properties["endLine"]], ["1", "2"]);
    assert.equal(found?.properties["col"], undefined);
  });
  test("information is a notice, with --strict an error", async () => {
    const files = { "a.sql": "SELECT * FROM {{ t }}" };
    assert.equal((await commandsOf({ files, exit: 0 }))[0]?.kind, "notice");
    assert.equal((await commandsOf({ files, run: "check --as user:bob --strict" }))[0]?.kind, "error");
  });
  test("a problem of the roles file, and a name that it does not know", async () => {
    const roles = ROLES.replace("wiki.*", "*");
    const found = await commandsOf({ files: { "a.sql": "SELECT 1", "druid-roles.json": roles }, run: "check --as user:bobb" });
    assert.deepEqual(
      found.map(({ kind, properties }) => [kind, properties["file"], properties["title"]]),
      [
        ["error", "druid-roles.json", "roles-pattern-invalid"],
        ["warning", undefined, "druid-sql"],
      ],
    );
  });
  test("standard input has no file", async () => {
    const [found] = await commandsOf({ run: "check - --as user:bob", input: "SELECT * FROM secret" });
    assert.deepEqual(found?.properties, { title: "permission-denied" });
  });
  test("what cannot be read", async () => {
    const [found] = await commandsOf({ files: { "a.sql": "UNREADABLE" }, exit: 2, complains: ["a.sql: permission denied"] });
    assert.deepEqual([found?.kind, found?.message], ["error", "a.sql: permission denied"]);
  });
  test("ten of each kind are marked, the severest first; the others are plain lines", async () => {
    const files = { "a.sql": `${"SELECT * FROM {{ t }};\n".repeat(12)}${"SELECT * FROM secret;\n".repeat(12)}` };
    const { output } = await checkedOutcome(caseOf({ files }));
    const kinds = (await commandsOf({ files })).map(({ kind }) => kind);
    assert.deepEqual(kinds, [...Array(10).fill("error"), ...Array(10).fill("notice")]);
    assert.match(
      output,
      /^notice a\.sql:11:15 .*\n.*\nerror a\.sql:23:15 user:bob may not READ DATASOURCE secret\. \[permission-denied\]\nerror /,
    );
    assert.match(
      output,
      /druid-sql: 12 errors, 12 notices in 1 file; 1 SQL file checked\. GitHub marks 10 of each kind; the others are listed above\.\n$/,
    );
  });
  test("no line of the others is a command", async () => {
    const files = { "##[error]x.sql": 'SELECT * FROM "::stop-commands::x ##[group]y";\n'.repeat(12) };
    assert.equal((await commandsOf({ files })).length, 10);
  });
  test("nothing found", () =>
    checkGithub({ files: { "a.sql": "SELECT 1" }, exit: 0, exactly: "druid-sql: Nothing found; 1 SQL file checked.\n" }));
});

describe("the summary of the job", () => {
  const environment = { GITHUB_STEP_SUMMARY: "summary.md" };
  test("a table behind what is there, errors first", () =>
    checkGithub({
      files: { "a.sql": 'SELECT * FROM {{ t }}; SELECT * FROM "a|b`c<i>"', "summary.md": "# Before\n" },
      environment,
      writes: {
        "summary.md": [
          "# Before\n## Druid SQL as user:bob\n\n1 error, 1 notice in 1 file; 1 SQL file checked.\n\n| | where | what | code |\n|---|---|---|---|\n",
          "| error | a.sql:1 | user:bob may not READ DATASOURCE a\\|b\\`c\\<i\\>. | permission-denied |\n",
          "| notice | a.sql:1 |",
        ],
      },
    }));
  test("at most a hundred rows", async () => {
    const { written } = await checkedOutcome(
      caseOf({
        files: { "a.sql": "SELECT * FROM secret;\n".repeat(150) },
        environment,
        writes: { "summary.md": ["50 more are left out here."] },
      }),
    );
    assert.equal(written.get("summary.md")?.match(/^\| error/gm)?.length, 100);
  });
  test("one that cannot be written changes nothing else", () =>
    checkGithub({
      files: { "a.sql": "SELECT 1" },
      environment: { GITHUB_STEP_SUMMARY: "LOCKED" },
      exit: 0,
      says: ["Nothing found"],
      complains: ["druid-sql: the summary of the job cannot be written: permission denied"],
    }));
});
