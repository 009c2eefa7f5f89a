/**
 * The least permission that satisfies a need: its action and type, and a Java regex that matches its name and no other.
 */
import type { Action, ResourceAction } from "../permissions/model";
import { escapedName } from "../roles/nameVariants";
import { trimmedRange } from "../text/javaTrim";

/** An entry of a role, in the form that Druid's security API takes. */
export interface PermissionJson {
  readonly resource: { readonly name: string; readonly type: string };
  readonly action: Action;
}

/** The least grant for a need. */
export function leastGrant({ action, type, name }: ResourceAction): PermissionJson {
  return { resource: { name: exactPattern(name), type }, action };
}

/** The parts of a policy of Ranger that allow a need: its resources, and the accesses of an item. A `*` or `?` in a name stands for more. */
export interface PolicyJson {
  readonly resources: Readonly<Record<string, { readonly values: readonly string[] }>>;
  readonly accesses: readonly { readonly type: string; readonly isAllowed: true }[];
}

/** The least that a policy of Ranger has to allow for a need. */
export function leastPolicy({ action, type, name }: ResourceAction): PolicyJson {
  return { resources: { [type.toLowerCase()]: { values: [name] } }, accesses: [{ type: action.toLowerCase(), isAllowed: true }] };
}

/**
 * A Java regex that matches `name` and nothing else. Blanks at the ends are written as escapes, since Druid 33 and older trim a pattern
 * when they store it, and so is half of a surrogate pair, which Druid cannot store; an empty name becomes an empty group, since an empty
 * pattern breaks the role.
 */
export function exactPattern(name: string): string {
  if (name === "") return "(?:)";
  const { start, end } = trimmedRange(name);
  return escapeEach(name.slice(0, start)) + escapeInner(name.slice(start, end)) + escapeEach(name.slice(end));
}

function escapeInner(text: string): string {
  return escapedName(text)
    .replace(/[\0-\x1f\x7f]/g, escapeEach)
    .replace(/\p{Cs}/gu, (half) => `\\x{${half.charCodeAt(0).toString(16)}}`);
}

function escapeEach(characters: string): string {
  return [...characters].map((character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`).join("");
}
