/**
 * Keywords by the grammar: what the parser takes at the cursor, phrases as one. Left out is what the text behind the cursor has already.
 */
import { FIRST_VERSION_WITH_SET } from "../../analysis/route";
import { queryOf } from "../../analysis/scopes";
import { FOLLOWERS, PHRASES, UNITS, wordsOf } from "../../data/phrases";
import { createPhrases, takenAt } from "../../syntax/parser/probe";
import { TokenKind } from "../../syntax/tokenKind";
import { firstFrom, isTrivia, significantBefore, tokenEnd, tokenKind, tokenStart } from "../../syntax/tokens";
import type { Offer } from "./item";
import { rankPhrases } from "./keywordRank";
import { inCase, type LetterCase } from "./letterCase";
import type { WordPlace } from "./place";
import { isInOverwrite, isJoinWithoutCondition } from "./tokensBefore";

const QUESTIONS = createPhrases(PHRASES, FOLLOWERS);
const UNIT_WORDS: ReadonlySet<string> = new Set(UNITS);

/** The phrases that the grammar takes in place of the word at the cursor, in capitals. */
export function phrasesAt(place: WordPlace): ReadonlySet<string> {
  if (place.isBehindDot || place.typed.startsWith('"')) return new Set();
  const taken = new Set(takenAt(place.statement, place.range.start, QUESTIONS).map((index) => PHRASES[index] as string));
  // The parser complains of a SET that no statement follows, and so of each that is asked about; it stands where any statement begins.
  const takesSet = place.context.settings.profile.druidVersion >= FIRST_VERSION_WITH_SET;
  if (takesSet && taken.has("INSERT INTO") && taken.has("EXPLAIN PLAN FOR")) taken.add("SET");
  // Where any unit of time may stand, the grammar takes any name for one.
  return taken.has("WEEK") ? new Set([...taken].filter((phrase) => UNIT_WORDS.has(phrase))) : taken;
}

/** The phrases as offers, in the case that the author writes. */
export function keywordOffers(place: WordPlace, phrases: ReadonlySet<string>, letterCase: LetterCase): readonly Offer[] {
  const behind = phrases.has("INSERT INTO") ? "" : wordsBehind(place);
  const limit = clauseBehind(place);
  const before = firstFrom(place.statement.tokens, place.range.start);
  const rank = rankPhrases(place, phrases, before);
  const around: Around = {
    place,
    all: phrases,
    before,
    word: wordBefore(place),
    isOverwriting: isInOverwrite(place.statement.tokens, before),
  };
  return [...phrases]
    .filter((phrase) => !`${behind} `.startsWith(`${phrase} `) && orderOf(phrase) < limit && isMeant(phrase, around))
    .map((phrase) => ({
      kind: UNIT_WORDS.has(phrase) ? ("unit" as const) : ("keyword" as const),
      label: inCase(wordsOf(phrase), letterCase),
      text: inCase(phrase.replace(" ?", ""), letterCase),
      format: "plain" as const,
      rank: rank(phrase),
      about: `keyword:${wordsOf(phrase)}`,
      ...(GOES_ON.has(phrase) && { goesOn: true as const }),
    }));
}

/** What stands around the cursor, for all phrases. */
interface Around {
  readonly place: WordPlace;
  /** The phrases that the grammar takes. */
  readonly all: ReadonlySet<string>;
  /** Index of the first token behind the cursor. */
  readonly before: number;
  /** The word before the cursor, in capitals. */
  readonly word: string;
  /** Whether the cursor is in the condition of OVERWRITE WHERE. */
  readonly isOverwriting: boolean;
}

/** What the grammar takes and nobody means: a longer phrase says it better, or Druid refuses it later. */
function isMeant(phrase: string, { place, all, before, word, isOverwriting }: Around): boolean {
  // UNION without ALL takes plain columns of datasources only; who goes on with more is told so.
  if (word === "UNION") return phrase === "ALL" || QUERIES.has(phrase);
  // Druid refuses a query behind OVERWRITE later.
  if (word === "OVERWRITE") return phrase === "ALL" || phrase === "WHERE";
  if (isOverwriting && !IN_OVERWRITE.has(phrase)) return false;
  if (word === "PLAN") return phrase === "FOR";
  if (place.path.some((node) => node.kind === "partitionedBy")) return UNIT_WORDS.has(phrase) || IN_PARTITIONED_BY.has(phrase);
  const bounds = boundsMeant(place, word);
  if (bounds) return bounds.has(phrase);
  switch (phrase) {
    case "EMPTY":
    case "ERROR":
      return word === "ON";
    case "NULL":
      return !all.has("NULL ON EMPTY");
    case "NOT":
      return !all.has("NOT NULL") || word !== "IS";
    case "DISTINCT":
      return !all.has("DISTINCT FROM");
    case "TIME":
      return word === "ALL";
    case "ALL":
      return !all.has("DISTINCT") && !all.has("ALL TIME");
    case "SELECT":
    case "WITH":
    case "VALUES":
      return place.path.at(-3)?.kind !== "call";
    case "NOT NULL":
      return word === "IS";
    case "AS":
    case "EXTEND":
      return !all.has("SELECT");
    case "TABLE":
      return place.path.at(-3)?.kind !== "call";
    case "ON":
    case "USING":
      return !isJoinWithoutCondition(place.statement.tokens, before);
    case "DESC":
      // Druid clusters upwards only.
      return !isBehind(place, TokenKind.CLUSTERED);
    case "ORDER BY":
    case "OFFSET":
      return !isOutputOfIngest(place);
    case "CLUSTERED BY":
      return isBehind(place, TokenKind.PARTITIONED);
    default:
      return true;
  }
}

/** What a frame may begin with, or end with, where the cursor is in front of a bound. */
function boundsMeant(place: WordPlace, before: string): ReadonlySet<string> | undefined {
  if (!place.path.some((node) => node.kind === "windowBound" && node.start === place.markerStart)) return undefined;
  if (before === "AND") return ENDS;
  return before === "BETWEEN" || before === "ROWS" || before === "RANGE" ? STARTS : undefined;
}

/** What Druid takes in the condition of OVERWRITE WHERE, and what stands behind it. */
const IN_OVERWRITE: ReadonlySet<string> = new Set(["WHERE", "AND", "OR", "NOT", "BETWEEN", "SELECT", "WITH", "VALUES", "TABLE"]);

/** Beside the units, which words are taken for a time chunk. */
const IN_PARTITIONED_BY: ReadonlySet<string> = new Set(["TO", "BY", "TIME", "CLUSTERED BY"]);

const STARTS: ReadonlySet<string> = new Set(["BETWEEN", "UNBOUNDED PRECEDING", "CURRENT ROW"]);
const ENDS: ReadonlySet<string> = new Set(["CURRENT ROW", "UNBOUNDED FOLLOWING"]);

const QUERIES: ReadonlySet<string> = new Set(["SELECT", "VALUES", "TABLE"]);

/** INSERT and REPLACE sort by CLUSTERED BY, what stands in parentheses sorts as ever. */
function isOutputOfIngest({ statement: { tokens, tree }, range }: WordPlace): boolean {
  if (queryOf(tree.statement)?.kind !== "ingest") return false;
  let depth = 0;
  for (let token = firstFrom(tokens, range.start) - 1; token >= 0; token--) {
    const kind = tokenKind(tokens, token);
    if (kind === TokenKind.RightParen) depth++;
    else if (kind === TokenKind.LeftParen && --depth < 0) return false;
  }
  return true;
}

/** Whether a keyword stands somewhere before the cursor. */
function isBehind({ statement: { tokens }, range }: WordPlace, sought: TokenKind): boolean {
  for (let token = firstFrom(tokens, range.start) - 1; token >= 0; token--) if (tokenKind(tokens, token) === sought) return true;
  return false;
}

/** Clauses in the order in which the grammar wants them. */
const ORDER: readonly string[] = [
  ...["SELECT", "FROM", "JOIN", "WHERE", "GROUP BY", "HAVING", "WINDOW", "ORDER BY", "LIMIT", "OFFSET", "PARTITIONED BY", "CLUSTERED BY"],
];
const ORDER_OF_KIND: ReadonlyMap<TokenKind, number> = new Map([
  [TokenKind.SELECT, 0],
  [TokenKind.FROM, 1],
  [TokenKind.JOIN, 2],
  [TokenKind.WHERE, 3],
  [TokenKind.GROUP, 4],
  [TokenKind.HAVING, 5],
  [TokenKind.WINDOW, 6],
  [TokenKind.ORDER, 7],
  [TokenKind.LIMIT, 8],
  [TokenKind.OFFSET, 9],
  [TokenKind.PARTITIONED, 10],
  [TokenKind.CLUSTERED, 11],
]);

function orderOf(phrase: string): number {
  if (phrase === "SELECT" || phrase.endsWith("JOIN")) return -1;
  return phrase === "UNION ALL" ? 9.5 : ORDER.indexOf(phrase);
}

/** How far behind the cursor the next clause is looked for, in tokens. */
const FARTHEST = 400;

/** The order of the next clause of the same query behind the cursor; what stands in front of it must come before. */
function clauseBehind({ statement: { tokens }, range }: WordPlace): number {
  let depth = 0;
  let seen = 0;
  for (let token = firstFrom(tokens, range.end); token < tokens.count && seen < FARTHEST; token++, seen++) {
    const kind = tokenKind(tokens, token);
    if (kind === TokenKind.LeftParen) depth++;
    else if (kind === TokenKind.RightParen && --depth < 0) break;
    else if (depth === 0 && kind === TokenKind.SELECT) break;
    else if (depth === 0 && (kind === TokenKind.UNION || kind === TokenKind.Semicolon)) break;
    else if (depth === 0 && ORDER_OF_KIND.has(kind)) return ORDER_OF_KIND.get(kind) as number;
  }
  return Number.POSITIVE_INFINITY;
}

const GOES_ON: ReadonlySet<string> = new Set(["SET", "PARTITIONED BY", "INSERT INTO", "REPLACE INTO", "FROM", "JOIN", "LEFT JOIN"]);

/** The next three words behind the cursor, in capitals. Behind an empty line a statement may begin that has nothing to do with the cursor. */
function wordsBehind({ statement: { tokens, text }, range }: WordPlace): string {
  const words: string[] = [];
  for (let token = firstFrom(tokens, range.end); token < tokens.count && words.length < 3; token++) {
    if (isTrivia(tokenKind(tokens, token))) continue;
    if (words.length === 0 && EMPTY_LINE.test(text.slice(range.end, tokenStart(tokens, token)))) return "";
    words.push(text.slice(tokenStart(tokens, token), tokenEnd(tokens, token)).toUpperCase());
  }
  return words.join(" ");
}

const EMPTY_LINE = /\n[^\S\n]*\n/;

/** The word before the one at the cursor, in capitals. */
export function wordBefore({ statement: { tokens, text }, range }: WordPlace): string {
  const token = significantBefore(tokens, firstFrom(tokens, range.start));
  return token < 0 ? "" : text.slice(tokenStart(tokens, token), tokenEnd(tokens, token)).toUpperCase();
}
