/**
 * Names of a statement: what each means, what is seen from where, what queries give out. One walk, in linear time, remembered with the
 * statement; whoever asks about several places of it asks the same object.
 */
import type { Statement } from "../../syntax/document";
import type { Identifier, Ingest, StatementNode } from "../../syntax/nodes";
import { isTrivia } from "../../syntax/tokens";
import type { Catalog } from "../catalog/model";
import { queryOf, referencesOf } from "../scopes";
import { columnOfTable, openBook, refer } from "./book";
import { visitExpression } from "./expressions";
import type { Columns, Names, Occurrence, Scope } from "./model";
import { enterQuery } from "./queries";
import { addRelation, emptyRelationList } from "./relationList";
import { addRealTable, tableId } from "./tables";
import { typeReader } from "./types";
import { columnsAt, type Region, scopeOf, type Walk } from "./walk";

/** How many columns all `*` of a statement may stand for. */
const MOST_COLUMNS_OF_STARS = 200_000;

/**
 * The names of a statement. `catalog` tells the columns of real tables (`SYSTEM_CATALOG` when nobody knows others); the same statement and
 * catalog give the same object again. Never throws; half-typed text has fewer names.
 */
export function namesOf(statement: Statement, catalog: Catalog): Names {
  return statement.tree.memory.recall("names", catalog, () => readNames(statement, catalog));
}

/** Lets go of the names, where those who shared them are done. */
export function forgetNames(statement: Statement, catalog: Catalog): void {
  statement.tree.memory.forget("names", catalog);
}

/** The same without being remembered, for who goes through all statements of a file: they take much more memory than the tree. */
export function readNames(statement: Statement, catalog: Catalog): Names {
  const book = openBook(catalog);
  const walk: Walk = {
    statement,
    references: referencesOf(statement.tree),
    book,
    columnOfTable: (table, name) => columnOfTable(book, table, name),
    work: [],
    columns: new Map(),
    selectScopes: new Map(),
    withSymbols: new Map(),
    regions: [],
    columnsLeft: MOST_COLUMNS_OF_STARS,
  };
  const root = queryOf(statement.tree.statement);
  if (root?.kind === "ingest") enterIngest(walk, root);
  else if (root) enterQuery(walk, root, {});
  for (let next = walk.work.pop(); next; next = walk.work.pop()) next();
  return toNames(walk, root);
}

function enterIngest(walk: Walk, ingest: Ingest): void {
  const { target, overwrite, source, clusteredBy } = ingest;
  const name = target.kind === "tableTarget" ? target.name : undefined;
  const last = name?.parts.at(-1);
  const id = name && tableId(name);
  if (last && id) {
    const relation = addRealTable(walk, last, id);
    const from = emptyRelationList();
    addRelation(from, { ...relation, node: target });
    const scope = scopeOf({}, { from, limit: 1 });
    if (overwrite) walk.regions.push({ start: overwrite.start, end: overwrite.end, scope });
    if (overwrite?.where) visitExpression(walk, overwrite.where, scope);
  } else if (last) refer(walk.book, last, "table", { kind: "unknown" });
  enterQuery(walk, source, {}, clusteredBy ? [clusteredBy] : []);
}

function toNames(walk: Walk, root: StatementNode | undefined): Names {
  const { statement, columns, regions, book } = walk;
  const source = root?.kind === "ingest" ? root.source : root;
  const occurrences = inOrderOfText(book.occurrences);
  // Who asks for one thing does not pay for the others.
  const byIdentifier = once(() => new Map<Identifier, Occurrence>(occurrences.map((occurrence) => [occurrence.identifier, occurrence])));
  const occurrenceOf = (identifier: Identifier): Occurrence | undefined => byIdentifier().get(identifier);
  const types = once(() => typeReader({ text: statement.text, occurrenceOf, columnsOf: (node) => columns.get(node) }));
  const symbols = once(() => [...book.symbols]);
  const scopes = once(() => regions.map(({ scope }) => scope));
  const lists = once(() => [...new Set(columns.values())]);
  return {
    occurrences,
    get symbols() {
      return symbols();
    },
    output: source && columns.has(source) ? columnsAt(walk, source) : undefined,
    get scopes() {
      return scopes();
    },
    get lists() {
      return lists();
    },
    occurrenceAt: (offset) => touching(occurrences, offset),
    scopeAt: (offset) => scopeIn(regions, endOfWordBefore(statement, offset)),
    occurrenceOf,
    columnsOf: (node): Columns | undefined => columns.get(node),
    typeOf: (column) => types().typeOf(column),
    typeOfExpression: (expression) => types().typeOfExpression(expression),
  };
}

function inOrderOfText(occurrences: Occurrence[]): readonly Occurrence[] {
  return isInOrder(occurrences) ? occurrences : occurrences.sort((one, other) => one.identifier.start - other.identifier.start);
}

function isInOrder(occurrences: readonly Occurrence[]): boolean {
  let last = -1;
  for (const { identifier } of occurrences) {
    if (identifier.start < last) return false;
    last = identifier.start;
  }
  return true;
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function touching(occurrences: readonly Occurrence[], offset: number): Occurrence | undefined {
  let low = 0;
  let high = occurrences.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((occurrences[middle]?.identifier.start ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  const found = occurrences[low - 1];
  return found && offset <= found.identifier.end ? found : undefined;
}

const NOTHING_SEEN: Scope = scopeOf({});

/** The scope of the smallest region that the offset touches; of equal ones the later one. */
function scopeIn(regions: readonly Region[], offset: number): Scope {
  let best: Region | undefined;
  for (const region of regions) {
    if (region.start > offset || offset > region.end) continue;
    if (!best || region.end - region.start <= best.end - best.start) best = region;
  }
  return best?.scope ?? NOTHING_SEEN;
}

/** Behind the last clause of a query there is still the query: blanks belong to the word before them. */
function endOfWordBefore({ tokens }: Statement, offset: number): number {
  let low = 0;
  let high = tokens.count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tokens.starts[middle] as number) < offset) low = middle + 1;
    else high = middle;
  }
  let token = low - 1;
  while (token >= 0 && isTrivia(tokens.kinds[token] as number)) token--;
  if (token < 0) return offset;
  return Math.min(offset, tokens.starts[token + 1] as number);
}
