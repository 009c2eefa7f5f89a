/**
 * Properties of lexer, parser and documents over texts that nobody wrote: prefixes and seeded mutations of the project's statements, and
 * of the optional recorded ones. `FUZZ_ROUNDS` and `FUZZ_SEED` change how many and which.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  changeDocument,
  editDocument,
  type Grammar,
  openDocument,
  parseRequest,
  type SqlDocument,
} from "../../server/src/language/syntax/document";
import { createLexer } from "../../server/src/language/syntax/lexer";
import { parseScript, parseScriptInSteps } from "../../server/src/language/syntax/parser/script";
import { significantTokens } from "../../server/src/language/syntax/tokens";
import { atOnce } from "../../server/src/language/text/steps";
import { optionalStatements, ownStatements } from "../support/corpus";
import { documentContent, statementContent } from "../support/documents";
import { assertStatementInvariants } from "../support/invariants";
import { pick, seededRandom } from "../support/random";

const document: Grammar = { druidVersion: 38, mode: "document" };
const request: Grammar = { druidVersion: 38, mode: "request" };
const rounds = Number(process.env["FUZZ_ROUNDS"] ?? 1);
const seed = Number(process.env["FUZZ_SEED"] ?? 20260);

const own = ownStatements();
const others = optionalStatements();

function assertText(text: string): void {
  for (const { statement } of openDocument(text, document).statements) assertStatementInvariants(statement);
  assertStatementInvariants(parseRequest(text, request));
}

/** Runs a property on a text; a failure names the text, so that it can become a case. */
function hold(text: string, property: (text: string) => void): void {
  try {
    property(text);
  } catch (error) {
    throw new Error(`fails on ${JSON.stringify(text)}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

/** Found by mutation, and kept: nodes whose first token is missing. */
const ONCE_WRONG = [
  "SELECT * FRELECT * FROM a LEFT JOIN b USING USING (n)n)",
  "SELECT LISTAGG(k, ',') WITH',') WITHIN FROM  GROUP (ORDER BY k) FROM orders",
  "SELECT LISTAGG(k) WITHIN GROUP (k) FROM orders",
  "SELECT * FROM TABLE(f(1)) EXTEND x VARCHAR",
];

test("texts that were once read wrongly", () => {
  for (const text of ONCE_WRONG) hold(text, assertText);
});

test("every prefix of the project's statements", () => {
  for (const sql of own) {
    for (let length = 0; length <= sql.length; length++) hold(sql.slice(0, length), assertText);
  }
});

test("sampled prefixes of other statements", { skip: others.length === 0 ? "no recorded statements beside the project" : false }, () => {
  const random = seededRandom(seed);
  for (let round = 0; round < 2000 * rounds; round++) {
    const sql = pick(random, others);
    hold(sql.slice(0, Math.floor(random() * sql.length)), assertText);
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
  "*/",
  "--",
  "\n",
  "{{",
  "}}",
  "${",
  "\0",
  "\ud800",
  "\ufeff",
  "\r\n",
  "`",
  "*",
  "=",
  "?",
  "[",
  "]",
];
const WORDS = [
  "SELECT",
  "FROM",
  "WHERE",
  "WITH",
  "AS",
  "SET",
  "INSERT INTO",
  "PARTITIONED BY",
  "TABLE",
  "EXTERN",
  "CASE",
  "END",
  "NOT",
  "IN",
  "BETWEEN",
  "UNION",
  "JOIN",
  "ON",
];

function mutate(random: () => number, sql: string): string {
  const at = Math.floor(random() * (sql.length + 1));
  const to = Math.min(sql.length, at + Math.floor(random() * 12));
  switch (Math.floor(random() * 5)) {
    case 0:
      return sql.slice(0, at) + sql.slice(to);
    case 1:
      return sql.slice(0, to) + sql.slice(at);
    case 2:
      return sql.slice(0, at) + pick(random, PIECES) + sql.slice(at);
    case 3:
      return `${sql.slice(0, at)} ${pick(random, WORDS)} ${sql.slice(at)}`;
    default:
      return sql.slice(at) + sql.slice(0, at);
  }
}

test("seeded mutations", () => {
  const random = seededRandom(seed + 1);
  const all = [...own, ...others];
  for (let round = 0; round < 8000 * rounds; round++) {
    let sql = pick(random, all);
    for (let count = 1 + Math.floor(random() * 3); count > 0; count--) sql = mutate(random, sql);
    hold(sql, assertText);
  }
});

/** A text is read at once and in steps, which may end behind any element of a list or chain. */
function assertSteps(text: string, step: number, worthKeeping: number): void {
  for (const mode of ["document", "request"] as const) {
    const options = { mode, druidVersion: 38 };
    const atOnceParsed = parseScript(text, createLexer(text, mode).lexStatement(0).list, options);
    const steps = parseScriptInSteps(text, createLexer(text, mode).lexStatement(0).list, options, { step, worthKeeping });
    assert.deepEqual(atOnce(steps), atOnceParsed);
  }
}

test("a text that is parsed in steps has the tree and the errors of one that is parsed at once", () => {
  const random = seededRandom(seed + 4);
  const all = [...own, ...others];
  for (let round = 0; round < 6000 * rounds; round++) {
    let sql = pick(random, all);
    for (let count = Math.floor(random() * 3); count > 0; count--) sql = mutate(random, sql);
    hold(sql, (text) => assertSteps(text, 1 + Math.floor(random() * 12), Math.floor(random() * 8)));
  }
});

function assertEdited(current: SqlDocument, text: string, shown = text): void {
  assert.deepEqual(documentContent(current), documentContent(openDocument(text, document)), JSON.stringify(shown));
}

test("an edited document equals a fresh one", () => {
  const random = seededRandom(seed + 2);
  for (let round = 0; round < 150 * rounds; round++) {
    let text = Array.from({ length: 5 }, () => pick(random, own)).join(";\n");
    let current = openDocument(text, document);
    for (let step = 0; step < 8; step++) {
      text = mutate(random, text);
      current = editDocument(current, text);
      assertEdited(current, text);
    }
  }
});

test("so does a long one, of which a part is looked at", () => {
  const random = seededRandom(seed + 3);
  const pieces = [...PIECES, "", "'x'", '"x"', "{{ x }}", "${ x", "}", ";;", "x\r", "SELECT 1;\n", `SELECT ${"x, ".repeat(9000)} x`];
  for (let round = 0; round < 12 * rounds; round++) {
    let text = Array.from({ length: 400 }, () => pick(random, own)).join(";\n");
    let current = openDocument(text, document);
    for (let step = 0; step < 12; step++) {
      const before = text;
      const start = Math.floor(random() * text.length);
      const end = Math.min(text.length, start + Math.floor(random() * (random() < 0.2 ? 9000 : 3)));
      const piece = pick(random, pieces);
      text = text.slice(0, start) + piece + text.slice(end);
      const source = current.source.replace(start, end, piece);
      current = atOnce(changeDocument(current, source, { start, oldEnd: end, newEnd: start + piece.length }));
      assertEdited(current, text, `${before.slice(start - 300, start)}|${piece}|${before.slice(end, end + 300)}`);
    }
  }
});

test("a statement that is read again is what it was", () => {
  const random = seededRandom(seed + 5);
  const all = [...own, ...others];
  for (let round = 0; round < 2000 * rounds; round++) {
    let text = Array.from({ length: 3 }, () => pick(random, all)).join(";\n");
    for (let count = Math.floor(random() * 4); count > 0; count--) text = mutate(random, text);
    for (const statement of openDocument(text, document).parts) {
      const before = statementContent(statement);
      statement.rest();
      assert.deepEqual(statementContent(statement), before, JSON.stringify(text));
    }
  }
});

test("a comment between any two tokens changes no verdict of the parser", () => {
  for (const sql of own) {
    const statement = parseRequest(sql, request);
    const pieces: string[] = [];
    for (const index of significantTokens(statement.tokens))
      pieces.push(sql.slice(statement.tokens.starts[index], statement.tokens.starts[index + 1]));
    const spaced = pieces.join(" /* c */ ");
    const joined = /\.\s*\*|\{|\$|\/\*\+|""/.test(sql);
    if (joined) continue;
    hold(sql, () => assert.equal(parseRequest(spaced, request).errors.length === 0, statement.errors.length === 0, spaced));
  }
});
