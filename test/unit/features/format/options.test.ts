/**
 * The form of the options.
 */
import { checkFormat } from "./checkFormat";

checkFormat("lower case", "SELECT a FROM t WHERE b IS NOT NULL", "select a from t where b is not null", { keywordCase: "lower" });
checkFormat("case as written", "Select a From t Where b is Not Null", "Select a From t Where b is Not Null", { keywordCase: "keep" });
checkFormat(
  "functions keep their case",
  "select Count(*), sum(a), CAST(b as varchar), cast(c as bigint) from t",
  "SELECT Count(*), sum(a), CAST(b AS VARCHAR), cast(c AS BIGINT) FROM t",
);
checkFormat(
  "keywords as names keep their case",
  `select "value", Type, name, t.Level, key as Label from t as data`,
  `SELECT "value", Type, name, t.Level, key AS Label FROM t AS data`,
);
checkFormat(
  "units and types are keywords",
  "select floor(__time to day), cast(a as varchar) from t",
  "SELECT floor(__time TO DAY), cast(a AS VARCHAR) FROM t",
);
checkFormat("names that look like keywords in calls", "select max(first), last from t", "SELECT max(first), last FROM t", {
  keywordCase: "upper",
});
checkFormat(
  "an indent of four blanks",
  `select a,
b
from t`,
  `SELECT
    a,
    b
FROM t`,
  { indentWidth: 4 },
);
checkFormat(
  "tabs",
  `select a,
b
from t`,
  "SELECT\n\ta,\n\tb\nFROM t",
  { indentWith: "tabs" },
);
checkFormat(
  "tabs with a query in parentheses",
  `select a from (select a
from t)`,
  "SELECT a\nFROM (\n\tSELECT a\n\tFROM t\n)",
  { indentWith: "tabs", indentWidth: 4 },
);
checkFormat(
  "commas in front",
  `select a, b,
c
from t`,
  `SELECT
  a
  , b
  , c
FROM t`,
  { commas: "leading" },
);
checkFormat(
  "commas in front with comments",
  `select a, -- one
b, -- two
-- about c
c
from t`,
  `SELECT
  a -- one
  , b -- two
  -- about c
  , c
FROM t`,
  { commas: "leading" },
);
checkFormat(
  "commas in front of CTEs",
  `with a as (select 1
from t), b as (select 2 from t)
select 1 from b`,
  `WITH a AS (
  SELECT 1
  FROM t
)
, b AS (SELECT 2 FROM t)
SELECT 1
FROM b`,
  { commas: "leading" },
);
checkFormat(
  "commas in front in calls",
  "select coalesce(first_long_column_name, second_long_column_name, third_long_column_name, 'nothing at all') as x from t",
  `SELECT
  coalesce(
    first_long_column_name
    , second_long_column_name
    , third_long_column_name
    , 'nothing at all'
  ) AS x
FROM t`,
  { commas: "leading" },
);
checkFormat("commas in front in one line", "select a, b from t", "SELECT a, b FROM t", { commas: "leading" });
checkFormat(
  "commas in front of tables",
  `select 1
from a,
b`,
  `SELECT 1
FROM a
  , b`,
  { commas: "leading" },
);
checkFormat(
  "commas go back behind",
  `select a -- one
, b -- two
-- about c
, c
from t`,
  `SELECT
  a, -- one
  b, -- two
  -- about c
  c
FROM t`,
);
checkFormat(
  "a narrow line",
  "select page, added from wikipedia where added > 10",
  `SELECT page, added
FROM wikipedia
WHERE added > 10`,
  { lineWidth: 40 },
);
checkFormat(
  "a wide line",
  `select page, channel, "namespace", sum(added) as total_added, sum(deleted) as total_deleted, count(*) as edits from wikipedia`,
  `SELECT page, channel, "namespace", sum(added) AS total_added, sum(deleted) AS total_deleted, count(*) AS edits FROM wikipedia`,
  { lineWidth: 200 },
);
checkFormat(
  "a narrow line with IN",
  "select a from t where b in (100, 200, 300, 400, 500, 600, 700, 800)",
  `SELECT a
FROM t
WHERE b IN (
  100, 200, 300, 400, 500, 600, 700, 800
)`,
  { lineWidth: 40 },
);
checkFormat("lower case leaves names alone", "SELECT Level, COUNT(*) FROM T AS Data", "select Level, COUNT(*) from T as Data", {
  keywordCase: "lower",
});
