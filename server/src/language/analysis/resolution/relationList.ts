/**
 * What stands in one FROM, found by qualifier and by column. It grows while FROM is read; a scope sees a part of it. A few relations are
 * looked through; of more there are indexes, made when somebody asks, so that finding takes constant time in a FROM of thousands.
 */
import type { Relation } from "./model";

/** Guards its indexes: relations are added by `addRelation` only. */
export interface RelationList {
  readonly all: Relation[];
  /** Places of those that may have columns that nobody tells. */
  readonly open: number[];
  indexes: Indexes | undefined;
}

interface Indexes {
  readonly byQualifier: Map<string, number[]>;
  readonly byColumn: Map<string, number[]>;
  /** So many relations are in them. */
  count: number;
}

/** More relations than these have indexes. */
const MOST_LOOKED_THROUGH = 4;

const NOWHERE: readonly number[] = [];

export function emptyRelationList(): RelationList {
  return { all: [], open: [], indexes: undefined };
}

export function addRelation(list: RelationList, relation: Relation): void {
  if (relation.columns.more !== "none") list.open.push(list.all.length);
  list.all.push(relation);
}

/** The places of the relations with this qualifier, in order. */
export function placesOfQualifier(list: RelationList, qualifier: string): readonly number[] {
  if (list.all.length > MOST_LOOKED_THROUGH) return indexesOf(list).byQualifier.get(qualifier) ?? NOWHERE;
  return placesWhere(list, (relation) => relation.qualifier === qualifier);
}

/** The places of the relations that are known to have a column of this name, in order. */
export function placesOfColumn(list: RelationList, name: string): readonly number[] {
  if (list.all.length > MOST_LOOKED_THROUGH) return indexesOf(list).byColumn.get(name) ?? NOWHERE;
  return placesWhere(list, ({ columns }) => columns.named(name).length > 0);
}

function placesWhere({ all }: RelationList, has: (relation: Relation) => boolean): readonly number[] {
  let found: number[] | undefined;
  for (let place = 0; place < all.length; place++) {
    if (!has(all[place] as Relation)) continue;
    if (found) found.push(place);
    else found = [place];
  }
  return found ?? NOWHERE;
}

function indexesOf(list: RelationList): Indexes {
  list.indexes ??= { byQualifier: new Map(), byColumn: new Map(), count: 0 };
  const { indexes, all } = list;
  for (; indexes.count < all.length; indexes.count++) {
    const { qualifier, columns } = all[indexes.count] as Relation;
    if (qualifier !== undefined) addTo(indexes.byQualifier, qualifier, indexes.count);
    for (const { name } of columns.list) addTo(indexes.byColumn, name, indexes.count);
    for (const { name } of columns.hidden) addTo(indexes.byColumn, name, indexes.count);
  }
  return indexes;
}

function addTo(index: Map<string, number[]>, name: string, place: number): void {
  const known = index.get(name);
  if (!known) index.set(name, [place]);
  else if (known.at(-1) !== place) known.push(place);
}
