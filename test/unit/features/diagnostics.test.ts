/**
 * What is marked in SQL documents.
 */
import * as assert from "node:assert/strict";
import { test } from "node:test";
import {
  type Diagnostic,
  diagnoseStatement,
  diagnostics,
  editDocument,
  openDocument,
  parseRolesFile,
  rolesProblems,
} from "../../../server/src/language/index";
import { contextOf, type Given, ROLES } from "../../support/context";
import { readMarks, showMarks } from "../../support/marked";

const ALICE: Given = { roles: ROLES, as: "user:alice" };
const BOB: Given = { roles: ROLES, as: "user:bob" };
const ROOT: Given = { roles: ROLES, as: "user:root" };

function diagnose(text: string, given: Given): readonly Diagnostic[] {
  const context = contextOf(given);
  return diagnostics(context, openDocument(text, context.grammar));
}

/** Exactly the words above the carets are marked, with these codes. */
function checkDiagnostics(text: string, given: Given): void {
  const found = diagnose(text, given).map(({ range, code }) => ({ ...range, label: code }));
  assert.deepEqual(showMarks(text, found), showMarks(text, readMarks(text)));
}

test("what is granted is not marked", () => {
  checkDiagnostics("SELECT * FROM wikipedia; SELECT * FROM wikiticker", ALICE);
  checkDiagnostics("SELECT 1; SELECT * FROM lookup.x; SELECT * FROM INFORMATION_SCHEMA.TABLES", BOB);
});

test("what is missing is marked on the words that need it", () => {
  checkDiagnostics(
    `
    SELECT * FROM wikipedia w JOIN "koalas" k ON w.a = k.a;
    --                             ^^^^^^^^ permission-denied
    SELECT * FROM wikipedia WHERE a IN (SELECT a FROM koalas);
    --                                                ^^^^^^ permission-denied
    INSERT INTO koalas SELECT * FROM wikipedia PARTITIONED BY ALL
    --          ^^^^^^ permission-denied
    `,
    ALICE,
  );
});

test("every cause is marked", () => {
  checkDiagnostics(
    `
    SELECT * FROM koalas UNION ALL
    --            ^^^^^^ permission-denied
    SELECT * FROM koalas
    --            ^^^^^^ permission-denied
    `,
    ALICE,
  );
});

test("a task that can be started and not followed", () => {
  checkDiagnostics(
    `
    INSERT INTO dst SELECT * FROM wikipedia PARTITIONED BY ALL
    --          ^^^ permission-follow
    `,
    ROOT,
  );
});

test("what Druid refuses hides what is missing", () => {
  const found = diagnose("INSERT INTO dst SELECT * FROM koalas", ALICE);
  assert.ok(found.length > 0);
  assert.ok(found.every(({ code }) => !code.startsWith("permission-")));
  const broken = diagnose("SELECT FROM koalas; SELECT * FROM koalas", ALICE);
  assert.deepEqual(
    broken.filter(({ code }) => code === "permission-denied").map(({ range }) => range.start),
    [34],
  );
});

test("without roles nothing is missing, and Druid's own rules hold", () => {
  checkDiagnostics("SELECT * FROM koalas", {});
  assert.ok(diagnose("SELECT FROM koalas", {}).length > 0);
});

test("without a principal only what nobody has is marked, and one hint asks for a choice", () => {
  checkDiagnostics(
    `
        SELECT * FROM wikipedia;
    --  ^^^^^^ principal-missing
        SELECT * FROM wikiticker;
        SELECT * FROM koalas
    --                ^^^^^^ permission-denied
    `,
    { roles: ROLES },
  );
});

test("messages name the principal, the need and the nearest miss", () => {
  const [denied] = diagnose("SELECT * FROM wikipedia", BOB);
  assert.match(denied?.message ?? "", /^user:bob may not READ DATASOURCE wikipedia\. .*analyst/);
  assert.equal(denied?.severity, "error");
  assert.equal(denied?.related[0]?.uri, "file:///team/druid-roles.json");
});

test("a cause points to the others", () => {
  const found = diagnose("SELECT * FROM koalas a, koalas b", ALICE);
  assert.deepEqual(
    found.map(({ related }) => related.filter(({ uri }) => uri === undefined).map(({ range }) => range.start)),
    [[24], [14]],
  );
});

test("a comment silences a code in the statement behind it", () => {
  checkDiagnostics("-- druid-sql-ignore permission-denied: granted at night\nSELECT * FROM koalas", ALICE);
  checkDiagnostics("-- druid-sql-ignore permission-follow, permission-denied: granted at night\nSELECT * FROM koalas", ALICE);
  checkDiagnostics("-- druid-sql-ignore permission-denied granted at night\nSELECT * FROM koalas", ALICE);
  const reason = diagnose("-- druid-sql-ignore permission-follow instead of permission-denied\nSELECT * FROM koalas", ALICE);
  assert.equal(reason.length, 1, "what stands behind a word that is no code is the reason");
  const next = diagnose("-- druid-sql-ignore permission-denied: asked for\nSELECT * FROM koalas; SELECT * FROM koalas", ALICE);
  assert.equal(next.length, 1);
  const other = diagnose("-- druid-sql-ignore permission-follow: asked for\nSELECT * FROM koalas", ALICE);
  assert.equal(other.length, 1);
  const forbidden = diagnose("-- druid-sql-ignore permission-denied: asked for\nSELECT * FROM koalas", {
    ...ALICE,
    inlineComments: "ignored",
  });
  assert.equal(forbidden.length, 1);
});

test("what cannot be known is said, and is no error", () => {
  const found = diagnose("SELECT * FROM {{ table }}", ALICE);
  assert.deepEqual(
    found.map(({ code, severity }) => [code, severity]),
    [["permission-unknown", "information"]],
  );
});

test("an edit leaves the diagnostics of other statements as they are", () => {
  const context = contextOf(ALICE);
  const before = openDocument("SELECT * FROM koalas; SELECT * FROM wikipedia", context.grammar);
  const first = before.statements[0]?.statement;
  assert.ok(first);
  const remembered = diagnoseStatement(context, first);
  const after = editDocument(before, "SELECT * FROM koalas; SELECT * FROM wikipedias");
  const again = after.statements[0]?.statement;
  assert.ok(again);
  assert.equal(diagnoseStatement(context, again), remembered);
});

test("the problems of a roles file, those of its cluster too", () => {
  const text = '{ "roles": {}, "users": { "a": ["nobody"] }, "cluster": { "druidVersion": [] } }';
  const roles = parseRolesFile(text, "file:///druid-roles.json");
  const found = rolesProblems(roles);
  assert.ok(found.some(({ code, range }) => code === "roles-role-undefined" && text.slice(range.start, range.end).includes("nobody")));
  assert.ok(found.some(({ code, range }) => code === "roles-cluster" && text.slice(range.start, range.end) === '"druidVersion": []'));
});
