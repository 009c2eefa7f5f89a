/**
 * The smallest expressions: literals, names, calls, constructors, CASE. Source: `AtomicRowExpression` of Druid's `Parser.jj`.
 */
import { phrase, t } from "../../text/l10n";
import type { Argument, Call, Case, CaseBranch, Expression, Identifier, Mutable, Name, OrderItem, TableArgument } from "../nodes";
import { TokenKind } from "../tokenKind";
import { parseOptionalBuiltin } from "./builtins";
import { parseCallTail } from "./callTail";
import { atMapConstructor, parseConstructor } from "./constructors";
import { ExpressionContext, inParentheses } from "./context";
import type { Cursor } from "./cursor";
import { parseExpression, parseParenthesized, parseQueryOrList } from "./expressions";
import { parseJdbcCall } from "./jdbcCalls";
import { isContextVariable, isReservedFunctionName } from "./keywordSets";
import { fitting, parseList } from "./lists";
import { parseOptionalLiteral, parseOptionalSigned } from "./literals";
import { isMeantAsName } from "./meantNames";
import { acceptStar, continueName, parseCompoundName, parseIdentifierOrList, takeIdentifier } from "./names";
import { parseOrderItem, parseQueryOrExpression } from "./query";
import { CALCITE_1_37 } from "./since";

/** The same without parentheses, rows and cursors, and with the signs of numbers, as Druid reads it where operators would be in the way. */
export function parseAtom(p: Cursor, what: string): Expression {
  if (p.at(TokenKind.LeftParen) || p.at(TokenKind.ROW) || p.at(TokenKind.CURSOR)) {
    p.report("syntax-error", t("{0} takes no parentheses here: a literal, a name or a call.", what), p.start, p.end);
  }
  return parseOptionalSigned(p) ?? parsePrimary(p, ExpressionContext.SubQuery);
}

/** One operand without operators around it. */
export function parsePrimary(p: Cursor, context: ExpressionContext): Expression {
  const kind = p.kind;
  if (kind === TokenKind.Identifier || kind === TokenKind.QuotedIdentifier) return parseNameOrCall(p);
  const literal = parseOptionalLiteral(p);
  if (literal) return literal;
  if (p.peek(1) === TokenKind.Template && BEFORE_TIMES.has(kind)) return parseTemplateOfTime(p);
  switch (kind) {
    case TokenKind.LeftParen:
      return parseParenthesized(p, context);
    case TokenKind.Question:
      return takeParameter(p);
    case TokenKind.Template:
      return parseTemplate(p);
    case TokenKind.CASE:
      return parseCase(p);
    case TokenKind.BraceFn:
      return parseJdbcCall(p);
    case TokenKind.ROW:
      if (p.peek(1) !== TokenKind.LeftParen) break;
      return parseRow(p, context);
    case TokenKind.ARRAY:
    case TokenKind.MULTISET:
    case TokenKind.PERIOD:
      return parseConstructor(p);
    case TokenKind.MAP:
      if (atMapConstructor(p)) return parseConstructor(p);
      break;
    case TokenKind.CURSOR:
      return parseCursorExpression(p, context);
    case TokenKind.NEW:
      return parseNew(p);
    case TokenKind.NEXT:
    case TokenKind.CURRENT:
      if (p.peek(1) === TokenKind.VALUE) return parseSequence(p);
      break;
    case TokenKind.SPECIFIC:
      return parseSpecific(p);
    default:
      break;
  }
  return parseOptionalBuiltin(p) ?? parseNamed(p);
}

/** A name, a call of a function with an ordinary or reserved name, or a context variable. */
function parseNamed(p: Cursor): Expression {
  if (p.atName()) return parseNameOrCall(p);
  if (isReservedFunctionName(p.kind) && p.peek(1) === TokenKind.LeftParen) return parseCall(p, takeReservedName(p));
  if (isContextVariable(p.kind)) return takeReservedName(p);
  return parseMisplaced(p);
}

/** A reserved word where a value belongs is taken for the name it was meant as, unless it begins a clause. */
export function parseMisplaced(p: Cursor): Expression {
  return isMeantAsName(p) ? parseCompoundName(p) : p.missing(phrase("an expression"));
}

function parseNameOrCall(p: Cursor): Expression {
  if (p.at(TokenKind.Template)) return parseTemplate(p);
  const name = acceptStar(p, continueName(p, takeIdentifier(p)));
  return p.at(TokenKind.LeftParen) ? parseCall(p, name) : name;
}

/** `SPECIFIC f(…)`: an ordinary call, also by a reserved name, with all that may stand behind one. */
function parseSpecific(p: Cursor): Expression {
  p.advance();
  const isReserved = isReservedFunctionName(p.kind) && p.peek(1) === TokenKind.LeftParen;
  const name = isReserved ? takeReservedName(p) : parseCompoundName(p, phrase("a name of a function"));
  if (name.kind === "error") return name;
  if (p.at(TokenKind.LeftParen)) return parseCall(p, name);
  p.reportUnexpected(phrase("the arguments in parentheses"));
  return name;
}

/** A reserved word as a name of one part. */
export function takeReservedName(p: Cursor): Name {
  const { start, end } = p;
  const part: Identifier = { kind: "identifier", start, end, name: p.image(), quoted: false, template: false };
  p.advance();
  return { kind: "name", start, end, parts: [part], star: false };
}

function parseTemplate(p: Cursor): Expression {
  p.tableStarts.push(p.start);
  const name = continueName(p, takeIdentifier(p));
  if (p.at(TokenKind.LeftParen) && name.end === p.start) return parseCall(p, name);
  const only = name.parts.length === 1 && p.text.slice(name.start, name.end).match(/^(\{\{[\s\S]*\}\}|\$\{[^}]*\})$/);
  return only ? { kind: "template", start: name.start, end: name.end, text: p.text.slice(name.start, name.end) } : acceptStar(p, name);
}

/** The words of `DATE '…'`. */
const BEFORE_TIMES: ReadonlySet<TokenKind> = new Set([TokenKind.DATE, TokenKind.TIME, TokenKind.TIMESTAMP]);

/** `TIMESTAMP {{ start }}`: the template brings the text with its quotes. */
function parseTemplateOfTime(p: Cursor): Expression {
  const { start } = p;
  p.advance();
  return { ...parseTemplate(p), start };
}

function takeParameter(p: Cursor): Expression {
  const { start, end } = p;
  p.advance();
  return { kind: "parameter", start, end, index: p.parameterCount++ };
}

/** A call whose name was read; the cursor stands on `(`. Calls that give tables may stand among values, too. */
export function parseCall(p: Cursor, name: Name): Call {
  const only = name.parts[0]?.name;
  if (only?.length === 6 && name.parts.length === 1 && GIVES_TABLE.test(only)) p.tableStarts.push(name.start);
  const call: Mutable<Call> = {
    kind: "call",
    start: name.start,
    end: name.end,
    name,
    star: false,
    arguments: NO_ARGUMENTS,
    withinDistinct: NO_ARGUMENTS,
  };
  parseArgumentsInto(p, call);
  parseCallTail(p, call);
  call.end = p.lastEnd;
  return call;
}

const NO_ARGUMENTS: readonly never[] = [];

const GIVES_TABLE = /^(?:APPEND|EXTERN)$/i;

/** `()`, `(*)` or `([ALL|DISTINCT] argument, …)`; the cursor stands on the parenthesis. */
export function parseArgumentsInto(p: Cursor, call: Mutable<Call>): void {
  p.advance();
  if (p.accept(TokenKind.Star)) call.star = true;
  else if (!p.at(TokenKind.RightParen)) parseQuantifiedInto(p, call, ExpressionContext.SubQuery);
  p.expect(TokenKind.RightParen, ")");
  call.end = p.lastEnd;
}

/** `[ALL|DISTINCT] argument, …`, at least one. */
export function parseQuantifiedInto(p: Cursor, call: Mutable<Call>, context: ExpressionContext): void {
  const quantifier = takeQuantifier(p);
  if (quantifier) call.quantifier = quantifier;
  const list: Argument[] = [parseFirstArgument(p, context)];
  while (p.accept(TokenKind.Comma)) list.push(parseArgument(p, context));
  call.arguments = fitting(list);
}

/** ALL or DISTINCT, if it stands here. */
export function takeQuantifier(p: Cursor): "ALL" | "DISTINCT" | undefined {
  if (p.accept(TokenKind.DISTINCT)) return "DISTINCT";
  return p.accept(TokenKind.ALL) ? "ALL" : undefined;
}

/** The first argument may be a query without parentheses of its own. */
export function parseFirstArgument(p: Cursor, context: ExpressionContext): Argument {
  return atArgumentName(p) ? parseNamedArgument(p, context, parseFirstValue) : parseFirstValue(p, context);
}

/** Any further argument. */
export function parseArgument(p: Cursor, context: ExpressionContext): Argument {
  return atArgumentName(p) ? parseNamedArgument(p, context, parseValue) : parseValue(p, context);
}

type ParseValue = (p: Cursor, context: ExpressionContext) => Argument;

const parseFirstValue: ParseValue = (p, context) => {
  if (p.at(TokenKind.DEFAULT)) return takeWord(p);
  if (atLambda(p)) return parseLambda(p);
  if (p.at(TokenKind.TABLE) && p.peekIsName(1)) return parseTableArgument(p, context);
  const value = parseQueryOrExpression(p, inParentheses(context));
  return p.at(TokenKind.PARTITION) || p.at(TokenKind.ORDER) ? parsePartitioning(p, value) : value;
};

const parseValue: ParseValue = (p, context) => {
  if (p.at(TokenKind.DEFAULT)) return takeWord(p);
  if (atLambda(p)) return parseLambda(p);
  return p.at(TokenKind.TABLE) ? parseTableArgument(p, context) : parseExpression(p, context);
};

/**
 * Druid looks two tokens ahead for `name =>`, so a name with UESCAPE behind it can be nothing else here.
 */
function atArgumentName(p: Cursor): boolean {
  if (!p.at(TokenKind.UnicodeQuotedIdentifier) || p.peek(1) !== TokenKind.UESCAPE) {
    return p.atName() && p.peek(1) === TokenKind.NamedArgument;
  }
  if (p.peek(3) === TokenKind.NamedArgument) return true;
  const behind = p.index + 3;
  const message = t("Druid takes a name with UESCAPE in a call for the name of an argument. Put it in parentheses.");
  if (behind < p.tokens.count) {
    p.report("syntax-error", message, p.tokens.starts[behind] ?? p.start, p.tokens.ends[behind] ?? p.end);
  }
  return false;
}

function parseNamedArgument(p: Cursor, context: ExpressionContext, parse: ParseValue): Argument {
  const name = takeIdentifier(p);
  p.advance();
  const value = parse(p, context);
  return { kind: "namedArgument", start: name.start, end: p.lastEnd, name, value };
}

/** A word that means something in a call only. */
export function takeWord(p: Cursor): Expression {
  const { start, end } = p;
  p.advance();
  return { kind: "word", start, end, text: p.text.slice(start, end).toUpperCase() };
}

/** `x ->`, `(a, b) ->`, `() ->`. */
function atLambda(p: Cursor): boolean {
  if (p.druidVersion < CALCITE_1_37) return false;
  if (p.atName()) return p.peek(1) === TokenKind.Arrow;
  if (!p.at(TokenKind.LeftParen)) return false;
  if (p.peek(1) === TokenKind.RightParen) return p.peek(2) === TokenKind.Arrow;
  let ahead = 1;
  while (p.peekIsName(ahead) && p.peek(ahead + 1) === TokenKind.Comma) ahead += 2;
  return p.peekIsName(ahead) && p.peek(ahead + 1) === TokenKind.RightParen && p.peek(ahead + 2) === TokenKind.Arrow;
}

function parseLambda(p: Cursor): Expression {
  const start = p.start;
  const parameters: Identifier[] = [];
  const parenthesized = p.accept(TokenKind.LeftParen);
  while (p.atName()) {
    parameters.push(takeIdentifier(p));
    if (!p.accept(TokenKind.Comma)) break;
  }
  if (parenthesized) p.expect(TokenKind.RightParen, ")");
  p.expect(TokenKind.Arrow, "->");
  const body = parseExpression(p, ExpressionContext.NonQuery);
  return { kind: "lambda", start, end: p.lastEnd, parameters, body };
}

function parseTableArgument(p: Cursor, context: ExpressionContext): Argument {
  const start = p.start;
  p.tableStarts.push(start);
  p.advance();
  const name = parseCompoundName(p, phrase("a table name"));
  const table = { kind: "explicitTable" as const, start, end: p.lastEnd, name };
  return p.at(TokenKind.PARTITION) || p.at(TokenKind.ORDER) || context === ExpressionContext.NonQuery
    ? parsePartitioning(p, table)
    : { kind: "tableArgument", start, end: p.lastEnd, table, orderBy: [] };
}

/** `PARTITION BY a ORDER BY b` behind a table argument. */
function parsePartitioning(p: Cursor, table: TableArgument["table"]): Expression {
  const argument: Mutable<TableArgument> = { kind: "tableArgument", start: table.start, end: table.end, table, orderBy: [] };
  if (p.accept(TokenKind.PARTITION)) {
    p.expect(TokenKind.BY, "BY");
    const list = parseIdentifierOrList(p);
    if (list.kind !== "error") argument.partitionBy = list;
  }
  if (p.accept(TokenKind.ORDER)) {
    p.expect(TokenKind.BY, "BY");
    argument.orderBy = parseSetSemanticsOrder(p);
  }
  argument.end = p.lastEnd;
  return argument;
}

function parseSetSemanticsOrder(p: Cursor): readonly OrderItem[] {
  if (!p.accept(TokenKind.LeftParen)) return [parseOrderItem(p)];
  const items = parseList(p, parseOrderItem);
  p.expect(TokenKind.RightParen, ")");
  return items;
}

function parseCase(p: Cursor): Expression {
  const start = p.start;
  p.advance();
  const node: Mutable<Case> = { kind: "case", start, end: start, branches: [] };
  if (!p.at(TokenKind.WHEN)) node.operand = parseExpression(p, ExpressionContext.SubQuery);
  if (p.at(TokenKind.WHEN)) {
    const branches = [parseCaseBranch(p)];
    while (p.at(TokenKind.WHEN)) branches.push(parseCaseBranch(p));
    node.branches = fitting(branches);
  } else p.reportUnexpected("WHEN");
  if (p.accept(TokenKind.ELSE)) node.otherwise = parseExpression(p, ExpressionContext.SubQuery);
  p.expect(TokenKind.END, "END");
  node.end = p.lastEnd;
  return node;
}

function parseCaseBranch(p: Cursor): CaseBranch {
  const start = p.start;
  p.advance();
  const when = parseList(p, () => parseExpression(p, ExpressionContext.SubQuery));
  p.expect(TokenKind.THEN, "THEN");
  const then = parseExpression(p, ExpressionContext.SubQuery);
  return { kind: "caseBranch", start, end: p.lastEnd, when, then };
}

/** `ROW (a, b)`. */
function parseRow(p: Cursor, context: ExpressionContext): Expression {
  const start = p.start;
  p.advance();
  const items = parseQueryOrList(p, context);
  return { kind: "rowExpression", start, end: p.lastEnd, items };
}

function parseCursorExpression(p: Cursor, context: ExpressionContext): Expression {
  const name = takeReservedName(p);
  if (context !== ExpressionContext.Any && context !== ExpressionContext.Cursor) {
    p.report("not-allowed", t("CURSOR may stand as an argument of a table function only."), name.start, name.end);
  }
  const query = parseExpression(p, ExpressionContext.Query);
  return { kind: "call", start: name.start, end: p.lastEnd, name, star: false, arguments: [query], withinDistinct: [] };
}

function parseNew(p: Cursor): Expression {
  p.advance();
  return parseRoutineCall(p);
}

/** `name(arguments)` without anything behind it: CALL, NEW and table functions. */
export function parseRoutineCall(p: Cursor, context = ExpressionContext.SubQuery): Call | ReturnType<Cursor["missing"]> {
  const name = parseCompoundName(p, phrase("a name of a function"));
  if (name.kind === "error") return name;
  if (!p.at(TokenKind.LeftParen)) {
    p.reportUnexpected(phrase("the arguments in parentheses"));
    return { kind: "call", start: name.start, end: name.end, name, star: false, arguments: [], withinDistinct: [] };
  }
  const list = parseRoutineArguments(p, context);
  return { kind: "call", start: name.start, end: p.lastEnd, name, star: false, arguments: list, withinDistinct: [] };
}

/** `( … )` of a routine; the cursor stands on the parenthesis. */
export function parseRoutineArguments(p: Cursor, context: ExpressionContext): readonly Argument[] {
  p.advance();
  const list = p.at(TokenKind.RightParen) ? [] : [parseFirstArgument(p, context)];
  while (list.length > 0 && p.accept(TokenKind.Comma)) list.push(parseArgument(p, context));
  p.expect(TokenKind.RightParen, ")");
  return fitting(list);
}

/** `NEXT VALUE FOR s`. */
function parseSequence(p: Cursor): Expression {
  const name = takeReservedName(p);
  p.advance();
  p.expect(TokenKind.FOR, "FOR");
  const sequence = parseCompoundName(p, phrase("a name of a sequence"));
  return { kind: "call", start: name.start, end: p.lastEnd, name, star: false, arguments: [sequence], withinDistinct: [] };
}
