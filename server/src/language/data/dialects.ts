/**
 * The dialects of SQL that a statement may read as when it is not Druid's, and what tells them apart.
 * Sources: the grammars of node-sql-parser 5.4, of which those of the most used databases are shipped (it has none of Spark; Hive's is the
 * nearest); the documentation of each database for the words that only it has. Words are in capitals.
 */

/** A dialect: its name in JSON and for node-sql-parser, its name for people, and what only it writes. */
export interface Dialect {
  readonly id: string;
  readonly name: string;
  /** Shows this dialect in a text that several take. */
  readonly evidence: RegExp;
}

/** In the order in which they are asked; of several without evidence, the first is named. */
export const DIALECTS = [
  {
    id: "mysql",
    name: "MySQL",
    evidence: /`|\b(?:AUTO_INCREMENT|ENGINE\s*=|UNSIGNED|ON\s+DUPLICATE\s+KEY|STRAIGHT_JOIN|DELIMITER|TINYINT\(|SHOW\s+(?:TABLES|CREATE))/i,
  },
  {
    id: "postgresql",
    name: "PostgreSQL",
    evidence: /::|\$\$|\b(?:BIGSERIAL|SERIAL|JSONB|TIMESTAMPTZ|ILIKE|RETURNING|ON\s+CONFLICT|PLPGSQL|GENERATED\s+ALWAYS|DISTINCT\s+ON)\b/i,
  },
  {
    id: "transactsql",
    name: "T-SQL",
    evidence: /\[\w+\]|[(=,]\s*@\w+|\bDECLARE\s+@|\b(?:NVARCHAR|IDENTITY\s*\(|TOP\s+\(?\d|NOLOCK|GETDATE\s*\(|DBO\.|EXEC|PRINT|GO\s*$)/i,
  },
  {
    id: "snowflake",
    name: "Snowflake",
    evidence: /\b(?:QUALIFY|VARIANT|FLATTEN\s*\(|TIMESTAMP_(?:NTZ|LTZ|TZ)|COPY\s+INTO|WAREHOUSE|ILIKE\s+ANY|OBJECT_CONSTRUCT)\b|@~|\$\d/i,
  },
  {
    id: "bigquery",
    name: "BigQuery",
    evidence:
      /`[\w-]+\.[\w-]+(?:\.[\w*-]+)?`|\b(?:STRUCT\s*[<(]|UNNEST\s*\(|SAFE_CAST|SAFE_DIVIDE|_TABLE_SUFFIX|INT64|FLOAT64|EXCEPT\s*\()/i,
  },
  {
    id: "hive",
    name: "Hive or Spark",
    evidence:
      /\b(?:LATERAL\s+VIEW|STORED\s+AS|TBLPROPERTIES|INSERT\s+OVERWRITE|DISTRIBUTE\s+BY|SORT\s+BY|ROW\s+FORMAT|USING\s+(?:DELTA|PARQUET))\b/i,
  },
] as const satisfies readonly Dialect[];

export type DialectId = (typeof DIALECTS)[number]["id"];

/** What a statement is called that belongs to some other database, nobody knows which. */
export const OTHER_DIALECT = "other";

/**
 * First words of statements that Druid's grammar has no rule for, so that no Druid author means one: definitions, rights, sessions,
 * scripts. Whatever stands behind them, they are no slip of somebody who writes Druid SQL.
 */
export const FOREIGN_FIRST_WORDS: ReadonlySet<string> = new Set([
  "ALTER",
  "ANALYZE",
  "ATTACH",
  "BACKUP",
  "BEGIN",
  "CACHE",
  "CLUSTER",
  "COMMENT",
  "COMMIT",
  "COPY",
  "CREATE",
  "DECLARE",
  "DELIMITER",
  "DENY",
  "DO",
  "DROP",
  "EXEC",
  "EXECUTE",
  "EXPORT",
  "GO",
  "GRANT",
  "IF",
  "KILL",
  "LIST",
  "LOAD",
  "LOCK",
  "MSCK",
  "OPTIMIZE",
  "PRAGMA",
  "PRINT",
  "PUT",
  "REFRESH",
  "REINDEX",
  "RENAME",
  "RESTORE",
  "REVOKE",
  "ROLLBACK",
  "SAVEPOINT",
  "SHOW",
  "START",
  "TRUNCATE",
  "UNCACHE",
  "UNDROP",
  "UNLOAD",
  "UNLOCK",
  "USE",
  "VACUUM",
  "WHILE",
]);
