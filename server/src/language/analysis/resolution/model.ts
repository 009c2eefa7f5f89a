/**
 * What names of a statement mean: the things that are named, what is seen from each place, and each occurrence of a name.
 * Names are compared with their exact case. Ranges are local to the statement.
 */

import type { Expression, Identifier, Node, Query, QueryBody } from "../../syntax/nodes";
import type { TextRange } from "../../text/range";
import type { CatalogColumn, CatalogTable } from "../catalog/model";
import type { RelationList } from "./relationList";

/**
 * - `cte`: an item of WITH.
 * - `tableAlias`: `FROM t AS alias`. Of UNNEST without a column list it is the name of the column, too.
 * - `columnAlias`: `expression AS alias`, or an entry of a column list behind a CTE or a table alias.
 * - `derivedColumn`: a column that a SELECT gives out under the name that it has already (`SELECT t.a`), or that Calcite made up.
 * - `externColumn`: a column that a signature declares: EXTEND, or the third argument of EXTERN.
 * - `window`: an entry of WINDOW.
 * - `table`, `tableColumn`: a real table (datasource, lookup, view, system table) and a column of it; the statement declares neither.
 */
export type SymbolKind = "cte" | "tableAlias" | "columnAlias" | "derivedColumn" | "externColumn" | "window" | "table" | "tableColumn";

/** A thing with a name. One object for one thing in a statement. */
export interface NameSymbol {
  readonly kind: SymbolKind;
  readonly name: string;
  /** The words that give it its name; absent for `table`, `tableColumn` and names that Calcite makes up (`EXPR$0`). */
  readonly declaration: TextRange | undefined;
  /** What makes it: the item of WITH, of SELECT or of WINDOW, the alias with its table, the entry of a list. */
  readonly node: Node | undefined;
  /** The real table, of `table` and `tableColumn`. */
  readonly table: TableId | undefined;
  /** Where it is named beside its declaration, in the order of the walk; quoted or not. */
  readonly references: readonly Identifier[];
  /** Names that may mean it, or something else that the statement does not tell. */
  readonly possible: readonly Identifier[];
}

/** A real table as Druid knows it. */
export interface TableId {
  readonly schema: string;
  readonly name: string;
}

/** A column of something in FROM, or of what a query gives out. `*` hands the same object on. */
export interface Column {
  readonly name: string;
  readonly symbol: NameSymbol;
  /** The expression that makes it. */
  readonly made?: Expression | Query | QueryBody;
  /** The column that is only given another name by a column list. */
  readonly renames?: Column;
  /** The array of which it is each element. */
  readonly unnests?: Node;
  /** The columns at its place in the other queries of UNION and its like. */
  readonly beside?: readonly Column[];
  /** Where the type is stated: EXTEND, a signature, a catalog. As SQL writes it. */
  readonly type?: string;
  readonly catalog?: CatalogColumn;
}

/** Columns in their order. */
export interface Columns {
  readonly list: readonly Column[];
  /**
   * What else there may be. `none`: these are all. A table: it may have columns that no catalog tells. `unclear`: anything.
   */
  readonly more: "none" | "unclear" | TableId;
  /** By exact name; a name that is there twice has several. */
  readonly named: (name: string) => readonly Column[];
  /** Columns of the list under a second name, which `*` does not give out: the only column of a table function, under the alias of that. */
  readonly hidden: readonly Column[];
}

/** Something in FROM. */
export interface Relation {
  readonly kind: "table" | "cte" | "query" | "function" | "unnest" | "other";
  /** The node in FROM, its alias included. */
  readonly node: Node;
  /** What stands before the dot of its columns: the alias, else the last part of the table's name; absent for `(SELECT …)` without an alias. */
  readonly qualifier?: string | undefined;
  /** What the qualifier names: a `tableAlias`, a `cte` or a `table`. */
  readonly symbol?: NameSymbol | undefined;
  /** The real table, whatever its alias. */
  readonly table?: TableId | undefined;
  /** The same as a catalog knows it. */
  readonly catalog?: CatalogTable | undefined;
  readonly columns: Columns;
}

/** What is seen from a place. Things of `outer` are seen as well, unless something here has their name. */
export interface Scope {
  /** What is in FROM; of these the ones from `first` on and before `limit` are seen: ask `relationsIn`. */
  readonly from: RelationList;
  readonly first: number;
  readonly limit: number;
  /** Columns that USING makes one of, by name. */
  readonly merged: ReadonlySet<string>;
  /**
   * What the query gives out, where that is seen: before the columns of FROM, and never in subqueries. `select`: in ORDER BY, HAVING (not
   * in the arguments of aggregates there) and QUALIFY of a SELECT, without names that Calcite made up; `set`: in ORDER BY of UNION and VALUES.
   */
  readonly outputs: { readonly columns: Columns; readonly of: "select" | "set" } | undefined;
  readonly windows: ReadonlyMap<string, NameSymbol>;
  readonly withItems: WithScope | undefined;
  /** Whether something here could not be understood, so that nothing is surely missing. */
  readonly isUnclear: boolean;
  readonly outer: Scope | undefined;
}

/** The items of one WITH; the first `limit` of them are seen. A later one of the same name, and an inner one, counts. */
export interface WithScope {
  readonly items: readonly NameSymbol[];
  readonly limit: number;
  readonly outer?: WithScope;
}

/** What a name at one place means. */
export type Meaning =
  | {
      readonly kind: "symbol";
      readonly symbol: NameSymbol;
      /** `likely`: nothing else that is known has the name, but something unknown might. */
      readonly certainty: "certain" | "likely";
      readonly column?: Column;
      readonly relation?: Relation;
    }
  /** Several columns of this name are seen; Druid refuses that. */
  | { readonly kind: "ambiguous"; readonly columns: readonly Column[] }
  /** Everything that is seen is known, and nothing has this name: Druid refuses that. */
  | { readonly kind: "missing" }
  | { readonly kind: "unknown" };

/** One name at one place. */
export interface Occurrence {
  readonly identifier: Identifier;
  readonly role: "declaration" | "reference";
  /** What a thing of this name could be: a table or CTE in FROM, what stands before the dot, a column, a window. */
  readonly place: "table" | "qualifier" | "column" | "window";
  readonly meaning: Meaning;
}

/** Everything that is known of the names of one statement. */
export interface Names {
  /** Every name that is a table, alias, column or window, in the order of the text. */
  readonly occurrences: readonly Occurrence[];
  /** Everything that is named, in the order in which it was found. */
  readonly symbols: readonly NameSymbol[];
  /** What the statement gives out, or writes; absent where there is no query. */
  readonly output: Columns | undefined;
  /** The name that an offset touches; of two the later one. */
  readonly occurrenceAt: (offset: number) => Occurrence | undefined;
  /** What is seen at an offset; an empty scope outside of every query. */
  readonly scopeAt: (offset: number) => Scope;
  /** Every scope of the statement. */
  readonly scopes: readonly Scope[];
  /** Every list of columns that a query or something in FROM has. */
  readonly lists: readonly Columns[];
  /** What a name node (`a`, `t.a`) as a whole stands for: the occurrence of its last part. */
  readonly occurrenceOf: (identifier: Identifier) => Occurrence | undefined;
  /** The columns of a query, a SELECT or something in FROM. */
  readonly columnsOf: (node: Node) => Columns | undefined;
  /** The type of a column as SQL writes it; undefined when the text and the catalog do not tell. */
  readonly typeOf: (column: Column) => string | undefined;
  /** The type of an expression of the statement. */
  readonly typeOfExpression: (expression: Node) => string | undefined;
}
