/**
 * What hovers say.
 */
import * as assert from "node:assert/strict";
import { test } from "node:test";
import { hover, openDocument } from "../../../server/src/language/index";
import { contextOf, type Given, ROLES } from "../../support/context";
import { takeCursor } from "../../support/marked";

const ALICE: Given = { roles: ROLES, as: "user:alice" };
const BOB: Given = { roles: ROLES, as: "user:bob" };
const ROOT: Given = { roles: ROLES, as: "user:root" };

/** Hovers at `<|>`; every expected piece must be in the Markdown, in this order. Undefined: there must be no hover. */
function checkHover(marked: string, given: Given, expected: readonly string[] | undefined): void {
  const { text, offset } = takeCursor(marked);
  const context = contextOf(given);
  const markdown = hover(context, openDocument(text, context.grammar), offset)?.markdown;
  if (!expected) {
    assert.equal(markdown, undefined);
    return;
  }
  assert.ok(markdown !== undefined, `no hover in ${marked}`);
  let from = 0;
  for (const piece of expected) {
    const at = markdown.indexOf(piece, from);
    assert.ok(at >= 0, `${JSON.stringify(piece)} is not in, or not in this order:\n${markdown}`);
    from = at + piece.length;
  }
}

/** What the range of the hover covers. */
function checkRange(marked: string, given: Given, expected: string): void {
  const { text, offset } = takeCursor(marked);
  const context = contextOf(given);
  const range = hover(context, openDocument(text, context.grammar), offset)?.range;
  assert.equal(range && text.slice(range.start, range.end), expected);
}

test("a table that may be read", () => {
  checkHover("SELECT * FROM wi<|>kipedia", ALICE, [
    "✓ **`READ DATASOURCE wikipedia`**: allowed by role [analyst](4) (`wiki.*`)",
    "before the statement runs",
  ]);
  checkRange("SELECT * FROM wi<|>kipedia w", ALICE, "wikipedia");
  checkRange('SELECT 1; SELECT * FROM "wiki<|>pedia"', ALICE, '"wikipedia"');
});

test("a table that may not be read, and what comes nearest", () => {
  checkHover("SELECT * FROM wi<|>kipedia", BOB, ["✗ **`READ DATASOURCE wikipedia`**: denied.", "analyst", "403"]);
  checkHover("SELECT * FROM koa<|>las", ALICE, ["✗ **`READ DATASOURCE koalas`**: denied"]);
});

test("what a mark says in the same box is not said again", () => {
  const said = (marked: string, given: Given): string => {
    const { text, offset } = takeCursor(marked);
    const context = contextOf(given);
    return hover(context, openDocument(text, context.grammar), offset, "beside")?.markdown ?? "";
  };
  const WHOLE = /denied\. Role analyst/;
  assert.doesNotMatch(said("SELECT * FROM wi<|>kipedia", BOB), /analyst/);
  assert.match(said("SELECT * FROM wi<|>kipedia", BOB), /^✗ \*\*`READ DATASOURCE wikipedia`\*\*: denied\.\n\n/);
  // Where nothing is marked, the hover says it.
  assert.match(said("-- druid-sql-ignore permission-denied: later\nSELECT * FROM wi<|>kipedia", BOB), WHOLE);
  assert.match(said("SEL<|>ECT * FROM wikipedia", BOB), WHOLE);
  assert.match(said("SELECT wrong(), * FROM wi<|>kipedia GROUP BY", BOB), WHOLE);
});

test("needs without anybody to judge", () => {
  checkHover("SELECT * FROM wi<|>kipedia", {}, ["• **`READ DATASOURCE wikipedia`**\n\n"]);
  checkHover("SELECT * FROM wi<|>kipedia", { roles: ROLES }, ["choose who you are"]);
});

test("the target of an INSERT: what decides first, then the task", () => {
  checkHover("INSERT INTO ds<|>t SELECT * FROM wikipedia PARTITIONED BY ALL", ROOT, [
    "✓ **`WRITE DATASOURCE dst`**: allowed by role [writer](",
    "✗ `READ DATASOURCE dst` (to see the status and report of its task): denied",
  ]);
});

test("what no judge confirmed is said to be inferred", () => {
  checkHover("SELECT * FROM wiki<|>pedia", { ...ALICE, cluster: { druidVersion: "25" } }, [
    "Inferred from Druid's sources: no Druid 25 was asked.",
  ]);
  const context = contextOf({ ...ALICE, cluster: { druidVersion: "38" } });
  const markdown = hover(context, openDocument("SELECT * FROM wikipedia", context.grammar), 16)?.markdown ?? "";
  assert.doesNotMatch(markdown, /Inferred/);
});

test("EXTERN", () => {
  const sql = `INSERT INTO dst SELECT * FROM TABLE(EXT<|>ERN('{"type":"http","uris":["http://a/b"]}', '{"type":"json"}')) EXTEND (a VARCHAR) PARTITIONED BY ALL`;
  checkHover(sql, ROOT, ["✓ **`READ EXTERNAL EXTERNAL`**: allowed by role [writer]("]);
  checkHover(sql, { ...ROOT, cluster: { inputSourceSecurity: true } }, ["✗ **`READ EXTERNAL http`**: denied"]);
  checkHover(sql.replace("<|>", "").replace('"http"', '"ht<|>tp"'), { ...ROOT, cluster: { inputSourceSecurity: true } }, ["EXTERNAL http"]);
});

test("an export", () => {
  const sql = "INSERT INTO EXTERN(s<|>3(bucket => 'b', prefix => 'p')) AS CSV SELECT * FROM wikipedia";
  checkHover(sql, ROOT, ["`WRITE EXTERNAL s3`", "denied"]);
});

test("SET", () => {
  checkHover("SET use<|>Cache = 'false'; SELECT 1", ALICE, ["Context key `useCache`: needs no permission"]);
  checkHover("SET use<|>Cache = 'false'; SELECT 1", { ...ALICE, cluster: { authorizeQueryContext: true, router: false } }, [
    "✗ **`WRITE QUERY_CONTEXT useCache`**: denied",
  ]);
});

test("words that need nothing themselves", () => {
  checkHover("WITH x AS (SELECT * FROM wikipedia) SELECT * FROM <|>x", BOB, ["`x` is a CTE of this statement"]);
  checkHover("WITH x<|> AS (SELECT * FROM wikipedia) SELECT * FROM x", BOB, ["`x` is a CTE of this statement"]);
  checkHover("SELECT * FROM lookup.co<|>untries", BOB, ["Lookup `countries` needs no permission"]);
  checkHover("INSERT INTO d SELECT 1 PARTIT<|>IONED BY ALL", BOB, ["PARTITIONED BY"]);
  checkHover("SELECT 1<|> + 2 FROM wikipedia", BOB, undefined);
  checkHover("   <|>  ", BOB, undefined);
  checkHover("<|>", BOB, undefined);
});

test("rows that are left out", () => {
  checkHover("SELECT * FROM sys.seg<|>ments", BOB, ["READ"]);
  checkHover("INSERT INTO t SELECT * FROM sys.ser<|>vers PARTITIONED BY ALL", BOB, ["cannot be read by an MSQ task"]);
});

test("the first keyword tells the whole verdict", () => {
  checkHover("SEL<|>ECT * FROM wikipedia JOIN koalas ON a = b", ALICE, [
    "**Denied** for `user:alice`",
    "- ✓ `READ DATASOURCE wikipedia`: allowed by role [analyst](4)",
    "- ✗ `READ DATASOURCE koalas`: denied",
    "Sent to `POST /druid/v2/sql` (native)",
    "Sent elsewhere:",
    "to see its task ✗ `READ DATASOURCE __query_select`",
  ]);
  checkHover("SEL<|>ECT 1", BOB, ["**Allowed** for `user:bob`", "Needs no permission"]);
  checkHover("-- why\n  (SEL<|>ECT * FROM wikipedia)", ALICE, ["**Allowed**"]);
  checkHover("SET a = 1; SEL<|>ECT * FROM wikipedia", ALICE, ["**Allowed**"]);
  checkHover("SEL<|>ECT * FROM wikipedia", {}, ["**Not judged**: no roles file", "- • `READ DATASOURCE wikipedia`"]);
  checkHover("INS<|>ERT INTO dst SELECT * FROM wikipedia", ROOT, [
    "**Refused**: Druid answers 400 before it looks at permissions, rule `missing-partitioned-by`.",
  ]);
  checkHover("INS<|>ERT INTO EXTERN(s3(bucket => 'b')) AS CSV SELECT x FROM wikipedia PARTITIONED BY ALL", ROOT, [
    "**Refused**: Druid answers 501 before it looks at permissions, rule `export-clause`.",
  ]);
  checkHover("SEL<|>ECT FROM", { ...ROOT, endpoint: "jdbc" }, ["**Refused**: Druid answers 500 before"]);
  checkHover("SEL<|>ECT 1", { ...ROOT, endpoint: "dart", cluster: { druidVersion: "30" } }, ["**Refused**: Druid has no such endpoint"]);
  checkHover("SEL<|>ECT * FROM wikipedia", { ...ALICE, stale: true }, ["**Allowed**", "druid-roles.json has errors now"]);
});

test("nothing of the user's text becomes markup", () => {
  checkHover('SELECT * FROM "a`b[c](http://d)<|>"', BOB, ["``READ DATASOURCE a`b[c](http://d)``"]);
  checkHover('SELECT * FROM "<img src=x><|>"', BOB, ["`READ DATASOURCE <img src=x>`"]);
});
