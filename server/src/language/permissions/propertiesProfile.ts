/**
 * What Druid's own properties files say about the cluster, as a description that `readProfile` takes. Later files come before earlier
 * ones, as the Broker's own file does before the common one. A value that cannot be known from the text states nothing, and says so.
 */
import {
  AUTHORIZER_PREFIX,
  AUTHORIZER_PROPERTIES,
  AUTHORIZERS_IN_USE,
  DEFAULT_CONTEXT_PREFIX,
  DRUID_PROPERTIES,
  type DruidProperty,
  DURABLE_STORAGE_PREFIX,
} from "../data/druidProperties";
import { parseProperties } from "../text/javaProperties";
import { type ProfileProblem, readProfile } from "./profile";

/** A properties file as it was read, or why it was not. */
export type PropertiesFile =
  | { readonly name: string; readonly text: string }
  /** `does not exist` */
  | { readonly name: string; readonly failure: string };

/** What the files state. */
export interface PropertiesProfile {
  /** Only what `readProfile` understands. */
  readonly stated: Readonly<Record<string, unknown>>;
  /** The name of the file that states a key. */
  readonly files: Readonly<Record<string, string>>;
  readonly problems: readonly ProfileProblem[];
}

/** Reads the files in this order. */
export function readPropertiesProfile(files: readonly PropertiesFile[]): PropertiesProfile {
  const reading: Reading = { properties: collect(files), stated: {}, files: {}, problems: failures(files) };
  for (const row of DRUID_PROPERTIES) stateProperty(reading, row.property, row);
  stateAuthorizers(reading);
  stateDefaultContext(reading);
  stateDurableStorage(reading);
  return reading;
}

interface Stated {
  readonly property: string;
  readonly text: string;
  readonly file: string;
}

interface Reading {
  /** By their full name. */
  readonly properties: ReadonlyMap<string, Stated>;
  readonly stated: Record<string, unknown>;
  readonly files: Record<string, string>;
  readonly problems: ProfileProblem[];
}

function collect(files: readonly PropertiesFile[]): ReadonlyMap<string, Stated> {
  const properties = new Map<string, Stated>();
  for (const file of files) {
    if (!("text" in file)) continue;
    for (const { key, value } of parseProperties(file.text)) properties.set(key, { property: key, text: value.trim(), file: file.name });
  }
  return properties;
}

function failures(files: readonly PropertiesFile[]): ProfileProblem[] {
  return files.flatMap((file) =>
    "failure" in file ? [{ severity: "error" as const, message: `${file.name}: ${file.failure}.`, path: [] }] : [],
  );
}

function stateProperty(reading: Reading, property: string, { key, form }: Pick<DruidProperty, "key" | "form">): void {
  const found = reading.properties.get(property);
  if (found && isKnown(reading, found, key)) state(reading, found, key, form === "json" ? parseJson(found.text) : found.text);
}

/** Takes a value if a profile can have it. */
function state(reading: Reading, { property, file }: Stated, key: string, value: unknown): void {
  const { problems } = readProfile({ [key]: value });
  for (const { message } of problems) complain(reading, file, key, message.replace(`${key} must`, `${property} must`));
  if (problems.length > 0) return;
  reading.stated[key] = value;
  reading.files[key] = file;
}

/** Druid fills `${…}` in when it starts, from where nobody sees it here. */
function isKnown(reading: Reading, { property, text, file }: Stated, key: string): boolean {
  if (!text.includes("${")) return true;
  complain(reading, file, key, `the value of ${property} is filled in when Druid starts, and not known here.`);
  return false;
}

/** Several authorizers answer for several authenticators: what they agree on is stated. */
function stateAuthorizers(reading: Reading): void {
  const names = authorizersInUse(reading);
  for (const row of AUTHORIZER_PROPERTIES) {
    const found = names.map((name) => reading.properties.get(`${AUTHORIZER_PREFIX}${name}.${row.property}`));
    const first = found.find((each) => each !== undefined);
    if (!first) continue;
    if (found.every((each) => each?.text === first.text)) stateProperty(reading, first.property, row);
    else
      complain(
        reading,
        first.file,
        row.key,
        `authorizers ${names.join(", ")} differ in ${row.property}; state ${row.key} for those who send SQL.`,
      );
  }
}

function authorizersInUse({ properties }: Reading): readonly string[] {
  const listed = parseJson(properties.get(AUTHORIZERS_IN_USE)?.text ?? "");
  if (Array.isArray(listed)) return listed.map(String);
  const defined = [...properties.keys()].filter((key) => key.startsWith(AUTHORIZER_PREFIX));
  return [...new Set(defined.map((key) => key.slice(AUTHORIZER_PREFIX.length).split(".")[0] ?? ""))];
}

/** Dots in a key make Druid nest: the first part is the key of the context. */
function stateDefaultContext(reading: Reading): void {
  const context: Record<string, unknown> = {};
  let last: Stated | undefined;
  for (const stated of reading.properties.values()) {
    if (!stated.property.startsWith(DEFAULT_CONTEXT_PREFIX)) continue;
    const [key = ""] = stated.property.slice(DEFAULT_CONTEXT_PREFIX.length).split(".");
    if (key !== "") context[key] = stated.text;
    last = stated;
  }
  if (last) state(reading, last, "defaultContext", context);
}

function stateDurableStorage(reading: Reading): void {
  const of = (name: string): Stated | undefined => reading.properties.get(DURABLE_STORAGE_PREFIX + name);
  const type = of("type");
  if (of("enable")?.text !== "true" || !type || !isKnown(reading, type, "durableStorage")) return;
  const known = (stated: Stated | undefined): string | undefined => (stated && !stated.text.includes("${") ? stated.text : undefined);
  const bucket = known(of(type.text === "azure" ? "container" : "bucket"));
  const prefix = known(of("prefix"));
  const value = { type: type.text, ...(bucket !== undefined && { bucket }), ...(prefix !== undefined && { prefix }) };
  state(reading, type, "durableStorage", value);
}

function complain({ problems }: Reading, file: string, key: string, message: string): void {
  problems.push({ severity: "error", message: `${file}: ${message}`, path: [key] });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
