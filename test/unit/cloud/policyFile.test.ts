/**
 * Files of IAM policies: the forms that are read, and what is wrong with others.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { checkPolicy, fileOf, policy } from "./checkPolicy";

const PUT = "s3:PutObject arn:aws:s3:::b/p/x";
const GOOD = policy({ Action: "s3:PutObject", Resource: "arn:aws:s3:::b/*" });

describe("forms", () => {
  test("what the command line of AWS prints", () => {
    checkPolicy({ RoleName: "druid", PolicyName: "store", PolicyDocument: GOOD }, PUT, "allowed: Statement 1 of policy store allows it.");
    checkPolicy({ PolicyVersion: { Document: GOOD, VersionId: "v3", IsDefaultVersion: true } }, PUT, "allowed");
    checkPolicy([{ PolicyName: "a", PolicyDocument: policy() }, { PolicyVersion: { Document: GOOD } }], PUT, "allowed");
  });
  test("a policy as a text", () => {
    checkPolicy({ PolicyDocument: encodeURIComponent(JSON.stringify(GOOD)) }, PUT, "allowed");
    checkPolicy({ PolicyDocument: JSON.stringify(GOOD) }, PUT, "allowed");
    checkPolicy([JSON.stringify(GOOD)], PUT, "allowed");
    const text = JSON.stringify({ PolicyDocument: JSON.stringify(GOOD) });
    const answer = checkPolicy(text, PUT, "allowed");
    assert.ok(answer.outcome === "allowed");
    assert.equal(text.slice(answer.by.range.start, answer.by.range.end), JSON.stringify(JSON.stringify(GOOD)));
  });
  test("comments, trailing commas and a byte order mark", () => {
    checkPolicy(`\uFEFF// ours\n[${JSON.stringify(GOOD)},]`, PUT, "allowed");
  });
});

/** The problems of a file, as `severity message` with the text they stand at. */
function checkProblems(given: object | string, ...expected: readonly (readonly [string, string])[]): void {
  const text = typeof given === "string" ? given : JSON.stringify(given);
  const found = fileOf(text).problems.map(({ severity, message, range }) => [text.slice(range.start, range.end), `${severity} ${message}`]);
  assert.equal(found.length, expected.length, JSON.stringify(found));
  for (const [index, [place, words]] of expected.entries()) {
    assert.equal(found[index]?.[0], place);
    assert.ok(found[index]?.[1]?.includes(words), JSON.stringify(found[index]));
  }
}

describe("problems", () => {
  const S = (parts: object): object => policy({ Action: "s3:*", Resource: "*", ...parts });
  test("none", () => {
    checkProblems(GOOD);
    checkProblems(S({ Condition: { StringLike: { "s3:prefix": ["p/*"] } }, Sid: "A" }));
    checkProblems({ Id: "x", ...S({ Resource: "arn:aws:s3:::${aws:username}" }) });
  });
  test("keys and values", () => {
    checkProblems(S({ effect: "Allow" }), ['"effect"', 'error "effect" means nothing to AWS; "Effect" does']);
    checkProblems(S({ Actions: [] }), ['"Actions"', "error"]);
    checkProblems(S({ Effect: "ALLOW" }), ['"ALLOW"', 'error Effect is "Allow" or "Deny"']);
    checkProblems(S({ Action: [] }), ["[]", "error Action must name something"]);
    checkProblems(S({ Action: 1 }), ["1", "error Action is a text or a list of texts"]);
    checkProblems(S({ Action: "PutObject" }), ['"PutObject"', "error An action is"]);
    checkProblems(S({ NotAction: "s3:*" }), ['"NotAction"', "error Action and NotAction exclude each other"]);
    checkProblems(S({ Resource: "b" }), ['"b"', "error A resource is an ARN"]);
    checkProblems(S({ Resource: "arn:aws:s3:b" }), ['"arn:aws:s3:b"', "error A resource is an ARN"]);
    checkProblems(S({ Resource: "arn:aws:*:::b" }), ['"arn:aws:*:::b"', "error The service in an ARN"]);
    checkProblems(S({ Condition: "x" }), ['"x"', "error Condition is an object"]);
    checkProblems({ Statement: [], Versions: 1 }, ['"Versions"', "error"]);
    checkProblems({ Version: "2012-10-18", Statement: [] }, ['"2012-10-18"', "error Version is"]);
    checkProblems('{"Statement":[],"Statement":[]}', ['"Statement"', 'error "Statement" is here twice']);
    checkProblems({ Statement: [1] }, ["1", "error A statement is an object"]);
    checkProblems(policy({ Action: "s3:*" }), [
      '{"Effect":"Allow","Action":"s3:*"}',
      "error This statement lacks Resource or NotResource.",
    ]);
  });
  test("what belongs elsewhere", () => {
    checkProblems(S({ Principal: "*" }), ['"Principal"', "warning Principal belongs in the policy of a bucket or a role"]);
    checkProblems({ PolicyVersion: { Document: GOOD, IsDefaultVersion: false } }, ["false", "warning This is not the default version"]);
  });
  test("what is no policy", () => {
    checkProblems({}, ["{}", 'error This is no IAM policy: it has no "Statement".']);
    checkProblems({ statement: [] }, ['"statement"', 'error "statement" means nothing to AWS; "Statement" does.']);
    checkProblems("", ["", "error This policy file is empty."]);
    checkProblems("[]", ["[]", "error No policy is in this list."]);
    checkProblems("[[], []]", ["[[], []]", "error No policy is in this list."]);
    checkProblems('["x"]', ['"x"', "error"]);
    checkProblems('["{}"]', ['"{}"', "error This text holds no IAM policy."]);
    checkProblems('{"Statement": []', ["", "error A closing brace } is missing."]);
  });
});
