/**
 * Which of our codes stands for which message of Druid: of what its parser refuses (`error` of a record), and of what its planner refuses
 * when it validates (`refusal`). Only messages that depend on the text alone are here: where types, extensions or made-up schemas have a
 * part in it, Druid's word about a recorded statement says nothing about ours. The first pattern that matches counts.
 */
import { PARSE_ERROR_CODES } from "../../server/src/language/syntax/errors";

/** A message of Druid, and the codes that say the same. */
export interface RefusalRow {
  readonly message: RegExp;
  readonly codes: readonly string[];
  /** Statements that are refused for another reason, really. */
  readonly unless?: RegExp;
}

const ANY_SYNTAX = Object.keys(PARSE_ERROR_CODES);

/** What the parser says. */
export const PARSER_MESSAGES: readonly RefusalRow[] = [
  { message: /^Lexical error/, codes: ["lexical-error", "unclosed-text", "reserved-word", "syntax-error"] },
  { message: /is a reserved keyword/, codes: ["reserved-word"] },
  {
    message: /^Percent remainder|'LIMIT start, count'|'OFFSET start LIMIT count'|is not allowed under the current SQL conformance/,
    codes: ["not-allowed"],
  },
  { message: /^An OVERWRITE clause is not allowed with INSERT|^Expecting alias, found character literal/, codes: ["not-allowed"] },
  {
    message: /^Non-query expression encountered|^Join expression encountered|^Expected query or join/,
    codes: ["not-a-query", "query-not-allowed", "not-allowed", "syntax-error"],
  },
  { message: /^Query expression encountered/, codes: ["query-not-allowed", "not-a-query"] },
  {
    message: /PARTITIONED BY clause|is an invalid period literal|not a valid period granularity|^Invalid granularity/,
    codes: ["bad-granularity"],
  },
  { message: /^Only SET statements can appear|^Statement list is missing/, codes: ["statement-order"] },
  { message: /^Assigned value must be a literal|^Unsupported type for SET/, codes: ["set-needs-literal"] },
  { message: /^Length of identifier/, codes: ["name-too-long"] },
  { message: /^Geo-spatial extensions/, codes: ["not-allowed"] },
  { message: /^BETWEEN operator has no terminating AND/, codes: ["syntax-error"] },
  // With an OFFSET that has nothing before it Druid's own parser breaks down.
  { message: /^Cannot invoke "org\.apache\.calcite/, codes: ["syntax-error"] },
  { message: /^Illegal .* literal|^Illegal binary string|^Binary literal string|character set|Unicode/, codes: ["bad-literal"] },
  { message: /^Received an unexpected token|^Incorrect syntax near the keyword/, codes: ANY_SYNTAX },
];

/** What the planner says when it validates. */
export const PLANNER_MESSAGES: readonly RefusalRow[] = [
  { message: /requires a PARTITIONED BY to be explicitly defined/, codes: ["missing-partitioned-by"] },
  { message: /^CLUSTERED BY found before PARTITIONED BY/, codes: ["clustered-by-without-partitioned-by"] },
  { message: /^Missing time chunk information in OVERWRITE/, codes: ["missing-overwrite"] },
  { message: /OVERWRITE WHERE clause/, codes: ["overwrite-where"] },
  { message: /^Cannot use an ORDER BY clause on a Query/, codes: ["order-by-in-ingest"] },
  { message: /^Invalid CLUSTERED BY clause/, codes: ["clustered-by-descending"] },
  { message: /specified in the CLUSTERED BY clause is invalid/, codes: ["clustered-by-ordinal"] },
  { message: /cannot be run with a target column list/, codes: ["target-columns"] },
  { message: /^UPSERT is not supported/, codes: ["upsert"] },
  { message: /^Unsupported SQL statement/, codes: ["unsupported-statement"] },
  { message: /because it is not a Druid datasource|3\+ part names|^Invalid value for field \[table\]/, codes: ["bad-target"] },
  { message: /AS <format> clause|^Exporting rows into an EXTERN destination/, codes: ["export-format"] },
  { message: /^Export statements do not support/, codes: ["export-clause"] },
  { message: /^REPLACE operations do no support EXTERN/, codes: ["export-replace"] },
  { message: /^Insertion requires columns to be named/, codes: ["unnamed-column"] },
  { message: /^(?:DE|A)SCENDING ordering with NULLS/, codes: ["null-order"] },
  { message: /signature (?:EXISTS|EXCEPT|INTERSECT|MAP|MULTISET|UNIQUE)(?: ALL)? \(line/, codes: ["unsupported-operator"] },
  {
    message:
      /signature (?:IS (?:NOT )?(?:A SET|EMPTY|JSON)|FORMAT JSON|(?:IMMEDIATELY )?(?:PRECEDES|SUCCEEDS)|EQUALS|CONTAINS|OVERLAPS|M\w+ )/,
    codes: ["unsupported-operator"],
  },
  {
    message: /signature (?:NOT )?(?:ILIKE|RLIKE|SIMILAR TO)\b|is not a temporal table|^Cannot convert table/,
    codes: ["unsupported-operator"],
  },
  { message: /WITHIN GROUP (?:clause|not allowed)/, codes: ["aggregate-order"] },
  { message: /signature (?:IGNORE|RESPECT) NULLS/, codes: ["unsupported-operator"] },
  { message: /signature \$LiteralChain/, codes: ["string-continuation"] },
  { message: /LATEST and EARLIEST aggregators implicitly/, codes: ["latest-without-time"] },
  { message: /^Column has duplicate column name/, codes: ["duplicate-alias"] },
  { message: /^Duplicate relation name/, codes: ["duplicate-relation"] },
  {
    message:
      /frame boundary|^Framing of|^ROWS value|^RANGE clause|^Order By with RANGE|^Window specification must|^ROW\/RANGE not|^Window frames with/,
    codes: ["window-frame"],
  },
  { message: /^RANK or DENSE_RANK functions require/, codes: ["window-order"] },
  { message: /^OVER (?:clause is necessary|must be applied)/, codes: ["window-over"] },
  { message: /^DISTINCT is not supported for window functions/, codes: ["window-distinct"] },
  { message: /^Window '|^Duplicate window names/, codes: ["window-name"] },
  {
    message: /^Aggregation inside window|^Duplicate window specification|should not contain OVER|^Referenced window cannot/,
    codes: ["window-definition"],
  },
  { message: /^(?:Windowed a|A)ggregate expression is illegal|^Window functions are not allowed in HAVING/, codes: ["aggregate-place"] },
  { message: /^Aggregate expressions cannot be nested/, codes: ["aggregate-nested"] },
  { message: /^GROUPING operator|^Argument to GROUPING/, codes: ["grouping-place"] },
  { message: /^FILTER must be applied to aggregate/, codes: ["aggregate-place"] },
  { message: /^FILTER must not contain aggregate/, codes: ["aggregate-nested"] },
  { message: /^Expression '.*' is not being grouped/s, codes: ["not-grouped"] },
  { message: /is not in the select clause/, codes: ["distinct-order"] },
  { message: /^Ordinal out of range/, codes: ["ordinal-range", "clustered-by-ordinal"] },
  { message: /^SELECT \* requires a FROM/, codes: ["select-without-from"] },
  // Which views there are is made up.
  { message: /^Object '(?!\w+' not found within 'view')/, codes: ["unknown-table"] },
  // Every column that is asked for was made up where a datasource could have it, but for statements whose destination was not there.
  { message: /^(?:Column|Table) '.*' not found/s, codes: ["unknown-column"], unless: /^INSERT INTO EXTERN\((?:S3|azure|nonExistent)\(/i },
  { message: /^Unknown (?:identifier|field)/, codes: ["unknown-type", "unknown-column"] },
  {
    message: /^List of column aliases must have same|^Number of columns must match|^Column count mismatch/,
    codes: ["column-count", "union-distinct", "union-all"],
  },
  { message: /clause must be a condition$|clause must be a condition \(|^Expected a boolean type/, codes: ["condition-type"] },
  { message: /^Values passed to VALUES operator/, codes: ["column-count"] },
  { message: /^Illegal interval literal/, codes: ["interval-literal"] },
  { message: /signature (?:CURRENT_(?:DATE|TIMESTAMP)|LOCALTIME(?:STAMP)?)\(/, codes: ["argument-count"] },
  { message: /^Invalid number of arguments to function/, codes: ["argument-count"] },
  { message: /must be a literal/, codes: ["literal-argument"] },
  { message: /^Aggregation \[(?:SUM|AVG|MIN|MAX)\] with DISTINCT|^DISTINCT\/ALL not allowed/, codes: ["distinct-call"] },
  { message: /is not a valid time frame/, codes: ["time-unit"] },
  { message: /^Illegal (?:TIMESTAMP|DATE) literal/, codes: ["datetime-literal"] },
  { message: /signature APPEND\(|^All arguments to APPEND/, codes: ["append-arguments"] },
  { message: /signature EXTERN\(/, codes: ["extern-arguments"] },
  { message: /does not accept an EXTEND clause|Function requires a schema/, codes: ["unknown-table-function", "table-function-place"] },
  { message: /has an unsupported type|can be used when __time column is of type long/, codes: ["extern-columns"] },
  { message: /operations are not supported by (?:the )?requested SQL engine/, codes: ["engine-feature"] },
  { message: /^EXTERN requires either/, codes: ["extern-signature"] },
  // A type that no core module has may come with an extension.
  { message: /^Invalid value for the field \[(?!.*load all the necessary extensions)/s, codes: ["extern-json", "extern-columns"] },
  { message: /does not support input source based security/, codes: ["input-source-security"] },
  { message: /requires a condition \(NATURAL keyword|^Cannot specify (?:condition|NATURAL)/, codes: ["join-condition"] },
];
