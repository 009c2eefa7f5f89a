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
  `INSERT INTO b SELECT * FROM TABLE(EXTERN('{"type":"inline","data":"x"}','{"type":"json"}')) EXTEND (x VARCHAR) PARTITIONED BY ALL`,
];
const FILES = { "a.sql": SQL.slice(0, 4).join(";\n"), "b.sql": SQL.slice(4).join(";\n") };

type Random = () => number;

interface RolesDocument {
  readonly roles: Readonly<Record<string, readonly object[]>>;
  readonly users: Readonly<Record<string, readonly string[]>>;
  /** With these the roles of users may come from groups. */
  readonly cluster?: { readonly roleProvider: "ldap" };
  readonly groupMappings?: readonly { readonly name: string; readonly groupPattern: string; readonly roles: readonly string[] }[];
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
  const changes = Array.from({ length: 1 + Math.floor(random() * 3) }, () => randomChange(random, document));
  const shown = `${text} ${JSON.stringify(changes)}`;
  const roles = parseRolesFile(text, "roles.json");
  const context = createContext({ cluster: [{ router: false }, roles.cluster?.value], roles });
  const files = Object.entries(FILES).map(([uri, sql]) => survey(context, openDocument(sql, context.grammar), uri));
  const { profile } = context.settings;
  const principals = principalsOf(roles, "all", profile);
  const before = judgeAll(text, principals);
  const after = judgeAll(JSON.stringify(changedDocument(document, changes)), principals);

  const answer = whatBreaks(files, roles, changes, { principals, profile });
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
  const context = createContext({ cluster: [{ router: false }, roles.cluster?.value], roles });
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
  const document = {
    roles: Object.fromEntries(roleNames.map((name) => [name, randomGrants(random, patterns)])),
    users: Object.fromEntries(users),
  };
  if (random() < 0.7) return document;
  const groupMappings = ["g1", "g2"].map((name) => {
    return { name, groupPattern: pick(random, ["*,dc=org", "cn=a,*"]), roles: roleNames.filter(() => random() < 0.4) };
  });
  return { ...document, cluster: { roleProvider: "ldap" }, groupMappings };
}

function randomGrants(random: Random, patterns: readonly string[]): readonly object[] {
  return Array.from({ length: 1 + Math.floor(random() * 4) }, () => {
    const type = pick(random, [...Array<string>(8).fill("DATASOURCE"), "STATE", "EXTERNAL"]);
    const name = type !== "DATASOURCE" ? type : random() < 0.3 ? pick(random, NAMES) : pick(random, patterns);
    return { resource: { name, type }, action: pick(random, ["READ", "READ", "WRITE"]) };
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

/** The document without what the changes take away; numbers of permissions mean it as it is. */
function changedDocument(document: RolesDocument, changes: readonly RolesChange[]): RolesDocument {
  const isRemoved = (role: string, index: number): boolean =>
    changes.some((change) => change.kind === "remove-grant" && change.role === role && change.index === index);
  const roles = Object.entries(document.roles).map(
    ([name, grants]) => [name, grants.filter((_, index) => !isRemoved(name, index))] as const,
  );
  return changes.reduce(changedOnce, { ...document, roles: Object.fromEntries(roles) });
}

function changedOnce(document: RolesDocument, change: RolesChange): RolesDocument {
  const { roles, users, groupMappings } = document;
  switch (change.kind) {
    case "remove-grant":
      return document;
    case "remove-role": {
      const without = (held: readonly string[]): readonly string[] => held.filter((name) => name !== change.role);
      return {
        ...document,
        roles: Object.fromEntries(Object.entries(roles).filter(([name]) => name !== change.role)),
        users: Object.fromEntries(Object.entries(users).map(([name, held]) => [name, without(held)])),
        ...(groupMappings && { groupMappings: groupMappings.map((mapping) => ({ ...mapping, roles: without(mapping.roles) })) }),
      };
    }
    case "unassign": {
      const held = users[change.user];
      return held ? { ...document, users: { ...users, [change.user]: held.filter((name) => name !== change.role) } } : document;
    }
    case "remove-user":
      return { ...document, users: Object.fromEntries(Object.entries(users).filter(([name]) => name !== change.user)) };
  }
}
