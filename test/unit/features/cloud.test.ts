/**
 * What the cluster's own identity may do in the cloud: marked on the words that ask for it, told by hovers and reports, and never a part of
 * the statement's verdict.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  createContext,
  type Diagnostic,
  diagnostics,
  hover,
  type LanguageContext,
  openDocument,
  parsePolicyFile,
  policyProblems,
  reportMarkdown,
  reportOf,
} from "../../../server/src/language/index";

const URI = "file:///team/policy.json";
const EXPORT = "INSERT INTO EXTERN(s3(bucket => 'b', prefix => 'p')) AS CSV SELECT 1 AS x";
const DURABLE = "SET durableShuffleStorage = TRUE; INSERT INTO t SELECT 1 AS x PARTITIONED BY ALL";
const OBJECTS = { Effect: "Allow", Action: "s3:*", Resource: "arn:aws:s3:::b/*" };
const BUCKET = { Effect: "Allow", Action: "s3:ListBucket", Resource: "arn:aws:s3:::b" };

interface Given {
  /** Statements of a policy, or why there is none. Absent: no policy file is named. */
  readonly policy?: readonly object[] | string;
  readonly cluster?: object;
  readonly inlineComments?: "honoured" | "ignored";
}

function contextOf({ policy, cluster, inlineComments }: Given): LanguageContext {
  const file = Array.isArray(policy) ? parsePolicyFile(JSON.stringify({ Version: "2012-10-17", Statement: policy }), URI) : undefined;
  const failure = typeof policy === "string" ? policy : undefined;
  return createContext({
    cluster: [{ durableStorage: { type: "s3", bucket: "b", prefix: "p" }, ...cluster }],
    ...(file && { policy: { uri: URI, file } }),
    ...(failure !== undefined && { policy: { uri: URI, failure } }),
    ...(inlineComments && { inlineComments }),
    link: (label, { uri, range }) => `[${label}](${uri}#${range.start})`,
  });
}

function marksOf(sql: string, given: Given): readonly Diagnostic[] {
  const context = contextOf(given);
  return diagnostics(context, openDocument(sql, context.grammar)).filter(({ code }) => code.startsWith("cloud-"));
}

/** The marks of a text as `words: severity code message`. */
function checkCloud(sql: string, given: Given, ...expected: readonly string[]): void {
  const found = marksOf(sql, given).map(
    ({ code, severity, message, range }) => `${sql.slice(range.start, range.end)}: ${severity} ${code} ${message}`,
  );
  assert.equal(found.length, expected.length, found.join("\n"));
  for (const [index, words] of expected.entries()) assert.ok(found[index]?.startsWith(words), found[index]);
}

describe("marks", () => {
  test("what is granted is not marked, and nothing without a policy", () => {
    checkCloud(EXPORT, { policy: [OBJECTS, BUCKET] });
    checkCloud(DURABLE, { policy: [OBJECTS, BUCKET] });
    checkCloud(EXPORT, {});
    checkCloud("SELECT 1", { policy: [] });
  });
  test("what is missing, on the words that make the task do it", () => {
    checkCloud(
      EXPORT,
      { policy: [OBJECTS] },
      "s3: warning cloud-action-missing The cluster's identity may not s3:ListBucket on arn:aws:s3:::b: the task will fail. " +
        "No statement allows it: statement 1 allows it on arn:aws:s3:::b/*, which is the objects and not the bucket.",
    );
    checkCloud(
      EXPORT,
      { policy: [] },
      "s3: warning cloud-action-missing The cluster's identity may not s3:GetObject, s3:PutObject, s3:AbortMultipartUpload, s3:DeleteObject on " +
        "arn:aws:s3:::b/p/*, and s3:ListBucket on arn:aws:s3:::b: the task will fail. No statement of the policy allows it.",
    );
  });
  test("without the right to clean up, files stay behind", () => {
    checkCloud(
      DURABLE,
      { policy: [OBJECTS] },
      "durableShuffleStorage: warning cloud-action-missing The cluster's identity may not s3:ListBucket on arn:aws:s3:::b: it will leave its files behind.",
    );
  });
  test("each reason names its actions", () => {
    const read = { Effect: "Allow", Action: ["s3:GetObject", "s3:DeleteObject", "s3:Abort*"], Resource: "arn:aws:s3:::b/*" };
    checkCloud(
      EXPORT,
      { policy: [read, { ...OBJECTS, Effect: "Deny", Action: "s3:ListBucket", Resource: "*" }] },
      "s3: warning cloud-action-missing The cluster's identity may not s3:PutObject on arn:aws:s3:::b/p/*, and s3:ListBucket on arn:aws:s3:::b: " +
        "the task will fail. s3:PutObject: No statement allows it: statement 1 allows s3:GetObject and others there. " +
        "s3:ListBucket: Statement 2 denies it.",
    );
  });
  test("every SET is a cause, and the first word where the context is not in the text", () => {
    assert.equal(marksOf(`SET durableShuffleStorage = FALSE; ${DURABLE}`, { policy: [] }).length, 2);
    const cluster = { defaultContext: { durableShuffleStorage: true } };
    checkCloud("INSERT INTO t SELECT 1 AS x PARTITIONED BY ALL", { policy: [], cluster }, "INSERT: warning cloud-action-missing");
  });
  test("what is not known is no warning", () => {
    const Condition = { Bool: { "aws:SecureTransport": "true" } };
    checkCloud(
      EXPORT,
      { policy: [{ ...OBJECTS, Condition }, BUCKET] },
      "s3: information cloud-action-unknown Whether the cluster's identity may s3:GetObject, s3:PutObject, s3:AbortMultipartUpload, " +
        "s3:DeleteObject on arn:aws:s3:::b/p/* is not known. Statement 1 has a Condition, and whether that holds is not known.",
    );
    checkCloud(
      DURABLE,
      { policy: [OBJECTS, BUCKET], cluster: { durableStorage: { type: "s3", prefix: "p" } } },
      "durableShuffleStorage: information cloud-action-unknown Whether the cluster's identity may s3:GetObject, s3:PutObject, " +
        "s3:AbortMultipartUpload, s3:DeleteObject on arn:aws:s3:::${bucket}/p/*, and s3:ListBucket on arn:aws:s3:::${bucket} is not known. " +
        "Nobody states the bucket of durableStorage.",
    );
    checkCloud(EXPORT, { policy: "does not exist" }, "s3: information cloud-action-unknown");
    assert.match(marksOf(EXPORT, { policy: "does not exist" })[0]?.message ?? "", / policy\.json: does not exist\.$/);
  });
  test("both, apart", () => {
    const part = { Effect: "Allow", Action: "s3:PutObject", Resource: "arn:aws:s3:::b/p/x/*" };
    const codes = marksOf(EXPORT, { policy: [part, BUCKET] }).map(({ code }) => code);
    assert.deepEqual(codes, ["cloud-action-missing", "cloud-action-unknown"]);
  });
  test("other clouds are not marked", () => {
    checkCloud(EXPORT.replace("s3(", "google("), { policy: [] });
    checkCloud(DURABLE, { policy: [], cluster: { durableStorage: { type: "azure", bucket: "c" } } });
  });
  test("an assumed role is asked for itself, and what it does is its own affair", () => {
    const sql = EXPORT.replace("'p')", "'p', assumeRoleArn => 'arn:aws:iam::1:role/r')");
    checkCloud(
      sql,
      { policy: [] },
      "s3: warning cloud-action-missing The cluster's identity may not sts:AssumeRole on arn:aws:iam::1:role/r: the task will fail.",
    );
    checkCloud(sql, { policy: [{ Effect: "Allow", Action: "sts:AssumeRole", Resource: "arn:aws:iam::1:role/*" }] });
  });
  test("what Druid refuses is not marked", () => checkCloud(EXPORT.replace(" AS CSV", ""), { policy: [] }));
  test("a comment silences them", () => {
    checkCloud(`-- druid-sql-ignore cloud-action-missing: the bucket's own policy grants it\n${EXPORT}`, { policy: [] });
    checkCloud(`-- druid-sql-ignore cloud-action-unknown: y\n${EXPORT}`, { policy: "does not exist" });
    assert.equal(marksOf(`-- druid-sql-ignore cloud-action-missing: x\n${EXPORT}`, { policy: [], inlineComments: "ignored" }).length, 1);
  });
  test("they point to the statement of the policy", () => {
    const [missing] = marksOf(EXPORT, { policy: [OBJECTS, { ...OBJECTS, Effect: "Deny" }, BUCKET] });
    assert.equal(missing?.related.length, 1);
    assert.equal(missing?.related[0]?.uri, URI);
    assert.equal(missing?.related[0]?.message, "Statement 2 denies it.");
  });
});

describe("words", () => {
  const markdownAt = (sql: string, words: string, given: Given): string => {
    const context = contextOf(given);
    return hover(context, openDocument(sql, context.grammar), sql.indexOf(words) + 1)?.markdown ?? "";
  };
  test("hovers over the cause and over the statement tell the verdict and its place", () => {
    for (const words of ["s3(", "INSERT"]) {
      const markdown = markdownAt(EXPORT, words, { policy: [OBJECTS] });
      assert.match(
        markdown,
        /✓ `s3:PutObject` on `arn:aws:s3:::b\/p\/\*`.*Allowed: Statement 1 allows it\. \(\[see\]\(file:\/\/\/team\/policy\.json#\d+\)\)/,
      );
      assert.match(markdown, /✗ `s3:ListBucket` on `arn:aws:s3:::b`.*\*\*Denied\*\*: No statement allows it/);
    }
    assert.match(markdownAt(EXPORT, "s3(", {}), /`s3:PutObject` on `arn:aws:s3:::b\/p\/\*`, for the cluster's own identity/);
    assert.doesNotMatch(markdownAt(EXPORT, "s3(", {}), /[✓✗]/);
    assert.match(
      markdownAt(EXPORT.replace("s3(", "google("), "google(", { policy: [] }),
      /Not judged: A policy of AWS says nothing about Google Cloud/,
    );
  });
  test("the report names the file, and the statement's verdict stays its own", () => {
    const markdownOf = (given: Given): string => {
      const context = contextOf(given);
      const report = reportOf(context, openDocument(EXPORT, context.grammar));
      assert.equal(report.statements[0]?.verdict, undefined);
      return reportMarkdown(context, report, { name: "a.sql", uri: "file:///a.sql", text: EXPORT });
    };
    assert.match(markdownOf({ policy: [] }), /The cluster's identity in AWS: \[policy\.json\]\(file:\/\/\/team\/policy\.json#0\)\n/);
    assert.match(markdownOf({ policy: [] }), /✗ `s3:ListBucket`/);
    assert.match(markdownOf({ policy: "does not exist" }), /The cluster's identity in AWS: policy\.json \(does not exist\)\n/);
    assert.doesNotMatch(markdownOf({}), /in AWS/);
  });
  test("problems of the file, in the order of the text", () => {
    const file = parsePolicyFile('{ "Statement": [{ "Effect": "allow", "Action": "x", "Resource": "*" }], "Versions": 1 }', URI);
    assert.deepEqual(
      policyProblems(file).map(({ code, range }) => `${code} ${range.start}`),
      ["iam-policy 28", "iam-policy 47", "iam-policy 72"],
    );
  });
});
