/**
 * The keywords that completion offers, as an author writes them: words that belong together are one phrase. Where each may stand is asked
 * of the parser, never kept here. What Druid's grammar takes and its planner refuses by every engine (EXISTS, INTERSECT, EXCEPT,
 * QUALIFY, MERGE …) is left out.
 * Source: the productions of Druid's `Parser.jj`, and its planner where that refuses.
 */

/** Words with which statements and queries begin. */
const BEGINNINGS = ["SELECT", "WITH", "INSERT INTO", "REPLACE INTO", "EXPLAIN PLAN FOR", "SET", "VALUES"];

/** Clauses in the order in which they stand. */
const CLAUSES = [
  ...["INTO", "PLAN FOR", "FOR", "OVERWRITE ALL", "OVERWRITE WHERE", "DISTINCT", "FROM", "WHERE", "GROUP BY", "HAVING", "WINDOW"],
  ...[
    "ORDER BY",
    "LIMIT",
    "OFFSET",
    "UNION ALL",
    "PARTITIONED BY",
    "CLUSTERED BY",
    "BY",
    "ALL",
    "TIME",
    "FETCH FIRST",
    "FETCH NEXT",
    "ROWS ONLY",
  ],
];

/** What is a clause only with its parenthesis, and a name without: {@link wordsOf} gives what is offered. */
const TURNED_TABLES = ["PIVOT (", "UNPIVOT ("];

const TABLES = [
  ...[
    "JOIN",
    "INNER JOIN",
    "LEFT JOIN",
    "RIGHT JOIN",
    "FULL JOIN",
    "CROSS JOIN",
    "ON",
    "USING",
    "AS",
    "EXTEND",
    "TABLE",
    "UNNEST",
    "LATERAL",
  ],
  ...["OUTER JOIN", "NATURAL JOIN"],
];

const OPERATORS = [
  ...["AND", "OR", "NOT", "IN", "NOT IN", "BETWEEN", "NOT BETWEEN", "LIKE", "NOT LIKE", "ESCAPE", "IS NULL", "IS NOT NULL", "IS TRUE"],
  ...[
    "IS FALSE",
    "IS NOT TRUE",
    "IS NOT FALSE",
    "IS DISTINCT FROM",
    "IS NOT DISTINCT FROM",
    "NOT NULL",
    "DISTINCT FROM",
    "NOT DISTINCT FROM",
  ],
  ...["ANY", "SOME"],
];

const VALUES = [
  ...["CASE", "WHEN", "THEN", "ELSE", "END", "CAST", "NULL", "TRUE", "FALSE", "ARRAY", "ROW"],
  ...["CURRENT_TIMESTAMP", "CURRENT_DATE", "ROLLUP", "CUBE", "GROUPING SETS", "SETS", "TO", "RETURNING"],
  ...["BOTH", "LEADING", "TRAILING", "KEY ?", "VALUE"],
  ...["NULL ON EMPTY", "NULL ON ERROR", "EMPTY", "ERROR"],
];

const ORDERS = ["ASC", "DESC", "NULLS FIRST", "NULLS LAST", "FIRST", "LAST"];

const WINDOWS = [
  ...["OVER", "FILTER", "PARTITION BY", "ROWS BETWEEN", "RANGE BETWEEN", "ROWS", "RANGE", "BETWEEN"],
  ...["UNBOUNDED PRECEDING", "UNBOUNDED FOLLOWING", "CURRENT ROW", "PRECEDING", "FOLLOWING"],
];

/** Units of time: behind EXTRACT(, TO, INTERVAL '…', PARTITIONED BY. */
export const UNITS = [
  ...["SECOND", "MINUTE", "HOUR", "DAY", "WEEK", "MONTH", "QUARTER", "YEAR", "ALL TIME", "DOW", "ISODOW", "DOY", "ISOYEAR", "EPOCH"],
  ...["MILLISECOND", "MICROSECOND", "DECADE", "CENTURY", "MILLENNIUM"],
] as const;

/** Every phrase once, the likeliest of a place first. */
export const PHRASES: readonly string[] = [
  ...new Set([...BEGINNINGS, ...CLAUSES, ...TABLES, ...TURNED_TABLES, ...OPERATORS, ...VALUES, ...ORDERS, ...WINDOWS, "WEEK", ...UNITS]),
];

/** The words of a phrase, without what must follow for the grammar to take it for keywords. */
export function wordsOf(phrase: string): string {
  return phrase.replace(/ [(?]$/, "");
}

/** Phrases that the grammar takes only where it takes the one that they are listed under, by the same production. */
export const FOLLOWERS: Readonly<Record<string, readonly string[]>> = {
  IN: ["NOT IN", "NOT BETWEEN", "LIKE", "NOT LIKE"],
  "IS NULL": [...["IS NOT NULL", "IS TRUE", "IS FALSE", "IS NOT TRUE", "IS NOT FALSE", "IS DISTINCT FROM", "IS NOT DISTINCT FROM"]],
  JOIN: ["INNER JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN", "CROSS JOIN"],
  "ROWS BETWEEN": ["RANGE BETWEEN", "ROWS", "RANGE"],
  "UNBOUNDED PRECEDING": ["UNBOUNDED FOLLOWING", "CURRENT ROW"],
  WEEK: UNITS.filter((unit) => !["HOUR", "DAY", "WEEK", "MONTH", "YEAR", "ALL TIME"].includes(unit)),
  ROLLUP: ["CUBE", "GROUPING SETS"],
  ASC: ["DESC"],
  "NULLS FIRST": ["NULLS LAST"],
  "FETCH FIRST": ["FETCH NEXT"],
  BOTH: ["LEADING", "TRAILING"],
  ANY: ["SOME"],
  "NULL ON EMPTY": ["NULL ON ERROR"],
  EMPTY: ["ERROR"],
  "PIVOT (": ["UNPIVOT ("],
};
