/**
 * Whether a statement gives itself away as Druid SQL. It looks at tokens, not at the tree, so that half-typed text counts as well.
 * The marks themselves stand in `data/druidMarks.ts`.
 */
import { DRUID_CLAUSES, DRUID_FUNCTIONS, DRUID_SCHEMAS, FOREIGN_STATEMENTS, TIME_COLUMN } from "../data/druidMarks";
import { findSystemTable } from "../data/systemTables";
import type { Statement } from "../syntax/document";
import { isKeyword, isName, significantTokens, tokenEnd, tokenKind, tokenStart } from "../syntax/tokens";

/** A statement with the indexes of its words and marks, blanks and comments left out. */
interface Words {
  readonly statement: Statement;
  readonly significant: readonly number[];
}

/** Whether the statement shows a mark that no other common dialect has. */
export function hasDruidMark(statement: Statement): boolean {
  const words: Words = { statement, significant: significantTokens(statement.tokens) };
  // Hive's DDL has PARTITIONED BY and CLUSTERED BY too, and Druid has no DDL.
  if (FOREIGN_STATEMENTS.has(word(words, 0))) return false;
  for (let index = 0; index < words.significant.length; index++) if (isMark(words, index)) return true;
  return false;
}

function isMark(words: Words, index: number): boolean {
  if (!isWord(words, index)) return false;
  const text = word(words, index);
  const next = word(words, index + 1);
  if (unquoted(words, index) === TIME_COLUMN) return true;
  if (DRUID_CLAUSES.get(text)?.includes(next)) return true;
  if (next === "(") return DRUID_FUNCTIONS.has(text);
  return next === "." && isDruidTable(words, index);
}

const BEFORE_TABLE: ReadonlySet<string> = new Set(["FROM", "JOIN", "INTO", "TABLE"]);

function isDruidTable(words: Words, index: number): boolean {
  const schema = unquoted(words, index);
  if (!DRUID_SCHEMAS.has(schema) || !BEFORE_TABLE.has(word(words, index - 1))) return false;
  return schema !== "sys" || findSystemTable(schema, unquoted(words, index + 2)) !== undefined;
}

function isWord(words: Words, index: number): boolean {
  const token = words.significant[index];
  if (token === undefined) return false;
  const kind = tokenKind(words.statement.tokens, token);
  return isName(kind) || isKeyword(kind);
}

/** The token in capitals, or nothing beyond the ends. */
function word(words: Words, index: number): string {
  return text(words, index).toUpperCase();
}

function unquoted(words: Words, index: number): string {
  const written = text(words, index);
  return written.startsWith('"') ? written.slice(1, -1) : written;
}

function text(words: Words, index: number): string {
  const token = words.significant[index];
  return token === undefined
    ? ""
    : words.statement.text.slice(tokenStart(words.statement.tokens, token), tokenEnd(words.statement.tokens, token));
}
