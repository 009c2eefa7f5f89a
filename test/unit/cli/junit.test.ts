/**
 * `--format junit`: XML that a strict parser takes, whatever the text holds, with a suite for each file and a case for each statement.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { SaxesParser } from "saxes";
import { xmlElement, xmlText } from "../../../server/src/cli/xml";
import { type CliCase, checkedOutcome } from "./checkCli";

const ROLES = `{
  "cluster": { "druidVersion": "38", "router": false },
  "roles": { "reader": [ { "resource": { "name": "wiki.*", "type": "DATASOURCE" }, "action": "READ" } ] },
  "users": { "alice": ["reader"], "bob": ["reader"] }
}`;

interface Node {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Node[];
  text: string;
}

/** Parses strictly. */
function parseXml(text: string): Node {
  const root: Node = { name: "", attributes: {}, children: [], text: "" };
  const open = [root];
  const parser = new SaxesParser();
  parser.on("error", (error) => assert.fail(error));
  parser.on("opentag", ({ name, attributes }) => {
    const node: Node = { name, attributes: attributes as Record<string, string>, children: [], text: "" };
    open.at(-1)?.children.push(node);
    open.push(node);
  });
  parser.on("text", (piece) => {
    const node = open.at(-1);
    if (node) node.text += piece;
  });
  parser.on("closetag", () => void open.pop());
  parser.write(text).close();
  return root;
}

type JunitCase = Omit<CliCase, "run"> & { readonly run?: string };

/** Runs over some files as bob, checks the counts of the suites, and gives them. */
async function suitesOf({ files, run = "check --as user:bob", exit = 1, ...more }: JunitCase): Promise<readonly Node[]> {
  const { output } = await checkedOutcome({ files: { "druid-roles.json": ROLES, ...files }, run: `${run} --format junit`, exit, ...more });
  const [root] = parseXml(output).children;
  assert.equal(root?.name, "testsuites");
  for (const { attributes, children } of root.children) {
    const count = (name: string): string => String(children.filter((each) => each.children.some((child) => child.name === name)).length);
    const { tests, failures, errors, skipped } = attributes;
    assert.deepEqual([tests, failures, errors, skipped], [String(children.length), count("failure"), count("error"), count("skipped")]);
  }
  return root.children;
}

/** `name: outcome message` of each case of a.sql. */
async function casesOf(junit: JunitCase): Promise<readonly string[]> {
  const suite = (await suitesOf(junit)).find(({ attributes }) => attributes["file"] === "a.sql");
  return (suite?.children ?? []).map(({ attributes, children }) => {
    const [outcome] = children.filter(({ name }) => name !== "system-out");
    return `${attributes["name"]}: ${outcome ? `${outcome.name} ${outcome.attributes["message"]}` : "passed"}`;
  });
}

describe("cases", () => {
  test("a case for each statement: passed, failed, skipped", async () => {
    const sql = "SELECT 1;\nSELECT * FROM secret;\nSELECT * FROM {{ t }};\nINSERT INTO t SELECT 1 AS x";
    assert.deepEqual(await casesOf({ files: { "a.sql": sql } }), [
      "SELECT 1: passed",
      "SELECT * FROM secret: failure user:bob may not READ DATASOURCE secret.",
      "SELECT * FROM {{ t }}: skipped not known: A template makes this name, so what is read here is not known.",
      "INSERT INTO t SELECT 1 AS x: failure Operation [INSERT] requires a PARTITIONED BY to be explicitly defined, but none was found. Add PARTITIONED BY DAY, or PARTITIONED BY ALL.",
    ]);
  });
  test("what is not known fails with --strict", async () =>
    assert.match(
      (await casesOf({ files: { "a.sql": "SELECT * FROM {{ t }}" }, run: "check --as user:bob --strict" }))[0] ?? "",
      /: failure/,
    ));
  test("nothing fails with --fail-on never", async () =>
    assert.deepEqual(await casesOf({ files: { "a.sql": "SELECT * FROM secret" }, run: "check --as user:bob --fail-on never", exit: 0 }), [
      "SELECT * FROM secret: passed",
    ]));
  test("a silenced denial passes", async () =>
    assert.deepEqual(await casesOf({ files: { "a.sql": "-- druid-sql-ignore permission-denied\nSELECT * FROM secret" }, exit: 0 }), [
      "SELECT * FROM secret: passed",
    ]));
  test("names do not depend on what stands before, and are not the same twice", async () => {
    const sql = "/* new */ SELECT 2;\nSELECT\n  1;\nSELECT 1";
    assert.deepEqual(await casesOf({ files: { "a.sql": sql }, exit: 0 }), ["SELECT 2: passed", "SELECT 1: passed", "SELECT 1 (2): passed"]);
  });
  test("several findings of a statement are one failure that lists them", async () => {
    const [, suite] = await suitesOf({ files: { "sql/a.sql": "SELECT * FROM xwiki, payments" } });
    const [found] = suite?.children[0]?.children ?? [];
    assert.match(found?.attributes["message"] ?? "", /READ DATASOURCE xwiki\. .* \(and 1 more\)$/);
    assert.match(found?.text ?? "", /^sql\/a\.sql:1:15 error .*\n {2}druid-roles\.json:3 .*\nsql\/a\.sql:1:22 error /);
    assert.equal(suite?.children[0]?.attributes["classname"], "sql.a");
    assert.equal(suite?.children[0]?.attributes["line"], "1");
  });
  test("what the baseline accepts is skipped", async () => {
    const files = { "druid-roles.json": ROLES, "a.sql": "SELECT * FROM secret" };
    const { written } = await checkedOutcome({ files, run: "check --as user:bob --write-baseline b.json", complains: ["accepted"] });
    const cases = await casesOf({
      files: { ...files, "b.json": written.get("b.json") ?? "" },
      run: "check --as user:bob --baseline b.json",
      exit: 0,
    });
    assert.deepEqual(cases, ["SELECT * FROM secret: skipped accepted by the baseline"]);
  });
});

describe("suites", () => {
  const named = async (junit: JunitCase): Promise<readonly string[]> =>
    (await suitesOf(junit)).map(({ attributes: { name, tests, failures, errors } }) => `${name} ${tests} ${failures} ${errors}`);
  test("the roles file, and each file", async () =>
    assert.deepEqual(await named({ files: { "a.sql": "SELECT 1", "b.sql": "" }, exit: 0 }), [
      "druid-roles.json 1 0 0",
      "a.sql 1 0 0",
      "b.sql 0 0 0",
    ]));
  test("a roles file with problems fails", async () =>
    assert.deepEqual(await named({ files: { "a.sql": "SELECT 1", "druid-roles.json": ROLES.replace("wiki.*", "*") } }), [
      "druid-roles.json 1 1 0",
      "a.sql 1 0 0",
    ]));
  test("a file that cannot be read is an error", async () =>
    assert.deepEqual(await named({ files: { "a.sql": "UNREADABLE" }, exit: 2, complains: ["a.sql"] }), [
      "druid-roles.json 1 0 0",
      "a.sql 1 0 1",
    ]));
  test("several principals", async () =>
    assert.deepEqual(await named({ files: { "a.sql": "SELECT FROM" }, run: "check --as user:bob --as user:alice" }), [
      "druid-roles.json 1 0 0",
      "a.sql as user:bob 1 1 0",
      "a.sql as user:alice 1 1 0",
    ]));
  test("standard input", async () =>
    assert.deepEqual(await named({ run: "check - --as user:bob", input: "SELECT 1", exit: 0 }), ["druid-roles.json 1 0 0", "- 1 0 0"]));
});

describe("XML", () => {
  test("any text", async () => {
    const sql = `SELECT * FROM "]]>&<a b='c'>\u0001\u001b\ufffe\ud83d\ude00\tä";\nSELECT * FROM U&"\\D800\\0000"; \u000b ?`;
    const cases = await casesOf({ files: { "a.sql": sql } });
    assert.match(cases[0] ?? "", /SELECT \* FROM "]]>&<a b='c'>\ufffd\ufffd\ufffd😀 ä": failure/);
  });
  for (const text of ["\ud800", "\udc00\ud800", "\0\x08\x0b\x0c\x1f\uffff", "a\r\nb\rc", "]]>", "&amp;", "\x7f\x85\u2028", '"\t\n\r"']) {
    test(JSON.stringify(text), () => {
      const [node] = parseXml(xmlElement("a", { b: text }, xmlText(text))).children;
      const expected = text.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/gu, "\ufffd");
      assert.equal(node?.text, expected);
      assert.equal(node?.attributes["b"], expected);
    });
  }
});
