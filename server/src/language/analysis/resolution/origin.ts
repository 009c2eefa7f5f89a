/**
 * Where a column begins that is only handed on: `SELECT a AS b`, a column list, a CTE. The names between say nothing of its own about it.
 */
import type { Node } from "../../syntax/nodes";
import type { Column, Names } from "./model";

/** Longer chains are not followed. */
const MOST_STEPS = 100;

/** The column at the beginning of the chain; the column itself where an expression makes it, several queries do, or a name means nothing sure. */
export function originOf({ occurrenceOf }: Pick<Names, "occurrenceOf">, column: Column): Column {
  let origin = column;
  for (let step = 0; step < MOST_STEPS; step++) {
    const next: Column | undefined = origin.beside ? undefined : (origin.renames ?? columnNamed(occurrenceOf, origin.made));
    if (!next) return origin;
    origin = next;
  }
  return origin;
}

function columnNamed(occurrenceOf: Names["occurrenceOf"], made: Node | undefined): Column | undefined {
  let inner = made;
  while (inner?.kind === "parenthesized" && inner.unit === undefined) inner = inner.expression;
  const last = inner?.kind === "name" && !inner.star ? inner.parts.at(-1) : undefined;
  const meaning = last && occurrenceOf(last)?.meaning;
  return meaning?.kind === "symbol" ? meaning.column : undefined;
}
