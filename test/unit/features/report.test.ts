/**
 * The permission report, as data and as Markdown.
 */
import * as assert from "node:assert/strict";
import { test } from "node:test";
import { openDocument, type Report, reportMarkdown, reportOf, summaryOf } from "../../../server/src/language/index";
import { contextOf, type Given, ROLES } from "../../support/context";

const ALICE: Given = { roles: ROLES, as: "user:alice" };

const SQL = [
  "SELECT * FROM wikipedia;",
  "INSERT INTO dst SELECT * FROM koalas PARTITIONED BY ALL;",
  "SELECT FROM koalas;",
  "SELECT * FROM {{ table }};",
  "-- nothing more",
].join("\n");

function report(text: string, given: Given): Report {
  const context = contextOf(given);
  return reportOf(context, openDocument(text, context.grammar));
}

function checkSummary(text: string, given: Given, expected: string): void {
  assert.equal(summaryOf(report(text, given).counts), expected);
}

function markdown(text: string, given: Given): string {
  const context = contextOf(given);
  const found = reportOf(context, openDocument(text, context.grammar));
  return reportMarkdown(context, found, { name: "load.sql", uri: "file:///load.sql", text });
}

test("the summary counts statements by verdict", () => {
  checkSummary(SQL, ALICE, "1 allowed, 1 denied, 1 unknown, 1 refused");
  checkSummary(SQL, {}, "1 refused, 3 not judged");
  checkSummary(" -- nothing\n", ALICE, "no statements");
  checkSummary("", ALICE, "no statements");
  checkSummary("SELECT 1", ALICE, "1 allowed");
});

test("ranges count from the start of the document", () => {
  const { statements } = report(SQL, ALICE);
  const second = statements[1];
  assert.ok(second);
  assert.equal(SQL.slice(second.range.start, second.range.end), "INSERT INTO dst SELECT * FROM koalas PARTITIONED BY ALL");
  const causes = second.needs.map(({ name, causes }) => [name, ...causes.map(({ start, end }) => SQL.slice(start, end))]);
  assert.deepEqual(new Set(causes.map(String)), new Set(["koalas,koalas", "dst,dst"]));
  const refused = statements[2]?.errors[0];
  assert.ok(refused && SQL.slice(refused.range.start).startsWith("FROM koalas"));
});

test("missing grants: each once, without those of refused statements, what decides first", () => {
  const { missing } = report(`${SQL}; SELECT * FROM koalas`, ALICE);
  assert.deepEqual(
    missing.map(({ phase, permission }) => [phase, permission.action, permission.resource.name]),
    [
      ["submit", "READ", "koalas"],
      ["submit", "WRITE", "dst"],
      ["follow", "READ", "dst"],
    ].sort((a, b) => (a[0] === "submit" ? 0 : 1) - (b[0] === "submit" ? 0 : 1)),
  );
});

test("needs are listed without roles, and not judged", () => {
  const found = report("SELECT * FROM koalas", {});
  assert.equal(found.statements[0]?.verdict, undefined);
  assert.equal(found.statements[0]?.needs[0]?.verdict, undefined);
  assert.equal(found.statements[0]?.needs[0]?.name, "koalas");
  assert.deepEqual(found.missing, []);
});

test("the report as Markdown", () => {
  const text = markdown(SQL, ALICE);
  for (const piece of [
    "# Permissions of load.sql",
    "**1 allowed, 1 denied, 1 unknown, 1 refused**",
    "- Who: `user:alice`",
    "- Roles: [druid-roles.json](1)",
    "everything is assumed to be as in a stock Druid",
    '  {"resource":{"name":"koalas","type":"DATASOURCE"},"action":"READ"},',
    "**Denied** for `user:alice`\n\n`INSERT INTO dst SELECT * FROM koalas PARTITIONED BY ALL`",
    "**Refused**",
    "**Not known** for `user:alice`",
  ]) {
    assert.ok(text.includes(piece), `${piece} is not in:\n${text}`);
  }
});

test("the report says what is assumed, and what nobody understands", () => {
  const text = markdown("SELECT 1", { cluster: { druidVersion: "34", authorizer: "allAlow" } });
  assert.match(text, /Druid 34/);
  assert.match(text, /Assumed as in a stock Druid, since nobody states it: .*`inputSourceSecurity`/);
  assert.match(text, /In the description of the cluster: .*authorizer/);
  assert.match(text, /no roles file, so nothing is judged/);
});

test("nothing of the user's text becomes markup in a report", () => {
  const text = markdown('SELECT * FROM "`](x)\n# Allowed"', ALICE);
  assert.ok(!text.includes("\n# Allowed"), text);
});
