/**
 * Environments on the command line: which are asked about, what comes before what, and how each report tells them apart.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { Ajv } from "ajv";
import { type CliCase, checkCli, checkedOutcome } from "./checkCli";

const rolesFor = (pattern: string): string =>
  JSON.stringify({
    roles: { reader: [{ resource: { name: pattern, type: "DATASOURCE" }, action: "READ" }] },
    users: { alice: ["reader"], bob: [] },
  });

const CONFIG = {
  as: "user:alice",
  cluster: { druidVersion: 33, router: true },
  environments: {
    dev: { roles: "security/dev.json", cluster: { druidVersion: 34 } },
    stage: { roles: "security/stage.json" },
    prod: { roles: "security/prod.json", cluster: { druidVersion: 31 }, properties: "prod.properties" },
  },
};

const FILES = {
  "security/dev.json": rolesFor(".*"),
  "security/stage.json": rolesFor("wiki.*"),
  "security/prod.json": rolesFor("wikipedia_prod"),
  "prod.properties": "druid.auth.enableInputSourceSecurity=true\n",
  "a.sql": "SELECT page FROM wikipedia",
};

interface EnvironmentCase extends CliCase {
  readonly config?: object;
}

/** Runs the program where three environments are described. */
async function checkEnvironments({ config = CONFIG, ...cli }: EnvironmentCase): Promise<void> {
  await checkCli({ ...cli, files: { "druid-sql.jsonc": JSON.stringify(config), ...FILES, ...cli.files } });
}

const UNCHOSEN = "no environment is chosen, so dev is asked about; --environment takes dev, stage, prod or all";

describe("which are asked about", () => {
  test("the first, where nobody says, and that is said", () =>
    checkEnvironments({ run: "check", complains: [UNCHOSEN], says: ["SELECT — allowed", "as user:alice in dev (security/dev.json)"] }));
  test("one", () => checkEnvironments({ run: "check --environment prod", exit: 1, says: ["denied", "in prod (security/prod.json)"] }));
  test("two, in the order of the description", () =>
    checkEnvironments({
      run: "check --environment prod --environment stage",
      exit: 1,
      says: [
        "SELECT in stage — allowed",
        "SELECT in prod — denied",
        "as user:alice in stage: 1 allowed",
        "as user:alice in prod: 1 denied",
      ],
    }));
  test("all, each for each principal", () =>
    checkEnvironments({
      run: "check --environment all --as user:alice --as user:bob",
      exit: 1,
      says: [
        "1 statement in 1 file (security/dev.json, security/stage.json, security/prod.json)",
        "as user:alice in dev: 1 allowed",
        "as user:bob in dev: 1 denied",
        "as user:alice in stage: 1 allowed",
        "as user:alice in prod: 1 denied",
        "Missing for user:alice in prod:",
        "Cluster of dev: Druid 34 (environment dev)",
        "Cluster of stage: Druid 33 (configuration file)",
        "Cluster of prod: Druid 31 (environment prod)",
      ],
    }));
  test("what the configuration file chooses", () =>
    checkEnvironments({ config: { ...CONFIG, environment: ["stage"] }, run: "check", says: ["in stage (security/stage.json)"] }));
  test("an override chooses for its files", () =>
    checkEnvironments({
      config: { ...CONFIG, environment: "dev", overrides: [{ files: "live/**", environment: "prod" }] },
      files: { "live/b.sql": "SELECT * FROM wikipedia_prod" },
      run: "check",
      says: ["a.sql:1:1 SELECT in dev — allowed", "live/b.sql:1:1 SELECT in prod — allowed"],
    }));
  test("needs, where clusters differ", () =>
    checkEnvironments({
      files: {
        "a.sql": `INSERT INTO t SELECT * FROM TABLE(EXTERN('{"type":"http","uris":[]}','{"type":"csv"}')) EXTEND (x VARCHAR) PARTITIONED BY ALL`,
      },
      run: "needs --environment stage --environment prod",
      says: ["in stage", "READ EXTERNAL EXTERNAL", "in prod", "READ EXTERNAL http"],
    }));
});

describe("what comes before what", () => {
  const json = (words: string): string => `check --environment prod --format json --fail-on never ${words}`;
  test("an environment before the rest of the file, key by key", () =>
    checkEnvironments({ run: json(""), says: ['"druidVersion":"31"', '"router":true', '"druidVersion":"environment prod"'] }));
  test("an option before the environment", () =>
    checkEnvironments({ run: json("--druid-version 36"), says: ['"druidVersion":"36"', '"druidVersion":"option"'] }));
  test("a comment before both", () =>
    checkEnvironments({
      files: { "a.sql": "-- druid-sql: version=37\nSELECT 1" },
      run: json("--druid-version 36"),
      says: ['"druidVersion":"37"'],
    }));
  test("--roles before the environment's", () =>
    checkEnvironments({ run: json("--roles security/dev.json"), says: ['"rolesFile":"security/dev.json"', '"verdict":"allowed"'] }));
  test("properties of the environment", () => checkEnvironments({ run: json(""), says: ['"inputSourceSecurity":true'] }));
  test("an environment without a roles file has the one for everybody", () =>
    checkEnvironments({
      config: { ...CONFIG, roles: "security/dev.json", environments: { qa: { cluster: { druidVersion: 30 } } } },
      run: "check",
      says: ["in qa (security/dev.json): 1 allowed", "Druid 30 (environment qa)"],
    }));
});

describe("what cannot be", () => {
  test("a name that is not described", () =>
    checkEnvironments({
      run: "check --environment prodd",
      exit: 2,
      complains: ['--environment: there is no environment "prodd"; did you mean prod?'],
    }));
  test("none are described", () =>
    checkEnvironments({
      config: {},
      run: "check --environment prod",
      exit: 2,
      complains: ['--environment: no environments are described; "environments" in druid-sql.jsonc says which there are'],
    }));
  test("a roles file that is missing is a trouble of its environment alone", () =>
    checkEnvironments({
      config: { ...CONFIG, environments: { dev: { roles: "security/dev.json" }, qa: { roles: "nope.json" } } },
      run: "check --environment all",
      exit: 2,
      complains: ["environment qa: nope.json: the roles file cannot be read: there is no such file"],
      says: ["SELECT in dev — allowed", "SELECT in qa — unknown"],
    }));
  test("a policy file that is missing", () =>
    checkEnvironments({
      config: { ...CONFIG, environments: { qa: { iamPolicy: "nope.json" } } },
      run: "check",
      exit: 2,
      complains: ["environment qa: nope.json: the policy file cannot be read"],
    }));
  test("that of an environment that is not asked about does not matter", () =>
    checkEnvironments({
      config: { ...CONFIG, environments: { ...CONFIG.environments, qa: { roles: "nope.json", iamPolicy: "nope.json" } } },
      run: "check --environment dev",
      says: ["allowed"],
    }));
  test("two with the same roles file", () =>
    checkEnvironments({
      config: { ...CONFIG, environments: { dev: { roles: "security/dev.json" }, qa: { roles: "./security/dev.json" } } },
      run: "check --environment all",
      complains: ["the environments dev and qa have the same roles file, security/dev.json"],
      says: ["in dev: 1 allowed", "in qa: 1 allowed"],
    }));
  test("questions about roles take one", async () => {
    for (const run of ["who --environment all", "roles show --environment all"]) {
      await checkEnvironments({ run, exit: 2, complains: ["this is about the roles of one environment: --environment NAME"] });
    }
    await checkEnvironments({ run: "who --environment stage", says: ["security/stage.json", "alice"] });
    await checkEnvironments({ run: "roles show --environment prod", says: ["wikipedia_prod"] });
  });
});

describe("in reports for programs", () => {
  const run = (format: string): string => `check --environment dev --environment prod --format ${format}`;
  test("JSON has a file for each, by its schema", async () => {
    const files = { "druid-sql.jsonc": JSON.stringify(CONFIG), ...FILES };
    const { output } = await checkedOutcome({ files, run: run("json"), exit: 1 });
    const report = JSON.parse(output) as { readonly files: readonly { readonly path: string; readonly environment?: string }[] };
    assert.deepEqual(
      report.files.map(({ path, environment }) => `${path} ${environment}`),
      ["a.sql dev", "a.sql prod"],
    );
    const schema = JSON.parse(readFileSync(join("docs", "schemas", "druid-sql-output.schema.json"), "utf8"));
    const validate = new Ajv({ strict: false }).compile(schema);
    assert.ok(validate(report), JSON.stringify(validate.errors));
  });
  test("JSON names the policies of environments", () =>
    checkEnvironments({
      config: { ...CONFIG, environments: { qa: { roles: "security/dev.json", iamPolicy: "p.json" } } },
      files: { "p.json": '{ "Version": "2012-10-17", "Statement": [] }' },
      run: "check --format json",
      says: ['"policyFiles":[{"path":"p.json"'],
    }));
  test("SARIF", () =>
    checkEnvironments({
      run: run("sarif"),
      exit: 1,
      says: ['"id":"druid-sql/dev/prod/"', '"In prod: user:alice may not READ DATASOURCE wikipedia.', '"environment":"prod"'],
    }));
  test("JUnit", () => checkEnvironments({ run: run("junit"), exit: 1, says: ['name="a.sql in dev"', 'name="a.sql in prod"'] }));
  test("GitHub", () => checkEnvironments({ run: run("github"), exit: 1, says: ["::In prod: user:alice may not READ"] }));
  test("what Druid refuses is listed once", () =>
    checkEnvironments({
      files: { "a.sql": "SELECT FROM t" },
      run: run("github"),
      exit: 1,
      says: ["1 error, 1 notice"],
      lacks: ["In dev"],
    }));
});

describe("a baseline", () => {
  const files = { "druid-sql.jsonc": JSON.stringify(CONFIG), ...FILES };
  const accepted = async (words: string): Promise<string> => {
    const { written } = await checkedOutcome({ files, run: `check ${words} --write-baseline b.json`, complains: ["accepted"] });
    return written.get("b.json") ?? "";
  };
  test("accepts in one environment and not in another", async () => {
    const baseline = await accepted("--as user:bob --environment prod");
    assert.match(baseline, /"as":"user:bob","environment":"prod"/);
    const both = "check --as user:bob --environment all --baseline b.json";
    const says = ["in dev — denied", "in stage — denied", "1 finding accepted by the baseline"];
    await checkCli({ files: { ...files, "b.json": baseline }, run: both, exit: 1, says, lacks: ["in prod — denied\n"] });
    await checkCli({ files: { ...files, "b.json": baseline }, run: "check --as user:bob --environment prod --baseline b.json" });
  });
  test("entries of environments that are not asked about are not stale", async () => {
    const baseline = await accepted("--as user:bob --environment all");
    await checkCli({
      files: { ...files, "b.json": baseline },
      run: "check --as user:bob --environment dev --baseline b.json",
      lacks: ["no longer occur"],
    });
  });
});
