/**
 * `--properties`: what Druid's own files say counts behind the roles file and the options.
 */
import { describe, test } from "node:test";
import { checkCli } from "./checkCli";

const SQL = `SELECT * FROM TABLE(EXTERN('{"type":"http","uris":["https://a/b"]}', '{"type":"json"}')) EXTEND (a VARCHAR)`;
const SECURE = "druid.auth.enableInputSourceSecurity=true";
const roles = (cluster: object): string => JSON.stringify({ cluster, roles: {}, users: {} });

describe("--properties", () => {
  test("states what nobody else does", () =>
    checkCli({
      files: { "a.sql": SQL, "conf/common.properties": SECURE },
      run: "needs a.sql --properties conf/common.properties",
      says: [
        "READ EXTERNAL http",
        "Cluster: input source security on (conf/common.properties:1); assumed: Druid 38, context keys not authorized",
      ],
    }));
  test("a later file comes first", () =>
    checkCli({
      files: { "a.sql": SQL, "a.properties": SECURE, "b.properties": SECURE.replace("true", "false") },
      run: "needs a.sql --properties a.properties --properties b.properties",
      says: ["READ EXTERNAL EXTERNAL"],
      complains: ["a.properties:1: druid.auth.enableInputSourceSecurity is true here and false in b.properties:1, which counts."],
    }));
  test("the roles file and the options come before it", async () => {
    const files = { "a.sql": SQL, "a.properties": SECURE, "druid-roles.json": roles({ inputSourceSecurity: false }) };
    await checkCli({ files, run: "needs a.sql --properties a.properties", says: ["READ EXTERNAL EXTERNAL"] });
    await checkCli({
      files: { "a.sql": SQL, "a.properties": SECURE },
      run: "needs a.sql --properties a.properties --profile inputSourceSecurity=false",
      says: ["READ EXTERNAL EXTERNAL"],
    });
  });
  test("a roles file that says otherwise is warned about, with both values", () =>
    checkCli({
      files: { "a.sql": "SELECT 1", "a.properties": SECURE, "druid-roles.json": roles({ inputSourceSecurity: false }) },
      run: "needs a.sql --properties a.properties",
      says: [
        "druid-roles.json:1",
        "inputSourceSecurity is false here and true in a.properties:1. What stands here counts.",
        "[roles-cluster]",
      ],
    }));
  test("what both say alike is fine", () =>
    checkCli({
      files: {
        "a.sql": "SELECT 1",
        "a.properties": 'druid.query.default.context.timeout=1\ndruid.auth.securedContextKeys=["b","a"]',
        "druid-roles.json": roles({ defaultContext: { timeout: 1 }, securedContextKeys: ["a", "b"], router: true }),
      },
      run: "needs a.sql --properties a.properties",
      lacks: ["roles-cluster"],
    }));
  test("what it says wrongly is named, and a file that is not there ends the run", async () => {
    await checkCli({
      files: { "a.sql": "SELECT 1", "a.properties": "druid.auth.enableInputSourceSecurity=maybe" },
      run: "needs a.sql --properties a.properties",
      exit: 2,
      complains: ["druid-sql: a.properties:1: druid.auth.enableInputSourceSecurity must be true or false."],
    });
    await checkCli({
      files: { "a.sql": "SELECT 1" },
      run: "needs a.sql --properties gone.properties",
      exit: 2,
      complains: ["gone.properties: the properties cannot be read"],
    });
  });
  test("an authorizer that is not known allows nothing, whatever the roles say", () =>
    checkCli({
      files: {
        "a.sql": "SELECT * FROM wiki",
        "a.properties": 'druid.auth.authorizers=["r"]\ndruid.auth.authorizer.r.type=opa',
        "druid-roles.json": JSON.stringify({
          roles: { reader: [{ resource: { name: ".*", type: "DATASOURCE" }, action: "READ" }] },
          users: { bob: ["reader"] },
        }),
      },
      run: "check a.sql --as user:bob --properties a.properties",
      says: ["none of basic, ranger, allowAll and readOnly", "1 unknown", "authorizer other (a.properties:2)"],
      complains: ["a.properties:2: The rules of the authorizer opa are not known here"],
    }));
});

/** Which files of a folder are read, by their place in the line about the cluster, and what is said about the choice. */
async function checkFolder(
  paths: readonly string[],
  folder: string,
  read: readonly string[],
  complains?: readonly string[],
): Promise<void> {
  const texts = paths.map((path) => [
    path,
    path.includes("common")
      ? "druid.auth.authorizeQueryContextParams=true\ndruid.auth.enableInputSourceSecurity=true"
      : "druid.sql.planner.authorizeSystemTablesDirectly=true",
  ]);
  await checkCli({
    files: { "a.sql": "SELECT 1", ...Object.fromEntries(texts) },
    run: `needs a.sql --properties ${folder}`,
    says: ["Cluster: ", ...read.map((path) => `(${path}:`)],
    ...(complains && { complains }),
  });
}

describe("--properties with a folder", () => {
  const common = (root: string): string => `${root}/_common/common.runtime.properties`;
  test("each of Druid's layouts below it", async () => {
    for (const [folder, root, broker] of [
      ["conf/druid/cluster", "conf/druid/cluster", "query/broker"],
      ["conf", "conf/druid/cluster", "query/broker"],
      [".", "conf/druid/cluster", "query/broker"],
      ["conf/druid", "conf/druid/auto", "broker"],
      ["conf", "conf/druid/single-server/small", "broker"],
      ["conf/druid/single-server", "conf/druid/single-server/large", "broker"],
      ["conf", "conf/druid", "broker"],
      ["d", "d", "broker"],
    ] as const) {
      const files = [common(root), `${root}/${broker}/runtime.properties`];
      const others = [`${root}/query/router/runtime.properties`, `${root}/historical/runtime.properties`];
      await checkFolder([...files, ...others], folder, files);
    }
  });
  test("a flat folder, and a folder of one file", async () => {
    await checkFolder(["d/common.runtime.properties", "d/broker/runtime.properties"], "d", [
      "d/common.runtime.properties",
      "d/broker/runtime.properties",
    ]);
    await checkFolder(["d/_common/common.runtime.properties"], "d/_common", ["d/_common/common.runtime.properties"]);
    await checkFolder(["d/broker/runtime.properties"], "d/broker", ["d/broker/runtime.properties"]);
  });
  test("of several layouts one is taken, always the same, and the others are named", () =>
    checkFolder(
      [common("conf/druid/auto"), common("conf/druid/cluster"), common("conf/druid/single-server/small")],
      "conf/druid",
      [common("conf/druid/cluster")],
      ["_common/common.runtime.properties: Of several configurations cluster is taken, and not auto, single-server/small."],
    ));
  test("a folder without such files ends the run", async () => {
    for (const files of [{ "d/router/runtime.properties": "" }, { "d/runtime.properties": "" }, { "d/other.txt": "" }])
      await checkCli({
        files: { "a.sql": "SELECT 1", ...files },
        run: "needs a.sql --properties d",
        exit: 2,
        complains: [
          "d: the properties cannot be read: this folder holds neither common.runtime.properties nor the Broker's runtime.properties",
        ],
      });
  });
});

/** One clear problem with a value that a cluster cannot have, wherever it is stated. */
describe("a description of the cluster that cannot be understood", () => {
  const wrong = { inputSourceSecurity: "yes", colour: 1 };
  test("--profile", async () => {
    await checkCli({
      files: { "a.sql": "SELECT 1" },
      run: "needs a.sql --profile inputSourceSecurity=yes",
      exit: 2,
      complains: ["--profile: inputSourceSecurity must be true or false."],
    });
    await checkCli({
      files: { "a.sql": "SELECT 1" },
      run: "needs a.sql --profile colour=1",
      exit: 2,
      complains: ["--profile: colour is not known."],
    });
  });
  test("cluster of the roles file", () =>
    checkCli({
      files: { "a.sql": "SELECT 1", "druid-roles.json": JSON.stringify({ cluster: wrong, roles: {} }, undefined, 1) },
      run: "needs a.sql",
      exit: 2,
      says: [
        "druid-roles.json:3:3 error inputSourceSecurity must be true or false. [roles-cluster]",
        "druid-roles.json:4:3",
        "colour is not known.",
      ],
    }));
  test("profile of batch", async () => {
    for (const [key, message] of [
      ["inputSourceSecurity", "inputSourceSecurity must be true or false."],
      ["colour", "colour is not known."],
    ] as const)
      await checkCli({
        run: "batch",
        input: JSON.stringify({ id: 1, sql: "SELECT 1", profile: { [key]: wrong[key] } }),
        says: [`"bad-request","message":"\\"profile\\": ${message}`],
      });
  });
});
