/**
 * Keys in EXTERN's JSON that nearly are what Druid reads. Druid 33 took each of these statements and said nothing.
 */
import { test } from "node:test";
import { checkCodes, checkFindings, checkFix } from "../../support/findings";

const EXTEND = "EXTEND (a VARCHAR)";

test("a key that nearly is one", () => {
  checkFindings(`
    SELECT * FROM TABLE(EXTERN('{"type":"http","uris":["https://x"],"systemField":["__file_uri"]}', '{"type":"json","keepNullColums":true}')) EXTEND (a VARCHAR)
    --                                                              ^^^^^^^^^^^^^ extern-key (warning)
    --                                                                                                              ^^^^^^^^^^^^^^^^ extern-key (warning)
  `);
  checkFindings(`
    SELECT * FROM TABLE(EXTERN('{"type":"s3","uris":["s3://it''s"],"properties":{"accesKeyId":"a"}}', '{"type":"json","flattenSpec":{"feilds":[]}}')) EXTEND (a VARCHAR)
    --                                                                           ^^^^^^^^^^^^ extern-key (warning)
    --                                                                                                                               ^^^^^^^^ extern-key (warning)
  `);
  checkFindings(`
    SELECT * FROM TABLE(EXTERN('{"type":"combining","delegates":[{"type":"local","files":["a"],"basDir":"b"}]}', '{"type":"json"}')) EXTEND (a VARCHAR)
    --                                                                                         ^^^^^^^^ extern-key (warning)
  `);
});

test("a key that is none, that is there already, or of what nobody knows", () => {
  for (const [source, format] of [
    ['{"type":"http","uris":["https://x"],"nonsense":1}', '{"type":"json"}'],
    ['{"type":"http","uris":["https://x"],"uri":1}', '{"type":"json"}'],
    ['{"type":"http","uris":["https://x"],"requestHeaders":{"systemField":"x"}}', '{"type":"csv","columns":["a"],"skipFirstNRows":1}'],
  ] as const) {
    checkCodes(`SELECT * FROM TABLE(EXTERN('${source}', '${format}')) ${EXTEND}`, []);
  }
  checkCodes(`SELECT * FROM TABLE(EXTERN('{"type":"mine","uri":1}', '{"type":"json"}')) ${EXTEND}`, ["extern-type"]);
});

test("the key that is meant", () => {
  const sql = (key: string): string =>
    `SELECT * FROM TABLE(EXTERN('{"type":"inline","data":"a"}', '{"type":"tsv","columns":["a"],${key}:"|"}')) ${EXTEND}`;
  checkFix(sql('"<|>delimeter"'), 'Write "delimiter"', sql('"delimiter"'));
});
