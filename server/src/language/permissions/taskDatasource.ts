/**
 * Who starts a task follows it through the Overlord: READ on the task's datasource for status and reports, WRITE to cancel it.
 * That datasource is the target, `__query_select` for a SELECT, `__query_export` for an export.
 * Source: MSQControllerTask.getDataSource, TaskResourceFilter. `/sql/statements` asks for ownership instead, EXPLAIN starts no task.
 */
import { rangeOf, type TextRange } from "../text/range";
import type { Collector } from "./collector";
import { targetDatasource } from "./ingestTarget";
import type { RuleInput } from "./rule";

export const SELECT_TASK_DATASOURCE = "__query_select";
export const EXPORT_TASK_DATASOURCE = "__query_export";

export function taskDatasourceNeeds(input: RuleInput, collect: Collector): void {
  if (input.route.endpoint !== "task" || input.route.explained || !input.query || input.query.kind === "error") return;
  const task = taskOf(input);
  if (!task) return;
  collect.need("READ", "DATASOURCE", task.datasource, "follow-task", task.cause, "follow");
  collect.need("WRITE", "DATASOURCE", task.datasource, "cancel-task", task.cause, "cancel");
}

function taskOf(input: RuleInput): { readonly datasource: string; readonly cause: TextRange } | undefined {
  const target = input.ingest?.target;
  if (!target) return { datasource: SELECT_TASK_DATASOURCE, cause: input.firstWord };
  if (target.kind === "exportTarget") return { datasource: EXPORT_TASK_DATASOURCE, cause: rangeOf(target.destination) };
  const datasource = targetDatasource(input);
  return datasource !== undefined && target.kind === "tableTarget" ? { datasource, cause: rangeOf(target.name) } : undefined;
}
