/**
 * Takes one permission out of a role in the text of a roles file, with its comma and the comment on its line; everything else stays as it
 * is. Relies on ranges of the same text, and on jsonc-parser for blanks and comments.
 */
import { createScanner } from "jsonc-parser";
import type { TextEdit } from "../text/edit";
import type { Role } from "./model";

/** Token kinds of jsonc-parser's scanner, which exports them as a type only. */
const [COMMA, LINE_COMMENT, BLOCK_COMMENT, BLANKS] = [5, 12, 13, 15];

/** The edits, in the order of the text; none when the role has no such entry in a list of its own. */
export function removeEntry(text: string, { permissions, permissionsRange }: Role, index: number): readonly TextEdit[] {
  const entry = permissions[index];
  const before = permissions[index - 1];
  if (!entry || !permissionsRange || text[permissionsRange.start] !== "[") return [];
  const tail = tailOf(text, entry.range.end);
  const removal = wholeLine(text, entry.range.start, tail.end);
  if (tail.comma !== undefined || !before) return [{ range: removal, text: "" }];
  // The last of several: the comma that leads to it goes too.
  const comma = tailOf(text, before.range.end).comma;
  const edits = comma === undefined || comma > entry.range.start ? [] : [{ range: { start: comma - 1, end: comma }, text: "" }];
  return [...edits, { range: removal, text: "" }];
}

/** Behind the entry: its comma, and the comments that stand on the same line. */
function tailOf(text: string, from: number): { readonly comma?: number; readonly end: number } {
  const scanner = createScanner(text, false);
  scanner.setPosition(from);
  let tail: { readonly comma?: number; readonly end: number } = { end: from };
  for (let kind: number = scanner.scan(); ; kind = scanner.scan()) {
    const end = scanner.getTokenOffset() + scanner.getTokenLength();
    if (kind === COMMA && tail.comma === undefined) tail = { comma: end, end };
    else if (kind === LINE_COMMENT || kind === BLOCK_COMMENT) tail = { ...tail, end };
    else if (kind !== BLANKS) return tail;
  }
}

/** With its line, where nothing else stands on it; else with the blanks behind it. */
function wholeLine(text: string, from: number, to: number): { readonly start: number; readonly end: number } {
  const lineStart = text.lastIndexOf("\n", from - 1) + 1;
  const rest = /^[ \t]*(\r?\n)?/.exec(text.slice(to))?.[0] ?? "";
  if (text.slice(lineStart, from).trim() === "" && rest.endsWith("\n")) return { start: lineStart, end: to + rest.length };
  return { start: from, end: to + rest.replace(/\r?\n$/, "").length };
}
