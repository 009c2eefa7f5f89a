/**
 * `union-all`: up to Druid 33 a task reads datasources one behind the other, each as it is, and combines nothing else. Later releases were
 * not asked. The native engine runs the parts of a UNION ALL apart and takes more.
 * Source: DruidUnionDataSourceRule, asked of the planners of 31 and 33.
 */
import type { SetOperation } from "../../syntax/nodes";
import { druidSays, sentences, t } from "../../text/l10n";
import { rangeOf } from "../../text/range";
import { hasConstantCondition, mayBeLeftOut } from "../planned";
import type { CheckInput } from "./check";
import { namesDiffer, type Part, readPart } from "./unionParts";

const LAST_VERSION = 33;

export function checkUnionAll(node: SetOperation, input: CheckInput): void {
  if (input.route.engine !== "msq-task" || input.settings.profile.druidVersion > LAST_VERSION) return;
  if (node.operators.some(({ operator, quantifier }) => operator !== "UNION" || quantifier !== "ALL")) return;
  const parts = node.operands.map((operand) => readPart(operand, input));
  const index = parts.findIndex((part) => REFUSALS[part.kind] !== undefined);
  const refusal = index < 0 ? differentNames(parts) : REFUSALS[parts[index]?.kind ?? "plain"];
  const operator = node.operators[Math.max(0, index - 1)];
  if (refusal === undefined || !operator || hasConstantCondition(input.tree) || mayBeLeftOut(input.tree, node)) return;
  const advice = t("Up to Druid {0}, tasks combine columns of datasources as they are, with the same names.", LAST_VERSION);
  input.report({ code: "union-all", stage: "plan", message: sentences(refusal, advice), range: rangeOf(operator) });
}

const NO_DATASOURCE = druidSays(
  "SQL requires union with input of a datasource type that is not supported. Union operation is only supported between regular tables.",
);

const REFUSALS: { readonly [Kind in Part["kind"]]?: string } = {
  made: druidSays("SQL requires union between inputs that are not simple table scans and involve a filter or aliasing."),
  values: NO_DATASOURCE,
  external: NO_DATASOURCE,
};

function differentNames(parts: readonly Part[]): string | undefined {
  if (!namesDiffer(parts)) return undefined;
  return druidSays("SQL requires union between two tables and column names queried for each table are different.");
}
