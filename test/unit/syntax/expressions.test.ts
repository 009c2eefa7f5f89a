/** Precedence and special forms of expressions, shown as groupings. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Grammar, parseRequest } from "../../../server/src/language/syntax/document";
import { printGrouping } from "../../support/grouping";

const grammar: Grammar = { druidVersion: 38, mode: "request" };

function checkGrouping(expression: string, expected: string): void {
  test(`grouping of ${expression}`, () => {
    const text = `SELECT ${expression} FROM t`;
    const statement = parseRequest(text, grammar);
    assert.deepEqual(statement.errors, []);
    const select = statement.tree.statement;
    assert.equal(select?.kind, "select");
    const item = select?.kind === "select" ? select.items[0] : undefined;
    assert.ok(item);
    assert.equal(printGrouping(item.expression, text), expected);
  });
}

checkGrouping("a + b * c", "(a + (b * c))");
checkGrouping("a * b + c", "((a * b) + c)");
checkGrouping("(a + b) * c", "((a + b) * c)");
checkGrouping("a + b - c + d", "(a + b - c + d)");
checkGrouping("a || b + c", "((a || b) + c)");
checkGrouping("- a * b", "((- a) * b)");
checkGrouping("a - - b", "(a - (- b))");
checkGrouping("a AND b OR c AND d", "((a AND b) OR (c AND d))");
checkGrouping("a OR b OR c", "(a OR b OR c)");
checkGrouping("NOT a = b", "(NOT (a = b))");
checkGrouping("NOT a AND b", "((NOT a) AND b)");
checkGrouping("NOT NOT a", "(NOT NOT a)");
checkGrouping("a = b = c", "(a = b = c)");
checkGrouping("a = b IS NULL", "((a = b) IS NULL)");
checkGrouping("a IS NOT NULL AND b IS TRUE", "((a IS NOT NULL) AND (b IS TRUE))");
checkGrouping("a IS DISTINCT FROM b", "(a IS DISTINCT FROM b)");
checkGrouping("a IS NOT DISTINCT FROM b AND c", "((a IS NOT DISTINCT FROM b) AND c)");
checkGrouping("x BETWEEN a AND b AND c", "((x BETWEEN a AND b) AND c)");
checkGrouping("x BETWEEN 1 AND 2 = true", "((x BETWEEN 1 AND 2) = true)");
checkGrouping("x BETWEEN a OR b AND c", "(x BETWEEN (a OR b) AND c)");
checkGrouping("x NOT BETWEEN a AND b OR c", "((x NOT BETWEEN a AND b) OR c)");
checkGrouping("x BETWEEN SYMMETRIC a AND b", "(x BETWEEN a AND b)");
checkGrouping("a LIKE b || 'c' ESCAPE '!'", "(a LIKE (b || 'c') ESCAPE '!')");
checkGrouping("a NOT LIKE b AND c", "((a NOT LIKE b) AND c)");
checkGrouping("a ILIKE b", "(a ILIKE b)");
checkGrouping("a SIMILAR TO b", "(a SIMILAR TO b)");
checkGrouping("a + 1 IN (1, 2) AND b", "(((a + 1) IN (…)) AND b)");
checkGrouping("a NOT IN (SELECT b FROM u)", "(a NOT IN (…))");
checkGrouping("a = ANY (SELECT b FROM u)", "(a = ANY (…))");
checkGrouping("a < ALL (1, 2) AND b", "((a < ALL (…)) AND b)");
checkGrouping("NOT EXISTS (SELECT 1 FROM u)", "(NOT (EXISTS (SELECT 1 FROM u)))");
checkGrouping("a <> b AND c != d", "((a <> b) AND (c != d))");
checkGrouping("CASE WHEN a THEN b ELSE c END + 1", "(CASE WHEN a THEN b ELSE c END + 1)");
checkGrouping("a[1] + b", "(a[1] + b)");
checkGrouping("f(x).y = 1", "(f(x).y = 1)");
checkGrouping("CAST(a AS BIGINT) / 2", "(CAST(a AS BIGINT) / 2)");
checkGrouping("SUM(x) FILTER (WHERE a > 1) OVER (PARTITION BY b) - 1", "(SUM(x) FILTER (WHERE a > 1) OVER (PARTITION BY b) - 1)");
checkGrouping("__time >= CURRENT_TIMESTAMP - INTERVAL '1' DAY", "(__time >= (CURRENT_TIMESTAMP - INTERVAL '1' DAY))");

checkGrouping("SPECIFIC ABS(a) + 1", "(ABS(a) + 1)");
checkGrouping("SPECIFIC COUNT(*) FILTER (WHERE a) + 1", "(COUNT(*) FILTER (WHERE a) + 1)");
checkGrouping("SPECIFIC FLOOR(a) * b", "(FLOOR(a) * b)");

/** Strings with escapes of Unicode. */
function checkMeaning(literal: string, expected: string | undefined): void {
  test(`what ${literal} means`, () => {
    const statement = parseRequest(`SELECT ${literal} FROM t`, grammar);
    const select = statement.tree.statement;
    const item = select?.kind === "select" ? select.items[0]?.expression : undefined;
    assert.deepEqual(
      statement.errors.map(({ code }) => code),
      expected === undefined ? ["bad-literal"] : [],
    );
    if (expected !== undefined) assert.equal(item?.kind === "literal" ? item.value : undefined, expected);
  });
}

checkMeaning("U&'d\\0061ta'", "data");
checkMeaning("U&'\\\\0061'", "\\0061");
checkMeaning("U&'!0061\\' UESCAPE '!'", "a\\");
checkMeaning("U&'\\+041b'", "Ab");
checkMeaning("U&'\\-001'", "\uffff");
checkMeaning("U&'\\004'", undefined);
checkMeaning("U&'\\--01'", undefined);
checkMeaning("U&'\\+12'", undefined);
checkMeaning("U&'\\٠٠٤١\\００４２\\00४3'", "ABC");
checkMeaning("U&'\\\u{1d7ce}041'", undefined);
