/**
 * What breaks when roles lose something: which verdicts move, by which grants; and that nothing else does.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  type Consequence,
  formatPrincipal,
  type PrincipalChoice,
  principalsOf,
  type RolesChange,
  whatBreaks,
} from "../../../../server/src/language/index";
import { rolesOf, workspaceOf } from "./workspace";

interface BreakCase {
  readonly files: Readonly<Record<string, string>>;
  readonly roles: object;
  readonly change: RolesChange | readonly RolesChange[];
  readonly principals?: PrincipalChoice;
  readonly lost?: readonly string[];
  readonly unfollowed?: readonly string[];
  readonly gained?: readonly string[];
  readonly error?: string;
}

function checkBreaks(given: BreakCase): void {
  const { files, roles, context } = workspaceOf(given);
  const { profile } = context.settings;
  const principals = principalsOf(roles, given.principals ?? "users", profile);
  const answer = whatBreaks(files, roles, [given.change].flat(), { principals, profile });
  if (answer.kind === "error" || given.error !== undefined) {
    assert.equal(answer.kind === "error" ? answer.message : "no error", given.error);
    return;
  }
  assert.deepEqual(answer.lost.map(show), given.lost ?? []);
  assert.deepEqual(answer.unfollowed.map(show), given.unfollowed ?? []);
  assert.deepEqual(answer.gained.map(show), given.gained ?? []);
}

/** `user:bob r.sql:1 allowed -> denied (READ DATASOURCE a was by reader)`. */
function show({ subject, uri, statement, before, after, needs }: Consequence): string {
  const changed = needs.map(({ need, before: was }) => {
    return `${need.phase} ${need.action} ${need.type} ${need.name} was ${was.outcome === "allowed" ? `by ${was.by.role}` : was.outcome}`;
  });
  const who = subject.principals.map(formatPrincipal).join(" ");
  return `${who} ${uri}:${statement.from.line + 1} ${before} -> ${after} (${changed.join(", ")})`;
}

const FILES = { "r.sql": "SELECT * FROM a", "l.sql": "INSERT INTO b SELECT * FROM a PARTITIONED BY DAY", "n.sql": "SELECT 1" };
const ROLES = rolesOf(
  { reader: ["READ DATASOURCE a", "READ DATASOURCE b"], writer: ["WRITE DATASOURCE b", "READ DATASOURCE a"] },
  { alice: ["reader", "writer"], bob: ["reader"], bill: ["reader"], wilma: ["writer"] },
);
const removeGrant = (role: string, index: number): RolesChange => ({ kind: "remove-grant", role, index });

describe("a grant", () => {
  test("that one role alone gives", () =>
    checkBreaks({
      files: FILES,
      roles: ROLES,
      change: removeGrant("writer", 0),
      lost: [
        "user:alice l.sql:1 allowed -> denied (submit WRITE DATASOURCE b was by writer, cancel WRITE DATASOURCE b was by writer)",
        "user:wilma l.sql:1 allowed -> denied (submit WRITE DATASOURCE b was by writer, cancel WRITE DATASOURCE b was by writer)",
      ],
    }));
  test("that another role gives too breaks only for who has one of them", () =>
    checkBreaks({
      files: FILES,
      roles: ROLES,
      change: removeGrant("reader", 0),
      lost: ["user:bob user:bill r.sql:1 allowed -> denied (submit READ DATASOURCE a was by reader)"],
    }));
  test("by which a task is followed", () =>
    checkBreaks({
      files: FILES,
      roles: ROLES,
      change: removeGrant("reader", 1),
      unfollowed: ["user:alice l.sql:1 allowed -> allowed (follow READ DATASOURCE b was by reader)"],
    }));
  test("several at once, counted as they stand in the file", () =>
    checkBreaks({
      files: { "r.sql": "SELECT * FROM a", "b.sql": "SELECT * FROM b" },
      roles: rolesOf({ reader: ["READ DATASOURCE a", "READ DATASOURCE b"] }, { bob: ["reader"] }),
      change: [removeGrant("reader", 0), removeGrant("reader", 1)],
      lost: [
        "user:bob r.sql:1 allowed -> denied (submit READ DATASOURCE a was by reader)",
        "user:bob b.sql:1 allowed -> denied (submit READ DATASOURCE b was by reader)",
      ],
    }));
  test("of a statement that was denied before says nothing", () =>
    checkBreaks({ files: { "l.sql": FILES["l.sql"] }, roles: ROLES, change: removeGrant("reader", 0) }));
  test("from unknown to denied", () =>
    checkBreaks({
      files: { "t.sql": "SELECT * FROM {{ t }} JOIN a ON TRUE" },
      roles: ROLES,
      change: removeGrant("reader", 0),
      lost: ["user:bob user:bill t.sql:1 unknown -> denied (submit READ DATASOURCE a was by reader)"],
    }));
  test("that breaks checks lets others count", () =>
    checkBreaks({
      files: { "r.sql": "SELECT * FROM a" },
      roles: rolesOf({ odd: ["READ DATASOURCE ", "READ DATASOURCE a"] }, { bob: ["odd"] }),
      change: removeGrant("odd", 0),
      gained: ["user:bob r.sql:1 unknown -> allowed (submit READ DATASOURCE a was unknown)"],
    }));
  test("that is not there", () =>
    checkBreaks({
      files: FILES,
      roles: ROLES,
      change: removeGrant("reader", 2),
      error: "role reader has 2 permissions; there is no number 3",
    }));
});

describe("a role", () => {
  test("goes from everybody who has it", () =>
    checkBreaks({
      files: FILES,
      roles: ROLES,
      change: { kind: "remove-role", role: "reader" },
      lost: ["user:bob user:bill r.sql:1 allowed -> denied (submit READ DATASOURCE a was by reader)"],
      unfollowed: ["user:alice l.sql:1 allowed -> allowed (follow READ DATASOURCE b was by reader)"],
    }));
  test("by itself has nothing any more", () =>
    checkBreaks({
      files: { "r.sql": FILES["r.sql"] },
      roles: ROLES,
      change: { kind: "remove-role", role: "writer" },
      principals: "roles",
      lost: ["role:writer r.sql:1 allowed -> denied (submit READ DATASOURCE a was by writer)"],
    }));
  test("of a group", () =>
    checkBreaks({
      files: { "r.sql": FILES["r.sql"] },
      roles: rolesOf(
        { reader: ["READ DATASOURCE a"] },
        {},
        { cluster: { roleProvider: "ldap" }, groupMappings: [{ name: "eng", groupPattern: "*,ou=eng", roles: ["reader"] }] },
      ),
      change: { kind: "remove-role", role: "reader" },
      lost: ["groups:eng r.sql:1 allowed -> denied (submit READ DATASOURCE a was by reader)"],
    }));
  test("that is not there", () =>
    checkBreaks({ files: FILES, roles: ROLES, change: { kind: "remove-role", role: "x" }, error: "there is no role x in the roles file" }));
});

describe("a user", () => {
  test("loses a role: others with the same roles keep theirs", () =>
    checkBreaks({
      files: FILES,
      roles: ROLES,
      change: { kind: "unassign", user: "bob", role: "reader" },
      lost: ["user:bob r.sql:1 allowed -> denied (submit READ DATASOURCE a was by reader)"],
    }));
  test("goes, and keeps what needs nothing", () =>
    checkBreaks({
      files: FILES,
      roles: ROLES,
      change: { kind: "remove-user", user: "wilma" },
      lost: [
        "user:wilma r.sql:1 allowed -> denied (submit READ DATASOURCE a was by writer)",
        "user:wilma l.sql:1 allowed -> denied (submit READ DATASOURCE a was by writer, submit WRITE DATASOURCE b was by writer, cancel WRITE DATASOURCE b was by writer)",
      ],
    }));
  test("that is not there, or has not the role", () => {
    checkBreaks({ files: FILES, roles: ROLES, change: { kind: "remove-user", user: "x" }, error: "there is no user x in the roles file" });
    checkBreaks({
      files: FILES,
      roles: ROLES,
      change: { kind: "unassign", user: "bob", role: "writer" },
      error: "user bob does not have the role writer",
    });
  });
});
