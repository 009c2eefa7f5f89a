/**
 * Properties of folds, selections, colours and links over every statement there is, cut and mixed: they hold for any text, in order.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Catalog } from "../../server/src/language/analysis/catalog/model";
import { withTablesOf } from "../../server/src/language/features/completion/documentTables";
import { foldsOf } from "../../server/src/language/features/structure/folding";
import { sourceLinks } from "../../server/src/language/features/structure/links";
import { selectionAt } from "../../server/src/language/features/structure/selection";
import { semanticWordsOf } from "../../server/src/language/features/structure/semanticTokens";
import { editDocument, type Grammar, openDocument, type SqlDocument } from "../../server/src/language/syntax/document";
import { atOnce } from "../../server/src/language/text/steps";
import { outlineOf } from "../../server/src/lsp/outline";
import { createSentTokens } from "../../server/src/lsp/semanticTokens";
import { optionalStatements, ownStatements } from "../support/corpus";
import { pick, seededRandom } from "../support/random";

const grammar: Grammar = { druidVersion: 38, mode: "document" };
const rounds = Number(process.env["FUZZ_ROUNDS"] ?? 1);
const seed = Number(process.env["FUZZ_SEED"] ?? 20260);
const all = [...ownStatements(), ...optionalStatements()];

function holdStructure(document: SqlDocument, offset: number): void {
  const lines = document.text.split(/\r\n|\r|\n/).length;
  let lastFold = -1;
  for (const { startLine, endLine } of atOnce(foldsOf(document))) {
    assert.ok(startLine > lastFold && endLine > startLine && endLine < lines, `a fold ${startLine}-${endLine}`);
    lastFold = startLine;
  }
  let inner = { start: offset, end: offset };
  for (const range of selectionAt(document, offset)) {
    assert.ok(range.start <= inner.start && inner.end <= range.end && range.end - range.start > inner.end - inner.start, "selections nest");
    inner = range;
  }
  assert.equal(inner.end - inner.start, document.text.length, "the last selection is everything");
  for (const { statement } of document.statements) {
    let end = 0;
    for (const word of semanticWordsOf(statement)) {
      assert.ok(word.start >= end && word.end > word.start && word.end <= statement.text.length, "words are in order");
      end = word.end;
    }
  }
  for (const { range } of atOnce(sourceLinks(document)))
    assert.ok(range.start < range.end && range.end <= document.text.length, "links lie in the text");
}

/** A piece of one statement behind a piece of another. */
function mixed(random: () => number): string {
  const [one, other] = [pick(random, all), pick(random, all)];
  const glue = pick(random, [" ", ";\n", "\r\n", " -- x\n", "/*", "'", "("]);
  return one.slice(0, Math.floor(random() * one.length * 1.5)) + glue + other.slice(Math.floor(random() * other.length * 0.5));
}

test("texts that are cut and mixed", () => {
  const random = seededRandom(seed);
  for (let round = 0; round < 4000 * rounds; round++) {
    const text = round % 4 === 0 ? pick(random, all) : mixed(random);
    try {
      holdStructure(openDocument(text, grammar), Math.floor(random() * (text.length + 1)));
    } catch (error) {
      throw new Error(`fails on ${JSON.stringify(text)}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    }
  }
});

test("what is sent of colours after edits adds up to all of them", () => {
  const random = seededRandom(seed + 1);
  for (let round = 0; round < 60 * rounds; round++) {
    const sent = createSentTokens();
    let text = Array.from({ length: 6 }, () => pick(random, all)).join(";\n");
    let document = openDocument(text, grammar);
    let last = atOnce(sent.full("a", document));
    for (let step = 0; step < 8; step++) {
      for (let count = 1 + Math.floor(random() * 3); count > 0; count--) {
        const at = Math.floor(random() * text.length);
        text = text.slice(0, at) + pick(random, ["x", "\n", ";", "'", " ", "/*", "SELECT 1;"]) + text.slice(at + Math.floor(random() * 3));
        document = editDocument(document, text);
      }
      const delta = atOnce(sent.delta("a", document, last.resultId ?? ""));
      assert.ok("edits" in delta);
      const data = [...last.data];
      // All of them count in what was there before.
      for (const { start, deleteCount, data: come = [] } of [...delta.edits].reverse()) data.splice(start, deleteCount, ...come);
      const fresh = atOnce(createSentTokens().full("a", openDocument(text, grammar)));
      assert.deepEqual(data, fresh.data, JSON.stringify(text));
      last = { ...(delta.resultId !== undefined && { resultId: delta.resultId }), data };
    }
  }
});

/** What is answered about all of a document. */
function wholeAnswers(document: SqlDocument): object {
  const tables = withTablesOf(document, document.starts[document.starts.length >> 1] ?? 0, NO_TABLES);
  return {
    folds: atOnce(foldsOf(document)),
    links: atOnce(sourceLinks(document)),
    outline: atOnce(outlineOf(document)),
    tables: tables.tables().map(({ schema, name }) => tables.table(schema, name)),
  };
}

const NO_TABLES: Catalog = { table: () => undefined, tables: () => [] };

test("what is kept of folds, links, outline and tables over edits is that of a fresh document", () => {
  const random = seededRandom(seed + 2);
  for (let round = 0; round < 60 * rounds; round++) {
    let text = Array.from({ length: 8 }, () => pick(random, all)).join(";\n");
    let document = openDocument(text, grammar);
    wholeAnswers(document);
    for (let step = 0; step < 10; step++) {
      const at = Math.floor(random() * text.length);
      text =
        text.slice(0, at) + pick(random, ["x", "\n", "", ";", "'", " ", "/*", ";SELECT 1;"]) + text.slice(at + Math.floor(random() * 30));
      document = editDocument(document, text);
      // Not every version is asked about, and not every answer is waited for.
      if (random() < 0.3) continue;
      if (random() < 0.3) foldsOf(document).next();
      else assert.deepEqual(wholeAnswers(document), wholeAnswers(openDocument(text, grammar)), JSON.stringify(text));
    }
  }
});
