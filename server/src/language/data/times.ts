/**
 * Time zones, patterns and periods that authors choose from; others are taken as well.
 * Sources: GranularityType and DruidSqlParserUtils.convertSqlNodeToGranularity of Druid; the IANA time zone data base and patterns of Joda.
 */

/** Periods that PARTITIONED BY takes: those of Druid's standard granularities. */
export const SEGMENT_PERIODS: ReadonlySet<string> = new Set([
  ...["PT1S", "PT1M", "PT5M", "PT10M", "PT15M", "PT30M", "PT1H", "PT6H", "PT8H", "P1D", "P1W", "P1M", "P3M", "P1Y"],
]);

/** Time zones that many use; any of the IANA data base is taken. */
export const TIME_ZONES: readonly string[] = [
  ...["UTC", "Europe/London", "Europe/Berlin", "Europe/Paris", "Europe/Madrid", "Europe/Moscow", "Africa/Johannesburg", "Asia/Dubai"],
  ...["Asia/Kolkata", "Asia/Shanghai", "Asia/Singapore", "Asia/Tokyo", "Australia/Sydney", "America/Sao_Paulo", "America/New_York"],
  ...["America/Chicago", "America/Denver", "America/Los_Angeles", "+01:00", "-08:00"],
];

/** Patterns of times as Joda reads and writes them. */
export const TIME_PATTERNS: readonly string[] = [
  ...["yyyy-MM-dd", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.SSSZ", "yyyy-MM", "HH:mm", "dd/MM/yyyy", "dd/MMM/yyyy:HH:mm:ss Z"],
];
