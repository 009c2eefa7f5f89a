/**
 * The form of INSERT, REPLACE, SET and EXTERN.
 */
import { checkFormat } from "./checkFormat";

checkFormat("INSERT", "insert into t select a from u partitioned by all", "INSERT INTO t SELECT a FROM u PARTITIONED BY ALL");
checkFormat(
  "INSERT in lines",
  `insert into t
select a, b from u
partitioned by day clustered by a,b`,
  `INSERT INTO t
SELECT a, b FROM u
PARTITIONED BY DAY
CLUSTERED BY a, b`,
);
checkFormat(
  "REPLACE ALL",
  `replace into t overwrite all select a, b
from u
partitioned by all time`,
  `REPLACE INTO t OVERWRITE ALL
SELECT a, b
FROM u
PARTITIONED BY ALL TIME`,
);
checkFormat(
  "REPLACE WHERE",
  `replace into t overwrite where __time >= timestamp '2024-01-01' and __time < timestamp '2024-02-01' select a
from u
partitioned by month`,
  `REPLACE INTO t OVERWRITE WHERE __time >= TIMESTAMP '2024-01-01' AND __time < TIMESTAMP '2024-02-01'
SELECT a
FROM u
PARTITIONED BY MONTH`,
);
checkFormat(
  "REPLACE with a long WHERE",
  `replace into "a_datasource_with_a_name" overwrite where __time >= timestamp '2024-01-01 00:00:00' and __time < timestamp '2024-02-01 00:00:00' select a
from u
partitioned by month`,
  `REPLACE INTO "a_datasource_with_a_name"
OVERWRITE WHERE __time >= TIMESTAMP '2024-01-01 00:00:00'
  AND __time < TIMESTAMP '2024-02-01 00:00:00'
SELECT a
FROM u
PARTITIONED BY MONTH`,
);
checkFormat(
  "WITH in an INSERT",
  `insert into t with q as (select a
from u) select a from q partitioned by hour`,
  `INSERT INTO t
WITH q AS (
  SELECT a
  FROM u
)
SELECT a
FROM q
PARTITIONED BY HOUR`,
);
checkFormat(
  "PARTITIONED BY with an expression",
  `insert into t select a
from u
partitioned by time_floor(__time, 'PT6H')`,
  `INSERT INTO t
SELECT a
FROM u
PARTITIONED BY time_floor(__time, 'PT6H')`,
);
checkFormat(
  "many columns to cluster by",
  `insert into t select *
from u
partitioned by day
clustered by first_long_column_name, second_long_column_name, third_long_column_name, fourth_column`,
  `INSERT INTO t
SELECT *
FROM u
PARTITIONED BY DAY
CLUSTERED BY first_long_column_name, second_long_column_name, third_long_column_name, fourth_column`,
);
checkFormat(
  "an export",
  `insert into extern(s3(bucket => 'b', prefix => 'p')) as csv select a
from t`,
  `INSERT INTO EXTERN(s3(bucket => 'b', prefix => 'p')) AS csv
SELECT a
FROM t`,
);
checkFormat(
  "SETs have lines of their own",
  "set sqlTimeZone = 'UTC'; set useCache = false; select a from t",
  `SET sqlTimeZone = 'UTC';
SET useCache = FALSE;
SELECT a FROM t`,
);
checkFormat(
  "EXTERN with short JSON",
  `select * from table(extern('{"type":"inline","data":"a"}', '{"type":"csv"}')) extend (x varchar)`,
  `SELECT * FROM TABLE(extern('{"type":"inline","data":"a"}', '{"type":"csv"}')) EXTEND (x VARCHAR)`,
);
checkFormat(
  "EXTERN with long JSON",
  `insert into w select * from table(extern('{"type":"http","uris":["https://example.com/data/one.json.gz","https://example.com/data/two.json.gz"]}', '{"type":"json"}')) extend ("timestamp" varchar, page varchar, added bigint) partitioned by day`,
  `INSERT INTO w
SELECT *
FROM TABLE(
  extern(
    '{
      "type": "http",
      "uris": ["https://example.com/data/one.json.gz", "https://example.com/data/two.json.gz"]
    }',
    '{"type":"json"}'
  )
) EXTEND ("timestamp" VARCHAR, page VARCHAR, added BIGINT)
PARTITIONED BY DAY`,
);
checkFormat(
  "EXTERN with a signature",
  `select * from table(extern('{"type":"http","uris":["https://example.com/wikipedia.json.gz"]}', '{"type":"json"}', '[{"name":"timestamp","type":"string"},{"name":"page","type":"string"},{"name":"added","type":"long"}]'))`,
  `SELECT *
FROM TABLE(
  extern(
    '{"type":"http","uris":["https://example.com/wikipedia.json.gz"]}',
    '{"type":"json"}',
    '[
      {"name": "timestamp", "type": "string"},
      {"name": "page", "type": "string"},
      {"name": "added", "type": "long"}
    ]'
  )
)`,
);
checkFormat(
  "JSON that the author broke stays broken",
  `select * from table(extern('{
"type": "inline", "data": "a"}', '{"type":"csv"}')) extend (x varchar)`,
  `SELECT *
FROM TABLE(
  extern(
    '{
      "type": "inline",
      "data": "a"
    }',
    '{"type":"csv"}'
  )
) EXTEND (x VARCHAR)`,
);
checkFormat(
  "JSON with quotes of SQL in it",
  `select * from table(extern('{"type":"inline","data":"it''s one, and another one, and more and more of them in one long line"}', '{"type":"csv","columns":["a"]}')) extend (a varchar)`,
  `SELECT *
FROM TABLE(
  extern(
    '{
      "type": "inline",
      "data": "it''s one, and another one, and more and more of them in one long line"
    }',
    '{"type":"csv","columns":["a"]}'
  )
) EXTEND (a VARCHAR)`,
);
checkFormat(
  "JSON with escapes",
  `select * from table(extern('{"type":"inline","data":"a\\"b\\u0041\\\\n and more and more of it in a long line, so that it must be broken"}', '{"type":"csv","columns":["a"]}')) extend (a varchar)`,
  `SELECT *
FROM TABLE(
  extern(
    '{
      "type": "inline",
      "data": "a\\"b\\u0041\\\\n and more and more of it in a long line, so that it must be broken"
    }',
    '{"type":"csv","columns":["a"]}'
  )
) EXTEND (a VARCHAR)`,
);
checkFormat(
  "JSON with a repeated key stays as it is",
  `select * from table(extern('{"type":"http","type":"http","uris":["https://example.com/data/one.json.gz","https://example.com/data/two"]}', '{"type":"json"}')) extend (a varchar)`,
  `SELECT *
FROM TABLE(
  extern(
    '{"type":"http","type":"http","uris":["https://example.com/data/one.json.gz","https://example.com/data/two"]}',
    '{"type":"json"}'
  )
) EXTEND (a VARCHAR)`,
);
checkFormat(
  "what is no JSON stays as it is",
  `select * from table(extern('{type: http, uris: [https://example.com/data/one.json.gz, https://example.com/data/two.json.gz]}', '{"type":"json"}')) extend (a varchar)`,
  `SELECT *
FROM TABLE(
  extern(
    '{type: http, uris: [https://example.com/data/one.json.gz, https://example.com/data/two.json.gz]}',
    '{"type":"json"}'
  )
) EXTEND (a VARCHAR)`,
);
checkFormat(
  "JSON with comments stays as it is",
  `select * from table(extern('{"type":"http", /* two */ "uris":["https://example.com/data/one.json.gz","https://example.com/data/two"]}', '{"type":"json"}')) extend (a varchar)`,
  `SELECT *
FROM TABLE(
  extern(
    '{"type":"http", /* two */ "uris":["https://example.com/data/one.json.gz","https://example.com/data/two"]}',
    '{"type":"json"}'
  )
) EXTEND (a VARCHAR)`,
);
checkFormat(
  "JSON keeps its numbers",
  `select * from table(extern('{"type":"inline","data":"1","big":12345678901234567890,"small":1.0E-10,"zero":-0.0,"nothing":null,"yes":true}', '{"type":"csv"}')) extend (a varchar)`,
  `SELECT *
FROM TABLE(
  extern(
    '{
      "type": "inline",
      "data": "1",
      "big": 12345678901234567890,
      "small": 1.0E-10,
      "zero": -0.0,
      "nothing": null,
      "yes": true
    }',
    '{"type":"csv"}'
  )
) EXTEND (a VARCHAR)`,
);
checkFormat(
  "named arguments of EXTERN",
  `select * from table(extern(inputSource => '{"type":"http","uris":["https://example.com/wikipedia.json.gz"]}', inputFormat => '{"type":"json"}')) extend (page varchar)`,
  `SELECT *
FROM TABLE(
  extern(
    inputSource => '{"type":"http","uris":["https://example.com/wikipedia.json.gz"]}',
    inputFormat => '{"type":"json"}'
  )
) EXTEND (page VARCHAR)`,
);
checkFormat(
  "JSON elsewhere stays as it is",
  `select parse_json('{"a":1,
"b":2}') from t`,
  `SELECT
  parse_json(
    '{"a":1,
"b":2}'
  )
FROM t`,
);
checkFormat(
  "EXTEND with many columns",
  `select * from table(extern('{"type":"inline","data":"a"}', '{"type":"csv"}'))
extend ("timestamp" varchar, page varchar, added bigint, deleted bigint, "user" varchar, comment varchar, delta bigint)`,
  `SELECT *
FROM TABLE(
  extern('{"type":"inline","data":"a"}', '{"type":"csv"}')
) EXTEND (
  "timestamp" VARCHAR,
  page VARCHAR,
  added BIGINT,
  deleted BIGINT,
  "user" VARCHAR,
  comment VARCHAR,
  delta BIGINT
)`,
);
checkFormat(
  "empty JSON containers",
  `select * from table(extern('{"type":"http","uris":[],"properties":{},"more":["https://example.com/data/one.json.gz","https://example.com/two"]}', '{"type":"json"}')) extend (a varchar)`,
  `SELECT *
FROM TABLE(
  extern(
    '{
      "type": "http",
      "uris": [],
      "properties": {},
      "more": ["https://example.com/data/one.json.gz", "https://example.com/two"]
    }',
    '{"type":"json"}'
  )
) EXTEND (a VARCHAR)`,
);
checkFormat("APPEND", "select page from table(append('a','b','c'))", "SELECT page FROM TABLE(append('a', 'b', 'c'))");
checkFormat(
  "types with arguments",
  `select * from table(extern('{"type":"inline","data":"a"}', '{"type":"csv"}')) extend (x type('COMPLEX<json>'), y varchar array, z decimal(10,2))`,
  `SELECT *
FROM TABLE(
  extern('{"type":"inline","data":"a"}', '{"type":"csv"}')
) EXTEND (x TYPE('COMPLEX<json>'), y VARCHAR ARRAY, z DECIMAL(10, 2))`,
);
