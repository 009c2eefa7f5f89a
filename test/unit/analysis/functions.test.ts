/**
 * Calls of functions, by example. What Druid says of each was asked from its planner (28, 31, 33).
 */
import { test } from "node:test";
import { checkCodes, checkFindings, checkFix } from "../../support/findings";

test("functions of JDBC have names of their own", () => {
  checkCodes("SELECT {fn UCASE(a)}, {fn ABS(b)}, UCASE(a) FROM t", ["unknown-function"]);
});

test("calls that Druid takes", () => {
  for (const sql of [
    'SELECT UPPER(x), "upper"(x), "Upper"(x), ROUND(y), ROUND(y, 1), CONCAT(), CONCAT(x, y, z), GREATEST() FROM a',
    "SELECT COUNT(*), COUNT(x, y) FROM a",
    "SELECT CURRENT_DATE, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP(3), PI, LOCALTIME",
    "SELECT EXTRACT(DAY FROM t), TRIM(BOTH ' ' FROM x), POSITION('a' IN x), FLOOR(t TO DAY), TIMESTAMPADD(DAY, 1, t) FROM a",
    "SELECT JSON_OBJECT('a': x), JSON_VALUE(x, '$.a' RETURNING BIGINT), JSON_QUERY(x, '$'), CAST(x AS BIGINT) FROM a",
    "SELECT DS_HLL(x), VARIANCE(y), APPROX_QUANTILE_DS(y, 0.5) FROM a",
    "SELECT ROUND({{ arguments }}), {{ f }}(1), LOOKUP(x, '{{ name }}'), LOOKUP(x, {{ name }}) FROM a",
    "SELECT LOOKUP(x, ('l')), LOOKUP(x, CAST('l' AS VARCHAR), ?), REGEXP_LIKE(x, 'a') FROM a",
    "SELECT LATEST(x, -(1)) FROM a",
    "SELECT COUNT(DISTINCT x), ARRAY_AGG(DISTINCT x), STRING_AGG(DISTINCT x, ','), SUM(ALL x) FROM a",
    "SELECT * FROM TABLE(APPEND('a'))",
  ]) {
    checkCodes(sql, []);
  }
});

test("functions that there are not", () => {
  checkFindings(`
    SELECT UPER(x), no_such_thing(x), NOW() FROM a
    --     ^^^^ unknown-function (warning)
    --              ^^^^^^^^^^^^^ unknown-function (warning)
    --                                ^^^ unknown-function (warning)
  `);
  checkFix("SELECT <|>UPER(x) FROM a", "Write UPPER", "SELECT UPPER(x) FROM a");
  checkFix("SELECT <|>POW(x, 2) FROM a", "Write POWER", "SELECT POWER(x, 2) FROM a");
  checkCodes("SELECT no_such_thing(x) FROM a", [], { profile: { functions: ["NO_SUCH_THING"] } });
});

test("functions of other releases and of extensions", () => {
  checkCodes("SELECT IFNULL(x, y), IPV6_MATCH(x, '::/8') FROM a GROUP BY x, y HAVING LISTAGG(x, ',') = ''", []);
  checkCodes("SELECT LISTAGG(x, ',') FROM a", ["missing-function"], { version: 27 });
  checkCodes("SELECT IFNULL(x, y) FROM a", ["missing-function"], { version: 28 });
  checkCodes("SELECT MV_FILTER_PREFIX(x, 'a') FROM a", ["missing-function"], { version: 33 });
  checkCodes("SELECT MV_FILTER_PREFIX(x, 'a') FROM a", [], { version: 34 });
  checkCodes("SELECT IFNULL(x, y) FROM a", [], { version: 28, profile: { functions: ["ifnull"] } });
  checkCodes("SELECT VARIANCE(x) FROM a", ["missing-function"], { profile: { extensions: ["druid-datasketches"] } });
  checkCodes("SELECT DS_HLL(x) FROM a", [], { profile: { extensions: ["druid-datasketches"] } });
});

test("counts of operands", () => {
  checkFindings(`
    SELECT ROUND(x, 1, 2), UPPER(), NVL(x), COUNT(), SUM(*), DS_HLL() FROM a GROUP BY x
    --     ^^^^^ argument-count
    --                     ^^^^^ argument-count
    --                              ^^^ argument-count
    --                                      ^^^^^ argument-count
    --                                                   ^ argument-count
    --                                                       ^^^^^^ argument-count
  `);
  checkCodes("SELECT PI(), CURRENT_DATE(), CURRENT_TIMESTAMP()", ["argument-count", "argument-count", "argument-count"]);
  checkCodes("SELECT COUNT(*) FILTER (WHERE CURRENT_TIMESTAMP() > __time), SUM(PI()) FILTER (WHERE PI() IS NOT NULL) FROM t", []);
  checkFix("SELECT <|>CURRENT_DATE()", "Remove the parentheses", "SELECT CURRENT_DATE");
  checkCodes("SELECT VARIANCE(x, y, z) FROM a", []);
});

test("operands that have to be literals", () => {
  checkFindings(`
    SELECT LOOKUP(x, y), REGEXP_LIKE(x, 'a' || 'b'), DATE_TRUNC((UPPER('day')), t), LATEST(x, z) FROM a GROUP BY x, y, t
    --               ^ literal-argument
    --                                  ^^^^^^^^^^ literal-argument
    --                                                           ^^^^^^^^^^^^ literal-argument
    --                                                                                        ^ literal-argument
  `);
  checkCodes("SELECT LOOKUP(x, y) FROM a", [], { version: 28 });
  checkCodes("SELECT REGEXP_LIKE(x, y) FROM a", ["literal-argument"], { version: 28 });
});

test("DISTINCT in calls", () => {
  checkFindings(`
    SELECT SUM(DISTINCT x), UPPER(all x) FROM a GROUP BY x
    --     ^^^ distinct-call
    --                            ^^^ distinct-call
  `);
  checkCodes("SELECT SUM(DISTINCT x) FROM a", [], { context: { useApproximateCountDistinct: false } });
  checkCodes("SELECT SUM(DISTINCT x) FROM a", [], { version: 28 });
});
