/**
 * A whole document in its new form, as edits of those statements that change. What is found out about a statement is remembered with it, so
 * that saving a file again costs nothing.
 */
import type { PlacedStatement, SqlDocument, Statement } from "../../syntax/document";
import { TokenKind } from "../../syntax/tokenKind";
import { tokenAt } from "../../syntax/tokens";
import type { TextEdit } from "../../text/edit";
import { shiftRange, type TextRange } from "../../text/range";
import type { Steps } from "../../text/steps";
import { dialectOf } from "../dialects";
import { type FormattedStatement, formatStatement, type NewStretch, type StatementPlace, type Unformatted } from "./formatStatement";
import type { FormatOptions } from "./options";

export interface FormattedDocument {
  /** In the order of the text, one for each statement that changes. */
  readonly edits: readonly TextEdit[];
  /** Statements that stay as they are, with the reason. */
  readonly kept: readonly { readonly range: TextRange; readonly reason: Unformatted }[];
}

/** Formats all statements of a document; a step is a statement. */
export function* formatDocument(document: SqlDocument, options: FormatOptions): Steps<FormattedDocument> {
  const edits: TextEdit[] = [];
  const kept: { range: TextRange; reason: Unformatted }[] = [];
  const lineBreak = lineBreakOf(document);
  for (let index = 0; index < document.parts.length; index++) {
    const start = document.starts[index] as number;
    const statement = document.parts[index] as Statement;
    const isForeign = dialectOf(document, { start, statement }) !== undefined;
    const form = isForeign ? FOREIGN : formOf(statement, options, placeOf(document, start, statement, lineBreak));
    if (form.kind === "kept") kept.push({ range: shiftRange(statement.span, start), reason: form.reason });
    else if (form.change) edits.push({ range: shiftRange(form.change, start), text: form.change.text });
    yield;
  }
  return { edits, kept };
}

/** What a statement becomes, without what stays. */
type Form = Exclude<FormattedStatement, { readonly kind: "formatted" }> | { readonly kind: "formatted"; readonly change?: NewStretch };

const UNCHANGED: Form = { kind: "formatted" };
const FOREIGN = { kind: "kept", reason: "dialect" } as const;

/** The form of a statement is kept with it, for the place where it stood last. */
function formOf(statement: Statement, options: FormatOptions, place: StatementPlace): Form {
  const known = statement.memory.recall("form", options, (): { place?: StatementPlace; form: Form } => ({ form: UNCHANGED }));
  if (known.place && isSamePlace(known.place, place)) return known.form;
  const formatted = statement.inPassing(() => formatStatement(statement, options, place));
  known.place = place;
  known.form = formatted.kind === "kept" ? formatted : formatted.change ? { kind: "formatted", change: formatted.change } : UNCHANGED;
  return known.form;
}

function isSamePlace(one: StatementPlace, other: StatementPlace): boolean {
  return one.isFirst === other.isFirst && one.isLast === other.isLast && one.lineBreak === other.lineBreak;
}

function placeOf({ source }: SqlDocument, start: number, { text }: Statement, lineBreak: string): StatementPlace {
  const isFirst = start === 0;
  const isLast = start + text.length === source.length;
  return isFirst || isLast ? { isFirst, isLast, lineBreak } : lineBreak === "\n" ? BETWEEN : BETWEEN_ON_WINDOWS;
}

/** One object for most of ten thousand. */
const BETWEEN: StatementPlace = { isFirst: false, isLast: false, lineBreak: "\n" };
const BETWEEN_ON_WINDOWS: StatementPlace = { ...BETWEEN, lineBreak: "\r\n" };

/** A statement at its place, with its new form. */
export interface PlacedForm {
  readonly start: number;
  readonly span: TextRange;
  readonly formatted: FormattedStatement;
}

/** The forms of some statements of a document, with what stays. */
export function formatStatements(document: SqlDocument, options: FormatOptions, wanted: readonly PlacedStatement[]): readonly PlacedForm[] {
  const lineBreak = lineBreakOf(document);
  return wanted.map((placed) => {
    const { start, statement } = placed;
    const isForeign = dialectOf(document, placed) !== undefined;
    const formatted = isForeign ? FOREIGN : formatStatement(statement, options, placeOf(document, start, statement, lineBreak));
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
