/**
 * `--format json` of `who` and `roles …`: every output fits the schema that is shipped, and holds what the contract says.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { Ajv } from "ajv";
import { checkedOutcome } from "./checkCli";

const SCHEMA = JSON.parse(readFileSync(join("docs", "schemas", "druid-sql-roles.schema.json"), "utf8"));
const ajv = new Ajv({ strict: true, allowUnionTypes: true }).addSchema(SCHEMA);

const ROLES = `{
  "cluster": { "druidVersion": "38", "router": false },
  "roles": {
    "reader": [
      { "resource": { "name": "wiki", "type": "DATASOURCE" }, "action": "READ" },
      { "resource": { "name": "wk_[a-z]", "type": "DATASOURCE" }, "action": "READ" },
      { "resource": { "name": "attic", "type": "DATASOURCE" }, "action": "READ" }
    ],
    "odd": [ { "resource": { "name": "", "type": "DATASOURCE" }, "action": "READ" } ]
  },
  "users": { "bob": ["reader"], "ben": ["reader"], "olga": ["odd"], "carl": [] },
  "groupMappings": [{ "name": "eng", "groupPattern": "*,ou=eng", "roles": ["reader"] }]
}`;
const FILES = {
  "druid-roles.json": ROLES,
  "a.sql": "SELECT * FROM wiki;\nSELECT * FROM wk_a, wk_b, wk_c;\nSELECT * FROM {{ t }};\nINSERT INTO wiki SELECT 1",
  "b.sql": "INSERT INTO wk_secret SELECT * FROM wiki PARTITIONED BY ALL",
};

/** Runs, checks the schema of the command, and gives the document. */
async function documentOf(name: string, run: string, exit = 0) {
  const { output } = await checkedOutcome({ files: FILES, run: `${run} --format json`, exit });
  const document: unknown = JSON.parse(output);
  const validate = ajv.getSchema(`${SCHEMA.$id}#/definitions/${name}`);
  assert.ok(validate?.(document), JSON.stringify(validate?.errors, null, 2));
  assert.ok(ajv.validate(SCHEMA.$id, document));
  return JSON.parse(output);
}

describe("who", () => {
  test("by file", async () => {
    const { tables } = await documentOf("who", "who");
    assert.equal(tables.length, 1);
    const [{ rolesFile, subjects, rows }] = tables;
    assert.equal(rolesFile, "druid-roles.json");
    assert.deepEqual(subjects, [
      { name: "bob, ben", principals: ["user:bob", "user:ben"], roles: ["reader"] },
      { name: "olga", principals: ["user:olga"], roles: ["odd"] },
      { name: "carl", principals: ["user:carl"], roles: [] },
    ]);
    assert.match(rows[1].cells[1].reasons[0], /^Druid may fail on "" of role odd/);
    assert.deepEqual(rows[1], {
      path: "b.sql",
      statements: 1,
      refused: 0,
      cells: [
        { verdict: "denied", missing: [{ action: "WRITE", type: "DATASOURCE", name: "wk_secret" }] },
        { verdict: "denied", missing: [{ action: "WRITE", type: "DATASOURCE", name: "wk_secret" }], reasons: rows[1].cells[1].reasons },
        {
          verdict: "denied",
          missing: [
            { action: "READ", type: "DATASOURCE", name: "wiki" },
            { action: "WRITE", type: "DATASOURCE", name: "wk_secret" },
          ],
        },
      ],
    });
  });
  test("by statement", async () => {
    const { tables } = await documentOf("who", "roles who --by statement --principals all");
    const { kind, title, range, refused, cells } = tables[0].rows[3];
    assert.deepEqual({ kind, title, refused }, { kind: "insert", title: "INSERT INTO wiki SELECT 1", refused: 1 });
    assert.deepEqual(range, { start: { line: 3, character: 0 }, end: { line: 3, character: 25 } });
    assert.deepEqual(new Set(cells.map(({ verdict }: { verdict: string }) => verdict)), new Set(["refused"]));
  });
});

test("roles show", async () => {
  const { roles, users, groupMappings } = await documentOf("show", "roles show");
  assert.equal(roles[0].permissions[1].number, 2);
  assert.equal(roles[1].permissions[0].permission.resource.name, "");
  assert.deepEqual(users[3], { name: "carl", roles: [] });
  assert.deepEqual(groupMappings, [{ name: "eng", groupPattern: "*,ou=eng", roles: ["reader"] }]);
});

test("roles lint", async () => {
  const { rolesFiles } = await documentOf("lint", "roles lint", 1);
  const [{ path, problems, files, statements }] = rolesFiles;
  assert.deepEqual([path, files, statements], ["druid-roles.json", 2, 5]);
  const unused = problems.find(({ code }: { code: string }) => code === "roles-grant-unused");
  assert.deepEqual([unused.role, unused.number, unused.permission.resource.name], ["reader", 3, "attic"]);
  assert.equal(problems.find(({ code }: { code: string }) => code === "roles-user-without-roles").user, "carl");
});

test("roles unused", async () => {
  const { rolesFiles } = await documentOf("unused", "roles unused");
  const [{ grants, undecidedStatements }] = rolesFiles;
  assert.equal(undecidedStatements, 1);
  assert.deepEqual(
    grants[1].uses.map(({ name, statements }: { name: string; statements: number }) => [name, statements]),
    [
      ["wk_a", 1],
      ["wk_b", 1],
      ["wk_c", 1],
    ],
  );
  assert.equal(grants[2].remarks[0].code, "roles-grant-unused");
});

test("roles least", async () => {
  const answer = await documentOf("least", "roles least a.sql --patterns --compare role:reader");
  assert.deepEqual(
    answer.permissions.map(({ resource }: { resource: { name: string } }) => resource.name),
    ["wiki", "wk_a", "wk_b", "wk_c"],
  );
  assert.deepEqual(answer.declined, [
    { permission: { resource: { name: "wk_.*", type: "DATASOURCE" }, action: "READ" }, covers: 3, alsoMatches: ["wk_secret"] },
  ]);
  assert.deepEqual(
    answer.uncovered.map(({ why, range }: { why: string; range: { start: { line: number } } }) => [range.start.line, why]),
    [
      [2, "unknown"],
      [3, "refused"],
    ],
  );
  const { keep, add, remove } = answer.difference;
  assert.deepEqual([keep.length, add.length, remove[0].number], [2, 0, 3]);
});

test("roles what-if", async () => {
  const { answers } = await documentOf("whatIf", "roles what-if --remove-grant reader:2 --remove-user olga", 1);
  const [{ lost, gained, principals, statements }] = answers;
  assert.deepEqual(principals, ["user:bob", "user:ben", "user:olga", "user:carl"]);
  assert.equal(statements, 4);
  assert.deepEqual(lost[0].principals, ["user:bob", "user:ben"]);
  assert.equal(lost[0].needs[0].before.by.role, "reader");
  assert.equal(lost[0].needs[0].after.verdict, "denied");
  assert.deepEqual(gained, []);
});
