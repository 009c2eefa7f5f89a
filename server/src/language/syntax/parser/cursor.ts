/**
 * The parser's place in the tokens of one statement, and its errors. Every rule takes a cursor first.
 *
 * The contract of a rule: `parseX` always answers a node, an `error` node at worst, and reports what is missing without consuming
 * anything for it; `parseOptionalX` consumes and reports nothing when its first token is absent. Rules never skip tokens: what no rule
 * takes is taken out by `parseStatement`, which then parses again.
 */
import { t } from "../../text/l10n";
import type { ParseError, ParseErrorCode } from "../errors";
import type { TokenList } from "../lexer";
import type { ErrorNode } from "../nodes";
import { FIRST_NON_RESERVED, TokenKind } from "../tokenKind";
import { describeToken } from "./messages";
import type { Pauses } from "./pauses";
import { readLateWords } from "./since";

/** Deeper nesting than this is an error; Druid's own parser gives up between 500 and 1,000 parentheses. */
export const DEEPEST_NESTING = 1000;

/** Guards the place in the token list, the errors so far and the depth of nesting. */
export class Cursor {
  /** Index of the current token. */
  index = 0;
  /** Kind of the current token; `EndOfText` behind the last. */
  kind: TokenKind;
  readonly errors: ParseError[] = [];
  parameterCount = 0;
  /** Starts of what may be a table; see `Script.tableStarts`. */
  readonly tableStarts: number[] = [];
  private depth = 0;
  private readonly kinds: Uint16Array;
  private readonly count: number;

  constructor(
    readonly text: string,
    readonly tokens: TokenList,
    readonly druidVersion: number,
    readonly mode: "document" | "request",
    /** What was parsed in the steps before, where it is done in steps. */
    readonly pauses?: Pauses,
  ) {
    readLateWords(tokens, druidVersion);
    this.kinds = tokens.kinds;
    this.count = tokens.count;
    this.kind = tokens.count > 0 ? (tokens.kinds[0] as TokenKind) : TokenKind.EndOfText;
  }

  /** Start of the current token; the end of the last one when there is none. */
  get start(): number {
    return this.index < this.count ? (this.tokens.starts[this.index] as number) : this.lastEnd;
  }

  /** Start of a node that begins with `kind`: the current token, or behind the one before when something else stands here. */
  startOf(kind: TokenKind): number {
    return this.at(kind) ? this.start : this.lastEnd;
  }

  /** End of the current token. */
  get end(): number {
    return this.index < this.count ? (this.tokens.ends[this.index] as number) : this.lastEnd;
  }

  /** End of the token before the current one: where a node that was just parsed ends. */
  get lastEnd(): number {
    const last = Math.min(this.index, this.count) - 1;
    return last < 0 ? (this.count > 0 ? (this.tokens.starts[0] as number) : 0) : (this.tokens.ends[last] as number);
  }

  /** Whether the current token is of this kind. */
  at(kind: TokenKind): boolean {
    return this.kind === kind;
  }

  /** Kind of a token further on. */
  peek(ahead: number): TokenKind {
    const index = this.index + ahead;
    return index < this.count ? (this.kinds[index] as TokenKind) : TokenKind.EndOfText;
  }

  /** Text of the current token. */
  image(): string {
    return this.text.slice(this.start, this.end);
  }

  advance(): void {
    const index = ++this.index;
    this.kind = index < this.count ? (this.kinds[index] as TokenKind) : TokenKind.EndOfText;
  }

  /** Goes on at another token. */
  goTo(index: number): void {
    this.index = index;
    this.kind = index < this.count ? (this.kinds[index] as TokenKind) : TokenKind.EndOfText;
  }

  /** Consumes the token if it is of this kind. */
  accept(kind: TokenKind): boolean {
    if (this.kind !== kind) return false;
    this.advance();
    return true;
  }

  /** Consumes a token of this kind, or reports that it is missing. */
  expect(kind: TokenKind, what: string): boolean {
    if (this.accept(kind)) return true;
    this.reportUnexpected(what);
    return false;
  }

  /** Whether the current token is a name: an identifier in any form, a template, or a non-reserved keyword. */
  atName(): boolean {
    const kind = this.kind;
    return kind >= FIRST_NON_RESERVED || (kind >= TokenKind.Identifier && kind <= TokenKind.Template);
  }

  /** Whether the token `ahead` is a name. */
  peekIsName(ahead: number): boolean {
    const kind = this.peek(ahead);
    return kind >= FIRST_NON_RESERVED || (kind >= TokenKind.Identifier && kind <= TokenKind.Template);
  }

  /** A zero-width error node at the current token, reported. */
  missing(what: string): ErrorNode {
    this.reportUnexpected(what);
    return this.gap(what);
  }

  /** A zero-width error node behind the token before, not reported. */
  gap(what: string): ErrorNode {
    const at = this.lastEnd;
    return { kind: "error", start: at, end: at, expected: what };
  }

  /** Reports the current token as unexpected where `what` should stand. */
  reportUnexpected(what: string): void {
    const { code, message } = describeToken(this, what);
    this.report(code, message, this.start, this.end);
  }

  /** Reports an error; of several at one place the first stays. */
  report(code: ParseErrorCode, message: string, start: number, end: number): void {
    for (let index = this.errors.length - 1; index >= 0 && index >= this.errors.length - 8; index--) {
      if (this.errors[index]?.range.start === start) return;
    }
    this.errors.push({ code, message, range: { start, end } });
  }

  /** Goes one level deeper; false when that is too deep, then everything that is left is passed over. */
  descend(): boolean {
    if (this.depth < DEEPEST_NESTING) {
      this.depth++;
      return true;
    }
    this.report(
      "nested-too-deeply",
      t("This is nested more than {0} levels deep; Druid cannot parse it.", DEEPEST_NESTING),
      this.start,
      this.end,
    );
    this.index = this.count;
    this.kind = TokenKind.EndOfText;
    return false;
  }

  ascend(): void {
    this.depth--;
  }
}
