/**
 * Adds a role to the text of a roles file, and a role to a user, as its author would write it: layout and comments stay. Works on our own
 * document and on the dumps of Druid's services, whose sections have names; an answer of the API about one thing has no place for another.
 */
import type { TextEdit } from "../text/edit";
import type { JsonNode } from "../text/jsonTree";
import { type PostedPermission, permissionEntry } from "./addPermissions";
import { appendEntries, entryIndent } from "./appendEntries";
import { elementsOf, type Property, propertiesOf, propertyOf, rangeOf, readJson } from "./jsonRead";
import { isDocument } from "./parse";

const ROLE_SECTIONS = ["roles", "roleMap"];
const USER_SECTIONS = ["users", "userMap"];

/** The edits that define a role, in the order of the text; none where the file has errors, or no place for it. */
export function addRole(text: string, name: string, permissions: readonly PostedPermission[]): readonly TextEdit[] {
  const root = documentOf(text);
  if (!root) return [];
  const section = sectionOf(root, ROLE_SECTIONS)?.value;
  if (!section) {
    const indent = entryIndent(text, rangeOf(root), rangeOfLast(root));
    const inner = indent === "" ? "" : indent + stepOf(indent);
    const role = roleEntry(name, permissions, inner);
    return append(text, root, inner === "" ? `"roles": { ${role} }` : `"roles": {${inner}${role}${indent}}`);
  }
  const indent = entryIndent(text, rangeOf(section), rangeOfLast(section));
  if (section.type === "object") return append(text, section, roleEntry(name, permissions, indent));
  if (section.type !== "array") return [];
  return append(text, section, `{ "name": ${JSON.stringify(name)}, "permissions": ${permissionList(permissions, indent)} }`);
}

/** The edits that give a role to a user, in the order of the text; none where the file has no list of roles for that user. */
export function addRoleToUser(text: string, user: string, role: string): readonly TextEdit[] {
  const root = documentOf(text);
  const section = root && sectionOf(root, USER_SECTIONS)?.value;
  const entry = section && (section.type === "object" ? propertyOf(section, user)?.value : elementOf(section, user));
  const list = entry?.type === "object" ? propertyOf(entry, "roles")?.value : entry;
  if (list?.type !== "array") return [];
  const inner = { start: list.offset + 1, end: list.offset + list.length - 1 };
  // Names stand on one line unless the author has begun another.
  const isBlank = text.slice(inner.start, inner.end).trim() === "" && text[inner.end] === "]";
  return isBlank ? [{ range: inner, text: JSON.stringify(role) }] : append(text, list, JSON.stringify(role));
}

function documentOf(text: string): JsonNode | undefined {
  const { root, problems } = readJson(text);
  return root?.type === "object" && problems.length === 0 && isDocument(propertiesOf(root)) ? root : undefined;
}

/** The last section with one of these names. */
function sectionOf(root: JsonNode, names: readonly string[]): Property | undefined {
  return propertiesOf(root)
    .filter(({ key }) => names.includes(key))
    .at(-1);
}

function elementOf(section: JsonNode, name: string): JsonNode | undefined {
  return elementsOf(section).find((element) => propertyOf(element, "name")?.value.value === name);
}

function append(text: string, node: JsonNode, entry: string): readonly TextEdit[] {
  return appendEntries(text, rangeOf(node), rangeOfLast(node), [entry]);
}

function rangeOfLast({ children }: JsonNode): ReturnType<typeof rangeOf> | undefined {
  const last = children?.at(-1);
  return last && rangeOf(last);
}

function roleEntry(name: string, permissions: readonly PostedPermission[], indent: string): string {
  return `${JSON.stringify(name)}: ${permissionList(permissions, indent)}`;
}

/** `indent` is the line break and indent of the role; empty where everything stands on one line. */
function permissionList(permissions: readonly PostedPermission[], indent: string): string {
  const entries = permissions.map((permission) => permissionEntry(permission, "simple"));
  if (entries.length === 0 || indent === "") return `[${entries.join(", ")}]`;
  const inner = indent + stepOf(indent);
  return `[${inner}${entries.join(`,${inner}`)}${indent}]`;
}

function stepOf(indent: string): string {
  return indent.includes("\t") ? "\t" : "  ";
}
