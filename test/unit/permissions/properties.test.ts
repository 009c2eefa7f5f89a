/**
 * Druid's own properties files: how their text is read, and what they say about the cluster.
 */
import * as assert from "node:assert/strict";
import { describe, test } from "node:test";
import { readPropertiesProfile } from "../../../server/src/language/permissions/propertiesProfile";
import { parseProperties } from "../../../server/src/language/text/javaProperties";

function checkProperties(text: string, expected: Readonly<Record<string, string>>): void {
  assert.deepEqual(Object.fromEntries(parseProperties(text).map(({ key, value }) => [key, value])), expected);
}

/** What files state; each is the text of one. */
function checkStated(texts: readonly string[], expected: Readonly<Record<string, unknown>>): void {
  const { stated, problems } = readPropertiesProfile(texts.map((text, index) => ({ name: `${index}.properties`, text })));
  assert.deepEqual(stated, expected);
  assert.deepEqual(problems, []);
}

function checkNotStated(text: string, message: string): void {
  const { stated, problems } = readPropertiesProfile([{ name: "a.properties", text }]);
  assert.deepEqual(stated, {});
  assert.deepEqual(
    problems.map((problem) => problem.message),
    [message],
  );
}

describe("the text of a properties file", () => {
  test("keys, separators and values", () => {
    checkProperties("a=1\nb:2\nc 3\n d \t= 4 \ne\nf=\ng==x\nh = : y", { a: "1", b: "2", c: "3", d: "4 ", e: "", f: "", g: "=x", h: ": y" });
    checkProperties("a=1\na=2", { a: "2" });
    checkProperties("\uFEFFa=1\r\nb=2\rc=3", { a: "1", b: "2", c: "3" });
    checkProperties("", {});
  });
  test("comments and blank lines", () => {
    checkProperties("# a=1\n  ! b=2\n\n \t\n#c=3\\\nd=4#5", { d: "4#5" });
  });
  test("continued lines", () => {
    checkProperties("a=1,\\\n   2,\\\r\n\t3\nb=4", { a: "1,2,3", b: "4" });
    checkProperties("a=1\\\\\nb=2", { a: "1\\", b: "2" });
    checkProperties("a=1\\\n# no comment", { a: "1# no comment" });
    checkProperties("a=1\\", { a: "1" });
  });
  test("escapes", () => {
    checkProperties("a\\ b\\:c\\=d=1", { "a b:c=d": "1" });
    checkProperties("a=\\t\\n\\u0041\\q\\\\\\u00", { a: "\t\nAq\\u00" });
  });
});

describe("what Druid's properties say", () => {
  test("switches and lists", () => {
    checkStated(["druid.auth.enableInputSourceSecurity=true\ndruid.auth.authorizeQueryContextParams=false"], {
      inputSourceSecurity: "true",
      authorizeQueryContext: "false",
    });
    checkStated(['druid.auth.securedContextKeys=["a"]\ndruid.auth.unsecuredContextKeys=[]'], {
      securedContextKeys: ["a"],
      unsecuredContextKeys: [],
    });
    checkStated(["druid.sql.planner.authorizeSystemTablesDirectly=true\ndruid.sql.planner.enableSysQueriesTable=true"], {
      authorizeSystemTables: "true",
      sysQueriesTable: "true",
    });
    checkStated(["druid.service=druid/broker\ndruid.plaintextPort=8082"], {});
    checkStated([], {});
  });
  test("a later file comes first", () => {
    checkStated(["druid.auth.enableInputSourceSecurity=true", "druid.auth.enableInputSourceSecurity=false"], {
      inputSourceSecurity: "false",
    });
    const { files } = readPropertiesProfile([
      { name: "common", text: "druid.auth.enableInputSourceSecurity=true\ndruid.auth.authorizeQueryContextParams=true" },
      { name: "broker", text: "druid.auth.enableInputSourceSecurity=false" },
    ]);
    assert.deepEqual(files, { inputSourceSecurity: "broker", authorizeQueryContext: "common" });
  });
  test("the default context, by its first parts", () => {
    checkStated(["druid.query.default.context.timeout=3\ndruid.query.default.context.a.b=1"], { defaultContext: { timeout: "3", a: "1" } });
  });
  test("durable storage, once it is enabled", () => {
    const s3 = "druid.msq.intermediate.storage.type=s3\ndruid.msq.intermediate.storage.bucket=b\ndruid.msq.intermediate.storage.prefix=p";
    checkStated([s3], {});
    checkStated([`druid.msq.intermediate.storage.enable=true\n${s3}`], { durableStorage: { type: "s3", bucket: "b", prefix: "p" } });
    const azure =
      "druid.msq.intermediate.storage.enable=true\ndruid.msq.intermediate.storage.type=azure\ndruid.msq.intermediate.storage.container=c";
    checkStated([azure], { durableStorage: { type: "azure", bucket: "c" } });
  });
  test("the authorizers in use", () => {
    checkStated(
      [
        'druid.auth.authorizers=["b"]\ndruid.auth.authorizer.b.type=basic\ndruid.auth.authorizer.unused.type=allowAll\n' +
          'druid.auth.authorizer.b.roleProvider.type=ldap\ndruid.auth.authorizer.b.roleProvider.groupFilters=["*,ou=a"]',
      ],
      { authorizer: "basic", roleProvider: "ldap", groupFilters: ["*,ou=a"] },
    );
    checkStated(["druid.auth.authorizer.b.type=basic"], { authorizer: "basic" });
    checkNotStated(
      "druid.auth.authorizer.b.type=basic\ndruid.auth.authorizer.a.type=allowAll",
      "a.properties: authorizers b, a differ in type; state authorizer for those who send SQL.",
    );
  });
  test("what cannot be known or understood is said, and states nothing", () => {
    checkNotStated("druid.auth.enableInputSourceSecurity=yes", "a.properties: druid.auth.enableInputSourceSecurity must be true or false.");
    checkNotStated("druid.auth.securedContextKeys=a,b", "a.properties: druid.auth.securedContextKeys must be a list of strings.");
    checkNotStated(
      "druid.auth.enableInputSourceSecurity=${env:SECURE}",
      "a.properties: the value of druid.auth.enableInputSourceSecurity is filled in when Druid starts, and not known here.",
    );
    checkNotStated(
      "druid.auth.authorizer.r.type=ranger",
      "a.properties: druid.auth.authorizer.r.type must be one of basic, allowAll, readOnly.",
    );
    assert.equal(readPropertiesProfile([{ name: "a", failure: "does not exist" }]).problems[0]?.message, "a: does not exist.");
  });
});
