/**
 * `extern-json`: what Druid cannot make an input format of, although the JSON names a type that it knows.
 * Source: FlatTextInputFormat, JsonInputFormat and JSONPathSpec (asked of the planners of 29, 31 and 33), KafkaInputFormat.
 */
import { INPUT_FORMAT_TYPES } from "../../data/inputSources";
import { druidSays, sentences, t } from "../../text/l10n";
import type { JsonObject, JsonValue } from "../../text/strictJson";
import { readTyped, type TypedJson } from "../externCall";
import {
  firstProblem,
  flagOf,
  givenMember,
  itemsOf,
  type JsonProblem,
  otherTypeText,
  problemAt,
  problemOfFlag,
  problemOfInteger,
  problemOfText,
  problemOfTexts,
} from "./jsonShape";

/** What is wrong with the properties of an input format; nothing for a type that an extension of the site may bring. */
export function inputFormatProblem(value: JsonValue, druidVersion: number): JsonProblem | undefined {
  const typed = readTyped(value);
  if (!typed) return undefined;
  return INPUT_FORMAT_TYPES.includes(typed.type.value) ? problemOf(typed, druidVersion) : otherCase(typed);
}

function otherCase({ type }: TypedJson): JsonProblem | undefined {
  const meant = INPUT_FORMAT_TYPES.find((format) => format.toLowerCase() === type.value.toLowerCase());
  return meant === undefined ? undefined : problemAt(type, otherTypeText(type.value, meant));
}

/** The first version that was asked about it and reads it; 31 does not. */
const FIRST_VERSION_WITH_TRY_PARSE_NUMBERS = 33;

function problemOf({ type, body }: TypedJson, druidVersion: number): JsonProblem | undefined {
  switch (type.value) {
    case "csv":
      return problemOfFlatText(body, ",", druidVersion);
    case "tsv":
      return firstProblem(
        () => problemOfText(body, "delimiter"),
        () => problemOfFlatText(body, scalarOf(body, "delimiter") ?? "\t", druidVersion),
      );
    case "regex":
      return firstProblem(
        () => problemOfText(body, "pattern"),
        () => problemOfText(body, "listDelimiter"),
        () => problemOfTexts(body, "columns"),
      );
    case "json":
      return firstProblem(
        () => problemOfFlattening(body),
        () => problemOfFeatures(body),
        () => problemOfFlag(body, "keepNullColumns"),
        () => problemOfFlag(body, "assumeNewlineDelimited"),
        () => problemOfFlag(body, "useJsonNodeReader"),
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

function problemOfFlatText(body: JsonObject, delimiter: string, druidVersion: number): JsonProblem | undefined {
  return firstProblem(
    () => problemOfTexts(body, "columns"),
    () => problemOfText(body, "listDelimiter"),
    () => problemOfFlag(body, "findColumnsFromHeader"),
    () => problemOfFlag(body, "hasHeaderRow"),
    () => problemOfInteger(body, "skipHeaderRows"),
    () => (druidVersion >= FIRST_VERSION_WITH_TRY_PARSE_NUMBERS ? problemOfFlag(body, "tryParseNumbers") : undefined),
    () => problemOfDelimiters(body, delimiter),
    () => (itemsOf(body, "columns").length === 0 ? problemOfHeader(body) : problemOfColumns(body, delimiter)),
  );
}

function problemOfDelimiters(body: JsonObject, delimiter: string): JsonProblem | undefined {
  const list = givenMember(body, "listDelimiter");
  if (!list || scalarOf(body, "listDelimiter") !== delimiter) return undefined;
  return problemAt(list, druidSays(`Cannot have same delimiter and list delimiter of [${delimiter}]`));
}

/** Where no columns are named, the header must be said to name them, by one of two properties. */
function problemOfHeader(body: JsonObject): JsonProblem | undefined {
  const found = flagOf(body, "findColumnsFromHeader");
  const has = flagOf(body, "hasHeaderRow");
  const place = givenMember(body, "hasHeaderRow") ?? givenMember(body, "findColumnsFromHeader") ?? body;
  if (found !== undefined && has !== undefined)
    return problemAt(place, druidSays("Cannot accept both [findColumnsFromHeader] and [hasHeaderRow]"));
  if (found === undefined && has === undefined)
    return problemAt(body, druidSays("Either [columns] or [findColumnsFromHeader] must be set"));
  return (found ?? has)
    ? undefined
    : problemAt(place, druidSays("If [columns] is not set, the first row of your data must have your header"));
}

function problemOfColumns(body: JsonObject, delimiter: string): JsonProblem | undefined {
  for (const column of itemsOf(body, "columns")) {
    if (column.type === "null") return problemAt(column, t("a column has no name"));
    if ("value" in column && column.value.includes(delimiter)) {
      return problemAt(column, druidSays(`Column[${column.value}] cannot have the delimiter[${delimiter}] in its name`));
    }
  }
  return undefined;
}

function problemOfJsonReader(body: JsonObject): JsonProblem | undefined {
  const isBoth = flagOf(body, "assumeNewlineDelimited") === true && flagOf(body, "useJsonNodeReader") === true;
  return isBoth
    ? problemAt(
        givenMember(body, "useJsonNodeReader") ?? body,
        druidSays("useJsonNodeReader cannot be set to true when assumeNewlineDelimited is set to true."),
      )
    : undefined;
}

/** Features of Jackson's parser, by name; the names of later releases are not known here, but all are in capitals. */
function problemOfFeatures(body: JsonObject): JsonProblem | undefined {
  const features = givenMember(body, "featureSpec");
  if (!features) return undefined;
  if (features.type !== "object") return problemAt(features, t('"{0}" must be an object', "featureSpec"));
  for (const { key, value } of features.members) {
    if (!/^[A-Z][A-Z_]*$/.test(key.value))
      return problemAt(key, sentences(druidSays(`No enum constant ${key.value};`), t("features are written like {0}", "ALLOW_COMMENTS")));
    const says = value.type === "null" ? undefined : flagOf(features, key.value);
    if (says === undefined) return problemAt(value, t('"{0}" must be true or false', key.value));
  }
  return firstProblem(
    ...features.members.map(
      ({ key }) =>
        () =>
          problemOfFlag(features, key.value),
    ),
  );
}

function problemOfFlattening(body: JsonObject): JsonProblem | undefined {
  const spec = givenMember(body, "flattenSpec");
  if (!spec) return undefined;
  if (spec.type !== "object") return problemAt(spec, t('"{0}" must be an object', "flattenSpec"));
  const fields = givenMember(spec, "fields");
  if (fields && fields.type !== "array") return problemAt(fields, t('"{0}" must be an array', "fields"));
  return firstProblem(
    () => problemOfFlag(spec, "useFieldDiscovery"),
    ...itemsOf(spec, "fields").map((field) => () => (field.type === "object" ? problemOfField(field) : problemOfShortField(field))),
  );
}

/** A name alone stands for the field of that name. */
function problemOfShortField(field: JsonValue): JsonProblem | undefined {
  return field.type === "string" || field.type === "null" ? undefined : problemAt(field, t("a field is a name or an object"));
}

/** Source: JSONPathFieldType and JSONPathFieldSpec; the type is compared without regard to case. */
function problemOfField(field: JsonObject): JsonProblem | undefined {
  const type = givenMember(field, "type");
  if (!type) return problemAt(field, t("a field needs a type: root, path, jq or tree"));
  if (type.type !== "string" || !/^(?:root|path|jq|tree)$/i.test(type.value)) {
    const written = "value" in type ? ` ${type.value}` : "";
    return problemAt(type, sentences(druidSays(`No enum constant${written};`), t("a field is of type root, path, jq or tree")));
  }
  const kind = type.value.toLowerCase();
  return firstProblem(
    () => problemOfText(field, "name"),
    () => problemOfText(field, "expr"),
    () => problemOfTexts(field, "nodes"),
    () => (givenMember(field, "name") ? undefined : problemAt(field, druidSays("Missing 'name' in field spec"))),
    () =>
      kind === "tree" && itemsOf(field, "nodes").length === 0
        ? problemAt(field, druidSays("Missing 'nodes' for tree field spec"))
        : undefined,
    () =>
      (kind === "path" || kind === "jq") && !givenMember(field, "expr")
        ? problemAt(field, druidSays("Missing 'expr' for field"))
        : undefined,
  );
}

function scalarOf(body: JsonObject, name: string): string | undefined {
  const value = givenMember(body, name);
  return value && "value" in value ? value.value : undefined;
}
