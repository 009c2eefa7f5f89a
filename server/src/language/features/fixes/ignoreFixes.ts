/**
 * Quick fixes that silence what is marked by a comment before the statement. Its reason is for the author to write.
 */
import { type SqlDocument, statementsIn } from "../../syntax/document";
import { t } from "../../text/l10n";
import type { LongText } from "../../text/longText";
import { rangesTouch, type TextRange } from "../../text/range";
import type { LanguageContext } from "../context";
import { diagnoseDirected, isSuppressible, place } from "../diagnostics";
import { directed } from "../directed";
import { REASON } from "../suppressions";
import type { FindingFix } from "./findingFixes";

/** One for each code that is marked in a range of the document. */
export function ignoreFixes(context: LanguageContext, document: SqlDocument, range: TextRange): readonly FindingFix[] {
  if (context.inlineComments === "ignored") return [];
  const codes = new Set<string>();
  return statementsIn(document, range).flatMap((each) => {
    const found = directed(context, document, each);
    const at = found.placed.start + found.placed.statement.span.start;
    return diagnoseDirected(found)
      .map((diagnostic) => place(diagnostic, found.placed.start))
      .filter((diagnostic) => rangesTouch(diagnostic.range, range) && isSuppressible(diagnostic.code))
      .filter(({ code }) => !codes.has(code) && codes.add(code))
      .map((diagnostic) => {
        const comment = `-- druid-sql-ignore ${diagnostic.code}: `;
        const reason = t(REASON);
        const start = at + comment.length;
        return {
          title: t("Ignore {0} for this statement", diagnostic.code),
          isPreferred: false,
          edits: [{ range: { start: at, end: at }, text: `${comment}${reason}\n${indentAt(document.source, at)}` }],
          diagnostic,
          toReplace: { start, end: start + reason.length },
        };
      });
  });
}

/** The blanks before an offset on its line, where nothing else stands before it. */
function indentAt(source: LongText, offset: number): string {
  const before = source.slice(source.lineStartAt(offset), offset);
  return before.trim() === "" ? before : "";
}
