/**
 * One permission of a role, in the form that is posted or in the verbose form that Druid answers, and what Druid makes of it.
 * Source: the readers of `ResourceAction` and `BasicAuthorizerPermission`, measured on Druid 27.
 */

import type { Node } from "jsonc-parser";
import type { Action } from "../permissions/model";
import { javaTrim } from "../text/javaTrim";
import { sentences, t } from "../text/l10n";
import { type Property, propertiesOf, propertyOf, rangeOf, textOf } from "./jsonRead";
import type { Permission, PermissionDefect, RolesProblem, RolesProblemCode } from "./model";
import { wildcardMeant } from "./nameVariants";
import { LAST_TRIMMING_VERSION, regexEngine } from "./pattern";

/** What readers share: the text, and where to put what is wrong. */
export interface Reading {
  readonly text: string;
  readonly problems: RolesProblem[];
}

/** Problems told for one file; the rest would hide what matters. */
const PROBLEM_LIMIT = 500;

/** Notes a problem about a node. */
export function tell(reading: Reading, code: RolesProblemCode, severity: RolesProblem["severity"], node: Node, message: string): void {
  if (reading.problems.length < PROBLEM_LIMIT) reading.problems.push({ code, severity, message, range: rangeOf(node) });
}

/** Whether an entry shows the verbose form; then Druid reads the whole list so. */
export function isVerbose(entry: Node): boolean {
  return propertyOf(entry, "resourceAction") !== undefined || propertyOf(entry, "resourceNamePattern") !== undefined;
}

/** Reads an entry as it is posted. */
export function readSimple(reading: Reading, entry: Node): Permission {
  const form = "simple";
  if (entry.type !== "object")
    return rejected(reading, entry, form, t('A permission is an object: {"resource": {"name", "type"}, "action"}.'));
  const resource = propertyOf(entry, "resource");
  if (resource === undefined || resource.value.type !== "object") return rejected(reading, entry, form, missingResource(entry));
  const { fields, refused } = readParts(reading, entry, resource.value);
  const { name: pattern, nameRange: patternRange } = fields;
  const nameRefused = refusesName(reading, resource.value, pattern);
  return {
    form,
    range: rangeOf(entry),
    ...fields,
    ...(pattern !== undefined && { pattern }),
    ...(pattern !== undefined && patternRange && { patternRange }),
    ...defect(refused || nameRefused ? "rejected" : undefined),
  };
}

/** Reads an entry of the simple form that is answered and read again, where no name is a pattern yet: what is missing is read as null. */
export function readAnswered(reading: Reading, entry: Node): Permission {
  const blank: Permission = { form: "simple", range: rangeOf(entry) };
  if (entry.type === "null") return blank;
  if (entry.type !== "object") return dropped(reading, entry, blank);
  const resource = propertyOf(entry, "resource")?.value;
  const isReadable = resource === undefined || resource.type === "object" || resource.type === "null";
  const parts = readParts(reading, entry, resource?.type === "object" ? resource : undefined);
  return isReadable && !parts.refused ? { ...blank, ...parts.fields } : dropped(reading, entry, blank);
}

/** Reads an entry as Druid answers it. Matching goes by `resourceNamePattern`, whatever `resource.name` says. */
export function readVerbose(reading: Reading, entry: Node): Permission {
  const blank: Permission = { form: "verbose", range: rangeOf(entry) };
  if (entry.type !== "object" && entry.type !== "null") return dropped(reading, entry, blank);
  const outer = propertyOf(entry, "resourceAction")?.value;
  if (outer === undefined || outer.type === "null") return { ...broken(reading, entry, blank), defect: "breaks-all" };
  if (outer.type !== "object") return dropped(reading, entry, blank);
  const resource = propertyOf(outer, "resource")?.value;
  const parts = readParts(reading, outer, resource?.type === "object" ? resource : undefined);
  const permission: Permission = { ...blank, ...parts.fields, ...readPattern(reading, entry) };
  if (parts.refused || permission.defect === "dropped") return dropped(reading, entry, permission);
  if (resource === undefined || resource.type === "null") return { ...broken(reading, entry, permission), defect: "breaks-action" };
  if (resource.type !== "object") return dropped(reading, entry, permission);
  return permission;
}

interface Parts {
  readonly fields: Pick<Permission, "action" | "type" | "name" | "nameRange" | "typeRange" | "actionRange">;
  /** Druid cannot read one of the fields. */
  readonly refused: boolean;
}

function readParts(reading: Reading, holder: Node, resource: Node | undefined): Parts {
  const name = resource && propertyOf(resource, "name");
  const type = resource && propertyOf(resource, "type");
  const action = propertyOf(holder, "action");
  const nameText = textOf(name?.value, reading.text);
  const typeText = textOf(type?.value, reading.text);
  const known = readAction(reading, holder, action);
  if (resource !== undefined) checkType(reading, resource, type, typeText);
  // One after the other: there are tens of thousands, and an object for each condition takes as long as all the rest.
  const fields: { -readonly [Key in keyof Parts["fields"]]: Parts["fields"][Key] } = {};
  if (known.action) fields.action = known.action;
  if (typeText !== undefined) fields.type = typeText;
  if (nameText !== undefined) fields.name = nameText;
  if (name) fields.nameRange = rangeOf(name.value);
  if (type) fields.typeRange = rangeOf(type.value);
  if (action) fields.actionRange = rangeOf(action.value);
  return { fields, refused: known.refused || isStructure(name) || isStructure(type) };
}

function isStructure(property: Property | undefined): boolean {
  return property?.value.type === "object" || property?.value.type === "array";
}

/** `Action.fromString` upper-cases; a list of one action is read as none at all. */
function readAction(reading: Reading, holder: Node, action: Property | undefined): { action?: Action; refused: boolean } {
  const node = action?.value;
  if (node === undefined || node.type === "null" || isListAtEnd(holder, node)) {
    tell(reading, "roles-action-missing", "warning", node ?? holder, t('Without an "action" (READ or WRITE) this grants nothing.'));
    return { refused: false };
  }
  const twice = propertiesOf(holder).filter(({ key }) => key === "action").length > 1;
  const written = node.type === "string" ? String(node.value).toUpperCase() : undefined;
  if (!twice && (written === "READ" || written === "WRITE")) {
    if (node.value !== written)
      tell(reading, "roles-action-case", "hint", node, t("Druid reads {0} as {1}.", shown(reading, node), written));
    return { action: written, refused: false };
  }
  const message = twice
    ? t('Druid refuses an entry with two "action" keys.')
    : t("Druid knows the actions READ and WRITE; it refuses {0}.", shown(reading, node));
  tell(reading, "roles-action-unknown", "error", node, message);
  return { refused: true };
}

/** Behind a list in place of an action Druid loses its place: it leaves out what follows in the list, or fails on it. */
function isListAtEnd(holder: Node, action: Node): boolean {
  if (action.type !== "array" || action.children?.length !== 1) return false;
  const list = holder.parent;
  return list?.type !== "array" || (list.children?.at(-1) === holder && holder.children?.at(-1) === action.parent);
}

const KNOWN_TYPES = ["DATASOURCE", "VIEW", "CONFIG", "STATE", "SYSTEM_TABLE", "QUERY_CONTEXT", "EXTERNAL"];

function checkType(reading: Reading, resource: Node, type: Property | undefined, text: string | undefined): void {
  if (text === undefined) {
    const node = type?.value ?? resource;
    if (isStructure(type))
      tell(reading, "roles-entry-broken", "error", node, t("Druid refuses this list: a type is a text, not {0}.", shown(reading, node)));
    else tell(reading, "roles-type-missing", "warning", node, t('Without a "type" this grants nothing.'));
    return;
  }
  if (type === undefined || KNOWN_TYPES.includes(text)) return;
  const meant = KNOWN_TYPES.find((known) => known === text.trim().toUpperCase());
  const message = meant
    ? t('Druid compares types exactly: "{0}" never matches {1}.', text, meant)
    : t('"{0}" is none of Druid\'s own resource types ({1}); it counts only if an extension asks for it.', text, KNOWN_TYPES.join(", "));
  tell(reading, "roles-type-unknown", "warning", type.value, message);
}

/** Whether Druid refuses the name of a posted entry; tells why. */
function refusesName(reading: Reading, resource: Node, name: string | undefined): boolean {
  const node = propertyOf(resource, "name")?.value ?? resource;
  if (name === undefined) {
    tell(
      reading,
      "roles-name-missing",
      "error",
      node,
      t('Druid refuses this list: each resource needs a "name", a Java regular expression.'),
    );
    return true;
  }
  if (/\p{Cs}/u.test(name)) {
    tell(reading, "roles-entry-broken", "error", node, t("Druid cannot store half of a surrogate pair."));
    return true;
  }
  return checkPattern(reading, node, name, t("Druid refuses this list."));
}

/** Whether a pattern does not compile; tells that, and what else about it may surprise. */
function checkPattern(reading: Reading, node: Node, pattern: string, effect: string): boolean {
  if (javaTrim(pattern) === "") {
    tell(reading, "roles-name-empty", "error", node, emptyName(pattern));
    return false;
  }
  const compiled = regexEngine.compile(pattern);
  if (compiled.kind === "invalid") {
    const help = pattern === "*" ? t("Write .* for every name.") : wildcardHelp(pattern);
    const why = t("{0} is no Java regular expression ({1} near index {2}).", shown(reading, node), compiled.message, compiled.index);
    const message = sentences(effect, why, help);
    tell(reading, "roles-pattern-invalid", "error", node, message);
    return true;
  }
  if (compiled.match("").kind === "unknown") tellUndecided(reading, node, compiled.match(""));
  if (javaTrim(pattern) !== pattern) tell(reading, "roles-name-trimmed", "warning", node, trimmedName(pattern));
  return false;
}

function wildcardHelp(pattern: string): string {
  const meant = wildcardMeant(pattern);
  return meant === undefined ? "" : t("Write {0}.", meant);
}

function tellUndecided(reading: Reading, node: Node, result: { readonly kind: string; readonly reason?: string }): void {
  tell(
    reading,
    "roles-pattern-undecided",
    "information",
    node,
    t("What this pattern matches is not judged here: {0}.", result.reason ?? t("unknown")),
  );
}

function emptyName(pattern: string): string {
  if (pattern === "")
    return t("Druid stores an empty name without a pattern; checks of this action and type that reach it then end in a 500.");
  return t(
    "Druid {0} and older store a blank name without a pattern; checks of this action and type that reach it then end in a 500. Newer versions match the blanks themselves.",
    LAST_TRIMMING_VERSION,
  );
}

function trimmedName(pattern: string): string {
  return t('Druid {0} and older match "{1}" here, newer versions match the blanks too.', LAST_TRIMMING_VERSION, javaTrim(pattern));
}

function readPattern(reading: Reading, entry: Node): Pick<Permission, "pattern" | "patternRange" | "defect"> {
  const node = propertyOf(entry, "resourceNamePattern")?.value;
  if (node === undefined || node.type === "null") {
    tell(
      reading,
      "roles-entry-broken",
      "error",
      node ?? entry,
      t('Without "resourceNamePattern" checks of this action and type that reach it end in a 500.'),
    );
    return { ...defect("breaks-type") };
  }
  const pattern = textOf(node, reading.text);
  if (pattern === undefined) return { patternRange: rangeOf(node), ...defect("dropped") };
  const invalid = checkPattern(reading, node, pattern, t("Druid leaves this entry out."));
  return { pattern, patternRange: rangeOf(node), ...defect(invalid ? "dropped" : undefined) };
}

function defect(value: PermissionDefect | undefined): { readonly defect?: PermissionDefect } {
  return value === undefined ? {} : { defect: value };
}

function rejected(reading: Reading, entry: Node, form: Permission["form"], message: string): Permission {
  tell(reading, "roles-entry-broken", "error", entry, sentences(t("Druid refuses this list."), message));
  return { form, range: rangeOf(entry), defect: "rejected" };
}

function missingResource(entry: Node): string {
  const flat = propertyOf(entry, "name") !== undefined && propertyOf(entry, "type") !== undefined;
  return flat
    ? t('The keys name and type belong into a "resource" object.')
    : t('Each permission needs a "resource" object with "name" and "type".');
}

function dropped(reading: Reading, entry: Node, permission: Permission): Permission {
  tell(reading, "roles-entry-broken", "warning", entry, t("Druid cannot read this entry and leaves it out."));
  return { ...permission, defect: "dropped" };
}

function broken(reading: Reading, entry: Node, permission: Permission): Permission {
  tell(reading, "roles-entry-broken", "error", entry, t("Druid reads this entry without its resource; checks that reach it end in a 500."));
  return permission;
}

/** A value as it is written, cut where it gets long. */
function shown(reading: Reading, node: Node): string {
  const written = reading.text.slice(node.offset, node.offset + node.length);
  return written.length > 60 ? `${written.slice(0, 57)}…` : written;
}
