/**
 * The token table of a statement: every token, blanks and comments included, covers the text without gap.
 * Offsets are local to the statement's text.
 */
import { FIRST_KEYWORD, FIRST_NON_RESERVED, TokenKind } from "./tokenKind";

/** Kinds and starts of all tokens. Token `i` reaches from `starts[i]` to `starts[i + 1]`; the last entry is the end of the text. */
export interface TokenTable {
  readonly kinds: Uint16Array;
  readonly starts: Uint32Array;
  /** Number of tokens, the end mark not counted. */
  readonly count: number;
}

/** Kind of token `index`; the end mark behind the last one. */
export function tokenKind(table: TokenTable, index: number): TokenKind {
  return index < table.count ? (table.kinds[index] as TokenKind) : TokenKind.EndOfText;
}

/** Start offset of token `index`, or the end of the text. */
export function tokenStart(table: TokenTable, index: number): number {
  return table.starts[Math.min(index, table.count)] as number;
}

/** End offset of token `index`. */
export function tokenEnd(table: TokenTable, index: number): number {
  return table.starts[Math.min(index + 1, table.count)] as number;
}

/** Index of the token in which `offset` lies; an offset at a border belongs to the token that starts there. */
export function tokenAt(table: TokenTable, offset: number): number {
  let low = 0;
  let high = Math.max(0, table.count - 1);
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((table.starts[middle] as number) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Index of the first of tokens in the order of the text that starts at `offset` or behind it; their number where none does. */
export function firstFrom({ starts, count }: { readonly starts: ArrayLike<number>; readonly count: number }, offset: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] as number) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Indexes of the tokens that are neither blank nor comment. */
export function significantTokens(table: TokenTable): readonly number[] {
  const significant: number[] = [];
  for (let index = 0; index < table.count; index++) if (!isTrivia(table.kinds[index] as TokenKind)) significant.push(index);
  return significant;
}

/** The last token before this one that is neither blank nor comment; -1 where there is none. */
export function significantBefore(table: TokenTable, index: number): number {
  let token = index - 1;
  while (token >= 0 && isTrivia(table.kinds[token] as TokenKind)) token--;
  return token;
}

/** The first token from this one on that is neither blank nor comment; the number of tokens where there is none. */
export function significantFrom(table: TokenTable, index: number): number {
  let token = index;
  while (token < table.count && isTrivia(table.kinds[token] as TokenKind)) token++;
  return token;
}

/** Whether the kind is blank or comment. */
export function isTrivia(kind: TokenKind): boolean {
  return kind >= TokenKind.Blank && kind <= TokenKind.BlockComment;
}

/** Whether the kind is a keyword, reserved or not. */
export function isKeyword(kind: TokenKind): boolean {
  return kind >= FIRST_KEYWORD;
}

/** Whether the kind is a word that must be quoted to be a name. */
export function isReservedKeyword(kind: TokenKind): boolean {
  return kind >= FIRST_KEYWORD && kind < FIRST_NON_RESERVED;
}

/** Whether a token of this kind is a name: an identifier in any form, or a non-reserved keyword. */
export function isName(kind: TokenKind): boolean {
  return kind >= FIRST_NON_RESERVED || (kind >= TokenKind.Identifier && kind <= TokenKind.Template);
}
