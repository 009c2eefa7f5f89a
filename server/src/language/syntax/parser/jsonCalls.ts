/**
 * The arguments of the SQL/JSON functions. Source: `JsonValueFunctionCall` and its neighbours in Druid's `Parser.jj`.
 */
import { phrase, t } from "../../text/l10n";
import type { Argument, Expression } from "../nodes";
import { TokenKind } from "../tokenKind";
import type { BuiltinRule } from "./builtins";
import { ExpressionContext } from "./context";
import type { Cursor } from "./cursor";
import { parseExpression } from "./expressions";
import { startsExpression } from "./keywordSets";
import { parseIdentifier } from "./names";
import { parseOrderBy } from "./query";
import { CALCITE_1_37, refuseBefore } from "./since";
import { parseDataType } from "./types";

function jsonValue(p: Cursor): Expression {
  return parseExpression(p, ExpressionContext.NonQuery);
}

/** `value, path [PASSING a AS x, …]`. */
function common(p: Cursor): Argument[] {
  const list = [jsonValue(p)];
  p.expect(TokenKind.Comma, phrase("a comma and the JSON path"));
  list.push(jsonValue(p));
  if (!p.accept(TokenKind.PASSING)) return list;
  do {
    list.push(jsonValue(p));
    p.expect(TokenKind.AS, "AS");
    parseIdentifier(p);
  } while (p.accept(TokenKind.Comma));
  return list;
}

const exists: BuiltinRule = (p) => {
  const list = common(p);
  if (!p.at(TokenKind.TRUE) && !p.at(TokenKind.FALSE) && !p.at(TokenKind.UNKNOWN) && !p.at(TokenKind.ERROR)) return list;
  p.advance();
  p.expect(TokenKind.ON, "ON ERROR");
  p.expect(TokenKind.ERROR, "ERROR");
  return list;
};

const valueRule: BuiltinRule = (p) => {
  const list = common(p);
  if (p.accept(TokenKind.RETURNING)) parseDataType(p);
  while (p.at(TokenKind.ERROR) || p.at(TokenKind.NULL) || p.at(TokenKind.DEFAULT)) {
    const withValue = p.at(TokenKind.DEFAULT);
    p.advance();
    if (withValue) list.push(jsonValue(p));
    takeOnEmptyOrError(p);
  }
  return list;
};

const query: BuiltinRule = (p) => {
  const list = common(p);
  takeWrapper(p);
  for (;;) {
    if (p.at(TokenKind.ERROR) || p.at(TokenKind.NULL)) p.advance();
    else if (p.at(TokenKind.EMPTY)) {
      p.advance();
      if (p.at(TokenKind.ARRAY) || p.at(TokenKind.OBJECT)) p.advance();
      else p.reportUnexpected(phrase("ARRAY or OBJECT"));
    } else return list;
    takeOnEmptyOrError(p);
  }
};

function takeOnEmptyOrError(p: Cursor): void {
  p.expect(TokenKind.ON, phrase("ON EMPTY or ON ERROR"));
  if (p.at(TokenKind.EMPTY) || p.at(TokenKind.ERROR)) p.advance();
  else p.reportUnexpected(phrase("EMPTY or ERROR"));
}

/** `WITHOUT [ARRAY] WRAPPER`, `WITH [CONDITIONAL|UNCONDITIONAL] [ARRAY] WRAPPER`. */
function takeWrapper(p: Cursor): void {
  if (!p.at(TokenKind.WITHOUT) && !p.at(TokenKind.WITH)) return;
  const withWrapper = p.at(TokenKind.WITH);
  p.advance();
  if (withWrapper && (p.at(TokenKind.CONDITIONAL) || p.at(TokenKind.UNCONDITIONAL))) p.advance();
  p.accept(TokenKind.ARRAY);
  p.expect(TokenKind.WRAPPER, "WRAPPER");
}

/** `[KEY] name (VALUE | : | ,) value`. At the start of JSON_OBJECT the word KEY is never a name. */
function pair(p: Cursor, list: Argument[], key: "word" | "wordOrName"): void {
  const keyed = p.at(TokenKind.KEY) && (key === "word" || startsExpression(p.peek(1)));
  if (keyed) p.advance();
  list.push(jsonValue(p));
  if (p.at(TokenKind.Comma) || p.at(TokenKind.Colon)) {
    if (p.at(TokenKind.Comma)) refuseBefore(p, CALCITE_1_37, p.start, p.end);
    if (keyed) p.report("syntax-error", t("Behind KEY the value is given with VALUE."), p.start, p.end);
    p.advance();
  } else p.expect(TokenKind.VALUE, phrase("VALUE, : or a comma"));
  list.push(jsonValue(p));
}

function atNullClause(p: Cursor): boolean {
  return (p.at(TokenKind.NULL) || p.at(TokenKind.ABSENT)) && p.peek(1) === TokenKind.ON;
}

/** `NULL ON NULL` or `ABSENT ON NULL`. */
function takeNullClause(p: Cursor): void {
  if (!atNullClause(p)) return;
  p.advance();
  p.advance();
  p.expect(TokenKind.NULL, "NULL");
}

const object: BuiltinRule = (p) => {
  const list: Argument[] = [];
  if (!p.at(TokenKind.RightParen) && !atNullClause(p)) {
    pair(p, list, "word");
    while (p.accept(TokenKind.Comma)) pair(p, list, "wordOrName");
  }
  takeNullClause(p);
  return list;
};

const objectAggregate: BuiltinRule = (p) => {
  const list: Argument[] = [];
  pair(p, list, "wordOrName");
  takeNullClause(p);
  return list;
};

const array: BuiltinRule = (p) => {
  const list: Argument[] = [];
  if (!p.at(TokenKind.RightParen) && !atNullClause(p)) {
    do list.push(jsonValue(p));
    while (p.accept(TokenKind.Comma));
  }
  takeNullClause(p);
  return list;
};

const arrayAggregate: BuiltinRule = (p, call) => {
  const list = [jsonValue(p)];
  if (p.at(TokenKind.ORDER)) call.orderBy = parseOrderBy(p);
  takeNullClause(p);
  return list;
};

export const JSON_RULES: readonly (readonly [TokenKind, BuiltinRule])[] = [
  [TokenKind.JSON_EXISTS, exists],
  [TokenKind.JSON_VALUE, valueRule],
  [TokenKind.JSON_QUERY, query],
  [TokenKind.JSON_OBJECT, object],
  [TokenKind.JSON_OBJECTAGG, objectAggregate],
  [TokenKind.JSON_ARRAY, array],
  [TokenKind.JSON_ARRAYAGG, arrayAggregate],
];
