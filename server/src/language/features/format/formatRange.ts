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
import type { NewStretch } from "./formatStatement";
import type { FormatOptions } from "./options";

/** Edits for a range; offsets into the document. */
export function formatRange(document: SqlDocument, range: TextRange, options: FormatOptions): readonly TextEdit[] {
  const touched = touchedStatements(document, range);
  const [only] = touched;
  if (!only) return [];
  if (touched.length > 1) return formsOf(document, touched, options).flatMap((form) => editsIn(document, form, wholeOf(form)));
  const [form] = formsOf(document, [only], options);
  return form ? editsIn(document, form, clausesTouching(only, range)) : [];
}

/** Edits once `;` or `)` was typed before `offset`; a statement that does not parse is left alone. */
export function formatOnType(document: SqlDocument, offset: number, typed: string, options: FormatOptions): readonly TextEdit[] {
  const placed = statementAt(document, Math.max(0, offset - 1));
  if (!placed) return [];
  const [form] = formsOf(document, [placed], options);
  if (!form) return [];
  if (typed === ";") return endsAt(placed, offset) ? editsIn(document, form, wholeOf(form)) : [];
  const closed = typed === ")" ? nodeEndingAt(placed, offset) : undefined;
  return closed ? editsIn(document, form, closed) : [];
}

function endsAt({ start, statement }: PlacedStatement, offset: number): boolean {
  return start + statement.text.length === offset;
}

/** Statements with words in the range, or around a range that is empty. */
function touchedStatements(document: SqlDocument, range: TextRange): readonly PlacedStatement[] {
  return statementsIn(document, range).filter(({ start, statement: { span } }) => {
    return span.end > span.start && start + span.start <= range.end && range.start <= start + span.end;
  });
}

function formsOf(document: SqlDocument, placed: readonly PlacedStatement[], options: FormatOptions): readonly PlacedForm[] {
  return formatStatements(document, options, placed);
}

/** All of a statement but what stands before its first word: that belongs to the place between two statements. */
function wholeOf({ start, span }: PlacedForm): TextRange {
  return shiftRange(span, start);
}

/** The range of the clauses that a range touches, in the innermost query that holds all of it; or all of the statement. */
function clausesTouching({ start, statement }: PlacedStatement, range: TextRange): TextRange {
  const local = shiftRange(range, -start);
  let whole: TextRange = statement.span;
  for (let node: Node | undefined = statement.tree; node; ) {
    const inside: Node | undefined = childrenOf(node).find((child) => child.start <= local.start && local.end <= child.end);
    if (node.kind === "select" || node.kind === "query" || node.kind === "ingest") {
      if (!inside && local.start > node.start) {
        const touched = childrenOf(node).filter((child) => child.start <= local.end && local.start <= child.end);
        const first = touched[0];
        const last = touched[touched.length - 1];
        if (first && last) return shiftRange({ start: keywordStart(statement, node, first), end: last.end }, start);
      }
      whole = node;
    }
    if (inside && CLAUSES.has(inside.kind)) whole = inside;
    node = inside;
  }
  return shiftRange(rangeOf(whole), start);
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
function editsIn({ source }: SqlDocument, { start, formatted }: PlacedForm, range: TextRange): readonly TextEdit[] {
  if (formatted.kind === "kept") return [];
  const isChanged = (stretch: NewStretch): boolean => source.slice(start + stretch.start, start + stretch.end) !== stretch.text;
  return formatted.stretches
    .filter((stretch) => start + stretch.start >= range.start && start + stretch.end <= range.end && isChanged(stretch))
    .map((stretch) => ({ range: shiftRange(stretch, start), text: stretch.text }));
}
