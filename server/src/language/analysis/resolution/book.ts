/**
 * Where the walk writes down what it finds: symbols, each once, and occurrences of names.
 */
import type { Identifier, Node } from "../../syntax/nodes";
import { rangeOf, type TextRange } from "../../text/range";
import { type Catalog, type CatalogTable, tableKey } from "../catalog/model";
import { columnsFrom } from "./columns";
import type { Column, Columns, Meaning, NameSymbol, Occurrence, SymbolKind, TableId } from "./model";

interface GrowingSymbol extends NameSymbol {
  readonly references: Identifier[];
  /** Shared until there is something in it. */
  possible: Identifier[];
}

/** A real table in a statement. */
interface KnownTable {
  readonly symbol: GrowingSymbol;
  readonly catalog: CatalogTable | undefined;
  readonly columns: Columns;
  /** Columns that no catalog tells, and that the statement names. */
  readonly others: Map<string, Column>;
}

/** Guards the symbols of one statement. */
export interface Book {
  readonly catalog: Catalog;
  readonly occurrences: Occurrence[];
  readonly symbols: Set<NameSymbol>;
  readonly tables: Map<string, KnownTable>;
}

export function openBook(catalog: Catalog): Book {
  return { catalog, occurrences: [], symbols: new Set(), tables: new Map() };
}

/** A symbol that an identifier declares. */
export function declare(book: Book, kind: SymbolKind, identifier: Identifier, node: Node, place: Occurrence["place"]): NameSymbol {
  const symbol = makeSymbol(kind, identifier.name, { declaration: rangeOf(identifier), node });
  book.symbols.add(symbol);
  const meaning: Meaning = { kind: "symbol", symbol, certainty: "certain" };
  book.occurrences.push({ identifier, role: "declaration", place, meaning });
  return symbol;
}

/** A symbol without an identifier of its own: a column that is given out under the name that it has. */
export function derive(book: Book, kind: SymbolKind, name: string, node: Node, declaration?: TextRange): NameSymbol {
  const symbol = makeSymbol(kind, name, { node, declaration });
  book.symbols.add(symbol);
  return symbol;
}

/** Every symbol has the same fields in the same order: there are many of them. */
function makeSymbol(kind: SymbolKind, name: string, rest: Partial<Pick<NameSymbol, "declaration" | "node" | "table">>): GrowingSymbol {
  return { kind, name, declaration: rest.declaration, node: rest.node, table: rest.table, references: [], possible: NOWHERE };
}

const NOWHERE: Identifier[] = [];

/** Writes down what an identifier means, and with its symbols that it may mean them. */
export function refer(
  book: Book,
  identifier: Identifier,
  place: Occurrence["place"],
  meaning: Meaning,
  alternatives: readonly NameSymbol[] = [],
): void {
  book.occurrences.push({ identifier, role: "reference", place, meaning });
  if (meaning.kind === "symbol") {
    book.symbols.add(meaning.symbol);
    (meaning.symbol as GrowingSymbol).references.push(identifier);
  }
  for (const symbol of alternatives) {
    const growing = symbol as GrowingSymbol;
    if (growing.possible === NOWHERE) growing.possible = [identifier];
    else growing.possible.push(identifier);
  }
}

/** The symbol, the columns and the catalog's entry of a real table. */
export function tableOf(book: Book, id: TableId): KnownTable {
  const key = tableKey(id.schema, id.name);
  const known = book.tables.get(key);
  if (known) return known;
  const catalog = book.catalog.table(id.schema, id.name);
  const list = catalog?.columns.map((column) => ({
    name: column.name,
    symbol: makeSymbol("tableColumn", column.name, { table: id }),
    catalog: column,
    ...(column.type !== undefined && { type: column.type }),
  }));
  const isLookup = id.schema === "lookup";
  const columns = isLookup ? lookupColumns(id) : columnsFrom(list ?? [], id);
  const made = { symbol: makeSymbol("table", id.name, { table: id }), catalog, columns, others: new Map() };
  book.tables.set(key, made);
  return made;
}

/** Source: Druid's LookupTable; every lookup has these two columns and no others. */
function lookupColumns(id: TableId): Columns {
  const list = ["k", "v"].map((name) => ({ name, symbol: makeSymbol("tableColumn", name, { table: id }), type: "VARCHAR" }));
  return columnsFrom(list, "none");
}

/** A column of a real table, whether a catalog tells of it or not. The time of a datasource is one of its columns always. */
export function columnOfTable(book: Book, id: TableId, name: string): Column {
  const { columns, others } = tableOf(book, id);
  const known = columns.named(name)[0] ?? others.get(name);
  if (known) return known;
  const isTime = id.schema === "druid" && name === "__time";
  const column: Column = { name, symbol: makeSymbol("tableColumn", name, { table: id }), ...(isTime && { type: "TIMESTAMP" }) };
  others.set(name, column);
  return column;
}
