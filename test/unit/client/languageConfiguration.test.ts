/**
 * What VS Code takes for a word in our language. It opens the list of completion by itself only behind a word, and selects, hovers and
 * renames words.
 */
import * as assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

const FILE = join(__dirname, "..", "..", "..", "..", "syntaxes", "language-configuration.json");

interface Pattern {
  readonly pattern: string;
  readonly flags: string;
}

test("names, keywords and numbers are words", () => {
  checkWords("SELECT TIME_FLOOR(__time, 'PT1H')", ["SELECT", "TIME_FLOOR", "__time", "PT1H"]);
  checkWords("größe + $part$0 * 1.5e3", ["größe", "$part$0", "1.5e3"]);
  checkWords("busy.bike_id", ["busy", "bike_id"]);
});

/** As VS Code does: a pattern without flags knows no classes of Unicode. */
function checkWords(text: string, expected: readonly string[]): void {
  const { wordPattern } = JSON.parse(readFileSync(FILE, "utf8")) as { readonly wordPattern: Pattern };
  const words = [...text.matchAll(new RegExp(wordPattern.pattern, `g${wordPattern.flags}`))].map(([word]) => word);
  assert.deepEqual(words, expected);
}
