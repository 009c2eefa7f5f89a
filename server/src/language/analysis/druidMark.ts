/**
 * Whether a statement gives itself away as Druid SQL. It looks at tokens, not at the tree, so that half-typed text counts as well.
 * The marks themselves stand in `data/druidMarks.ts`.
 */
import { DRUID_FUNCTIONS, DRUID_SCHEMAS, TIME_COLUMN } from "../data/druidMarks";
import { findSystemTable } from "../data/systemTables";
import type { Statement } from "../syntax/document";
import { isKeyword, isName, tokenEnd, tokenKind, tokenStart } from "../syntax/tokens";

/** Whether the statement shows a mark that no other common dialect has. */
export function hasDruidMark(statement: Statement): boolean {
  const count = statement.tokens.significant.length;
  // Hive's DDL has PARTITIONED BY and CLUSTERED BY too, and Druid has no DDL.
  if (DDL.has(word(statement, 0))) return false;
  for (let index = 0; index < count; index++) if (isMark(statement, index)) return true;
  return false;
}

const DDL: ReadonlySet<string> = new Set(["CREATE", "ALTER", "DROP"]);

/** What stands behind a word to make it a clause of Druid. */
const CLAUSES: ReadonlyMap<string, readonly string[]> = new Map([
  ["PARTITIONED", ["BY"]],
  ["CLUSTERED", ["BY"]],
  ["OVERWRITE", ["ALL", "WHERE"]],
  ["EXTERN", ["("]],
  ["EXTEND", ["("]],
]);

function isMark(statement: Statement, index: number): boolean {
  if (!isWord(statement, index)) return false;
  const text = word(statement, index);
  const next = word(statement, index + 1);
  if (unquoted(statement, index) === TIME_COLUMN) return true;
  if (CLAUSES.get(text)?.includes(next)) return true;
  if (next === "(") return DRUID_FUNCTIONS.has(text);
  return next === "." && isDruidTable(statement, index);
}

const BEFORE_TABLE: ReadonlySet<string> = new Set(["FROM", "JOIN", "INTO", "TABLE"]);

function isDruidTable(statement: Statement, index: number): boolean {
  const schema = unquoted(statement, index);
  if (!DRUID_SCHEMAS.has(schema) || !BEFORE_TABLE.has(word(statement, index - 1))) return false;
  return schema !== "sys" || findSystemTable(schema, unquoted(statement, index + 2)) !== undefined;
}

function isWord(statement: Statement, index: number): boolean {
  const token = statement.tokens.significant[index];
  if (token === undefined) return false;
  const kind = tokenKind(statement.tokens, token);
  return isName(kind) || isKeyword(kind);
}

/** The token in capitals, or nothing beyond the ends. */
function word(statement: Statement, index: number): string {
  return text(statement, index).toUpperCase();
}

function unquoted(statement: Statement, index: number): string {
  const written = text(statement, index);
  return written.startsWith('"') ? written.slice(1, -1) : written;
}

function text(statement: Statement, index: number): string {
  const token = statement.tokens.significant[index];
  return token === undefined ? "" : statement.text.slice(tokenStart(statement.tokens, token), tokenEnd(statement.tokens, token));
}
