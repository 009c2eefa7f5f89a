/**
 * Files in other threads: their order, how far ahead they run, and threads that die. The threads are stand-ins.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { SqlInput } from "../../../server/src/cli/findFiles";
import type { WorkerAnswer, WorkerThread } from "../../../server/src/cli/host";
import { type ExaminedInput, threadsFor, workInThreads } from "../../../server/src/cli/worker";

const inputsOf = (count: number): readonly SqlInput[] =>
  Array.from({ length: count }, (_, index) => ({ path: `/f${index}`, shown: `f${index}`, root: "/", origin: "found" as const }));

/** Threads that answer each file with its name as a message, after as many turns as `turns` says, or die over it. */
function standIns(turns: (index: number) => number, dies: (index: number) => boolean = () => false) {
  const seen = { started: 0, ended: 0, working: 0, mostWorking: 0, given: 0 };
  const start = (): WorkerThread<ExaminedInput> => {
    seen.started++;
    return {
      work: async ({ shown }): Promise<WorkerAnswer<ExaminedInput>> => {
        const index = Number(shown.slice(1));
        seen.given++;
        seen.working++;
        seen.mostWorking = Math.max(seen.mostWorking, seen.working);
        for (let turn = 0; turn < turns(index); turn++) await new Promise((done) => setImmediate(done));
        seen.working--;
        return dies(index) ? { kind: "died", message: "out of memory" } : { kind: "ok", content: { kind: "error", message: shown } };
      },
      end: () => void seen.ended++,
    };
  };
  return { start, seen };
}

const here = async ({ shown }: SqlInput): Promise<ExaminedInput> => ({ kind: "error", message: `here ${shown}` });

async function messagesOf(answers: AsyncIterable<ExaminedInput>): Promise<readonly string[]> {
  const messages: string[] = [];
  for await (const answer of answers) messages.push(answer.kind === "error" ? answer.message : "");
  return messages;
}

describe("files in other threads", () => {
  test("come in their order, however long each takes", async () => {
    const { start, seen } = standIns((index) => (index * 7) % 5);
    const messages = await messagesOf(workInThreads(start, 3, inputsOf(50), here));
    assert.deepEqual(
      messages,
      inputsOf(50).map(({ shown }) => shown),
    );
    assert.equal(seen.started, 3);
    assert.equal(seen.mostWorking, 3);
    assert.equal(seen.ended, 3);
  });
  test("wait while one before them is not written", async () => {
    const { start, seen } = standIns(() => 0);
    const answers = workInThreads(start, 2, inputsOf(1000), here);
    await answers.next();
    for (let turn = 0; turn < 100; turn++) await new Promise((done) => setImmediate(done));
    assert.ok(seen.given < 40, `${seen.given} files were examined and none was taken`);
    await answers.return(undefined);
    assert.equal(seen.ended, seen.started);
  });
  test("a thread that dies over a file leaves the others to a new one", async () => {
    const { start, seen } = standIns(
      () => 1,
      (index) => index === 3,
    );
    const messages = await messagesOf(workInThreads(start, 2, inputsOf(8), here));
    assert.equal(messages[3], "this is a defect of druid-sql: out of memory");
    assert.deepEqual(
      messages.filter((_, index) => index !== 3),
      ["f0", "f1", "f2", "f4", "f5", "f6", "f7"],
    );
    assert.equal(seen.started, 3);
  });
  test("all of them may die", async () => {
    const { start } = standIns(
      () => 1,
      () => true,
    );
    assert.equal((await messagesOf(workInThreads(start, 2, inputsOf(9), here))).length, 9);
  });
  test("standard input is read by the thread that has it", async () => {
    const { start, seen } = standIns(() => 0);
    const input: SqlInput = { path: "-", shown: "-", root: "/", origin: "named" };
    assert.deepEqual(await messagesOf(workInThreads(start, 2, [input], here)), ["here -"]);
    assert.equal(seen.started, 0);
  });
});

test("there are as many threads as the files keep busy", () => {
  const MEGABYTES = 1_000_000;
  const threads = (count: number, size: number, jobs?: number): number =>
    threadsFor({ cores: 4, files: { sizeOf: () => size } }, jobs === undefined ? {} : { jobs }, inputsOf(count));
  assert.equal(threads(10_000, 100), 1);
  assert.equal(threads(1000, 0.013 * MEGABYTES), 2);
  assert.equal(threads(10_000, 0.01 * MEGABYTES), 4);
  assert.equal(threads(2, 60 * MEGABYTES), 2);
  assert.equal(threads(10, 100, 3), 3);
  assert.equal(threads(2, 100, 3), 2);
  assert.equal(threads(0, 100, 3), 1);
});
