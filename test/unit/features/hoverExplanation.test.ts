/**
 * What hovers say of functions, keywords, granularities, periods and the JSON in EXTERN's strings.
 */
import * as assert from "node:assert/strict";
import { test } from "node:test";
import { hover, openDocument } from "../../../server/src/language/index";
import { contextOf, type Given } from "../../support/context";
import { takeCursor } from "../../support/marked";

/** Hovers at `<|>`: every piece is in the Markdown. Undefined: none of this kind is said. */
function checkHover(marked: string, pieces: readonly string[] | undefined, given: Given = {}): void {
  const { text, offset } = takeCursor(marked);
  const context = contextOf(given);
  const found = hover(context, openDocument(text, context.grammar), offset);
  if (!pieces) assert.equal(found?.markdown, undefined, marked);
  for (const piece of pieces ?? []) assert.ok(found?.markdown.includes(piece), `${marked}: ${piece} is not in ${found?.markdown}`);
}

/** The words that the hover is about. */
function checkRange(marked: string, expected: string): void {
  const { text, offset } = takeCursor(marked);
  const context = contextOf({});
  const range = hover(context, openDocument(text, context.grammar), offset)?.range;
  assert.equal(range && text.slice(range.start, range.end), expected, marked);
}

test("functions: signature, what they do, page of the documentation", () => {
  checkHover("SELECT TIME_FL<|>OOR(__time, 'P1D')", [
    "TIME_FLOOR(time, period",
    "→ TIMESTAMP",
    "start of the period",
    "querying/sql-scalar",
  ]);
  checkHover("SELECT time_fl<|>oor(__time, 'P1D')", ["TIME_FLOOR(time, period"]);
  checkHover("SELECT \"TIME_FL<|>OOR\"(__time, 'P1D')", ["TIME_FLOOR(time, period"]);
  checkHover("SELECT <|>COUNT(*)", ["COUNT(*)", "aggregation"]);
  checkHover("SELECT COUNT<|>(*)", ["COUNT(*)"]);
  checkHover("SELECT CO<|>UNT (DISTINCT a)", ["COUNT([DISTINCT] value)"]);
  checkHover("SELECT EXTR<|>ACT(DAY FROM __time)", ["EXTRACT(unit FROM time)", "EPOCH"]);
  checkHover("SELECT FLO<|>OR(__time TO DAY)", ["FLOOR(time TO unit)"]);
  checkHover("SELECT JSON_ME<|>RGE(a, b)", ["since Druid 32"]);
  checkHover("SELECT THETA_SKETCH_EST<|>IMATE(a)", ["needs extension", "druid-datasketches"]);
  checkHover("SELECT STDD<|>EV(a)", ["another name for `STDDEV_SAMP`"]);
  checkHover("SELECT CURRENT_TIME<|>STAMP", ["When the query began"]);
  checkHover("SELECT ROW_NUM<|>BER() OVER (ORDER BY a)", ["ROW_NUMBER"]);
  checkHover("SELECT COALE<|>SCE(a, b)", ["COALESCE(values...)"]);
  checkHover("SELECT LEF<|>T(a, 2)", ["LEFT("]);
  checkHover("SELECT * FROM TABLE(EXT<|>ERN('{}', '{}'))", ["EXTERN(inputSource", "only by msq-task"]);
  checkHover("SELECT * FROM TABLE(APP<|>END('a', 'b'))", ["APPEND('table'", "since Druid 30"]);
  checkRange("SELECT TIME_FL<|>OOR(__time, 'P1D')", "TIME_FLOOR");
});

test("what is no function", () => {
  checkHover("SELECT unhea<|>rd(a)", undefined);
  checkHover("SELECT a AS su<|>m_of_b FROM (SELECT 1)", undefined);
  checkHover("WITH conc<|>at (a) AS (SELECT 1) SELECT a FROM concat", ["CTE"]);
  checkHover("SELECT cou<|>nt FROM (SELECT 1)", undefined);
  checkHover("SELECT 'ABS<|>(1)'", undefined);
  checkHover("SELECT 1 -- ABS<|>(1)", undefined);
});

test("keywords, phrases as one", () => {
  const ingest = (words: string): string => `REPLACE INTO t OVERWRITE ALL SELECT a FROM s WHERE b GROUP BY c ${words}`;
  checkHover(ingest("PARTIT<|>IONED BY DAY"), ["PARTITIONED BY", "time chunks", "needs no permission itself"]);
  checkHover(ingest("PARTITIONED B<|>Y DAY"), ["time chunks"]);
  checkHover(ingest("PARTITIONED BY D<|>AY"), ["PARTITIONED BY DAY", "a day for each time chunk"]);
  checkHover(ingest("PARTITIONED BY A<|>LL TIME"), ["one time chunk for everything"]);
  checkHover(ingest("PARTITIONED BY A<|>LL"), ["one time chunk for everything"]);
  checkHover(ingest("PARTITIONED BY DAY CLUST<|>ERED BY c"), ["sorted and divided", "CLUSTERED BY needs no permission"]);
  checkHover("REPLACE INTO t OVERW<|>RITE ALL SELECT 1 PARTITIONED BY ALL", ["OVERWRITE ALL", "Everything in the datasource"]);
  checkHover("REPLACE INTO t OVERWRITE WH<|>ERE __time > 1 SELECT 1 PARTITIONED BY ALL", ["OVERWRITE WHERE", "borders"]);
  checkHover("SELECT a FROM t GRO<|>UP BY a", ["GROUP BY", "One row for each"]);
  checkHover("SELECT a FROM t GROUP\n  B<|>Y a", ["GROUP BY"]);
  checkHover("SELECT a FROM t group b<|>y a", ["GROUP BY"]);
  checkHover("SELECT a FROM t GROUP BY GROUPING S<|>ETS ((a), ())", ["GROUPING SETS"]);
  checkHover("SELECT a FROM t GROUP BY ROLL<|>UP (a)", ["ROLLUP"]);
  checkHover("SELECT a FROM t GROUP BY a HAV<|>ING COUNT(*) > 1", ["Which groups are kept"]);
  checkHover("SELECT a FROM t ORD<|>ER BY a", ["ORDER BY"]);
  checkHover("SELECT a FROM t LIM<|>IT 5", ["most rows"]);
  checkHover("SELECT a FROM t LIMIT 5 OFF<|>SET 5", ["passed over"]);
  checkHover("SELECT a FROM t UNI<|>ON ALL SELECT b FROM u", ["UNION ALL"]);
  checkHover("SELECT SUM(a) FIL<|>TER (WHERE b) FROM t", ["fulfil the condition"]);
  checkHover("SELECT SUM(a) OV<|>ER (PARTITION BY b) FROM t", ["window function"]);
  checkHover("SELECT SUM(a) OVER (PARTI<|>TION BY b) FROM t", ["parts".slice(0, 4), "PARTITION BY"]);
  checkHover("SELECT SUM(a) OVER (ORDER BY b RO<|>WS BETWEEN 1 PRECEDING AND CURRENT ROW)", ["counted in rows"]);
  checkHover("SELECT SUM(a) OVER w FROM t WIND<|>OW w AS (ORDER BY b)", ["Names windows"]);
  checkHover("SELECT * FROM t LEF<|>T JOIN u ON t.a = u.a", ["LEFT JOIN", "no partner"]);
  checkHover("SELECT * FROM t LEFT JO<|>IN u ON t.a = u.a", ["LEFT JOIN"]);
  checkHover("SELECT * FROM t JOIN u USI<|>NG (a)", ["both sides have"]);
  checkHover("SELECT * FROM t CROSS JOIN UNN<|>EST(a) AS x (y)", ["each element of an array"]);
  checkHover("SELECT * FROM TA<|>BLE(EXTERN('{}', '{}')) EXTEND (a VARCHAR)", ["Makes a table"]);
  checkHover("SELECT * FROM TABLE(EXTERN('{}', '{}')) EXT<|>END (a VARCHAR)", ["Declares the columns"]);
  checkHover("SELECT CA<|>SE WHEN a THEN b END", ["first branch"]);
  checkHover("SELECT CA<|>ST(a AS VARCHAR)", ["another type"]);
  checkHover("SELECT TIMES<|>TAMP '2024-01-01'", ["A moment"]);
  checkHover("SELECT INTER<|>VAL '1' DAY", ["span of time"]);
  checkHover("SELECT a IS NOT DIST<|>INCT FROM b", ["IS NOT DISTINCT FROM", "Equals"]);
  checkHover("SELECT a IS DIST<|>INCT FROM b", ["Differs"]);
  checkHover("SELECT a FROM t ORDER BY a NULLS FI<|>RST", ["NULLS FIRST"]);
  checkHover("SELECT a FROM t WHERE a BETW<|>EEN 1 AND 2", ["Both borders"]);
  checkHover("EXPL<|>AIN PLAN FOR SELECT 1", ["runs nothing"]);
  checkHover("EXPLAIN PLAN F<|>OR SELECT 1", ["runs nothing"]);
  checkHover("WI<|>TH a AS (SELECT 1) SELECT * FROM a", ["Names queries"]);
  checkHover("INS<|>ERT INTO t SELECT 1 PARTITIONED BY ALL", ["Adds the rows", "WRITE DATASOURCE t"]);
  checkRange("SELECT a FROM t GROUP  B<|>Y a", "GROUP  BY");
});

test("words that say it themselves, and names that look like keywords", () => {
  checkHover("SELECT a FR<|>OM (SELECT 1)", undefined);
  checkHover("SELECT a A<|>S b FROM (SELECT 1)", undefined);
  checkHover("SELECT t.overwri<|>te FROM (SELECT 1) t", undefined);
  checkHover('SELECT "WINDOW<|>" FROM (SELECT 1)', undefined);
});

test("periods", () => {
  checkHover("SELECT TIME_FLOOR(__time, 'PT1<|>5M')", ["PT15M", "15 minutes"]);
  checkHover("SELECT TIME_SHIFT(__time, 'P<|>1D', 1)", ["a day"]);
  checkHover("INSERT INTO t SELECT 1 FROM s PARTITIONED BY TIME_FLOOR(__time, 'PT1<|>H')", ["an hour"]);
  checkHover("SELECT TIME_FLOOR(__time, 'PT1<|>7M')", undefined);
  checkHover("SELECT CONCAT('P1<|>D', a)", undefined);
  checkRange("SELECT TIME_FLOOR(__time, 'PT1<|>5M')", "'PT15M'");
});

const source = (json: string): string => `SELECT * FROM TABLE(EXTERN('${json}', '{"type": "json"}')) EXTEND (a VARCHAR)`;
const format = (json: string): string => `SELECT * FROM TABLE(EXTERN('{"type": "http", "uris": ["x"]}', '${json}')) EXTEND (a VARCHAR)`;

test("keys and types of input sources", () => {
  checkHover(source('{"ty<|>pe": "http", "uris": ["a"]}'), ["**type**", "Required."]);
  checkHover(source('{"type": "ht<|>tp", "uris": ["a"]}'), ["Input source `http`", "**uris**", "systemFields"]);
  checkHover(source('{"type": "s<|>3", "uris": ["a"]}'), ["needs extension `druid-s3-extensions`"]);
  checkHover(source('{"type": "ice<|>berg"}'), ["Refused where input sources are authorized."]);
  checkHover(source('{"type": "http", "ur<|>is": ["a"]}'), ["**uris**", "string[]", "Required."]);
  checkHover(source('{"type": "http", "systemFi<|>elds": []}'), ["**systemFields**", "`__file_uri`"]);
  checkHover(source('{"type": "http", "systemFields": ["__file<|>_uri"]}'), ["**systemFields**"]);
  checkHover(source('{"type": "local", "fil<|>ter": "*.json"}'), ["**filter**"]);
  checkHover(source('{"type": "s3", "objects": [{"buc<|>ket": "b"}]}'), ["**bucket**"]);
  checkHover(source('{"type": "s3", "prop<|>erties": {}}'), ["accessKeyId"]);
  checkHover(source('{"type": "combining", "delegates": [{"type": "inl<|>ine"}]}'), ["Input source `inline`"]);
  checkHover(source('{"type": "inline", "data": "it\'\'s", "da<|>ta": ""}'), ["**data**"]);
  checkRange(source('{"type": "http", "ur<|>is": ["it\'\'s"]}'), '"uris"');
});

test("keys and types of input formats and signatures", () => {
  checkHover(format('{"type": "cs<|>v"}'), ["Input format `csv`", "findColumnsFromHeader"]);
  checkHover(format('{"type": "par<|>quet"}'), ["druid-parquet-extensions"]);
  checkHover(format('{"type": "csv", "findColumns<|>FromHeader": true}'), ["boolean", "first row"]);
  checkHover(format('{"type": "csv", "findColumnsFromHeader": tr<|>ue}'), ["**findColumnsFromHeader**"]);
  checkHover(format('{"type": "tsv", "deli<|>miter": ";"}'), ["Without it"]);
  checkHover(format('{"type": "json", "flatten<|>Spec": {}}'), ["useFieldDiscovery"]);
  checkHover(format('{"type": "json", "flattenSpec": {"fields": [{"type": "pa<|>th"}]}}'), ["`jq`"]);
  checkHover(format('{"type": "json", "flattenSpec": {"fields": [{"ex<|>pr": "$.a"}]}}'), ["JSONPath"]);
  checkHover('SELECT * FROM TABLE(EXTERN(\'{"type": "nil"}\', \'{"type": "json"}\', \'[{"na<|>me": "a", "type": "long"}]\'))', [
    "**name**",
  ]);
  checkHover('SELECT * FROM TABLE(EXTERN(\'{"type": "nil"}\', \'{"type": "json"}\', \'[{"name": "a", "type": "lo<|>ng"}]\'))', [
    "**type**",
  ]);
});

test("JSON that is not known is not explained", () => {
  checkHover(format('{"type": "json", "unhe<|>ard": 1}'), undefined);
  checkHover(format('{"type": "unheard", "a": {"b<|>": 1}}'), undefined);
  checkHover("SELECT CONCAT('{\"ty<|>pe\": 1}', a)", undefined);
});

test("keys of the context", () => {
  checkHover("SET maxNum<|>Tasks = 3; SELECT 1", ["**maxNumTasks**: `integer`", "default: `2`", "read by msq", "needs no permission"]);
  checkHover("SET taskAssign<|>ment = 'auto'; SELECT 1", ["values: `max`, `auto`"]);
  checkHover("SET eng<|>ine = 'msq-dart'; SELECT 1", ["since Druid 34"]);
  checkHover("S<|>ET maxNumTasks = 3; SELECT 1", ["Sets a key of the query context"]);
  checkHover("SET unheardO<|>f = 3; SELECT 1", ["needs no permission"]);
  checkRange("SET maxNum<|>Tasks = 3; SELECT 1", "maxNumTasks = 3".slice(0, 11));
});

test("arguments by name, and where an export goes", () => {
  checkHover("SELECT * FROM TABLE(EXTERN(inputSou<|>rce => '{}', inputFormat => '{}')) EXTEND (a VARCHAR)", [
    "**inputSource**",
    "Required.",
  ]);
  checkHover("INSERT INTO EXTERN(s<|>3(bucket => 'b', prefix => 'p')) AS CSV SELECT 1", ["Export to `s3`", "since Druid 29", "**bucket**"]);
  checkHover("INSERT INTO EXTERN(LOC<|>AL(exportPath => 'b')) AS CSV SELECT 1", ["Export to `local`"]);
  checkHover("INSERT INTO EXT<|>ERN(s3(bucket => 'b', prefix => 'p')) AS CSV SELECT 1", ["to files of a destination"]);
  checkHover("INSERT INTO EXTERN(s3(buc<|>ket => 'b', prefix => 'p')) AS CSV SELECT 1", ["**bucket**", "Required."]);
});
