/**
 * Whether a file shows that it is Druid SQL. A file of another dialect, in a workspace without roles, is left alone.
 */
import { hasDruidMark } from "../analysis/druidMark";
import type { SqlDocument, Statement } from "../syntax/document";

const remembered = new WeakMap<Statement, boolean>();

/** Whether any statement of the document uses something that only Druid has. */
export function isDruid(document: SqlDocument): boolean {
  return document.statements.some(({ statement }) => isMarked(statement));
}

function isMarked(statement: Statement): boolean {
  let marked = remembered.get(statement);
  if (marked === undefined) {
    marked = hasDruidMark(statement);
    remembered.set(statement, marked);
  }
  return marked;
}
