/**
 * What folds: each case lists the lines that fold, as `first-last`, with `c` behind comments and `r` behind regions. Lines count from zero.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { foldsOf } from "../../../../server/src/language/features/structure/folding";
import { openDocument } from "../../../../server/src/language/syntax/document";
import { atOnce } from "../../../../server/src/language/text/steps";

const GRAMMAR = { druidVersion: 38, mode: "document" } as const;

function checkFolds(name: string, lines: readonly string[], expected: string): void {
  for (const lineBreak of ["\n", "\r\n"]) {
    test(lineBreak === "\n" ? name : `${name}, in lines of Windows`, () => {
      const folds = atOnce(foldsOf(openDocument(lines.join(lineBreak), GRAMMAR)));
      const shown = folds.map(({ startLine, endLine, kind }) => `${startLine}-${endLine}${kind?.[0] ?? ""}`);
      assert.equal(shown.join(" "), expected);
    });
  }
}

checkFolds("a statement of one line", ["SELECT 1;"], "");
checkFolds("a statement", ["SELECT a", "FROM t", "WHERE b = 1;"], "0-2");
checkFolds("two statements", ["SELECT a", "FROM t;", "", "SELECT b", "FROM u;"], "0-1 3-4");
checkFolds("behind a SET", ["SET a = 1;", "SELECT a", "FROM t;"], "1-2");
checkFolds("an empty text", [""], "");
checkFolds(
  "a list of items below a WITH",
  ["WITH q AS (", "  SELECT", "    a,", "    b", "  FROM t", ")", "SELECT a", "FROM q"],
  "0-7 1-3",
);
checkFolds("a second CTE", ["WITH q AS (SELECT 1),", "r AS (", "  SELECT 2", ")", "SELECT 3"], "0-4 1-2");
checkFolds("a query in FROM", ["SELECT a", "FROM (", "  SELECT a", "  FROM t", ") AS q"], "0-4 1-3");
checkFolds("a scalar query", ["SELECT a,", "(", "  SELECT b", "  FROM t", ")", "FROM u"], "0-5 1-3");
checkFolds("CASE", ["SELECT", "  CASE", "    WHEN a THEN b", "    ELSE c", "  END AS d", "FROM t"], "0-5 1-3");
checkFolds("IN", ["SELECT a", "FROM t", "WHERE b IN (", "  1, 2,", "  3", ")"], "0-5 2-4");
checkFolds("a call", ["SELECT a,", "  coalesce(", "    a,", "    b", "  ) AS x", "FROM t"], "0-5 1-3");
checkFolds("a window", ["SELECT a,", "  sum(b) OVER (", "    ORDER BY c", "  )", "FROM t"], "0-4 1-2");
checkFolds("GROUP BY", ["SELECT a", "FROM t", "GROUP BY", "  a,", "  b"], "0-4 2-4");
checkFolds("ORDER BY", ["SELECT a", "FROM t", "ORDER BY", "  a,", "  b"], "0-4 2-4");
checkFolds("CLUSTERED BY", ["INSERT INTO t", "SELECT *", "FROM u", "PARTITIONED BY DAY", "CLUSTERED BY", "  a,", "  b"], "0-6 4-6");
checkFolds("VALUES", ["SELECT *", "FROM (", "  VALUES", "    (1),", "    (2)", ") AS t (a)"], "0-5 1-4 2-4");
checkFolds("conditions in parentheses", ["SELECT a", "FROM t", "WHERE b = 1", "  AND (", "    c = 1", "    OR d = 1", "  )"], "0-6 3-5");
checkFolds("EXTERN", ["SELECT *", "FROM TABLE(", "  EXTERN(", "    '{}',", "    '{}'", "  )", ") EXTEND (a VARCHAR)"], "0-6 1-6 2-4");
checkFolds("EXTEND", ["SELECT *", "FROM TABLE(EXTERN('{}', '{}')) EXTEND (", "  a VARCHAR,", "  b VARCHAR", ")"], "0-4 1-3");
checkFolds(
  "JSON in EXTERN",
  [
    "SELECT *",
    "FROM TABLE(",
    "  EXTERN(",
    "    '{",
    `      "type": "http",`,
    `      "uris": [`,
    `        "x"`,
    "      ]",
    "    }',",
    "    '{}'",
    "  )",
    ") EXTEND (a VARCHAR)",
  ],
  "0-11 1-11 2-9 3-7 5-6",
);
checkFolds("JSON elsewhere", ["SELECT parse_json('{", `"a": 1`, "}')", "FROM t"], "0-3");
checkFolds("a block comment", ["/*", " * first", " */", "SELECT 1"], "0-2c");
checkFolds("a block comment of one line", ["/* first */", "SELECT 1"], "");
checkFolds("line comments", ["-- first", "-- second", "-- third", "SELECT 1"], "0-2c");
checkFolds("a single line comment", ["-- first", "SELECT 1"], "");
checkFolds(
  "line comments with an empty line between them",
  ["-- first", "-- second", "", "-- third", "-- fourth", "SELECT 1"],
  "0-1c 3-4c",
);
checkFolds("comments behind words are no run", ["SELECT a, -- first", "b -- second", "FROM t"], "0-2");
checkFolds("a run begins in a line of its own", ["SELECT 1; -- done", "-- first", "-- second"], "1-2c");
checkFolds("comments inside of a statement", ["SELECT a", "-- first", "-- second", "FROM t"], "0-3 1-2c");
checkFolds("a region around statements", ["-- #region loads", "SELECT 1;", "SELECT 2;", "-- #endregion", "SELECT 3"], "0-3r");
checkFolds(
  "regions in each other, one of them not ended",
  ["-- #region a", "--#region b", "SELECT 1", "FROM t;", "-- #endregion b", "-- #region c", "SELECT 2;", "-- #endregion"],
  "1-4r 2-3 5-7r",
);
checkFolds("no region in a string or behind words", ["SELECT '", "-- #region", "', -- #region", "1;", "-- #endregion"], "0-3");
checkFolds("a text of comments", ["-- first", "-- second"], "0-1c");
checkFolds("what does not parse", ["SELECT a,", "FROM (", "  SELECT b", "  FROM t", ")"], "0-4 1-3");
checkFolds("an open parenthesis", ["SELECT a", "FROM (", "  SELECT b", "  FROM t"], "0-3 1-3");
checkFolds("a template", ["SELECT a", "FROM {{ ref('t') }}", "WHERE b = 1"], "0-2");
checkFolds("UNION", ["SELECT a", "FROM t", "UNION ALL", "SELECT b", "FROM u"], "0-4");
