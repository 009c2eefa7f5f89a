/**
 * Druid's own properties files: how their text is read, and what they say about the cluster.
 */
import * as assert from "node:assert/strict";
import { describe, test } from "node:test";
import { placeOfProperty, readPropertiesProfile } from "../../../server/src/language/permissions/propertiesProfile";
import { parseProperties } from "../../../server/src/language/text/javaProperties";

function checkProperties(text: string, expected: Readonly<Record<string, string>>): void {
  assert.deepEqual(Object.fromEntries(parseProperties(text).map(({ key, value }) => [key, value])), expected);
}

/** What files state; each is the text of one. */
function checkStated(texts: readonly string[], expected: Readonly<Record<string, unknown>>): void {
  const { stated, problems } = readPropertiesProfile(texts.map((text, index) => ({ name: `${index}.properties`, text })));
  assert.deepEqual(stated, expected);
  assert.deepEqual(
    problems.filter(({ severity }) => severity !== "information"),
    [],
  );
}

/** What one text states, and the one thing that is said about it. */
function checkProblem(text: string, severity: string, message: string, expected: Readonly<Record<string, unknown>> = {}): void {
  const { stated, problems } = readPropertiesProfile([{ name: "a.properties", text }]);
  assert.deepEqual(stated, expected);
  assert.deepEqual(
    problems.map((problem) => [problem.severity, problem.message]),
    [[severity, message]],
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
      inputSourceSecurity: true,
      authorizeQueryContext: false,
    });
    checkStated(['druid.auth.securedContextKeys=["a"]\ndruid.auth.unsecuredContextKeys=[]'], {
      securedContextKeys: ["a"],
      unsecuredContextKeys: [],
    });
    checkStated(["druid.sql.planner.authorizeSystemTablesDirectly=true\ndruid.sql.planner.enableSysQueriesTable=true"], {
      authorizeSystemTables: true,
      sysQueriesTable: true,
    });
    checkStated(["druid.service=druid/broker\ndruid.plaintextPort=8082"], {});
    checkStated([], {});
  });
  test("a later file comes first", () => {
    checkStated(["druid.auth.enableInputSourceSecurity=true", "druid.auth.enableInputSourceSecurity=false"], {
      inputSourceSecurity: false,
    });
    const { places, problems } = readPropertiesProfile([
      { name: "common", text: "druid.auth.enableInputSourceSecurity=true\ndruid.auth.authorizeQueryContextParams=true" },
      { name: "broker", text: "druid.auth.enableInputSourceSecurity=false" },
    ]);
    const named = Object.entries(places).map(([key, place]) => [key, placeOfProperty(place)]);
    assert.deepEqual(Object.fromEntries(named), { inputSourceSecurity: "broker:1", authorizeQueryContext: "common:2" });
    assert.deepEqual(
      problems.map(({ severity, message, file }) => [severity, file, message]),
      [["information", "common", "druid.auth.enableInputSourceSecurity is true here and false in broker:1, which counts."]],
    );
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
    checkStated(['druid.auth.authorizers=["allowAll"]'], { authorizer: "allowAll" });
    checkStated(["druid.auth.authorizer.r.type=ranger\ndruid.auth.authorizer.r.use_ugi=true"], {
      authorizer: "ranger",
      rangerUseUgi: true,
    });
    checkStated(["druid.auth.authorizer.b.type=basic\ndruid.auth.authorizer.b.use_ugi=true"], { authorizer: "basic" });
  });
  test("several authorizers: what those agree on whom the authenticators ask", () => {
    const two = "druid.auth.authorizer.b.type=basic\ndruid.auth.authorizer.a.type=allowAll";
    const differ = "The authorizers b (basic), a (allowAll) differ, so every verdict is unknown. State authorizer for those who send SQL.";
    checkProblem(two, "warning", differ, { authorizer: "other" });
    const chain = 'druid.auth.authenticatorChain=["one"]\ndruid.auth.authenticator.one.authorizerName=b';
    checkStated([`${two}\n${chain}`], { authorizer: "basic" });
    checkStated([two.replace("allowAll", "basic")], { authorizer: "basic" });
    checkProblem(
      `${two.replace("allowAll", "basic")}\ndruid.auth.authorizer.b.roleProvider.type=ldap`,
      "warning",
      "Authorizers b, a differ in roleProvider.type; state roleProvider for those who send SQL.",
      { authorizer: "basic" },
    );
  });
  test("an authorizer that is not known, or not understood, is never taken for the basic one", () => {
    const known = "(those of basic, ranger, allowAll, readOnly are)";
    checkProblem(
      "druid.auth.authorizer.r.type=opa",
      "warning",
      `The rules of the authorizer opa are not known here ${known}, so every verdict is unknown.`,
      { authorizer: "other" },
    );
    checkProblem(
      "druid.auth.authorizer.r.type=Basic ",
      "error",
      '"Basic " is no authorizer of Druid\'s; basic is, letter for letter and without blanks.',
      { authorizer: "other" },
    );
    checkProblem(
      "druid.auth.authorizer.r.type=${env:AUTH}",
      "warning",
      "The value of druid.auth.authorizer.r.type is filled in when Druid starts and is not known here. State it in cluster of the roles file.",
      { authorizer: "other" },
    );
  });
  test("values as Jackson takes them", () => {
    for (const text of ["TRUE", "True", "true  "])
      checkStated([`druid.auth.enableInputSourceSecurity=${text}`], { inputSourceSecurity: true });
    checkStated(["druid.auth.enableInputSourceSecurity: False\t"], { inputSourceSecurity: false });
    checkStated(["druid.auth.enableInputSourceSecurity="], { inputSourceSecurity: false });
    checkStated(['druid.auth.securedContextKeys = ["a",\\\n  "b", 1] '], { securedContextKeys: ["a", "b", "1"] });
    checkStated(['druid.query.default.context={"timeout":1}\ndruid.query.default.context.priority=2'], {
      defaultContext: { timeout: 1, priority: "2" },
    });
    checkStated(["druid.msq.intermediate.storage.enable=TRUE\ndruid.msq.intermediate.storage.type=local"], {
      durableStorage: { type: "local" },
    });
    checkStated(["druid.msq.intermediate.storage.enable=true \ndruid.msq.intermediate.storage.type=local"], {});
  });
  test("the stock view manager knows no views", () => {
    checkStated(["druid.sql.viewmanager.type=noop"], { views: [] });
    checkStated(["druid.sql.viewmanager.type=inMemory"], {});
  });
  test("what cannot be known or understood is said, and states nothing", () => {
    checkProblem("druid.auth.enableInputSourceSecurity=yes", "error", "druid.auth.enableInputSourceSecurity must be true or false.");
    checkProblem("druid.auth.securedContextKeys=a,b", "error", "druid.auth.securedContextKeys must be a list of strings.");
    checkProblem(
      "druid.auth.enableInputSourceSecurity=${env:SECURE}",
      "warning",
      "The value of druid.auth.enableInputSourceSecurity is filled in when Druid starts and is not known here. State it in cluster of the roles file.",
    );
    checkProblem(
      "druid.policy.enforcer.type=restrictAllTables",
      "warning",
      "The policy enforcer restrictAllTables lets nobody read a datasource without a row policy, whoever is permitted to. Verdicts here are about permissions alone.",
    );
    checkProblem(
      "druid.auth.enableInputSourceSecurity=true\n\ndruid.auth.enableInputSourceSecurity=false",
      "warning",
      "druid.auth.enableInputSourceSecurity is true here and false in line 3, which counts.",
      { inputSourceSecurity: false },
    );
    const [missing] = readPropertiesProfile([{ name: "a", failure: "does not exist" }]).problems;
    assert.deepEqual(missing, { severity: "error", message: "does not exist.", file: "a" });
  });
  test("a problem has its place", () => {
    const text = "# one\n  druid.auth.enableInputSourceSecurity = \\\n  yes  \nb=2";
    const at = readPropertiesProfile([{ name: "a", text }]).problems[0]?.at;
    assert.equal(at?.line, 2);
    assert.equal(text.slice(at?.range.start, at?.range.end), "druid.auth.enableInputSourceSecurity = \\\n  yes  ");
  });
});
