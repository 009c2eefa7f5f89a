/**
 * A text in pieces, so that an edit in a long one costs a piece and not a copy of everything: the new text shares all others with the old
 * one. Knows its lines as the Language Server Protocol has them: a line ends at LF, CR or CRLF, and no place lies behind what ends it.
 */
import type { Place } from "./lineIndex";

/** In UTF-16 code units. Small enough to be copied with each keystroke, large enough that there are few of them. */
const PIECE = 4096;

const CR = 13;
const LF = 10;

/** Never parts a CR from its LF. */
interface Piece {
  readonly text: string;
  /** Where in the piece a line begins behind a break; found at the first time of asking. */
  lineStarts?: Uint32Array;
}

/** A text that never changes. Offsets count UTF-16 code units. */
export class LongText {
  /** Where each piece starts, and the end of the text. */
  private readonly starts: Uint32Array;
  /** How many breaks stand before each piece, and in all of them. */
  private breaks: Uint32Array | undefined;

  private constructor(
    private readonly pieces: readonly Piece[],
    private whole?: string,
  ) {
    this.starts = new Uint32Array(pieces.length + 1);
    for (let index = 0; index < pieces.length; index++)
      this.starts[index + 1] = (this.starts[index] as number) + (pieces[index] as Piece).text.length;
  }

  /** A text from a string. */
  static of(text: string): LongText {
    return new LongText(cut(text), text);
  }

  get length(): number {
    return this.starts[this.pieces.length] as number;
  }

  /** All of it as one string, which is put together at the first time of asking. */
  getText(): string {
    this.whole ??= this.pieces.map(({ text }) => text).join("");
    return this.whole;
  }

  /** A part of it, as `String.slice` has it for offsets within the text. */
  slice(start: number, end: number): string {
    if (this.whole !== undefined) return this.whole.slice(start, end);
    if (start >= end) return "";
    let part = "";
    for (let index = this.pieceAt(start); index < this.pieces.length; index++) {
      const from = this.starts[index] as number;
      if (from >= end) break;
      part += (this.pieces[index] as Piece).text.slice(Math.max(0, start - from), end - from);
    }
    return part;
  }

  /** The text with another one in place of a range, whose ends lie in it. */
  replace(start: number, end: number, text: string): LongText {
    const { pieces, starts } = this;
    let first = this.pieceAt(start);
    let last = end > start ? this.pieceAt(end - 1) : first;
    const head = pieces[first]?.text.slice(0, start - (starts[first] as number)) ?? "";
    const tail = pieces[last]?.text.slice(end - (starts[last] as number)) ?? "";
    let middle = head + text + tail;
    const before = pieces[first - 1]?.text ?? "";
    if (before.charCodeAt(before.length - 1) === CR && (middle === "" ? pieces[last + 1]?.text : middle)?.charCodeAt(0) === LF) {
      middle = before + middle;
      first--;
    }
    const behind = pieces[last + 1]?.text ?? "";
    if (middle.charCodeAt(middle.length - 1) === CR && behind.charCodeAt(0) === LF) {
      middle += behind;
      last++;
    }
    return new LongText(pieces.slice(0, first).concat(cut(middle), pieces.slice(last + 1)));
  }

  /** The place of an offset; one outside of the text is taken to its nearest end, one within a CRLF before it. */
  positionAt(offset: number): Place {
    const within = Math.max(0, Math.min(offset, this.length));
    const index = this.pieceAt(within);
    const start = this.starts[index] as number;
    const piece = this.pieces[index];
    const behind = piece ? countUpTo(lineStartsOf(piece), within - start) : 0;
    const line = (this.breaksBefore()[index] as number) + behind;
    const lineStart = piece && behind > 0 ? start + (lineStartsOf(piece)[behind - 1] as number) : this.lastLineStartBefore(index);
    return { line, character: this.beforeBreak(within, lineStart) - lineStart };
  }

  /** Where the line of an offset starts. */
  lineStartAt(offset: number): number {
    return this.lineStart(this.positionAt(offset).line);
  }

  /** The offset of a place; one behind the end of its line is taken before what ends it, a line that is not there to the nearest end. */
  offsetAt({ line, character }: Place): number {
    if (line < 0) return 0;
    if (line >= this.lineCount) return this.length;
    const start = this.lineStart(line);
    if (character <= 0) return start;
    const next = line + 1 < this.lineCount ? this.lineStart(line + 1) : this.length;
    return this.beforeBreak(Math.min(start + character, next), start);
  }

  get lineCount(): number {
    return (this.breaksBefore()[this.pieces.length] as number) + 1;
  }

  /** Where a line of the text starts. */
  private lineStart(line: number): number {
    if (line === 0) return 0;
    const breaks = this.breaksBefore();
    const index = lastAtMost(breaks, this.pieces.length, line - 1);
    return (this.starts[index] as number) + (lineStartsOf(this.pieces[index] as Piece)[line - 1 - (breaks[index] as number)] as number);
  }

  private lastLineStartBefore(index: number): number {
    for (let at = index - 1; at >= 0; at--) {
      const last = lineStartsOf(this.pieces[at] as Piece).at(-1);
      if (last !== undefined) return (this.starts[at] as number) + last;
    }
    return 0;
  }

  private breaksBefore(): Uint32Array {
    if (this.breaks) return this.breaks;
    const breaks = new Uint32Array(this.pieces.length + 1);
    for (let index = 0; index < this.pieces.length; index++)
      breaks[index + 1] = (breaks[index] as number) + lineStartsOf(this.pieces[index] as Piece).length;
    this.breaks = breaks;
    return breaks;
  }

  /** An offset of a line, taken before the break that ends it. */
  private beforeBreak(offset: number, lineStart: number): number {
    let at = offset;
    while (at > lineStart && isBreak(this.codeAt(at - 1))) at--;
    return at;
  }

  private codeAt(offset: number): number {
    const index = this.pieceAt(offset);
    return this.pieces[index]?.text.charCodeAt(offset - (this.starts[index] as number)) ?? Number.NaN;
  }

  /** The piece that holds an offset; the last one for the end of the text. */
  private pieceAt(offset: number): number {
    return lastAtMost(this.starts, Math.max(1, this.pieces.length), offset);
  }
}

/** Pieces of a text; none of them is empty. */
function cut(text: string): readonly Piece[] {
  if (text.length <= 2 * PIECE) return text === "" ? [] : [{ text }];
  const pieces: Piece[] = [];
  for (let start = 0; start < text.length; ) {
    let end = Math.min(text.length, start + PIECE);
    if (text.charCodeAt(end - 1) === CR && text.charCodeAt(end) === LF) end++;
    pieces.push({ text: text.slice(start, end) });
    start = end;
  }
  return pieces;
}

function lineStartsOf(piece: Piece): Uint32Array {
  piece.lineStarts ??= Uint32Array.from(piece.text.includes("\r") ? findLineStarts(piece.text) : findBehindLf(piece.text));
  return piece.lineStarts;
}

/** The engine finds one character much faster than we look at each. */
function findBehindLf(text: string): readonly number[] {
  const starts: number[] = [];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

function findLineStarts(text: string): readonly number[] {
  const starts: number[] = [];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (!isBreak(code)) continue;
    if (code === CR && text.charCodeAt(at + 1) === LF) at++;
    starts.push(at + 1);
  }
  return starts;
}

function isBreak(code: number): boolean {
  return code === LF || code === CR;
}

/** How many of the numbers, which grow, are not greater. */
function countUpTo(numbers: Uint32Array, limit: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] as number) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The last index below `count` whose number, which grow, is not greater; 0 where there is none. */
function lastAtMost(numbers: Uint32Array, count: number, limit: number): number {
  let low = 0;
  let high = count - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((numbers[middle] as number) <= limit) low = middle;
    else high = middle - 1;
  }
  return low;
}
