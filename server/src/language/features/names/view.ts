/**
 * What features about names are given, and the name at a place.
 */
import type { Catalog } from "../../analysis/catalog/model";
import type { NameSymbol, Names, Occurrence } from "../../analysis/resolution/model";
import { namesOf } from "../../analysis/resolution/namesOf";
import { type PlacedStatement, type SqlDocument, statementAt } from "../../syntax/document";
import type { Identifier } from "../../syntax/nodes";
import { shiftRange, type TextRange } from "../../text/range";
import type { LanguageContext } from "../context";
import { directed } from "../directed";

/** A document and what is known of tables around it. */
export interface NamesView {
  readonly context: LanguageContext;
  readonly document: SqlDocument;
  readonly catalog: Catalog;
}

/** A place in this document, or in the file of `uri`. Offsets count from the start of the file. */
export interface NamePlace {
  readonly uri?: string;
  readonly range: TextRange;
}

/** A name of a document. */
export interface NameAt {
  readonly placed: PlacedStatement;
  readonly names: Names;
  readonly occurrence: Occurrence;
  /** What it means; absent where that is not known. */
  readonly symbol?: NameSymbol;
}

/** The name that an offset of the document touches. */
export function nameAt({ context, document, catalog }: NamesView, offset: number): NameAt | undefined {
  const at = statementAt(document, offset);
  if (!at) return undefined;
  const { placed, dialect } = directed(context, document, at);
  if (dialect !== undefined) return undefined;
  const names = namesOf(placed.statement, catalog);
  const occurrence = names.occurrenceAt(offset - placed.start);
  if (!occurrence) return undefined;
  const { meaning } = occurrence;
  return { placed, names, occurrence, ...(meaning.kind === "symbol" && { symbol: meaning.symbol }) };
}

/** The names of each statement of a document. */
export function* namesOfDocument({ context, document, catalog }: NamesView): Generator<Omit<NameAt, "occurrence" | "symbol">> {
  for (const each of document.statements) {
    const { placed, dialect } = directed(context, document, each);
    if (dialect === undefined) yield { placed, names: namesOf(placed.statement, catalog) };
  }
}

/** Where a symbol is named in its statement, its declaration first. */
export function placesOf({ declaration, references }: NameSymbol): readonly TextRange[] {
  const ranges = declaration ? [declaration, ...references] : references;
  const starts = new Set<number>();
  return ranges.filter(({ start }) => !starts.has(start) && starts.add(start));
}

/** The range of an identifier in the document. */
export function placeIn({ start }: PlacedStatement, identifier: Identifier | TextRange): TextRange {
  return shiftRange({ start: identifier.start, end: identifier.end }, start);
}
