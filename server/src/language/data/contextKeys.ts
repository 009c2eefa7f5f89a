/**
 * Keys of the query context that Druid treats apart from the others. Source: AuthConfig of Druid.
 */

/** Keys that are never authorized, with the first version that exempts them. Source: AuthConfig.ALLOWED_CONTEXT_KEYS. */
export const EXEMPT_CONTEXT_KEYS: ReadonlyMap<string, number> = new Map([
  ["sqlStringifyArrays", 25],
  ["sqlQueryId", 25],
  ["dartQueryId", 34],
]);

/** A key that only Druid itself may put into the context: which engines refuse it, and the first version that does. */
export interface ReservedContextKey {
  readonly engines: "all" | "multi-stage";
  readonly since: number;
}

/**
 * Keys that a request and SET may not give. Source: SYSTEM_CONTEXT_PARAMETERS of NativeSqlEngine (asked of the planners of 29 and 33) and of
 * MSQTaskSqlEngine, whose list holds for Dart too.
 */
export const RESERVED_CONTEXT_KEYS: ReadonlyMap<string, ReservedContextKey> = new Map([
  ["maxTimeArrayOutputName", { engines: "all", since: 24 }],
  ["minTimeArrayOutputName", { engines: "all", since: 24 }],
  ["timestampResultField", { engines: "all", since: 24 }],
  ["timestampResultFieldGranularity", { engines: "all", since: 24 }],
  ["timestampResultFieldInOriginalDimensions", { engines: "all", since: 24 }],
  ["scanSignature", { engines: "all", since: 24 }],
  ["sqlInsertSegmentGranularity", { engines: "all", since: 24 }],
  ["sqlReplaceTimeChunks", { engines: "all", since: 24 }],
  ["__timeColumn", { engines: "multi-stage", since: 24 }],
  ["isReindex", { engines: "multi-stage", since: 29 }],
  ["sqlExportFileFormat", { engines: "multi-stage", since: 30 }],
]);
