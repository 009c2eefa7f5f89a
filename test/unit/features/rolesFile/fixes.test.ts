/**
 * Quick fixes in a roles file by example: what is offered at the cursor, and the text after the first one.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { parseRolesFile, rolesFixes, rolesRemarks } from "../../../../server/src/language/index";
import { type GivenRoles, SMALL, viewOf } from "./rolesView";

function checkFix(given: GivenRoles, titles: readonly string[], gives?: string): void {
  const { view, offset } = viewOf(given);
  const fixes = rolesFixes(view, { start: offset, end: offset });
  assert.deepEqual(
    fixes.map(({ title }) => title),
    titles,
  );
  const [first] = fixes;
  if (!first || gives === undefined) return;
  const after = [...first.edits]
    .reverse()
    .reduce((text, { range, text: added }) => text.slice(0, range.start) + added + text.slice(range.end), view.text);
  assert.equal(after, gives);
  assert.ok(!parseRolesFile(after, "r.json").problems.some(({ code }) => code === "roles-syntax"), after);
}

const entry = (name: string, type = "DATASOURCE", action = "READ"): string =>
  `{"resource": {"name": "${name}", "type": "${type}"}, "action": "${action}"}`;
const roles = (...lines: readonly string[]): string => `{"roles": {"r": [\n${lines.join("\n")}\n]}}`;

describe("words", () => {
  test("an action", () =>
    checkFix({ roles: roles(entry("a", "DATASOURCE", "<|>read")), state: "reading" }, ["Write READ"], roles(entry("a"))));
  test("a type", () => checkFix({ roles: roles(entry("a", "<|>datasource")), state: "reading" }, ["Write DATASOURCE"], roles(entry("a"))));
  test("a type of an extension stays", () => checkFix({ roles: roles(entry("a", "<|>CUSTOM")), state: "reading" }, []));
  test("a dot", () =>
    checkFix(
      { roles: roles(entry("<|>a.b")), files: { "a.sql": 'SELECT * FROM "a.b", "a_b"' } },
      ["Escape the dot: a\\.b"],
      roles(entry("a\\\\.b")),
    ));
});

describe("patterns", () => {
  const pattern = (name: string): string => roles(entry(name));
  test("wildcards of file names", () => {
    checkFix({ roles: pattern("<|>*"), state: "reading" }, ["Write .*"], pattern(".*"));
    checkFix({ roles: pattern("<|>*_raw.v1"), state: "reading" }, ["Write .*_raw\\.v1"], pattern(".*_raw\\\\.v1"));
    checkFix({ roles: pattern("<|>[a"), state: "reading" }, []);
  });
  test("wider than what statements need", () => {
    const files = { "a.sql": 'SELECT * FROM "a.b", c' };
    checkFix({ roles: pattern("<|>.*"), files }, ["Narrow to what statements need: a\\.b|c"], pattern("a\\\\.b|c"));
    const many = { "a.sql": `SELECT * FROM ${[..."abcdefghij"].map((name) => `t_${name}`).join(", ")}` };
    checkFix({ roles: pattern("<|>.*"), files: many }, []);
  });
  test("in the form that Druid answers, at both places", () => {
    const verbose = (name: string, mark = ""): string =>
      roles(`{"resourceNamePattern": "${mark}${name}", "resourceAction": ${entry(name)}}`);
    checkFix(
      { roles: verbose("a.b", "<|>"), files: { "a.sql": 'SELECT * FROM "a.b", "a_b"' } },
      ["Escape the dot: a\\.b"],
      verbose("a\\\\.b"),
    );
  });
  test("a load that nobody follows", () => {
    const files = { "a.sql": "INSERT INTO a SELECT 1 AS x PARTITIONED BY ALL; INSERT INTO b SELECT 1 AS x PARTITIONED BY ALL" };
    const write = (name: string): string => entry(name, "DATASOURCE", "WRITE");
    checkFix(
      { roles: roles(`<|>${write("a")}`), files },
      ["Grant READ DATASOURCE a to role r"],
      roles(`${write("a")},`, '{ "resource": { "name": "a", "type": "DATASOURCE" }, "action": "READ" }'),
    );
    checkFix({ roles: roles(`<|>${write("a|b")}`), files }, ["Grant all 2 missing permissions to role r"]);
  });
});

describe("a misspelt section", () => {
  test("alone in the file", () => checkFix({ roles: '{<|>"rolse": {}}', state: "reading" }, ["Write roles"], '{"roles": {}}'));
  test("beside another", () =>
    checkFix(
      { roles: '{"roles": {}, "groupMapping<|>": []}', state: "reading" },
      ["Write groupMappings"],
      '{"roles": {}, "groupMappings": []}',
    ));
  test("a key that is like none", () => checkFix({ roles: '{"roles": {}, "<|>comment": ""}', state: "reading" }, []));
});

describe("entries that say nothing new", () => {
  const title = 'Remove READ DATASOURCE "a" from role r';
  const twice = (lines: readonly string[], left: readonly string[]): void =>
    checkFix({ roles: roles(...lines), state: "reading" }, [title], roles(...left));
  test("in the middle, with its comment", () =>
    twice([`${entry("a")},`, `  <|>${entry("a")}, // again`, `${entry("b")} // b`], [`${entry("a")},`, `${entry("b")} // b`]));
  test("the last one, with the comma before it", () => twice([`${entry("a")}, // one`, `<|>${entry("a")}`], [`${entry("a")} // one`]));
  test("the last one with a comma of its own", () => twice([`${entry("a")},`, `<|>${entry("a")},`], [`${entry("a")},`]));
  test("on one line", () => twice([`${entry("a")}, <|>${entry("a")}, ${entry("b")}`], [`${entry("a")}, ${entry("b")}`]));
  test("a comment above stays", () => twice([`${entry("a")},`, "// why", `<|>${entry("a")}`], [`${entry("a")}`, "// why"]));
  test("what no statement uses, and what matches nothing", () => {
    const files = { "a.sql": "SELECT * FROM b" };
    checkFix({ roles: roles(`<|>${entry("a")}`), files }, [title], '{"roles": {"r": [\n]}}');
    checkFix({ roles: roles(`${entry("<|>x.*")}`), files }, ['Remove READ DATASOURCE "x.*" from role r'], '{"roles": {"r": [\n]}}');
    checkFix({ roles: roles(`<|>${entry("b")}`), files }, []);
  });
  test("WRITE on everything, where no statement needs it", () => {
    const given = { roles: roles(entry("<|>.*", "DATASOURCE", "WRITE")), files: { "a.sql": "SELECT * FROM b" } };
    checkFix(given, ['Remove WRITE DATASOURCE ".*" from role r'], '{"roles": {"r": [\n]}}');
    checkFix({ ...given, state: "reading" }, []);
    checkFix({ ...given, state: "partial" }, []);
  });
  test("while the workspace is read nothing is called unused", () => checkFix({ roles: roles(`<|>${entry("a")}`), state: "reading" }, []));
});

describe("roles that are named and not defined", () => {
  const create = "Create role lost without permissions";
  test("behind the last role, in its layout", () => {
    const before = `{
  "roles": {
    "r": [
      ${entry("a")}
    ] // r
  },
  "users": { "u": ["r", <|>"lost"] }
}`;
    checkFix({ roles: before, state: "reading" }, [create], before.replace("<|>", "").replace("] // r", '], // r\n    "lost": []'));
  });
  test("on one line, of a group mapping", () => {
    const mapping = '"groupMappings": [{"name": "g", "groupPattern": "*,ou=g", "roles": ["lo<|>st"]}]';
    checkFix(
      { roles: `{"roles": {"r": []}, ${mapping}}`, state: "reading" },
      [create],
      `{"roles": {"r": [], "lost": []}, ${mapping.replace("<|>", "")}}`,
    );
  });
  test("where there are no roles yet", () => {
    checkFix({ roles: '{"users": {"u": ["<|>lost"]}}', state: "reading" }, [create], '{"users": {"u": ["lost"]}, "roles": { "lost": [] }}');
    checkFix(
      { roles: '{"roles": {}, "users": {"u": ["<|>lost"]}}', state: "reading" },
      [create],
      '{"roles": {"lost": []}, "users": {"u": ["lost"]}}',
    );
    checkFix(
      { roles: '{\n\t"users": {"u": ["<|>lost"]},\n}', state: "reading" },
      [create],
      '{\n\t"users": {"u": ["lost"]},\n\t"roles": {\n\t\t"lost": []\n\t},\n}',
    );
  });
  test("in a list of roles", () =>
    checkFix(
      { roles: '{"roles": [{"name": "r", "permissions": []}], "users": {"u": ["<|>lost"]}}', state: "reading" },
      [create],
      '{"roles": [{"name": "r", "permissions": []}, { "name": "lost", "permissions": [] }], "users": {"u": ["lost"]}}',
    ));
  test("the one that was meant comes first", () =>
    checkFix(
      { roles: '{"roles": {"Lost": []}, "users": {"u": ["<|>lost"]}}', state: "reading" },
      ["Write Lost", create],
      '{"roles": {"Lost": []}, "users": {"u": ["Lost"]}}',
    ));
  test("not in an answer about one thing, and not where the file has errors", () => {
    checkFix({ roles: '{"name": "u", "roles": ["<|>lost"]}', state: "reading" }, []);
    checkFix({ roles: '{"roles": {"r" []}, "users": {"u": ["<|>lost"]}}', state: "reading" }, []);
  });
  test("a role that is defined", () => checkFix({ roles: '{"roles": {"r": []}, "users": {"u": ["<|>r"]}}', state: "reading" }, []));
});

test("what is remarked is found out once for a file and what is known of the workspace", () => {
  const { view } = viewOf({ roles: SMALL, files: { "a.sql": "SELECT * FROM rides" } });
  const remarks = rolesRemarks(view);
  assert.equal(rolesRemarks({ ...view }), remarks);
  const early = rolesRemarks({ ...view, workspace: { state: "reading" } });
  assert.notDeepEqual(early, remarks);
  assert.deepEqual(rolesRemarks(view), remarks);
});
