/**
 * The rewritings that a place of a document allows. Relies on statements that Druid's parser takes: what is broken is not rewritten. None is
 * offered that would lose a comment.
 */
import type { Catalog } from "../../analysis/catalog/model";
import { namesOf } from "../../analysis/resolution/namesOf";
import { pathTo } from "../../syntax/children";
import { type SqlDocument, statementAt } from "../../syntax/document";
import { partedEdits } from "../../text/edit";
import { shiftRange, type TextRange } from "../../text/range";
import type { LanguageContext } from "../context";
import { directed } from "../directed";
import { keepsComments } from "../keepsComments";
import { expandStar } from "./expandStar";
import { externForm } from "./externForm";
import { extractSubquery } from "./extractSubquery";
import { qualifyColumns } from "./qualifyColumns";
import { quoteIdentifier } from "./quoteIdentifier";
import type { Refactor, Refactoring, RefactoringInput } from "./refactoring";
import { wrapInIngest } from "./wrapInIngest";

/** In the order in which they are offered. */
const REFACTORS: readonly Refactor[] = [expandStar, extractSubquery, qualifyColumns, externForm, quoteIdentifier, wrapInIngest];

/** What can be done with a range of the document; offsets count from its start. `catalog` tells the columns of tables. */
export function refactorings(context: LanguageContext, document: SqlDocument, range: TextRange, catalog: Catalog): readonly Refactoring[] {
  const selected = trimmed(document, range);
  const at = statementAt(document, selected.start);
  if (!at) return [];
  const { context: own, placed, dialect } = directed(context, document, at);
  const { statement, start } = placed;
  const local = shiftRange(selected, -start);
  if (dialect !== undefined || statement.errors.length > 0 || local.end > statement.text.length) return [];
  const input: RefactoringInput = {
    context: own,
    statement,
    range: local,
    path: pathTo(statement.tree, local.start),
    catalog,
    names: () => namesOf(statement, catalog),
  };
  const found = REFACTORS.flatMap((refactor) => refactor(input)).filter(({ edits }) => keepsComments(statement, edits));
  return found.map((each) => ({
    ...each,
    edits: partedEdits(statement.text, each.edits).map((edit) => ({ ...edit, range: shiftRange(edit.range, start) })),
  }));
}

/** A selection without the blanks and the semicolon at its ends. */
function trimmed({ source }: SqlDocument, { start, end }: TextRange): TextRange {
  const text = source.slice(start, end);
  const first = text.search(/\S/);
  let length = text.length;
  while (length > first && /[\s;]/.test(text.charAt(length - 1))) length--;
  return first < 0 || length === first ? { start, end } : { start: start + first, end: start + length };
}
