/**
 * What stands anywhere in a statement, found in the walk that the checks need anyway: a check of windows is not asked about a statement
 * without any. Relies on nothing but the tree and the table of functions.
 */
import type { Call, Node, Select } from "../syntax/nodes";
import { plainFunction } from "./selects";

/** What some checks are about. */
export interface Traits {
  /** A call with OVER, a window function, or a WINDOW clause. */
  windows: boolean;
  /** GROUP BY, HAVING, or a call of an aggregate. */
  groups: boolean;
  /** A call with FILTER. */
  filters: boolean;
  /** SELECT DISTINCT. */
  distinct: boolean;
  /** Something in FROM, or of WITH, whose columns or name the text tells. */
  relations: boolean;
}

export type Trait = keyof Traits;

/** A statement in which nothing was seen yet. */
export function noTraits(): Traits {
  return { windows: false, groups: false, filters: false, distinct: false, relations: false };
}

/** Notes what a node adds; to be called for every node that `visitAll` visits. */
export function noteTraits(traits: Traits, node: Node): void {
  if (node.kind === "call") noteCall(traits, node);
  else if (node.kind === "select") noteSelect(traits, node);
  else if (RELATIONS.has(node.kind)) traits.relations = true;
}

const RELATIONS: ReadonlySet<Node["kind"]> = new Set(["withItem", "tableAlias", "derivedTable", "tableFunction", "unnest"]);

function noteCall(traits: Traits, call: Call): void {
  if (call.over) traits.windows = true;
  if (call.filter) traits.filters = true;
  const kind = plainFunction(call)?.kind;
  if (kind === "window") traits.windows = true;
  else if (kind === "aggregate") traits.groups = true;
}

function noteSelect(traits: Traits, select: Select): void {
  if (select.windows.length > 0) traits.windows = true;
  if (select.groupBy || select.having) traits.groups = true;
  if (select.quantifier === "DISTINCT") traits.distinct = true;
}
