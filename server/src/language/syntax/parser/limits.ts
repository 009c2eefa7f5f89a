/**
 * `LIMIT`, `OFFSET` and `FETCH` behind a query. Source: `OrderByLimitOpt` of Druid's `Parser.jj`.
 */
import { phrase, t } from "../../text/l10n";
import type { Expression, Mutable, Query } from "../nodes";
import { TokenKind } from "../tokenKind";
import { ExpressionContext } from "./context";
import type { Cursor } from "./cursor";
import { parseExpression } from "./expressions";
import { parseUnsignedNumber } from "./literals";

/** What limits the query, into `query`; nothing when the cursor stands on none of the words. */
export function parseLimits(p: Cursor, query: Mutable<Query>): void {
  if (p.at(TokenKind.LIMIT)) {
    parseLimit(p, query);
    if (p.at(TokenKind.OFFSET)) query.offset = parseOffset(p);
    return;
  }
  if (p.at(TokenKind.OFFSET)) {
    query.offset = parseOffset(p);
    if (p.at(TokenKind.LIMIT)) {
      const start = p.start;
      parseLimit(p, query);
      p.report("not-allowed", t("'OFFSET start LIMIT count' is not allowed; write LIMIT first."), start, p.lastEnd);
      return;
    }
  }
  if (p.at(TokenKind.FETCH)) query.fetch = parseFetch(p);
}

function parseLimit(p: Cursor, query: Mutable<Query>): void {
  const start = p.start;
  p.advance();
  if (p.accept(TokenKind.ALL)) return;
  const isTyped = p.at(TokenKind.DECIMAL);
  query.fetch = parseCount(p);
  // Druid looks two tokens ahead for `start, count`, and `DECIMAL '5'` is two.
  if (isTyped && !p.at(TokenKind.Comma)) p.report("syntax-error", t("LIMIT takes a plain number, without DECIMAL."), p.start, p.end);
  if (!p.accept(TokenKind.Comma)) return;
  query.offset = query.fetch;
  if (!p.accept(TokenKind.ALL)) query.fetch = parseCount(p);
  p.report("not-allowed", t("'LIMIT start, count' is not allowed; write LIMIT count OFFSET start."), start, p.lastEnd);
}

function parseOffset(p: Cursor): Expression {
  p.advance();
  const count = parseCount(p);
  if (p.at(TokenKind.ROW) || p.at(TokenKind.ROWS)) p.advance();
  return count;
}

function parseFetch(p: Cursor): Expression {
  p.advance();
  if (p.at(TokenKind.FIRST) || p.at(TokenKind.NEXT)) p.advance();
  else p.reportUnexpected(phrase("FIRST or NEXT"));
  const count = parseCount(p);
  if (p.at(TokenKind.ROW) || p.at(TokenKind.ROWS)) p.advance();
  else p.reportUnexpected("ROWS");
  p.expect(TokenKind.ONLY, "ONLY");
  return count;
}

/** A number, `?` or a template. */
function parseCount(p: Cursor): Expression {
  if (p.at(TokenKind.Question)) {
    const { start, end } = p;
    p.advance();
    return { kind: "parameter", start, end, index: p.parameterCount++ };
  }
  if (p.at(TokenKind.Template)) return parseExpression(p, ExpressionContext.SubQuery);
  return parseUnsignedNumber(p);
}
