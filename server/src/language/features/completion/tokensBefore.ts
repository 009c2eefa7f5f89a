/**
 * What stands before the cursor, token by token, so that half-typed text needs no tree: the walk backwards, and what it tells of joins and of
 * OVERWRITE WHERE.
 */
import { TokenKind } from "../../syntax/tokenKind";
import { isTrivia, significantBefore, type TokenTable, tokenKind } from "../../syntax/tokens";

/** How far back is looked, in tokens. */
const FARTHEST = 400;

/** The tokens before one of them, backwards, without those of parentheses and CASEs that are closed before it. */
export function* outerTokens(tokens: TokenTable, before: number): Generator<{ readonly kind: TokenKind; readonly token: number }> {
  let depth = 0;
  let cases = 0;
  for (let token = before - 1, seen = 0; token >= 0 && seen < FARTHEST; token--, seen++) {
    const kind = tokenKind(tokens, token);
    if (isTrivia(kind)) continue;
    if (kind === TokenKind.RightParen || kind === TokenKind.RightBracket) depth++;
    else if ((kind === TokenKind.LeftParen || kind === TokenKind.LeftBracket) && depth > 0) depth--;
    else if (depth === 0 && kind === TokenKind.END) cases++;
    else if (depth === 0 && kind === TokenKind.CASE && cases > 0) cases--;
    else if (depth === 0 && cases === 0) yield { kind, token };
  }
}

/** The kind of the last token before one of them that counts. */
export function kindBefore(tokens: TokenTable, before: number): TokenKind | undefined {
  const token = significantBefore(tokens, before);
  return token < 0 ? undefined : tokenKind(tokens, token);
}

/** Whether the join before the cursor is one that takes no condition: CROSS, NATURAL. */
export function isJoinWithoutCondition(tokens: TokenTable, before: number): boolean {
  let isBehindJoin = false;
  for (const { kind } of outerTokens(tokens, before)) {
    if (kind === TokenKind.JOIN) isBehindJoin = true;
    else if (!isBehindJoin) continue;
    else if (kind === TokenKind.CROSS || kind === TokenKind.NATURAL) return true;
    else if (!JOIN_WORDS.has(kind)) return false;
  }
  return false;
}

const JOIN_WORDS: ReadonlySet<TokenKind> = new Set([
  ...[TokenKind.LEFT, TokenKind.RIGHT, TokenKind.FULL, TokenKind.INNER, TokenKind.OUTER],
]);

/** Whether the cursor is in the condition of OVERWRITE WHERE, or at its end. */
export function isInOverwrite(tokens: TokenTable, before: number): boolean {
  for (const { kind } of outerTokens(tokens, before)) {
    if (kind === TokenKind.OVERWRITE) return true;
    if (BEHIND_OVERWRITE.has(kind)) return false;
  }
  return false;
}

const BEHIND_OVERWRITE: ReadonlySet<TokenKind> = new Set([
  ...[TokenKind.SELECT, TokenKind.WITH, TokenKind.VALUES, TokenKind.REPLACE, TokenKind.Semicolon],
]);
