/** Functions of nested columns. */
import type { FunctionTable } from "./row";

/** What JSON_VALUE becomes while it is planned. */
const TYPED_VALUE = "JSON_VALUE as Druid's planner writes it, by the type behind RETURNING.";

export const JSON_FUNCTIONS: FunctionTable = {
  category: "JSON",
  kind: "scalar",
  page: "querying/sql-json-functions",
  rows: [
    ["JSON_KEYS(json, path!)", "VARCHAR ARRAY", "The names of the fields of the object at a path."],
    [
      "JSON_MERGE(first, [others...])",
      "COMPLEX<json>",
      "One object of several; where two have a field, the later one counts.",
      { since: 32, lackedBy: 31 },
    ],
    [
      "JSON_OBJECT([keysAndValues...])",
      "COMPLEX<json>",
      "An object of keys and values.",
      { ownSyntax: true, forms: ["JSON_OBJECT(KEY key VALUE value, …)", "JSON_OBJECT(key : value, …)"] },
    ],
    ["JSON_PATHS(json)", "VARCHAR ARRAY", "The paths of all values that are neither objects nor arrays."],
    ["JSON_QUERY(json, path!)", "COMPLEX<json>", "What is at a path, as JSON.", { ownSyntax: true }],
    [
      "JSON_QUERY_ARRAY(json, path!)",
      "COMPLEX<json> ARRAY",
      "The JSON array at a path; what is no array becomes one.",
      { since: 29, lackedBy: 28 },
    ],
    [
      "JSON_VALUE(json, path!)",
      "",
      "The number, text or boolean at a path, as VARCHAR or as the type behind RETURNING; NULL for objects and arrays.",
      { ownSyntax: true, forms: ["JSON_VALUE(json, path)", "JSON_VALUE(json, path RETURNING type)"] },
    ],
    ["PARSE_JSON(text)", "COMPLEX<json>", "The JSON that a text spells; the query fails where it spells none."],
    ["TRY_PARSE_JSON(text)", "COMPLEX<json>", "The JSON that a text spells, or NULL."],
    ["TO_JSON_STRING(value)", "VARCHAR", "A value written as JSON."],
    ["JSON_VALUE_ANY(json, path, [rest...])", "", TYPED_VALUE, { internal: true, page: "" }],
    ["JSON_VALUE_BIGINT(json, path)", "BIGINT", TYPED_VALUE, { internal: true, page: "" }],
    ["JSON_VALUE_DOUBLE(json, path)", "DOUBLE", TYPED_VALUE, { internal: true, page: "" }],
    ["JSON_VALUE_VARCHAR(json, path)", "VARCHAR", TYPED_VALUE, { internal: true, page: "" }],
    ["JSON_VALUE_ARRAY_BIGINT(json, path)", "BIGINT ARRAY", TYPED_VALUE, { internal: true, page: "" }],
    ["JSON_VALUE_ARRAY_DOUBLE(json, path)", "DOUBLE ARRAY", TYPED_VALUE, { internal: true, page: "" }],
    ["JSON_VALUE_ARRAY_VARCHAR(json, path)", "VARCHAR ARRAY", TYPED_VALUE, { internal: true, page: "" }],
  ],
};
