/**
 * What EXTERN reads and where an export writes: input sources, table functions, export destinations.
 * Sources: the `@JsonCreator` constructors and `getTypes()` of Druid's InputSource classes, ExternalOperatorConversion,
 * the ExportStorageProvider classes, and `input-sources.md` of its documentation.
 */

export interface JsonProperty {
  readonly name: string;
  readonly type: string;
  readonly required?: boolean;
  readonly summary?: string;
  readonly values?: readonly string[];
}

export interface InputSource {
  /** The value of `type` in its JSON, and the resource name under input source security. */
  readonly type: string;
  /** The extension to load; absent for what is always there. */
  readonly extension?: string;
  readonly properties: readonly JsonProperty[];
  /** `InputSource.getTypes()`: its own type, the union of its delegates, nothing, or an exception that ends the statement for everybody. */
  readonly security: "type" | "delegates" | "none" | "unsupported";
  /** Whether `combining` takes it as a delegate. */
  readonly splittable: boolean;
}

export const INPUT_SOURCES: readonly InputSource[] = [
  {
    type: "s3",
    extension: "druid-s3-extensions",
    security: "type",
    splittable: true,
    properties: [
      { name: "uris", type: "string[]", summary: "Object URIs" },
      { name: "prefixes", type: "string[]", summary: "URI prefixes" },
      { name: "objects", type: "object[] {bucket, path}", summary: "Bucket and path pairs" },
      { name: "objectGlob", type: "string", summary: "Glob over the whole object path" },
      {
        name: "systemFields",
        type: "string[]",
        summary: "System fields to return",
        values: ["__file_uri", "__file_bucket", "__file_path"],
      },
      { name: "endpointConfig", type: "object", summary: "Endpoint and region override" },
      { name: "clientConfig", type: "object", summary: "Client settings override" },
      { name: "proxyConfig", type: "object", summary: "Proxy settings" },
      {
        name: "properties",
        type: "object {accessKeyId, secretAccessKey, sessionToken, assumeRoleArn, assumeRoleExternalId}",
        summary: "Credentials",
      },
    ],
  },
  {
    type: "google",
    extension: "druid-google-extensions",
    security: "type",
    splittable: true,
    properties: [
      { name: "uris", type: "string[]", summary: "Object URIs" },
      { name: "prefixes", type: "string[]", summary: "URI prefixes" },
      { name: "objects", type: "object[] {bucket, path}", summary: "Bucket and path pairs" },
      { name: "objectGlob", type: "string", summary: "Glob over the whole object path" },
      {
        name: "systemFields",
        type: "string[]",
        summary: "System fields to return",
        values: ["__file_uri", "__file_bucket", "__file_path"],
      },
    ],
  },
  {
    type: "azureStorage",
    extension: "druid-azure-extensions",
    security: "type",
    splittable: true,
    properties: [
      { name: "uris", type: "string[]", summary: "Object URIs" },
      { name: "prefixes", type: "string[]", summary: "URI prefixes" },
      { name: "objects", type: "object[] {bucket, path}", summary: "Bucket and path pairs" },
      { name: "objectGlob", type: "string", summary: "Glob over the whole object path" },
      {
        name: "systemFields",
        type: "string[]",
        summary: "System fields to return",
        values: ["__file_uri", "__file_bucket", "__file_path"],
      },
      {
        name: "properties",
        type: "object {sharedAccessStorageToken, key, appRegistrationClientId, appRegistrationClientSecret, tenantId}",
        summary: "Credentials",
      },
    ],
  },
  {
    type: "azure",
    extension: "druid-azure-extensions",
    security: "type",
    splittable: true,
    // Legacy; docs recommend azureStorage.
    properties: [
      { name: "uris", type: "string[]", summary: "Object URIs" },
      { name: "prefixes", type: "string[]", summary: "URI prefixes" },
      { name: "objects", type: "object[] {bucket, path}", summary: "Bucket and path pairs" },
      { name: "objectGlob", type: "string", summary: "Glob over the whole object path" },
      {
        name: "systemFields",
        type: "string[]",
        summary: "System fields to return",
        values: ["__file_uri", "__file_bucket", "__file_path"],
      },
    ],
  },
  {
    type: "hdfs",
    extension: "druid-hdfs-storage",
    security: "type",
    splittable: true,
    properties: [
      { name: "paths", type: "string or string[]", required: true, summary: "Paths; wildcards allowed" },
      { name: "systemFields", type: "string[]", summary: "System fields to return", values: ["__file_uri", "__file_path"] },
    ],
  },
  {
    type: "http",
    security: "type",
    splittable: true,
    // Allowed URI schemes set by druid.ingestion.http.allowedProtocols (default http, https); requestHeaders is in source but not in the property table.
    properties: [
      { name: "uris", type: "string[]", required: true, summary: "File URIs" },
      { name: "httpAuthenticationUsername", type: "string", summary: "Basic auth user" },
      { name: "httpAuthenticationPassword", type: "string or PasswordProvider", summary: "Basic auth password" },
      { name: "requestHeaders", type: "object", summary: "Extra request headers" },
      { name: "systemFields", type: "string[]", summary: "System fields to return", values: ["__file_uri", "__file_path"] },
    ],
  },
  {
    type: "inline",
    security: "type",
    splittable: false,
    properties: [{ name: "data", type: "string", required: true, summary: "The data itself" }],
  },
  {
    type: "local",
    security: "type",
    splittable: true,
    properties: [
      { name: "baseDir", type: "string", summary: "Directory to search" },
      { name: "filter", type: "string", summary: "Wildcard file filter; needed with baseDir" },
      { name: "files", type: "string[]", summary: "File paths" },
      { name: "systemFields", type: "string[]", summary: "System fields to return", values: ["__file_uri", "__file_path"] },
    ],
  },
  {
    type: "druid",
    security: "type",
    splittable: true,
    // Docs/multi-stage-query/known-issues.md: use FROM for Druid datasources, not EXTERN.
    properties: [
      { name: "dataSource", type: "string", required: true, summary: "Datasource to read" },
      { name: "interval", type: "string (ISO 8601 interval)", required: true, summary: "Time range" },
      { name: "filter", type: "object", summary: "Native filter" },
      { name: "dimensions", type: "string[]", summary: "Dimensions to read" },
      { name: "metrics", type: "string[]", summary: "Metrics to read" },
      { name: "segments", type: "object[]", summary: "Explicit segments" },
    ],
  },
  {
    type: "sql",
    extension: "mysql-metadata-storage or postgresql-metadata-storage (whichever supplies the connector)",
    security: "type",
    splittable: true,
    properties: [
      { name: "database", type: "object {type, connectorConfig}", required: true, summary: "Connection settings" },
      { name: "foldCase", type: "boolean", summary: "Fold column name case" },
      { name: "sqls", type: "string[]", required: true, summary: "Queries to run" },
    ],
  },
  {
    type: "combining",
    security: "delegates",
    splittable: true,
    properties: [{ name: "delegates", type: "InputSource[]", required: true, summary: "Splittable input sources" }],
  },
  {
    type: "iceberg",
    extension: "druid-iceberg-extensions (contrib)",
    security: "unsupported",
    splittable: true,
    properties: [
      { name: "tableName", type: "string", required: true },
      { name: "namespace", type: "string", required: true },
      { name: "icebergFilter", type: "object {type: equals|interval|and|or|not|range|timeWindow, ...}" },
      { name: "icebergCatalog", type: "object {type: local|hive|rest|glue, ...}", required: true },
      { name: "warehouseSource", type: 'object (input source factory, e.g. {"type":"s3"})', required: true },
      { name: "snapshotTime", type: "string (ISO 8601)" },
      { name: "residualFilterMode", type: "string", values: ["ignore", "fail"] },
    ],
  },
  {
    type: "delta",
    extension: "druid-deltalake-extensions (contrib)",
    security: "unsupported",
    splittable: true,
    properties: [
      { name: "tablePath", type: "string", required: true },
      { name: "filter", type: "object {type: and|or|not|=|>|>=|<|<=, ...}" },
      { name: "snapshotVersion", type: "integer" },
    ],
  },
  {
    type: "oss",
    extension: "aliyun-oss-extensions (contrib)",
    security: "type",
    splittable: true,
    properties: [
      { name: "uris", type: "string[]", summary: "Object URIs" },
      { name: "prefixes", type: "string[]", summary: "URI prefixes" },
      { name: "objects", type: "object[] {bucket, path}", summary: "Bucket and path pairs" },
      { name: "objectGlob", type: "string", summary: "Glob over the whole object path" },
      {
        name: "systemFields",
        type: "string[]",
        summary: "System fields to return",
        values: ["__file_uri", "__file_bucket", "__file_path"],
      },
      { name: "properties", type: "object", summary: "Credentials" },
    ],
  },
  {
    type: "generator",
    security: "type",
    splittable: true,
    // Test data generator, registered in IndexingServiceInputSourceModule.
    properties: [
      { name: "schemaName", type: "string" },
      { name: "schema", type: "object[]" },
      { name: "numRows", type: "integer" },
      { name: "numSplits", type: "integer" },
      { name: "seed", type: "integer" },
      { name: "startTime", type: "integer" },
      { name: "numConsecutiveTimestamps", type: "integer" },
      { name: "timestampIncrement", type: "number" },
    ],
  },
  // Reads nothing.
  { type: "nil", security: "none", splittable: false, properties: [] },
];

/** The types of input formats of Druid and of the extensions in its repository. Source: the Jackson modules that register them. */
export const INPUT_FORMAT_TYPES: readonly string[] = [
  ...["json", "csv", "tsv", "regex", "lines", "orc", "parquet", "avro_stream", "avro_ocf"],
  ...["protobuf", "kafka", "kinesis", "thrift", "influx"],
];

export interface TableFunctionParameter {
  readonly name: string;
  readonly type: string;
  readonly required?: boolean;
  readonly summary?: string;
}

export interface ExternalTableFunction {
  /** In capitals; Druid compares without regard to case. */
  readonly name: string;
  /** Whether a stock Druid knows it. HTTP, INLINE, LOCALFILES and S3 are written in Druid's sources and bound in no release. */
  readonly bound: boolean;
  /** The input source type that it reads, where its JSON does not say it. */
  readonly inputSourceType?: string;
  readonly since?: number;
  readonly parameters: readonly TableFunctionParameter[];
}

export const TABLE_FUNCTIONS: readonly ExternalTableFunction[] = [
  {
    name: "EXTERN",
    bound: true,
    parameters: [
      { name: "inputSource", type: "VARCHAR (JSON)", required: true, summary: "Input source spec" },
      { name: "inputFormat", type: "VARCHAR (JSON)", required: true, summary: "Input format spec" },
      { name: "signature", type: "VARCHAR (JSON array of {name, type})", summary: "Row signature" },
    ],
  },
  {
    name: "HTTP",
    bound: false,
    inputSourceType: "http",
    parameters: [
      { name: "uris", type: "VARCHAR ARRAY", summary: "Required in practice" },
      { name: "userName", type: "VARCHAR" },
      { name: "password", type: "VARCHAR" },
      { name: "passwordEnvVar", type: "VARCHAR" },
      { name: "headers", type: "VARCHAR (JSON map)" },
    ],
  },
  {
    name: "INLINE",
    bound: false,
    inputSourceType: "inline",
    parameters: [{ name: "data", type: "VARCHAR ARRAY", required: true, summary: "One string per row" }],
  },
  {
    name: "LOCALFILES",
    bound: false,
    inputSourceType: "local",
    parameters: [
      { name: "baseDir", type: "VARCHAR" },
      { name: "filter", type: "VARCHAR" },
      { name: "files", type: "VARCHAR ARRAY" },
    ],
  },
  {
    name: "S3",
    bound: false,
    inputSourceType: "s3",
    parameters: [
      { name: "uris", type: "VARCHAR ARRAY" },
      { name: "prefixes", type: "VARCHAR ARRAY" },
      { name: "bucket", type: "VARCHAR" },
      { name: "paths", type: "VARCHAR ARRAY" },
      { name: "objectGlob", type: "VARCHAR" },
      { name: "accessKeyId", type: "VARCHAR" },
      { name: "secretAccessKey", type: "VARCHAR" },
      { name: "assumeRoleArn", type: "VARCHAR" },
      { name: "sessionToken", type: "VARCHAR" },
    ],
  },
  { name: "AZURE / AZURESTORAGE", bound: false, parameters: [] },
  {
    name: "APPEND",
    bound: true,
    since: 30,
    parameters: [{ name: "table", type: "VARCHAR literal", required: true, summary: "Table name; repeatable" }],
  },
];

export interface ExportDestination {
  readonly name: string;
  readonly extension?: string;
  /** The first major version that has it. */
  readonly since: number;
  readonly parameters: readonly TableFunctionParameter[];
}

/** Where `INSERT INTO EXTERN(…)` can write. Names are JSON type ids, hence case-sensitive; only the reserved word LOCAL is folded. */
export const EXPORT_DESTINATIONS: readonly ExportDestination[] = [
  {
    name: "s3",
    extension: "druid-s3-extensions",
    since: 29,
    parameters: [
      { name: "bucket", type: "string", required: true },
      { name: "prefix", type: "string", required: true },
      { name: "assumeRoleArn", type: "string" },
      { name: "assumeRoleExternalId", type: "string", summary: "Only with assumeRoleArn" },
    ],
  },
  {
    name: "google",
    extension: "druid-google-extensions",
    since: 30,
    parameters: [
      { name: "bucket", type: "string", required: true },
      { name: "prefix", type: "string", required: true },
    ],
  },
  {
    name: "local",
    since: 29,
    parameters: [{ name: "exportPath", type: "string", required: true, summary: "Path inside druid.export.storage.baseDir" }],
  },
];

const sourcesByType: ReadonlyMap<string, InputSource> = new Map(INPUT_SOURCES.map((source) => [source.type, source]));
const functionsByName: ReadonlyMap<string, ExternalTableFunction> = new Map(TABLE_FUNCTIONS.map((entry) => [entry.name, entry]));
const destinationsByName: ReadonlyMap<string, ExportDestination> = new Map(EXPORT_DESTINATIONS.map((entry) => [entry.name, entry]));

/** The input source of exactly this type. */
export function findInputSource(type: string): InputSource | undefined {
  return sourcesByType.get(type);
}

/** The table function of this name, in any case. */
export function findTableFunction(name: string): ExternalTableFunction | undefined {
  return functionsByName.get(name.toUpperCase());
}

/** The export destination of exactly this name. */
export function findExportDestination(name: string): ExportDestination | undefined {
  return destinationsByName.get(name);
}
