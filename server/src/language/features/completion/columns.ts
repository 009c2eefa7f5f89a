/**
 * Columns that are seen at the cursor, with type and origin; what stands before their dot; windows; columns that a JOIN has on both sides.
 */
import type { Catalog } from "../../analysis/catalog/model";
import { findRelation, relationsIn } from "../../analysis/resolution/lookup";
import type { Column, NameSymbol, Names, Relation, Scope, WithScope } from "../../analysis/resolution/model";
import { namesOf } from "../../analysis/resolution/namesOf";
import type { Identifier } from "../../syntax/nodes";
import { nameText } from "../../syntax/quoteName";
import { t } from "../../text/l10n";
import type { Offer } from "./item";
import { MARKER, type WordPlace } from "./place";
import type { Clause, ExpressionSlot } from "./slot";
import { named } from "./tables";
import { kindOf, type Wanted, wantedAt } from "./wanted";

/** A column, and where it comes from. */
interface Seen {
  readonly name: string;
  readonly relation?: Relation;
  readonly type?: string;
  readonly detail: string;
  readonly rank: number;
}

/** The columns that may stand in the slot, and the qualifiers that may stand before one. */
export function columnOffers(place: WordPlace, slot: ExpressionSlot, catalog: Catalog): readonly Offer[] {
  const names = namesOf(place.marked, catalog);
  const scope = seenIn(slot, names.scopeAt(place.markerStart));
  const aim: Aim = { clause: slot.clause, isInCall: slot.calls.length > 0, wanted: wantedAt(place, catalog) };
  const [first, second, third] = slot.qualifier;
  const rank = selectedRank(place, slot);
  const selected = rank === undefined ? new Set() : selectedNames(place);
  const bySelection = (offer: Offer): Offer => (rank !== undefined && selected.has(offer.label) ? { ...offer, rank } : offer);
  if (!first) {
    const columns = unqualified(place, names, scope, aim).map(bySelection);
    return [...conditionOffers(place, names, scope), ...columns, ...qualifierOffers(place, scope)];
  }
  if (third) return [];
  const relation = second ? findRelation(scope, second.name, first.name) : findRelation(scope, first.name);
  if (relation) return columnsOf(names, relation, 1).map((column) => bySelection(columnOffer(place, ranked(column, aim))));
  const unread = relationsIn(scope).length === 0 ? unreadColumns(names, scope, slot.qualifier, catalog) : [];
  return unread.map((column) => columnOffer(place, column));
}

/** Of columns that the SELECT gives out as they are: GROUP BY most likely names them, and the next item is none that is there already. */
function selectedRank({ path }: WordPlace, { clause, calls }: ExpressionSlot): number | undefined {
  if (clause === "groupBy" && calls.length === 0) return 0;
  return path.at(-3)?.kind === "selectItem" ? 2 : undefined;
}

/** Before there is a FROM: the columns of the WITH item or the table that is called like this. */
function unreadColumns(names: Names, scope: Scope, [first, second]: readonly Identifier[], catalog: Catalog): readonly Seen[] {
  const name = (second ?? first)?.name ?? "";
  const item = second ? undefined : itemNamed(scope.withItems, name);
  const columns = item
    ? item.node &&
      names
        .columnsOf(item.node)
        ?.list.filter(isReal)
        .map((column) => ({ name: column.name, type: names.typeOf(column) }))
    : catalog.table(second ? (first?.name ?? "") : "druid", name)?.columns;
  return (columns ?? []).map((column) => {
    const detail = column.type === undefined ? name : `${column.type} · ${name}`;
    return { name: column.name, detail, rank: 1 };
  });
}

function itemNamed(items: WithScope | undefined, name: string): NameSymbol | undefined {
  for (let level = items; level; level = level.outer) {
    const found = level.items
      .slice(0, level.limit)
      .reverse()
      .find((item) => item.name === name);
    if (found) return found;
  }
  return undefined;
}

/** What decides which columns come first. */
interface Aim {
  readonly clause: Clause;
  readonly isInCall: boolean;
  readonly wanted: Wanted | undefined;
}

/** A column of the wanted kind comes first, before all the one of another table that is called like what it is compared with. */
function ranked<Ranked extends Seen>(column: Ranked, { clause, isInCall, wanted }: Aim): Ranked {
  const { compared, kind: wantedKind } = wanted ?? {};
  const isOwn = compared?.relation !== undefined && compared.relation === column.relation;
  if (compared?.name === column.name && compared.relation && column.relation) return { ...column, rank: isOwn ? OTHER_KIND : 0 };
  const kind = column.type === undefined ? undefined : kindOf(column.type);
  if (wantedKind !== undefined && kind !== undefined && kind !== wantedKind) return { ...column, rank: Math.max(column.rank, OTHER_KIND) };
  // A join compares columns of two tables, and HAVING what is aggregated.
  if (clause === "on" && isOwn) return { ...column, rank: Math.max(column.rank, 2) };
  return clause === "having" && !isInCall && !wanted && column.relation
    ? { ...column, rank: Math.max(column.rank, OTHER_KIND + 1) }
    : column;
}

/** Among the functions that are used most. */
const OTHER_KIND = 3;

/** What aggregates of HAVING are given are columns of FROM. */
function seenIn({ clause, calls }: ExpressionSlot, scope: Scope): Scope {
  return clause === "having" && calls.length > 0 ? { ...scope, outputs: undefined } : scope;
}

/** Columns that the SELECT around the cursor gives out as they are: what GROUP BY most likely names. */
function selectedNames({ path }: WordPlace): ReadonlySet<string> {
  const select = path.filter((node) => node.kind === "select").at(-1);
  if (select?.kind !== "select") return new Set();
  const names = select.items.flatMap(({ expression }) => (expression.kind === "name" && !expression.star ? [expression.parts] : []));
  return new Set(
    names.map((parts) => parts.map((part) => part.name).join(".")).flatMap((name) => [name, name.slice(name.lastIndexOf(".") + 1)]),
  );
}

/** Behind ON: equality of the columns that the table just joined and another one have both. */
function conditionOffers({ path, markerStart }: WordPlace, names: Names, scope: Scope): readonly Offer[] {
  const join = path.filter((node) => node.kind === "join").at(-1);
  if (join?.kind !== "join" || join.on?.kind !== "name" || join.on.start !== markerStart) return [];
  const relations = relationsIn(scope);
  const joined = relations.at(-1);
  if (joined?.qualifier === undefined) return [];
  const own = new Set(columnsOf(names, joined, 0).map(({ name }) => name));
  return relations.slice(0, -1).flatMap(({ qualifier, columns }) => {
    const shared = columns.list.filter((column) => isReal(column) && own.has(column.name) && column.name !== "__time");
    return shared.flatMap(({ name }) => (qualifier === undefined ? [] : [condition(qualifier, joined.qualifier as string, name)]));
  });
}

function condition(left: string, right: string, name: string): Offer {
  const text = `${nameText(left)}.${nameText(name)} = ${nameText(right)}.${nameText(name)}`;
  return { kind: "snippet", label: text, text, format: "plain", rank: 0 };
}

function unqualified(place: WordPlace, names: Names, scope: Scope, aim: Aim): readonly Offer[] {
  const offers: Offer[] = [];
  const offered = new Set<string>();
  for (let level: Scope | undefined = scope, depth = 0; level; level = level.outer, depth++) {
    const seen = [
      ...outputsOf(names, level),
      ...relationsIn(level).flatMap((relation) => columnsOf(names, relation, Math.min(1 + depth, 3))),
    ];
    for (const each of seen) {
      const column = ranked(each, aim);
      const key = column.name;
      const isAmbiguous = column.relation && !level.merged.has(key) && isTwice(level, column);
      const offer = isAmbiguous ? qualifiedOffer(column) : columnOffer(place, column);
      if (offer && !offered.has(offer.label)) {
        offered.add(offer.label);
        offers.push(offer);
      }
    }
  }
  return offers;
}

/** Names of the SELECT's own columns, where ORDER BY and the like see them. */
function outputsOf(names: Names, { outputs }: Scope): readonly Seen[] {
  return (outputs?.columns.list ?? []).filter(isReal).map((column) => seenColumn(names, column, undefined, 0));
}

/** The columns of something in FROM: those that are known, those that the statement names elsewhere, and the time of a datasource. */
function columnsOf(names: Names, relation: Relation, rank: number): readonly Seen[] {
  const found = new Map<string, Seen>();
  for (const column of relation.columns.list.filter(isReal)) {
    if (!found.has(column.name)) found.set(column.name, seenColumn(names, column, relation, rank));
  }
  const { more } = relation.columns;
  // A CTE may hand on whatever its table has.
  const table = relation.table ?? (typeof more === "object" ? more : undefined);
  if (!table || more === "none") return [...found.values()];
  for (const { kind, name, table: own } of names.symbols) {
    const isNamed = kind === "tableColumn" && own?.schema === table.schema && own.name === table.name;
    if (isNamed && !found.has(name) && !name.startsWith(MARKER)) found.set(name, { name, relation, detail: table.name, rank });
  }
  if (table.schema === "druid" && !found.has("__time"))
    found.set("__time", { name: "__time", relation, type: "TIMESTAMP", detail: `TIMESTAMP · ${table.name}`, rank });
  return [...found.values()];
}

function isReal({ name }: Column): boolean {
  return !name.startsWith(MARKER) && !name.startsWith("EXPR$");
}

function seenColumn(names: Names, column: Column, relation: Relation | undefined, rank: number): Seen {
  const type = names.typeOf(column);
  const origin = relation ? (relation.table?.name ?? relation.qualifier ?? "") : t("column of this SELECT");
  const detail = [type ?? "", origin].filter((part) => part !== "").join(" · ");
  return { name: column.name, ...(relation && { relation }), ...(type !== undefined && { type }), detail, rank };
}

function isTwice(scope: Scope, { name, relation }: Seen): boolean {
  return relationsIn(scope).some((other) => other !== relation && other.columns.named(name).length > 0);
}

function columnOffer(place: WordPlace, { name, detail, rank }: Seen): Offer {
  return { ...named(place, name), kind: "column", rank, ...(detail !== "" && { detail }) };
}

/** Two tables have a column of this name, so it must be said of which it is. */
function qualifiedOffer({ name, relation, detail, rank }: Seen): Offer | undefined {
  if (relation?.qualifier === undefined) return undefined;
  const label = `${relation.qualifier}.${name}`;
  const text = `${nameText(relation.qualifier)}.${nameText(name)}`;
  return { kind: "column", label, text, format: "plain", detail, rank, filter: `${name} ${label}` };
}

function qualifierOffers(place: WordPlace, scope: Scope): readonly Offer[] {
  const relations = relationsIn(scope);
  return relations.flatMap(({ qualifier, table, symbol }) => {
    if (qualifier === undefined || qualifier.startsWith(MARKER)) return [];
    const { label, text, filter, format } = named(place, qualifier);
    const detail = table && table.name !== qualifier ? t("alias of {0}", table.name) : undefined;
    // Of a single table it is in the way, unless the author writes it elsewhere.
    const isUsed = symbol?.kind === "tableAlias" && symbol.references.length > 0;
    const rank = relations.length > 1 || isUsed ? 2 : 6;
    return [
      {
        kind: "alias" as const,
        label,
        text,
        format,
        rank,
        ...(filter !== undefined && { filter }),
        ...(detail !== undefined && { detail }),
      },
    ];
  });
}

/** Columns of USING: those that two sides have come first. */
export function joinColumnOffers(place: WordPlace, catalog: Catalog): readonly Offer[] {
  const names = namesOf(place.marked, catalog);
  const scope = names.scopeAt(place.markerStart);
  const byName = new Map<string, Seen & { readonly count: number }>();
  for (const relation of relationsIn(scope)) {
    for (const column of columnsOf(names, relation, 1)) {
      const known = byName.get(column.name);
      byName.set(column.name, { ...column, count: (known?.count ?? 0) + 1 });
    }
  }
  return [...byName.values()].map((column) => columnOffer(place, { ...column, rank: column.count > 1 ? 0 : 3 }));
}

/** Windows that WINDOW names. */
export function windowOffers(place: WordPlace, catalog: Catalog): readonly Offer[] {
  const offers: Offer[] = [];
  for (let level: Scope | undefined = namesOf(place.marked, catalog).scopeAt(place.markerStart); level; level = level.outer) {
    for (const [name, { node }] of level.windows) {
      const isOwn = node !== undefined && node.start <= place.markerStart && place.markerStart < node.end;
      if (!name.startsWith(MARKER) && !isOwn) offers.push({ ...named(place, name), kind: "window", detail: t("window"), rank: 0 });
    }
  }
  return offers;
}
