/**
 * Functions of other databases that Druid lacks, and what it has instead. `rename`: a function with the same operands in the same order.
 * Source: DruidOperatorTable, which has none of these names.
 */

export interface Elsewhere {
  readonly instead: string;
  readonly rename?: string;
  /** What is different there; English. */
  readonly note?: string;
}

/** By name, in capitals. */
export const ELSEWHERE: ReadonlyMap<string, Elsewhere> = new Map<string, Elsewhere>([
  ...["YEAR", "QUARTER", "MONTH", "WEEK", "HOUR", "MINUTE", "SECOND"].map((unit) => entry(unit, `EXTRACT(${unit} FROM …)`)),
  entry("DAY", "EXTRACT(DAY FROM …)"),
  entry("DAYOFMONTH", "EXTRACT(DAY FROM …)"),
  entry("DAYOFWEEK", "EXTRACT(DOW FROM …)"),
  entry("DAYOFYEAR", "EXTRACT(DOY FROM …)"),
  entry("NOW", "CURRENT_TIMESTAMP"),
  entry("GETDATE", "CURRENT_TIMESTAMP"),
  entry("SYSDATE", "CURRENT_TIMESTAMP"),
  entry("CURDATE", "CURRENT_DATE"),
  entry("TODAY", "CURRENT_DATE"),
  entry("IF", "CASE WHEN … THEN … ELSE … END"),
  entry("IIF", "CASE WHEN … THEN … ELSE … END"),
  entry("DECODE", "CASE … WHEN … THEN … END"),
  entry("NVL2", "CASE WHEN … IS NOT NULL THEN … ELSE … END"),
  entry("ISNULL", "NVL", { rename: "NVL" }),
  entry("POW", "POWER", { rename: "POWER" }),
  entry("LOG", "LN, LOG10"),
  entry("LEN", "LENGTH", { rename: "LENGTH" }),
  entry("UCASE", "UPPER", { rename: "UPPER" }),
  entry("LCASE", "LOWER", { rename: "LOWER" }),
  entry("INSTR", "STRPOS", { rename: "STRPOS" }),
  entry("CHARINDEX", "STRPOS", { note: "operands the other way round" }),
  entry("LOCATE", "STRPOS", { note: "operands the other way round" }),
  entry("STARTS_WITH", "LIKE 'prefix%'"),
  entry("GROUP_CONCAT", "STRING_AGG"),
  entry("CONCAT_WS", "ARRAY_TO_STRING"),
  entry("SPLIT", "STRING_TO_ARRAY", { rename: "STRING_TO_ARRAY" }),
  entry("SPLIT_PART", "ARRAY_ORDINAL(STRING_TO_ARRAY(…), n)"),
  entry("DATE_FORMAT", "TIME_FORMAT"),
  entry("TO_CHAR", "TIME_FORMAT"),
  entry("TO_TIMESTAMP", "TIME_PARSE"),
  entry("TO_DATE", "TIME_PARSE"),
  entry("DATE_PARSE", "TIME_PARSE"),
  entry("FROM_UNIXTIME", "MILLIS_TO_TIMESTAMP", { note: "of milliseconds" }),
  entry("UNIX_TIMESTAMP", "TIMESTAMP_TO_MILLIS", { note: "gives milliseconds" }),
  entry("DATE_ADD", "TIMESTAMPADD, TIME_SHIFT"),
  entry("DATE_SUB", "TIMESTAMPADD, TIME_SHIFT"),
  entry("DATEADD", "TIMESTAMPADD", { rename: "TIMESTAMPADD" }),
  entry("DATE_DIFF", "TIMESTAMPDIFF"),
  entry("DATEDIFF", "TIMESTAMPDIFF"),
  entry("TIME_BUCKET", "TIME_FLOOR"),
  entry("REGEXP_SUBSTR", "REGEXP_EXTRACT", { rename: "REGEXP_EXTRACT" }),
  entry("REGEXP_MATCHES", "REGEXP_LIKE", { rename: "REGEXP_LIKE" }),
  entry("CARDINALITY", "ARRAY_LENGTH", { rename: "ARRAY_LENGTH" }),
  entry("ARRAY_SIZE", "ARRAY_LENGTH", { rename: "ARRAY_LENGTH" }),
  entry("JSON_EXTRACT", "JSON_QUERY, JSON_VALUE"),
  entry("JSON_EXTRACT_SCALAR", "JSON_VALUE", { rename: "JSON_VALUE" }),
  entry("NTH_VALUE", "FIRST_VALUE, LAST_VALUE, LAG, LEAD"),
  entry("MEDIAN", "APPROX_QUANTILE_DS(…, 0.5)"),
  entry("APPROX_PERCENTILE", "APPROX_QUANTILE_DS", { rename: "APPROX_QUANTILE_DS" }),
  entry("MAX_BY", "LATEST_BY", { note: "by a timestamp" }),
  entry("MIN_BY", "EARLIEST_BY", { note: "by a timestamp" }),
  entry("COUNT_IF", "COUNT(*) FILTER (WHERE …)"),
  entry("COUNTIF", "COUNT(*) FILTER (WHERE …)"),
]);

function entry(name: string, instead: string, more: Omit<Elsewhere, "instead"> = {}): readonly [string, Elsewhere] {
  return [name, { instead, ...more }];
}
