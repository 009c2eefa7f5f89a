/**
 * Asks the parser itself which words it takes at a place: the tokens before the place are parsed with each question behind them, and a
 * question is taken when the parser passes it without a complaint and without taking it for a name. So completion needs no second
 * grammar. What is long before the place and cannot matter (the middle of lists, what a closed value is made of) is left out, so that a
 * question costs little in long statements, too.
 */
import type { TextRange } from "../../text/range";
import { childrenOf, pathTo } from "../children";
import type { Grammar, Statement } from "../document";
import type { TokenList } from "../lexer";
import type { Node, Script } from "../nodes";
import { isSilentTemplate, isTag } from "../templates";
import { TokenKind } from "../tokenKind";
import { firstFrom, isReservedKeyword, tokenEnd, tokenKind, tokenStart } from "../tokens";
import { Cursor } from "./cursor";
import { endOfSkip, parseRound, without } from "./script";

/** Runs of words to ask about: `IS NOT NULL`. Make them once with `createPhrases`. */
export interface Phrases {
  readonly texts: readonly string[];
  /** The index of an earlier phrase without which this one is not taken either; -1 for none. */
  readonly leaders: readonly number[];
  /** All of them behind one another, so that a parser can read their images. */
  readonly joined: string;
  readonly kinds: readonly (readonly TokenKind[])[];
  readonly starts: readonly (readonly number[])[];
}

/**
 * Prepares questions: keywords in capitals, `(` or `?`, with single blanks between them. `followers` names phrases that the grammar takes only where it
 * takes the one that they are listed under: they are not asked about elsewhere.
 */
export function createPhrases(texts: readonly string[], followers: Readonly<Record<string, readonly string[]>> = {}): Phrases {
  const leaderOf = new Map(
    Object.entries(followers).flatMap(([leader, list]) => list.map((follower) => [follower, texts.indexOf(leader)])),
  );
  const kinds: TokenKind[][] = [];
  const starts: number[][] = [];
  let joined = "";
  for (const text of texts) {
    const words = text.split(" ");
    kinds.push(words.map(kindOfWord));
    starts.push(
      words.map((word) => {
        const start = joined.length + 1;
        joined += ` ${word}`;
        return start;
      }),
    );
  }
  return { texts, leaders: texts.map((text) => leaderOf.get(text) ?? -1), joined, kinds, starts };
}

function kindOfWord(word: string): TokenKind {
  if (word === "(") return TokenKind.LeftParen;
  if (word === "?") return TokenKind.Question;
  return (TokenKind as unknown as Readonly<Record<string, TokenKind>>)[word] ?? TokenKind.Invalid;
}

/** More tokens than this before the place, and the middle of lists is left out. */
const LONG = 60;
const MOST_ROUNDS = 12;
const LONGEST_PHRASE = 8;

/**
 * The indexes of the phrases that the grammar takes at `offset`, which lies between two tokens of the statement. `reading` as `whole` leaves
 * nothing out of what stands before the place, which takes long and says the same.
 */
export function takenAt(
  statement: Statement,
  offset: number,
  phrases: Phrases,
  reading: "shortened" | "whole" = "shortened",
): readonly number[] {
  const { grammar } = statement;
  const before = statement.text.slice(0, offset);
  const text = before + phrases.joined;
  const whole = tokensBefore(statement, offset);
  const short = reading === "whole" ? whole : shortened(withoutQueries(innermostQuery(whole)), statement.tree);
  const taken = allTaken(text, offset, readable(text, short, grammar, "kept"), phrases, grammar);
  return taken.length > 0 ? taken : allTaken(text, offset, readable(text, short, grammar, "dropped"), phrases, grammar);
}

function allTaken(text: string, offset: number, list: TokenList, phrases: Phrases, grammar: Grammar): readonly number[] {
  const taken: number[] = [];
  const isIn = new Uint8Array(phrases.texts.length);
  for (let index = 0; index < phrases.texts.length; index++) {
    const leader = phrases.leaders[index] as number;
    if (leader >= 0 && isIn[leader] === 0) continue;
    if (!isTaken(text, offset, list, phrases, index, grammar)) continue;
    isIn[index] = 1;
    taken.push(index);
  }
  return taken;
}

/** What the parser reads of the tokens that end at or before `offset`, with room for a phrase behind them. */
function tokensBefore({ tokens, text }: Statement, offset: number): TokenList {
  const kinds = new Uint16Array(tokens.count + LONGEST_PHRASE);
  const starts = new Uint32Array(tokens.count + LONGEST_PHRASE);
  const ends = new Uint32Array(tokens.count + LONGEST_PHRASE);
  let count = 0;
  for (let token = 0; token < tokens.count && tokenEnd(tokens, token) <= offset; token++) {
    const kind = tokenKind(tokens, token);
    const start = tokenStart(tokens, token);
    if (kind <= TokenKind.BlockComment) continue;
    if (kind === TokenKind.Template && (isTag(text, start) || isSilentTemplate(text, start))) continue;
    kinds[count] = kind;
    starts[count] = start;
    ends[count] = tokenEnd(tokens, token);
    count++;
  }
  return { kinds, starts, ends, count };
}

/** What stands in the innermost parenthesis that is open and begins a query: around it nothing matters. */
function innermostQuery(list: TokenList): TokenList {
  const open: number[] = [];
  for (let token = 0; token < list.count; token++) {
    if (list.kinds[token] === TokenKind.LeftParen) open.push(token);
    else if (list.kinds[token] === TokenKind.RightParen) open.pop();
  }
  for (let parenthesis = open.pop(); parenthesis !== undefined; parenthesis = open.pop()) {
    if (parenthesis + 1 < list.count && beginsQuery(list.kinds[parenthesis + 1] as TokenKind))
      return withRoom(without(list, 0, parenthesis + 1));
  }
  return list;
}

function beginsQuery(kind: TokenKind): boolean {
  return kind === TokenKind.SELECT || kind === TokenKind.WITH;
}

/** Whole queries in parentheses become `(SELECT 1)`, in place. */
function withoutQueries(list: TokenList): TokenList {
  const { kinds, starts, ends } = list;
  let count = 0;
  for (let token = 0; token < list.count; token++) {
    kinds[count] = kinds[token] as number;
    starts[count] = starts[token] as number;
    ends[count] = ends[token] as number;
    count++;
    const isQuery = kinds[token] === TokenKind.LeftParen && token + 2 < list.count && beginsQuery(kinds[token + 1] as TokenKind);
    const close = isQuery ? closing(list, token) : -1;
    if (close < 0) continue;
    for (const [kind, at] of [
      [TokenKind.SELECT, token + 1],
      [TokenKind.Integer, token + 2],
    ] as const) {
      kinds[count] = kind;
      starts[count] = starts[at] as number;
      ends[count] = ends[at] as number;
      count++;
    }
    token = close - 1;
  }
  return { kinds, starts, ends, count };
}

/** The parenthesis that closes the one at `open`, more than two tokens behind it; -1 where none does. */
function closing({ kinds, count }: TokenList, open: number): number {
  let depth = 0;
  for (let token = open; token < count; token++) {
    if (kinds[token] === TokenKind.LeftParen) depth++;
    else if (kinds[token] === TokenKind.RightParen && --depth === 0) return token > open + 3 ? token : -1;
  }
  return -1;
}

function parse(text: string, list: TokenList, grammar: Grammar): { readonly cursor: Cursor; readonly tree: Script } {
  const cursor = new Cursor(text, list, grammar.druidVersion, "document");
  return { cursor, tree: parseRound(cursor, { mode: "document", druidVersion: grammar.druidVersion }) };
}

/**
 * Without what no rule takes, as the parser of a whole statement does it, so that what stands behind is reached. What reaches up to the
 * place may only be begun, as NOT in front of IN, so that it is kept at first.
 */
function readable(text: string, list: TokenList, grammar: Grammar, end: "kept" | "dropped"): TokenList {
  let tokens = list;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const { cursor } = parse(text, tokens, grammar);
    if (cursor.index >= tokens.count) break;
    const to = endOfSkip(tokens, cursor.index);
    if (to >= tokens.count && end === "kept") break;
    tokens = without(tokens, cursor.index, to);
  }
  return withRoom(tokens);
}

function withRoom({ kinds, starts, ends, count }: TokenList): TokenList {
  if (kinds.length >= count + LONGEST_PHRASE) return { kinds, starts, ends, count };
  const roomy = {
    kinds: new Uint16Array(count + LONGEST_PHRASE),
    starts: new Uint32Array(count + LONGEST_PHRASE),
    ends: new Uint32Array(count + LONGEST_PHRASE),
  };
  roomy.kinds.set(kinds.subarray(0, count));
  roomy.starts.set(starts.subarray(0, count));
  roomy.ends.set(ends.subarray(0, count));
  return { ...roomy, count };
}

function isTaken(text: string, offset: number, list: TokenList, phrases: Phrases, index: number, grammar: Grammar): boolean {
  const words = phrases.kinds[index] as readonly TokenKind[];
  const places = phrases.starts[index] as readonly number[];
  let end = 0;
  for (let word = 0; word < words.length; word++) {
    const at = list.count + word;
    const start = offset + (places[word] as number);
    end = text.indexOf(" ", start);
    if (end < 0) end = text.length;
    list.kinds[at] = words[word] as TokenKind;
    list.starts[at] = start;
    list.ends[at] = end;
  }
  const start = offset + (places[0] as number);
  const { cursor, tree } = parse(text, { ...list, count: list.count + words.length }, grammar);
  if (cursor.index < list.count + words.length) return false;
  if (cursor.errors.some(({ range }) => range.start >= start && range.start < end)) return false;
  return isReservedKeyword(words[0] as TokenKind) || !isName(tree, start);
}

/** Whether what starts here is a name in the tree. */
function isName(tree: Script, start: number): boolean {
  return pathTo(tree, start).some((node) => node.kind === "identifier" && node.start === start);
}

/** The lists whose middle says nothing about what may follow. */
const LISTS: { readonly [Kind in Node["kind"]]?: string } = {
  select: "items",
  values: "rows",
  row: "items",
  with: "items",
  setOperation: "operands",
  operation: "operands",
  in: "items",
  call: "arguments",
  groupBy: "items",
  orderBy: "items",
  joinChain: "joins",
  columnDefinitionList: "columns",
  case: "branches",
};

/** Where an expression counts only as one: what it is made of says nothing about what may follow elsewhere. */
const HOLDS_VALUES: ReadonlySet<Node["kind"]> = new Set<Node["kind"]>([
  ...(["select", "selectItem", "join", "groupBy", "orderItem"] as const),
  ...(["case", "caseBranch", "call", "operation", "prefix", "parenthesized"] as const),
]);
/** The expressions that are one value, in the grammar of what holds them. */
const VALUES: ReadonlySet<Node["kind"]> = new Set<Node["kind"]>([
  ...(["operation", "prefix", "postfix", "between", "like", "in", "call", "cast", "case", "access", "parenthesized"] as const),
]);
/** In tokens; shorter values stay as they are. */
const LONG_VALUE = 9;
/** What may stand around a number as around any other expression. */
const BEFORE_VALUES: ReadonlySet<TokenKind> = new Set([
  ...[TokenKind.WHERE, TokenKind.HAVING, TokenKind.ON, TokenKind.AND, TokenKind.OR, TokenKind.NOT, TokenKind.WHEN, TokenKind.THEN],
  ...[TokenKind.ELSE, TokenKind.SELECT, TokenKind.BY, TokenKind.Comma, TokenKind.LeftParen],
]);
const BEHIND_VALUES: ReadonlySet<TokenKind> = new Set([
  ...[TokenKind.AND, TokenKind.OR, TokenKind.THEN, TokenKind.WHEN, TokenKind.ELSE, TokenKind.END, TokenKind.FROM, TokenKind.WHERE],
  ...[TokenKind.GROUP, TokenKind.HAVING, TokenKind.ORDER, TokenKind.LIMIT, TokenKind.Comma, TokenKind.RightParen, TokenKind.AS],
  ...[TokenKind.JOIN, TokenKind.LEFT, TokenKind.INNER, TokenKind.CROSS],
]);

/** A long list of tokens without the middle of the lists in it, and with a number for each long value that is closed. */
function shortened(list: TokenList, tree: Script): TokenList {
  if (list.count <= LONG) return list;
  const cuts = cutsOf(list, tree);
  const size = list.count + LONGEST_PHRASE;
  const kinds = new Uint16Array(size);
  const starts = new Uint32Array(size);
  const ends = new Uint32Array(size);
  let count = 0;
  let token = 0;
  const keep = (kind: number, end: number): void => {
    kinds[count] = kind;
    starts[count] = list.starts[token] as number;
    ends[count++] = end;
  };
  for (const { from, to, by } of cuts) {
    for (; token < from; token++) keep(list.kinds[token] as number, list.ends[token] as number);
    if (by === "value") keep(TokenKind.Integer, list.ends[to - 1] as number);
    token = to;
  }
  for (; token < list.count; token++) keep(list.kinds[token] as number, list.ends[token] as number);
  return { kinds, starts, ends, count };
}

/** Tokens that are left out, from the first to behind the last; `by` tells what stands for them. */
interface Cut {
  readonly from: number;
  readonly to: number;
  readonly by: "nothing" | "value";
}

/**
 * Values in the place of which a number may stand, and of each list what stands between its first and its last element, but for the word
 * before the last: `UNION` or `UNION ALL` matter. The tree is that of the whole statement: only what is closed before the last of the tokens
 * counts. In the order of the text, without those inside others.
 */
function cutsOf(list: TokenList, tree: Script): readonly Cut[] {
  const limit = list.starts[list.count - 1] as number;
  const cuts: Cut[] = [];
  const pending: [Node, Node["kind"]][] = [[tree, "script"]];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const [node, around] = next;
    const value = valueCut(list, node, around, limit);
    if (value) {
      cuts.push(value);
      continue;
    }
    const middle = middleOf(node, limit);
    const cut = middle && cutBetween(list, middle.start, middle.end, "nothing");
    if (cut && cut.from < cut.to) cuts.push(cut);
    for (const child of childrenOf(node)) {
      if (child.start < limit && (!middle || child.end <= middle.start || child.start >= middle.end)) pending.push([child, node.kind]);
    }
  }
  return cuts.sort((one, other) => one.from - other.from);
}

function valueCut(list: TokenList, node: Node, around: Node["kind"], limit: number): Cut | undefined {
  if (node.end > limit || node.end - node.start < LONG_VALUE || !VALUES.has(node.kind) || !HOLDS_VALUES.has(around)) return undefined;
  const cut = cutBetween(list, node.start, node.end, "value");
  if (cut.to - cut.from < LONG_VALUE || cut.from === 0) return undefined;
  const isAlone = BEFORE_VALUES.has(list.kinds[cut.from - 1] as TokenKind) && BEHIND_VALUES.has(list.kinds[cut.to] as TokenKind);
  return isAlone ? cut : undefined;
}

/** The part of a list that says nothing, of the elements that begin before `limit`. */
function middleOf(node: Node, limit: number): TextRange | undefined {
  const field = LISTS[node.kind];
  if (field === undefined) return undefined;
  const elements = (node as unknown as Readonly<Record<string, readonly Node[]>>)[field] ?? [];
  let count = elements.length;
  while (count > 0 && (elements[count - 1] as Node).start > limit) count--;
  const first = elements[0];
  const beforeLast = elements[count - 2];
  return first && beforeLast && count > 2 ? { start: first.end, end: beforeLast.end } : undefined;
}

function cutBetween(list: TokenList, start: number, end: number, by: Cut["by"]): Cut {
  return { from: firstFrom(list, start), to: firstFrom(list, end), by };
}
