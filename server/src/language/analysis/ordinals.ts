/**
 * Numbers in GROUP BY and ORDER BY that are the place of a column. Signs are read as Druid reads them: `+ 2` and `- - 2` are column 2, and
 * `- 2` is a value. Fractions fall away, and so do all bits that Java's int has not. Source: `literal.intValue(false)` in Calcite's
 * SqlValidatorImpl, asked of the planners of 28, 31 and 33.
 */
import type { Expression, GroupItem, Literal, Select } from "../syntax/nodes";
import { rangeOf, type TextRange } from "../text/range";

export interface Ordinal {
  /** Counted from 1; zero where it can be no place. */
  readonly value: number;
  readonly range: TextRange;
}

/** The place of a column that an item is; undefined for any other expression, negative numbers among them. */
export function ordinalOf(item: Expression): Ordinal | undefined {
  let node = item;
  let isNegative = false;
  let signed: Expression | undefined;
  while (node.kind === "prefix" || (node.kind === "parenthesized" && node.unit === undefined)) {
    if (node.kind === "prefix") {
      if (node.operators.some((operator) => operator !== "+" && operator !== "-")) return undefined;
      const minuses = node.operators.filter((operator) => operator === "-").length;
      if (minuses > 0) signed ??= node;
      if (minuses % 2 === 1) isNegative = !isNegative;
      node = node.operand;
    } else node = node.expression;
  }
  if (node.kind !== "literal" || node.template) return undefined;
  const value = intOf(node);
  const ordinal = value === undefined || !isNegative ? value : Math.imul(value, -1);
  return ordinal === undefined || ordinal < 0 ? undefined : { value: ordinal, range: rangeOf(signed ?? node) };
}

/** What Java's int keeps of a number; undefined where that is not easily told. */
function intOf({ type, value }: Literal): number | undefined {
  if (type !== "number" && type !== "decimal") return undefined;
  const whole = /^\s*([+-]?\d+)(?:\.\d*)?\s*$/.exec(value)?.[1];
  if (whole !== undefined) return whole.length > 20 ? undefined : Number(BigInt.asIntN(32, BigInt(whole.replace("+", ""))));
  const number = Math.trunc(Number(value));
  return Math.abs(number) < 2 ** 31 ? number : undefined;
}

/** The numbers of GROUP BY that are places of columns. In rows of several, and in sets within sets, numbers are numbers. */
export function groupOrdinalsOf({ groupBy }: Select): readonly Ordinal[] {
  const items = groupBy?.items.flatMap((item): readonly GroupItem[] => (item.kind === "groupingFunction" ? item.items : [item])) ?? [];
  return items.flatMap((item) => (item.kind === "groupingFunction" ? [] : (ordinalOf(item) ?? [])));
}
