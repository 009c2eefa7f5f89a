/**
 * What makes a statement the same statement for someone who compares two runs: its words, wherever it stands and however it is laid out.
 */
import type { Statement } from "../syntax/document";
import { significantTokens, tokenEnd, tokenStart } from "../syntax/tokens";

/** The words of a statement with one blank between them, without comments and without the closing `;`. */
export function statementWords({ text, tokens, span }: Statement): string {
  return significantTokens(tokens)
    .filter((index) => tokenStart(tokens, index) < span.end)
    .map((index) => text.slice(tokenStart(tokens, index), tokenEnd(tokens, index)))
    .join(" ");
}
