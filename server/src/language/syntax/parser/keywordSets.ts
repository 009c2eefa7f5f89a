/**
 * Sets of token kinds that the rules ask about, as flat tables: clause words, words that start expressions, set operators …
 */
import { CONTEXT_VARIABLES, RESERVED_FUNCTION_NAMES } from "../../data/keywords";
import { FIRST_NON_RESERVED, TOKEN_KIND_COUNT, TokenKind } from "../tokenKind";

type KeywordName = keyof typeof TokenKind;

const CLAUSE_WORDS = kinds(
  "SELECT FROM WHERE GROUP HAVING WINDOW QUALIFY ORDER LIMIT OFFSET FETCH UNION INTERSECT EXCEPT MINUS ON USING JOIN INNER LEFT RIGHT FULL CROSS NATURAL " +
    "PARTITIONED CLUSTERED WITH INSERT INTO VALUES SET EXPLAIN AS AND OR NOT IN BETWEEN LIKE IS CASE WHEN THEN ELSE END BY FOR PARTITION DELETE UPDATE MERGE " +
    "OUTER TABLE NULL TRUE FALSE DISTINCT ALL EXISTS CAST INTERVAL OVER FILTER UNNEST LATERAL EXTEND TABLESAMPLE MATCH_RECOGNIZE",
);

const RESERVED_FUNCTIONS = kinds(RESERVED_FUNCTION_NAMES.join(" "));
const CONTEXT_VARIABLE_KINDS = kinds(CONTEXT_VARIABLES.join(" "));

const EXPRESSION_STARTS = merged(
  RESERVED_FUNCTIONS,
  CONTEXT_VARIABLE_KINDS,
  kinds(
    "NOT EXISTS UNIQUE CASE CAST SAFE_CAST TRY_CAST EXTRACT POSITION CONVERT TRANSLATE OVERLAY CEIL SUBSTRING TRIM DATE TIME DATETIME TIMESTAMP DECIMAL " +
      "JSON_EXISTS JSON_VALUE JSON_QUERY JSON_OBJECT JSON_OBJECTAGG JSON_ARRAY JSON_ARRAYAGG CLASSIFIER MATCH_NUMBER RUNNING PREV NEXT TRUE FALSE UNKNOWN NULL " +
      "INTERVAL ARRAY MULTISET PERIOD NEW CURRENT CURSOR ROW SPECIFIC",
  ),
  marks([
    TokenKind.String,
    TokenKind.PrefixedString,
    TokenKind.UnicodeString,
    TokenKind.EscapedString,
    TokenKind.BinaryString,
    TokenKind.Integer,
    TokenKind.Decimal,
    TokenKind.Approximate,
    TokenKind.LeftParen,
    TokenKind.Question,
    TokenKind.Plus,
    TokenKind.Minus,
    TokenKind.BraceD,
    TokenKind.BraceT,
    TokenKind.BraceTs,
    TokenKind.BraceFn,
  ]),
);

/** Words that begin or join clauses; one of these is never taken for a misplaced name. */
export function isClauseKeyword(kind: TokenKind): boolean {
  return CLAUSE_WORDS[kind] === 1;
}

/** Reserved words that name a function when `(` follows. */
export function isReservedFunctionName(kind: TokenKind): boolean {
  return RESERVED_FUNCTIONS[kind] === 1;
}

/** Reserved words that are an expression by themselves. */
export function isContextVariable(kind: TokenKind): boolean {
  return CONTEXT_VARIABLE_KINDS[kind] === 1;
}

/** Whether an expression can start with this token. */
export function startsExpression(kind: TokenKind): boolean {
  return kind >= FIRST_NON_RESERVED || (kind >= TokenKind.Identifier && kind <= TokenKind.Template) || EXPRESSION_STARTS[kind] === 1;
}

/** UNION, INTERSECT, EXCEPT, MINUS. */
export function isSetOperator(kind: TokenKind): boolean {
  return kind === TokenKind.UNION || kind === TokenKind.INTERSECT || kind === TokenKind.EXCEPT || kind === TokenKind.MINUS;
}

/** Words with which a query leaf starts. */
export function startsQueryLeaf(kind: TokenKind): boolean {
  return kind === TokenKind.SELECT || kind === TokenKind.VALUES || kind === TokenKind.VALUE || kind === TokenKind.TABLE;
}

/** ORDER, LIMIT, OFFSET, FETCH. */
export function startsOrderOrLimit(kind: TokenKind): boolean {
  return kind === TokenKind.ORDER || kind === TokenKind.LIMIT || kind === TokenKind.OFFSET || kind === TokenKind.FETCH;
}

function kinds(words: string): Uint8Array {
  return marks(words.split(" ").map((word) => TokenKind[word as KeywordName]));
}

function marks(list: readonly TokenKind[]): Uint8Array {
  const table = new Uint8Array(TOKEN_KIND_COUNT);
  for (const kind of list) table[kind] = 1;
  return table;
}

function merged(...tables: readonly Uint8Array[]): Uint8Array {
  const result = new Uint8Array(TOKEN_KIND_COUNT);
  for (const table of tables) {
    for (let kind = 0; kind < TOKEN_KIND_COUNT; kind++) if (table[kind] === 1) result[kind] = 1;
  }
  return result;
}
