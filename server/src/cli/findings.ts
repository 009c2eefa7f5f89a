/**
 * What counts as a finding, how severe it is, and whether a run fails for it. The findings are those that an editor marks, so that a
 * comment that silences one there silences it here too.
 */
import { type Diagnostic, diagnoseStatement, type LanguageContext, type PlacedStatement } from "../language/index";
import type { SeverityJson, StatementJson } from "./contract";
import type { FailOn } from "./request";

/** Something that can make a run fail. */
export type FoundFinding = Pick<Diagnostic, "code" | "severity">;

const RANK: Readonly<Record<SeverityJson | "never", number>> = { hint: 0, information: 1, warning: 2, error: 3, never: 4 };

/** The findings on a statement; a verdict that is not known is one even where there is no word to mark. */
export function findingsOf(context: LanguageContext, placed: PlacedStatement, statement: StatementJson): readonly FoundFinding[] {
  if (statement.dialect === "unknown") return [];
  const found = diagnoseStatement(context, placed.statement);
  const isSaid = context.judge?.principal !== undefined;
  return statement.verdict === "unknown" && !isSaid ? [...found, { code: "permission-unknown", severity: "information" }] : found;
}

/** Whether a finding makes the run fail; an unknown verdict counts as `unknownCountsAs`. */
export function fails({ code, severity }: FoundFinding, failOn: FailOn, unknownCountsAs: SeverityJson): boolean {
  return reaches(code === "permission-unknown" ? unknownCountsAs : severity, failOn);
}

/** Whether a severity is at or above what makes a run fail. */
export function reaches(severity: SeverityJson, failOn: FailOn): boolean {
  return RANK[severity] >= RANK[failOn];
}
