/**
 * Quick fixes where a permission is missing: which are offered, what they write, and what they copy.
 */
import * as assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { type GrantFix, grantFixes, grantToRole, openDocument, parseRolesFile } from "../../../../server/src/language/index";
import { contextOf, type Given, ROLES, ROLES_URI } from "../../../support/context";
import { takeCursor } from "../../../support/marked";

const ROLES_TEXT = JSON.stringify(ROLES, undefined, 2);

function fixesAt(marked: string, given: Given): readonly GrantFix[] {
  const { text, offset } = takeCursor(marked);
  const context = contextOf(given);
  const source = given.roles === undefined ? undefined : (given.roles as string);
  const roles = source === undefined ? undefined : { file: parseRolesFile(source, ROLES_URI), text: source };
  return grantFixes(context, roles, {
    document: openDocument(text, context.grammar),
    name: "load.sql",
    range: { start: offset, end: offset },
  });
}

const as = (principal: string, roles = ROLES_TEXT): Given => ({ roles, as: principal });

/** The titles of the fixes at the cursor, in their order. */
function checkFixes(marked: string, given: Given, expected: readonly string[]): void {
  assert.deepEqual(
    fixesAt(marked, given).map(({ title }) => title),
    expected,
    marked,
  );
}

/** The roles file after the fix of this title makes the statement run. */
function checkEdit(marked: string, given: Given, title: string, after: (verdicts: readonly string[]) => void): void {
  const fix = fixesAt(marked, given).find((candidate) => candidate.title === title);
  assert.ok(fix?.kind === "edit", title);
  const text = given.roles as string;
  const changed = [...fix.edits]
    .reverse()
    .reduce((done, { range, text: inserted }) => done.slice(0, range.start) + inserted + done.slice(range.end), text);
  const context = contextOf({ ...given, roles: changed });
  const document = openDocument(takeCursor(marked).text, context.grammar);
  const left = grantFixes(context, undefined, { document, name: "load.sql", range: { start: 0, end: document.text.length } });
  after(left.map((other) => other.title));
}

function textOf(marked: string, given: Given, title: string): string {
  const fix = fixesAt(marked, given).find((candidate) => candidate.title === title);
  assert.ok(fix?.kind === "copy", title);
  return fix.text;
}

const KOALAS = "READ DATASOURCE koalas";

test("own roles first, then those that come near, then the rest", () => {
  checkFixes("SELECT * FROM koa<|>las", as("user:alice"), [
    `Grant ${KOALAS} to role analyst`,
    `Grant ${KOALAS} to role writer`,
    `Copy the curl command that grants ${KOALAS} to role analyst`,
    `Copy the curl command that grants ${KOALAS} to another role…`,
    `Copy a request for ${KOALAS} to an administrator`,
  ]);
  checkFixes("SELECT * FROM koa<|>las", as("role:writer"), [
    `Grant ${KOALAS} to role writer`,
    `Grant ${KOALAS} to role analyst`,
    `Copy the curl command that grants ${KOALAS} to role writer`,
    `Copy the curl command that grants ${KOALAS} to another role…`,
    `Copy a request for ${KOALAS} to an administrator`,
  ]);
  checkFixes("SELECT * FROM wiki<|>pedia", as("user:bob"), [
    "Create role bob with READ DATASOURCE wikipedia and give it to user bob",
    "Grant READ DATASOURCE wikipedia to role analyst",
    "Grant READ DATASOURCE wikipedia to role writer",
    "Copy the curl command that grants READ DATASOURCE wikipedia to role analyst",
    "Copy the curl command that grants READ DATASOURCE wikipedia to another role…",
    "Copy a request for READ DATASOURCE wikipedia to an administrator",
  ]);
});

test("nothing where nothing is missing", () => {
  checkFixes("SELECT * FROM wiki<|>pedia", as("user:alice"), []);
  checkFixes("SEL<|>ECT * FROM koalas", as("user:alice"), []);
  checkFixes("SELECT * FROM koa<|>las WHERE", as("user:alice"), []);
  checkFixes("SELECT * FROM koa<|>las", {}, []);
  checkFixes("<|>", as("user:alice"), []);
  checkFixes("INSERT INTO ds<|>t SELECT * FROM wikipedia", as("user:alice"), []);
});

test("all that a statement lacks at once", () => {
  checkFixes("SELECT * FROM koa<|>las, emus", as("role:analyst"), [
    `Grant ${KOALAS} to role analyst`,
    `Grant ${KOALAS} to role writer`,
    "Grant all 2 missing permissions to role analyst",
    "Copy the curl command that grants all 2 missing permissions to role analyst",
    "Copy the curl command that grants all 2 missing permissions to another role…",
    "Copy a request for all 2 missing permissions to an administrator",
  ]);
  checkEdit("SELECT * FROM koa<|>las, emus", as("user:alice"), "Grant all 2 missing permissions to role analyst", (left) =>
    assert.deepEqual(left, []),
  );
  checkEdit("SELECT * FROM koa<|>las, emus", as("user:alice"), `Grant ${KOALAS} to role analyst`, (left) => {
    assert.deepEqual(left, ["Copy a request for READ DATASOURCE emus to an administrator"]);
  });
});

test("what a task needs afterwards", () => {
  checkFixes("INSERT INTO ds<|>t SELECT 1 AS x PARTITIONED BY ALL", as("role:writer"), [
    "Grant READ DATASOURCE dst to role writer",
    "Grant READ DATASOURCE dst to role analyst",
    "Copy the curl command that grants READ DATASOURCE dst to role writer",
    "Copy the curl command that grants READ DATASOURCE dst to another role…",
    "Copy a request for READ DATASOURCE dst to an administrator",
  ]);
});

test("the grant is the least one: exact, and escaped", () => {
  checkEdit('SELECT * FROM "a.b+<|>"', as("user:alice"), "Grant READ DATASOURCE a.b+ to role analyst", (left) =>
    assert.deepEqual(left, []),
  );
  const command = textOf(
    'SELECT * FROM "a.b+<|>"',
    as("user:alice"),
    "Copy the curl command that grants READ DATASOURCE a.b+ to role analyst",
  );
  assert.ok(command.includes(String.raw`{"resource":{"name":"a\\.b\\+","type":"DATASOURCE"},"action":"READ"}`), command);
});

test("without a text to edit there are words to send", () => {
  const context = contextOf(as("user:alice"));
  const document = openDocument("SELECT * FROM koalas", context.grammar);
  const fixes = grantFixes(context, undefined, { document, name: "load.sql", range: { start: 15, end: 15 } });
  assert.deepEqual(
    fixes.map(({ title }) => title),
    [`Copy a request for ${KOALAS} to an administrator`],
  );
});

test("many roles: a list to choose from", () => {
  const roles = Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`role${index}`, []]));
  const text = JSON.stringify({ roles, users: { ann: ["role8"] } });
  const fixes = fixesAt("SELECT * FROM koa<|>las", as("user:ann", text));
  assert.equal(fixes[0]?.title, `Grant ${KOALAS} to role role8`);
  const choose = fixes.find(({ kind }) => kind === "choose");
  assert.deepEqual(choose?.kind === "choose" && [choose.title, choose.roles], [
    `Grant ${KOALAS} to another role…`,
    ["role5", "role6", "role7"],
  ]);
  const context = contextOf(as("user:ann", text));
  const place = { document: openDocument("SELECT * FROM koalas", context.grammar), name: "load.sql", range: { start: 15, end: 15 } };
  const source = { file: parseRolesFile(text, ROLES_URI), text };
  assert.equal(grantToRole(context, source, { role: "role7", form: "edit" }, place)?.kind, "edit");
  assert.equal(grantToRole(context, source, { role: "nobody", form: "edit" }, place), undefined);
  const sent = fixes.find((fix) => fix.kind === "choose" && fix.form === "curl");
  assert.deepEqual(sent?.kind === "choose" && [sent.title, sent.roles.length], [
    `Copy the curl command that grants ${KOALAS} to another role…`,
    8,
  ]);
  const command = grantToRole(context, source, { role: "role7", form: "curl" }, place);
  assert.match(command?.kind === "copy" ? command.text : "", /roles\/role7\/permissions[\s\S]*"name":"koalas"/);
  assert.equal(grantToRole(context, source, { role: "nobody", form: "curl" }, place), undefined);
});

test("the command replaces the whole list and survives a shell", () => {
  const roles = JSON.stringify({
    roles: {
      "it's a role": [
        { resourceAction: { resource: { name: "it's", type: "VIEW" }, action: "READ" }, resourceNamePattern: "it's" },
        { resourceAction: { resource: { name: "(", type: "VIEW" }, action: "READ" }, resourceNamePattern: "(" },
      ],
    },
  });
  const command = textOf(
    "SELECT * FROM koa<|>las",
    as("role:it's a role", roles),
    `Copy the curl command that grants ${KOALAS} to role it's a role`,
  );
  assert.match(command, /1 entry of the roles file that Druid would not take is left out/);
  // A function in the place of curl prints its arguments, each on a line of its own.
  const run = spawnSync("sh", ["-c", `curl() { for each; do printf '%s\\0' "$each"; done; }\n${command}`], { encoding: "utf8" });
  const words = run.stdout.split("\0");
  assert.ok(
    words.includes("http://localhost:8081/druid-ext/basic-security/authorization/db/basic/roles/it's%20a%20role/permissions"),
    run.stdout,
  );
  const body = JSON.parse(words[words.indexOf("--data-binary") + 1] ?? "");
  assert.deepEqual(body, [
    { resource: { name: "it's", type: "VIEW" }, action: "READ" },
    { resource: { name: "koalas", type: "DATASOURCE" }, action: "READ" },
  ]);
});

test("the request says who, what, why and where", () => {
  const text = textOf(
    "-- daily\nSELECT *\nFROM koa<|>las, emus",
    as("user:alice"),
    "Copy a request for all 2 missing permissions to an administrator",
  );
  assert.equal(
    text,
    [
      "Please grant user:alice on our Druid cluster:",
      "- READ DATASOURCE koalas (line 3). The statement reads this datasource.\n- READ DATASOURCE emus (line 3). The statement reads this datasource.",
      "It is needed for this statement of load.sql, line 2:",
      "    SELECT *\n    FROM koalas, emus",
      "As entries of a role, for Druid's security API:",
      '[\n  {"resource":{"name":"koalas","type":"DATASOURCE"},"action":"READ"},\n  {"resource":{"name":"emus","type":"DATASOURCE"},"action":"READ"}\n]\n',
    ].join("\n\n"),
  );
});

test("beside Ranger's policies there is no role to grant to, and the request speaks of policies", () => {
  const roles = JSON.stringify({ policies: [{ name: "p", resources: { datasource: { values: ["emus"] } }, policyItems: [] }] });
  const title = `Copy a request for ${KOALAS} to an administrator`;
  checkFixes("SELECT * FROM koa<|>las", as("user:alice", roles), [title]);
  const text = textOf("SELECT * FROM koa<|>las", as("user:alice", roles), title);
  const policy = '{"resources":{"datasource":{"values":["koalas"]}},"accesses":[{"type":"read","isAllowed":true}]}';
  assert.ok(text.endsWith(`As policies of Ranger, each with the accesses of an item:\n\n[\n  ${policy}\n]\n`), text);
});

const nobodys = (users: object, roles: object = {}): Given => as("user:bob", JSON.stringify({ roles, users }, undefined, 2));

test("a role for a user who has none", () => {
  checkEdit("SELECT * FROM koa<|>las, emus", as("user:bob"), `Create role bob with ${KOALAS} and give it to user bob`, (left) =>
    assert.equal(left.at(-1), "Copy a request for READ DATASOURCE emus to an administrator"),
  );
  checkEdit("SELECT * FROM koa<|>las", as("user:bob"), `Create role bob with ${KOALAS} and give it to user bob`, (left) =>
    assert.deepEqual(left, []),
  );
  const others = nobodys({ bob: [] }, { bob: [], bob_role: [] });
  checkEdit("SELECT * FROM koa<|>las", others, `Create role bob_role_2 with ${KOALAS} and give it to user bob`, (left) =>
    assert.deepEqual(left, []),
  );
  const one: Given = { roles: '{"users": [{"name": "bob", "roles": []}], "roles": []}', as: "user:bob" };
  checkEdit("SELECT * FROM koa<|>las", one, `Create role bob with ${KOALAS} and give it to user bob`, (left) => assert.deepEqual(left, []));
});

test("a role that a user has and that is not defined", () => {
  const title = `Create role lost with ${KOALAS}`;
  checkEdit("SELECT * FROM koa<|>las", nobodys({ bob: ["lost"] }), title, (left) => assert.deepEqual(left, []));
  checkEdit("SELECT * FROM koa<|>las", as("role:lost"), title, (left) => assert.deepEqual(left, []));
  const titles = (given: Given): readonly string[] => fixesAt("SELECT * FROM koa<|>las", given).map((fix) => fix.title);
  assert.ok(!titles(nobodys({ bob: ["lost", "r"] }, { r: [] })).includes(title), "a role that is there can be filled");
  assert.ok(!titles(as("user:nobody")).some((each) => each.startsWith("Create")), "a user whom the file does not know");
});
