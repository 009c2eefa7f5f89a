/**
 * A statement's tokens and comments as parts of a layout, by its plan. Every token and every comment is put in exactly once, in the order of
 * the text; only the comma of a list moves past comments, so that it stands where its style wants it.
 */
import { TokenKind } from "../../syntax/tokenKind";
import { isKeyword } from "../../syntax/tokens";
import { jsonParts } from "./externStrings";
import type { Part } from "./layout";
import type { FormatOptions, KeywordCase } from "./options";
import { LINE, type Plan, SPACING } from "./plan";
import { type Comment, type Gap, hasBreak, joinGaps, type Words } from "./words";

/** A stretch of the statement and the slot that its new text is printed to. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly slot: number;
}

export interface Assembly {
  readonly parts: readonly Part[];
  /** They cover the text from the first token to the end of the last one, without gap. */
  readonly stretches: readonly Stretch[];
  readonly slots: number;
}

/** The parts from the first word to the last one. There is at least one word. */
export function assemble(words: Words, plan: Plan, options: FormatOptions): Assembly {
  const state: State = { words, plan, options, parts: [], stretches: [], slot: 0, hanging: [] };
  for (let token = 0; token < words.count; token++) {
    if (plan.listCommas[token] === 1 && token > 0 && token + 1 < words.count) {
      addComma(state, token);
      token++;
    } else if (token > 0) {
      const gap = words.gaps[token] as Gap;
      cover(state, words.ends[token - 1] as number, words.starts[token] as number);
      addGap(state, token, gap);
    } else addOpens(state, token);
    cover(state, words.starts[token] as number, words.ends[token] as number);
    addWord(state, token);
  }
  addCloses(state, words.count);
  return { parts: state.parts, stretches: state.stretches, slots: state.slot + 1 };
}

interface State {
  readonly words: Words;
  readonly plan: Plan;
  readonly options: FormatOptions;
  readonly parts: Part[];
  readonly stretches: Stretch[];
  slot: number;
  /** The last tokens of what a comment moved to deeper lines, the innermost at the end. */
  readonly hanging: number[];
}

/** The level of a line that starts with a token. */
function levelOf({ plan, hanging }: State, token: number): number {
  while (hanging.length > 0 && (hanging[hanging.length - 1] as number) < token) hanging.pop();
  return (plan.levels[token] as number) + hanging.length;
}

/** The last token of what a comment moves along with a token: of `OVER (…)` the parenthesis. */
function reachOf({ plan, words }: State, token: number): number {
  let first = token;
  while (plan.reaches[first] === 0 && isKeyword(words.kinds[first] as TokenKind) && first < words.count - 1) first++;
  return plan.reaches[first] as number;
}

function cover(state: State, start: number, end: number): void {
  state.slot = state.stretches.length;
  state.stretches.push({ start, end, slot: state.slot });
}

/** A comma between items with all that stands around it; behind it comes token `comma + 1`. */
function addComma(state: State, comma: number): void {
  const { words, options } = state;
  const [before, after] = [words.gaps[comma] as Gap, words.gaps[comma + 1] as Gap];
  cover(state, words.ends[comma - 1] as number, words.starts[comma + 1] as number);
  if (options.commas === "trailing") {
    addCloses(state, comma);
    addOpens(state, comma);
    const stays = before.comments.length > 0 && !hasBreak(before);
    if (stays) addText(state, before.comments.map(({ text }) => ` ${text}`).join(""));
    addText(state, ",");
    addGap(state, comma + 1, stays ? after : joinGaps(before, after));
  } else {
    const stays = after.comments.length > 0 && !hasBreak(after);
    addGap(state, comma, stays ? before : joinGaps(before, after));
    addText(state, ",");
    addCloses(state, comma + 1);
    addText(state, " ");
    if (stays) addText(state, after.comments.map(({ text }) => `${text} `).join(""));
    addOpens(state, comma + 1);
  }
}

function addText(state: State, text: string): void {
  state.parts.push({ kind: "text", slot: state.slot, text, width: text.length });
}

function addCloses({ parts, plan, slot }: State, token: number): void {
  for (let count = plan.closes[token] as number; count > 0; count--) parts.push({ kind: "close", slot });
}

function addOpens({ parts, plan, slot }: State, token: number): void {
  for (const breaks of plan.opens[token] ?? []) parts.push({ kind: "open", slot, breaks });
}

/** What stands before a token: closes, comments, the line, opens. */
function addGap(state: State, token: number, gap: Gap): void {
  addCloses(state, token);
  if (gap.comments.length > 0) addComments(state, token, gap);
  else addLine(state, token, gap);
  addOpens(state, token);
}

function addLine(state: State, token: number, gap: Gap): void {
  const { plan, parts, slot } = state;
  const flat = spaceBefore(state, token, gap);
  const line = plan.lines[token] as number;
  if (line === LINE.none) {
    if (flat !== "") addText(state, flat);
    return;
  }
  const isKept = line === LINE.always || (line === LINE.kept && gap.breaksAfter > 0);
  parts.push({
    kind: "line",
    slot,
    flat,
    ends: isKept ? "always" : "if-broken",
    level: levelOf(state, token),
    blankLines: plan.blanks[token] === 1 ? Math.min(1, Math.max(0, gap.breaksAfter - 1)) : 0,
  });
}

function addComments(state: State, token: number, gap: Gap): void {
  if (hasBreak(gap)) addCommentLines(state, token, gap);
  else addInlineComments(state, token, gap);
}

/** Comments between two tokens of one line; they belong to the token behind them, unless that closes something. */
function addInlineComments(state: State, token: number, gap: Gap): void {
  const { plan, words } = state;
  const all = gap.comments.map(({ text }) => text).join(" ");
  const lead = isOpening(words.kinds[token - 1]) ? "" : " ";
  const trail = isClosing(words.kinds[token]) ? "" : " ";
  if (plan.lines[token] === LINE.none || isClosing(words.kinds[token])) {
    addText(state, lead + all);
    if (plan.lines[token] === LINE.none) addText(state, trail);
    else addLine(state, token, { comments: [], breaksAfter: 0 });
    return;
  }
  addLine(state, token, { comments: [], breaksAfter: 0 });
  addText(state, all + trail);
}

/** Comments of which one has the rest of its line, or a line, for itself. */
function addCommentLines(state: State, token: number, { comments, breaksAfter }: Gap): void {
  const { plan, words, parts, slot } = state;
  const isLinePlace = plan.lines[token] !== LINE.none || words.kinds[token] === TokenKind.Semicolon;
  const level = levelOf(state, token) + (isLinePlace ? 0 : 1);
  const reach = isLinePlace ? 0 : reachOf(state, token);
  if (reach > token) state.hanging.push(reach);
  const inner = level + (plan.closers[token] as number);
  const isFirst = isOpening(words.kinds[token - 1]);
  const end = (at: number, breaks: number): void =>
    void parts.push({ kind: "line", slot, flat: "", ends: "always", level: at, blankLines: breaks > 1 ? 1 : 0 });
  const last = comments[comments.length - 1] as Comment;
  const lastLine = comments.reduce((found, { breaksBefore }, index) => (breaksBefore > 0 ? index : found), -1);
  comments.forEach(({ text, breaksBefore, isLine }, index) => {
    const isBesideToken = index === lastLine && breaksAfter === 0 && !last.isLine;
    if (breaksBefore > 0) end(isBesideToken ? level : inner, index === 0 && isFirst ? 1 : breaksBefore);
    else addText(state, " ");
    parts.push({ kind: "text", slot, text, width: isLine ? 0 : text.length });
  });
  if (breaksAfter > 0 || last.isLine) end(level, plan.closers[token] === 1 ? 1 : breaksAfter);
  else addText(state, " ");
}

function isOpening(kind: TokenKind | undefined): boolean {
  return kind === TokenKind.LeftParen || kind === TokenKind.LeftBracket;
}

function isClosing(kind: TokenKind | undefined): boolean {
  return kind === TokenKind.RightParen || kind === TokenKind.RightBracket || kind === TokenKind.Semicolon || kind === TokenKind.Comma;
}

/** What stands between two tokens of one line. */
function spaceBefore({ words, plan }: State, token: number, gap: Gap): string {
  const [left, right] = [words.kinds[token - 1], words.kinds[token]];
  const written = gap.breaksAfter > 0 || words.ends[token - 1] !== words.starts[token] ? " " : "";
  if (isBesideTemplate(left, right)) return written;
  // A name that begins with a template is cut into pieces: `${year}2nd_half`.
  if (written === "" && words.hasTemplates && isWordLike(left) && isWordLike(right)) return written;
  if (plan.spacing[token] === SPACING.asWritten || AS_WRITTEN.has(left as TokenKind) || AS_WRITTEN.has(right as TokenKind)) return written;
  // `0x1F` and `1_000` are numbers with an alias that nobody meant, which is told as long as it is seen.
  if (written === "" && isNumber(left) && right === TokenKind.Identifier) return written;
  if (left === TokenKind.Dot || right === TokenKind.Dot) return joinsOtherwise(words, token) ? written : "";
  if (isClosing(right) || isOpening(left) || right === TokenKind.LeftBracket) return "";
  return plan.spacing[token] === SPACING.glued ? "" : " ";
}

function isNumber(kind: TokenKind | undefined): boolean {
  return kind === TokenKind.Integer || kind === TokenKind.Decimal || kind === TokenKind.Approximate;
}

/** Calcite reads `t.a$b` as one token and `t . a$b` as three, and a dot behind a number belongs to it. */
function joinsOtherwise({ text, starts, ends }: Words, token: number): boolean {
  return /^\d|\$/.test(text.slice(starts[token - 1], ends[token]));
}

/** Marks with rules of their own, whose blanks are kept. */
const AS_WRITTEN: ReadonlySet<TokenKind> = new Set([
  TokenKind.Colon,
  TokenKind.DoubleDot,
  TokenKind.LeftBrace,
  TokenKind.RightBrace,
  TokenKind.BraceD,
  TokenKind.BraceT,
  TokenKind.BraceTs,
  TokenKind.BraceFn,
  TokenKind.HintBegin,
  TokenKind.CommentEnd,
]);

/** Nobody knows what a template becomes: a blank beside it may part two names, or none may make them one. */
function isBesideTemplate(left: TokenKind | undefined, right: TokenKind | undefined): boolean {
  return (left === TokenKind.Template && isWordLike(right)) || (right === TokenKind.Template && isWordLike(left));
}

function isWordLike(kind: TokenKind | undefined): boolean {
  return (
    kind !== undefined && ((kind >= TokenKind.Identifier && kind <= TokenKind.CollationId) || kind === TokenKind.Dot || isKeyword(kind))
  );
}

function addWord(state: State, token: number): void {
  const { words, plan, options, parts, slot } = state;
  const written = words.text.slice(words.starts[token], words.ends[token]);
  const json = plan.json[token] === 1 ? jsonParts(written, levelOf(state, token), slot) : undefined;
  if (json) for (const part of json) parts.push(part);
  else
    addText(state, isKeyword(words.kinds[token] as TokenKind) && plan.names[token] === 0 ? inCase(written, options.keywordCase) : written);
}

function inCase(word: string, keywordCase: KeywordCase): string {
  if (keywordCase === "keep") return word;
  return keywordCase === "upper" ? word.toUpperCase() : word.toLowerCase();
}
