/**
 * Which keywords come first: what the words before the cursor wait for (THEN in a CASE, ON behind a join, DESC in ORDER BY, AND behind a whole
 * condition), then the clauses that authors write most often. Looks at the tokens before the cursor, so that half-typed text needs nothing else.
 */
import { isCallTo, readExternArguments } from "../../analysis/externCall";
import { findFunction } from "../../data/functions";
import { TokenKind } from "../../syntax/tokenKind";
import { type TokenTable, tokenEnd, tokenStart } from "../../syntax/tokens";
import type { WordPlace } from "./place";
import { kindBefore, outerTokens } from "./tokensBefore";

/** How near a phrase of those that the grammar takes is to what is meant; 0 is the nearest. */
export function rankPhrases(place: WordPlace, phrases: ReadonlySet<string>, before: number): (phrase: string) => number {
  const { tokens } = place.statement;
  const last = kindBefore(tokens, before);
  const standing = phrases.has("AND") ? standingBefore(tokens, before) : undefined;
  return (phrase) => {
    if (phrase === "WHEN" && last === TokenKind.CASE) return 0;
    if (phrase === "ALL" && last === TokenKind.UNION) return 3;
    if (last === TokenKind.IS && (phrase === "NULL" || phrase === "NOT NULL")) return 3;
    if (phrase === "DISTINCT" && (last === TokenKind.SELECT || isBehindCount(tokens, before))) return 2;
    // A subquery and UNNEST have a name nearly always.
    if (phrase === "AS" && last === TokenKind.RightParen && !standing) return 2;
    if (phrase === "OVER" && last === TokenKind.RightParen && isBehindWindowFunction(place, before)) return 2;
    if (phrase === "THEN" && standing && !standing.isCompared && !standing.isBehindCall) return 3;
    const awaited = AWAITED.get(phrase);
    if (awaited !== undefined) return awaited;
    if (phrase === "EXTEND" && isSourceWithoutColumns(place)) return 1;
    if (phrase === "SELECT" && phrases.has("OVERWRITE ALL")) return 5;
    return (standing && rankBehind(standing, phrase)) ?? (LIKELY.has(phrase) ? 4 : RARE.has(phrase) ? 7 : 5);
  };
}

/** Most of them the grammar takes only where something open waits for them, or where nothing else is meant. */
const AWAITED: ReadonlyMap<string, number> = new Map([
  ...["WHEN", "THEN", "ELSE", "END", "TO", "RETURNING", "FOR", "DESC"].map((phrase) => [phrase, 2] as const),
  ...["PARTITION BY", "DAY", "ON", "USING", "ASC"].map((phrase) => [phrase, 3] as const),
  // Values that are no names, behind the functions that are used most.
  ...["CASE", "NOT", "NULL", "ARRAY"].map((phrase) => [phrase, 3] as const),
]);

/** Clauses that an author writes most often come first; the rest is for who looks for it. */
const LIKELY: ReadonlySet<string> = new Set([
  ...["SELECT", "FROM", "WHERE", "GROUP BY", "ORDER BY", "PARTITIONED BY", "OVERWRITE ALL", "OVERWRITE WHERE"],
  ...["AND", "BY", "HOUR"],
]);
const RARE: ReadonlySet<string> = new Set([
  ...["VALUES", "ALL", "ROW", "ESCAPE", "LATERAL", "IS TRUE", "IS FALSE", "IS NOT TRUE", "IS NOT FALSE", "WINDOW", "FILTER", "TABLE"],
  ...["IS DISTINCT FROM", "IS NOT DISTINCT FROM", "EXTEND", "MILLISECOND", "MICROSECOND", "DECADE"],
  ...["CENTURY", "MILLENNIUM", "OVER", "RIGHT JOIN", "FULL JOIN", "ROWS", "RANGE"],
  ...["NATURAL JOIN", "PIVOT (", "UNPIVOT (", "FETCH FIRST", "FETCH NEXT", "ROWS ONLY", "ANY", "SOME"],
]);

/** What a value before the cursor is a part of. */
interface Standing {
  /** `item`: of SELECT; `condition`: of WHERE and its like, or in parentheses; `list`: of GROUP BY, ORDER BY, a branch of CASE. */
  readonly in: "item" | "condition" | "list" | "cast";
  /** Whether the condition is one already, so that another may follow. */
  readonly isCompared: boolean;
  readonly isBehindCall: boolean;
  readonly isInParentheses: boolean;
}

const CONNECTORS: ReadonlySet<string> = new Set(["AND", "OR"]);
const PREDICATES: ReadonlySet<string> = new Set([
  ...["IN", "NOT IN", "BETWEEN", "NOT BETWEEN", "LIKE", "NOT LIKE", "IS NULL", "IS NOT NULL"],
]);
const COMPARISONS: ReadonlySet<TokenKind> = new Set([
  ...[TokenKind.Equal, TokenKind.Greater, TokenKind.Less, TokenKind.LessOrEqual, TokenKind.GreaterOrEqual, TokenKind.NotEqual],
  ...[TokenKind.BangEqual, TokenKind.IN, TokenKind.IS, TokenKind.LIKE, TokenKind.BETWEEN],
]);

function rankBehind({ in: place, isCompared, isBehindCall, isInParentheses }: Standing, phrase: string): number | undefined {
  if (phrase === "AS") return place === "cast" ? 2 : place === "item" ? 3 : undefined;
  if (phrase === "FROM") return 3;
  if (isBehindCall && place === "item" && (phrase === "FILTER" || phrase === "OVER")) return 4;
  if (isInParentheses && (phrase === "LIMIT" || phrase === "OFFSET")) return 7;
  const isConnector = CONNECTORS.has(phrase);
  if (!isConnector && !PREDICATES.has(phrase)) return undefined;
  if (place !== "condition") return 6;
  // A call may be a condition of its own.
  return isCompared || isBehindCall ? (isConnector ? 3 : 6) : isConnector ? 4 : 3;
}

/** `before`: the index of the first token that stands behind the cursor. */
function standingBefore(tokens: TokenTable, before: number): Standing | undefined {
  const isBehindCall = kindBefore(tokens, before) === TokenKind.RightParen;
  let isCompared = false;
  /** Connectors that were passed: behind the first one a comparison is another condition, unless it is the AND of BETWEEN. */
  let connectors = 0;
  const found = (place: Standing["in"], isInParentheses: boolean): Standing => ({ in: place, isCompared, isBehindCall, isInParentheses });
  for (const { kind, token } of outerTokens(tokens, before)) {
    if (connectors === 0 && COMPARISONS.has(kind)) isCompared = true;
    else if (connectors === 1 && kind === TokenKind.BETWEEN) isCompared = true;
    else if (kind === TokenKind.AND || kind === TokenKind.OR) connectors++;
    else if (kind === TokenKind.LeftParen) return found(kindBefore(tokens, token) === TokenKind.CAST ? "cast" : "condition", true);
    else if (CONDITIONS.has(kind)) return found("condition", false);
    else if (kind === TokenKind.Comma) return found(isInSelect(tokens, token) ? "item" : "list", false);
    else if (kind === TokenKind.SELECT || kind === TokenKind.DISTINCT) return found("item", false);
    else if (LISTS.has(kind)) return found("list", false);
    else if (ENDS.has(kind)) return undefined;
  }
  return undefined;
}

const CONDITIONS: ReadonlySet<TokenKind> = new Set([TokenKind.WHERE, TokenKind.ON, TokenKind.HAVING, TokenKind.WHEN]);
const LISTS: ReadonlySet<TokenKind> = new Set([TokenKind.BY, TokenKind.THEN, TokenKind.ELSE, TokenKind.CASE]);
const ENDS: ReadonlySet<TokenKind> = new Set([TokenKind.Semicolon, TokenKind.FROM, TokenKind.JOIN, TokenKind.INSERT]);

/** Whether a comma is one between the items of SELECT. */
function isInSelect(tokens: TokenTable, comma: number): boolean {
  for (const { kind } of outerTokens(tokens, comma)) {
    if (kind === TokenKind.SELECT) return true;
    if (kind === TokenKind.BY || kind === TokenKind.FROM || kind === TokenKind.LeftParen || kind === TokenKind.Semicolon) return false;
  }
  return false;
}

/** Whether the cursor is behind `COUNT(`. */
function isBehindCount(tokens: TokenTable, before: number): boolean {
  const [parenthesis, name] = outerTokens(tokens, before);
  return parenthesis?.kind === TokenKind.LeftParen && name?.kind === TokenKind.COUNT;
}

/** Whether the call before the cursor is one that needs a window. */
function isBehindWindowFunction({ statement: { tokens, text } }: WordPlace, before: number): boolean {
  const [name] = outerTokens(tokens, before);
  return name !== undefined && findFunction(text.slice(tokenStart(tokens, name.token), tokenEnd(tokens, name.token)))?.kind === "window";
}

/** `TABLE(EXTERN(…))` whose columns nobody has told yet. */
function isSourceWithoutColumns({ path }: WordPlace): boolean {
  const table = path.find((node) => node.kind === "tableAlias")?.table;
  if (table?.kind !== "tableFunction" || table.extend || table.call.kind !== "call") return false;
  return isCallTo(table.call, "EXTERN") && readExternArguments(table, table.call).signature === undefined;
}
