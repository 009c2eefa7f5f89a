/**
 * What features about names are given, and the name at a place.
 */
import type { Catalog } from "../../analysis/catalog/model";
import type { NameSymbol, Names, Occurrence } from "../../analysis/resolution/model";
import { namesOf, readNames } from "../../analysis/resolution/namesOf";
import { indexOfStatement, type PlacedStatement, type SqlDocument, statementAt } from "../../syntax/document";
import type { Identifier } from "../../syntax/nodes";
import { shiftRange, type TextRange } from "../../text/range";
import type { Steps } from "../../text/steps";
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

/** A statement with its names. */
export type NamedStatement = Pick<NameAt, "placed" | "names">;

/** Gives each statement of a document that may name a real table to `take`; a step is a statement. */
export function* eachNaming(view: NamesView, table: string, take: (found: NamedStatement) => void): Steps<void> {
  const { document } = view;
  for (let index = 0; index < document.parts.length; index++) {
    const found = naming(view, index, table);
    if (found) take(found);
    yield;
  }
}

/** More statements around a place are not looked at. */
const FARTHEST_STATEMENT = 2000;

/** Of the statements around an offset that may name a real table the nearest ones, in the order of the text; `most` on each side. */
export function namingNear(view: NamesView, offset: number, table: string, most: number): readonly NamedStatement[] {
  const at = indexOfStatement(view.document, offset);
  const look = (step: 1 | -1): readonly NamedStatement[] => {
    const found: NamedStatement[] = [];
    for (let by = 1; by < FARTHEST_STATEMENT && found.length < most; by++) {
      const next = naming(view, at + by * step, table);
      if (next) found.push(next);
    }
    return found;
  };
  const here = naming(view, at, table);
  return [...[...look(-1)].reverse(), ...(here ? [here] : []), ...look(1)];
}

/** Not remembered: it would be the names of a whole file. */
function naming({ context, document, catalog }: NamesView, index: number, table: string): NamedStatement | undefined {
  const statement = document.parts[index];
  if (!statement || !mayName(statement.text, table)) return undefined;
  const { placed, dialect } = directed(context, document, { start: document.starts[index] as number, statement });
  return dialect === undefined ? { placed, names: readNames(placed.statement, catalog) } : undefined;
}

/** Whether a name may stand in a text: as it is, with doubled quotes, or behind the escapes of `U&"…"` and `E'…'`. */
function mayName(text: string, name: string): boolean {
  return text.includes(name) || /["']/.test(name) || ESCAPED.some((opening) => text.includes(opening));
}

const ESCAPED: readonly string[] = ['&"', "&'", "e'", "E'"];

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
