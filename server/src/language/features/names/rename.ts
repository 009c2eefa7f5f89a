/**
 * Renames what a statement itself names: CTEs, table aliases, column aliases, windows. A query that gives the column out under its own name
 * keeps that name by an alias (`SELECT x` becomes `SELECT y AS x`). Nothing is renamed where another name could come to mean something else
 * or where the result would change: the statement is read again with the new name, and every name in it has to mean the same thing.
 * Source of what a name means: `analysis/resolution`.
 */

import { isMadeUpName } from "../../analysis/columnNames";
import { isSameTable } from "../../analysis/resolution/columns";
import { isBareFunction } from "../../analysis/resolution/expressions";
import type { NameSymbol, Names, Occurrence, Scope, TableId } from "../../analysis/resolution/model";
import { namesOf } from "../../analysis/resolution/namesOf";
import { placesOfColumn, placesOfQualifier } from "../../analysis/resolution/relationList";
import { visit } from "../../syntax/children";
import { openDocument, type PlacedStatement, type Statement } from "../../syntax/document";
import type { Identifier, SelectItem } from "../../syntax/nodes";
import { nameText, quotedName } from "../../syntax/quoteName";
import { applyEdits, partedEdits, type TextEdit } from "../../text/edit";
import { t } from "../../text/l10n";
import { shiftRange, type TextRange } from "../../text/range";
import { inspect } from "../inspect";
import { type NameAt, type NamesView, nameAt, placesOf } from "./view";

/** What can be renamed at a place, or why nothing can. */
export type RenamableName =
  | { readonly kind: "ok"; readonly range: TextRange; readonly name: string }
  | { readonly kind: "refused"; readonly message: string };

/** The edits of a rename in the document, in its order, or why there are none. */
export type RenamedName =
  | { readonly kind: "ok"; readonly edits: readonly TextEdit[] }
  | { readonly kind: "refused"; readonly message: string };

/** The name at an offset, if it can have another one. */
export function prepareNameRename(view: NamesView, offset: number): RenamableName {
  const at = nameAt(view, offset);
  if (!at) return refused(t("There is no name here that could be renamed."));
  const why = whyNot(view, at);
  if (why !== undefined) return refused(why);
  return { kind: "ok", range: shiftRange(rangeOf(at.occurrence.identifier), at.placed.start), name: at.occurrence.identifier.name };
}

/** Gives what is named at an offset another name; a name in double quotes is taken without them. */
export function renameName(view: NamesView, offset: number, wanted: string): RenamedName {
  const at = nameAt(view, offset);
  if (!at) return refused(t("There is no name here that could be renamed."));
  const name = /^"(?:[^"]|"")+"$/.test(wanted) ? wanted.slice(1, -1).replaceAll('""', '"') : wanted;
  const why = whyNot(view, at) ?? whyNotCalled(name) ?? whyNotTaken(at, name);
  if (why !== undefined) return refused(why);
  if (!at.symbol || name === at.symbol.name) return { kind: "ok", edits: [] };
  const edits = editsOf(at, at.symbol, name);
  const changed = whatChanges(view, at, edits, name) ?? whyHidden(at, name);
  if (changed !== undefined) return refused(changed);
  return { kind: "ok", edits: edits.map(({ range, text }) => ({ range: shiftRange(range, at.placed.start), text })) };
}

export function refused(message: string): { readonly kind: "refused"; readonly message: string } {
  return { kind: "refused", message };
}

function rangeOf({ start, end }: TextRange): TextRange {
  return { start, end };
}

// --- What cannot be renamed ------------------------------------------------------------------------------------------

function whyNot(view: NamesView, at: NameAt): string | undefined {
  const { symbol, occurrence, placed } = at;
  const { name } = occurrence.identifier;
  if (placed.statement.errors.length > 0 || placed.statement.forgiven.length > 0)
    return t("The statement has syntax errors: what its names mean is not sure.");
  if (!symbol) return t("What {0} means here is not known.", name);
  switch (symbol.kind) {
    case "cte":
    case "tableAlias":
    case "window":
      return whyNotShared(view, at, symbol);
    case "columnAlias":
    case "derivedColumn":
      return whyNotColumn(view, at, symbol);
    case "externColumn":
      return t("{0} is read from the input under this name; give it another one with AS.", name);
    case "tableColumn":
      return t("{0} is a column of the table {1}: another name here would not be its name there.", name, symbol.table?.name ?? "");
    case "table":
      return t("{0} is a table of Druid: another name here would not be its name there.", name);
  }
}

/** A name that may be meant somewhere else. */
function whyNotShared(view: NamesView, { placed, names }: NameAt, symbol: NameSymbol): string | undefined {
  const { name } = symbol;
  const unclear = symbol.possible[0] ?? unclearUse(names, name);
  if (unclear) return t("In line {0}, {1} may mean this or something else.", lineOf(view, placed, unclear), name);
  return placed.statement.templates.length > 0 ? t("The statement has templates, which may use {0}.", name) : undefined;
}

/** Where the name stands behind something that is not followed, such as PIVOT, which may hand it on. */
function unclearUse({ occurrences, scopes }: Names, name: string): Identifier | undefined {
  if (
    !scopes.some(({ from, isUnclear }) => isUnclear || from.all.some(({ kind, columns }) => kind === "other" || columns.more === "unclear"))
  )
    return undefined;
  return occurrences.find(({ identifier, meaning }) => meaning.kind === "unknown" && identifier.name === name)?.identifier;
}

function whyNotColumn(view: NamesView, at: NameAt, symbol: NameSymbol): string | undefined {
  const { names, placed } = at;
  const { name, node, declaration } = symbol;
  if (!declaration || !node) return t("{0} is a name that Druid makes up; give the column one with AS.", name);
  if (names.output?.list.some((column) => column.symbol === symbol)) {
    return isWritten(placed.statement)
      ? t("{0} is a column that the statement writes: the table would get another one.", name)
      : t("{0} is a column of the result: those who read it would not find it.", name);
  }
  const joined = joinNames(placed.statement);
  if (joined.natural) return t("The statement has a NATURAL JOIN, which joins by the names of columns.");
  const using = symbol.references.find(({ start }) => joined.using.has(start));
  if (using) return t("In line {0}, USING joins by this name on both sides.", lineOf(view, placed, using));
  return whyNotShared(view, at, symbol);
}

function isWritten({ tree }: Statement): boolean {
  return tree.statement?.kind === "ingest" || (tree.statement?.kind === "explain" && tree.statement.statement.kind === "ingest");
}

/** Where names of columns decide what is joined. */
function joinNames({ tree }: Statement): { readonly using: ReadonlySet<number>; readonly natural: boolean } {
  return tree.memory.recall("joinNames", joinNames, () => {
    const using = new Set<number>();
    let natural = false;
    visit(tree, (node) => {
      if (node.kind !== "join") return undefined;
      if (node.natural) natural = true;
      for (const { start } of node.using?.items ?? []) using.add(start);
      return undefined;
    });
    return { using, natural };
  });
}

/** The line in the file, counted from one. */
export function lineOf({ document }: NamesView, { start }: PlacedStatement, { start: offset }: TextRange): number {
  return document.source.positionAt(start + offset).line + 1;
}

const LONGEST_NAME = 128;

function whyNotCalled(name: string): string | undefined {
  if (name.trim() === "") return t("A name has at least one letter.");
  if (isMadeUpName(name)) return t("{0} is a name that Druid makes up itself.", name);
  if (name.length > LONGEST_NAME) return t("Druid takes names of at most {0} characters.", LONGEST_NAME);
  return /[\r\n]/.test(name) ? t("A name cannot have a line break.") : undefined;
}

/** Whether something beside it has the name already. */
export function whyNotTaken({ names, symbol }: Pick<NameAt, "names" | "symbol">, name: string): string | undefined {
  if (!symbol || name === symbol.name) return undefined;
  for (const { from, windows, withItems } of names.scopes) {
    if (
      placesOfQualifier(from, name).length > 0 &&
      from.all.some((relation) => relation.symbol === symbol && relation.qualifier === symbol.name)
    )
      return t("FROM has another {0} already.", name);
    if (windows.has(name) && windows.get(symbol.name) === symbol) return t("WINDOW has another {0} already.", name);
    for (let level = withItems; level; level = level.outer) {
      if (level.items.includes(symbol) && level.items.some((item) => item.name === name)) return t("WITH has another {0} already.", name);
    }
  }
  const isTaken = names.lists.some(
    (list) => list.named(name).length > 0 && list.named(symbol.name).some((column) => column.symbol === symbol),
  );
  const isThere = isTaken || names.scopes.some((scope) => isBeside(names, scope, symbol, name));
  return isThere ? t("The query has another column {0} already.", name) : undefined;
}

/** Whether a table beside the column has one of the other name, that the catalog does not tell: its time, or one that the statement names. */
function isBeside({ symbols }: Names, { from }: Scope, symbol: NameSymbol, name: string): boolean {
  const hasColumn = (table: TableId): boolean =>
    (name === "__time" && table.schema === "druid") ||
    symbols.some((known) => known.kind === "tableColumn" && known.name === name && known.table && isSameTable(known.table, table));
  const places = placesOfColumn(from, symbol.name);
  const isHere = places.some((place) => from.all[place]?.columns.named(symbol.name).some((column) => column.symbol === symbol));
  return isHere && from.all.some(({ columns: { more } }) => more !== "none" && more !== "unclear" && hasColumn(more));
}

/**
 * Whether something in FROM and something of the other name are seen from one place, the one from outside: Druid writes the table before a
 * column that it finds outside, and then finds the nearer table of that name.
 */
export function whyHidden({ names, symbol }: Pick<NameAt, "names" | "symbol">, name: string): string | undefined {
  if (!symbol || !names.scopes.some((scope) => isNamedAround(scope, symbol, name))) return undefined;
  return t("A query around it or inside has another {0}.", name);
}

function isNamedAround(scope: Scope, symbol: NameSymbol, name: string): boolean {
  let isSymbol = false;
  let isOther = false;
  for (let level: Scope | undefined = scope; level; level = level.outer) {
    const { all } = level.from;
    if (placesOfQualifier(level.from, symbol.name).some((place) => all[place]?.symbol === symbol)) isSymbol = true;
    if (placesOfQualifier(level.from, name).length > 0) isOther = true;
  }
  return isSymbol && isOther;
}

// --- The edits -------------------------------------------------------------------------------------------------------

function editsOf({ placed, names }: NameAt, symbol: NameSymbol, name: string): readonly TextEdit[] {
  const { text } = placed.statement;
  const edits: TextEdit[] = [];
  if (symbol.kind === "derivedColumn") {
    const item = symbol.node as SelectItem;
    edits.push({ range: { start: item.end, end: item.end }, text: ` AS ${written(name)}` });
    for (const reference of symbol.references) edits.push(replaceName(text, reference, name));
  } else for (const place of placesOf(symbol)) edits.push(replaceName(text, place, name));
  for (const item of namedAfter(names, symbol))
    edits.push({ range: { start: item.end, end: item.end }, text: ` AS ${written(symbol.name)}` });
  return partedEdits(
    text,
    edits.sort((one, other) => one.range.start - other.range.start),
  );
}

/** What is quoted stays quoted. */
export function replaceName(text: string, place: TextRange, name: string): TextEdit {
  const isQuoted = text[place.start] === '"';
  return { range: rangeOf(place), text: isQuoted ? quotedName(name) : written(name) };
}

/** PI would be the function. */
function written(name: string): string {
  return isBareFunction(name) ? quotedName(name) : nameText(name);
}

/** The items of SELECT that give the symbol out under its name, where somebody goes by that. */
function namedAfter(names: Names, symbol: NameSymbol): readonly SelectItem[] {
  const references = new Set(symbol.references.map(({ start }) => start));
  const output = new Set(names.output?.list.map((column) => column.symbol));
  return names.symbols.flatMap((derived) => {
    const { kind, declaration, node } = derived;
    if (kind !== "derivedColumn" || !declaration || node?.kind !== "selectItem" || !references.has(declaration.start)) return [];
    const isUsed = output.has(derived) || derived.references.length > 0 || derived.possible.length > 0;
    return isUsed ? [node] : [];
  });
}

// --- Whether everything means the same -------------------------------------------------------------------------------

/** Why the statement would not be the same with these edits; undefined when it is. */
function whatChanges(view: NamesView, { placed, names }: NameAt, edits: readonly TextEdit[], name: string): string | undefined {
  const { statement } = placed;
  const text = applyEdits(statement.text, edits);
  const [first, second] = openDocument(text, statement.grammar).statements;
  if (!first || second || first.statement.errors.length > 0) return t("With the name {0}, Druid could not read the statement.", name);
  const after = namesOf(first.statement, view.catalog);
  const other = firstDifference(names, after, edits, (table) => table);
  if (other === undefined && isSameOutput(names, after)) return whyRefused(view, statement, first.statement, name);
  if (!other || other === "more") return t("With the name {0}, the statement would mean something else.", name);
  const { identifier } = other;
  return t("With the name {0}, {1} in line {2} would mean something else.", name, identifier.name, lineOf(view, placed, identifier));
}

/** What Druid would refuse after the rename and takes now. */
function whyRefused({ context }: NamesView, before: Statement, after: Statement, name: string): string | undefined {
  const known = new Set(inspect(before, context.settings).errors.map(({ code }) => code));
  const added = inspect(after, context.settings).errors.find(({ code }) => !known.has(code));
  return added && t("With the name {0}, Druid would refuse the statement: {1}", name, added.message);
}

/** Whether every name means the same after edits, with `renamed` real tables. */
export function isSameMeaning(before: Names, after: Names, edits: readonly TextEdit[], renamed: (table: TableId) => TableId): boolean {
  return firstDifference(before, after, edits, renamed) === undefined && isSameOutput(before, after);
}

/** The first name that means something else after edits; `more` when there are other names than before. */
function firstDifference(
  before: Names,
  after: Names,
  edits: readonly TextEdit[],
  renamed: (table: TableId) => TableId,
): Occurrence | "more" | undefined {
  const moved = mover(edits);
  const added = new Set(edits.filter(isInsertion).map(({ range }) => moved(range.start) + " AS ".length));
  const then = after.occurrences.filter(({ identifier }) => !added.has(identifier.start));
  const other = before.occurrences.find((occurrence, index) => {
    const now = then[index];
    return !now || shapeOf(occurrence, moved, renamed) !== shapeOf(now, unmoved, (table) => table);
  });
  return other ?? (then.length === before.occurrences.length ? undefined : "more");
}

function unmoved(offset: number): number {
  return offset;
}

function isInsertion({ range }: TextEdit): boolean {
  return range.start === range.end;
}

/** Where what starts at an offset is after edits, which are in order. */
function mover(edits: readonly TextEdit[]): (offset: number) => number {
  const ends = edits.map(({ range }) => range.end);
  const growth: number[] = [0];
  for (const { range, text } of edits) growth.push((growth.at(-1) ?? 0) + text.length - (range.end - range.start));
  return (offset) => {
    let low = 0;
    let high = edits.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const { range } = edits[middle] as TextEdit;
      // What is put in at an offset stands behind what ends there, and nothing begins there.
      if ((ends[middle] as number) <= offset && range.start < offset) low = middle + 1;
      else high = middle;
    }
    return offset + (growth[low] as number);
  };
}

/** A name and what it means, in places of the text. */
function shapeOf(
  { identifier, place, role, meaning }: Occurrence,
  moved: (offset: number) => number,
  renamed: (table: TableId) => TableId,
): string {
  const what = meaning.kind === "symbol" ? identity(meaning.symbol, moved, renamed) : meaning.kind;
  return `${moved(identifier.start)} ${place} ${role} ${what}`;
}

function identity(
  { kind, name, table, node, declaration }: NameSymbol,
  moved: (offset: number) => number,
  renamed: (table: TableId) => TableId,
): string {
  if (table) {
    const { schema, name: tableName } = renamed(table);
    return `${kind} ${schema} ${tableName} ${kind === "tableColumn" ? name : ""}`;
  }
  const group = kind === "derivedColumn" ? "columnAlias" : kind;
  return `${group} ${moved(node?.start ?? declaration?.start ?? 0)}`;
}

function isSameOutput(before: Names, after: Names): boolean {
  const one = before.output?.list ?? [];
  const other = after.output?.list ?? [];
  return one.length === other.length && one.every(({ name }, index) => name === other[index]?.name);
}
