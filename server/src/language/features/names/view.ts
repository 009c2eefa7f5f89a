/**
 * What features about names are given, and the name at a place.
 */
import type { Catalog } from "../../analysis/catalog/model";
import type { NameSymbol, Names, Occurrence } from "../../analysis/resolution/model";
import { namesOf, readNames } from "../../analysis/resolution/namesOf";
import { indexOfStatement, type PlacedStatement, type SqlDocument, type Statement, statementAt } from "../../syntax/document";
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

/** A real table, or a column of one, that is looked for in other statements. */
export interface Sought {
  readonly table: string;
  /** Of the table itself its own. */
  readonly name: string;
}

/** What `find` says of each statement of a document that may name something; a step is a statement. */
export function* inEachNaming<Found>(view: NamesView, sought: Sought, find: (named: NamedStatement) => Found): Steps<readonly Found[]> {
  const all: Found[] = [];
  for (let index = 0; index < view.document.parts.length; index++) {
    const found = inNaming(view, index, sought, find);
    if (found !== undefined) all.push(found);
    yield;
  }
  return all;
}

/** How far around a place statements are looked at, in UTF-16 code units: some pages. */
const FARTHEST = 16_000;

/** The same of the nearest statements around an offset, in the order of the text; `most` on each side. */
export function inNamingNear<Found>(
  view: NamesView,
  offset: number,
  { sought, most }: { readonly sought: Sought; readonly most: number },
  find: (named: NamedStatement) => Found,
): readonly Found[] {
  const { starts } = view.document;
  const at = indexOfStatement(view.document, offset);
  const look = (step: 1 | -1): readonly Found[] => {
    const all: Found[] = [];
    for (
      let index = at + step;
      Math.abs((starts[index] ?? Number.POSITIVE_INFINITY) - offset) < FARTHEST && all.length < most;
      index += step
    ) {
      const found = inNaming(view, index, sought, find);
      if (found !== undefined) all.push(found);
    }
    return all;
  };
  const here = inNaming(view, at, sought, find);
  return [...[...look(-1)].reverse(), ...(here === undefined ? [] : [here]), ...look(1)];
}

/** The names are not remembered: they would be those of a whole file. */
function inNaming<Found>(
  { context, document, catalog }: NamesView,
  index: number,
  { table, name }: Sought,
  find: (named: NamedStatement) => Found,
): Found | undefined {
  const statement = document.parts[index];
  if (!statement || !mayName(statement, name) || !mayName(statement, table)) return undefined;
  const { placed, dialect } = directed(context, document, { start: document.starts[index] as number, statement });
  if (dialect !== undefined) return undefined;
  return placed.statement.inPassing(() => find({ placed, names: readNames(placed.statement, catalog) }));
}

/** Whether a name may stand in a statement: as it is, with doubled quotes, or behind escapes. */
function mayName({ text, hasEscapes }: Statement, name: string): boolean {
  if (hasEscapes || /["']/.test(name)) return true;
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    // Within a longer word it is no name; digits before it may be a number.
    if (!WORD_BEFORE.test(text.charAt(at - 1)) && !WORD_BEHIND.test(text.charAt(at + name.length))) return true;
  }
  return false;
}

const WORD_BEFORE = /[\p{L}_]/u;
const WORD_BEHIND = /[\p{L}\d_]/u;

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
