/** Functions that give tables. What HTTP, INLINE, LOCALFILES and S3 take is in `../inputSources.ts`. */
import type { FunctionTable } from "./row";

const UNBOUND = "Written in Druid's sources, bound in no release.";
const BY_NAME = { ownSyntax: true, forms: [] } as const;

export const TABLE_FUNCTIONS: FunctionTable = {
  category: "table",
  kind: "table",
  page: "multi-stage-query/reference",
  rows: [
    [
      "EXTERN(inputSource!, inputFormat!, [signature!])",
      "TABLE",
      "The rows of files or of other sources, described by JSON; with columns behind EXTEND instead of the last operand.",
      {
        ownSyntax: true,
        engines: ["msq-task"],
        forms: [
          "TABLE(EXTERN(inputSource, inputFormat, signature))",
          "TABLE(EXTERN(inputSource => json, inputFormat => json)) EXTEND (column type, …)",
        ],
      },
    ],
    [
      "APPEND(tables!...)",
      "TABLE",
      "The rows of several datasources, columns matched by name.",
      { since: 30, lackedBy: 29, ownSyntax: true, forms: ["TABLE(APPEND('table', …))"], page: "querying/sql" },
    ],
    [
      "UNNEST(array)",
      "TABLE",
      "A row for each element of an array.",
      { kind: "syntax", ownSyntax: true, forms: ["CROSS JOIN UNNEST(array) AS alias(column)"], page: "querying/sql" },
    ],
    ["HTTP([properties...])", "TABLE", UNBOUND, BY_NAME],
    ["INLINE([properties...])", "TABLE", UNBOUND, BY_NAME],
    ["LOCALFILES([properties...])", "TABLE", UNBOUND, BY_NAME],
    ["S3([properties...])", "TABLE", UNBOUND, BY_NAME],
  ],
};
