/**
 * What hovers say of names: type and origin of columns, what aliases and windows stand for, the columns of CTEs and tables.
 */
import * as assert from "node:assert/strict";
import { test } from "node:test";
import { joinCatalogs } from "../../../../server/src/language/analysis/catalog/model";
import { hoverNames, parseCatalogFile, SYSTEM_CATALOG } from "../../../../server/src/language/index";
import { takeCursor } from "../../../support/marked";
import { viewOf } from "./checkNames";

const { catalog: FILE } = parseCatalogFile(
  `{
  "tables": {
    "rides": {
      "summary": "All rides",
      "columns": { "__time": "TIMESTAMP", "city": { "type": "VARCHAR", "summary": "Where it _began_" }, "tags": "VARCHAR ARRAY",
        "fare": "DOUBLE", "seats": "BIGINT" }
    },
    "zones": { "columns": ["name"] }
  }
}`,
  "file:///team/druid-catalog.json",
);
const CATALOG = joinCatalogs([FILE, SYSTEM_CATALOG]);

/** The Markdown at `<|>` has these pieces, in this order; undefined: there is none. */
function checkNameHover(marked: string, pieces: readonly string[] | undefined): void {
  const { text, offset } = takeCursor(marked);
  const found = hoverNames(viewOf(text, CATALOG), offset)?.markdown;
  if (!pieces) assert.equal(found, undefined, marked);
  let from = 0;
  for (const piece of pieces ?? []) {
    const at = found?.indexOf(piece, from) ?? -1;
    assert.ok(at >= 0, `${marked}: ${piece} is not in ${found}`);
    from = at + piece.length;
  }
}

test("columns of tables", () => {
  checkNameHover("SELECT ci<|>ty FROM rides", [
    "`city` `VARCHAR`: column of the table `rides`",
    "Known from [druid-catalog.json, line 5]",
    "\\_began\\_",
  ]);
  checkNameHover("SELECT r.<|>city FROM rides r", ["`city` `VARCHAR`: column of `r`, the table `rides`"]);
  checkNameHover("SELECT elsewhere<|> FROM rides", ["`elsewhere`: column of the table `rides`"]);
  checkNameHover("SELECT <|>name FROM zones", ["`name`: column of the table `zones`"]);
  checkNameHover("SELECT <|>datasource FROM sys.segments", [
    "`datasource` `VARCHAR`: column of the table `segments`",
    "Druid has this column",
  ]);
  checkNameHover("SELECT <|>k FROM lookup.countries", ["`k` `VARCHAR`: column of the table `countries`"]);
  checkNameHover("SELECT 1 FROM rides JOIN zones ON city = <|>name", ["`name`: column of the table `zones`"]);
  checkNameHover("SELECT (SELECT MAX(city<|>) FROM zones) FROM rides", ["`city`"]);
});

test("columns that the statement makes", () => {
  checkNameHover("SELECT SUM(fare) AS <|>s FROM rides", ["`s` `DOUBLE`", "Made by `SUM(fare)` in line 1"]);
  checkNameHover("SELECT SUM(seats) AS s FROM rides ORDER BY <|>s", ["`s` `BIGINT`", "Made by `SUM(seats)`"]);
  checkNameHover("SELECT x.<|>s FROM (SELECT fare * 2 AS s FROM rides) x", ["`s` `DOUBLE`: column of `x`", "Made by `fare * 2`"]);
  checkNameHover("WITH c AS (\n  SELECT COUNT(*) AS n FROM rides\n)\nSELECT <|>n FROM c", [
    "`n` `BIGINT`: column of the CTE `c`",
    "Made by `COUNT(*)` in line 2",
  ]);
  checkNameHover("SELECT 1;\nSELECT CASE WHEN seats > 1 THEN 'a' ELSE city END AS <|>k FROM rides", ["`k` `VARCHAR`", "in line 2"]);
  checkNameHover("SELECT <|>k FROM (SELECT city AS k FROM rides)", ["`k` `VARCHAR`"]);
  checkNameHover("SELECT a AS <|>k FROM unknown", ["`k`"]);
  checkNameHover("SELECT n + 1 AS m FROM (SELECT seats AS n FROM rides UNION ALL SELECT 'x') WHERE <|>n > 1", ["`n` `VARCHAR`"]);
  checkNameHover("SELECT <|>b FROM (VALUES (1, 'x')) AS v (a, b)", ["`b` `VARCHAR`: column of `v`"]);
  checkNameHover("SELECT <|>v FROM (VALUES (1)) AS v", ["`v` `INTEGER`"]);
  checkNameHover("SELECT <|>tag FROM rides, UNNEST(tags) AS u(tag)", ["`tag` `VARCHAR`: column of `u`", "Each element of `tags`"]);
  checkNameHover("SELECT <|>u FROM rides, UNNEST(STRING_TO_ARRAY(city, ' ')) AS u", [
    "`u` `VARCHAR`",
    "Each element of `STRING_TO_ARRAY(city, ' ')`",
  ]);
});

test("what a star stands for", () => {
  checkNameHover("SELECT <|>* FROM zones", ["Columns of `*`: `name`, …"]);
  checkNameHover("SELECT r.city, <|>* FROM (SELECT city AS c, fare FROM rides) r", ["Columns of `*`: `c` VARCHAR, `fare` DOUBLE"]);
  checkNameHover("SELECT z.<|>* FROM rides r, zones AS z", ["Columns of `z.*`: `name`, …"]);
  checkNameHover("SELECT <|>* FROM (SELECT 1 AS a, 2 AS b) x JOIN (SELECT 1 AS a, 'c' AS c) y USING (a)", [
    "Columns of `*`: `a` INTEGER, `b` INTEGER, `c` VARCHAR",
  ]);
  checkNameHover("SELECT <|>* FROM unheard", undefined);
  checkNameHover("SELECT COUNT(<|>*) FROM rides", undefined);
  checkNameHover("SELECT 2 <|>* 3 FROM rides", undefined);
});

test("what a number stands for", () => {
  checkNameHover("SELECT city, SUM(fare) AS s FROM rides GROUP BY <|>1 ORDER BY 2", ["Column 1: `city` `VARCHAR`"]);
  checkNameHover("SELECT city, SUM(fare) AS s FROM rides GROUP BY 1 ORDER BY <|>2 DESC", ["Column 2: `SUM(fare) AS s` `DOUBLE`"]);
  checkNameHover("SELECT city, fare FROM rides GROUP BY ROLLUP(1, <|>2)", ["Column 2: `fare`"]);
  checkNameHover("INSERT INTO t SELECT city, fare AS f FROM rides PARTITIONED BY DAY CLUSTERED BY <|>2", ["Column 2: `fare AS f`"]);
  checkNameHover("SELECT city FROM rides UNION ALL SELECT name FROM zones ORDER BY <|>1", ["Column 1: `city`"]);
  checkNameHover("SELECT *, city FROM rides GROUP BY <|>2", undefined);
  checkNameHover("SELECT city, * FROM rides ORDER BY <|>1", ["Column 1: `city`"]);
  checkNameHover("SELECT city FROM rides GROUP BY <|>2", undefined);
  checkNameHover("SELECT city FROM rides LIMIT <|>1", undefined);
  checkNameHover("SELECT city FROM rides WHERE fare > <|>1 ORDER BY 1", undefined);
  checkNameHover("SELECT SUM(fare) OVER (ORDER BY <|>1) FROM rides ORDER BY 1", undefined);
});

test("columns that are handed on", () => {
  checkNameHover("SELECT <|>k FROM (SELECT city AS k FROM rides)", ["`k` `VARCHAR`", "It is `city` of the table `rides`. Known from"]);
  checkNameHover("WITH a AS (SELECT r.city FROM rides r), b (x) AS (SELECT city FROM a) SELECT b.<|>x FROM b", [
    "`x` `VARCHAR`: column of the CTE `b`",
    "It is `city` of the table `rides`.",
    "Where it \\_began\\_",
  ]);
  checkNameHover("SELECT u AS <|>v FROM rides, UNNEST(tags) AS u", ["`v` `VARCHAR`", "Each element of `tags`"]);
  checkNameHover("SELECT <|>b FROM (SELECT (a) AS b FROM (SELECT fare * 2 AS a FROM rides))", ["`b` `DOUBLE`", "Made by `fare * 2`"]);
  checkNameHover("SELECT <|>z FROM (SELECT other AS z FROM rides)", ["`z`", "It is `other` of the table `rides`."]);
  checkNameHover("SELECT <|>z FROM (SELECT city AS z FROM rides UNION ALL SELECT name FROM zones)", ["`z`"]);
});

test("columns from outside", () => {
  const source = `'{"type":"http","uris":["https://example.com/x"]}', '{"type":"json"}'`;
  checkNameHover(`SELECT <|>a FROM TABLE(EXTERN(${source})) EXTEND (a VARCHAR ARRAY)`, ["`a` `VARCHAR ARRAY`", "Read from the input"]);
  checkNameHover(`SELECT <|>a FROM TABLE(EXTERN(${source}, '[{"name":"a","type":"ARRAY<LONG>"}]'))`, ["`a` `BIGINT ARRAY`"]);
  checkNameHover(`SELECT <|>__time FROM TABLE(EXTERN(${source}, '[{"name":"__time","type":"long"}]'))`, ["`__time` `TIMESTAMP`"]);
  checkNameHover(`SELECT <|>a FROM TABLE(EXTERN(${source})) EXTEND (a SMALLINT)`, ["`a` `BIGINT`"]);
});

test("aliases, CTEs, tables, windows", () => {
  checkNameHover("SELECT <|>r.city FROM rides AS r", ["`r` stands for `rides`: `__time` TIMESTAMP, `city` VARCHAR"]);
  checkNameHover("SELECT city FROM rides AS <|>r", ["`r` stands for `rides`"]);
  checkNameHover("SELECT <|>s.n FROM (SELECT 1 AS n) AS s", ["`s` stands for `(SELECT 1 AS n)`: `n` INTEGER"]);
  checkNameHover("WITH c AS (SELECT city, COUNT(*) AS n FROM rides GROUP BY 1) SELECT n FROM <|>c", [
    "CTE of this statement",
    "Columns of `c`: `city` VARCHAR, `n` BIGINT",
  ]);
  checkNameHover("WITH c AS (SELECT * FROM unknown) SELECT n FROM <|>c", ["Columns of `c`"]);
  checkNameHover("SELECT city FROM <|>rides", ["READ DATASOURCE rides", "All rides", "Known columns of `rides`: `__time` TIMESTAMP"]);
  checkNameHover("INSERT INTO <|>rides SELECT 1 AS seats PARTITIONED BY ALL", ["WRITE DATASOURCE rides", "Known columns of `rides`"]);
  checkNameHover("SELECT SUM(fare) OVER <|>w FROM rides WINDOW w AS (PARTITION BY city)", ["`w` is the window `(PARTITION BY city)`"]);
  checkNameHover("SELECT SUM(fare) OVER w FROM rides WINDOW <|>w AS (PARTITION BY city)", ["`w` is the window"]);
});

test("names that mean nothing, or nobody knows what", () => {
  checkNameHover("SELECT x.<|>nope FROM (SELECT 1 AS a) x", undefined);
  checkNameHover("SELECT <|>nope FROM (SELECT 1 AS a) x", undefined);
  checkNameHover("SELECT <|>k FROM lookup.a JOIN lookup.b ON a.k = b.k", undefined);
  checkNameHover("SELECT k OVER <|>w FROM rides", undefined);
  checkNameHover("SELECT <|>1 FROM rides", undefined);
});
