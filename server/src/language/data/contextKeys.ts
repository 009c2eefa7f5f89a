/**
 * Keys of the query context that Druid treats apart from the others. Source: AuthConfig of Druid.
 */

/** Keys that are never authorized, with the first version that exempts them. Source: AuthConfig.ALLOWED_CONTEXT_KEYS. */
export const EXEMPT_CONTEXT_KEYS: ReadonlyMap<string, number> = new Map([
  ["sqlStringifyArrays", 25],
  ["sqlQueryId", 25],
  ["dartQueryId", 34],
]);

/** A key that only Druid itself may put into the context: where it is refused (`statements` is the endpoint), and the first version that does. */
export interface ReservedContextKey {
  readonly where: "everywhere" | "multi-stage" | "statements";
  readonly since: number;
}

/**
 * Keys that a request and SET may not give. Source: SYSTEM_CONTEXT_PARAMETERS of NativeSqlEngine (asked of the planners of 29 and 33) and of
 * MSQTaskSqlEngine, whose list holds for Dart too; SqlStatementResource (measured on 38).
 */
export const RESERVED_CONTEXT_KEYS: ReadonlyMap<string, ReservedContextKey> = new Map([
  ["maxTimeArrayOutputName", { where: "everywhere", since: 24 }],
  ["minTimeArrayOutputName", { where: "everywhere", since: 24 }],
  ["timestampResultField", { where: "everywhere", since: 24 }],
  ["timestampResultFieldGranularity", { where: "everywhere", since: 24 }],
  ["timestampResultFieldInOriginalDimensions", { where: "everywhere", since: 24 }],
  ["scanSignature", { where: "everywhere", since: 24 }],
  ["sqlInsertSegmentGranularity", { where: "everywhere", since: 24 }],
  ["sqlReplaceTimeChunks", { where: "everywhere", since: 24 }],
  ["__timeColumn", { where: "multi-stage", since: 24 }],
  ["isReindex", { where: "multi-stage", since: 29 }],
  ["sqlExportFileFormat", { where: "multi-stage", since: 30 }],
  ["__resultFormat", { where: "statements", since: 28 }],
]);
