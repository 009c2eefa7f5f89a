/**
 * Catalog files in each shape, and what is said about those that cannot be used.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { isBrokenCatalog, parseCatalogFile } from "../../../server/src/language/analysis/catalog/parse";

/** Tables as `schema.name(column TYPE@line, …)`. */
function checkCatalog(text: string, expected: readonly string[]): void {
  const { catalog, problems } = parseCatalogFile(text, "file:///druid-catalog.json");
  assert.deepEqual(problems, []);
  const shown = catalog.tables().map(({ schema, name, columns, origins }) => {
    assert.ok(origins.every((origin) => origin.kind === "file"));
    const list = columns.map((column) => {
      assert.ok(column.origin.kind === "file");
      return `${[column.name, column.type].filter(Boolean).join(" ")}@${column.origin.line}`;
    });
    return `${schema}.${name}(${list.join(", ")})`;
  });
  assert.deepEqual(shown, expected);
}

/** Problems as `code: words they are at`. */
function checkProblems(text: string, expected: readonly string[]): void {
  const { problems } = parseCatalogFile(text, "file:///druid-catalog.json");
  assert.deepEqual(
    problems.map(({ code, range }) => `${code}: ${text.slice(range.start, range.end)}`),
    expected,
  );
}

test("our own shape", () => {
  checkCatalog(
    `{
      // known tables
      "tables": {
        "wiki": { "summary": "Edits", "columns": {
          "__time": "TIMESTAMP",
          "page": { "type": "VARCHAR", "summary": "Title" },
          "any": null,
        } },
        "list": { "columns": ["a", "b"] },
      },
      "schemas": { "view": { "v": { "columns": { "x": "BIGINT" } } } },
    }`,
    ["druid.wiki(__time TIMESTAMP@4, page VARCHAR@5, any@6)", "druid.list(a@8, b@8)", "view.v(x BIGINT@10)"],
  );
  const { catalog } = parseCatalogFile('{"tables":{"t":{"summary":"S","columns":{"a":{"summary":"A"}}}}}', "file:///c.json");
  const table = catalog.table("druid", "t");
  assert.equal(table?.summary, "S");
  assert.equal(table?.columns[0]?.summary, "A");
  assert.equal(catalog.table("druid", "T"), undefined);
});

test("what Druid answers to SELECT * FROM INFORMATION_SCHEMA.COLUMNS", () => {
  const expected = ["druid.t(a VARCHAR@0, b@0)", "sys.s(c BIGINT@0)"];
  const objects =
    '{"TABLE_CATALOG":"druid","TABLE_SCHEMA":"druid","TABLE_NAME":"t","COLUMN_NAME":"a","DATA_TYPE":"VARCHAR"},{"TABLE_SCHEMA":"druid","TABLE_NAME":"t","COLUMN_NAME":"b","DATA_TYPE":"OTHER"},{"TABLE_SCHEMA":"sys","TABLE_NAME":"s","COLUMN_NAME":"c","DATA_TYPE":"BIGINT"}';
  checkCatalog(`[${objects}]`, expected);
  checkCatalog(`{"columns":[${objects}]}`, expected);
  const header = '["TABLE_SCHEMA","TABLE_NAME","COLUMN_NAME","DATA_TYPE"]';
  const rows = '["druid","t","a","VARCHAR"],["druid","t","b",null],["sys","s","c","BIGINT"]';
  checkCatalog(`[${header},${rows}]`, expected);
  checkCatalog(`[${header},["STRING","STRING","STRING","STRING"],["VARCHAR","VARCHAR","VARCHAR","VARCHAR"],${rows}]`, expected);
  checkCatalog(`{"columns":${header},"rows":[${rows}]}`, expected);
  checkCatalog('[{"TABLE_NAME":"t","COLUMN_NAME":"a"}]', ["druid.t(a@0)"]);
  checkCatalog("[]", []);
});

test("the same in lines, and as CSV", () => {
  const expected = ["druid.t(a VARCHAR@1, b@2)", "sys.s(c BIGINT@3)"];
  const rows = '["druid","t","a","VARCHAR"]\n["druid","t","b",null]\n["sys","s","c","BIGINT"]';
  checkCatalog(`["TABLE_SCHEMA","TABLE_NAME","COLUMN_NAME","DATA_TYPE"]\n${rows}\n\n`, expected);
  checkCatalog(`["TABLE_SCHEMA","TABLE_NAME","COLUMN_NAME","DATA_TYPE"]\r\n${rows.replaceAll("\n", "\r\n")}\r\n`, expected);
  const types = '["STRING","STRING","STRING","STRING"]\n["VARCHAR","VARCHAR","VARCHAR","VARCHAR"]';
  checkCatalog(`["TABLE_SCHEMA","TABLE_NAME","COLUMN_NAME","DATA_TYPE"]\n${types}\n["druid","t","a","VARCHAR"]\n`, [
    "druid.t(a VARCHAR@3)",
  ]);
  checkCatalog(
    '{"TABLE_SCHEMA":"druid","TABLE_NAME":"t","COLUMN_NAME":"a","DATA_TYPE":"VARCHAR"}\n{"TABLE_NAME":"t","COLUMN_NAME":"b"}\n\n',
    ["druid.t(a VARCHAR@0, b@1)"],
  );
  checkCatalog("TABLE_SCHEMA,TABLE_NAME,COLUMN_NAME,DATA_TYPE\ndruid,t,a,VARCHAR\ndruid,t,b,\nsys,s,c,BIGINT\n", expected);
  checkCatalog('\uFEFF"TABLE_SCHEMA","TABLE_NAME","COLUMN_NAME"\r\n"druid","a, ""b""","c d"\r\n\r\n', ['druid.a, "b"(c d@1)']);
  checkCatalog("TABLE_NAME,COLUMN_NAME\nSTRING,STRING\nVARCHAR,VARCHAR\nt,a", ["druid.t(a@3)"]);
});

test("what cannot be used of lines", () => {
  checkProblems('{"TABLE_NAME":"t","COLUMN_NAME":"a"}\n{"TABLE_NAME":"t"}', ['catalog-shape: {"TABLE_NAME":"t"}']);
  checkProblems('{"TABLE_NAME":"t","COLUMN_NAME":"a"}\n{"TABLE_NAME":"t",', ["catalog-syntax: "]);
  checkProblems('["druid","t","a","VARCHAR"]\n["druid","t","b","VARCHAR"]', ['catalog-shape: ["druid","t","a","VARCHAR"]']);
  checkProblems("TABLE_NAME,COLUMN_NAME\nt", ["catalog-shape: t"]);
});

test("what cannot be used", () => {
  checkProblems("", ["catalog-shape: "]);
  checkProblems("{", ["catalog-syntax: "]);
  checkProblems("3", ["catalog-shape: 3"]);
  checkProblems('{"table":{}}', ['catalog-shape: "table"']);
  checkProblems('{"tables":[]}', ["catalog-shape: []"]);
  checkProblems('{"tables":{"t":1}}', ["catalog-shape: 1"]);
  checkProblems('{"tables":{"t":{"column":{}}}}', ['catalog-shape: "column"']);
  checkProblems('{"tables":{"t":{"columns":{"a":1,"b":"BIGINT"}}}}', ["catalog-shape: 1"]);
  checkProblems('{"tables":{"t":{"columns":["a",1,""]}}}', ["catalog-shape: 1", 'catalog-shape: ""']);
  checkProblems('[{"TABLE_NAME":"t"}]', ['catalog-shape: {"TABLE_NAME":"t"}']);
  checkProblems("[1]", ["catalog-shape: 1"]);
  checkProblems('[["druid","t","a","VARCHAR"]]', ['catalog-shape: ["druid","t","a","VARCHAR"]']);
  checkProblems('[["t","a"],["t","b"],["t","c"]]', ['catalog-shape: ["t","a"]']);
  checkProblems('[["TABLE_SCHEMA","TABLE_NAME"],["druid","t"]]', ['catalog-shape: ["TABLE_SCHEMA","TABLE_NAME"]']);
  checkProblems('["druid","t","a","VARCHAR"]', [
    'catalog-shape: "druid"',
    'catalog-shape: "t"',
    'catalog-shape: "a"',
    'catalog-shape: "VARCHAR"',
  ]);
  checkProblems('{"columns":["a","b"],"rows":[["t","a"]]}', ['catalog-shape: ["a","b"]']);
  checkProblems('[["TABLE_NAME","COLUMN_NAME"]]', []);
  checkProblems('{"columns":1}', ["catalog-shape: 1"]);
  checkProblems(`${"[".repeat(30)}${"]".repeat(30)}`, ["catalog-syntax: ["]);
  assert.ok(isBrokenCatalog(parseCatalogFile("{", "file:///c.json")));
  assert.ok(!isBrokenCatalog(parseCatalogFile('{"x":1}', "file:///c.json")));
});
