/**
 * What a file of AWS IAM policies says, and what it answers: plain data, shared with the surfaces. Ranges are UTF-16 offsets into the text
 * of the file. Knows nothing of SQL.
 */
import type { TextRange } from "../text/range";
import type { Symbols } from "./pattern";

/** A pattern of an action or a resource, and where it stands. */
export interface PolicyPattern {
  readonly text: string;
  readonly symbols: Symbols;
  readonly range: TextRange;
}

/** Action or Resource (`listed`), NotAction or NotResource (`others`). */
export interface PatternList {
  readonly sense: "listed" | "others";
  readonly patterns: readonly PolicyPattern[];
}

/** One statement of a policy. */
export interface PolicyStatement {
  /** As messages call it: `statement "ReadBucket"`, `statement 2 of policy loader`. */
  readonly label: string;
  /** The whole statement; in a policy that is stored as a text within the file, that text. */
  readonly range: TextRange;
  /** Undefined when it cannot be understood. */
  readonly effect?: "Allow" | "Deny";
  readonly actions?: PatternList;
  readonly resources?: PatternList;
  /** `Condition`: holds for some requests only. `Principal`: belongs to a bucket or a role, and holds for whom it names. */
  readonly limits: readonly StatementLimit[];
  /** Whether AWS refuses the policy that the statement stands in: then it says nothing for sure. */
  readonly state: "sound" | "refused";
}

export type StatementLimit = "Condition" | "Principal";

/** Something wrong with the file. An error is what AWS refuses, or what cannot be read. */
export interface PolicyProblem {
  readonly code: "iam-policy";
  readonly severity: "error" | "warning";
  readonly message: string;
  readonly range: TextRange;
}

/** Everything that was read from one file; its policies count together, as those of one identity do. */
export interface PolicyFile {
  readonly uri: string;
  readonly statements: readonly PolicyStatement[];
  readonly problems: readonly PolicyProblem[];
  /** False when there is no telling what it says: not JSON throughout, too large, or no policy in it. */
  readonly readable: boolean;
}

/** The statement that an answer comes from. */
export interface StatementReference {
  readonly label: string;
  readonly range: TextRange;
}

/**
 * May the identity do this? `allowed` by a statement. `denied`: a statement denies it (`by`), or none allows it (then `near` is the one
 * that comes nearest). `unknown`: what decides is not in the file. Messages are whole sentences of plain text.
 */
export type PolicyDecision =
  | { readonly outcome: "allowed"; readonly message: string; readonly by: StatementReference }
  | { readonly outcome: "denied"; readonly message: string; readonly by?: StatementReference; readonly near?: StatementReference }
  | { readonly outcome: "unknown"; readonly message: string; readonly by?: StatementReference };
