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

/** What Druid's planner reads a key as, before anything else, and the first version that was asked. */
export interface ContextValueRule {
  readonly type: "boolean" | "integer" | "string" | "timestamp" | "joinAlgorithm";
  readonly since: number;
  /** With which HTTP status a wrong value is refused; 400 when absent. */
  readonly status?: 500;
}

/**
 * Keys whose values every statement's planner reads at once, whatever the engine; other keys are read late or by nobody. Source: PlannerContext
 * and PlannerConfig.withOverrides, asked of the planners of 29, 31 and 33, for later ones inferred; NativeSqlEngine for `sqlJoinAlgorithm`.
 */
export const CONTEXT_VALUES: ReadonlyMap<string, ContextValueRule> = new Map<string, ContextValueRule>([
  ["useApproximateCountDistinct", { type: "boolean", since: 29 }],
  ["useGroupingSetForExactDistinct", { type: "boolean", since: 29 }],
  ["useApproximateTopN", { type: "boolean", since: 29 }],
  ["useNativeQueryExplain", { type: "boolean", since: 29 }],
  ["computeInnerJoinCostAsFilter", { type: "boolean", since: 29 }],
  ["forceExpressionVirtualColumns", { type: "boolean", since: 29 }],
  ["sqlStringifyArrays", { type: "boolean", since: 29, status: 500 }],
  ["sqlUseBoundAndSelectors", { type: "boolean", since: 29, status: 500 }],
  ["sqlReverseLookup", { type: "boolean", since: 29, status: 500 }],
  ["sqlPullUpLookup", { type: "boolean", since: 29, status: 500 }],
  ["sqlUseGranularity", { type: "boolean", since: 31, status: 500 }],
  ["maxNumericInFilters", { type: "integer", since: 29 }],
  ["inSubQueryThreshold", { type: "integer", since: 29 }],
  ["plannerStrategy", { type: "string", since: 29 }],
  ["sqlQueryId", { type: "string", since: 29, status: 500 }],
  ["sqlCurrentTimestamp", { type: "timestamp", since: 29, status: 500 }],
  ["sqlJoinAlgorithm", { type: "joinAlgorithm", since: 29 }],
]);
