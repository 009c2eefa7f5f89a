/**
 * `join-comparison`: an outer join on more than equality of the two tables (`a.x > b.y`, `b.y > 5`, OR). Druid joins on equality; what else
 * stands in ON of an inner join may be filtered behind it, which an outer join does not allow. A warning, since not every release was asked.
 * Source: DruidJoinRule.canHandleCondition, measured on a running 27 and with the planners of 28, 29 and 33 (native and multi-stage). WHERE and
 * later joins may make an inner join of it, so nothing is said where they read the table that may have no row.
 */
import { pushChildren } from "../../syntax/children";
import type { Expression, Join, JoinChain, Name, Node, Select } from "../../syntax/nodes";
import { t } from "../../text/l10n";
import { rangeOf } from "../../text/range";
import { isNothing } from "../planned";
import { isBareFunction } from "../resolution/expressions";
import { inner } from "../selects";
import type { CheckInput } from "./check";

const OUTER: ReadonlySet<Join["operator"]> = new Set(["LEFT JOIN", "RIGHT JOIN", "FULL JOIN"]);
/** Comparisons that ask for more than equality. */
const UNEQUAL: ReadonlySet<string> = new Set(["<", "<=", ">", ">=", "<>", "!="]);

export function checkJoinComparison(node: Node, input: CheckInput): void {
  if (node.kind !== "select" || node.from?.table.kind !== "joinChain") return;
  for (const join of outerJoinsOf(node.from.table, node)) {
    if (!join.on || isOfRightAlone(join.on, join)) continue;
    for (const condition of conjunctsOf(join.on)) checkCondition(condition, join, input);
  }
}

/** Where all of ON reads the joined table only, it may be filtered before the join. */
function isOfRightAlone(on: Node, join: Join): boolean {
  const right = qualifierOfTable(join);
  return namesIn(on).every((name) => (qualifierOf(name) ?? right) === right);
}

/** The joins that surely stay outer ones, in the order of the text. Each condition behind them is read once, however many joins there are. */
function outerJoinsOf({ joins }: JoinChain, { where, having }: Select): readonly Join[] {
  const behind: Behind = { hasCondition: false, isUnclear: false, qualifiers: new Set() };
  readCondition(behind, where);
  readCondition(behind, having);
  const found: Join[] = [];
  for (const join of [...joins].reverse()) {
    if (OUTER.has(join.operator) && !mayBeInner(join, behind)) found.push(join);
    readCondition(behind, join.on);
    readCondition(behind, join.using);
  }
  return found.reverse();
}

/** What the conditions read that stand behind a join and may leave out the rows that an outer join adds. */
interface Behind {
  hasCondition: boolean;
  /** Whether nobody knows which tables they read: columns without a table, templates, subqueries, USING. */
  isUnclear: boolean;
  readonly qualifiers: Set<string>;
}

function readCondition(behind: Behind, condition: Node | undefined): void {
  if (!condition) return;
  behind.hasCondition = true;
  if (condition.kind === "identifierList" || hasUnclear(condition)) behind.isUnclear = true;
  if (behind.isUnclear) return;
  for (const name of namesIn(condition)) {
    const qualifier = qualifierOf(name);
    if (qualifier === undefined) behind.isUnclear = true;
    else behind.qualifiers.add(qualifier);
  }
}

function mayBeInner(join: Join, { hasCondition, isUnclear, qualifiers }: Behind): boolean {
  const right = qualifierOfTable(join);
  if (join.operator !== "LEFT JOIN" || right === undefined) return hasCondition;
  return isUnclear || qualifiers.has(right);
}

function checkCondition(condition: Expression, join: Join, input: CheckInput): void {
  const operator = refusedOperator(condition, input);
  const isValue = join.operator === "LEFT JOIN" && isLeftValue(condition, join);
  if (operator === undefined && !isValue) return;
  const message =
    operator === undefined
      ? t("Druid joins on columns of both tables: its planner refuses an outer join on a value of the left one.")
      : t("Druid joins on equality only: its planner refuses an outer join on {0}.", operator);
  input.report({ code: "join-comparison", message, range: rangeOf(condition) });
}

/** The operator of a condition that is surely more than equality; undefined for any other one, and where the planner may find it constant. */
function refusedOperator(condition: Expression, input: CheckInput): string | undefined {
  if (namesIn(condition).length === 0 || hasUnclear(condition) || holdsNull(condition)) return undefined;
  switch (condition.kind) {
    case "operation": {
      const [operator] = condition.operators;
      if (operator === "OR") return isChoice(condition.operands, input) ? "OR" : undefined;
      return operator !== undefined && UNEQUAL.has(operator) && condition.operands.length === 2 && !areSame(condition.operands, input)
        ? operator
        : undefined;
    }
    case "between":
      return areSame([condition.low, condition.high], input) ? undefined : "BETWEEN";
    case "like":
      return condition.operator === "LIKE" ? "LIKE" : undefined;
    case "in":
      return condition.items.length > 1 && !areSame(condition.items, input) ? "IN" : undefined;
    case "postfix":
      return condition.operators.length === 1 && /^IS (?:NOT )?NULL$/.test(condition.operators[0] ?? "") && !isTime(condition.operand)
        ? condition.operators[0]
        : undefined;
    default:
      return undefined;
  }
}

/** Nothing is in any relation to NULL, which the planner knows. */
function holdsNull(condition: Expression): boolean {
  const operands =
    condition.kind === "operation"
      ? condition.operands
      : condition.kind === "between"
        ? [condition.low, condition.high]
        : condition.kind === "in"
          ? condition.items
          : [];
  return operands.some(isNothing);
}

/** The time of a datasource, which is never null. */
function isTime(operand: Expression): boolean {
  const node = inner(operand);
  return node.kind === "name" && node.parts.at(-1)?.name === "__time";
}

/** Several conditions that all read columns, and are not the same one again. */
function isChoice(operands: readonly Expression[], input: CheckInput): boolean {
  return operands.every((operand) => namesIn(operand).length > 0) && !areSame(operands, input);
}

function areSame(nodes: readonly Node[], { statement: { text } }: CheckInput): boolean {
  return new Set(nodes.map(({ start, end }) => text.slice(start, end).toUpperCase())).size < nodes.length;
}

/** `a.x = 5`, where `a` is not the table that is joined. */
function isLeftValue(condition: Expression, join: Join): boolean {
  if (condition.kind !== "operation" || condition.operators[0] !== "=" || condition.operands.length !== 2) return false;
  const [column, value] = [...condition.operands].map(inner).sort((one) => (one.kind === "name" ? -1 : 1));
  if (column?.kind !== "name" || value?.kind !== "literal" || value.template) return false;
  const qualifier = qualifierOf(column);
  const right = qualifierOfTable(join);
  return qualifier !== undefined && right !== undefined && qualifier !== right;
}

function namesIn(root: Node): readonly Name[] {
  const names: Name[] = [];
  const stack: Node[] = [root];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (node.kind === "name") {
      if (!isClock(node)) names.push(node);
    } else if (node.kind === "call") stack.push(...node.arguments);
    else pushChildren(node, stack);
  }
  return names;
}

/** CURRENT_DATE and its like read no table. */
function isClock({ parts: [only, more] }: Name): boolean {
  return only !== undefined && !more && !only.quoted && isBareFunction(only.name);
}

/** A template, or a query, which has names of its own. */
function hasUnclear(root: Node): boolean {
  const stack: Node[] = [root];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (UNCLEAR.has(node.kind) || (node.kind === "name" && node.parts.some(({ template }) => template))) return true;
    pushChildren(node, stack);
  }
  return false;
}

const UNCLEAR: ReadonlySet<Node["kind"]> = new Set(["template", "error", "subquery", "query", "select"]);

function qualifierOfTable({ table }: Join): string | undefined {
  if (table.kind === "tableAlias") return table.alias.kind === "identifier" ? table.alias.name : undefined;
  return table.kind === "tableName" ? table.name.parts.at(-1)?.name : undefined;
}

function conjunctsOf(condition: Expression): readonly Expression[] {
  const node = inner(condition);
  return node.kind === "operation" && node.operators[0] === "AND" ? node.operands.flatMap(conjunctsOf) : [node];
}

/** `a` of `a.x`; undefined for what is no qualified column. */
function qualifierOf({ parts, star }: Name): string | undefined {
  return star || parts.length < 2 ? undefined : parts.at(-2)?.name;
}
