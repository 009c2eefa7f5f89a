/**
 * `not-grouped`: columns of a SELECT with groups that are neither grouped by nor aggregated, GROUP BY the alias of an item among them.
 * `grouping-place`: GROUPING where there are no groups, or of what is not grouped by. Source: Calcite's AggChecker and SqlAbstractGroupFunction.
 */
import type { Call, Expression, Identifier, Literal, Name, Select, SelectItem, TableExpression } from "../../syntax/nodes";
import type { Fix } from "../../text/edit";
import { druidSays, t } from "../../text/l10n";
import { rangeOf } from "../../text/range";
import { groupedBy, groupKeysOf, isPlainAggregate, type Keys, missingFrom } from "../groupKeys";
import { looseTemplatesOf } from "../looseTemplates";
import { isSurelyPlanned } from "../planned";
import { tableId } from "../resolution/tables";
import { type ClauseCall, inner, plainFunction, type SelectParts, selectsOf } from "../selects";
import { isAggregating } from "./aggregatePlace";
import { type CheckInput, textOf } from "./check";

export function checkNotGrouped(input: CheckInput): void {
  // A template that is no value may bring keys.
  if (input.statement.forgiven.length > 0 || looseTemplatesOf(input.statement).length > 0) return;
  for (const parts of selectsOf(input.tree)) {
    checkGrouping(parts, input);
    if (isAggregating(parts) !== "yes") continue;
    const keys = groupKeysOf(parts.select);
    if (keys && !/U&"/i.test(input.statement.text)) checkItems(parts, keys, input);
  }
}

function checkItems(parts: SelectParts, keys: Keys, input: CheckInput): void {
  const { select, orderBy } = parts;
  const alias = groupedAlias(select);
  for (const item of select.items) {
    const { expression } = item;
    if (expression.kind === "name" && expression.star) {
      if (!select.groupBy || holdsTime(expression, keys, parts, input)) report(expression, undefined, input);
    } else checkExpression(expression, keys, NO_NAMES, parts, input, item === alias?.item ? alias : undefined);
  }
  if (!select.having && !orderBy) return;
  const aliases = aliasesOf(select);
  if (select.having) checkExpression(select.having, keys, aliases, parts, input, undefined);
  for (const { expression } of orderBy?.items ?? []) checkExpression(expression, keys, aliases, parts, input, undefined);
}

/** Whether `*` gives out the time of a datasource, and nothing of that name is grouped by. */
function holdsTime({ parts: [qualifier, second] }: Name, { names, within }: Keys, { select }: SelectParts, input: CheckInput): boolean {
  if (names.has("__TIME") || within.has("__TIME") || second || !select.from) return false;
  const items = new Map(input.references.tables.map(({ node, withItem }) => [node, withItem] as const));
  return tablesWithNames(select.from.table).some(({ table, name }) => {
    if (table.kind !== "tableName" || items.get(table) || (qualifier && qualifier.name !== name)) return false;
    return tableId(table.name)?.schema === "druid";
  });
}

const NO_NAMES: ReadonlySet<string> = new Set();

function aliasesOf({ items }: Select): ReadonlySet<string> {
  return new Set(items.flatMap(({ alias }) => (alias ? [alias.name.toUpperCase()] : [])));
}

/** An item of GROUP BY that is the alias of an item of SELECT. */
interface GroupedAlias {
  readonly item: SelectItem;
  readonly ordinal: number;
  readonly name: Name;
}

/** The first such; Druid looks for a column of that name. */
function groupedAlias(select: Select): GroupedAlias | undefined {
  for (const grouped of select.groupBy?.items ?? []) {
    if (grouped.kind !== "name" || grouped.parts.length !== 1) continue;
    const name = (grouped.parts[0] as Identifier).name;
    const index = select.items.findIndex(({ alias, expression }) => alias?.name === name && !isName(expression, name));
    const item = select.items[index];
    if (item) return { item, ordinal: index + 1, name: grouped };
  }
  return undefined;
}

function isName(expression: Expression, name: string): boolean {
  const node = inner(expression);
  return node.kind === "name" && node.parts.at(-1)?.name === name;
}

function checkExpression(
  expression: Expression,
  keys: Keys,
  aliases: ReadonlySet<string>,
  parts: SelectParts,
  input: CheckInput,
  alias: GroupedAlias | undefined,
): void {
  const missing = missingFrom(expression, {
    keys,
    aliases,
    isWhole: () => false,
    // The operands of an unknown function are left to Druid: it may be an aggregate.
    isPassed: (call) => isPlainAggregate(call) || !plainFunction(call),
  });
  // Columns of the SELECTs around are for Druid to say.
  const [first] = missing?.filter((node) => node.kind === "name" && !(parts.isCorrelated && isOuter(node, parts))) ?? [];
  if (first?.kind === "name") report(first, alias, input);
}

/** Whether a name may be one of a SELECT around: it is not qualified, or not by a table of this FROM. */
function isOuter({ parts: names }: Name, { select }: SelectParts): boolean {
  const qualifier = names.at(-2)?.name;
  return qualifier === undefined || !select.from || !tableNames(select.from.table).has(qualifier);
}

function tableNames(table: TableExpression): ReadonlySet<string> {
  return new Set(tablesWithNames(table).map(({ name }) => name));
}

/** What stands in FROM under which name; an alias with a list gives its columns other names, and counts as no table. */
function tablesWithNames(table: TableExpression): readonly { readonly table: TableExpression; readonly name: string }[] {
  const found: { readonly table: TableExpression; readonly name: string }[] = [];
  const pending = [table];
  for (let current = pending.pop(); current; current = pending.pop()) {
    if (current.kind === "joinChain") pending.push(current.first, ...current.joins.map((join) => join.table));
    else if (current.kind === "tableAlias" && current.alias.kind === "identifier") {
      found.push({ table: current.columns ? current : current.table, name: current.alias.name });
    } else if (current.kind === "tableName") {
      found.push({ table: current, name: current.name.parts.at(-1)?.name ?? "" });
    }
  }
  return found;
}

function report(name: Name, alias: GroupedAlias | undefined, input: CheckInput): void {
  const text = textOf(input.statement, name);
  const says = druidSays(`Expression '${text}' is not being grouped`);
  if (!alias) {
    input.report({ code: "not-grouped", stage: "validate", message: says, range: rangeOf(name) });
    return;
  }
  const written = textOf(input.statement, alias.name);
  const advice = t("GROUP BY takes no alias of a SELECT item: {0} would be a column. Write the ordinal or the expression.", written);
  const range = rangeOf(alias.name);
  const fixes: readonly Fix[] = [
    { title: t("Group by the ordinal {0}", alias.ordinal), certainty: "choice", edits: [{ range, text: String(alias.ordinal) }] },
    {
      title: t("Group by the expression"),
      certainty: "choice",
      edits: [{ range, text: input.statement.text.slice(alias.item.expression.start, alias.item.expression.end) }],
    },
  ];
  input.report({ code: "not-grouped", stage: "validate", message: `${says}. ${advice}`, range: rangeOf(name), fixes });
}

function checkGrouping(parts: SelectParts, input: CheckInput): void {
  for (const found of parts.calls) {
    if (found.known?.name !== "GROUPING" || found.call.over) continue;
    const range = { start: found.call.start, end: found.call.name.end };
    if (found.isInFilter) {
      // That validates.
      const message = druidSays("SQL query requires 'GROUPING' operator that is not supported.");
      if (isSurelyPlanned(found.call, input)) input.report({ code: "grouping-place", stage: "plan", message, range });
      continue;
    }
    const message = messageForGrouping(found, parts);
    if (message !== undefined) input.report({ code: "grouping-place", stage: "validate", message, range });
    else checkGroupingOperands(found, parts, input);
  }
}

/** Each operand is one of the expressions that are grouped by. */
function checkGroupingOperands({ call, clause }: ClauseCall, parts: SelectParts, input: CheckInput): void {
  const { text } = input.statement;
  if (!GROUPED_CLAUSES.has(clause) || parts.isCorrelated || isAggregating(parts) !== "yes" || /U&"/i.test(text)) return;
  const keys = groupKeysOf(parts.select);
  if (!keys) return;
  const search = { keys, aliases: NO_NAMES, isWhole: () => false, isPassed: (inside: Call) => !plainFunction(inside) };
  for (const operand of call.arguments) {
    const node = inner(operand as Expression);
    const isNone = node.kind === "literal" ? isNoKey(node, parts.select) : (missingFrom(node, search)?.length ?? 0) > 0;
    if (!isNone) continue;
    const message = druidSays("Argument to GROUPING operator must be a grouped expression");
    input.report({ code: "grouping-place", stage: "validate", message, range: rangeOf(operand) });
    return;
  }
}

/** Numbers of GROUP BY are ordinals; any other value may be grouped by. */
function isNoKey({ type, template }: Literal, select: Select): boolean {
  if (template) return false;
  return type === "number" || type === "decimal" || groupedBy(select)?.some((key) => inner(key).kind === "literal") === false;
}

const GROUPED_CLAUSES: ReadonlySet<ClauseCall["clause"]> = new Set(["SELECT", "HAVING", "ORDER BY"]);

function messageForGrouping({ clause, aggregate }: ClauseCall, parts: SelectParts): string | undefined {
  if (aggregate?.known?.kind === "aggregate" || clause === "GROUP BY") {
    return druidSays("GROUPING operator may only occur in SELECT, HAVING or ORDER BY clause");
  }
  const isNever = clause === "WHERE" || (clause === "SELECT" && isAggregating(parts) === "no");
  return isNever ? druidSays("GROUPING operator may only occur in an aggregate query") : undefined;
}
