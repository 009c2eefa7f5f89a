/**
 * The verdict of a statement out of the verdicts of its needs.
 */
import * as assert from "node:assert/strict";
import { test } from "node:test";
import { inspect, judgeStatement, openDocument, type StatementVerdict, statusAt } from "../../../server/src/language/index";
import { contextOf, type Given, ROLES } from "../../support/context";

function checkVerdict(text: string, given: Given, expected: StatementVerdict): void {
  const context = contextOf({ roles: ROLES, as: "user:root", ...given });
  const statement = openDocument(text, context.grammar).statements[0]?.statement;
  assert.ok(statement && context.judge);
  assert.equal(judgeStatement(inspect(statement, context.settings), context.judge, context.settings).verdict, expected);
}

test("all is granted", () => {
  checkVerdict("SELECT * FROM wikipedia", {}, "allowed");
  checkVerdict("SELECT 1", { as: "user:nobody" }, "allowed");
});

test("what is only needed to follow or stop the task does not decide", () => {
  checkVerdict("INSERT INTO dst SELECT * FROM wikipedia PARTITIONED BY ALL", {}, "allowed");
});

test("one missing permission is enough", () => {
  checkVerdict("SELECT * FROM wikipedia, koalas", {}, "denied");
  checkVerdict("SELECT * FROM sys.servers", {}, "denied");
});

test("denied goes before unknown", () => {
  checkVerdict("SELECT * FROM {{ t }}, wikipedia", {}, "unknown");
  checkVerdict("SELECT * FROM {{ t }}, koalas", {}, "denied");
});

test("refused goes before all", () => {
  checkVerdict("SELECT FROM koalas", {}, "refused");
  checkVerdict("INSERT INTO dst SELECT * FROM koalas", {}, "refused");
});

test("without a principal: denied if nobody has it, else unknown", () => {
  const context = contextOf({ roles: ROLES });
  const verdictOf = (text: string): StatementVerdict | undefined => {
    const statement = openDocument(text, context.grammar).statements[0]?.statement;
    return statement && context.judge && judgeStatement(inspect(statement, context.settings), context.judge, context.settings).verdict;
  };
  assert.equal(verdictOf("SELECT * FROM wikipedia"), "unknown");
  assert.equal(verdictOf("SELECT * FROM koalas"), "denied");
});

test("the same statement under the same settings is inspected once", () => {
  const context = contextOf({});
  const statement = openDocument("SELECT * FROM wikipedia", context.grammar).statements[0]?.statement;
  assert.ok(statement);
  assert.equal(inspect(statement, context.settings), inspect(statement, context.settings));
  assert.equal(contextOf({}).settings, context.settings);
  assert.notEqual(contextOf({ cluster: { druidVersion: 30 } }).settings, context.settings);
});

test("an authorizer that asks no roles judges without a roles file, and whoever asks", () => {
  const stateUnder = (authorizer: string): readonly unknown[] => {
    const context = contextOf({ cluster: { authorizer } });
    const { state, verdict } = statusAt(context, openDocument("SELECT * FROM wikipedia", context.grammar), 0);
    return [state, verdict];
  };
  assert.deepEqual(stateUnder("allowAll"), ["ready", "allowed"]);
  assert.deepEqual(stateUnder("readOnly"), ["ready", "allowed"]);
  assert.deepEqual(stateUnder("basic"), ["no-roles", undefined]);
});
