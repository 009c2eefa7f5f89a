/**
 * What the words of Druid SQL are for that an author may wonder about; other words say it themselves.
 * Sources: Druid's `Parser.jj` and its planner (IngestHandler, ExplainHandler, DruidSqlParserUtils), asked where the text does not tell.
 */
import { phrase } from "../../text/l10n";

/** By the words in capitals, as completion offers them. */
export const KEYWORD_NOTES: Readonly<Record<string, string>> = {
  "INSERT INTO": phrase(
    "Adds the rows of a query to a datasource, which comes to be when there is none. Needs PARTITIONED BY; runs as a task.",
  ),
  "REPLACE INTO": phrase("Writes a datasource anew, as a whole or for the time that OVERWRITE says. Needs PARTITIONED BY; runs as a task."),
  "OVERWRITE ALL": phrase("Everything in the datasource is replaced by the rows of the query."),
  "OVERWRITE WHERE": phrase(
    "Only the time that the condition on `__time` names is replaced; its borders must lie on borders of PARTITIONED BY, and rows outside of it are refused.",
  ),
  "PARTITIONED BY": phrase(
    "How long the time chunks of the datasource are: HOUR, DAY, MONTH, YEAR, ALL TIME, or a period in `TIME_FLOOR(__time, 'PT15M')`. INSERT and REPLACE must have it.",
  ),
  "CLUSTERED BY": phrase(
    "How rows are sorted and divided among the segments of a time chunk; filters on the first columns then read fewer segments. Ascending only.",
  ),
  EXTEND: phrase("Declares the columns of an external table: names with types, in place of EXTERN's third argument."),
  "EXPLAIN PLAN FOR": phrase("Gives Druid's plan of the statement behind it and runs nothing."),
  SET: phrase("Sets a key of the query context for the statement behind it; takes a literal."),
  WITH: phrase("Names queries (CTEs) for the query behind them; each sees the ones before it."),
  "UNION ALL": phrase(
    "The rows of both queries, one after the other. UNION without ALL drops repeated rows, and takes columns of datasources as they are only.",
  ),
  "GROUP BY": phrase(
    "One row for each combination of values. Numbers stand for the columns of SELECT; GROUPING SETS, ROLLUP and CUBE make several groupings.",
  ),
  "GROUPING SETS": phrase("Several groupings in one query, each as a list of columns; `()` is the total."),
  ROLLUP: phrase("Groupings by all of the columns, by all but the last, and so on to the total."),
  CUBE: phrase("Groupings by every subset of the columns."),
  HAVING: phrase("Which groups are kept; may hold aggregates, unlike WHERE."),
  "ORDER BY": phrase("Sorts the rows. A native query without GROUP BY sorts by `__time` only; tasks sort by anything."),
  LIMIT: phrase("The most rows that are given; OFFSET behind it passes over the first ones."),
  OFFSET: phrase("How many rows are passed over at the start."),
  OVER: phrase(
    "Makes a window function of a call: PARTITION BY divides the rows, ORDER BY sorts them, ROWS or RANGE say how far it looks.",
  ),
  WINDOW: phrase("Names windows for OVER."),
  FILTER: phrase("The aggregate before it sees only the rows that fulfil the condition."),
  "PARTITION BY": phrase("Divides the rows of a window; the function starts anew in each part."),
  "ROWS BETWEEN": phrase("The frame of a window, counted in rows."),
  "RANGE BETWEEN": phrase("The frame of a window, by the values that it is sorted by; Druid takes no offsets here."),
  UNNEST: phrase("A row for each element of an array, or of a multi-value string by `MV_TO_ARRAY`."),
  LATERAL: phrase("Lets a table in FROM see the ones before it."),
  TABLE: phrase("Makes a table of a function's rows: `TABLE(EXTERN(…))`, `TABLE(APPEND(…))`."),
  "CROSS JOIN": phrase("Every row with every row of the other table; usual with UNNEST."),
  "LEFT JOIN": phrase("Keeps rows of the left side that have no partner. A native query holds the right side in memory."),
  "INNER JOIN": phrase("Keeps rows that have a partner. A native query holds the right side in memory."),
  "RIGHT JOIN": phrase("Keeps rows of the right side that have no partner."),
  "FULL JOIN": phrase("Keeps rows of both sides that have no partner."),
  USING: phrase("Joins on columns that both sides have by these names."),
  INTERVAL: phrase("A span of time for timestamps: `INTERVAL '1' DAY`."),
  TIMESTAMP: phrase("A moment as a literal: `TIMESTAMP '2024-01-01 00:00:00'`."),
  CASE: phrase("The value of the first branch that fits, else that of ELSE, else NULL."),
  CAST: phrase("Gives a value another type."),
  BETWEEN: phrase("Both borders count as inside; for time, `>=` and `<` avoid counting the end twice."),
  "IS DISTINCT FROM": phrase("Differs, where two NULLs are equal."),
  "IS NOT DISTINCT FROM": phrase("Equals, where two NULLs are equal."),
  "NULLS FIRST": phrase("Nulls before all values."),
  "NULLS LAST": phrase("Nulls behind all values."),
};
