/**
 * Functions, strings whose values are known, comments that mean something, and whole statements.
 */
import * as assert from "node:assert/strict";
import { test } from "node:test";
import { describeOffer, openDocument } from "../../../../server/src/language/index";
import { checkApplied, checkCompletion, offersAt } from "../../../support/completion";
import { catalogOfText } from "../../../support/completionCatalog";
import { contextOf } from "../../../support/context";

test("functions: aggregates and window functions where Druid takes them", () => {
  checkCompletion("SELECT <|> FROM t", { has: ["COUNT", "SUM", "ROW_NUMBER", "TIME_FLOOR", "CONCAT"] });
  checkCompletion("SELECT a FROM t WHERE <|>", { has: ["TIME_FLOOR", "CONCAT"], lacks: ["COUNT", "SUM", "ROW_NUMBER"] });
  checkCompletion("SELECT a FROM t GROUP BY <|>", { has: ["TIME_FLOOR"], lacks: ["SUM"] });
  checkCompletion("SELECT a FROM t GROUP BY a HAVING <|>", { has: ["SUM", "ABS"], lacks: ["ROW_NUMBER"] });
  checkCompletion("SELECT a FROM t GROUP BY a ORDER BY <|>", { has: ["SUM"] });
  checkCompletion("SELECT SUM(<|>) FROM t", { has: ["ABS"], lacks: ["SUM", "COUNT"] });
  checkCompletion("SELECT SUM(<|>) OVER () FROM t", { has: ["SUM"] });
  checkCompletion("SELECT a FROM t JOIN u ON <|>", { has: ["LOWER"], lacks: ["MAX"] });
  checkCompletion("SELECT a FROM t WHERE a IN (SELECT <|> FROM u)", { has: ["MAX"] });
  checkCompletion("SELECT t.<|> FROM t", { lacks: ["COUNT"] });
  checkCompletion("SELECT a FROM <|>", { lacks: ["COUNT", "CONCAT"] });
});

test("functions of the cluster's version", () => {
  checkCompletion("SELECT <|>", { has: ["JSON_MERGE"], cluster: { druidVersion: 32 } });
  checkCompletion("SELECT <|>", { lacks: ["JSON_MERGE"], cluster: { druidVersion: 31 } });
  checkCompletion("-- druid-sql: version=29\nSELECT <|>", { lacks: ["JSON_MERGE"] });
});

test("functions come with places to fill in", () => {
  checkApplied("SELECT TIME_FL<|> FROM t", "TIME_FLOOR", "SELECT TIME_FLOOR(${1:time}, ${2:period}) FROM t");
  checkApplied("SELECT COU<|> FROM t", "COUNT", "SELECT COUNT(*) FROM t");
  checkApplied("SELECT ROW_<|> FROM t", "ROW_NUMBER", "SELECT ROW_NUMBER() OVER ($0) FROM t");
  checkApplied("SELECT EXTR<|> FROM t", "EXTRACT", "SELECT EXTRACT(${1:unit} FROM ${2:time}) FROM t");
  checkApplied("select con<|> from t", "concat", "select concat($1) from t");
  checkApplied("SELECT UP<|>(a) FROM t", "UPPER", "SELECT UPPER(a) FROM t");
  checkApplied("SELECT P<|> FROM t", "PI", "SELECT PI FROM t");
});

test("aggregates in windows, in PIVOT, and inside window functions", () => {
  checkCompletion("SELECT RANK() OVER (ORDER BY <|>) FROM t", { has: ["SUM", "TIME_FLOOR"], lacks: ["ROW_NUMBER"] });
  checkCompletion("SELECT LAG(<|>) OVER (ORDER BY a) FROM t", { has: ["SUM"], lacks: ["ROW_NUMBER"] });
  checkCompletion("SELECT SUM(S<|>) FROM t", { has: ["SUM"] });
  checkCompletion("SELECT a FROM t WHERE SUM(S<|>) > 1", { lacks: ["SUM"] });
  checkCompletion("INSERT INTO t SELECT a FROM s PARTITIONED BY <|>", { has: ["TIME_FLOOR", "FLOOR"], lacks: ["CEIL"] });
});

test("an export as the target", () => {
  checkCompletion("INSERT INTO <|>", { has: ["EXTERN"] });
  checkCompletion("EXPLAIN PLAN FOR INSERT INTO <|>", { has: ["EXTERN"] });
  checkCompletion("INSERT INTO druid.<|>", { lacks: ["EXTERN"] });
  checkCompletion("REPLACE INTO <|>", { lacks: ["EXTERN"] });
  checkCompletion("INSERT INTO <|>", { lacks: ["EXTERN"], cluster: { druidVersion: "28" } });
  checkCompletion("EXPLAIN PLAN FOR INSERT INTO EXTERN(local(exportPath => 'a')) <|>", { has: ["AS CSV"] });
  checkApplied("INSERT INTO EXT<|>", "EXTERN", "INSERT INTO EXTERN($1) AS CSV");
});

test("operands that are one of a few strings, before their quotes", () => {
  const catalog = catalogOfText("rides: __time TIMESTAMP, city VARCHAR; lookup.cities: k VARCHAR, v VARCHAR");
  checkCompletion("SELECT TIME_FLOOR(__time, <|>) FROM rides", {
    catalog,
    first: ["'PT1M'", "'PT15M'", "'PT1H'", "'P1D'"],
    has: ["__time"],
  });
  checkCompletion("SELECT TIME_FLOOR(__time, 'P1D', NULL, <|>) FROM rides", { catalog, first: ["'UTC'"] });
  checkCompletion("SELECT DATE_TRUNC(<|>) FROM rides", { catalog, first: ["'minute'", "'hour'", "'day'"] });
  checkCompletion("SELECT LOOKUP(city, <|>) FROM rides", { catalog, first: ["'cities'", "__time"] });
  checkCompletion("SELECT LOOKUP(<|>) FROM rides", { catalog, first: ["__time", "city"], lacks: ["'cities'"] });
  checkCompletion("SELECT * FROM TABLE(APPEND(<|>))", { catalog, all: ["'rides'"] });
  checkCompletion("SELECT * FROM TABLE(APPEND('rides', <|>))", { catalog, all: ["'rides'"] });
  checkCompletion("INSERT INTO t SELECT a FROM s PARTITIONED BY TIME_FLOOR(__time, <|>)", {
    has: ["'PT1H'", "'P1D'"],
    lacks: ["__time", "CASE"],
  });
  checkCompletion("INSERT INTO t SELECT a FROM s PARTITIONED BY TIME_FLOOR(<|>)", { all: ["__time"] });
  checkCompletion("INSERT INTO t SELECT a FROM s PARTITIONED BY FLOOR(__time <|>)", { first: ["TO"] });
  checkApplied("SELECT TIME_FLOOR(__time, <|>)", "'PT1H'", "SELECT TIME_FLOOR(__time, 'PT1H')");
  checkApplied("SELECT TIME_FLOOR(__time, P<|>)", "'PT1H'", "SELECT TIME_FLOOR(__time, 'PT1H')");
  checkApplied(
    "SELECT TIME_FORMAT(__time, <|>)",
    "'yyyy-MM-dd'T'HH:mm:ss.SSSZ'",
    "SELECT TIME_FORMAT(__time, 'yyyy-MM-dd''T''HH:mm:ss.SSSZ')",
  );
});

test("moments and spans of time, where one is compared", () => {
  const catalog = catalogOfText("rides: __time TIMESTAMP, city VARCHAR, fare DOUBLE");
  const now = "CURRENT_TIMESTAMP - INTERVAL …";
  checkCompletion("SELECT * FROM rides WHERE __time >= <|>", { catalog, first: ["TIMESTAMP", now] });
  checkCompletion("SELECT * FROM rides WHERE __time BETWEEN <|> AND 1", { catalog, first: ["TIMESTAMP", now] });
  checkCompletion("SELECT * FROM rides WHERE fare > <|>", { catalog, lacks: [now] });
  checkCompletion("SELECT * FROM rides WHERE __time > CURRENT_TIMESTAMP - INTERVAL <|>", {
    catalog,
    first: ["'1' DAY"],
    lacks: ["__time", "CASE"],
  });
  checkCompletion("REPLACE INTO rides OVERWRITE WHERE <|>", { catalog, first: ["__time >= … AND __time < …"] });
  checkCompletion("REPLACE INTO rides OVERWRITE WHERE __time >= <|>", {
    catalog,
    first: ["TIMESTAMP"],
    lacks: ["__time >= … AND __time < …", now],
  });
  checkCompletion("REPLACE INTO rides OVERWRITE WHERE __time >= TIMESTAMP '2024-01-01' AND <|>", { catalog, first: ["__time"] });
  checkCompletion("REPLACE INTO rides OVERWRITE WHERE __time >= <|>", { catalog, all: ["TIMESTAMP", "NOT"] });
  checkCompletion("REPLACE INTO rides OVERWRITE WHERE __time BETWEEN <|>", { catalog, all: ["TIMESTAMP", "NOT"] });
  checkCompletion("REPLACE INTO rides OVERWRITE WHERE (<|>)", {
    catalog,
    first: ["__time >= … AND __time < …", "__time"],
    has: ["NOT"],
    lacks: ["city", "TIME_FLOOR", "CASE"],
  });
  checkCompletion("REPLACE INTO rides OVERWRITE WHERE __time >= TIMESTAMP '2024-01-01' AND <|>", { catalog, all: ["__time", "NOT"] });
  checkCompletion("REPLACE INTO rides OVERWRITE WHERE __time <|>", { has: ["BETWEEN"], lacks: ["IN", "LIKE", "IS NULL"] });
  checkCompletion("REPLACE INTO rides OVERWRITE WHERE __time >= TIMESTAMP '2024-01-01' <|>", {
    first: ["AND", "OR", "SELECT"],
    lacks: ["IN"],
  });
  checkCompletion("REPLACE INTO rides OVERWRITE WHERE __time > TIMESTAMP '2024-01-01' SELECT * FROM rides WHERE city <|>", {
    has: ["IN", "LIKE"],
  });
  checkApplied("SELECT INTERVAL <|>", "'1' DAY", "SELECT INTERVAL '${1:1}' DAY");
  checkApplied(
    "select * from rides where __time > <|>",
    "current_timestamp - interval …",
    "select * from rides where __time > current_timestamp - interval '${1:1}' ${2|DAY,HOUR,MINUTE,MONTH,YEAR|}",
    { catalog },
  );
});

test("periods, zones, units", () => {
  checkCompletion("SELECT TIME_FLOOR(__time, '<|>')", { has: ["PT1H", "P1D", "P1M"], replaces: "" });
  checkCompletion("SELECT TIME_FLOOR(__time, 'P<|>D')", { has: ["P1D"], replaces: "PD" });
  checkCompletion("SELECT TIME_FLOOR(__time, 'P1D', NULL, '<|>')", { has: ["UTC", "Europe/Berlin"] });
  checkCompletion("SELECT TIME_SHIFT(__time, '<|>', -1)", { has: ["P1D"] });
  checkCompletion("SELECT DATE_TRUNC('<|>', __time)", { has: ["hour", "day"] });
  checkCompletion("SELECT TIME_EXTRACT(__time, '<|>')", { has: ["HOUR", "DOW"] });
  checkCompletion("SELECT TIME_FORMAT(__time, '<|>')", { has: ["yyyy-MM-dd"] });
  checkCompletion("INSERT INTO t SELECT 1 FROM s PARTITIONED BY TIME_FLOOR(__time, '<|>')", { has: ["PT15M"], lacks: ["PT12H"] });
  checkCompletion("SELECT TIME_FLOOR(__time, '<|>", { has: ["PT1H"] });
  checkCompletion("SELECT CONCAT('<|>', a)", { all: [] });
  checkCompletion("SELECT a FROM t WHERE b = '<|>'", { all: [] });
});

test("comments that state something", () => {
  checkCompletion("-- <|>\nSELECT 1", { has: ["druid-sql: version=", "druid-sql: endpoint=", "druid-sql-ignore"] });
  checkCompletion("-- dru<|>", { has: ["druid-sql-ignore"], replaces: "dru" });
  checkCompletion("-- druid-sql: <|>", { has: ["version", "endpoint", "authorizeQueryContext"] });
  checkCompletion("-- druid-sql: version=31, <|>", { has: ["endpoint"], lacks: ["version"] });
  checkCompletion("-- druid-sql: endpoint=<|>", { has: ["sql", "task"] });
  checkCompletion("-- druid-sql: enable=<|>", { all: ["on", "off"] });
  checkCompletion("-- druid-sql: version=3<|>", { has: ["31", "38"], replaces: "3" });
  checkCompletion("-- druid-sql: authorizeQueryContext=<|>", { all: ["true", "false"] });
  checkCompletion("-- druid-sql-ignore <|>", { has: ["permission-denied", "missing-partitioned-by"], lacks: ["iam-policy"] });
  checkCompletion("-- druid-sql-ignore permission-denied, mis<|>", { has: ["missing-overwrite"], replaces: "mis" });
  checkCompletion("-- druid-sql-ignore permission-denied: because <|>", { all: [] });
  checkCompletion("-- about wikipedia <|>", { all: [] });
});

const SNIPPETS = [
  ...[
    "INSERT from EXTERN, http",
    "INSERT from EXTERN, s3",
    "INSERT from EXTERN, local",
    "INSERT from EXTERN, inline",
    "INSERT with rollup",
  ],
  ...[
    "INSERT INTO EXTERN, export to s3",
    "REPLACE OVERWRITE ALL",
    "REPLACE OVERWRITE WHERE, one day",
    "SELECT top N",
    "SELECT time series",
  ],
  ...["SELECT latest row by key", "WITH, a CTE", "SET block"],
];

test("whole statements, only where one may begin", () => {
  checkCompletion("<|>", { has: SNIPPETS });
  checkCompletion("SELECT 1;\n<|>", { has: SNIPPETS });
  checkCompletion("SELECT a <|>", { lacks: SNIPPETS });
  checkCompletion("INSERT INTO t <|>", { lacks: SNIPPETS });
});

test("whole statements are right once their places are filled in", () => {
  const context = contextOf({});
  for (const marked of ["<|>", "select 1;\nsel<|>"]) {
    for (const offer of offersAt(marked).filter(({ label }) => SNIPPETS.includes(label))) {
      const filled = offer.text.replace(
        /\$\{\d+(?::([^}]*)|\|([^,|]*)[^}]*)\}|\$\d+/g,
        (_, text?: string, choice?: string) => text ?? choice ?? "",
      );
      const text = offer.label === "SET block" ? `${filled}SELECT 1` : filled;
      const errors = openDocument(text, context.grammar).statements.flatMap(({ statement }) => statement.errors);
      assert.deepEqual(errors, [], `${offer.label}: ${text}`);
    }
  }
});

test("documentation of an offer, when it is shown", () => {
  assert.match(describeOffer("function:TIME_FLOOR") ?? "", /^The start of the period/);
  assert.match(describeOffer("keyword:PARTITIONED BY") ?? "", /time chunks/);
  assert.match(describeOffer("json:inputSource:http:uris") ?? "", /^File URIs/);
  assert.match(describeOffer("json:inputFormat:csv") ?? "", /findColumnsFromHeader/);
  for (const about of ["", "function:", "json:x:y:z", "json:inputSource", "keyword:constructor", "nonsense"]) describeOffer(about);
});

test("documentation does not say again what the list has beside the name", () => {
  assert.match(describeOffer("function:EXTERN") ?? "", /^```text\nTABLE\(EXTERN\(inputSource => json/);
  assert.doesNotMatch(describeOffer("context:maxNumTasks") ?? "", /integer|default/);
  assert.match(describeOffer("context:maxOnDiskStorage") ?? "", /default: `druid\.query/);
  assert.doesNotMatch(describeOffer("json:inputSource:s3") ?? "", /extension/);
});

test("calls have operands to fill in, where there are any", () => {
  const hasOperands = (marked: string, label: string): boolean | undefined =>
    offersAt(marked).find((offer) => offer.label === label)?.hasOperands;
  assert.equal(hasOperands("SELECT <|> FROM t", "TIME_FLOOR"), true);
  assert.equal(hasOperands("SELECT <|> FROM t", "COUNT"), undefined);
  assert.equal(hasOperands("SELECT UP<|>(a) FROM t", "UPPER"), undefined);
});

test("moments, days and spans of time", () => {
  checkApplied("SELECT a FROM t WHERE __time > TIM<|>", "TIMESTAMP", "SELECT a FROM t WHERE __time > TIMESTAMP '${1:2024-01-01 00:00:00}'");
  checkCompletion("SELECT a FROM t WHERE __time > CURRENT_TIMESTAMP - <|>", { has: ["INTERVAL"] });
  checkCompletion("SELECT a FROM t WHERE __time <|>", { lacks: ["INTERVAL", "TIMESTAMP"] });
  checkApplied("SELECT CA<|>", "CAST", "SELECT CAST(${1:value} AS ${2:type})");
});

test("the format of an export", () => {
  checkCompletion("INSERT INTO EXTERN(local(exportPath => 'x')) <|>", { first: ["AS CSV"] });
  checkCompletion("INSERT INTO EXTERN(local(exportPath => 'x')) AS CSV <|>", { has: ["SELECT"], lacks: ["AS CSV"] });
  checkCompletion("INSERT INTO t <|>", { lacks: ["AS CSV"] });
});
