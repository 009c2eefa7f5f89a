/**
 * The codes of what is said about a statement that parses, each with its meaning in one line. `docs/diagnostics/<code>.md` has a page for each.
 */
import type { Severity } from "../finding";

/** What Druid refuses. */
export const CHECK_CODES = {
  "missing-partitioned-by": "INSERT and REPLACE into a datasource say PARTITIONED BY.",
  "clustered-by-without-partitioned-by": "CLUSTERED BY needs a PARTITIONED BY before it.",
  "missing-overwrite": "REPLACE says what it overwrites: OVERWRITE ALL or OVERWRITE WHERE.",
  "overwrite-where": "OVERWRITE WHERE compares __time with TIMESTAMP literals, and nothing else.",
  "order-by-in-ingest": "The query of INSERT and REPLACE is sorted by CLUSTERED BY, not by ORDER BY.",
  "target-columns": "INSERT and REPLACE take no list of target columns.",
  upsert: "Druid has no UPSERT.",
  "unsupported-statement": "Druid parses this statement and does not support it.",
  "bad-target": "INSERT and REPLACE write datasources of schema druid only, and not every name can be one.",
  "export-format": "AS <format> belongs to an export, and an export needs it.",
  "export-clause": "An export takes neither PARTITIONED BY nor CLUSTERED BY.",
  "export-replace": "REPLACE cannot export; INSERT can.",
  "export-destination": "Druid exports to s3, google and local, in lower case.",
  "clustered-by-descending": "CLUSTERED BY sorts in ascending order only.",
  "clustered-by-ordinal": "An ordinal in CLUSTERED BY is one of the columns of the query, counted from 1.",
  "unnamed-column": "INSERT and REPLACE need a name for every column that they write.",
  "unsupported-operator": "Druid's parser knows this operator and its planner does not.",
  "column-count": "Queries that are put together give the same number of columns.",
  "select-without-from": "SELECT * needs a FROM.",
  "unknown-type": "CAST knows the types of SQL only.",
  "number-range": "A number is larger than any type of Druid holds.",
  "interval-literal": "The text of an INTERVAL is a number, its unit stands behind it.",
  "ordinal-range": "A number in ORDER BY is one of the columns of the query, counted from 1.",
  "datetime-literal": "The text of a DATE or TIMESTAMP literal has one form.",
  "string-continuation": "Druid joins no adjacent string literals.",
  "null-order": "Druid sorts nulls first when ascending and last when descending, and cannot do otherwise.",
  "join-condition": "A join needs a condition, a cross join takes none.",
  "duplicate-relation": "Two tables of one FROM have the same name.",
  "unknown-table": "No table of this name can exist in Druid.",
  "unknown-table-function": "Stock Druid binds no table function of this name.",
  "table-function-place": "A table function stands in FROM only.",
  "extern-signature": "EXTERN takes its columns from a signature or from EXTEND, one of the two.",
  "extern-arguments": "EXTERN takes inputSource, inputFormat and signature.",
  "extern-literal": "EXTERN's arguments are literals.",
  "extern-json": "EXTERN's arguments are JSON that Druid can read.",
  "extern-columns": "The columns of EXTERN have simple names and types that Druid can load.",
  "input-source-security": "Under input source security Druid must be able to tell what is read.",
  "append-arguments": "APPEND takes the names of datasources as string literals.",
  "engine-feature": "The engine that this endpoint uses cannot run this.",
  "endpoint-missing": "This version of Druid has no such endpoint.",
  "set-over-jdbc": "JDBC takes one statement, without SET before it.",
  "reserved-context-key": "Some keys of the query context only Druid itself may set.",
  "context-value": "Some keys of the query context take values of one type only.",
  "unknown-engine": "The context key engine chooses native or msq-dart.",
  "ingest-limit": "INSERT and REPLACE take LIMIT only with PARTITIONED BY ALL, and no OFFSET.",
  "ingest-time-column": "PARTITIONED BY anything but ALL needs a column __time.",
  "duplicate-column": "INSERT and REPLACE cannot write two columns of one name.",
  "window-frame": "The lower bound of a window frame comes before the upper one.",
  "scan-order": "The native engine sorts what it scans by __time only.",
  "union-distinct": "Druid's planner knows UNION ALL, not UNION.",
} as const;

/** Codes whose finding depends on the cluster, its version or the request, and not on the text alone. */
export const DEPENDING_CODES: ReadonlySet<string> = new Set([
  "engine-feature",
  "endpoint-missing",
  "scan-order",
  "set-over-jdbc",
  "reserved-context-key",
  "context-value",
  "unknown-engine",
  "input-source-security",
  "unknown-table",
  "unknown-table-function",
  "unsupported-statement",
  "overwrite-where",
  "null-order",
]);

export type CheckCode = keyof typeof CHECK_CODES;

/** What Druid takes: a warning where the answer surprises, information and hints where there is something better to write. */
export const REMARK_CODES = {
  "join-comparison": { meaning: "Druid joins on equality, an outer join on nothing else.", severity: "warning" },
  "quoted-literal": { meaning: "What stands in double quotes is a name, never a text.", severity: "hint" },
  "extern-type": { meaning: "An input source or format of this type comes from an extension only.", severity: "information" },
  "unknown-context-key": { meaning: "Druid reads no key of this name from the query context.", severity: "warning" },
  "context-type": {
    meaning: "Druid can make nothing of this value of a context key, or something else than it says.",
    severity: "warning",
  },
  "dotted-name": { meaning: "A quoted name with a dot in it is one name, not schema and table.", severity: "warning" },
} as const satisfies Readonly<Record<string, { readonly meaning: string; readonly severity: Exclude<Severity, "error"> }>>;

export type RemarkCode = keyof typeof REMARK_CODES;
