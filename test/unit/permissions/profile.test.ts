/**
 * How the description of a cluster is read.
 */
import * as assert from "node:assert/strict";
import { test } from "node:test";
import { STOCK_PROFILE } from "../../../server/src/language/permissions/model";
import { PROFILE_KEYS, readProfile } from "../../../server/src/language/permissions/profile";

/** What becomes of one key. */
function checkKey(key: string, value: unknown, expected: unknown): void {
  const { profile, problems, assumed } = readProfile({ [key]: value });
  assert.deepEqual(problems, []);
  assert.deepEqual((profile as unknown as Record<string, unknown>)[key], expected);
  assert.equal((assumed as readonly string[]).includes(key), false);
}

function checkProblem(raw: unknown, message: RegExp, path: readonly string[]): void {
  const { problems } = readProfile(raw);
  assert.equal(problems.length, 1);
  assert.match(problems[0]?.message ?? "", message);
  assert.deepEqual(problems[0]?.path, path);
}

test("nothing stated is a stock Druid, and said to be assumed", () => {
  for (const raw of [undefined, null, {}, { druidVersion: undefined, router: null }]) {
    const { profile, assumed, problems } = readProfile(raw);
    assert.deepEqual(profile, STOCK_PROFILE);
    assert.deepEqual(assumed, PROFILE_KEYS);
    assert.deepEqual(problems, []);
  }
});

test("versions are read leniently", () => {
  for (const value of [34, "34", "34.0.1", " 34 ", "34.0.0-SNAPSHOT", "v34", "apache-druid-34.0.1"]) checkKey("druidVersion", value, 34);
  checkProblem({ druidVersion: "99.1" }, /newer/, ["druidVersion"]);
  assert.equal(readProfile({ druidVersion: 99 }).profile.druidVersion, 38);
  checkProblem({ druidVersion: 12 }, /older/, ["druidVersion"]);
  assert.equal(readProfile({ druidVersion: 12 }).profile.druidVersion, 24);
  for (const value of ["new", "", {}, true]) checkProblem({ druidVersion: value }, /must be a Druid version/, ["druidVersion"]);
});

test("each key is read by its type", () => {
  checkKey("inputSourceSecurity", true, true);
  checkKey("router", "false", false);
  checkKey("securedContextKeys", [], []);
  checkKey("unsecuredContextKeys", ["a"], ["a"]);
  checkKey("defaultContext", { timeout: 1 }, { timeout: 1 });
  checkKey("durableStorage", { type: "s3", bucket: "b" }, { type: "s3", bucket: "b" });
  checkKey("authorizer", "readOnly", "readOnly");
  checkKey("roleProvider", "ldap", "ldap");
  checkKey("tableFunctions", { http: "http" }, { HTTP: "http" });
  checkKey("functions", ["my_function"], ["MY_FUNCTION"]);
  checkKey("extensions", ["druid-stats"], ["druid-stats"]);
  checkKey("views", ["v"], ["v"]);
  for (const key of PROFILE_KEYS) checkProblem({ [key]: 1n }, new RegExp(`^${key} must be`), [key]);
});

test("what is not understood names its key", () => {
  checkProblem({ colour: 1 }, /colour is not known/, ["colour"]);
  checkProblem(JSON.parse('{ "__proto__": {} }'), /__proto__ is not known/, ["__proto__"]);
  checkProblem({ inputsourcesecurity: true }, /inputSourceSecurity is/, ["inputsourcesecurity"]);
  checkProblem({ toString: 1 }, /not known/, ["toString"]);
  checkProblem([], /must be an object/, []);
  checkProblem({ durableStorage: { type: "floppy" } }, /durableStorage must be/, ["durableStorage"]);
});

test("what counts for nothing is an error, what counts for something else a warning", () => {
  const severityOf = (raw: unknown): string | undefined => readProfile(raw).problems[0]?.severity;
  for (const raw of [{ colour: 1 }, { router: "maybe" }, { druidVersion: "new" }, 7]) assert.equal(severityOf(raw), "error");
  for (const raw of [{ druidVersion: 99 }, { druidVersion: "12" }]) assert.equal(severityOf(raw), "warning");
});

test("a switch that the stated version does not have gets a warning", () => {
  for (const [version, switches, message] of [
    [24, { securedContextKeys: ["a"] }, "Druid 24 has no securedContextKeys; Druid 25 brought it."],
    [25, { inputSourceSecurity: true }, "Druid 25 has no input source security; Druid 26 brought it."],
    [27, { durableStorage: { type: "azure" } }, "Druid 27 has no durable storage in azure; Druid 28 brought it."],
    [28, { durableStorage: { type: "google" } }, "Druid 28 has no durable storage in google; Druid 29 brought it."],
    [36, { authorizer: "readOnly" }, "Druid 36 has no authorizer readOnly; Druid 37 brought it."],
    [36, { sysQueriesTable: true }, "Druid 36 has no sys.queries; Druid 37 brought it."],
  ] as const) {
    const messagesAt = (druidVersion: number): readonly string[] =>
      readProfile({ ...switches, druidVersion }).problems.map((each) => each.message);
    assert.deepEqual(messagesAt(version), [message]);
    assert.deepEqual(messagesAt(version + 1), []);
    assert.deepEqual(readProfile(switches).problems, [], "the version is not stated");
  }
  assert.deepEqual(readProfile({ druidVersion: 24, inputSourceSecurity: false, sysQueriesTable: false }).problems, []);
  checkProblem({ roleProvider: "metadata", groupFilters: ["ou=x"] }, /count for nothing/, ["groupFilters"]);
  assert.deepEqual(readProfile({ groupFilters: ["ou=x"] }).problems, []);
});
