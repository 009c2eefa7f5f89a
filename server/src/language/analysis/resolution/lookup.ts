/**
 * Finds what a name means in a scope.
 * Source: Calcite's ListScope, DelegatingScope and OrderByScope, and the expansion of aliases in SqlValidatorImpl, asked through Druid's
 * planner: the innermost scope that has the name counts; ORDER BY sees what SELECT gives out before what FROM has, except in subqueries;
 * HAVING and QUALIFY do, except in arguments of aggregates; GROUP BY, WHERE and SELECT itself do not. Every datasource has `__time`: where
 * there are two it is ambiguous, as is every column of one datasource that is there twice.
 */
import { isSameTable } from "./columns";
import type { Column, Columns, Meaning, NameSymbol, Relation, Scope, TableId } from "./model";
import { placesOfColumn, placesOfQualifier } from "./relationList";

/** Makes a column of a real table that no catalog tells. */
export type ColumnOfTable = (table: TableId, name: string) => Column;

/** A meaning, and what else it may be. */
export interface Found {
  readonly meaning: Meaning;
  readonly alternatives: readonly NameSymbol[];
}

const NO_SYMBOLS: readonly NameSymbol[] = [];
const MISSING: Found = { meaning: { kind: "missing" }, alternatives: NO_SYMBOLS };
const UNKNOWN: Found = { meaning: { kind: "unknown" }, alternatives: NO_SYMBOLS };

/** What is seen of FROM, in its order. */
export function relationsIn({ from, first, limit }: Scope): readonly Relation[] {
  return first === 0 && limit >= from.all.length ? from.all : from.all.slice(first, limit);
}

/** What a qualifier names, from the inside to the outside; with a schema only a table without an alias, or with its own name as one. */
export function findRelation(scope: Scope, qualifier: string, schema?: string): Relation | undefined {
  for (let level: Scope | undefined = scope; level; level = level.outer) {
    const { from, first, limit } = level;
    for (const place of placesOfQualifier(from, qualifier)) {
      const relation = from.all[place];
      if (place >= first && place < limit && relation && isOfSchema(relation, qualifier, schema)) return relation;
    }
  }
  return undefined;
}

function isOfSchema({ table, symbol }: Relation, qualifier: string, schema: string | undefined): boolean {
  return schema === undefined || (table?.schema === schema && (symbol?.kind === "table" || table.name === qualifier));
}

/** Whether something that is seen could not be understood. */
export function isUnclear(scope: Scope): boolean {
  for (let level: Scope | undefined = scope; level; level = level.outer) if (level.isUnclear) return true;
  return false;
}

/** `t.name`, for the `t` that was found. */
export function findInRelation(relation: Relation, name: string, columnOfTable: ColumnOfTable): Found {
  const found = relation.columns.named(name);
  if (found.length > 0) return toFound(found, relation);
  return foundInMore(relation, name, columnOfTable, "certain");
}

/** A name alone. */
export function findColumn(scope: Scope, name: string, columnOfTable: ColumnOfTable): Found {
  let guess: Found | undefined;
  let alternatives: readonly NameSymbol[] = NO_SYMBOLS;
  for (let level: Scope | undefined = scope; level; level = level.outer) {
    const found = findInLevel(level, name, columnOfTable);
    if (found && !guess) return found;
    if (found?.meaning.kind === "symbol") alternatives = [found.meaning.symbol];
    if (found) break;
    guess ??= guessInLevel(level, name, columnOfTable);
  }
  return guess ? { meaning: guess.meaning, alternatives } : MISSING;
}

/** The window of a name. */
export function findWindow(scope: Scope, name: string): NameSymbol | undefined {
  for (let level: Scope | undefined = scope; level; level = level.outer) {
    const window = level.windows.get(name);
    if (window) return window;
  }
  return undefined;
}

function findInLevel(level: Scope, name: string, columnOfTable: ColumnOfTable): Found | undefined {
  const outputs = level.outputs ? outputsNamed(level.outputs, name) : [];
  if (outputs.length > 0) return toFound(outputs);
  const places = seenOf(level, placesOfColumn(level.from, name));
  const shared = sharedInLevel(level, name, places, columnOfTable);
  if (shared) return shared;
  const [place] = places;
  const relation = place === undefined ? undefined : level.from.all[place];
  if (!relation) return undefined;
  if (places.length === 1 || level.merged.has(name))
    return mergedWith(toFound(relation.columns.named(name), relation), level, places, name);
  return ambiguous(places.flatMap((each) => level.from.all[each]?.columns.named(name) ?? []));
}

/**
 * Which of several datasources a name is a column of, where that is surely more than one. What is given out beside it, USING and NATURAL may make
 * it one.
 */
function sharedInLevel(level: Scope, name: string, known: readonly number[], columnOfTable: ColumnOfTable): Found | undefined {
  const { from, outputs, merged, isUnclear } = level;
  if (name !== TIME_COLUMN || isUnclear || merged.has(name) || (outputs && outputs.columns.more !== "none")) return undefined;
  const untold = seenOf(level, from.open).filter((place) => !known.includes(place));
  const tables = untold.flatMap((place) => datasourceAt(from.all[place]) ?? []);
  if (tables.length === 0 || known.length + tables.length < 2) return undefined;
  const columns = [
    ...known.flatMap((place) => from.all[place]?.columns.named(name) ?? []),
    ...tables.map((table) => columnOfTable(table, name)),
  ];
  return ambiguous(columns);
}

const TIME_COLUMN = "__time";

function datasourceAt(relation: Relation | undefined): TableId | undefined {
  const more = relation?.columns.more;
  return typeof more === "object" && more.schema === "druid" ? more : undefined;
}

function ambiguous(columns: readonly Column[]): Found {
  return { meaning: { kind: "ambiguous", columns }, alternatives: columns.map(({ symbol }) => symbol) };
}

/** How many places are looked at: two make a name ambiguous, more say no more, and FROM may have thousands. */
const MOST_PLACES = 20;

/** The first of these places that the scope sees; they are in order. */
function seenOf({ first, limit }: Scope, places: readonly number[]): readonly number[] {
  if (places.length === 0) return places;
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle] as number) < first) low = middle + 1;
    else high = middle;
  }
  let end = low;
  while (end < places.length && end - low < MOST_PLACES && (places[end] as number) < limit) end++;
  return low === 0 && end === places.length ? places : places.slice(low, end);
}

/** A name that Calcite made up is not seen by the clauses of the SELECT that gives it out. */
function outputsNamed({ columns, of }: NonNullable<Scope["outputs"]>, name: string): readonly Column[] {
  const found = columns.named(name);
  return of === "set" ? found : found.filter(({ symbol }) => !isMadeUp(symbol));
}

/** Whether Calcite made the name up: `EXPR$0`. */
function isMadeUp({ kind, declaration }: NameSymbol): boolean {
  return kind === "derivedColumn" && declaration === undefined;
}

/** A column of USING is one of several relations. */
function mergedWith(found: Found, level: Scope, places: readonly number[], name: string): Found {
  if (places.length === 1) return found;
  const others = places.slice(1).flatMap((place) => level.from.all[place]?.columns.named(name) ?? []);
  return { meaning: found.meaning, alternatives: [...found.alternatives, ...others.map(({ symbol }) => symbol)] };
}

function toFound(columns: readonly Column[], relation?: Relation): Found {
  const [column, second] = columns;
  if (!column) return UNKNOWN;
  if (second) return ambiguous(columns);
  return {
    meaning: relation
      ? { kind: "symbol", symbol: column.symbol, certainty: "certain", column, relation }
      : { kind: "symbol", symbol: column.symbol, certainty: "certain", column },
    alternatives: NO_SYMBOLS,
  };
}

/** Whose column a name is that no column of this level has: of the only relation that is not wholly known, if there is one. */
function guessInLevel(level: Scope, name: string, columnOfTable: ColumnOfTable): Found | undefined {
  const open = seenOf(level, level.from.open);
  const [only, second] = open;
  if (level.isUnclear) return UNKNOWN;
  if (second !== undefined) return twiceInLevel(level, open, name, columnOfTable) ?? UNKNOWN;
  const relation = only === undefined ? undefined : level.from.all[only];
  if (relation) {
    const isLikely = level.outer !== undefined && mayHave(level.outer);
    const found = foundInMore(relation, name, columnOfTable, isLikely ? "likely" : "certain");
    return found === MISSING && isLikely ? UNKNOWN : found;
  }
  return level.outputs && level.outputs.columns.more !== "none" ? UNKNOWN : undefined;
}

/** A column of the only table that is there, which is there twice. */
function twiceInLevel(level: Scope, open: readonly number[], name: string, columnOfTable: ColumnOfTable): Found | undefined {
  const { from, merged, outputs, outer } = level;
  if (merged.has(name) || open.length === MOST_PLACES || (outputs && outputs.columns.more !== "none") || (outer && mayHave(outer)))
    return undefined;
  const [table, ...others] = open.map((place) => from.all[place]?.columns.more);
  if (typeof table !== "object" || !others.every((other) => typeof other === "object" && isSameTable(table, other))) return undefined;
  return ambiguous(open.map(() => columnOfTable(table, name)));
}

function mayHave(scope: Scope): boolean {
  for (let level: Scope | undefined = scope; level; level = level.outer) {
    if (level.isUnclear || level.limit > level.first) return true;
  }
  return false;
}

function foundInMore(relation: Relation, name: string, columnOfTable: ColumnOfTable, certainty: "certain" | "likely"): Found {
  const { more }: Columns = relation.columns;
  if (more === "none") return MISSING;
  if (more === "unclear") return UNKNOWN;
  if (isInOtherCase(relation, more, name)) return MISSING;
  const column = columnOfTable(more, name);
  return { meaning: { kind: "symbol", symbol: column.symbol, certainty, column, relation }, alternatives: NO_SYMBOLS };
}

/** Whether a system table has the column in other case: no release of Druid will have both. */
function isInOtherCase({ columns }: Relation, { schema }: TableId, name: string): boolean {
  if (schema !== "sys" && schema !== "INFORMATION_SCHEMA") return false;
  const meant = name.toLowerCase();
  return columns.list.some((column) => column.name.toLowerCase() === meant);
}
