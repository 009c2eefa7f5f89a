/**
 * One sentence for each reason and phase, for hovers and reports.
 */
import type { Need, NeedReason, Phase } from "./model";

/** Why there is a need: one sentence each. */
export const REASONS: Readonly<Record<NeedReason, string>> = {
  "read-table": "The statement reads this datasource.",
  "read-view": "The statement reads this view; what the view itself reads needs no permission.",
  "append-table": "APPEND reads this datasource by exactly this name.",
  "write-target": "INSERT and REPLACE write their target; reading it is not needed.",
  "read-external": "EXTERN and its like read data from outside Druid.",
  "write-export": "The export writes to this kind of destination; READ on it, or a grant named EXTERNAL, does not help.",
  "system-table": "This cluster protects the tables of schema sys one by one.",
  "run-state": "This system table shows the servers of the cluster, which is part of its state.",
  "context-key": "This cluster authorizes the keys of the query context that the user gives.",
  "endpoint-key": "This endpoint does not work without this context key, and this cluster authorizes context keys.",
  "router-query-id": "The Router adds the context key queryId to every statement, and this cluster authorizes context keys.",
  "follow-task": "The statement runs as a task of this datasource, and who looks at the task must be able to read it.",
  "cancel-task": "The statement runs as a task of this datasource, and who stops the task must be able to write it.",
};

/** What happens without the permission, by the phase in which it is checked. */
export const PHASES: Readonly<Record<Phase, string>> = {
  submit: "Checked before the statement runs; without it Druid answers 403.",
  run: "Checked while the statement runs; without it Druid answers 403 then.",
  follow: "Needed to see status and report of the task through the Overlord; the statement runs without it.",
  cancel: "Needed to stop the task through the Overlord; the statement runs without it.",
};

/** A need in two sentences: why, and what happens without. */
export function explainNeed(need: Pick<Need, "reason" | "phase">): string {
  return `${REASONS[need.reason]} ${PHASES[need.phase]}`;
}
