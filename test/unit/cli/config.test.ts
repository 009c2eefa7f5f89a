/**
 * The configuration file on the command line: where it is found, what it says, and what comes before it.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type CliCase, checkCli, checkedOutcome } from "./checkCli";

const ROLES = JSON.stringify({
  roles: {
    reader: [{ resource: { name: "wiki.*", type: "DATASOURCE" }, action: "READ" }],
    etl: [{ resource: { name: "secret", type: "DATASOURCE" }, action: "READ" }],
  },
  users: { alice: ["reader"], bob: ["etl"] },
});
const READ = "SELECT page FROM wikipedia";

interface ConfigCase extends Omit<CliCase, "run"> {
  readonly run?: string;
}

/** Runs a check with a configuration beside the roles file and `a.sql`. */
async function checkConfig(config: object | string, cli: ConfigCase): Promise<void> {
  const text = typeof config === "string" ? config : JSON.stringify(config);
  const files = { "druid-sql.jsonc": text, "druid-roles.json": ROLES, "a.sql": READ, ...cli.files };
  await checkCli({ ...cli, files, run: cli.run ?? "check" });
}

/** The paths and principals of a run. */
async function filesOf(cli: CliCase): Promise<readonly string[]> {
  const { output } = await checkedOutcome(cli);
  const { files } = JSON.parse(output) as { readonly files: readonly { readonly path: string; readonly principal?: string }[] };
  return files.map(({ path, principal }) => (principal === undefined ? path : `${path} ${principal}`));
}

describe("what it says", () => {
  test("as", () => checkConfig({ as: "user:alice" }, { says: ["allowed", "as user:alice"] }));
  test("as, several", () =>
    checkConfig({ as: ["user:alice", "user:bob"] }, { exit: 1, says: ["as user:alice — allowed", "as user:bob — denied"] }));
  test("roles, from its own folder", () =>
    checkConfig(
      { as: "user:carol", roles: "etc/r.json" },
      { files: { "etc/r.json": ROLES.replace("alice", "carol") }, says: ["allowed"] },
    ));
  test("cluster, and its name as a source", () =>
    checkConfig(
      { as: "user:alice", cluster: { druidVersion: 31 } },
      { run: "check --format json", says: ['"druidVersion":"31"', '"druidVersion":"configuration file"'] },
    ));
  test("cluster before the roles file", () =>
    checkConfig(
      { as: "user:alice", cluster: { druidVersion: 31 } },
      {
        files: { "druid-roles.json": ROLES.replace("{", '{"cluster":{"druidVersion":30},') },
        run: "check --format json",
        says: ['"druidVersion":"31"'],
      },
    ));
  test("endpoint", () => checkConfig({ as: "user:alice", endpoint: "task" }, { run: "check --format json", says: ['"endpoint":"task"'] }));
  test("properties, from its own folder", () =>
    checkConfig(
      { as: "user:alice", properties: "conf/c.properties" },
      {
        files: { "conf/c.properties": "druid.auth.enableInputSourceSecurity=true\n" },
        run: "check --format json",
        says: ['"inputSourceSecurity":true', '"inputSourceSecurity":"properties file conf/c.properties:1"'],
      },
    ));
  test("failOn", () => checkConfig({ as: "user:bob", failOn: "never" }, { says: ["denied"] }));
  test("strict", () =>
    checkConfig({ as: "user:alice", strict: true }, { files: { "a.sql": "SELECT * FROM {{ t }}" }, exit: 1, says: ["unknown"] }));
  test("severity of a permission", () =>
    checkConfig({ as: "user:bob", severity: { "permission-denied": "warning" } }, { says: ["denied"] }));
  test("severity off leaves nothing to see with --quiet", () =>
    checkConfig(
      { as: "user:bob", severity: { "permission-denied": "off" } },
      { run: "check -q", says: ["1 denied"], lacks: ["a.sql:1:1"] },
    ));
  test("severity of what Druid refuses", () =>
    checkConfig(
      { as: "user:alice", severity: { "syntax-error": "hint" } },
      { files: { "a.sql": "SELECT FROM wikipedia" }, says: ["refused"] },
    ));
  test("severity of a remark that becomes an error", () =>
    checkConfig(
      { as: "user:alice", severity: { "bad-directive": "error" } },
      { files: { "a.sql": `-- druid-sql: versoin=31\n${READ}` }, exit: 1, says: ["✗ error", "[bad-directive]"] },
    ));
  test("severity of a roles file", () =>
    checkConfig(
      { as: "user:alice", severity: { "roles-role-undefined": "off" } },
      { files: { "druid-roles.json": ROLES.replace('"reader"]', '"reader","nobody"]') }, lacks: ["roles-role-undefined"] },
    ));
  test("baseline, from its own folder", async () => {
    const files = {
      "druid-roles.json": ROLES,
      "a.sql": READ,
      "etc/c.jsonc": '{ "as": "user:bob", "roles": "../druid-roles.json", "baseline": "b.json" }',
    };
    const { written } = await checkedOutcome({
      files,
      run: "check --config etc/c.jsonc --write-baseline etc/b.json",
      complains: ["1 finding accepted"],
    });
    const baseline = written.get("etc/b.json") ?? "";
    await checkCli({
      files: { ...files, "etc/b.json": baseline },
      run: "check --config etc/c.jsonc",
      says: ["1 finding accepted by the baseline"],
    });
    await checkCli({
      files: { ...files, "etc/b.json": baseline },
      run: "check --config etc/c.jsonc --no-baseline",
      exit: 1,
      says: ["READ DATASOURCE"],
      lacks: ["accepted by the baseline"],
    });
    await checkCli({
      files: { ...files, "etc/b.json": baseline, "none.json": '{ "version": 1, "findings": [] }' },
      run: "check --config etc/c.jsonc --baseline none.json",
      exit: 1,
      says: ["READ DATASOURCE"],
      lacks: ["1 finding accepted"],
    });
    await checkCli({
      files,
      run: "check --config etc/c.jsonc",
      exit: 2,
      complains: ["etc/b.json: the baseline cannot be read", "write it with --write-baseline, or leave it out with --no-baseline"],
    });
    await checkCli({ files, run: "check --config etc/c.jsonc --no-baseline", exit: 1, says: ["READ DATASOURCE"] });
  });
  test("a severity that is raised fails a run", () =>
    checkConfig(
      { as: "user:alice", severity: { "permission-unknown": "error" } },
      { files: { "a.sql": "SELECT * FROM {{ t }}" }, exit: 1 },
    ));
});

describe("include and exclude", () => {
  const files = { "a.sql": READ, "gen/b.sql": READ, "x/c.ddl": READ, "x/gen/d.sql": READ };
  const checkFound = async (config: object, expected: readonly string[], words = ""): Promise<void> =>
    assert.deepEqual(
      await filesOf({ files: { ...files, "druid-sql.jsonc": JSON.stringify(config) }, run: `needs --format json ${words}` }),
      expected,
    );
  test("exclude a name at any depth", () => checkFound({ exclude: "gen" }, ["a.sql"]));
  test("exclude from the folder of the file", () => checkFound({ exclude: ["/gen"] }, ["a.sql", "x/gen/d.sql"]));
  test("exclude and take back", () => checkFound({ exclude: ["gen", "!gen/b.sql"] }, ["a.sql", "gen/b.sql"]));
  test("include other extensions", () => checkFound({ include: ["**/*.{sql,ddl}"] }, ["a.sql", "gen/b.sql", "x/c.ddl", "x/gen/d.sql"]));
  test("include a folder", () => checkFound({ include: ["x/**/*.sql"] }, ["x/gen/d.sql"]));
  test("a file that is named is checked, with a note", async () => {
    const config = JSON.stringify({ exclude: ["gen"] });
    await checkCli({
      files: { ...files, "druid-sql.jsonc": config },
      run: "needs gen/b.sql",
      says: ["gen/b.sql"],
      complains: ["gen/b.sql is left out by druid-sql.jsonc, and checked since it is named"],
    });
  });
});

describe("overrides", () => {
  const config = {
    as: "user:alice",
    cluster: { druidVersion: 31, router: true },
    overrides: [
      { files: "etl/**", as: "role:etl", cluster: { druidVersion: 34 } },
      { files: ["*.new.sql"], severity: { "permission-denied": "off" } },
    ],
  };
  const files = { "druid-sql.jsonc": JSON.stringify(config), "druid-roles.json": ROLES };
  test("who is asked about", async () => {
    const asked = await filesOf({ files: { ...files, "a.sql": READ, "etl/b.sql": "SELECT * FROM secret" }, run: "check --format json" });
    assert.deepEqual(asked, ["a.sql user:alice", "etl/b.sql role:etl"]);
  });
  test("the text names them", () =>
    checkCli({
      files: { ...files, "a.sql": READ, "etl/b.sql": "SELECT * FROM secret" },
      run: "check",
      says: ["SELECT as user:alice — allowed", "SELECT as role:etl — allowed"],
    }));
  test("clusters count key by key", () =>
    checkCli({
      files: { ...files, "etl/b.sql": "SELECT * FROM secret" },
      run: "check --format json",
      says: ['"druidVersion":"34"', '"router":true'],
    }));
  test("several for one file", () =>
    checkCli({ files: { ...files, "etl/b.new.sql": READ }, run: "check", says: ["as role:etl — denied", "(silenced)"] }));
});

describe("what comes before it", () => {
  test("--as", () => checkConfig({ as: "user:bob" }, { run: "check --as user:alice", says: ["allowed"] }));
  test("--roles", () =>
    checkConfig({ as: "user:alice", roles: "nope.json" }, { run: "check --roles druid-roles.json", says: ["allowed"] }));
  test("--druid-version", () =>
    checkConfig(
      { as: "user:alice", cluster: { druidVersion: 31 } },
      { run: "check --druid-version 35 --format json", says: ['"druidVersion":"35"', '"option"'] },
    ));
  test("--endpoint", () =>
    checkConfig({ as: "user:alice", endpoint: "task" }, { run: "check --endpoint auto --format json", says: ['"endpoint":"auto"'] }));
  test("--fail-on", () => checkConfig({ as: "user:bob", failOn: "never" }, { run: "check --fail-on error", exit: 1 }));
  test("a comment", () =>
    checkConfig(
      { as: "user:alice", cluster: { druidVersion: 31 } },
      { files: { "a.sql": `-- druid-sql: version=36\n${READ}` }, run: "check --format json", says: ['"druidVersion":"36"'] },
    ));
  test("--no-config", () => checkConfig({ as: "user:bob" }, { run: "check --no-config --as user:alice", says: ["allowed"] }));
  test("needs asks about nobody", () => checkConfig({ as: "user:alice", failOn: "error" }, { run: "needs", says: ["a.sql:1:1 SELECT\n"] }));
});

describe("where it is found", () => {
  test("above, up to the root of the repository", () =>
    checkCli({
      files: { "/.git/HEAD": "", "/druid-sql.jsonc": '{ "as": "user:alice" }', "druid-roles.json": ROLES, "a.sql": READ },
      run: "check",
      says: ["allowed", "as user:alice"],
    }));
  test("not above the working folder outside of a repository", () =>
    checkCli({
      files: { "/druid-sql.jsonc": "{ nonsense", "druid-roles.json": ROLES, "a.sql": READ },
      run: "check --as user:alice",
      says: ["allowed"],
    }));
  test("druid-sql.json", () =>
    checkCli({
      files: { "druid-sql.json": '{ "as": "user:alice" }', "druid-roles.json": ROLES, "a.sql": READ },
      run: "check",
      says: ["allowed"],
    }));
  test("--config", () =>
    checkCli({
      files: { "ci/check.jsonc": '{ "as": "user:alice", "roles": "../druid-roles.json" }', "druid-roles.json": ROLES, "a.sql": READ },
      run: "check --config ci/check.jsonc",
      says: ["allowed"],
    }));
  test("--config that is not there", () =>
    checkCli({
      files: { "a.sql": READ },
      run: "check --config x.json",
      exit: 2,
      complains: ["x.json: the configuration file cannot be read: there is no such file"],
    }));
  test("a file beside it is Druid SQL, as one beside a roles file", () =>
    checkCli({ files: { "druid-sql.json": "{}", "a.sql": "SELECT TOP 5 * FROM t" }, run: "check", exit: 1, says: ["refused"] }));
});

describe("what is not understood ends the run, with its place", () => {
  const wrong: readonly (readonly [string, string])[] = [
    ['{\n  "as": "alice"\n}', 'druid-sql.jsonc:2:9 "alice" is no principal; write user:NAME, role:NAME or groups:DN. [config-value]'],
    ['{ "rolse": "x" }', 'druid-sql.jsonc:1:3 "rolse" means nothing here. Did you mean "roles"? [config-unknown-key]'],
    ['{ "severity": { "permission-deneid": "off" } }', 'There is no diagnostic "permission-deneid". Did you mean "permission-denied"?'],
    ['{ "severity": { "permission-denied": "of" } }', "permission-denied is one of error, warning, information, hint, off."],
    ['{ "failOn": "warn" }', "failOn is one of error, warning, information, never."],
    ['{ "strict": "yes" }', "strict is true or false."],
    ['{ "cluster": { "druidVersoin": 34 } }', '"druidVersoin" means nothing here. Did you mean "druidVersion"?'],
    ['{ "cluster": { "authorizer": "x" } }', "druid-sql.jsonc:1:30 authorizer must be"],
    ['{ "overrides": [{ "as": "role:etl" }] }', "An override says for which files it holds"],
    ['{ "overrides": [{ "files": "x", "failOn": "error" }] }', '"failOn" holds for the whole run and stands outside of overrides.'],
    ['{ "include": [1] }', "include is a text or a list of texts."],
    ['{ "as": "user:a", "as": "user:b" }', '"as" stands here twice.'],
    ["[]", "A configuration file is an object"],
    ["{ as: 1 }", "[config-syntax]"],
  ];
  for (const [text, message] of wrong) test(text, () => checkConfig(text, { exit: 2, complains: [message], exactly: "" }));
  test("comments and trailing commas are fine", () => checkConfig('{\n  // who\n  "as": "user:alice",\n}', { says: ["allowed"] }));
});
