/**
 * What grows around a cursor: the word, what it is a part of, the clause, the query, the statement, the text. Inside of EXTERN's strings: the
 * JSON value, its member, its object.
 */
import { pathTo } from "../../syntax/children";
import { type SqlDocument, type Statement, statementAt } from "../../syntax/document";
import type { Node } from "../../syntax/nodes";
import { TokenKind } from "../../syntax/tokenKind";
import { isTrivia, tokenAt, tokenEnd, tokenKind, tokenStart } from "../../syntax/tokens";
import { rangeContains, rangeOf, shiftRange, type TextRange } from "../../text/range";
import type { JsonMember, JsonValue } from "../../text/strictJson";
import { externStringsOf } from "./externStrings";

/** Ranges around an offset of the document, the smallest first, each one larger than the one before. */
export function selectionAt(document: SqlDocument, offset: number): readonly TextRange[] {
  const placed = statementAt(document, offset);
  const whole = { start: 0, end: document.source.length };
  if (!placed) return nested([whole], offset);
  const { start, statement } = placed;
  const local = rangesIn(statement, offset - start).map((range) => shiftRange(range, start));
  return nested([...local, whole], offset);
}

/** Keeps of the ranges those that hold the one before and more. */
function nested(ranges: readonly TextRange[], offset: number): readonly TextRange[] {
  const kept: TextRange[] = [];
  let last: TextRange = { start: offset, end: offset };
  for (const range of ranges) {
    if (!rangeContains(range, last) || range.end - range.start <= last.end - last.start) continue;
    kept.push(rangeOf(range));
    last = range;
  }
  return kept;
}

function rangesIn(statement: Statement, offset: number): readonly TextRange[] {
  const { tree, span, text } = statement;
  const ranges: TextRange[] = [...jsonRanges(statement, offset), ...wordRanges(statement, offset)];
  const path = pathTo(tree, offset);
  for (let depth = path.length - 1; depth > 0; depth--) {
    const node = path[depth] as Node;
    const child = path[depth + 1];
    if (child) ranges.push(...clauseOf(statement, node, child));
    ranges.push(...insideOf(statement, node), node);
  }
  const end = text.endsWith(";") ? text.length : span.end;
  return [...ranges, tree, { start: span.start, end }];
}

/** The word at the offset; of a string or quoted name first what stands between its quotes. */
function wordRanges({ tokens }: Statement, offset: number): readonly TextRange[] {
  const at = tokenAt(tokens, offset);
  // A cursor at the end of a word touches it, whatever blank follows.
  const before = at > 0 && tokenStart(tokens, at) === offset ? at - 1 : at;
  const token = isWordLike(tokenKind(tokens, at)) || !isWordLike(tokenKind(tokens, before)) ? at : before;
  const kind = tokenKind(tokens, token);
  if (kind === TokenKind.Blank || kind === TokenKind.EndOfText) return [];
  const range = { start: tokenStart(tokens, token), end: tokenEnd(tokens, token) };
  return QUOTED.has(kind) ? [{ start: range.start + 1, end: range.end - 1 }, range] : [range];
}

const QUOTED: ReadonlySet<TokenKind> = new Set([TokenKind.String, TokenKind.QuotedIdentifier]);

function isWordLike(kind: TokenKind): boolean {
  return (kind >= TokenKind.Identifier && kind <= TokenKind.CollationId) || kind >= TokenKind.ABS;
}

/** Of the JSON of EXTERN's strings; they come before the string itself since they are smaller. */
function jsonRanges(statement: Statement, offset: number): readonly TextRange[] {
  const found = externStringsOf(statement).find(({ start, end }) => start < offset && offset < end);
  if (!found) return [];
  const ranges: TextRange[] = [];
  const at = offset - found.origin;
  const holds = ({ start, end }: TextRange): boolean => start <= at && at <= end;
  for (let value: JsonValue | undefined = found.value; value && holds(value); ) {
    ranges.push(value);
    if (value.type === "string") ranges.push({ start: value.start + 1, end: value.end - 1 });
    if (value.type === "object") {
      const member: JsonMember | undefined = value.members.find((each) => holds({ start: each.key.start, end: each.value.end }));
      if (member) ranges.push({ start: member.key.start, end: member.value.end });
      if (member && holds(member.key)) ranges.push(member.key, { start: member.key.start + 1, end: member.key.end - 1 });
      value = member && holds(member.value) ? member.value : undefined;
    } else value = value.type === "array" ? value.items.find(holds) : undefined;
  }
  return ranges.reverse().map((range) => shiftRange(rangeOf(range), found.origin));
}

/** A condition with its WHERE, HAVING, ON and the like, which are no part of it in the tree. */
function clauseOf({ tokens }: Statement, node: Node, child: Node): readonly TextRange[] {
  const hasKeyword =
    (node.kind === "select" && (child === node.where || child === node.having || child === node.qualify)) ||
    (node.kind === "join" && child === node.on) ||
    (node.kind === "query" && (child === node.fetch || child === node.offset));
  if (!hasKeyword) return [];
  let token = tokenAt(tokens, child.start) - 1;
  while (token > 0 && isTrivia(tokenKind(tokens, token))) token--;
  return [{ start: tokenStart(tokens, token), end: child.end }];
}

/** What stands between the parentheses that a node ends with. */
function insideOf({ tokens, text }: Statement, node: Node): readonly TextRange[] {
  let token = tokenAt(tokens, Math.max(0, node.end - 1));
  if (tokenKind(tokens, token) !== TokenKind.RightParen || tokenEnd(tokens, token) !== node.end) return [];
  const end = tokenStart(tokens, token);
  let depth = 0;
  for (; token >= 0 && tokenStart(tokens, token) >= node.start; token--) {
    const kind = tokenKind(tokens, token);
    if (kind === TokenKind.RightParen) depth++;
    if (kind === TokenKind.LeftParen && --depth === 0) return [trimmed(text, tokenEnd(tokens, token), end)];
  }
  return [];
}

function trimmed(text: string, start: number, end: number): TextRange {
  const inner = text.slice(start, end);
  const from = start + (inner.length - inner.trimStart().length);
  return { start: from, end: Math.max(from, start + inner.trimEnd().length) };
}
