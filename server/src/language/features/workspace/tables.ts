/**
 * The tables that the SQL files of a workspace know: what their INSERT and REPLACE statements write, with the columns that they give out,
 * and, without columns, what they read.
 */
import { type Catalog, type CatalogOrigin, type CatalogTable, lazyCatalog, type TakenColumn } from "../../analysis/catalog/model";
import { SYSTEM_CATALOG } from "../../analysis/catalog/system";
import { isMadeUpName } from "../../analysis/columnNames";
import { SCHEMAS } from "../../analysis/names";
import type { Column, NameSymbol, Names } from "../../analysis/resolution/model";
import { namesOf } from "../../analysis/resolution/namesOf";
import { originOf } from "../../analysis/resolution/origin";
import { tableId } from "../../analysis/resolution/tables";
import { columnType } from "../../analysis/resolution/typeRules";
import { queryOf } from "../../analysis/scopes";
import type { Statement } from "../../syntax/document";
import { detached } from "../../text/detached";
import { indexLines, placeAt } from "../../text/lineIndex";
import { addTo } from "../../text/multimap";
import { shiftRange, type TextRange } from "../../text/range";
import type { SurveyedFile, SurveyedStatement } from "./survey";

/** A datasource that a statement writes, without the statement. Offsets and lines count from the start of the statement's text. */
export interface WrittenTable {
  readonly name: string;
  readonly range: TextRange;
  readonly line: number;
  readonly columns: readonly WrittenColumn[];
  /** The datasource of which it writes every column (`SELECT *`). */
  readonly takes?: string;
}

export interface WrittenColumn {
  readonly name: string;
  readonly type?: string;
  /** The column of a datasource that its type comes from, where the statement tells none. */
  readonly taken?: TakenColumn;
  readonly range: TextRange;
  readonly line: number;
}

/** More columns of one table are not kept. */
const MOST_COLUMNS = 2000;

/** What an INSERT or REPLACE writes; undefined for other statements, and where a template names the table. */
export function writtenTable(statement: Statement): WrittenTable | undefined {
  const root = queryOf(statement.tree.statement);
  const name = root?.kind === "ingest" && root.target.kind === "tableTarget" ? root.target.name : undefined;
  const id = name && tableId(name);
  if (!name || id?.schema !== "druid") return undefined;
  const names = namesOf(statement, SYSTEM_CATALOG);
  const lines = indexLines(statement.text);
  const place = ({ start, end }: TextRange): Pick<WrittenColumn, "range" | "line"> => {
    return { range: { start, end }, line: placeAt(lines, start).line };
  };
  // Druid gives nothing a name that Calcite makes up.
  const named = (names.output?.list ?? []).filter((column) => !isMadeUpName(column.name));
  const columns = named.slice(0, MOST_COLUMNS).map((column): WrittenColumn => {
    const type = column.name === "__time" ? "TIMESTAMP" : names.typeOf(column);
    const taken = type === undefined ? takenColumn(names, column) : undefined;
    const { declaration, node } = column.symbol;
    return {
      name: detached(column.name),
      ...(type !== undefined && { type: detached(columnType(column.name, type)) }),
      ...(taken && { taken }),
      ...place(declaration ?? node ?? name),
    };
  });
  const { more } = names.output ?? { more: "unclear" };
  const takes = typeof more === "object" && more.schema === "druid" && more.name !== id.name ? detached(more.name) : undefined;
  return { name: detached(id.name), ...place(name.parts.at(-1) ?? name), columns, ...(takes !== undefined && { takes }) };
}

/** A column of a datasource as it is, or under a function whose type is told by it: rollups are full of sums. */
function takenColumn(names: Names, column: Column): TakenColumn | undefined {
  const { made, symbol } = originOf(names, column);
  if (symbol.kind === "tableColumn") return takenFrom(symbol);
  const call = made?.kind === "call" ? made : undefined;
  const name = call?.name.parts.length === 1 ? call.name.parts[0]?.name.toUpperCase() : undefined;
  const [operand, second] = call?.arguments ?? [];
  const last = operand?.kind === "name" && !operand.star ? operand.parts.at(-1) : undefined;
  const meaning = last && names.occurrenceOf(last)?.meaning;
  if (name === undefined || meaning?.kind !== "symbol" || !meaning.column || (second && !PICKING.has(name))) return undefined;
  const from = takenFrom(originOf(names, meaning.column).symbol);
  return from && { ...from, by: detached(name) };
}

/** Their further operands say nothing of the type. */
const PICKING: ReadonlySet<string> = new Set(["LATEST", "EARLIEST", "ANY_VALUE", "LATEST_BY", "EARLIEST_BY"]);

function takenFrom({ kind, name, table }: NameSymbol): TakenColumn | undefined {
  return kind === "tableColumn" && table?.schema === "druid" ? { table: detached(table.name), column: detached(name) } : undefined;
}

/** The catalog of a workspace. Of its files few change between two questions, and few of their tables are asked about. */
export function tablesOfWorkspace(files: readonly SurveyedFile[]): Catalog {
  return lazyCatalog({
    named: (schema, name) => {
      if (schema !== "druid") return [];
      const written = files.flatMap((file) => namedIn(file).written.get(name) ?? []);
      if (written.length > 0) return written.map(tableOf);
      return files.some((file) => namedIn(file).read.has(name)) ? [readTable(name)] : [];
    },
    all: () => [
      ...files.flatMap((file) => [...namedIn(file).written.values()].flatMap((list) => list.map(tableOf))),
      ...[...new Set(files.flatMap((file) => [...namedIn(file).read]))].map(readTable),
    ],
  });
}

/** A statement that writes a table, and where it stands. */
interface Writing {
  readonly uri: string;
  readonly start: SurveyedStatement["start"];
  readonly writes: WrittenTable;
}

interface NamedTables {
  readonly written: ReadonlyMap<string, readonly Writing[]>;
  readonly read: ReadonlySet<string>;
}

const ofFiles = new WeakMap<SurveyedFile, NamedTables>();

function namedIn(file: SurveyedFile): NamedTables {
  const known = ofFiles.get(file) ?? namedTables(file);
  ofFiles.set(file, known);
  return known;
}

function namedTables({ uri, statements }: SurveyedFile): NamedTables {
  const written = new Map<string, Writing[]>();
  const read = new Set<string>();
  for (const { writes, start, needs, refusal } of statements) {
    if (writes) addTo(written, writes.name, { uri, start, writes });
    for (const { action, type, name, reason } of needs) {
      // `FROM sys.` is being typed.
      if (refusal && (SCHEMAS as readonly string[]).includes(name)) continue;
      // APPEND's needs are called by the literal, quotes and all, which is no name of a table.
      if (action === "READ" && type === "DATASOURCE" && !name.startsWith("__") && reason !== "append-table") read.add(name);
    }
  }
  return { written, read };
}

function readTable(name: string): CatalogTable {
  return { schema: "druid", name, columns: [], origins: [] };
}

function tableOf({ uri, start, writes: { name, columns, takes, ...place } }: Writing): CatalogTable {
  const placed = ({ range, line }: Pick<WrittenColumn, "range" | "line">): CatalogOrigin => {
    return { kind: "statement", uri, line: start.line + line, range: shiftRange(range, start.offset) };
  };
  const list = columns.map((column) => ({
    name: column.name,
    ...(column.type !== undefined && { type: column.type }),
    ...(column.taken && { taken: column.taken }),
    origin: placed(column),
  }));
  const origin = placed(place);
  return { schema: "druid", name, columns: list, origins: [origin], ...(takes !== undefined && { takes: [{ table: takes, origin }] }) };
}
