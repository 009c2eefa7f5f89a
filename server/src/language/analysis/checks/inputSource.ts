/**
 * `extern-json`: what Druid cannot make an input source of, although the JSON names a type that it knows.
 * Source: the constructors of InlineInputSource, HttpInputSource, LocalInputSource, CombiningInputSource, PasswordProvider and SystemField
 * (asked of the planners of 29, 31 and 33), and of CloudObjectInputSource, HdfsInputSource, DruidInputSource, SqlInputSource.
 */
import { findInputSource, INPUT_SOURCES } from "../../data/inputSources";
import { javaTrim } from "../../text/javaTrim";
import { type JavaUri, readJavaUri } from "../../text/javaUri";
import { druidSays, sentences, t } from "../../text/l10n";
import type { JsonObject, JsonValue } from "../../text/strictJson";
import { readTyped, type TypedJson } from "../externCall";
import {
  firstProblem,
  givenMember,
  itemsOf,
  type JsonProblem,
  otherTypeText,
  problemAt,
  problemOfRepeats,
  problemOfText,
  problemOfTextMap,
  problemOfTexts,
  valuesOf,
} from "./jsonShape";

/** What is wrong with the properties of an input source; nothing for a type that an extension of the site may bring. */
export function inputSourceProblem(value: JsonValue, druidVersion: number): JsonProblem | undefined {
  const typed = readTyped(value);
  if (!typed) return undefined;
  return findInputSource(typed.type.value) ? PROBLEMS[typed.type.value]?.(typed, druidVersion) : otherCase(typed);
}

function otherCase({ type }: TypedJson): JsonProblem | undefined {
  const meant = INPUT_SOURCES.find((source) => source.type.toLowerCase() === type.value.toLowerCase());
  return meant && problemAt(type, otherTypeText(type.value, meant.type));
}

type FindProblem = (typed: TypedJson, druidVersion: number) => JsonProblem | undefined;

const PROBLEMS: { readonly [type: string]: FindProblem } = {
  inline: problemOfInline,
  http: problemOfHttp,
  local: problemOfLocal,
  combining: problemOfCombining,
  s3: (typed) => problemOfCloud(typed, "s3"),
  // The schemes of the others were not read in their sources, and no judge was asked.
  google: (typed) => problemOfCloud(typed, undefined),
  azure: (typed) => problemOfCloud(typed, undefined),
  azureStorage: (typed) => problemOfCloud(typed, undefined),
  oss: (typed) => problemOfCloud(typed, undefined),
  hdfs: problemOfHdfs,
  druid: problemOfDruid,
  sql: problemOfSql,
};

function problemOfInline({ body }: TypedJson): JsonProblem | undefined {
  return firstProblem(
    () => problemOfText(body, "data"),
    () => problemOfRepeats(body, ["data"]),
    () => {
      const data = givenMember(body, "data");
      return data && !isEmptyText(data)
        ? undefined
        : problemAt(data ?? body, sentences(druidSays("empty data;"), t('an inline input source needs "data"')));
    },
  );
}

/** The first versions that were asked about these; what they came with is not known exactly. */
const FIRST_VERSION_WITH_SYSTEM_FIELDS = 29;
const FIRST_VERSION_WITH_REQUEST_HEADERS = 33;

function problemOfHttp({ body }: TypedJson, druidVersion: number): JsonProblem | undefined {
  return firstProblem(
    () => problemOfUris(body, "uris"),
    () =>
      itemsOf(body, "uris").length === 0
        ? problemAt(givenMember(body, "uris") ?? body, sentences(druidSays("Empty URIs;"), t('{0} needs "{1}"', "http", "uris")))
        : undefined,
    () => problemOfProtocols(body),
    () => problemOfText(body, "httpAuthenticationUsername"),
    () => problemOfPassword(body, "httpAuthenticationPassword"),
    () => (druidVersion >= FIRST_VERSION_WITH_REQUEST_HEADERS ? problemOfTextMap(body, "requestHeaders") : undefined),
    () => problemOfSystemFields(body, druidVersion),
  );
}

/** A string, or an object that says where the password is; its type may come from an extension. */
function problemOfPassword(body: JsonObject, property: string): JsonProblem | undefined {
  const value = givenMember(body, property);
  if (!value || value.type === "string") return undefined;
  if (value.type !== "object") return problemAt(value, t('"{0}" must be a string or an object', property));
  const type = givenMember(value, "type");
  const name = type?.type === "string" ? type.value : undefined;
  if (!type || name === "default") return problemOfText(value, "password");
  const isEnvironment = name === "environment";
  return isEnvironment && !givenMember(value, "variable")
    ? problemAt(value, t('a password of type environment needs "variable"'))
    : undefined;
}

const SYSTEM_FIELDS: ReadonlySet<string> = new Set(["__file_uri", "__file_bucket", "__file_path"]);

function problemOfSystemFields(body: JsonObject, druidVersion: number): JsonProblem | undefined {
  if (druidVersion < FIRST_VERSION_WITH_SYSTEM_FIELDS) return undefined;
  const values = valuesOf(body, "systemFields");
  const other = values.find(({ type }) => type !== "array");
  if (other) return problemAt(other, t('"{0}" must be an array of strings', "systemFields"));
  const wrong = values.flatMap(itemsIn).find((item) => item.type !== "null" && (item.type !== "string" || !SYSTEM_FIELDS.has(item.value)));
  return wrong && problemAt(wrong, t("No such system field; there are {0}", [...SYSTEM_FIELDS].join(", ")));
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

const ALLOWED_PROTOCOLS = druidSays("Only [http, https] protocols are allowed;");

function problemOfProtocols(body: JsonObject): JsonProblem | undefined {
  for (const uri of itemsOf(body, "uris")) {
    const scheme = schemeOf(uri);
    if (scheme === undefined) return problemAt(uri, sentences(ALLOWED_PROTOCOLS, t("this URI has none")));
    if (NEVER_HTTP.has(scheme.toLowerCase())) return problemAt(uri, sentences(ALLOWED_PROTOCOLS, t("this one is {0}", scheme)));
  }
  return undefined;
}

function problemOfLocal({ body }: TypedJson, druidVersion: number): JsonProblem | undefined {
  const baseDir = givenMember(body, "baseDir");
  return firstProblem(
    () => problemOfText(body, "baseDir"),
    () => problemOfText(body, "filter"),
    () => problemOfTexts(body, "files"),
    () => problemOfSystemFields(body, druidVersion),
    () => {
      if (baseDir && !isBlankText(baseDir)) {
        return givenMember(body, "filter")
          ? undefined
          : problemAt(body, sentences("filter;", t('a local input source with "baseDir" needs "filter"')));
      }
      return itemsOf(body, "files").length === 0
        ? problemAt(body, druidSays("At least one of baseDir or files should be specified"))
        : undefined;
    },
  );
}

function problemOfCombining({ body }: TypedJson, druidVersion: number): JsonProblem | undefined {
  for (const delegate of itemsOf(body, "delegates")) {
    const problem = inputSourceProblem(delegate, druidVersion);
    if (problem) return problem;
  }
  return problemOfRepeats(body, ["delegates"]);
}

const CLOUD_PLACES = ["uris", "prefixes", "objects"] as const;

function problemOfCloud({ body, type }: TypedJson, scheme: string | undefined): JsonProblem | undefined {
  const given = CLOUD_PLACES.filter((name) => itemsOf(body, name).length > 0);
  return firstProblem(
    () => problemOfUris(body, "uris"),
    () => problemOfUris(body, "prefixes"),
    () => {
      const objects = givenMember(body, "objects");
      return objects && objects.type !== "array" ? problemAt(objects, t('"{0}" must be an array of {bucket, path}', "objects")) : undefined;
    },
    () =>
      given.length === 1
        ? undefined
        : problemAt(body, sentences(druidSays("Exactly one of uris, prefixes or objects must be specified"), t("for {0}", type.value))),
    () => (scheme === undefined || given[0] === "objects" ? undefined : problemOfScheme(itemsOf(body, given[0] ?? ""), scheme)),
  );
}

function problemOfScheme(uris: readonly JsonValue[], scheme: string): JsonProblem | undefined {
  const wrong = uris.find((uri) => schemeOf(uri)?.toLowerCase() !== scheme.toLowerCase());
  return wrong && problemAt(wrong, druidSays(`Invalid URI scheme [${"value" in wrong ? wrong.value : ""}] must be [${scheme}]`));
}

function problemOfHdfs({ body }: TypedJson): JsonProblem | undefined {
  const paths = givenMember(body, "paths");
  const isRight = paths?.type === "string" || (paths?.type === "array" && paths.items.every(({ type }) => type === "string"));
  return isRight ? undefined : problemAt(paths ?? body, druidSays("'paths' must be a string or an array of strings"));
}

function problemOfDruid({ body }: TypedJson): JsonProblem | undefined {
  if (!givenMember(body, "dataSource")) return problemAt(body, sentences("dataSource;", t('a druid input source needs "dataSource"')));
  const isOne = (givenMember(body, "interval") === undefined) !== (givenMember(body, "segments") === undefined);
  return isOne ? undefined : problemAt(body, druidSays("Specify exactly one of 'interval' and 'segments'"));
}

function problemOfSql({ body }: TypedJson): JsonProblem | undefined {
  return firstProblem(
    () => problemOfTexts(body, "sqls"),
    () =>
      itemsOf(body, "sqls").length === 0
        ? problemAt(body, sentences(druidSays("No SQL queries provided;"), t('{0} needs "{1}"', "sql", "sqls")))
        : undefined,
    () =>
      givenMember(body, "database")
        ? undefined
        : problemAt(body, sentences(druidSays("SQL Metadata Connector not configured!;"), t('{0} needs "{1}"', "sql", "database"))),
  );
}

/** An array of URIs, each as `java.net.URI` reads it. */
function problemOfUris(body: JsonObject, name: string): JsonProblem | undefined {
  return firstProblem(
    () => problemOfTexts(body, name),
    () => {
      for (const uri of valuesOf(body, name).flatMap(itemsIn)) {
        const read = uri.type === "string" ? readUri(uri.value) : undefined;
        if (read?.kind === "invalid") return problemAt(uri, t("not a valid URI: {0}", read.reason));
      }
      return undefined;
    },
  );
}

function itemsIn(value: JsonValue): readonly JsonValue[] {
  return value.type === "array" ? value.items : [];
}

/** Druid refuses angle brackets; but `<host>` stands for a name in texts that are handed around, and is taken for one. */
function readUri(text: string): JavaUri {
  return readJavaUri(javaTrim(text).replace(/<[\w.-]+>/g, "x"));
}

/** The scheme of a URI; nothing where it has none. */
function schemeOf(uri: JsonValue): string | undefined {
  const read = uri.type === "string" ? readUri(uri.value) : undefined;
  return read?.kind === "uri" ? read.scheme : undefined;
}

/** A blank is none either: files are read without the blanks around them. */
function isBlankText(value: JsonValue): boolean {
  return value.type === "string" && javaTrim(value.value) === "";
}

function isEmptyText(value: JsonValue): boolean {
  return value.type === "string" && value.value === "";
}
