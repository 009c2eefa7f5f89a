/**
 * Expressions, by precedence climbing over Calcite's precedence numbers. Runs of one precedence become one flat node.
 * Source: `Expression`, `Expression2`, `Expression3` of Druid's `Parser.jj`; precedences of `SqlStdOperatorTable`.
 */
import { phrase, t } from "../../text/l10n";
import type { Call, Expression, Identifier, Like, Mutable, Query, QueryBody } from "../nodes";
import { TOKEN_KIND_COUNT, TokenKind } from "../tokenKind";
import { ExpressionContext, inParentheses } from "./context";
import type { Cursor } from "./cursor";
import { startsExpression } from "./keywordSets";
import { fitting, parseList, parseListFrom } from "./lists";
import { atIntervalUnit, parseIntervalQualifier, parseOptionalSigned } from "./literals";
import { isMeantAsName } from "./meantNames";
import { takeIdentifier } from "./names";
import type { Pauses } from "./pauses";
import { isDistinctFrom, parsePostfix } from "./postfix";
import { parseArgumentsInto, parseMisplaced, parsePrimary } from "./primary";
import { isQueryNode, parseQueryOrExpression } from "./query";
import { CALCITE_1_35, refuseBefore } from "./since";

const OR = 22;
const AND = 24;
const NOT = 26;
const POSTFIX = 28;
const COMPARISON = 30;
const RANGE = 32;
const ADDITIVE = 40;
const MULTIPLICATIVE = 60;
const UNARY = 80;

/** An expression of the kind that `context` takes; an error node when none starts here. */
export function parseExpression(p: Cursor, context: ExpressionContext): Expression {
  if (!startsExpression(p.kind) && !isMeantAsName(p)) return parseMisplaced(p);
  if (!p.descend()) return p.gap(phrase("an expression"));
  const expression = parseBinary(p, 0, context);
  p.ascend();
  return expression;
}

/** Precedence of each token as an infix or postfix operator; 0 where it is none. */
const PRECEDENCE = precedences();

function precedences(): Uint8Array {
  const table = new Uint8Array(TOKEN_KIND_COUNT);
  const set = (precedence: number, ...kinds: readonly TokenKind[]): void => {
    for (const kind of kinds) table[kind] = precedence;
  };
  set(OR, TokenKind.OR);
  set(AND, TokenKind.AND);
  set(POSTFIX, TokenKind.IS, TokenKind.FORMAT);
  set(COMPARISON, TokenKind.Equal, TokenKind.NotEqual, TokenKind.BangEqual, TokenKind.Less, TokenKind.LessOrEqual, TokenKind.Greater);
  set(
    COMPARISON,
    TokenKind.GreaterOrEqual,
    TokenKind.CONTAINS,
    TokenKind.OVERLAPS,
    TokenKind.EQUALS,
    TokenKind.PRECEDES,
    TokenKind.SUCCEEDS,
  );
  set(COMPARISON, TokenKind.IMMEDIATELY, TokenKind.MEMBER, TokenKind.SUBMULTISET);
  set(RANGE, TokenKind.IN, TokenKind.BETWEEN, TokenKind.LIKE, TokenKind.ILIKE, TokenKind.RLIKE, TokenKind.SIMILAR, TokenKind.NOT);
  set(ADDITIVE, TokenKind.Plus, TokenKind.Minus);
  set(MULTIPLICATIVE, TokenKind.Star, TokenKind.Slash, TokenKind.Percent, TokenKind.Concat, TokenKind.MULTISET);
  return table;
}

/** Precedence of the operator at the cursor, with the look-ahead that non-reserved words and NOT need; 0 for none. */
function precedenceHere(p: Cursor): number {
  const precedence = PRECEDENCE[p.kind] as number;
  switch (p.kind) {
    case TokenKind.NOT:
      return isNegatable(p.peek(1)) ? (p.peek(1) === TokenKind.SUBMULTISET ? COMPARISON : precedence) : 0;
    case TokenKind.ILIKE:
    case TokenKind.RLIKE:
      return startsExpression(p.peek(1)) ? precedence : 0;
    case TokenKind.FORMAT:
      return p.peek(1) === TokenKind.JSON ? precedence : 0;
    case TokenKind.IMMEDIATELY:
      return p.peek(1) === TokenKind.PRECEDES || p.peek(1) === TokenKind.SUCCEEDS ? precedence : 0;
    case TokenKind.IS:
      return isDistinctFrom(p) ? COMPARISON : precedence;
    default:
      return precedence;
  }
}

function isNegatable(kind: TokenKind): boolean {
  switch (kind) {
    case TokenKind.IN:
    case TokenKind.BETWEEN:
    case TokenKind.LIKE:
    case TokenKind.ILIKE:
    case TokenKind.RLIKE:
    case TokenKind.SIMILAR:
    case TokenKind.SUBMULTISET:
      return true;
    default:
      return false;
  }
}

/** Operators that bind at least as tightly as `least`. */
function parseBinary(p: Cursor, least: number, context: ExpressionContext): Expression {
  let left = parseOperand(p, context);
  for (;;) {
    // Behind an operator, too: `x IN (1)[2]`.
    if (p.at(TokenKind.LeftBracket)) left = parseAccess(p, left);
    const precedence = precedenceHere(p);
    if (precedence === 0 || precedence < least) return left;
    if (context === ExpressionContext.Query) reportNoQuery(p);
    if (precedence === RANGE) left = parseRange(p, left);
    else if (precedence === POSTFIX) left = parsePostfix(p, left);
    else if (precedence === COMPARISON && atQuantifier(p)) left = parseQuantified(p, left);
    else left = parseRun(p, left, precedence);
  }
}

/** What Druid says of a value where only a query can stand. */
export function reportNoQuery(p: Cursor): void {
  p.report("not-a-query", t("A query is needed here, and this is an expression."), p.start, p.end);
}

/** `left op a op b …` for all operators of one precedence. */
function parseRun(p: Cursor, left: Expression, precedence: number): Expression {
  if (p.pauses) return parseRunInSteps(p, p.pauses, left, precedence);
  const operators = [takeBinaryOperator(p)];
  const operands = [left, parseOperandAbove(p, precedence)];
  if (!goesOn(p, precedence)) return { kind: "operation", start: left.start, end: p.lastEnd, operands, operators };
  do {
    operators.push(takeBinaryOperator(p));
    operands.push(parseOperandAbove(p, precedence));
  } while (goesOn(p, precedence));
  return { kind: "operation", start: left.start, end: p.lastEnd, operands: fitting(operands), operators: fitting(operators) };
}

function goesOn(p: Cursor, precedence: number): boolean {
  return precedenceHere(p) === precedence && !(precedence === COMPARISON && atQuantifier(p));
}

function parseRunInSteps(p: Cursor, pauses: Pauses, left: Expression, precedence: number): Expression {
  const { operands, operators } = pauses.repeat(
    p,
    "chain",
    () => ({ operands: [left], operators: [] as string[] }),
    (run) => {
      if (!goesOn(p, precedence)) return false;
      const operator = takeBinaryOperator(p);
      const operand = parseOperandAbove(p, precedence);
      run.operators.push(operator);
      run.operands.push(operand);
      return true;
    },
  );
  return { kind: "operation", start: left.start, end: p.lastEnd, operands: fitting(operands), operators: operators.slice() };
}

function parseOperandAbove(p: Cursor, precedence: number): Expression {
  if (!startsExpression(p.kind) && !isMeantAsName(p)) return parseMisplaced(p);
  return parseBinary(p, precedence + 1, ExpressionContext.SubQuery);
}

const OPERATOR_TEXT: ReadonlyMap<TokenKind, string> = new Map([
  [TokenKind.OR, "OR"],
  [TokenKind.AND, "AND"],
  [TokenKind.Equal, "="],
  [TokenKind.NotEqual, "<>"],
  [TokenKind.BangEqual, "!="],
  [TokenKind.Less, "<"],
  [TokenKind.LessOrEqual, "<="],
  [TokenKind.Greater, ">"],
  [TokenKind.GreaterOrEqual, ">="],
  [TokenKind.Plus, "+"],
  [TokenKind.Minus, "-"],
  [TokenKind.Star, "*"],
  [TokenKind.Slash, "/"],
  [TokenKind.Percent, "%"],
  [TokenKind.Concat, "||"],
]);

function takeBinaryOperator(p: Cursor): string {
  const kind = p.kind;
  const text = OPERATOR_TEXT.get(kind);
  if (text === undefined) return takeWordOperator(p);
  if (kind === TokenKind.Percent) p.report("not-allowed", t("Druid has no operator %; use MOD(a, b)."), p.start, p.end);
  p.advance();
  return text;
}

function takeWordOperator(p: Cursor): string {
  const words = [p.image().toUpperCase()];
  const first = p.kind;
  p.advance();
  const take = (kind: TokenKind, what: string): void => {
    if (p.kind === kind) words.push(p.image().toUpperCase());
    p.expect(kind, what);
  };
  if (first === TokenKind.IS) {
    if (p.at(TokenKind.NOT)) take(TokenKind.NOT, "NOT");
    take(TokenKind.DISTINCT, "DISTINCT FROM");
    take(TokenKind.FROM, "FROM");
  } else if (first === TokenKind.NOT) {
    take(TokenKind.SUBMULTISET, "SUBMULTISET OF");
    take(TokenKind.OF, "OF");
  } else if (first === TokenKind.MEMBER || first === TokenKind.SUBMULTISET) take(TokenKind.OF, "OF");
  else if (first === TokenKind.IMMEDIATELY) take(p.kind, "PRECEDES");
  else if (first === TokenKind.MULTISET) takeMultisetOperator(p, words);
  return words.join(" ");
}

function takeMultisetOperator(p: Cursor, words: string[]): void {
  if (p.at(TokenKind.UNION) || p.at(TokenKind.INTERSECT) || p.at(TokenKind.EXCEPT)) {
    words.push(p.image().toUpperCase());
    p.advance();
    if (p.at(TokenKind.ALL) || p.at(TokenKind.DISTINCT)) p.advance();
  } else p.reportUnexpected(phrase("UNION, INTERSECT or EXCEPT"));
}

/** `[NOT] IN`, `[NOT] BETWEEN`, `[NOT] LIKE` and its kin. */
function parseRange(p: Cursor, value: Expression): Expression {
  const not = p.accept(TokenKind.NOT);
  switch (p.kind) {
    case TokenKind.IN: {
      p.advance();
      const items = parseQueryOrList(p, ExpressionContext.NonCursor);
      return { kind: "in", start: value.start, end: p.lastEnd, not, value, items };
    }
    case TokenKind.BETWEEN:
      return parseBetween(p, value, not ? "NOT BETWEEN" : "BETWEEN");
    default:
      return parseLike(p, value, not ? "NOT" : "");
  }
}

/** The lower bound reaches to the first AND of its own level and may hold an OR. */
function parseBetween(p: Cursor, value: Expression, operator: "BETWEEN" | "NOT BETWEEN"): Expression {
  p.advance();
  if (!p.descend()) return value;
  if (p.at(TokenKind.SYMMETRIC) || p.at(TokenKind.ASYMMETRIC)) p.advance();
  let low = parseOperandAbove(p, AND);
  while (p.at(TokenKind.OR)) {
    const start = low.start;
    p.advance();
    const next = parseOperandAbove(p, AND);
    low = { kind: "operation", start, end: p.lastEnd, operands: [low, next], operators: ["OR"] };
  }
  let high: Expression;
  if (p.at(TokenKind.AND)) {
    p.advance();
    high = parseOperandAbove(p, RANGE);
  } else {
    p.report("syntax-error", t("BETWEEN needs AND and an upper bound."), p.start, p.end);
    high = p.gap(phrase("AND and an upper bound"));
  }
  p.ascend();
  return { kind: "between", start: value.start, end: p.lastEnd, not: operator === "NOT BETWEEN", value, low, high };
}

function parseLike(p: Cursor, value: Expression, negation: "NOT" | ""): Expression {
  const word = p.image().toUpperCase();
  if (word === "ILIKE" || word === "RLIKE") refuseBefore(p, CALCITE_1_35, p.start, p.end);
  p.advance();
  if (word === "SIMILAR") p.expect(TokenKind.TO, "TO");
  const operator: Like["operator"] = word === "SIMILAR" ? "SIMILAR TO" : (word as "LIKE" | "ILIKE" | "RLIKE");
  const pattern = parseOperandAbove(p, RANGE);
  const like = { kind: "like" as const, start: value.start, end: p.lastEnd, operator, not: negation === "NOT", value, pattern };
  if (!p.at(TokenKind.ESCAPE)) return like;
  p.advance();
  const escapeCharacter = startsExpression(p.kind)
    ? (parseOptionalSigned(p) ?? parsePrimary(p, ExpressionContext.SubQuery))
    : p.missing(phrase("the escape character"));
  return { ...like, end: p.lastEnd, escape: escapeCharacter };
}

function atQuantifier(p: Cursor): boolean {
  if (p.kind < TokenKind.Equal || p.kind > TokenKind.BangEqual) return false;
  const next = p.peek(1);
  return next === TokenKind.SOME || next === TokenKind.ANY || next === TokenKind.ALL;
}

/** `x = ANY (…)`. */
function parseQuantified(p: Cursor, value: Expression): Expression {
  const operator = p.image();
  p.advance();
  const quantifier = p.image().toUpperCase() as "SOME" | "ANY" | "ALL";
  p.advance();
  const items = parseQueryOrList(p, ExpressionContext.NonCursor);
  return { kind: "quantified", start: value.start, end: p.lastEnd, operator, quantifier, value, items };
}

type PrefixOperator = "+" | "-" | "NOT" | "EXISTS" | "UNIQUE";

const PREFIXES: ReadonlyMap<TokenKind, { readonly operator: PrefixOperator; readonly precedence: number }> = new Map([
  [TokenKind.Plus, { operator: "+", precedence: UNARY }],
  [TokenKind.Minus, { operator: "-", precedence: UNARY }],
  [TokenKind.NOT, { operator: "NOT", precedence: NOT }],
  [TokenKind.EXISTS, { operator: "EXISTS", precedence: ADDITIVE }],
  [TokenKind.UNIQUE, { operator: "UNIQUE", precedence: ADDITIVE }],
]);

/** An operand with its prefixes, and what is reached into behind it. */
function parseOperand(p: Cursor, context: ExpressionContext): Expression {
  const kind = p.kind;
  if (
    kind === TokenKind.Minus ||
    kind === TokenKind.NOT ||
    kind === TokenKind.Plus ||
    kind === TokenKind.EXISTS ||
    kind === TokenKind.UNIQUE
  ) {
    return parsePrefix(p, context);
  }
  const operand = parsePrimary(p, context);
  return p.at(TokenKind.LeftBracket) || p.at(TokenKind.Dot) ? parseAccess(p, operand) : operand;
}

/** A run of the same prefix is one node; another prefix behind it starts a node of its own. */
function parsePrefix(p: Cursor, context: ExpressionContext): Expression {
  if (context === ExpressionContext.Query) reportNoQuery(p);
  const start = p.start;
  const kind = p.kind;
  const prefix = PREFIXES.get(kind) ?? { operator: "NOT" as const, precedence: NOT };
  const operators: PrefixOperator[] = [];
  while (p.kind === kind) {
    operators.push(prefix.operator);
    p.advance();
  }
  if (!startsExpression(p.kind)) return { kind: "prefix", start, end: p.lastEnd, operators, operand: p.missing(phrase("an expression")) };
  if (!p.descend()) return p.gap(phrase("an expression"));
  const operand = parseBinary(p, prefix.precedence + 1, context === ExpressionContext.NonQuery ? context : ExpressionContext.SubQuery);
  p.ascend();
  return { kind: "prefix", start, end: p.lastEnd, operators, operand };
}

/** `[index]`, `.field` and, as long as there was no index, `.function(…)` behind an operand. */
function parseAccess(p: Cursor, operand: Expression): Expression {
  const steps: (Expression | Identifier)[] = [];
  let indexed = false;
  for (;;) {
    if (p.at(TokenKind.LeftBracket)) {
      indexed = true;
      steps.push(parseIndex(p));
    } else if (p.at(TokenKind.Dot) && p.peekIsName(1)) steps.push(parseField(p, indexed ? "plain" : "orCall"));
    else break;
  }
  return steps.length === 0 ? operand : { kind: "access", start: operand.start, end: p.lastEnd, operand, steps };
}

function parseIndex(p: Cursor): Expression {
  p.advance();
  const item = p.at(TokenKind.OFFSET) || p.at(TokenKind.ORDINAL) || p.at(TokenKind.SAFE_OFFSET) || p.at(TokenKind.SAFE_ORDINAL);
  if (item) {
    refuseBefore(p, CALCITE_1_35, p.start, p.end);
    p.advance();
  }
  const index = parseExpression(p, ExpressionContext.SubQuery);
  p.expect(TokenKind.RightBracket, "]");
  return index;
}

function parseField(p: Cursor, kind: "plain" | "orCall"): Expression | Identifier {
  p.advance();
  const field = takeIdentifier(p);
  if (kind === "plain" || !p.at(TokenKind.LeftParen)) return field;
  const name = { kind: "name" as const, start: field.start, end: field.end, parts: [field], star: false };
  const call: Mutable<Call> = { kind: "call", start: field.start, end: field.end, name, star: false, arguments: [], withinDistinct: [] };
  parseArgumentsInto(p, call);
  return call;
}

/** `( query )` or `( a, b, … )` where a list belongs: behind IN, ANY, UNNEST. */
export function parseQueryOrList(p: Cursor, context: ExpressionContext): readonly (Expression | Query | QueryBody)[] {
  if (!p.expect(TokenKind.LeftParen, "(")) return [];
  const items = parseListFrom<Expression | Query | QueryBody>(
    p,
    () => parseQueryOrExpression(p, inParentheses(context)),
    () => parseExpression(p, context),
  );
  p.expect(TokenKind.RightParen, ")");
  return items;
}

/** `( … )` as a value: a subquery, a parenthesized expression, a row, or a difference of dates with its unit. */
export function parseParenthesized(p: Cursor, context: ExpressionContext): Expression {
  const start = p.start;
  p.advance();
  const first = parseQueryOrExpression(p, inParentheses(context));
  const items = p.at(TokenKind.Comma) ? [first, ...parseRest(p, context)] : [first];
  p.expect(TokenKind.RightParen, ")");
  if (items.length > 1) return { kind: "rowExpression", start, end: p.lastEnd, items };
  if (isQueryNode(first)) return closeSubquery(p, start, first, context);
  const expression = first as Expression;
  if (!atIntervalUnit(p)) return { kind: "parenthesized", start, end: p.lastEnd, expression };
  return parseDateDifference(p, start, expression);
}

function parseRest(p: Cursor, context: ExpressionContext): Expression[] {
  if (context === ExpressionContext.Query) reportNoQuery(p);
  p.advance();
  return parseList(p, () => parseExpression(p, context));
}

function closeSubquery(p: Cursor, start: number, query: Query | QueryBody | Expression, context: ExpressionContext): Expression {
  if (context === ExpressionContext.NonQuery) p.report("query-not-allowed", t("A query cannot stand here."), query.start, query.end);
  const body: Query | QueryBody =
    query.kind === "subquery"
      ? { kind: "parenthesizedQuery", start: query.start, end: query.end, query: query.query }
      : (query as Query | QueryBody);
  return { kind: "subquery", start, end: p.lastEnd, query: body };
}

function parseDateDifference(p: Cursor, start: number, expression: Expression): Expression {
  const minus = expression.kind === "operation" && expression.operators[expression.operators.length - 1] === "-";
  if (!minus) p.report("syntax-error", t("An interval unit may follow a difference of two dates only: (a - b) DAY."), p.start, p.end);
  const unit = parseIntervalQualifier(p);
  return { kind: "parenthesized", start, end: p.lastEnd, expression, unit };
}
