/**
 * Links in the JSON of EXTERN, as `kind target`, in the order of the text.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { functionLinks } from "../../../../server/src/language/features/structure/functionLinks";
import { sourceLinks } from "../../../../server/src/language/features/structure/links";
import { openDocument } from "../../../../server/src/language/syntax/document";
import { atOnce } from "../../../../server/src/language/text/steps";

const GRAMMAR = { druidVersion: 38, mode: "document" } as const;

function checkLinks(name: string, text: string, expected: readonly string[], covers: readonly string[] = []): void {
  test(name, () => {
    const found = atOnce(sourceLinks(openDocument(text, GRAMMAR)));
    assert.deepEqual(
      found.map(({ kind, target }) => `${kind} ${target}`),
      expected,
    );
    if (covers.length > 0) {
      assert.deepEqual(
        found.map(({ range }) => text.slice(range.start, range.end)),
        covers,
      );
    }
  });
}

const from = (source: unknown, format = '{"type":"json"}'): string => {
  const json = typeof source === "string" ? source : JSON.stringify(source);
  return `SELECT * FROM TABLE(EXTERN('${json.replaceAll("'", "''")}', '${format}')) EXTEND (a VARCHAR)`;
};

checkLinks(
  "an address",
  from({ type: "http", uris: ["https://example.com/a.json"] }),
  ["uri https://example.com/a.json"],
  ["https://example.com/a.json"],
);
checkLinks("several", from({ type: "http", uris: ["https://a.example/1", "http://b.example/2"] }), [
  "uri https://a.example/1",
  "uri http://b.example/2",
]);
checkLinks("capitals", from({ type: "http", uris: ["HTTPS://EXAMPLE.COM/"] }), ["uri HTTPS://EXAMPLE.COM/"]);
checkLinks("one that is no list", from({ type: "http", uris: "https://example.com/a" }), ["uri https://example.com/a"]);
checkLinks(
  "other protocols lead nowhere",
  from({ type: "http", uris: ["ftp://example.com/a", "javascript:alert(1)", "file:///etc/passwd"] }),
  [],
);
checkLinks("an address without a host", from({ type: "http", uris: ["https://", "http:///a", "https:// example"] }), []);
checkLinks("blanks in an address", from({ type: "http", uris: [" https://example.com"] }), []);
checkLinks("what is no text", from({ type: "http", uris: [1, null, {}, ["https://example.com"]] }), []);
checkLinks(
  "a quote in an address",
  from({ type: "http", uris: ["https://example.com/it's"] }),
  ["uri https://example.com/it's"],
  ["https://example.com/it''s"],
);
checkLinks(
  "escapes of JSON",
  from('{"type":"http","uris":["https:\\/\\/example.com\\u002fa"]}'),
  ["uri https://example.com/a"],
  ["https:\\/\\/example.com\\u002fa"],
);
checkLinks("uris of other types", from({ type: "s3", uris: ["s3://bucket/a", "https://example.com/a"] }), []);
checkLinks(
  "files",
  from({ type: "local", files: ["data/a.json", "/data/b.json"] }),
  ["file data/a.json", "file /data/b.json"],
  ["data/a.json", "/data/b.json"],
);
checkLinks("a folder leads nowhere", from({ type: "local", baseDir: "data", filter: "*.json" }), []);
checkLinks("a file that is no list", from({ type: "local", files: "a" }), ["file a"]);
checkLinks("a folder and files", from({ type: "local", baseDir: "data", files: ["a"] }), ["file a"]);
checkLinks("empty texts", from({ type: "local", files: [""] }), []);
checkLinks("filters lead nowhere", from({ type: "local", filter: "a.json" }), []);
checkLinks(
  "delegates",
  from({
    type: "combining",
    delegates: [
      { type: "local", files: ["a"] },
      { type: "http", uris: ["https://example.com"] },
    ],
  }),
  ["file a", "uri https://example.com"],
);
checkLinks(
  "delegates of delegates",
  from({ type: "combining", delegates: [{ type: "combining", delegates: [{ type: "local", files: ["a"] }] }] }),
  ["file a"],
);
checkLinks("delegates of another type", from({ type: "http", delegates: [{ type: "local", files: ["a"] }] }), []);
checkLinks("delegates that are no objects", from({ type: "combining", delegates: [1, "local", null] }), []);
checkLinks("inline data", from({ type: "inline", data: "https://example.com" }), []);
checkLinks("no type", from({ uris: ["https://example.com"] }), []);
checkLinks("a type that is no text", from({ type: 1, uris: ["https://example.com"] }), []);
checkLinks("the format leads nowhere", from({ type: "inline", data: "a" }, '{"type":"http","uris":["https://example.com"]}'), []);
checkLinks(
  "named arguments",
  `SELECT * FROM TABLE(EXTERN(inputFormat => '{}', inputSource => '{"type":"local","files":["a"]}')) EXTEND (a VARCHAR)`,
  ["file a"],
);
checkLinks("an INSERT", `INSERT INTO t ${from({ type: "local", files: ["a"] })} PARTITIONED BY DAY`, ["file a"]);
checkLinks(
  "two statements",
  `${from({ type: "local", files: ["a"] })};\n${from({ type: "local", files: ["b"] })}`,
  ["file a", "file b"],
  ["a", "b"],
);
checkLinks(
  "a CTE and a join",
  `WITH q AS (${from({ type: "local", files: ["a"] })}) SELECT * FROM q JOIN (${from({ type: "local", files: ["b"] })}) AS r ON true`,
  ["file a", "file b"],
);
checkLinks("broken JSON", from('{"type":"local","files":["a"'), []);
checkLinks("JSON with a template", from('{"type":"local","files":["{{ path }}"]}'), []);
checkLinks("another function", `SELECT * FROM TABLE(OTHER('{"type":"local","files":["a"]}'))`, []);
checkLinks("a string elsewhere", `SELECT '{"type":"local","files":["a"]}' AS extern FROM t`, []);
checkLinks("nothing", "", []);

function checkFunctionLinks(name: string, text: string, expected: readonly string[]): void {
  test(name, () => {
    const found = atOnce(functionLinks(openDocument(text, GRAMMAR)));
    assert.deepEqual(
      found.map(({ range, target }) => `${text.slice(range.start, range.end)} ${target.split("/").at(-1)}`),
      expected,
    );
  });
}

checkFunctionLinks("functions, in the order of the text", "SELECT 1;\nSELECT upper(TRIM(a)), APPROX_COUNT_DISTINCT(b) FROM t", [
  "upper sql-scalar",
  "TRIM sql-scalar",
  "APPROX_COUNT_DISTINCT sql-aggregations",
]);
checkFunctionLinks("columns, types and functions that Druid does not have", 'SELECT abs, my_function(a), x."COUNT" FROM t x', []);
