/**
 * The first keyword of a statement, where everything about the whole statement is said.
 */
import type { Statement } from "../syntax/document";
import type { TextRange } from "../text/range";

/** The first word of the statement behind its SETs, or of the first SET when there is nothing else; local to the statement. */
export function firstWord({ text, tree, span }: Statement): TextRange {
  const from = tree.statement && tree.statement.end > tree.statement.start ? tree.statement.start : span.start;
  const before = /[\s(]*/y;
  before.lastIndex = from;
  const start = Math.min(from + (before.exec(text)?.[0].length ?? 0), span.end);
  const word = /[\p{L}\p{N}_$]+|./suy;
  word.lastIndex = start;
  return { start, end: Math.min(start + (word.exec(text)?.[0].length ?? 0), Math.max(start, span.end)) };
}
