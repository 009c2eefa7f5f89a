/**
 * Datasources that other statements of the document name, with the columns that its INSERT and REPLACE statements give them: what an author
 * works on is in the file already. Columns are only found out for a table that is asked about.
 */
import type { Catalog, CatalogColumn, CatalogOrigin, CatalogTable } from "../../analysis/catalog/model";
import { SYSTEM_CATALOG } from "../../analysis/catalog/system";
import { namesOf } from "../../analysis/resolution/namesOf";
import { tableId } from "../../analysis/resolution/tables";
import { queryOf, referencesOf } from "../../analysis/scopes";
import { indexOfStatement, type SqlDocument, type Statement } from "../../syntax/document";

/** In a document of more statements the nearest ones are looked at. */
const MOST_STATEMENTS = 5000;
/** A longer list helps nobody. */
const MOST_TABLES = 500;

/** The tables of the catalog, and behind them those of the document; the statement that starts at `start` is left out, as it is being typed. */
export function withTablesOf(document: SqlDocument, start: number, catalog: Catalog): Catalog {
  let found: ReadonlyMap<string, readonly Statement[]> | undefined;
  const named = (): ReadonlyMap<string, readonly Statement[]> => {
    found ??= datasourcesOf(document, start);
    return found;
  };
  return {
    table: (schema, name) => {
      const known = catalog.table(schema, name);
      if (known || schema !== "druid") return known;
      const writing = named().get(name);
      return writing && tableOf(name, writing.flatMap(columnsOf));
    },
    tables: () => {
      const own = [...named().keys()].filter((name) => !catalog.table("druid", name)).slice(0, MOST_TABLES);
      return [...catalog.tables(), ...own.map((name) => tableOf(name, []))];
    },
  };
}

/** The statement says it itself, so that no file needs to be named. */
const HERE: CatalogOrigin = { kind: "statement", uri: "", line: 0, range: { start: 0, end: 0 } };

function tableOf(name: string, columns: readonly CatalogColumn[]): CatalogTable {
  return { schema: "druid", name, columns: [...new Map(columns.map((column) => [column.name, column])).values()], origins: [HERE] };
}

/** The datasources that statements name, each with the statements that write it. */
function datasourcesOf(document: SqlDocument, start: number): ReadonlyMap<string, readonly Statement[]> {
  const { parts, starts } = document;
  const from = Math.max(0, indexOfStatement(document, start) - MOST_STATEMENTS / 2);
  const byName = new Map<string, Statement[]>();
  for (let index = from; index < Math.min(parts.length, from + MOST_STATEMENTS); index++) {
    const statement = parts[index];
    if (!statement || starts[index] === start) continue;
    const { reads, writes } = namedIn(statement);
    for (const name of reads) if (!byName.has(name)) byName.set(name, []);
    if (writes === undefined) continue;
    const writing = byName.get(writes);
    if (writing) writing.push(statement);
    else byName.set(writes, [statement]);
  }
  return byName;
}

/** The datasources of one statement. */
interface Named {
  readonly reads: readonly string[];
  readonly writes?: string;
}

const NAMED = {};

/** Finds out what completion elsewhere in the document wants to know of a statement, for who has its tree at hand. */
export function noteDatasources(statement: Statement): void {
  namedIn(statement);
}

function namedIn(statement: Statement): Named {
  return statement.memory.recall("named datasources", NAMED, () => statement.inPassing(() => findNamed(statement)));
}

function findNamed(statement: Statement): Named {
  const ids = referencesOf(statement.tree).tables.flatMap(({ name, withItem }) => (withItem ? [] : [tableId(name)]));
  const reads = [...new Set(ids.flatMap((id) => (id?.schema === "druid" ? [id.name] : [])))];
  const writes = targetOf(statement);
  return { reads, ...(writes !== undefined && { writes }) };
}

function targetOf({ tree }: Statement): string | undefined {
  const root = queryOf(tree.statement);
  const id = root?.kind === "ingest" && root.target.kind === "tableTarget" ? tableId(root.target.name) : undefined;
  return id?.schema === "druid" ? id.name : undefined;
}

function columnsOf(statement: Statement): readonly CatalogColumn[] {
  const names = namesOf(statement, SYSTEM_CATALOG);
  return (names.output?.list ?? []).flatMap((column) => {
    if (column.name.startsWith("EXPR$")) return [];
    const type = names.typeOf(column);
    return [{ name: column.name, ...(type !== undefined && { type }), origin: HERE }];
  });
}
