/**
 * The file of IAM policies in the language server: named by a setting, read from the editor or the host, read again when it changes.
 */
import * as assert from "node:assert/strict";
import { test } from "node:test";
import { codesOf, startInMemory, type TestClient } from "../support/lspClient";
import { createMemoryHost, type MemoryHost } from "../support/memoryHost";

const SQL = "file:///team/export.sql";
const POLICY = "file:///team/conf/policy.json";
const EXPORT = "INSERT INTO EXTERN(s3(bucket => 'b', prefix => 'p')) AS CSV SELECT 1 AS x";
const ALL = '{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "s3:*", "Resource": "*" } }';
const OBJECTS = ALL.replace('"*" }', '"arn:aws:s3:::b/*" }');

/** Runs a case with a server that is shut down afterwards, and that watches nothing then. */
function session(
  name: string,
  files: Readonly<Record<string, string>>,
  run: (client: TestClient, host: MemoryHost) => Promise<void>,
): void {
  test(name, async () => {
    const host = createMemoryHost(files);
    const client = await startInMemory(host, { folders: ["file:///team"], settings: { iamPolicy: "conf/policy.json" } });
    try {
      await run(client, host);
    } finally {
      await client.shutdown();
      client.connection.dispose();
    }
    assert.equal(host.watched.size, 0);
  });
}

const none = (found: readonly unknown[]): boolean => found.length === 0;
const one = (found: readonly unknown[]): boolean => found.length === 1;

session(
  "what is missing is marked, with the place in the policy, and unmarked once it is granted",
  { [POLICY]: OBJECTS },
  async (client, host) => {
    await client.open(SQL, EXPORT);
    const [missing] = await client.diagnostics(SQL, one);
    assert.equal(missing?.code, "cloud-action-missing");
    assert.equal(missing?.severity, 2);
    assert.equal(missing?.relatedInformation?.[0]?.location.uri, POLICY);
    assert.deepEqual(missing?.relatedInformation?.[0]?.location.range.start, { line: 0, character: OBJECTS.indexOf('{ "Effect"') });
    assert.match((await client.hover(SQL, 0, EXPORT.indexOf("s3(") + 1)) ?? "", /policy\.json#L1,\d+/);
    host.write(POLICY, ALL);
    await client.diagnostics(SQL, none);
    host.write(POLICY, undefined);
    assert.deepEqual(codesOf(await client.diagnostics(SQL, one)), ["cloud-action-unknown"]);
  },
);

session("the text in the editor counts, saved or not, and its problems are marked in it", { [POLICY]: OBJECTS }, async (client) => {
  await client.open(SQL, EXPORT);
  await client.diagnostics(SQL, one);
  await client.open(POLICY, ALL, "json");
  await client.diagnostics(SQL, none);
  await client.change(POLICY, [{ text: ALL.replace("Allow", "allow") }]);
  assert.deepEqual(codesOf(await client.diagnostics(POLICY, one)), ["iam-policy"]);
  await client.diagnostics(SQL, ([found]) => found?.code === "cloud-action-unknown");
  await client.close(POLICY);
  await client.diagnostics(POLICY, none);
  await client.diagnostics(SQL, ([found]) => found?.code === "cloud-action-missing");
});

session("nothing is kept once nothing uses it", { [POLICY]: ALL.replace("Allow", "allow") }, async (client, host) => {
  await client.open(SQL, EXPORT);
  await client.diagnostics(POLICY, one);
  await client.configure({});
  await client.diagnostics(POLICY, none);
  await client.diagnostics(SQL, none);
  assert.equal(host.watched.has(POLICY), false);
});
