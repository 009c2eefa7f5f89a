/**
 * What an expression reads that is surely not among the keys of a GROUP BY (or the items of a SELECT DISTINCT). Upper and lower case, quotes,
 * qualifiers and parentheses are aside. Druid compares expressions as it understands them: `a <> 1` is `a != 1`, `CAST(a AS INT)` is
 * `CAST(a AS INTEGER)`, `COALESCE(a)` is `a`. So a name within an expression counts as there when any longer key reads it, in whatever form.
 * Source: Calcite's AggChecker, which compares trees after its rewrites; asked of the planner of 33.
 */
import { CONTEXT_VARIABLES } from "../data/keywords";
import { pushChildren } from "../syntax/children";
import type { Call, Expression, GroupItem, Name, Node, Select } from "../syntax/nodes";
import { ordinalOf } from "./ordinals";
import { inner, plainFunction } from "./selects";

/** Expressions to find others among. */
export interface Keys {
  /** Last parts of plain names, in capitals. */
  readonly names: ReadonlySet<string>;
  /** The names, and the functions, in keys that are longer than a name; last parts, in capitals. */
  readonly within: ReadonlySet<string>;
}

/** Keys from expressions; undefined where one of them is not known, since a template makes all of it or a part. */
export function keysOf(expressions: readonly Expression[]): Keys | undefined {
  const names = new Set<string>();
  const within = new Set<string>();
  for (const expression of expressions) {
    const read = namesWithin(expression);
    if (!read) return undefined;
    const key = inner(expression);
    const found = key.kind === "name" && !key.star ? names : within;
    for (const name of read) found.add(name.toUpperCase());
  }
  return { names, within };
}

/** The last parts of all names that an expression holds, of its functions too; undefined where a template makes something of it. */
function namesWithin(expression: Expression): readonly string[] | undefined {
  const names: string[] = [];
  const stack: Node[] = [expression];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (isUnclear(node)) return undefined;
    const last = node.kind === "name" ? node.parts.at(-1) : undefined;
    if (last) names.push(last.name);
    else pushChildren(node, stack);
  }
  return names;
}

function isUnclear(node: Node): boolean {
  if (node.kind === "template" || node.kind === "error") return true;
  return node.kind === "name" && node.parts.some((part) => part.template);
}

/** What GROUP BY groups by; ordinals are taken for their items. Undefined where a template or a `*` keeps it from being known. */
export function groupKeysOf(select: Select): Keys | undefined {
  const grouped = groupedBy(select);
  return grouped && keysOf(grouped);
}

/** The expressions of GROUP BY, values among them; undefined where an ordinal means a `*`, or nothing. */
export function groupedBy(select: Select): readonly Expression[] | undefined {
  const expressions: Expression[] = [];
  const pending: GroupItem[] = [...(select.groupBy?.items ?? [])];
  for (let item = pending.pop(); item; item = pending.pop()) {
    const ordinal = item.kind === "groupingFunction" ? undefined : ordinalOf(item);
    if (item.kind === "groupingFunction") pending.push(...item.items);
    else if (ordinal) {
      const named = select.items[ordinal.value - 1]?.expression;
      if (!named || (named.kind === "name" && named.star)) return undefined;
      expressions.push(named);
    } else if (item.kind === "parenthesized") pending.push(item.expression);
    else if (item.kind === "rowExpression") pending.push(...(item.items as readonly Expression[]));
    else expressions.push(item);
  }
  return expressions;
}

/** What is looked for below an expression. */
export interface Search {
  readonly keys: Keys;
  /** More names that count as there. */
  readonly aliases: ReadonlySet<string>;
  /** Whether a call is to be answered as a whole, its operands not looked at. */
  readonly isWhole: (call: Call) => boolean;
  /** Whether to pass over a call and what is below it. */
  readonly isPassed: (call: Call) => boolean;
}

/** The names and whole calls of an expression that are surely not among the keys; undefined where it is not known, by a template. */
export function missingFrom(expression: Expression, search: Search): readonly (Name | Call)[] | undefined {
  const missing = namesAndCallsBelow(expression, search);
  const whole = inner(expression);
  return missing?.filter((node) => !mayBeAmong(node, whole, search.keys));
}

/** A name alone can only be what COALESCE of it alone comes to. */
function mayBeAmong(node: Name | Call, whole: Expression, { within }: Keys): boolean {
  const last = (node.kind === "name" ? node : node.name).parts.at(-1);
  if (!last || !within.has(last.name.toUpperCase())) return false;
  return node !== whole || node.kind === "call" || within.has("COALESCE");
}

/** The names and whole calls that no plain key has, whatever longer keys read. */
function namesAndCallsBelow(expression: Node, search: Search): readonly (Name | Call)[] | undefined {
  const missing: (Name | Call)[] = [];
  const stack: Node[] = [expression];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (isUnclear(node) || node.kind === "lambda") return undefined;
    if (node.kind === "name") {
      const last = node.parts.at(-1);
      if (!last) return undefined;
      if (!isConstant(node) && !hasName(last.name, search)) missing.push(node);
    } else if (node.kind === "subquery" || isQuery(node)) {
      // What it reads from the outside is for Druid to say.
    } else if (node.kind === "call") {
      if (search.isWhole(node)) {
        missing.push(node);
      } else if (!search.isPassed(node)) pushOperands(node, stack);
    } else if (node.kind === "access") stack.push(node.operand);
    else pushChildren(node, stack);
  }
  return missing;
}

function hasName(name: string, { keys, aliases }: Search): boolean {
  const plain = name.toUpperCase();
  return keys.names.has(plain) || aliases.has(plain);
}

function pushOperands(call: Call, stack: Node[]): void {
  const window = call.over?.kind === "window" ? [...call.over.partitionBy, ...(call.over.orderBy?.items ?? [])] : [];
  const operands = [...call.arguments, ...(call.filter ? [call.filter] : []), ...window];
  for (let index = operands.length - 1; index >= 0; index--) stack.push(operands[index] as Node);
}

/** `CURRENT_TIMESTAMP`, `PI`: names that are no columns. */
function isConstant({ parts, star }: Name): boolean {
  const [only, second] = parts;
  if (star || !only || second || only.quoted) return star;
  const name = only.name.toUpperCase();
  return name === "PI" || (CONTEXT_VARIABLES as readonly string[]).includes(name);
}

function isQuery({ kind }: Node): boolean {
  return kind === "query" || kind === "select" || kind === "values" || kind === "setOperation" || kind === "parenthesizedQuery";
}

/** Whether a call is of an aggregate, not over a window, whose operands need no key. */
export function isPlainAggregate(call: Call): boolean {
  return plainFunction(call)?.kind === "aggregate" && !call.over;
}
