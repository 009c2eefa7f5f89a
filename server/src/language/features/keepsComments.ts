/**
 * Whether edits leave an author's comments in the text. What nobody looks at before it is written must not take one away.
 */
import type { Statement } from "../syntax/document";
import { TokenKind } from "../syntax/tokenKind";
import { tokenAt, tokenEnd, tokenKind, tokenStart } from "../syntax/tokens";
import type { TextEdit } from "../text/edit";

/** Whether every comment that the edits take away stands in what they write. Ranges count from the start of the statement. */
export function keepsComments({ text, tokens }: Statement, edits: readonly TextEdit[]): boolean {
  return edits.every(({ range: { start, end } }) => {
    for (let token = tokenAt(tokens, start); token < tokens.count && tokenEnd(tokens, token) <= end; token++) {
      if (tokenStart(tokens, token) < start || !isComment(tokenKind(tokens, token))) continue;
      const comment = text.slice(tokenStart(tokens, token), tokenEnd(tokens, token));
      if (!edits.some((edit) => edit.text.includes(comment))) return false;
    }
    return true;
  });
}

/** Whether what stands at an offset is a comment. */
export function isInComment({ tokens }: Statement, offset: number): boolean {
  return tokens.count > 0 && isComment(tokenKind(tokens, tokenAt(tokens, offset)));
}

function isComment(kind: TokenKind): boolean {
  return kind === TokenKind.LineComment || kind === TokenKind.BlockComment;
}
