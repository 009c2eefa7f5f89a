/**
 * Properties of completion, signature help and hovers at any offset of any statement, whole, cut off or damaged: nothing throws, what an
 * offer replaces holds the cursor, and taking a word that was offered makes no new lexical error.
 */
import * as assert from "node:assert/strict";
import { test } from "node:test";
import { PHRASES } from "../../server/src/language/data/phrases";
import {
  type CompletionOffer,
  complete,
  createContext,
  describeOffer,
  hover,
  openDocument,
  signatureHelp,
} from "../../server/src/language/index";
import { isReservedKeyword, significantTokens, tokenEnd, tokenKind, tokenStart } from "../../server/src/language/syntax/tokens";
import { optionalStatements, ownStatements } from "../support/corpus";
import { pick, seededRandom } from "../support/random";

const rounds = Number(process.env["FUZZ_ROUNDS"] ?? 1);
const seed = Number(process.env["FUZZ_SEED"] ?? 20260);
const context = createContext({});
const statements = [...ownStatements(), ...optionalStatements()];

/** Asks everything at one place. */
function askAt(text: string, offset: number): readonly CompletionOffer[] {
  const document = openDocument(text, context.grammar);
  const offers = complete(context, document, offset);
  for (const { label, range } of offers) {
    assert.ok(range.start <= offset && offset <= range.end && range.end <= text.length, `${label} replaces ${range.start}-${range.end}`);
  }
  const help = signatureHelp(document, offset);
  if (help) assert.ok(help.activeSignature >= 0 && help.activeSignature < help.signatures.length && help.activeParameter >= 0);
  const found = hover(context, document, offset);
  if (found)
    assert.ok(found.range.start <= offset && offset <= found.range.end && found.range.end <= text.length, "a hover is about other words");
  return offers;
}

function hold(text: string, offset: number, property: () => void): void {
  try {
    property();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new Error(`fails at ${offset} of ${JSON.stringify(text)}: ${message}`, { cause: error });
  }
}

test("any offset of statements, whole and cut off", () => {
  const random = seededRandom(seed);
  for (let round = 0; round < 400 * rounds; round++) {
    const sql = pick(random, statements);
    const text = random() < 0.5 ? sql : sql.slice(0, Math.floor(random() * sql.length));
    const offset = random() < 0.3 ? text.length : Math.floor(random() * (text.length + 1));
    hold(text, offset, () => askAt(text, offset));
  }
});

const PIECES = [
  "'",
  '"',
  "(",
  ")",
  ";",
  ",",
  ".",
  "/*",
  "--",
  "\n",
  "{{",
  "}}",
  "${",
  "\ud800",
  " SELECT ",
  " FROM ",
  " SET ",
  "EXTERN('{",
  "=>",
  "''",
];

test("any offset of damaged statements", () => {
  const random = seededRandom(seed + 1);
  for (let round = 0; round < 400 * rounds; round++) {
    const sql = pick(random, statements);
    const at = Math.floor(random() * (sql.length + 1));
    const text = sql.slice(0, at) + pick(random, PIECES) + sql.slice(at + (random() < 0.5 ? 0 : 3));
    const offset = Math.min(text.length, at + Math.floor(random() * 4));
    hold(text, offset, () => askAt(text, offset));
  }
});

const WORDS: ReadonlySet<CompletionOffer["kind"]> = new Set<CompletionOffer["kind"]>([
  "keyword",
  "table",
  "column",
  "alias",
  "cte",
  "type",
  "unit",
]);

test("taking a word that is offered makes no new lexical error", () => {
  const random = seededRandom(seed + 2);
  const lexical = (text: string): number =>
    openDocument(text, context.grammar).statements.reduce(
      (sum, { statement }) => sum + statement.errors.filter(({ code }) => code === "lexical-error" || code === "unclosed-text").length,
      0,
    );
  for (let round = 0; round < 250 * rounds; round++) {
    const text = pick(random, statements);
    const offset = Math.floor(random() * (text.length + 1));
    const offers = askAt(text, offset).filter(({ kind, format }) => WORDS.has(kind) && format === "plain");
    if (offers.length === 0) continue;
    const { range, text: written, label } = pick(random, offers);
    const after = text.slice(0, range.start) + written + text.slice(range.end);
    hold(text, offset, () => assert.ok(lexical(after) <= lexical(text), `${label} makes ${JSON.stringify(after)}`));
  }
});

/** How many of a hundred keywords must be offered where statements have them. */
const LEAST_OFFERED = 98;

/** TABLE as a query, and SELECT behind UNION and its like, are not offered everywhere. */
function isOtherQuery(word: string, before: string | undefined): boolean {
  return word === "TABLE" || (word === "SELECT" && ["UNION", "ALL", "DISTINCT", "EXCEPT", "INTERSECT"].includes(before ?? ""));
}

test("the keywords of statements are offered where they stand", () => {
  const random = seededRandom(seed + 3);
  let asked = 0;
  const missing: string[] = [];
  for (let round = 0; round < 250 * rounds; round++) {
    const sql = pick(random, statements);
    const [placed, another] = openDocument(sql, context.grammar).statements;
    if (!placed || another || placed.statement.errors.length > 0) continue;
    const { tokens } = placed.statement;
    const words = significantTokens(tokens).map((token) => ({
      isKeyword: isReservedKeyword(tokenKind(tokens, token)),
      end: tokenEnd(tokens, token),
      image: sql.slice(tokenStart(tokens, token), tokenEnd(tokens, token)).toUpperCase(),
    }));
    const at = Math.floor(random() * words.length);
    const phrases = PHRASES.filter((phrase) => phrase.split(" ").every((word, index) => words[at + index]?.image === word));
    const word = words[at];
    if (!word?.isKeyword || phrases.length === 0 || isOtherQuery(word.image, words[at - 1]?.image)) continue;
    asked++;
    const labels = complete(context, openDocument(sql, context.grammar), word.end).map(({ label }) => `${label.toUpperCase()} `);
    if (!labels.some((label) => label.startsWith(`${word.image} `))) missing.push(`${word.image} at ${word.end} of ${sql}`);
  }
  assert.ok(asked > 20, `only ${asked} were asked about`);
  assert.ok(
    missing.length * 100 <= asked * (100 - LEAST_OFFERED),
    `${missing.length} of ${asked} are missing: ${missing.slice(0, 3).join("\n")}`,
  );
});

test("what is asked about offers never throws", () => {
  for (const sql of [
    "",
    "SELECT ",
    "SELECT * FROM ",
    "SET ",
    'SELECT * FROM TABLE(EXTERN(\'{"type": "http", ',
    "INSERT INTO t SELECT 1 PARTITIONED BY ",
  ]) {
    for (const { about, label } of askAt(sql, sql.length)) if (about !== undefined) assert.doesNotThrow(() => describeOffer(about), label);
  }
});

test("large and deep texts are answered in time", () => {
  const deep = `SELECT ${"(".repeat(5000)}a`;
  const items = Array.from({ length: 20_000 }, (_, index) => `a${index}`).join(", ");
  const subqueries = `${"SELECT a FROM (".repeat(300)}SELECT `;
  const strings = `SELECT * FROM TABLE(EXTERN('${'{"type": '.repeat(3000)}`;
  const brackets = `SELECT 'a ${")".repeat(200_000)}`;
  const comment = `-- druid-sql: ${"a".repeat(200_000)} `;
  for (const text of [deep, `SELECT ${items}, `, `SELECT ${items} FROM t WHERE `, subqueries, strings, brackets, comment]) {
    const began = performance.now();
    askAt(text, text.length);
    assert.ok(performance.now() - began < 5000, `${text.slice(0, 30)}… takes ${performance.now() - began} ms`);
  }
});
