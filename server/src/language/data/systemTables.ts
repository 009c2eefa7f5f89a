/**
 * The tables that Druid itself provides in the schemas `sys` and `INFORMATION_SCHEMA`: columns, since when, and who sees what.
 * Sources: SystemSchema, SystemServerPropertiesTable and InformationSchema of Druid's sql module; `sql-metadata-tables.md` of its documentation.
 * Names are case-sensitive.
 */

export interface SystemColumn {
  readonly name: string;
  readonly type: "VARCHAR" | "BIGINT";
  readonly summary?: string;
  /** The last major version that was asked and lacks it. 38 has all of them; which release between is the first one was not asked. */
  readonly missingUntil?: number;
}

export interface SystemTable {
  readonly schema: "sys" | "INFORMATION_SCHEMA";
  readonly name: string;
  readonly summary: string;
  readonly columns: readonly SystemColumn[];
  /** The first major version that has it; absent when all known ones do. */
  readonly since?: number;
  /** The switch of the cluster without which it does not exist. */
  readonly switch?: "sysQueriesTable";
  /** READ STATE STATE is checked while its rows are read. */
  readonly stateNeeded?: boolean;
  /**
   * Which rows a user sees: those of datasources that he may READ, of supervisors (whose name changed with the version), only his own
   * queries unless he may READ the state, or the tables whose resource he may READ. Absent: all.
   */
  readonly rows?: "datasource" | "supervisor" | "ownQueries" | "listedResources";
}

/** All of them, `INFORMATION_SCHEMA` first. */
export const SYSTEM_TABLES: readonly SystemTable[] = [
  {
    schema: "INFORMATION_SCHEMA",
    name: "SCHEMATA",
    summary: "All schemas",
    columns: [
      { name: "CATALOG_NAME", type: "VARCHAR" },
      { name: "SCHEMA_NAME", type: "VARCHAR" },
      { name: "SCHEMA_OWNER", type: "VARCHAR" },
      { name: "DEFAULT_CHARACTER_SET_CATALOG", type: "VARCHAR" },
      { name: "DEFAULT_CHARACTER_SET_SCHEMA", type: "VARCHAR" },
      { name: "DEFAULT_CHARACTER_SET_NAME", type: "VARCHAR" },
      { name: "SQL_PATH", type: "VARCHAR" },
    ],
  },
  {
    schema: "INFORMATION_SCHEMA",
    name: "TABLES",
    summary: "All tables",
    rows: "listedResources",
    columns: [
      { name: "TABLE_CATALOG", type: "VARCHAR" },
      { name: "TABLE_SCHEMA", type: "VARCHAR" },
      { name: "TABLE_NAME", type: "VARCHAR" },
      { name: "TABLE_TYPE", type: "VARCHAR" },
      { name: "IS_JOINABLE", type: "VARCHAR" },
      { name: "IS_BROADCAST", type: "VARCHAR" },
    ],
  },
  {
    schema: "INFORMATION_SCHEMA",
    name: "COLUMNS",
    summary: "All columns of all tables",
    rows: "listedResources",
    columns: [
      { name: "TABLE_CATALOG", type: "VARCHAR" },
      { name: "TABLE_SCHEMA", type: "VARCHAR" },
      { name: "TABLE_NAME", type: "VARCHAR" },
      { name: "COLUMN_NAME", type: "VARCHAR" },
      { name: "ORDINAL_POSITION", type: "BIGINT" },
      { name: "COLUMN_DEFAULT", type: "VARCHAR" },
      { name: "IS_NULLABLE", type: "VARCHAR" },
      { name: "DATA_TYPE", type: "VARCHAR" },
      { name: "CHARACTER_MAXIMUM_LENGTH", type: "VARCHAR" },
      { name: "CHARACTER_OCTET_LENGTH", type: "VARCHAR" },
      { name: "NUMERIC_PRECISION", type: "BIGINT" },
      { name: "NUMERIC_PRECISION_RADIX", type: "BIGINT" },
      { name: "NUMERIC_SCALE", type: "BIGINT" },
      { name: "DATETIME_PRECISION", type: "BIGINT" },
      { name: "CHARACTER_SET_NAME", type: "VARCHAR" },
      { name: "COLLATION_NAME", type: "VARCHAR" },
      { name: "JDBC_TYPE", type: "BIGINT" },
    ],
  },
  {
    schema: "INFORMATION_SCHEMA",
    name: "ROUTINES",
    summary: "All SQL functions known to the server",
    since: 28,
    columns: [
      { name: "ROUTINE_CATALOG", type: "VARCHAR" },
      { name: "ROUTINE_SCHEMA", type: "VARCHAR" },
      { name: "ROUTINE_NAME", type: "VARCHAR" },
      { name: "ROUTINE_TYPE", type: "VARCHAR" },
      { name: "IS_AGGREGATOR", type: "VARCHAR" },
      { name: "SIGNATURES", type: "VARCHAR" },
    ],
  },
  {
    schema: "sys",
    name: "segments",
    summary: "Segments, published or not",
    rows: "datasource",
    columns: [
      { name: "segment_id", type: "VARCHAR", summary: "Unique segment id" },
      { name: "datasource", type: "VARCHAR", summary: "Datasource name" },
      { name: "start", type: "VARCHAR", summary: "Interval start, ISO 8601" },
      { name: "end", type: "VARCHAR", summary: "Interval end, ISO 8601" },
      { name: "size", type: "BIGINT", summary: "Bytes" },
      { name: "version", type: "VARCHAR" },
      { name: "partition_num", type: "BIGINT", summary: "Partition number in its interval and version" },
      { name: "num_replicas", type: "BIGINT", summary: "Replicas being served" },
      { name: "num_rows", type: "BIGINT", summary: "Row count, zero if unknown" },
      { name: "is_active", type: "BIGINT", summary: "1 for the current state of a datasource" },
      { name: "is_published", type: "BIGINT", summary: "1 if published and used" },
      { name: "is_available", type: "BIGINT", summary: "1 if served anywhere" },
      { name: "is_realtime", type: "BIGINT", summary: "1 if served only by realtime tasks" },
      { name: "is_overshadowed", type: "BIGINT", summary: "1 if fully overshadowed" },
      { name: "shard_spec", type: "VARCHAR", summary: "ShardSpec as JSON" },
      { name: "dimensions", type: "VARCHAR", summary: "Dimensions as JSON" },
      { name: "metrics", type: "VARCHAR", summary: "Metrics as JSON" },
      { name: "projections", type: "VARCHAR", summary: "Projections as JSON", missingUntil: 33 },
      { name: "last_compaction_state", type: "VARCHAR", summary: "Compaction config as JSON" },
      { name: "replication_factor", type: "BIGINT", summary: "Required replicas; -1 if not evaluated" },
    ],
  },
  {
    schema: "sys",
    name: "servers",
    summary: "Servers in the cluster",
    stateNeeded: true,
    columns: [
      { name: "server", type: "VARCHAR" },
      { name: "host", type: "VARCHAR" },
      { name: "plaintext_port", type: "BIGINT" },
      { name: "tls_port", type: "BIGINT" },
      { name: "server_type", type: "VARCHAR" },
      { name: "tier", type: "VARCHAR" },
      { name: "curr_size", type: "BIGINT" },
      { name: "max_size", type: "BIGINT" },
      { name: "storage_size", type: "BIGINT", missingUntil: 33 },
      { name: "is_leader", type: "BIGINT" },
      { name: "start_time", type: "VARCHAR" },
      { name: "version", type: "VARCHAR", missingUntil: 33 },
      { name: "build_revision", type: "VARCHAR", missingUntil: 33 },
      { name: "labels", type: "VARCHAR", missingUntil: 33 },
      { name: "available_processors", type: "BIGINT", missingUntil: 33 },
      { name: "total_memory", type: "BIGINT", missingUntil: 33 },
    ],
  },
  {
    schema: "sys",
    name: "server_segments",
    summary: "Which server holds which segment",
    stateNeeded: true,
    rows: "datasource",
    columns: [
      { name: "server", type: "VARCHAR" },
      { name: "segment_id", type: "VARCHAR" },
    ],
  },
  {
    schema: "sys",
    name: "tasks",
    summary: "Active and recent ingestion tasks",
    rows: "datasource",
    columns: [
      { name: "task_id", type: "VARCHAR" },
      { name: "group_id", type: "VARCHAR" },
      { name: "type", type: "VARCHAR" },
      { name: "datasource", type: "VARCHAR" },
      { name: "created_time", type: "VARCHAR" },
      { name: "queue_insertion_time", type: "VARCHAR" },
      { name: "status", type: "VARCHAR" },
      { name: "runner_status", type: "VARCHAR" },
      { name: "duration", type: "BIGINT" },
      { name: "location", type: "VARCHAR" },
      { name: "host", type: "VARCHAR" },
      { name: "plaintext_port", type: "BIGINT" },
      { name: "tls_port", type: "BIGINT" },
      { name: "error_msg", type: "VARCHAR" },
    ],
  },
  {
    schema: "sys",
    name: "supervisors",
    summary: "Supervisors",
    rows: "supervisor",
    columns: [
      { name: "supervisor_id", type: "VARCHAR" },
      { name: "datasource", type: "VARCHAR", missingUntil: 33 },
      { name: "state", type: "VARCHAR" },
      { name: "detailed_state", type: "VARCHAR" },
      { name: "healthy", type: "BIGINT" },
      { name: "type", type: "VARCHAR" },
      { name: "source", type: "VARCHAR" },
      { name: "suspended", type: "BIGINT" },
      { name: "spec", type: "VARCHAR" },
    ],
  },
  {
    schema: "sys",
    name: "server_properties",
    summary: "Runtime properties of each server",
    stateNeeded: true,
    since: 36,
    columns: [
      { name: "server", type: "VARCHAR" },
      { name: "service_name", type: "VARCHAR" },
      { name: "node_roles", type: "VARCHAR" },
      { name: "property", type: "VARCHAR" },
      { name: "value", type: "VARCHAR" },
      { name: "error_message", type: "VARCHAR" },
    ],
  },
  {
    schema: "sys",
    name: "queries",
    summary: "Running and recent queries (Dart only)",
    rows: "ownQueries",
    since: 37,
    switch: "sysQueriesTable",
    columns: [
      { name: "id", type: "VARCHAR" },
      { name: "engine", type: "VARCHAR" },
      { name: "state", type: "VARCHAR" },
      { name: "info", type: "VARCHAR" },
    ],
  },
];

const byName: ReadonlyMap<string, SystemTable> = new Map(SYSTEM_TABLES.map((table) => [`${table.schema}.${table.name}`, table]));

/** The system table of exactly this schema and name, whatever the version. */
export function findSystemTable(schema: string, name: string): SystemTable | undefined {
  return byName.get(`${schema}.${name}`);
}
