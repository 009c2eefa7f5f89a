/**
 * The catalog file in the language server: what is wrong with it is said in it, its last good state counts, and what it lacks is no error.
 */
import * as assert from "node:assert/strict";
import { test } from "node:test";
import { codesOf, withServer } from "../support/lspClient";

const CATALOG = "file:///team/druid-catalog.json";
const SQL = "file:///team/a.sql";
const WHOLE = '{ "tables": { "rides": { "columns": { "city": "VARCHAR" } } } }';
const LINES = '["TABLE_NAME","COLUMN_NAME","DATA_TYPE"]\n["rides","city","VARCHAR"]\n';

test("a broken catalog file says so, and what it said before counts", () =>
  withServer({ [CATALOG]: WHOLE }, { settings: { enable: "on" } }, async (client) => {
    await client.open(SQL, "SELECT city FROM rides");
    assert.match((await client.hover(SQL, 0, 8)) ?? "", /`city` `VARCHAR`/);
    await client.open(CATALOG, WHOLE, "json");
    await client.change(CATALOG, [{ text: WHOLE.slice(0, -8) }]);
    const [problem] = await client.diagnostics(CATALOG, (found) => found.length > 0);
    assert.equal(problem?.code, "catalog-syntax");
    assert.match((await client.hover(SQL, 0, 8)) ?? "", /`city` `VARCHAR`/);
    await client.change(CATALOG, [{ text: '{ "table": {} }' }]);
    assert.deepEqual(codesOf(await client.diagnostics(CATALOG, (found) => found[0]?.code === "catalog-shape")), ["catalog-shape"]);
    await client.change(CATALOG, [{ text: WHOLE }]);
    await client.diagnostics(CATALOG, (found) => found.length === 0);
  }));

test("lines as Druid answers them are a catalog, too", () =>
  withServer({ [CATALOG]: LINES }, { settings: { enable: "on" } }, async (client) => {
    await client.open(SQL, "SELECT city FROM rides");
    assert.match((await client.hover(SQL, 0, 8)) ?? "", /`city` `VARCHAR`[\s\S]*line 2/);
  }));

test("a table or column that the catalog lacks is no error", () =>
  withServer({ [CATALOG]: WHOLE }, { settings: { enable: "on" } }, async (client) => {
    await client.open(SQL, "SELECT fare, r.tip FROM rides AS r JOIN elsewhere AS e ON r.city = e.city; SELECT x.a FROM rides AS y");
    assert.deepEqual(codesOf(await client.diagnostics(SQL, () => true)), ["unknown-column"]);
  }));
