/**
 * Where the cursor stands: in a comment, in a string, or where a word of SQL may be written. A word of SQL is understood by a marker in its
 * place: the statement is read with it, and where the marker lands in the tree tells what is meant. Half-typed text needs nothing else.
 */
import { pathTo } from "../../syntax/children";
import { openDocument, type PlacedStatement, type Statement } from "../../syntax/document";
import type { Literal, Node } from "../../syntax/nodes";
import { TokenKind } from "../../syntax/tokenKind";
import { isKeyword, isName, tokenAt, tokenEnd, tokenKind, tokenStart } from "../../syntax/tokens";
import type { TextRange } from "../../text/range";
import type { LanguageContext } from "../context";

/** The name that stands in place of the word at the cursor. */
export const MARKER = "zz__druid_sql_cursor__zz";

/** A word of SQL may be written here. Offsets are local to the statement. */
export interface WordPlace {
  readonly kind: "word";
  readonly context: LanguageContext;
  readonly statement: Statement;
  readonly offset: number;
  /** The word at the cursor, quotes included; empty where there is none. */
  readonly range: TextRange;
  /** The part of it before the cursor. */
  readonly typed: string;
  /** Whether a dot stands before it. */
  readonly isBehindDot: boolean;
  /** The statement with the marker in place of the word, and the nodes from its root down to the marker. */
  readonly marked: Statement;
  readonly path: readonly Node[];
  readonly markerStart: number;
}

/** A string of SQL: between its quotes. */
export interface StringPlace {
  readonly kind: "string";
  readonly context: LanguageContext;
  /** The statement, its string closed where it was not. */
  readonly statement: Statement;
  readonly offset: number;
  readonly literal: Literal;
  /** The nodes from the root down to the literal. */
  readonly path: readonly Node[];
}

/** A comment of one line or a block. */
export interface CommentPlace {
  readonly kind: "comment";
  readonly context: LanguageContext;
  readonly statement: Statement;
  readonly offset: number;
  readonly range: TextRange;
}

export type Place = WordPlace | StringPlace | CommentPlace;

/** The place at an offset of the statement; undefined where nothing can be offered, as in a number or a template. */
export function placeOf(context: LanguageContext, { statement }: PlacedStatement, offset: number): Place | undefined {
  const { tokens } = statement;
  const at = tokenAt(tokens, offset);
  const before = offset > 0 ? tokenAt(tokens, offset - 1) : at;
  const kind = tokens.count === 0 ? TokenKind.EndOfText : tokenKind(tokens, before);
  const end = tokenEnd(tokens, before);
  if (offset > 0 && isCommentAt(kind, offset, tokenStart(tokens, before), end)) {
    return { kind: "comment", context, statement, offset, range: { start: tokenStart(tokens, before), end } };
  }
  if (offset > 0 && offset < end && kind >= TokenKind.String && kind <= TokenKind.BinaryString)
    return stringPlace(context, statement, offset);
  if (hasOpenQuote(statement, offset)) return openString(context, statement, offset);
  if (offset > 0 && (kind === TokenKind.Template || isNumber(kind)) && (offset < end || isNumber(kind))) return undefined;
  return wordPlace(context, statement, offset, wordAt(statement, offset));
}

function isCommentAt(kind: TokenKind, offset: number, start: number, end: number): boolean {
  if (kind === TokenKind.UnclosedComment) return offset > start;
  if (kind === TokenKind.LineComment) return offset > start + 1;
  return kind === TokenKind.BlockComment && offset > start && offset < end;
}

function isNumber(kind: TokenKind): boolean {
  return kind >= TokenKind.Integer && kind <= TokenKind.Approximate;
}

/** Whether a `'` before the offset is closed by nothing. */
function hasOpenQuote({ tokens }: Statement, offset: number): boolean {
  for (let token = 0; token < tokens.count && tokenStart(tokens, token) < offset; token++) {
    if (tokenKind(tokens, token) === TokenKind.Quote) return true;
  }
  return false;
}

function stringPlace(context: LanguageContext, statement: Statement, offset: number): StringPlace | undefined {
  const path = pathTo(statement.tree, offset);
  const literal = path.at(-1);
  return literal?.kind === "literal" && literal.start < offset ? { kind: "string", context, statement, offset, literal, path } : undefined;
}

/** The string ends with the line that the cursor is in, before what closes calls and statements there. */
function openString(context: LanguageContext, { text, grammar }: Statement, offset: number): StringPlace | undefined {
  const line = text.indexOf("\n", offset);
  let close = line < 0 ? text.length : line;
  while (close > offset && CLOSING.has(text[close - 1] as string)) close--;
  const [placed] = openDocument(`${text.slice(0, close)}'${text.slice(close)}`, grammar).statements;
  return placed && offset < placed.statement.text.length ? stringPlace(context, placed.statement, offset) : undefined;
}

const CLOSING: ReadonlySet<string> = new Set([" ", "\t", "\r", ";", ")", ","]);

/** The word at the offset: a name, a keyword, a quoted name, or a quote that opens one. */
function wordAt({ tokens, text }: Statement, offset: number): TextRange {
  const opened = openName(text, offset, tokens);
  if (opened) return opened;
  for (const token of offset > 0 ? [tokenAt(tokens, offset - 1), tokenAt(tokens, offset)] : [tokenAt(tokens, offset)]) {
    const kind = tokenKind(tokens, token);
    const range = { start: tokenStart(tokens, token), end: tokenEnd(tokens, token) };
    const isWord = (isName(kind) && kind !== TokenKind.Template) || isKeyword(kind);
    const isQuoted =
      kind === TokenKind.QuotedIdentifier || kind === TokenKind.UnicodeQuotedIdentifier || kind === TokenKind.BacktickIdentifier;
    if (isWord && range.start <= offset && offset <= range.end && !(isQuoted && (offset === range.start || offset === range.end)))
      return range;
  }
  return { start: offset, end: offset };
}

/** `"` without its end, and `""`: the quotes that an editor has put there. */
function openName(text: string, offset: number, tokens: Statement["tokens"]): TextRange | undefined {
  if (tokens.count === 0 || offset === 0) return undefined;
  const written = /"([A-Za-z0-9_$ -]*)$/.exec(text.slice(Math.max(0, offset - 129), offset));
  if (!written) return undefined;
  const start = offset - written[0].length;
  if (tokenKind(tokens, tokenAt(tokens, start)) !== TokenKind.DoubleQuote) return undefined;
  const rest = /^[A-Za-z0-9_$]*"?/.exec(text.slice(offset, offset + 129));
  return { start, end: offset + (rest?.[0].length ?? 0) };
}

function wordPlace(context: LanguageContext, statement: Statement, offset: number, range: TextRange): WordPlace | undefined {
  const { text, grammar } = statement;
  const lead = /[\w"'$)]/.test(text.slice(Math.max(0, range.start - 1), range.start)) ? " " : "";
  const trail = /^[\w"'$(]/.test(text.slice(range.end, range.end + 1)) && text[range.end] !== "(" ? " " : "";
  const whole = `${text.slice(0, range.start)}${lead}${MARKER}${trail}${text.slice(range.end, nextStatement(text, range.end))}`;
  const marked = openDocument(whole, grammar).statements[0]?.statement;
  if (!marked) return undefined;
  const markerStart = range.start + lead.length;
  const isBehindDot = /\.\s*$/.test(text.slice(Math.max(0, range.start - 50), range.start));
  const path = pathTo(marked.tree, markerStart + 1);
  const common = { kind: "word" as const, context, statement, offset, range, isBehindDot, marked, markerStart };
  return {
    ...common,
    typed: text.slice(range.start, offset),
    path: reachesMarker(path, markerStart) ? path : cutPath(marked, markerStart),
  };
}

/** How far behind the cursor the next statement is looked for, in UTF-16 code units. */
const FARTHEST_STATEMENT = 20_000;

/** What surely begins a statement, at the start of a line: a `;` is still missing before it. */
const BEGINNING = /^[^\S\n]*(?:(?:INSERT|REPLACE)\s+INTO\s|EXPLAIN\s+PLAN\s|SET\s+\w+\s*=)/im;

/** Where the next statement begins, or the text ends: its tables are none of this one's. */
function nextStatement(text: string, from: number): number {
  const line = text.indexOf("\n", from);
  const found = line < 0 ? null : BEGINNING.exec(text.slice(line, line + FARTHEST_STATEMENT));
  // A SET that is closed is a part of the statement behind it.
  return found && !text.slice(from, line + found.index).includes(";") ? line + found.index : text.length;
}

function reachesMarker(path: readonly Node[], markerStart: number): boolean {
  const leaf = path.at(-1);
  return leaf !== undefined && leaf.start === markerStart;
}

/** Where the marker was lost with what is wrong behind it, the text up to it says what is meant. */
function cutPath(marked: Statement, markerStart: number): readonly Node[] {
  const cut = openDocument(marked.text.slice(0, markerStart + MARKER.length), marked.grammar).statements[0]?.statement;
  return cut ? pathTo(cut.tree, markerStart + 1) : [];
}
