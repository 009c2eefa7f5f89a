/**
 * What can be folded: statements, CTEs, queries in parentheses, CASE, lists, calls, JSON in the strings of EXTERN, comments, and what stands
 * between `-- #region` and `-- #endregion`.
 */
import { childrenOf, pushChildren } from "../../syntax/children";
import type { SqlDocument, Statement } from "../../syntax/document";
import type { Node } from "../../syntax/nodes";
import { TokenKind } from "../../syntax/tokenKind";
import { tokenAt } from "../../syntax/tokens";
import { indexLines, type LineIndex, placeAt } from "../../text/lineIndex";
import type { TextRange } from "../../text/range";
import type { Steps } from "../../text/steps";
import type { JsonValue } from "../../text/strictJson";
import { externStringsOf } from "./externStrings";

/** Lines that fold into their first one; zero-based, both inclusive. */
export interface Fold {
  readonly startLine: number;
  readonly endLine: number;
  /** Absent for code. */
  readonly kind?: "comment" | "region";
}

/** The folds of a document in the order of their first lines, one for each line at most: the largest. */
export function* foldsOf(document: SqlDocument): Steps<Fold[]> {
  const all: Fold[] = [];
  const marks: RegionMark[] = [];
  let line = 0;
  const found = yield* document.ofEach("folds", foldsOfStatement);
  for (let index = 0; index < found.length; index++) {
    const each = found[index] as StatementFolds;
    for (const fold of each.placedAt(line, index === 0 ? "first" : "behind")) append(all, fold);
    for (const mark of each.regionMarks) marks.push({ ...mark, line: line + mark.line });
    line += each.lineBreaks;
  }
  return marks.length === 0 ? all : onePerLine([...all, ...regionsOf(marks)]);
}

/** A comment with which a region begins or ends; regions may lie in each other, and around statements. */
interface RegionMark {
  readonly line: number;
  readonly at: "start" | "end";
}

function regionsOf(marks: readonly RegionMark[]): readonly Fold[] {
  const open: number[] = [];
  return marks.flatMap(({ line, at }) => {
    if (at === "start") {
      open.push(line);
      return [];
    }
    const startLine = open.pop();
    return startLine === undefined ? [] : [{ startLine, endLine: line, kind: "region" as const }];
  });
}

/** Each statement has one for a line; two statements may share a line. */
function append(folds: Fold[], fold: Fold): void {
  const last = folds[folds.length - 1];
  if (last?.startLine !== fold.startLine) folds.push(fold);
  else if (fold.endLine > last.endLine) folds[folds.length - 1] = fold;
}

interface LocalFold extends Fold {
  /** Made of line comments. */
  readonly isRun?: true;
}

const NO_MARKS: readonly RegionMark[] = [];
const NO_FOLDS: readonly LocalFold[] = [];

/** Guards the folds of a statement as they were placed last: an edit within a line leaves those of all others as they are. */
class StatementFolds {
  private placed: readonly Fold[] = NO_FOLDS;
  private line = -1;
  private at: "first" | "behind" = "first";

  /** With lines that count from that on which the statement's text starts. */
  constructor(
    private readonly folds: readonly LocalFold[],
    readonly regionMarks: readonly RegionMark[],
    readonly lineBreaks: number,
  ) {}

  /** Those of a statement that starts in this line, as the first of the document or behind another one. */
  placedAt(line: number, at: "first" | "behind"): readonly Fold[] {
    if (this.folds.length === 0 || (line === this.line && at === this.at)) return this.placed;
    const placed: Fold[] = [];
    for (const { startLine, endLine, kind, isRun } of this.folds) {
      // What stands behind the semicolon before, in its line, is about that statement.
      const first = isRun && startLine === 0 && at === "behind" ? 1 : startLine;
      if (endLine > first) append(placed, { startLine: line + first, endLine: line + endLine, ...(kind && { kind }) });
    }
    this.placed = placed;
    this.line = line;
    this.at = at;
    return placed;
  }
}

function foldsOfStatement(statement: Statement): StatementFolds {
  const lines = indexLines(statement.text);
  const lineBreaks = lines.starts.length - 1;
  const regionMarks = regionMarksOf(statement, lines);
  if (lineBreaks === 0) return new StatementFolds(NO_FOLDS, regionMarks, 0);
  const folds: LocalFold[] = [...commentFolds(statement, lines, regionMarks)];
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
  return new StatementFolds(folds.length === 0 ? NO_FOLDS : onePerLine(folds), regionMarks, lineBreaks);
}

const REGION_MARK = /^[^\S\n]*--[^\S\n]*#(end)?region\b/gm;

/** Most statements have none. A mark inside of a string or a block comment is none. */
function regionMarksOf({ text, tokens }: Statement, lines: LineIndex): readonly RegionMark[] {
  if (!text.includes("region")) return NO_MARKS;
  return [...text.matchAll(REGION_MARK)].flatMap(({ 0: mark, 1: end, index }) => {
    const start = index + mark.indexOf("--");
    if (tokens.kinds[tokenAt(tokens, start)] !== TokenKind.LineComment) return [];
    return [{ line: placeAt(lines, start).line, at: end === undefined ? ("start" as const) : ("end" as const) }];
  });
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
  if (endLine > startLine) folds.push({ startLine, endLine });
}

/** Block comments of several lines, and line comments that follow each other; marks of regions belong to none. */
function commentFolds({ text, tokens }: Statement, lines: LineIndex, regionMarks: readonly RegionMark[]): readonly LocalFold[] {
  const marked = new Set(regionMarks.map(({ line }) => line));
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
      if (endLine > startLine) folds.push({ startLine, endLine, kind: "comment" });
    } else if (kind === TokenKind.LineComment) {
      const { line } = placeAt(lines, start);
      const isAlone = text.slice(lines.starts[line], start).trim() === "";
      if (run && isAlone && !marked.has(line) && line === run.endLine + 1) run = { ...run, endLine: line };
      else {
        end();
        if (isAlone && !marked.has(line)) run = { startLine: line, endLine: line, kind: "comment", isRun: true };
      }
    } else if (kind !== TokenKind.Blank) end();
  }
  end();
  return folds;
}

function onePerLine<Some extends Fold>(folds: readonly Some[]): Some[] {
  const byLine = new Map<number, Some>();
  for (const fold of folds) {
    const known = byLine.get(fold.startLine);
    if (!known || fold.endLine > known.endLine) byLine.set(fold.startLine, fold);
  }
  return [...byLine.values()].sort((one, other) => one.startLine - other.startLine);
}
