/** Functions of timestamps. */
import { type FunctionTable, TIME_UNITS } from "./row";

export const TIME_FUNCTIONS: FunctionTable = {
  category: "date and time",
  kind: "scalar",
  page: "querying/sql-scalar",
  rows: [
    [
      "CURRENT_TIMESTAMP([precision])",
      "TIMESTAMP",
      "When the query began. Stands without parentheses.",
      { ownSyntax: true, forms: ["CURRENT_TIMESTAMP"] },
    ],
    [
      "CURRENT_DATE()",
      "DATE",
      "The day on which the query began. Stands without parentheses.",
      { ownSyntax: true, forms: ["CURRENT_DATE"] },
    ],
    [
      "CURRENT_TIME([precision])",
      "TIME",
      "The time of day at which the query began; Druid does not document it.",
      { ownSyntax: true, forms: ["CURRENT_TIME"], page: "" },
    ],
    [
      "LOCALTIMESTAMP([precision])",
      "TIMESTAMP",
      "When the query began; Druid does not document it, CURRENT_TIMESTAMP is usual.",
      { ownSyntax: true, forms: ["LOCALTIMESTAMP"], page: "" },
    ],
    [
      "LOCALTIME([precision])",
      "TIME",
      "The time of day at which the query began; Druid does not document it.",
      { ownSyntax: true, forms: ["LOCALTIME"], page: "" },
    ],
    [
      "DATE_TRUNC(unit!, time)",
      "TIMESTAMP",
      "The start of the unit that the timestamp lies in; the unit is a string, as in DATE_TRUNC('hour', __time).",
      {
        units: ["milliseconds", "second", "minute", "hour", "day", "week", "month", "quarter", "year", "decade", "century", "millennium"],
      },
    ],
    [
      "TIME_CEIL(time, period, [origin, [timezone]])",
      "TIMESTAMP",
      "The end of the period, such as 'P1D' or 'PT15M', that the timestamp lies in; periods may be counted from an origin.",
    ],
    [
      "TIME_FLOOR(time, period, [origin, [timezone]])",
      "TIMESTAMP",
      "The start of the period, such as 'P1D' or 'PT15M', that the timestamp lies in; periods may be counted from an origin.",
    ],
    [
      "TIME_SHIFT(time, period, step, [timezone])",
      "TIMESTAMP",
      "The timestamp moved by so many periods; backwards where step is negative.",
    ],
    [
      "TIME_EXTRACT(time, unit, [timezone])",
      "BIGINT",
      "One part of a timestamp as a number; the unit is a string such as 'HOUR' or 'DOW'.",
      { units: ["EPOCH", "MILLISECOND", "SECOND", "MINUTE", "HOUR", "DAY", "DOW", "DOY", "WEEK", "MONTH", "QUARTER", "YEAR"] },
    ],
    [
      "TIME_PARSE(text, [pattern, [timezone]])",
      "TIMESTAMP",
      "The timestamp that a text spells, by a Joda pattern or as ISO 8601; NULL where it spells none.",
    ],
    ["TIME_FORMAT(time, [pattern, [timezone]])", "VARCHAR", "A timestamp as text, by a Joda pattern such as 'yyyy-MM-dd' or as ISO 8601."],
    ["TIME_IN_INTERVAL(time, interval!)", "BOOLEAN", "Whether a timestamp lies in an ISO 8601 interval like '2024-01-01/P1M'."],
    ["MILLIS_TO_TIMESTAMP(millis)", "TIMESTAMP", "The timestamp so many milliseconds after 1970 began."],
    ["TIMESTAMP_TO_MILLIS(time)", "BIGINT", "How many milliseconds after the begin of 1970 a timestamp is."],
    [
      "EXTRACT(unit, time)",
      "BIGINT",
      "One part of a timestamp as a number; the unit stands without quotes.",
      {
        ownSyntax: true,
        forms: ["EXTRACT(unit FROM time)"],
        units: [
          "EPOCH",
          "MICROSECOND",
          "MILLISECOND",
          "SECOND",
          "MINUTE",
          "HOUR",
          "DAY",
          "DOW",
          "ISODOW",
          "DOY",
          "WEEK",
          "MONTH",
          "QUARTER",
          "YEAR",
          "ISOYEAR",
          "DECADE",
          "CENTURY",
          "MILLENNIUM",
        ],
      },
    ],
    [
      "TIMESTAMPADD(unit, count, time)",
      "TIMESTAMP",
      "A timestamp so many units later; the unit stands without quotes.",
      { ownSyntax: true, units: TIME_UNITS },
    ],
    [
      "TIMESTAMPDIFF(unit, start, end)",
      "",
      "How many whole units lie between two timestamps; the unit stands without quotes.",
      { ownSyntax: true, units: TIME_UNITS },
    ],
  ],
};
