/**
 * The threads of the command line program: both ends of the line between the one that writes and those that read files. A thread is the same
 * bundle once more; it takes one file at a time.
 */
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import type { SqlInput } from "../cli/findFiles";
import type { CliHost, WorkerAnswer, WorkerThread } from "../cli/host";
import type { WorkerContents, WorkerOrder, WorkerTask } from "../cli/worker";

/** Whether this is the thread that writes. */
export { isMainThread };

/** Starts a thread of this bundle. One that dies says so to whoever waits for it. */
export function startWorker<Task extends WorkerTask>(order: WorkerOrder<Task>): WorkerThread<WorkerContents[Task]> {
  const worker = new Worker(__filename, { workerData: order });
  let waiting: ((answer: WorkerAnswer<WorkerContents[Task]>) => void) | undefined;
  const settle = (answer: WorkerAnswer<WorkerContents[Task]>): void => {
    waiting?.(answer);
    waiting = undefined;
  };
  worker.on("message", (content: WorkerContents[Task]) => settle({ kind: "ok", content }));
  worker.on("error", (error) => settle({ kind: "died", message: error.message }));
  worker.on("exit", (code) => settle({ kind: "died", message: `a thread ended with ${code}` }));
  return {
    work: (input) =>
      new Promise((done) => {
        waiting = done;
        worker.postMessage(input);
      }),
    end: () => void worker.terminate(),
  };
}

/** Serves the thread that started this one, until it is ended. */
export async function serveAsWorker(host: CliHost): Promise<void> {
  const { createWorkerTask } = await import("../cli/worker.js");
  const order: WorkerOrder<WorkerTask> = workerData;
  const environment = { ...host.environment, FORCE_COLOR: order.colors === "used" ? "1" : "0" };
  const task = createWorkerTask({ ...host, environment }, order);
  parentPort?.on("message", (input: SqlInput) => void task(input).then((answer) => parentPort?.postMessage(answer)));
}
