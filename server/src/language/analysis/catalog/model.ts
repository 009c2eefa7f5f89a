/**
 * Known tables with their columns, whoever knows them: Druid itself, a catalog file, the SQL files of the workspace. What a catalog does not
 * hold is not known, and never wrong. Names are compared with their exact case, as Druid does.
 */
import { addTo } from "../../text/multimap";
import type { TextRange } from "../../text/range";
import { callType, columnType } from "../resolution/typeRules";

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
  /** The column of a datasource that a statement writes into it: its type counts where `type` is absent. */
  readonly taken?: TakenColumn;
  readonly summary?: string;
  /** The last major version of Druid that surely lacks the column of a system table. */
  readonly missingUntil?: number;
  readonly origin: CatalogOrigin;
}

export interface TakenColumn {
  readonly table: string;
  readonly column: string;
  /** The function that is called with it, where it is not written as it is: `SUM`. */
  readonly by?: string;
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
  const groups = grouped(tables);
  return lazyCatalog({ named: (schema, name) => groups.get(tableKey(schema, name)) ?? [], all: () => [...groups.values()].flat() });
}

/** Where tables are many, and few of them are asked about. */
export interface TableSource {
  /** Those of one name, in the order in which they count. */
  readonly named: (schema: string, name: string) => readonly CatalogTable[];
  readonly all: () => Iterable<CatalogTable>;
}

/** The same of a source, of which nothing is asked before it is needed, and nothing twice. */
export function lazyCatalog({ named, all }: TableSource): Catalog {
  const known = new Map<string, CatalogTable | undefined>();
  const told = (schema: string, name: string): CatalogTable | undefined => {
    const key = tableKey(schema, name);
    if (!known.has(key)) known.set(key, joinedOf(named(schema, name)));
    return known.get(key);
  };
  const table = withTaken(told);
  let list: readonly CatalogTable[] | undefined;
  const listed = (): readonly CatalogTable[] => {
    const groups = grouped(all());
    for (const [key, group] of groups) if (!known.has(key)) known.set(key, joinedOf(group));
    return [...groups.values()].flatMap(([each]) => (each && table(each.schema, each.name)) ?? []);
  };
  return {
    table,
    tables: () => {
      list ??= listed();
      return list;
    },
  };
}

/** Catalogs in the order in which they count. */
export function joinCatalogs(catalogs: readonly Catalog[]): Catalog {
  const [only, second] = catalogs;
  if (only && !second) return only;
  return lazyCatalog({
    named: (schema, name) => catalogs.flatMap((catalog) => catalog.table(schema, name) ?? []),
    all: () => catalogs.flatMap((catalog) => catalog.tables()),
  });
}

function grouped(tables: Iterable<CatalogTable>): ReadonlyMap<string, readonly CatalogTable[]> {
  const groups = new Map<string, CatalogTable[]>();
  for (const table of tables) addTo(groups, tableKey(table.schema, table.name), table);
  return groups;
}

function joinedOf(tables: readonly CatalogTable[]): CatalogTable | undefined {
  const [first, ...others] = tables;
  if (!first || others.length === 0) return first;
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
function withTaken(told: Catalog["table"]): Catalog["table"] {
  const found = new Map<string, CatalogTable>();
  const open = new Set<string>();
  const complete = (schema: string, name: string, depth: number): CatalogTable | undefined => {
    const key = tableKey(schema, name);
    const table = found.get(key) ?? told(schema, name);
    if (!table || open.has(key) || depth > LONGEST_CHAIN || !isTaking(table)) return table;
    open.add(key);
    const made = completed(table, (other) => complete(schema, other, depth + 1));
    found.set(key, made);
    return made;
  };
  return (schema, name) => complete(schema, name, 0);
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
  const own = taken && of(taken.table)?.columns.find(({ name }) => name === taken.column)?.type;
  const type = taken?.by === undefined ? own : callType(taken.by, [own]);
  return type === undefined ? column : { ...column, type: columnType(column.name, type) };
}
