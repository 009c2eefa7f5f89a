/**
 * A part of a document in its form: whole statements where the range covers or touches several, else the clauses of the statement that it
 * touches. And what typing asks for: the statement that a semicolon ends, what a parenthesis closes, the indentation of a new line.
 */
import { childrenOf } from "../../syntax/children";
import { type PlacedStatement, type SqlDocument, type Statement, statementAt, statementsIn } from "../../syntax/document";
import type { Node } from "../../syntax/nodes";
import { isTrivia, tokenAt, tokenKind, tokenStart } from "../../syntax/tokens";
import type { TextEdit } from "../../text/edit";
import { rangeOf, shiftRange, type TextRange } from "../../text/range";
import { formatStatements, type PlacedForm } from "./formatDocument";
import type { FormatOptions } from "./options";

/** Edits for a range; offsets into the document. */
export function formatRange(document: SqlDocument, range: TextRange, options: FormatOptions): readonly TextEdit[] {
  const touched = touchedStatements(document, range);
  const [only] = touched;
  if (!only) return [];
  const forms = formsOf(document, touched, options);
  if (touched.length === 1) return forms.flatMap((form) => editsIn(document, form, clausesTouching(only, range)));
  return forms.flatMap((form, index) => editsIn(document, form, wholeOf(touched[index] as PlacedStatement, range)));
}

/** Edits once `;` or `)` was typed before `offset`; a statement that does not parse is left alone. */
export function formatOnType(document: SqlDocument, offset: number, typed: string, options: FormatOptions): readonly TextEdit[] {
  const placed = statementAt(document, Math.max(0, offset - 1));
  if (!placed) return [];
  const [form] = formsOf(document, [placed], options);
  if (!form) return [];
  if (typed === ";") return endsAt(placed, offset) ? editsIn(document, form, wholeOf(placed, { start: offset, end: offset })) : [];
  const closed = typed === ")" ? nodeEndingAt(placed, offset) : undefined;
  return closed ? editsIn(document, form, closed) : [];
}

/** A semicolon in a comment behind the last word ends nothing. */
function endsAt({ start, statement: { tree } }: PlacedStatement, offset: number): boolean {
  return start + tree.end === offset;
}

/** Statements with words in the range, or around a range that is empty. */
function touchedStatements(document: SqlDocument, range: TextRange): readonly PlacedStatement[] {
  return statementsIn(document, range).filter(({ start, statement: { span } }) => {
    return span.end > span.start && isTouched(shiftRange(span, start), range);
  });
}

/** A selection of whole lines ends where the next line begins, and does not touch it; a cursor touches what stands on either side. */
function isTouched({ start, end }: TextRange, range: TextRange): boolean {
  return range.start === range.end ? start <= range.end && range.start <= end : start < range.end && range.start < end;
}

function formsOf(document: SqlDocument, placed: readonly PlacedStatement[], options: FormatOptions): readonly PlacedForm[] {
  return formatStatements(document, options, placed);
}

/** All of a statement; of what stands before its first word and behind its last one as much as the range covers. */
function wholeOf({ start, statement: { span, tree } }: PlacedStatement, range: TextRange): TextRange {
  return { start: Math.min(range.start, start + span.start), end: Math.max(range.end, start + tree.end) };
}

/** The range of the clauses that a range touches, in the innermost query that holds all of it; or all of the statement. */
function clausesTouching(placed: PlacedStatement, range: TextRange): TextRange {
  const { start, statement } = placed;
  const local = withoutBlanks(statement.text, shiftRange(range, -start));
  let whole: TextRange = statement.span;
  for (let node: Node | undefined = statement.tree; node; ) {
    const inside: Node | undefined = childrenOf(node).find((child) => child.start <= local.start && local.end <= child.end);
    if (node.kind === "select" || node.kind === "query" || node.kind === "ingest") {
      if (!inside && local.start > node.start) {
        const around = node;
        const touched = childrenOf(node)
          .map((child) => ({ start: keywordStart(statement, around, child), end: child.end }))
          .filter((clause) => isTouched(clause, local));
        if (touched.length > 0) {
          const [first, last] = [Math.min(...touched.map((clause) => clause.start)), Math.max(...touched.map(({ end }) => end))];
          return shiftRange({ start: first, end: last }, start);
        }
      }
      whole = node;
    }
    if (inside && CLAUSES.has(inside.kind)) whole = inside;
    node = inside;
  }
  const isWhole = whole.start <= statement.span.start && statement.span.end <= whole.end;
  return isWhole ? wholeOf(placed, range) : shiftRange(rangeOf(whole), start);
}

/** A selection without the blanks at its ends; one of blanks only stays. */
function withoutBlanks(text: string, { start, end }: TextRange): TextRange {
  const selected = text.slice(Math.max(0, start), Math.max(0, end));
  const first = Math.max(0, start) + selected.length - selected.trimStart().length;
  const last = Math.max(0, start) + selected.trimEnd().length;
  return first < last ? { start: first, end: last } : { start, end };
}

/** Where a clause starts: WHERE and its like are no part of their condition. */
function keywordStart({ tokens }: Statement, node: Node, child: Node): number {
  const hasKeyword = node.kind === "select" && (child === node.where || child === node.having || child === node.qualify);
  if (!hasKeyword) return child.start;
  let token = tokenAt(tokens, child.start) - 1;
  while (token > 0 && isTrivia(tokenKind(tokens, token))) token--;
  return tokenStart(tokens, token);
}

const CLAUSES: ReadonlySet<Node["kind"]> = new Set<Node["kind"]>([
  "selectItem",
  "from",
  "groupBy",
  "orderBy",
  "clusteredBy",
  "withItem",
  "overwrite",
]);

/** The innermost node that ends with the parenthesis before `offset`: the call, or the query with its parentheses. */
function nodeEndingAt({ start, statement }: PlacedStatement, offset: number): TextRange | undefined {
  const local = offset - start;
  let found: Node | undefined;
  for (let node: Node | undefined = statement.tree; node; ) {
    if (node.end === local && node.kind !== "script") found = node;
    node = childrenOf(node).find((child) => child.start < local && local <= child.end);
  }
  return found && shiftRange(rangeOf(found), start);
}

/** An edit for each stretch within the range that changes. */
function editsIn({ source }: SqlDocument, { start, span, formatted }: PlacedForm, range: TextRange): readonly TextEdit[] {
  if (formatted.kind === "kept") return [];
  const isChanged = ({ range: { start: from, end }, text }: TextEdit): boolean => source.slice(from, end) !== text;
  return formatted.stretches
    .map((stretch) => ({ range: shiftRange(stretch, start), text: stretch.text }))
    .flatMap((edit) => {
      if (edit.range.start >= range.start && edit.range.end <= range.end) return [edit];
      const isBeforeFirst = edit.range.end === start + span.start && edit.range.end >= range.start;
      return isBeforeFirst ? indentOfFirstLine(source.slice(edit.range.start, edit.range.end), edit.range) : [];
    })
    .filter(isChanged);
}

/** The other lines of the statement go to the margin, and so does the first. */
function indentOfFirstLine(before: string, { start, end }: TextRange): readonly TextEdit[] {
  const blanks = /[ \t]*$/.exec(before)?.[0].length ?? 0;
  const isLineStart = blanks === before.length ? start === 0 : /[\r\n]/.test(before.charAt(before.length - blanks - 1));
  return isLineStart ? [{ range: { start: end - blanks, end }, text: "" }] : [];
}
