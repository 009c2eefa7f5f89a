/**
 * What completion leaves out of a long statement before it asks the parser says nothing about what may follow: at places of recorded
 * statements, and of such with long conditions and lists put in, the answer is that for the whole text.
 */
import * as assert from "node:assert/strict";
import path from "node:path";
import { test } from "node:test";
import { FOLLOWERS, PHRASES } from "../../server/src/language/data/phrases";
import { openDocument, type Statement } from "../../server/src/language/syntax/document";
import { createPhrases, takenAt } from "../../server/src/language/syntax/parser/probe";
import { TokenKind } from "../../server/src/language/syntax/tokenKind";
import { significantTokens, tokenEnd, tokenKind } from "../../server/src/language/syntax/tokens";
import { REPOSITORY, readJsonLines } from "../support/corpus";
import { pick, seededRandom } from "../support/random";

const rounds = Number(process.env["FUZZ_ROUNDS"] ?? 1);
const random = seededRandom(Number(process.env["FUZZ_SEED"] ?? 20261));
const QUESTIONS = createPhrases(PHRASES, FOLLOWERS);
const GRAMMAR = { druidVersion: 38, mode: "document" } as const;

/** Statements that nothing is wrong with: behind an error the readings skip different things. */
const STATEMENTS: readonly string[] = readJsonLines<{ readonly sql: string }>(path.join(REPOSITORY, "test/conformance/statements.jsonl"))
  .map(({ sql }) => sql)
  .filter((sql) => openDocument(sql, GRAMMAR).statements.every(({ statement }) => statement.errors.length === 0));

/** Values of every kind, long enough to be left out. */
const VALUES: readonly string[] = [
  "((a = 1 AND b < 2) OR (c LIKE 'x%' AND NOT d IN (1, 2, 3)))",
  "CASE WHEN a = 1 AND b = 2 THEN 'x' WHEN c IS NULL THEN 'y' ELSE CAST(d AS VARCHAR) END",
  "COALESCE(a, LOWER(b), CONCAT(c, 'x', d), TIME_FORMAT(__time, 'yyyy'))",
  "a BETWEEN 1 AND ABS(b) AND c + d * (e - f) / 2 > 7",
  "SUM(a) FILTER (WHERE b = 1 AND c = 2) OVER (PARTITION BY d ORDER BY e ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)",
  "EXTRACT(HOUR FROM TIMESTAMPADD(DAY, -1, TIME_SHIFT(__time, 'P1D', 1)))",
  "NOT (a IS NOT DISTINCT FROM b) AND (SELECT MAX(x) FROM y WHERE z = 1) > 3",
  "JSON_VALUE(a, '$.b' RETURNING BIGINT) + JSON_VALUE(a, '$.c' RETURNING DOUBLE)",
];

/** Places where a value stands in a statement that has one of each. */
const FRAMES: readonly ((value: () => string) => string)[] = [
  (v) =>
    `SELECT ${v()} AS x, ${v()}, ${v()} y FROM t WHERE ${v()} AND ${v()} GROUP BY ${v()}, ${v()} HAVING ${v()} ORDER BY ${v()} DESC, 2`,
  (v) => `INSERT INTO t SELECT ${v()} AS a FROM u JOIN w ON ${v()} LEFT JOIN z ON ${v()} WHERE ${v()} PARTITIONED BY DAY CLUSTERED BY a`,
  (v) =>
    `WITH w AS (SELECT ${v()} AS a FROM t WHERE ${v()} OR ${v()}) SELECT CASE WHEN ${v()} THEN ${v()} ELSE ${v()} END FROM w WHERE ${v()}`,
  (v) => `SELECT f(${v()}, ${v()}), CAST(${v()} AS BIGINT) FROM t WHERE ${v()} UNION ALL SELECT ${v()}, 1 FROM u WHERE NOT ${v()} LIMIT 3`,
];

function checkSame(sql: string): number {
  let places = 0;
  for (const { statement } of openDocument(sql, GRAMMAR).statements) {
    const tokens = significantTokens(statement.tokens);
    if (tokens.length <= 60) continue;
    for (let time = 0; time < 6; time++) {
      const token = tokens[60 + Math.floor(random() * (tokens.length - 60))] as number;
      // Of a NOT that goes on as NOT IN, the whole text makes a skip when parentheses around it are open.
      if (tokenKind(statement.tokens, token) === TokenKind.NOT) continue;
      places++;
      const offset = tokenEnd(statement.tokens, token);
      const cut = openDocument(`${statement.text.slice(0, offset)} `, GRAMMAR).statements[0]?.statement as Statement;
      for (const asked of [statement, cut]) {
        const phrases = (reading: "shortened" | "whole") => takenAt(asked, offset, QUESTIONS, reading).map((index) => PHRASES[index]);
        assert.deepEqual(phrases("shortened"), phrases("whole"), statement.text.slice(0, offset));
      }
    }
  }
  return places;
}

test("recorded statements", () => {
  let places = 0;
  for (let round = 0; round < 400 * rounds; round++) places += checkSame(pick(random, STATEMENTS));
  assert.ok(places > 100 * rounds, String(places));
});

test("statements with long values everywhere", () => {
  let places = 0;
  for (let round = 0; round < 60 * rounds; round++) places += checkSame(pick(random, FRAMES)(() => pick(random, VALUES)));
  assert.ok(places > 300 * rounds, String(places));
});
