/**
 * What is said about a statement beside its permissions: what Druid refuses, and what it takes and surprises with.
 */
import type { Fix } from "../text/edit";
import type { TextRange } from "../text/range";

/** When Druid refuses: while parsing, while validating (both before permissions are looked at), or while planning (after them). */
export type Stage = "parse" | "validate" | "plan";

/** What Druid answers to a statement that it refuses, where that is not the usual 400. */
export type RefusalStatus = 500 | 501 | "none";

export type Severity = "error" | "warning" | "information" | "hint";

/** One thing to say. An `error` always has a stage; ranges are local to the statement. */
export interface Finding {
  readonly code: string;
  readonly severity: Severity;
  readonly stage?: Stage;
  /** With which HTTP status Druid refuses; 400 when absent, `none` where no endpoint is there to answer. */
  readonly status?: RefusalStatus;
  readonly message: string;
  readonly range: TextRange;
  /** What would make it go away, the likeliest first; each is enough by itself. Absent when nothing is known. */
  readonly fixes?: readonly Fix[];
}
