/**
 * Signature help: which call, which way to write it, which operand.
 */
import * as assert from "node:assert/strict";
import { test } from "node:test";
import { openDocument, signatureHelp } from "../../../server/src/language/index";
import { takeCursor } from "../../support/marked";

/** Checks the active signature, its active operand in `«…»`; undefined for no help, no mark where none is active. */
function checkSignature(marked: string, expected: string | undefined, previous?: number): void {
  const { text, offset } = takeCursor(marked);
  const help = signatureHelp(openDocument(text, { druidVersion: 38, mode: "document" }), offset, previous);
  const signature = help?.signatures[help.activeSignature];
  const parameter = help && signature?.parameters[help.activeParameter];
  const label = signature?.label.replace(/ → .*/, "");
  const shown =
    label === undefined || !parameter
      ? label
      : `${label.slice(0, parameter.start)}«${label.slice(parameter.start, parameter.end)}»${label.slice(parameter.end)}`;
  assert.equal(shown, expected, marked);
}

test("the operand at the cursor", () => {
  checkSignature("SELECT TIME_FLOOR(<|>)", "TIME_FLOOR(«time», period, [origin, [timezone]])");
  checkSignature("SELECT TIME_FLOOR(__time, <|>)", "TIME_FLOOR(time, «period», [origin, [timezone]])");
  checkSignature("SELECT TIME_FLOOR(__time, 'P1D', <|>)", "TIME_FLOOR(time, period, [«origin», [timezone]])");
  checkSignature("SELECT TIME_FLOOR(__time, 'P1D', NULL, <|>)", "TIME_FLOOR(time, period, [origin, [«timezone»]])");
  checkSignature("SELECT TIME_FLOOR(__time, 'P1D', NULL, 'UTC', <|>)", "TIME_FLOOR(time, period, [origin, [timezone]])");
  checkSignature("SELECT TIME_FLOOR(<|>__time, 'P1D')", "TIME_FLOOR(«time», period, [origin, [timezone]])");
  checkSignature("SELECT TIME_FLOOR(__time<|>, 'P1D')", "TIME_FLOOR(«time», period, [origin, [timezone]])");
  checkSignature("SELECT time_floor ( __time , <|>", "TIME_FLOOR(time, «period», [origin, [timezone]])");
  checkSignature('SELECT "TIME_FLOOR"(__time, <|>', "TIME_FLOOR(time, «period», [origin, [timezone]])");
});

test("operands that may be repeated", () => {
  checkSignature("SELECT COALESCE(<|>)", "COALESCE(«values...»)");
  checkSignature("SELECT COALESCE(a, b, c, <|>)", "COALESCE(«values...»)");
  checkSignature("SELECT GREATEST(a, <|>", "GREATEST([«values...»])");
});

test("outside of calls there is none", () => {
  checkSignature("SELECT <|>", undefined);
  checkSignature("SELECT COUNT(*)<|>", undefined);
  checkSignature("SELECT COUNT<|>(*)", undefined);
  checkSignature("SELECT (a, <|>)", undefined);
  checkSignature("SELECT a FROM t WHERE a IN (1, <|>)", undefined);
  checkSignature("SELECT a FROM (SELECT b, <|>)", undefined);
  checkSignature("SELECT unheard_of(a, <|>)", undefined);
  checkSignature("SELECT ABS(a) FROM t; <|>", undefined);
  checkSignature("<|>", undefined);
  checkSignature("SELECT ABS(a -- <|>", undefined);
  checkSignature("SELECT ABS(a /* <|> */)", undefined);
});

test("nested calls: the innermost one", () => {
  checkSignature("SELECT TIME_FLOOR(MILLIS_TO_TIMESTAMP(<|>), 'P1D')", "MILLIS_TO_TIMESTAMP(«millis»)");
  checkSignature("SELECT TIME_FLOOR(MILLIS_TO_TIMESTAMP(a), <|>'P1D')", "TIME_FLOOR(time, «period», [origin, [timezone]])");
  checkSignature("SELECT SUM(ABS(a) + ABS(<|>))", "ABS(«number»)");
  checkSignature("SELECT CONTAINS_STRING(CONCAT(a, b, c), <|>)", "CONTAINS_STRING(text, «part»)");
  checkSignature("SELECT ROUND((a + b) * (c), <|>)", "ROUND(number, [«digits»])");
  checkSignature("SELECT ROUND(ARRAY[1, 2, 3][1], <|>)", "ROUND(number, [«digits»])");
  checkSignature("SELECT ROUND(CASE WHEN a IN (1, 2) THEN b ELSE c END, <|>)", "ROUND(number, [«digits»])");
});

test("strings are operands, whatever is in them", () => {
  checkSignature("SELECT TIME_FLOOR(__time, '<|>')", "TIME_FLOOR(time, «period», [origin, [timezone]])");
  checkSignature("SELECT REGEXP_LIKE('a,b(', <|>)", "REGEXP_LIKE(text, «pattern»)");
  checkSignature("SELECT TIME_FLOOR(__time, 'P1<|>", "TIME_FLOOR(time, «period», [origin, [timezone]])");
});

test("half-typed statements", () => {
  checkSignature("SELECT SUM(<|> FROM t", "SUM(«number»)");
  checkSignature("SELECT SUM( FROM t WHERE a = <|>", undefined);
  checkSignature("SELECT a, ROUND(b, <|>\nFROM t\nWHERE c > 1", "ROUND(number, [«digits»])");
  checkSignature("INSERT INTO t SELECT TIME_PARSE(a, <|> FROM s PARTITIONED BY DAY", "TIME_PARSE(text, [«pattern», [timezone]])");
});

test("ways to write a call", () => {
  checkSignature("SELECT COUNT(<|>)", "COUNT(*)");
  checkSignature("SELECT COUNT(DISTINCT <|>)", "COUNT([DISTINCT] «value»)");
  checkSignature("SELECT COUNT(a<|>)", "COUNT([DISTINCT] «value»)");
  checkSignature("SELECT FLOOR(<|>)", "FLOOR(«number»)");
  checkSignature("SELECT FLOOR(__time TO <|>)", "FLOOR(time TO «unit»)");
  checkSignature("SELECT EXTRACT(<|>)", "EXTRACT(«unit» FROM time)");
  checkSignature("SELECT EXTRACT(HOUR FROM <|>)", "EXTRACT(unit FROM «time»)");
  checkSignature("SELECT TIMESTAMPADD(DAY, <|>)", "TIMESTAMPADD(unit, «count», time)");
});

test("EXTERN, by place and by name", () => {
  checkSignature("SELECT * FROM TABLE(EXTERN('{}', <|>))", "TABLE(EXTERN(inputSource, «inputFormat», signature))");
  checkSignature("SELECT * FROM TABLE(EXTERN('{\"a\": [<|>]}'))", "TABLE(EXTERN(«inputSource», inputFormat, signature))");
  checkSignature(
    "SELECT * FROM TABLE(EXTERN(inputSource => '<|>'))",
    "TABLE(EXTERN(inputSource => «json», inputFormat => json)) EXTEND (column type, …)",
  );
  checkSignature(
    "SELECT * FROM TABLE(EXTERN(inputFormat => <|>",
    "TABLE(EXTERN(inputSource => json, inputFormat => «json»)) EXTEND (column type, …)",
  );
});

test("EXTERN by name: the name that is not given yet", () => {
  const byName = "TABLE(EXTERN(inputSource => json, inputFormat => json)) EXTEND (column type, …)";
  checkSignature("SELECT * FROM TABLE(EXTERN(inputFormat => '{}', <|>", byName.replace("inputSource", "«inputSource»"));
  checkSignature("SELECT * FROM TABLE(EXTERN(inputSource => '{}', <|>", byName.replace("inputFormat", "«inputFormat»"));
});

test("words between operands, whatever the name of the function has in it", () => {
  checkSignature("SELECT CAST(a AS <|>)", "CAST(value AS «type»)");
  checkSignature("SELECT JSON_OBJECT('a': <|>)", "JSON_OBJECT(key : «value», …)");
  checkSignature("SELECT JSON_OBJECT('a': b, <|>)", "JSON_OBJECT(«key» : value, …)");
  checkSignature("SELECT JSON_OBJECT(KEY 'a' VALUE b, <|>)", "JSON_OBJECT(KEY «key» VALUE value, …)");
  checkSignature("SELECT JSON_OBJECT(KEY 'a' VALUE b, KEY 'c' VALUE <|>)", "JSON_OBJECT(KEY key VALUE «value», …)");
});

test("exports: destinations, and what they take by name", () => {
  const s3 = "s3(bucket => string, prefix => string, [assumeRoleArn => string], [assumeRoleExternalId => string])";
  const active = (parameter: string): string => s3.replace(`${parameter} => string`, `«${parameter} => string»`);
  checkSignature("INSERT INTO EXTERN(<|>", `EXTERN(«${s3}») AS CSV`);
  checkSignature("INSERT INTO EXTERN(<|>s3(bucket => 'b')) AS CSV SELECT 1", `EXTERN(«${s3}») AS CSV`);
  checkSignature("INSERT INTO EXTERN(s3(<|>", active("bucket"));
  checkSignature("INSERT INTO EXTERN(S3(bucket => '<|>b', prefix => 'p')) AS CSV SELECT 1", active("bucket"));
  checkSignature("INSERT INTO EXTERN(s3(bucket => 'b', <|>)) AS CSV SELECT 1", active("prefix"));
  checkSignature("INSERT INTO EXTERN(s3(prefix => 'p', <|>)) AS CSV SELECT 1", active("bucket"));
  checkSignature("INSERT INTO EXTERN(s3(prefix => 'p', assumeRoleArn => <|>)) AS CSV SELECT 1", active("assumeRoleArn"));
  checkSignature("INSERT INTO extern ( local ( <|> ) ) AS CSV SELECT 1", "local(«exportPath => string»)");
  checkSignature("INSERT INTO EXTERN(local(exportPath => 'p', <|>)) AS CSV SELECT 1", "local(exportPath => string)");
  checkSignature("INSERT INTO EXTERN(ftp(<|>)) AS CSV SELECT 1", undefined);
  checkSignature("INSERT INTO EXTERN(local(exportPath => 'p')) AS CSV SELECT ABS(<|>)", "ABS(«number»)");
});

test("windows", () => {
  const window = (active: string): string =>
    "OVER ([window] [PARTITION BY expressions] [ORDER BY expressions] [ROWS | RANGE frame])".replace(active, `«${active}»`);
  checkSignature("SELECT SUM(a) OVER (<|>)", window("window"));
  checkSignature("SELECT SUM(a) OVER (PARTITION BY <|>)", window("PARTITION BY expressions"));
  checkSignature("SELECT SUM(a) OVER (PARTITION BY b ORDER BY <|>)", window("ORDER BY expressions"));
  checkSignature("SELECT SUM(a) OVER (ORDER BY b ROWS <|>)", window("ROWS | RANGE frame"));
  checkSignature("SELECT LAG(a, <|>) OVER (ORDER BY b)", "LAG(value, [«offset», [default]])");
  checkSignature("SELECT SUM(a) OVER (ORDER BY ABS(<|>))", "ABS(«number»)");
});

test("the way that a person has chosen stays as long as it fits", () => {
  checkSignature("SELECT COUNT(<|>)", "COUNT([DISTINCT] «value»)", 1);
  checkSignature("SELECT FLOOR(__time <|>)", "FLOOR(«time» TO unit)", 1);
  checkSignature("SELECT FLOOR(__time TO <|>)", "FLOOR(time TO «unit»)", 0);
});

test("what an operand must be", () => {
  const { text, offset } = takeCursor("SELECT DATE_TRUNC(<|>)");
  const help = signatureHelp(openDocument(text, { druidVersion: 38, mode: "document" }), offset);
  assert.match(help?.signatures[0]?.parameters[0]?.documentation ?? "", /a literal; .*hour/);
  assert.match(help?.signatures[0]?.markdown ?? "", /start of the unit/);
});
