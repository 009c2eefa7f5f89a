/**
 * Compares the needs of an inspected statement with what a principal was granted: a verdict for each need, and one for the statement.
 */

import type { Finding } from "../analysis/finding";
import type { Need } from "../permissions/model";
import type { Authorizer, Principal, Verdict } from "../roles/model";
import { t } from "../text/l10n";
import type { Inspection, InspectionSettings } from "./inspect";

/** Who is asked about, and who answers. Make one object and keep it. */
export interface Judge {
  readonly authorizer: Authorizer;
  /** Absent when nobody was chosen: then a need is denied only if nobody could be allowed. */
  readonly principal?: Principal;
}

/** A need with its verdict. */
export interface JudgedNeed {
  readonly need: Need;
  readonly verdict: Verdict;
}

/**
 * `refused`: Druid answers 400, or the `status` of the finding, before it looks at permissions. `denied`: a submit or run need is denied. `unknown`: one is not known.
 * Needs of phase follow and cancel never make a statement denied.
 */
export type StatementVerdict = "allowed" | "denied" | "unknown" | "refused";

export interface Judgement {
  readonly inspection: Inspection;
  readonly needs: readonly JudgedNeed[];
  readonly verdict: StatementVerdict;
}

/** Judges one statement. */
export function judgeStatement(inspection: Inspection, judge: Judge, settings: InspectionSettings): Judgement {
  const needs = inspection.needs.map((need) => ({ need, verdict: judge.authorizer.decide(need, judge.principal, settings.profile) }));
  return { inspection, needs, verdict: verdictOf(inspection, needs) };
}

function verdictOf(inspection: Inspection, needs: readonly JudgedNeed[]): StatementVerdict {
  if (isRefused(inspection)) return "refused";
  const deciding = needs.filter(({ need }) => decides(need));
  if (deciding.some(({ verdict }) => verdict.outcome === "denied")) return "denied";
  if (inspection.unknowns.length > 0 || deciding.some(({ verdict }) => verdict.outcome === "unknown")) return "unknown";
  return "allowed";
}

/** Whether a need decides about the statement: what is only asked for when its task is followed or cancelled does not. */
export function decides({ phase }: Pick<Need, "phase">): boolean {
  return phase === "submit" || phase === "run";
}

/** Whether Druid refuses the statement before it looks at permissions. */
export function isRefused(inspection: Inspection): boolean {
  return refusalOf(inspection) !== undefined;
}

/** The first of the rules by which Druid refuses the statement before it looks at permissions; what it refuses later is left out. */
export function refusalOf({ errors }: Inspection): Finding | undefined {
  return errors.find(({ stage }) => stage === "parse" || stage === "validate");
}

/** What Druid does with a statement that it refuses before it looks at permissions, in a few words. */
export function refusalWords(errors: readonly Pick<Finding, "stage" | "status">[]): string {
  const status = errors.find(({ stage }) => stage === "parse" || stage === "validate")?.status ?? 400;
  return status === "none" ? t("Druid has no such endpoint") : t("Druid answers {0} before it looks at permissions", status);
}
