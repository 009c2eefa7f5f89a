/**
 * The configuration file: globs, and the published schema against what is read.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { Ajv } from "ajv";
import { createConfigResolver, nearestWord, parseConfigFile, RULES } from "../../../server/src/language/index";
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
    [],
  ];
  for (const config of wrong) {
    test(`and the reader refuse ${JSON.stringify(config)}`, () => {
      assert.ok(!validate(config));
      assert.notDeepEqual(parseConfigFile(JSON.stringify(config), "c").problems, []);
    });
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
