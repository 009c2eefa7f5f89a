/**
 * The form of expressions.
 */
import { checkFormat } from "./checkFormat";

checkFormat(
  "blanks around operators",
  "select a+b*c, a||b, a=b, a<>b, a!=b from t",
  "SELECT a + b * c, a || b, a = b, a <> b, a != b FROM t",
);
checkFormat("signs stand at their operand", "select -1, - a, +b, - -1, a - -b from t", "SELECT -1, -a, +b, - -1, a - -b FROM t");
checkFormat("no blanks in brackets", "select f( a , b ), arr[ 1 ] from t where ( a = 1 )", "SELECT f(a, b), arr[1] FROM t WHERE (a = 1)");
checkFormat("names with dots", "select t . a, t.* from druid . t", "SELECT t.a, t.* FROM druid.t");
checkFormat("AND and OR", "select a from t where a = 1 and b = 2 or c = 3", "SELECT a FROM t WHERE a = 1 AND b = 2 OR c = 3");
checkFormat(
  "a chain that the author broke",
  `select a from t
where a = 1
and b = 2
and c = 3`,
  `SELECT a
FROM t
WHERE a = 1
  AND b = 2
  AND c = 3`,
);
checkFormat(
  "a chain that does not fit",
  `select a
from t
where channel = '#en.wikipedia' and "namespace" = 'Main' and added > 1000 and deleted < 10 and "user" is not null`,
  `SELECT a
FROM t
WHERE channel = '#en.wikipedia'
  AND "namespace" = 'Main'
  AND added > 1000
  AND deleted < 10
  AND "user" IS NOT NULL`,
);
checkFormat(
  "OR in parentheses",
  `select a
from t
where channel = '#en.wikipedia' and ("namespace" = 'Main' or "namespace" = 'Talk' or "namespace" = 'User' or added > 1000)`,
  `SELECT a
FROM t
WHERE channel = '#en.wikipedia'
  AND ("namespace" = 'Main' OR "namespace" = 'Talk' OR "namespace" = 'User' OR added > 1000)`,
);
checkFormat(
  "AND inside of OR",
  `select a
from t
where channel = '#en.wikipedia' and "namespace" = 'Main' or channel = '#de.wikipedia' and "namespace" = 'Talk' and added > 1000`,
  `SELECT a
FROM t
WHERE channel = '#en.wikipedia' AND "namespace" = 'Main'
  OR channel = '#de.wikipedia' AND "namespace" = 'Talk' AND added > 1000`,
);
checkFormat(
  "NOT, IS and LIKE",
  "select a from t where not a is null and b is not distinct from c and d not like 'x%' escape '!'",
  "SELECT a FROM t WHERE NOT a IS NULL AND b IS NOT DISTINCT FROM c AND d NOT LIKE 'x%' ESCAPE '!'",
);
checkFormat(
  "BETWEEN",
  "select a from t where __time between timestamp '2024-01-01' and timestamp '2024-02-01'",
  "SELECT a FROM t WHERE __time BETWEEN TIMESTAMP '2024-01-01' AND TIMESTAMP '2024-02-01'",
);
checkFormat(
  "a long BETWEEN",
  `select a
from wikipedia
where time_floor(__time, 'PT1H', null, 'Europe/Berlin') between timestamp '2024-01-01 00:00:00' and timestamp '2024-02-01 00:00:00'`,
  `SELECT a
FROM wikipedia
WHERE time_floor(__time, 'PT1H', NULL, 'Europe/Berlin')
  BETWEEN TIMESTAMP '2024-01-01 00:00:00' AND TIMESTAMP '2024-02-01 00:00:00'`,
);
checkFormat("IN with few items", "select a from t where b in (1,2,3)", "SELECT a FROM t WHERE b IN (1, 2, 3)");
checkFormat(
  "IN with many items is filled",
  `select a
from t
where country in ('Australia', 'Austria', 'Belgium', 'Brazil', 'Canada', 'Chile', 'Denmark', 'Estonia', 'Finland', 'France', 'Germany')`,
  `SELECT a
FROM t
WHERE country IN (
  'Australia', 'Austria', 'Belgium', 'Brazil', 'Canada', 'Chile', 'Denmark', 'Estonia', 'Finland',
  'France', 'Germany'
)`,
);
checkFormat("IN with a query", "select a from t where b in (select b from u)", "SELECT a FROM t WHERE b IN (SELECT b FROM u)");
checkFormat(
  "IN with a query in lines",
  `select a from t where b in (select b
from u)`,
  `SELECT a
FROM t
WHERE b IN (
  SELECT b
  FROM u
)`,
);
checkFormat(
  "EXISTS and NOT IN",
  "select a from t where b not in (1, 2) and exists (select 1 from u)",
  "SELECT a FROM t WHERE b NOT IN (1, 2) AND EXISTS (SELECT 1 FROM u)",
);
checkFormat(
  "CASE in one line",
  "select case when a = 1 then 'one' else 'more' end as n from t",
  "SELECT CASE WHEN a = 1 THEN 'one' ELSE 'more' END AS n FROM t",
);
checkFormat(
  "CASE in lines",
  `select case when a = 1 then 'one'
when a = 2 then 'two' else 'more' end as n from t`,
  `SELECT
  CASE
    WHEN a = 1 THEN 'one'
    WHEN a = 2 THEN 'two'
    ELSE 'more'
  END AS n
FROM t`,
);
checkFormat(
  "CASE with an operand",
  "select case a when 1 then 'one' when 2 then 'two' end as n from t",
  "SELECT CASE a WHEN 1 THEN 'one' WHEN 2 THEN 'two' END AS n FROM t",
);
checkFormat(
  "a long CASE",
  "select case when channel = '#en.wikipedia' then 'English' when channel = '#de.wikipedia' then 'German' else 'other' end as lang from t",
  `SELECT
  CASE
    WHEN channel = '#en.wikipedia' THEN 'English'
    WHEN channel = '#de.wikipedia' THEN 'German'
    ELSE 'other'
  END AS lang
FROM t`,
);
checkFormat(
  "a long branch",
  `select case when channel = '#en.wikipedia' and "namespace" = 'Main' and added > 1000 then concat('English', ' ', 'main page') end as kind from t`,
  `SELECT
  CASE
    WHEN channel = '#en.wikipedia' AND "namespace" = 'Main' AND added > 1000
      THEN concat('English', ' ', 'main page')
  END AS kind
FROM t`,
);
checkFormat(
  "a call that fits",
  "select coalesce(nullif(trim(both ' ' from a), ''), 'none') from t",
  "SELECT coalesce(nullif(trim(BOTH ' ' FROM a), ''), 'none') FROM t",
);
checkFormat(
  "a call that does not fit",
  `select coalesce(time_parse("Trip End Timestamp", 'MM/dd/yyyy hh:mm:ss a'), time_parse("Trip Start Timestamp", 'MM/dd/yyyy hh:mm:ss a')) as __time from trips`,
  `SELECT
  coalesce(
    time_parse("Trip End Timestamp", 'MM/dd/yyyy hh:mm:ss a'),
    time_parse("Trip Start Timestamp", 'MM/dd/yyyy hh:mm:ss a')
  ) AS __time
FROM trips`,
);
checkFormat(
  "a call that was broken without need is joined",
  `select coalesce(
  a,
  b
) from t`,
  "SELECT coalesce(a, b) FROM t",
);
checkFormat(
  "special calls",
  "select cast(a as varchar(10)), extract(year from b), floor(__time to day), position('a' in c), substring(a from 1 for 2), ceil(__time to month) from t",
  `SELECT
  cast(a AS VARCHAR(10)),
  extract(YEAR FROM b),
  floor(__time TO DAY),
  position('a' IN c),
  substring(a FROM 1 FOR 2),
  ceil(__time TO MONTH)
FROM t`,
);
checkFormat(
  "types whose parentheses stand apart",
  "select cast(a as varchar (10)), cast(b as decimal( 10 , 2 )), cast(c as type ( 'COMPLEX<json>' )) from t",
  "SELECT cast(a AS VARCHAR(10)), cast(b AS DECIMAL(10, 2)), cast(c AS TYPE('COMPLEX<json>')) FROM t",
);
checkFormat(
  "types of several words",
  "select cast(a as timestamp ( 3 ) with local time zone), cast(b as map<varchar,bigint>  array), cast(c as double   precision) from t",
  `SELECT
  cast(a AS TIMESTAMP(3) WITH LOCAL TIME ZONE),
  cast(b AS MAP<VARCHAR, BIGINT> ARRAY),
  cast(c AS DOUBLE PRECISION)
FROM t`,
);
checkFormat(
  "a long CAST",
  "select cast(json_value(payload, '$.customer.address.street.name' returning varchar) || json_value(payload, '$.customer.number') as varchar) from t",
  `SELECT
  cast(
    json_value(payload, '$.customer.address.street.name' RETURNING VARCHAR)
      || json_value(payload, '$.customer.number')
    AS VARCHAR
  )
FROM t`,
);
checkFormat("COUNT and DISTINCT", "select count( * ), count(distinct a) from t", "SELECT count(*), count(DISTINCT a) FROM t");
checkFormat("FILTER", "select count(*) filter(where a = 1) as ones from t", "SELECT count(*) FILTER (WHERE a = 1) AS ones FROM t");
checkFormat(
  "a long FILTER",
  `select count(*) filter (where channel = '#en.wikipedia' and "namespace" = 'Main' and added > 1000 and deleted = 0) as edits from t`,
  `SELECT
  count(*) FILTER (
    WHERE channel = '#en.wikipedia' AND "namespace" = 'Main' AND added > 1000 AND deleted = 0
  ) AS edits
FROM t`,
);
checkFormat(
  "OVER",
  "select sum(a) over(partition by b order by c rows between 1 preceding and current row) as s from t",
  "SELECT sum(a) OVER (PARTITION BY b ORDER BY c ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS s FROM t",
);
checkFormat(
  "a long OVER",
  `select sum(a) over (partition by channel, "namespace" order by __time desc rows between unbounded preceding and current row) as running_total from t`,
  `SELECT
  sum(a) OVER (
    PARTITION BY channel, "namespace"
    ORDER BY __time DESC
    ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
  ) AS running_total
FROM t`,
);
checkFormat(
  "aggregates with ORDER BY",
  "select array_agg(distinct a order by a), listagg(a, ',') within group(order by a) from t",
  "SELECT array_agg(DISTINCT a ORDER BY a), listagg(a, ',') WITHIN GROUP (ORDER BY a) FROM t",
);
checkFormat(
  "literals",
  "select date '2024-01-01', timestamp '2024-01-01 00:00:00', interval '1' day, true, null, 1.5e3, x'1F', U&'\\0041' from t",
  `SELECT
  DATE '2024-01-01',
  TIMESTAMP '2024-01-01 00:00:00',
  INTERVAL '1' DAY,
  TRUE,
  NULL,
  1.5e3,
  x'1F',
  U&'\\0041'
FROM t`,
);
checkFormat("strings stay as they are", "select 'it''s  here', '  select  ' from t", "SELECT 'it''s  here', '  select  ' FROM t");
checkFormat(
  "a string of several lines stays as it is",
  `select 'one
  two' from t`,
  `SELECT
  'one
  two'
FROM t`,
);
checkFormat("arrays and rows", "select array[1,2,3], row(1, 2), (a, b) from t", "SELECT ARRAY[1, 2, 3], ROW(1, 2), (a, b) FROM t");
checkFormat("parameters", "select a from t where b = ? and c in (?,?)", "SELECT a FROM t WHERE b = ? AND c IN (?, ?)");
checkFormat(
  "a long sum",
  "select revenue_from_subscriptions + revenue_from_advertising + revenue_from_licensing - cost_of_goods as gross_margin_total from t",
  `SELECT
  revenue_from_subscriptions + revenue_from_advertising + revenue_from_licensing
    - cost_of_goods AS gross_margin_total
FROM t`,
);
checkFormat(
  "a long concatenation",
  "select 'https://' || host_name || ':' || cast(port_number as varchar) || '/' || path_of_resource || '?' || query_string as url from t",
  `SELECT
  'https://' || host_name || ':' || cast(port_number AS VARCHAR) || '/' || path_of_resource || '?'
    || query_string AS url
FROM t`,
);
checkFormat(
  "a long comparison",
  `select a
from t
where json_value(payload, '$.customer.address.street.name') = concat(first_part_of_name, ' ', second_part_of_name)`,
  `SELECT a
FROM t
WHERE json_value(payload, '$.customer.address.street.name')
  = concat(first_part_of_name, ' ', second_part_of_name)`,
);
checkFormat(
  "a scalar query",
  `select a from t where b > (select avg(b)
from t)`,
  `SELECT a
FROM t
WHERE b > (
  SELECT avg(b)
  FROM t
)`,
);
checkFormat(
  "SIMILAR TO and quantifiers",
  "select a from t where b similar to 'x' and c = any (select 1)",
  "SELECT a FROM t WHERE b SIMILAR TO 'x' AND c = ANY (SELECT 1)",
);
checkFormat(
  "JSON functions",
  "select json_value(a, '$.x' returning bigint), json_object(key 'a' value 1) from t",
  "SELECT json_value(a, '$.x' RETURNING BIGINT), json_object(KEY 'a' VALUE 1) FROM t",
);
checkFormat(
  "named arguments",
  "select * from table(http(uris=>array['https://example.com/a.json'], format=>'json')) extend (x varchar)",
  `SELECT *
FROM TABLE(http(uris => ARRAY['https://example.com/a.json'], format => 'json')) EXTEND (x VARCHAR)`,
);
checkFormat(
  "interval arithmetic",
  "select current_timestamp - interval '1' day, timestampadd(day, -1, current_timestamp) from t",
  "SELECT current_timestamp - INTERVAL '1' DAY, timestampadd(DAY, -1, current_timestamp) FROM t",
);
checkFormat("escapes of JDBC", "select {d '2024-01-01'}, {fn upper(a)} from t", "SELECT {d '2024-01-01'}, {fn upper(a)} FROM t");
checkFormat("a number that runs into a word", "select 0x1F,1_000 ,2 n,3as m from t", "SELECT 0x1F, 1_000, 2 n, 3 AS m FROM t");
checkFormat(
  "the parentheses of a first operand close as deep as its line",
  `select case when a then b
when c then d end * 100 as e, f((select 1
from t), g) || 'h' as i
from t where f((select 1
from t), g) > 1`,
  `SELECT
  CASE
    WHEN a THEN b
    WHEN c THEN d
  END * 100 AS e,
  f(
    (
      SELECT 1
      FROM t
    ),
    g
  ) || 'h' AS i
FROM t
WHERE f(
  (
    SELECT 1
    FROM t
  ),
  g
) > 1`,
);
checkFormat(
  "in a condition of several parts as deep as AND",
  `select 1 from t where (select 1
from t) > 1 and f((select 1
from t)) between 2 and 3`,
  `SELECT 1
FROM t
WHERE (
    SELECT 1
    FROM t
  ) > 1
  AND f(
    (
      SELECT 1
      FROM t
    )
  ) BETWEEN 2 AND 3`,
);
