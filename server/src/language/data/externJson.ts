/**
 * What the JSON in EXTERN's strings may hold: the properties of input sources, of input formats and of the signature, with what each is
 * for. Input sources come from `inputSources.ts`. Summaries are English; `features/explain/tableWords.ts` names them for translation.
 * Sources: the `@JsonCreator` constructors of Druid's InputSource and InputFormat classes, of JSONPathSpec and JSONPathFieldSpec, and RowSignature, and the
 * classes of PasswordProvider, DeltaFilter and IcebergCatalog.
 */
import { INPUT_FORMAT_TYPES, INPUT_SOURCES, type InputSource, type JsonProperty } from "./inputSources";

/** What may stand somewhere in the JSON: one of several typed things, an object of known keys, or anything. */
export type ShapeName =
  | "inputSource"
  | "inputFormat"
  | "signature"
  | "cloudObject"
  | "s3Credentials"
  | "s3Endpoint"
  | "s3Client"
  | "s3Proxy"
  | "azureCredentials"
  | "sqlDatabase"
  | "sqlConnector"
  | "password"
  | "deltaFilter"
  | "icebergCatalog"
  | "flattenSpec"
  | "flattenField";

/** A key of an object. */
export interface JsonKey extends JsonProperty {
  /** What its value is, or the elements of its list. */
  readonly holds?: ShapeName;
  readonly standard?: string;
}

const key = (name: string, type: string, summary: string, more: Partial<JsonKey> = {}): JsonKey => ({ name, type, summary, ...more });
const REQUIRED = { required: true } as const;
const PASSWORD = { holds: "password" } as const;

/** Types of columns in a signature. Source: ColumnType of Druid. */
export const SIGNATURE_TYPES: readonly string[] = [
  ...["string", "long", "double", "float", "ARRAY<STRING>", "ARRAY<LONG>", "ARRAY<DOUBLE>", "COMPLEX<json>", "COMPLEX<hyperUnique>"],
  ...["COMPLEX<HLLSketch>", "COMPLEX<thetaSketch>", "COMPLEX<quantilesDoublesSketch>"],
];

const SHAPES: Readonly<Record<Exclude<ShapeName, "inputSource" | "inputFormat">, readonly JsonKey[]>> = {
  signature: [
    key("name", "string", "How the column is called", REQUIRED),
    key("type", "string", "The type it is read as", { ...REQUIRED, values: SIGNATURE_TYPES }),
  ],
  cloudObject: [key("bucket", "string", "The bucket", REQUIRED), key("path", "string", "The object in the bucket", REQUIRED)],
  s3Credentials: [
    key("accessKeyId", "string or PasswordProvider", "Access key; goes with secretAccessKey", PASSWORD),
    key("secretAccessKey", "string or PasswordProvider", "Secret key; goes with accessKeyId", PASSWORD),
    key("sessionToken", "string or PasswordProvider", "Token of a session", PASSWORD),
    key("assumeRoleArn", "string", "A role to take on"),
    key("assumeRoleExternalId", "string", "External id for that role"),
  ],
  s3Endpoint: [
    key("url", "string", "Endpoint of the service, as for a store that speaks S3"),
    key("signingRegion", "string", "Region to sign requests for"),
  ],
  s3Client: [
    key("protocol", "string", "How the service is spoken to", { values: ["http", "https"] }),
    key("disableChunkedEncoding", "boolean", "Whether bodies are sent in one piece"),
    key("enablePathStyleAccess", "boolean", "Whether the bucket stands in the path rather than in the host"),
    key("forceGlobalBucketAccessEnabled", "boolean", "Whether a bucket of another region may be reached"),
  ],
  s3Proxy: [
    key("host", "string", "Host of the proxy"),
    key("port", "integer", "Port of the proxy"),
    key("username", "string", "User at the proxy"),
    key("password", "string or PasswordProvider", "That user's password", PASSWORD),
  ],
  azureCredentials: [
    key("sharedAccessStorageToken", "string", "A shared access token"),
    key("key", "string", "The key of the storage account"),
    key("appRegistrationClientId", "string", "Client id of an app registration"),
    key("appRegistrationClientSecret", "string", "Its secret"),
    key("tenantId", "string", "Its tenant"),
  ],
  sqlDatabase: [
    key("type", "string", "Which database", { ...REQUIRED, values: ["mysql", "postgresql"] }),
    key("connectorConfig", "object", "How to connect", { ...REQUIRED, holds: "sqlConnector" }),
  ],
  sqlConnector: [
    key("connectURI", "string", "JDBC URI", REQUIRED),
    key("user", "string", "Database user"),
    key("password", "string or PasswordProvider", "Password of that user", PASSWORD),
  ],
  password: [
    key("type", "string", "Where the secret stands: here, or in the environment of Druid's processes", {
      ...REQUIRED,
      values: ["environment", "default"],
    }),
    key("variable", "string", "The variable that holds it, for environment"),
    key("password", "string", "The secret itself, for default"),
  ],
  deltaFilter: [
    key("type", "string", "How rows are chosen", { ...REQUIRED, values: ["=", ">", ">=", "<", "<=", "and", "or", "not"] }),
    key("column", "string", "The column to compare"),
    key("value", "string", "What it is compared with"),
    key("filters", "object[]", "The filters that and, or join", { holds: "deltaFilter" }),
    key("filter", "object", "The filter that not turns round", { holds: "deltaFilter" }),
  ],
  icebergCatalog: [
    key("type", "string", "What keeps the tables", { ...REQUIRED, values: ["hive", "local", "rest", "glue"] }),
    key("warehousePath", "string", "Where the tables are, for hive and local"),
    key("catalogUri", "string", "Address of the catalog, for hive and rest"),
    key("catalogProperties", "object", "Further properties of the catalog"),
    key("caseSensitive", "boolean", "Whether names are compared with their case", { standard: "true" }),
  ],
  flattenSpec: [
    key("useFieldDiscovery", "boolean", "Whether fields at the root become columns by themselves", { standard: "true" }),
    key("fields", "object[]", "Fields to take out of nested data", { holds: "flattenField" }),
  ],
  flattenField: [
    key("type", "string", "How the field is found", { ...REQUIRED, values: ["root", "path", "jq", "tree"] }),
    key("name", "string", "The column that it becomes", REQUIRED),
    key("expr", "string", "Where it is: a JSONPath for path, a jq expression for jq"),
    key("nodes", "string[]", "The keys on the way to it, for tree"),
  ],
};

const FLATTEN = key("flattenSpec", "object", "How nested fields become columns", { holds: "flattenSpec" });
const BINARY = key("binaryAsString", "boolean", "Whether bytes are read as text", { standard: "false" });
const UNIONS = key("extractUnionsByType", "boolean", "Whether the members of a union become fields of their own");
const COLUMNS: readonly JsonKey[] = [
  key("findColumnsFromHeader", "boolean", "Whether the first row names the columns"),
  key("columns", "string[]", "Names of the columns in their order; needed unless the header has them"),
  key("skipHeaderRows", "integer", "How many rows to pass over at the start", { standard: "0" }),
  key("listDelimiter", "string", "What stands between the values of one field", { standard: "\\u0001" }),
  key("tryParseNumbers", "boolean", "Whether texts that look like numbers become numbers", { standard: "false" }),
];

/** The keys beside `type` of each input format. */
const FORMAT_KEYS: Readonly<Record<string, readonly JsonKey[]>> = {
  json: [
    FLATTEN,
    key("featureSpec", "object", "Features of the JSON parser to switch on or off"),
    key("keepNullColumns", "boolean", "Whether columns that are always null are kept"),
    key("assumeNewlineDelimited", "boolean", "Whether each line is one row", { standard: "false" }),
    key("useJsonNodeReader", "boolean", "Whether rows in front of a broken one are kept", { standard: "false" }),
  ],
  csv: COLUMNS,
  tsv: [key("delimiter", "string", "What stands between fields", { standard: "\\t" }), ...COLUMNS],
  regex: [
    key("pattern", "string", "A Java pattern whose groups are the columns", REQUIRED),
    key("columns", "string[]", "Names of the groups in their order"),
    key("listDelimiter", "string", "What stands between the values of one field"),
  ],
  orc: [FLATTEN, BINARY],
  parquet: [FLATTEN, BINARY],
  avro_stream: [key("avroBytesDecoder", "object", "Where the schema comes from", REQUIRED), FLATTEN, BINARY, UNIONS],
  avro_ocf: [key("schema", "object", "A schema to read by, in place of the file's own"), FLATTEN, BINARY, UNIONS],
  protobuf: [key("protoBytesDecoder", "object", "Where the descriptor comes from", REQUIRED), FLATTEN],
  kafka: [
    key("valueFormat", "object", "Format of the value of a record", { ...REQUIRED, holds: "inputFormat" }),
    key("keyFormat", "object", "Format of the key of a record", { holds: "inputFormat" }),
    key("headerFormat", "object", "Format of the headers of a record"),
    key("timestampColumnName", "string", "Column for the time of a record", { standard: "kafka.timestamp" }),
    key("topicColumnName", "string", "Column for its topic", { standard: "kafka.topic" }),
    key("partitionColumnName", "string", "Column for its partition", { standard: "kafka.partition" }),
    key("offsetColumnName", "string", "Column for its offset", { standard: "kafka.offset" }),
    key("keyColumnName", "string", "Column for its key", { standard: "kafka.key" }),
    key("headerColumnPrefix", "string", "What columns for headers begin with", { standard: "kafka.header" }),
  ],
  kinesis: [
    key("valueFormat", "object", "Format of the value of a record", { ...REQUIRED, holds: "inputFormat" }),
    key("partitionKeyColumnName", "string", "Column for the partition key"),
    key("timestampColumnName", "string", "Column for the time of arrival"),
  ],
  thrift: [key("thriftClass", "string", "The class to read as", REQUIRED), key("thriftJar", "string", "The jar that has it"), FLATTEN],
  influx: [key("whitelistMeasurements", "string[]", "The measurements to keep")],
};

/** What the values of an input source's property hold. */
const SOURCE_HOLDS: Readonly<Record<string, ShapeName>> = {
  "s3.objects": "cloudObject",
  "google.objects": "cloudObject",
  "azure.objects": "cloudObject",
  "azureStorage.objects": "cloudObject",
  "oss.objects": "cloudObject",
  "s3.properties": "s3Credentials",
  "s3.endpointConfig": "s3Endpoint",
  "s3.clientConfig": "s3Client",
  "s3.proxyConfig": "s3Proxy",
  "azureStorage.properties": "azureCredentials",
  "sql.database": "sqlDatabase",
  "http.httpAuthenticationPassword": "password",
  "delta.filter": "deltaFilter",
  "iceberg.icebergCatalog": "icebergCatalog",
  "combining.delegates": "inputSource",
};

/** The extensions that formats outside of Druid's core need. */
const FORMAT_EXTENSIONS: Readonly<Record<string, string>> = {
  orc: "druid-orc-extensions",
  parquet: "druid-parquet-extensions",
  avro_stream: "druid-avro-extensions",
  avro_ocf: "druid-avro-extensions",
  protobuf: "druid-protobuf-extensions",
  kafka: "druid-kafka-indexing-service",
  kinesis: "druid-kinesis-indexing-service",
  thrift: "druid-thrift-extensions (contrib)",
  influx: "druid-influx-extensions (contrib)",
};

/** A value of `type`, with what has to be loaded for it. */
export interface JsonType {
  readonly type: string;
  readonly extension?: string;
}

/** The values of `type` in an input source or an input format; none elsewhere. */
export function typesOfShape(shape: ShapeName): readonly JsonType[] {
  if (shape === "inputSource") return INPUT_SOURCES.filter(({ type }) => type !== "nil");
  if (shape !== "inputFormat") return [];
  return INPUT_FORMAT_TYPES.map((type) => {
    const extension = FORMAT_EXTENSIONS[type];
    return extension === undefined ? { type } : { type, extension };
  });
}

const SOURCE_TYPE = key("type", "string", "Where the data comes from", REQUIRED);
const FORMAT_TYPE = key("type", "string", "How the data is written", REQUIRED);

/** Every shape. */
export function shapeNames(): readonly ShapeName[] {
  return ["inputSource", "inputFormat", ...(Object.keys(SHAPES) as (keyof typeof SHAPES)[])];
}

/** The keys of an object, `type` and the required ones first; `type` as it is written there says which further ones. */
export function keysOfShape(shape: ShapeName, type: string | undefined): readonly JsonKey[] {
  if (shape === "inputSource") return [SOURCE_TYPE, ...requiredFirst(sourceKeys(INPUT_SOURCES.find((source) => source.type === type)))];
  if (shape === "inputFormat") return [FORMAT_TYPE, ...requiredFirst((type !== undefined && FORMAT_KEYS[type]) || [])];
  return Object.hasOwn(SHAPES, shape) ? SHAPES[shape] : [];
}

function sourceKeys(source: InputSource | undefined): readonly JsonKey[] {
  return (source?.properties ?? []).map((property) => {
    const holds = SOURCE_HOLDS[`${source?.type}.${property.name}`];
    return holds ? { ...property, holds } : property;
  });
}

function requiredFirst(keys: readonly JsonKey[]): readonly JsonKey[] {
  return [...keys.filter(({ required }) => required), ...keys.filter(({ required }) => !required)];
}

/** Where no two of these keys may stand together: the ways to say which files. Source: CloudObjectInputSource, LocalInputSource. */
export const EXCLUSIVE_KEYS: readonly (readonly string[])[] = [["uris", "prefixes", "objects"]];
