/**
 * The form of clauses of queries.
 */
import { checkFormat } from "./checkFormat";

checkFormat("a short statement stays in one line", "select 1", "SELECT 1");
checkFormat(
  "what was written in one line stays there while it fits",
  "select page, added from wikipedia where added > 10 limit 5",
  "SELECT page, added FROM wikipedia WHERE added > 10 LIMIT 5",
);
checkFormat(
  "a line that the author ended between clauses ends all of them",
  `select page from wikipedia where added > 10
limit 5`,
  `SELECT page
FROM wikipedia
WHERE added > 10
LIMIT 5`,
);
checkFormat(
  "a statement that does not fit is broken at its clauses",
  "select page, sum(added) as total_added, sum(deleted) as total_deleted from wikipedia where channel = '#en.wikipedia' group by page",
  `SELECT page, sum(added) AS total_added, sum(deleted) AS total_deleted
FROM wikipedia
WHERE channel = '#en.wikipedia'
GROUP BY page`,
);
checkFormat(
  "a list that does not fit has an item in each line",
  `select page, channel, "namespace", sum(added) as total_added, sum(deleted) as total_deleted, count(*) as edits from wikipedia group by page, channel, "namespace"`,
  `SELECT
  page,
  channel,
  "namespace",
  sum(added) AS total_added,
  sum(deleted) AS total_deleted,
  count(*) AS edits
FROM wikipedia
GROUP BY page, channel, "namespace"`,
);
checkFormat(
  "a list that the author broke stays broken",
  `select page,
 added
from wikipedia`,
  `SELECT
  page,
  added
FROM wikipedia`,
);
checkFormat(
  "behind SELECT, too",
  `select
*
from wikipedia`,
  `SELECT
  *
FROM wikipedia`,
);
checkFormat(
  "DISTINCT stays with SELECT",
  `select distinct page, channel
from wikipedia`,
  `SELECT DISTINCT page, channel
FROM wikipedia`,
);
checkFormat(
  "all clauses of a query",
  `select channel, count(*) as edits
from wikipedia
where added > 0
group by channel
having count(*) > 10
order by 2 desc
limit 10 offset 20`,
  `SELECT channel, count(*) AS edits
FROM wikipedia
WHERE added > 0
GROUP BY channel
HAVING count(*) > 10
ORDER BY 2 DESC
LIMIT 10 OFFSET 20`,
);
checkFormat(
  "FETCH and OFFSET",
  `select page from wikipedia
offset 5 rows fetch next 10 rows only`,
  `SELECT page
FROM wikipedia
OFFSET 5 ROWS FETCH NEXT 10 ROWS ONLY`,
);
checkFormat(
  "GROUP BY with expressions",
  `select 1 from wikipedia
group by time_floor(__time, 'PT1H'), lower(channel), case when added > 0 then 'more' else 'less' end, page`,
  `SELECT 1
FROM wikipedia
GROUP BY
  time_floor(__time, 'PT1H'),
  lower(channel),
  CASE WHEN added > 0 THEN 'more' ELSE 'less' END,
  page`,
);
checkFormat(
  "ROLLUP, CUBE and GROUPING SETS",
  `select a, b from t group by rollup (a, b);
select a, b from t group by cube(a, b);
select a, b from t group by grouping sets((a, b), (a), ())`,
  `SELECT a, b FROM t GROUP BY ROLLUP(a, b);
SELECT a, b FROM t GROUP BY CUBE(a, b);
SELECT a, b FROM t GROUP BY GROUPING SETS ((a, b), (a), ())`,
);
checkFormat(
  "ORDER BY with directions",
  `select a from t
order by a desc nulls last, b asc`,
  `SELECT a
FROM t
ORDER BY a DESC NULLS LAST, b ASC`,
);
checkFormat("EXPLAIN stands before its statement", "explain plan for select a from t", "EXPLAIN PLAN FOR SELECT a FROM t");
checkFormat(
  "EXPLAIN of a long statement",
  `explain plan for select a
from t`,
  `EXPLAIN PLAN FOR
SELECT a
FROM t`,
);
checkFormat("VALUES", "select * from (values (1, 'a'), (2, 'b')) as t (n, s)", "SELECT * FROM (VALUES (1, 'a'), (2, 'b')) AS t(n, s)");
checkFormat(
  "long VALUES",
  "select * from (values (1, 'first of many'), (2, 'second of many'), (3, 'third of many'), (4, 'the last one')) as t (n, s)",
  `SELECT *
FROM (
  VALUES (1, 'first of many'), (2, 'second of many'), (3, 'third of many'), (4, 'the last one')
) AS t(n, s)`,
);
checkFormat("TABLE as a query", "table wikipedia", "TABLE wikipedia");
checkFormat(
  "a semicolon moves to its statement",
  `select 1
;`,
  "SELECT 1;",
);
checkFormat(
  "window definitions",
  `select sum(a) over w from t
window w as (partition by b order by c)`,
  `SELECT sum(a) OVER w
FROM t
WINDOW w AS (PARTITION BY b ORDER BY c)`,
);
checkFormat(
  "several window definitions",
  `select sum(a) over w, sum(b) over v from t
window w as (partition by b),
v as (order by c)`,
  `SELECT sum(a) OVER w, sum(b) OVER v
FROM t
WINDOW
  w AS (PARTITION BY b),
  v AS (ORDER BY c)`,
);
checkFormat(
  "QUALIFY",
  `select a from t
qualify row_number() over (partition by a order by b) = 1`,
  `SELECT a
FROM t
QUALIFY row_number() OVER (PARTITION BY a ORDER BY b) = 1`,
);
checkFormat("set operations", "select a from t union all select a from u", "SELECT a FROM t UNION ALL SELECT a FROM u");
checkFormat(
  "set operations in lines",
  `select a from t
union all
select a from u order by a`,
  `SELECT a FROM t
UNION ALL
SELECT a FROM u
ORDER BY a`,
);
checkFormat(
  "empty lines between clauses stay, one at most",
  `select a



from t

where b = 1`,
  `SELECT a

FROM t

WHERE b = 1`,
);
checkFormat("hints stay", "select /*+ sort_merge */ a from t", "SELECT /*+ sort_merge */ a FROM t");
