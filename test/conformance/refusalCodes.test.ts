/**
 * Do we say what Druid refuses? For the recorded refusals whose message depends on the text alone, our errors have the code of that message
 * and start at the token that Druid names. The records are read where the folder `../shared/conformance` is.
 */
import * as assert from "node:assert/strict";
import path from "node:path";
import { describe, test } from "node:test";
import { createContext, inspect, type LanguageContext, parseRequest } from "../../server/src/language/index";
import type { Statement } from "../../server/src/language/syntax/document";
import { significantTokens, tokenEnd, tokenStart } from "../../server/src/language/syntax/tokens";
import { hasOptional, OPTIONAL_CONFORMANCE, readJsonLines } from "../support/corpus";
import { PARSER_MESSAGES, PLANNER_MESSAGES, type RefusalRow } from "./refusalCodes";

interface Told {
  readonly message: string;
  /** From one, in UTF-16 code units; absent where Druid names no place. */
  readonly line?: number;
  readonly column?: number;
  readonly endLine?: number;
  /** The last unit of what Druid names. */
  readonly endColumn?: number;
}

interface Recorded {
  readonly sql: string;
  readonly valid?: boolean;
  readonly error?: Told;
  readonly refusal?: Told;
  readonly profile?: object;
  readonly context?: Readonly<Record<string, unknown>>;
}

/** How many records there are of one message, and how many of them we agree about. */
interface Tally {
  records: number;
  code: number;
  placed: number;
  start: number;
  /** Of these, ours starts in what Druid names. */
  inside: number;
}

const LEAST = 0.9;
const LEAST_INSIDE = 0.98;
const contexts = new Map<string, LanguageContext>();

function contextOf({ profile, context }: Recorded): LanguageContext {
  const key = JSON.stringify([profile, context]);
  const known =
    contexts.get(key) ??
    createContext({ cluster: [profile, { druidVersion: "38", router: false }], context: context ?? {}, mode: "request" });
  contexts.set(key, known);
  return known;
}

/** Where Druid's place starts in a text. */
function offsetOf(sql: string, line: number, column: number): number {
  const breaks = [...sql.matchAll(/\r\n|\r|\n/g)].slice(0, line - 1);
  const last = breaks.at(-1);
  return (last ? last.index + last[0].length : 0) + column - 1;
}

/**
 * How many tokens a message names. The parser looks ahead: what does not fit is the last of the tokens in brackets, and the place is that of
 * the first one; where it names a keyword only, as many tokens are meant as its longest expectation has.
 */
function countOfNamed(message: string): number {
  const bracketed = /^Received an unexpected token \[([\s\S]*?)\] \(line \[/.exec(message)?.[1];
  if (bracketed !== undefined) return bracketed.trim().split(/\s+/).length;
  if (!message.startsWith("Incorrect syntax")) return 1;
  return Math.max(
    1,
    ...message
      .split("\n")
      .slice(2)
      .map(
        (line) =>
          line
            .replace(/\.\.\.\s*$/, "")
            .trim()
            .split(/\s+/).length,
      ),
  );
}

/** Whether an error starts at one of the tokens that Druid names. */
function startsThere(statement: Statement, start: number, { message, line, column }: Told): boolean {
  const from = offsetOf(statement.text, line ?? 1, column ?? 1);
  const tokens = significantTokens(statement.tokens);
  const first = tokens.findIndex((token) => tokenEnd(statement.tokens, token) > from);
  const named = first < 0 ? [] : tokens.slice(first, first + countOfNamed(message));
  if (named.some((token) => tokenStart(statement.tokens, token) === start)) return true;
  const last = tokens.at(-1);
  const isAtEnd = named.at(-1) === last || message.slice(0, 120).includes("<EOF>");
  return isAtEnd && start >= (last === undefined ? 0 : tokenEnd(statement.tokens, last));
}

/**
 * Of a long `a EXCEPT b` Druid names the whole, and we the operator; of two tables with one name it names the second one with all that is in
 * it, and we the name: there an author looks.
 */
function startsInside({ text }: Statement, start: number, { line, column, endLine, endColumn }: Told): boolean {
  if (line === undefined || column === undefined || endLine === undefined || endColumn === undefined) return false;
  return offsetOf(text, line, column) <= start && start < offsetOf(text, endLine, endColumn) + 1;
}

function tallyOf(file: string): ReadonlyMap<RefusalRow, Tally> {
  const tallies = new Map<RefusalRow, Tally>();
  for (const record of readJsonLines<Recorded>(path.join(OPTIONAL_CONFORMANCE, file))) {
    const told = record.error ?? record.refusal;
    const row =
      told &&
      (record.error ? PARSER_MESSAGES : PLANNER_MESSAGES).find(
        ({ message, unless }) => message.test(told.message) && !unless?.test(record.sql),
      );
    if (!told || !row) continue;
    const tally = tallies.get(row) ?? { records: 0, code: 0, placed: 0, start: 0, inside: 0 };
    tallies.set(row, tally);
    const { grammar, settings } = contextOf(record);
    const statement = parseRequest(record.sql, grammar);
    const errors = inspect(statement, settings).errors.filter(({ code }) => row.codes.includes(code));
    tally.records++;
    if (errors.length > 0) tally.code++;
    if (told.line === undefined) continue;
    tally.placed++;
    const isThere = errors.some(({ range }) => startsThere(statement, range.start, told));
    if (isThere) tally.start++;
    if (isThere || errors.some(({ range }) => startsInside(statement, range.start, told))) tally.inside++;
  }
  return tallies;
}

/** How many records of these messages there are at least, in each file. */
const EXPECTED: Readonly<Record<string, number>> = {
  "statements.jsonl": 350,
  "curated.jsonl": 110,
  "composed.jsonl": 1200,
  "mutated.jsonl": 9000,
};

describe("recorded refusals", () => {
  const files = Object.entries(EXPECTED).filter(([file]) => hasOptional(file));
  for (const [file, least] of files) {
    test(file, () => {
      const own = { records: 0, code: 0, placed: 0, start: 0, inside: 0 };
      for (const [{ message }, { records, code, placed, start, inside }] of tallyOf(file)) {
        assert.ok(code >= LEAST * records - 1, `${message}: the code of ${code} of ${records}`);
        own.records += records;
        own.code += code;
        own.placed += placed;
        own.start += start;
        own.inside += inside;
      }
      const shown = `code ${own.code} of ${own.records}, start ${own.start} of ${own.placed}, inside ${own.inside}`;
      console.log(`${file}: ${shown}`);
      assert.ok(own.records >= least, shown);
      assert.ok(own.code >= LEAST * own.records, shown);
      assert.ok(own.start >= LEAST * own.placed, shown);
      assert.ok(own.inside >= LEAST_INSIDE * own.placed, shown);
    });
  }
});

describe("remarks on what Druid takes", () => {
  for (const file of ["statements.jsonl", "curated.jsonl", "composed.jsonl"]) {
    test(file, { skip: hasOptional(file) ? false : "the recorded answers are not there" }, () => {
      const valid = readJsonLines<Recorded>(path.join(OPTIONAL_CONFORMANCE, file)).filter((record) => record.valid);
      const warned = valid.filter((record) => {
        const { grammar, settings } = contextOf(record);
        return inspect(parseRequest(record.sql, grammar), settings).warnings.some(({ severity }) => severity === "warning");
      });
      console.log(`${file}: warnings on ${warned.length} of ${valid.length}`);
      assert.ok(warned.length <= 0.02 * valid.length, `${warned.length} of ${valid.length}`);
    });
  }
});
