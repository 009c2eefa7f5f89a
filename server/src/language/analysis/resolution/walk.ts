/**
 * What the parts of the walk over a statement share: what is still to be done, and what was found so far. The walk keeps its own list of
 * work, so neither depth nor length of a statement matters; what a name refers to is always done before the name.
 */
import type { Statement } from "../../syntax/document";
import type { Node, WithItem } from "../../syntax/nodes";
import type { TextRange } from "../../text/range";
import type { References } from "../scopes";
import type { Book } from "./book";
import { UNCLEAR } from "./columns";
import type { ColumnOfTable } from "./lookup";
import type { Columns, NameSymbol, Scope, WithScope } from "./model";
import { emptyRelationList, type RelationList } from "./relationList";

/** Guards the state of one walk. */
export interface Walk {
  readonly statement: Statement;
  readonly references: References;
  readonly book: Book;
  /** A column of a real table, written down in the book. */
  readonly columnOfTable: ColumnOfTable;
  /** What is to be done, last in first out. */
  readonly work: (() => void)[];
  /** Of queries, of what stands in FROM and of items of WITH, once they were walked. */
  readonly columns: Map<Node, Columns>;
  /** What the body of a SELECT sees. */
  readonly selectScopes: Map<Node, Scope>;
  readonly withSymbols: Map<WithItem, NameSymbol>;
  readonly regions: Region[];
  /** How many columns `*` may still stand for: a few WITH items can multiply them without end. */
  columnsLeft: number;
}

/** Where a scope is what is seen. */
export interface Region extends TextRange {
  readonly scope: Scope;
}

/** What a query sees beside its own FROM. */
export interface Around {
  /** For correlated subqueries. */
  readonly outer?: Scope | undefined;
  readonly withItems?: WithScope | undefined;
}

/** Does these one after the other, each with all that it adds, before what was to be done till now. */
export function inOrder(walk: Walk, work: readonly (() => void)[]): void {
  for (let index = work.length - 1; index >= 0; index--) walk.work.push(work[index] as () => void);
}

/** The columns of a node that was walked. */
export function columnsAt(walk: Walk, node: Node): Columns {
  return walk.columns.get(node) ?? UNCLEAR;
}

const NO_NAMES: ReadonlySet<string> = new Set();
/** A SELECT without WINDOW. */
export const NO_WINDOWS: ReadonlyMap<string, NameSymbol> = new Map();

/** In nothing that shares it anything is put. */
const NO_RELATIONS: RelationList = emptyRelationList();

/** A scope without anything of its own but what is given. Every scope has the same fields in the same order: there are many of them. */
export function scopeOf(around: Around, own: Partial<Omit<Scope, "outer" | "withItems">> = {}): Scope {
  const from = own.from ?? NO_RELATIONS;
  return {
    from,
    first: own.first ?? 0,
    limit: own.limit ?? from.all.length,
    merged: own.merged ?? NO_NAMES,
    outputs: own.outputs,
    windows: own.windows ?? NO_WINDOWS,
    withItems: around.withItems,
    isUnclear: own.isUnclear ?? false,
    outer: around.outer,
  };
}

/** The same without what the query gives out, which subqueries do not see. */
export function withoutOutputs(scope: Scope): Scope {
  if (!scope.outputs) return scope;
  return { ...scope, outputs: undefined };
}

/** What subqueries see of a scope. */
export function around(scope: Scope): Around {
  return { outer: withoutOutputs(scope), withItems: scope.withItems };
}
