/**
 * Reads one text: leading SETs and a statement. What no rule takes is reported, taken out, and the rest is read again, so that a slip in
 * one clause does not hide the others. The number of such rounds is limited, so the work stays linear.
 * Source: `SqlStmtList` of Druid's `Parser.jj` and `DruidSqlParser.processStatementList`.
 */
import { phrase, t } from "../../text/l10n";
import { atOnce, type Steps } from "../../text/steps";
import type { ParseError } from "../errors";
import type { TokenList } from "../lexer";
import { Memory } from "../memory";
import type { Script, SetStatement, StatementNode } from "../nodes";
import { TokenKind } from "../tokenKind";
import { isReservedKeyword } from "../tokens";
import { Cursor } from "./cursor";
import { isClauseKeyword } from "./keywordSets";
import { describeToken, reservedWordMessage } from "./messages";
import { parseStatementNode } from "./otherStatements";
import { PAUSE, Pauses, USUAL_PACE } from "./pauses";
import { startsQuery } from "./query";
import { findTypo, type Typo } from "./typos";

/** How the text is read: as an editor's statement, or as one request to Druid. */
export interface ScriptOptions {
  readonly mode: "document" | "request";
  readonly druidVersion: number;
}

export interface ParsedScript {
  readonly tree: Script;
  readonly errors: readonly ParseError[];
}

const MOST_ROUNDS = 12;
const SET_ALONE = phrase("SET alone is no request: a statement must follow.");

/** Parses the tokens of one text. Never throws; for any text there is a tree. */
export function parseScript(text: string, list: TokenList, options: ScriptOptions): ParsedScript {
  const first = readWhole(text, list, options, undefined);
  // Most texts need no other round.
  if (first.cursor.at(TokenKind.EndOfText)) return { tree: first.tree, errors: mergeErrors([], first.cursor.errors, new Set()) };
  return atOnce(parseRounds(text, list, options, () => undefined, first));
}

/** The same in steps, for a long text. */
export function parseScriptInSteps(text: string, list: TokenList, options: ScriptOptions, pace = USUAL_PACE): Steps<ParsedScript> {
  return parseRounds(text, list, options, () => new Pauses(pace));
}

function* parseRounds(
  text: string,
  list: TokenList,
  options: ScriptOptions,
  pausesOfRound: () => Pauses | undefined,
  first?: ReadWhole,
): Steps<ParsedScript> {
  let tokens = list;
  const behindSkips = new Set<number>();
  const errors: ParseError[] = [];
  for (let round = 0; ; round++) {
    const { cursor, tree } = (round === 0 && first) || (yield* readInSteps(text, tokens, options, pausesOfRound()));
    const done = cursor.at(TokenKind.EndOfText) || round === MOST_ROUNDS;
    if (done) return { tree, errors: mergeErrors(errors, cursor.errors, behindSkips) };
    const typo = findTypo(text, tokens, cursor.index);
    if (typo) {
      errors.push(typoError(text, tokens, typo));
      tokens = corrected(tokens, typo);
      continue;
    }
    const leftover = leftoverError(cursor);
    errors.push(leftover);
    const end = endOfSkip(tokens, cursor.index);
    const behind = end < tokens.count ? (tokens.starts[end] as number) : endBefore(tokens, cursor.index);
    if (behind !== leftover.range.start) behindSkips.add(behind);
    tokens = without(tokens, cursor.index, end);
  }
}

/** One reading of the tokens, and what is left of them. */
interface ReadWhole {
  readonly cursor: Cursor;
  readonly tree: Script;
}

function readWhole(text: string, tokens: TokenList, options: ScriptOptions, pauses: Pauses | undefined): ReadWhole {
  const cursor = new Cursor(text, tokens, options.druidVersion, options.mode, pauses);
  return { cursor, tree: parseRound(cursor, options) };
}

/** The same in as many steps as the pauses ask for. */
function* readInSteps(text: string, tokens: TokenList, options: ScriptOptions, pauses: Pauses | undefined): Steps<ReadWhole> {
  for (;;) {
    pauses?.nextStep();
    try {
      return readWhole(text, tokens, options, pauses);
    } catch (error) {
      if (error !== PAUSE) throw error;
    }
    yield;
  }
}

/** One reading of the tokens; what no rule takes is left behind the cursor. */
export function parseRound(cursor: Cursor, options: ScriptOptions): Script {
  try {
    return options.mode === "document" ? parseDocumentScript(cursor) : parseRequestScript(cursor);
  } catch (error) {
    // The depth limit keeps the stack small; a host with a smaller stack than usual still gets an answer.
    if (!(error instanceof RangeError)) throw error;
    return abandon(cursor);
  }
}

function abandon(cursor: Cursor): Script {
  const end = cursor.text.length;
  cursor.report("nested-too-deeply", t("This is nested too deeply to be parsed."), cursor.start, cursor.end);
  cursor.index = cursor.tokens.count;
  cursor.kind = TokenKind.EndOfText;
  return {
    kind: "script",
    start: 0,
    end,
    sets: [],
    statement: { kind: "error", start: 0, end, expected: phrase("a statement") },
    tableStarts: [],
    memory: new Memory(),
  };
}

/** SETs, a statement, and the `;` that closes them. */
function parseDocumentScript(p: Cursor): Script {
  const sets: SetStatement[] = [];
  for (;;) {
    while (p.accept(TokenKind.Semicolon) || acceptLeadingTemplate(p));
    if (p.at(TokenKind.EndOfText)) {
      const last = sets.at(-1);
      if (last) p.report("statement-order", t(SET_ALONE), last.start, last.end);
      return finish(p, sets, undefined);
    }
    const statement = parseStatementNode(p);
    if (statement.kind !== "set") {
      while (p.accept(TokenKind.Semicolon));
      return finish(p, sets, statement);
    }
    sets.push(checkSet(p, statement));
    if (p.at(TokenKind.Semicolon) || p.at(TokenKind.EndOfText)) continue;
    if (!startsQuery(p.kind) && !STATEMENT_STARTS.has(p.kind)) return finish(p, sets, undefined);
    p.report("syntax-error", t("A ; is missing before {0}: SET is a statement of its own.", p.image()), p.start, p.end);
  }
}

/** A template before the first word of a statement stands for something of its own. */
function acceptLeadingTemplate(p: Cursor): boolean {
  if (!p.at(TokenKind.Template)) return false;
  const next = p.peek(1);
  const leads = startsQuery(next) || STATEMENT_STARTS.has(next) || next === TokenKind.Template;
  if (leads) p.advance();
  return leads;
}

const STATEMENT_STARTS: ReadonlySet<TokenKind> = new Set([TokenKind.INSERT, TokenKind.REPLACE, TokenKind.EXPLAIN, TokenKind.SET]);

function finish(p: Cursor, sets: readonly SetStatement[], statement: StatementNode | undefined): Script {
  const start = sets[0]?.start ?? statement?.start ?? 0;
  const end = Math.max(start, p.lastEnd);
  const tableStarts = p.tableStarts.slice();
  const memory = new Memory();
  return statement
    ? { kind: "script", start, end, sets, tableStarts, memory, statement }
    : { kind: "script", start, end, sets, tableStarts, memory };
}

/** The text as Druid takes it: one statement behind any number of SETs, from Druid 34 on. */
function parseRequestScript(p: Cursor): Script {
  const statements: StatementNode[] = [parseStatementNode(p)];
  const lists = p.druidVersion >= 34;
  while (p.at(TokenKind.Semicolon) && lists && !endsWithIngest(statements)) {
    p.advance();
    if (p.at(TokenKind.EndOfText) || p.at(TokenKind.Semicolon)) continue;
    statements.push(parseStatementNode(p));
  }
  const first = statements.findIndex((statement) => statement.kind !== "set");
  const sets = (first < 0 ? statements : statements.slice(0, first)) as SetStatement[];
  if (lists) checkStatementList(p, statements, sets);
  const statement = first < 0 ? undefined : statements[first];
  return finish(p, lists ? sets : [], lists ? statement : statements[0]);
}

/** INSERT and REPLACE, explained or not, are read to the very end: a `;` behind them is an error for Druid. */
function endsWithIngest(statements: readonly StatementNode[]): boolean {
  const last = statements[statements.length - 1];
  return last?.kind === "ingest" || (last?.kind === "explain" && last.statement.kind === "ingest");
}

function checkStatementList(p: Cursor, statements: readonly StatementNode[], sets: readonly SetStatement[]): void {
  for (const set of sets) checkSet(p, set);
  const extra = statements[sets.length + 1];
  if (sets.length === statements.length && p.at(TokenKind.EndOfText)) {
    p.report("statement-order", t(SET_ALONE), p.lastEnd, p.lastEnd);
  } else if (extra) {
    p.report("statement-order", t("Druid takes one statement at a time; only SET may stand before it."), extra.start, extra.end);
  }
}

function checkSet(p: Cursor, set: SetStatement): SetStatement {
  const value = set.value;
  if (set.verb === "RESET") p.report("set-needs-literal", t("Druid does not take RESET; leave the parameter out."), set.start, set.end);
  else if (value && (value.kind === "name" || value.kind === "word")) {
    const template = value.kind === "name" && value.parts.some((part) => part.template);
    if (!template)
      p.report("set-needs-literal", t("SET takes a literal: a string in quotes, a number, TRUE, FALSE or NULL."), value.start, value.end);
  } else if (value && isUnsupportedSetValue(value)) {
    p.report("set-needs-literal", t("SET takes a string, a number, TRUE, FALSE or NULL."), value.start, value.end);
  }
  return set;
}

function isUnsupportedSetValue(value: NonNullable<SetStatement["value"]>): boolean {
  return value.kind === "interval" || (value.kind === "literal" && (value.type === "binary" || value.chained));
}

function typoError(text: string, tokens: TokenList, { index, keyword }: Typo): ParseError {
  const range = { start: tokens.starts[index] as number, end: tokens.ends[index] as number };
  const written = text.slice(range.start, range.end);
  return {
    code: "syntax-error",
    message: t('"{0}" does not fit here; is {1} meant?', written, TokenKind[keyword]),
    range,
    meant: TokenKind[keyword],
  };
}

/** The tokens as they were meant, so that the rest of the statement is read as well. */
function corrected(tokens: TokenList, { index, keyword }: Typo): TokenList {
  const kinds = tokens.kinds.slice(0, tokens.count);
  kinds[index] = keyword;
  return { ...tokens, kinds };
}

function leftoverError(p: Cursor): ParseError {
  const reported = p.errors.find((error) => error.range.start === p.start);
  if (reported) return reported;
  const image = p.image();
  const range = { start: p.start, end: p.end };
  if (p.at(TokenKind.Semicolon))
    return { code: "syntax-error", message: t("Druid takes no ; behind this statement."), range, isLeftOver: true };
  if (p.kind <= TokenKind.UnclosedComment || p.at(TokenKind.Quote) || p.at(TokenKind.DoubleQuote)) {
    return { ...describeToken(p, phrase("something else")), range };
  }
  if (isReservedKeyword(p.kind) && !isClauseKeyword(p.kind)) return { code: "reserved-word", message: reservedWordMessage(image), range };
  const shown = image.length > 40 ? `${image.slice(0, 39)}…` : image;
  return { code: "syntax-error", message: t('"{0}" does not fit here.', shown), range, isLeftOver: true };
}

/** From the misfit to the next word that may begin a clause at the same depth, a comma, a closing bracket or `;`. */
export function endOfSkip(tokens: TokenList, from: number): number {
  let depth = 0;
  for (let index = from; index < tokens.count; index++) {
    const kind = tokens.kinds[index] as TokenKind;
    if (kind === TokenKind.LeftParen) depth++;
    else if (kind === TokenKind.RightParen) {
      if (depth === 0) return Math.max(index, from + 1);
      depth--;
    } else if (depth === 0 && index > from && endsSkip(kind)) return index;
  }
  return tokens.count;
}

function endsSkip(kind: TokenKind): boolean {
  switch (kind) {
    case TokenKind.Comma:
    case TokenKind.Semicolon:
    case TokenKind.FROM:
    case TokenKind.WHERE:
    case TokenKind.GROUP:
    case TokenKind.HAVING:
    case TokenKind.ORDER:
    case TokenKind.LIMIT:
    case TokenKind.UNION:
    case TokenKind.JOIN:
    case TokenKind.LEFT:
    case TokenKind.INNER:
    case TokenKind.CROSS:
    case TokenKind.ON:
    case TokenKind.AND:
    case TokenKind.OR:
    case TokenKind.SELECT:
    case TokenKind.PARTITIONED:
    case TokenKind.CLUSTERED:
    case TokenKind.OVERWRITE:
      return true;
    default:
      return false;
  }
}

/** Where a text ends whose tokens from `index` on are taken out: what is missing there is missed because of that. */
function endBefore(tokens: TokenList, index: number): number {
  return index === 0 ? 0 : (tokens.ends[index - 1] as number);
}

export function without(tokens: TokenList, from: number, to: number): TokenList {
  const rest = (array: Uint16Array | Uint32Array, copy: Uint16Array | Uint32Array): void => {
    copy.set(array.subarray(0, from));
    copy.set(array.subarray(to, tokens.count), from);
  };
  const count = tokens.count - (to - from);
  const kinds = new Uint16Array(count);
  const starts = new Uint32Array(count);
  const ends = new Uint32Array(count);
  rest(tokens.kinds, kinds);
  rest(tokens.starts, starts);
  rest(tokens.ends, ends);
  return { kinds, starts, ends, count };
}

/**
 * Errors of all rounds in the order of the text, one at a place. What stands right behind a skipped stretch is only its consequence, and
 * behind a first word that starts no statement everything is.
 */
function mergeErrors(skipped: readonly ParseError[], last: readonly ParseError[], behindSkips: ReadonlySet<number>): readonly ParseError[] {
  if (skipped.length === 0 && last.length < 2) return last;
  const tooDeep = last.find(({ code }) => code === "nested-too-deeply");
  if (tooDeep) return [tooDeep];
  const byStart = new Map<number, ParseError>();
  for (const error of skipped)
    if (!behindSkips.has(error.range.start) && !byStart.has(error.range.start)) byStart.set(error.range.start, error);
  for (const error of last)
    if (!behindSkips.has(error.range.start) && !byStart.has(error.range.start)) byStart.set(error.range.start, error);
  const sorted = [...byStart.values()].sort((one, other) => one.range.start - other.range.start);
  if (sorted.length === 0) return [...skipped, ...last].slice(0, 1);
  return sorted[0]?.code === "not-a-query" ? sorted.slice(0, 1) : sorted;
}
