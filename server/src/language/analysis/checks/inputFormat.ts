/**
 * `extern-json`: what Druid cannot make an input format of, although the JSON names a type that it knows.
 * Source: FlatTextInputFormat, JsonInputFormat and JSONPathSpec (asked of the planners of 29, 31 and 33), KafkaInputFormat.
 */
import { INPUT_FORMAT_TYPES } from "../../data/inputSources";
import type { JsonObject, JsonValue } from "../embeddedJson";
import { readTyped, type TypedJson } from "../externCall";
import {
  firstProblem,
  givenMember,
  hasDuplicateKeys,
  itemsOf,
  type JsonProblem,
  problemAt,
  problemOfFlag,
  problemOfText,
  problemOfTexts,
} from "./jsonShape";

/** What is wrong with the properties of an input format; nothing for a type that an extension of the site may bring. */
export function inputFormatProblem(value: JsonValue): JsonProblem | undefined {
  const typed = readTyped(value);
  if (!typed) return undefined;
  if (!INPUT_FORMAT_TYPES.includes(typed.type.value)) return otherCase(typed);
  return hasDuplicateKeys(typed.body) ? undefined : problemOf(typed);
}

function otherCase({ type }: TypedJson): JsonProblem | undefined {
  const meant = INPUT_FORMAT_TYPES.find((format) => format.toLowerCase() === type.value.toLowerCase());
  return meant === undefined ? undefined : problemAt(type, `Could not resolve type id '${type.value}'; did you mean '${meant}'?`);
}

function problemOf({ type, body }: TypedJson): JsonProblem | undefined {
  switch (type.value) {
    case "csv":
      return problemOfFlatText(body, ",");
    case "tsv":
      return firstProblem(
        () => problemOfText(body, "delimiter"),
        () => problemOfFlatText(body, scalarOf(body, "delimiter") ?? "\t"),
      );
    case "regex":
      return firstProblem(
        () => problemOfText(body, "pattern"),
        () => problemOfTexts(body, "columns"),
      );
    case "json":
      return firstProblem(
        () => problemOfFlattening(body),
        () => problemOfJsonReader(body),
      );
    case "orc":
    case "parquet":
    case "avro_ocf":
    case "avro_stream":
      return problemOfFlattening(body);
    default:
      return undefined;
  }
}

function problemOfFlatText(body: JsonObject, delimiter: string): JsonProblem | undefined {
  return firstProblem(
    () => problemOfTexts(body, "columns"),
    () => problemOfText(body, "listDelimiter"),
    () => problemOfFlag(body, "findColumnsFromHeader"),
    () => problemOfFlag(body, "hasHeaderRow"),
    () => problemOfTwoHeaders(body),
    () => problemOfDelimiters(body, delimiter),
    () => (itemsOf(body, "columns").length === 0 ? problemOfHeader(body) : problemOfColumns(body, delimiter)),
  );
}

function problemOfDelimiters(body: JsonObject, delimiter: string): JsonProblem | undefined {
  const list = givenMember(body, "listDelimiter");
  if (!list || scalarOf(body, "listDelimiter") !== delimiter) return undefined;
  return problemAt(list, `Cannot have same delimiter and list delimiter of [${delimiter}]`);
}

/** The header row is said by one of two names. */
function problemOfTwoHeaders(body: JsonObject): JsonProblem | undefined {
  const older = givenMember(body, "hasHeaderRow");
  const isBoth = older && givenMember(body, "findColumnsFromHeader");
  return isBoth ? problemAt(older, "Cannot accept both [findColumnsFromHeader] and [hasHeaderRow]") : undefined;
}

/** Where no columns are named, the header must be said to name them. */
function problemOfHeader(body: JsonObject): JsonProblem | undefined {
  const header = givenMember(body, "findColumnsFromHeader") ?? givenMember(body, "hasHeaderRow");
  if (!header) return problemAt(body, "Either [columns] or [findColumnsFromHeader] must be set");
  const isFalse = "value" in header && /^(?:false|0)$/i.test(header.value.trim());
  return isFalse ? problemAt(header, "If [columns] is not set, the first row of your data must have your header") : undefined;
}

function problemOfColumns(body: JsonObject, delimiter: string): JsonProblem | undefined {
  for (const column of itemsOf(body, "columns")) {
    if (column.type === "null") return problemAt(column, "a column has no name");
    if ("value" in column && column.value.includes(delimiter)) {
      return problemAt(column, `Column[${column.value}] cannot have the delimiter[${delimiter}] in its name`);
    }
  }
  return undefined;
}

function problemOfJsonReader(body: JsonObject): JsonProblem | undefined {
  const reader = givenMember(body, "useJsonNodeReader");
  const isBoth = scalarOf(body, "assumeNewlineDelimited") === "true" && scalarOf(body, "useJsonNodeReader") === "true";
  return reader && isBoth
    ? problemAt(reader, "useJsonNodeReader cannot be set to true when assumeNewlineDelimited is set to true.")
    : undefined;
}

function problemOfFlattening(body: JsonObject): JsonProblem | undefined {
  const spec = givenMember(body, "flattenSpec");
  if (!spec) return undefined;
  if (spec.type !== "object") return problemAt(spec, '"flattenSpec" must be an object');
  if (hasDuplicateKeys(spec)) return undefined;
  const fields = givenMember(spec, "fields");
  if (fields && fields.type !== "array") return problemAt(fields, '"fields" must be an array');
  return firstProblem(
    () => problemOfFlag(spec, "useFieldDiscovery"),
    ...itemsOf(spec, "fields").map(
      (field) => () => (field.type === "object" && !hasDuplicateKeys(field) ? problemOfField(field) : undefined),
    ),
  );
}

/** Source: JSONPathFieldType and JSONPathFieldSpec; the type is compared without regard to case. */
function problemOfField(field: JsonObject): JsonProblem | undefined {
  const type = givenMember(field, "type");
  if (!type) return problemAt(field, "a field needs a type: root, path, jq or tree");
  if (type.type === "string" && !/^(?:root|path|jq|tree)$/i.test(type.value)) {
    return problemAt(type, `No enum constant ${type.value}; a field is of type root, path, jq or tree`);
  }
  if (!givenMember(field, "name")) return problemAt(field, "Missing 'name' in field spec");
  if (/^tree$/i.test("value" in type ? type.value : "") && !givenMember(field, "nodes"))
    return problemAt(field, "Missing 'nodes' for tree field spec");
  const needsExpression = type.type === "string" && /^(?:path|jq)$/i.test(type.value);
  return needsExpression && !givenMember(field, "expr") ? problemAt(field, "Missing 'expr' for field") : undefined;
}

function scalarOf(body: JsonObject, name: string): string | undefined {
  const value = givenMember(body, name);
  return value && "value" in value ? value.value : undefined;
}
