/**
 * The configuration file: globs, and the published schema against what is read.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { Ajv } from "ajv";
import { createConfigResolver, nearestWord, parseConfigFile, RULES, readEnvironmentSettings } from "../../../server/src/language/index";
import { PROFILE_KEYS } from "../../../server/src/language/permissions/profile";

const SCHEMA = JSON.parse(readFileSync("docs/schemas/druid-sql-config.schema.json", "utf8"));
const validate = new Ajv({ strict: true, allowUnionTypes: true }).compile(SCHEMA);

/** Which of the paths a list of globs excludes. */
function checkGlobs(globs: readonly string[], excluded: readonly string[], kept: readonly string[]): void {
  const resolver = createConfigResolver(parseConfigFile(JSON.stringify({ exclude: globs }), "druid-sql.jsonc"));
  for (const path of excluded) assert.ok(resolver.excludes(path, "file"), `${globs.join(" ")} leaves out ${path}`);
  for (const path of kept) assert.ok(!resolver.excludes(path, "file"), `${globs.join(" ")} keeps ${path}`);
}

describe("globs", () => {
  test("a name matches at any depth, and all that lies in it", () =>
    checkGlobs(["gen"], ["gen", "gen/a.sql", "x/gen/y/a.sql"], ["generated/a.sql", "a.gen"]));
  test("with a slash it counts from the folder of the file", () => checkGlobs(["x/gen"], ["x/gen/a.sql"], ["gen/a.sql", "y/x/gen/a.sql"]));
  test("a slash in front", () => checkGlobs(["/gen"], ["gen/a.sql"], ["x/gen/a.sql"]));
  test("a slash behind", () => checkGlobs(["gen/"], ["x/gen/a.sql"], ["a.sql"]));
  test("a dot in front", () => checkGlobs(["./gen/*"], ["gen/a.sql"], ["x/gen/a.sql"]));
  test("stars, choices, hidden files", () =>
    checkGlobs(["*.{ddl,old.sql}", "**/.tmp/**"], ["a.ddl", "x/y/a.old.sql", "x/.tmp/a.sql"], ["a.sql"]));
  test("taken back", () => checkGlobs(["gen", "!gen/keep.sql"], ["gen/a.sql"], ["gen/keep.sql"]));
  test("letters of the world and blanks", () => checkGlobs(["größe neu"], ["x/größe neu/a.sql"], ["größe/a.sql"]));
});

describe("settings of a file", () => {
  const resolver = createConfigResolver(
    parseConfigFile('{ "as": "user:a", "overrides": [{ "files": "x", "as": "user:b" }, { "files": "y.sql", "strict": 1 }] }', "c"),
  );
  test("the same object for the same settings", () => {
    assert.equal(resolver.settingsOf("a.sql"), resolver.settingsOf("b/c.sql"));
    assert.equal(resolver.settingsOf("x/a.sql"), resolver.settingsOf("x/b.sql"));
    assert.notEqual(resolver.settingsOf("x/a.sql"), resolver.settingsOf("a.sql"));
  });
});

describe("the schema", () => {
  const definitions = SCHEMA.definitions;
  test("has every diagnostic; npm run generate writes them", () =>
    assert.deepEqual(Object.keys(definitions.severity.properties).sort(), RULES.map(({ code }) => code).sort()));
  test("has every key of a cluster", () => assert.deepEqual(Object.keys(definitions.cluster.properties).sort(), [...PROFILE_KEYS].sort()));
  const { properties } = SCHEMA;
  for (const key of Object.keys(properties)) {
    test(`${key} is read`, () => {
      const found = parseConfigFile(JSON.stringify({ [key]: null }), "c").problems;
      assert.ok(
        found.every(({ code }) => code !== "config-unknown-key"),
        key,
      );
    });
  }
  for (const key of Object.keys(properties.overrides.items.properties)) {
    test(`${key} is read in an override`, () => {
      const found = parseConfigFile(JSON.stringify({ overrides: [{ files: "x", [key]: null }] }), "c").problems;
      assert.ok(
        found.every(({ code }) => code !== "config-unknown-key"),
        key,
      );
    });
  }
  const fine = [
    {},
    { $schema: "x", include: "**/*.sql", exclude: ["a"], failOn: "warning", strict: true, baseline: "b.json" },
    { as: ["user:alice", "role:etl"], roles: "r.json", cluster: { druidVersion: 34 }, endpoint: "task", properties: "p" },
    { environments: {}, as: "user:alice" },
    { environments: { dev: { roles: "d.json" }, "Prod EU-1": {} }, environment: "all", overrides: [{ files: "x", environment: ["dev"] }] },
    { environments: { größe: { cluster: { druidVersion: "34" }, properties: ["a", "b"], iamPolicy: "p.json" } }, environment: ["größe"] },
    { severity: { "permission-follow": "off" }, overrides: [{ files: ["etl/**"], as: "role:etl", severity: { upsert: "hint" } }] },
  ];
  for (const config of fine) {
    test(`and the reader take ${JSON.stringify(config)}`, () => {
      assert.ok(validate(config), JSON.stringify(validate.errors));
      assert.deepEqual(parseConfigFile(JSON.stringify(config), "c").problems, []);
    });
  }
  const wrong = [
    { rolse: "x" },
    { as: "alice" },
    { as: [], failOn: "hint" },
    { failOn: "warn" },
    { strict: 1 },
    { cluster: { x: 1 } },
    { severity: { nope: "off" } },
    { severity: { upsert: "of" } },
    { overrides: [{}] },
    { overrides: [{ files: "x", strict: true }] },
    { include: [1] },
    { environments: [] },
    { environments: { dev: "d.json" } },
    { environments: { dev: { rolesFile: "d.json" } } },
    { environments: { dev: { roles: "" } } },
    { environments: { All: {} } },
    { environments: { "prod/eu": {} } },
    { environments: { "": {} } },
    { environments: { "prod ": {} } },
    { environments: { "prod\n": {} } },
    { environments: { ["x".repeat(65)]: {} } },
    { environments: { dev: {} }, environment: 1 },
    [],
  ];
  for (const config of wrong) {
    test(`and the reader refuse ${JSON.stringify(config)}`, () => {
      assert.ok(!validate(config));
      assert.notDeepEqual(parseConfigFile(JSON.stringify(config), "c").problems, []);
    });
  }
});

/** The problems of a configuration, as its author reads them. */
function checkProblems(config: object, expected: readonly string[]): void {
  const text = JSON.stringify(config);
  const found = parseConfigFile(text, "c").problems.map(({ message, range }) => `${text.slice(range.start, range.end)}: ${message}`);
  assert.deepEqual(found, expected);
}

describe("environments", () => {
  const environments = { dev: { roles: "d.json" }, prod: {} };
  test("in the order of the text", () =>
    assert.deepEqual(
      parseConfigFile('{ "environments": { "z": {}, "2": {}, "1": {} } }', "c").environments?.map(({ name }) => name),
      ["z", "2", "1"],
    ));
  test("a name that is not described", () =>
    checkProblems({ environments, environment: "prud" }, ['"prud": There is no environment "prud"; did you mean prod?']));
  test("in an override", () =>
    checkProblems({ environments, overrides: [{ files: "x", environment: ["dev", "qa"] }] }, [
      '"qa": There is no environment "qa"; described are dev, prod.',
    ]));
  test("none are described", () => checkProblems({ environment: "dev" }, ['"dev": No environments are described, so there is no "dev".']));
  test("all, without any", () => checkProblems({ environment: "all" }, ['"all": No environments are described, so there is no "all".']));
  test("all cannot be a name", () =>
    checkProblems({ environments: { all: {} } }, ['"all": "all" means each environment and cannot be the name of one.']));
  test("an odd name", () =>
    checkProblems({ environments: { "a/b": {} } }, [
      '"a/b": "a/b" cannot be the name of an environment: letters, digits, and between them ".", "_", "-" and blanks, at most 64.',
    ]));
  test("the same twice", () =>
    assert.match(parseConfigFile('{ "environments": { "a": {}, "a": {} } }', "c").problems[0]?.message ?? "", /stands here twice/));
  test("an override chooses for its files", () => {
    const text = JSON.stringify({ environments, overrides: [{ files: "live/**", environment: "prod" }] });
    assert.deepEqual(createConfigResolver(parseConfigFile(text, "c")).settingsOf("live/a.sql").environment, ["prod"]);
  });
  test("as settings of an editor", () => {
    const read = readEnvironmentSettings({ dev: { rolesFile: "d.json", druidProperties: "p" }, "x/y": {}, stage: { roles: "s" } });
    assert.deepEqual(read.environments, [{ name: "dev", roles: "d.json", properties: ["p"] }, { name: "stage" }]);
    assert.match(read.problems.join(" "), /"x\/y" cannot be the name.*"roles" means nothing here/);
  });
  for (const value of [undefined, null, [], "dev", 1, { __proto__: {} }]) {
    test(`a setting of ${JSON.stringify(value)}`, () => assert.deepEqual(readEnvironmentSettings(value).environments, []));
  }
});

describe("whatever the text", () => {
  for (const text of [
    "",
    " ",
    "null",
    "{",
    '{"as":',
    '{"as":}',
    '{"overrides":[{]}',
    "[".repeat(5000),
    `{"as":"${"x".repeat(2_000_000)}"}`,
    '{"__proto__":1,"severity":{"__proto__":"off"}}',
  ]) {
    test(JSON.stringify(text.slice(0, 40)), () => {
      const { settings, problems } = parseConfigFile(text, "c");
      assert.ok(Object.keys(settings).every((key) => key === "severity"));
      assert.equal(problems.length > 0, text.trim() !== "");
    });
  }
});

describe("the word that was meant", () => {
  const nearest = (word: string): string | undefined => nearestWord(word, ["roles", "cluster", "severity"]);
  test("a letter too few, too many, another, swapped", () => {
    for (const word of ["role", "roless", "rolex", "rolse", "ROLES"]) assert.equal(nearest(word), "roles", word);
  });
  test("another word", () => assert.equal(nearest("rules"), "roles"));
  test("nothing near", () => assert.equal(nearest("password"), undefined));
});
