/**
 * What Druid's own properties files say about the cluster, as a description that `readProfile` takes. Later files come before earlier
 * ones, as the Broker's own file does before the common one. A value that cannot be known from the text states nothing, and says so; an
 * authorizer that cannot be known is `other`, so that nothing is taken for granted.
 */

import {
  AUTHENTICATOR_PREFIX,
  AUTHENTICATORS_IN_USE,
  AUTHORIZER_PREFIX,
  AUTHORIZERS_IN_USE,
  DEFAULT_CONTEXT,
  DRUID_PROPERTIES,
  type DruidProperty,
  DURABLE_STORAGE_PREFIX,
  POLICY_ENFORCER,
  RANGER_PROPERTIES,
  ROLE_PROVIDER_PROPERTIES,
  VIEW_MANAGER,
} from "../data/druidProperties";
import { parseProperties } from "../text/javaProperties";
import { t } from "../text/l10n";
import { indexLines, placeAt } from "../text/lineIndex";
import type { TextRange } from "../text/range";
import { mustBe, type ProfileProblem, readProfile } from "./profile";

/** A properties file as it was read, with what is to be said about its choice, or why it was not read. */
export type PropertiesFile =
  | { readonly name: string; readonly text: string; readonly remark?: string }
  /** `does not exist` */
  | { readonly name: string; readonly failure: string };

/** A property in the file that states it. */
export interface StatedProperty {
  readonly property: string;
  /** As Java reads it, blanks at its end included. */
  readonly text: string;
  /** The name of the file. */
  readonly file: string;
  /** One-based. */
  readonly line: number;
  readonly range: TextRange;
}

/** Something wrong with a file, or with one of its properties. */
export interface PropertiesProblem {
  readonly severity: "error" | "warning" | "information";
  readonly message: string;
  readonly file: string;
  /** Absent when it is about the file as a whole. */
  readonly at?: StatedProperty;
}

/** What the files state. */
export interface PropertiesProfile {
  /** Only what `readProfile` understands. */
  readonly stated: Readonly<Record<string, unknown>>;
  /** Where each of these keys is stated. */
  readonly places: Readonly<Record<string, StatedProperty>>;
  readonly problems: readonly PropertiesProblem[];
}

/** Reads the files in this order. */
export function readPropertiesProfile(files: readonly PropertiesFile[]): PropertiesProfile {
  const reading: Reading = { properties: new Map(), stated: {}, places: {}, problems: failures(files) };
  collect(reading, files);
  for (const row of DRUID_PROPERTIES) stateProperty(reading, row);
  stateAuthorizer(reading);
  stateDefaultContext(reading);
  stateDurableStorage(reading);
  stateViews(reading);
  remarkPolicies(reading);
  return reading;
}

/** `common.runtime.properties:12` */
export function placeOfProperty({ file, line }: StatedProperty): string {
  return `${file}:${line}`;
}

interface Reading {
  /** By their full name. */
  readonly properties: Map<string, StatedProperty>;
  readonly stated: Record<string, unknown>;
  readonly places: Record<string, StatedProperty>;
  readonly problems: PropertiesProblem[];
}

function failures(files: readonly PropertiesFile[]): PropertiesProblem[] {
  return files.flatMap((file): PropertiesProblem[] => {
    if ("failure" in file) return [{ severity: "error", message: `${file.failure}.`, file: file.name }];
    return file.remark === undefined ? [] : [{ severity: "warning", message: file.remark, file: file.name }];
  });
}

function collect(reading: Reading, files: readonly PropertiesFile[]): void {
  for (const file of files) {
    if (!("text" in file)) continue;
    const lines = indexLines(file.text);
    for (const { key, value, range } of parseProperties(file.text)) {
      const stated = { property: key, text: value, file: file.name, line: placeAt(lines, range.start).line + 1, range };
      const before = reading.properties.get(key);
      if (before && isOfInterest(key) && before.text.trim() !== stated.text.trim()) remarkOverride(reading, before, stated);
      reading.properties.set(key, stated);
    }
  }
}

const FIXED = new Set([
  ...DRUID_PROPERTIES.map(({ property }) => property),
  AUTHORIZERS_IN_USE,
  AUTHENTICATORS_IN_USE,
  DEFAULT_CONTEXT,
  VIEW_MANAGER,
]);
const PREFIXES = [AUTHORIZER_PREFIX, `${DEFAULT_CONTEXT}.`, DURABLE_STORAGE_PREFIX];

/** Passwords and the like are never repeated in a message. */
function isOfInterest(property: string): boolean {
  return FIXED.has(property) || (PREFIXES.some((prefix) => property.startsWith(prefix)) && !/password|secret|credential/i.test(property));
}

/** The Broker's own file may well say otherwise than the common one; a file that contradicts itself was hardly meant to. */
function remarkOverride({ problems }: Reading, before: StatedProperty, stated: StatedProperty): void {
  const isSame = before.file === stated.file;
  const where = isSame ? t("line {0}", stated.line) : placeOfProperty(stated);
  const message = t("{0} is {1} here and {2} in {3}, which counts.", before.property, before.text.trim(), stated.text.trim(), where);
  problems.push({ severity: isSame ? "warning" : "information", message, file: before.file, at: before });
}

function stateProperty(reading: Reading, { property, key, form }: DruidProperty): void {
  const found = reading.properties.get(property);
  if (found && isKnown(reading, found)) state(reading, found, key, formed(found.text, form));
}

function formed(text: string, form: DruidProperty["form"]): unknown {
  switch (form) {
    case "boolean":
      return readBoolean(text.trim());
    case "word":
      return text;
    case "list": {
      const value = parseJson(text);
      return Array.isArray(value) ? value.map((item) => (typeof item === "object" ? item : String(item))) : value;
    }
  }
}

/** Source: Jackson's `_parseBooleanPrimitive`, which takes no text at all for false. */
function readBoolean(text: string): unknown {
  if (["true", "True", "TRUE"].includes(text)) return true;
  return ["false", "False", "FALSE", "", "null"].includes(text) ? false : text;
}

/** Takes a value if a profile can have it. */
function state(reading: Reading, at: StatedProperty, key: string, value: unknown): void {
  const { problems } = readProfile({ [key]: value });
  for (const { message, expected } of problems) {
    complain(reading, "error", at, expected === undefined ? message : mustBe(at.property, expected));
  }
  if (problems.length === 0) accept(reading, at, key, value);
}

function accept(reading: Reading, at: StatedProperty, key: string, value: unknown): void {
  reading.stated[key] = value;
  reading.places[key] = at;
}

/** Druid fills `${…}` in when it starts, from where nobody sees it here. */
function isKnown(reading: Reading, at: StatedProperty): boolean {
  if (!at.text.includes("${")) return true;
  const message = t(
    "The value of {0} is filled in when Druid starts and is not known here. State it in cluster of the roles file.",
    at.property,
  );
  complain(reading, "warning", at, message);
  return false;
}

const KNOWN_TYPES = ["basic", "ranger", "allowAll", "readOnly"];

/** Several authorizers answer for several authenticators: what they agree on is stated. */
function stateAuthorizer(reading: Reading): void {
  const names = authorizersInUse(reading);
  const types = names.map((name) => typeOf(reading, name));
  const first = types.find((type) => type.at);
  if (!first?.at) return;
  const type = types.every((each) => each.text === first.text) ? first.text : undefined;
  if (type === undefined) {
    const said = names.map((name, index) => `${name} (${types[index]?.text ?? t("of no type")})`).join(", ");
    const message = t("The authorizers {0} differ, so every verdict is unknown. State authorizer for those who send SQL.", said);
    complain(reading, "warning", first.at, message);
    accept(reading, first.at, "authorizer", "other");
    return;
  }
  const isUnderstood = KNOWN_TYPES.includes(type);
  if (!isUnderstood) remarkAuthorizer(reading, first.at);
  accept(reading, first.at, "authorizer", isUnderstood ? type : "other");
  const rows = type === "basic" ? ROLE_PROVIDER_PROPERTIES : type === "ranger" ? RANGER_PROPERTIES : [];
  for (const row of rows) stateOfAuthorizers(reading, names, row);
}

function remarkAuthorizer(reading: Reading, at: StatedProperty): void {
  if (!isKnown(reading, at)) return;
  const meant = KNOWN_TYPES.find((known) => known.toLowerCase() === at.text.trim().toLowerCase());
  const message = meant
    ? t("{0} is no authorizer of Druid's; {1} is, letter for letter and without blanks.", JSON.stringify(at.text), meant)
    : t(
        "The rules of the authorizer {0} are not known here (those of {1} are), so every verdict is unknown.",
        at.text,
        KNOWN_TYPES.join(", "),
      );
  complain(reading, meant ? "error" : "warning", at, message);
}

interface AuthorizerType {
  readonly text: string | undefined;
  readonly at?: StatedProperty;
}

/** The one that Druid makes itself has its type for a name. */
function typeOf({ properties }: Reading, name: string): AuthorizerType {
  const at = properties.get(`${AUTHORIZER_PREFIX}${name}.type`) ?? (name === "allowAll" ? properties.get(AUTHORIZERS_IN_USE) : undefined);
  if (!at) return { text: undefined };
  return { text: at.property === AUTHORIZERS_IN_USE ? "allowAll" : at.text, at };
}

function stateOfAuthorizers(reading: Reading, names: readonly string[], row: DruidProperty): void {
  const found = names.map((name) => reading.properties.get(`${AUTHORIZER_PREFIX}${name}.${row.property}`));
  const first = found.find((each) => each !== undefined);
  if (!first) return;
  if (found.every((each) => each?.text === first.text)) stateProperty(reading, { ...row, property: first.property });
  else
    complain(
      reading,
      "warning",
      first,
      t("Authorizers {0} differ in {1}; state {2} for those who send SQL.", names.join(", "), row.property, row.key),
    );
}

/** Those that the authenticators in use name, else those that are listed, else those that are defined. */
function authorizersInUse({ properties }: Reading): readonly string[] {
  const named = namesIn(properties.get(AUTHENTICATORS_IN_USE)).map(
    (name) => properties.get(`${AUTHENTICATOR_PREFIX}${name}.authorizerName`)?.text,
  );
  const known = named.filter((name) => name !== undefined && !name.includes("${"));
  if (named.length > 0 && known.length === named.length) return unique(known);
  const listed = namesIn(properties.get(AUTHORIZERS_IN_USE));
  if (listed.length > 0) return unique(listed);
  const defined = [...properties.keys()].filter((key) => key.startsWith(AUTHORIZER_PREFIX));
  return unique(defined.map((key) => key.slice(AUTHORIZER_PREFIX.length).split(".")[0] ?? ""));
}

function namesIn(stated: StatedProperty | undefined): readonly string[] {
  const listed = parseJson(stated?.text ?? "");
  return Array.isArray(listed) ? listed.map(String) : [];
}

function unique(names: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(names.filter((name) => name !== undefined))];
}

/** Dots in a key make Druid nest: the first part is the key of the context. */
function stateDefaultContext(reading: Reading): void {
  const context: Record<string, unknown> = {};
  const whole = reading.properties.get(DEFAULT_CONTEXT);
  let last: StatedProperty | undefined;
  if (whole && isKnown(reading, whole)) {
    const value = parseJson(whole.text);
    state(reading, whole, "defaultContext", value);
    if (reading.places["defaultContext"]) Object.assign(context, value);
  }
  for (const stated of reading.properties.values()) {
    if (!stated.property.startsWith(`${DEFAULT_CONTEXT}.`)) continue;
    const [key = ""] = stated.property.slice(DEFAULT_CONTEXT.length + 1).split(".");
    if (key !== "") context[key] = stated.text;
    last = stated;
  }
  if (last) state(reading, last, "defaultContext", context);
}

function stateDurableStorage(reading: Reading): void {
  const of = (name: string): StatedProperty | undefined => reading.properties.get(DURABLE_STORAGE_PREFIX + name);
  const type = of("type");
  const enable = of("enable");
  // Source: `Boolean.parseBoolean`, which takes every case and no blanks.
  if (!enable || !isKnown(reading, enable) || enable.text.toLowerCase() !== "true" || !type || !isKnown(reading, type)) return;
  const known = (stated: StatedProperty | undefined): string | undefined =>
    stated && !stated.text.includes("${") ? stated.text : undefined;
  const bucket = known(of(type.text === "azure" ? "container" : "bucket"));
  const prefix = known(of("prefix"));
  const value = { type: type.text, ...(bucket !== undefined && { bucket }), ...(prefix !== undefined && { prefix }) };
  state(reading, type, "durableStorage", value);
}

/** Stock Druid's view manager knows no view at all; which ones another knows stands in no file. */
function stateViews(reading: Reading): void {
  const manager = reading.properties.get(VIEW_MANAGER);
  if (manager?.text === "noop") accept(reading, manager, "views", []);
}

function remarkPolicies(reading: Reading): void {
  const enforcer = reading.properties.get(POLICY_ENFORCER);
  if (!enforcer || enforcer.text === "none") return;
  const message = t(
    "The policy enforcer {0} lets nobody read a datasource without a row policy, whoever is permitted to. Verdicts here are about permissions alone.",
    enforcer.text,
  );
  complain(reading, "warning", enforcer, message);
}

function complain({ problems }: Reading, severity: PropertiesProblem["severity"], at: StatedProperty, message: string): void {
  problems.push({ severity, message, file: at.file, at });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** A problem of a file as one of the description of the cluster. */
export function asProfileProblem({ severity, message, file, at }: PropertiesProblem): ProfileProblem {
  return { severity: severity === "error" ? "error" : "warning", message, path: [], source: at ? placeOfProperty(at) : file };
}
