/**
 * Where an offset stands in JSON that is being typed: in which property or element, on a key or a value, and what is written there.
 * Relies on jsonc-parser, which tolerates what is missing.
 */
import { getLocation } from "jsonc-parser";
import type { TextRange } from "../text/range";

/** A place in a document. */
export interface JsonPlace {
  /** Keys and indexes from the root; the last one is the key that is being typed where `on` says so. */
  readonly path: readonly (string | number)[];
  readonly on: "key" | "value";
  /** What stands there so far, with its quotes; empty where nothing does. */
  readonly range: TextRange;
  /** Whether the colon of a key is there already. */
  readonly colon: "there" | "missing";
}

/** Finds the place; undefined inside of a comment. */
export function jsonPlaceAt(text: string, offset: number): JsonPlace | undefined {
  if (isInComment(text, offset)) return undefined;
  const { path, isAtPropertyKey, previousNode } = getLocation(text, offset);
  const written = previousNode && { start: previousNode.offset, end: previousNode.offset + previousNode.length };
  const range = written && written.start <= offset && offset <= written.end ? shortened(text, offset, written) : wordBefore(text, offset);
  return {
    path,
    on: isAtPropertyKey ? "key" : "value",
    range,
    colon: /^\s*:/.test(text.slice(range.end, range.end + 100)) ? "there" : "missing",
  };
}

/** A text without its closing quote reaches up to the next quote of the line: what is more than a text is not replaced. */
function shortened(text: string, offset: number, { start, end }: TextRange): TextRange {
  return /[{}:,]/.test(text.slice(offset, end)) || text.slice(start, end).includes("\n") ? { start, end: offset } : { start, end };
}

function wordBefore(text: string, offset: number): TextRange {
  const [word] = /[\w.]*$/.exec(text.slice(Math.max(0, offset - 200), offset)) ?? [""];
  return { start: offset - word.length, end: offset };
}

/** Looks at the line alone, strings left out: comments of several lines are rare, and an offer inside of one does no harm. */
function isInComment(text: string, offset: number): boolean {
  const line = text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset).replace(/"(?:[^"\\]|\\.)*"/g, "");
  const opened = line.lastIndexOf("/*");
  return line.includes("//") || (opened >= 0 && !line.includes("*/", opened));
}
