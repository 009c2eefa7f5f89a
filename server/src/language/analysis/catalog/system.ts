/**
 * The catalog that every Druid has: the tables of `sys` and `INFORMATION_SCHEMA`. Which of them a cluster has is not asked here.
 */
import { SYSTEM_TABLES } from "../../data/systemTables";
import { type Catalog, type CatalogOrigin, type CatalogTable, catalogOf } from "./model";

const DRUID: CatalogOrigin = { kind: "druid" };

export const SYSTEM_CATALOG: Catalog = catalogOf(SYSTEM_TABLES.map(toTable));

function toTable({ schema, name, summary, columns }: (typeof SYSTEM_TABLES)[number]): CatalogTable {
  return { schema, name, summary, columns: columns.map((column) => ({ ...column, origin: DRUID })), origins: [DRUID] };
}
