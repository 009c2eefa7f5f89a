/** Functions of arrays and of multi-value strings. */
import type { FunctionTable } from "./row";

export const ARRAY_FUNCTIONS: FunctionTable = {
  category: "array",
  kind: "scalar",
  page: "querying/sql-array-functions",
  rows: [
    ["ARRAY([elements...])", "", "An array of values of one type.", { kind: "syntax", ownSyntax: true, forms: ["ARRAY[element, …]"] }],
    ["ARRAY_APPEND(array, element)", "", "The array with one element more behind."],
    ["ARRAY_PREPEND(element, array)", "", "The array with one element more in front."],
    ["ARRAY_CONCAT(first, second)", "", "The elements of both arrays, one array after the other."],
    ["ARRAY_CONTAINS(array, value)", "BOOLEAN", "Whether the array has the element, or every element of another array."],
    ["ARRAY_OVERLAP(one, other)", "BOOLEAN", "Whether two arrays have an element in common."],
    ["SCALAR_IN_ARRAY(value, array)", "BOOLEAN", "Whether a single value is an element of the array.", { since: 30, lackedBy: 29 }],
    ["ARRAY_LENGTH(array)", "INTEGER", "How many elements there are."],
    ["ARRAY_OFFSET(array, index)", "", "The element at an index that is counted from 0."],
    ["ARRAY_ORDINAL(array, index)", "", "The element at an index that is counted from 1."],
    ["ARRAY_OFFSET_OF(array, element)", "INTEGER", "Where the element is first found, counted from 0."],
    ["ARRAY_ORDINAL_OF(array, element)", "INTEGER", "Where the element is first found, counted from 1."],
    ["ARRAY_SLICE(array, start, [end])", "", "The elements from start, counted from 0, to the one before end."],
    ["ARRAY_TO_MV(array)", "VARCHAR", "The array as a multi-value string."],
    ["ARRAY_TO_STRING(array, delimiter)", "VARCHAR", "The elements as one text, with the delimiter between them."],
    ["STRING_TO_ARRAY(text, delimiter)", "VARCHAR ARRAY", "A text cut into pieces wherever a regular expression matches."],
    [
      "ARRAY_QUANTILE(array, fraction!)",
      "DOUBLE",
      "The element at a fraction of the sorted array; Druid does not document it.",
      { page: "" },
    ],
  ],
};

export const MULTI_VALUE_FUNCTIONS: FunctionTable = {
  category: "multi-value string",
  kind: "scalar",
  page: "querying/sql-multivalue-string-functions",
  rows: [
    ["MV_APPEND(values, value)", "VARCHAR", "The values with one more behind."],
    ["MV_PREPEND(value, values)", "VARCHAR", "The values with one more in front."],
    ["MV_CONCAT(first, second)", "VARCHAR", "The values of both, one after the other."],
    ["MV_CONTAINS(values, value)", "BOOLEAN", "Whether the value, or every value of an array, is among the values."],
    ["MV_OVERLAP(one, other)", "BOOLEAN", "Whether both have a value in common."],
    ["MV_LENGTH(values)", "INTEGER", "How many values there are."],
    ["MV_OFFSET(values, index)", "VARCHAR", "The value at an index that is counted from 0."],
    ["MV_ORDINAL(values, index)", "VARCHAR", "The value at an index that is counted from 1."],
    ["MV_OFFSET_OF(values, value)", "INTEGER", "Where the value is first found, counted from 0."],
    ["MV_ORDINAL_OF(values, value)", "INTEGER", "Where the value is first found, counted from 1."],
    ["MV_SLICE(values, start, [end])", "VARCHAR", "The values from start, counted from 0, to the one before end."],
    ["MV_TO_STRING(values, delimiter)", "VARCHAR", "The values as one text, with the delimiter between them."],
    ["STRING_TO_MV(text, delimiter)", "VARCHAR", "A text cut into values wherever a regular expression matches."],
    ["MV_TO_ARRAY(values)", "VARCHAR ARRAY", "A multi-value string as an array."],
    ["MV_FILTER_ONLY(values, kept)", "VARCHAR", "The values that an array lists."],
    ["MV_FILTER_NONE(values, dropped)", "VARCHAR", "The values without those that an array lists."],
    ["MV_FILTER_REGEX(values, pattern)", "VARCHAR", "The values that a regular expression matches.", { since: 35, lackedBy: 33 }],
    ["MV_FILTER_PREFIX(values, prefix)", "VARCHAR", "The values that begin with a prefix.", { since: 35, lackedBy: 33 }],
  ],
};
