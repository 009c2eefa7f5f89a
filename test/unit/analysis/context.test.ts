/**
 * The keys of SET that Druid knows, and what becomes of their values.
 */
import * as assert from "node:assert/strict";
import { test } from "node:test";
import { CONTEXT_VALUES } from "../../../server/src/language/data/contextKeys";
import { contextParameters, findContextParameter } from "../../../server/src/language/data/contextParameters";
import { checkCodes, checkFindings, checkFix } from "../../support/findings";

const set = (assignment: string): string => `SET ${assignment}; SELECT x FROM a`;

test("the table of parameters", () => {
  const all = [...contextParameters().values()];
  assert.ok(all.length > 140);
  assert.equal(findContextParameter("USECACHE"), undefined);
  for (const { name, documentation, values, aliasOf } of all) {
    assert.match(documentation, /^[A-Z\w].*\.$/, name);
    assert.ok(!values || values.length > 0, name);
    assert.ok(aliasOf === undefined || findContextParameter(aliasOf), name);
  }
});

test("what the planner reads itself is in the table, with the same type", () => {
  for (const [key, { type }] of CONTEXT_VALUES) {
    const parameter = findContextParameter(key);
    assert.equal(parameter?.type, type === "joinAlgorithm" ? "string" : type, key);
  }
});

test("keys that nobody reads", () => {
  checkFindings(`
       SET USECACHE = FALSE; SET maxNumTask = 4; SET myOwnKey = 'x'; SET useCache = TRUE; SELECT x FROM a
    --     ^^^^^^^^ unknown-context-key (warning)
    --                           ^^^^^^^^^^ unknown-context-key (warning)
    --                                               ^^^^^^^^ unknown-context-key (hint)
  `);
  checkFix("SET <|>USECACHE = FALSE; SELECT x FROM a", "Write useCache", "SET useCache = FALSE; SELECT x FROM a");
  checkFix("SET maxNumTask<|> = 4; SELECT x FROM a", "Write maxNumTasks", "SET maxNumTasks = 4; SELECT x FROM a");
  checkCodes(set("{{ key }} = 1"), []);
  checkCodes(set("scanSignature = 'x'"), ["reserved-context-key"]);
  checkCodes("SET nope = 1; SELECT x FROM a", ["unsupported-statement"], { version: 33 });
});

test("values of the wrong type", () => {
  checkFindings(`
       SET maxNumTasks = 'many'; SET finalizeAggregations = 'no'; SET taskAssignment = 'most'; SELECT x FROM a
    --                   ^^^^^^ context-type (warning)
    --                                                      ^^^^ context-type (warning)
    --                                                                                 ^^^^^^ context-type (warning)
  `);
  for (const wrong of [
    "useCache = 1",
    "useCache = 'yes'",
    "useCache = ''",
    "timeout = TRUE",
    "timeout = '1s'",
    "timeout = ''",
    "bufferGrouperMaxLoadFactor = 'x'",
    "lane = 5",
    "lane = TRUE",
    "selectDestination = 'disk'",
    "vectorize = 'perhaps'",
    "useApproximateTopN = 'on'",
  ])
    checkCodes(set(wrong), ["context-type"]);
  for (const right of [
    "useCache = 'TRUE'",
    "useCache = NULL",
    "timeout = 5",
    "timeout = '5'",
    "timeout = -1",
    "timeout = {{ t }}",
    "maxSubqueryBytes = 'auto'",
    "vectorize = TRUE",
    "vectorize = 'FORCE'",
    "includeSegmentSource = 'realtime'",
    "segmentSortOrder = 'a,b'",
    "sqlTimeZone = 'Etc/UTC'",
    "indexSpec = '{}'",
    "engine = 'native'",
  ])
    checkCodes(set(right), []);
  checkCodes(set("maxNumericInFilters = 'x'"), ["context-value"]);
});
