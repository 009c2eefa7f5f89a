/**
 * Where a name is used: CTEs, aliases, columns and windows in their statement, real tables and their columns in the whole document.
 */

import { isSameTable } from "../../analysis/resolution/columns";
import type { NameSymbol } from "../../analysis/resolution/model";
import type { TextRange } from "../../text/range";
import type { Steps } from "../../text/steps";
import { eachNaming, type NameAt, type NamesView, nameAt, namingNear, placeIn, placesOf } from "./view";

/** A use of a name; `write`: here it gets its name, or the table is written. */
export interface NameUse {
  readonly range: TextRange;
  readonly kind: "read" | "write";
}

/** Every place of what is named at an offset, in the order of the text. */
export function* usesOf(view: NamesView, offset: number): Steps<readonly NameUse[]> {
  const at = nameAt(view, offset);
  if (!at?.symbol) return [];
  const { symbol } = at;
  if (!symbol.table) return inOrder(usesIn(at, symbol));
  const uses: NameUse[] = [];
  yield* eachNaming(view, symbol.table.name, (each) => void uses.push(...usesIn(each, sameIn(each, symbol))));
  return inOrder(uses);
}

/** How many other statements an author sees at once, on each side. */
const MOST_NEAR = 50;

/** The same around the offset: of a real table in the nearest statements that name it. What an author looks at must not wait for a whole file. */
export function usesNear(view: NamesView, offset: number): readonly NameUse[] {
  const at = nameAt(view, offset);
  if (!at?.symbol) return [];
  const { symbol } = at;
  if (!symbol.table) return inOrder(usesIn(at, symbol));
  return inOrder(namingNear(view, offset, symbol.table.name, MOST_NEAR).flatMap((each) => usesIn(each, sameIn(each, symbol))));
}

/** Every place of a real table in a document: `druid` is the schema of datasources. */
export function* usesOfTable(view: NamesView, schema: string, name: string): Steps<readonly NameUse[]> {
  const uses: NameUse[] = [];
  yield* eachNaming(view, name, (each) => {
    const symbol = each.names.symbols.find(({ kind, table }) => kind === "table" && table && isSameTable(table, { schema, name }));
    uses.push(...usesIn(each, symbol));
  });
  return uses;
}

function inOrder(uses: readonly NameUse[]): readonly NameUse[] {
  return [...uses].sort((one, other) => one.range.start - other.range.start);
}

function sameIn({ names }: Pick<NameAt, "names">, symbol: NameSymbol): NameSymbol | undefined {
  return names.symbols.find(({ kind, name, table }) => {
    return kind === symbol.kind && name === symbol.name && table && symbol.table && isSameTable(table, symbol.table);
  });
}

function usesIn({ placed }: Pick<NameAt, "placed">, symbol: NameSymbol | undefined): readonly NameUse[] {
  if (!symbol) return [];
  const { statement } = placed.statement.tree;
  const target = statement?.kind === "ingest" && statement.target.kind === "tableTarget" ? statement.target.name : undefined;
  return placesOf(symbol).map((place) => {
    const isWrite = place === symbol.declaration || (target && place.start >= target.start && place.end <= target.end);
    return { range: placeIn(placed, place), kind: isWrite ? "write" : "read" };
  });
}
