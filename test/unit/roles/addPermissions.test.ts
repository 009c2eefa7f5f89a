/**
 * Permissions are added to a roles file as its author would: layout, comments and trailing commas stay.
 */
import * as assert from "node:assert/strict";
import { test } from "node:test";
import { addPermissions, type PostedPermission } from "../../../server/src/language/roles/addPermissions";
import { parseRolesFile } from "../../../server/src/language/roles/parse";
import type { TextEdit } from "../../../server/src/language/text/edit";
import { pick, seededRandom } from "../../support/random";

const NEW: PostedPermission = { resource: { name: "new", type: "VIEW" }, action: "READ" };
const ENTRY = '{ "resource": { "name": "new", "type": "VIEW" }, "action": "READ" }';
const OLD = '{ "resource": { "name": "old", "type": "VIEW" }, "action": "READ" }';

function applied(text: string, edits: readonly TextEdit[]): string {
  return [...edits].reverse().reduce((changed, { range, text: inserted }) => {
    return changed.slice(0, range.start) + inserted + changed.slice(range.end);
  }, text);
}

/** Adds to role `r`; `expected` is the whole text afterwards, and reads as a roles file with all old entries and the new ones last. */
function checkAdded(text: string, expected: string, permissions: readonly PostedPermission[] = [NEW]): void {
  const before = parseRolesFile(text, "roles.json");
  const role = before.roles.get("r");
  assert.ok(role, text);
  const changed = applied(text, addPermissions(text, role, permissions));
  assert.equal(changed, expected);
  checkMeaning(text, changed, permissions);
}

function checkMeaning(text: string, changed: string, permissions: readonly PostedPermission[]): void {
  const names = (of: string): readonly string[] => {
    const file = parseRolesFile(of, "roles.json");
    assert.deepEqual(
      file.problems.filter(({ code }) => code === "roles-syntax"),
      [],
      of,
    );
    return [...(file.roles.get("r")?.permissions ?? [])].map(({ pattern, type, action }) => `${action} ${type} ${pattern}`);
  };
  assert.deepEqual(names(changed), [
    ...names(text),
    ...permissions.map(({ resource, action }) => `${action} ${resource.type} ${resource.name}`),
  ]);
}

test("on one line", () => {
  checkAdded(`{"roles":{"r":[${OLD}]}}`, `{"roles":{"r":[${OLD}, ${ENTRY}]}}`);
  checkAdded(`{"roles":{"r":[${OLD},]}}`, `{"roles":{"r":[${OLD}, ${ENTRY},]}}`);
  checkAdded('{"roles":{"r":[]}}', `{"roles":{"r":[${ENTRY}]}}`);
  checkAdded('{"roles":{"r":[ ]}}', `{"roles":{"r":[${ENTRY}]}}`);
});

test("one entry on each line", () => {
  checkAdded(`{"roles":{"r":[\n    ${OLD}\n  ]}}`, `{"roles":{"r":[\n    ${OLD},\n    ${ENTRY}\n  ]}}`);
  checkAdded(`{"roles":{"r":[\r\n\t${OLD},\r\n]}}`, `{"roles":{"r":[\r\n\t${OLD},\r\n\t${ENTRY},\r\n]}}`);
  checkAdded(`{"roles":{"r":[\n    ${OLD}\n  , ]}}`, `{"roles":{"r":[\n    ${OLD}\n  ,\n    ${ENTRY}, ]}}`);
});

test("comments stay where they are", () => {
  checkAdded(`{"roles":{"r":[\n  ${OLD} // why\n]}}`, `{"roles":{"r":[\n  ${OLD}, // why\n  ${ENTRY}\n]}}`);
  checkAdded(`{"roles":{"r":[\n  ${OLD}, // why\n]}}`, `{"roles":{"r":[\n  ${OLD}, // why\n  ${ENTRY},\n]}}`);
  checkAdded(`{"roles":{"r":[\n  ${OLD}, /* why */\n]}}`, `{"roles":{"r":[\n  ${OLD}, /* why */\n  ${ENTRY},\n]}}`);
  checkAdded(`{"roles":{"r":[${OLD} // why\n]}}`, `{"roles":{"r":[${OLD}, // why\n${ENTRY}\n]}}`);
  checkAdded(`{"roles":{"r":[\n  ${OLD},\n  // more to come\n]}}`, `{"roles":{"r":[\n  ${OLD},\n  ${ENTRY},\n  // more to come\n]}}`);
  checkAdded('{"roles":{\n  "r": [ // none yet\n  ]}}', `{"roles":{\n  "r": [ // none yet\n    ${ENTRY}\n  ]}}`);
});

test("an empty list in a file of several lines", () => {
  checkAdded('{\n  "roles": {\n    "r": []\n  }\n}', `{\n  "roles": {\n    "r": [\n      ${ENTRY}\n    ]\n  }\n}`);
  checkAdded('{\r\n\t"roles": {\r\n\t\t"r": []\r\n\t}\r\n}', `{\r\n\t"roles": {\r\n\t\t"r": [\r\n\t\t\t${ENTRY}\r\n\t\t]\r\n\t}\r\n}`);
});

test("the form that Druid answers", () => {
  const old = '{"resourceAction":{"resource":{"name":"old","type":"VIEW"},"action":"READ"},"resourceNamePattern":"old"}';
  const entry = '{ "resourceAction": { "resource": { "name": "new", "type": "VIEW" }, "action": "READ" }, "resourceNamePattern": "new" }';
  checkAdded(`[{"name":"r","permissions":[${old}]}]`, `[{"name":"r","permissions":[${old}, ${entry}]}]`);
});

test("several at once, and names that JSON escapes", () => {
  const quote: PostedPermission = { resource: { name: 'a"\\.b', type: "DATASOURCE" }, action: "WRITE" };
  const entry = '{ "resource": { "name": "a\\"\\\\.b", "type": "DATASOURCE" }, "action": "WRITE" }';
  checkAdded(`{"roles":{"r":[\n  ${OLD}\n]}}`, `{"roles":{"r":[\n  ${OLD},\n  ${ENTRY},\n  ${entry}\n]}}`, [NEW, quote]);
});

test("no list, no edit", () => {
  const without = parseRolesFile('{"name":"r"}', "roles.json").roles.get("r");
  if (without) assert.deepEqual(addPermissions('{"name":"r"}', without, [NEW]), []);
  const role = parseRolesFile('{"roles":{"r":[]}}', "roles.json").roles.get("r");
  assert.ok(role);
  assert.deepEqual(addPermissions('{"roles":{"r":[]}}', role, []), []);
});

test("whatever the layout, the old entries stay and the new one is the last", () => {
  const random = seededRandom(7);
  const blanks = ["", " ", "\n", "\r\n  ", "\t", " // note\n", "/* note */", "\n  // note\n  "];
  for (let round = 0; round < 500; round++) {
    const gap = (): string => pick(random, blanks);
    const entries = Array.from({ length: Math.floor(random() * 4) }, () => `${gap()}${OLD}${gap()}`);
    const trailing = entries.length > 0 && random() < 0.3 ? `,${gap()}` : "";
    const text = `{${gap()}"roles":${gap()}{"r":${gap()}[${entries.join(",")}${entries.length === 0 ? gap() : ""}${trailing}]}}`;
    const role = parseRolesFile(text, "roles.json").roles.get("r");
    assert.ok(role, text);
    checkMeaning(text, applied(text, addPermissions(text, role, [NEW])), [NEW]);
  }
});
