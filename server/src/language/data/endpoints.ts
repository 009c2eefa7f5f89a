/**
 * Where Druid takes SQL, since when, and what it answers there to whom a permission is missing. No answer names what is missing.
 * Sources: SqlResource, SqlTaskResource, SqlStatementResource, DartSqlResource, DruidMeta, TaskResourceFilter and ForbiddenExceptionMapper of
 * Druid. `measured`: a running cluster of 27 or 38 answered so; `inferred`: read in the sources of that release.
 */

export type EndpointName = "sql" | "dart" | "task" | "statements" | "jdbc";

/** How a fact is known. */
export type Basis = "measured" | "inferred";

/** An answer to whom a permission is missing, letter for letter. */
export interface RefusalAnswer {
  /** The first major version that answers so. */
  readonly since: number;
  readonly status: 403 | 500;
  /** Empty where Druid sends none. */
  readonly body: string;
  readonly basis: Basis;
  /** What a client makes of it. */
  readonly note?: string;
}

/** One place that takes statements. */
export interface EndpointFacts {
  readonly name: EndpointName;
  /** The method and path of the request, by the first version that has it; a later entry replaces an earlier one. */
  readonly requests: readonly { readonly since: number; readonly request: string }[];
  /** Answers to a statement that lacks a permission, by version. */
  readonly refusals: readonly RefusalAnswer[];
}

const ACCESS_CHECK = '{"Access-Check-Result":"Unauthorized"}';
const STATEMENT_ERROR =
  '{"error":"druidException","errorCode":"forbidden","persona":"USER","category":"FORBIDDEN","errorMessage":"Unauthorized","context":{}}';
const TASK_ERROR =
  '{"taskId":"forbidden","state":"FAILED","error":{"error":"druidException","errorCode":"general","persona":"USER","category":"FORBIDDEN","errorMessage":"Unauthorized","context":{}}}';
const JDBC_ERROR = '{"response":"error","errorMessage":"Unauthorized","errorCode":2,"sqlState":"00002","severity":"ERROR"}';
/** What the driver makes of it. */
const JDBC_NOTE = "the driver says: Remote driver error: Unauthorized";

/** All endpoints, in the order in which they are told. */
export const ENDPOINT_FACTS: readonly EndpointFacts[] = [
  {
    name: "sql",
    requests: [{ since: 24, request: "POST /druid/v2/sql" }],
    refusals: [
      { since: 24, status: 403, body: ACCESS_CHECK, basis: "inferred" },
      { since: 27, status: 403, body: ACCESS_CHECK, basis: "measured" },
    ],
  },
  {
    name: "task",
    requests: [{ since: 24, request: "POST /druid/v2/sql/task" }],
    refusals: [
      { since: 24, status: 403, body: ACCESS_CHECK, basis: "inferred" },
      { since: 27, status: 403, body: TASK_ERROR, basis: "measured" },
    ],
  },
  {
    name: "statements",
    requests: [{ since: 27, request: "POST /druid/v2/sql/statements" }],
    refusals: [{ since: 27, status: 403, body: STATEMENT_ERROR, basis: "measured" }],
  },
  {
    name: "jdbc",
    requests: [{ since: 24, request: "JDBC" }],
    refusals: [
      { since: 24, status: 500, body: JDBC_ERROR, note: JDBC_NOTE, basis: "inferred" },
      { since: 27, status: 500, body: JDBC_ERROR, note: JDBC_NOTE, basis: "measured" },
    ],
  },
  {
    name: "dart",
    requests: [
      { since: 31, request: "POST /druid/v2/sql/dart" },
      { since: 34, request: "POST /druid/v2/sql" },
    ],
    refusals: [
      { since: 31, status: 403, body: ACCESS_CHECK, basis: "inferred" },
      { since: 34, status: 403, body: ACCESS_CHECK, basis: "measured" },
    ],
  },
];

/** The answer while `sys.servers` and its like are scanned without READ STATE, at the endpoints that can scan them. */
export const STATE_REFUSALS: readonly RefusalAnswer[] = [
  { since: 24, status: 403, body: '{"Access-Check-Result":"Insufficient permission to view servers: Unauthorized"}', basis: "inferred" },
  { since: 27, status: 403, body: '{"Access-Check-Result":"Insufficient permission to view servers: Unauthorized"}', basis: "measured" },
];

/** The Overlord's answer to who may not follow or stop a task. */
export const TASK_REFUSALS: readonly RefusalAnswer[] = [
  { since: 24, status: 403, body: '{"Access-Check-Result":"Allowed:false, Message:"}', basis: "inferred" },
  { since: 27, status: 403, body: '{"Access-Check-Result":"Allowed:false, Message:"}', basis: "measured" },
  { since: 28, status: 403, body: '{"Access-Check-Result":"Allowed:false, Message:"}', basis: "inferred" },
  { since: 32, status: 403, body: ACCESS_CHECK, basis: "inferred" },
  { since: 38, status: 403, body: ACCESS_CHECK, basis: "measured" },
];

/** The entry of a list that counts in a version; undefined before the first. */
export function entryOf<Entry extends { readonly since: number }>(entries: readonly Entry[], version: number): Entry | undefined {
  return entries.filter(({ since }) => since <= version).at(-1);
}
