/**
 * A whole document in its new form, as edits of those statements that change. What is found out about a statement is remembered with it, so
 * that saving a file again costs nothing.
 */
import type { PlacedStatement, SqlDocument } from "../../syntax/document";
import { TokenKind } from "../../syntax/tokenKind";
import { tokenAt } from "../../syntax/tokens";
import type { TextEdit } from "../../text/edit";
import { shiftRange, type TextRange } from "../../text/range";
import { type FormattedStatement, formatStatement, type StatementPlace, type Unformatted } from "./formatStatement";
import type { FormatOptions } from "./options";

export interface FormattedDocument {
  /** In the order of the text, one for each statement that changes. */
  readonly edits: readonly TextEdit[];
  /** Statements that stay as they are, with the reason. */
  readonly kept: readonly { readonly range: TextRange; readonly reason: Unformatted }[];
}

/** Formats all statements of a document. */
export function formatDocument(document: SqlDocument, options: FormatOptions): FormattedDocument {
  const edits: TextEdit[] = [];
  const kept: { range: TextRange; reason: Unformatted }[] = [];
  for (const { start, formatted, span } of formatStatements(document, options)) {
    if (formatted.kind === "kept") kept.push({ range: { start: start + span.start, end: start + span.end }, reason: formatted.reason });
    else if (formatted.change) edits.push({ range: shiftRange(formatted.change, start), text: formatted.change.text });
  }
  return { edits, kept };
}

/** A statement at its place, with its new form. */
export interface PlacedForm {
  readonly start: number;
  readonly span: TextRange;
  readonly formatted: FormattedStatement;
}

/** The forms of all statements, or of those that are wanted. */
export function formatStatements(
  document: SqlDocument,
  options: FormatOptions,
  wanted: readonly PlacedStatement[] = document.statements,
): readonly PlacedForm[] {
  const { length } = document.source;
  const lineBreak = lineBreakOf(document);
  return wanted.map(({ start, statement }) => {
    const place: StatementPlace = { isFirst: start === 0, isLast: start + statement.text.length === length, lineBreak };
    const key = `${place.isFirst} ${place.isLast} ${lineBreak.length}`;
    const byPlace = statement.tree.memory.recall("format", options, () => new Map<string, FormattedStatement>());
    const formatted = byPlace.get(key) ?? formatStatement(statement, options, place);
    byPlace.set(key, formatted);
    return { start, span: statement.span, formatted };
  });
}

/** The line break of a document: the first between its words. Those inside of strings and comments are not ours. */
function lineBreakOf({ parts }: SqlDocument): string {
  let first: string | undefined;
  for (const { text, tokens } of parts) {
    for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", end + 1)) {
      if (tokens.kinds[tokenAt(tokens, end)] === TokenKind.Blank) return lineBreakAt(text, end);
      first ??= lineBreakAt(text, end);
    }
  }
  return first ?? "\n";
}

function lineBreakAt(text: string, end: number): string {
  return end > 0 && text.charCodeAt(end - 1) === 13 ? "\r\n" : "\n";
}
