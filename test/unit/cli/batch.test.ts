/**
 * The command `batch`: one answer for each line, in order, whatever the line holds.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { Ajv } from "ajv";
import { checkedOutcome } from "./checkCli";

const schema = JSON.parse(readFileSync(join("docs", "schemas", "druid-sql-output.schema.json"), "utf8"));
const validate = new Ajv({ strict: true }).compile({
  ...schema,
  $id: "batch",
  ...schema.definitions.batchAnswer,
  required: [],
  properties: {},
  additionalProperties: true,
});

const ROLES = { roles: { reader: [{ resource: { name: "wiki.*", type: "DATASOURCE" }, action: "READ" }] }, users: { bob: ["reader"] } };

interface Answer {
  readonly id: unknown;
  readonly [key: string]: unknown;
}

/** Sends lines, objects as JSON, and gives the answers. */
async function ask(...lines: readonly unknown[]): Promise<readonly Answer[]> {
  const input = lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line))).join("\n");
  const { output } = await checkedOutcome({ run: "batch", input });
  const answers = output
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Answer);
  for (const answer of answers) assert.ok(validate(answer), JSON.stringify([answer, validate.errors]));
  return answers;
}

async function askOne(request: unknown): Promise<Answer> {
  const [answer] = await ask(request);
  assert.ok(answer);
  return answer;
}

const needsOf = (answer: Answer, ...phases: readonly string[]): readonly string[] =>
  (answer["needs"] as readonly Record<string, string>[])
    .filter(({ phase }) => phases.length === 0 || phases.includes(phase ?? ""))
    .map(({ action, type, name }) => `${action} ${type} ${name}`);

describe("notes", () => {
  const NOTES = ["Druid 99 is newer than what is known here; the rules of 38 are used."];
  const profile = { druidVersion: "99" };
  test("a version that is not known counts as the nearest one, and that is said", async () => {
    assert.deepEqual((await askOne({ sql: "SELECT 1", profile }))["notes"], NOTES);
    assert.deepEqual((await askOne({ sql: "SELECT 1", roles: { ...ROLES, cluster: { druidVersion: 99 } } }))["notes"], NOTES);
    const need = { action: "READ", type: "DATASOURCE", name: "wikipedia" };
    assert.deepEqual((await askOne({ need, roles: ROLES, principal: "user:bob", profile }))["notes"], NOTES);
    assert.deepEqual((await askOne({ security: "[]", as: "post", profile }))["notes"], NOTES);
    const [older] = (await askOne({ sql: "SELECT 1", profile: { druidVersion: 20 } }))["notes"] as readonly string[];
    assert.match(older ?? "", /older than what is known here/);
  });
  test("what is understood as it is written gets none, and what is not understood is an error", async () => {
    for (const druidVersion of ["38", "31.0.2", 34]) {
      assert.equal((await askOne({ sql: "SELECT 1", profile: { druidVersion } }))["notes"], undefined);
    }
    for (const druidVersion of ["nonsense", "latest", {}]) {
      const { error } = (await askOne({ sql: "SELECT 1", profile: { druidVersion } })) as { readonly error?: { readonly code: string } };
      assert.equal(error?.code, "bad-request");
    }
  });
});

describe("statements", () => {
  test("answers come in the order of the lines, with their id as it was", async () => {
    const ids = ["a", 7, null, { x: [1] }, undefined];
    const answers = await ask(...ids.map((id) => ({ id, sql: "SELECT 1" })));
    assert.deepEqual(
      answers.map(({ id }) => id),
      ["a", 7, null, { x: [1] }, null],
    );
  });
  test("needs, without verdicts where there are no roles", async () => {
    const answer = await askOne({ id: 1, sql: "SELECT * FROM wikipedia" });
    assert.deepEqual(needsOf(answer), ["READ DATASOURCE wikipedia"]);
    assert.equal(answer["verdict"], undefined);
  });
  test("a verdict", async () => {
    const request = { sql: "SELECT * FROM wikipedia", roles: ROLES, principal: "user:bob" };
    assert.equal((await askOne(request))["verdict"], "allowed");
    assert.equal((await askOne({ ...request, sql: "SELECT * FROM other" }))["verdict"], "denied");
    assert.equal((await askOne({ ...request, sql: "SELECT FROM" }))["verdict"], "refused");
    assert.equal((await askOne({ ...request, principal: ["role:nobody", "role:reader"] }))["verdict"], "allowed");
  });
  test("without a principal: denied only if nobody could be allowed", async () => {
    assert.equal((await askOne({ sql: "SELECT * FROM wikipedia", roles: ROLES }))["verdict"], "unknown");
    assert.equal((await askOne({ sql: "SELECT * FROM other", roles: ROLES }))["verdict"], "denied");
  });
  test("roles as an object have no place, roles as a text have", async () => {
    const request = { need: { action: "READ", type: "DATASOURCE", name: "wikipedia" }, principal: "user:bob" };
    const object = await askOne({ ...request, roles: ROLES });
    assert.deepEqual(Object.keys(object["by"] as object), ["role", "permission"]);
    const text = await askOne({ ...request, roles: JSON.stringify(ROLES, null, 1) });
    assert.equal((text["by"] as { uri: string }).uri, "roles");
  });
  test("an authorizer without roles", async () => {
    const answer = await askOne({ sql: "INSERT INTO t SELECT 1 AS a PARTITIONED BY ALL", profile: { authorizer: "readOnly" } });
    assert.equal(answer["verdict"], "denied");
  });
  test("the text is one request: a second statement, and a `;` behind INSERT, are refused", async () => {
    assert.equal((await askOne({ sql: "SELECT 1; SELECT 2" }))["accepts"], false);
    assert.equal((await askOne({ sql: "INSERT INTO t SELECT 1 AS a PARTITIONED BY ALL;" }))["accepts"], false);
    assert.equal((await askOne({ sql: "SET a = 1; SELECT 2" }))["accepts"], true);
    assert.equal((await askOne({ sql: "" }))["accepts"], false);
  });
  test("templates are not special", async () => assert.equal((await askOne({ sql: "SELECT * FROM {{ t }}" }))["accepts"], false));
  test("the profile's version decides about the grammar", async () => {
    assert.equal((await askOne({ sql: "SET a = 1; SELECT 2", profile: { druidVersion: 33 } }))["accepts"], false);
  });
  test("context, endpoint, parameters", async () => {
    const profile = { authorizeQueryContext: true };
    assert.deepEqual(needsOf(await askOne({ sql: "SELECT 1", profile, context: { priority: 1 } })), ["WRITE QUERY_CONTEXT priority"]);
    assert.deepEqual(needsOf(await askOne({ sql: "SELECT 1", endpoint: "task" }), "follow"), ["READ DATASOURCE __query_select"]);
    const sql = `SELECT * FROM TABLE(EXTERN(?, '{"type":"csv","columns":["x"]}')) EXTEND (x BIGINT)`;
    const secured = { inputSourceSecurity: true };
    assert.deepEqual(needsOf(await askOne({ sql, profile: secured, parameters: ['{"type":"inline","data":"1"}'] }), "submit"), [
      "READ EXTERNAL inline",
    ]);
  });
  test("no Router unless it is stated", async () => {
    assert.deepEqual(needsOf(await askOne({ sql: "SELECT 1", profile: { authorizeQueryContext: true } })), []);
    const behind = await askOne({ sql: "SELECT 1", profile: { authorizeQueryContext: true, router: true } });
    assert.deepEqual(needsOf(behind), ["WRITE QUERY_CONTEXT queryId"]);
  });
  test("the cluster of the roles counts behind the profile", async () => {
    const roles = { ...ROLES, cluster: { authorizeQueryContext: true, router: true } };
    assert.deepEqual(needsOf(await askOne({ sql: "SELECT 1", roles, profile: { router: false } })), []);
    assert.deepEqual(needsOf(await askOne({ sql: "SELECT 1", roles })), ["WRITE QUERY_CONTEXT queryId"]);
  });
  test("ranges count from the start of the text", async () => {
    const answer = await askOne({ sql: "\n SELECT 1" });
    assert.deepEqual(answer["range"], { start: { line: 1, character: 1 }, end: { line: 1, character: 9 } });
  });
});

describe("single questions", () => {
  const need = { action: "READ", type: "DATASOURCE", name: "wikipedia" };
  test("allowed, denied", async () => {
    assert.equal((await askOne({ id: 1, need, roles: ROLES, principal: "user:bob" }))["verdict"], "allowed");
    const denied = await askOne({ id: 1, need: { ...need, action: "WRITE" }, roles: ROLES, principal: "user:bob" });
    assert.equal(denied["verdict"], "denied");
    assert.ok(Array.isArray(denied["nearMisses"]));
  });
  test("unknown, with the reason", async () => {
    const roles = { roles: { r: [{ resource: { name: "", type: "DATASOURCE" }, action: "READ" }] } };
    const answer = await askOne({ need, roles, principal: "role:r" });
    assert.equal(answer["verdict"], "unknown");
    assert.equal((answer["reason"] as { code: string }).code, "role-broken");
  });
  test("nothing is judged by a text of roles with errors in it", async () => {
    const roles = JSON.stringify(ROLES).slice(0, -1);
    for (const name of ["wikipedia", "other"]) {
      const answer = await askOne({ need: { ...need, name }, roles, principal: "user:bob" });
      assert.equal(answer["verdict"], "unknown");
      assert.deepEqual(answer["reason"], {
        code: "roles-unreadable",
        message: "The roles document has errors, so what it grants is not known.",
      });
    }
    assert.equal((await askOne({ sql: "SELECT * FROM wikipedia", roles, principal: "user:bob" }))["verdict"], "unknown");
  });
  test("the same roles are answered for under each profile, principal and context", async () => {
    const common = { need, roles: ROLES };
    const answers = await ask(
      { ...common, principal: "user:bob" },
      { ...common, principal: "user:eve" },
      { ...common, principal: "user:bob", profile: { authorizer: "readOnly" } },
      { ...common, roles: { ...ROLES, users: {} }, principal: "user:bob" },
      { ...common, principal: "user:bob" },
    );
    assert.deepEqual(
      answers.map((answer) => answer["verdict"]),
      ["allowed", "denied", "allowed", "denied", "allowed"],
    );
  });
  test("a version from the future is no mistake", async () => {
    assert.equal((await askOne({ need, roles: ROLES, principal: "user:bob", profile: { druidVersion: 52 } }))["verdict"], "allowed");
  });
  test("groups of the user", async () => {
    const roles = { ...ROLES, groupMappings: [{ name: "g", groupPattern: "*,dc=x", roles: ["reader"] }] };
    const answer = await askOne({ need, roles, principal: "user:zoe", memberOf: ["cn=z,dc=x"], profile: { roleProvider: "ldap" } });
    assert.equal(answer["verdict"], "allowed");
  });
});

describe("lines that cannot be answered", () => {
  const bad: readonly (readonly [string, string | object, string, string])[] = [
    ["no JSON", "{", "not-json", "line 1 is not JSON"],
    ["no object", "[1]", "bad-request", "line 1 is not a JSON object"],
    ["neither sql nor need", { id: 1 }, "bad-request", 'one of "sql", "need"'],
    ["both", { sql: "", need: {} }, "bad-request", 'one of "sql", "need"'],
    ["sql is a number", { sql: 1 }, "bad-request", '"sql" is a text'],
    ["an unknown field", { sql: "", profil: {} }, "bad-request", '"profil" is no field'],
    ["an unknown endpoint", { sql: "", endpoint: "x" }, "bad-request", '"endpoint" is one of'],
    ["an unknown action", { need: { action: "read", type: "a", name: "b" } }, "bad-request", '"need" is'],
    ["a principal that is none", { sql: "", principal: "bob" }, "bad-request", '"bob" is no principal'],
    ["a profile that is a list", { sql: "", profile: [] }, "bad-request", '"profile" is an object'],
    ["an unknown key of the profile", { sql: "", profile: { authorizeQueryContex: true } }, "bad-request", "authorizeQueryContex is not"],
    [
      "a value of the profile",
      { sql: "", profile: { inputSourceSecurity: "yes" } },
      "bad-request",
      '"profile": inputSourceSecurity must be',
    ],
    ["__proto__", '{ "sql": "", "profile": { "__proto__": { "router": true } } }', "bad-request", "__proto__ is not known"],
    ["the cluster of the roles", { sql: "", roles: { cluster: { rooter: true } } }, "bad-request", '"roles.cluster": rooter is not known'],
    ["a question without roles", { need: { action: "READ", type: "a", name: "b" } }, "bad-request", '"roles" are needed'],
  ];
  for (const [name, line, code, message] of bad) {
    test(name, async () => {
      const [answer, next] = await ask(line, { id: "next", sql: "SELECT 1" });
      const error = answer?.["error"] as { code: string; message: string };
      assert.equal(error.code, code);
      assert.ok(error.message.includes(message), error.message);
      assert.equal(next?.id, "next");
    });
  }
  test("the id comes back where it is known", async () => assert.equal((await askOne({ id: "k", sql: 1 })).id, "k"));
  test("bytes that are no UTF-8", async () => {
    const { output } = await checkedOutcome({ run: "batch", input: new Uint8Array([0x22, 0xe9, 0x22, 10]) });
    assert.deepEqual(JSON.parse(output), { id: null, error: { code: "not-json", message: "line 1 is not UTF-8" } });
  });
  test("blank lines, CRLF and a missing last line feed", async () => {
    const { output } = await checkedOutcome({ run: "batch", input: '\n  \r\n{"id":1,"sql":"SELECT 1"}\r\n\n{"id":2,"sql":"SELECT 2"}' });
    assert.equal(output.split("\n").filter(Boolean).length, 2);
  });
  test("line separators of Unicode do not end a line", async () => {
    const answer = await askOne({ id: "a\u2028b", sql: "SELECT '\u2029'" });
    assert.equal(answer.id, "a\u2028b");
    assert.equal(answer["accepts"], true);
  });
});

test("a strange profile or roles document never ends the process", async () => {
  const odd: readonly unknown[] = [null, 0, "", "{", [], {}, { roles: 1 }, { roles: { r: 1 } }, { users: [] }, [[]], "[".repeat(5000)];
  const answers = await ask(
    ...odd.map((roles, id) => ({ id, sql: "SELECT * FROM t", roles, principal: "user:u" })),
    ...odd.map((value, id) => ({ id: id + odd.length, sql: "SELECT * FROM t", profile: { druidVersion: value } })),
  );
  assert.deepEqual(
    answers.map(({ id }) => id),
    [...odd, ...odd].map((_, index) => index),
  );
  for (const [index, answer] of answers.entries()) {
    const code = (answer["error"] as { readonly code: string } | undefined)?.code;
    assert.ok(code === undefined || (index >= odd.length && code === "bad-request"), JSON.stringify(answer));
  }
});

describe("texts of the security API", () => {
  const entry = (name: unknown): unknown => ({ resource: { name, type: "DATASOURCE" }, action: "read" });
  const ask1 = (as: string, security: string, profile = {}): Promise<Answer> => askOne({ id: 1, as, security, profile });

  test("what is posted, and what the version keeps of it", async () => {
    const posted = JSON.stringify([entry(" a "), entry("b\\ ")]);
    const kept = (pattern: string, name: string) => ({ action: "READ", type: "DATASOURCE", name, pattern });
    assert.deepEqual((await ask1("post", posted, { druidVersion: 33 }))["permissions"], [kept("a", " a ")]);
    assert.deepEqual((await ask1("post", posted, { druidVersion: 34 }))["permissions"], [kept(" a ", " a "), kept("b\\ ", "b\\ ")]);
    assert.deepEqual(await ask1("post", "null"), { id: 1, accepted: true, permissions: [] });
    assert.deepEqual((await ask1("post", `${posted} and more`))["accepted"], true);
  });
  test("what Druid refuses when it is posted", async () => {
    const verbose = { resourceAction: entry("a"), resourceNamePattern: "a" };
    for (const text of [
      "[1]",
      "{}",
      "",
      "[]".replace("]", ",]"),
      "/* all */ []",
      JSON.stringify([verbose]),
      JSON.stringify([entry("*")]),
    ]) {
      const answer = await ask1("post", text);
      assert.equal(answer["accepted"], false, text);
      assert.match(String(answer["reason"]), /^(?:Druid|This is no JSON)/, text);
    }
  });
  test("one text is another thing as another request", async () => {
    const simple = JSON.stringify({ name: "r", permissions: [entry("a")] });
    const nothing = { action: null, type: null, name: null, pattern: null, defect: "breaks-all" };
    assert.deepEqual((await ask1("role", simple))["permissions"], [nothing]);
    assert.deepEqual((await ask1("role?simplifyPermissions", simple))["permissions"], [
      { action: "READ", type: "DATASOURCE", name: "a", pattern: null },
    ]);
    const broken = JSON.stringify({ name: "r", permissions: ["READ"] });
    assert.deepEqual(await ask1("role", broken), { id: 1, accepted: true, permissions: [] });
    assert.equal((await ask1("role?full", broken))["accepted"], false);
    assert.equal((await ask1("permissions", simple))["accepted"], false);
  });
  test("users and group mappings", async () => {
    assert.deepEqual(await ask1("user", '{"name":"u","roles":["b","a","a",1]}'), { id: 1, accepted: true, roles: ["1", "a", "b"] });
    assert.equal((await ask1("user", '{"name":"u","roles":"a"}'))["accepted"], false);
    assert.deepEqual(await ask1("groupMapping", '{"name":"g"}'), { id: 1, accepted: true, roles: [], groupPattern: null });
  });
  test("what is no request", async () => {
    for (const request of [
      { security: "[]" },
      { as: "post" },
      { security: "[]", as: "put" },
      { security: 1, as: "post" },
      { sql: "", security: "", as: "post" },
    ]) {
      assert.equal(((await askOne(request))["error"] as Record<string, string>)["code"], "bad-request", JSON.stringify(request));
    }
  });
});
