/**
 * What running clusters answered to a missing permission, where the recordings are at hand, is letter for letter what the table of
 * endpoints says.
 */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { ENDPOINT_FACTS, entryOf, type RefusalAnswer, STATE_REFUSALS, TASK_REFUSALS } from "../../server/src/language/data/endpoints";

const FOLDER = join(__dirname, "../../..", "../shared/cluster");

interface Recorded {
  readonly question: string;
  readonly request: { readonly method: string; readonly path: string };
  readonly status: number;
  readonly body: unknown;
}

/** Which table a recorded request belongs to. */
function expectedFor({ request: { method, path } }: Recorded, version: number): readonly (RefusalAnswer | undefined)[] {
  const known = ENDPOINT_FACTS.find(({ requests }) => entryOf(requests, version)?.request === `${method} ${path}`);
  if (known) return [entryOf(known.refusals, version), ...(known.name === "sql" ? [entryOf(STATE_REFUSALS, version)] : [])];
  return /^\/druid\/indexer\/v1\/task\/[^/]+/.test(path) ? [entryOf(TASK_REFUSALS, version)] : [];
}

function checkAnswers(folder: string, version: number): void {
  const path = join(FOLDER, folder);
  if (!existsSync(path)) {
    console.log(`skipped: ${folder} is not at hand`);
    return;
  }
  test(`refusals recorded from Druid ${version}`, () => {
    let compared = 0;
    for (const file of readdirSync(path).filter((name) => name.endsWith(".json"))) {
      const records = JSON.parse(readFileSync(join(path, file), "utf8")) as readonly Recorded[];
      for (const record of records.filter(({ status }) => status === 403)) {
        const expected = expectedFor(record, version);
        if (expected.length === 0) continue;
        compared++;
        const isTold = expected.some(
          (answer) => answer?.status === 403 && JSON.stringify(JSON.parse(answer.body)) === JSON.stringify(record.body),
        );
        assert.ok(isTold, `${file}: ${record.question}: ${JSON.stringify(record.body)}`);
      }
    }
    assert.ok(compared > 100, String(compared));
  });
}

checkAnswers("observed", 27);
checkAnswers("observed-38", 38);
