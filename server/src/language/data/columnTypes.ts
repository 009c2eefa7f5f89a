/**
 * Types of columns as authors write them, in CAST and in the column lists of EXTEND.
 * Sources: SqlTypeName as Druid's Calcites maps it to its own types; Externals.convertType for column lists.
 */

/** A type, and what Druid keeps it as. */
export interface SqlType {
  readonly name: string;
  readonly keptAs: string;
  /** Whether a column list of an external table takes it. */
  readonly external: boolean;
}

export const SQL_TYPES: readonly SqlType[] = [
  { name: "VARCHAR", keptAs: "STRING", external: true },
  { name: "BIGINT", keptAs: "LONG", external: true },
  { name: "DOUBLE", keptAs: "DOUBLE", external: true },
  { name: "FLOAT", keptAs: "FLOAT", external: true },
  { name: "TIMESTAMP", keptAs: "LONG, milliseconds since 1970", external: false },
  { name: "DATE", keptAs: "LONG, milliseconds since 1970", external: false },
  { name: "BOOLEAN", keptAs: "LONG, 0 or 1", external: false },
  { name: "INTEGER", keptAs: "LONG", external: true },
  { name: "CHAR", keptAs: "STRING", external: true },
  { name: "REAL", keptAs: "FLOAT", external: true },
  { name: "SMALLINT", keptAs: "LONG", external: true },
  { name: "TINYINT", keptAs: "LONG", external: true },
  { name: "DECIMAL", keptAs: "DOUBLE", external: false },
  { name: "VARCHAR ARRAY", keptAs: "ARRAY<STRING>", external: true },
  { name: "BIGINT ARRAY", keptAs: "ARRAY<LONG>", external: true },
  { name: "DOUBLE ARRAY", keptAs: "ARRAY<DOUBLE>", external: true },
  { name: "TYPE('COMPLEX<json>')", keptAs: "COMPLEX<json>", external: true },
];
