/**
 * Adds entries to a list or object of JSON with comments, as its last ones, in the layout that it has: comments, indents and a trailing
 * comma stay what they are. Relies on ranges of the same text, and on jsonc-parser for blanks and comments.
 */
import { createScanner } from "jsonc-parser";
import type { TextEdit } from "../text/edit";
import type { TextRange } from "../text/range";

/**
 * The edits, in the order of the text; none where the list is not closed. `list` is the range of the list or object with its brackets,
 * `last` that of its last entry.
 */
export function appendEntries(text: string, list: TextRange, last: TextRange | undefined, entries: readonly string[]): readonly TextEdit[] {
  if (!BRACKETS.includes(`${text[list.start]}${text[list.end - 1]}`)) return [];
  return last ? behind(text, last.end, indentBefore(text, last.start), entries) : [intoEmpty(text, list, entries)];
}

const BRACKETS: readonly string[] = ["[]", "{}"];

/** The line break and indent that entries of a list get; empty where they stand on one line. */
export function entryIndent(text: string, list: TextRange, last: TextRange | undefined): string {
  if (!last) return text.includes("\n") ? innerIndent(text, list) : "";
  const indent = indentBefore(text, last.start);
  return indent === " " ? "" : indent;
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
  const indent = innerIndent(text, { start, end });
  const lines = entries.map((entry) => indent + entry).join(",");
  // Comments of a list without entries stay in front.
  const at = isBlank ? start + 1 : start + 1 + inner.trimEnd().length;
  return { range: { start: at, end: end - 1 }, text: lines + outerIndent(text, start) };
}

/** The line break and indent of the line on which a list begins. */
function outerIndent(text: string, start: number): string {
  const lineStart = text.lastIndexOf("\n", start) + 1;
  return (text.includes("\r\n") ? "\r\n" : "\n") + (/^[ \t]*/.exec(text.slice(lineStart, start))?.[0] ?? "");
}

/** The same for what stands in the list. */
function innerIndent(text: string, { start }: TextRange): string {
  const outer = outerIndent(text, start);
  return outer + (outer.includes("\t") ? "\t" : "  ");
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
