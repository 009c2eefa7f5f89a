/**
 * The catalog file in the language server: what is wrong with it is said in it, its last good state counts, and what it lacks is no error.
 */
import * as assert from "node:assert/strict";
import { test } from "node:test";
import { codesOf, type TestClient, withServer } from "../support/lspClient";

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

/** Asks until the hover is as wanted. */
async function hoverBecomes(client: TestClient, wanted: RegExp | undefined): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const shown = await client.hover(SQL, 0, 8);
    if (wanted ? wanted.test(shown ?? "") : shown === undefined) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  assert.fail(`the hover is ${await client.hover(SQL, 0, 8)}`);
}

test("a file below a catalog is Druid's, as long as there is one", () =>
  withServer({ [CATALOG]: WHOLE }, {}, async (client, host) => {
    await client.open(SQL, "SELECT city FROM rides");
    await hoverBecomes(client, /`city` `VARCHAR`/);
    host.write(CATALOG, undefined);
    await hoverBecomes(client, undefined);
  }));

test("a catalog that comes later makes the files below it Druid's", () =>
  withServer({}, {}, async (client, host) => {
    await client.open(SQL, "SELECT city FROM rides");
    await hoverBecomes(client, undefined);
    host.write(CATALOG, WHOLE);
    await client.connection.sendNotification("workspace/didChangeWatchedFiles", { changes: [{ uri: CATALOG, type: 1 }] });
    await hoverBecomes(client, /`city` `VARCHAR`/);
  }));

test("below a catalog, too, a file of another database is left alone", () =>
  withServer({ [CATALOG]: WHOLE }, {}, async (client) => {
    await client.open(SQL, "CREATE TABLE t (id INT AUTO_INCREMENT)");
    const found = await client.diagnostics(SQL, (diagnostics) => diagnostics[0]?.code === "other-dialect");
    assert.equal(found.length, 1);
  }));
