/**
 * Asks the parsers of other dialects, in a thread of their own: they are synchronous and may take for ever, so that a thread that does not
 * answer in time is ended. It starts with the first question and ends when nothing was asked for a while.
 */
import { join } from "node:path";
import { Worker } from "node:worker_threads";

/** What the thread is asked. */
export interface DialectQuestion {
  readonly id: number;
  readonly sql: string;
}

/** What it answers: the ids of the dialects that take the text. */
export interface DialectAnswer {
  readonly id: number;
  readonly takenBy: readonly string[];
}

/** For all parsers together; the first question loads them. */
const LONGEST_ANSWER_MS = 2000;
/** A thread with six parsers holds some 60 MB. */
const IDLE_MS = 30_000;
/** After so many ended threads nothing is asked any more: something about this machine or these texts is not for these parsers. */
const MOST_ENDED = 5;

const NOBODY: readonly string[] = [];

/** A function that answers which dialects take a statement; it never rejects. `bundle` is the program of the thread. */
export function createDialects(bundle = join(__dirname, "dialects.js")): (sql: string) => Promise<readonly string[]> {
  let worker: Worker | undefined;
  let ended = 0;
  let asked = 0;
  let idle: NodeJS.Timeout | undefined;
  let turn: Promise<unknown> = Promise.resolve();

  const stop = (): void => {
    void worker?.terminate();
    worker = undefined;
  };
  const ask = (sql: string): Promise<readonly string[]> => {
    if (ended >= MOST_ENDED) return Promise.resolve(NOBODY);
    worker ??= start(bundle);
    const asking = worker;
    const id = ++asked;
    return new Promise((done) => {
      const settle = (takenBy: readonly string[]): void => {
        clearTimeout(timer);
        asking.off("message", hear).off("error", fail).off("exit", fail);
        clearTimeout(idle);
        idle = setTimeout(stop, IDLE_MS);
        idle.unref();
        done(takenBy);
      };
      const hear = (answer: DialectAnswer): void => {
        if (answer.id === id) settle(answer.takenBy);
      };
      const fail = (): void => {
        ended++;
        if (worker === asking) stop();
        settle(NOBODY);
      };
      const timer = setTimeout(fail, LONGEST_ANSWER_MS);
      asking.on("message", hear).on("error", fail).on("exit", fail);
      const question: DialectQuestion = { id, sql };
      asking.postMessage(question);
    });
  };
  return (sql) => {
    // One at a time, so that the time of one is not spent on the others.
    const answer = turn.then(() => ask(sql));
    turn = answer;
    return answer;
  };
}

/** A process does not wait for it. */
function start(bundle: string): Worker {
  const worker = new Worker(bundle, { stdout: true, stderr: true });
  worker.unref();
  worker.on("error", () => undefined);
  return worker;
}
