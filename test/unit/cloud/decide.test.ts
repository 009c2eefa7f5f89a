/**
 * What policies of AWS grant: effects, wildcards, variables, conditions, and what is near when nothing does.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { judgeAction } from "../../../server/src/language/cloud/judgeAction";
import type { CloudAction } from "../../../server/src/language/permissions/model";
import { checkPolicy, fileOf, policy } from "./checkPolicy";

const PUT = "s3:PutObject arn:aws:s3:::b/p/*";
const LIST = "s3:ListBucket arn:aws:s3:::b";
const ALL = { Action: "s3:*", Resource: "*" };
const OBJECTS = { Action: "s3:PutObject", Resource: "arn:aws:s3:::b/*" };

describe("effects", () => {
  test("an Allow allows", () => {
    checkPolicy(policy(OBJECTS), PUT, "allowed: Statement 1 allows it.");
    checkPolicy({ Version: "2012-10-17", Statement: { Effect: "Allow", ...OBJECTS } }, PUT, "allowed");
    checkPolicy(policy({ Sid: "Write", ...OBJECTS }), PUT, 'allowed: Statement "Write" allows it.');
  });
  test("what nobody allows is denied", () => {
    checkPolicy(policy(), PUT, "denied: No statement of the policy allows it.");
    checkPolicy(policy({ Action: "ec2:*", Resource: "arn:aws:ec2:eu-west-1:1:x" }), PUT, "denied");
  });
  test("a Deny comes first, wherever it stands", () => {
    checkPolicy(policy(ALL, { Effect: "Deny", ...OBJECTS }), PUT, "denied: Statement 2 denies it.");
    checkPolicy(policy({ Effect: "Deny", ...OBJECTS }, ALL), PUT, "denied: Statement 1 denies it.");
    checkPolicy(policy({ Effect: "Deny", Action: "*", Resource: "*" }, ALL), LIST, "denied");
    checkPolicy(policy(ALL, { Effect: "Deny", Action: "s3:DeleteObject", Resource: "*" }), PUT, "allowed");
    checkPolicy([policy(ALL), policy({ Effect: "Deny", ...OBJECTS })], PUT, "denied");
  });
  test("a Deny of a part leaves the rest open", () => {
    checkPolicy(policy(ALL, { Effect: "Deny", Action: "*", Resource: "arn:aws:s3:::b/p/secret/*" }), PUT, "unknown: is about a part");
    checkPolicy(policy(ALL, { Effect: "Deny", Action: "*", Resource: "arn:aws:s3:::b/q/*" }), PUT, "allowed");
    checkPolicy(policy({ Effect: "Deny", Action: "*", Resource: "arn:aws:s3:::b/p/secret/*" }), PUT, "denied: No statement");
  });
});

describe("actions", () => {
  const on = (Action: unknown, rest: object = {}): object => policy({ Action, Resource: "*", ...rest });
  test("names in any case, with wildcards", () => {
    checkPolicy(on("s3:putobject"), PUT, "allowed");
    checkPolicy(on("S3:PUT*"), PUT, "allowed");
    checkPolicy(on("s3:*Object"), PUT, "allowed");
    checkPolicy(on("s3:P?tObject"), PUT, "allowed");
    checkPolicy(on("s3:PutObject?"), PUT, "denied");
    checkPolicy(on("s3:Put"), PUT, "denied");
    checkPolicy(on("s3:Get*"), PUT, "denied: allows s3:Get* there");
    checkPolicy(on("*"), PUT, "allowed");
    checkPolicy(on("sts:*"), "sts:AssumeRole arn:aws:iam::1:role/r", "allowed");
  });
  test("lists", () => {
    checkPolicy(on(["s3:GetObject", "s3:PutObject"]), PUT, "allowed");
    checkPolicy(on(["s3:GetObject", "s3:List*"]), PUT, "denied: s3:GetObject and others there");
  });
  test("NotAction is everything else", () => {
    const not = (NotAction: unknown, rest: object = {}): object => policy({ NotAction, Resource: "*", ...rest });
    checkPolicy(not("iam:*"), PUT, "allowed");
    checkPolicy(not(["iam:*", "s3:put*"]), PUT, "denied");
    checkPolicy(policy(ALL, { Effect: "Deny", NotAction: "s3:Get*", Resource: "*" }), PUT, "denied");
    checkPolicy(policy(ALL, { Effect: "Deny", NotAction: "s3:*", Resource: "*" }), PUT, "allowed");
  });
});

describe("resources", () => {
  const on = (Resource: unknown, rest: object = {}): object => policy({ Action: "s3:*", Resource, ...rest });
  test("in their own case", () => {
    checkPolicy(on("arn:aws:s3:::B/p/*"), PUT, "denied");
    checkPolicy(on("arn:aws:s3:::b/P/*"), PUT, "denied");
    checkPolicy(on("ARN:aws:s3:::b/p/*"), PUT, "unknown");
  });
  test("a wildcard passes colons and slashes", () => {
    checkPolicy(on("arn:aws:s3:::*"), PUT, "allowed");
    checkPolicy(on("arn:aws:s3:::*"), LIST, "allowed");
    checkPolicy(on("arn:aws:s3:*"), LIST, "allowed");
    checkPolicy(on("arn:*"), LIST, "allowed");
    checkPolicy(on("arn:*:s3:::b*"), PUT, "allowed");
    checkPolicy(on("arn:aws:s3:::?/*"), PUT, "allowed");
    checkPolicy(on("arn:aws:s3:::b/*/*"), "s3:PutObject arn:aws:s3:::b/p/q/x", "allowed");
  });
  test("all that is asked about must be covered", () => {
    checkPolicy(on("arn:aws:s3:::b/p/*"), PUT, "allowed");
    checkPolicy(on("arn:aws:s3:::b/p*"), PUT, "allowed");
    checkPolicy(on("arn:aws:s3:::b/p/?*"), PUT, "unknown: a part of it only, arn:aws:s3:::b/p/?*");
    checkPolicy(on("arn:aws:s3:::b/p/x"), PUT, "unknown: a part");
    checkPolicy(on("arn:aws:s3:::b/p/x/*"), PUT, "unknown: a part");
    checkPolicy(on("arn:aws:s3:::b/*.csv"), PUT, "unknown: a part");
    checkPolicy(on("arn:aws:s3:::b/p"), PUT, "denied: allows it on arn:aws:s3:::b/p");
    checkPolicy(on("arn:aws:s3:::b/q/*"), PUT, "denied: allows it on arn:aws:s3:::b/q/*");
    checkPolicy(on("arn:aws:s3:::b/**"), PUT, "allowed");
    checkPolicy(on("arn:aws:s3:::b/p/*"), "s3:PutObject arn:aws:s3:::b/p/x?z", "allowed");
    checkPolicy(on("arn:aws:s3:::b/p/xyz"), "s3:PutObject arn:aws:s3:::b/p/x?z", "unknown");
    checkPolicy(on("arn:aws:s3:::b/p/x?z"), "s3:PutObject arn:aws:s3:::b/p/x*z", "unknown");
    checkPolicy(on("arn:aws:s3:::b/p/x*z"), "s3:PutObject arn:aws:s3:::b/p/x?z", "allowed");
  });
  test("a bucket is not its objects", () => {
    checkPolicy(on("arn:aws:s3:::b/*"), LIST, "denied: on arn:aws:s3:::b/*, which is the objects and not the bucket");
    checkPolicy(on("arn:aws:s3:::b"), PUT, "denied: on arn:aws:s3:::b, which is the bucket and not its objects");
    checkPolicy(on(["arn:aws:s3:::b", "arn:aws:s3:::b/*"]), LIST, "allowed");
    checkPolicy(on(["arn:aws:s3:::b", "arn:aws:s3:::b/*"]), PUT, "allowed");
    checkPolicy(on("arn:aws:s3:::b*"), LIST, "allowed");
  });
  test("NotResource is everything else", () => {
    const not = (NotResource: unknown, rest: object = {}): object => policy({ Action: "s3:*", NotResource, ...rest });
    checkPolicy(not("arn:aws:s3:::c/*"), PUT, "allowed");
    checkPolicy(not("arn:aws:s3:::b/*"), PUT, "denied");
    checkPolicy(not("arn:aws:s3:::b/p/x"), PUT, "unknown: a part");
    checkPolicy(policy(ALL, { Effect: "Deny", Action: "*", NotResource: ["arn:aws:s3:::b", "arn:aws:s3:::b/*"] }), PUT, "allowed");
    checkPolicy(policy(ALL, { Effect: "Deny", Action: "*", NotResource: "arn:aws:s3:::b/*" }), LIST, "denied: Statement 2 denies it.");
  });
});

describe("what the file does not tell", () => {
  const limited = { Condition: { Bool: { "aws:SecureTransport": "true" } } };
  test("a Condition", () => {
    checkPolicy(policy({ ...OBJECTS, ...limited }), PUT, "unknown: Statement 1 has a Condition");
    checkPolicy(policy({ ...OBJECTS, ...limited }, OBJECTS), PUT, "allowed: Statement 2");
    checkPolicy(policy({ ...OBJECTS, Condition: {} }), PUT, "allowed");
    checkPolicy(policy(OBJECTS, { Effect: "Deny", ...ALL, ...limited }), PUT, "unknown: Statement 2 has a Condition");
    checkPolicy(policy({ Effect: "Deny", ...ALL, ...limited }), PUT, "denied: No statement");
    checkPolicy(policy({ ...OBJECTS, ...limited }, { Effect: "Deny", ...ALL }), PUT, "denied: Statement 2 denies it.");
    checkPolicy(policy({ ...OBJECTS, ...limited }), LIST, "denied");
  });
  test("policy variables", () => {
    const own = { Action: "s3:*", Resource: "arn:aws:s3:::b/${aws:username}/*" };
    checkPolicy(policy(own), PUT, "unknown: has a variable");
    checkPolicy(policy(own), "s3:PutObject arn:aws:s3:::c/x", "denied");
    checkPolicy(policy(own, OBJECTS), PUT, "allowed");
    checkPolicy(policy(OBJECTS, { Effect: "Deny", ...own }), PUT, "unknown: Statement 2 has a variable");
    checkPolicy(policy({ Action: "s3:*", Resource: "arn:aws:s3:::b/p/${*}" }), "s3:PutObject arn:aws:s3:::b/p/x", "denied");
    checkPolicy(policy({ Action: "s3:*", Resource: "arn:aws:s3:::b/p/a${?}" }), "s3:PutObject arn:aws:s3:::b/p/ab", "denied");
    checkPolicy(policy({ Action: "s3:*", NotResource: "arn:aws:s3:::${aws:username}/*" }), PUT, "unknown");
  });
  test("the older version knows no variables", () => {
    const older = { Version: "2008-10-17", Statement: [{ Effect: "Allow", Action: "s3:*", Resource: "arn:aws:s3:::b/${aws:username}/*" }] };
    checkPolicy(older, PUT.replace("/p/", "/bob/"), "denied");
    checkPolicy(older, "s3:PutObject arn:aws:s3:::b/${aws:username}/x", "allowed");
    checkPolicy({ Statement: older.Statement }, PUT.replace("/p/", "/bob/"), "denied");
  });
  test("Principal makes it the policy of a bucket or role", () => {
    checkPolicy(policy({ ...OBJECTS, Principal: "*" }), PUT, "unknown: names a Principal");
    checkPolicy(policy({ ...OBJECTS, Principal: { AWS: "arn:aws:iam::1:role/druid" } }, OBJECTS), PUT, "allowed");
    checkPolicy(policy(OBJECTS, { Effect: "Deny", NotPrincipal: "*", ...OBJECTS }), PUT, "unknown");
    const trust = { Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" };
    checkPolicy(policy(trust), PUT, "denied");
    checkPolicy(policy(trust), "sts:AssumeRole arn:aws:iam::1:role/r", "unknown");
  });
  test("what AWS refuses grants nothing for sure", () => {
    checkPolicy(policy({ ...OBJECTS, Effect: "allow" }), PUT, "unknown: a policy with an error");
    checkPolicy(policy(OBJECTS, { Action: "s3:*" }), PUT, "unknown");
    checkPolicy(policy(OBJECTS, { Action: "GetObject", Resource: "*" }), PUT, "unknown");
    checkPolicy([policy({ Action: "x", Resource: "y" }), policy(OBJECTS)], PUT, "allowed");
    checkPolicy("{", PUT, "unknown: has errors");
    checkPolicy("", PUT, "unknown");
    checkPolicy("[]", PUT, "unknown");
    checkPolicy('{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}', PUT, "unknown: has errors");
  });
});

test("an answer points to its statement", () => {
  const text = `{ "Version": "2012-10-17",\n  "Statement": [ ${JSON.stringify({ Effect: "Allow", ...OBJECTS })} ] }`;
  const allowed = checkPolicy(text, PUT, "allowed");
  assert.ok(allowed.outcome === "allowed");
  assert.equal(text.slice(allowed.by.range.start, allowed.by.range.end), JSON.stringify({ Effect: "Allow", ...OBJECTS }));
  const denied = checkPolicy(text, LIST.replace("List", "Put").replace("Bucket", "Object"), "denied: the objects and not the bucket");
  assert.ok(denied.outcome === "denied" && denied.near?.range.start === allowed.by.range.start && denied.by === undefined);
});

describe("any input takes a bounded time", () => {
  const slow = { timeout: 10_000 };
  const stars = "*a".repeat(3_000);
  test("many wildcards in a policy", slow, () => {
    const question = `s3:PutObject arn:aws:s3:::b/${"a".repeat(1_000)}b`;
    checkPolicy(policy({ Action: "s3:*", Resource: `arn:aws:s3:::b/${stars}b` }), question, "unknown: takes too long to compare");
    checkPolicy(policy({ Action: "s3:*", Resource: `arn:aws:s3:::b/${"*a".repeat(100)}` }), question, "denied");
  });
  test("many wildcards in the question", slow, () => {
    checkPolicy(
      policy({ Action: "s3:*", Resource: "arn:aws:s3:::b/*?a*b?*" }),
      `s3:PutObject arn:aws:s3:::b/${"*a".repeat(2_000)}`,
      "unknown",
    );
    checkPolicy(policy(ALL), `s3:PutObject arn:aws:s3:::b/${"*a".repeat(100_000)}`, "unknown: too long");
  });
  test("many statements", slow, () => {
    const many = Array.from({ length: 10_000 }, (_, index) => ({ Action: "s3:*", Resource: `arn:aws:s3:::b/${index}*x` }));
    checkPolicy(policy(...many), PUT, "denied");
    checkPolicy(policy(...many.map((each) => ({ ...each, Resource: `*${each.Resource}*${each.Resource}` }))), PUT, "unknown");
  });
  test("deep and long files", slow, () => {
    checkPolicy("[".repeat(100_000), PUT, "unknown");
    checkPolicy(`"${"x".repeat(3_000_000)}"`, PUT, "unknown");
    checkPolicy(`[${'{"PolicyDocument":'.repeat(30)}1${"}".repeat(30)}]`, PUT, "unknown");
  });
});

describe("actions of a statement", () => {
  const action = (parts: Partial<CloudAction>): CloudAction => ({
    provider: "s3",
    action: "s3:PutObject",
    resource: "arn:aws:s3:::b/p/*",
    reason: "",
    ifMissing: "fails",
    causes: [],
    ...parts,
  });
  const check = (given: object, parts: Partial<CloudAction>, expected: string): void => {
    const { outcome, message } = judgeAction(fileOf(given), action(parts));
    const [wanted, words = ""] = expected.split(/: (.*)/s);
    assert.equal(outcome, wanted, message);
    assert.ok(message.includes(words), message);
  };
  test("the partition is that of the file", () => {
    check(policy({ Action: "s3:*", Resource: "arn:aws-cn:s3:::b/*" }), {}, "allowed");
    check(policy({ Action: "s3:*", Resource: "arn:aws-us-gov:s3:::c/*" }), {}, "denied");
    check(policy(ALL), {}, "allowed");
    check(policy({ Action: "s3:*", Resource: ["arn:aws:s3:::b/*", "arn:aws-cn:s3:::b/*"] }), {}, "allowed");
    check(policy({ Action: "s3:*", Resource: ["arn:aws:s3:::b/*", "arn:aws-cn:s3:::c/*"] }), {}, "unknown: partition");
    const role = { action: "sts:AssumeRole", resource: "arn:aws:iam::1:role/r" };
    check(policy({ Action: "sts:*", Resource: "arn:aws-cn:iam::1:role/r" }), role, "denied");
  });
  test("a bucket that nobody states is unknown, unless it does not matter", () => {
    const open = { resource: "arn:aws:s3:::${bucket}/p/*", doubt: { about: "resource" as const, message: "Nobody states the bucket." } };
    check(policy(OBJECTS), open, "unknown: Nobody states the bucket.");
    check(policy(ALL), open, "allowed");
    check(policy({ Action: "s3:GetObject", Resource: "*" }), open, "denied");
    check(policy(ALL, { Effect: "Deny", ...OBJECTS }), open, "unknown: Nobody states");
  });
  test("what may not be needed is not missing", () => {
    const maybe = { doubt: { about: "need" as const, message: "It is needed if x." } };
    check(policy({ Action: "s3:GetObject", Resource: "*" }), maybe, "unknown: It is needed if x.");
    check(policy(ALL), maybe, "allowed");
  });
  test("other clouds and other roles have other policies", () => {
    check(policy(ALL), { provider: "azure" }, "none: nothing about Azure");
    check(policy(ALL), { provider: "google" }, "none: nothing about Google Cloud");
    check(policy(ALL), { assumedRole: "arn:aws:iam::1:role/r" }, "none: The role arn:aws:iam::1:role/r does this");
  });
});
