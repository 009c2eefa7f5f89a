/**
 * Adds permissions to a role in the text of a roles file, as its last entries, in the form and layout that the list has: comments,
 * indents and a trailing comma stay what they are. Relies on ranges of the same text, and on jsonc-parser for blanks and comments.
 */
import { createScanner } from "jsonc-parser";
import type { TextEdit } from "../text/edit";
import type { TextRange } from "../text/range";
import type { Role } from "./model";

/** A permission as it is posted. */
export interface PostedPermission {
  readonly resource: { readonly name: string; readonly type: string };
  readonly action: string;
}

/** The edits, in the order of the text; none when the file has no list for the role. */
export function addPermissions(text: string, role: Role, permissions: readonly PostedPermission[]): readonly TextEdit[] {
  const list = role.permissionsRange;
  if (!list || permissions.length === 0 || text[list.start] !== "[" || text[list.end - 1] !== "]") return [];
  const isVerbose = role.permissions.some(({ form }) => form === "verbose");
  const entries = permissions.map((permission) => written(permission, isVerbose ? "verbose" : "simple"));
  const last = role.permissions.at(-1);
  return last ? behind(text, last.range.end, indentBefore(text, last.range.start), entries) : [intoEmpty(text, list, entries)];
}

function written({ resource: { name, type }, action }: PostedPermission, form: "simple" | "verbose"): string {
  const [shownName, shownType, shownAction] = [name, type, action].map((part) => JSON.stringify(part));
  const posted = `"resource": { "name": ${shownName}, "type": ${shownType} }, "action": ${shownAction}`;
  return form === "simple" ? `{ ${posted} }` : `{ "resourceAction": { ${posted} }, "resourceNamePattern": ${shownName} }`;
}

/** What stands between an entry and the next one, or the end of the list. */
interface Tail {
  /** The offset behind the comma; absent without one. */
  readonly comma?: number;
  /** The kind of the last comment, if there is one. */
  readonly comment?: "line" | "block";
  /** Behind a comment on the entry's own line, or behind comma or entry. */
  readonly end: number;
}

function behind(text: string, entryEnd: number, separator: string, entries: readonly string[]): readonly TextEdit[] {
  const tail = tailOf(text, entryEnd);
  const before = tail.comment === "line" && !separator.includes("\n") ? "\n" : separator;
  const added = entries.map((entry) => before + entry).join(",");
  if (tail.comma !== undefined) return [insertion(tail.end, `${added},`)];
  if (tail.end === entryEnd) return [insertion(entryEnd, `,${added}`)];
  // A comment of the last entry stays on its line.
  return [insertion(entryEnd, ","), insertion(tail.end, added)];
}

/** Token kinds of jsonc-parser's scanner, which exports them as a type only. */
const [COMMA, LINE_COMMENT, BLOCK_COMMENT, LINE_BREAK, BLANKS] = [5, 12, 13, 14, 15];

/** A comment on the entry's own line belongs to it, and so does a comma, wherever it stands. */
function tailOf(text: string, from: number): Tail {
  const scanner = createScanner(text, false);
  scanner.setPosition(from);
  let tail: Tail = { end: from };
  for (let kind: number = scanner.scan(); ; kind = scanner.scan()) {
    const end = scanner.getTokenOffset() + scanner.getTokenLength();
    if (kind === COMMA && tail.comma === undefined) tail = { ...tail, comma: end, end };
    else if (kind === LINE_COMMENT) tail = { ...tail, end, comment: "line" };
    else if (kind === BLOCK_COMMENT) tail = { ...tail, end, comment: "block" };
    else if (kind !== BLANKS && (kind !== LINE_BREAK || tail.comma !== undefined)) return tail;
  }
}

function intoEmpty(text: string, { start, end }: TextRange, entries: readonly string[]): TextEdit {
  const inner = text.slice(start + 1, end - 1);
  const isBlank = inner.trim() === "";
  if (isBlank && !indentBefore(text, start).includes("\n") && !text.includes("\n")) {
    return { range: { start: start + 1, end: end - 1 }, text: entries.join(", ") };
  }
  const lineStart = text.lastIndexOf("\n", start) + 1;
  const outer = /^[ \t]*/.exec(text.slice(lineStart, start))?.[0] ?? "";
  const step = outer.includes("\t") ? "\t" : "  ";
  const lineBreak = text.includes("\r\n") ? "\r\n" : "\n";
  const lines = entries.map((entry) => `${lineBreak}${outer}${step}${entry}`).join(",");
  // Comments of a list without entries stay in front.
  const at = isBlank ? start + 1 : start + 1 + inner.trimEnd().length;
  return { range: { start: at, end: end - 1 }, text: `${lines}${lineBreak}${outer}` };
}

function insertion(at: number, text: string): TextEdit {
  return { range: { start: at, end: at }, text };
}

/** The line break and indent in front of an entry, or one blank where it does not begin a line. */
function indentBefore(text: string, offset: number): string {
  const lineStart = text.lastIndexOf("\n", offset - 1) + 1;
  const before = text.slice(lineStart, offset);
  if (lineStart === 0 || before.trim() !== "") return " ";
  return (text[lineStart - 2] === "\r" ? "\r\n" : "\n") + before;
}
