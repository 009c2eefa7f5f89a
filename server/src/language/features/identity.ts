/**
 * What makes a statement the same statement for someone who compares two runs: its words, wherever it stands and however it is laid out.
 */
import type { Statement } from "../syntax/document";
import { isTrivia, tokenEnd, tokenKind, tokenStart } from "../syntax/tokens";

/** The words of a statement with one blank between them, without comments and without the closing `;`. */
export function statementWords({ text, tokens, span }: Statement): string {
  let words = "";
  // Words with one blank between them are taken as they stand, many at a time.
  let from = -1;
  let end = 0;
  for (let index = 0; index < tokens.count; index++) {
    if (isTrivia(tokenKind(tokens, index))) continue;
    const start = tokenStart(tokens, index);
    if (start >= span.end) break;
    if (from < 0) from = start;
    else if (start !== end + 1 || text[end] !== " ") {
      words += `${text.slice(from, end)} `;
      from = start;
    }
    end = tokenEnd(tokens, index);
  }
  return from < 0 ? "" : words + text.slice(from, end);
}
