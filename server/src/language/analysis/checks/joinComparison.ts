/**
 * `join-comparison`: an outer join on `a.x > b.y`. Druid joins on equality; what else stands in ON of an inner join may be filtered behind it,
 * which an outer join does not allow. A warning, since not every release was asked.
 * Source: DruidJoinRule.canHandleCondition, measured on a running 27 (native and multi-stage).
 */
import type { Expression, Join, Node } from "../../syntax/nodes";
import { t } from "../../text/l10n";
import { rangeOf } from "../../text/range";
import type { CheckInput } from "./check";

const OUTER: ReadonlySet<Join["operator"]> = new Set(["LEFT JOIN", "RIGHT JOIN", "FULL JOIN"]);
const COMPARISONS: ReadonlySet<string> = new Set(["<", "<=", ">", ">=", "<>", "!="]);

export function checkJoinComparison(node: Node, input: CheckInput): void {
  if (node.kind !== "join" || !OUTER.has(node.operator) || !node.on) return;
  const right = node.table.kind === "tableAlias" && node.table.alias.kind === "identifier" ? node.table.alias.name : nameOf(node);
  for (const condition of conjunctsOf(node.on)) {
    if (condition.kind !== "operation" || condition.operands.length !== 2) continue;
    const [operator] = condition.operators;
    const sides = condition.operands.map(qualifierOf);
    // One side is the joined table, the other one is not.
    if (!operator || !COMPARISONS.has(operator) || sides.includes(undefined) || sides.filter((side) => side === right).length !== 1)
      continue;
    const message = t("Druid joins on equality only: its planner refuses an outer join on {0}.", operator);
    input.report({ code: "join-comparison", message, range: rangeOf(condition) });
  }
}

function nameOf({ table }: Join): string | undefined {
  return table.kind === "tableName" ? table.name.parts.at(-1)?.name : undefined;
}

function conjunctsOf(condition: Expression): readonly Expression[] {
  let inner = condition;
  while (inner.kind === "parenthesized" && inner.unit === undefined) inner = inner.expression;
  return inner.kind === "operation" && inner.operators[0] === "AND" ? inner.operands : [inner];
}

/** `a` of `a.x`; undefined for what is no qualified column. */
function qualifierOf(expression: Expression): string | undefined {
  if (expression.kind !== "name" || expression.star || expression.parts.length < 2 || expression.parts.some(({ template }) => template))
    return undefined;
  return expression.parts.at(-2)?.name;
}
