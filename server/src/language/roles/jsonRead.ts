/**
 * Reads the JSON of a roles file into a tree with ranges, within the limits of a roles file and with problems under its codes.
 */

import { type JsonNode, type JsonProblem, readJsonTree } from "../text/jsonTree";
import { phrase, t } from "../text/l10n";
import type { RolesProblem, RolesProblemCode } from "./model";

export { elementsOf, type Property, plainValue, propertiesOf, propertyOf, rangeOf } from "../text/jsonTree";

/** A longer roles file is not read (UTF-16 code units; eight million are some fifty thousand permissions). */
export const ROLES_LENGTH_LIMIT = 8 * 1024 * 1024;

/** Deeper nesting is not read; the deepest document that means something has nine levels. */
export const ROLES_DEPTH_LIMIT = 64;

/** The tree, when there is one, and what is wrong with the text. */
export interface JsonText {
  readonly root?: JsonNode;
  readonly problems: readonly RolesProblem[];
}

const CODES: Readonly<Record<JsonProblem["kind"], RolesProblemCode>> = {
  "too-large": "roles-too-large",
  "too-deep": "roles-too-deep",
  syntax: "roles-syntax",
};

const TOO_LARGE = phrase(
  "This roles file has more than {0} million characters and is not read. Keep one file for each cluster, or leave out roles nobody asks about.",
);

/** Parses a text. Never throws. A byte order mark counts as a blank. */
export function readJson(text: string): JsonText {
  const { root, problems } = readJsonTree(text, { length: ROLES_LENGTH_LIMIT, depth: ROLES_DEPTH_LIMIT });
  const told = problems.map(({ kind, message, range }) => ({
    code: CODES[kind],
    severity: "error" as const,
    message: kind === "too-large" ? t(TOO_LARGE, ROLES_LENGTH_LIMIT / 1024 / 1024) : message,
    range,
  }));
  return { ...(root && { root }), problems: told };
}

/** A string, or the text of a number or boolean, as Druid reads them where it wants a string; undefined for everything else. */
export function textOf(node: JsonNode | undefined, text: string): string | undefined {
  if (node === undefined) return undefined;
  if (node.type === "string") return String(node.value);
  return node.type === "number" || node.type === "boolean" ? text.slice(node.offset, node.offset + node.length) : undefined;
}
