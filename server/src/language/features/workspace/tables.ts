/**
 * The tables that the SQL files of a workspace know: what their INSERT and REPLACE statements write, with the columns that they give out,
 * and, without columns, what they read.
 */
import { type Catalog, type CatalogTable, catalogOf } from "../../analysis/catalog/model";
import { SYSTEM_CATALOG } from "../../analysis/catalog/system";
import { namesOf } from "../../analysis/resolution/namesOf";
import { tableId } from "../../analysis/resolution/tables";
import { queryOf } from "../../analysis/scopes";
import type { PlacedStatement } from "../../syntax/document";
import { detached } from "../../text/detached";
import type { LongText } from "../../text/longText";
import { shiftRange, type TextRange } from "../../text/range";
import type { SurveyedFile } from "./survey";

/** A datasource that a statement writes, without the statement. Offsets count from the start of the document, lines from zero. */
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

/** What an INSERT or REPLACE of a text writes; undefined for other statements, and where a template names the table. */
export function writtenTable({ statement, start }: PlacedStatement, source: LongText): WrittenTable | undefined {
  const root = queryOf(statement.tree.statement);
  const name = root?.kind === "ingest" && root.target.kind === "tableTarget" ? root.target.name : undefined;
  const id = name && tableId(name);
  if (!name || id?.schema !== "druid") return undefined;
  const names = namesOf(statement, SYSTEM_CATALOG);
  const place = (range: TextRange): Pick<WrittenColumn, "range" | "line"> => {
    const moved = shiftRange({ start: range.start, end: range.end }, start);
    return { range: moved, line: source.positionAt(moved.start).line };
  };
  const columns = (names.output?.list ?? []).slice(0, MOST_COLUMNS).map((column): WrittenColumn => {
    const type = names.typeOf(column);
    const { declaration, node } = column.symbol;
    return { name: detached(column.name), ...(type !== undefined && { type: detached(type) }), ...place(declaration ?? node ?? name) };
  });
  return { name: detached(id.name), ...place(name.parts.at(-1) ?? name), columns };
}

/** The catalog of a workspace. */
export function tablesOfWorkspace(files: readonly SurveyedFile[]): Catalog {
  return catalogOf(tablesIn(files));
}

function* tablesIn(files: readonly SurveyedFile[]): Generator<CatalogTable> {
  for (const { uri, statements } of files) {
    for (const { writes } of statements) if (writes) yield tableOf(uri, writes);
  }
  for (const { statements } of files) {
    for (const { needs } of statements) {
      for (const { action, type, name } of needs) {
        const isRead = action === "READ" && type === "DATASOURCE" && !name.startsWith("__");
        if (isRead) yield { schema: "druid", name, columns: [], origins: [] };
      }
    }
  }
}

function tableOf(uri: string, { name, range, line, columns }: WrittenTable): CatalogTable {
  const list = columns.map((column) => ({
    name: column.name,
    ...(column.type !== undefined && { type: column.type }),
    origin: { kind: "statement" as const, uri, line: column.line, range: column.range },
  }));
  return { schema: "druid", name, columns: list, origins: [{ kind: "statement", uri, line, range }] };
}
