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
      complains: ["druid-sql: a.properties:1: druid.auth.enableInputSourceSecurity must be true or false."],
    });
    await checkCli({
      files: { "a.sql": "SELECT 1" },
      run: "needs a.sql --properties gone.properties",
      exit: 2,
      complains: ["gone.properties: the properties file cannot be read"],
    });
  });
});
