/**
 * The indentation of a line that was just begun, also in a statement that does not parse yet: by the brackets that are open, and by the
 * clause that is being written.
 */
import { type SqlDocument, statementAt } from "../../syntax/document";
import { TokenKind } from "../../syntax/tokenKind";
import { isTrivia } from "../../syntax/tokens";
import type { TextEdit } from "../../text/edit";
import type { LongText } from "../../text/longText";
import { indentOf } from "./layout";
import type { FormatOptions } from "./options";

/** The edit that indents the line at `offset`, which holds nothing but blanks; undefined as below, and where nothing changes. */
export function indentLine(document: SqlDocument, offset: number, options: FormatOptions): readonly TextEdit[] {
  const { source } = document;
  const start = source.lineStartAt(offset);
  const written = /^[ \t]*/.exec(source.slice(start, start + MOST_BLANKS))?.[0] ?? "";
  const behind = source.slice(start + written.length, start + written.length + 4);
  const levels = indentationAt(document, start, behind, options);
  if (levels === undefined || written.length === MOST_BLANKS) return [];
  const closes = /^[)\]]/.test(behind);
  const indent = indentOf(Math.max(0, levels - (closes ? 1 : 0)), options);
  return indent === written ? [] : [{ range: { start, end: start + written.length }, text: indent }];
}

/** More blanks at the start of a line are not looked at. */
const MOST_BLANKS = 1000;

/** The levels of indentation of a line that starts at this offset with the word `behind`; undefined inside of a string or comment. */
function indentationAt(document: SqlDocument, offset: number, behind: string, options: FormatOptions): number | undefined {
  const placed = statementAt(document, Math.max(0, offset - 1));
  if (!placed) return 0;
  const { tokens } = placed.statement;
  const local = offset - placed.start;
  const levels: Level[] = [{ base: 0, clause: "none" }];
  let last = TokenKind.EndOfText;
  for (let token = 0; token < tokens.count && (tokens.starts[token] as number) < local; token++) {
    const kind = tokens.kinds[token] as TokenKind;
    if (kind !== TokenKind.Blank && (tokens.starts[token + 1] as number) > local) return undefined;
    if (isTrivia(kind)) continue;
    follow(levels, kind, () => levelOfLine(document.source, placed.start + (tokens.starts[token] as number), options));
    last = kind;
  }
  if (last === TokenKind.Semicolon || last === TokenKind.EndOfText) return 0;
  const inner = levels[levels.length - 1] as Level;
  return inner.base + (goesOn(inner, last) || isPartOf(inner, behind) ? 1 : 0);
}

/** The level at which the author wrote the line of an offset. */
function levelOfLine(source: LongText, offset: number, { indentWidth }: FormatOptions): number {
  const start = source.lineStartAt(offset);
  const blanks = /^[ \t]*/.exec(source.slice(start, Math.min(offset, start + MOST_BLANKS)))?.[0] ?? "";
  const columns = [...blanks].reduce((sum, blank) => sum + (blank === "\t" ? indentWidth : 1), 0);
  return Math.floor(columns / indentWidth);
}

interface Level {
  /** The level of lines in it. */
  readonly base: number;
  /** What was begun last: a list of items, whose next line is indented; a clause that may be complete; nothing. */
  clause: "list" | "chain" | "case" | "none";
}

function follow(levels: Level[], kind: TokenKind, written: () => number): void {
  const inner = levels[levels.length - 1] as Level;
  switch (kind) {
    case TokenKind.LeftParen:
    case TokenKind.LeftBracket:
      levels.push({ base: written() + 1, clause: "none" });
      break;
    case TokenKind.RightParen:
    case TokenKind.RightBracket:
      if (levels.length > 1) levels.pop();
      break;
    case TokenKind.CASE:
      levels.push({ base: written() + 1, clause: "case" });
      break;
    case TokenKind.END:
      if (inner.clause === "case") levels.pop();
      break;
    case TokenKind.Semicolon:
      levels.splice(0, levels.length, { base: 0, clause: "none" });
      break;
    case TokenKind.SELECT:
    case TokenKind.FROM:
    case TokenKind.BY:
      inner.clause = "list";
      break;
    case TokenKind.WHERE:
    case TokenKind.HAVING:
    case TokenKind.ON:
      inner.clause = "chain";
      break;
    case TokenKind.LIMIT:
    case TokenKind.UNION:
    case TokenKind.VALUES:
      inner.clause = "none";
      break;
    default:
  }
}

/** Whether the next line belongs to what stands in the last one, rather than to the next clause. */
function goesOn({ clause }: Level, last: TokenKind): boolean {
  switch (last) {
    case TokenKind.SELECT:
    case TokenKind.DISTINCT:
    case TokenKind.BY:
    case TokenKind.WHERE:
    case TokenKind.HAVING:
    case TokenKind.ON:
    case TokenKind.AND:
    case TokenKind.OR:
    case TokenKind.FROM:
      return true;
    case TokenKind.Comma:
      return clause === "list";
    default:
      return clause === "chain" && isOperator(last);
  }
}

/** Whether a line was begun before a word that belongs to the clause or the join of the last one. */
function isPartOf({ clause }: Level, behind: string): boolean {
  return /^ON\b/i.test(behind) || (clause === "chain" && /^(?:AND|OR)\b/i.test(behind));
}

function isOperator(kind: TokenKind): boolean {
  return (kind >= TokenKind.Equal && kind <= TokenKind.Less) || (kind >= TokenKind.LessOrEqual && kind <= TokenKind.Concat);
}
