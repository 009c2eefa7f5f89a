/**
 * Finds the slip of the pen behind a misfit: `SELECT * FORM t`, `WHRE`, `PARTITION BY`. Asked only where the text fits no rule already, so
 * a name that happens to look like a keyword is never touched while it is a name.
 */
import type { TokenList } from "../lexer";
import { TokenKind } from "../tokenKind";

/** A token that was meant as a keyword. */
export interface Typo {
  /** Index in the token list. */
  readonly index: number;
  readonly keyword: TokenKind;
}

const MEANT: readonly (keyof typeof TokenKind)[] = [
  "SELECT",
  "FROM",
  "WHERE",
  "GROUP",
  "HAVING",
  "ORDER",
  "LIMIT",
  "OFFSET",
  "UNION",
  "JOIN",
  "INNER",
  "CROSS",
  "INSERT",
  "INTO",
  "REPLACE",
  "OVERWRITE",
  "PARTITIONED",
  "CLUSTERED",
  "VALUES",
  "EXPLAIN",
  "WITH",
];

/** The word at the misfit, or right before it, that is one letter away from a keyword. */
export function findTypo(text: string, tokens: TokenList, misfit: number): Typo | undefined {
  if (tokens.kinds[misfit] === TokenKind.PARTITION && tokens.kinds[misfit + 1] === TokenKind.BY)
    return { index: misfit, keyword: TokenKind.PARTITIONED };
  for (const index of [misfit - 1, misfit]) {
    if (tokens.kinds[index] !== TokenKind.Identifier) continue;
    const word = text.slice(tokens.starts[index], tokens.ends[index]).toUpperCase();
    const next = tokens.kinds[index + 1];
    const meant = word.length < 4 ? undefined : MEANT.find((keyword) => isOneSlip(word, keyword) && isFollowed(keyword, next));
    if (meant) return { index, keyword: TokenKind[meant] };
  }
  return undefined;
}

/** What always stands behind a keyword: a table `orders` is no ORDER unless BY follows. */
const FOLLOWERS: ReadonlyMap<keyof typeof TokenKind, TokenKind> = new Map([
  ["GROUP", TokenKind.BY],
  ["ORDER", TokenKind.BY],
  ["PARTITIONED", TokenKind.BY],
  ["CLUSTERED", TokenKind.BY],
  ["INNER", TokenKind.JOIN],
  ["CROSS", TokenKind.JOIN],
  ["INSERT", TokenKind.INTO],
  ["REPLACE", TokenKind.INTO],
]);

function isFollowed(keyword: keyof typeof TokenKind, next: number | undefined): boolean {
  const follower = FOLLOWERS.get(keyword);
  return follower === undefined || follower === next;
}

/** Whether two words differ by one letter too many, too few or other, or by two neighbours that changed places. */
function isOneSlip(word: string, keyword: string): boolean {
  if (Math.abs(word.length - keyword.length) > 1) return false;
  let start = 0;
  while (start < word.length && word[start] === keyword[start]) start++;
  const rest = (skipWord: number, skipKeyword: number): boolean => word.slice(start + skipWord) === keyword.slice(start + skipKeyword);
  const swapped = word[start] === keyword[start + 1] && word[start + 1] === keyword[start] && rest(2, 2);
  return swapped || rest(1, 1) || rest(1, 0) || rest(0, 1);
}
