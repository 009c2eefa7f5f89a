/**
 * `--iam-policy`: what the cluster's own identity may do in the cloud, as text and as exit code. The JSON is in `json.test.ts`.
 */
import { describe, test } from "node:test";
import { checkCli } from "./checkCli";

const SQL = "INSERT INTO EXTERN(s3(bucket => 'b', prefix => 'p')) AS CSV SELECT 1 AS x";
const OBJECTS = '{ "Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::b/*" }';
const policy = (...statements: readonly string[]): string => `{ "Version": "2012-10-17",\n"Statement": [\n${statements.join(",\n")}\n] }`;
const files = (text: string): Readonly<Record<string, string>> => ({ "a.sql": SQL, "policy.json": text });
const RUN = "check a.sql --iam-policy policy.json";

describe("--iam-policy", () => {
  test("tells what is granted and what is missing, each with its place", () =>
    checkCli({
      files: files(policy(OBJECTS)),
      run: RUN,
      says: [
        "✓ service   Druid's own identity may s3:GetObject, s3:PutObject, s3:AbortMultipartUpload, s3:DeleteObject on arn:aws:s3:::b/p/*. Statement 1 allows it. (policy.json:3)",
        "✗ service   Druid's own identity may not s3:ListBucket on arn:aws:s3:::b. No statement allows it: statement 1 allows it on arn:aws:s3:::b/*, which is the objects and not the bucket. (policy.json:3)",
        "[cloud-action-missing]",
      ],
    }));
  test("a missing action is a warning", () =>
    checkCli({ files: files(policy(OBJECTS)), run: `${RUN} --fail-on warning`, exit: 1, says: ["[cloud-action-missing]"] }));
  test("a granted one is none", () =>
    checkCli({
      files: files(policy('{ "Effect": "Allow", "Action": "s3:*", "Resource": "*" }')),
      run: `${RUN} --fail-on warning`,
      says: ["✓ service"],
      lacks: ["cloud-action"],
    }));
  test("what is not known is information, also with --strict", () =>
    checkCli({
      files: {
        ...files(policy(OBJECTS.replace("}", ', "Condition": { "Bool": { "aws:SecureTransport": "true" } } }'))),
        "druid-roles.json": WRITER,
      },
      run: `${RUN} --strict --as role:w`,
      says: ["? service   Druid's own identity needs s3:GetObject", "Statement 1 has a Condition", "[cloud-action-unknown]"],
    }));
  test("a comment silences the finding", () =>
    checkCli({
      files: { "a.sql": `-- druid-sql-ignore cloud-action-missing: the bucket grants it\n${SQL}`, "policy.json": policy(OBJECTS) },
      run: `${RUN} --fail-on warning`,
      says: ["✗ service"],
    }));
  test("problems of the file come first, and count", async () => {
    const wrong = policy(OBJECTS.replace("Allow", "allow"));
    await checkCli({ files: files(wrong), run: RUN, exit: 1, says: ["policy.json:3:13 error Effect is", "[iam-policy]", "? service"] });
    await checkCli({ files: files("{"), run: RUN, exit: 2, says: ["policy.json:1:", "[iam-policy]", "? service"] });
  });
  test("a file that is not there ends the run", () =>
    checkCli({
      files: { "a.sql": SQL },
      run: RUN,
      exit: 2,
      complains: ["policy.json: the policy file cannot be read: there is no such file"],
    }));
  test("a bucket that nobody states is said to be unknown", () =>
    checkCli({
      files: { "a.sql": "SET durableShuffleStorage = TRUE; INSERT INTO t SELECT 1 AS x PARTITIONED BY ALL" },
      run: ["needs", "a.sql", "--profile", 'durableStorage={"type":"s3","prefix":"p"}'],
      says: [
        "- service   Druid's own identity needs s3:GetObject",
        "on arn:aws:s3:::${bucket}/p/*. Nobody states the bucket of durableStorage.",
      ],
    }));
});

const WRITER = '{ "roles": { "w": [{ "resource": { "name": "s3", "type": "EXTERNAL" }, "action": "WRITE" }] } }';
