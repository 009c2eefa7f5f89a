/** Functions of any value, and what is written like none: CASE, CAST. */
import type { FunctionTable } from "./row";

export const VALUE_FUNCTIONS: FunctionTable = {
  category: "other",
  kind: "scalar",
  page: "querying/sql-scalar",
  rows: [
    [
      "CASE()",
      "",
      "The result behind the first WHEN that holds, else that of ELSE, else NULL.",
      {
        ownSyntax: true,
        kind: "syntax",
        forms: ["CASE WHEN condition THEN result … [ELSE result] END", "CASE value WHEN value THEN result … [ELSE result] END"],
      },
    ],
    [
      "CAST(value)",
      "",
      "The value as another type; what cannot be converted becomes NULL.",
      { ownSyntax: true, kind: "syntax", forms: ["CAST(value AS type)"] },
    ],
    ["COALESCE(values...)", "", "The first value that is not NULL."],
    ["NVL(value, replacement)", "", "The value, or the replacement where it is NULL."],
    [
      "IFNULL(value, replacement)",
      "",
      "Another name for NVL; Druid does not document it.",
      { since: 29, lackedBy: 28, aliasOf: "NVL", page: "" },
    ],
    ["NULLIF(value, other)", "", "NULL where both are equal, else the value."],
    [
      "DECODE_BASE64_COMPLEX(type!, encoded)",
      "",
      "A value of a complex type, such as a sketch, from its Base64.",
      { since: 28, lackedBy: 27 },
    ],
    [
      "COMPLEX_DECODE_BASE64(type!, encoded)",
      "",
      "An older name for DECODE_BASE64_COMPLEX.",
      { aliasOf: "DECODE_BASE64_COMPLEX", page: "" },
    ],
    [
      "BLOOM_FILTER_TEST(value, filter)",
      "BOOLEAN",
      "Whether a value may be in a Bloom filter given as Base64; never a wrong no.",
      { extension: "druid-bloom-filter" },
    ],
    ["SLEEP(seconds)", "VARCHAR", "Waits, for tests of Druid itself; always NULL.", { extension: "druid-testing-tools", page: "" }],
  ],
};
