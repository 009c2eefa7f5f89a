/**
 * Periods, time zones, units and granularities that authors choose from; others are taken as well.
 * Sources: ISO 8601 as Joda reads it, GranularityType of Druid, DruidSqlParserUtils.convertSqlNodeToGranularity, TimeFloorOperatorConversion.
 */
import { phrase } from "../../text/l10n";

/** A period and what it is in words. */
export const PERIODS: readonly (readonly [period: string, words: string])[] = [
  ["PT1S", phrase("a second")],
  ["PT1M", phrase("a minute")],
  ["PT5M", phrase("5 minutes")],
  ["PT10M", phrase("10 minutes")],
  ["PT15M", phrase("15 minutes")],
  ["PT30M", phrase("30 minutes")],
  ["PT1H", phrase("an hour")],
  ["PT6H", phrase("6 hours")],
  ["PT8H", phrase("8 hours")],
  ["PT12H", phrase("12 hours")],
  ["P1D", phrase("a day")],
  ["P1W", phrase("a week")],
  ["P1M", phrase("a month")],
  ["P3M", phrase("a quarter")],
  ["P1Y", phrase("a year")],
];

/** Words for `PARTITIONED BY`, and what the segments of each hold. */
export const GRANULARITIES: Readonly<Record<string, string>> = {
  HOUR: phrase("an hour for each time chunk"),
  DAY: phrase("a day for each time chunk"),
  MONTH: phrase("a month for each time chunk"),
  YEAR: phrase("a year for each time chunk"),
  "ALL TIME": phrase("one time chunk for everything"),
};
