/**
 * Who can run what: which principals are taken together, and what stands in each cell.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { formatPrincipal, type PrincipalChoice, principalsOf, whoCanRun } from "../../../../server/src/language/index";
import { rolesOf, workspaceOf } from "./workspace";

interface WhoCase {
  readonly files: Readonly<Record<string, string>>;
  readonly roles: object | string;
  readonly principals?: PrincipalChoice;
  readonly by?: "file" | "statement";
  /** The columns: `user:a user:b`. */
  readonly subjects: readonly string[];
  /** The rows: `a.sql: allowed | denied READ DATASOURCE x`. */
  readonly rows: readonly string[];
}

function checkWho({ files, roles: given, principals = "users", by = "file", subjects, rows }: WhoCase): void {
  const { files: surveyed, roles, context } = workspaceOf({ files, roles: given });
  const { profile } = context.settings;
  const table = whoCanRun(surveyed, roles, { by, principals: principalsOf(roles, principals, profile), profile });
  assert.deepEqual(
    table.subjects.map((subject) => subject.principals.map(formatPrincipal).join(" ")),
    subjects,
  );
  const shown = table.rows.map(({ uri, statement, cells }) => {
    const place = statement ? `${uri}:${statement.from.line + 1}` : uri;
    const each = cells.map(({ verdict, missing, reasons }) =>
      [verdict, ...missing.map(({ action, type, name }) => `${action} ${type} ${name}`), ...reasons].join(" "),
    );
    return `${place}: ${each.join(" | ")}`;
  });
  assert.deepEqual(shown, rows);
}

const READ_A = "SELECT * FROM a";
const LOAD_B = "INSERT INTO b SELECT * FROM a PARTITIONED BY DAY";
const ROLES = rolesOf(
  { reader: ["READ DATASOURCE a"], writer: ["WRITE DATASOURCE b"] },
  { alice: ["reader", "writer"], bob: ["reader"], carl: [] },
);

describe("cells", () => {
  test("a row for each file, a column for each user", () =>
    checkWho({
      files: { "r.sql": READ_A, "l.sql": LOAD_B },
      roles: ROLES,
      subjects: ["user:alice", "user:bob", "user:carl"],
      rows: [
        "r.sql: allowed | allowed | denied READ DATASOURCE a",
        "l.sql: allowed | denied WRITE DATASOURCE b | denied READ DATASOURCE a WRITE DATASOURCE b",
      ],
    }));
  test("a file is as good as its worst statement, and names what is missing once", () =>
    checkWho({
      files: { "f.sql": `${READ_A};\n${LOAD_B};\n${LOAD_B}` },
      roles: ROLES,
      subjects: ["user:alice", "user:bob", "user:carl"],
      rows: ["f.sql: allowed | denied WRITE DATASOURCE b | denied READ DATASOURCE a WRITE DATASOURCE b"],
    }));
  test("a row for each statement", () =>
    checkWho({
      files: { "f.sql": `${READ_A};\n${LOAD_B}` },
      roles: ROLES,
      by: "statement",
      subjects: ["user:alice", "user:bob", "user:carl"],
      rows: [
        "f.sql:1: allowed | allowed | denied READ DATASOURCE a",
        "f.sql:2: allowed | denied WRITE DATASOURCE b | denied READ DATASOURCE a WRITE DATASOURCE b",
      ],
    }));
  test("what follows a task is not missing", () =>
    checkWho({
      files: { "l.sql": LOAD_B },
      roles: rolesOf({ loader: ["READ DATASOURCE a", "WRITE DATASOURCE b"] }, { lea: ["loader"] }),
      subjects: ["user:lea"],
      rows: ["l.sql: allowed"],
    }));
  test("what the text does not tell stays unknown, and what is missing is told all the same", () =>
    checkWho({
      files: { "t.sql": "SELECT * FROM {{ t }}", "u.sql": "SELECT * FROM {{ t }} JOIN secret ON TRUE" },
      roles: rolesOf({ reader: ["READ DATASOURCE [a-z]"] }, { bob: ["reader"] }),
      subjects: ["user:bob"],
      rows: [
        "t.sql: unknown A template makes this name, so what is read here is not known.",
        "u.sql: denied READ DATASOURCE secret A template makes this name, so what is read here is not known.",
      ],
    }));
  test("what Druid refuses does not count beside others, and is refused alone", () =>
    checkWho({
      files: { "x.sql": "INSERT INTO b SELECT 1", "y.sql": `INSERT INTO b SELECT 1; ${READ_A}`, "z.sql": "-- nothing" },
      roles: ROLES,
      subjects: ["user:alice", "user:bob", "user:carl"],
      rows: ["x.sql: refused | refused | refused", "y.sql: allowed | allowed | denied READ DATASOURCE a"],
    }));
  test("a permission that breaks checks", () =>
    checkWho({
      files: { "r.sql": READ_A },
      roles: rolesOf({ odd: ["READ DATASOURCE "] }, { bob: ["odd"] }),
      subjects: ["user:bob"],
      rows: [
        'r.sql: unknown Druid may fail on "" of role odd (the stored entry has no pattern) instead of deciding; with several roles nobody knows which it asks first.',
      ],
    }));
  test("a roles file with errors decides nothing", () =>
    checkWho({
      files: { "r.sql": READ_A },
      roles: '{ "roles": { "r": [ { "resource": { "name": ".*", "type": "DATASOURCE" }, "action": "READ" } ] }, "users": { "bob": ["r"] ',
      subjects: ["user:bob"],
      rows: ["r.sql: unknown druid-roles.json has errors, so what it grants is not known."],
    }));
  test("the version that a comment states counts", () =>
    checkWho({
      files: { "r.sql": `-- druid-sql: version=33\n${READ_A}`, "s.sql": READ_A },
      roles: rolesOf({ odd: ["READ DATASOURCE  a "] }, { bob: ["odd"] }),
      subjects: ["user:bob"],
      rows: ["r.sql: allowed", "s.sql: denied READ DATASOURCE a"],
    }));
  test("an authorizer without roles", () =>
    checkWho({
      files: { "r.sql": READ_A, "l.sql": LOAD_B },
      roles: rolesOf({}, { bob: [] }, { cluster: { authorizer: "readOnly" } }),
      subjects: ["user:bob"],
      rows: ["r.sql: allowed", "l.sql: denied WRITE DATASOURCE b"],
    }));
});

describe("principals", () => {
  const roles = rolesOf(
    { one: ["READ DATASOURCE a"], two: [] },
    { ann: ["one", "two"], ben: ["two", "one"], cat: ["one"], dot: ["one", "gone"] },
    { groupMappings: [{ name: "eng", groupPattern: "*,ou=eng", roles: ["one"] }] },
  );
  const files = { "r.sql": READ_A };
  test("who holds the same roles is one column, in whatever order, and whatever is not defined", () =>
    checkWho({ files, roles, subjects: ["user:ann user:ben", "user:cat user:dot"], rows: ["r.sql: allowed | allowed"] }));
  test("roles by themselves", () =>
    checkWho({
      files,
      roles,
      principals: "roles",
      subjects: ["role:one", "role:two"],
      rows: ["r.sql: allowed | denied READ DATASOURCE a"],
    }));
  test("all", () =>
    checkWho({
      files,
      roles,
      principals: "all",
      subjects: ["user:ann user:ben", "user:cat user:dot role:one", "role:two"],
      rows: ["r.sql: allowed | allowed | denied READ DATASOURCE a"],
    }));
  test("group mappings count under LDAP", () =>
    checkWho({
      files,
      roles: { ...roles, cluster: { roleProvider: "ldap" } },
      subjects: ["user:ann user:ben", "user:cat user:dot", "groups:eng"],
      rows: ["r.sql: allowed | allowed | allowed"],
    }));
  test("a user whose groups may give more is not like a role, of which everything is known", () =>
    checkWho({
      files: { "l.sql": "SELECT * FROM b" },
      roles: rolesOf(
        { one: ["READ DATASOURCE a"], two: ["READ DATASOURCE b"] },
        { cat: ["one"] },
        { groupMappings: [{ name: "eng", groupPattern: "*,ou=eng", roles: ["two"] }], cluster: { roleProvider: "ldap" } },
      ),
      principals: "all",
      subjects: ["user:cat", "groups:eng role:two", "role:one"],
      rows: [
        "l.sql: unknown The group mapping eng gives role two, which may grant this. Name the groups of this user to know. | allowed | denied READ DATASOURCE b",
      ],
    }));
});

test("Ranger's policies name people, each of whom is asked about apart", () => {
  const policy = (name: string, user: string): object => ({
    name,
    resources: { datasource: { values: [name] } },
    policyItems: [{ accesses: [{ type: "read" }], users: [user], groups: ["eng"] }],
  });
  const roles = { policies: [policy("a", "alice"), policy("b", "bob")] };
  checkWho({
    files: { "a.sql": READ_A },
    roles,
    subjects: ["user:alice", "user:bob"],
    rows: ["a.sql: allowed | denied READ DATASOURCE a"],
  });
  checkWho({
    files: { "a.sql": READ_A },
    roles: { ...roles, cluster: { rangerUseUgi: true }, userGroupMapping: {} },
    subjects: ["user:alice", "user:bob", "groups:eng"],
    rows: ["a.sql: allowed | denied READ DATASOURCE a | allowed"],
  });
});
