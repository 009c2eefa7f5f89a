/**
 * The outline of a SQL document as the protocol has it. The entry of a statement is made once and placed anew only when the statement has
 * moved, so that an edit within a line costs the entry of its own statement.
 */
import { type DocumentSymbol, type Position, SymbolKind } from "vscode-languageserver";
import {
  indexLines,
  type LineIndex,
  placeAt,
  type SqlDocument,
  type SqlSymbol,
  type Statement,
  type Steps,
  symbolOf,
} from "../language/index";

/** The outline in the order of the text. */
export function* outlineOf(document: SqlDocument): Steps<DocumentSymbol[]> {
  const outline: DocumentSymbol[] = [];
  let line = 0;
  let character = 0;
  for (const entry of yield* document.ofEach("outline", entryOf)) {
    const symbol = entry.placedAt(line, character);
    if (symbol) outline.push(symbol);
    character = entry.lineBreaks > 0 ? entry.lastLineLength : character + entry.lastLineLength;
    line += entry.lineBreaks;
  }
  return outline;
}

function entryOf(statement: Statement): Entry {
  const lines = indexLines(statement.text);
  const symbol = symbolOf(statement);
  return new Entry(symbol && toSymbol(symbol, lines), lines);
}

/** Guards the entry of a statement as it was placed last. */
class Entry {
  readonly lineBreaks: number;
  readonly lastLineLength: number;
  private line = 0;
  private character = 0;

  /** `symbol` as if the text of the statement were all there is; none for a statement without words. */
  constructor(
    private symbol: DocumentSymbol | undefined,
    { starts, length }: LineIndex,
  ) {
    this.lineBreaks = starts.length - 1;
    this.lastLineLength = length - (starts.at(-1) ?? 0);
  }

  /** The entry of a statement that starts here. */
  placedAt(line: number, character: number): DocumentSymbol | undefined {
    if (this.symbol && (line !== this.line || character !== this.character)) {
      const lines = line - this.line;
      const characters = character - this.character;
      const first = this.line;
      const move = (place: Position): Position => {
        return { line: place.line + lines, character: place.line === first ? place.character + characters : place.character };
      };
      this.symbol = moved(this.symbol, move);
    }
    this.line = line;
    this.character = character;
    return this.symbol;
  }
}

function moved(symbol: DocumentSymbol, move: (place: Position) => Position): DocumentSymbol {
  const { name, kind, range, selectionRange, children } = symbol;
  return {
    name,
    kind,
    range: { start: move(range.start), end: move(range.end) },
    selectionRange: { start: move(selectionRange.start), end: move(selectionRange.end) },
    ...(children && { children: children.map((child) => moved(child, move)) }),
  };
}

const KINDS: Readonly<Record<SqlSymbol["kind"], SymbolKind>> = {
  statement: SymbolKind.Event,
  cte: SymbolKind.Interface,
};

function toSymbol({ kind, name, detail, range, nameRange, children }: SqlSymbol, lines: LineIndex): DocumentSymbol {
  return {
    name,
    ...(detail !== undefined && detail !== "" && { detail }),
    kind: KINDS[kind],
    range: { start: placeAt(lines, range.start), end: placeAt(lines, range.end) },
    selectionRange: { start: placeAt(lines, nameRange.start), end: placeAt(lines, nameRange.end) },
    ...(children.length > 0 && { children: children.map((child) => toSymbol(child, lines)) }),
  };
}
