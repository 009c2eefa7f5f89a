/**
 * Where each value of the profile was taken from.
 */
import * as assert from "node:assert/strict";
import { test } from "node:test";
import { createContext, openDocument, reportMarkdown, reportOf } from "../../../server/src/language/index";

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
  checkSource("authorizeSystemTables", "properties file common");
  checkSource("views", "stock");
  checkSource("router", "stock");
});

test("the report says so", () => {
  const text = reportMarkdown(CONTEXT, REPORT, { name: "a.sql", uri: "file:///a.sql", text: SQL });
  assert.match(text, /Stated: `druidVersion` \(directive\), `inputSourceSecurity` \(setting\), `authorizeQueryContext` \(roles file\)/);
  assert.match(text, /`authorizeSystemTables` \(properties file common\)/);
});
