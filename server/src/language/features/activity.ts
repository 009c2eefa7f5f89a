/**
 * Whether a file shows that it is Druid SQL. A file of another dialect, in a workspace without roles, is left alone.
 */
import type { SqlDocument } from "../syntax/document";
import { isMarked } from "./dialects";

/** Whether any statement of the document uses something that only Druid has, or a comment says what its Druid is like. */
export function isDruid(document: SqlDocument): boolean {
  return document.parts.some(isMarked);
}
