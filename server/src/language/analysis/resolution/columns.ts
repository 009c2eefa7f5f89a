/**
 * Lists of columns, and how much is known of them.
 */
import type { Column, Columns, TableId } from "./model";

const NONE: readonly Column[] = [];

/** Columns in this order; found by name once somebody asks. */
export function columnsFrom(list: readonly Column[], more: Columns["more"], hidden: readonly Column[] = NONE): Columns {
  let byName: Map<string, Column[]> | undefined;
  return {
    list,
    more,
    hidden,
    named: (name) => {
      if (list.length + hidden.length <= MOST_LOOKED_THROUGH) return namedIn(list, hidden, name);
      byName ??= grouped(hidden.length === 0 ? list : [...list, ...hidden]);
      return byName.get(name) ?? NONE;
    },
  };
}

/** More columns than these are found by an index. */
const MOST_LOOKED_THROUGH = 6;

function namedIn(list: readonly Column[], hidden: readonly Column[], name: string): readonly Column[] {
  let found: Column[] | undefined;
  for (const columns of [list, hidden]) {
    for (const column of columns) {
      if (column.name !== name) continue;
      if (found) found.push(column);
      else found = [column];
    }
  }
  return found ?? NONE;
}

/** Nothing is known. */
export const UNCLEAR: Columns = columnsFrom([], "unclear");
/** There are none. */
export const NO_COLUMNS: Columns = columnsFrom([], "none");

/** What else there may be in two lists put together. */
export function moreOfBoth(one: Columns["more"], other: Columns["more"]): Columns["more"] {
  if (one === "none") return other;
  if (other === "none") return one;
  if (one === "unclear" || other === "unclear") return "unclear";
  return isSameTable(one, other) ? one : "unclear";
}

export function isSameTable(one: TableId, other: TableId): boolean {
  return one.schema === other.schema && one.name === other.name;
}

function grouped(list: readonly Column[]): Map<string, Column[]> {
  const groups = new Map<string, Column[]>();
  for (const column of list) {
    const group = groups.get(column.name);
    if (!group) groups.set(column.name, [column]);
    else group.push(column);
  }
  return groups;
}
