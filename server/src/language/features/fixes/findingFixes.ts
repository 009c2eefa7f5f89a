/**
 * Quick fixes of what is marked in a document, where the finding itself knows what to write. They change the document and nothing else.
 */
import { type SqlDocument, type Statement, statementsIn } from "../../syntax/document";
import type { Fix, TextEdit } from "../../text/edit";
import { t } from "../../text/l10n";
import { rangesTouch, type TextRange } from "../../text/range";
import type { LanguageContext } from "../context";
import { type Diagnostic, diagnoseDirected, place } from "../diagnostics";
import { directed } from "../directed";
import { isInComment, keepsComments } from "../keepsComments";

/** A change that makes a diagnostic go away. Offsets count from the start of the document. */
export interface FindingFix {
  readonly title: string;
  /** Whether it is what was meant, so that it may be applied without a question. */
  readonly isPreferred: boolean;
  readonly edits: readonly TextEdit[];
  readonly diagnostic: Diagnostic;
  /** Words of the new text that the author is to replace; offsets of the document as it is after the edits. */
  readonly toReplace?: TextRange;
}

/** The fixes of the diagnostics that a range of the document touches; the same change of several of them comes once. */
export function findingFixes(context: LanguageContext, document: SqlDocument, range: TextRange): readonly FindingFix[] {
  const seen = new Set<string>();
  return placedDiagnostics(context, document, range)
    .filter((diagnostic) => rangesTouch(diagnostic.range, range))
    .flatMap((diagnostic) =>
      (diagnostic.fixes ?? []).map(({ title, certainty, edits }) => ({ title, isPreferred: certainty === "certain", edits, diagnostic })),
    )
    .filter(({ title, edits }) => {
      const key = JSON.stringify([title, edits]);
      return !seen.has(key) && seen.add(key);
    });
}

/** Everything in a document that has a certain fix, fixed at once; undefined when there is none. */
export function fixAll(
  context: LanguageContext,
  document: SqlDocument,
): { readonly title: string; readonly edits: readonly TextEdit[] } | undefined {
  const edits = certainEdits(context, document);
  return edits.length === 0 ? undefined : { title: t("Fix everything that has one certain fix"), edits };
}

/** In the order of the document. Of fixes that would change the same words the first counts. */
function certainEdits(context: LanguageContext, document: SqlDocument): readonly TextEdit[] {
  const edits: TextEdit[] = [];
  let end = -1;
  for (const { fixes } of placedDiagnostics(context, document, { start: 0, end: document.source.length })) {
    const fix = fixes?.[0];
    const first = fix?.edits[0];
    if (!fix || !first || fix.certainty !== "certain" || first.range.start < end) continue;
    edits.push(...fix.edits);
    end = Math.max(...fix.edits.map(({ range }) => range.end), first.range.start + 1);
  }
  return edits.sort((one, other) => one.range.start - other.range.start);
}

function placedDiagnostics(context: LanguageContext, document: SqlDocument, range: TextRange): readonly Diagnostic[] {
  return statementsIn(document, range).flatMap((each) => {
    const found = directed(context, document, each);
    return diagnoseDirected(found)
      .filter(({ fixes }) => fixes !== undefined)
      .map((diagnostic) => place(withoutLosses(diagnostic, found.placed.statement), found.placed.start));
  });
}

/** A fix that takes a comment away is for the author to choose, unless the comment is what it is about. */
function withoutLosses(diagnostic: Diagnostic, statement: Statement): Diagnostic {
  const isLoss = ({ certainty, edits }: Fix): boolean => certainty === "certain" && !keepsComments(statement, edits);
  if (!diagnostic.fixes?.some(isLoss) || isInComment(statement, diagnostic.range.start)) return diagnostic;
  return { ...diagnostic, fixes: diagnostic.fixes.map((fix) => (isLoss(fix) ? { ...fix, certainty: "choice" } : fix)) };
}
