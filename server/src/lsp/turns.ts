/**
 * Long work in slices, so that requests that come meanwhile are answered. Of all the work under way one slice is done at a time, and behind
 * each of them messages are read: however much is going on, nobody waits for more than a slice.
 */
import type { Steps } from "../language/index";

/** How long a slice is. */
const SLICE_MS = 10;

/** Timers that are due may follow each other before a message is read; immediates never do. Browsers have none, and read between timers. */
const later: (work: () => void) => void = typeof setImmediate === "function" ? setImmediate : (work) => void setTimeout(work, 0);

const waiting: (() => void)[] = [];

/** Waits for a turn, which others may take first. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    if (waiting.length === 1) later(giveTurn);
  });
}

function giveTurn(): void {
  const next = waiting.shift();
  if (waiting.length > 0) later(giveTurn);
  next?.();
}

/** Called between two steps of some work; waits for a turn where the slice is used up. */
export type Pause = () => Promise<void>;

/** A pause for work that begins now. */
export function createPause(): Pause {
  let sliceBegan = Date.now();
  return async () => {
    if (Date.now() - sliceBegan < SLICE_MS) return;
    await breathe();
    sliceBegan = Date.now();
  };
}

/** Does work in slices. */
export async function inSlices<Result>(steps: Steps<Result>): Promise<Result> {
  let sliceBegan = Date.now();
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (Date.now() - sliceBegan < SLICE_MS) continue;
    await breathe();
    sliceBegan = Date.now();
  }
}
