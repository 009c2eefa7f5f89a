/**
 * Cuts text into tokens as Druid's lexer does, in linear time and without ever failing: what starts no token is a token of kind `Invalid`.
 * Reads one statement at a time, with its leading SETs, so that an edit costs the statements that it touches.
 * Source: the token section of Druid's `Parser.jj` (lexical state DQID; longest match, then first in the file).
 */
import {
  collationEndBehind,
  digitsEnd,
  isAsciiDigit,
  isCharsetCharacter,
  isDigit,
  isLetter,
  isNeverAToken,
  isPlainLetter,
  isRunCharacter,
} from "./characters";
import { EMPTY_HASH, hashStep, keywordKind } from "./keywordTable";
import { isInsideTemplateCall, isSilentTemplate, isTag, TEMPLATE_CLOSERS, TEMPLATE_SCAN_LIMIT } from "./templates";
import { TokenKind } from "./tokenKind";
import type { TokenTable } from "./tokens";

/** How text is cut: `document` knows templates and stops behind the statement's `;`, `request` takes the text as Druid gets it. */
export type LexMode = "document" | "request";

/** The tokens of one statement and where its text ends. */
export interface LexedStatement {
  readonly tokens: TokenTable;
  /** What the parser reads: the significant tokens without template tags. Valid until the lexer reads its next statement. */
  readonly list: TokenList;
  /** How many template tokens there are, tags and silent ones included. */
  readonly templateCount: number;
  /** Offset in the whole text, behind the closing `;` or at the end. */
  readonly end: number;
  /** Whether it opens something whose end was searched behind it in vain: text far behind may close it. */
  readonly openEnded: boolean;
}

/** Significant tokens as flat arrays, which may be longer than `count`. Offsets are local to the statement. */
export interface TokenList {
  readonly kinds: Uint16Array;
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  readonly count: number;
}

/** Reads statement after statement of one text. */
export interface Lexer {
  /** Cuts the statement that starts at `start`; in mode `request` that is all the text from there. */
  readonly lexStatement: (start: number) => LexedStatement;
  /** The same in three parts, for a statement that may be long: begins it. */
  readonly begin: (start: number) => void;
  /** Reads a part of it. Between two parts others may be lexed, before the first and behind the last one not. */
  readonly readPart: () => "done" | "more";
  readonly finish: () => LexedStatement;
}

/** A lexer over a text; its buffers serve all statements. */
export function createLexer(text: string, mode: LexMode): Lexer {
  const scanner = new Scanner(text, mode);
  return {
    lexStatement: (start) => {
      scanner.begin(start);
      scanner.read(Number.POSITIVE_INFINITY);
      return scanner.finish();
    },
    begin: (start) => scanner.begin(start),
    readPart: () => scanner.read(TOKENS_OF_A_PART),
    finish: () => scanner.finish(),
  };
}

/**
 * Buffers that every lexer starts with. A statement is lexed and parsed before the next one is begun, so one set serves all; a
 * statement that needs more gets larger ones of its own, as any does that is read in more than one part.
 */
const SCRATCH_SIZE = 4096;
/** More than the buffers hold that all lexers share. */
export const TOKENS_OF_A_PART = 4 * SCRATCH_SIZE;
const SCRATCH = {
  kinds: new Uint16Array(SCRATCH_SIZE),
  starts: new Uint32Array(SCRATCH_SIZE),
  listKinds: new Uint16Array(SCRATCH_SIZE),
  listStarts: new Uint32Array(SCRATCH_SIZE),
  listEnds: new Uint32Array(SCRATCH_SIZE),
} as const;

const BYTE_ORDER_MARK = 0xfeff;
const CHARSET_SCAN_LIMIT = 128;

/** Guards the position in the text and the growing token table. */
class Scanner {
  private position = 0;
  private origin = 0;
  private kinds = SCRATCH.kinds;
  private starts = SCRATCH.starts;
  private count = 0;
  private templateCount = 0;
  private listKinds = SCRATCH.listKinds;
  private listStarts = SCRATCH.listStarts;
  private listEnds = SCRATCH.listEnds;
  private listCount = 0;
  /** Up to here the run of word characters was searched for Calcite's collation ids. */
  private runEnd = 0;
  private collationDollar = -1;
  private collationEnd = -1;
  /** A search for the end of a comment or string that found none need not be made twice. */
  private noQuoteFrom = Number.POSITIVE_INFINITY;
  private noCharsetBefore = 0;
  private readonly noTemplateFrom = new Map<string, number>();
  private openEnded = false;
  /** The first word since the statement began, or since the `;` of a SET. */
  private firstOfPiece = TokenKind.EndOfText;

  constructor(
    private readonly text: string,
    private readonly mode: LexMode,
  ) {}

  /** Starts a statement at this offset. */
  begin(start: number): void {
    this.position = start;
    this.origin = start;
    this.count = 0;
    this.templateCount = 0;
    this.listCount = 0;
    this.openEnded = false;
    this.firstOfPiece = TokenKind.EndOfText;
  }

  /** Reads tokens up to the end of the statement, about `most` at the most. */
  read(most: number): "done" | "more" {
    const limit = this.count + most;
    while (this.count < limit) {
      const kind = this.next();
      if (kind === TokenKind.EndOfText) return "done";
      if (kind === TokenKind.Semicolon && this.mode === "document") {
        if (this.firstOfPiece !== TokenKind.SET) return "done";
        this.firstOfPiece = TokenKind.EndOfText;
      } else if (this.firstOfPiece === TokenKind.EndOfText && kind > TokenKind.BlockComment) {
        this.firstOfPiece = kind;
      }
    }
    return "more";
  }

  /** Reads one token into the table and answers its kind; `EndOfText` once nothing is left. */
  next(): TokenKind {
    const start = this.position;
    if (start >= this.text.length) return TokenKind.EndOfText;
    const kind = this.scan(this.text.charCodeAt(start), start);
    this.push(kind, start);
    return kind;
  }

  finish(): LexedStatement {
    this.starts[this.count] = this.position - this.origin;
    return {
      tokens: {
        kinds: this.kinds.slice(0, this.count),
        starts: this.starts.slice(0, this.count + 1),
        count: this.count,
      },
      list: { kinds: this.listKinds, starts: this.listStarts, ends: this.listEnds, count: this.listCount },
      templateCount: this.templateCount,
      end: this.position,
      openEnded: this.openEnded,
    };
  }

  private push(kind: TokenKind, start: number): void {
    if (this.count + 1 >= this.kinds.length) this.grow();
    this.kinds[this.count] = kind;
    this.starts[this.count] = start - this.origin;
    if (kind > TokenKind.BlockComment) {
      if (kind !== TokenKind.Template || this.standsForText(start)) this.list(kind, start);
    }
    this.count++;
  }

  private standsForText(start: number): boolean {
    this.templateCount++;
    return !isTag(this.text, start) && !isSilentTemplate(this.text, start);
  }

  private list(kind: TokenKind, start: number): void {
    const index = this.listCount++;
    this.listKinds[index] = kind;
    this.listStarts[index] = start - this.origin;
    this.listEnds[index] = this.position - this.origin;
  }

  private grow(): void {
    this.kinds = grown16(this.kinds);
    this.starts = grown32(this.starts);
    this.listKinds = grown16(this.listKinds);
    this.listStarts = grown32(this.listStarts);
    this.listEnds = grown32(this.listEnds);
  }

  /** Moves the position behind the token that starts with `code` and answers its kind. */
  private scan(code: number, start: number): TokenKind {
    if (isPlainLetter(code)) return this.scanWord(code, start);
    switch (code) {
      case 32:
      case 10:
      case 13:
      case 9:
      case 12:
        return this.scanBlanks(start);
      case 39:
        return this.scanString(start, start + 1, TokenKind.String);
      case 34:
        return this.scanQuotedIdentifier(start, start, TokenKind.QuotedIdentifier);
      case 45:
        return this.peek(1) === 45 ? this.scanLineComment(start) : this.either(62, TokenKind.Arrow, TokenKind.Minus);
      case 47:
        return this.scanSlash(start);
      case 46:
        if (isAsciiDigit(this.peek(1))) return this.scanNumber(start);
        return this.either(46, TokenKind.DoubleDot, TokenKind.Dot);
      case 123:
        return this.scanBrace(start);
      case 36:
        return this.scanDollar(start);
      case 96:
        return this.scanBacktick(start);
      case BYTE_ORDER_MARK:
        return this.take(1, this.mode === "document" ? TokenKind.Blank : TokenKind.Invalid);
      default:
        if (isAsciiDigit(code)) return this.scanNumber(start);
        if (isLetter(code)) return this.scanWord(code, start);
        return this.scanMark(code, start);
    }
  }

  private peek(ahead: number): number {
    return this.text.charCodeAt(this.position + ahead);
  }

  private take(length: number, kind: TokenKind): TokenKind {
    this.position += length;
    return kind;
  }

  /** Two characters when the second is `code`, else one. */
  private either(code: number, two: TokenKind, one: TokenKind): TokenKind {
    return this.peek(1) === code ? this.take(2, two) : this.take(1, one);
  }

  private scanBlanks(start: number): TokenKind {
    let end = start + 1;
    for (;;) {
      const code = this.text.charCodeAt(end);
      if (code !== 32 && code !== 10 && code !== 13 && code !== 9 && code !== 12) break;
      end++;
    }
    this.position = end;
    return TokenKind.Blank;
  }

  private scanLineComment(start: number): TokenKind {
    let end = start + 2;
    while (end < this.text.length) {
      const code = this.text.charCodeAt(end);
      if (code === 10 || code === 13) break;
      end++;
    }
    this.position = end;
    return TokenKind.LineComment;
  }

  private scanSlash(start: number): TokenKind {
    const second = this.peek(1);
    if (second === 47) return this.scanLineComment(start);
    if (second !== 42) return this.take(1, TokenKind.Slash);
    const third = this.peek(2);
    if (third === 43) return this.take(3, TokenKind.HintBegin);
    // Calcite reads `/**` with the character behind it at once, so `/***/` is still open.
    const searchFrom = third === 42 && this.peek(3) !== 47 && start + 3 < this.text.length ? start + 4 : start + 2;
    const close = this.text.indexOf("*/", searchFrom);
    this.position = close < 0 ? this.text.length : close + 2;
    return close < 0 ? TokenKind.UnclosedComment : TokenKind.BlockComment;
  }

  private scanWord(first: number, start: number): TokenKind {
    const text = this.text;
    let hash = first < 128 ? hashStep(EMPTY_HASH, first) : EMPTY_HASH;
    let plain = isPlainLetter(first);
    let end = start + 1;
    let code = text.charCodeAt(end);
    for (;;) {
      if (code < 128) {
        if (WORD_CHARACTERS[code] === 0) break;
        if (code === 36) {
          if (this.mode === "document" && text.charCodeAt(end + 1) === 123) break;
          plain = false;
        }
        hash = hashStep(hash, code);
      } else if (isLetter(code) || isDigit(code)) plain = false;
      else break;
      code = text.charCodeAt(++end);
    }
    const prefixed = this.scanPrefix(first, start, end, code);
    if (prefixed !== undefined) return prefixed;
    if (this.findCollation(start, end)) return TokenKind.CollationId;
    this.position = end;
    return plain ? keywordKind(text, start, end, hash) : TokenKind.Identifier;
  }

  /** `X'…'`, `N'…'`, `E'…'`, `U&'…'`, `U&"…"`, `_utf8'…'`: the longest match wins over the bare word. */
  private scanPrefix(first: number, start: number, end: number, next: number): TokenKind | undefined {
    if (first === 95) return this.scanCharsetString(start);
    if (end !== start + 1) return undefined;
    const letter = first | 32;
    if (letter === 117 && next === 38) return this.scanUnicode(start);
    if (next !== 39) return undefined;
    if (letter === 120) return this.tryString(start, end + 1, TokenKind.BinaryString);
    if (letter === 110) return this.tryString(start, end + 1, TokenKind.PrefixedString);
    if (letter === 101) return this.tryEscapedString(end + 1);
    return undefined;
  }

  private scanUnicode(start: number): TokenKind | undefined {
    const quote = this.text.charCodeAt(start + 2);
    if (quote === 39) return this.tryString(start, start + 3, TokenKind.UnicodeString);
    if (quote !== 34) return undefined;
    const kind = this.scanQuotedIdentifier(start, start + 2, TokenKind.UnicodeQuotedIdentifier);
    return kind === TokenKind.UnicodeQuotedIdentifier ? kind : undefined;
  }

  private scanCharsetString(start: number): TokenKind | undefined {
    if (start < this.noCharsetBefore) return undefined;
    const limit = start + 1 + CHARSET_SCAN_LIMIT;
    let end = start + 1;
    while (end < limit && isCharsetCharacter(this.text.charCodeAt(end), end === start + 1)) end++;
    if (end === start + 1 || this.text.charCodeAt(end) !== 39) {
      this.noCharsetBefore = end;
      return undefined;
    }
    return this.tryString(start, end + 1, TokenKind.PrefixedString);
  }

  private tryString(start: number, from: number, kind: TokenKind): TokenKind | undefined {
    const scanned = this.scanString(start, from, kind);
    if (scanned === kind) return kind;
    this.position = start;
    return undefined;
  }

  /** A string whose content starts at `from`; an unclosed one leaves its quote as a token of its own, as in Druid. */
  private scanString(start: number, from: number, kind: TokenKind): TokenKind {
    let search = from;
    while (search < this.noQuoteFrom) {
      const close = this.closingQuote(search);
      if (close < 0) {
        this.noQuoteFrom = search;
        break;
      }
      if (this.text.charCodeAt(close + 1) !== 39) {
        this.position = close + 1;
        return kind;
      }
      search = close + 2;
    }
    this.position = start + 1;
    this.openEnded = true;
    return TokenKind.Quote;
  }

  /** Next quote at or behind `from`; a template such as `{{ var('x') }}` inside a string hides its own quotes. */
  private closingQuote(from: number): number {
    const quote = this.text.indexOf("'", from);
    if (this.mode !== "document" || quote < 1 || !isInsideTemplateCall(this.text.charCodeAt(quote - 1))) return quote;
    const before = this.text.slice(Math.max(from, quote - TEMPLATE_SCAN_LIMIT), quote);
    const open = before.lastIndexOf("{{");
    if (open < 0 || before.lastIndexOf("}}") > open) return quote;
    const behind = this.text.slice(quote, quote + TEMPLATE_SCAN_LIMIT);
    const close = behind.indexOf("}}");
    if (close < 0 || /[\n;]/.test(before.slice(open)) || /[\n;]/.test(behind.slice(0, close))) return quote;
    return this.text.indexOf("'", quote + close + 2);
  }

  private tryEscapedString(from: number): TokenKind | undefined {
    let end = from;
    while (end < this.text.length) {
      const code = this.text.charCodeAt(end);
      if (code === 92) end += 2;
      else if (code !== 39) end++;
      else if (this.text.charCodeAt(end + 1) === 39) end += 2;
      else {
        this.position = end + 1;
        return TokenKind.EscapedString;
      }
    }
    this.openEnded = true;
    return undefined;
  }

  /** `"…"` on one line with at least one character; else the quote alone is a token. */
  private scanQuotedIdentifier(start: number, quote: number, kind: TokenKind): TokenKind {
    let end = quote + 1;
    for (;;) {
      const code = this.text.charCodeAt(end);
      if (code === 34) {
        if (this.text.charCodeAt(end + 1) !== 34) break;
        end += 2;
      } else if (code === 10 || code === 13 || end >= this.text.length) {
        end = quote;
        break;
      } else end++;
    }
    if (end <= quote + 1) {
      this.position = start + 1;
      this.openEnded = true;
      return TokenKind.DoubleQuote;
    }
    this.position = end + 1;
    return kind;
  }

  private scanBacktick(start: number): TokenKind {
    let end = start + 1;
    for (; end < this.text.length; end++) {
      const code = this.text.charCodeAt(end);
      if (code === 96) {
        if (end === start + 1) break;
        this.position = end + 1;
        return TokenKind.BacktickIdentifier;
      }
      if (code === 10 || code === 13) break;
    }
    this.openEnded = true;
    return this.take(1, TokenKind.Invalid);
  }

  private scanNumber(start: number): TokenKind {
    const text = this.text;
    let end = digitsEnd(text, start);
    let kind = TokenKind.Integer;
    if (text.charCodeAt(end) === 46) {
      kind = TokenKind.Decimal;
      end = digitsEnd(text, end + 1);
    }
    const exponent = text.charCodeAt(end) | 32;
    if (exponent === 101) {
      const sign = text.charCodeAt(end + 1);
      const digits = sign === 43 || sign === 45 ? end + 2 : end + 1;
      if (isAsciiDigit(text.charCodeAt(digits))) {
        kind = TokenKind.Approximate;
        end = digitsEnd(text, digits);
      }
    }
    if (text.charCodeAt(start) !== 46 && this.findCollation(start, end)) return TokenKind.CollationId;
    this.position = end;
    return kind;
  }

  /**
   * `word(.-: word)*$word` is a collation id for Calcite when it is longer than the token that would start here. The run of
   * characters is searched once, whatever number of tokens it holds.
   */
  private findCollation(start: number, end: number): boolean {
    const next = this.text.charCodeAt(end);
    if (end >= this.runEnd) {
      if (next !== 46 && next !== 45 && next !== 58 && !isRunCharacter(next)) return false;
      this.searchRun(end);
    }
    if (this.collationEnd <= end || this.collationDollar <= start) return false;
    this.position = this.collationEnd;
    return true;
  }

  private searchRun(from: number): void {
    const text = this.text;
    this.collationDollar = -1;
    this.collationEnd = -1;
    let end = from;
    for (; isRunCharacter(text.charCodeAt(end)); end++) {
      if (text.charCodeAt(end) !== 36) continue;
      const match = collationEndBehind(text, end);
      if (match >= this.collationEnd && match > 0) {
        this.collationEnd = match;
        this.collationDollar = end;
      }
    }
    this.runEnd = end;
  }

  private scanDollar(start: number): TokenKind {
    if (this.mode === "document" && this.peek(1) === 123) {
      // Looked for in a slice, so that many openings without a close stay linear.
      const close = this.text.slice(start + 2, start + TEMPLATE_SCAN_LIMIT).indexOf("}");
      if (close >= 0) return this.take(close + 3, TokenKind.Template);
      this.openEnded = true;
    }
    const next = this.peek(1);
    if (isPlainLetter(next) || isAsciiDigit(next) || next === 36 || isLetter(next) || isDigit(next)) return this.scanWord(36, start);
    return this.take(1, TokenKind.Dollar);
  }

  private scanBrace(start: number): TokenKind {
    const template = this.mode === "document" ? this.scanTemplate(start) : undefined;
    if (template !== undefined) return template;
    let end = start + 1;
    while (this.text.charCodeAt(end) === 32) end++;
    const first = this.text.charCodeAt(end) | 32;
    const second = this.text.charCodeAt(end + 1) | 32;
    if (first === 100) return this.take(end + 1 - start, TokenKind.BraceD);
    if (first === 116) return second === 115 ? this.take(end + 2 - start, TokenKind.BraceTs) : this.take(end + 1 - start, TokenKind.BraceT);
    if (first === 102 && second === 110) return this.take(end + 2 - start, TokenKind.BraceFn);
    return this.take(1, TokenKind.LeftBrace);
  }

  private scanTemplate(start: number): TokenKind | undefined {
    const closer = TEMPLATE_CLOSERS.get(this.peek(1));
    if (closer === undefined) return undefined;
    const close = start >= (this.noTemplateFrom.get(closer) ?? this.text.length) ? -1 : this.text.indexOf(closer, start + 2);
    if (close < 0) {
      this.openEnded = true;
      if (!this.noTemplateFrom.has(closer)) this.noTemplateFrom.set(closer, start);
      return undefined;
    }
    return this.take(close + closer.length - start, TokenKind.Template);
  }

  private scanMark(code: number, start: number): TokenKind {
    switch (code) {
      case 60:
        if (this.peek(1) === 61) return this.take(2, TokenKind.LessOrEqual);
        return this.either(62, TokenKind.NotEqual, TokenKind.Less);
      case 62:
        return this.either(61, TokenKind.GreaterOrEqual, TokenKind.Greater);
      case 33:
        return this.either(61, TokenKind.BangEqual, TokenKind.Invalid);
      case 61:
        return this.either(62, TokenKind.NamedArgument, TokenKind.Equal);
      case 124:
        return this.either(124, TokenKind.Concat, TokenKind.Bar);
      case 42:
        return this.either(47, TokenKind.CommentEnd, TokenKind.Star);
      default: {
        const kind = code < SINGLE_MARKS.length ? (SINGLE_MARKS[code] as TokenKind) : TokenKind.EndOfText;
        return kind === TokenKind.EndOfText ? this.scanInvalid(start) : this.take(1, kind);
      }
    }
  }

  /** A run of characters that start no token is one token, so that pasted binary does not become a million errors. */
  private scanInvalid(start: number): TokenKind {
    let end = start + 1;
    while (end < this.text.length && isNeverAToken(this.text.charCodeAt(end))) end++;
    this.position = end;
    return TokenKind.Invalid;
  }
}

/** 1 for the ASCII characters that go on with a word: letters, digits, `_` and `$`. */
const WORD_CHARACTERS = Uint8Array.from({ length: 128 }, (_, code) => (isLetter(code) || isDigit(code) ? 1 : 0));

const SINGLE_MARKS = singleMarks();

function singleMarks(): Uint16Array {
  const marks = new Uint16Array(128);
  const table: readonly (readonly [string, TokenKind])[] = [
    ["(", TokenKind.LeftParen],
    [")", TokenKind.RightParen],
    ["}", TokenKind.RightBrace],
    ["[", TokenKind.LeftBracket],
    ["]", TokenKind.RightBracket],
    [";", TokenKind.Semicolon],
    [",", TokenKind.Comma],
    ["?", TokenKind.Question],
    [":", TokenKind.Colon],
    ["+", TokenKind.Plus],
    ["%", TokenKind.Percent],
    ["^", TokenKind.Caret],
  ];
  for (const [mark, kind] of table) marks[mark.charCodeAt(0)] = kind;
  return marks;
}

/** A statement that needs more than all lexers share is long, and often very long. */
const GROWTH = 4;

function grown16(array: Uint16Array<ArrayBuffer>): Uint16Array<ArrayBuffer> {
  const larger = new Uint16Array(array.length * GROWTH);
  larger.set(array);
  return larger;
}

function grown32(array: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(array.length * GROWTH);
  larger.set(array);
  return larger;
}
