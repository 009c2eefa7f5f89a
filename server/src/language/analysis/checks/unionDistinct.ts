/**
 * `union-distinct`: UNION without ALL drops repeated rows, and Druid can do that only where it reads datasources one behind the other: each part
 * selects columns of one datasource as they are, with the same names in the same order. UNION ALL takes more.
 * Source: DruidUnionRule and DruidUnionDataSourceRule, asked of the planners of 28, 31 and 33 with both engines, and of a running 27.
 */
import type { SetOperation } from "../../syntax/nodes";
import { druidSays, t } from "../../text/l10n";
import type { TextRange } from "../../text/range";
import { hasConstantCondition } from "../planned";
import type { CheckInput } from "./check";
import { namesDiffer, type Part, readPart } from "./unionParts";

export function checkUnionDistinct(node: SetOperation, input: CheckInput): void {
  const distinct = node.operators.filter(({ operator, quantifier }) => operator === "UNION" && quantifier !== "ALL");
  const union = distinct.at(-1);
  if (!union || node.operators.some(({ operator }) => operator !== "UNION") || hasConstantCondition(input.tree)) return;
  const parts = node.operands.slice(0, node.operators.indexOf(union) + 2).map((operand) => readPart(operand, input));
  const advice = adviceFor(parts);
  if (advice === undefined) return;
  const message = `${druidSays("SQL requires 'UNION' but only 'UNION ALL' is supported.")} ${advice}`;
  const range: TextRange = { start: union.start, end: union.end };
  input.report({ code: "union-distinct", stage: "plan", message, range });
}

function adviceFor(parts: readonly Part[]): string | undefined {
  const isMade = parts.some(({ kind }) => kind === "made");
  // What reads nothing can stand beside system tables, which the native engine reads in another way.
  if (isMade || (parts.some(({ kind }) => kind === "values") && parts.every(({ kind }) => kind !== "unsure" && kind !== "external"))) {
    return t("Without ALL each part must be columns of one datasource as they are.");
  }
  return namesDiffer(parts) ? t("Without ALL the columns must have the same names in all datasources.") : undefined;
}
