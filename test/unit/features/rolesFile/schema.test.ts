/**
 * The published schema of roles files: it is what its source says, takes what the reader takes, and marks values of a wrong type.
 */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { CLUSTER_VALUES } from "../../../../server/src/language/features/rolesFile/clusterValues";
import { rolesSchema } from "../../../../server/src/language/features/rolesFile/schema";
import { PROFILE_KEYS, readProfile } from "../../../../server/src/language/permissions/profile";
import { parseRolesFile } from "../../../../server/src/language/roles/parse";
import { readManifest } from "../../../support/manifest";
import { pick, seededRandom } from "../../../support/random";
import { checkSchemaTakes, isTaken, ROLES_SCHEMA, schemaFaults } from "../../../support/rolesSchema";

const P = '{"resource":{"name":"x","type":"DATASOURCE"},"action":"READ"}';
const V = '{"resourceAction":{"resource":{"name":"x","type":"DATASOURCE"},"action":"READ"},"resourceNamePattern":"x"}';

const readRoles = (text: string): ReturnType<typeof parseRolesFile> => parseRolesFile(text, "file:///druid-roles.json");

/** The reader takes it, and so does the schema. */
function checkTaken(text: string): void {
  test(`takes ${text}`, () => {
    assert.ok(isTaken(readRoles(text)), "the reader takes it");
    assert.deepEqual(schemaFaults(text), []);
  });
}

/** Neither takes it. */
function checkMarked(text: string): void {
  test(`marks ${text}`, () => {
    assert.ok(!isTaken(readRoles(text)), "the reader does not take it");
    assert.notDeepEqual(schemaFaults(text), []);
  });
}

test("the published schema is that of the source; npm run generate writes it", () =>
  assert.deepEqual(ROLES_SCHEMA, JSON.parse(JSON.stringify(rolesSchema()))));

test("VS Code knows it for both names", () => {
  const { jsonValidation } = readManifest().contributes as unknown as { jsonValidation: readonly { fileMatch: string[]; url: string }[] };
  const found = jsonValidation.find(({ url }) => url === "./docs/schemas/druid-roles.schema.json");
  assert.deepEqual(found?.fileMatch, ["druid-roles.json", "druid-roles.jsonc"]);
});

describe("our own document", () => {
  checkTaken("{}");
  checkTaken(`{"$schema":"x","roles":{"r":[${P}],"s":{"permissions":[${V}]},"t":null,"u":[]},"users":{"a":["r"],"b":[],"c":null}}`);
  checkTaken('{"version":1,"environment":"dev","roles":null,"users":null,"groupMappings":null,"cluster":null}');
  checkTaken(`// all\n{"roles":{"r":[${P},],},/* end */}`);
  checkTaken('{"groupMappings":[{"name":"g","groupPattern":"*,ou=a","roles":["r"]},{"groupPattern":"cn=a","roles":null}]}');
  checkTaken(`{"userMap":{"u":{"name":"u","roles":["r"]}},"roleMap":{"r":{"name":"r","permissions":[${V}]}},"groupMappingMap":{}}`);
  checkTaken('{"users":[{"name":"u","roles":["r",{"name":"s","permissions":[]}]},"v",7]}');
  checkMarked(`{"roles":"r"}`);
  checkMarked(`{"roles":{"r":"s"}}`);
  checkMarked(`{"roles":[${P}]}`);
  checkMarked('{"roles":{"r":{"permissions":{}}}}');
  checkMarked('{"users":{"u":"r"}}');
  checkMarked('{"users":{"u":[["r"]]}}');
  checkMarked('{"users":[[]]}');
  checkMarked('{"groupMappings":["g"]}');
  checkMarked('{"groupMappings":[{"name":"g","groupPattern":["*"],"roles":[]}]}');
  checkMarked('{"groupMappings":[{"name":"g","roles":"r"}]}');
});

describe("permissions", () => {
  const role = (entry: string): string => `{"roles":{"r":[${entry}]}}`;
  for (const action of ["READ", "write", "Read"]) checkTaken(role(P.replace("READ", action)));
  checkTaken(role(P.replace("DATASOURCE", "KAFKA_TOPIC")));
  checkTaken(role('{"resource":{"name":1.5,"type":true},"action":"READ","more":[]}'));
  checkTaken(role(`${V},${V}`));
  checkMarked(role(P.replace("READ", "DELETE")));
  checkMarked(role(P.replace('"READ"', "1")));
  checkMarked(role(P.replace('"x"', "[]")));
  checkMarked(role(P.replace('"x"', "null")));
  checkMarked(role(P.replace('"DATASOURCE"', "{}")));
  checkMarked(role('{"name":"x","type":"DATASOURCE","action":"READ"}'));
  checkMarked(role('{"resource":"x","action":"READ"}'));
  checkMarked(role('"READ x"'));
  checkMarked(role(`${V},${P}`));
  checkMarked(role('{"resourceAction":[],"resourceNamePattern":"x"}'));
  checkMarked(role(V.replace(',"resourceNamePattern":"x"', "")));
});

describe("answers of the security API", () => {
  checkTaken(`{"name":"r","permissions":[${V}]}`);
  checkTaken(`{"name":"r","users":["u"],"groups":null,"permissions":[${P}]}`);
  checkTaken(`[{"name":"r","permissions":[${P}]},{"name":"s"}]`);
  checkTaken(`[${V}]`);
  checkTaken("[]");
  checkTaken(`{"name":"u","roles":[{"name":"r","permissions":[${V}]}]}`);
  checkTaken('[{"name":"u","roles":null}]');
  checkTaken('{"name":"g","groupPattern":"cn=a,*","roles":[]}');
  checkTaken('[{"name":"g","groupPattern":"cn=a,*","roles":[]}]');
  checkTaken(`{"r":[${P}],"s":{"permissions":[${V}]},"t":[]}`);
  checkTaken('{"u":["r"],"v":{"roles":["r"]}}');
  checkTaken(`{"users":[${P}],"cluster":[${P}]}`);
  checkMarked('["r","s"]');
  checkMarked('[{"name":"r","permissions":"x"}]');
  checkMarked('[{"permissions":[]}]');
  checkMarked(P);
  checkMarked(V);
  checkMarked('"roles"');
  checkMarked("null");
  checkMarked(`{"r":[${P},5]}`);
  checkMarked('{"g":{"groupPattern":{}}}');
});

describe("policies of Ranger", () => {
  checkTaken('{"policies":[{"name":"p","resources":{"datasource":{"values":["a"]}},"policyItems":[]}],"cluster":{"rangerUseUgi":true}}');
  checkTaken('{"policies":[]}');
  checkTaken('[{"resources":{"datasource":{"values":["a"]}}}]');
  checkMarked('{"policies":[],"cluster":{"rangerUseUgi":"sometimes"}}');
});

describe("cluster", () => {
  const cluster = (key: string, value: unknown): string => JSON.stringify({ cluster: { [key]: value } });
  const values = [
    null,
    true,
    "true",
    "no",
    34,
    "34.0.1",
    "basic",
    "ldap",
    [],
    ["a"],
    [1],
    {},
    { a: "s3" },
    { a: 1 },
    { type: "s3" },
    { type: "x" },
  ];
  for (const key of PROFILE_KEYS) {
    test(`${key} takes what the reader takes, and nothing of another type`, () => {
      for (const value of [...values, ...(CLUSTER_VALUES[key] ?? [])]) {
        const isRead = readProfile({ [key]: value }).problems.every(({ severity }) => severity !== "error");
        // The words of a version are the reader's own.
        if (!isRead && key === "druidVersion" && typeof value === "string") continue;
        assert.equal(schemaFaults(cluster(key, value)).length === 0, isRead, cluster(key, value));
      }
    });
  }
  checkMarked('{"cluster":{"durid":1}}');
  checkMarked('{"cluster":[]}');
});

test("every roles document of the examples and the documentation", () => {
  let documents = 0;
  const checkText = (text: string): void => {
    const file = readRoles(text);
    if (isTaken(file)) documents++;
    checkSchemaTakes(file, text);
  };
  checkText(readFileSync("examples/druid-roles.jsonc", "utf8"));
  for (const page of readdirSync("docs", { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".md"))) {
    for (const [, text] of readFileSync(`docs/${page}`, "utf8").matchAll(/```jsonc?\n(.*?)```/gs)) checkText(text ?? "");
  }
  assert.ok(documents > 2, String(documents));
});

test("random documents that the reader takes", () => {
  const random = seededRandom(5);
  let taken = 0;
  for (let round = 0; round < 20_000; round++) {
    const text = JSON.stringify(randomValue(random, 4));
    const file = readRoles(text);
    if (isTaken(file)) taken++;
    checkSchemaTakes(file, text);
  }
  assert.ok(taken > 500, String(taken));
});

const KEYS = ["roles", "users", "groupMappings", "cluster", "name", "permissions", "groupPattern", "groups", "roleMap", "userMap", "r"];
const MORE_KEYS = ["policies", "resources", "policyItems", "resource", "action", "resourceAction", "resourceNamePattern", "type"];
const LEAVES: readonly unknown[] = [
  "x",
  "READ",
  "write",
  "x.*",
  1,
  true,
  null,
  JSON.parse(P),
  JSON.parse(P),
  JSON.parse(V),
  [JSON.parse(P)],
];

function randomValue(random: () => number, depth: number): unknown {
  const size = Math.floor(random() * 3);
  const kind = random();
  if (depth < 4 && (depth === 0 || kind < 0.4)) return pick(random, LEAVES);
  const inner = (): unknown => randomValue(random, depth - 1);
  if (kind < 0.6) return Array.from({ length: size }, inner);
  return Object.fromEntries(Array.from({ length: size + 1 }, () => [pick(random, random() < 0.8 ? KEYS : MORE_KEYS), inner()]));
}
