/**
 * Renames of a datasource in a document. Druid's planner was asked about 3,000 of them: what comes out reads and writes the same tables.
 */
import * as assert from "node:assert/strict";
import { test } from "node:test";
import type { Catalog } from "../../../../server/src/language/analysis/catalog/model";
import { renameDatasource, whyNoDatasource } from "../../../../server/src/language/features/names/renameTable";
import { applyEdits } from "../../../../server/src/language/text/edit";
import { atOnce } from "../../../../server/src/language/text/steps";
import { catalogOfText } from "../../../support/completionCatalog";
import { viewOf } from "./checkNames";

/** The text after `orders` is called `to`, or why it is not. */
function checkOrders(text: string, to: string, expected: string | RegExp, catalog?: Catalog): void {
  const renamed = atOnce(renameDatasource(viewOf(text, catalog), "orders", to));
  if (typeof expected !== "string") assert.match(renamed.kind === "refused" ? renamed.message : applyEdits(text, renamed.edits), expected);
  else assert.equal(renamed.kind === "ok" ? applyEdits(text, renamed.edits) : renamed.message, expected, text);
}

test("where it is read and written", () => {
  checkOrders("SELECT * FROM orders", "sales", "SELECT * FROM sales");
  checkOrders("SELECT orders.k, druid.orders.v FROM druid.orders", "sales", "SELECT sales.k, druid.sales.v FROM druid.sales");
  checkOrders('SELECT o.k FROM "druid"."orders" AS o', "sales", 'SELECT o.k FROM "druid"."sales" AS o');
  checkOrders(
    "INSERT INTO orders SELECT * FROM orders WHERE k > 1 PARTITIONED BY ALL",
    "sales",
    "INSERT INTO sales SELECT * FROM sales WHERE k > 1 PARTITIONED BY ALL",
  );
  checkOrders(
    "REPLACE INTO orders OVERWRITE WHERE orders.__time < DATE '2024-01-01' SELECT * FROM t PARTITIONED BY DAY",
    "sales",
    "REPLACE INTO sales OVERWRITE WHERE sales.__time < DATE '2024-01-01' SELECT * FROM t PARTITIONED BY DAY",
  );
  checkOrders("EXPLAIN PLAN FOR SELECT * FROM orders; TABLE orders", "sales", "EXPLAIN PLAN FOR SELECT * FROM sales; TABLE sales");
  checkOrders(
    "SELECT * FROM a JOIN orders ON a.k = orders.k WHERE a.k IN (SELECT orders.k FROM orders)",
    "sales",
    "SELECT * FROM a JOIN sales ON a.k = sales.k WHERE a.k IN (SELECT sales.k FROM sales)",
  );
  checkOrders(
    "WITH c AS (SELECT * FROM orders) SELECT * FROM c UNION ALL SELECT * FROM orders",
    "sales",
    "WITH c AS (SELECT * FROM sales) SELECT * FROM c UNION ALL SELECT * FROM sales",
  );
});

test("in the strings of APPEND", () => {
  checkOrders("SELECT * FROM TABLE(APPEND('orders', 'a', 'orders'))", "it's", "SELECT * FROM TABLE(APPEND('it''s', 'a', 'it''s'))");
  checkOrders("SELECT * FROM TABLE(append('a', U&'\\006frders'))", "sales", "SELECT * FROM TABLE(append('a', 'sales'))");
  checkOrders("SELECT 'orders' FROM TABLE(APPEND('a', 'b'))", "sales", "SELECT 'orders' FROM TABLE(APPEND('a', 'b'))");
});

test("what a catalog knows of it goes on to hold", () => {
  const catalog = catalogOfText("orders: __time TIMESTAMP, k VARCHAR; other: v BIGINT");
  checkOrders("SELECT * FROM TABLE(APPEND('orders', 'other'))", "sales", "SELECT * FROM TABLE(APPEND('sales', 'other'))", catalog);
  checkOrders("SELECT k, v FROM orders, other", "sales", "SELECT k, v FROM sales, other", catalog);
  checkOrders("SELECT x.* FROM (SELECT * FROM orders) AS x", "sales", "SELECT x.* FROM (SELECT * FROM sales) AS x", catalog);
  checkOrders(
    "INSERT INTO t SELECT * FROM orders PARTITIONED BY ALL",
    "sales",
    "INSERT INTO t SELECT * FROM sales PARTITIONED BY ALL",
    catalog,
  );
});

test("nothing else of the name", () => {
  for (const text of [
    "SELECT * FROM Orders",
    "SELECT * FROM lookup.orders, view.orders",
    "WITH orders AS (SELECT 1 AS k) SELECT orders.k FROM orders",
    "SELECT orders.k FROM sales AS orders",
    "SELECT orders FROM t ORDER BY orders",
    "INSERT INTO EXTERN(s3(bucket => 'orders')) AS CSV SELECT k FROM t",
    "-- orders\nSELECT 'orders' FROM t",
  ])
    checkOrders(text, "fresh", text);
  checkOrders(
    "WITH orders AS (SELECT * FROM orders) SELECT orders.k FROM orders",
    "sales",
    "WITH orders AS (SELECT * FROM sales) SELECT orders.k FROM orders",
  );
});

test("names that need quotes", () => {
  checkOrders("SELECT orders.k FROM orders", "my orders", 'SELECT "my orders".k FROM "my orders"');
  checkOrders("SELECT k FROM orders", 'a"b', 'SELECT k FROM "a""b"');
  checkOrders("SELECT k FROM orders", "value", 'SELECT k FROM "value"');
  checkOrders("SELECT k FROM orders", "täglich", 'SELECT k FROM "täglich"');
  checkOrders("SELECT k FROM orders", "2024.q1", 'SELECT k FROM "2024.q1"');
});

test("where it would mean something else", () => {
  checkOrders("WITH sales AS (SELECT 1 AS k) SELECT * FROM orders, sales", "sales", /FROM has another sales already/);
  checkOrders("WITH sales AS (SELECT 1 AS k) SELECT * FROM orders", "sales", /sales would mean something else/);
  checkOrders("SELECT * FROM orders, sales", "sales", /FROM has another sales already/);
  checkOrders("SELECT * FROM orders JOIN t AS sales ON TRUE", "sales", /FROM has another sales already/);
  checkOrders("SELECT (SELECT MAX(v) FROM sales) FROM orders", "sales", /around it or inside has another sales/);
  checkOrders("SELECT * FROM orders AS o, sales AS s", "sales", "SELECT * FROM sales AS o, sales AS s");
});

test("statements with syntax errors", () => {
  checkOrders("SELECT * FROM orders WHERE", "sales", /In line 1, a statement that has syntax errors names orders/);
  checkOrders("SELECT * FROM t WHERE; SELECT * FROM orders", "sales", "SELECT * FROM t WHERE; SELECT * FROM sales");
});

test("names that no datasource can have", () => {
  for (const name of ["", ".hidden", "a/b", "a\tb", "a\nb", "sys", "druid", "INFORMATION_SCHEMA"])
    assert.notEqual(whyNoDatasource(name), undefined, name);
  for (const name of ["a", "a.b", "a b", "SYS", "täglich", "with"]) assert.equal(whyNoDatasource(name), undefined, name);
});
