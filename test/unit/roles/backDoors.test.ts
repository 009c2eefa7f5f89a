/**
 * Back doors by example: which grants are remarked on, once for each role and kind, and what silences that.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { type ClusterProfile, STOCK_PROFILE } from "../../../server/src/language/permissions/model";
import { backDoors } from "../../../server/src/language/roles/lint/backDoors";
import { parseRolesFile } from "../../../server/src/language/roles/parse";

/** Permissions as `READ DATASOURCE name`; expected are `code@what is marked`. */
function checkDoors(grants: readonly string[], expected: readonly string[], profile: Partial<ClusterProfile> = {}): void {
  checkText(`{"roles":{"r":[${grants.map(entry).join(",\n")}]}}`, expected, profile);
}

function checkText(text: string, expected: readonly string[], profile: Partial<ClusterProfile> = {}): void {
  const found = doors(text, profile);
  assert.deepEqual(
    found.map(({ code, range }) => `${code}@${text.slice(range.start, range.end)}`),
    expected,
  );
  for (const { severity } of found) assert.equal(severity, "information");
}

function doors(text: string, profile: Partial<ClusterProfile> = {}) {
  return backDoors(parseRolesFile(text, "file:///druid-roles.json"), { ...STOCK_PROFILE, ...profile });
}

function entry(grant: string): string {
  const [action, type, name] = grant.split(" ");
  return JSON.stringify({ resource: { name, type }, action });
}

/** The message of the only door. */
function messageOf(grant: string, druidVersion: number): string {
  return doors(`[${entry(grant)}]`, { druidVersion })[0]?.message ?? "";
}

test("WRITE on datasources reads everything, said once", () => {
  checkDoors(["READ DATASOURCE a", "WRITE DATASOURCE b", "WRITE DATASOURCE c"], ['roles-write-reads-all@"b"']);
  checkDoors(["READ DATASOURCE .*", "WRITE DATASOURCE b"], ['roles-write-reads-all@"b"', 'roles-select-reports@".*"']);
  checkDoors(["READ DATASOURCE .*", "READ EXTERNAL EXTERNAL", "WRITE DATASOURCE b"], ['roles-select-reports@".*"']);
  checkDoors(["READ DATASOURCE .*", "WRITE EXTERNAL s3"], ['roles-select-reports@".*"']);
  checkDoors(["WRITE DATASOURCE *"], []);
  checkDoors(["WRITE datasource b"], []);
  assert.match(messageOf("WRITE DATASOURCE b", 38), /query_controller task or a scheduled batch/);
  assert.doesNotMatch(messageOf("WRITE DATASOURCE b", 32), /scheduled/);
  assert.match(messageOf("WRITE DATASOURCE b", 24), /query_controller/);
});

test("WRITE EXTERNAL exports everything, from the first Druid that exports", () => {
  checkDoors(["WRITE EXTERNAL s3"], ['roles-write-reads-all@"s3"']);
  checkDoors(["WRITE EXTERNAL s3"], [], { druidVersion: 28 });
  checkDoors(["WRITE EXTERNAL google"], [], { druidVersion: 29 });
  checkDoors(["WRITE EXTERNAL google"], ['roles-write-reads-all@"google"'], { druidVersion: 30 });
  checkDoors(["WRITE EXTERNAL EXTERNAL", "READ EXTERNAL s3"], []);
  checkDoors(["WRITE EXTERNAL s3", "WRITE DATASOURCE b"], ['roles-write-reads-all@"b"']);
  assert.match(messageOf("WRITE EXTERNAL s3", 38), /exports/);
});

test("views", () => {
  checkDoors(["READ VIEW a", "READ VIEW b"], ['roles-view-reads-hidden@"a"']);
  checkDoors(["WRITE VIEW a"], []);
  checkDoors(["READ VIEW a", "READ DATASOURCE .*"], ['roles-select-reports@".*"']);
  assert.match(messageOf("READ VIEW a", 32), /row policies/);
  assert.doesNotMatch(messageOf("READ VIEW a", 31), /row policies/);
});

test("the reports of SELECT tasks", () => {
  checkDoors(["READ DATASOURCE __query_select"], ['roles-select-reports@"__query_select"']);
  checkDoors(["READ DATASOURCE __query.*"], ['roles-select-reports@"__query.*"']);
  checkDoors(["WRITE DATASOURCE __query_select"], ['roles-write-reads-all@"__query_select"', 'roles-select-reports@"__query_select"']);
  assert.match(messageOf("READ DATASOURCE __query_select", 38), /sees the rows that others selected\.$/);
  checkDoors(["READ DATASOURCE __query", "READ DATASOURCE (?!__).*"], []);
});

test("STATE", () => {
  const external = "READ EXTERNAL EXTERNAL";
  checkDoors(["READ STATE STATE", "WRITE STATE STATE", external], ['roles-state-opens-statements@"STATE"']);
  checkDoors(["READ STATE STATE", "WRITE STATE STATE", external], [], { druidVersion: 27 });
  checkDoors(["READ STATE state"], []);
  assert.match(messageOf("READ STATE STATE", 28), /status and rows/);
  assert.doesNotMatch(messageOf("READ STATE STATE", 28), /cancel/);
  assert.doesNotMatch(messageOf("WRITE STATE STATE", 28), /rows/);
});

test("the sampler", () => {
  checkDoors(["WRITE STATE STATE"], ['roles-sampler-reads-external@"STATE"'], { druidVersion: 27 });
  checkDoors(["WRITE STATE STATE"], [], { druidVersion: 27, inputSourceSecurity: true });
  checkDoors(["WRITE STATE STATE"], ['roles-sampler-reads-external@"STATE"'], { druidVersion: 26, inputSourceSecurity: true });
  checkDoors(["WRITE STATE STATE", "READ EXTERNAL EXTERNAL"], [], { druidVersion: 27 });
  checkDoors(["READ STATE STATE"], [], { druidVersion: 27 });
});

test("who can change roles gets no other remark", () => {
  checkDoors(["WRITE CONFIG security", "WRITE DATASOURCE a", "READ STATE STATE"], ['roles-grants-itself@"security"']);
  checkDoors(["WRITE CONFIG .*"], ['roles-grants-itself@".*"']);
  checkDoors(["READ CONFIG security", "WRITE CONFIG CONFIG"], []);
});

test("authorizers without roles, and lists that Druid refuses", () => {
  checkDoors(["WRITE CONFIG security"], [], { authorizer: "readOnly" });
  checkDoors(["WRITE CONFIG security"], [], { authorizer: "allowAll" });
  checkDoors(["WRITE DATASOURCE a", "WRITE DATASOURCE *"], []);
});

test("each role for itself", () => {
  const write = entry("WRITE DATASOURCE a");
  checkText(`{"roles":{"r":[${write}],"s":[${write}]}}`, ['roles-write-reads-all@"a"', 'roles-write-reads-all@"a"']);
});

test("a comment silences", () => {
  const write = entry("WRITE DATASOURCE a");
  const door = ['roles-write-reads-all@"a"'];
  checkText(`[\n// druid-sql-ignore roles-write-reads-all: closed\n${write}\n]`, []);
  checkText(`[\n// druid-sql-ignore roles-write-reads-all\n// more\n\n${write}\n]`, []);
  checkText(`[\n${write} // druid-sql-ignore roles-view-reads-hidden, roles-write-reads-all\n]`, []);
  checkText(`[\n/* druid-sql-ignore roles-write-reads-all */ ${write}\n]`, []);
  checkText(`{"roles": {\n// druid-sql-ignore roles-write-reads-all\n"r": [\n${write}\n]\n}}`, []);
  checkText(`[\n// druid-sql-ignore roles-view-reads-hidden\n${write}\n]`, door);
  checkText(`[\n${write}\n// druid-sql-ignore roles-write-reads-all\n]`, door);
  checkText(`[\n${write}\n]\n// druid-sql-ignore roles-write-reads-all`, door);
  checkText(`[{"resource": {"name": "// druid-sql-ignore roles-write-reads-all", "type": "X"}, "action": "READ"},\n${write}]`, door);
});

test("the sample workspace has few", () => {
  const found = doors(readFileSync("examples/druid-roles.jsonc", "utf8"));
  assert.ok(found.length <= 4, found.map(({ code }) => code).join(", "));
});
