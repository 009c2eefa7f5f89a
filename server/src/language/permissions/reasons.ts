/**
 * One sentence for each reason and phase, for hovers and reports.
 */
import { phrase, t } from "../text/l10n";
import type { Need, NeedReason, Phase } from "./model";

/** Why there is a need: one sentence each, in English. */
export const REASONS: Readonly<Record<NeedReason, string>> = {
  "read-table": phrase("The statement reads this datasource."),
  "read-view": phrase("The statement reads this view; what the view itself reads needs no permission."),
  "append-table": phrase("APPEND reads this datasource by exactly this name."),
  "write-target": phrase("INSERT and REPLACE write their target; reading it is not needed."),
  "read-external": phrase("EXTERN and its like read data from outside Druid."),
  "write-export": phrase("The export writes to this kind of destination; READ on it, or a grant named EXTERNAL, does not help."),
  "system-table": phrase("This cluster protects the tables of schema sys one by one."),
  "run-state": phrase("This system table shows the servers of the cluster, which is part of its state."),
  "context-key": phrase("This cluster authorizes the keys of the query context that the user gives."),
  "endpoint-key": phrase("This endpoint does not work without this context key, and this cluster authorizes context keys."),
  "router-query-id": phrase("The Router adds the context key queryId to every statement, and this cluster authorizes context keys."),
  "follow-task": phrase("The statement runs as a task of this datasource, and who looks at the task must be able to read it."),
  "cancel-task": phrase("The statement runs as a task of this datasource, and who stops the task must be able to write it."),
};

/** What happens without the permission, by the phase in which it is checked. */
export const PHASES: Readonly<Record<Phase, string>> = {
  submit: phrase("Checked before the statement runs; without it Druid answers 403."),
  run: phrase("Checked while the statement runs; without it Druid answers 403 then."),
  follow: phrase("Needed to see status and report of the task through the Overlord; the statement runs without it."),
  cancel: phrase("Needed to stop the task through the Overlord; the statement runs without it."),
};

/** Why there is a need, in the reader's language. */
export function reasonText({ reason }: Pick<Need, "reason">): string {
  return t(REASONS[reason]);
}

/** A need in two sentences: why, and what happens without. */
export function explainNeed(need: Pick<Need, "reason" | "phase">): string {
  return `${reasonText(need)} ${t(PHASES[need.phase])}`;
}
