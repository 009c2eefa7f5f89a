/**
 * `extern-json`: what Druid cannot make an input source of, although the JSON names a type that it knows.
 * Source: the constructors of InlineInputSource, HttpInputSource, LocalInputSource, CombiningInputSource (asked of the planners of 29, 31 and 33), and
 * of CloudObjectInputSource, HdfsInputSource, DruidInputSource, SqlInputSource.
 */
import { findInputSource, INPUT_SOURCES } from "../../data/inputSources";
import type { JsonObject, JsonValue } from "../embeddedJson";
import { readTyped, type TypedJson } from "../externCall";
import {
  firstProblem,
  givenMember,
  hasDuplicateKeys,
  itemsOf,
  type JsonProblem,
  problemAt,
  problemOfText,
  problemOfTexts,
} from "./jsonShape";

/** What is wrong with the properties of an input source; nothing for a type that an extension of the site may bring. */
export function inputSourceProblem(value: JsonValue): JsonProblem | undefined {
  const typed = readTyped(value);
  if (!typed) return undefined;
  if (!findInputSource(typed.type.value)) return otherCase(typed);
  return hasDuplicateKeys(typed.body) ? undefined : PROBLEMS[typed.type.value]?.(typed.body, typed);
}

function otherCase({ type }: TypedJson): JsonProblem | undefined {
  const meant = INPUT_SOURCES.find((source) => source.type.toLowerCase() === type.value.toLowerCase());
  return meant && problemAt(type, `Could not resolve type id '${type.value}'; did you mean '${meant.type}'?`);
}

type FindProblem = (body: JsonObject, typed: TypedJson) => JsonProblem | undefined;

const PROBLEMS: { readonly [type: string]: FindProblem } = {
  inline: problemOfInline,
  http: problemOfHttp,
  local: problemOfLocal,
  combining: problemOfCombining,
  s3: (body, { type }) => problemOfCloud(body, type.value, "s3"),
  // The schemes of the others were not read in their sources, and no judge was asked.
  google: (body, { type }) => problemOfCloud(body, type.value, undefined),
  azure: (body, { type }) => problemOfCloud(body, type.value, undefined),
  azureStorage: (body, { type }) => problemOfCloud(body, type.value, undefined),
  oss: (body, { type }) => problemOfCloud(body, type.value, undefined),
  hdfs: problemOfHdfs,
  druid: problemOfDruid,
  sql: problemOfSql,
};

function problemOfInline(body: JsonObject): JsonProblem | undefined {
  return firstProblem(
    () => problemOfText(body, "data"),
    () => {
      const data = givenMember(body, "data");
      return data && !isEmptyText(data) ? undefined : problemAt(data ?? body, 'empty data; an inline input source needs "data"');
    },
  );
}

function problemOfHttp(body: JsonObject): JsonProblem | undefined {
  return firstProblem(
    () => problemOfUris(body, "uris"),
    () => (itemsOf(body, "uris").length === 0 ? problemAt(givenMember(body, "uris") ?? body, 'Empty URIs; http needs "uris"') : undefined),
    () => problemOfProtocols(body),
  );
}

/** Protocols that Java cannot open as a URL, so that no cluster allows them. What else is allowed, `druid.ingestion.http.allowedProtocols` says. */
const NEVER_HTTP: ReadonlySet<string> = new Set([
  "s3",
  "s3a",
  "s3n",
  "gs",
  "hdfs",
  "azure",
  "azurestorage",
  "oss",
  "abfs",
  "abfss",
  "wasb",
  "wasbs",
]);

function problemOfProtocols(body: JsonObject): JsonProblem | undefined {
  for (const uri of itemsOf(body, "uris")) {
    const scheme = schemeOf(uri);
    if (scheme === undefined) return problemAt(uri, "Only [http, https] protocols are allowed; this URI has none");
    if (NEVER_HTTP.has(scheme.toLowerCase())) return problemAt(uri, `Only [http, https] protocols are allowed; this one is ${scheme}`);
  }
  return undefined;
}

function problemOfLocal(body: JsonObject): JsonProblem | undefined {
  const baseDir = givenMember(body, "baseDir");
  return firstProblem(
    () => problemOfText(body, "baseDir"),
    () => problemOfText(body, "filter"),
    () => problemOfTexts(body, "files"),
    () => {
      if (baseDir && !isEmptyText(baseDir)) {
        return givenMember(body, "filter") ? undefined : problemAt(body, 'filter; a local input source with "baseDir" needs "filter"');
      }
      return itemsOf(body, "files").length === 0 ? problemAt(body, "At least one of baseDir or files should be specified") : undefined;
    },
  );
}

function problemOfCombining(body: JsonObject): JsonProblem | undefined {
  for (const delegate of itemsOf(body, "delegates")) {
    const problem = inputSourceProblem(delegate);
    if (problem) return problem;
  }
  return undefined;
}

const CLOUD_PLACES = ["uris", "prefixes", "objects"] as const;

function problemOfCloud(body: JsonObject, type: string, scheme: string | undefined): JsonProblem | undefined {
  const given = CLOUD_PLACES.filter((name) => itemsOf(body, name).length > 0);
  return firstProblem(
    () => problemOfUris(body, "uris"),
    () => problemOfUris(body, "prefixes"),
    () => {
      const objects = givenMember(body, "objects");
      return objects && objects.type !== "array" ? problemAt(objects, '"objects" must be an array of {bucket, path}') : undefined;
    },
    () => (given.length === 1 ? undefined : problemAt(body, `Exactly one of uris, prefixes or objects must be specified for ${type}`)),
    () => (scheme === undefined || given[0] === "objects" ? undefined : problemOfScheme(itemsOf(body, given[0] ?? ""), scheme)),
  );
}

function problemOfScheme(uris: readonly JsonValue[], scheme: string): JsonProblem | undefined {
  const wrong = uris.find((uri) => schemeOf(uri)?.toLowerCase() !== scheme.toLowerCase());
  return wrong && problemAt(wrong, `Invalid URI scheme [${"value" in wrong ? wrong.value : ""}] must be [${scheme}]`);
}

function problemOfHdfs(body: JsonObject): JsonProblem | undefined {
  const paths = givenMember(body, "paths");
  const isRight = paths?.type === "string" || (paths?.type === "array" && paths.items.every(({ type }) => type === "string"));
  return isRight ? undefined : problemAt(paths ?? body, "'paths' must be a string or an array of strings");
}

function problemOfDruid(body: JsonObject): JsonProblem | undefined {
  if (!givenMember(body, "dataSource")) return problemAt(body, 'dataSource; a druid input source needs "dataSource"');
  const isOne = (givenMember(body, "interval") === undefined) !== (givenMember(body, "segments") === undefined);
  return isOne ? undefined : problemAt(body, "Specify exactly one of 'interval' and 'segments'");
}

function problemOfSql(body: JsonObject): JsonProblem | undefined {
  return firstProblem(
    () => problemOfTexts(body, "sqls"),
    () => (itemsOf(body, "sqls").length === 0 ? problemAt(body, 'No SQL queries provided; sql needs "sqls"') : undefined),
    () => (givenMember(body, "database") ? undefined : problemAt(body, 'SQL Metadata Connector not configured!; sql needs "database"')),
  );
}

/** An array of URIs; characters that java.net.URI refuses everywhere. Blanks around a URI are cut off before it is read. */
function problemOfUris(body: JsonObject, name: string): JsonProblem | undefined {
  return firstProblem(
    () => problemOfTexts(body, name),
    () => {
      const wrong = itemsOf(body, name).find((uri) => uri.type === "string" && BAD_URI.test(uri.value.trim()));
      return wrong && problemAt(wrong, "not a valid URI; a blank is %20, and {, }, |, \\, ^ and ` are percent-encoded too");
    },
  );
}

/** Angle brackets are let pass, though Druid does not: `<host>` stands for a name in texts that are handed around. */
const BAD_URI = /[ "\\^`{|}]|%(?![0-9a-fA-F]{2})/;

/** The scheme of a URI; nothing where it has none. */
function schemeOf(uri: JsonValue): string | undefined {
  return uri.type === "string" ? /^([a-zA-Z][a-zA-Z0-9+.-]*):/.exec(uri.value.trim())?.[1] : undefined;
}

function isEmptyText(value: JsonValue): boolean {
  return value.type === "string" && value.value === "";
}
