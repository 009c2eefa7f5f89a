/**
 * Datasources that other statements of the document name, with the columns that its INSERT and REPLACE statements give them: what an author
 * works on is in the file already. Columns are only found out for a table that is asked about.
 */
import type { Catalog, CatalogColumn, CatalogOrigin, CatalogTable } from "../../analysis/catalog/model";
import { SYSTEM_CATALOG } from "../../analysis/catalog/system";
import { namesOf } from "../../analysis/resolution/namesOf";
import { tableId } from "../../analysis/resolution/tables";
import { queryOf, referencesOf } from "../../analysis/scopes";
import { indexOfStatement, type SqlDocument, type Statement, sameEnds } from "../../syntax/document";

/** A longer list helps nobody. */
const MOST_TABLES = 500;
/** Nor do the columns of more statements that write one table. */
const MOST_WRITING = 50;

/** The tables of the catalog, and behind them those of the document; the statement that starts at `start` is left out, as it is being typed. */
export function withTablesOf(document: SqlDocument, start: number, catalog: Catalog): Catalog {
  const index = indexOfStatement(document, start);
  const typed = document.starts[index] === start ? document.parts[index] : undefined;
  return {
    table: (schema, name) => {
      const known = catalog.table(schema, name);
      if (known || schema !== "druid") return known;
      const naming = namingsOf(document).get(name);
      return naming && isNamedElsewhere(name, naming, typed) ? tableOf(name, columnsWritten(document, naming, typed)) : undefined;
    },
    tables: () => {
      const own: string[] = [];
      for (const [name, naming] of namingsOf(document))
        if (isNamedElsewhere(name, naming, typed) && !catalog.table("druid", name)) own.push(name);
      // In an order that tells nothing of how the text came about.
      return [
        ...catalog.tables(),
        ...own
          .sort()
          .slice(0, MOST_TABLES)
          .map((name) => tableOf(name, [])),
      ];
    },
  };
}

/** The statement says it itself, so that no file needs to be named. */
export const HERE: CatalogOrigin = { kind: "statement", uri: "", line: 0, range: { start: 0, end: 0 } };

function tableOf(name: string, columns: readonly CatalogColumn[]): CatalogTable {
  return { schema: "druid", name, columns: [...new Map(columns.map((column) => [column.name, column])).values()], origins: [HERE] };
}

/** How many statements name a datasource, and which of them write it, how often each. */
interface Naming {
  count: number;
  readonly writing: Map<Statement, number>;
}

/** Brought up to date by the statements that have come and gone since somebody asked last: there may be ten thousand others. */
interface Namings {
  parts: readonly Statement[];
  readonly byName: Map<string, Naming>;
}

function namingsOf({ parts, memory }: SqlDocument): ReadonlyMap<string, Naming> {
  const namings = memory.recall("namings", NAMED, (): Namings => ({ parts: [], byName: new Map() }));
  if (namings.parts === parts) return namings.byName;
  const { front, back } = sameEnds(namings.parts, parts);
  const before = namings.parts.slice(front, namings.parts.length - back);
  const now = parts.slice(front, parts.length - back);
  // Edits at two places leave all statements between them as they are.
  const isSame = (index: number): boolean => before.length === now.length && before[index] === now[index];
  for (const [index, gone] of before.entries()) if (!isSame(index)) count(namings, gone, -1);
  for (const [index, come] of now.entries()) if (!isSame(index)) count(namings, come, 1);
  namings.parts = parts;
  return namings.byName;
}

function count({ byName }: Namings, statement: Statement, by: 1 | -1): void {
  const { all, writes } = namedIn(statement);
  for (const name of all) {
    const naming = byName.get(name) ?? { count: 0, writing: new Map() };
    byName.set(name, naming);
    naming.count += by;
    if (naming.count === 0) byName.delete(name);
    if (writes !== name) continue;
    const times = (naming.writing.get(statement) ?? 0) + by;
    if (times === 0) naming.writing.delete(statement);
    else naming.writing.set(statement, times);
  }
}

/** Whether another statement than the one that is being typed names it. */
function isNamedElsewhere(name: string, naming: Naming, typed: Statement | undefined): boolean {
  return naming.count > (typed && namedIn(typed).all.includes(name) ? 1 : 0);
}

/** The columns that statements give it, but for the one that is being typed. */
function columnsWritten({ parts }: SqlDocument, { writing }: Naming, typed: Statement | undefined): readonly CatalogColumn[] {
  if (writing.size === 0) return [];
  const others = parts.filter((statement) => writing.has(statement) && (statement !== typed || writing.get(statement) !== 1));
  return others.slice(0, MOST_WRITING).flatMap(columnsOf);
}

/** The datasources of one statement. */
interface Named {
  /** Each once. */
  readonly all: readonly string[];
  readonly writes?: string;
}

const NAMED = {};

/** Finds out what completion elsewhere in the document wants to know of a statement, for who has its tree at hand. */
export function noteDatasources(statement: Statement): void {
  namedIn(statement);
}

function namedIn(statement: Statement): Named {
  return statement.remember("namedDatasources", NAMED, () => findNamed(statement));
}

function findNamed(statement: Statement): Named {
  const ids = referencesOf(statement.tree).tables.flatMap(({ name, withItem }) => (withItem ? [] : [tableId(name)]));
  const reads = ids.flatMap((id) => (id?.schema === "druid" ? [id.name] : []));
  const writes = targetOf(statement);
  return writes === undefined ? { all: [...new Set(reads)] } : { all: [...new Set([...reads, writes])], writes };
}

function targetOf({ tree }: Statement): string | undefined {
  const root = queryOf(tree.statement);
  const id = root?.kind === "ingest" && root.target.kind === "tableTarget" ? tableId(root.target.name) : undefined;
  return id?.schema === "druid" ? id.name : undefined;
}

function columnsOf(statement: Statement): readonly CatalogColumn[] {
  return statement.remember("columnsGivenOut", NAMED, () => findColumns(statement));
}

function findColumns(statement: Statement): readonly CatalogColumn[] {
  const names = namesOf(statement, SYSTEM_CATALOG);
  return (names.output?.list ?? []).flatMap((column) => {
    if (column.name.startsWith("EXPR$")) return [];
    const type = names.typeOf(column);
    return [{ name: column.name, ...(type !== undefined && { type }), origin: HERE }];
  });
}
