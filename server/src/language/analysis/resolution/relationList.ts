/**
 * What stands in one FROM, found by qualifier and by column in constant time. It grows while FROM is read; a scope sees a part of it.
 */
import type { Relation } from "./model";

/** Guards its indexes: relations are added by `addRelation` only. */
export interface RelationList {
  readonly all: Relation[];
  readonly byQualifier: Map<string, number[]>;
  readonly byColumn: Map<string, number[]>;
  /** Places of those that may have columns that nobody tells. */
  readonly open: number[];
}

export function emptyRelationList(): RelationList {
  return { all: [], byQualifier: new Map(), byColumn: new Map(), open: [] };
}

export function addRelation(list: RelationList, relation: Relation): void {
  const place = list.all.length;
  list.all.push(relation);
  if (relation.qualifier !== undefined) addTo(list.byQualifier, relation.qualifier, place);
  for (const { name } of relation.columns.list) addTo(list.byColumn, name, place);
  for (const { name } of relation.columns.hidden) addTo(list.byColumn, name, place);
  if (relation.columns.more !== "none") list.open.push(place);
}

function addTo(index: Map<string, number[]>, name: string, place: number): void {
  const known = index.get(name);
  if (!known) index.set(name, [place]);
  else if (known.at(-1) !== place) known.push(place);
}
