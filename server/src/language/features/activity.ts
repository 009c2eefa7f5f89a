/**
 * Whether a file shows that it is Druid SQL. A file of another dialect, in a workspace without roles, is left alone.
 */
import { hasDruidMark } from "../analysis/druidMark";
import type { SqlDocument, Statement } from "../syntax/document";
import { directivesOf } from "./directives";

const MARK = {};

/** Whether any statement of the document uses something that only Druid has, or a comment says what its Druid is like. */
export function isDruid(document: SqlDocument): boolean {
  return document.statements.some(({ statement }) => isMarked(statement));
}

function isMarked(statement: Statement): boolean {
  return statement.tree.memory.recall("mark", MARK, () => hasDruidMark(statement) || directivesOf(statement).directive !== undefined);
}
