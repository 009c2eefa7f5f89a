/**
 * `druid-sql format`: what it writes where, its exit codes, and where its options come from.
 */
import { describe, test } from "node:test";
import { checkCli } from "./checkCli";

const UGLY = "select a,b from t\nwhere c=1\n";
const NEAT = "SELECT a, b\nFROM t\nWHERE c = 1\n";
const NOT_DRUID = "select from from;\n";

describe("one text", () => {
  test("a file goes to standard output", () => checkCli({ files: { "a.sql": UGLY }, run: "format a.sql", exactly: NEAT }));
  test("standard input, too", () => checkCli({ run: "format -", input: UGLY, exactly: NEAT }));
  test("with --write, standard input has nowhere else to go", () => checkCli({ run: "format - --write", input: UGLY, exactly: NEAT }));
  test("a byte order mark and line breaks of Windows stay", () =>
    checkCli({ run: "format -", input: "\ufeffselect a\r\nfrom t", exactly: "\ufeffSELECT a\r\nFROM t" }));
  test("the only file of a folder", () => checkCli({ files: { "a.sql": UGLY }, run: "format", exactly: NEAT }));
  test("nothing", () => checkCli({ run: "format -", input: "", exactly: "" }));
  test("what does not parse stays, and is told", () =>
    checkCli({
      run: "format -",
      input: `select 1;\n\n${NOT_DRUID}`,
      exactly: `SELECT 1;\n\n${NOT_DRUID}`,
      complains: [/^druid-sql: standard input:3 left as it is: line 3 does not parse: .+\n$/],
    }));
  test("templates that steer", () =>
    checkCli({
      files: { "a.sql": "select a {% if x %}, b {% endif %} from t" },
      run: "format a.sql",
      exactly: "select a {% if x %}, b {% endif %} from t",
      complains: ["a.sql:1 left as it is: its templates decide"],
    }));
  test("quiet", () => checkCli({ run: "format - -q", input: NOT_DRUID, exactly: NOT_DRUID }));
});

describe("several files", () => {
  const files = { "a.sql": UGLY, "b.sql": NEAT, "sub/c.sql": UGLY };
  test("need to be told what for", () =>
    checkCli({ files, run: "format", exit: 2, complains: ["--write, --check or --diff"], exactly: "" }));
  test("--write writes those that change", () =>
    checkCli({ files, run: "format --write", exactly: "a.sql\nsub/c.sql\n", writes: { "a.sql": [NEAT], "sub/c.sql": [NEAT] } }));
  test("--write again finds nothing to do", () => checkCli({ files: { "a.sql": NEAT }, run: "format --write", exactly: "" }));
  test("--check lists those that would change", () => checkCli({ files, run: "format --check", exit: 1, exactly: "a.sql\nsub/c.sql\n" }));
  test("--check is silent when all is well", () => checkCli({ files: { "a.sql": NEAT }, run: "format --check", exactly: "" }));
  test("--diff", () =>
    checkCli({
      files,
      run: "format --diff a.sql b.sql",
      exactly: "--- a.sql\n+++ a.sql\n@@ -1,2 +1,3 @@\n-select a,b from t\n-where c=1\n+SELECT a, b\n+FROM t\n+WHERE c = 1\n",
    }));
  test("--diff shows what stays around changes as nothing", () =>
    checkCli({
      files: { "a.sql": "SELECT 1;\nselect 2;\nSELECT 3" },
      run: "format --diff a.sql",
      exactly: "--- a.sql\n+++ a.sql\n@@ -2,1 +2,1 @@\n-select 2;\n+SELECT 2;\n",
    }));
  test("the end of a file without a line break", () =>
    checkCli({
      files: { "a.sql": "select 1" },
      run: "format --diff a.sql",
      says: ["-select 1\n\\ No newline at end of file\n+SELECT 1\n"],
    }));
  test("what cannot be read", () =>
    checkCli({
      files: { "a.sql": UGLY, "b.sql": "UNREADABLE" },
      run: "format --check",
      exit: 2,
      says: ["a.sql\n"],
      complains: ["b.sql: it cannot be read: permission denied"],
    }));
  test("what cannot be written", () =>
    checkCli({
      files: { "a.LOCKED.sql": UGLY, "b.FULL.sql": UGLY, "c.sql": UGLY },
      run: "format --write",
      exit: 2,
      exactly: "c.sql\n",
      complains: ["a.LOCKED.sql: it cannot be written: permission denied", "b.FULL.sql: it cannot be written: there is no space left"],
      writes: { "c.sql": [NEAT] },
    }));
  test("a file of another database stays as it is", () =>
    checkCli({
      files: { "a.sql": UGLY, "b.sql": `CREATE TABLE x (a int);\n${UGLY}` },
      run: "format --check",
      exit: 1,
      exactly: "a.sql\n",
      complains: [/^druid-sql: 1 file left alone, with SQL of another database\n$/],
    }));
  test("one that is named is told of, once", () =>
    checkCli({
      files: { "b.sql": `${UGLY};\nCREATE TABLE x (a int);\nDROP TABLE y` },
      run: "format --check b.sql",
      exactly: "",
      complains: [/^druid-sql: b\.sql:1 left as it is: it reads as SQL of another database\n$/],
    }));
  test("a file that a comment switches off stays as it is", () =>
    checkCli({ files: { "a.sql": `-- druid-sql: enable=off\n${UGLY}` }, run: "format --check a.sql", exactly: "" }));
  test("a path that leads to nothing", () =>
    checkCli({ files: { "a.sql": NEAT }, run: "format --check a.sql no.sql", exit: 2, complains: ["no.sql: there is no such file"] }));
  test("two purposes at once", () => checkCli({ files, run: "format --check --write", exit: 2, complains: ["cannot be used with"] }));
  test("ignore files and patterns count as they do for check", () =>
    checkCli({
      files: { ...files, ".druidsqlignore": "sub\n" },
      run: ["format", "--check", "**/*.sql"],
      exit: 1,
      exactly: "a.sql\n",
    }));
  test("--no-ignore", () =>
    checkCli({ files: { ...files, ".druidsqlignore": "sub\n" }, run: "format --check --no-ignore", exit: 1, says: ["sub/c.sql"] }));
});

describe("options", () => {
  const files = { "a.sql": "select first_column, second_column,\nthird_column from some_table" };
  test("of the command line", () =>
    checkCli({
      files,
      run: "format a.sql --keyword-case lower --commas leading --indent 4 --line-width 40",
      exactly: "select\n    first_column\n    , second_column\n    , third_column\nfrom some_table",
    }));
  test("of the configuration file", () =>
    checkCli({
      files: { ...files, "druid-sql.jsonc": '{ "format": { "keywordCase": "lower", "indent": "tab" } }' },
      run: "format a.sql",
      exactly: "select\n\tfirst_column,\n\tsecond_column,\n\tthird_column\nfrom some_table",
    }));
  test("the command line comes first", () =>
    checkCli({
      files: { ...files, "druid-sql.jsonc": '{ "format": { "keywordCase": "lower", "commas": "leading" } }' },
      run: "format a.sql --keyword-case upper",
      exactly: "SELECT\n  first_column\n  , second_column\n  , third_column\nFROM some_table",
    }));
  test("overrides count key by key, and --stdin-filepath says which file it is", () =>
    checkCli({
      files: {
        "druid-sql.jsonc": '{ "format": { "indent": 3 }, "overrides": [{ "files": ["etl"], "format": { "keywordCase": "lower" } }] }',
      },
      run: "format - --stdin-filepath etl/a.sql",
      input: "select a,\nb from t",
      exactly: "select\n   a,\n   b\nfrom t",
    }));
  test("a file that the configuration leaves out stays as it is", () =>
    checkCli({
      files: { "druid-sql.jsonc": '{ "exclude": ["gen"] }' },
      run: "format - --stdin-filepath gen/a.sql",
      input: "select 1",
      exactly: "select 1",
    }));
  test("--no-config", () =>
    checkCli({
      files: { "a.sql": "select 1", "druid-sql.jsonc": '{ "format": { "keywordCase": "lower" } }' },
      run: "format a.sql --no-config",
      exactly: "SELECT 1",
    }));
  for (const [words, complaint] of [
    ["--line-width 10", "from 40 to 400"],
    ["--indent wide", "from 1 to 16, or tab"],
    ["--keyword-case title", "Allowed choices are upper, lower, keep"],
    ["--commas none", "Allowed choices are trailing, leading"],
  ] as const) {
    test(`${words} is refused`, () => checkCli({ files, run: `format a.sql ${words}`, exit: 2, complains: [complaint] }));
  }
  for (const [format, complaint] of [
    ['{ "keywordCase": "Upper" }', "keywordCase is one of upper, lower, keep"],
    ['{ "lineWidth": 20 }', "lineWidth is a number from 40 to 400"],
    ['{ "indent": "4" }', 'indent is a number from 1 to 16, or "tab"'],
    ['{ "tabs": true }', '"tabs" means nothing here'],
    ["[]", "format is an object"],
  ] as const) {
    test(`a configuration with ${format}`, () =>
      checkCli({
        files: { ...files, "druid-sql.jsonc": `{ "format": ${format} }` },
        run: "format a.sql",
        exit: 2,
        complains: [complaint],
      }));
  }
});
