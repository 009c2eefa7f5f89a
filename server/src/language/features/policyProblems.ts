/**
 * What is marked in a file of IAM policies itself.
 */
import type { PolicyFile } from "../cloud/model";
import type { Diagnostic } from "./diagnostics";

/** The problems of a policy file, in the order of the text. */
export function policyProblems({ problems }: PolicyFile): readonly Diagnostic[] {
  return [...problems].sort((one, other) => one.range.start - other.range.start).map((problem) => ({ ...problem, related: [] }));
}
