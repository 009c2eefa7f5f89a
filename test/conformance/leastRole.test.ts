/**
 * The least role is enough and not more: for every recorded statement that Druid validates and whose needs are all decided, the suggested
 * role makes the verdict allowed, and without any one of its grants it is denied. Judged by the usual way from a roles file's text.
 */
import assert from "node:assert/strict";
import path from "node:path";
import { test } from "node:test";
import { judgeStatement } from "../../server/src/language/features/judge";
import type { PermissionJson } from "../../server/src/language/features/leastGrant";
import { createContext, documentOf, inspect, isRefused, type LanguageContext, leastRole, survey } from "../../server/src/language/index";
import { createAuthorizer } from "../../server/src/language/roles/authorizer";
import { parseRolesFile } from "../../server/src/language/roles/parse";
import { parseRequest, type Statement } from "../../server/src/language/syntax/document";
import { hasOptional, OPTIONAL_CONFORMANCE, REPOSITORY, readJsonLines } from "../support/corpus";

interface Answer {
  readonly accepts: boolean;
  readonly valid?: boolean;
}

interface Recorded extends Partial<Answer> {
  readonly id: string;
  readonly sql: string;
  readonly profile?: Readonly<Record<string, unknown>>;
  readonly context?: Readonly<Record<string, unknown>>;
  /** By version; absent where the record itself is the answer of the newest. */
  readonly answers?: Readonly<Record<string, Answer>>;
}

const NEWEST = "38";

test("our own statements", () => checkRecords(readJsonLines(path.join(REPOSITORY, "test/conformance/statements.jsonl")), 4_000));

for (const [file, least] of Object.entries({
  "curated.jsonl": 200,
  "composed.jsonl": 2_000,
  "statements.jsonl": 4_000,
  "statements-secure.jsonl": 200,
})) {
  const skip = hasOptional(file) ? false : `${path.join("../shared/conformance", file)} is not there`;
  test(file, { skip }, () => checkRecords(readJsonLines(path.join(OPTIONAL_CONFORMANCE, file)), least));
}

/** Checks each record under each version that validated it; `least` statements must be decided, so that the test is one. */
function checkRecords(records: readonly Recorded[], least: number): void {
  const wrong: string[] = [];
  let decided = 0;
  for (const record of records) {
    for (const [version, answer] of Object.entries(record.answers ?? { [NEWEST]: record })) {
      if (!answer.accepts || !answer.valid) continue;
      const problem = problemOf(record, version);
      if (problem !== "undecided") decided++;
      if (problem !== "undecided" && problem !== undefined) wrong.push(`${record.id} ${version}: ${problem}: ${record.sql}`);
    }
  }
  assert.deepEqual(wrong.slice(0, 10), [], `${wrong.length} of ${decided} are wrong`);
  assert.ok(decided >= least, `only ${decided} statements were decided`);
}

function problemOf({ sql, profile, context: given }: Recorded, version: string): string | undefined {
  const cluster = [{ druidVersion: version }, profile, { router: false }];
  const context = createContext({ cluster, mode: "request", ...(given && { context: given }) });
  const statement = parseRequest(sql, context.grammar);
  const inspection = inspect(statement, context.settings);
  if (inspection.unknowns.length > 0 || isRefused(inspection)) return "undecided";
  const file = survey(context, documentOf(statement), "a.sql");
  const permissions = leastRole([file]).grants.map(({ permission }) => permission);
  const enough = verdictWith(permissions, statement, context);
  if (enough !== "allowed") return `${enough} with ${JSON.stringify(permissions)}`;
  for (const left of permissions) {
    const others = permissions.filter((permission) => permission !== left);
    const without = verdictWith(others, statement, context);
    if (without !== "denied") return `${without} without ${JSON.stringify(left)}`;
  }
  return undefined;
}

/** The role goes through the text of a roles file, as it does for a user. */
function verdictWith(permissions: readonly PermissionJson[], statement: Statement, { settings }: LanguageContext): string {
  const roles = parseRolesFile(JSON.stringify({ roles: { least: permissions } }), "roles.json");
  const errors = roles.problems.filter(({ severity }) => severity === "error");
  if (errors.length > 0) return errors.map(({ message }) => message).join(" ");
  const judge = { authorizer: createAuthorizer(roles, settings.profile), principal: { kind: "roles", names: ["least"] } } as const;
  return judgeStatement(inspect(statement, settings), judge, settings).verdict;
}
