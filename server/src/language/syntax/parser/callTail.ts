/**
 * What may stand behind a call: IGNORE NULLS, WITHIN DISTINCT, WITHIN GROUP, FILTER, OVER; and window specifications.
 * Source: `NamedFunctionCall`, `WindowSpecification` of Druid's `Parser.jj`.
 */
import { phrase, t } from "../../text/l10n";
import type { Call, ErrorNode, Expression, Identifier, Mutable, Window, WindowBound, WindowFrame } from "../nodes";
import { TokenKind } from "../tokenKind";
import { breaksLookAhead } from "./builtins";
import { ExpressionContext } from "./context";
import type { Cursor } from "./cursor";
import { parseExpression } from "./expressions";
import { parseList } from "./lists";
import { parseIdentifier, parseOptionalIdentifier } from "./names";
import { parseOrderBy } from "./query";
import { CALCITE_1_35, refuseBefore } from "./since";

/** Adds to the call whatever follows it, in the only order that Druid takes. */
export function parseCallTail(p: Cursor, call: Mutable<Call>): void {
  takeNullTreatment(p, call);
  if (p.at(TokenKind.WITHIN) && p.peek(1) === TokenKind.DISTINCT) call.withinDistinct = parseWithinDistinct(p);
  if (p.at(TokenKind.WITHIN)) call.withinGroup = parseWithinGroup(p);
  if (p.at(TokenKind.FILTER)) call.filter = parseFilter(p);
  if (p.at(TokenKind.OVER)) call.over = parseOver(p);
}

/** `IGNORE NULLS` or `RESPECT NULLS`, if it stands here. */
export function takeNullTreatment(p: Cursor, call: Mutable<Call>): void {
  if ((!p.at(TokenKind.IGNORE) && !p.at(TokenKind.RESPECT)) || p.peek(1) !== TokenKind.NULLS) return;
  const { start } = p;
  p.advance();
  p.advance();
  call.nullTreatment = { start, end: p.lastEnd };
}

function parseWithinDistinct(p: Cursor): readonly Expression[] {
  refuseBefore(p, CALCITE_1_35, p.start, p.end);
  p.advance();
  p.advance();
  p.expect(TokenKind.LeftParen, "(");
  const items = parseList(p, () => parseExpression(p, ExpressionContext.SubQuery));
  p.expect(TokenKind.RightParen, ")");
  return items;
}

/** `WITHIN GROUP (ORDER BY …)`. */
export function parseWithinGroup(p: Cursor): ReturnType<typeof parseOrderBy> {
  p.advance();
  p.expect(TokenKind.GROUP, "GROUP");
  p.expect(TokenKind.LeftParen, "(");
  const order = parseOrderBy(p);
  p.expect(TokenKind.RightParen, ")");
  return order;
}

function parseFilter(p: Cursor): Expression {
  p.advance();
  p.expect(TokenKind.LeftParen, "(");
  p.expect(TokenKind.WHERE, "WHERE");
  const condition = parseExpression(p, ExpressionContext.SubQuery);
  p.expect(TokenKind.RightParen, ")");
  return condition;
}

/** `OVER name` or `OVER (…)`; the cursor stands on OVER. */
export function parseOver(p: Cursor): Window | Identifier | ErrorNode {
  p.advance();
  return p.at(TokenKind.LeftParen) ? parseWindow(p) : parseIdentifier(p, phrase("a name of a window, or ("));
}

/** `(base PARTITION BY … ORDER BY … ROWS …)`. */
export function parseWindow(p: Cursor): Window | ErrorNode {
  const start = p.start;
  if (!p.expect(TokenKind.LeftParen, "(")) return p.gap(phrase("a window"));
  const window: Mutable<Window> = { kind: "window", start, end: start, partitionBy: [] };
  const base = parseOptionalIdentifier(p);
  if (base) window.base = base;
  if (p.accept(TokenKind.PARTITION)) {
    p.expect(TokenKind.BY, "BY");
    window.partitionBy = parsePartitionList(p);
  }
  if (p.at(TokenKind.ORDER)) window.orderBy = parseOrderBy(p);
  if (p.at(TokenKind.ROWS) || p.at(TokenKind.RANGE)) window.frame = parseFrame(p);
  if (p.at(TokenKind.ALLOW) || p.at(TokenKind.DISALLOW)) {
    p.advance();
    p.expect(TokenKind.PARTIAL, "PARTIAL");
  }
  p.expect(TokenKind.RightParen, ")");
  window.end = p.lastEnd;
  return window;
}

/** Expressions behind PARTITION BY; only the first must not be a query, as in Calcite. */
export function parsePartitionList(p: Cursor): readonly Expression[] {
  const first = parseExpression(p, ExpressionContext.NonQuery);
  return p.accept(TokenKind.Comma) ? [first, ...parseList(p, () => parseExpression(p, ExpressionContext.SubQuery))] : [first];
}

function parseFrame(p: Cursor): WindowFrame {
  const start = p.start;
  const unit = p.at(TokenKind.ROWS) ? "ROWS" : "RANGE";
  p.advance();
  if (!p.accept(TokenKind.BETWEEN)) {
    const lower = parseBound(p);
    return { kind: "windowFrame", start, end: p.lastEnd, unit, lower };
  }
  const lower = parseBound(p);
  p.expect(TokenKind.AND, "AND");
  const upper = parseBound(p);
  return { kind: "windowFrame", start, end: p.lastEnd, unit, lower, upper };
}

function parseBound(p: Cursor): WindowBound {
  const start = p.start;
  const bound = takeFixedBound(p);
  if (bound) return { kind: "windowBound", start, end: p.lastEnd, bound };
  if (breaksLookAhead(p, 0)) p.report("syntax-error", t("Druid cannot read a call or CASE as the bound of a frame."), p.start, p.end);
  const offset = parseExpression(p, ExpressionContext.NonQuery);
  if (p.at(TokenKind.PRECEDING) || p.at(TokenKind.FOLLOWING)) {
    const side = p.at(TokenKind.PRECEDING) ? "PRECEDING" : "FOLLOWING";
    p.advance();
    return { kind: "windowBound", start: offset.start, end: p.lastEnd, bound: side, offset };
  }
  p.reportUnexpected(phrase("PRECEDING or FOLLOWING"));
  return { kind: "windowBound", start: offset.start, end: p.lastEnd, bound: "missing", offset };
}

function takeFixedBound(p: Cursor): WindowBound["bound"] | undefined {
  const next = p.peek(1);
  const current = p.at(TokenKind.CURRENT) && next === TokenKind.ROW;
  const unbounded = p.at(TokenKind.UNBOUNDED) && (next === TokenKind.PRECEDING || next === TokenKind.FOLLOWING);
  if (!current && !unbounded) return undefined;
  p.advance();
  p.advance();
  if (current) return "CURRENT ROW";
  return next === TokenKind.PRECEDING ? "UNBOUNDED PRECEDING" : "UNBOUNDED FOLLOWING";
}
