/**
 * Words of clauses that were meant as names: `SELECT start, end FROM t`, `WHERE order = 1`. What stands behind such a word tells. Druid refuses
 * them all, so this only decides what is said, and where reading goes on.
 */
import { TokenKind } from "../tokenKind";
import { isReservedKeyword } from "../tokens";
import type { Cursor } from "./cursor";
import { isClauseKeyword } from "./keywordSets";

/** Words of clauses that are columns and tables of people, too. */
const NAMES: ReadonlySet<TokenKind> = new Set([
  TokenKind.END,
  TokenKind.ORDER,
  TokenKind.GROUP,
  TokenKind.VALUES,
  TokenKind.TABLE,
  TokenKind.WHEN,
  TokenKind.THEN,
  TokenKind.ELSE,
  TokenKind.SET,
  TokenKind.FOR,
  TokenKind.BY,
  TokenKind.INTO,
  TokenKind.LIMIT,
  TokenKind.OFFSET,
  TokenKind.LEFT,
  TokenKind.RIGHT,
  TokenKind.FULL,
  TokenKind.INNER,
  TokenKind.OUTER,
  TokenKind.PARTITION,
  TokenKind.WINDOW,
  TokenKind.FILTER,
  TokenKind.UPDATE,
  TokenKind.DELETE,
  TokenKind.INSERT,
]);

/** What stands behind a name, and not behind such a word. */
const BEHIND_NAMES: ReadonlySet<TokenKind> = new Set([
  TokenKind.Comma,
  TokenKind.RightParen,
  TokenKind.Dot,
  TokenKind.Equal,
  TokenKind.Less,
  TokenKind.Greater,
  TokenKind.LessOrEqual,
  TokenKind.GreaterOrEqual,
  TokenKind.NotEqual,
  TokenKind.Slash,
  TokenKind.Concat,
  TokenKind.FROM,
  TokenKind.AS,
  TokenKind.IS,
  TokenKind.IN,
  TokenKind.LIKE,
  TokenKind.BETWEEN,
  TokenKind.AND,
  TokenKind.OR,
  TokenKind.ASC,
  TokenKind.DESC,
  TokenKind.WHERE,
  TokenKind.GROUP,
  TokenKind.HAVING,
  TokenKind.ORDER,
  TokenKind.LIMIT,
  TokenKind.JOIN,
  TokenKind.ON,
  TokenKind.USING,
  TokenKind.UNION,
  TokenKind.SELECT,
]);

const OF_CASE: ReadonlySet<TokenKind> = new Set([TokenKind.WHEN, TokenKind.THEN, TokenKind.ELSE, TokenKind.END]);

/** Whether a word of a clause, with what stands behind it, looks like a name. */
export function isNameBefore(word: TokenKind, next: TokenKind): boolean {
  // Nothing else begins with END, and somebody may be about to write BY behind the others.
  if (next === TokenKind.EndOfText || next === TokenKind.Semicolon) return word === TokenKind.END;
  // `a, LEFT JOIN b` is a join.
  if (next === TokenKind.JOIN && OF_JOINS.has(word)) return false;
  return NAMES.has(word) && BEHIND_NAMES.has(next);
}

const OF_JOINS: ReadonlySet<TokenKind> = new Set([TokenKind.LEFT, TokenKind.RIGHT, TokenKind.FULL, TokenKind.INNER, TokenKind.OUTER]);

/** Whether the reserved word at the cursor, where a name or a value belongs, was meant as a name. */
export function isMeantAsName(p: Cursor): boolean {
  if (!isReservedKeyword(p.kind)) return false;
  return !isClauseKeyword(p.kind) || (isNameBefore(p.kind, p.peek(1)) && !(OF_CASE.has(p.kind) && isInCase(p)));
}

/** Whether a CASE before the cursor is not closed yet. */
function isInCase(p: Cursor): boolean {
  let closed = 0;
  for (let ahead = -1; p.index + ahead >= 0; ahead--) {
    const kind = p.peek(ahead);
    if (kind === TokenKind.END) closed++;
    else if (kind === TokenKind.CASE && closed-- === 0) return true;
  }
  return false;
}
