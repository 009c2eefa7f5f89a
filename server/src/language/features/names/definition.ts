/**
 * From a name to what it names: a CTE, an alias, a window, the item of SELECT that makes a column, the field that EXTERN reads; for a table
 * the statements that write it and the entries of catalog files, for its columns the place that tells of each.
 */
import type { CatalogOrigin } from "../../analysis/catalog/model";
import type { Meaning, NameSymbol } from "../../analysis/resolution/model";
import { appendedAt } from "./appended";
import { type NamePlace, type NamesView, nameAt, placeIn } from "./view";

/** Where what is named at an offset comes from; empty where nobody knows. */
export function definitionsOf(view: NamesView, offset: number): readonly NamePlace[] {
  const at = nameAt(view, offset);
  const appended = at ? undefined : appendedAt(view, offset);
  if (appended) return placesOf(view.catalog.table("druid", appended.name)?.origins ?? []);
  if (!at?.symbol) return [];
  const { declaration } = at.symbol;
  if (declaration) return [{ range: placeIn(at.placed, declaration) }];
  return placesOf(originsOf(view, at.symbol, at.occurrence.meaning));
}

/** Whether other files may tell where what is named at an offset comes from: a real table, or what may be a column of one. */
export function mayComeFromElsewhere(view: NamesView, offset: number): boolean {
  const at = nameAt(view, offset);
  return at ? !at.symbol?.declaration : appendedAt(view, offset) !== undefined;
}

function placesOf(origins: readonly CatalogOrigin[]): readonly NamePlace[] {
  return origins.flatMap((origin) => (origin.kind === "druid" ? [] : [{ uri: origin.uri, range: origin.range }]));
}

function originsOf({ catalog }: NamesView, { kind, table }: NameSymbol, meaning: Meaning): readonly CatalogOrigin[] {
  if (!table) return [];
  if (kind === "table") return catalog.table(table.schema, table.name)?.origins ?? [];
  const column = meaning.kind === "symbol" ? meaning.column?.catalog : undefined;
  return column ? [column.origin] : [];
}
