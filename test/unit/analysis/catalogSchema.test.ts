/**
 * The published schema of catalog files beside the reader: what the reader takes is fine for the schema, what it complains about is not.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Ajv } from "ajv";
import { parse } from "jsonc-parser";
import { parseCatalogFile } from "../../../server/src/language/analysis/catalog/parse";
import { readManifest } from "../../support/manifest";

const ajv = new Ajv({ allowUnionTypes: true, strictTypes: false });
ajv.addVocabulary(["allowComments", "allowTrailingCommas"]);
const isValid = ajv.compile(JSON.parse(readFileSync("docs/schemas/druid-catalog.schema.json", "utf8")));

function checkBoth(text: string, expected: boolean): void {
  const { problems } = parseCatalogFile(text, "file:///druid-catalog.json");
  assert.equal(problems.length === 0, expected, `the reader on ${text}`);
  assert.equal(isValid(parse(text, [], { allowTrailingComma: true })), expected, `the schema on ${text}`);
}

const ROW = '{"TABLE_SCHEMA":"druid","TABLE_NAME":"t","COLUMN_NAME":"a","DATA_TYPE":"VARCHAR"}';
const HEADER = '["TABLE_SCHEMA","TABLE_NAME","COLUMN_NAME","DATA_TYPE"]';

test("both take", () => {
  for (const text of [
    "{}",
    '{"tables":{}}',
    '{"$schema":"x","tables":{"t":{"summary":"s","columns":{"a":"VARCHAR","b":null,"c":{"type":"BIGINT","summary":"c"},"d":{}}}}}',
    '{"tables":{"t":{"columns":["a","b"],},},"schemas":{"view":{"v":{}}}}',
    "[]",
    `[${ROW}]`,
    `{"columns":[${ROW}]}`,
    `[${HEADER},["druid","t","a","VARCHAR"]]`,
    `{"columns":${HEADER},"rows":[["druid","t","a","VARCHAR"]]}`,
  ])
    checkBoth(text, true);
});

test("both mark", () => {
  for (const text of [
    "3",
    '{"table":{}}',
    '{"tables":[]}',
    '{"tables":{"t":1}}',
    '{"tables":{"t":{"column":{}}}}',
    '{"tables":{"t":{"columns":{"a":1}}}}',
    '{"tables":{"t":{"columns":["a",""]}}}',
    '{"schemas":{"view":[]}}',
    '[{"TABLE_NAME":"t"}]',
    "[1]",
    '{"columns":1}',
  ])
    checkBoth(text, false);
});

test("VS Code knows it for both names", () => {
  const { jsonValidation } = readManifest().contributes as unknown as { jsonValidation: readonly { fileMatch: string[]; url: string }[] };
  const found = jsonValidation.find(({ url }) => url === "./docs/schemas/druid-catalog.schema.json");
  assert.deepEqual(found?.fileMatch, ["druid-catalog.json", "druid-catalog.jsonc"]);
});
