/**
 * The form of FROM, joins and CTEs.
 */
import { checkFormat } from "./checkFormat";

checkFormat("a join in one line", "select a.x from a join b on a.x = b.x", "SELECT a.x FROM a JOIN b ON a.x = b.x");
checkFormat(
  "joins in lines",
  `select a.x
from a join b on a.x = b.x left outer join c using (x)`,
  `SELECT a.x
FROM a
JOIN b ON a.x = b.x
LEFT OUTER JOIN c USING (x)`,
);
checkFormat(
  "ON that the author put in a line",
  `select a.x
from a
join b
on a.x = b.x`,
  `SELECT a.x
FROM a
JOIN b
  ON a.x = b.x`,
);
checkFormat(
  "a long condition of a join",
  `select a.x
from first_datasource as a
left join second_datasource as b on a.customer_identifier = b.customer_identifier and a.country = b.country`,
  `SELECT a.x
FROM first_datasource AS a
LEFT JOIN second_datasource AS b
  ON a.customer_identifier = b.customer_identifier AND a.country = b.country`,
);
checkFormat("tables with commas", "select a.x from a, b where a.x = b.x", "SELECT a.x FROM a, b WHERE a.x = b.x");
checkFormat(
  "tables with commas in lines",
  `select a.x
from a,
b
where a.x = b.x`,
  `SELECT a.x
FROM a,
  b
WHERE a.x = b.x`,
);
checkFormat(
  "CROSS JOIN UNNEST",
  `select d from t
cross join unnest(mv_to_array(tags)) as u(d)`,
  `SELECT d
FROM t
CROSS JOIN UNNEST(mv_to_array(tags)) AS u(d)`,
);
checkFormat("a query in FROM", "select x from (select a as x from t) as q", "SELECT x FROM (SELECT a AS x FROM t) AS q");
checkFormat(
  "a query in FROM in lines",
  `select x from (select a as x
from t) as q where x > 1`,
  `SELECT x
FROM (
  SELECT a AS x
  FROM t
) AS q
WHERE x > 1`,
);
checkFormat(
  "a join with a query",
  `select a.x
from a
left join (select x, max(y) as y
from b group by x) as b on a.x = b.x`,
  `SELECT a.x
FROM a
LEFT JOIN (
  SELECT x, max(y) AS y
  FROM b
  GROUP BY x
) AS b ON a.x = b.x`,
);
checkFormat(
  "a join in parentheses",
  "select 1 from (a join b on a.x = b.x) join c on c.x = a.x",
  "SELECT 1 FROM (a JOIN b ON a.x = b.x) JOIN c ON c.x = a.x",
);
checkFormat("one CTE", "with t as (select a from b) select a from t", "WITH t AS (SELECT a FROM b) SELECT a FROM t");
checkFormat(
  "a CTE in lines",
  `with t as (select a
from b) select a from t`,
  `WITH t AS (
  SELECT a
  FROM b
)
SELECT a
FROM t`,
);
checkFormat(
  "several CTEs",
  `with t as (select a from b where c = 1),
u as (select a from t
where a > 1)
select a from u`,
  `WITH t AS (SELECT a FROM b WHERE c = 1),
u AS (
  SELECT a
  FROM t
  WHERE a > 1
)
SELECT a
FROM u`,
);
checkFormat(
  "CTEs with empty lines between them",
  `with t as (
select a from b
),

u as (
select a from t
)

select a from u`,
  `WITH t AS (
  SELECT a FROM b
),

u AS (
  SELECT a FROM t
)

SELECT a
FROM u`,
);
checkFormat("a CTE with columns", "with t(x, y) as (select 1, 2) select x from t", "WITH t (x, y) AS (SELECT 1, 2) SELECT x FROM t");
checkFormat(
  "a CTE in a subquery",
  `select x from (with t as (select 1 as x)
select x from t)`,
  `SELECT x
FROM (
  WITH t AS (SELECT 1 AS x)
  SELECT x
  FROM t
)`,
);
checkFormat(
  "lookups and system tables",
  `select k, v from lookup.countries;
select segment_id from sys.segments where is_active = 1`,
  `SELECT k, v FROM lookup.countries;
SELECT segment_id FROM sys.segments WHERE is_active = 1`,
);
checkFormat("LATERAL", "select a from t, lateral (select 1)", "SELECT a FROM t, LATERAL (SELECT 1)");
checkFormat("a quoted name keeps its case", `select "Page" from "Wikipedia"`, `SELECT "Page" FROM "Wikipedia"`);
checkFormat(
  "NATURAL JOIN",
  `select 1
from a natural join b cross join c`,
  `SELECT 1
FROM a
NATURAL JOIN b
CROSS JOIN c`,
);
checkFormat("TABLESAMPLE", "select 1 from t tablesample bernoulli(10)", "SELECT 1 FROM t TABLESAMPLE BERNOULLI (10)");
