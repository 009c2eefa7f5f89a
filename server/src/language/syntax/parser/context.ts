/**
 * What kind of expression a place of the grammar takes. It decides about the first operand only.
 * Source: `SqlAbstractParserImpl.ExprContext` of Calcite.
 */
export enum ExpressionContext {
  /** Anything, CURSOR included. */
  Any = 0,
  /** Anything but CURSOR. */
  NonCursor = 1,
  /** A query only. */
  Query = 2,
  /** No query, not even in parentheses. */
  NonQuery = 3,
  /** A value, or a query in parentheses. */
  SubQuery = 4,
  /** A value, a query in parentheses, or CURSOR. */
  Cursor = 5,
}

/** The context behind a parenthesis that opens in `context`: a query in it is a subquery. */
export function inParentheses(context: ExpressionContext): ExpressionContext {
  if (context === ExpressionContext.SubQuery) return ExpressionContext.NonCursor;
  return context === ExpressionContext.Cursor ? ExpressionContext.Any : context;
}

/** Whether a query may stand here without parentheses. */
export function takesBareQuery(context: ExpressionContext): boolean {
  return context === ExpressionContext.Any || context === ExpressionContext.NonCursor || context === ExpressionContext.Query;
}
