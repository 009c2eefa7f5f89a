/**
 * What is handed around while a policy file is read: where problems go, and where things stand.
 */
import type { TextRange } from "../text/range";
import type { PolicyProblem } from "./model";

export interface PolicyReading {
  readonly problems: PolicyProblem[];
  /** From a range in the JSON to one in the file: they differ where a policy is a text within the file. */
  readonly place: (range: TextRange) => TextRange;
}

/** How many problems are told of one file. */
const MOST_PROBLEMS = 200;

/** Notes a problem at a range of the JSON. */
export function tell({ problems, place }: PolicyReading, severity: PolicyProblem["severity"], range: TextRange, message: string): void {
  if (problems.length < MOST_PROBLEMS) problems.push({ code: "iam-policy", severity, message, range: place(range) });
}
