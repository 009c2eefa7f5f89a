/**
 * Where a name is used: CTEs, aliases, columns and windows in their statement, real tables and their columns in the whole document.
 */

import { isSameTable } from "../../analysis/resolution/columns";
import type { NameSymbol } from "../../analysis/resolution/model";
import { shiftRange, type TextRange } from "../../text/range";
import type { Steps } from "../../text/steps";
import { appendedAt, appendedIn } from "./appended";
import { inEachNaming, inNamingNear, type NameAt, type NamedStatement, type NamesView, nameAt, placeIn, placesOf } from "./view";

/** A use of a name; `write`: here it gets its name, or the table is written. */
export interface NameUse {
  readonly range: TextRange;
  readonly kind: "read" | "write";
}

/** Every place of what is named at an offset, in the order of the text. */
export function* usesOf(view: NamesView, offset: number): Steps<readonly NameUse[]> {
  const at = nameAt(view, offset);
  const appended = at ? undefined : appendedAt(view, offset);
  if (appended) return inOrder(yield* usesOfTable(view, "druid", appended.name));
  if (!at?.symbol) return [];
  const { symbol } = at;
  const { name, table } = symbol;
  if (!table) return inOrder(usesIn(at, symbol));
  if (symbol.kind === "table") return inOrder(yield* usesOfTable(view, table.schema, table.name));
  return inOrder((yield* inEachNaming(view, { name, table: table.name }, (each) => usesIn(each, sameIn(each, symbol)))).flat());
}

/** How many other statements an author sees at once, on each side. */
const MOST_NEAR = 50;

/** The same around the offset: of a real table in the nearest statements that name it. What an author looks at must not wait for a whole file. */
export function usesNear(view: NamesView, offset: number): readonly NameUse[] {
  const at = nameAt(view, offset);
  const appended = at ? undefined : appendedAt(view, offset);
  if (appended) return usesOfTableNear(view, offset, "druid", appended.name);
  if (!at?.symbol) return [];
  const { symbol } = at;
  const { name, table } = symbol;
  if (!table) return inOrder(usesIn(at, symbol));
  if (symbol.kind === "table") return usesOfTableNear(view, offset, table.schema, table.name);
  const near = { sought: { name, table: table.name }, most: MOST_NEAR };
  return inOrder(inNamingNear(view, offset, near, (each) => usesIn(each, sameIn(each, symbol))).flat());
}

/** Every place of a real table in a document: `druid` is the schema of datasources. */
export function* usesOfTable(view: NamesView, schema: string, name: string): Steps<readonly NameUse[]> {
  return (yield* inEachNaming(view, { name, table: name }, (each) => usesOfTableIn(each, schema, name))).flat();
}

function usesOfTableNear(view: NamesView, offset: number, schema: string, name: string): readonly NameUse[] {
  const near = { sought: { name, table: name }, most: MOST_NEAR };
  return inOrder(inNamingNear(view, offset, near, (each) => usesOfTableIn(each, schema, name)).flat());
}

function usesOfTableIn(each: NamedStatement, schema: string, name: string): readonly NameUse[] {
  const symbol = each.names.symbols.find(({ kind, table }) => kind === "table" && table && isSameTable(table, { schema, name }));
  const appended = schema === "druid" ? appendedIn(each.placed.statement).filter((other) => other.name === name) : [];
  return [
    ...usesIn(each, symbol),
    ...appended.map(({ range }): NameUse => ({ range: shiftRange(range, each.placed.start), kind: "read" })),
  ];
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
