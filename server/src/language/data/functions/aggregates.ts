/** Aggregates, and functions that stand with OVER only. */
import type { FunctionTable } from "./row";

const HISTOGRAM = { extension: "druid-histogram" } as const;
const STATS = { extension: "druid-stats" } as const;
const BIG = { extension: "druid-compressed-bigdecimal", page: "development/extensions-contrib/compressed-big-decimal" } as const;

export const AGGREGATE_FUNCTIONS: FunctionTable = {
  category: "aggregation",
  kind: "aggregate",
  page: "querying/sql-aggregations",
  rows: [
    [
      "COUNT(values...)",
      "BIGINT",
      "How many rows there are, or how many have a value; with DISTINCT how many different values, by default approximately.",
      { forms: ["COUNT(*)", "COUNT([DISTINCT] value)"] },
    ],
    ["SUM(number)", "", "The sum."],
    ["MIN(value)", "", "The smallest value."],
    ["MAX(value)", "", "The largest value."],
    ["AVG(number)", "", "The average."],
    [
      "APPROX_COUNT_DISTINCT(value)",
      "BIGINT",
      "Roughly how many different values there are, by the sketch that the cluster is configured with.",
    ],
    ["APPROX_COUNT_DISTINCT_BUILTIN(value)", "BIGINT", "Roughly how many different values there are, by Druid's own HyperLogLog."],
    [
      "APPROX_QUANTILE(value, fraction!, [resolution!])",
      "DOUBLE",
      "A rough quantile by an approximate histogram; deprecated, APPROX_QUANTILE_DS is better.",
      HISTOGRAM,
    ],
    [
      "APPROX_QUANTILE_FIXED_BUCKETS(value, fraction!, buckets!, lower!, upper!, [outliers!])",
      "DOUBLE",
      "A rough quantile by a histogram of equal buckets between two limits.",
      HISTOGRAM,
    ],
    ["BLOOM_FILTER(value, entries!)", "", "A Bloom filter of the values, sized for so many of them.", { extension: "druid-bloom-filter" }],
    ["VAR_POP(number)", "DOUBLE", "The variance, the rows being all there are.", STATS],
    ["VAR_SAMP(number)", "DOUBLE", "The variance, the rows being a sample.", STATS],
    ["VARIANCE(number)", "DOUBLE", "Another name for VAR_SAMP.", { ...STATS, aliasOf: "VAR_SAMP" }],
    ["STDDEV_POP(number)", "DOUBLE", "The standard deviation, the rows being all there are.", STATS],
    ["STDDEV_SAMP(number)", "DOUBLE", "The standard deviation, the rows being a sample.", STATS],
    ["STDDEV(number)", "DOUBLE", "Another name for STDDEV_SAMP.", { ...STATS, aliasOf: "STDDEV_SAMP" }],
    ["EARLIEST(value, [maxBytes!, [multiple!]])", "", "The value of the row whose __time is the first."],
    ["EARLIEST_BY(value, time, [maxBytes!])", "", "The value of the row whose timestamp is the first."],
    ["LATEST(value, [maxBytes!, [multiple!]])", "", "The value of the row whose __time is the last."],
    ["LATEST_BY(value, time, [maxBytes!])", "", "The value of the row whose timestamp is the last."],
    ["ANY_VALUE(value, [maxBytes!, [multiple!]])", "", "The value of any row, NULL not excluded."],
    ["GROUPING(values...)", "BIGINT", "A number whose bits tell which of the columns a row of GROUPING SETS is not grouped by."],
    ["ARRAY_AGG(value, [maxBytes])", "", "The values as an array.", { forms: ["ARRAY_AGG([DISTINCT] value, [maxBytes])"] }],
    [
      "ARRAY_CONCAT_AGG(array, [maxBytes])",
      "",
      "The arrays of the rows as one array.",
      { forms: ["ARRAY_CONCAT_AGG([DISTINCT] array, [maxBytes])"] },
    ],
    [
      "STRING_AGG(value, separator, [maxBytes])",
      "VARCHAR",
      "The values as one text with a separator between them.",
      { forms: ["STRING_AGG([DISTINCT] value, separator, [maxBytes])"] },
    ],
    [
      "LISTAGG(value, separator, [maxBytes])",
      "VARCHAR",
      "Another name for STRING_AGG.",
      { forms: ["LISTAGG([DISTINCT] value, separator, [maxBytes])"], since: 28, lackedBy: 27, aliasOf: "STRING_AGG" },
    ],
    ["BIT_AND(number)", "BIGINT", "The bits that are set in all of the numbers."],
    ["BIT_OR(number)", "BIGINT", "The bits that are set in any of the numbers."],
    ["BIT_XOR(number)", "BIGINT", "The bits that are set in an odd count of the numbers."],
    ["BIG_SUM(number, [size, [scale, [strict]]])", "VARCHAR", "The sum of decimal numbers without rounding.", BIG],
    ["BIG_MIN(number, [size, [scale, [strict]]])", "VARCHAR", "The smallest of decimal numbers without rounding.", BIG],
    ["BIG_MAX(number, [size, [scale, [strict]]])", "VARCHAR", "The largest of decimal numbers without rounding.", BIG],
    [
      "BITMAP64_EXACT_COUNT(number)",
      "BIGINT",
      "Exactly how many different whole numbers there are.",
      { extension: "druid-exact-count-bitmap", since: 35 },
    ],
    [
      "SINGLE_VALUE(value)",
      "",
      "The only row of a subquery, as Druid's planner writes it.",
      { internal: true, page: "", since: 30, lackedBy: 29 },
    ],
    ["$SUM0(number)", "", "A sum that is 0 for no rows, as Druid's planner writes it.", { internal: true, page: "" }],
  ],
};

const SKETCHES = { extension: "druid-datasketches" } as const;
const TDIGEST = { extension: "druid-tdigestsketch" } as const;
const SPECTATOR = { extension: "druid-spectator-histogram", since: 36 } as const;

export const SKETCH_AGGREGATES: FunctionTable = {
  category: "sketch",
  kind: "aggregate",
  page: "querying/sql-aggregations",
  rows: [
    [
      "APPROX_COUNT_DISTINCT_DS_HLL(value, [lgK!, [type!]])",
      "BIGINT",
      "Roughly how many different values there are, by an HLL sketch.",
      SKETCHES,
    ],
    [
      "APPROX_COUNT_DISTINCT_DS_HLL_UTF8(value, [lgK!, [type!]])",
      "BIGINT",
      "The same by the UTF-8 bytes of texts; Druid does not document it.",
      { ...SKETCHES, page: "" },
    ],
    ["DS_HLL(value, [lgK!, [type!]])", "COMPLEX<HLLSketch>", "An HLL sketch of the values.", SKETCHES],
    [
      "APPROX_COUNT_DISTINCT_DS_THETA(value, [size!])",
      "BIGINT",
      "Roughly how many different values there are, by a Theta sketch.",
      SKETCHES,
    ],
    ["DS_THETA(value, [size!])", "COMPLEX<thetaSketch>", "A Theta sketch of the values.", SKETCHES],
    ["APPROX_QUANTILE_DS(value, fraction!, [k!])", "DOUBLE", "A rough quantile by a quantiles sketch.", SKETCHES],
    ["DS_QUANTILES_SKETCH(value, [k!])", "COMPLEX<quantilesDoublesSketch>", "A quantiles sketch of the values.", SKETCHES],
    [
      "DS_TUPLE_DOUBLES([values...])",
      "COMPLEX<arrayOfDoublesSketch>",
      "A tuple sketch of keys with numbers, or one of several tuple sketches.",
      { ...SKETCHES, forms: ["DS_TUPLE_DOUBLES(sketch, [entries])", "DS_TUPLE_DOUBLES(key, number, …, [entries])"] },
    ],
    ["TDIGEST_QUANTILE(value, fraction!, [compression!])", "DOUBLE", "A rough quantile by a t-digest.", TDIGEST],
    ["TDIGEST_GENERATE_SKETCH(value, [compression!])", "", "A t-digest of the values.", TDIGEST],
    ["SPECTATOR_COUNT(histogram)", "BIGINT", "How many observations a Spectator histogram holds.", SPECTATOR],
    [
      "SPECTATOR_PERCENTILE(histogram, percentile)",
      "",
      "A percentile of a Spectator histogram, or several for an array of them.",
      SPECTATOR,
    ],
  ],
};

export const SKETCH_FUNCTIONS: FunctionTable = {
  category: "sketch",
  kind: "scalar",
  page: "querying/sql-scalar",
  rows: [
    ["HLL_SKETCH_ESTIMATE(sketch, [round])", "DOUBLE", "How many different values an HLL sketch has seen, roughly.", SKETCHES],
    [
      "HLL_SKETCH_ESTIMATE_WITH_ERROR_BOUNDS(sketch, [deviations])",
      "DOUBLE ARRAY",
      "The estimate of an HLL sketch, its lower and its upper bound.",
      SKETCHES,
    ],
    [
      "HLL_SKETCH_UNION(first, others...)",
      "COMPLEX<HLLSketch>",
      "One HLL sketch of several; lgK and type may stand before them.",
      SKETCHES,
    ],
    ["HLL_SKETCH_TO_STRING(sketch)", "VARCHAR", "What is in an HLL sketch, for people.", SKETCHES],
    ["THETA_SKETCH_ESTIMATE(sketch)", "DOUBLE", "How many different values a Theta sketch has seen, roughly.", SKETCHES],
    ["THETA_SKETCH_ESTIMATE_WITH_ERROR_BOUNDS(sketch, deviations)", "", "The estimate of a Theta sketch with its error bounds.", SKETCHES],
    [
      "THETA_SKETCH_UNION(first, others...)",
      "COMPLEX<thetaSketch>",
      "What any of the Theta sketches has seen; a size may stand before them.",
      SKETCHES,
    ],
    [
      "THETA_SKETCH_INTERSECT(first, others...)",
      "COMPLEX<thetaSketch>",
      "What all of the Theta sketches have seen; a size may stand before them.",
      SKETCHES,
    ],
    [
      "THETA_SKETCH_NOT(first, others...)",
      "COMPLEX<thetaSketch>",
      "What the first Theta sketch has seen and the others have not.",
      SKETCHES,
    ],
    ["DS_GET_QUANTILE(sketch, fraction)", "DOUBLE", "A quantile of a quantiles sketch.", SKETCHES],
    ["DS_GET_QUANTILES(sketch, fractions...)", "", "Several quantiles of a quantiles sketch.", SKETCHES],
    ["DS_HISTOGRAM(sketch, splits...)", "", "How many values of a quantiles sketch lie between the split points.", SKETCHES],
    ["DS_CDF(sketch, splits...)", "", "Which share of a quantiles sketch lies below each of the split points.", SKETCHES],
    ["DS_RANK(sketch, value)", "DOUBLE", "Which share of a quantiles sketch lies below the value.", SKETCHES],
    ["DS_QUANTILE_SUMMARY(sketch)", "VARCHAR", "What is in a quantiles sketch, for people.", SKETCHES],
    ["DS_TUPLE_DOUBLES_METRICS_SUM_ESTIMATE(sketch)", "DOUBLE ARRAY", "The sums of the numbers in a tuple sketch, roughly.", SKETCHES],
    [
      "DS_TUPLE_DOUBLES_INTERSECT(first, others...)",
      "COMPLEX<arrayOfDoublesSketch>",
      "The keys that all of the tuple sketches have.",
      SKETCHES,
    ],
    [
      "DS_TUPLE_DOUBLES_NOT(first, others...)",
      "COMPLEX<arrayOfDoublesSketch>",
      "The keys of the first tuple sketch that the others do not have.",
      SKETCHES,
    ],
    ["DS_TUPLE_DOUBLES_UNION(first, others...)", "COMPLEX<arrayOfDoublesSketch>", "The keys that any of the tuple sketches has.", SKETCHES],
  ],
};

export const WINDOW_FUNCTIONS: FunctionTable = {
  category: "window",
  kind: "window",
  page: "querying/sql-window-functions",
  rows: [
    ["ROW_NUMBER()", "BIGINT", "The number of the row in its partition, from 1 on."],
    ["RANK()", "BIGINT", "The place of the row; rows alike share one, and places behind them are left out."],
    ["DENSE_RANK()", "BIGINT", "The place of the row; rows alike share one, and no place is left out."],
    ["PERCENT_RANK()", "DOUBLE", "The place of the row from 0 for the first to 1 for the last."],
    ["CUME_DIST()", "DOUBLE", "Which share of the rows comes no later than this one."],
    ["NTILE(buckets!)", "BIGINT", "The bucket of the row, where the partition is cut into so many of equal size."],
    ["LAG(value, [offset, [default]])", "", "The value of the row before, or so many rows before."],
    ["LEAD(value, [offset, [default]])", "", "The value of the row behind, or so many rows behind."],
    ["FIRST_VALUE(value)", "", "The value of the first row of the window."],
    ["LAST_VALUE(value)", "", "The value of the last row of the window."],
  ],
};
