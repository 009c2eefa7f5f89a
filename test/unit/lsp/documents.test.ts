/**
 * Open documents: whatever is changed, and however long reading takes, what is read is the text of the editor.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Grammar, openDocument } from "../../../server/src/language/index";
import { createDocuments, type Documents } from "../../../server/src/lsp/documents";
import { documentContent } from "../../support/documents";
import { pick, seededRandom } from "../../support/random";

const GRAMMAR: Grammar = { druidVersion: 38, mode: "document" };
const URI = "file:///a.sql";
/** Longer than what is read in one go. */
const LONG = `SELECT ${"a, ".repeat(30_000)} b`;

async function checkRead(documents: Documents, expected: string): Promise<void> {
  const read = await documents.read(URI, GRAMMAR);
  assert.ok(read);
  assert.equal(read.document.text.getText(), expected);
  assert.deepEqual(documentContent(read.parsed), documentContent(openDocument(expected, GRAMMAR)));
}

/** Changes a text as an editor tells it. */
function change(documents: Documents, text: string, at: number, removed: number, added: string): string {
  const { text: lines, version } = documents.get(URI) ?? assert.fail();
  const range = { start: lines.positionAt(at), end: lines.positionAt(at + removed) };
  documents.change(URI, version + 1, [{ range, text: added }]);
  return text.slice(0, at) + added + text.slice(at + removed);
}

test("several changes between two readings", async () => {
  const random = seededRandom(3);
  const documents = createDocuments();
  let text = "SELECT 1;\nSELECT a FROM b;\nINSERT INTO c SELECT 'd' FROM e PARTITIONED BY ALL;\n".repeat(20);
  documents.open(URI, "sql", 1, text);
  for (let round = 0; round < 60; round++) {
    for (let count = Math.floor(random() * 4); count > 0; count--) {
      const at = Math.floor(random() * text.length);
      text = change(documents, text, at, Math.floor(random() * 9), pick(random, ["x", ";", "\n", "'", "", "SELECT 2;\nSELECT 3;"]));
    }
    if (round % 20 === 19) {
      text = text.replace("SELECT a", "SELECT all_of_it");
      documents.change(URI, round, [{ text }]);
    }
    await checkRead(documents, text);
  }
});

test("what is asked for again is the same object", async () => {
  const documents = createDocuments();
  documents.open(URI, "sql", 1, "SELECT 1; SELECT 2");
  const [one, other] = await Promise.all([documents.read(URI, GRAMMAR), documents.read(URI, GRAMMAR)]);
  assert.equal(one?.parsed, other?.parsed);
  change(documents, "SELECT 1; SELECT 2", 17, 1, "3");
  assert.equal((await documents.read(URI, GRAMMAR))?.parsed.parts[0], one?.parsed.parts[0]);
});

test("changes while a long statement is read", async () => {
  const documents = createDocuments();
  documents.open(URI, "sql", 1, LONG);
  const first = documents.read(URI, GRAMMAR);
  let text = change(documents, LONG, 7, 1, "changed");
  const second = documents.read(URI, GRAMMAR);
  text = change(documents, text, text.length, 0, ";\nSELECT 2");
  assert.equal((await first)?.document.version, 1);
  // Who asks after a change hears of it.
  assert.ok(((await second)?.document.version ?? 0) >= 2);
  await checkRead(documents, text);
  await checkRead(documents, change(documents, text, 0, LONG.length, ""));
});

test("another grammar, and a document that is closed while it is read", async () => {
  const documents = createDocuments();
  documents.open(URI, "sql", 1, "SET a = 1; SELECT 1");
  const [now, then] = await Promise.all([documents.read(URI, GRAMMAR), documents.read(URI, { ...GRAMMAR, druidVersion: 30 })]);
  assert.deepEqual([now?.parsed.grammar.druidVersion, then?.parsed.grammar.druidVersion], [38, 30]);
  documents.open(URI, "sql", 2, LONG);
  const reading = documents.read(URI, GRAMMAR);
  documents.close(URI);
  assert.equal(await reading, undefined);
  assert.equal(await documents.read(URI, GRAMMAR), undefined);
});
