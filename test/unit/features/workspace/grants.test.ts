/**
 * Which grants are used by which statements, and what is remarked on those that are not, or on more than is used.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { fileRemarks, grantUse, roleRemarks, statementsUsing } from "../../../../server/src/language/index";
import { rolesOf, workspaceOf } from "./workspace";

interface GrantCase {
  readonly files: Readonly<Record<string, string>>;
  readonly roles: object | string;
  readonly cluster?: object;
}

function checkUse(given: GrantCase & { readonly gives: readonly string[] }): void {
  const { files, roles } = workspaceOf(given);
  const use = grantUse(files, roles);
  const shown = use.grants.map(({ role, index, permission, matches, undecided }) => {
    const places = matches.map(({ action, name, uses }) => {
      return `${action} ${name} in ${uses.map(({ uri, statement }) => `${uri}:${statement.from.line + 1}`).join(" ")}`;
    });
    return [`${role.name}:${index} ${permission.pattern}`, ...places, ...undecided.map(({ name }) => `${name}?`)].join(" | ");
  });
  assert.deepEqual(shown, given.gives);
  for (const need of use.needs) {
    const back = use.grants.filter(({ matches }) => matches.some(({ action, name }) => action === need.action && name === need.name));
    assert.deepEqual(use.grantsOf({ ...need }), back, `the grants of ${need.name}`);
  }
}

function checkRemarks(given: GrantCase & { readonly remarks: readonly string[] }): void {
  const { files, roles } = workspaceOf(given);
  const shown = roleRemarks(roles, grantUse(files, roles)).map(({ code, severity, message, role, user, index }) => {
    return `${user ?? (index === undefined ? role : `${role}:${index}`)} ${code} ${severity}: ${message}`;
  });
  assert.deepEqual(shown, given.remarks);
}

describe("use", () => {
  const files = {
    "r.sql": "SELECT * FROM wiki_a;\nSELECT * FROM wiki_a, wiki_b",
    "l.sql": "INSERT INTO wiki_c SELECT 1 AS __time PARTITIONED BY ALL",
  };
  test("names that a pattern matches, with the statements", () =>
    checkUse({
      files,
      roles: rolesOf({ r: ["READ DATASOURCE wiki_.*", "READ DATASOURCE wiki_b", "WRITE DATASOURCE .*", "READ VIEW .*"] }),
      gives: [
        "r:0 wiki_.* | READ wiki_a in r.sql:1 r.sql:2 | READ wiki_b in r.sql:2 | READ wiki_c in l.sql:1",
        "r:1 wiki_b | READ wiki_b in r.sql:2",
        "r:2 .* | WRITE wiki_c in l.sql:1",
        "r:3 .*",
      ],
    }));
  test("the words of a statement that use a permission, in the file", () => {
    const { files: surveyed, roles } = workspaceOf({ files, roles: rolesOf({ r: ["READ DATASOURCE wiki_b"] }) });
    const [using] = statementsUsing(grantUse(surveyed, roles).grants);
    assert.deepEqual(
      using?.causes.map(({ start, end }) => [start, files["r.sql"].slice(start, end)]),
      [[files["r.sql"].indexOf("wiki_b"), "wiki_b"]],
    );
  });
  test("case and whole names, as Java has it", () =>
    checkUse({
      files,
      roles: rolesOf({ r: ["READ DATASOURCE Wiki_a", "READ DATASOURCE wiki", "READ DATASOURCE (?i)WIKI_A"] }),
      gives: ["r:0 Wiki_a", "r:1 wiki", "r:2 (?i)WIKI_A | READ wiki_a in r.sql:1 r.sql:2"],
    }));
  test("blanks go or stay with the version of the statement", () =>
    checkUse({
      files: { "r.sql": "SELECT * FROM a, b;\n-- druid-sql: version=33\nSELECT * FROM a, b" },
      roles: rolesOf({ r: ["READ DATASOURCE b ", "READ DATASOURCE c"] }),
      gives: ["r:0 b  | READ b in r.sql:3", "r:1 c"],
    }));
  test("what Druid refuses matches nothing", () =>
    checkUse({ files, roles: rolesOf({ r: ["READ DATASOURCE *", "READ DATASOURCE wiki_["] }), gives: ["r:0 *", "r:1 wiki_["] }));
});

describe("remarks", () => {
  const users = { bob: ["r"] };
  const files = { "r.sql": "SELECT * FROM a_1, a_2" };
  test("none where all is used for all that it matches", () =>
    checkRemarks({ files, roles: rolesOf({ r: ["READ DATASOURCE a_[12]"] }, users), remarks: [] }));
  test("a grant that nothing uses", () =>
    checkRemarks({
      files,
      roles: rolesOf({ r: ["READ DATASOURCE a_.*", "READ DATASOURCE b", "READ VIEW v"] }, users),
      remarks: [
        'r:1 roles-grant-unused information: No statement needs what READ DATASOURCE "b" of role r matches.',
        'r:2 roles-grant-unused information: No statement needs any READ VIEW: READ VIEW "v" of role r is not used.',
      ],
    }));
  test("a WRITE beside the READ that is used", () =>
    checkRemarks({
      files,
      roles: rolesOf({ r: ["READ DATASOURCE a_.*", "WRITE DATASOURCE a_.*"] }, users),
      remarks: [
        'r:1 roles-grant-unused information: No statement needs WRITE DATASOURCE "a_.*" of role r: what it matches is needed with READ only.',
      ],
    }));
  test("what is not known may use it", () =>
    checkRemarks({
      files: { "r.sql": "SELECT * FROM a; SELECT * FROM {{ t }}" },
      roles: rolesOf({ r: ["READ DATASOURCE a", "READ DATASOURCE b"] }, users),
      remarks: [
        'r:1 roles-grant-unused information: No statement needs what READ DATASOURCE "b" of role r matches. What one statement needs is not wholly known.',
      ],
    }));
  test("the API's own resources are no statement's business", () =>
    checkRemarks({ files, roles: rolesOf({ r: ["READ DATASOURCE a_.*", "READ CONFIG CONFIG"] }, users), remarks: [] }));
  test("what Druid would not take is remarked on elsewhere", () =>
    checkRemarks({ files, roles: rolesOf({ r: ["READ DATASOURCE *", "READ DATASOURCE "] }, users), remarks: [] }));
  test("every name", () =>
    checkRemarks({
      files: { "l.sql": "INSERT INTO b SELECT * FROM a PARTITIONED BY ALL" },
      roles: rolesOf({ r: ["READ DATASOURCE .*", "WRITE DATASOURCE .*"] }, users),
      remarks: [
        'r:0 roles-grant-wide information: READ DATASOURCE ".*" matches every name; the statements need it for a, b.',
        'r:1 roles-grant-wide warning: WRITE DATASOURCE ".*" matches every name; the statements need it for b.',
      ],
    }));
  test("other known names: of other statements, and of other grants", () =>
    checkRemarks({
      files: { "r.sql": "SELECT * FROM a_1; INSERT INTO a_2 SELECT 1 AS __time PARTITIONED BY ALL" },
      roles: rolesOf({ r: ["WRITE DATASOURCE a_.*", "READ DATASOURCE a_[12]", "READ DATASOURCE a_3"] }, users),
      remarks: [
        'r:0 roles-grant-wide information: WRITE DATASOURCE "a_.*" also matches a_1, a_3, for which no statement needs WRITE DATASOURCE.',
        'r:2 roles-grant-unused information: No statement needs what READ DATASOURCE "a_3" of role r matches.',
      ],
    }));
  test("twice the same, or a part of another", () =>
    checkRemarks({
      files,
      roles: rolesOf({ r: ["READ DATASOURCE a_1", "READ DATASOURCE a_[12]", "READ DATASOURCE a_[12]"] }, users),
      remarks: [
        'r:0 roles-grant-duplicate information: READ DATASOURCE "a_1" is part of READ DATASOURCE "a_[12]" in the same role.',
        'r:2 roles-grant-duplicate information: READ DATASOURCE "a_[12]" stands in this role already.',
      ],
    }));
  test("not across roles, types or actions", () =>
    checkRemarks({
      files,
      roles: rolesOf({ r: ["READ DATASOURCE a_[12]"], s: ["READ DATASOURCE a_[12]"] }, { bob: ["r", "s"] }),
      remarks: [],
    }));
  test("whatever it is used for, another grants too", () =>
    checkRemarks({
      files,
      roles: rolesOf({ r: ["READ DATASOURCE a_1|x", "READ DATASOURCE a_[12]", "READ DATASOURCE a_[12]|y"] }, users),
      remarks: [
        'r:0 roles-grant-shadowed hint: Whatever statements use READ DATASOURCE "a_1|x" for (a_1), READ DATASOURCE "a_[12]" in the same role grants too.',
        'r:2 roles-grant-shadowed hint: Whatever statements use READ DATASOURCE "a_[12]|y" for (a_1, a_2), READ DATASOURCE "a_[12]" in the same role grants too.',
      ],
    }));
  test("roles that nobody has, users without roles", () =>
    checkRemarks({
      files,
      roles: rolesOf({ r: ["READ DATASOURCE a_[12]"], s: [] }, { bob: ["r"], carl: [], dora: ["gone"] }),
      remarks: [
        "s roles-role-unheld information: No user and no group mapping has the role s.",
        "carl roles-user-without-roles information: User carl has no role, so runs only statements that need nothing.",
        "dora roles-user-without-roles information: User dora has no role that is defined, so runs only statements that need nothing.",
      ],
    }));
  test("a file of roles alone does not tell who has them", () =>
    checkRemarks({ files, roles: rolesOf({ r: ["READ DATASOURCE a_[12]"] }), remarks: [] }));
  test("a comment silences a remark", () =>
    checkRemarks({
      files,
      roles: `{ "roles": { "r": [
        { "resource": { "name": "b", "type": "DATASOURCE" }, "action": "READ" }, // druid-sql-ignore roles-grant-unused: for the dashboards
        { "resource": { "name": "c", "type": "DATASOURCE" }, "action": "READ" } ],
        // druid-sql-ignore roles-role-unheld: emergencies
        "s": [] }, "users": { "bob": ["r"] } }`,
      remarks: ['r:1 roles-grant-unused information: No statement needs what READ DATASOURCE "c" of role r matches.'],
    }));
});

/** The codes alone, with the role's entry or the name of what they are about. */
function checkCodes(given: GrantCase & { readonly codes: readonly string[] }): void {
  const { files, roles } = workspaceOf(given);
  const shown = roleRemarks(roles, grantUse(files, roles)).map(({ code, role, user, index }) => {
    return `${user ?? (index === undefined ? role : `${role}:${index}`)} ${code}`;
  });
  assert.deepEqual(shown, given.codes);
}

describe("patterns", () => {
  const files = { "a.sql": 'SELECT * FROM "sales.2024"; SELECT * FROM sales_2024; SELECT * FROM wikipedia' };
  test("a pattern that matches nothing is more than unused", () =>
    checkRemarks({
      files,
      roles: rolesOf({ r: ["READ DATASOURCE wikki.*"] }),
      remarks: [
        'r:0 roles-pattern-unmatched information: READ DATASOURCE "wikki.*" matches no DATASOURCE of the workspace: sales.2024, sales_2024, wikipedia.',
      ],
    }));
  test("what is needed with another action, spelt out elsewhere, or of an unknown type is not unmatched", () =>
    checkCodes({
      files,
      roles: rolesOf({ r: ["WRITE DATASOURCE wiki.*", "READ DATASOURCE other", "READ DATASOURCE oth.*", "READ VIEW v.*"] }),
      codes: ["r:0 roles-grant-unused", "r:1 roles-grant-duplicate", "r:2 roles-grant-unused", "r:3 roles-grant-unused"],
    }));
  test("a dot that lets another known name in", () =>
    checkRemarks({
      files,
      roles: rolesOf({ r: ["READ DATASOURCE sales.2024"] }),
      remarks: [
        'r:0 roles-dot-unescaped warning: A dot in READ DATASOURCE "sales.2024" stands for any character: it matches sales.2024 and sales_2024.',
      ],
    }));
  test("dots that are escaped, that belong to a pattern, or that let nothing in", () =>
    checkCodes({
      files,
      roles: rolesOf({
        r: ["READ DATASOURCE sales\\.2024", "READ DATASOURCE sales_2024"],
        s: ["READ DATASOURCE sales.*"],
        t: ["READ DATASOURCE wiki.edia"],
      }),
      codes: [],
    }));
  test("WRITE on everything, where nothing shows what is written", () =>
    checkCodes({
      files: {},
      roles: rolesOf({ r: ["WRITE DATASOURCE .*", "WRITE CONFIG .*", "READ DATASOURCE .*", "WRITE QUERY_CONTEXT .*"] }),
      codes: ["r:0 roles-write-everything", "r:2 roles-grant-unused", "r:3 roles-grant-unused"],
    }));
});

describe("loads that cannot be followed", () => {
  const files = { "l.sql": "INSERT INTO w SELECT 1 AS __time PARTITIONED BY ALL" };
  test("the role has no READ, nor has one of its users elsewhere", () =>
    checkRemarks({
      files,
      roles: rolesOf({ l: ["WRITE DATASOURCE w"], r: ["READ DATASOURCE w"] }, { ann: ["l", "r"], bob: ["l"] }),
      remarks: [
        'l:0 roles-write-unfollowed information: WRITE DATASOURCE "w" loads w; without READ on it nobody who has only role l sees the status or report of the task.',
      ],
    }));
  test("whoever has it has a READ as well", () =>
    checkCodes({ files, roles: rolesOf({ l: ["WRITE DATASOURCE w"], r: ["READ DATASOURCE w"] }, { ann: ["l", "r"] }), codes: [] }));
  test("the role itself has it", () =>
    checkCodes({ files, roles: rolesOf({ l: ["WRITE DATASOURCE w", "READ DATASOURCE w"] }), codes: [] }));
  test("what is not sent as a task is not followed", () =>
    checkCodes({
      files: { "l.sql": "-- druid-sql: endpoint=sql\n\nINSERT INTO w SELECT 1 AS __time PARTITIONED BY ALL" },
      roles: rolesOf({ l: ["WRITE DATASOURCE w"] }),
      codes: [],
    }));
});

test("a grant that is wide as far as is known says so, where a template may need more", () =>
  checkRemarks({
    files: { "a.sql": "SELECT * FROM a; SELECT * FROM {{ b }}" },
    roles: rolesOf({ r: ["READ DATASOURCE .*"] }),
    remarks: [
      'r:0 roles-grant-wide information: READ DATASOURCE ".*" matches every name; the statements need it for a. What one statement needs is not wholly known.',
    ],
  }));

test("WRITE on everything that no statement needs is worse than a grant that is not used", () =>
  checkRemarks({
    files: { "a.sql": "SELECT * FROM a" },
    roles: rolesOf({ r: ["READ DATASOURCE a", "WRITE DATASOURCE .*", "READ VIEW v", "WRITE DATASOURCE w"] }),
    remarks: [
      'r:1 roles-write-everything warning: WRITE DATASOURCE ".*" lets role r write every DATASOURCE there is and will be. No statement needs it.',
      'r:2 roles-grant-unused information: No statement needs any READ VIEW: READ VIEW "v" of role r is not used.',
      'r:3 roles-grant-duplicate information: WRITE DATASOURCE "w" is part of WRITE DATASOURCE ".*" in the same role.',
    ],
  }));

test("what a roles file says needlessly by itself", () => {
  const { roles } = workspaceOf({
    files: {},
    roles: rolesOf({ r: ["WRITE DATASOURCE .*", "READ DATASOURCE a", "READ DATASOURCE a", "READ DATASOURCE b"] }, { u: [] }),
  });
  assert.deepEqual(
    fileRemarks(roles).map(({ code, role, user, index }) => `${user ?? role}${index ?? ""} ${code}`),
    ["r roles-role-unheld", "r0 roles-write-everything", "r2 roles-grant-duplicate", "u roles-user-without-roles"],
  );
});
