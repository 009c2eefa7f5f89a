/**
 * Answers for a workspace against the long way: what breaks agrees with taking the grant out of the roles file's text and judging every
 * statement for every principal again, and so does who can run what. Seeded, over random roles files.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { judgeStatement } from "../../server/src/language/features/judge";
import {
  createAuthorizer,
  createContext,
  directed,
  formatPrincipal,
  inspect,
  openDocument,
  type Principal,
  parseRolesFile,
  principalsOf,
  type RolesChange,
  survey,
  whatBreaks,
  whoCanRun,
} from "../../server/src/language/index";
import { pick, seededRandom } from "../support/random";

const SEED = Number(process.env["FUZZ_SEED"] ?? 1);
const ROUNDS = 60 * Number(process.env["FUZZ_ROUNDS"] ?? 1);

const NAMES = ["wiki", "wiki_en", "Wiki", "sales.2024", "b"];
const PATTERNS = ["wiki", "wiki.*", ".*", "(?i)WIKI", "sales.2024", "sales\\.2024", "b|wiki", "[a-z]", "wiki_(en|de)", " b "];
/** What Druid refuses or fails on. */
const ILL = ["", "*", "wiki["];
const SQL = [
  "SELECT * FROM wiki",
  'SELECT * FROM "Wiki" JOIN wiki_en ON TRUE',
  'INSERT INTO "sales.2024" SELECT * FROM b PARTITIONED BY DAY',
  "SELECT * FROM sys.servers",
  "SELECT * FROM {{ t }} JOIN b ON TRUE",
  "INSERT INTO wiki SELECT * FROM b",
  "-- druid-sql: version=33\nREPLACE INTO b OVERWRITE ALL SELECT * FROM wiki PARTITIONED BY ALL",
  "SELECT 1",
];
const FILES = { "a.sql": SQL.slice(0, 4).join(";\n"), "b.sql": SQL.slice(4).join(";\n") };

type Random = () => number;

interface RolesDocument {
  readonly roles: Readonly<Record<string, readonly object[]>>;
  readonly users: Readonly<Record<string, readonly string[]>>;
}

test("what breaks is what checking again finds", () => {
  const random = seededRandom(SEED);
  let moved = 0;
  for (let round = 0; round < ROUNDS; round++) moved += checkRound(random, round % 3 === 0 ? [...PATTERNS, ...ILL] : PATTERNS);
  assert.ok(moved > ROUNDS, `only ${moved} verdicts moved in ${ROUNDS} rounds`);
});

function checkRound(random: Random, patterns: readonly string[]): number {
  const document = randomDocument(random, patterns);
  const text = JSON.stringify(document);
  const change = randomChange(random, document);
  const shown = `${text} ${JSON.stringify(change)}`;
  const roles = parseRolesFile(text, "roles.json");
  const context = createContext({ cluster: [{ router: false }], roles });
  const files = Object.entries(FILES).map(([uri, sql]) => survey(context, openDocument(sql, context.grammar), uri));
  const { profile } = context.settings;
  const principals = principalsOf(roles, "all", profile);
  const before = judgeAll(text, principals);
  const after = judgeAll(JSON.stringify(changedDocument(document, change)), principals);

  const answer = whatBreaks(files, roles, [change], { principals, profile });
  if (answer.kind === "error") throw new Error(`${answer.message}: ${shown}`);
  const told = [...answer.lost, ...answer.gained].flatMap(({ subject, uri, statement, before: was, after: is }) =>
    subject.principals.map((principal) => `${formatPrincipal(principal)} ${uri}:${statement.range.start} ${was} ${is}`),
  );
  const found = [...before].flatMap(([key, was]) => (after.get(key) === was ? [] : [`${key} ${was} ${after.get(key)}`]));
  assert.deepEqual(told.sort(), found.sort(), shown);
  if (!patterns.includes("")) assert.deepEqual(answer.gained, [], shown);

  const table = whoCanRun(files, roles, { by: "statement", principals, profile });
  const cells = table.rows.flatMap(({ uri, statement, cells: row }) =>
    row.flatMap(({ verdict }, column) =>
      (table.subjects[column]?.principals ?? []).map((each) => `${formatPrincipal(each)} ${uri}:${statement?.range.start} ${verdict}`),
    ),
  );
  assert.deepEqual(cells.sort(), [...before].map(([key, verdict]) => `${key} ${verdict}`).sort(), shown);
  return found.length;
}

/** Every verdict, from the text of a roles file, as a check gives it. */
function judgeAll(text: string, principals: readonly Principal[]): ReadonlyMap<string, string> {
  const roles = parseRolesFile(text, "roles.json");
  const context = createContext({ cluster: [{ router: false }], roles });
  const verdicts = new Map<string, string>();
  for (const [uri, sql] of Object.entries(FILES)) {
    const document = openDocument(sql, context.grammar);
    for (const each of document.statements) {
      const { context: own, placed } = directed(context, document, each);
      const inspection = inspect(placed.statement, own.settings);
      for (const principal of principals) {
        const judge = { authorizer: createAuthorizer(roles, own.settings.profile), principal };
        const { verdict } = judgeStatement(inspection, judge, own.settings);
        verdicts.set(`${formatPrincipal(principal)} ${uri}:${placed.start + placed.statement.span.start}`, verdict);
      }
    }
  }
  return verdicts;
}

function randomDocument(random: Random, patterns: readonly string[]): RolesDocument {
  const roleNames = ["r1", "r2", "r3"];
  const users = ["ann", "ben", "cat", "dot"].map((name) => [name, roleNames.filter(() => random() < 0.5)]);
  return { roles: Object.fromEntries(roleNames.map((name) => [name, randomGrants(random, patterns)])), users: Object.fromEntries(users) };
}

function randomGrants(random: Random, patterns: readonly string[]): readonly object[] {
  return Array.from({ length: 1 + Math.floor(random() * 4) }, () => {
    const isState = random() < 0.1;
    const name = isState ? "STATE" : random() < 0.3 ? pick(random, NAMES) : pick(random, patterns);
    return { resource: { name, type: isState ? "STATE" : "DATASOURCE" }, action: pick(random, ["READ", "READ", "WRITE"]) };
  });
}

function randomChange(random: Random, { roles, users }: RolesDocument): RolesChange {
  const role = pick(random, Object.keys(roles));
  const [user, held] = pick(random, Object.entries(users));
  const [assigned] = held;
  switch (pick(random, ["grant", "grant", "role", "assignment", "user"])) {
    case "role":
      return { kind: "remove-role", role };
    case "assignment":
      return assigned === undefined ? { kind: "remove-user", user } : { kind: "unassign", user, role: assigned };
    case "user":
      return { kind: "remove-user", user };
    default:
      return { kind: "remove-grant", role, index: Math.floor(random() * (roles[role]?.length ?? 0)) };
  }
}

/** The document without what the change takes away. */
function changedDocument({ roles, users }: RolesDocument, change: RolesChange): RolesDocument {
  const withRole = (role: string, make: (grants: readonly object[]) => readonly (readonly object[])[]): RolesDocument["roles"] =>
    Object.fromEntries(
      Object.entries(roles).flatMap(([name, grants]) => (name === role ? make(grants).map((left) => [name, left]) : [[name, grants]])),
    );
  switch (change.kind) {
    case "remove-grant":
      return { roles: withRole(change.role, (grants) => [grants.filter((_, index) => index !== change.index)]), users };
    case "remove-role":
      return { roles: withRole(change.role, () => []), users };
    case "unassign":
      return { roles, users: { ...users, [change.user]: (users[change.user] ?? []).filter((name) => name !== change.role) } };
    case "remove-user":
      return { roles, users: Object.fromEntries(Object.entries(users).filter(([name]) => name !== change.user)) };
  }
}
