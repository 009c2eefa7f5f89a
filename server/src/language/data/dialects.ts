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
    evidence: evidence(
      /`\w+`|\b(?:AUTO_INCREMENT|GROUP_CONCAT|ENGINE\s*=|UNSIGNED|ON\s+DUPLICATE\s+KEY|STRAIGHT_JOIN|DELIMITER|TINYINT\(|SHOW\s+(?:TABLES|CREATE|VARIABLES))/,
      /\b(?:INSERT\s+IGNORE|UTF8MB4|LAST_INSERT_ID|CURDATE|DATE_SUB\s*\(\s*NOW|ENUM\s*\(|ON\s+UPDATE\s+CURRENT_TIMESTAMP|SQL_CALC_FOUND_ROWS)\b/,
      /\bLIMIT\s+\d+\s*,\s*\d|\bREPLACE\s+INTO\s+\w+\s*(?:\([^()]*\)\s*)?VALUES\b/,
    ),
  },
  {
    id: "postgresql",
    name: "PostgreSQL",
    evidence: evidence(
      /::|@>|~\*|\b(?:BIGSERIAL|SERIAL|JSONB|TIMESTAMPTZ|ILIKE(?!\s+ANY)|ON\s+CONFLICT|PLPGSQL|GENERATED\s+ALWAYS|DISTINCT\s+ON)\b/,
      /\b(?:jsonb_\w+|pg_\w+|generate_series|nextval|search_path|CONCURRENTLY|CREATE\s+EXTENSION|TEXT\[\]|BYTEA)\b|(?:=|LIMIT|OFFSET|[(,])\s*\$\d/,
      /\bRETURNING\s+(?:\*|\w+\s*(?:,|;|$))|\bTIMESTAMP\s+WITH(?:OUT)?\s+TIME\s+ZONE\b/,
    ),
  },
  {
    id: "transactsql",
    name: "T-SQL",
    evidence: evidence(
      /(?<![\w\])])\[[A-Z_]\w*\]|\bDECLARE\s+@|\b(?:NVARCHAR|IDENTITY\s*\(|TOP\s+\(?\d|NOLOCK|GETDATE\s*\(|DBO\.|EXEC\b|PRINT\b|GO\s*$)/,
      /\b(?:OPENJSON|TRY_CONVERT|NOCOUNT|SYSUTCDATETIME|UNIQUEIDENTIFIER)\b|\bFOR\s+XML\b|\bOUTER\s+APPLY\b|\bINTO\s+#|@@\w/,
    ),
  },
  {
    id: "snowflake",
    name: "Snowflake",
    evidence: evidence(
      /\b(?:QUALIFY|VARIANT|FLATTEN\s*\(|TIMESTAMP_(?:NTZ|LTZ|TZ)|COPY\s+INTO|WAREHOUSE|ILIKE\s+ANY|OBJECT_CONSTRUCT)\b|@~|\bFROM\s+@\w/,
      /\w:\w+(?:\.\w+)*::|\w:[A-Z_]\w*(?=[.[\s)])|\b(?:FILE\s+FORMAT|TO_VARCHAR|IFF\s*\(|PUT\s+FILE|CREATE\s+(?:OR\s+REPLACE\s+)?(?:STAGE|STREAM|TASK|PIPE))/,
    ),
  },
  {
    id: "bigquery",
    name: "BigQuery",
    evidence: evidence(
      /`[\w-]+\.[\w-]+(?:\.[\w*-]+)?`|\b(?:STRUCT\s*[<(]|SAFE_CAST|_TABLE_SUFFIX|INT64|FLOAT64)\b|\*\s*EXCEPT\s*\(/,
      /\b(?:EXPORT\s+DATA|AS\s+STRUCT|COUNTIF|APPROX_QUANTILES|FORMAT_DATE|_PARTITION(?:DATE|TIME)|CREATE\s+TEMP\s+FUNCTION)\b|#standardSQL|(?<![\w'"])r'/,
    ),
  },
  {
    id: "hive",
    name: "Hive or Spark",
    evidence: evidence(
      /\b(?:LATERAL\s+VIEW|STORED\s+AS|TBLPROPERTIES|INSERT\s+OVERWRITE|DISTRIBUTE\s+BY|SORT\s+BY|ROW\s+FORMAT|USING\s+(?:DELTA|PARQUET))\b/,
      /\b(?:(?:pos)?explode|collect_(?:list|set)|named_struct)\s*\(|\b(?:ZORDER|MSCK|CACHE\s+TABLE|DESCRIBE\s+HISTORY|RETAIN\s+\d+\s+HOURS)\b/,
      /\bUSING\s+(?:CSV|JSON|ORC|AVRO|ICEBERG)\b|\bTABLESAMPLE\s*\(\s*\d+\s+PERCENT|\/\*\+\s*(?:BROADCAST|REPARTITION|COALESCE)\s*\(/,
    ),
  },
] as const satisfies readonly Dialect[];

export type DialectId = (typeof DIALECTS)[number]["id"];

/** What a statement is called that belongs to some other database, nobody knows which. */
export const OTHER_DIALECT = "other";

/**
 * Words of databases of which no parser is shipped: Oracle, ClickHouse, SQLite, DuckDB, Trino, Redshift. Parsers of others take some of their
 * statements, and would give them a wrong name.
 */
export const OTHER_EVIDENCE = evidence(
  /\(\+\)|\b(?:VARCHAR2|ROWNUM|DBMS_\w+|SERVEROUTPUT|WHENEVER\s+SQLERROR|CONNECT\s+BY|FROM\s+DUAL|PACKAGE\s+BODY)\b|%(?:ROW)?TYPE\b|\.NEXTVAL\b/,
  /\b(?:\w*MergeTree|PREWHERE|ARRAY\s+JOIN|LowCardinality|DateTime64|UInt(?:8|16|32|64)|JSONEachRow)\b|\b(?:groupArray|argMax|toStartOf\w+)\s*\(/,
  /\bPRAGMA\b|\bPRIMARY\s+KEY\s+AUTOINCREMENT\b|\b(?:WITHOUT\s+ROWID|INSERT\s+OR\s+(?:REPLACE|IGNORE)|GLOB|FTS5|sqlite_\w+)\b/,
  /\b(?:read_(?:csv|json|parquet)\w*\s*\(|INSTALL|SUMMARIZE|FORMAT\s+PARQUET|USING\s+SAMPLE|ASOF\s+JOIN|CREATE\s+MACRO)/,
  /\bpartitioned_by\s*=|\b(?:approx_distinct|map_agg|max_by|date_parse|json_extract_scalar)\s*\(|\bSHOW\s+CATALOGS\b/,
  /\b(?:DISTKEY|DISTSTYLE|SORTKEY|IAM_ROLE)\b|\bUNLOAD\s*\(/,
);

/**
 * What is no slip of somebody who writes Druid SQL, although no parser may take the statement. Looked for outside of texts and comments, where
 * Druid refuses the statement and nothing in it is Druid's.
 */
export const FOREIGN_PROOF = evidence(
  /::\s*[A-Z]|->>|#>|@>|<@|\$\$|:=|\(\+\)/,
  /\b(?:LATERAL\s+(?:VIEW|FLATTEN)|INSERT\s+(?:OVERWRITE|IGNORE|OR\s+(?:REPLACE|IGNORE))|(?:DISTRIBUTE|CONNECT)\s+BY|ARRAY\s+JOIN|PREWHERE)\b/,
  /\bON\s+(?:CONFLICT|DUPLICATE\s+KEY)\b|\bFOR\s+(?:UPDATE|(?:XML|JSON)\s+(?:PATH|AUTO|RAW))\b|\bINTO\s+(?:OUTFILE|DUMPFILE|#)|\bNOLOCK\b/,
  /\b(?:ANTI|SEMI|ASOF)\s+JOIN\b|\b(?:USE|FORCE|IGNORE)\s+(?:INDEX|KEY)\b|\bLIMIT\s+\d+\s+BY\b|\b(?:CROSS|OUTER)\s+APPLY\b|<=>|\bWITH\s+ROLLUP\b/,
  /\bMATCH\s*\([^()]*\)\s*AGAINST\b|\bSAMPLE\s*\(\s*\d|\b(?:FROM|JOIN)\s+\w+\.\.\w|\bSTART\s+WITH\b|\bSET\s+NAMES\b|\bSAMPLE\s+SYSTEM\b/,
  /@@|\?[|&]|\bEXPLAIN\s+(?:ANALYZE|VERBOSE|\(\s*(?:ANALYZE|BUFFERS|COSTS|FORMAT|VERBOSE)\b)|\bVERSION\s+AS\s+OF\b/,
  /\[[A-Z_]\w*\]\s*\.\s*\[|`[\w-]+\.[\w-]+\.[\w*-]+`|\bSEPARATOR\s*'|\b(?:SQL_CALC_FOUND_ROWS|STRAIGHT_JOIN|GROUP_CONCAT)\b/,
  /\bAS\s*\(\s*(?:DELETE|UPDATE|INSERT)\b|\bILIKE\s+(?:ANY|ALL)\s*\(|\bTABLESAMPLE\s*\(\s*\d+\s+(?:PERCENT|ROWS)\b|\bUSING\s+SAMPLE\b/,
  /\b(?:read_(?:csv|json|parquet)\w*|groupArray|argMax|toStartOf\w+)\s*\(|\bFORMAT\s+(?:Pretty\w*|JSONEachRow|TabSeparated\w*|CSVWithNames)\b/,
);

/**
 * What shows that another database is meant where a parser of another dialect takes a statement that Druid's refuses: parsers of others take
 * much that is half-typed, too. Looked for outside of texts and comments, but for the text of an INTERVAL.
 */
export const FOREIGN_SIGNS = evidence(
  /\bINTERVAL\s+'\s*-?[\d.]+\s+[A-Z]|~|<=>|&&|\?[|&]|@@|(?<![\w'"])@\w|(?<![\w'"])\$\d|->|!(?!=)|(?<!\w)[rb]'|\b[A-Z_]\w*\.\.[A-Z_]/,
  /\w:[A-Z_]\w*(?=[.[\s,:)])|\[\s*(?:-?\w+\s*)?:\s*(?:-?\w+\s*)?\]|\b(?:REGEXP|DIV|XOR|MOD)\s+['\w]|\*\s*(?:REPLACE|EXCLUDE|RENAME|EXCEPT)\s*\(/,
  /\bAT\s+TIME\s+ZONE\b|\b(?:GROUP|ORDER)\s+BY\s+ALL\b|\bIGNORE\s+NULLS\b|\bCOLLATE\b|\bFROM\s+ONLY\b|\bINTO\s+\w+\s+FROM\b/,
  /\bSELECT\s+(?:SQL_\w+|HIGH_PRIORITY|BINARY)\b|\bWITH\s+(?:TIES|NO\s+DATA|OFFSET)\b|\bFOR\s+(?:UPDATE|SHARE)\b|\b(?:VERSION|TIMESTAMP)\s+AS\s+OF\b/,
  /\bEXPLAIN\s+(?:ANALYZE|VERBOSE|EXTENDED)\b|\bINSERT\s+INTO\s+[\w.]+\s+SET\b|\bPARTITION\s*\(|\\'/,
);

/**
 * First words of statements that Druid's grammar has no rule for, so that no Druid author means one: definitions, rights, sessions,
 * scripts. Whatever stands behind them, they are no slip of somebody who writes Druid SQL.
 */
export const FOREIGN_FIRST_WORDS: ReadonlySet<string> = new Set([
  "ABORT",
  "ALTER",
  "ANALYZE",
  "ATTACH",
  "BACKUP",
  "BEGIN",
  "CACHE",
  "CHECKPOINT",
  "CLOSE",
  "CLUSTER",
  "COMMENT",
  "COMMIT",
  "CONNECT",
  "COPY",
  "CREATE",
  "DEALLOCATE",
  "DECLARE",
  "DELIMITER",
  "DENY",
  "DETACH",
  "DO",
  "DROP",
  "END",
  "EXCEPTION",
  "EXEC",
  "EXECUTE",
  "EXPORT",
  "GO",
  "GRANT",
  "IF",
  "INSTALL",
  "KILL",
  "LIST",
  "LISTEN",
  "LOAD",
  "LOCK",
  "MSCK",
  "NOTIFY",
  "OPEN",
  "OPTIMIZE",
  "PRAGMA",
  "PREPARE",
  "PRINT",
  "PUT",
  "RAISE",
  "REFRESH",
  "REINDEX",
  "RENAME",
  "RESTORE",
  "RETURN",
  "REVOKE",
  "ROLLBACK",
  "SAVEPOINT",
  "SHOW",
  "SPOOL",
  "START",
  "SUMMARIZE",
  "SYSTEM",
  "TRUNCATE",
  "UNCACHE",
  "UNDROP",
  "UNLOAD",
  "UNLOCK",
  "USE",
  "VACUUM",
  "WHENEVER",
  "WHILE",
]);

/**
 * One pattern of several, upper and lower case alike. It is tried at every character of long statements, so no two parts of a pattern that stand
 * beside each other may take the same characters, and none goes on to the end in search of one.
 */
function evidence(...patterns: readonly RegExp[]): RegExp {
  return new RegExp(patterns.map(({ source }) => source).join("|"), "i");
}
