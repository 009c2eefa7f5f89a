/**
 * One statement under one context: what was found out about it and, when somebody judges, the verdicts. The result hangs on the
 * statement object, so that a keystroke costs one statement. Hover, diagnostics, report and status all start here.
 */
import type { Need } from "../permissions/model";
import type { Verdict } from "../roles/model";
import type { Statement } from "../syntax/document";
import { type AssessedCloud, assessCloud } from "./cloudVerdicts";
import type { LanguageContext } from "./context";
import { type Inspection, inspect } from "./inspect";
import { isRefused, judgeStatement, type StatementVerdict } from "./judge";

/** A need, with its verdict when somebody judges. */
export interface AssessedNeed {
  readonly need: Need;
  readonly verdict?: Verdict;
}

/** Ranges are local to the statement. */
export interface Assessment {
  readonly inspection: Inspection;
  readonly needs: readonly AssessedNeed[];
  /** What the cluster's identity needs in the cloud, with a verdict where its policies are known. */
  readonly cloud: readonly AssessedCloud[];
  /** Absent when nobody judges and Druid does not refuse the statement. */
  readonly verdict?: StatementVerdict;
}

/** Assesses a statement; the same context and statement give the same object again. */
export function assess(context: LanguageContext, statement: Statement): Assessment {
  return statement.tree.memory.recall("assessment", context, () => assessInspection(context, inspect(statement, context.settings)));
}

/** The same for an inspection under other settings than the context's. */
export function assessInspection(context: LanguageContext, inspection: Inspection): Assessment {
  const cloud = assessCloud(context, inspection.cloud);
  if (context.judge) return { ...judgeStatement(inspection, context.judge, context.settings), cloud };
  const needs = inspection.needs.map((need) => ({ need }));
  return isRefused(inspection) ? { inspection, needs, cloud, verdict: "refused" } : { inspection, needs, cloud };
}
