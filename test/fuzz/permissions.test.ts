/**
 * Properties of needs and verdicts over the project's statements: what must change nothing changes nothing, and more grants never allow less.
 * `FUZZ_ROUNDS` and `FUZZ_SEED` change how many random roles and texts are tried, and which.
 */
import assert from "node:assert/strict";
import path from "node:path";
import { test } from "node:test";
import { referencesOf } from "../../server/src/language/analysis/scopes";
import { needsOf } from "../../server/src/language/permissions/needsOf";
import { createAuthorizer } from "../../server/src/language/roles/authorizer";
import type { Principal } from "../../server/src/language/roles/model";
import { parseRolesFile } from "../../server/src/language/roles/parse";
import { visit } from "../../server/src/language/syntax/children";
import { type Grammar, openDocument, type Statement } from "../../server/src/language/syntax/document";
import type { Identifier, Node } from "../../server/src/language/syntax/nodes";
import { TokenKind } from "../../server/src/language/syntax/tokenKind";
import { isReservedKeyword, tokenEnd, tokenKind, tokenStart } from "../../server/src/language/syntax/tokens";
import { REPOSITORY, readJsonLines } from "../support/corpus";
import { pick, seededRandom } from "../support/random";
import { type GivenSettings, settingsOf, statementOf } from "../support/statements";

interface Recorded {
  readonly sql: string;
  readonly profile?: Readonly<Record<string, unknown>>;
  readonly context?: Readonly<Record<string, unknown>>;
}

/** A statement without syntax errors, and what is asked with it. */
interface Case {
  readonly sql: string;
  readonly given: GivenSettings;
  readonly statement: Statement;
}

const rounds = Number(process.env["FUZZ_ROUNDS"] ?? 1);
const seed = Number(process.env["FUZZ_SEED"] ?? 20260);
const cases = readJsonLines<Recorded>(path.join(REPOSITORY, "test/conformance/statements.jsonl")).flatMap(caseOf);

function caseOf({ sql, profile, context }: Recorded): readonly Case[] {
  const given: GivenSettings = { version: 38, mode: "request", ...(profile && { profile }), ...(context && { context }) };
  const statement = statementOf(sql, given);
  return statement.errors.length === 0 ? [{ sql, given, statement }] : [];
}

/** The needs of phase submit, sorted, without their places. */
function submitNeeds(statement: Statement, given: GivenSettings): readonly string[] {
  const needs = needsOf(statement, settingsOf(given)).needs.filter(({ phase }) => phase === "submit");
  return [...new Set(needs.map(({ action, type, name }) => `${action} ${type} ${name}`))].sort();
}

/** Fails where another text of a case, which must parse, has other submit needs. */
function assertSameNeeds({ sql, given, statement }: Case, changed: string): void {
  const other = statementOf(changed, given);
  assert.deepEqual(other.errors, [], `${changed}\nno longer parses; it was\n${sql}`);
  assert.deepEqual(submitNeeds(other, given), submitNeeds(statement, given), `${changed}\nit was\n${sql}`);
}

test("enough statements to hold the properties on", () => assert.ok(cases.length >= 1500, String(cases.length)));

// --- Grants ----------------------------------------------------------------------------------------------------------

interface Grant {
  readonly resource: { readonly name: string; readonly type: string };
  readonly action: string;
}

const RANK = { denied: 0, unknown: 1, allowed: 2 };
const PATTERNS = [
  ".*",
  "o.*",
  "orders|visits",
  "(?i)orders",
  "[a-z]+",
  "dst",
  "EXTERNAL",
  "s3",
  "\\Qa.b\\E",
  "(a|b)*c",
  "(.)\\1",
  "x{2,}",
  "O.+s",
];
const TYPES = ["DATASOURCE", "DATASOURCE", "VIEW", "EXTERNAL", "SYSTEM_TABLE", "QUERY_CONTEXT", "STATE"];
const PRINCIPAL: Principal = { kind: "user", name: "ann" };

test("adding a grant moves no verdict down, and taking one away none up", () => {
  const random = seededRandom(seed);
  for (let round = 0; round < 600 * rounds; round++) {
    const { sql, given, statement } = pick(random, cases);
    const needs = needsOf(statement, settingsOf(given)).needs;
    const grants = Array.from({ length: Math.floor(random() * 5) }, () => randomGrant(random, needs));
    const at = Math.floor(random() * (grants.length + 1));
    const more = [...grants.slice(0, at), randomGrant(random, needs), ...grants.slice(at)];
    const before = ranksOf(needs, grants, given);
    const after = ranksOf(needs, more, given);
    assert.ok(
      before.every((rank, index) => rank <= (after[index] ?? -1)),
      JSON.stringify({ sql, grants, more, before, after }),
    );
  }
});

function randomGrant(random: () => number, needs: readonly { action: string; type: string; name: string }[]): Grant {
  if (needs.length > 0 && random() < 0.5) {
    const { action, type, name } = pick(random, needs);
    return { resource: { name: `\\Q${name}\\E`, type }, action };
  }
  return { resource: { name: pick(random, PATTERNS), type: pick(random, TYPES) }, action: pick(random, ["READ", "WRITE"]) };
}

function ranksOf(needs: ReturnType<typeof needsOf>["needs"], grants: readonly Grant[], given: GivenSettings): readonly number[] {
  const half = Math.floor(grants.length / 2);
  const roles = {
    first: grants.slice(0, half),
    second: grants.slice(half),
    other: [{ resource: { name: ".*", type: "DATASOURCE" }, action: "READ" }],
  };
  const file = parseRolesFile(JSON.stringify({ roles, users: { ann: ["first", "second"] } }), "file:///druid-roles.json");
  const { profile } = settingsOf(given);
  const authorizer = createAuthorizer(file, profile);
  return needs.map((need) => RANK[authorizer.decide(need, PRINCIPAL, profile).outcome]);
}

// --- Texts -----------------------------------------------------------------------------------------------------------

test("other aliases, other names of WITH items and of columns change no needs", () => {
  let renamed = 0;
  for (const each of cases) {
    const changed = rename(each.statement);
    if (changed === each.statement.text) continue;
    assertSameNeeds(each, changed);
    renamed++;
  }
  assert.ok(renamed >= 500, String(renamed));
});

/** The text with every alias, column alias and WITH item renamed where it is said, and WITH items where they are read too. */
function rename({ tree, text }: Statement): string {
  const places = new Map<number, Identifier>();
  const take = (node: Node | undefined): void => {
    if (node?.kind === "identifier") places.set(node.start, node);
  };
  visit(tree, (node) => {
    if (node.kind === "withItem") take(node.name);
    if (node.kind === "tableAlias" || node.kind === "selectItem") take(node.alias);
    return undefined;
  });
  for (const { name, withItem } of referencesOf(tree).tables) if (withItem) take(name.parts[0]);
  let renamed = text;
  for (const { start, end, name } of [...places.values()].sort((left, right) => right.start - left.start)) {
    renamed = `${renamed.slice(0, start)} "${name.replaceAll('"', '""')} renamed" ${renamed.slice(end)}`;
  }
  return renamed;
}

test("EXPLAIN PLAN FOR changes no submit needs", () => {
  for (const each of cases) {
    const inner = each.statement.tree.statement;
    if (!inner || !EXPLAINED.has(inner.kind)) continue;
    assertSameNeeds(each, `${each.sql.slice(0, inner.start)}EXPLAIN PLAN FOR ${each.sql.slice(inner.start)}`);
  }
});

const EXPLAINED: ReadonlySet<string> = new Set([
  "query",
  "select",
  "values",
  "explicitTable",
  "setOperation",
  "parenthesizedQuery",
  "ingest",
]);

test("the statements around it in a document change nothing of a statement's needs", () => {
  const random = seededRandom(seed + 1);
  const alone = cases.flatMap((each) => {
    const { statements } = openDocument(each.sql, DOCUMENT);
    const only = statements[0]?.statement;
    return statements.length === 1 && only && only.errors.length === 0 ? [{ ...each, needs: submitNeeds(only, each.given) }] : [];
  });
  assert.ok(alone.length >= 1200, String(alone.length));
  for (let round = 0; round < 400 * rounds; round++) {
    const three = [pick(random, alone), pick(random, alone), pick(random, alone)];
    const text = three.map(({ sql }) => `${sql.replace(/;\s*$/, "")}\n;\n`).join("");
    const found = openDocument(text, DOCUMENT).statements.filter(({ statement }) => statement.tree.statement !== undefined);
    assert.equal(found.length, three.length, text);
    three.forEach(({ given, needs }, index) => {
      const statement = found[index]?.statement;
      assert.ok(statement);
      assert.deepEqual(submitNeeds(statement, given), needs, text);
    });
  }
});

const DOCUMENT: Grammar = { druidVersion: 38, mode: "document" };

test("comments and the case of keywords change no needs", () => {
  const random = seededRandom(seed + 2);
  for (const each of cases) assertSameNeeds(each, disguise(random, each.statement));
});

/** The text with keywords in any case, and comments in the place of blanks. */
function disguise(random: () => number, { text, tokens }: Statement): string {
  let disguised = "";
  for (let index = 0; index < tokens.count; index++) {
    const kind = tokenKind(tokens, index);
    const word = text.slice(tokenStart(tokens, index), tokenEnd(tokens, index));
    if (isReservedKeyword(kind)) disguised += pick(random, [word.toLowerCase(), word.toUpperCase(), word]);
    else
      disguised += kind === TokenKind.Blank ? pick(random, [`${word}/* FROM secret; */ `, `${word}\n-- JOIN secret ON 'x\n`, word]) : word;
  }
  return disguised;
}
