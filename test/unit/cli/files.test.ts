/**
 * Which files a run of the command line checks: folders, patterns, ignore files, several principals.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type CliCase, checkCli, checkedOutcome } from "./checkCli";

const ROLES = JSON.stringify({
  roles: {
    reader: [{ resource: { name: "wiki.*", type: "DATASOURCE" }, action: "READ" }],
    etl: [{ resource: { name: "secret", type: "DATASOURCE" }, action: "READ" }],
  },
  users: { alice: ["reader"], bob: ["etl"] },
});
const READ = "SELECT page FROM wikipedia";

/** Runs `needs`, and compares the files that it checks, in their order. */
async function checkFound(
  files: readonly string[] | Readonly<Record<string, string>>,
  words: string,
  expected: readonly string[],
  more: Partial<CliCase> = {},
): Promise<void> {
  const content = Array.isArray(files) ? Object.fromEntries(files.map((name: string) => [name, READ])) : { ...files };
  const { output } = await checkedOutcome({ ...more, files: content as Record<string, string>, run: `needs --format json ${words}` });
  const found = (JSON.parse(output).files as readonly { readonly path: string }[]).map(({ path }) => path);
  assert.deepEqual(found, expected);
}

describe("patterns", () => {
  const files = ["a.sql", "etl/b.sql", "etl/deep/c.sql", "etl/deep/c.ddl", "other/d.sql", "[x].sql", "etl/.hidden/e.sql"];
  test("one level", () => checkFound(files, "etl/*.sql", ["etl/b.sql"]));
  test("every level", () => checkFound(files, "etl/**/*.sql", ["etl/.hidden/e.sql", "etl/b.sql", "etl/deep/c.sql"]));
  test("without an extension SQL files are meant", () => checkFound(files, "etl/deep/*", ["etl/deep/c.sql"]));
  test("an extension that is named counts", () => checkFound(files, "etl/**/*.ddl", ["etl/deep/c.ddl"]));
  test("choices", () => checkFound(files, "{etl,other}/*.sql", ["etl/b.sql", "other/d.sql"]));
  test("a file whose name looks like a pattern", () => checkFound(files, "[x].sql", ["[x].sql"]));
  test("from a folder above", () => checkFound(["/up/a.sql", "/up/b.txt"], "../up/*", ["../up/a.sql"]));
  test("a file comes once", () => checkFound(files, "etl/b.sql etl/*.sql", ["etl/b.sql"]));
  test("that match nothing", () =>
    checkCli({ files: { "a.sql": READ }, run: "needs x*.sql", exit: 2, complains: ["x*.sql: no file matches this pattern"] }));
  test("in a folder that is not there", () =>
    checkCli({ files: { "a.sql": READ }, run: "needs x/*.sql", exit: 2, complains: ["x/*.sql: there is no folder x"] }));
});

describe("ignore files", () => {
  const ignoring = (rules: Readonly<Record<string, string>>, ...names: readonly string[]): Readonly<Record<string, string>> => ({
    ".git/HEAD": "",
    ...rules,
    ...Object.fromEntries(names.map((name) => [name, READ])),
  });
  test("our own", () => checkFound({ ".druidsqlignore": "b.sql\n", "a.sql": READ, "b.sql": READ }, ".", ["a.sql"]));
  test("git's, in a repository", () => checkFound(ignoring({ ".gitignore": "build/" }, "a.sql", "build/b.sql"), ".", ["a.sql"]));
  test("git's, outside of one, says nothing", () =>
    checkFound({ ".gitignore": "b.sql", "a.sql": READ, "b.sql": READ }, ".", ["a.sql", "b.sql"]));
  test("git's own exclude file", () => checkFound(ignoring({ ".git/info/exclude": "b.sql" }, "a.sql", "b.sql"), ".", ["a.sql"]));
  test("comments, blanks and negation", () =>
    checkFound(ignoring({ ".gitignore": "# all\n\n*.sql\n!keep.sql\n" }, "a.sql", "keep.sql", "x/keep.sql"), ".", [
      "keep.sql",
      "x/keep.sql",
    ]));
  test("a rule with a slash counts from its own folder", () =>
    checkFound(ignoring({ "x/.gitignore": "/a.sql" }, "a.sql", "x/a.sql", "x/y/a.sql"), ".", ["a.sql", "x/y/a.sql"]));
  test("the nearer file decides", () =>
    checkFound(ignoring({ ".gitignore": "gen.sql", "x/.gitignore": "!gen.sql" }, "a.sql", "gen.sql", "x/gen.sql"), ".", [
      "a.sql",
      "x/gen.sql",
    ]));
  test("ours comes after git's", () =>
    checkFound(ignoring({ ".gitignore": "gen.sql", ".druidsqlignore": "!gen.sql" }, "gen.sql"), ".", ["gen.sql"]));
  test("ours takes back a folder, with all that lies in it", () =>
    checkFound(ignoring({ ".gitignore": "gen/", ".druidsqlignore": "!gen/" }, "gen/a.sql", "gen/x/b.sql"), ".", [
      "gen/a.sql",
      "gen/x/b.sql",
    ]));
  test("so does a nearer file, but for what other rules leave out", () =>
    checkFound(
      ignoring(
        { ".gitignore": "gen/\n*.tmp.sql", "x/.gitignore": "!gen/" },
        "gen/a.sql",
        "x/gen/a.sql",
        "x/gen/y/b.sql",
        "x/gen/c.tmp.sql",
      ),
      ".",
      ["x/gen/a.sql", "x/gen/y/b.sql"],
    ));
  test("nothing takes back a file of a folder that is left out", () =>
    checkFound(ignoring({ ".gitignore": "gen/\n!gen/a.sql", "gen/.gitignore": "!a.sql" }, "b.sql", "gen/a.sql"), ".", ["b.sql"]));
  test("a folder with a name like a pattern", () =>
    checkFound(ignoring({ ".gitignore": "g*/", "x/.gitignore": "!g[1]*/" }, "x/g1/a.sql", "x/g[1]/b.sql", "x/g2/c.sql"), ".", [
      "x/g1/a.sql",
    ]));
  test("those above the folder that is named", () =>
    checkFound(ignoring({ ".gitignore": "x/b.sql" }, "x/a.sql", "x/b.sql"), "x", ["x/a.sql"]));
  test("for patterns too", () => checkFound(ignoring({ ".gitignore": "b.sql" }, "a.sql", "b.sql"), "*.sql", ["a.sql"]));
  test("--no-ignore", () => checkFound(ignoring({ ".gitignore": "*.sql" }, "a.sql"), "--no-ignore .", ["a.sql"]));
  test("a file that is named is checked, with a note", () =>
    checkFound(ignoring({ ".gitignore": "build" }, "build/a.sql"), "build/a.sql", ["build/a.sql"], {
      complains: ["build/a.sql is left out by .gitignore, and checked since it is named"],
    }));
  test("a folder that is named is searched", () =>
    checkFound(ignoring({ ".gitignore": "build" }, "build/a.sql"), "build", ["build/a.sql"]));
  test("node_modules are skipped without a rule", () => checkFound(["a.sql", "node_modules/b.sql"], ".", ["a.sql"]));
  test("that leave out everything", () =>
    checkCli({
      files: ignoring({ ".gitignore": "*.sql" }, "a.sql"),
      run: "needs",
      exit: 2,
      complains: ["there is no *.sql file in this folder that is not ignored or excluded"],
    }));
});

describe("--exclude", () => {
  const files = ["a.sql", "gen/a.sql", "gen/x/b.sql", "x/gen/c.sql", "x/d.sql"];
  test("a name at any depth", () => checkFound(files, "--exclude gen .", ["a.sql", "x/d.sql"]));
  test("a glob with a slash, from the working folder on", () =>
    checkFound(files, "--exclude gen/** .", ["a.sql", "x/d.sql", "x/gen/c.sql"]));
  test("several, the last one takes back", () =>
    checkFound(files, "--exclude gen --exclude !gen/x/b.sql .", ["a.sql", "gen/x/b.sql", "x/d.sql"]));
  test("what is named, and what a pattern finds", () =>
    checkFound(files, "--exclude a.sql a.sql gen/**/*.sql x/d.sql", ["gen/x/b.sql", "x/d.sql"]));
  test("all that is named", () => checkFound(files, "--exclude *.sql a.sql x/d.sql", []));
  test("roles and format heed it too", async () => {
    const texts = { "druid-roles.json": ROLES, "a.sql": READ, "gen/b.sql": "select  1" };
    await checkCli({ files: texts, run: "who --exclude gen", says: ["a.sql"], lacks: ["gen/b.sql"] });
    await checkCli({ files: texts, run: "format --check --exclude gen --exclude a.sql a.sql gen/b.sql", lacks: ["gen/b.sql"] });
  });
});

describe("--stdin-filepath", () => {
  const files = {
    "x/druid-roles.json": ROLES,
    "druid-sql.json": '{"overrides": [{"files": ["x/**"], "as": "user:bob"}]}',
    "x/a.sql": "this is not read",
  };
  const run = "check - --stdin-filepath x/a.sql";
  test("the roles and the settings are those of the file, and reports name it", async () => {
    await checkCli({ files, run, input: READ, exit: 1, says: ["x/a.sql:1:1 SELECT — denied", "as user:bob (x/druid-roles.json)"] });
    await checkCli({ files, run: `${run} --format github`, input: READ, exit: 1, says: ["file=x/a.sql,line=1"] });
    await checkCli({ files, run: `${run} --format sarif`, input: READ, exit: 1, says: ['"uri":"x/a.sql"'] });
  });
  test("a file that is not there yet", () =>
    checkCli({ files, run: "check - --stdin-filepath x/new.sql", input: READ, exit: 1, says: ["x/new.sql:1:1"] }));
});

test("no path at all, as from a variable that is not set", () =>
  checkCli({ files: { "a.sql": READ }, run: ["needs", ""], exit: 2, complains: ["'': this is no path; write . for the current folder"] }));

describe("several principals", () => {
  const files = { "druid-roles.json": ROLES, "a.sql": READ };
  test("each is asked about, and named", () =>
    checkCli({
      files,
      run: "check --as user:alice --as user:bob",
      exit: 1,
      says: [
        "a.sql:1:1 SELECT as user:alice — allowed",
        "a.sql:1:1 SELECT as user:bob — denied",
        "1 statement in 1 file (druid-roles.json)",
        "  as user:alice: 1 allowed",
        "  as user:bob: 1 denied",
        "Missing for user:bob:\n  READ DATASOURCE wikipedia  (1 statement)",
      ],
    }));
  test("of different kinds", async () => {
    const { output } = await checkedOutcome({ files, run: "check --as user:alice --as role:etl --as role:reader --format json" });
    const found = (JSON.parse(output).files as readonly { readonly path: string; readonly principal: string }[]).map(
      ({ path, principal }) => `${path} ${principal}`,
    );
    assert.deepEqual(found, ["a.sql user:alice", "a.sql role:etl,role:reader"]);
  });
  test("roles alone are one principal", () =>
    checkCli({ files, run: "check --as role:etl --as role:reader", says: ["a.sql:1:1 SELECT — allowed", "as role:etl,role:reader"] }));
  test("the same twice is one", () => checkCli({ files, run: "check --as user:alice --as user:alice", says: ["SELECT — allowed"] }));
  test("groups beside two users", () =>
    checkCli({
      files,
      run: "check --as user:alice --as user:bob --member-of cn=x",
      exit: 2,
      complains: ["--member-of belongs to a user"],
    }));
});
