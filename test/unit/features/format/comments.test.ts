/**
 * The form of comments, each of which stays where it was.
 */
import { checkFormat } from "./checkFormat";

checkFormat(
  "a comment behind a word stays there",
  `select a -- the key
from t`,
  `SELECT a -- the key
FROM t`,
);
checkFormat(
  "a comment behind a comma",
  `select a, -- the key
 b -- the value
from t`,
  `SELECT
  a, -- the key
  b -- the value
FROM t`,
);
checkFormat(
  "a comment before a comma moves behind it",
  `select a -- the key
, b from t`,
  `SELECT
  a, -- the key
  b
FROM t`,
);
checkFormat(
  "a comment in a line of its own",
  `select a,
-- the value
b
from t`,
  `SELECT
  a,
  -- the value
  b
FROM t`,
);
checkFormat(
  "before a clause",
  `select a
from t
-- only the newest
where b = 1`,
  `SELECT a
FROM t
-- only the newest
WHERE b = 1`,
);
checkFormat(
  "before a statement",
  `-- first

-- second
select 1`,
  `-- first

-- second
SELECT 1`,
);
checkFormat(
  "behind a statement",
  `select 1; -- done
select 2`,
  `SELECT 1; -- done
SELECT 2`,
);
checkFormat(
  "at the end",
  `select 1;
-- that is all
`,
  `SELECT 1;
-- that is all
`,
);
checkFormat("at the end without a semicolon", "select 1 -- that is all", "SELECT 1 -- that is all");
checkFormat("a block comment in a line", "select a /* key */, b from t", "SELECT a /* key */, b FROM t");
checkFormat("a block comment before a word", "select /* key */ a from t", "SELECT /* key */ a FROM t");
checkFormat(
  "a block comment of several lines",
  `/*
 * first
 */
select a from t`,
  `/*
 * first
 */
SELECT a FROM t`,
);
checkFormat(
  "a block comment in lines of its own",
  `select a,
/* the value */
b from t`,
  `SELECT
  a,
  /* the value */
  b
FROM t`,
);
checkFormat(
  "in a chain",
  `select a from t
where b = 1 -- one
and c = 2`,
  `SELECT a
FROM t
WHERE b = 1 -- one
  AND c = 2`,
);
checkFormat(
  "in a call",
  `select coalesce(a, -- first
b) from t`,
  `SELECT
  coalesce(
    a, -- first
    b
  )
FROM t`,
);
checkFormat(
  "where no line may end",
  `select cast(a -- key
as varchar) from t`,
  `SELECT
  cast(
    a -- key
    AS VARCHAR
  )
FROM t`,
);
checkFormat(
  "behind an opening parenthesis",
  `select a from ( -- inner
select a from t) as q`,
  `SELECT a
FROM ( -- inner
  SELECT a FROM t
) AS q`,
);
checkFormat(
  "before a closing parenthesis",
  `select a from (select a from t
-- end
) as q`,
  `SELECT a
FROM (
  SELECT a FROM t
  -- end
) AS q`,
);
checkFormat(
  "before a semicolon",
  `select a from t -- end
;`,
  `SELECT a FROM t -- end
;`,
);
checkFormat(
  "with two slashes",
  `select a // the key
from t`,
  `SELECT a // the key
FROM t`,
);
checkFormat(
  "between CTEs",
  `with t as (select 1 as a),
-- the second
u as (select 2 as a)
select a from u`,
  `WITH t AS (SELECT 1 AS a),
-- the second
u AS (SELECT 2 AS a)
SELECT a
FROM u`,
);
checkFormat(
  "in CASE",
  `select case when a = 1 then 2 -- one
else 3 end as x from t`,
  `SELECT
  CASE
    WHEN a = 1 THEN 2 -- one
    ELSE 3
  END AS x
FROM t`,
);
checkFormat(
  "only comments",
  `-- nothing here


-- really`,
  `-- nothing here


-- really`,
);
checkFormat(
  "before END",
  `select case when a = 1 then 2
-- else nothing
end as x from t`,
  `SELECT
  CASE
    WHEN a = 1 THEN 2
    -- else nothing
  END AS x
FROM t`,
);
checkFormat(
  "of druid-sql",
  `-- druid-sql: version=31
select a from t`,
  `-- druid-sql: version=31
SELECT a FROM t`,
);
checkFormat(
  "behind SELECT",
  `select -- all
* from t`,
  `SELECT -- all
  *
FROM t`,
);
checkFormat(
  "with an empty line before it",
  `select a,

-- the value
b from t`,
  `SELECT
  a,

  -- the value
  b
FROM t`,
);
checkFormat(
  "between JOIN and ON",
  `select 1
from a
join b -- other
on a.x = b.x`,
  `SELECT 1
FROM a
JOIN b -- other
  ON a.x = b.x`,
);
checkFormat(
  "comments between SETs",
  `set a = 1; -- one
set b = 2;
-- the query
select 1`,
  `SET a = 1; -- one
SET b = 2;
-- the query
SELECT 1`,
);
checkFormat("two comments behind each other", "select a /* one */ /* two */ from t", "SELECT a /* one */ /* two */ FROM t");
checkFormat(
  "a comment above the first CTE",
  `with
-- one
a as (
  select 1 as x
), b as (select 2 as y)
select * from a, b`,
  `WITH
-- one
a AS (
  SELECT 1 AS x
),
b AS (SELECT 2 AS y)
SELECT *
FROM a, b`,
);
checkFormat(
  "what a comment moves to a line of its own is one level deeper as a whole",
  `select a from -- source
table(extern('{"type":"http","uris":["https://example.com/rides-1.json.gz"]}', '{"type":"json"}', '[]')) join -- other
(select b from u
where c = 1) as v on a = b where x = 1 and -- either
(y = 2
or z = 3) and w in -- list
(1, -- one
2) and case when -- when
f(g, -- g
h) then i end`,
  `SELECT a
FROM -- source
  TABLE(
    extern(
      '{"type":"http","uris":["https://example.com/rides-1.json.gz"]}',
      '{"type":"json"}',
      '[]'
    )
  )
JOIN -- other
  (
    SELECT b
    FROM u
    WHERE c = 1
  ) AS v ON a = b
WHERE x = 1
  AND -- either
    (
      y = 2
      OR z = 3
    )
  AND w IN -- list
    (
      1, -- one
      2
    )
  AND CASE
    WHEN -- when
        f(
          g, -- g
          h
        )
      THEN i
  END`,
);
checkFormat(
  "a comment before OVER, IN and AS",
  `select sum(a) -- sum
over (partition by b rows between unbounded preceding and current row -- frame
) as c from t where d -- d
not in (select 1
from u)`,
  `SELECT
  sum(a) -- sum
    OVER (
      PARTITION BY b
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW -- frame
    ) AS c
FROM t
WHERE d -- d
  NOT IN (
    SELECT 1
    FROM u
  )`,
);
checkFormat(
  "a comment behind an empty line stands there only",
  `select a,

b, -- b
c from t`,
  `SELECT
  a,

  b, -- b
  c
FROM t`,
);
