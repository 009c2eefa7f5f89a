/**
 * What is said about a statement beside its permissions: what Druid refuses, and what it takes and surprises with.
 */
import type { TextRange } from "../text/range";

/** When Druid refuses: while parsing, while validating (both before permissions are looked at), or while planning (after them). */
export type Stage = "parse" | "validate" | "plan";

export type Severity = "error" | "warning" | "information" | "hint";

/** One thing to say. An `error` always has a stage; ranges are local to the statement. */
export interface Finding {
  readonly code: string;
  readonly severity: Severity;
  readonly stage?: Stage;
  readonly message: string;
  readonly range: TextRange;
}
