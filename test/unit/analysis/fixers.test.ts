/**
 * Fixes of what Druid refuses after parsing, by example: the text at the cursor, the title, the text afterwards.
 */
import { describe, test } from "node:test";
import { checkFirstFix, checkFix, checkFixTitles } from "../../support/findings";

const CASES: readonly (readonly [string, string, string])[] = [
  ["<|>INSERT INTO t SELECT a FROM b", "Add PARTITIONED BY DAY", "INSERT INTO t SELECT a FROM b PARTITIONED BY DAY"],
  ["<|>INSERT INTO t\nSELECT a FROM b;", "Add PARTITIONED BY ALL", "INSERT INTO t\nSELECT a FROM b\nPARTITIONED BY ALL;"],
  [
    "INSERT INTO t SELECT a FROM b <|>CLUSTERED BY a",
    "Add PARTITIONED BY HOUR",
    "INSERT INTO t SELECT a FROM b PARTITIONED BY HOUR CLUSTERED BY a",
  ],
  [
    "<|>REPLACE INTO t SELECT a FROM b PARTITIONED BY ALL",
    "Add OVERWRITE ALL",
    "REPLACE INTO t OVERWRITE ALL SELECT a FROM b PARTITIONED BY ALL",
  ],
  [
    "REPLACE INTO t <|>OVERWRITE SELECT a FROM b PARTITIONED BY ALL",
    "Add OVERWRITE ALL",
    "REPLACE INTO t OVERWRITE ALL SELECT a FROM b PARTITIONED BY ALL",
  ],
  [
    "INSERT INTO t SELECT a, b FROM c <|>ORDER BY a, b ASC PARTITIONED BY ALL",
    "Write CLUSTERED BY instead",
    "INSERT INTO t SELECT a, b FROM c PARTITIONED BY ALL CLUSTERED BY a, b",
  ],
  [
    "INSERT INTO t SELECT a, b FROM c\n<|>ORDER BY a, -- first\n  b -- second\nPARTITIONED BY ALL",
    "Write CLUSTERED BY instead",
    "INSERT INTO t SELECT a, b FROM c -- second\nPARTITIONED BY ALL\nCLUSTERED BY a, -- first\n  b",
  ],
  [
    "INSERT INTO t SELECT a FROM c <|>ORDER BY a DESC LIMIT 5 PARTITIONED BY ALL",
    "Write CLUSTERED BY instead",
    "INSERT INTO t SELECT a FROM c LIMIT 5 PARTITIONED BY ALL CLUSTERED BY a",
  ],
  [
    "INSERT INTO t SELECT a FROM c <|>ORDER BY a PARTITIONED BY ALL CLUSTERED BY a",
    "Remove ORDER BY",
    "INSERT INTO t SELECT a FROM c PARTITIONED BY ALL CLUSTERED BY a",
  ],
  [
    "INSERT INTO t <|>(a, b) SELECT a, b FROM c PARTITIONED BY ALL",
    "Remove the list of columns",
    "INSERT INTO t SELECT a, b FROM c PARTITIONED BY ALL",
  ],
  [
    "INSERT INTO t SELECT a FROM b PARTITIONED BY ALL CLUSTERED BY <|>a desc",
    "Remove DESC",
    "INSERT INTO t SELECT a FROM b PARTITIONED BY ALL CLUSTERED BY a",
  ],
  [
    "INSERT INTO t SELECT <|>COUNT(*) FROM b PARTITIONED BY ALL",
    "Name it cnt",
    "INSERT INTO t SELECT COUNT(*) AS cnt FROM b PARTITIONED BY ALL",
  ],
  [
    'INSERT INTO t SELECT <|>SUM("added") FROM b PARTITIONED BY ALL',
    "Name it sum_added",
    'INSERT INTO t SELECT SUM("added") AS sum_added FROM b PARTITIONED BY ALL',
  ],
  [
    "INSERT INTO t SELECT <|>COUNT(*)FROM b PARTITIONED BY ALL",
    "Name it cnt",
    "INSERT INTO t SELECT COUNT(*) AS cnt FROM b PARTITIONED BY ALL",
  ],
  [
    "INSERT INTO t SELECT <|>COUNT(*), c AS cnt FROM b PARTITIONED BY ALL",
    "Name it cnt_2",
    "INSERT INTO t SELECT COUNT(*) AS cnt_2, c AS cnt FROM b PARTITIONED BY ALL",
  ],
  [
    "INSERT INTO t SELECT <|>TIME_FLOOR(__time, 'PT1H') FROM b PARTITIONED BY ALL",
    "Name it time_floor_time",
    "INSERT INTO t SELECT TIME_FLOOR(__time, 'PT1H') AS time_floor_time FROM b PARTITIONED BY ALL",
  ],
  [
    "INSERT INTO t SELECT a, <|>a, b AS a_2 FROM b PARTITIONED BY ALL",
    "Name it a_3",
    "INSERT INTO t SELECT a, a AS a_3, b AS a_2 FROM b PARTITIONED BY ALL",
  ],
  ["INSERT INTO t SELECT a, <|>a FROM b PARTITIONED BY ALL", "Name it a_2", "INSERT INTO t SELECT a, a AS a_2 FROM b PARTITIONED BY ALL"],
  [
    "INSERT INTO t SELECT a, <|>b AS a FROM b PARTITIONED BY ALL",
    "Name it a_2",
    "INSERT INTO t SELECT a, b AS a_2 FROM b PARTITIONED BY ALL",
  ],
  ["INSERT INTO t SELECT a FROM b <|>PARTITIONED BY DAY", "Write PARTITIONED BY ALL", "INSERT INTO t SELECT a FROM b PARTITIONED BY ALL"],
  [
    "INSERT INTO t SELECT __time FROM b LIMIT <|>5 PARTITIONED BY DAY",
    "Remove LIMIT",
    "INSERT INTO t SELECT __time FROM b PARTITIONED BY DAY",
  ],
  [
    "INSERT INTO t SELECT a FROM b OFFSET <|>5 ROWS PARTITIONED BY ALL",
    "Remove OFFSET",
    "INSERT INTO t SELECT a FROM b PARTITIONED BY ALL",
  ],
  [
    "INSERT INTO <|>EXTERN(s3(bucket => 'b')) SELECT a FROM b",
    "Add AS CSV",
    "INSERT INTO EXTERN(s3(bucket => 'b')) AS CSV SELECT a FROM b",
  ],
  ["INSERT INTO t AS <|>CSV SELECT a FROM b PARTITIONED BY ALL", "Remove AS CSV", "INSERT INTO t SELECT a FROM b PARTITIONED BY ALL"],
  [
    "INSERT INTO EXTERN(s3(bucket => 'b')) AS CSV SELECT a FROM b <|>PARTITIONED BY ALL",
    "Remove PARTITIONED BY",
    "INSERT INTO EXTERN(s3(bucket => 'b')) AS CSV SELECT a FROM b",
  ],
  [
    "<|>REPLACE INTO EXTERN(s3(bucket => 'b')) AS CSV OVERWRITE ALL SELECT a FROM b",
    "Write INSERT",
    "INSERT INTO EXTERN(s3(bucket => 'b')) AS CSV SELECT a FROM b",
  ],
  [
    "INSERT INTO EXTERN(<|>S3(bucket => 'b')) AS CSV SELECT a FROM b",
    "Write s3",
    "INSERT INTO EXTERN(s3(bucket => 'b')) AS CSV SELECT a FROM b",
  ],
  ["<|>UPSERT INTO t SELECT a FROM b PARTITIONED BY ALL", "Write INSERT", "INSERT INTO t SELECT a FROM b PARTITIONED BY ALL"],
  ["SELECT * FROM a CROSS JOIN b ON <|>a.x = b.x", "Write JOIN", "SELECT * FROM a JOIN b ON a.x = b.x"],
  ["SELECT * FROM a JOIN <|>b", "Write CROSS JOIN", "SELECT * FROM a CROSS JOIN b"],
  ["SELECT * FROM a NATURAL JOIN b ON <|>a.x = b.x", "Write JOIN", "SELECT * FROM a JOIN b ON a.x = b.x"],
  ["SELECT a FROM b <|>UNION SELECT d FROM c", "Write UNION ALL", "SELECT a FROM b UNION ALL SELECT d FROM c"],
  ["SELECT a FROM b <|>UNION DISTINCT SELECT d FROM c", "Write UNION ALL", "SELECT a FROM b UNION ALL SELECT d FROM c"],
  ["SELECT a FROM b ORDER BY <|>a DESC NULLS FIRST", "Remove NULLS FIRST", "SELECT a FROM b ORDER BY a DESC"],
  ["SELECT * FROM <|>Druid.wikipedia", "Write druid.wikipedia", "SELECT * FROM druid.wikipedia"],
  ["SELECT * FROM <|>information_schema.tables", "Write INFORMATION_SCHEMA.TABLES", "SELECT * FROM INFORMATION_SCHEMA.TABLES"],
  ["SELECT <|>'a'\n  'b'", "Write || between them", "SELECT 'a' ||\n  'b'"],
  ["SELECT LOOKUP(a, <|>'x' 'it''s') FROM b", "Write 'xit''s'", "SELECT LOOKUP(a, 'xit''s') FROM b"],
  ["SELECT LOOKUP(a, <|>'x' 'y') FROM b", "Write , between them", "SELECT LOOKUP(a, 'x', 'y') FROM b"],
  ["SELECT * FROM TABLE(APPEND(<|>'x' 'y'))", "Write , between them", "SELECT * FROM TABLE(APPEND('x', 'y'))"],
  ["SELECT a FROM b WHERE <|>x IS NOT UNKNOWN", "Write IS NOT NULL", "SELECT a FROM b WHERE x IS NOT NULL"],
];

describe("fixes of refusals", () => {
  for (const [marked, title, after] of CASES) test(marked, () => checkFix(marked, title, after));
});

test("rows with a time get chunks of a day first, others one for everything", () => {
  checkFirstFix("<|>INSERT INTO t SELECT __time, a FROM b", "Add PARTITIONED BY DAY");
  checkFirstFix("<|>INSERT INTO t SELECT * FROM b", "Add PARTITIONED BY DAY");
  checkFirstFix("<|>INSERT INTO t SELECT a FROM b", "Add PARTITIONED BY ALL");
});

test("no fix that leads to the same refusal or to the next one", () => {
  checkFixTitles('SELECT * FROM <|>"sys"."server_properties"', [], { cluster: { druidVersion: 33 } });
  checkFixTitles(
    "REPLACE INTO t OVERWRITE WHERE __time >= DATE '2024-01-01' AND __time < DATE '2024-01-02' SELECT a FROM b PARTITIONED BY <|>DAY",
    [],
  );
  checkFixTitles("SELECT a <|>LIMIT b, CASE WHEN c THEN 1 END FROM t", []);
});

test("periods without their letters, and as words", () => {
  const titles = (period: string, expected: readonly string[]): void =>
    checkFixTitles(`SELECT TIME_FLOOR(__time, <|>'${period}') AS t, COUNT(*) AS n FROM a GROUP BY 1`, expected);
  titles("1D", ["Write 'P1D'"]);
  titles("1h", ["Write 'PT1H'"]);
  titles("P1H", ["Write 'PT1H'"]);
  titles("PT1D", ["Write 'P1D'"]);
  titles("P30M15S", ["Write 'PT30M15S'"]);
  titles("5M", ["Write 'P5M'", "Write 'PT5M'"]);
  titles("day", ["Write 'P1D'"]);
  titles("15 minutes", ["Write 'PT15M'"]);
  titles("2 quarters", ["Write 'P6M'"]);
  titles("0 days", []);
  titles("fortnight", []);
  titles("PT0S", []);
});
