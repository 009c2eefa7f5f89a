/**
 * Known tables with their columns, whoever knows them: Druid itself, a catalog file, the SQL files of the workspace. What a catalog does not
 * hold is not known, and never wrong. Names are compared with their exact case, as Druid does.
 */
import type { TextRange } from "../../text/range";

/** Tables by name. Keep one object for as long as nothing changes: what is found out about statements is remembered with it. */
export interface Catalog {
  /** The table of exactly this schema and name. */
  readonly table: (schema: string, name: string) => CatalogTable | undefined;
  /** All of them. */
  readonly tables: () => readonly CatalogTable[];
}

export interface CatalogTable {
  /** `druid` for datasources, `lookup`, `sys`, `INFORMATION_SCHEMA`, `view`. */
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly CatalogColumn[];
  readonly summary?: string;
  /** Who tells of the table, each place once: every INSERT into it, an entry of a file. */
  readonly origins: readonly CatalogOrigin[];
  /** Datasources of which a statement writes every column into it (`SELECT *`): what is known of them is known of it. */
  readonly takes?: readonly TakenTable[];
}

export interface TakenTable {
  readonly table: string;
  /** The statement that writes them. */
  readonly origin: CatalogOrigin;
}

export interface CatalogColumn {
  readonly name: string;
  /** As SQL writes it: `VARCHAR`, `BIGINT`, `VARCHAR ARRAY`, `COMPLEX<json>`; absent when nobody tells. */
  readonly type?: string;
  /** The column of a datasource that a statement writes into it as it is: its type counts where `type` is absent. */
  readonly taken?: TakenColumn;
  readonly summary?: string;
  /** The last major version of Druid that surely lacks the column of a system table. */
  readonly missingUntil?: number;
  readonly origin: CatalogOrigin;
}

export interface TakenColumn {
  readonly table: string;
  readonly column: string;
}

/** Where a table or column is known from. */
export type CatalogOrigin =
  /** Druid has it. */
  | { readonly kind: "druid" }
  /** A catalog file, or a statement that writes the table. `line` counts from zero, `range` from the start of that file. */
  | { readonly kind: "file" | "statement"; readonly uri: string; readonly line: number; readonly range: TextRange };

/** What makes a table in a map of tables unique. */
export function tableKey(schema: string, name: string): string {
  return `${schema}\u0000${name}`;
}

/**
 * A catalog of these tables; of two of one name the first one counts, completed by the columns that only a later one has. What statements
 * take from other tables is looked up in them.
 */
export function catalogOf(tables: Iterable<CatalogTable>): Catalog {
  const groups = new Map<string, CatalogTable[]>();
  for (const table of tables) {
    const key = tableKey(table.schema, table.name);
    const group = groups.get(key);
    if (!group) groups.set(key, [table]);
    else group.push(table);
  }
  const byKey = withTaken(new Map([...groups].map(([key, group]) => [key, joined(group)])));
  const all = [...byKey.values()];
  return { table: (schema, name) => byKey.get(tableKey(schema, name)), tables: () => all };
}

/** Catalogs in the order in which they count. */
export function joinCatalogs(catalogs: readonly Catalog[]): Catalog {
  const [only, second] = catalogs;
  return only && !second ? only : catalogOf(catalogs.flatMap((catalog) => catalog.tables()));
}

function joined(tables: readonly CatalogTable[]): CatalogTable {
  const [first, ...others] = tables as readonly [CatalogTable, ...CatalogTable[]];
  if (others.length === 0) return first;
  const columns = new Map<string, CatalogColumn>();
  for (const column of tables.flatMap((table) => table.columns)) {
    const known = columns.get(column.name);
    if (!known) columns.set(column.name, column);
    else if (known.type === undefined && column.type !== undefined) columns.set(column.name, { ...known, type: column.type });
    else if (known.type === undefined && !known.taken && column.taken) columns.set(column.name, { ...known, taken: column.taken });
  }
  const summary = tables.find((table) => table.summary !== undefined)?.summary;
  const takes = tables.flatMap((table) => table.takes ?? []);
  return {
    ...first,
    ...(summary !== undefined && { summary }),
    ...(takes.length > 0 && { takes }),
    columns: [...columns.values()],
    origins: tables.flatMap(({ origins }) => origins),
  };
}

/** Tables that take from others with what is known of those; where they take from each other in a circle, each tells what it has itself. */
function withTaken(byKey: ReadonlyMap<string, CatalogTable>): ReadonlyMap<string, CatalogTable> {
  const found = new Map(byKey);
  const open = new Set<string>();
  const complete = (key: string, depth: number): CatalogTable | undefined => {
    const table = found.get(key);
    if (!table || open.has(key) || depth > LONGEST_CHAIN || !isTaking(table)) return table;
    open.add(key);
    const of = (name: string): CatalogTable | undefined => complete(tableKey(table.schema, name), depth + 1);
    found.set(key, completed(table, of));
    return found.get(key);
  };
  for (const [key, table] of byKey) if (isTaking(table)) complete(key, 0);
  return found;
}

/** Tables that are filled from one another one after the other; more are not followed. */
const LONGEST_CHAIN = 50;

function isTaking({ takes, columns }: CatalogTable): boolean {
  return takes !== undefined || columns.some(({ type, taken }) => type === undefined && taken !== undefined);
}

function completed(table: CatalogTable, of: (name: string) => CatalogTable | undefined): CatalogTable {
  const columns = new Map<string, CatalogColumn>();
  for (const column of table.columns) columns.set(column.name, column.type === undefined ? typed(column, of) : column);
  for (const { table: from, origin } of table.takes ?? []) {
    for (const { name, type, taken } of of(from)?.columns ?? []) {
      if (columns.has(name)) continue;
      columns.set(name, { name, origin, ...(type !== undefined && { type }), ...(taken && { taken }) });
    }
  }
  return { ...table, columns: [...columns.values()] };
}

function typed(column: CatalogColumn, of: (name: string) => CatalogTable | undefined): CatalogColumn {
  const { taken } = column;
  const type = taken && of(taken.table)?.columns.find(({ name }) => name === taken.column)?.type;
  return type === undefined ? column : { ...column, type };
}
