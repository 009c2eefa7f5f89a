/**
 * The keys of the query context that Druid knows, for checks, completion and hovers: type, default, values, what reads them, since when.
 *
 * `findContextParameter(key)` compares with the exact case, as Druid does; `contextParameters()` has all of them. The tables are built from
 * the rows below when first asked for.
 *
 * Source: Druid's QueryContexts, PlannerConfig, PlannerContext, GroupByQueryConfig, TimeseriesQuery, MultiStageQueryContext,
 * DartControllerContext and the reference pages of its documentation, as of 39. `since` is the first release whose documentation has the key. The documentation is English;
 * `features/explain/tableWords.ts` names it for translation.
 */

export type ContextParameterType =
  | "boolean"
  | "integer"
  /** Milliseconds, an integer. */
  | "milliseconds"
  | "number"
  | "string"
  /** An integer, or a size such as `1GiB` in a string. */
  | "bytes"
  /** A list of names, or a string with commas between them. */
  | "names"
  /** A JSON object, or a string with one. */
  | "json"
  /** An ISO timestamp in a string. */
  | "timestamp"
  /** The name or offset of a time zone in a string. */
  | "timeZone";

/** What reads a key. `planner`: every statement's planner; `native`, `msq` and `dart`: these engines while they run. */
export type ContextReader = "planner" | "native" | "msq" | "dart";

export interface ContextParameter {
  readonly name: string;
  readonly type: ContextParameterType;
  /** As SET writes it, or the runtime property that it comes from (`druid.…`); absent where there is none. */
  readonly default?: string;
  readonly readers: readonly ContextReader[];
  /** The statements that it matters for, where not all. */
  readonly statements?: readonly ("SELECT" | "INSERT" | "REPLACE")[];
  /** The values that it can have, in a string; letters in any case but for `sqlJoinAlgorithm`, `engine` and `executionMode`. */
  readonly values?: readonly string[];
  /** The first release whose documentation has it; absent where 26 had it or nothing is documented. */
  readonly since?: number;
  /** The key that it is another spelling of. */
  readonly aliasOf?: string;
  /** Whether Druid's documentation leaves it out: for experts, and not among what is offered first. */
  readonly isUndocumented: boolean;
  /** What it does, in one sentence. English. */
  readonly documentation: string;
}

interface More {
  readonly values?: string;
  readonly since?: number;
  readonly statements?: ContextParameter["statements"];
  readonly aliasOf?: string;
  readonly undocumented?: true;
}

type Row = readonly [
  name: string,
  type: ContextParameterType,
  standard: string | undefined,
  readers: string,
  documentation: string,
  more?: More,
];

const INGEST = ["INSERT", "REPLACE"] as const;
const SELECT = ["SELECT"] as const;
const HIDDEN = { undocumented: true } as const;

const PLANNER: readonly Row[] = [
  ["sqlTimeZone", "timeZone", "UTC", "planner", "The time zone of time functions and of TIMESTAMP literals; an unknown one counts as UTC."],
  ["sqlStringifyArrays", "boolean", "TRUE", "planner", "Whether arrays in results are written as JSON in a string. Never over JDBC."],
  ["useApproximateCountDistinct", "boolean", "TRUE", "planner", "Whether COUNT(DISTINCT x) is answered by a sketch, roughly and fast."],
  [
    "useGroupingSetForExactDistinct",
    "boolean",
    "FALSE",
    "planner",
    "Whether several exact COUNT(DISTINCT x) are planned as grouping sets; needs useApproximateCountDistinct off.",
  ],
  [
    "useApproximateTopN",
    "boolean",
    "TRUE",
    "planner",
    "Whether GROUP BY with ORDER BY and LIMIT may become a TopN, which can be off for rare values.",
  ],
  ["useLexicographicTopN", "boolean", "FALSE", "planner", "Whether a TopN may also order by the dimension itself.", { since: 34 }],
  ["enableTimeBoundaryPlanning", "boolean", "FALSE", "planner", "Whether MIN and MAX of __time are read from the metadata of segments."],
  ["useNativeQueryExplain", "boolean", "TRUE", "planner", "Whether EXPLAIN PLAN shows native queries as JSON instead of Calcite's plan."],
  [
    "sqlFinalizeOuterSketches",
    "boolean",
    "FALSE",
    "planner",
    "Whether a sketch in the result is turned into its estimate, as before Druid 25.",
  ],
  [
    "sqlUseBoundAndSelectors",
    "boolean",
    "FALSE",
    "planner",
    "Whether filters are planned as the older bound and selector filters.",
    { since: 27 },
  ],
  ["sqlUseExtractionFns", "boolean", "FALSE", "planner", "Whether functions are planned as the older extraction functions.", { since: 35 }],
  [
    "sqlReverseLookup",
    "boolean",
    "TRUE",
    "planner",
    "Whether a filter on LOOKUP(…) may become one on the keys of the lookup.",
    { since: 29 },
  ],
  ["sqlReverseLookupThreshold", "integer", "10000", "planner", "The most keys that such a filter may become.", { since: 29 }],
  ["sqlPullUpLookup", "boolean", "TRUE", "planner", "Whether LOOKUP(…) in GROUP BY may be looked up after grouping.", { since: 29 }],
  [
    "enableJoinLeftTableScanDirect",
    "boolean",
    "FALSE",
    "planner",
    "Whether a join whose left side is a plain scan is sent to the data servers.",
  ],
  [
    "maxNumericInFilters",
    "integer",
    "-1",
    "planner",
    "The most numbers that a text column may be compared with by IN or OR; -1 for any number.",
  ],
  ["inFunctionThreshold", "integer", "100", "planner", "From how many values on IN becomes SCALAR_IN_ARRAY.", { since: 31 }],
  ["inFunctionExprThreshold", "integer", "2", "planner", "The same where IN stands in an expression and not in a filter.", { since: 31 }],
  ["inSubQueryThreshold", "integer", "2147483647", "planner", "From how many values on IN becomes a join with a list of values."],
  [
    "sqlPlannerBloat",
    "integer",
    "1000",
    "planner",
    "How complex an expression may get when the planner merges two projections.",
    { since: 31 },
  ],
  [
    "engine",
    "string",
    "'native'",
    "planner",
    "The engine that runs a query sent to /druid/v2/sql.",
    { values: "native msq-dart", since: 34 },
  ],
  ["executionMode", "string", undefined, "planner", "Must be given to /druid/v2/sql/statements.", { values: "ASYNC" }],
  [
    "plannerStrategy",
    "string",
    "'COUPLED'",
    "planner",
    "Which of two planners plans the query.",
    { values: "COUPLED DECOUPLED", ...HIDDEN },
  ],
  ["requireTimeCondition", "boolean", "FALSE", "planner", "Whether a query without a filter on __time is refused.", HIDDEN],
  [
    "sqlOuterLimit",
    "integer",
    undefined,
    "planner",
    "A limit around the whole query, as the web console sets it. Not with INSERT and REPLACE.",
    HIDDEN,
  ],
  ["sqlCurrentTimestamp", "timestamp", undefined, "planner", "What CURRENT_TIMESTAMP says, for tests: '2000-01-31T10:00:00'.", HIDDEN],
  [
    "computeInnerJoinCostAsFilter",
    "boolean",
    "TRUE",
    "planner",
    "Whether the planner takes the cost of an inner join for that of a filter.",
    HIDDEN,
  ],
  ["forceExpressionVirtualColumns", "boolean", "FALSE", "planner", "Whether every expression is planned as a virtual column.", HIDDEN],
  ["sqlUseGranularity", "boolean", "TRUE", "planner", "Whether grouping by time may be planned as a granularity.", HIDDEN],
  [
    "catalogValidationEnabled",
    "boolean",
    "TRUE",
    "planner",
    "Whether what is loaded is checked against the definition of the table in the catalog.",
    HIDDEN,
  ],
  ["extendedFilteredSumRewrite", "boolean", "TRUE", "planner", "Whether SUM(CASE …) may become a filtered sum.", HIDDEN],
  ["enableWindowing", "boolean", "FALSE", "planner", "Before Druid 31: whether window functions may be used.", HIDDEN],
  ["prePlanned", "boolean", "TRUE", "planner dart", "Whether everything is planned before anything runs.", HIDDEN],
  ["sqlQueryId", "string", undefined, "planner", "The name of this query in logs, metrics and for cancelling; made up when absent."],
];

const NATIVE: readonly Row[] = [
  [
    "timeout",
    "milliseconds",
    "druid.server.http.defaultQueryTimeout",
    "planner native msq dart",
    "After this time the query is cancelled; 0 for never.",
  ],
  ["perSegmentTimeout", "milliseconds", undefined, "native", "After this time the work on one segment is cancelled.", { since: 35 }],
  ["priority", "integer", "0", "native", "Queries with a higher number get resources first."],
  ["lane", "string", undefined, "native", "The lane whose limits count for the query."],
  ["queryId", "string", undefined, "native", "The name of a native query. For SQL, sqlQueryId counts."],
  ["brokerService", "string", undefined, "native", "The Broker that a Router with the manual strategy sends the query to."],
  ["useCache", "boolean", "TRUE", "native", "Whether results of segments may come from the cache."],
  ["populateCache", "boolean", "TRUE", "native", "Whether results of segments are put into the cache."],
  ["useResultLevelCache", "boolean", "TRUE", "native", "Whether the whole result may come from the cache."],
  ["populateResultLevelCache", "boolean", "TRUE", "native", "Whether the whole result is put into the cache."],
  ["bySegment", "boolean", "FALSE", "native", "Whether results come segment by segment, to look for mistakes. Not for SQL."],
  [
    "finalize",
    "boolean",
    undefined,
    "native",
    "Whether sketches in the result are turned into their estimates. For SQL the planner decides.",
  ],
  [
    "maxScatterGatherBytes",
    "bytes",
    "druid.server.http.maxScatterGatherBytes",
    "native",
    "The most bytes that data servers may send for the query.",
  ],
  [
    "maxQueuedBytes",
    "bytes",
    "druid.broker.http.maxQueuedBytes",
    "native",
    "How many bytes wait at most before data servers have to slow down.",
  ],
  ["maxSubqueryRows", "integer", "druid.server.http.maxSubqueryRows", "native", "The most rows that a subquery may give.", { since: 28 }],
  [
    "maxSubqueryBytes",
    "bytes",
    "druid.server.http.maxSubqueryBytes",
    "native",
    "The most memory that rows of a subquery may take; auto and disabled are possible.",
    { since: 28 },
  ],
  ["serializeDateTimeAsLong", "boolean", "FALSE", "native", "Whether timestamps are sent as numbers, in results too."],
  ["serializeDateTimeAsLongInner", "boolean", "FALSE", "native", "Whether timestamps are sent as numbers between servers."],
  ["enableParallelMerge", "boolean", "TRUE", "native", "Whether the Broker merges results on several threads."],
  ["parallelMergeParallelism", "integer", "druid.processing.merge.parallelism", "native", "On how many threads it merges."],
  [
    "parallelMergeInitialYieldRows",
    "integer",
    "druid.processing.merge.initialYieldNumRows",
    "native",
    "After how many rows it begins a thread of its own for a merge.",
  ],
  ["parallelMergeSmallBatchRows", "integer", "druid.processing.merge.smallBatchNumRows", "native", "How many rows it merges in one go."],
  [
    "useFilterCNF",
    "boolean",
    "FALSE",
    "native",
    "Whether filters are brought into conjunctive normal form, so that more of them can use indexes.",
  ],
  [
    "secondaryPartitionPruning",
    "boolean",
    "TRUE",
    "native",
    "Whether segments are left out whose range of clustering columns cannot match.",
  ],
  ["debug", "boolean", "FALSE", "native", "Whether servers log more about the query."],
  ["setProcessingThreadNames", "boolean", "FALSE", "native", "Whether threads are named after the query that they work for."],
  [
    "cloneQueryMode",
    "string",
    "'excludeClones'",
    "native",
    "Whether clones of Historicals are asked.",
    { values: "excludeClones includeClones preferClones", since: 34 },
  ],
  [
    "realtimeSegmentsMode",
    "string",
    "'include'",
    "native",
    "Whether data that streaming tasks still hold is read.",
    { values: "include exclude exclusive", since: 38 },
  ],
  [
    "realtimeSegmentsOnly",
    "boolean",
    "FALSE",
    "native",
    "Whether only data of streaming tasks is read; realtimeSegmentsMode takes its place.",
    { since: 35 },
  ],
  ["minTopNThreshold", "integer", "1000", "native", "How many values each segment gives to a TopN at least: more is more exact."],
  ["skipEmptyBuckets", "boolean", "FALSE", "native", "Whether time buckets without rows are left out of a timeseries."],
  ["grandTotal", "boolean", "FALSE", "native", "Whether a timeseries has one more row with the totals."],
  ["enableJoinFilterPushDown", "boolean", "TRUE", "native", "Whether filters are applied below a join."],
  [
    "enableJoinFilterRewrite",
    "boolean",
    "TRUE",
    "native",
    "Whether filters on the right side of a join are turned into some on its left side.",
  ],
  [
    "enableJoinFilterRewriteValueColumnFilters",
    "boolean",
    "FALSE",
    "native",
    "Whether that is done for columns that are no keys of the join as well.",
  ],
  ["enableRewriteJoinToFilter", "boolean", "TRUE", "native", "Whether a join may become a filter."],
  ["joinFilterRewriteMaxSize", "integer", "10000", "native", "The most values that such a filter may have."],
  [
    "vectorize",
    "string",
    "'true'",
    "native",
    "Whether rows are worked on in batches; force fails where that cannot be done.",
    { values: "false true force" },
  ],
  ["vectorSize", "integer", "512", "native", "How many rows a batch has."],
  ["vectorizeVirtualColumns", "string", "'true'", "native", "The same for queries with virtual columns.", { values: "false true force" }],
  ["maxOnDiskStorage", "bytes", "druid.query.groupBy.maxOnDiskStorage", "native", "How much GROUP BY may write to disk."],
  ["maxSpillFileCount", "integer", "druid.query.groupBy.maxSpillFileCount", "native", "In how many files.", { since: 37 }],
  [
    "minSpillFileSize",
    "integer",
    "druid.query.groupBy.minSpillFileSize",
    "native",
    "How many bytes wait before such a file is written.",
    { since: 38 },
  ],
  ["groupByIsSingleThreaded", "boolean", undefined, "native", "Whether results of GROUP BY are merged on one thread."],
  ["bufferGrouperInitialBuckets", "integer", undefined, "native", "How large the hash table of GROUP BY is at first."],
  ["bufferGrouperMaxSize", "integer", undefined, "native", "The most groups that its hash table may hold.", HIDDEN],
  ["bufferGrouperMaxLoadFactor", "number", undefined, "native", "How full it gets before it grows."],
  ["forceHashAggregation", "boolean", undefined, "native", "Whether GROUP BY always uses a hash table."],
  ["intermediateCombineDegree", "integer", undefined, "native", "How many inputs each node of the tree that combines groups has."],
  ["numParallelCombineThreads", "integer", undefined, "native", "On how many threads groups are combined."],
  [
    "maxSelectorDictionarySize",
    "bytes",
    undefined,
    "native",
    "How much memory the dictionary of texts of a segment may take.",
    { since: 29 },
  ],
  ["maxMergingDictionarySize", "bytes", undefined, "native", "How much memory the dictionary of texts of a query may take.", { since: 29 }],
  ["mergeThreadLocal", "boolean", "FALSE", "native", "Whether each thread always merges into a buffer of its own."],
  ["sortByDimsFirst", "boolean", "FALSE", "native", "Whether groups are sorted by dimensions before time."],
  [
    "forceLimitPushDown",
    "boolean",
    "FALSE",
    "native",
    "Whether data servers apply the limit even where that makes the result approximate.",
  ],
  ["applyLimitPushDown", "boolean", "TRUE", "native", "Whether data servers apply the limit where the result stays exact.", HIDDEN],
  ["forcePushDownNestedQuery", "boolean", "FALSE", "native", "Whether data servers run GROUP BY over a GROUP BY as a whole."],
  ["applyLimitPushDownToSegment", "boolean", "TRUE", "native", "Whether a limit of data servers is applied segment by segment."],
  [
    "groupByEnableMultiValueUnnesting",
    "boolean",
    "TRUE",
    "native",
    "Whether GROUP BY takes multi-value columns apart by itself; if not it fails on them.",
  ],
  [
    "deferExpressionDimensions",
    "string",
    "'fixedWidthNonNumeric'",
    "native",
    "Which expressions in GROUP BY are computed as late as possible.",
    { values: "fixedWidth fixedWidthNonNumeric singleString always", since: 31 },
  ],
  [
    "maxRowsQueuedForOrdering",
    "integer",
    "druid.query.scan.maxRowsQueuedForOrdering",
    "native",
    "The most rows that a scan in the order of time may hold.",
  ],
  [
    "maxSegmentPartitionsOrderedInMemory",
    "integer",
    "druid.query.scan.maxSegmentPartitionsOrderedInMemory",
    "native",
    "The most segments that such a scan may read at once.",
  ],
  ["noProjections", "boolean", undefined, "native", "Whether projections are left alone.", { since: 36 }],
  ["forceProjections", "boolean", "FALSE", "native", "Whether a query that no projection answers fails.", { since: 36 }],
  ["useProjection", "string", undefined, "native", "The projection that answers the query.", { since: 36 }],
  ["defaultTimeout", "milliseconds", "300000", "native", "The timeout of queries that state none; servers set it.", HIDDEN],
  ["numRetriesOnMissingSegments", "integer", undefined, "native", "How often segments that are not found are looked for again.", HIDDEN],
  ["returnPartialResults", "boolean", undefined, "native", "Whether a result is given although segments are missing.", HIDDEN],
  ["uncoveredIntervalsLimit", "integer", "0", "native", "How many intervals without data the response names.", HIDDEN],
  ["optimizeAggregators", "boolean", "TRUE", "native", "Whether aggregators may be replaced by cheaper ones.", HIDDEN],
  ["cursorAutoArrangeFilters", "boolean", undefined, "native", "Whether filters are ordered by what they are thought to cost.", HIDDEN],
  [
    "useNestedForUnknownTypeInSubquery",
    "boolean",
    "FALSE",
    "native",
    "Whether columns of a subquery without a known type are read as nested data.",
    HIDDEN,
  ],
  [
    "useTopNMultiPassPooledQueryGranularity",
    "boolean",
    undefined,
    "native",
    "Whether a TopN with a granularity may make several passes.",
    HIDDEN,
  ],
];

const MULTI_STAGE: readonly Row[] = [
  ["maxNumTasks", "integer", "2", "msq", "The most tasks that are started, the controller included; at least 2."],
  ["numTasks", "integer", "2", "msq", "Another spelling of maxNumTasks.", { aliasOf: "maxNumTasks", ...HIDDEN }],
  ["taskAssignment", "string", "'max'", "msq", "Whether all tasks are used, or as many as the input needs.", { values: "max auto" }],
  ["finalizeAggregations", "boolean", "TRUE", "msq dart", "Whether sketches become their estimates; FALSE loads the sketches themselves."],
  [
    "arrayIngestMode",
    "string",
    "'array'",
    "msq",
    "Whether arrays are stored as arrays or as multi-value strings.",
    { values: "array mvd none", statements: INGEST, since: 29 },
  ],
  [
    "sqlJoinAlgorithm",
    "string",
    "'broadcast'",
    "planner msq dart",
    "How joins are run: sortMerge for two large sides.",
    { values: "broadcast sortMerge" },
  ],
  ["maxRowsInMemory", "integer", "100000", "msq", "How many rows are held before a part of a segment is written.", { statements: INGEST }],
  ["rowsInMemory", "integer", "100000", "msq", "Another spelling of maxRowsInMemory.", { statements: INGEST, aliasOf: "maxRowsInMemory" }],
  ["segmentSortOrder", "names", "''", "msq", "The columns by which rows are sorted in segments.", { statements: INGEST }],
  ["forceSegmentSortByTime", "boolean", "TRUE", "msq", "Whether __time comes first in that order.", { statements: INGEST, since: 31 }],
  [
    "maxParseExceptions",
    "integer",
    "0",
    "msq",
    "How many rows that cannot be read are passed over before the task fails; -1 for any number.",
  ],
  ["rowsPerSegment", "integer", "3000000", "msq", "How many rows a segment should have.", { statements: INGEST }],
  ["indexSpec", "json", undefined, "msq", "How columns are stored in segments.", { statements: INGEST }],
  ["durableShuffleStorage", "boolean", "FALSE", "msq", "Whether data between stages goes through durable storage."],
  ["faultTolerance", "boolean", "FALSE", "msq", "Whether workers that fail are started again; needs durable storage."],
  [
    "selectDestination",
    "string",
    "'taskReport'",
    "msq",
    "Where the rows of a SELECT are written.",
    { values: "taskReport durableStorage", statements: SELECT, since: 27 },
  ],
  [
    "waitUntilSegmentsLoad",
    "boolean",
    "FALSE",
    "msq",
    "Whether the task ends only when its segments can be queried.",
    { statements: INGEST, since: 28 },
  ],
  [
    "includeSegmentSource",
    "string",
    "'NONE'",
    "msq dart",
    "Whether data that streaming tasks still hold is read as well.",
    { values: "NONE REALTIME", since: 28 },
  ],
  [
    "rowsPerPage",
    "integer",
    "100000",
    "msq",
    "How many rows a page of results, or an exported file, has.",
    { statements: SELECT, since: 28 },
  ],
  [
    "skipTypeVerification",
    "names",
    "''",
    "msq",
    "Columns that may change between arrays and multi-value strings.",
    { statements: INGEST, since: 29 },
  ],
  ["failOnEmptyInsert", "boolean", "FALSE", "msq", "Whether a load of no rows fails.", { statements: INGEST, since: 29 }],
  [
    "storeCompactionState",
    "boolean",
    "FALSE",
    "msq",
    "Whether segments keep how they were partitioned, so that compaction leaves them alone.",
    { statements: ["REPLACE"], since: 30 },
  ],
  [
    "removeNullBytes",
    "boolean",
    "FALSE",
    "msq dart",
    "Whether null bytes are taken out of texts, on which the task fails otherwise.",
    { since: 31 },
  ],
  ["includeAllCounters", "boolean", "TRUE", "msq", "Whether reports have the newer counters.", { since: 36 }],
  ["maxFrameSize", "bytes", "1000000", "msq", "How large the frames are in which rows travel."],
  ["maxInputFilesPerWorker", "integer", "10000", "msq", "The most files or segments that one worker reads.", { since: 36 }],
  ["backgroundFetchExternalFiles", "boolean", "TRUE", "msq", "Whether files of EXTERN are fetched ahead.", { since: 38 }],
  ["maxPartitions", "integer", "25000", "msq", "The most partitions that a stage gives."],
  ["maxThreads", "integer", undefined, "msq", "On how many threads a worker works at most.", { since: 35 }],
  ["maxRowsMaterializedInWindow", "integer", "100000", "msq", "The most rows that one partition of a window may have."],
  ["maxNumSegments", "integer", undefined, "msq", "The most segments that one time chunk may get.", { statements: INGEST, since: 37 }],
  ["maxConcurrentStages", "integer", "2", "msq dart", "How many stages run at once.", { since: 34 }],
  ["maxNonLeafWorkers", "integer", "1", "dart", "How many workers the stages behind the first one get.", { statements: SELECT, since: 34 }],
  ["targetPartitionsPerWorker", "integer", "1", "msq dart", "How many partitions each worker gives.", { since: 34 }],
  ["segmentLoadAheadCount", "integer", undefined, "msq dart", "How many segments a worker loads ahead.", { since: 38 }],
  ["mode", "string", "'strict'", "msq", "strict fails on the first row that cannot be read.", { values: "strict nonStrict", ...HIDDEN }],
  [
    "clusterStatisticsMergeMode",
    "string",
    "'SEQUENTIAL'",
    "msq",
    "How statistics of keys are put together.",
    { values: "SEQUENTIAL PARALLEL", ...HIDDEN },
  ],
  ["sketchEncoding", "string", "'OCTET_STREAM'", "msq", "How they are sent.", HIDDEN],
  ["useCombiner", "boolean", "FALSE", "msq", "Whether rows are combined while they are sorted.", HIDDEN],
  [
    "useAutoColumnSchemas",
    "boolean",
    "FALSE",
    "msq",
    "Whether the type of every column is found out from its values.",
    { statements: INGEST, ...HIDDEN },
  ],
  ["maxInputBytesPerWorker", "bytes", undefined, "msq", "How many bytes each worker should read, with taskAssignment auto.", HIDDEN],
  ["maxClusteredByColumns", "integer", undefined, "msq", "The most columns that a stage may be clustered by.", HIDDEN],
  ["rowBasedFrameType", "integer", undefined, "msq", "The number of the format of frames.", HIDDEN],
  ["liveReportCounters", "boolean", undefined, "msq", "Whether reports of running tasks have counters.", HIDDEN],
  ["fullReport", "boolean", "FALSE", "dart", "Whether Dart answers its whole report instead of rows.", HIDDEN],
  ["dartQueryId", "string", undefined, "dart", "The name of an execution by Dart; made up when absent.", HIDDEN],
];

/** Keys whose values are compared with their exact case; Druid reads the others as members of an enumeration, in any case. */
const EXACT_VALUES: ReadonlySet<string> = new Set(["sqlJoinAlgorithm", "engine", "executionMode"]);

let byName: ReadonlyMap<string, ContextParameter> | undefined;

/** All parameters, by name. */
export function contextParameters(): ReadonlyMap<string, ContextParameter> {
  byName ??= new Map([...PLANNER, ...NATIVE, ...MULTI_STAGE].map((row) => [row[0], parameterOf(row)]));
  return byName;
}

/** The parameter of exactly this name: Druid ignores a key in other letters. */
export function findContextParameter(name: string): ContextParameter | undefined {
  return contextParameters().get(name);
}

/** Whether a text is one of the values of a parameter that has a list of them. */
export function isContextValue({ name, values }: ContextParameter, text: string): boolean {
  if (!values || values.includes(text)) return true;
  return !EXACT_VALUES.has(name) && values.some((value) => value.toUpperCase() === text.toUpperCase());
}

function parameterOf([name, type, standard, readers, documentation, more]: Row): ContextParameter {
  const { values, since, statements, aliasOf, undocumented } = more ?? {};
  return {
    name,
    type,
    ...(standard !== undefined && { default: standard }),
    readers: readers.split(" ") as ContextReader[],
    ...(statements && { statements }),
    ...(values !== undefined && { values: values.split(" ") }),
    ...(since !== undefined && { since }),
    ...(aliasOf !== undefined && { aliasOf }),
    isUndocumented: undocumented ?? false,
    documentation,
  };
}
