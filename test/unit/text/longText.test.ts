/**
 * A long text against the text document of the Language Server Protocol's own library, over random edits: both have the same text, and the
 * same places in it.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { TextDocument } from "vscode-languageserver-textdocument";
import { LongText } from "../../../server/src/language/text/longText";
import { pick, seededRandom } from "../../support/random";

const PIECES = ["", "x", "\n", "\r", "\r\n", "a\nb\rc\r\nd", "\r\n\r\n", "\n\r", "SELECT 1", "y".repeat(5000), `${"z".repeat(4095)}\r\n`];

function checkSame(long: LongText, document: TextDocument, random: () => number): void {
  const text = document.getText();
  assert.equal(long.getText(), text);
  assert.equal(long.length, text.length);
  assert.equal(long.lineCount, document.lineCount);
  for (let count = 0; count < 20; count++) {
    const offset = Math.floor(random() * (text.length + 4)) - 2;
    assert.deepEqual(long.positionAt(offset), document.positionAt(offset), `position of ${offset}`);
    const { line } = document.positionAt(offset);
    assert.equal(long.lineStartAt(offset), document.offsetAt({ line, character: 0 }), `start of the line of ${offset}`);
    const place = { line: Math.floor(random() * (document.lineCount + 2)) - 1, character: Math.floor(random() * 12) - 1 };
    assert.equal(long.offsetAt(place), document.offsetAt(place), `offset of ${JSON.stringify(place)}`);
    const start = Math.floor(random() * (text.length + 1));
    const end = start + Math.floor(random() * (text.length + 1 - start));
    assert.equal(long.slice(start, end), text.slice(start, end), `from ${start} to ${end}`);
  }
}

test("has the places of a text document, whatever is edited", () => {
  const random = seededRandom(11);
  for (let round = 0; round < 60; round++) {
    const text = Array.from({ length: round }, () => pick(random, PIECES)).join("");
    let long = LongText.of(text);
    let document = TextDocument.create("file:///a.sql", "sql", 1, text);
    checkSame(long, document, random);
    for (let step = 0; step < 15; step++) {
      const start = Math.floor(random() * (long.length + 1));
      const end = Math.min(long.length, start + Math.floor(random() * (random() < 0.3 ? 9000 : 3)));
      const piece = pick(random, PIECES);
      const before = long;
      const then = long.getText();
      long = long.replace(start, end, piece);
      assert.equal(before.getText(), then, "a text never changes");
      document = TextDocument.create("file:///a.sql", "sql", step, then.slice(0, start) + piece + then.slice(end));
      checkSame(long, document, random);
    }
  }
});
