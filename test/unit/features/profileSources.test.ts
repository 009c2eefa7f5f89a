/**
 * Where each value of the profile was taken from.
 */
import * as assert from "node:assert/strict";
import { test } from "node:test";
import {
  createContext,
  describeClusterLine,
  openDocument,
  parseRolesFile,
  problemWords,
  reportMarkdown,
  reportOf,
} from "../../../server/src/language/index";

const SQL = "-- druid-sql: version=31\nSELECT 1;\n-- druid-sql: router=true\nSELECT 2";
const CONTEXT = createContext({
  cluster: [
    { inputSourceSecurity: true, druidVersion: 36 },
    { inputSourceSecurity: false, authorizeQueryContext: true, views: null },
  ],
  properties: [
    { name: "common", text: "druid.auth.authorizeQueryContextParams=false\ndruid.sql.planner.authorizeSystemTablesDirectly=true" },
    { name: "broker", text: "druid.auth.enableInputSourceSecurity=false" },
  ],
});
const REPORT = reportOf(CONTEXT, openDocument(SQL, CONTEXT.grammar));

function checkSource(key: string, source: string): void {
  assert.equal(REPORT.profileSources[key], source);
  assert.equal(REPORT.assumed.includes(key), source === "stock");
}

test("every key has its source, the first that states it", () => {
  checkSource("druidVersion", "directive");
  checkSource("inputSourceSecurity", "setting");
  checkSource("authorizeQueryContext", "roles file");
  checkSource("authorizeSystemTables", "properties file common:2");
  checkSource("views", "stock");
  checkSource("router", "stock");
});

test("the report says so", () => {
  const text = reportMarkdown(CONTEXT, REPORT, { name: "a.sql", uri: "file:///a.sql", text: SQL });
  assert.match(text, /Stated: `druidVersion` \(comment\), `inputSourceSecurity` \(setting\), `authorizeQueryContext` \(roles file\)/);
  assert.match(text, /`authorizeSystemTables` \(common:2\)/);
});

test("what a comment states for one statement is said with that statement", () => {
  const [first, second] = REPORT.statements;
  assert.equal(first?.stated, undefined);
  assert.deepEqual(second?.stated, { profile: { router: true }, profileSources: { router: "directive" } });
  const text = reportMarkdown(CONTEXT, REPORT, { name: "a.sql", uri: "file:///a.sql", text: SQL });
  assert.match(text, /`SELECT 2`\n\nStated for this statement: `router=true` \(comment\)/);
});

test("the cluster on one line", () => {
  assert.equal(
    describeClusterLine(CONTEXT),
    "Druid 36 (setting), input source security on (setting), context keys authorized (roles file), system tables authorized (common:2); " +
      "assumed: authorizer basic, no LDAP groups",
  );
  assert.equal(
    describeClusterLine(createContext({})),
    "nothing is stated; assumed: Druid 38, input source security off, context keys not authorized, system tables not authorized, " +
      "authorizer basic, no LDAP groups",
  );
});

test("a description that cannot be understood leaves the word to the next one, and is named", () => {
  const { settings, profileSources, profileProblems } = createContext({
    cluster: [{ inputSourceSecurity: "yes" }, { inputSourceSecurity: true, colour: 1 }],
    properties: [{ name: "common", text: "druid.auth.securedContextKeys=a" }],
  });
  assert.equal(settings.profile.inputSourceSecurity, true);
  assert.equal(profileSources["inputSourceSecurity"], "roles file");
  assert.deepEqual(
    profileProblems.map(problemWords).map((words) => words.split(". Known")[0]),
    [
      "The setting druidSql.cluster: inputSourceSecurity must be true or false.",
      "cluster in the roles file: colour is not known",
      "common:1: druid.auth.securedContextKeys must be a list of strings.",
    ],
  );
});

test("an authorizer that is not understood is never taken for the basic one", () => {
  const roles = parseRolesFile('{ "roles": { "a": [{ "resource": { "name": ".*", "type": "DATASOURCE" }, "action": "READ" }] } }', "r");
  const parts = { roles, principal: { kind: "roles" as const, names: ["a"] } };
  for (const given of [{ cluster: [{ authorizer: "Basic" }] }, { properties: [{ name: "p", text: "druid.auth.authorizer.x.type=opa" }] }]) {
    const context = createContext({ ...parts, ...given });
    const [statement] = reportOf(context, openDocument("SELECT * FROM wiki", context.grammar)).statements;
    assert.equal(statement?.verdict, "unknown");
  }
  const basic = createContext(parts);
  assert.equal(reportOf(basic, openDocument("SELECT * FROM wiki", basic.grammar)).statements[0]?.verdict, "allowed");
});
