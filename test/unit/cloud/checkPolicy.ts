/**
 * `checkPolicy`: what a file of IAM policies answers to a question, as `OUTCOME` or `OUTCOME: words of the message`.
 */
import assert from "node:assert/strict";
import { decide } from "../../../server/src/language/cloud/decide";
import type { PolicyDecision, PolicyFile } from "../../../server/src/language/cloud/model";
import { parsePolicyFile } from "../../../server/src/language/cloud/parse";

/** A statement without Effect is an Allow. */
export function statement(parts: object): object {
  return { Effect: "Allow", ...parts };
}

/** A policy of the newer version. */
export function policy(...statements: readonly object[]): object {
  return { Version: "2012-10-17", Statement: statements.map(statement) };
}

/** The file, from JSON or its text. */
export function fileOf(given: object | string): PolicyFile {
  return parsePolicyFile(typeof given === "string" ? given : JSON.stringify(given), "policy.json");
}

/** Asks `s3:PutObject arn:aws:s3:::b/*` of a file; `expected` is `allowed`, `denied: near words`. */
export function checkPolicy(given: object | string, question: string, expected: string): PolicyDecision {
  const file = fileOf(given);
  const [action = "", resource = ""] = question.split(/ (.*)/s);
  const decision = decide(file, action, resource);
  const [outcome, words] = expected.split(/: (.*)/s);
  const told = `${question}\n${JSON.stringify(given)}\n${JSON.stringify(decision)}\n${JSON.stringify(file.problems)}`;
  assert.equal(decision.outcome, outcome, told);
  if (words !== undefined) assert.ok(decision.message.includes(words), told);
  return decision;
}
