/**
 * What can be folded: statements, CTEs, queries in parentheses, CASE, lists, calls, JSON in the strings of EXTERN, and comments.
 */
import { childrenOf, pushChildren } from "../../syntax/children";
import type { SqlDocument, Statement } from "../../syntax/document";
import type { Node } from "../../syntax/nodes";
import { TokenKind } from "../../syntax/tokenKind";
import { indexLines, type LineIndex, placeAt } from "../../text/lineIndex";
import type { TextRange } from "../../text/range";
import type { Steps } from "../../text/steps";
import type { JsonValue } from "../../text/strictJson";
import { externStringsOf } from "./externStrings";

/** Lines that fold into their first one; zero-based, both inclusive. */
export interface Fold {
  readonly startLine: number;
  readonly endLine: number;
  readonly kind: "code" | "comment";
}

/** The folds of a document in the order of their first lines, one for each line at most: the largest. */
export function* foldsOf(document: SqlDocument): Steps<readonly Fold[]> {
  const all: Fold[] = [];
  let line = 0;
  for (const [index, { folds, lineBreaks }] of (yield* document.ofEach("folds", foldsOfStatement)).entries()) {
    for (const { startLine, endLine, kind, isRun } of folds) {
      // What stands behind the semicolon before, in its line, is about that statement.
      const first = isRun && startLine === 0 && index > 0 ? 1 : startLine;
      if (endLine > first) append(all, { startLine: line + first, endLine: line + endLine, kind });
    }
    line += lineBreaks;
  }
  return all;
}

/** Each statement has one for a line; two statements may share a line. */
function append(folds: Fold[], fold: Fold): void {
  const last = folds[folds.length - 1];
  if (last?.startLine !== fold.startLine) folds.push(fold);
  else if (fold.endLine > last.endLine) folds[folds.length - 1] = fold;
}

interface LocalFold extends Fold {
  /** Made of line comments. */
  readonly isRun: boolean;
}

interface LocalFolds {
  readonly folds: readonly LocalFold[];
  readonly lineBreaks: number;
}

const NO_LINES: LocalFolds = { folds: [], lineBreaks: 0 };

/** With lines that count from that on which the statement's text starts. */
function foldsOfStatement(statement: Statement): LocalFolds {
  const lines = indexLines(statement.text);
  const lineBreaks = lines.starts.length - 1;
  if (lineBreaks === 0) return NO_LINES;
  const folds: LocalFold[] = [...commentFolds(statement, lines)];
  const add = (range: TextRange): void => addFold(folds, linesOf(lines, range), closingLines(statement.text, lines, range));
  const { tree, span } = statement;
  if (span.end > span.start) addFold(folds, linesOf(lines, tree.statement ? { start: tree.statement.start, end: span.end } : span), 0);
  const pending: Node[] = [tree];
  for (let node = pending.pop(); node; node = pending.pop()) {
    const range = foldedRange(node);
    if (range) add(range);
    pushChildren(node, pending);
  }
  for (const { origin, value } of externStringsOf(statement)) addJson(value, origin, add);
  return { folds: onePerLine(folds), lineBreaks };
}

/** The part of a node that folds; undefined for what is too small to be folded. */
function foldedRange(node: Node): TextRange | undefined {
  switch (node.kind) {
    case "withItem":
    case "parenthesizedQuery":
    case "derivedTable":
    case "subquery":
    case "case":
    case "call":
    case "in":
    case "columnDefinitionList":
    case "tableFunction":
    case "values":
    case "arrayConstructor":
    case "window":
    case "parenthesized":
      return node;
    case "select": {
      const last = node.items[node.items.length - 1];
      return last && { start: node.start, end: last.end };
    }
    case "groupBy":
    case "orderBy":
    case "clusteredBy":
      return childrenOf(node).length > 1 ? node : undefined;
    default:
      return undefined;
  }
}

function addJson(root: JsonValue, origin: number, add: (range: TextRange) => void): void {
  const pending: JsonValue[] = [root];
  for (let value = pending.pop(); value; value = pending.pop()) {
    if (value.type !== "object" && value.type !== "array") continue;
    add({ start: origin + value.start, end: origin + value.end });
    for (const inner of value.type === "object" ? value.members.map((member) => member.value) : value.items) pending.push(inner);
  }
}

/** The lines that a range lies in, both inclusive. */
function linesOf(lines: LineIndex, { start, end }: TextRange): readonly [number, number] {
  return [placeAt(lines, start).line, placeAt(lines, end).line];
}

/** A line that begins with what closes the range stays in sight. */
function closingLines(text: string, lines: LineIndex, { end }: TextRange): 0 | 1 {
  const lineStart = lines.starts[placeAt(lines, end).line] as number;
  return /^\s*(?:[)\]}]+'?|END)$/i.test(text.slice(Math.max(lineStart, end - LONGEST_CLOSING), end)) ? 1 : 0;
}

/** A longer line is not looked at for what closes a range. */
const LONGEST_CLOSING = 200;

function addFold(folds: LocalFold[], [startLine, last]: readonly [number, number], closing: 0 | 1): void {
  const endLine = last - closing;
  if (endLine > startLine) folds.push({ startLine, endLine, kind: "code", isRun: false });
}

/** Block comments of several lines, and line comments that follow each other. */
function commentFolds({ text, tokens }: Statement, lines: LineIndex): readonly LocalFold[] {
  const folds: LocalFold[] = [];
  let run: LocalFold | undefined;
  const end = (): void => {
    if (run && run.endLine > run.startLine) folds.push(run);
    run = undefined;
  };
  for (let token = 0; token < tokens.count; token++) {
    const kind = tokens.kinds[token];
    const start = tokens.starts[token] as number;
    if (kind === TokenKind.BlockComment) {
      end();
      const startLine = placeAt(lines, start).line;
      const endLine = placeAt(lines, tokens.starts[token + 1] as number).line;
      if (endLine > startLine) folds.push({ startLine, endLine, kind: "comment", isRun: false });
    } else if (kind === TokenKind.LineComment) {
      const { line } = placeAt(lines, start);
      const isAlone = text.slice(lines.starts[line], start).trim() === "";
      if (run && isAlone && line === run.endLine + 1) run = { ...run, endLine: line };
      else {
        end();
        if (isAlone) run = { startLine: line, endLine: line, kind: "comment", isRun: true };
      }
    } else if (kind !== TokenKind.Blank) end();
  }
  end();
  return folds;
}

function onePerLine<Some extends Fold>(folds: readonly Some[]): readonly Some[] {
  const byLine = new Map<number, Some>();
  for (const fold of folds) {
    const known = byLine.get(fold.startLine);
    if (!known || fold.endLine > known.endLine) byLine.set(fold.startLine, fold);
  }
  return [...byLine.values()].sort((one, other) => one.startLine - other.startLine);
}
