/**
 * The cloud actions of a statement with what the policies of the cluster's identity say about them. They never change the verdict on the
 * statement: that is Druid's answer, and the cloud's comes later, when the task runs.
 */
import { type CloudVerdict, judgeAction } from "../cloud/judgeAction";
import type { StatementReference } from "../cloud/model";
import type { CloudAction } from "../permissions/model";
import type { FilePlace, LanguageContext, PolicyInfo } from "./context";

/** A cloud action, with a verdict where a policy file is known. */
export interface AssessedCloud extends CloudAction {
  readonly verdict?: CloudVerdict;
  /** The statement of the policy that the verdict is about; of a denial the one that comes nearest to allowing it. */
  readonly place?: FilePlace;
}

/** Judges the actions by the context's policies. */
export function assessCloud({ policy }: LanguageContext, actions: readonly CloudAction[]): readonly AssessedCloud[] {
  return policy ? actions.map((action) => assessAction(policy, action)) : actions;
}

function assessAction(policy: PolicyInfo, action: CloudAction): AssessedCloud {
  if (!policy.file) return { ...action, verdict: { outcome: "unknown", message: `${policy.name}: ${policy.failure}.` } };
  const verdict = judgeAction(policy.file, action);
  const statement = statementOf(verdict);
  return { ...action, verdict, ...(statement && { place: { uri: policy.uri, range: statement.range } }) };
}

function statementOf(verdict: CloudVerdict): StatementReference | undefined {
  if (verdict.outcome === "none") return undefined;
  return verdict.by ?? (verdict.outcome === "denied" ? verdict.near : undefined);
}
