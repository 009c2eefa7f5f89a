/**
 * Roles files by example: which shapes are read, what is told about them, and that no text is too broken.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { RolesFile } from "../../../server/src/language/roles/model";
import { parseRolesFile } from "../../../server/src/language/roles/parse";
import { checkSchemaTakes } from "../../support/rolesSchema";

/** A roles file in short: `role: READ DATASOURCE x`, users and mappings with their roles, and `code@text` for problems. */
interface Expected {
  readonly roles?: Readonly<Record<string, readonly string[]>>;
  readonly users?: Readonly<Record<string, readonly string[]>>;
  readonly groups?: Readonly<Record<string, readonly string[]>>;
  readonly problems?: readonly string[];
}

function checkRolesFile(title: string, text: string, expected: Expected): void {
  test(title, () => {
    const file = parseRolesFile(text, "file:///work/analyst.json");
    checkSchemaTakes(file, text);
    assert.deepEqual(summary(file, text), { roles: {}, users: {}, groups: {}, problems: [], ...expected });
    for (const { range } of file.problems) assert.ok(0 <= range.start && range.start <= range.end && range.end <= Math.max(text.length, 1));
  });
}

function summary(file: RolesFile, text: string): Required<Expected> {
  const roles = [...file.roles.values()].map(({ name, permissions }) => [name, permissions.map(permissionText)]);
  const users = [...file.users.values()].map((user) => [user.name, user.roles.map((role) => role.name)]);
  const groups = file.groupMappings.map((group) => [`${group.name} ${group.groupPattern ?? "?"}`, group.roles.map((role) => role.name)]);
  const problems = file.problems.map(({ code, range }) => `${code}@${text.slice(range.start, range.end)}`);
  return { roles: Object.fromEntries(roles), users: Object.fromEntries(users), groups: Object.fromEntries(groups), problems };
}

function permissionText({
  action,
  type,
  pattern,
  defect,
}: NonNullable<ReturnType<RolesFile["roles"]["get"]>>["permissions"][number]): string {
  return [action ?? "-", type ?? "-", pattern ?? "-", ...(defect ? [defect] : [])].join(" ");
}

const READ_X = '{"resource":{"name":"x","type":"DATASOURCE"},"action":"READ"}';
const VERBOSE_X = '{"resourceAction":{"resource":{"name":"x","type":"DATASOURCE"},"action":"READ"},"resourceNamePattern":"x"}';
const X = ["READ DATASOURCE x"];

/** A document with one role `r` that holds these entries. */
function role(...entries: readonly string[]): string {
  return `{"roles":{"r":[${entries.join(",")}]}}`;
}

/** A posted entry with these fields of its resource. */
function named(name: string, type = '"DATASOURCE"', action = '"READ"'): string {
  return `{"resource":{"name":${name},"type":${type}},"action":${action}}`;
}

checkRolesFile(
  "our document",
  `{"roles":{"r":[${READ_X}]},"users":{"u":["r"]},"groupMappings":[{"name":"g","groupPattern":"*,ou=a","roles":["r"]}]}`,
  {
    roles: { r: X },
    users: { u: ["r"] },
    groups: { "g *,ou=a": ["r"] },
  },
);
checkRolesFile("comments, trailing commas and a byte order mark", `\uFEFF// all\n{"roles":{"r":[${READ_X},],},/* end */}`, {
  roles: { r: X },
});
checkRolesFile("a role object", `{"name":"r","permissions":[${VERBOSE_X}]}`, { roles: { r: X } });
checkRolesFile("a full role object", `{"name":"r","users":["u"],"groups":["g"],"permissions":[${VERBOSE_X}]}`, {
  roles: { r: X },
  users: { u: ["r"] },
  groups: { "g ?": ["r"] },
});
checkRolesFile("a simplified role object", `{"name":"r","users":null,"permissions":[${READ_X}]}`, { roles: { r: X } });
checkRolesFile("a list of role objects", `[{"name":"r","permissions":[${READ_X}]},{"name":"s","permissions":[]}]`, {
  roles: { r: X, s: [] },
});
checkRolesFile("a map of roles", `{"r":[${READ_X}],"s":{"permissions":[${VERBOSE_X}]}}`, { roles: { r: X, s: X } });
checkRolesFile("a user object", '{"name":"u","roles":["r"]}', { users: { u: ["r"] }, problems: ['roles-role-undefined@"r"'] });
checkRolesFile("a full user object", `{"name":"u","roles":[{"name":"r","permissions":[${VERBOSE_X}]}]}`, {
  roles: { r: X },
  users: { u: ["r"] },
});
checkRolesFile("a list of users", '[{"name":"u","roles":[]},{"name":"v","roles":null}]', { users: { u: [], v: [] } });
checkRolesFile("a map of users", '{"u":["r"]}', { users: { u: ["r"] }, problems: ['roles-role-undefined@"r"'] });
checkRolesFile("a group mapping", '{"name":"g","groupPattern":"cn=a,*","roles":[]}', { groups: { "g cn=a,*": [] } });
checkRolesFile("a bare list of permissions is named after its file", `[${VERBOSE_X}]`, { roles: { analyst: X } });
checkRolesFile(
  "dumps of the caches",
  `{"userMap":{"u":{"name":"u","roles":["r"]}},"roleMap":{"r":{"name":"r","permissions":[${VERBOSE_X}]}}}`,
  {
    roles: { r: X },
    users: { u: ["r"] },
  },
);
checkRolesFile(
  "users as objects, mappings as a map",
  '{"users":[{"name":"u","roles":[]}],"groupMappings":{"g":{"groupPattern":"cn=a","roles":[]}}}',
  {
    users: { u: [] },
    groups: { "g cn=a": [] },
  },
);
checkRolesFile("names that objects have anyway", '{"roles":{"__proto__":[],"constructor":[]},"users":{"u":["toString"]}}', {
  roles: Object.fromEntries([
    ["__proto__", []],
    ["constructor", []],
  ]),
  users: { u: ["toString"] },
  problems: ['roles-role-undefined@"toString"'],
});
checkRolesFile("an empty list", "[]", {});
checkRolesFile("an empty object", "{}", {});
checkRolesFile("a list of names", '["r","s"]', { problems: ['roles-shape@["r","s"]'] });
checkRolesFile("nothing", "", { problems: ["roles-shape@"] });
checkRolesFile("no object", '"roles"', { problems: ['roles-shape@"roles"'] });
checkRolesFile("null", "null", { problems: ["roles-shape@null"] });
checkRolesFile("an unknown key", '{"roles":{},"permissons":{}}', { problems: ['roles-unknown-key@"permissons"'] });
checkRolesFile("a misspelt section of ours", '{"Roles":{"r":[]},"user":{}}', {
  problems: ['roles-unknown-key@"Roles"', 'roles-unknown-key@"user"'],
});
checkRolesFile("a section twice", '{"roles":{},"roles":{}}', { problems: ['roles-duplicate-key@"roles"'] });
checkRolesFile("a role twice", `{"roles":{"r":[],"r":[${READ_X}]}}`, { roles: { r: X }, problems: [`roles-duplicate-key@[${READ_X}]`] });
checkRolesFile("a single role name for a user", '{"roles":{"r":[]},"users":{"u":"r"}}', {
  roles: { r: [] },
  users: { u: ["r"] },
  problems: ['roles-shape@"r"'],
});
checkRolesFile("permissions that are no list", '{"roles":{"r":{"permissions":{}}}}', {
  roles: { r: ["- - - breaks-all"] },
  problems: ["roles-shape@{}"],
});
checkRolesFile("a group pattern with two wildcards", '{"groupMappings":[{"name":"g","groupPattern":"*,ou=a,*","roles":[]}]}', {
  groups: { "g *,ou=a,*": [] },
  problems: ['roles-group-pattern@"*,ou=a,*"'],
});

// What Druid takes, and as what.
checkRolesFile("actions in any case", role(named('"x"', '"DATASOURCE"', '"wRiTe"')), {
  roles: { r: ["WRITE DATASOURCE x"] },
  problems: ['roles-action-case@"wRiTe"'],
});
checkRolesFile("numbers and booleans as names", role(named("1.50"), named("true")), {
  roles: { r: ["READ DATASOURCE 1.50", "READ DATASOURCE true"] },
});
checkRolesFile("unknown fields", role('{"resource":{"name":"x","type":"DATASOURCE","more":1},"action":"READ","comment":"y"}'), {
  roles: { r: X },
});
checkRolesFile("a missing type", role('{"resource":{"name":"x"},"action":"READ"}'), {
  roles: { r: ["READ - x"] },
  problems: ['roles-type-missing@{"name":"x"}'],
});
checkRolesFile("a missing action", role('{"resource":{"name":"x","type":"STATE"}}'), {
  roles: { r: ["- STATE x"] },
  problems: ['roles-action-missing@{"resource":{"name":"x","type":"STATE"}}'],
});
checkRolesFile("a list of one action is none", role(named('"x"', '"STATE"', '["READ"]')), {
  roles: { r: ["- STATE x"] },
  problems: ['roles-action-missing@["READ"]'],
});
checkRolesFile("an unknown action", role(named('"x"', '"STATE"', '"DELETE"')), {
  roles: { r: ["- STATE x rejected"] },
  problems: ['roles-action-unknown@"DELETE"'],
});
checkRolesFile("an action with a blank", role(named('"x"', '"STATE"', '"READ "')), {
  roles: { r: ["- STATE x rejected"] },
  problems: ['roles-action-unknown@"READ "'],
});
checkRolesFile("two actions", role('{"resource":{"name":"x","type":"STATE"},"action":"READ","action":"WRITE"}'), {
  roles: { r: ["- STATE x rejected"] },
  problems: ['roles-action-unknown@"WRITE"'],
});
checkRolesFile("a type in lower case", role(named('"x"', '"datasource"')), {
  roles: { r: ["READ datasource x"] },
  problems: ['roles-type-unknown@"datasource"'],
});
checkRolesFile("a type of nobody", role(named('"x"', '"TABLE"')), {
  roles: { r: ["READ TABLE x"] },
  problems: ['roles-type-unknown@"TABLE"'],
});
checkRolesFile("a type that is a list", role(named('"x"', '["STATE"]')), {
  roles: { r: ["READ - x rejected"] },
  problems: ['roles-entry-broken@["STATE"]'],
});
checkRolesFile("a missing name", role('{"resource":{"type":"STATE"},"action":"READ"}'), {
  roles: { r: ["READ STATE - rejected"] },
  problems: ['roles-name-missing@{"type":"STATE"}'],
});
checkRolesFile("a name that is null", role(named("null")), {
  roles: { r: ["READ DATASOURCE - rejected"] },
  problems: ["roles-name-missing@null"],
});
checkRolesFile("an empty name", role(named('""')), { roles: { r: ["READ DATASOURCE "] }, problems: ['roles-name-empty@""'] });
checkRolesFile("a blank name", role(named('" "')), { roles: { r: ["READ DATASOURCE  "] }, problems: ['roles-name-empty@" "'] });
checkRolesFile("a name with a blank at its end", role(named('"x "')), {
  roles: { r: ["READ DATASOURCE x "] },
  problems: ['roles-name-trimmed@"x "'],
});
checkRolesFile("half of a surrogate pair", role(named('"\\ud83d"')), {
  roles: { r: ["READ DATASOURCE \ud83d rejected"] },
  problems: ['roles-entry-broken@"\\ud83d"'],
});
checkRolesFile("a pattern that does not compile", role(named('"*"')), {
  roles: { r: ["READ DATASOURCE * rejected"] },
  problems: ['roles-pattern-invalid@"*"'],
});
checkRolesFile("a pattern that is not judged", role(named('"\\\\N{SNOWMAN}"')), {
  roles: { r: ["READ DATASOURCE \\N{SNOWMAN}"] },
  problems: ['roles-pattern-undecided@"\\\\N{SNOWMAN}"'],
});
checkRolesFile("fields without a resource around them", role('{"name":"x","type":"STATE","action":"READ"}'), {
  roles: { r: ["- - - rejected"] },
  problems: ['roles-entry-broken@{"name":"x","type":"STATE","action":"READ"}'],
});
checkRolesFile("a resource that is a text", role('{"resource":"x","action":"READ"}'), {
  roles: { r: ["- - - rejected"] },
  problems: ['roles-entry-broken@{"resource":"x","action":"READ"}'],
});
checkRolesFile("entries that are no objects", role("null", '"READ"', "1"), {
  roles: { r: ["- - - rejected", "- - - rejected", "- - - rejected"] },
  problems: ["roles-entry-broken@null", 'roles-entry-broken@"READ"', "roles-entry-broken@1"],
});

// The verbose form: what counts is `resourceNamePattern`, and a bad entry is left out or breaks checks.
checkRolesFile("the pattern counts, not the name", role(VERBOSE_X.replace('Pattern":"x"', 'Pattern":"other.*"')), {
  roles: { r: ["READ DATASOURCE other.*"] },
});
checkRolesFile("a verbose entry without a pattern", role(VERBOSE_X.replace(',"resourceNamePattern":"x"', "")), {
  roles: { r: ["READ DATASOURCE - breaks-type"] },
  problems: [`roles-entry-broken@${VERBOSE_X.replace(',"resourceNamePattern":"x"', "")}`],
});
checkRolesFile("a verbose entry with an invalid pattern", role(VERBOSE_X.replace('Pattern":"x"', 'Pattern":"*"')), {
  roles: { r: ["READ DATASOURCE * dropped"] },
  problems: ['roles-pattern-invalid@"*"', `roles-entry-broken@${VERBOSE_X.replace('Pattern":"x"', 'Pattern":"*"')}`],
});
checkRolesFile("a verbose entry with an unknown action", role(VERBOSE_X.replace('"READ"', '"DELETE"')), {
  roles: { r: ["- DATASOURCE x dropped"] },
  problems: ['roles-action-unknown@"DELETE"', `roles-entry-broken@${VERBOSE_X.replace('"READ"', '"DELETE"')}`],
});
checkRolesFile("a pattern without a resource", role('{"resourceNamePattern":"x"}'), {
  roles: { r: ["- - - breaks-all"] },
  problems: ['roles-entry-broken@{"resourceNamePattern":"x"}'],
});
checkRolesFile("a posted entry among verbose ones", role(VERBOSE_X, READ_X), {
  roles: { r: ["READ DATASOURCE x", "- - - breaks-all"] },
  problems: [`roles-entry-broken@${READ_X}`],
});
checkRolesFile("a number as a pattern", role(VERBOSE_X.replace('Pattern":"x"', 'Pattern":12')), { roles: { r: ["READ DATASOURCE 12"] } });

// Broken texts.
checkRolesFile("a document that is not closed", `{"roles":{"r":[${READ_X}`, {
  roles: { r: X },
  problems: ["roles-syntax@", "roles-syntax@", "roles-syntax@"],
});
checkRolesFile("a value that is being typed", '{"roles":', { problems: ["roles-syntax@", "roles-syntax@"] });
checkRolesFile("text behind the end", '{"roles":{}} more', { problems: ["roles-syntax@more"] });

test("ranges point to the entry, its name, type and action", () => {
  const text = role(READ_X);
  const [permission] = parseRolesFile(text, "r").roles.get("r")?.permissions ?? [];
  const parts = [permission?.range, permission?.nameRange, permission?.typeRange, permission?.actionRange, permission?.patternRange];
  assert.deepEqual(
    parts.map((range) => text.slice(range?.start, range?.end)),
    [READ_X, '"x"', '"DATASOURCE"', '"READ"', '"x"'],
  );
});

test("a role knows where its list of permissions stands", () => {
  const text = `{"roles":{"r":[${READ_X}],"s":{"permissions":[]},"t":{}}}`;
  const ranges = [...parseRolesFile(text, "r").roles.values()].map(({ permissionsRange }) => permissionsRange);
  assert.deepEqual(
    ranges.map((range) => range && text.slice(range.start, range.end)),
    [`[${READ_X}]`, "[]", undefined],
  );
});

test("the cluster section is kept with the range of each key", () => {
  const text = '{"cluster":{"druidVersion":"34","router":true}}';
  const { cluster } = parseRolesFile(text, "r");
  assert.deepEqual({ ...(cluster?.value as object) }, { druidVersion: "34", router: true });
  assert.deepEqual(
    cluster?.settings.map(({ key, value, keyRange, valueRange }) => [
      key,
      value,
      text.slice(keyRange.start, keyRange.end),
      text.slice(valueRange.start, valueRange.end),
    ]),
    [
      ["druidVersion", "34", '"druidVersion"', '"34"'],
      ["router", true, '"router"', "true"],
    ],
  );
});

test("too large and too deep texts are refused, not read", () => {
  const large = parseRolesFile(`{"roles":{}}${" ".repeat(9 * 1024 * 1024)}`, "r");
  assert.equal(large.problems[0]?.code, "roles-too-large");
  for (const text of ["[".repeat(200_000), '{"a":'.repeat(100_000)]) {
    const deep = parseRolesFile(text, "r");
    assert.equal(deep.problems[0]?.code, "roles-too-deep");
    assert.equal(deep.readable, false);
  }
});

test("every cut of a document is read without failing", () => {
  const text = `{"cluster":{"druidVersion":"34"},"roles":{"r":[${READ_X},${VERBOSE_X}]},"users":{"u":["r"]},"groupMappings":[{"name":"g","groupPattern":"cn=a","roles":["r"]}]}`;
  for (let end = 0; end <= text.length; end++) {
    const { problems } = parseRolesFile(text.slice(0, end), "r");
    for (const { range } of problems) assert.ok(range.start <= range.end && range.end <= Math.max(end, 1));
  }
});

test("a message names the reason of Java and the way out", () => {
  const [problem] = parseRolesFile(role(named('"*"')), "r").problems;
  assert.equal(
    problem?.message,
    "Druid refuses this list. \"*\" is no Java regular expression (Dangling meta character '*' near index 0). Write .* for every name.",
  );
});

test("one holder may be named in many entries", { timeout: 20_000 }, () => {
  const count = 50_000;
  const entry = (index: number) => `{"name":"x","groupPattern":"*,ou=${index}","roles":["r${index}"]}`;
  const entries = Array.from({ length: count }, (_, index) => entry(index)).join(",");
  const file = parseRolesFile(`{"users":[${entries}],"groupMappings":[${entries}]}`, "file:///roles.json");
  assert.equal(file.users.get("x")?.roles.length, count);
  assert.equal(file.users.get("x")?.roles.at(-1)?.name, `r${count - 1}`);
  assert.deepEqual(
    file.groupMappings.map(({ groupPattern, roles }) => [groupPattern, roles.length]),
    [["*,ou=0", count]],
  );
});
