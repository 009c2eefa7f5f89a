/**
 * The least role: which grants, in which form, for which statements, and how it differs from a present one.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type LeastRoleOptions, leastRole, type SuggestedGrant } from "../../../../server/src/language/index";
import { rolesOf, workspaceOf } from "./workspace";

interface LeastCase {
  readonly files: Readonly<Record<string, string>>;
  readonly cluster?: object;
  readonly options?: Omit<LeastRoleOptions, "present">;
  /** Permissions of a role to compare with. */
  readonly present?: readonly string[];
  readonly grants?: readonly string[];
  readonly uncovered?: readonly string[];
  readonly declined?: readonly string[];
  readonly difference?: readonly string[];
}

function checkLeast(given: LeastCase): void {
  const { files, roles } = workspaceOf({
    files: given.files,
    roles: rolesOf({ present: given.present ?? [] }),
    ...(given.cluster && { cluster: given.cluster }),
  });
  const present = given.present && roles.roles.get("present");
  const answer = leastRole(files, { ...given.options, ...(present && { present }) });
  if (given.grants) assert.deepEqual(answer.grants.map(show), given.grants);
  assert.deepEqual(
    answer.uncovered.map(({ uri, statement, why, reasons }) => `${uri}:${statement.from.line + 1} ${why} ${reasons.join(" ")}`),
    given.uncovered ?? [],
  );
  assert.deepEqual(
    answer.declined.map(
      ({ permission, covers, alsoMatches }) => `${permission.resource.name} for ${covers}, and ${alsoMatches.join(", ")}`,
    ),
    given.declined ?? [],
  );
  const { difference } = answer;
  const shown = difference && [
    ...difference.keep.map(
      ({ permission, covers, width }) => `= ${permission.pattern} (${width}) for ${covers.map(({ name }) => name).join(", ")}`,
    ),
    ...difference.add.map((grant) => `+ ${show(grant)}`),
    ...difference.remove.map(({ permission, index }) => `- ${index} ${permission.pattern}`),
  ];
  if (given.difference) assert.deepEqual(shown, given.difference);
}

function show({ permission: { action, resource }, statements }: SuggestedGrant): string {
  return `${action} ${resource.type} ${resource.name} (${statements})`;
}

const LOAD = "INSERT INTO b SELECT * FROM a PARTITIONED BY DAY";

describe("grants", () => {
  test("each need once, by type, action and name, with the number of statements", () =>
    checkLeast({
      files: { "l.sql": `${LOAD}; SELECT * FROM z`, "m.sql": "SELECT * FROM a; SELECT * FROM sys.servers" },
      grants: ["READ DATASOURCE a (2)", "READ DATASOURCE z (1)", "WRITE DATASOURCE b (1)", "READ STATE STATE (1)"],
    }));
  test("to follow and cancel tasks too", () =>
    checkLeast({
      files: { "l.sql": LOAD },
      options: { phases: ["submit", "run", "follow", "cancel"] },
      grants: ["READ DATASOURCE a (1)", "READ DATASOURCE b (1)", "WRITE DATASOURCE b (1)"],
    }));
  test("names with special characters are escaped", () =>
    checkLeast({
      files: { "r.sql": 'SELECT * FROM "sales.2024" JOIN "a+b" ON TRUE JOIN "x\\Ey" ON TRUE' },
      grants: ["READ DATASOURCE a\\+b (1)", "READ DATASOURCE sales\\.2024 (1)", "READ DATASOURCE x\\\\Ey (1)"],
    }));
  test("blanks at the ends are escapes, so that no version trims them", () =>
    checkLeast({
      files: { "r.sql": 'SELECT * FROM " a b "' },
      grants: ["READ DATASOURCE \\x20a b\\x20 (1)"],
    }));
  test("a name beyond the basic plane", () => checkLeast({ files: { "r.sql": 'SELECT * FROM "🚲"' }, grants: ["READ DATASOURCE 🚲 (1)"] }));
  test("half of a surrogate pair is an escape, as Druid cannot store it", () =>
    checkLeast({ files: { "r.sql": 'SELECT * FROM U&"a\\d800"' }, grants: ["READ DATASOURCE a\\x{d800} (1)"] }));
  test("APPEND's quoted names up to Druid 36", () =>
    checkLeast({
      files: { "r.sql": "SELECT * FROM TABLE(APPEND('a', 'b'))" },
      cluster: { druidVersion: "36" },
      grants: ["READ DATASOURCE 'a' (1)", "READ DATASOURCE 'b' (1)"],
    }));
  test("context keys and system tables", () =>
    checkLeast({
      files: { "r.sql": "SET priority = 1; SELECT * FROM sys.segments" },
      cluster: { authorizeQueryContext: true, authorizeSystemTables: true },
      grants: ["WRITE QUERY_CONTEXT priority (1)", "READ SYSTEM_TABLE segments (1)"],
    }));
  test("nothing for what needs nothing", () => checkLeast({ files: { "r.sql": "SELECT 1" }, grants: [] }));
});

describe("statements that are not covered", () => {
  test("refused ones add nothing", () =>
    checkLeast({
      files: { "x.sql": "SELECT * FROM a;\nINSERT INTO b SELECT * FROM c" },
      grants: ["READ DATASOURCE a (1)"],
      uncovered: [
        "x.sql:2 refused Operation [INSERT] requires a PARTITIONED BY to be explicitly defined, but none was found. Add PARTITIONED BY DAY, or PARTITIONED BY ALL.",
      ],
    }));
  test("unknown ones add what is known", () =>
    checkLeast({
      files: { "x.sql": "SELECT * FROM {{ t }} JOIN a ON TRUE JOIN {{ u }} ON TRUE" },
      grants: ["READ DATASOURCE a (1)"],
      uncovered: ["x.sql:1 unknown A template makes this name, so what is read here is not known."],
    }));
});

describe("patterns", () => {
  const family = "SELECT * FROM wiki_en; SELECT * FROM wiki_de; SELECT * FROM wiki_fr";
  const names = { names: "patterns" } as const;
  test("three names that begin alike", () =>
    checkLeast({ files: { "r.sql": family }, options: names, grants: ["READ DATASOURCE wiki_.* (3)"] }));
  test("not without being asked for", () =>
    checkLeast({
      files: { "r.sql": family },
      grants: ["READ DATASOURCE wiki_de (1)", "READ DATASOURCE wiki_en (1)", "READ DATASOURCE wiki_fr (1)"],
    }));
  test("two names are written out", () =>
    checkLeast({
      files: { "r.sql": "SELECT * FROM wiki_en; SELECT * FROM wiki_de" },
      options: names,
      grants: ["READ DATASOURCE wiki_de (1)", "READ DATASOURCE wiki_en (1)"],
    }));
  test("not where it would match another known name, and says so", () =>
    checkLeast({
      files: { "r.sql": family },
      options: { ...names, known: [{ type: "DATASOURCE", name: "wiki_secret" }] },
      grants: ["READ DATASOURCE wiki_de (1)", "READ DATASOURCE wiki_en (1)", "READ DATASOURCE wiki_fr (1)"],
      declined: ["wiki_.* for 3, and wiki_secret"],
    }));
  test("what is only written is another name for READ", () =>
    checkLeast({
      files: { "r.sql": `${family}; INSERT INTO wiki_all SELECT * FROM wiki_en PARTITIONED BY ALL` },
      options: names,
      grants: [
        "READ DATASOURCE wiki_de (1)",
        "READ DATASOURCE wiki_en (2)",
        "READ DATASOURCE wiki_fr (1)",
        "WRITE DATASOURCE wiki_all (1)",
      ],
      declined: ["wiki_.* for 3, and wiki_all"],
    }));
  test("the widest that matches nothing else", () =>
    checkLeast({
      files: { "r.sql": "SELECT * FROM a1_b_x; SELECT * FROM a1_b_y; SELECT * FROM a1_b_z; SELECT * FROM a1_c" },
      options: { ...names, known: [{ type: "DATASOURCE", name: "a1_d" }] },
      grants: ["READ DATASOURCE a1_b_.* (3)", "READ DATASOURCE a1_c (1)"],
      declined: ["a1_.* for 4, and a1_d"],
    }));
  test("the beginning is escaped", () =>
    checkLeast({
      files: {
        "r.sql":
          'SELECT * FROM "w+.a"; SELECT * FROM "w+.b"; SELECT * FROM "w+.c"; SELECT * FROM "wiki.a"; SELECT * FROM "wiki.b"; SELECT * FROM "wiki.c"',
      },
      options: names,
      grants: [
        "READ DATASOURCE w\\+\\.a (1)",
        "READ DATASOURCE w\\+\\.b (1)",
        "READ DATASOURCE w\\+\\.c (1)",
        "READ DATASOURCE wiki\\..* (3)",
      ],
    }));
  test("a line break in a name is beyond a pattern", () =>
    checkLeast({
      files: { "r.sql": 'SELECT * FROM "wiki_a"; SELECT * FROM "wiki_b"; SELECT * FROM U&"wiki_\\000ac"' },
      options: names,
      grants: ["READ DATASOURCE wiki_\\x0ac (1)", "READ DATASOURCE wiki_a (1)", "READ DATASOURCE wiki_b (1)"],
    }));
});

describe("the difference to a present role", () => {
  test("keep, add, remove", () =>
    checkLeast({
      files: { "l.sql": LOAD, "r.sql": "SELECT * FROM c" },
      present: ["READ DATASOURCE [ac]", "READ DATASOURCE a", "READ STATE STATE"],
      difference: ["= [ac] (wider) for a, c", "+ WRITE DATASOURCE b (1)", "- 1 a", "- 2 STATE"],
    }));
  test("exact names, escaped or not", () =>
    checkLeast({
      files: { "r.sql": 'SELECT * FROM "a.b" JOIN c ON TRUE' },
      present: ["READ DATASOURCE a\\.b", "READ DATASOURCE c"],
      difference: ["= a\\.b (exact) for a.b", "= c (exact) for c"],
    }));
  test("blanks in a pattern count from Druid 34 on", () => {
    const files = { "r.sql": "SELECT * FROM a" };
    checkLeast({ files, present: ["READ DATASOURCE a "], difference: ["+ READ DATASOURCE a (1)", "- 0 a "] });
    checkLeast({ files, cluster: { druidVersion: "33" }, present: ["READ DATASOURCE a "], difference: ["= a  (exact) for a"] });
  });
  test("an entry for which Druid refuses the list serves nobody", () =>
    checkLeast({
      files: { "r.sql": "SELECT * FROM a" },
      present: ["READ DATASOURCE a", "READ DATASOURCE *"],
      difference: ["+ READ DATASOURCE a (1)", "- 0 a", "- 1 *"],
    }));
});
