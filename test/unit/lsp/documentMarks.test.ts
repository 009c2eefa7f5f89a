/**
 * The marks of a document that are kept from one keystroke to the next are those that a fresh look would give.
 */
import * as assert from "node:assert/strict";
import { test } from "node:test";
import {
  createContext,
  editDocument,
  indexLines,
  type LanguageContext,
  openDocument,
  parsePrincipal,
  parseRolesFile,
} from "../../../server/src/language/index";
import { type DiagnosticSurroundings, positionsOf } from "../../../server/src/lsp/convert";
import { type Diagnosed, diagnose, MOST_DIAGNOSTICS, marksOf } from "../../../server/src/lsp/documentMarks";
import { seededRandom } from "../../support/random";

const ROLES = JSON.stringify({
  roles: { analyst: [{ resource: { name: "wiki.*", type: "DATASOURCE" }, action: "READ" }] },
  users: { alice: ["analyst"] },
});

function contextFor(user: string | undefined): LanguageContext {
  const principal = user === undefined ? undefined : parsePrincipal(`user:${user}`);
  const roles = parseRolesFile(ROLES, "file:///druid-roles.json");
  return createContext({ roles, ...(principal?.kind === "ok" && { principal: principal.principal }) });
}

function surroundingsOf(text: string): DiagnosticSurroundings {
  const positions = positionsOf(indexLines(text));
  return { uri: "file:///a.sql", positions, positionsIn: () => undefined, related: "shown" };
}

const always = (): boolean => true;

async function fresh(context: LanguageContext, text: string): Promise<ReturnType<typeof marksOf>> {
  const diagnosed = await diagnose(context, openDocument(text, context.grammar), undefined, always);
  assert.ok(diagnosed);
  return marksOf(diagnosed, surroundingsOf(text));
}

/** Makes one edit after the other, and compares with a fresh look each time. */
async function checkEdits(context: LanguageContext, texts: readonly string[]): Promise<void> {
  let document = openDocument("", context.grammar);
  let before: Diagnosed | undefined;
  for (const text of texts) {
    document = editDocument(document, text);
    before = await diagnose(context, document, before, always);
    assert.ok(before);
    assert.deepEqual(marksOf(before, surroundingsOf(text)), await fresh(context, text), text);
  }
}

const PIECES = [
  "SELECT * FROM secret",
  "SELECT a FROM wikipedia JOIN secret ON TRUE",
  ";",
  ";\n",
  "\n",
  "\r\n",
  "  ",
  "-- druid-sql: version=31\n",
  "-- druid-sql-ignore permission-denied: known\n",
  "INSERT INTO dst SELECT * FROM wikipedia PARTITIONED BY ALL",
  "SELECT 'open",
  "'",
  "SELECT FROM",
  "SET engine = 'msq-dart';",
];

/** Pieces are put in and taken out anywhere. */
function randomTexts(seed: number, count: number): readonly string[] {
  const random = seededRandom(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  let text = "";
  return Array.from({ length: count }, () => {
    const at = below(text.length + 1);
    const removed = random() < 0.3 ? below(40) : 0;
    text = text.slice(0, at) + (PIECES[below(PIECES.length)] ?? "") + text.slice(at + removed);
    return text;
  });
}

for (const user of ["alice", undefined]) {
  test(`kept marks are those of a fresh look, for ${user ?? "nobody"}`, async () => {
    for (let seed = 1; seed <= 12; seed++) await checkEdits(contextFor(user), randomTexts(seed, 40));
  });
}

test("a comment at the top that changes the context changes every statement", async () => {
  const rest = "SELECT * FROM secret;\nSET a = 1; SELECT * FROM secret;\n";
  await checkEdits(contextFor("alice"), [rest, `-- druid-sql: version=31\n${rest}`, `-- druid-sql: version=38\n${rest}`, rest]);
});

test("other settings are another look", async () => {
  const text = "SELECT * FROM secret;\nSELECT * FROM wikipedia";
  const document = openDocument(text, contextFor("alice").grammar);
  const alice = await diagnose(contextFor("alice"), document, undefined, always);
  const nobody = await diagnose(contextFor(undefined), document, alice, always);
  assert.ok(nobody);
  assert.deepEqual(marksOf(nobody, surroundingsOf(text)), await fresh(contextFor(undefined), text));
});

test("a statement that stands where it did keeps its marks, and a moved one does not", async () => {
  const context = contextFor("alice");
  const text = "SELECT * FROM secret;\nSELECT 1;\nSELECT * FROM secret";
  const edited = text.replace("1", "1\n");
  const before = await diagnose(context, openDocument(text, context.grammar), undefined, always);
  assert.ok(before);
  const [first, last] = marksOf(before, surroundingsOf(text));
  const after = await diagnose(context, editDocument(before.document, edited), before, always);
  assert.ok(after);
  const marks = marksOf(after, surroundingsOf(edited));
  assert.equal(marks[0], first);
  assert.deepEqual([last?.range.start.line, marks[1]?.range.start.line], [2, 3]);
});

test("beyond the most that are shown the rest is counted", async () => {
  const context = contextFor("alice");
  const text = "SELECT * FROM secret;\n".repeat(MOST_DIAGNOSTICS + 5);
  const marks = await fresh(context, text);
  assert.equal(marks.length, MOST_DIAGNOSTICS + 1);
  assert.match(String(marks.at(-1)?.message), /^5 more/);
});

test("who is not wanted any more stops", async () => {
  const context = contextFor("alice");
  const text = Array.from({ length: 5000 }, (_, index) => `SELECT c${index} FROM t${index};`).join("\n");
  assert.equal(await diagnose(context, openDocument(text, context.grammar), undefined, () => false), undefined);
});
