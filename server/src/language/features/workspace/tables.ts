/**
 * The tables that the SQL files of a workspace know: what their INSERT and REPLACE statements write, with the columns that they give out,
 * and, without columns, what they read.
 */
import { type Catalog, type CatalogOrigin, type CatalogTable, catalogOf } from "../../analysis/catalog/model";
import { SYSTEM_CATALOG } from "../../analysis/catalog/system";
import { namesOf } from "../../analysis/resolution/namesOf";
import { tableId } from "../../analysis/resolution/tables";
import { columnType } from "../../analysis/resolution/typeRules";
import { queryOf } from "../../analysis/scopes";
import type { Statement } from "../../syntax/document";
import { detached } from "../../text/detached";
import { indexLines, placeAt } from "../../text/lineIndex";
import { shiftRange, type TextRange } from "../../text/range";
import type { SurveyedFile, SurveyedStatement } from "./survey";

/** A datasource that a statement writes, without the statement. Offsets and lines count from the start of the statement's text. */
export interface WrittenTable {
  readonly name: string;
  readonly range: TextRange;
  readonly line: number;
  readonly columns: readonly WrittenColumn[];
}

export interface WrittenColumn {
  readonly name: string;
  readonly type?: string;
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
  const columns = (names.output?.list ?? []).slice(0, MOST_COLUMNS).map((column): WrittenColumn => {
    const type = names.typeOf(column);
    const { declaration, node } = column.symbol;
    return {
      name: detached(column.name),
      ...(type !== undefined && { type: detached(columnType(column.name, type)) }),
      ...place(declaration ?? node ?? name),
    };
  });
  return { name: detached(id.name), ...place(name.parts.at(-1) ?? name), columns };
}

/** The catalog of a workspace. */
export function tablesOfWorkspace(files: readonly SurveyedFile[]): Catalog {
  return catalogOf(tablesIn(files));
}

function* tablesIn(files: readonly SurveyedFile[]): Generator<CatalogTable> {
  for (const { uri, statements } of files) {
    for (const { writes, start } of statements) if (writes) yield tableOf(uri, start, writes);
  }
  const read = new Set<string>();
  for (const { statements } of files) {
    for (const { needs } of statements) {
      for (const { action, type, name, reason } of needs) {
        // APPEND's needs are called by the literal, quotes and all, which is no name of a table.
        if (action === "READ" && type === "DATASOURCE" && !name.startsWith("__") && reason !== "append-table") read.add(name);
      }
    }
  }
  for (const name of read) yield { schema: "druid", name, columns: [], origins: [] };
}

function tableOf(uri: string, start: SurveyedStatement["start"], { name, columns, ...place }: WrittenTable): CatalogTable {
  const originOf = ({ range, line }: Pick<WrittenColumn, "range" | "line">): CatalogOrigin => {
    return { kind: "statement", uri, line: start.line + line, range: shiftRange(range, start.offset) };
  };
  const list = columns.map((column) => ({
    name: column.name,
    ...(column.type !== undefined && { type: column.type }),
    origin: originOf(column),
  }));
  return { schema: "druid", name, columns: list, origins: [originOf(place)] };
}
