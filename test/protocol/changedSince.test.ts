/**
 * `--changed-since` of the built command line program, in real repositories.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { describe, test } from "node:test";

const PROGRAM = resolve("dist", "cli.js");
const READ = "SELECT page FROM wikipedia;\n";
const ROLES = '{ "roles": { "reader": [] }, "users": { "bob": ["reader"] } }';
/** No configuration of the machine, and a name for commits. */
const GIT = { GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_SYSTEM: "/dev/null" };
const NAME = ["-c", "user.name=Test", "-c", "user.email=test@example.invalid", "-c", "init.defaultBranch=main"];

/** A repository whose branch `main` has a few files. */
interface Repository {
  readonly folder: string;
  write(path: string, text: string): void;
  move(from: string, to: string): void;
  remove(path: string): void;
  git(...words: readonly string[]): void;
}

interface ChangedCase {
  readonly change: (repository: Repository) => void;
  /** The paths that are checked. */
  readonly checks?: readonly string[];
  readonly since?: string;
  readonly words?: readonly string[];
  /** The folder that the program runs in. */
  readonly inFolder?: string;
  readonly path?: string;
  readonly exit?: number;
  readonly complains?: RegExp;
}

function checkChanged({ change, checks, since = "main", words = [], inFolder = ".", path, exit = 0, complains }: ChangedCase): void {
  const folder = mkdtempSync(join(tmpdir(), "druid-sql-git-"));
  try {
    change(startRepository(folder));
    const run = spawnSync(process.execPath, [PROGRAM, "needs", "--format", "json", "--changed-since", since, ...words], {
      cwd: join(folder, inFolder),
      env: { ...process.env, ...GIT, ...(path !== undefined && { PATH: path }) },
      encoding: "utf8",
    });
    assert.equal(run.status, exit, run.stdout + run.stderr);
    if (complains) assert.match(run.stderr, complains);
    else assert.equal(run.stderr, "");
    if (checks)
      assert.deepEqual(
        JSON.parse(run.stdout)
          .files.map((file: { readonly path: string }) => file.path)
          .sort(),
        [...checks].sort(),
      );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function startRepository(folder: string): Repository {
  const repository: Repository = {
    folder,
    write: (path, text) => {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    },
    move: (from, to) => renameSync(join(folder, from), join(folder, to)),
    remove: (path) => rmSync(join(folder, path)),
    git: (...words) => {
      const run = spawnSync("git", [...NAME, ...words], { cwd: folder, env: { ...process.env, ...GIT }, encoding: "utf8" });
      assert.equal(run.status, 0, run.stderr);
    },
  };
  repository.git("init", "--quiet");
  for (const name of ["a.sql", "b.sql", "etl/c.sql", "etl/d.sql"]) repository.write(name, READ);
  repository.write("etl/druid-roles.json", ROLES);
  repository.git("add", ".");
  repository.git("commit", "--quiet", "-m", "first");
  repository.git("checkout", "--quiet", "-b", "work");
  return repository;
}

/** What is staged, what is not, and what git ignores. */
function beforeFirstCommit(git: Repository["git"], write: Repository["write"]): void {
  git("checkout", "--quiet", "--orphan", "fresh");
  write("new.sql", READ);
  write("left.sql", READ);
  write(".gitignore", "left.sql");
}

const hasGit = spawnSync("git", ["--version"]).status === 0;
const skip = !existsSync(PROGRAM) ? "dist/cli.js is not built" : !hasGit && "there is no git";

describe("--changed-since", { skip }, () => {
  test("nothing has changed", () => checkChanged({ change: () => undefined, checks: [] }));
  test("a committed file", () =>
    checkChanged({
      change: ({ write, git }) => {
        write("a.sql", `${READ}-- new\n`);
        git("commit", "--quiet", "-am", "second");
      },
      checks: ["a.sql"],
    }));
  test("what the other branch has changed since is not ours", () =>
    checkChanged({
      change: ({ write, git }) => {
        git("checkout", "--quiet", "main");
        write("b.sql", `${READ}-- theirs\n`);
        git("commit", "--quiet", "-am", "theirs");
        git("checkout", "--quiet", "work");
        write("a.sql", `${READ}-- ours\n`);
        git("commit", "--quiet", "-am", "ours");
      },
      checks: ["a.sql"],
    }));
  test("staged, not staged and new files", () =>
    checkChanged({
      change: ({ write, git }) => {
        write("a.sql", `${READ}-- staged\n`);
        git("add", "a.sql");
        write("b.sql", `${READ}-- not staged\n`);
        write("new.sql", READ);
      },
      checks: ["a.sql", "b.sql", "new.sql"],
    }));
  test("a new file that git ignores is none", () =>
    checkChanged({
      change: ({ write }) => {
        write(".gitignore", "gen.sql\n");
        write("gen.sql", READ);
      },
      checks: [],
    }));
  test("names with blanks, quotes, line breaks and letters of the world", () =>
    checkChanged({
      change: ({ write, git }) => {
        write('a "b" c.sql', READ);
        write("größe ünï 文.sql", READ);
        write("two\nlines.sql", READ);
        git("add", ".");
      },
      checks: ['a "b" c.sql', "größe ünï 文.sql", "two\nlines.sql"],
    }));
  test("a file that was renamed counts at its new place, a deleted one nowhere", () =>
    checkChanged({
      change: ({ move, remove, git }) => {
        move("a.sql", "moved.sql");
        remove("b.sql");
        git("add", "--all");
        git("commit", "--quiet", "-m", "moved");
      },
      checks: ["moved.sql"],
    }));
  test("a roles file that was changed takes its files along", () =>
    checkChanged({ change: ({ write }) => write("etl/druid-roles.json", `${ROLES} `), checks: ["etl/c.sql", "etl/d.sql"] }));
  test("the last file of a folder and of a pattern", () =>
    checkChanged({
      change: ({ remove }) => {
        remove("etl/c.sql");
        remove("etl/d.sql");
      },
      words: ["etl", "etl/*.sql"],
      checks: [],
    }));
  test("a path that was never there is wrong still", () =>
    checkChanged({ change: () => undefined, words: ["lte"], exit: 2, complains: /lte: there is no such file or folder/ }));
  test("so does one that was deleted", () =>
    checkChanged({ change: ({ remove }) => remove("etl/druid-roles.json"), checks: ["etl/c.sql", "etl/d.sql"] }));
  test("so does a new one, for what lies below it", () =>
    checkChanged({
      change: ({ write }) => write("druid-roles.json", ROLES),
      checks: ["a.sql", "b.sql", "etl/c.sql", "etl/d.sql"],
    }));
  test("and a roles file that is named", () =>
    checkChanged({
      change: ({ write }) => write("etl/druid-roles.json", `${ROLES} `),
      words: ["--roles", "etl/druid-roles.json", "a.sql"],
      checks: ["a.sql"],
    }));
  test("and a properties file", () =>
    checkChanged({
      change: ({ write }) => write("common.properties", "druid.auth.authorizeQueryContextParams=true\n"),
      words: ["--properties", "common.properties", "a.sql"],
      checks: ["a.sql"],
    }));
  test("in a folder of the repository", () =>
    checkChanged({
      change: ({ write }) => {
        write("a.sql", "SELECT 1");
        write("etl/c.sql", "SELECT 1");
      },
      inFolder: "etl",
      checks: ["c.sql"],
    }));
  test("before the first commit of a repository everything is new", () => {
    const first = { change: ({ git, write }: Repository) => beforeFirstCommit(git, write), since: "HEAD" };
    checkChanged({ ...first, checks: ["a.sql", "b.sql", "etl/c.sql", "etl/d.sql", "new.sql"] });
    checkChanged({ ...first, since: "@", inFolder: "etl", checks: ["c.sql", "d.sql"] });
  });
  test("a commit that is not there", () =>
    checkChanged({
      change: () => undefined,
      since: "nope",
      exit: 2,
      complains: /^druid-sql: --changed-since: this repository has no commit "nope"\n$/,
    }));
  test("a word that would be an option of git", () =>
    checkChanged({ change: () => undefined, since: "--all", exit: 2, complains: /no commit "--all"/ }));
  test("outside of repositories", () =>
    checkChanged({
      change: ({ folder }) => rmSync(join(folder, ".git"), { recursive: true }),
      exit: 2,
      complains: /^druid-sql: --changed-since needs a git repository, and this folder lies in none\n$/,
    }));
  test("without git", () =>
    checkChanged({ change: () => undefined, path: "/nowhere", exit: 2, complains: /git is not installed or not in PATH/ }));
});
