/**
 * Statements that people write, to be filled in: `$1`, `${2:word}`, `${3|one,other|}` and `$0` are places, as in snippets of editors.
 */
import { FIRST_VERSION_WITH_SET } from "../../analysis/route";
import { phrase } from "../../text/l10n";

/** A statement to fill in; `lines` hold tabs where they are indented. */
export interface Pattern {
  readonly label: string;
  readonly detail: string;
  readonly lines: readonly string[];
  /** The first major version of Druid that takes it; absent where all known ones do. */
  readonly since?: number;
}

const HTTP = `'{"type": "http", "uris": ["\${2:https://example.com/data.json.gz}"]}'`;
const S3 = `'{"type": "s3", "uris": ["\${2:s3://bucket/path/data.json}"]}'`;
const LOCAL = `'{"type": "local", "baseDir": "\${2:/data}", "filter": "\${3:*.json}"}'`;
const INLINE = `'{"type": "inline", "data": "\${2:a,b\\\\n1,2}"}'`;

/** INSERT of what an input source gives. */
function fromExtern(source: string, format: string): readonly string[] {
  return [
    "INSERT INTO ${1:target}",
    "SELECT",
    '\tTIME_PARSE("${5:timestamp}") AS __time,',
    '\t"${6:value}"',
    "FROM TABLE(",
    "\tEXTERN(",
    `\t\t${source},`,
    `\t\t'${format}'`,
    "\t)",
    ') EXTEND ("${5:timestamp}" VARCHAR, "${6:value}" VARCHAR)',
    "PARTITIONED BY ${7|DAY,HOUR,MONTH,ALL TIME|}",
  ];
}

const JSON_FORMAT = '{"type": "json"}';
const CSV_FORMAT = '{"type": "csv", "findColumnsFromHeader": true}';

export const STATEMENT_PATTERNS: readonly Pattern[] = [
  { label: "INSERT from EXTERN, http", detail: phrase("ingest files from the web"), lines: fromExtern(HTTP, JSON_FORMAT) },
  { label: "INSERT from EXTERN, s3", detail: phrase("ingest files from S3"), lines: fromExtern(S3, JSON_FORMAT) },
  { label: "INSERT from EXTERN, local", detail: phrase("ingest files of the servers"), lines: fromExtern(LOCAL, JSON_FORMAT) },
  {
    label: "INSERT from EXTERN, inline",
    detail: phrase("ingest what stands in the statement"),
    lines: fromExtern(INLINE, CSV_FORMAT),
  },
  {
    label: "INSERT with rollup",
    detail: phrase("ingest aggregated rows"),
    lines: [
      "INSERT INTO ${1:target}",
      "SELECT",
      "\tTIME_FLOOR(__time, '${2:PT1H}') AS __time,",
      "\t${3:dimension},",
      '\tCOUNT(*) AS "${4:count}",',
      "\tSUM(${5:amount}) AS ${6:total}",
      "FROM ${7:source}",
      "GROUP BY 1, 2",
      "PARTITIONED BY ${8|DAY,HOUR,MONTH,ALL TIME|}",
      "CLUSTERED BY ${3:dimension}",
    ],
  },
  {
    label: "INSERT INTO EXTERN, export to s3",
    since: 29,
    detail: phrase("export the rows of a query"),
    lines: [
      "INSERT INTO EXTERN(",
      "\ts3(bucket => '${1:bucket}', prefix => '${2:path/to/export}')",
      ")",
      "AS CSV",
      "SELECT ${3:name}",
      "FROM ${4:source}",
    ],
  },
  {
    label: "REPLACE OVERWRITE ALL",
    detail: phrase("write a datasource anew"),
    lines: [
      "REPLACE INTO ${1:target}",
      "OVERWRITE ALL",
      "SELECT ${2:*}",
      "FROM ${3:source}",
      "PARTITIONED BY ${4|DAY,HOUR,MONTH,ALL TIME|}",
    ],
  },
  {
    label: "REPLACE OVERWRITE WHERE, one day",
    detail: phrase("write a day of a datasource anew"),
    lines: [
      "REPLACE INTO ${1:target}",
      "OVERWRITE WHERE __time >= TIMESTAMP '${2:2024-01-01}' AND __time < TIMESTAMP '${3:2024-01-02}'",
      "SELECT ${4:*}",
      "FROM ${5:source}",
      "WHERE __time >= TIMESTAMP '${2:2024-01-01}' AND __time < TIMESTAMP '${3:2024-01-02}'",
      "PARTITIONED BY ${6|DAY,HOUR|}",
    ],
  },
  {
    label: "SELECT top N",
    detail: phrase("the values with the largest sum"),
    lines: [
      "SELECT ${1:dimension}, SUM(${2:amount}) AS ${3:total}",
      "FROM ${4:source}",
      "WHERE __time >= CURRENT_TIMESTAMP - INTERVAL '${5:1}' DAY",
      "GROUP BY 1",
      "ORDER BY 2 DESC",
      "LIMIT ${6:10}",
    ],
  },
  {
    label: "SELECT time series",
    detail: phrase("one row for each period"),
    lines: [
      "SELECT TIME_FLOOR(__time, '${1:PT1H}') AS ${2:bucket}, COUNT(*) AS ${3:events}",
      "FROM ${4:source}",
      "WHERE __time >= CURRENT_TIMESTAMP - INTERVAL '${5:1}' DAY",
      "GROUP BY 1",
      "ORDER BY 1",
    ],
  },
  {
    label: "SELECT latest row by key",
    detail: phrase("the last values of each key"),
    lines: ["SELECT ${1:key}, MAX(__time) AS ${2:last_seen}, LATEST(${3:status}) AS ${3:status}", "FROM ${4:source}", "GROUP BY 1"],
  },
  {
    label: "WITH, a CTE",
    detail: phrase("a named query in front of a query"),
    lines: ["WITH ${1:name} AS (", "\tSELECT ${2:*}", "\tFROM ${3:source}", ")", "SELECT ${4:*}", "FROM ${1:name}"],
  },
  {
    label: "SET block",
    since: FIRST_VERSION_WITH_SET,
    detail: phrase("context of an ingestion"),
    lines: ["SET maxNumTasks = ${1:3};", "SET finalizeAggregations = ${2|FALSE,TRUE|};", "SET rowsPerSegment = ${3:3000000};", "$0"],
  },
];
