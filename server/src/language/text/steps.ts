/**
 * Long work in steps: between two of them a surface may let others through. Work that is done in steps is a generator that gives nothing on
 * the way and the result at the end.
 */

/** Work in steps. */
export type Steps<Result> = Generator<void, Result>;

/** All of the steps at once. */
export function atOnce<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
