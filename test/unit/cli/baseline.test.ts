/**
 * `--baseline` and `--write-baseline`: what is accepted survives changes that do not matter, and nothing else is accepted.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { Ajv } from "ajv";
import { checkCli, checkedOutcome } from "./checkCli";

const ROLES = `{
  "cluster": { "druidVersion": "38", "router": false },
  "roles": { "reader": [ { "resource": { "name": "wiki.*", "type": "DATASOURCE" }, "action": "READ" } ] },
  "users": { "alice": ["reader"], "bob": ["reader"] }
}`;
const FILE = "accepted.json";
const validate = new Ajv({ strict: true }).compile(
  JSON.parse(readFileSync(join("docs", "schemas", "druid-sql-baseline.schema.json"), "utf8")),
);

type Files = Readonly<Record<string, string>>;

/** Accepts everything in some files, as bob; gives the text of the baseline. */
async function acceptAll(files: Files, options = ""): Promise<string> {
  const { written } = await checkedOutcome({
    files: { "druid-roles.json": ROLES, ...files },
    run: `check --as user:bob --write-baseline ${FILE} ${options}`,
    complains: [`${FILE}: `, "accepted"],
  });
  const text = written.get(FILE) ?? "";
  assert.ok(validate(JSON.parse(text)), JSON.stringify(validate.errors));
  return text;
}

interface AcceptCase {
  readonly before: Files;
  readonly after: Files;
  readonly run?: string;
  /** What remains to be said; nothing when absent. */
  readonly says?: readonly string[];
  readonly lacks?: readonly string[];
  readonly exit?: number;
}

/** Accepts what is found before, and checks what is found after. */
async function checkAccepted({ before, after, run = "check --as user:bob", says = [], lacks = [], exit = 0 }: AcceptCase): Promise<void> {
  const baseline = await acceptAll(before);
  await checkCli({
    files: { "druid-roles.json": ROLES, ...after, [FILE]: baseline },
    run: `${run} --baseline ${FILE}`,
    exit,
    says,
    lacks,
  });
}

const DENIED = "SELECT page FROM secret";

describe("what is accepted", () => {
  test("the same findings are neither shown nor fail", () =>
    checkAccepted({
      before: { "a.sql": DENIED },
      after: { "a.sql": DENIED },
      says: [
        "1 statement in 1 file as user:bob (druid-roles.json): 1 denied",
        "1 finding accepted by the baseline, not shown (accepted.json).",
      ],
      lacks: ["a.sql", "✗", "Missing", "no longer"],
    }));
  test("lines, layout and comments may change", () =>
    checkAccepted({
      before: { "a.sql": DENIED },
      after: { "a.sql": `SELECT 1 FROM wiki;\n-- why\n\nSELECT /* all */ page\n  FROM secret;\n` },
      says: ["a.sql:1:1 SELECT — allowed", "1 finding accepted"],
      lacks: ["✗", "no longer"],
    }));
  test("the statement may change, as long as it lacks the same permission", () =>
    checkAccepted({
      before: { "a.sql": DENIED },
      after: { "a.sql": "SELECT count(*) FROM secret" },
      says: ["1 finding accepted"],
      lacks: ["no longer"],
    }));
  test("another permission is new", () =>
    checkAccepted({
      before: { "a.sql": DENIED },
      after: { "a.sql": "SELECT page FROM payments" },
      exit: 1,
      says: [
        "✗ denied    READ DATASOURCE payments",
        "1 entry of the baseline no longer occurs; write it anew with --write-baseline accepted.json.",
      ],
    }));
  test("the same once more is new", () =>
    checkAccepted({
      before: { "a.sql": DENIED },
      after: { "a.sql": `${DENIED};\n${DENIED}` },
      exit: 1,
      says: ["a.sql:2:1 SELECT — denied", "1 finding accepted", "Missing:\n  READ DATASOURCE secret  (1 statement)"],
      lacks: ["a.sql:1:1"],
    }));
  test("in another file it is new", () =>
    checkAccepted({
      before: { "a.sql": DENIED },
      after: { "a.sql": DENIED, "b.sql": DENIED },
      exit: 1,
      says: ["b.sql:1:1 SELECT — denied"],
      lacks: ["a.sql"],
    }));
  test("for somebody else it is new", () =>
    checkAccepted({
      before: { "a.sql": DENIED },
      after: { "a.sql": DENIED },
      run: "check --as user:alice",
      exit: 1,
      says: ["a.sql:1:1"],
      lacks: ["no longer"],
    }));
  test("what Druid refuses is accepted as it stands", async () => {
    await checkAccepted({ before: { "a.sql": "SELECT FROM" }, after: { "a.sql": "\n\nSELECT  FROM" }, says: ["findings accepted"] });
    await checkAccepted({
      before: { "a.sql": "SELECT FROM" },
      after: { "a.sql": "SELECT 1 FROM" },
      exit: 1,
      says: ["✗ error", "no longer occur"],
    });
  });
  test("a statement with accepted and new findings is shown, and says so", () =>
    checkAccepted({
      before: { "a.sql": DENIED },
      after: { "a.sql": "SELECT page FROM secret, payments" },
      exit: 1,
      says: ["a.sql:1:1 SELECT — denied (1 of its findings in the baseline)", "Missing:\n  READ DATASOURCE payments"],
    }));
  test("several principals: each has its own, and what Druid refuses is one for all", async () => {
    const files = { "druid-roles.json": ROLES, "a.sql": `${DENIED};\nSELECT FROM` };
    const run = "check --as user:bob --as user:alice";
    const { written } = await checkedOutcome({ files, run: `${run} --write-baseline ${FILE}`, complains: ["4 findings accepted"] });
    const text = written.get(FILE) ?? "";
    await checkCli({
      files: { ...files, [FILE]: text },
      run: `${run} --baseline ${FILE}`,
      says: ["4 findings accepted"],
      lacks: ["✗", "no longer"],
    });
    await checkCli({
      files: { ...files, [FILE]: text },
      run: `check --as user:bob --baseline ${FILE}`,
      says: ["3 findings accepted"],
      lacks: ["no longer"],
    });
  });
  test("an unknown verdict, with --strict", async () => {
    const files = { "a.sql": "SELECT * FROM {{ t }}" };
    await checkAccepted({ before: files, after: files, run: "check --as user:bob --strict", says: ["1 finding accepted"] });
  });
  test("a problem of the roles file", async () => {
    const roles = ROLES.replace("wiki.*", "*");
    const before = { "druid-roles.json": roles, "a.sql": "SELECT 1" };
    const after = { ...before, "druid-roles.json": `\n${roles}` };
    await checkAccepted({ before, after, says: ["1 finding accepted"], lacks: ["roles-pattern-invalid"] });
  });
  test("files that are not looked at are not missed, files that are gone are", async () => {
    const before = { "a.sql": DENIED, "b.sql": DENIED };
    await checkAccepted({ before, after: before, run: "check a.sql --as user:bob", lacks: ["no longer"] });
    await checkAccepted({
      before,
      after: { "a.sql": DENIED },
      run: "check a.sql --as user:bob",
      says: ["1 entry of the baseline no longer occurs"],
    });
  });
  test("other formats say on standard error what no longer occurs", async () => {
    const baseline = await acceptAll({ "a.sql": DENIED });
    const { output } = await checkedOutcome({
      files: { "druid-roles.json": ROLES, "a.sql": "SELECT 1", [FILE]: baseline },
      run: `check --as user:bob --baseline ${FILE} --format json`,
      complains: ["druid-sql: 1 entry of the baseline no longer occurs"],
    });
    assert.deepEqual(JSON.parse(output).baseline, { path: FILE, accepted: 0, stale: 1 });
  });
});

describe("the file", () => {
  test("one finding a line, sorted, the same for the same findings", async () => {
    const text = await acceptAll({ "b.sql": DENIED, "a.sql": "SELECT * FROM secret JOIN payments ON 1=1" });
    const lines = text.split("\n").filter((line) => line.includes("fingerprint"));
    assert.deepEqual(
      lines.map((line) => JSON.parse(line.replace(/,$/, ""))).map(({ path, code, needs, as: who }) => [path, code, needs, who].join(" ")),
      [
        "a.sql permission-denied READ DATASOURCE payments user:bob",
        "a.sql permission-denied READ DATASOURCE secret user:bob",
        "b.sql permission-denied READ DATASOURCE secret user:bob",
      ],
    );
    assert.equal(text, await acceptAll({ "a.sql": "SELECT * FROM secret JOIN payments ON 1=1", "b.sql": DENIED }, "b.sql a.sql"));
  });
  test("without findings it is empty", async () =>
    assert.equal(await acceptAll({ "a.sql": "SELECT 1" }), '{\n  "version": 1,\n  "findings": []\n}\n'));
  test("paths count from its folder", async () => {
    const files = { "druid-roles.json": ROLES, "sql/a.sql": DENIED };
    const { written } = await checkedOutcome({
      files,
      run: "check --as user:bob --write-baseline ci/base.json",
      complains: ["1 finding accepted"],
    });
    const text = written.get("ci/base.json") ?? "";
    assert.match(text, /"path":"\.\.\/sql\/a\.sql"/);
    await checkCli({
      files: { ...files, "ci/base.json": text },
      run: "check sql --as user:bob --baseline ci/base.json",
      says: ["1 finding accepted"],
    });
  });
  test("written anew it keeps what it says of files that were not looked at", async () => {
    const files = { "druid-roles.json": ROLES, "a.sql": DENIED, "b.sql": DENIED };
    const before = await acceptAll(files);
    const { written } = await checkedOutcome({
      files: { ...files, "a.sql": "SELECT 1", [FILE]: before },
      run: `check a.sql --as user:bob --baseline ${FILE} --write-baseline ${FILE}`,
      complains: ["accepted.json: 1 finding accepted"],
    });
    assert.match(written.get(FILE) ?? "", /b\.sql/);
    assert.doesNotMatch(written.get(FILE) ?? "", /a\.sql/);
  });
  test("written while something cannot be read: 2", () =>
    checkCli({
      files: { "druid-roles.json": ROLES, "a.sql": "UNREADABLE", "b.sql": DENIED },
      run: `check --as user:bob --write-baseline ${FILE}`,
      exit: 2,
      complains: ["a.sql: permission denied", "1 finding accepted"],
      writes: { [FILE]: ["b.sql"] },
    }));
  test("it cannot be written", () =>
    checkCli({
      files: { "druid-roles.json": ROLES, "a.sql": DENIED },
      run: "check --as user:bob --write-baseline LOCKED.json",
      exit: 2,
      complains: ["LOCKED.json: the baseline cannot be written: permission denied"],
    }));
  for (const [name, text, complaint] of [
    ["is missing", undefined, "there is no such file; write it with --write-baseline"],
    ["is no JSON", "{", "it is not JSON of a baseline"],
    ["is another JSON", "[]", "it is not JSON of a baseline"],
    ["lacks its list", '{"version":1}', 'it is no baseline: it needs "version": 1 and a list "findings"'],
    ["is newer", '{"version":2,"findings":[]}', "it is of version 2, and 1 is the newest that is known"],
    ["has a broken entry", '{"version":1,"findings":[{"path":"a.sql"}]}', 'entry 1 of "findings" needs the texts'],
    ["holds a merge conflict", '{\n<<<<<<< HEAD\n"version":1', "it holds a conflict of a merge"],
    ["cannot be read", "UNREADABLE", "permission denied"],
  ] as const) {
    test(`it ${name}: 2, and nothing is checked`, () =>
      checkCli({
        files: { "druid-roles.json": ROLES, "a.sql": DENIED, ...(text !== undefined && { [FILE]: text }) },
        run: `check --as user:bob --baseline ${FILE}`,
        exit: 2,
        exactly: "",
        complains: [`druid-sql: ${FILE}: the baseline cannot be read: ${complaint}`],
      }));
  }
});
